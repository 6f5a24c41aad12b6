/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 7: what customers say. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/feedback.h"
#include "report/words.h"
#include "text/format.h"
#include "text/utf8.h"
#include "ui/views/shared.h"
#include "ui/widgets/table_view.h"

enum { ASK_LIST = 1, ASK_TEXTS };
enum {
    SCORES_FROM = 18, /* rows of the body from which the scores have a table of their own */
    SCORES_ROWS = 5,
    TEXT_FROM = 10, /* … from which the comment under the cursor stands below, whole */
    TEXT_SIZE = 240
};

/* What is chosen, as it goes through an ask. */
struct wanted {
    int64_t campaign;
    int32_t level; /* enum feedback_level; -1: any */
    int32_t by_kind;
    char kind[TEXT_SIZE]; /* "": those of none */
    char search[TEXT_SIZE];
};

struct state {
    bool read; /* a load has come */
    struct wanted wanted;
    bool stale;             /* the list is not of the last load, or not what is wanted */
    struct feedback *shown; /* NULL: not read yet */
    struct table_view view;
};

/* --- where things stand ---------------------------------------------------------------------- */

static int scores_rows(int height)
{
    return height >= SCORES_FROM ? SCORES_ROWS : 1;
}

/* Rows that the comment under the cursor gets. */
static int text_rows(int height)
{
    return height < TEXT_FROM ? 0 : height / 4 > 2 ? height / 4 : 3;
}

static int list_rows(int height)
{
    return height - scores_rows(height) - 1 - text_rows(height);
}

/* --- what is read ---------------------------------------------------------------------------- */

static void start(void *data, int64_t number)
{
    struct state *state = data;
    (void)number;
    state->wanted.campaign = FEEDBACK_ALL;
    state->wanted.level = -1;
    state->view = (struct table_view)TABLE_VIEW_INIT;
    state->stale = true;
}

/* All depends on what is chosen: there is nothing to read before that is asked. */
static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)number;
    (void)part;
    (void)err;
    *result = load->scope;
    return true;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    (void)result;
    state->read = true;
    state->stale = true;
}

_Static_assert(sizeof(struct wanted) <= VIEW_ROWS_MAX * sizeof(int64_t), "it goes into an ask");

static void ask_texts(const struct state *state, size_t page, struct view_ask *ask)
{
    size_t top = state->view.scroll.top;
    for (size_t i = top; i < state->shown->entry_count && i < top + page && i - top < VIEW_ROWS_MAX;
         i++) {
        ask->rows[ask->row_count++] = state->shown->entries[i].id;
    }
    ask->number = (int64_t)top;
    ask->what = ask->row_count ? ASK_TEXTS : 0;
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct state *state = data;
    if (!state->read) {
        return;
    }
    if (state->stale) {
        ask->what = ASK_LIST;
        memcpy(ask->rows, &state->wanted, sizeof state->wanted);
        return;
    }
    if (state->shown) {
        ask_texts(state, table_view_page(list_rows(context->height)), ask);
    }
}

static bool read_list(const struct view_load *load, const struct view_ask *ask, const void **result,
                      struct err *err)
{
    struct wanted *wanted = ARENA_NEW(load->arena, struct wanted);
    struct feedback *feedback;
    if (!wanted) {
        return err_memory(err);
    }
    memcpy(wanted, ask->rows, sizeof *wanted);
    struct feedback_choice choice = {.campaign = wanted->campaign,
                                     .by_level = wanted->level >= 0,
                                     .kind = wanted->by_kind ? wanted->kind : NULL,
                                     .search = wanted->search,
                                     .bare = true};
    if (choice.by_level) {
        choice.level = (enum feedback_level)wanted->level;
    }
    if (!feedback_build(load->arena, load->store, load->scope, &choice, load->cancel, &feedback,
                        err)) {
        return false;
    }
    *result = feedback;
    return true;
}

static bool read_texts(const struct view_load *load, const struct view_ask *ask,
                       const void **result, struct err *err)
{
    const char *const *texts;
    if (!feedback_texts(load->arena, load->store, ask->rows, ask->row_count, &texts, err)) {
        return false;
    }
    *result = texts;
    return true;
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    return ask->what == ASK_LIST ? read_list(load, ask, result, err)
                                 : read_texts(load, ask, result, err);
}

