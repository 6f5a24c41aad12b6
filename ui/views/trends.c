/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 4: is it getting better? What is read, and actions. */
#include "ui/views/trends_private.h"

#include <limits.h>
#include <string.h>

#include "base/i18n.h"

enum { ASK_ONE = 1, ASK_SMALL };
enum { BY_BITS = 16, CURRENCY_BITS = 24 }; /* of a question's number, over the measure */
enum { PAGE_STEPS = 10 };

static bool same(struct trend_measure a, struct trend_measure b)
{
    return a.kpi == b.kpi && a.counter == b.counter;
}

/* --- what is read ---------------------------------------------------------------------------- */

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    size_t count;
    const struct trend_measure *offered = trend_offered(&count);
    struct trends_list *list = ARENA_NEW(load->arena, struct trends_list);
    bool *known = ARENA_ARRAY(load->arena, bool, count);
    (void)number;
    (void)part;
    if (!list || !known) {
        return err_memory(err);
    }
    if (!trend_known(load->store, load->scope, offered, count, known, err)) {
        return false;
    }
    *list = (struct trends_list){offered, known, count};
    *result = list;
    return true;
}

static void start(void *data, int64_t number)
{
    struct trends_view *state = data;
    (void)number;
    state->cursor = DAY_NONE;
    state->measure = (struct trend_measure){KPI_NONE, COUNTER_NONE};
}

/* CTR where it is known, else the first that is. */
static struct trend_measure first_measure(const struct trends_list *list)
{
    struct trend_measure found = {KPI_CTR, COUNTER_NONE};
    bool any = false;
    for (size_t i = 0; i < list->count; i++) {
        if (list->known[i] && (!any || list->measures[i].kpi == KPI_CTR)) {
            found = list->measures[i];
            any = true;
        }
    }
    return found;
}

/* Its own step with it, until somebody chooses one. */
static void set_measure(struct trends_view *state, struct trend_measure measure)
{
    state->measure = measure;
    state->has_measure = true;
    state->by = state->by_chosen ? state->by : trend_by_for(measure);
}

static void take(void *data, int part, const void *result)
{
    struct trends_view *state = data;
    (void)part;
    state->list = result;
    state->stale = true;
    if (!state->has_measure) {
        set_measure(state, first_measure(state->list));
    }
}

/* --- on demand ------------------------------------------------------------------------------- */

static void put_question(const struct trends_view *state, int what, struct view_ask *ask)
{
    ask->what = what;
    ask->number = (int64_t)state->by << BY_BITS | (int64_t)state->currency << CURRENCY_BITS;
    if (what == ASK_ONE) {
        ask->number |= state->measure.kpi != KPI_NONE ? state->measure.kpi
                                                      : KPI_COUNT + (int64_t)state->measure.counter;
    }
    ask->row_count = state->chosen_count;
    memcpy(ask->rows, state->chosen, state->chosen_count * sizeof *ask->rows);
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct trends_view *state = data;
    struct view_ask one = {0}, small = {0};
    if (!state->list) {
        return;
    }
    put_question(state, ASK_ONE, &one);
    put_question(state, ASK_SMALL, &small);
    if (state->stale || memcmp(&one, &state->answered, sizeof one) != 0) {
        *ask = one;
    } else if (trends_has_small(context->width, context->height) &&
               memcmp(&small, &state->multiples, sizeof small) != 0) {
        *ask = small;
    }
}

/* Money of several currencies: the one whose turn it is, by itself. */
static bool read_currency(const struct view_load *load, const struct trend_request *request,
                          unsigned which, struct trends_series *series, struct err *err)
{
    const struct trend *mixed = series->trend, *trend;
    struct trend_request one = *request;
    one.measure = mixed->measure;
    one.currency = mixed->currencies[which % mixed->currency_count];
    if (!trend_build(load->arena, load->store, load->scope, &one, load->cancel, &trend, err)) {
        return false;
    }
    if (!trends_series_fill(load->arena, trend, series)) {
        return err_memory(err);
    }
    series->currencies = mixed->currencies;
    series->currency_count = mixed->currency_count;
    return true;
}

