/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One campaign, whole: what is read, and actions. */
#include "ui/views/detail_private.h"

#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "report/column.h"
#include "report/customers.h"
#include "report/people.h"

enum { ASK_TREND = 1, ASK_FAILURES, ASK_PEOPLE };

/* --- what is read ---------------------------------------------------------------------------- */

static const char *short_label(const struct detail *detail, const char *label)
{
    for (size_t i = 0; i < detail->kpi_count; i++) {
        if (strcmp(detail->kpis[i].label, label) == 0) {
            return column_kpi_title(detail->kpis[i].kpi);
        }
    }
    return label;
}

/* Rows of a table with parts have different units, so each says its own; short names leave room
 * for parts. */
static bool name_rows(struct arena *arena, const struct detail *detail, const struct table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *unit = "";
        for (size_t i = 1; i < table->column_count; i++) {
            const struct cell *cell = table_cell(table, row, i);
            unit = cell->kind == CELL_PERCENT ? ", %" : cell->kind == CELL_TIMES ? ", ×" : unit;
        }
        struct cell *name = table_cell(table, row, 0);
        name->text = arena_printf(arena, "%s%s", short_label(detail, name->text), unit);
        if (!name->text) {
            return false;
        }
    }
    return true;
}

static bool build(const struct view_load *load, const struct scope *scope, int64_t number,
                  const struct detail_data **made, struct err *err)
{
    struct detail_data *data = ARENA_NEW(load->arena, struct detail_data);
    if (!data) {
        return err_memory(err);
    }
    if (!detail_build(load->arena, load->store, scope, number, KPI_NONE, load->cancel,
                      &data->detail, err)) {
        return false;
    }
    if (data->detail->part_count > 0) {
        data->parts = detail_parts_table(load->arena, data->detail, scope);
        if (!data->parts || !name_rows(load->arena, data->detail, data->parts)) {
            return err_memory(err);
        }
    }
    *made = data;
    return true;
}

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)part;
    const struct detail_data *data;
    bool done = build(load, load->scope, number, &data, err);
    *result = done ? data : *result;
    return done;
}

static void start(void *data, int64_t number)
{
    struct detail_state *state = data;
    state->number = number;
    state->chosen = KPI_NONE;
    state->trend_kpi = KPI_NONE;
    state->parts.column = state->failures.column = -1;
}

static void stop(void *data)
{
    struct detail_state *state = data;
    mem_free(state->trend);
    mem_free(state->trend_before);
}

static size_t copy_days(double **kept, const double *values, size_t count)
{
    double *room = count > 0 ? mem_resize(*kept, count, sizeof *room) : NULL;
    if (!room) {
        return 0; /* without memory the chart is empty */
    }
    memcpy(room, values, count * sizeof *room);
    *kept = room;
    return count;
}

static void keep_trend(struct detail_state *state, const struct detail_trend *trend)
{
    state->trend_kpi = trend->kpi;
    state->trend_fresh = true;
    state->trend_day = trend->first_day;
    state->trend_count = copy_days(&state->trend, trend->values, trend->count);
    state->trend_before_count =
        trend->previous ? copy_days(&state->trend_before, trend->previous, trend->previous_count)
                        : 0;
}

/* The chosen KPI keeps its place in the list, or the one that is drawn becomes it. */
static void find_chosen(struct detail_state *state)
{
    const struct detail *detail = state->data->detail;
    enum kpi wanted = state->chosen != KPI_NONE ? state->chosen : detail->trend.kpi;
    state->selected = 0;
    for (size_t i = 0; i < detail->kpi_count; i++) {
        if (detail->kpis[i].kpi == wanted) {
            state->selected = i;
        }
    }
    state->chosen = detail->kpi_count > 0 ? detail->kpis[state->selected].kpi : KPI_NONE;
}

static void take(void *data, int part, const void *result)
{
    (void)part;
    struct detail_state *state = data;
    state->data = result;
    find_chosen(state);
    state->has_people = false;
    state->trend_fresh = false;
    if (state->data->detail->trend.kpi == state->chosen) {
        keep_trend(state, &state->data->detail->trend);
    }
    table_view_show(&state->parts, state->data->parts);
    table_view_show(&state->failures, NULL);
}

/* --- what is read on demand ------------------------------------------------------------------ */