static void answer_texts(struct state *state, const struct view_ask *ask, const char *const *texts)
{
    struct feedback_entry *entries =
        (struct feedback_entry *)(uintptr_t)state->shown->entries; /* a view owns what it takes */
    for (size_t i = 0; i < ask->row_count; i++) {
        size_t at = (size_t)ask->number + i;
        if (at < state->shown->entry_count && entries[at].id == ask->rows[i] && texts[i]) {
            entries[at].text = texts[i];
            *table_cell(state->shown->table, at, FEEDBACK_COMMENT) = cell_text(texts[i]);
        }
    }
    table_view_show(&state->view, state->shown->table); /* measured before they were there */
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    struct state *state = data;
    if (ask->what == ASK_TEXTS) {
        if (state->shown && !state->stale) {
            answer_texts(state, ask, result);
        }
        return;
    }
    state->shown = (struct feedback *)(uintptr_t)result;
    state->stale = false;
    table_view_show(&state->view, state->shown->table);
}

/* --- drawing --------------------------------------------------------------------------------- */

static const char *level_words(int32_t level)
{
    switch ((enum feedback_level)level) {
    case FEEDBACK_LOW:
        return _("low ratings");
    case FEEDBACK_MIDDLE:
        return _("middle ratings");
    case FEEDBACK_HIGH:
        return _("high ratings");
    case FEEDBACK_UNRATED:
        return _("without a rating");
    case FEEDBACK_UNPLACED:
        break;
    }
    return "";
}

static const struct feedback_entry *selected(const struct state *state)
{
    size_t at = state->view.scroll.selected;
    return state->shown && at < state->shown->entry_count ? &state->shown->entries[at] : NULL;
}

static bool has_choice(const struct state *state)
{
    return state->wanted.campaign != FEEDBACK_ALL || state->wanted.level >= 0 ||
           state->wanted.by_kind || state->wanted.search[0];
}

/* "12 of 560 answers · low ratings · complaint · "slow" · one campaign" */
static void draw_choice(const struct state *state, const struct area *area, int y)
{
    char words[2 * TEXT_SIZE + 256], some[FORMAT_SIZE], all[FORMAT_SIZE], quoted[TEXT_SIZE + 8];
    const struct wanted *wanted = &state->wanted;
    snprintf(
        words, sizeof words, NG_("%s of %s answer", "%s of %s answers", state->shown->counts.all),
        format_count(state->shown->matching, some), format_count(state->shown->counts.all, all));
    if (wanted->level >= 0) {
        shared_joined(words, sizeof words, " · ", level_words(wanted->level));
    }
    if (wanted->by_kind) {
        shared_joined(words, sizeof words, " · ",
                      wanted->kind[0] ? wanted->kind : _("of no stated kind"));
    }
    if (wanted->search[0]) {
        snprintf(quoted, sizeof quoted, "\"%s\"", wanted->search);
        shared_joined(words, sizeof words, " · ", quoted);
    }
    if (wanted->campaign != FEEDBACK_ALL) {
        shared_joined(words, sizeof words, " · ", _("of one campaign"));
    }
    if (!has_choice(state) && state->shown->counts.unplaced > 0) {
        snprintf(
            quoted, sizeof quoted,
            NG_("%s rating in no score", "%s ratings in no score", state->shown->counts.unplaced),
            format_count(state->shown->counts.unplaced, some));
        shared_joined(words, sizeof words, " · ", quoted);
    }
    area_cut(area, 2, y, area->width - 2, PEN(has_choice(state) ? ROLE_SCOPE_STRONG : ROLE_DIM),
             words);
}

/* One line a score where there is room: its name, the value with its interval, of how many answers
 * and where it goes. */
static void draw_score(const struct feedback_score *score, const struct area *area, int y)
{
    char words[WORDS_SIZE], interval[WORDS_SIZE];
    enum { NAME = 19, VALUE = 14, INTERVAL = 16 };
    int x = 2 + NAME;
    area_field(area, 2, y, NAME - 1, WIDTH_LEFT, PEN(ROLE_LABEL), _(kpi_info(score->kpi)->label));
    area_field(area, x, y, VALUE - 2, WIDTH_RIGHT,
               PEN(score->value.has_value ? ROLE_VALUE : ROLE_UNKNOWN),
               words_score(score->kpi, &score->value, words));
    x += VALUE;
    words_interval(score->kpi, &score->value, area_is_ascii(area), interval);
    area_field(area, x, y, INTERVAL - 2, WIDTH_LEFT, PEN(ROLE_DIM), interval);
    x += INTERVAL;
    snprintf(words, sizeof words, "%s", score->text);
    shared_joined(words, sizeof words, " · ", score->among);
    area_cut(area, x, y, area->width - x,
             PEN(score->verdict > 0   ? ROLE_DELTA_GOOD
                 : score->verdict < 0 ? ROLE_DELTA_BAD
                                      : ROLE_DIM),
             words);
}

