/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 2: the table of campaigns. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "report/campaigns.h"
#include "report/words.h"
#include "ui/views/shared.h"
#include "ui/views/sorting.h"
#include "ui/widgets/marks.h"
#include "ui/widgets/table_view.h"

enum { ASK_SPARKS = 1 };
enum { MARKS_MAX = 100, COMPARED_MAX = 10 };
enum { NOTES_FROM = 16, SIGNS_FROM = 30 }; /* rows of the body */

struct state {
    struct campaigns *shown; /* NULL: nothing came yet */
    struct table_view view;
    struct sorting sorting;
    uint8_t *matches; /* one a row; only those in sight are looked at */
    size_t match_room;
    int64_t marked[MARKS_MAX]; /* campaigns, in the order in which they were marked */
    size_t marked_count;
    int64_t compared; /* without marks */
    char words[160];
};

/* --- what is read ---------------------------------------------------------------------------- */

/* Those that were chosen, behind the names. */
static bool put_columns(const struct view_load *load, struct campaigns_options *options)
{
    const struct table_layout *layout = load->layout;
    const char **ids = ARENA_ARRAY(load->arena, const char *, layout->count + 1);
    if (!ids) {
        return false;
    }
    ids[options->column_count++] = campaigns_default_columns[0];
    for (size_t i = 0; i < layout->count; i++) {
        if (strcmp(layout->columns[i].id, ids[0]) != 0) {
            ids[options->column_count++] = layout->columns[i].id;
        }
    }
    options->columns = ids;
    return true;
}

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)number;
    (void)part;
    struct campaigns *campaigns;
    struct campaigns_options options = {.sort = NULL};
    if (load->layout && !put_columns(load, &options)) {
        return err_memory(err);
    }
    if (!campaigns_build(load->arena, load->store, load->scope, load->layout ? &options : NULL,
                         load->cancel, &campaigns, err)) {
        return false;
    }
    *result = campaigns;
    return true;
}

/* (unattributed) stays last. */
static bool sort(void *campaigns, const struct table_key *keys, size_t count)
{
    return campaigns_sort(campaigns, keys, count);
}

static struct sorted rows_of(struct state *state)
{
    return (struct sorted){&state->view, state->shown->table, sort, state->shown};
}

static void start(void *data, int64_t number)
{
    (void)number;
    struct state *state = data;
    state->view.column = 0;
}

static void stop(void *data)
{
    struct state *state = data;
    mem_free(state->matches);
}

/* Nobody acts on marks that can never be seen again: of campaigns that are gone, be it by somebody
 * else, merged, archived or left out. */
static void forget_gone(struct state *state)
{
    const struct table *table = state->shown->table;
    size_t kept = 0;
    for (size_t i = 0; i < state->marked_count; i++) {
        size_t row = 0;
        while (row < table->row_count && table->row_ids[row] != state->marked[i]) {
            row++;
        }
        state->marked[kept] = state->marked[i];
        kept += row < table->row_count;
    }
    state->marked_count = kept;
}

static void take(void *data, int part, const void *result)
{
    (void)part;
    struct state *state = data;
    state->shown = (struct campaigns *)(uintptr_t)result; /* a view owns what it takes */
    if (state->shown->whole) {
        forget_gone(state);
    }
    struct sorted rows = rows_of(state);
    sorting_again(&state->sorting, &rows);
    table_view_show(&state->view, state->shown->table);
}

/* --- sparklines of the rows in sight --------------------------------------------------------- */

static int note_rows(const struct state *state, int height)
{
    bool any = state->shown->table->note_count > 0 && state->shown->table->row_count > 0;
    return !any || height < NOTES_FROM ? 0 : height < SIGNS_FROM ? 1 : 3;
}

static size_t page_of(const struct state *state, int height)
{
    return table_view_page(height - (state->shown ? note_rows(state, height) : 0));
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct state *state = data;
    if (!state->shown) {
        return;
    }
    const struct table *table = state->shown->table;
    int column = table_column_by_id(table, "spark");
    struct scroll scroll = state->view.scroll;
    size_t page = page_of(state, context->height);
    scroll_fit(&scroll, table->row_count, page);
    for (size_t row = scroll.top; column >= 0 && row < table->row_count && row - scroll.top < page;
         row++) {
        if (table_cell(table, row, (size_t)column)->kind == CELL_EMPTY &&
            ask->row_count < VIEW_ROWS_MAX) {
            ask->rows[ask->row_count++] = table->row_ids[row];
        }
    }
    ask->what = ask->row_count > 0 ? ASK_SPARKS : 0;
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    const struct spark **sparks = ARENA_ARRAY(load->arena, const struct spark *, ask->row_count);
    if (!sparks) {
        return err_memory(err);
    }
    if (!campaigns_sparks(load->arena, load->store, load->scope, ask->rows, ask->row_count,
                          load->cancel, sparks, err)) {
        return false;
    }
    *result = sparks;
    return true;
}

