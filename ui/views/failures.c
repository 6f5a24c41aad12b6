/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 5, page 4: why messages did not arrive. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/failures.h"
#include "text/format.h"
#include "ui/views/rows.h"
#include "ui/views/shared.h"

enum { READ_OUT = 3, MEANING = 2, NOTES_FROM = 14, NOTE_ROWS = 4 }; /* rows of the body */

struct state {
    const struct failures *shown; /* NULL: not read yet */
    struct rows rows;
};

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    const struct failures *failures;
    (void)number;
    (void)part;
    if (!failures_build(load->arena, load->store, load->scope, FAILURES_ALL, false, load->cancel,
                        &failures, err)) {
        return false;
    }
    *result = failures;
    return true;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->shown = result;
    rows_show(&state->rows, state->shown->table);
}

static int note_rows(const struct state *state, int height)
{
    return state->shown->table->note_count > 0 && height >= NOTES_FROM ? NOTE_ROWS : 0;
}

/* The lines below the table: what the selected code means, and the scale of its sparkline. */
static int read_out_rows(const struct state *state)
{
    return state->shown->row_count > 0 ? READ_OUT : 0;
}

static int table_rows(const struct state *state, int height)
{
    return height - 1 - note_rows(state, height) - read_out_rows(state);
}

/* The row of the report that is selected: sorting moves the table's alone. */
static const struct failure_row *selected(const struct state *state)
{
    const struct table *table = state->shown->table;
    size_t at = state->rows.view.scroll.selected;
    if (at >= table->row_count) {
        return NULL;
    }
    int32_t code = (int32_t)atoi(table_cell(table, at, 0)->text);
    for (size_t i = 0; i < state->shown->row_count; i++) {
        if (state->shown->rows[i].code == code) {
            return &state->shown->rows[i];
        }
    }
    return NULL;
}

static void draw_read_out(const struct state *state, const struct area *area)
{
    const struct failure_row *row = selected(state);
    char words[512], most[FORMAT_SIZE];
    if (!row || area->height < READ_OUT) {
        return;
    }
    snprintf(words, sizeof words, "%d  %s%s%s", (int)row->code, row->meaning,
             row->todo[0] ? ": " : "", row->todo);
    struct area lines = area_in(area, 2, 0, area->width - 2, MEANING);
    int y = shared_paragraph(&lines, 0, MEANING, PEN(ROLE_VALUE), words);
    snprintf(words, sizeof words,
             _("30 days: failures a day, from 0 to %s here; each row has its own scale"),
             format_count((int64_t)row->spark->high, most));
    area_cut(area, 2, y, area->width - 2, PEN(ROLE_NOTE), words);
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    struct area area = *body;
    char more[96], failed[FORMAT_SIZE], sent[FORMAT_SIZE];
    (void)context;
    if (!state->shown) {
        shared_reading(body);
        return;
    }
    const struct table *table = state->shown->table;
    struct area heading = area_take_top(&area, 1);
    snprintf(more, sizeof more, _("%s of %s sent"), format_count(state->shown->failed, failed),
             format_count(state->shown->sent, sent));
    shared_heading(&heading, 0, _("Failures by code"),
                   state->shown->has_failed && state->shown->has_sent ? more : NULL);
    struct area notes = area_take_bottom(&area, note_rows(state, body->height));
    struct area read_out = area_take_bottom(&area, read_out_rows(state));
    table_view_draw(&state->rows.view, &area,
                    &(struct table_view_options){
                        .empty = state->shown->has_failed ? _("No code is known.")
                                                          : _("n/a: import message-level logs.")});
    draw_read_out(state, &read_out);
    area_take_left(&notes, 2);
    shared_notes(&notes, 0, notes.height, table->notes, table->note_count);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    return state->shown ? rows_act(&state->rows, state->shown->table, 1,
                                   table_rows(state, context->height), action, key)
                        : shared_did(VIEW_IGNORED);
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->matching : -1;
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

const struct view_ops view_failures = {
    .name = "failures",
    .title = N_("Failures"),
    .tab = 5,
    .where = IN_FAILURES,
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
