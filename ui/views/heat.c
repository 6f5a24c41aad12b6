/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 5, page 2: which hour of which weekday works. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/breakdown.h"
#include "text/format.h"
#include "ui/views/rows.h"
#include "ui/views/shared.h"

enum { HOURS = 24, WEEKDAYS = 7 };
enum { LEGEND = 2, NOTES_FROM = 20, NOTE_ROWS = 2 }; /* rows of the body */

struct state {
    struct breakdown *shown; /* NULL: not read yet */
    size_t grid;             /* 0: sends, else KPI grid - 1 */
    bool chosen;
    struct rows rows;
    const struct kpi_options *options; /* lent for a draw */
    double low, high;                  /* of the cells that are colored */
};

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    static const enum kpi kpis[] = {KPI_OPEN_RATE, KPI_CTR, KPI_ENGAGEMENT_RATE, KPI_OPTOUT_RATE,
                                    KPI_DELIVERY_RATE};
    const struct breakdown_options options = {kpis, ARRAY_COUNT(kpis)};
    size_t count;
    struct breakdown *breakdown;
    const struct breakdown_dimension *all = breakdown_all(&count);
    const struct breakdown_dimension *wanted = NULL;
    (void)number;
    (void)part;
    for (size_t i = 0; i < count; i++) {
        wanted = all[i].what == BREAKDOWN_HOUR_WEEKDAY ? &all[i] : wanted;
    }
    if (!breakdown_build(load->arena, load->store, load->scope, wanted, &options, load->cancel,
                         &breakdown, err)) {
        return false;
    }
    *result = breakdown;
    return true;
}

static struct table *grid_of(const struct state *state)
{
    return (struct table *)(uintptr_t)state->shown->grids[state->grid]; /* the view's own */
}

static void show(struct state *state)
{
    struct scroll scroll = state->rows.view.scroll;
    int column = state->rows.view.column;
    table_view_show(&state->rows.view, grid_of(state));
    state->rows.view.scroll = scroll;
    state->rows.view.column = column;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->shown = (struct breakdown *)(uintptr_t)result; /* a view owns what it takes */
    if (!state->chosen) {
        state->grid = 1;
        state->rows.view.column = 1;
    }
    show(state);
}

/* --- cells ----------------------------------------------------------------------------------- */

/* The figures behind a place of the grid; NULL: nothing was sent then. */
static const struct breakdown_row *row_at(const struct state *state, size_t row, size_t column)
{
    const struct table *grid = grid_of(state);
    int hour = 0;
    char key[8];
    if (row >= grid->row_count || column < 1 || column > WEEKDAYS ||
        sscanf(table_cell(grid, row, 0)->text, "%d", &hour) != 1) {
        return NULL;
    }
    breakdown_cell_key((int)column - 1, hour, key);
    for (size_t i = 0; i < state->shown->row_count; i++) {
        if (strcmp(state->shown->rows[i].key, key) == 0) {
            return &state->shown->rows[i];
        }
    }
    return NULL;
}

/* What a cell shows as a number; NAN where it is not known, or of too few to be colored. */
static double heat_of(const struct state *state, const struct breakdown_row *row)
{
    int64_t sent;
    if (state->grid == 0) {
        return total_get(row->item.total, COUNTER_SENT, &sent) ? (double)sent : (double)NAN;
    }
    struct kpi_value value =
        item_value(&row->item, state->options, state->shown->kpis[state->grid - 1]);
    return value.has_value && value.denominator >= BREAKDOWN_CELL_ENOUGH ? value.value
                                                                         : (double)NAN;
}

static void find_range(struct state *state)
{
    state->low = (double)NAN;
    state->high = (double)NAN;
    for (size_t i = 0; i < state->shown->row_count; i++) {
        double value = heat_of(state, &state->shown->rows[i]);
        state->low = fmin(state->low, value); /* which take a NAN for none */
        state->high = fmax(state->high, value);
    }
}

static int level_of(const void *context, size_t row, size_t column)
{
    const struct state *state = context;
    const struct breakdown_row *found = row_at(state, row, column);
    double value = found ? heat_of(state, found) : (double)NAN;
    return isnan(value) ? 0 : rows_heat_level(value, state->low, state->high);
}

/* --- drawing --------------------------------------------------------------------------------- */

static int note_rows(const struct state *state, int height)
{
    return state->shown->table->note_count > 0 && height >= NOTES_FROM ? NOTE_ROWS : 0;
}

static int legend_rows(const struct state *state)
{
    return state->shown->row_count > 0 ? LEGEND : 0;
}