/* The row of a campaign, which was in sight when it was asked for: it is looked for from there on,
 * downwards and upwards, so that among 100 000 it is found in a few steps. */
static size_t row_of(const struct state *state, int64_t number)
{
    const struct table *table = state->shown->table;
    size_t top = state->view.scroll.top, count = table->row_count;
    for (size_t step = 0; step < count; step++) {
        if (top + step < count && table->row_ids[top + step] == number) {
            return top + step;
        }
        if (step <= top && table->row_ids[top - step] == number) {
            return top - step;
        }
    }
    return count;
}

/* A cell whose campaign sent nothing in these days becomes a sparkline too, an absent one: it is
 * not asked for again. */
static void answer(void *data, const struct view_ask *ask, const void *result)
{
    struct state *state = data;
    const struct table *table = state->shown ? state->shown->table : NULL;
    int column = table ? table_column_by_id(table, "spark") : -1;
    if (column < 0) {
        return;
    }
    const struct spark *const *sparks = result;
    for (size_t i = 0; i < ask->row_count; i++) {
        size_t row = row_of(state, ask->rows[i]);
        if (row < table->row_count) {
            *table_cell(table, row, (size_t)column) =
                (struct cell){.spark = sparks[i], .kind = CELL_SPARK, .grade = GRADE_NONE};
        }
    }
}

/* --- drawing --------------------------------------------------------------------------------- */

static bool row_matches(const struct state *state, const struct query *search, size_t row)
{
    const struct query_row name = {.name = table_cell(state->shown->table, row, 0)->text};
    return query_matches(search, &name);
}

static bool is_marked(const struct state *state, int64_t number)
{
    for (size_t i = 0; i < state->marked_count; i++) {
        if (state->marked[i] == number) {
            return true;
        }
    }
    return false;
}

/* What is so of the rows in sight. NULL: nothing is searched for or marked, or no memory. */
static const uint8_t *mark_matches(struct state *state, const struct query *search, size_t page)
{
    size_t rows = state->shown->table->row_count;
    bool searches = search && !query_is_empty(search);
    if (!searches && !state->marked_count) {
        return NULL;
    }
    if (state->match_room < rows) {
        uint8_t *more = mem_resize(state->matches, rows, sizeof *more);
        if (!more) {
            return NULL;
        }
        state->matches = more;
        state->match_room = rows;
    }
    scroll_fit(&state->view.scroll, rows, page);
    for (size_t row = state->view.scroll.top; row < rows && row - state->view.scroll.top < page;
         row++) {
        bool found = searches && row_matches(state, search, row);
        bool marked = is_marked(state, state->shown->table->row_ids[row]);
        state->matches[row] =
            (uint8_t)((found ? TABLE_VIEW_FOUND : 0) | (marked ? TABLE_VIEW_MARKED : 0));
    }
    return state->matches;
}

static const char *empty_words(struct state *state, const struct view_context *context)
{
    const struct scope *scope = context->scope;
    if (scope && scope->filter) {
        snprintf(state->words, sizeof state->words, _("No campaign matches \"%.90s\"."),
                 query_text(scope->filter));
        return state->words;
    }
    return scope && !scope_is_everything(scope) ? _("No campaign has anything in this period.")
                                                : _("No campaigns yet.");
}

/* What the signs behind figures mean. */
static void draw_signs(const struct area *area)
{
    int x = 0;
    for (int grade = GRADE_POOR; grade < GRADE_COUNT; grade++) {
        marks_grade(area, x - 1, 0, grade, true);
        x += 4 + area_text(area, x + 2, 0, PEN(ROLE_DIM), words_grade((enum grade)grade));
    }
    area_cut(area, x, 0, area->width - x, PEN(ROLE_DIM),
             _("~ not sure yet  + still counting  ! more than all there were"));
}

