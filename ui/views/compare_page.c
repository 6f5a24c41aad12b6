/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart over the days, and the page of statistics. */
#include "ui/views/compare_private.h"

#include "base/i18n.h"
#include "ui/canvas/wrap.h"
#include "ui/widgets/chart.h"

enum { WHAT_COLUMNS = 32, CHART_MIN = 9, CHART_ROWS = 13, NEXT_ROWS = 4, PAGE_ROWS = 1000 };

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

static int draw_table(const struct table *table, const struct area *area, int y)
{
    int column = area->width / 2 < WHAT_COLUMNS ? area->width / 2 : WHAT_COLUMNS;
    struct area words = area_in(area, 2 + column, 0, area->width - column - 2, area->height);
    shared_heading(area, y++, table->title, NULL);
    for (size_t row = 0; row < table->row_count; row++) {
        const char *figure = table_cell(table, row, 1)->text;
        int rows = wrap_rows(figure, words.width, area_is_ascii(area));
        area_cut(area, 2, y, column - 1, PEN(ROLE_LABEL), table_cell(table, row, 0)->text);
        y += shared_paragraph(&words, y, rows, PEN(ROLE_TEXT), figure);
    }
    return y + 1;
}

/* How long still, what such a test sees, what it is worth. */
static int draw_next(const struct compare *compare, const struct area *area, int y)
{
    if (!compare->next_count) {
        return y;
    }
    shared_heading(area, y++, _("What if"), NULL);
    struct area words = area_in(area, 2, 0, area->width - 2, area->height);
    for (size_t i = 0; i < compare->next_count; i++) {
        y += shared_paragraph(&words, y, NEXT_ROWS, PEN(ROLE_TEXT), compare->next[i]);
    }
    return y + 1;
}

static int draw_charts(const struct compare *compare, const struct area *area, int y)
{
    for (int i = 0; i < 2 && compare->course.count > 1; i++) {
        struct area chart = area_in(area, 0, y, area->width, CHART_ROWS);
        compare_chart(&chart, compare, i == 1);
        y += CHART_ROWS + 1;
    }
    return y;
}

/* All of it one under the other; what does not fit is scrolled to. */
void compare_page_draw(struct compare_view *state, const struct area *body)
{
    const struct compare_answer *answer = state->answer;
    for (int pass = 0; pass < 2; pass++) {
        struct area area = *body;
        area.y -= state->top;
        area.height += state->top + PAGE_ROWS;
        if (pass == 0) { /* only to count its rows */
            area.bottom = area.top;
        }
        int y = draw_next(answer->compare, &area, 0);
        for (size_t i = 0; i < answer->detail_count; i++) {
            y = draw_table(answer->details[i], &area, y);
        }
        y = draw_charts(answer->compare, &area, y);
        state->rows = y - 1;
        state->page = body->height;
        int last = state->rows > state->page ? state->rows - state->page : 0;
        state->top = state->top < last ? state->top : last;
    }
}
