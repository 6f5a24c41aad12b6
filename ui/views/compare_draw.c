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

enum { LABEL_COLUMNS = 9, LABELS_FROM = 70, CHART_MIN = 9, CHART_MAX = 18, SIDE_MIN = 5 };

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
    return wrap_rows(part->text, area->width - label_columns(area));
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
            snprintf(words, sizeof words, _("%.60s %s sent"), compare->arms[i].name,
                     format_count(compare->arms[i].sent, count));
            shared_joined(more, sizeof more, " · ", words);
        }
    }
    if (!state->chosen_count && state->tests->count > 1) {
        snprintf(words, sizeof words, _("test %zu of %zu"), state->at + 1, state->tests->count);
        shared_joined(more, sizeof more, " · ", words);
    }
    shared_heading(area, 0, compare->title ? compare->title : _("Campaigns against each other"),
                   more);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* Give each part rows while there are any; the rows of the table beyond the first come behind the
 * checks. Returns the table's rows. */
static int share_rows(const struct area *area, const struct compare *compare, struct part *parts,
                      size_t count, int rows)
{
    int table = compare->arm_count > 1 ? 2 : 0, wish = compare_rows_count(compare) - 1;
    rows -= table;
    for (size_t i = 0; i < count; i++) {
        if (i == 2 && wish > 0) {
            int more = wish < rows ? wish : rows;
            table += more;
            rows -= more;
        }
        int wanted = part_rows(area, &parts[i]);
        parts[i].rows = wanted < rows ? wanted : rows > 0 ? rows : 0;
        rows -= parts[i].rows;
    }
    if (count == 2 && wish > 0) {
        table += wish < rows ? wish : rows > 0 ? rows : 0;
    }
    return table;
}

static void draw_rest(struct compare_view *state, struct area *rest)
{
    const struct compare_answer *answer = state->answer;
    if (answer->side && rest->height > SIDE_MIN) {
        int wanted = (int)answer->side->row_count + 1;
        int most =
            rest->height - CHART_MIN - 1 > SIDE_MIN ? rest->height - CHART_MIN - 1 : rest->height;
        struct area side = area_take_top(rest, wanted < most ? wanted : most);
        struct table_view_options options = {.passive = true};
        table_view_draw(&state->side, &side, &options);
        area_take_top(rest, 1);
    }
    if (rest->height > CHART_MAX) {
        rest->height = CHART_MAX;
    }
    compare_chart(rest, answer->compare, false);
}

static void draw_answer(struct compare_view *state, const struct area *body)
{
    const struct compare *compare = state->answer->compare;
    struct part parts[PARTS_MAX];
    struct area rest = *body;
    size_t count = collect(compare, parts);
    bool airy = body->height >= 30;
    struct area head = area_take_top(&rest, airy ? 2 : 1);
    draw_heading(state, &head);
    int rows = share_rows(&rest, compare, parts, count, rest.height - (airy ? 2 : 0));
    if (rows > 0) {
        struct area table = area_take_top(&rest, rows);
        compare_rows_draw(state, &table);
        area_take_top(&rest, airy ? 1 : 0);
    }
    /* Checks stand under what they are about. */
    int y = draw_part(&rest, 0, &parts[0]);
    for (size_t i = 2; i < count; i++) {
        y += draw_part(&rest, y, &parts[i]);
    }
    y += draw_part(&rest, y, &parts[1]);
    area_take_top(&rest, y + 1);
    draw_rest(state, &rest);
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
