/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart over the days, and the page of statistics. */
#include "ui/views/compare_private.h"

#include "base/i18n.h"
#include "text/width.h"
#include "ui/widgets/chart.h"

enum { WHAT_COLUMNS = 30, CHART_MIN = 9, CHART_MAX = 18 };

bool compare_chart(const struct area *area, const struct compare *compare, bool statistic)
{
    const struct compare_course *course = &compare->course;
    double below[COMPARE_STEPS_MAX];
    if (course->count < 2 || area->height < CHART_MIN) {
        return false;
    }
    for (size_t i = 0; i < course->count; i++) {
        below[i] = -course->critical[i];
    }
    struct area rest = *area;
    struct area head = area_take_top(&rest, 1);
    shared_heading(
        &head, 0, statistic ? _("z and the boundary, day by day") : _("The difference, day by day"),
        statistic ? _("beyond the dotted lines is a call")
                  : _("a call is where the dotted lines leave 0 out; ▲ marks it"));
    struct chart chart = {.values = statistic ? course->z : course->difference,
                          .count = course->count,
                          .first_day = course->first_day,
                          .step_days = course->step_days,
                          .kind = statistic ? CELL_NUMBER : CELL_POINTS,
                          .low = statistic ? below : course->low,
                          .high = statistic ? course->critical : course->high,
                          .band = statistic ? _("dotted: the boundary") : NULL,
                          .zero = true,
                          .marked = course->called};
    chart_draw(&rest, &chart);
    return true;
}

/* Every pair of the goal with its figures, one under the other. */
static int draw_pairs(const struct compare_answer *answer, const struct area *area)
{
    size_t pairs = answer->compare->kpis[0].pair_count;
    int y = 0;
    for (size_t i = 0; i < pairs; i++) {
        const struct table *table = answer->details[i];
        shared_heading(area, y++, table->title, NULL);
        for (size_t row = 0; row < table->row_count; row++, y++) {
            int x = area_cut(area, 2, y, WHAT_COLUMNS, PEN(ROLE_LABEL),
                             table_cell(table, row, 0)->text);
            x = x < WHAT_COLUMNS ? WHAT_COLUMNS : x;
            area_cut(area, 2 + x, y, area->width - x - 2, PEN(ROLE_TEXT),
                     table_cell(table, row, 1)->text);
        }
        y++;
    }
    return y - 1;
}

void compare_page_draw(struct compare_view *state, const struct area *body)
{
    const struct compare_answer *answer = state->answer;
    struct area area = *body;
    int rows = 0;
    for (size_t i = 0; i < answer->compare->kpis[0].pair_count; i++) {
        rows += (int)answer->details[i]->row_count + 2;
    }
    rows--;
    int room = area.height - rows - 1;
    if (room >= CHART_MIN) {
        struct area chart = area_take_bottom(&area, room < CHART_MAX ? room : CHART_MAX);
        compare_chart(&chart, answer->compare, true);
        area_take_bottom(&area, 1);
    }
    state->rows = rows;
    state->page = area.height;
    int last = rows > area.height ? rows - area.height : 0;
    state->top = state->top < last ? state->top : last;
    area.y -= state->top;
    area.height += state->top;
    draw_pairs(answer, &area);
}
