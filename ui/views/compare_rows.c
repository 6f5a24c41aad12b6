/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table with the forest plot: of two arms a row a KPI, of more a row an arm against the best.
 * Columns go by how much room there is: the plot narrows, then goes; words at the end are cut.
 */
#include "ui/views/compare_private.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/format.h"
#include "text/width.h"
#include "ui/widgets/forest.h"

enum {
    NAME_MAX = 20,
    NAME_NARROW = 14,
    NAME_LEAST = 10,
    NARROW = 100,
    ROLES_FROM = 70,
    ARM_MAX = 14,
    PLOT_MIN = 9,
    PLOT_MAX = 61,
    SAYS_MIN = 14,
    SAYS_LEAST = 6,
    GAP = 2
};
enum { COLUMN_NAME, COLUMN_ROLE, COLUMN_FIRST, COLUMN_SECOND, COLUMN_CHANGE, COLUMN_COUNT };

/* One row in words. */
struct line {
    const char *word[COLUMN_COUNT];
    char room[COLUMN_COUNT][64];
    struct forest forest;
    const char *says;
    enum role role, says_role;
    bool strong;
};

struct layout {
    int width[COLUMN_COUNT];
    int plot, says; /* 0: none */
};

/* --- lines ----------------------------------------------------------------------------------- */

static enum role says_role(const struct compare *compare, const struct compare_kpi *kpi,
                           const struct compare_pair *pair)
{
    for (size_t i = 0; i < compare->guardrail_count; i++) {
        const struct compare_guardrail *guardrail = &compare->guardrails[i];
        if (guardrail->kpi == kpi->kpi && kpi->role == COMPARE_GUARDRAIL) {
            return guardrail->state == COMPARE_HARM   ? ROLE_ERROR
                   : guardrail->state == COMPARE_SAFE ? ROLE_OK
                                                      : ROLE_TEXT;
        }
    }
    return !pair || kpi->role != COMPARE_GOAL ? ROLE_DIM
           : pair->state == COMPARE_WINNER    ? ROLE_OK
           : pair->state == COMPARE_LOSER     ? ROLE_DELTA_BAD
           : pair->state == COMPARE_BROKEN_SPLIT || pair->state == COMPARE_DATA_ERROR ? ROLE_ERROR
                                                                                      : ROLE_TEXT;
}

static void fill_change(struct line *line, const struct compare_kpi *kpi,
                        const struct compare_pair *pair, bool turned)
{
    double sign = turned ? -1 : 1;
    line->word[COLUMN_CHANGE] = compare_change_words(
        kpi, pair->has_difference, sign * pair->difference, line->room[COLUMN_CHANGE]);
    line->forest = (struct forest){.has_interval = pair->has_interval,
                                   .value = sign * pair->difference,
                                   .low = turned ? -pair->high : pair->low,
                                   .high = turned ? -pair->low : pair->high,
                                   .role = kpi->role == COMPARE_GOAL ? ROLE_CHART : ROLE_MEASURE};
}

/* Names often differ at their ends only, so the middle goes. */
static const char *short_name(const struct area *area, const char *name, int columns, char room[64])
{
    struct glyph glyph;
    struct strbuf form = STRBUF_INIT;
    const char *dots = area_is_ascii(area) ? "..." : "…";
    name = area_form(area, name, &form);
    const char *end = name;
    int tail = (columns - area_columns(area, dots)) / 2;
    size_t head = strlen(name);
    if (width_text(name, SIZE_MAX) > columns) {
        head = width_fit(name, SIZE_MAX, columns - tail - area_columns(area, dots), NULL);
        while (width_text(end, SIZE_MAX) > tail) {
            end += width_glyph(end, strlen(end), &glyph);
        }
    } else {
        dots = end = "";
    }
    snprintf(room, 64, "%.*s%s%s", (int)head, name, dots, end);
    strbuf_free(&form);
    return room;
}

/* A KPI of two arms. */
static void fill_kpi(struct line *line, const struct compare_answer *answer, size_t row)
{
    const struct compare *compare = answer->compare;
    const struct compare_kpi *kpi = &compare->kpis[row];
    *line = (struct line){.strong = kpi->role == COMPARE_GOAL};
    line->role = line->strong ? ROLE_VALUE : ROLE_TEXT;
    line->word[COLUMN_NAME] = answer->names[row];
    line->word[COLUMN_ROLE] = kpi->role == COMPARE_GOAL        ? _("goal")
                              : kpi->role == COMPARE_GUARDRAIL ? _("watch")
                                                               : "";
    line->word[COLUMN_FIRST] = compare_value_words(kpi, 0, line->room[COLUMN_FIRST]);
    line->word[COLUMN_SECOND] = compare_value_words(kpi, 1, line->room[COLUMN_SECOND]);
    line->word[COLUMN_CHANGE] = "";
    line->says = compare_says(compare, kpi);
    line->says_role = says_role(compare, kpi, kpi->pair_count ? &kpi->pairs[0] : NULL);
    if (kpi->pair_count) {
        fill_change(line, kpi, &kpi->pairs[0], false);
    }
}

