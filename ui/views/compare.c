/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 3: which of them wins. What is read, and actions. */
#include "ui/views/compare_private.h"

#include <limits.h>
#include <string.h>

#include "base/i18n.h"

enum { ASK_COMPARE = 1, ASK_COMPARE_ASCII };

/* --- what is read ---------------------------------------------------------------------------- */

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    const struct compare_tests *tests;
    (void)number;
    (void)part;
    if (!compare_tests(load->arena, load->store, load->scope, load->cancel, &tests, err)) {
        return false;
    }
    *result = tests;
    return true;
}

static void start(void *data, int64_t number)
{
    struct compare_view *state = data;
    (void)number;
    state->side = (struct table_view)TABLE_VIEW_INIT;
}

/* The test that was looked at stays where it is in the new list. */
static void take(void *data, int part, const void *result)
{
    struct compare_view *state = data;
    const struct compare_tests *before = state->tests, *now = result;
    (void)part;
    int64_t number =
        before && state->at < before->count ? before->tests[state->at].number : INT64_MIN;
    state->tests = now;
    state->at = 0;
    for (size_t i = 0; i < now->count; i++) {
        state->at = now->tests[i].number == number ? i : state->at;
    }
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct compare_view *state = data;
    if (!state->tests) {
        return;
    }
    for (size_t i = 0; i < state->chosen_count; i++) {
        ask->rows[ask->row_count++] = state->chosen[i];
    }
    if (!state->chosen_count && state->at < state->tests->count) {
        ask->rows[ask->row_count++] = state->tests->tests[state->at].number;
    }
    ask->what = !ask->row_count ? 0 : context->ascii ? ASK_COMPARE_ASCII : ASK_COMPARE;
}

/* A test counts everybody it was sent to, whatever other screens divide by. */
static bool build(const struct view_load *load, const struct view_ask *ask,
                  const struct compare **compare, struct err *err)
{
    struct scope *scope = ARENA_NEW(load->arena, struct scope);
    int64_t *numbers = ARENA_ARRAY(load->arena, int64_t, ask->row_count);
    if (!scope || !numbers) {
        return err_memory(err);
    }
    *scope = *load->scope;
    scope->options.base = RATE_BASE_SENT;
    memcpy(numbers, ask->rows, ask->row_count * sizeof *numbers);
    struct compare_request request = {.campaigns = numbers,
                                      .campaign_count = ask->row_count,
                                      .by = ATTR_NONE,
                                      .goal = KPI_NONE,
                                      .ascii = ask->what == ASK_COMPARE_ASCII,
                                      .course = true};
    return compare_build(load->arena, load->store, scope, &request, load->cancel, compare, err);
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    struct compare_answer *answer = ARENA_NEW(load->arena, struct compare_answer);
    const struct compare *compare;
    if (!answer) {
        return err_memory(err);
    }
    if (!build(load, ask, &compare, err)) {
        return false;
    }
    const struct compare_kpi *goal = &compare->kpis[0];
    const char **names = ARENA_ARRAY(load->arena, const char *, COMPARE_KPIS_MAX);
    const struct table **details =
        ARENA_ARRAY(load->arena, const struct table *, goal->pair_count + 2);
    if (!names || !details) {
        return err_memory(err);
    }
    for (size_t i = 0; i < compare->kpi_count; i++) {
        if (!(names[i] = compare_kpi_words(load->arena, compare, &compare->kpis[i]))) {
            return err_memory(err);
        }
    }
    for (size_t i = 0; i < goal->pair_count; i++) {
        if (!(details[i] = compare_details(load->arena, compare, i))) {
            return err_memory(err);
        }
    }
    if (!(details[goal->pair_count] = compare_details_whole(load->arena, compare))) {
        return err_memory(err);
    }
    answer->detail_count = goal->pair_count + 1;
    if (compare->arm_count > 2 && !(answer->side = compare_table(load->arena, compare))) {
        return err_memory(err);
    }
    answer->compare = compare;
    answer->names = names;
    answer->details = details;
    *result = answer;
    return true;
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    struct compare_view *state = data;
    (void)ask;
    state->answer = result;
    table_view_show(&state->side, state->answer->side);
}

/* --- actions --------------------------------------------------------------------------------- */

static void choose(void *data, const int64_t *numbers, size_t count)
{
    struct compare_view *state = data;
    state->chosen_count = count < COMPARE_ARMS_MAX ? count : COMPARE_ARMS_MAX;
    memcpy(state->chosen, numbers, state->chosen_count * sizeof *numbers);
    state->top = 0;
    state->details = false;
}