static void draw_scores(const struct state *state, const struct area *area)
{
    if (area->height < SCORES_ROWS) {
        area_cut(area, 2, 0, area->width - 2, PEN(ROLE_VALUE), state->shown->head);
        return;
    }
    for (int i = 0; i < FEEDBACK_SCORES; i++) {
        draw_score(&state->shown->scores[i], area, i);
    }
    area_cut(area, 2, FEEDBACK_SCORES, area->width - 2, PEN(ROLE_NOTE),
             _("95 % intervals: Wilson; of NPS from those of its two shares (Zou and Donner)"));
}

/* The whole comment, as far as there is room: a 10 kB one ends with an ellipsis. */
static void draw_text(const struct state *state, const struct area *area)
{
    const struct feedback_entry *entry = selected(state);
    char head[512], number[FORMAT_SIZE], day[FORMAT_SIZE];
    if (!entry || area->height < 2) {
        return;
    }
    snprintf(head, sizeof head, "%s", format_day(entry->given, day));
    if (!isnan(entry->rating)) {
        char rating[96], scale[FORMAT_SIZE];
        format_number(entry->rating, number);
        if (entry->scale) {
            snprintf(rating, sizeof rating, _("%s of %s"), number,
                     format_count(entry->scale, scale));
        } else {
            snprintf(rating, sizeof rating, _("rated %s"), number);
        }
        shared_joined(head, sizeof head, " · ", rating);
    }
    shared_joined(head, sizeof head, " · ", entry->kind);
    shared_heading(area, 0, entry->name, head);
    struct area text = area_in(area, 2, 1, area->width - 3, area->height - 1);
    if (entry->text) {
        shared_paragraph(&text, 0, text.height, PEN(ROLE_TEXT), entry->text);
    } else {
        area_cut(&text, 0, 0, text.width, PEN(ROLE_DIM), _("(no comment)"));
    }
}

static const char *empty_words(const struct state *state, const struct view_context *context,
                               char *words, size_t size)
{
    char key[KEYMAP_KEYS_SIZE];
    if (state->shown->counts.all == 0) {
        return state->shown->table->notes[0];
    }
    snprintf(words, size, _("Nothing matches; %s shows all."),
             keymap_keys(context->keys, ACTION_BACK, true, key));
    return words;
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    struct area area = *body;
    char words[160];
    if (!state->shown) {
        shared_reading(body);
        return;
    }
    struct area scores = area_take_top(&area, scores_rows(body->height));
    struct area choice = area_take_top(&area, 1);
    struct area text = area_take_bottom(&area, text_rows(body->height));
    draw_scores(state, &scores);
    draw_choice(state, &choice, 0);
    const struct table_view_options options = {
        .empty = empty_words(state, context, words, sizeof words)};
    table_view_draw(&state->view, &area, &options);
    draw_text(state, &text);
}

/* --- actions --------------------------------------------------------------------------------- */

/* Something else is wanted: the list is asked for again, from its beginning. */
static struct view_effect choose_anew(struct state *state)
{
    state->stale = true;
    state->view.scroll = (struct scroll){0};
    return shared_did(VIEW_REDRAW);
}

static void turn_level(struct wanted *wanted)
{
    static const int32_t levels[] = {-1, FEEDBACK_LOW, FEEDBACK_MIDDLE, FEEDBACK_HIGH,
                                     FEEDBACK_UNRATED};
    size_t at = 0;
    while (at + 1 < ARRAY_COUNT(levels) && levels[at] != wanted->level) {
        at++;
    }
    wanted->level = levels[(at + 1) % ARRAY_COUNT(levels)];
}