static const struct compare_pair *pair_with_best(const struct compare *compare, size_t arm)
{
    const struct compare_kpi *goal = &compare->kpis[0];
    for (size_t i = 0; i < goal->pair_count; i++) {
        const struct compare_pair *pair = &goal->pairs[i];
        if ((pair->a == arm && pair->b == compare->leader) ||
            (pair->b == arm && pair->a == compare->leader)) {
            return pair;
        }
    }
    return NULL;
}

/* The best first, the others in their order. */
static size_t arm_of(const struct compare *compare, size_t row)
{
    return row == 0 ? compare->leader : row <= compare->leader ? row - 1 : row;
}

/* An arm of more than two. */
static void fill_arm(struct line *line, const struct compare_answer *answer, size_t row,
                     const struct area *area)
{
    const struct compare *compare = answer->compare;
    const struct compare_kpi *goal = &compare->kpis[0];
    size_t arm = arm_of(compare, row);
    const struct compare_pair *pair = row ? pair_with_best(compare, arm) : NULL;
    *line = (struct line){.strong = row == 0};
    line->role = line->strong ? ROLE_VALUE : ROLE_TEXT;
    line->word[COLUMN_NAME] =
        short_name(area, compare->arms[arm].shown, area->width < NARROW ? NAME_NARROW : NAME_MAX,
                   line->room[COLUMN_NAME]);
    line->word[COLUMN_ROLE] = row == 0 ? _("best") : "";
    line->word[COLUMN_FIRST] = compare->arms[arm].has_sent
                                   ? format_count(compare->arms[arm].sent, line->room[COLUMN_FIRST])
                                   : "n/a";
    line->word[COLUMN_SECOND] = compare_value_words(goal, arm, line->room[COLUMN_SECOND]);
    line->word[COLUMN_CHANGE] = "";
    line->says = pair && pair->text ? pair->text : "";
    line->says_role = says_role(compare, goal, pair);
    if (pair) {
        fill_change(line, goal, pair, pair->a == arm);
    }
}

static void fill(struct line *line, const struct compare_answer *answer, size_t row,
                 const struct area *area)
{
    if (answer->compare->arm_count > 2) {
        fill_arm(line, answer, row, area);
    } else {
        fill_kpi(line, answer, row);
    }
}

int compare_rows_count(const struct compare *compare)
{
    return compare->arm_count > 2   ? (int)compare->arm_count
           : compare->arm_count > 1 ? (int)compare->kpi_count
                                    : 0;
}

/* --- columns --------------------------------------------------------------------------------- */

bool compare_has_letters(const struct compare *compare, const struct area *area)
{
    return compare->arm_count == 2 && (area_columns(area, compare->arms[0].shown) > ARM_MAX ||
                                       area_columns(area, compare->arms[1].shown) > ARM_MAX);
}

static const char *short_title(const struct compare *compare, const struct area *area, size_t arm)
{
    return !compare_has_letters(compare, area) ? compare->arms[arm].shown : arm ? "B" : "A";
}

static void fill_titles(struct line *titles, const struct compare_answer *answer,
                        const struct area *area)
{
    const struct compare *compare = answer->compare;
    *titles = (struct line){.role = ROLE_HEADER, .says_role = ROLE_HEADER, .says = ""};
    titles->word[COLUMN_ROLE] = "";
    if (compare->arm_count > 2) {
        titles->word[COLUMN_NAME] = "";
        titles->word[COLUMN_FIRST] = _("Sent");
        titles->word[COLUMN_SECOND] = answer->names[0];
        titles->word[COLUMN_CHANGE] = _("to best");
        return;
    }
    titles->word[COLUMN_NAME] = _("KPI");
    titles->word[COLUMN_FIRST] = short_title(compare, area, 0);
    titles->word[COLUMN_SECOND] = short_title(compare, area, 1);
    titles->word[COLUMN_CHANGE] = titles->room[COLUMN_CHANGE];
    snprintf(titles->room[COLUMN_CHANGE], sizeof titles->room[COLUMN_CHANGE], "%s",
             _("Difference"));
    int both = area_columns(area, titles->word[COLUMN_FIRST]) +
               area_columns(area, titles->word[COLUMN_SECOND]);
    if (both <= 8) {
        snprintf(titles->room[COLUMN_CHANGE], sizeof titles->room[COLUMN_CHANGE], "%s − %s",
                 titles->word[COLUMN_SECOND], titles->word[COLUMN_FIRST]);
    }
}