static bool scroll(struct compare_view *state, long rows)
{
    int last = state->rows > state->page ? state->rows - state->page : 0, before = state->top;
    long top = rows < -last ? 0 : rows > last ? last : state->top + rows;
    state->top = (int)(top < 0 ? 0 : top > last ? last : top);
    return state->top != before;
}

/* The one campaign that is compared within; false: there are several, or none. */
static bool one_campaign(const struct compare_view *state, int64_t *number)
{
    if (state->chosen_count) {
        *number = state->chosen[0];
        return state->chosen_count == 1;
    }
    if (!state->tests || state->at >= state->tests->count) {
        return false;
    }
    *number = state->tests->tests[state->at].number;
    return true;
}

static struct view_effect plan(const struct compare_view *state)
{
    int64_t number;
    return one_campaign(state, &number) ? (struct view_effect){.what = VIEW_PLAN, .number = number}
                                        : shared_did(VIEW_NOTHING);
}

/* Through the campaigns with variants; from chosen ones back to the one that was seen before. */
static struct view_effect step(struct compare_view *state, bool forward)
{
    size_t count = state->tests->count;
    if (count < 1 || (count < 2 && !state->chosen_count)) {
        return shared_did(VIEW_NOTHING);
    }
    if (!state->chosen_count) {
        state->at = (state->at + (forward ? 1 : count - 1)) % count;
    }
    state->chosen_count = 0;
    state->top = 0;
    return shared_did(VIEW_REDRAW);
}

static struct view_effect show_details(struct compare_view *state, bool show)
{
    state->details = show && state->answer && state->answer->compare->arm_count > 1;
    state->top = 0;
    return shared_did(VIEW_REDRAW);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct compare_view *state = data;
    long rows;
    (void)key;
    (void)context;
    if (!state->tests) {
        return shared_did(VIEW_IGNORED);
    }
    if (shared_rows(action, state->page > 1 ? (size_t)state->page - 1 : 1, &rows)) {
        return shared_moved(scroll(state, rows));
    }
    switch ((int)action) {
    case ACTION_DETAILS:
        return show_details(state, !state->details);
    case ACTION_BACK:
    case ACTION_LEAVE:
        return state->details ? show_details(state, false) : shared_did(VIEW_IGNORED);
    case ACTION_PLAN:
        return plan(state);
    case ACTION_NEXT:
        return step(state, true);
    case ACTION_PREVIOUS:
        return step(state, false);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

/* --- what the frame asks --------------------------------------------------------------------- */

static bool campaign(const void *data, int64_t *number)
{
    return one_campaign(data, number);
}

static void hidden(const void *data, struct action_set *set)
{
    const struct compare_view *state = data;
    int64_t number;
    bool compares = state->answer && state->answer->compare->arm_count >= 2;
    bool steps = state->tests && (state->tests->count >= 2 || state->chosen_count);
    action_set_add(set, ACTION_PLAN, !one_campaign(state, &number) || !number);
    action_set_add(set, ACTION_DETAILS, !compares);
    action_set_add(set, ACTION_NEXT, !steps);
    action_set_add(set, ACTION_PREVIOUS, !steps);
    action_set_add(set, ACTION_LEFT, true);
    action_set_add(set, ACTION_RIGHT, true);
}

static bool opened(const void *data)
{
    const struct compare_view *state = data;
    return state->details;
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    const struct compare_view *state = data;
    *cursor = NULL;
    if (!state->answer || !state->answer->compare) {
        return 0;
    }
    const struct compare *compare = state->answer->compare;
    size_t count = 0, pairs = compare->kpis[0].pair_count;
    made[count] = compare_table(arena, compare);
    count += made[count] != NULL;
    made[count] = compare->rival_count ? compare_control_table(arena, compare) : NULL;
    count += made[count] != NULL;
    for (size_t i = 0; i <= pairs && count < VIEW_TABLES_MAX; i++) {
        made[count++] = state->answer->details[i];
    }
    return count;
}

const struct view_ops view_compare = {
    .name = "compare",
    .title = N_("Compare"),
    .tab = 3,
    .where = IN_COMPARE,
    .per_sent = true,
    .state_size = sizeof(struct compare_view),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = compare_draw,
    .act = act,
    .choose = choose,
    .campaign = campaign,
    .hidden = hidden,
    .opened = opened,
    .tables = tables,
};
