/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 5: which segment, template, country, weekday works. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/breakdown.h"
#include "ui/views/shared.h"
#include "ui/views/sorting.h"

enum { ASK_BREAKDOWN = 1 };
enum { NOTES_FROM = 14, NOTE_ROWS = 3 }; /* rows of the body */

struct state {
    const struct breakdown_offer *offer; /* NULL: nothing came yet */
    char name[32];                       /* of the dimension; "": the first that is offered */
    struct breakdown *shown;             /* NULL: not read yet */
    struct table_view view;
    struct sorting sorting;
};

/* --- what is read ---------------------------------------------------------------------------- */

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    const struct breakdown_offer *offer;
    (void)number;
    (void)part;
    if (!breakdown_offered(load->arena, load->store, &offer, err)) {
        return false;
    }
    *result = offer;
    return true;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->offer = result;
}

/* Where the dimension that is looked at stands among those that are offered. */
static size_t place(const struct state *state)
{
    for (size_t i = 0; i < state->offer->count; i++) {
        if (strcmp(state->offer->dimensions[i].name, state->name) == 0) {
            return i;
        }
    }
    return 0;
}

static const struct breakdown_dimension *dimension_of(const struct state *state)
{
    return &state->offer->dimensions[place(state)];
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct state *state = data;
    size_t count;
    (void)context;
    if (!state->offer || !state->offer->count) {
        return;
    }
    const struct breakdown_dimension *all = breakdown_all(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].name, dimension_of(state)->name) == 0) {
            ask->what = ASK_BREAKDOWN;
            ask->number = (int64_t)i;
        }
    }
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    size_t count;
    struct breakdown *breakdown;
    const struct breakdown_dimension *all = breakdown_all(&count);
    if (!breakdown_build(load->arena, load->store, load->scope, &all[ask->number], NULL,
                         load->cancel, &breakdown, err)) {
        return false;
    }
    *result = breakdown;
    return true;
}