static void widen(struct layout *layout, const struct line *line, const struct area *area)
{
    for (int i = 0; i < COLUMN_COUNT; i++) {
        int most = i != COLUMN_NAME ? ARM_MAX : area->width < NARROW ? NAME_NARROW : NAME_MAX;
        int width = area_columns(area, line->word[i]);
        width = width < most ? width : most;
        layout->width[i] = width > layout->width[i] ? width : layout->width[i];
    }
    int says = area_columns(area, line->says);
    layout->says = says > layout->says ? says : layout->says;
}

static struct layout lay_out(const struct compare_answer *answer, const struct area *area)
{
    int columns = area->width;
    struct layout layout = {{0}, 0, 0};
    struct line line;
    fill_titles(&line, answer, area);
    widen(&layout, &line, area);
    for (int row = 0; row < compare_rows_count(answer->compare); row++) {
        fill(&line, answer, (size_t)row, area);
        widen(&layout, &line, area);
    }
    layout.width[COLUMN_ROLE] = columns >= ROLES_FROM ? layout.width[COLUMN_ROLE] : 0;
    int left = columns;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        left -= layout.width[i] ? layout.width[i] + GAP : 0;
    }
    /* Where codes of currencies take the room, names give way before the least of what is said. */
    int missing = (layout.says < SAYS_MIN ? layout.says : SAYS_MIN) - left;
    int spare = layout.width[COLUMN_NAME] - NAME_LEAST;
    missing = missing < spare ? missing : spare;
    if (missing > 0) {
        layout.width[COLUMN_NAME] -= missing;
        left += missing;
    }
    /* What is said first has its least, then the plot, then both share. */
    int says = layout.says < SAYS_MIN ? layout.says : SAYS_MIN;
    int plot = left - says - GAP;
    if (plot >= PLOT_MIN) {
        int wish = layout.says < columns / 4 ? layout.says : columns / 4;
        plot = left - wish - GAP >= PLOT_MIN ? left - wish - GAP : plot;
        layout.plot = plot < PLOT_MAX ? plot : PLOT_MAX;
    }
    layout.says = left - layout.plot - (layout.plot ? GAP : 0);
    layout.says = layout.says < SAYS_LEAST ? 0 : layout.says;
    return layout;
}

static void draw_line(const struct area *area, int y, const struct layout *layout,
                      const struct line *line, const char *plot_title)
{
    int x = 0;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        enum width_align align = i <= COLUMN_ROLE ? WIDTH_LEFT : WIDTH_RIGHT;
        enum role role = i == COLUMN_ROLE && line->role != ROLE_HEADER ? ROLE_LABEL : line->role;
        area_field(area, x, y, layout->width[i], align, PEN(role), line->word[i]);
        x += layout->width[i] ? layout->width[i] + GAP : 0;
    }
    if (layout->plot && plot_title) {
        area_cut(area, x, y, area->width - x, PEN(ROLE_HEADER), plot_title);
        return;
    }
    if (layout->plot) {
        if (line->word[COLUMN_CHANGE][0]) {
            forest_draw(area, x, y, layout->plot, &line->forest);
        }
        x += layout->plot + GAP;
    }
    area_cut(area, x, y, layout->says, PEN(line->says_role), line->says);
}

static const char *plot_words(const struct compare *compare, int columns)
{
    const char *whole = compare->mode == COMPARE_OPEN || compare->mode == COMPARE_PLANNED
                            ? _("how far off it may be (95 %, you may look every day)")
                            : _("how far off it may be (95 %)");
    return width_text(whole, SIZE_MAX) <= columns ? whole : _("how far off it may be");
}

void compare_rows_head(const struct compare_answer *answer, const struct area *area)
{
    struct layout layout = lay_out(answer, area);
    struct line line;
    fill_titles(&line, answer, area);
    draw_line(area, 0, &layout, &line,
              plot_words(answer->compare, layout.plot + layout.says + GAP));
    fill(&line, answer, 0, area);
    draw_line(area, 1, &layout, &line, NULL);
}

void compare_rows_rest(const struct compare_answer *answer, const struct area *area)
{
    struct layout layout = lay_out(answer, area);
    struct line line;
    int all = compare_rows_count(answer->compare);
    for (int row = 1; row < all; row++) {
        fill(&line, answer, (size_t)row, area);
        draw_line(area, row - 1, &layout, &line, NULL);
    }
}