/* To the next kind that files state, and from the last to all. */
static void turn_kind(struct state *state)
{
    const struct feedback *feedback = state->shown;
    struct wanted *wanted = &state->wanted;
    size_t next = 0;
    for (size_t i = 0; wanted->by_kind && i < feedback->kind_count; i++) {
        if (strcmp(feedback->kinds[i].kind, wanted->kind) == 0) {
            next = i + 1;
        }
    }
    memset(wanted->kind, 0, sizeof wanted->kind);
    wanted->by_kind = next < feedback->kind_count && (next > 0 || !wanted->by_kind);
    if (wanted->by_kind) {
        snprintf(wanted->kind, sizeof wanted->kind, "%s", feedback->kinds[next].kind);
    }
}

static struct view_effect clear(struct state *state)
{
    if (!has_choice(state)) {
        return shared_did(VIEW_IGNORED);
    }
    memset(&state->wanted, 0, sizeof state->wanted);
    state->wanted.campaign = FEEDBACK_ALL;
    state->wanted.level = -1;
    return choose_anew(state);
}

static struct view_effect click(struct state *state, struct key key,
                                const struct view_context *context)
{
    size_t row;
    int column = -1, top = scores_rows(context->height) + 1;
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    if (key.y < top || key.y >= top + list_rows(context->height)) {
        return shared_did(VIEW_NOTHING);
    }
    switch (table_view_hit(&state->view, key.x, key.y - top, &row, &column)) {
    case TABLE_VIEW_ROW:
        table_view_select(&state->view, table_view_page(list_rows(context->height)), row);
        return shared_did(VIEW_REDRAW);
    case TABLE_VIEW_TITLE:
        state->view.column = column; /* comments keep their order, the newest first */
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
    const struct feedback_entry *entry = selected(state);
    struct scroll before = state->view.scroll;
    size_t page = table_view_page(list_rows(context->height));
    int column = state->view.column;
    long rows;
    if (!state->shown) {
        return shared_did(VIEW_IGNORED);
    }
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
        return entry ? (struct view_effect){.what = VIEW_CAMPAIGN, .number = entry->campaign}
                     : shared_did(VIEW_NOTHING);
    case ACTION_FIND:
        return (struct view_effect){.what = VIEW_FIND,
                                    .words = _("Words in comments, in any case and with or without "
                                               "accents; none shows all.")};
    case ACTION_RATING:
        turn_level(&state->wanted);
        return choose_anew(state);
    case ACTION_KIND:
        turn_kind(state);
        return choose_anew(state);
    case ACTION_ONE_CAMPAIGN:
        state->wanted.campaign =
            state->wanted.campaign == FEEDBACK_ALL && entry ? entry->campaign : FEEDBACK_ALL;
        return choose_anew(state);
    case ACTION_BACK:
        return clear(state);
    case ACTION_NONE:
        return click(state, key, context);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

static void find(void *data, const char *text)
{
    struct state *state = data;
    struct wanted *wanted = &state->wanted;
    size_t length = 0, next;
    memset(wanted->search, 0, sizeof wanted->search); /* it is compared byte by byte */
    while ((next = utf8_grapheme(text + length, strlen(text + length))) > 0 &&
           length + next < sizeof wanted->search) {
        length += next;
    }
    memcpy(wanted->search, text, length);
    choose_anew(state);
}

static bool opened(const void *data)
{
    return has_choice(data);
}

static bool campaign(const void *data, int64_t *number)
{
    const struct feedback_entry *entry = selected(data);
    *number = entry ? entry->campaign : *number;
    return entry != NULL;
}

static void hidden(const void *data, struct action_set *set)
{
    const struct state *state = data;
    action_set_add(set, ACTION_OPEN, !selected(state));
    action_set_add(set, ACTION_KIND, !state->shown || state->shown->kind_count < 2);
}

static bool offered(const struct scope *scope)
{
    return scope->has_feedback;
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    (void)arena;
    const struct state *state = data;
    if (!state->shown) {
        return 0;
    }
    made[0] = state->shown->table;
    made[1] = state->shown->scores_table;
    *cursor = &state->view;
    return 2;
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->view;
}

const struct view_ops view_feedback = {
    .name = "feedback",
    .title = N_("Feedback"),
    .tab = 7,
    .where = IN_FEEDBACK,
    .offered = offered,
    .state_size = sizeof(struct state),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = draw,
    .act = act,
    .find = find,
    .campaign = campaign,
    .hidden = hidden,
    .opened = opened,
    .tables = tables,
    .columns = columns,
};
