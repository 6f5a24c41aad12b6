/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 4, page 2: whether people stay. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/retention.h"
#include "text/format.h"
#include "ui/views/rows.h"
#include "ui/views/shared.h"

enum { TOP = 2, SCALE = 1, NOTES_FROM = 14, NOTE_ROWS = 3 }; /* rows of the body */
enum { AT_TRIANGLE, AT_WEEKS, AT_LEAVING, PAGES };
enum { FIRST_CELL = 2 }; /* column of the triangle */

struct state {
    const struct retention *shown; /* NULL: not read yet */
    int page;
    struct rows rows[PAGES];
    double low, high; /* of the triangle */
};

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    const struct retention *retention;
    (void)number;
    (void)part;
    if (!retention_build(load->arena, load->store, load->scope, load->cancel, &retention, err)) {
        return false;
    }
    *result = retention;
    return true;
}

static struct table *table_of(const struct state *state, int page)
{
    return page == AT_TRIANGLE ? state->shown->triangle
           : page == AT_WEEKS  ? state->shown->weekly
                               : state->shown->leaving;
}

static void find_range(struct state *state)
{
    const struct table *table = state->shown->triangle;
    state->low = (double)NAN;
    state->high = (double)NAN;
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t i = FIRST_CELL; i < table->column_count; i++) {
            const struct cell *cell = table_cell(table, row, i);
            if (cell->kind == CELL_PERCENT) {
                state->low = fmin(state->low, cell->number); /* which take a NAN for none */
                state->high = fmax(state->high, cell->number);
            }
        }
    }
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->shown = result;
    for (int page = 0; page < PAGES; page++) {
        rows_show(&state->rows[page], table_of(state, page));
    }
    find_range(state);
}

/* --- drawing --------------------------------------------------------------------------------- */

static int level_of(const void *context, size_t row, size_t column)
{
    const struct state *state = context;
    const struct table *table = state->shown->triangle;
    const struct cell *cell = table_cell(table, row, column);
    return column >= FIRST_CELL && cell->kind == CELL_PERCENT
               ? rows_heat_level(cell->number, state->low, state->high)
               : 0;
}

static void add_kpi(char *words, size_t size, const char *name, const struct kpi_value *value,
                    bool minutes)
{
    char part[160], number[FORMAT_SIZE], low[FORMAT_SIZE], high[FORMAT_SIZE];
    if (!value->has_value) {
        snprintf(part, sizeof part, _("%s n/a"), name);
    } else if (minutes) {
        snprintf(part, sizeof part, _("%s %s min"), name, format_number(value->value, number));
    } else {
        snprintf(part, sizeof part, "%s %s (%s–%s)", name,
                 format_percent(value->value, true, number), format_percent(value->low, false, low),
                 format_percent(value->high, true, high));
    }
    shared_joined(words, size, " · ", part);
}

static void draw_kpis(const struct state *state, const struct area *area)
{
    char words[512] = "";
    add_kpi(words, sizeof words, _("Stayed"), &state->shown->retention_rate, false);
    if (state->shown->base) {
        shared_joined(words, sizeof words, " ", state->shown->base);
    }
    add_kpi(words, sizeof words, _("Bought again"), &state->shown->repeat_purchase_rate, false);
    add_kpi(words, sizeof words, _("Read after"), &state->shown->time_to_read, true);
    area_cut(area, 2, 0, area->width - 2, PEN(ROLE_TEXT), words);
}

static int note_rows(const struct state *state, int height)
{
    return state->shown->note_count > 0 && height >= NOTES_FROM ? NOTE_ROWS : 0;
}

static int scale_rows(const struct state *state)
{
    return state->page == AT_TRIANGLE && state->shown->cohort_count > 0 ? SCALE : 0;
}

static int table_rows(const struct state *state, int height)
{
    return height - TOP - scale_rows(state) - note_rows(state, height);
}

