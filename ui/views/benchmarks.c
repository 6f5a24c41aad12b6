/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 8: the own figures beside every benchmark set. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/bands.h"
#include "report/words.h"
#include "ui/views/shared.h"
#include "ui/widgets/table_view.h"

enum { DETAIL_FROM = 10, DETAIL_ROWS = 5, DETAIL_ROWS_LEAST = 3, DETAIL_ROWS_FROM = 18 };

struct page {
    const struct bands *bands;
    const char *const *sources; /* row by row, one a set */
};

struct state {
    const struct page *page; /* NULL: nothing came yet */
    struct table_view view;
};

/* --- what is read ---------------------------------------------------------------------------- */

static void start(void *data, int64_t number)
{
    struct state *state = data;
    (void)number;
    state->view = (struct table_view)TABLE_VIEW_INIT;
}

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    struct page *page = ARENA_NEW(load->arena, struct page);
    (void)number;
    (void)part;
    if (!page) {
        return err_memory(err);
    }
    if (!bands_build(load->arena, load->store, load->scope, load->cancel, &page->bands, err)) {
        return false;
    }
    size_t sets = page->bands->set_count;
    const char **sources = ARENA_ARRAY(load->arena, const char *, page->bands->row_count *sets + 1);
    for (size_t i = 0; sources && i < page->bands->row_count * sets; i++) {
        sources[i] = bands_source(load->arena, &page->bands->sets[i % sets],
                                  &page->bands->rows[i / sets].marks[i % sets]);
        if (!sources[i]) {
            return err_memory(err);
        }
    }
    if (!sources) {
        return err_memory(err);
    }
    page->sources = sources;
    *result = page;
    return true;
}

/* The column of the set in force is the first that keys act on. */
static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->page = result;
    table_view_show(&state->view, state->page->bands->table);
    for (size_t i = 0; state->view.column < 0 && i < state->page->bands->set_count; i++) {
        if (state->page->bands->sets[i].current) {
            state->view.column = (int)i + BANDS_FIRST_SET;
        }
    }
}

/* --- drawing --------------------------------------------------------------------------------- */

/* The set under the cursor; NULL: it is on no set. */
static const struct bands_set *chosen(const struct state *state, size_t *at)
{
    int column = state->view.column - BANDS_FIRST_SET;
    if (!state->page || column < 0 || (size_t)column >= state->page->bands->set_count) {
        return NULL;
    }
    *at = (size_t)column;
    return &state->page->bands->sets[column];
}

static int detail_rows(int height)
{
    return height < DETAIL_FROM ? 0 : height >= DETAIL_ROWS_FROM ? DETAIL_ROWS : DETAIL_ROWS_LEAST;
}

static size_t page_of(int height)
{
    return table_view_page(height - 1 - detail_rows(height));
}

static void draw_detail(const struct state *state, const struct area *area)
{
    size_t at = 0, row = state->view.scroll.selected;
    const struct bands *bands = state->page->bands;
    const struct bands_set *set = chosen(state, &at);
    char head[160], more[160] = "";
    if (area->height == 0 || row >= bands->row_count) {
        return;
    }
    if (!set) {
        shared_heading(area, 0, _(kpi_info(bands->rows[row].kpi)->label),
                       _("right and left choose a set"));
        return;
    }
    const struct bands_mark *mark = &bands->rows[row].marks[at];
    snprintf(head, sizeof head, "%s · %s", _(kpi_info(bands->rows[row].kpi)->label), set->title);
    if (!mark->row) {
        snprintf(more, sizeof more, "%s", _("it says nothing of this; reference stands in"));
    } else {
        shared_joined(more, sizeof more, " · ", words_grade(mark->grade.grade));
        shared_joined(more, sizeof more, " · ", mark->distance);
    }
    shared_heading(area, 0, head, more);
    struct area text = area_in(area, 2, 1, area->width - 3, area->height - 1);
    shared_paragraph(&text, 0, text.height, PEN(ROLE_NOTE),
                     state->page->sources[row * bands->set_count + at]);
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    struct area area = *body;
    char words[160];
    if (!state->page) {
        shared_reading(body);
        return;
    }
    struct area heading = area_take_top(&area, 1);
    snprintf(words, sizeof words, _("%s grades; letters: your figures under each set"),
             context->scope ? context->scope->benchmark : "");
    shared_heading(&heading, 0, _("Benchmarks"), words);
    struct area detail = area_take_bottom(&area, detail_rows(body->height));
    table_view_draw(&state->view, &area, NULL);
    draw_detail(state, &detail);
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect use(const struct state *state)
{
    size_t at = 0;
    const struct bands_set *set = chosen(state, &at);
    if (!set) {
        return shared_said(_("Go to the column of a set first: that one grades from then on."));
    }
    return (struct view_effect){.what = VIEW_BENCHMARK, .words = set->set->id};
}

static struct view_effect edit(const struct state *state)
{
    size_t at = 0, row = state->view.scroll.selected;
    const struct bands_set *set = chosen(state, &at);
    if (row >= state->page->bands->row_count) {
        return shared_did(VIEW_NOTHING);
    }
    return (struct view_effect){.what = VIEW_EDIT_BENCHMARK,
                                .number = (int64_t)state->page->bands->rows[row].kpi,
                                .words = set ? set->set->id : NULL};
}

static struct view_effect click(struct state *state, struct key key,
                                const struct view_context *context)
{
    size_t row;
    int column = -1, rows = context->height - 1 - detail_rows(context->height);
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    if (key.y < 1 || key.y > rows) {
        return shared_did(VIEW_NOTHING);
    }
    switch (table_view_hit(&state->view, key.x, key.y - 1, &row, &column)) {
    case TABLE_VIEW_TITLE:
        state->view.column = column;
        return shared_did(VIEW_REDRAW);
    case TABLE_VIEW_ROW:
        table_view_select(&state->view, page_of(context->height), row);
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
    struct scroll before = state->view.scroll;
    int column = state->view.column;
    long rows;
    if (!state->page) {
        return shared_did(VIEW_IGNORED);
    }
    if (shared_rows(action, page_of(context->height), &rows)) {
        table_view_move(&state->view, page_of(context->height), rows);
        return shared_scrolled(&state->view, &before);
    }
    switch ((int)action) {
    case ACTION_LEFT:
    case ACTION_RIGHT:
        table_view_column(&state->view, action == ACTION_LEFT ? -1 : 1);
        return shared_moved(column != state->view.column);
    case ACTION_EDIT:
        return edit(state);
    case ACTION_USE_SET:
        return use(state);
    case ACTION_NONE:
        return click(state, key, context);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

static bool point(const void *data, int64_t *number, const char **column)
{
    const struct state *state = data;
    if (!state->page || state->view.scroll.selected >= state->page->bands->row_count) {
        return false;
    }
    *number = -1;
    *column = kpi_info(state->page->bands->rows[state->view.scroll.selected].kpi)->name;
    return true;
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->view;
}

const struct view_ops view_benchmarks = {
    .name = "benchmarks",
    .title = N_("Benchmarks"),
    .tab = 8,
    .where = IN_BENCHMARKS,
    .state_size = sizeof(struct state),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .draw = draw,
    .act = act,
    .point = point,
    .columns = columns,
};
