/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 5, page 3: how often is too often. */
#include <string.h>

#include "base/i18n.h"
#include "report/breakdown.h"
#include "ui/views/rows.h"
#include "ui/views/shared.h"

enum { NOTES_FROM = 12, NOTE_ROWS = 6 }; /* rows of the body */

struct state {
    struct breakdown *shown; /* NULL: not read yet */
    struct rows rows;
};

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    size_t count;
    struct breakdown *breakdown;
    const struct breakdown_dimension *all = breakdown_all(&count);
    const struct breakdown_dimension *wanted = NULL;
    (void)number;
    (void)part;
    for (size_t i = 0; i < count; i++) {
        wanted = all[i].what == BREAKDOWN_FREQUENCY ? &all[i] : wanted;
    }
    if (!breakdown_build(load->arena, load->store, load->scope, wanted, NULL, load->cancel,
                         &breakdown, err)) {
        return false;
    }
    *result = breakdown;
    return true;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->shown = (struct breakdown *)(uintptr_t)result; /* a view owns what it takes */
    rows_show(&state->rows, state->shown->table);
}

static int note_rows(const struct state *state, int height)
{
    return state->shown->table->note_count > 0 && height >= NOTES_FROM ? NOTE_ROWS : 0;
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    struct area area = *body;
    (void)context;
    if (!state->shown) {
        shared_reading(body);
        return;
    }
    const struct table *table = state->shown->table;
    struct area heading = area_take_top(&area, 1);
    shared_heading(&heading, 0, _("Messages a person gets in a week, and who leaves"), NULL);
    struct area notes = area_take_bottom(&area, note_rows(state, body->height));
    table_view_draw(
        &state->rows.view, &area,
        &(struct table_view_options){.empty = state->shown->has_messages
                                                  ? _("No messages to people in this period.")
                                                  : _("n/a: import message-level logs.")});
    area_take_left(&notes, 2);
    shared_notes(&notes, 0, notes.height, table->notes, table->note_count);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    return state->shown
               ? rows_act(&state->rows, state->shown->table, 1,
                          context->height - 1 - note_rows(state, context->height), action, key)
               : shared_did(VIEW_IGNORED);
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->campaigns : -1;
    *all = state->shown ? state->shown->seen : -1;
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->rows.view;
}

static struct sorting *sorting(void *data)
{
    return &((struct state *)data)->rows.sorting;
}

const struct view_ops view_frequency = {
    .name = "frequency",
    .title = N_("Frequency"),
    .tab = 5,
    .where = IN_FREQUENCY,
    .state_size = sizeof(struct state),
    .parts = 1,
    .load = load,
    .take = take,
    .draw = draw,
    .act = act,
    .counts = counts,
    .columns = columns,
    .sorting = sorting,
};