/* All notes in one paragraph; on a large screen what the signs mean is above them. */
static void draw_notes(const struct table *table, struct area *area)
{
    char words[512] = "";
    if (area->height > 2) {
        struct area signs = area_take_top(area, 1);
        draw_signs(&signs);
    }
    for (size_t i = 0; i < table->note_count; i++) {
        shared_joined(words, sizeof words, " ", table->notes[i]);
    }
    shared_paragraph(area, 0, area->height, PEN(ROLE_NOTE), words);
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    if (!state->shown) {
        shared_reading(body);
        return;
    }
    struct area table = *body;
    struct area notes = area_take_bottom(&table, note_rows(state, body->height));
    struct table_view_options options = {
        .matches = mark_matches(state, context->search, table_view_page(table.height)),
        .empty = empty_words(state, context)};
    table_view_draw(&state->view, &table, &options);
    area_take_left(&notes, 2);
    draw_notes(state->shown->table, &notes);
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect open_row(const struct state *state)
{
    struct view_effect effect = {.what = VIEW_CAMPAIGN};
    return table_view_selected(&state->view, &effect.number) ? effect : shared_did(VIEW_NOTHING);
}

/* The mark goes on or off, and the cursor to the next row. */
static struct view_effect mark(struct state *state, size_t page)
{
    int64_t number;
    size_t at = 0;
    if (!table_view_selected(&state->view, &number)) {
        return shared_did(VIEW_NOTHING);
    }
    while (at < state->marked_count && state->marked[at] != number) {
        at++;
    }
    if (at < state->marked_count) {
        memmove(state->marked + at, state->marked + at + 1,
                (state->marked_count - at - 1) * sizeof *state->marked);
        state->marked_count--;
    } else if (state->marked_count == MARKS_MAX) {
        snprintf(state->words, sizeof state->words, _("At most %d campaigns can be marked."),
                 MARKS_MAX);
        return shared_said(state->words);
    } else {
        state->marked[state->marked_count++] = number;
    }
    table_view_move(&state->view, page, 1);
    return shared_did(VIEW_REDRAW);
}

/* The marked ones; without marks the selected one (compared: by its variants). */
static struct view_effect show_chosen(struct state *state, enum view_do what)
{
    if (!state->marked_count && !table_view_selected(&state->view, &state->compared)) {
        return shared_did(VIEW_NOTHING);
    }
    if (what == VIEW_COMPARE && state->marked_count > COMPARED_MAX) {
        snprintf(state->words, sizeof state->words,
                 _("At most %d campaigns can be compared; %zu are marked."), COMPARED_MAX,
                 state->marked_count);
        return shared_said(state->words);
    }
    return (struct view_effect){.what = what,
                                .numbers = state->marked_count ? state->marked : &state->compared,
                                .number_count = state->marked_count ? state->marked_count : 1};
}

static struct view_effect plan(const struct state *state)
{
    int64_t number;
    if (!table_view_selected(&state->view, &number)) {
        return shared_did(VIEW_NOTHING);
    }
    return number ? (struct view_effect){.what = VIEW_PLAN, .number = number}
                  : shared_said(_("These messages name no campaign: there is none to plan."));
}

static struct view_effect next_match(struct state *state, const struct view_context *context,
                                     bool forward)
{
    size_t count = state->shown->table->row_count;
    if (!context->search || query_is_empty(context->search)) {
        return shared_said(_("Nothing was searched for yet."));
    }
    for (size_t i = 1; i <= count; i++) {
        size_t row = (state->view.scroll.selected + (forward ? i : count - i)) % count;
        if (row_matches(state, context->search, row)) {
            table_view_select(&state->view, page_of(state, context->height), row);
            return shared_did(VIEW_REDRAW);
        }
    }
    snprintf(state->words, sizeof state->words, _("No campaign here matches \"%.90s\"."),
             query_text(context->search));
    return shared_said(state->words);
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
    if (key.y >= context->height - note_rows(state, context->height)) {
        return shared_did(VIEW_NOTHING);
    }
    switch (table_view_hit(&state->view, key.x, key.y, &row, &column)) {
    case TABLE_VIEW_TITLE:
        state->view.column = column;
        return sorting_column(&state->sorting, &rows, column);
    case TABLE_VIEW_ROW:
        if (row == state->view.scroll.selected) {
            return open_row(state);
        }
        table_view_select(&state->view, page_of(state, context->height), row);
        return shared_did(VIEW_REDRAW);
    case TABLE_VIEW_NOTHING:
        break;
    }
    return shared_did(VIEW_NOTHING);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    long rows;
    if (!state->shown) {
        return shared_did(VIEW_IGNORED);
    }
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
    case ACTION_OPEN:
        return open_row(state);
    case ACTION_NEXT_MATCH:
        return next_match(state, context, true);
    case ACTION_PREVIOUS_MATCH:
        return next_match(state, context, false);
    case ACTION_MARK:
        return mark(state, page);
    case ACTION_COMPARE:
        return show_chosen(state, VIEW_COMPARE);
    case ACTION_TREND:
        return show_chosen(state, VIEW_TREND);
    case ACTION_PLAN:
        return plan(state);
    case ACTION_ASSIGN:
        return shared_did(VIEW_ASSIGN);
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

/* --- what the frame asks --------------------------------------------------------------------- */

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->matching : -1;
    *all = state->shown ? state->shown->all : -1;
}

static bool point(const void *data, int64_t *number, const char **column)
{
    const struct state *state = data;
    struct column found;
    if (!state->shown || state->view.column < 0 || !table_view_selected(&state->view, number)) {
        return false;
    }
    *column = state->shown->table->columns[state->view.column].id;
    return column_by_id(*column, &found, NULL) &&
           (found.what == COLUMN_KPI || found.what == COLUMN_COUNTER);
}

static bool campaign(const void *data, int64_t *number)
{
    const struct state *state = data;
    return state->shown && table_view_selected(&state->view, number);
}

/* Only messages without a campaign can be given one; where there is no row nothing can be done with
 * one, and what is done with marked ones needs marks. */
static void hidden(const void *data, struct action_set *set)
{
    static const enum action of_row[] = {ACTION_OPEN, ACTION_MARK, ACTION_PLAN, ACTION_SORT,
                                         ACTION_SORT_REVERSE};
    const struct state *state = data;
    int64_t number;
    bool selected = state->shown && table_view_selected(&state->view, &number);
    bool none = state->shown && !selected;
    action_set_add(set, ACTION_ASSIGN, !(selected && number == 0));
    for (size_t i = 0; i < ARRAY_COUNT(of_row); i++) {
        action_set_add(set, of_row[i], none);
    }
    action_set_add(set, ACTION_COMPARE, none && !state->marked_count);
    action_set_add(set, ACTION_TREND, none && !state->marked_count);
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->view;
}

/* Those that are shown unless others are chosen, then all others. An id that a counter and a KPI
 * share is the counter's. */
static size_t offers(struct table_column offered[TABLE_LAYOUT_MAX], size_t *usual)
{
    size_t all, count = 0;
    const struct column *every = column_all(&all);
    for (size_t i = 0; campaigns_default_columns[i]; i++) {
        struct column column;
        if (column_by_id(campaigns_default_columns[i], &column, NULL)) {
            offered[count++] = column_describe(&column);
        }
    }
    *usual = count;
    for (size_t i = 0; i < all && count < TABLE_LAYOUT_MAX; i++) {
        size_t k = 0;
        while (k < count && strcmp(offered[k].id, column_id(&every[i])) != 0) {
            k++;
        }
        if (k == count) {
            offered[count++] = column_describe(&every[i]);
        }
    }
    return count;
}

static size_t marked(const void *data, const int64_t **numbers)
{
    const struct state *state = data;
    *numbers = state->marked;
    return state->marked_count;
}

static void unmark(void *data, const int64_t *numbers, size_t count)
{
    struct state *state = data;
    size_t kept = 0;
    for (size_t i = 0; i < state->marked_count; i++) {
        bool away = false;
        for (size_t j = 0; j < count; j++) {
            away |= state->marked[i] == numbers[j];
        }
        state->marked[kept] = state->marked[i];
        kept += !away;
    }
    state->marked_count = kept;
}

static struct sorting *sorting(void *data)
{
    return &((struct state *)data)->sorting;
}

const struct view_ops view_campaigns = {
    .name = "campaigns",
    .title = N_("Campaigns"),
    .tab = 2,
    .where = IN_CAMPAIGNS,
    .state_size = sizeof(struct state),
    .start = start,
    .stop = stop,
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = draw,
    .act = act,
    .counts = counts,
    .point = point,
    .campaign = campaign,
    .hidden = hidden,
    .columns = columns,
    .sorting = sorting,
    .offers = offers,
    .marked = marked,
    .unmark = unmark,
};