static bool read_several(const struct view_load *load, const struct view_ask *ask,
                         const struct trend_measure *measures, size_t count,
                         struct trends_series *series, struct err *err)
{
    const struct trend *trends[TRENDS_SMALL];
    struct trend_request request = {.measure = measures[0],
                                    .by = (enum trend_by)(ask->number >> BY_BITS & 0xff),
                                    .campaigns = ask->rows,
                                    .campaign_count = ask->row_count};
    if (!trend_build_several(load->arena, load->store, load->scope, &request, measures, count,
                             load->cancel, trends, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!trends_series_fill(load->arena, trends[i], &series[i])) {
            return err_memory(err);
        }
        if (trends[i]->currency_count &&
            !read_currency(load, &request, (unsigned)(ask->number >> CURRENCY_BITS), &series[i],
                           err)) {
            return false;
        }
    }
    return true;
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    if (ask->what == ASK_SMALL) {
        struct trends_small *small = ARENA_NEW(load->arena, struct trends_small);
        if (!small) {
            return err_memory(err);
        }
        size_t offered;
        small->count = TRENDS_SMALL;
        *result = small;
        return read_several(load, ask, trend_offered(&offered), TRENDS_SMALL, small->series, err);
    }
    struct trends_one *one = ARENA_NEW(load->arena, struct trends_one);
    int64_t which = ask->number & 0xffff;
    struct trend_measure measure =
        which < KPI_COUNT ? (struct trend_measure){(enum kpi)which, COUNTER_NONE}
                          : (struct trend_measure){KPI_NONE, (enum counter)(which - KPI_COUNT)};
    if (!one) {
        return err_memory(err);
    }
    *result = one;
    return read_several(load, ask, &measure, 1, &one->series, err);
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    struct trends_view *state = data;
    if (state->stale) { /* with the first new answer the old ones go */
        state->stale = false;
        state->one = NULL;
        state->small = NULL;
        memset(&state->answered, 0, sizeof state->answered);
        memset(&state->multiples, 0, sizeof state->multiples);
    }
    if (ask->what == ASK_SMALL) {
        state->small = result;
        state->multiples = *ask;
    } else {
        state->one = result;
        state->answered = *ask;
    }
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect step_measure(struct trends_view *state, bool forward)
{
    const struct trends_list *list = state->list;
    size_t at = 0;
    while (at < list->count && !same(list->measures[at], state->measure)) {
        at++;
    }
    at = at < list->count ? at : 0;
    for (size_t i = 1; i < list->count; i++) {
        size_t next = (at + (forward ? i : list->count - i)) % list->count;
        if (list->known[next]) {
            set_measure(state, list->measures[next]);
            return shared_did(VIEW_REDRAW);
        }
    }
    return shared_did(VIEW_NOTHING);
}

static struct view_effect move_cursor(struct trends_view *state, long steps)
{
    size_t at = trends_cursor(state);
    if (at == SIZE_MAX) {
        return shared_did(VIEW_NOTHING);
    }
    const struct trend *trend = state->one->series.trend;
    long last = (long)trend->count - 1;
    long to = steps < -last ? 0 : steps > last ? last : (long)at + steps;
    to = to < 0 ? 0 : to > last ? last : to;
    bool moved = (size_t)to != at || state->cursor == DAY_NONE;
    state->cursor = trend->points[to].date;
    return shared_moved(moved);
}

static struct view_effect show_all(struct trends_view *state)
{
    if (!state->chosen_count) {
        return shared_did(VIEW_IGNORED);
    }
    state->chosen_count = 0;
    return shared_did(VIEW_REDRAW);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct trends_view *state = data;
    (void)key;
    (void)context;
    if (!state->list) {
        return shared_did(VIEW_IGNORED);
    }
    switch ((int)action) {
    case ACTION_UP:
        return step_measure(state, false);
    case ACTION_DOWN:
        return step_measure(state, true);
    case ACTION_LEFT:
        return move_cursor(state, -1);
    case ACTION_RIGHT:
        return move_cursor(state, 1);
    case ACTION_PAGE_UP:
    case ACTION_HALF_UP:
        return move_cursor(state, -PAGE_STEPS);
    case ACTION_PAGE_DOWN:
    case ACTION_HALF_DOWN:
        return move_cursor(state, PAGE_STEPS);
    case ACTION_FIRST:
        return move_cursor(state, -LONG_MAX);
    case ACTION_LAST:
        return move_cursor(state, LONG_MAX);
    case ACTION_STEP:
        state->by = (enum trend_by)((state->by + 1) % (TREND_MONTH + 1));
        state->by_chosen = true;
        return shared_did(VIEW_REDRAW);
    case ACTION_NEXT:
        state->currency++;
        return shared_did(VIEW_REDRAW);
    case ACTION_BACK:
    case ACTION_LEAVE:
        return show_all(state);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

static void choose(void *data, const int64_t *numbers, size_t count)
{
    struct trends_view *state = data;
    state->chosen_count = count < VIEW_ROWS_MAX ? count : VIEW_ROWS_MAX;
    if (state->chosen_count) {
        memcpy(state->chosen, numbers, state->chosen_count * sizeof *numbers);
    }
}

static void measure(void *data, const char *id)
{
    struct trends_view *state = data;
    struct err ignored = ERR_INIT;
    struct trend_measure found;
    if (trend_measure_find(id, &found, &ignored)) {
        set_measure(state, found);
    }
}

/* --- what the frame asks --------------------------------------------------------------------- */

static bool point(const void *data, int64_t *number, const char **column)
{
    const struct trends_view *state = data;
    if (!state->list || state->chosen_count > 1) {
        return false;
    }
    *number = state->chosen_count ? state->chosen[0] : -1;
    *column = trend_measure_id(state->measure);
    return true;
}

/* Where all money is of one currency, no key offers another. */
static void hidden(const void *data, struct action_set *set)
{
    const struct trends_view *state = data;
    bool several = state->one && state->one->series.currency_count > 1;
    action_set_add(set, ACTION_NEXT, !several);
}

static bool opened(const void *data)
{
    const struct trends_view *state = data;
    return state->chosen_count > 0;
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    const struct trends_view *state = data;
    *cursor = NULL;
    if (!state->one || !state->one->series.trend) {
        return 0;
    }
    made[0] = trend_table(arena, state->one->series.trend);
    return made[0] ? 1 : 0;
}

const struct view_ops view_trends = {
    .name = "trends",
    .title = N_("Trends"),
    .tab = 4,
    .where = IN_TRENDS,
    .state_size = sizeof(struct trends_view),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = trends_draw,
    .act = act,
    .choose = choose,
    .measure = measure,
    .point = point,
    .hidden = hidden,
    .opened = opened,
    .tables = tables,
};