static const char *empty_words(const struct state *state)
{
    return !state->shown->has_messages ? _("n/a: import message-level logs.")
           : state->page == AT_LEAVING ? _("Nobody left, as far as is known.")
                                       : _("No messages to people in this period.");
}

static void draw_scale(const struct state *state, const struct area *area)
{
    char low[FORMAT_SIZE], high[FORMAT_SIZE];
    if (area->height < SCALE || isnan(state->low)) {
        return;
    }
    int x = 2 + rows_heat_scale(area, 2, 0, format_percent(state->low, true, low),
                                format_percent(state->high, true, high));
    area_cut(area, x + 2, 0, area->width - x - 2, PEN(ROLE_NOTE),
             _("of a first week's people, weeks later · + still counting"));
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    struct area area = *body;
    char more[96];
    (void)context;
    if (!state->shown) {
        shared_reading(body);
        return;
    }
    struct area heading = area_take_top(&area, 1);
    struct area kpis = area_take_top(&area, 1);
    snprintf(more, sizeof more, _("%d of %d, n for the next"), state->page + 1, (int)PAGES);
    shared_heading(&heading, 0, table_of(state, state->page)->title, more);
    draw_kpis(state, &kpis);
    struct area notes = area_take_bottom(&area, note_rows(state, body->height));
    struct area scale = area_take_bottom(&area, scale_rows(state));
    struct rows *rows = &state->rows[state->page];
    table_view_draw(&rows->view, &area, &(struct table_view_options){.empty = empty_words(state)});
    if (state->page == AT_TRIANGLE) {
        rows_heat(rows, &area, level_of, state);
        draw_scale(state, &scale);
    }
    area_take_left(&notes, 2);
    shared_notes(&notes, 0, notes.height, state->shown->notes, state->shown->note_count);
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    if (!state->shown) {
        return shared_did(VIEW_IGNORED);
    }
    if (action == ACTION_NEXT || action == ACTION_PREVIOUS) {
        state->page = (state->page + (action == ACTION_NEXT ? 1 : PAGES - 1)) % PAGES;
        return shared_did(VIEW_REDRAW);
    }
    return rows_act(&state->rows[state->page], table_of(state, state->page), TOP,
                    table_rows(state, context->height), action, key);
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->matching : -1;
    *all = state->shown ? state->shown->seen : -1;
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    (void)arena;
    const struct state *state = data;
    const struct retention *shown = state->shown;
    if (!shown) {
        return 0;
    }
    const struct table *all[PAGES] = {shown->triangle, shown->weekly, shown->leaving};
    size_t count = 0;
    made[count++] = all[state->page];
    for (int i = 0; i < PAGES; i++) {
        if (i != state->page) {
            made[count++] = all[i];
        }
    }
    *cursor = &state->rows[state->page].view;
    return count;
}

/* Those of the weeks: of the triangle each column is a week, and who left is told by few. */
static struct table_view *columns(void *data)
{
    return &((struct state *)data)->rows[AT_WEEKS].view;
}

static void hidden(const void *data, struct action_set *set)
{
    const struct state *state = data;
    action_set_add(set, ACTION_COLUMNS, state->page != AT_WEEKS);
}

static size_t leaf(void *data, size_t to)
{
    struct state *state = data;
    if (to != VIEW_LEAF_SAME) {
        state->page = to < PAGES ? (int)to : 0;
    }
    return (size_t)state->page;
}

static struct sorting *sorting(void *data)
{
    return &((struct state *)data)->rows[((struct state *)data)->page].sorting;
}

const struct view_ops view_retention = {
    .name = "retention",
    .title = N_("Retention"),
    .tab = 4,
    .where = IN_RETENTION,
    .state_size = sizeof(struct state),
    .parts = 1,
    .load = load,
    .take = take,
    .draw = draw,
    .act = act,
    .counts = counts,
    .tables = tables,
    .columns = columns,
    .sorting = sorting,
    .leaf = leaf,
    .hidden = hidden,
};
