/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the parts of Compare stand: heading, table, the sentence, checks, what is to come, chart.
 * Where there is little room the sentence and the goal's row come first, the rest as it fits.
 */
#include "ui/views/compare_private.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/words.h"
#include "text/format.h"
#include "ui/canvas/wrap.h"
#include "ui/widgets/scroll.h"

enum {
    LABEL_COLUMNS = 9,
    LABELS_FROM = 70,
    CHART_MIN = 9,
    CHART_MAX = 18,
    AIRY_FROM = 30,
    SCROLLED_MIN = 4, /* rows that scroll */
    VERDICT_MIN = 2
};

/* A paragraph with a label before it. */
struct part {
    const char *label, *text;
    enum role role;
    int rows; /* that it gets */
};

enum { PARTS_MAX = 2 + COMPARE_NEXT_MAX + PLAN_GUARDRAILS_MAX + COMPARE_NOTES_MAX };

static int label_columns(const struct area *area)
{
    return area->width >= LABELS_FROM ? LABEL_COLUMNS : 0;
}

static int part_rows(const struct area *area, const struct part *part)
{
    return wrap_rows(part->text, area->width - label_columns(area), area_is_ascii(area));
}

static int draw_part(const struct area *area, int y, const struct part *part)
{
    int label = label_columns(area);
    struct area words = area_in(area, label, y, area->width - label, part->rows);
    if (label && part->rows) {
        area_cut(area, 0, y, label - 1, PEN(ROLE_LABEL), part->label);
    }
    return shared_paragraph(&words, 0, part->rows, PEN(part->role), part->text);
}

/* --- what is said ---------------------------------------------------------------------------- */

static enum role verdict_role(const struct compare *compare)
{
    bool bad = compare->state == COMPARE_BROKEN_SPLIT || compare->state == COMPARE_DATA_ERROR ||
               (compare->state == COMPARE_WINNER && compare->winner < 0);
    return bad ? ROLE_WARNING : ROLE_VALUE;
}

/* Those that matter to the verdict stand in its sentence. */
static bool said(const char *sentence, const char *text)
{
    return strstr(sentence, text) != NULL;
}

/* In the order in which they get room. */
static size_t collect(const struct compare *compare, struct part parts[PARTS_MAX])
{
    size_t count = 0;
    parts[count++] = (struct part){_("Verdict"), compare->text, verdict_role(compare), 0};
    parts[count++] = (struct part){_("Checks"), compare->checks, ROLE_DIM, 0};
    for (size_t i = 0; i < compare->guardrail_count; i++) {
        if (!said(compare->text, compare->guardrails[i].text)) {
            parts[count++] = (struct part){_("Watch"), compare->guardrails[i].text, ROLE_TEXT, 0};
        }
    }
    for (size_t i = 0; i < compare->next_count; i++) {
        parts[count++] = (struct part){i ? "" : _("Next"), compare->next[i], ROLE_TEXT, 0};
    }
    for (size_t i = 0; i < compare->note_count; i++) {
        parts[count++] = (struct part){i ? "" : _("Note"), compare->notes[i], ROLE_NOTE, 0};
    }
    return count;
}

/* --- heading --------------------------------------------------------------------------------- */

