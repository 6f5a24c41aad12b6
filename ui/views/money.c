/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 6, second page: what it costs, and whether it pays. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/money.h"
#include "text/format.h"
#include "text/width.h"
#include "ui/views/sheet.h"

enum { TABLES_MOST = 3 + MONEY_SPENDS_MAX };
enum { LINES_FROM = 34, NAME_COLUMNS = 6, VALUE_COLUMNS = 10 }; /* of the 1x lines */

struct state {
    const struct money *shown; /* NULL: not read yet */
    const struct table *tables[TABLES_MOST];
    size_t table_count, at;
    struct sheet sheet;
};

static void start(void *data, int64_t number)
{
    struct state *state = data;
    (void)number;
    *state = (struct state){.sheet.view = TABLE_VIEW_INIT};
}

/* What is read: the report, and its figures as words, since each row has a unit of its own. */
struct loaded {
    const struct money *money;
    struct table *figures;
};

static bool word_cell(struct arena *arena, const struct cell *cell, struct cell *words)
{
    char buffer[64];
    const char *text = arena_strdup(arena, cell_words(cell, false, buffer));
    *words = cell_text(text);
    words->grade = cell->grade;
    words->flags = cell->flags & CELL_CERTAIN;
    return text != NULL;
}

/* They are words, and yet no amount may be cut: names give way. */
static void keep_whole(const struct table *table, struct table_column *columns)
{
    for (size_t i = 2; i < table->column_count; i++) {
        columns[i].min_columns = 40;
    }
}

static struct table *figures_as_words(struct arena *arena, const struct table *table)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, table->column_count + 1);
    if (!columns) {
        return NULL;
    }
    memcpy(columns, table->columns, table->column_count * sizeof *columns);
    for (size_t i = 2; i < table->column_count; i++) {
        columns[i].kind = CELL_TEXT;
    }
    struct table *made =
        table_new(arena, table->title, columns, table->column_count, table->row_count);
    for (size_t row = 0; made && row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++) {
            if (!word_cell(arena, table_cell(table, row, i), table_cell(made, row, i))) {
                return NULL;
            }
        }
    }
    if (made) {
        keep_whole(made, columns);
        made->notes = table->notes;
        made->note_count = table->note_count;
    }
    return made;
}

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    const struct money *made;
    (void)number;
    (void)part;
    if (!money_build(load->arena, load->store, load->scope, NULL, load->cancel, &made, err)) {
        return false;
    }
    struct loaded *loaded = ARENA_NEW(load->arena, struct loaded);
    if (!loaded || !(loaded->figures = figures_as_words(load->arena, made->table))) {
        return err_memory(err);
    }
    loaded->money = made;
    *result = loaded;
    return true;
}