/* "Mon 08:00 · 311 sent · CTR 39.0 % (33.7–44.5 %) · above the others, beyond chance". */
static void read_out(const struct state *state, char *words, size_t size)
{
    const struct breakdown_row *row =
        row_at(state, state->rows.view.scroll.selected, (size_t)state->rows.view.column);
    char number[FORMAT_SIZE], low[FORMAT_SIZE], high[FORMAT_SIZE];
    words[0] = '\0';
    if (!row) {
        const struct table *grid = grid_of(state);
        size_t at = state->rows.view.scroll.selected;
        int column = state->rows.view.column;
        if (at < grid->row_count && column >= 1 && column <= WEEKDAYS) {
            snprintf(words, size, _("%s %s:00 · nothing sent"), breakdown_weekday_short(column - 1),
                     table_cell(grid, at, 0)->text);
        }
        return;
    }
    int64_t sent = 0;
    total_get(row->item.total, COUNTER_SENT, &sent);
    snprintf(words, size, _("%s · %s sent"), row->label, format_count(sent, number));
    if (state->grid == 0) {
        return;
    }
    enum kpi kpi = state->shown->kpis[state->grid - 1];
    struct kpi_value value = item_value(&row->item, state->options, kpi);
    char part[192];
    if (!value.has_value) {
        snprintf(part, sizeof part, _("%s n/a"), column_kpi_title(kpi));
    } else if (value.has_interval) {
        snprintf(part, sizeof part, "%s %s (%s–%s)", column_kpi_title(kpi),
                 format_percent(value.value, true, number), format_percent(value.low, false, low),
                 format_percent(value.high, true, high));
    } else {
        snprintf(part, sizeof part, "%s %s", column_kpi_title(kpi),
                 format_percent(value.value, true, number));
    }
    shared_joined(words, size, " · ", part);
    int side = row->spread[state->grid - 1].side;
    shared_joined(words, size, " · ",
                  side > 0   ? _("above the others, beyond chance")
                  : side < 0 ? _("below the others, beyond chance")
                             : NULL);
}

static void draw_legend(const struct state *state, const struct area *area)
{
    char words[320], low[FORMAT_SIZE], high[FORMAT_SIZE];
    if (area->height < LEGEND) {
        return;
    }
    read_out(state, words, sizeof words);
    area_cut(area, 2, 0, area->width - 2, PEN(ROLE_VALUE), words);
    int x = 2;
    if (!isnan(state->low)) {
        bool sends = state->grid == 0;
        x += rows_heat_scale(area, x, 1,
                             sends ? format_count((int64_t)state->low, low)
                                   : format_percent(state->low, true, low),
                             sends ? format_count((int64_t)state->high, high)
                                   : format_percent(state->high, true, high)) +
             2;
    }
    if (state->grid > 0) {
        area_cut(area, x, 1, area->width - x, PEN(ROLE_NOTE),
                 _("? of fewer than 100: not colored · + - beyond chance"));
    }
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    struct area area = *body;
    char title[96], more[96];
    if (!state->shown || !context->scope) {
        shared_reading(body);
        return;
    }
    state->options = &context->scope->options;
    find_range(state);
    struct area heading = area_take_top(&area, 1);
    snprintf(title, sizeof title, _("%s by hour and weekday of sending"), grid_of(state)->title);
    snprintf(more, sizeof more, _("%s · %zu of %zu, n for the next"), context->scope->zone,
             state->grid + 1, state->shown->grid_count);
    shared_heading(&heading, 0, title, more);
    struct area notes = area_take_bottom(&area, note_rows(state, body->height));
    struct area legend = area_take_bottom(&area, legend_rows(state));
    table_view_draw(
        &state->rows.view, &area,
        &(struct table_view_options){.empty = state->shown->has_messages
                                                  ? _("No messages with a time in this period.")
                                                  : _("n/a: import message-level logs.")});
    rows_heat(&state->rows, &area, level_of, state);
    draw_legend(state, &legend);
    area_take_left(&notes, 2);
    shared_notes(&notes, 0, notes.height, state->shown->table->notes,
                 state->shown->table->note_count);
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    if (!state->shown || action == ACTION_SORT || action == ACTION_SORT_REVERSE) {
        return shared_did(VIEW_IGNORED);
    }
    if (action == ACTION_NEXT || action == ACTION_PREVIOUS) {
        size_t count = state->shown->grid_count;
        state->grid = (state->grid + (action == ACTION_NEXT ? 1 : count - 1)) % count;
        state->chosen = true;
        show(state);
        return shared_did(VIEW_REDRAW);
    }
    int height = context->height - 1 - note_rows(state, context->height) - legend_rows(state);
    size_t row;
    int column = -1;
    if (action == ACTION_NONE && key.code == KC_CLICK &&
        table_view_hit(&state->rows.view, key.x, key.y - 1, &row, &column) == TABLE_VIEW_TITLE) {
        state->rows.view.column = column; /* hours keep their order */
        return shared_did(VIEW_REDRAW);
    }
    return rows_act(&state->rows, grid_of(state), 1, height, action, key);
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->campaigns : -1;
    *all = state->shown ? state->shown->seen : -1;
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    (void)arena;
    const struct state *state = data;
    if (!state->shown) {
        return 0;
    }
    made[0] = grid_of(state);
    *cursor = &state->rows.view;
    return 1;
}

const struct view_ops view_heat = {
    .name = "heat",
    .title = N_("Hours"),
    .tab = 5,
    .where = IN_HEAT,
    .state_size = sizeof(struct state),
    .parts = 1,
    .load = load,
    .take = take,
    .draw = draw,
    .act = act,
    .counts = counts,
    .tables = tables,
};