static void draw_heading(const struct compare_view *state, const struct area *area)
{
    const struct compare *compare = state->answer->compare;
    char more[512] = "", words[160], count[FORMAT_SIZE];
    if (compare->by != ATTR_NONE) {
        snprintf(words, sizeof words, _("by %s"), attr_info(compare->by)->name);
        shared_joined(more, sizeof more, " · ", words);
    }
    for (size_t i = 0; compare->arm_count <= 3 && i < compare->arm_count; i++) {
        if (compare->arms[i].has_sent) {
            const char *letter = !compare_has_letters(compare, area) ? "" : i ? "B " : "A ";
            snprintf(words, sizeof words, _("%s%.60s %s sent"), letter, compare->arms[i].shown,
                     format_count(compare->arms[i].sent, count));
            shared_joined(more, sizeof more, " · ", words);
        }
    }
    if (compare->counted) { /* why the sentence speaks of fewer people */
        shared_joined(more, sizeof more, " · ", compare->counted);
    }
    if (!state->chosen_count && state->tests->count > 1) {
        snprintf(words, sizeof words, _("test %zu of %zu"), state->at + 1, state->tests->count);
        shared_joined(more, sizeof more, " · ", words);
    }
    shared_heading(area, 0, compare->title ? compare->title : _("Campaigns against each other"),
                   more);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* The rows that draw_side needs, with the blank one before. */
static int side_rows(const struct compare_answer *answer)
{
    return answer->side ? (int)answer->side->row_count + 2 : 0;
}

/* Every KPI of more than two arms. */
static void draw_side(struct compare_view *state, const struct area *area, int y)
{
    const struct table *side = state->answer->side;
    if (side) {
        struct area rows = area_in(area, 0, y, area->width, (int)side->row_count + 1);
        struct table_view_options options = {.passive = true};
        table_view_draw(&state->side, &rows, &options);
    }
}

static void draw_rest(struct compare_view *state, struct area *rest)
{
    const struct compare_answer *answer = state->answer;
    draw_side(state, rest, 0);
    area_take_top(rest, side_rows(answer));
    if (rest->height > CHART_MAX) {
        rest->height = CHART_MAX;
    }
    compare_chart(rest, answer->compare, false);
}

/* Where all of it fits: checks stand under what they are about, the chart behind them. */
static void draw_whole(struct compare_view *state, const struct area *body, struct part *parts,
                       size_t count)
{
    bool airy = body->height >= AIRY_FROM;
    struct area rest = *body;
    int rows = compare_rows_count(state->answer->compare);
    if (rows > 0) {
        struct area table = area_take_top(&rest, rows + 1);
        compare_rows_head(state->answer, &table);
        struct area others = area_in(&table, 0, 2, table.width, table.height - 2);
        compare_rows_rest(state->answer, &others);
        area_take_top(&rest, airy ? 1 : 0);
    }
    int y = draw_part(&rest, 0, &parts[0]);
    for (size_t i = 2; i < count; i++) {
        y += draw_part(&rest, y, &parts[i]);
    }
    y += draw_part(&rest, y, &parts[1]);
    area_take_top(&rest, y + 1);
    state->rows = state->page = state->top = 0;
    draw_rest(state, &rest);
}

/* Where it does not: the goal's row and the verdict stay, what is between them scrolls. */
static void draw_scrolled(struct compare_view *state, const struct area *body, struct part *parts,
                          size_t count)
{
    struct area rest = *body;
    int most = body->height - 2 - SCROLLED_MIN;
    int others = compare_rows_count(state->answer->compare) - 1, rows = others > 0 ? others : 0;
    bool cut = parts[0].rows > most;
    parts[0].rows = cut ? most > VERDICT_MIN ? most : VERDICT_MIN : parts[0].rows;
    if (others >= 0) {
        struct area head = area_take_top(&rest, 2);
        compare_rows_head(state->answer, &head);
    }
    struct area verdict = area_take_bottom(&rest, parts[0].rows);
    draw_part(&verdict, 0, &parts[0]);
    for (size_t i = 1; i < count; i++) {
        rows += parts[i].rows;
    }
    struct part whole = parts[0];
    whole.rows = cut ? part_rows(body, &whole) : 0;
    state->rows = rows + whole.rows + side_rows(state->answer);
    state->page = rest.height;
    int last = state->rows > state->page ? state->rows - state->page : 0;
    state->top = state->top < last ? state->top : last;
    struct scroll scroll = {(size_t)state->top, (size_t)state->top};
    if (rest.width > 0) { /* the body's margin is the bar's */
        struct area bar = area_in(&rest, rest.width, 0, 1, rest.height);
        bar.right = bar.x + 1;
        scroll_bar(&bar, &scroll, (size_t)state->rows, (size_t)state->page);
    }
    rest.y -= state->top;
    rest.height += state->top + state->rows;
    compare_rows_rest(state->answer, &rest);
    int y = others > 0 ? others : 0;
    for (size_t i = 1; i < count; i++) {
        y += draw_part(&rest, y, &parts[i]);
    }
    y += draw_part(&rest, y, &whole);
    draw_side(state, &rest, y + 1);
}

static void draw_answer(struct compare_view *state, const struct area *body)
{
    const struct compare *compare = state->answer->compare;
    struct part parts[PARTS_MAX];
    struct area rest = *body;
    size_t count = collect(compare, parts);
    bool airy = body->height >= AIRY_FROM;
    struct area head = area_take_top(&rest, airy ? 2 : 1);
    int table = compare_rows_count(compare), wanted = table ? table + 1 + airy : 0;
    draw_heading(state, &head);
    for (size_t i = 0; i < count; i++) {
        parts[i].rows = part_rows(&rest, &parts[i]);
        wanted += parts[i].rows;
    }
    if (wanted + side_rows(state->answer) <= rest.height) {
        draw_whole(state, &rest, parts, count);
    } else {
        draw_scrolled(state, &rest, parts, count);
    }
}

void compare_draw(void *data, const struct area *body, const struct view_context *context)
{
    struct compare_view *state = data;
    (void)context;
    struct area area = area_in(body, 1, 0, body->width - 2, body->height);
    if (state->tests && !state->chosen_count && !state->tests->count) {
        shared_paragraph(&area, 1, area.height - 1, PEN(ROLE_DIM),
                         _("No campaign here has variants, templates or segments to compare. To "
                           "compare whole campaigns, mark them in Campaigns and press the key "
                           "that compares."));
        return;
    }
    if (!state->tests || !state->answer) {
        shared_reading(body);
    } else if (state->details) {
        compare_page_draw(state, &area);
    } else {
        draw_answer(state, &area);
    }
}