static bool states_any(const struct money_spends *spends)
{
    for (size_t i = 0; i < spends->count; i++) {
        if (spends->rows[i].key[0]) {
            return true;
        }
    }
    return false;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    const struct loaded *loaded = result;
    const struct money *money = loaded->money;
    size_t count = 0;
    (void)part;
    state->tables[count++] = loaded->figures;
    state->tables[count++] = money->campaign_table;
    for (size_t i = 0; i < money->spend_count; i++) {
        state->tables[count] = money->spends[i].table;
        count += states_any(&money->spends[i]); /* what no file states is no table */
    }
    if (money->cohort_count > 0) {
        state->tables[count++] = money->cohort_table;
    }
    bool same = state->at < count;
    state->shown = money;
    state->table_count = count;
    state->at = same ? state->at : 0;
    sheet_show(&state->sheet, state->tables[state->at], !same);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* "EUR    ────┃━━━━━━━━━━━━━━━╸  13.9 ×": revenue for what was spent, with the line where it is
 * as much. All currencies on one scale from 0 on. */
static void draw_line(const struct area *area, int y, const struct money_currency *currency,
                      double rocs, double most)
{
    char words[FORMAT_SIZE];
    int columns = area->width - NAME_COLUMNS - VALUE_COLUMNS - 2;
    int bar = (int)(rocs / most * columns + 0.5), line = (int)(1 / most * columns + 0.5);
    bool under = currency->side == MONEY_UNDER;
    area_text(area, 0, y, PEN(ROLE_TEXT), currency->currency.code);
    for (int x = 0; x < columns; x++) {
        bool filled = x < bar;
        struct pen pen = PEN(filled ? under ? ROLE_POOR : ROLE_GOOD : ROLE_DIM);
        if (x == line) {
            area_sign(area, NAME_COLUMNS + x, y, PEN(ROLE_TEXT), 0x2503, '|'); /* ┃ */
        } else {
            area_sign(area, NAME_COLUMNS + x, y, pen, filled ? 0x2501 : 0x2500, filled ? '=' : '-');
        }
    }
    area_text(area, NAME_COLUMNS + columns + 2, y, PEN(ROLE_TEXT), format_ratio(rocs, true, words));
}

static void draw_lines(const struct state *state, struct area *body)
{
    double most = 2;
    int rows = 0;
    const struct money *money = state->shown;
    for (size_t i = 0; i < money->currency_count; i++) {
        const struct total *total = money->currencies[i].item.total;
        struct kpi_value rocs = kpi_eval(KPI_ROCS, total, &(struct kpi_options)KPI_OPTIONS_INIT);
        if (rocs.has_value && rocs.value >= 0) {
            most = rocs.value > most ? rocs.value : most;
            rows++;
        }
    }
    if (rows == 0) {
        return;
    }
    rows = rows < 4 ? rows : 4;
    struct area area = area_take_bottom(body, rows + 2);
    area_take_left(&area, 2);
    area_take_right(&area, 1);
    area_text(&area, 0, 0, PEN(ROLE_DIM),
              _("Revenue for what was spent; the line is at 1×, where "
                "it is as much"));
    for (size_t i = 0, y = 1; i < money->currency_count && (int)y <= rows; i++) {
        const struct money_currency *currency = &money->currencies[i];
        struct kpi_value rocs =
            kpi_eval(KPI_ROCS, currency->item.total, &(struct kpi_options)KPI_OPTIONS_INIT);
        if (rocs.has_value && rocs.value >= 0) {
            draw_line(&area, (int)y++, currency, rocs.value, most);
        }
    }
}

static const char *empty_words(const struct view_context *context)
{
    return context->scope && !scope_is_everything(context->scope)
               ? _("No cost or revenue is known in this period.")
               : _("No cost or revenue is known: import bills or a rate card, and orders.");
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    char more[96] = "";
    struct area area = *body;
    if (!state->shown) {
        shared_reading(body);
        return;
    }
    if (state->table_count > 1) {
        snprintf(more, sizeof more, _("%zu of %zu, n for the next"), state->at + 1,
                 state->table_count);
    }
    if (state->at == 0 && body->height >= LINES_FROM) {
        draw_lines(state, &area);
    }
    sheet_draw(&state->sheet, &area,
               &(struct sheet_words){.title = state->tables[state->at]->title,
                                     .more = more,
                                     .empty = empty_words(context)});
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect step(struct state *state, bool forward)
{
    if (state->table_count < 2) {
        return shared_did(VIEW_NOTHING);
    }
    state->at = (state->at + (forward ? 1 : state->table_count - 1)) % state->table_count;
    sheet_show(&state->sheet, state->tables[state->at], true);
    return shared_did(VIEW_REDRAW);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    int64_t number;
    if (!state->shown) {
        return shared_did(VIEW_IGNORED);
    }
    if (action == ACTION_NEXT || action == ACTION_PREVIOUS) {
        return step(state, action == ACTION_NEXT);
    }
    if (action == ACTION_OPEN) {
        return state->tables[state->at]->row_ids && table_view_selected(&state->sheet.view, &number)
                   ? (struct view_effect){.what = VIEW_CAMPAIGN, .number = number}
                   : shared_did(VIEW_NOTHING);
    }
    return sheet_act(&state->sheet, action, key, context, state->at == 0);
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->matching : -1;
    *all = state->shown ? state->shown->seen : -1;
}

/* The table in front may be one of countries or currencies. */
static bool campaign(const void *data, int64_t *number)
{
    const struct state *state = data;
    return state->shown && state->tables[state->at]->row_ids &&
           table_view_selected(&state->sheet.view, number);
}

static void hidden(const void *data, struct action_set *hidden)
{
    const struct state *state = data;
    bool opens = state->shown && state->tables[state->at]->row_ids &&
                 state->tables[state->at]->row_count > 0;
    action_set_add(hidden, ACTION_OPEN, !opens);
    action_set_add(hidden, ACTION_NEXT, state->table_count < 2);
    action_set_add(hidden, ACTION_PREVIOUS, state->table_count < 2);
    action_set_add(hidden, ACTION_SORT, state->at == 0);
    action_set_add(hidden, ACTION_SORT_REVERSE, state->at == 0);
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    (void)arena;
    const struct state *state = data;
    size_t count = 0;
    if (!state->shown || !state->sheet.table) {
        return 0;
    }
    made[count++] = state->sheet.table;
    for (size_t i = 0; i < state->table_count && count < VIEW_TABLES_MAX; i++) {
        if (i != state->at) {
            made[count++] = state->tables[i];
        }
    }
    *cursor = &state->sheet.view;
    return count;
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->sheet.view;
}

/* How many there are is known once it is read: take looks. */
static size_t leaf(void *data, size_t to)
{
    struct state *state = data;
    if (to != VIEW_LEAF_SAME) {
        state->at = to < (state->shown ? state->table_count : TABLES_MOST) ? to : 0;
    }
    return state->at;
}

static struct sorting *sorting(void *data)
{
    return &((struct state *)data)->sheet.sorting;
}

const struct view_ops view_money = {
    .name = "money",
    .title = N_("Money"),
    .page = N_("money"),
    .tab = 6,
    .where = IN_MONEY,
    .state_size = sizeof(struct state),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .draw = draw,
    .act = act,
    .counts = counts,
    .campaign = campaign,
    .hidden = hidden,
    .tables = tables,
    .columns = columns,
    .sorting = sorting,
    .leaf = leaf,
};
