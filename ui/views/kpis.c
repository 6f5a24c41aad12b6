/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 4, third page: the main KPIs over time beside each other; each opens in the large chart. */
#include <stdio.h>

#include "base/i18n.h"
#include "report/trend_list.h"
#include "ui/views/sheet.h"

enum { PART_DAYS, PART_PEOPLE, PARTS };
enum { ASK_BY = 1 };

struct state {
    const struct trend_list *shown; /* NULL: not read yet */
    struct sheet sheet;
    enum trend_by by;
    enum trend_by shown_by;
    bool stale; /* what is shown is from an older load */
    char about[640];
};

static void start(void *data, int64_t number)
{
    struct state *state = data;
    (void)number;
    *state = (struct state){.sheet.view = TABLE_VIEW_INIT};
}

/* --- what is read ---------------------------------------------------------------------------- */

/* A column holds figures of many units, so each row says its own. */
static bool name_units(struct arena *arena, const struct trend_list *list)
{
    int name = table_column_by_id(list->table, "name");
    for (size_t i = 0; name >= 0 && i < list->count; i++) {
        enum cell_kind kind = list->trends[i]->kind;
        const char *unit = kind == CELL_PERCENT ? ", %" : kind == CELL_TIMES ? ", ×" : "";
        struct cell *cell = table_cell(list->table, i, (size_t)name);
        cell->text = unit[0] ? arena_printf(arena, "%s%s", cell->text, unit) : cell->text;
        if (!cell->text) {
            return false;
        }
    }
    return true;
}

static bool build(const struct view_load *load, enum trend_by by, bool people, const void **result,
                  struct err *err)
{
    const struct trend_list *list;
    const struct trend_request request = {.by = by};
    if (!trend_list_build(load->arena, load->store, load->scope, &request, people, load->cancel,
                          &list, err)) {
        return false;
    }
    *result = list;
    return name_units(load->arena, list) || err_memory(err);
}

/* What days tell first: people, customers and feedback take passes over all there is. */
static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)number;
    return build(load, TREND_DAY, part == PART_PEOPLE, result, err);
}

static void show(struct state *state, enum trend_by by, const struct trend_list *list)
{
    state->shown = list;
    state->shown_by = by;
    state->stale = false;
    sheet_show(&state->sheet, list->table, false);
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    if (state->shown && state->shown_by == state->by && state->by != TREND_DAY) {
        state->stale = true; /* weeks or months stay until those of the new load are there */
    } else {
        show(state, TREND_DAY, result);
    }
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct state *state = data;
    (void)context;
    if (state->shown && (state->stale || state->shown_by != state->by)) {
        ask->what = ASK_BY;
        ask->number = state->by;
    }
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    return build(load, (enum trend_by)ask->number, true, result, err);
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    show(data, (enum trend_by)ask->number, result);
}

/* --- drawing --------------------------------------------------------------------------------- */

static const struct trend *selected(const struct state *state)
{
    int64_t at;
    return state->shown && table_view_selected(&state->sheet.view, &at) && at >= 0 &&
                   (size_t)at < state->shown->count
               ? state->shown->trends[at]
               : NULL;
}

/* What is said of the row under the cursor. */
static const char *about(struct state *state)
{
    const struct trend *trend = selected(state);
    if (!trend) {
        return NULL;
    }
    snprintf(state->about, sizeof state->about, "%s%s%s", trend->direction.text,
             trend->change_text ? " " : "", trend->change_text ? trend->change_text : "");
    return state->about;
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    static const char *const by[] = {
        [TREND_DAY] = N_("by day"), [TREND_WEEK] = N_("by week"), [TREND_MONTH] = N_("by month")};
    struct state *state = data;
    char more[160];
    (void)context;
    snprintf(more, sizeof more, "%s · %s", _(by[state->by]),
             _("each line from its own lowest to its highest"));
    sheet_draw(&state->sheet, body,
               &(struct sheet_words){.title = _("KPIs over time"),
                                     .more = more,
                                     .empty = _("Nothing is known of these days."),
                                     .about = about(state),
                                     .unsorted = true});
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    const struct trend *trend = selected(state);
    if (action == ACTION_OPEN) {
        return trend ? (struct view_effect){.what = VIEW_TREND,
                                            .words = trend_measure_id(trend->measure)}
                     : shared_did(VIEW_NOTHING);
    }
    if (action == ACTION_STEP && state->shown) {
        state->by = (enum trend_by)((state->by + 1) % (TREND_MONTH + 1));
        return shared_did(VIEW_REDRAW);
    }
    return sheet_act(&state->sheet, action, key, context, true);
}

static void hidden(const void *data, struct action_set *hidden)
{
    const struct state *state = data;
    action_set_add(hidden, ACTION_OPEN, !state->shown || state->shown->count == 0);
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *tables[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    const struct state *state = data;
    (void)arena;
    if (!state->shown) {
        return 0;
    }
    tables[0] = state->sheet.table;
    *cursor = &state->sheet.view;
    return 1;
}

const struct view_ops view_kpis = {
    .name = "kpis",
    .title = N_("KPIs over time"),
    .page = N_("all KPIs"),
    .tab = 4,
    .where = IN_KPIS,
    .state_size = sizeof(struct state),
    .start = start,
    .parts = PARTS,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = draw,
    .act = act,
    .hidden = hidden,
    .tables = tables,
};
