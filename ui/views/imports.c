/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 9: which file said what, and taking it back. What it looks like: imports_draw.c. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/format.h"
#include "ui/views/imports_private.h"

enum { ASK_DETAIL = 1 };

/* --- what is read ---------------------------------------------------------------------------- */

/* The table says moments as UTC has them; people think in the store's zone, which the scope line
 * names. */
static void to_local_time(struct table *table, const struct zone *zone)
{
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        struct cell *cell = &table->cells[i];
        if (cell->kind == CELL_MOMENT && cell->integer != TIME_NONE) {
            cell->integer += zone_offset(zone, cell->integer);
        }
    }
}

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)number;
    (void)part;
    const struct imports *imports;
    if (!imports_build(load->arena, load->store, load->scope, &imports, err)) {
        return false;
    }
    to_local_time(imports->table, load->scope->zone_rules);
    *result = imports;
    return true;
}

static void start(void *data, int64_t number)
{
    (void)number;
    struct imports_state *state = data;
    state->view.column = 0;
    state->changes.column = -1;
}

static struct sorted rows_of(struct imports_state *state)
{
    return (struct sorted){.view = &state->view, .table = state->shown->table};
}

static void take(void *data, int part, const void *result)
{
    (void)part;
    struct imports_state *state = data;
    state->shown = result;
    state->detail = NULL;
    struct sorted rows = rows_of(state);
    sorting_again(&state->sorting, &rows);
    table_view_show(&state->view, state->shown->table);
    if (state->shown->count == 0) {
        state->open = false;
    }
}

const struct import_item *imports_selected(const struct imports_state *state)
{
    int64_t id;
    if (!state->shown || !table_view_selected(&state->view, &id)) {
        return NULL;
    }
    for (size_t i = 0; i < state->shown->count; i++) {
        if (state->shown->items[i].run.id == id) {
            return &state->shown->items[i];
        }
    }
    return NULL;
}

/* Details are read only where they are seen: it can take a pass over all messages. */
static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct imports_state *state = data;
    const struct import_item *item = imports_selected(state);
    if (item && (state->open || imports_split(context->width, context->height) != IMPORTS_LIST) &&
        (!state->detail || state->detail->item.run.id != item->run.id)) {
        ask->what = ASK_DETAIL;
        ask->number = item->run.id;
    }
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    const struct import_detail *detail;
    bool ok = imports_detail(load->arena, load->store, load->scope, ask->number, &detail, err);
    *result = ok ? detail : *result;
    return ok;
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    (void)ask;
    struct imports_state *state = data;
    state->detail = result;
    table_view_show(&state->changes, state->detail->changes);
}

/* --- actions --------------------------------------------------------------------------------- */

/* The words stay in the state: they are lent until the next call. */
static struct view_effect undo(struct imports_state *state)
{
    const struct import_item *item = imports_selected(state);
    char rows[FORMAT_SIZE];
    if (!item) {
        return shared_did(VIEW_NOTHING);
    }
    if (!item->can_undo) {
        snprintf(state->words, sizeof state->words, _("Import %lld cannot be undone: %s."),
                 (long long)item->run.id,
                 item->run.undone_at == TIME_NONE && !item->run.folded
                     ? _("the store is read-only here")
                     : item->state);
        return shared_said(state->words);
    }
    if (item->decision) {
        snprintf(state->words, sizeof state->words,
                 _("Undo %lld (%s: %.160s)? It is a decision, no file: figures are again as "
                   "they were before it."),
                 (long long)item->run.id, item->run.format, item->run.file);
        return (struct view_effect){
            .what = VIEW_UNDO, .number = item->run.id, .words = state->words};
    }
    snprintf(state->words, sizeof state->words,
             NG_("Undo import %lld, %.100s? The %s row it brought is taken away, and figures that "
                 "it corrected are again as they were before. To have it back, import the file "
                 "again.",
                 "Undo import %lld, %.100s? The %s rows it brought are taken away, and figures "
                 "that it corrected are again as they were before. To have it back, import the "
                 "file again.",
                 item->run.rows),
             (long long)item->run.id, item->run.file, format_count(item->run.rows, rows));
    return (struct view_effect){.what = VIEW_UNDO, .number = item->run.id, .words = state->words};
}