/* The chart first: somebody waits for it. Failures can need a pass over all messages, what people
 * did some of them, and over all orders. */
static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    (void)context;
    const struct detail_state *state = data;
    if (!state->data) {
        return;
    }
    ask->number = state->number;
    if (state->chosen != KPI_NONE && (state->chosen != state->trend_kpi || !state->trend_fresh)) {
        ask->what = ASK_TREND;
        ask->rows[0] = state->chosen;
        ask->row_count = 1;
    } else if (!state->failures.table) {
        ask->what = ASK_FAILURES;
    } else if (!state->has_people) {
        ask->what = ASK_PEOPLE;
    }
}

static bool read_failures(const struct view_load *load, int64_t number, const void **result,
                          struct err *err)
{
    struct table *table;
    if (!detail_failures(load->arena, load->store, load->scope, number, load->cancel, &table,
                         err)) {
        return false;
    }
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        struct cell *cell = &table->cells[i];
        char words[64];
        if (cell->kind == CELL_PERCENT) { /* its title has no unit */
            *cell = cell_text(arena_strdup(load->arena, cell_words(cell, false, words)));
            if (!cell->text) {
                return err_memory(err);
            }
        }
    }
    *result = table;
    return true;
}

/* The same again with the KPIs of people and customers. */
static bool read_people(const struct view_load *load, int64_t number, const void **result,
                        struct err *err)
{
    const struct detail_data *data;
    struct scope *scope = ARENA_NEW(load->arena, struct scope);
    if (!scope) {
        return err_memory(err);
    }
    *scope = *load->scope;
    scope->filter = NULL; /* it is of one campaign, whatever passes */
    if (!people_learn(load->arena, load->store, scope, load->cancel, err) ||
        !customers_learn(load->arena, load->store, scope, load->cancel, err)) {
        return false;
    }
    scope->filter = load->scope->filter;
    bool done = build(load, scope, number, &data, err);
    *result = done ? data : *result;
    return done;
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    if (ask->what == ASK_PEOPLE) {
        return read_people(load, ask->number, result, err);
    }
    if (ask->what == ASK_FAILURES) {
        return read_failures(load, ask->number, result, err);
    }
    const struct detail *detail;
    bool ok = detail_build(load->arena, load->store, load->scope, ask->number,
                           (enum kpi)ask->rows[0], load->cancel, &detail, err);
    *result = ok ? &detail->trend : *result;
    return ok;
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    struct detail_state *state = data;
    if (ask->what == ASK_FAILURES) {
        table_view_show(&state->failures, result);
    } else if (ask->what == ASK_PEOPLE) {
        state->data = result;
        state->has_people = true;
        find_chosen(state);
        table_view_show(&state->parts, state->data->parts);
    } else {
        keep_trend(state, result);
    }
}

/* --- moving ---------------------------------------------------------------------------------- */

static int last_top(const struct detail_state *state, int height)
{
    return state->rows > height ? state->rows - height : 0;
}

static void scroll_rows(struct detail_state *state, int height, long rows)
{
    long last = last_top(state, height);
    long top = rows < -last ? 0 : rows > last ? last : state->top + rows;
    state->top = (int)(top < 0 ? 0 : top > last ? last : top);
}

static int row_of(const struct detail_state *state, size_t kpi)
{
    return state->kpi_y + (int)kpi;
}

static bool is_seen(const struct detail_state *state, int height, size_t kpi)
{
    int row = row_of(state, kpi);
    return row >= state->top && row < state->top + height;
}

/* With its heading and the words under the list where it is at the edge. */
static void show_kpi(struct detail_state *state, int height)
{
    int row = row_of(state, state->selected);
    int above = state->selected == 0 ? DETAIL_KPIS_HEAD : 0;
    if (row - above < state->top) {
        state->top = row - above < 0 ? 0 : row - above;
    } else if (row >= state->top + height) {
        state->top = row - height + 1;
    }
}

/* Through the list of KPIs while the chosen one is in sight; beyond its ends the page moves. */
static void step(struct detail_state *state, int height, int by)
{
    size_t count = state->data->detail->kpi_count;
    bool at_end = by > 0 ? state->selected + 1 >= count : state->selected == 0;
    if (at_end || !is_seen(state, height, state->selected)) {
        scroll_rows(state, height, by);
        return;
    }
    state->selected = by > 0 ? state->selected + 1 : state->selected - 1;
    state->chosen = state->data->detail->kpis[state->selected].kpi;
    show_kpi(state, height);
}