static struct sorted rows_of(struct state *state)
{
    return (struct sorted){.view = &state->view, .table = state->shown->table};
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    struct state *state = data;
    (void)ask;
    state->shown = (struct breakdown *)(uintptr_t)result; /* a view owns what it takes */
    struct sorted rows = rows_of(state);
    sorting_again(&state->sorting, &rows);
    table_view_show(&state->view, state->shown->table);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void draw_heading(const struct state *state, const struct area *area)
{
    char title[96], more[96];
    snprintf(title, sizeof title, _("By %s"), breakdown_title(dimension_of(state)));
    snprintf(more, sizeof more, _("%zu of %zu, n for the next"), place(state) + 1,
             state->offer->count);
    shared_heading(area, 0, title, state->offer->count > 1 ? more : NULL);
}

/* The rows that came are those of the dimension that is looked at. */
static bool is_current(const struct state *state)
{
    return state->shown && strcmp(state->shown->dimension.name, dimension_of(state)->name) == 0;
}

static int note_rows(const struct state *state, int height)
{
    return is_current(state) && state->shown->table->note_count > 0 && height >= NOTES_FROM
               ? NOTE_ROWS
               : 0;
}

static size_t page_of(const struct state *state, int height)
{
    return table_view_page(height - 1 - note_rows(state, height));
}

static const char *empty_words(const struct view_context *context)
{
    return context->scope && !scope_is_everything(context->scope)
               ? _("No campaign has anything in this period.")
               : _("Nothing to break down.");
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    struct area area = *body;
    if (!state->offer) {
        shared_reading(body);
        return;
    }
    struct area heading = area_take_top(&area, 1);
    draw_heading(state, &heading);
    if (!is_current(state)) {
        shared_reading(&area);
        return;
    }
    const struct table *table = state->shown->table;
    struct area notes = area_take_bottom(&area, note_rows(state, body->height));
    table_view_draw(&state->view, &area,
                    &(struct table_view_options){.empty = empty_words(context)});
    area_take_left(&notes, 2);
    shared_notes(&notes, 0, notes.height, table->notes, table->note_count);
}

/* --- actions --------------------------------------------------------------------------------- */

static void go_to(struct state *state, size_t at)
{
    snprintf(state->name, sizeof state->name, "%s", state->offer->dimensions[at].name);
    state->view.scroll = (struct scroll){0};
}

static struct view_effect step(struct state *state, bool forward)
{
    size_t count = state->offer->count;
    if (count < 2) {
        return shared_did(VIEW_NOTHING);
    }
    go_to(state, (place(state) + (forward ? 1 : count - 1)) % count);
    return shared_did(VIEW_REDRAW);
}

static size_t list(const void *data, struct view_choice choices[VIEW_CHOICES_MAX])
{
    const struct state *state = data;
    size_t count = state->offer ? state->offer->count : 0;
    count = count < VIEW_CHOICES_MAX ? count : VIEW_CHOICES_MAX;
    for (size_t i = 0; i < count; i++) {
        choices[i] = (struct view_choice){.label = breakdown_title(&state->offer->dimensions[i]),
                                          .current = i == place(state)};
    }
    return count;
}

static void pick(void *data, size_t choice)
{
    struct state *state = data;
    if (state->offer && choice < state->offer->count) {
        go_to(state, choice);
    }
}

static struct view_effect click(struct state *state, struct key key,
                                const struct view_context *context)
{
    size_t row;
    int column = -1;
    struct sorted rows = rows_of(state);
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    if (key.y < 1 || key.y >= context->height - note_rows(state, context->height)) {
        return shared_did(VIEW_NOTHING);
    }
    switch (table_view_hit(&state->view, key.x, key.y - 1, &row, &column)) {
    case TABLE_VIEW_TITLE:
        state->view.column = column;
        return sorting_column(&state->sorting, &rows, column);
    case TABLE_VIEW_ROW:
        table_view_select(&state->view, page_of(state, context->height), row);
        return shared_did(VIEW_REDRAW);
    case TABLE_VIEW_NOTHING:
        break;
    }
    return shared_did(VIEW_NOTHING);
}

static struct view_effect act_table(struct state *state, enum action action, struct key key,
                                    const struct view_context *context)
{
    long rows;
    struct sorted sorted = rows_of(state);
    struct scroll before = state->view.scroll;
    int column = state->view.column;
    size_t page = page_of(state, context->height);
    if (shared_rows(action, page, &rows)) {
        table_view_move(&state->view, page, rows);
        return shared_scrolled(&state->view, &before);
    }
    switch ((int)action) {
    case ACTION_LEFT:
    case ACTION_RIGHT:
        table_view_column(&state->view, action == ACTION_LEFT ? -1 : 1);
        return shared_moved(column != state->view.column);
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

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    if (!state->offer) {
        return shared_did(VIEW_IGNORED);
    }
    if (action == ACTION_NEXT || action == ACTION_PREVIOUS) {
        return step(state, action == ACTION_NEXT);
    }
    if (action == ACTION_PICK) {
        return (struct view_effect){.what = VIEW_PICK, .words = _("Break down by")};
    }
    return is_current(state) ? act_table(state, action, key, context) : shared_did(VIEW_IGNORED);
}

/* --- what the frame asks --------------------------------------------------------------------- */

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    bool known = state->offer && is_current(state);
    *matching = known ? state->shown->campaigns : -1;
    *all = known ? state->shown->seen : -1;
}

static void hidden(const void *data, struct action_set *set)
{
    const struct state *state = data;
    bool several = state->offer && state->offer->count > 1;
    action_set_add(set, ACTION_NEXT, !several);
    action_set_add(set, ACTION_PREVIOUS, !several);
    action_set_add(set, ACTION_PICK, !several);
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->view;
}

static struct sorting *sorting(void *data)
{
    return &((struct state *)data)->sorting;
}

const struct view_ops view_breakdown = {
    .name = "breakdown",
    .title = N_("Breakdown"),
    .tab = 5,
    .where = IN_BREAKDOWN,
    .state_size = sizeof(struct state),
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = draw,
    .act = act,
    .list = list,
    .pick = pick,
    .counts = counts,
    .hidden = hidden,
    .columns = columns,
    .sorting = sorting,
};