static struct view_effect open_detail(struct imports_state *state, bool open)
{
    bool changed = state->open != open && (!open || imports_selected(state));
    if (changed) {
        state->open = open;
        state->top = 0;
    }
    return shared_moved(changed);
}

static struct view_effect click(struct imports_state *state, struct key key,
                                const struct view_context *context)
{
    size_t row;
    int column = -1;
    struct sorted rows = rows_of(state);
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    if (state->open || key.x >= state->table_width || key.y >= state->table_height) {
        return shared_did(VIEW_NOTHING);
    }
    switch (table_view_hit(&state->view, key.x, key.y, &row, &column)) {
    case TABLE_VIEW_TITLE:
        state->view.column = column;
        return sorting_column(&state->sorting, &rows, column);
    case TABLE_VIEW_ROW:
        if (row == state->view.scroll.selected) {
            return open_detail(state, true);
        }
        table_view_select(&state->view, imports_page(state, context), row);
        return shared_did(VIEW_REDRAW);
    case TABLE_VIEW_NOTHING:
        break;
    }
    return shared_did(VIEW_NOTHING);
}

/* While details fill the screen keys scroll them. */
static struct view_effect move(struct imports_state *state, size_t page, long rows)
{
    if (state->open) {
        struct scroll scroll = {.top = (size_t)state->top};
        scroll_page(&scroll, (size_t)state->detail_rows, page, rows);
        bool changed = scroll.top != (size_t)state->top;
        state->top = (int)scroll.top;
        return shared_moved(changed);
    }
    struct scroll before = state->view.scroll;
    table_view_move(&state->view, page, rows);
    return shared_scrolled(&state->view, &before);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct imports_state *state = data;
    long rows;
    if (!state->shown) {
        return shared_did(VIEW_IGNORED);
    }
    size_t page = imports_page(state, context);
    if (shared_rows(action, page, &rows)) {
        return move(state, page, rows);
    }
    int column = state->view.column;
    struct sorted sorted = rows_of(state);
    switch ((int)action) {
    case ACTION_LEFT:
    case ACTION_RIGHT:
        table_view_column(&state->view, action == ACTION_LEFT ? -1 : 1);
        return shared_moved(column != state->view.column);
    case ACTION_OPEN:
        return open_detail(state, !state->open);
    case ACTION_BACK:
    case ACTION_LEAVE:
        return state->open ? open_detail(state, false) : shared_did(VIEW_IGNORED);
    case ACTION_UNDO:
        return undo(state);
    case ACTION_SORT:
        return sorting_column(&state->sorting, &sorted, column);
    case ACTION_SORT_REVERSE:
        return sorting_reverse(&state->sorting, &sorted);
    case ACTION_NONE:
        return click(state, key, context);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

static void hidden(const void *data, struct action_set *set)
{
    const struct imports_state *state = data;
    const struct import_item *item = imports_selected(state);
    bool sorts = item && !state->open;
    action_set_add(set, ACTION_SORT, !sorts);
    action_set_add(set, ACTION_SORT_REVERSE, !sorts);
    action_set_add(set, ACTION_UNDO, !(item && item->can_undo));
    action_set_add(set, ACTION_OPEN, !item || state->open);
}

static bool opened(const void *data)
{
    const struct imports_state *state = data;
    return state->open;
}

static struct table_view *columns(void *data)
{
    return &((struct imports_state *)data)->view;
}

static struct sorting *sorting(void *data)
{
    return &((struct imports_state *)data)->sorting;
}

const struct view_ops view_imports = {
    .name = "imports",
    .title = N_("Imports"),
    .tab = 9,
    .where = IN_IMPORTS,
    .state_size = sizeof(struct imports_state),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = imports_draw,
    .act = act,
    .hidden = hidden,
    .opened = opened,
    .columns = columns,
    .sorting = sorting,
};