static struct view_effect click(struct detail_state *state, struct key key, int height)
{
    int row = key.y + state->top - state->kpi_y;
    const struct detail *detail = state->data->detail;
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    if (key.y >= height || row < 0 || (size_t)row >= detail->kpi_count || key.x < state->kpi_x ||
        key.x >= state->kpi_x + state->kpi_width) {
        return shared_did(VIEW_NOTHING);
    }
    state->selected = (size_t)row;
    state->chosen = detail->kpis[row].kpi;
    return shared_did(VIEW_REDRAW);
}

/* Its variants against each other, or how it went over time. */
static struct view_effect show_chosen(const struct detail_state *state, enum view_do what)
{
    return (struct view_effect){.what = what, .numbers = &state->number, .number_count = 1};
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct detail_state *state = data;
    long rows;
    if (!state->data) {
        return shared_did(VIEW_IGNORED);
    }
    if (action == ACTION_COMPARE || action == ACTION_TREND) {
        return show_chosen(state, action == ACTION_COMPARE ? VIEW_COMPARE : VIEW_TREND);
    }
    if (action == ACTION_ASSIGN) {
        return shared_did(VIEW_ASSIGN);
    }
    if (action == ACTION_PLAN) {
        return (struct view_effect){.what = VIEW_PLAN, .number = state->number};
    }
    int top = state->top;
    size_t selected = state->selected;
    int column = state->parts.column;
    int height = context->height - detail_foot_rows(state, context->height);
    size_t page = height > 1 ? (size_t)height - 1 : 1;
    if (action == ACTION_UP || action == ACTION_DOWN) {
        step(state, height, action == ACTION_UP ? -1 : 1);
    } else if (shared_rows(action, page, &rows)) {
        scroll_rows(state, height, rows);
    } else if (action == ACTION_LEFT || action == ACTION_RIGHT) {
        table_view_column(&state->parts, action == ACTION_LEFT ? -1 : 1);
    } else {
        return action == ACTION_NONE ? click(state, key, height) : shared_did(VIEW_IGNORED);
    }
    return shared_moved(top != state->top || selected != state->selected ||
                        column != state->parts.column);
}

/* --- what the frame asks --------------------------------------------------------------------- */

/* Where there is nothing to compare, no key offers it. */
static void hidden(const void *data, struct action_set *set)
{
    const struct detail_state *state = data;
    bool parts = state->data && state->data->detail->part_count > 1;
    action_set_add(set, ACTION_COMPARE, !parts);
    action_set_add(set, ACTION_ASSIGN, !(state->data && state->number == 0));
    action_set_add(set, ACTION_PLAN, !(state->data && state->number != 0));
}

static bool campaign(const void *data, int64_t *number)
{
    const struct detail_state *state = data;
    *number = state->number;
    return state->data != NULL;
}

static bool point(const void *data, int64_t *number, const char **column)
{
    const struct detail_state *state = data;
    if (!state->data || state->chosen == KPI_NONE) {
        return false;
    }
    *number = state->number;
    *column = kpi_info(state->chosen)->name;
    return true;
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    const struct detail_state *state = data;
    size_t count = 0;
    *cursor = NULL;
    if (!state->data) {
        return 0;
    }
    const struct detail *detail = state->data->detail;
    const struct table *all[] = {detail_kpi_table(arena, detail),
                                 detail_funnel_table(arena, detail), state->data->parts,
                                 state->failures.table, detail_trend_table(arena, detail)};
    for (size_t i = 0; i < ARRAY_COUNT(all); i++) {
        if (all[i]) {
            made[count++] = all[i];
        }
    }
    return count;
}

static const char *about(const void *data)
{
    const struct detail_state *state = data;
    return state->data ? state->data->detail->item.name : NULL;
}

const struct view_ops view_detail = {
    .name = "detail",
    .title = N_("Campaign"),
    .where = IN_DETAIL,
    .state_size = sizeof(struct detail_state),
    .start = start,
    .stop = stop,
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = detail_draw,
    .act = act,
    .point = point,
    .campaign = campaign,
    .hidden = hidden,
    .tables = tables,
    .about = about,
};
