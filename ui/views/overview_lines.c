/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows below the tiles of the overview: what needs attention, and what moved. */
#include "ui/views/overview_private.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/widgets/marks.h"

enum { KEY_COLUMNS = 6, KEYS_FROM = 70 }; /* of a row with keys, at least */

/* --- which row is what ------------------------------------------------------------------------ */

/* What needs attention beside the standing's lines comes with what takes longer. */
static size_t alarms(const struct overview_state *state)
{
    return state->more && state->more->limit_near ? 1 : 0;
}

static size_t attentions(const struct overview_state *state)
{
    return state->standing ? state->standing->attention_count : 0;
}

const struct movers *overview_movers(const struct overview_state *state)
{
    return state->standing && state->standing->movers ? state->standing->movers
           : state->more                              ? state->more->movers
                                                      : NULL;
}

static size_t movers(const struct overview_state *state)
{
    const struct movers *movers = overview_movers(state);
    return state->standing && movers ? movers->count : 0;
}

size_t overview_row_count(const struct overview_state *state)
{
    size_t moved = movers(state);
    return state->standing ? alarms(state) + attentions(state) + (moved > 0) + moved : 0;
}

struct overview_row overview_row(const struct overview_state *state, size_t row)
{
    size_t first = alarms(state), heading = first + attentions(state);
    if (row < first) {
        return (struct overview_row){.what = OVERVIEW_LIMIT};
    }
    if (row < heading) {
        return (struct overview_row){.what = OVERVIEW_ATTENTION,
                                     .attention = &state->standing->attention[row - first]};
    }
    const struct movers *moved = overview_movers(state);
    if (row == heading || !moved) {
        return (struct overview_row){.what = OVERVIEW_HEADING};
    }
    return (struct overview_row){.what = OVERVIEW_MOVER, .mover = &moved->lines[row - heading - 1]};
}

bool overview_row_step(struct overview_state *state, int by)
{
    size_t count = overview_row_count(state), row = state->line.selected;
    do {
        if (by < 0 ? row == 0 : row + 1 >= count) {
            return false;
        }
        row = by < 0 ? row - 1 : row + 1;
    } while (overview_row(state, row).what == OVERVIEW_HEADING);
    state->line.selected = row;
    return true;
}

static bool is_same(const struct overview_row *a, const struct overview_row *b)
{
    if (a->what != b->what) {
        return false;
    }
    if (a->what == OVERVIEW_ATTENTION) {
        const struct attention *x = a->attention, *y = b->attention;
        return x->kind == y->kind && x->number == y->number && x->kpi == y->kpi &&
               strcmp(x->name ? x->name : "", y->name ? y->name : "") == 0;
    }
    return a->what != OVERVIEW_MOVER ||
           (a->mover->number == b->mover->number && a->mover->kpi == b->mover->kpi);
}

void overview_row_find(struct overview_state *state, const struct overview_row *was)
{
    size_t count = overview_row_count(state);
    for (size_t i = 0; i < count; i++) {
        struct overview_row row = overview_row(state, i);
        if (is_same(&row, was)) {
            state->line.selected = i;
            return;
        }
    }
    state->line.selected = 0;
    if (count == 0) {
        state->in_lines = false;
    } else if (overview_row(state, 0).what == OVERVIEW_HEADING) {
        state->line.selected = 1; /* a heading is never the last row */
    }
}

/* --- what it leads to ------------------------------------------------------------------------- */

static struct view_effect trend_of(enum kpi kpi)
{
    return (struct view_effect){.what = VIEW_TREND, .words = kpi_info(kpi)->name};
}

static struct view_effect open_attention(const struct attention *line)
{
    switch (line->kind) {
    case ATTENTION_GRADE:
    case ATTENTION_UNATTRIBUTED:
        return (struct view_effect){.what = VIEW_CAMPAIGN, .number = line->number};
    case ATTENTION_REJECTED:
        return (struct view_effect){.what = VIEW_TAB, .number = 9};
    case ATTENTION_QUALITY:
        return (struct view_effect){.what = VIEW_TAB, .number = 5};
    case ATTENTION_FALLING:
    case ATTENTION_RISING:
        return trend_of(line->kpi);
    case ATTENTION_UNKNOWN:
        break;
    }
    return (struct view_effect){.what = VIEW_TAB, .number = 2};
}

bool overview_row_campaign(const struct overview_state *state, size_t at, int64_t *number)
{
    struct overview_row row = overview_row(state, at);
    if (row.what == OVERVIEW_ATTENTION &&
        (row.attention->kind == ATTENTION_GRADE || row.attention->kind == ATTENTION_UNATTRIBUTED)) {
        *number = row.attention->number;
        return true;
    }
    if (row.what == OVERVIEW_MOVER && row.mover->number >= 0) {
        *number = row.mover->number;
        return true;
    }
    return false;
}

struct view_effect overview_row_open(struct overview_state *state, const struct overview_row *row)
{
    struct view_effect effect = {.what = VIEW_NOTHING};
    switch (row->what) {
    case OVERVIEW_ATTENTION:
        return open_attention(row->attention);
    case OVERVIEW_LIMIT:
        return (struct view_effect){.what = VIEW_TREND, .words = counter_info(COUNTER_SENT)->name};
    case OVERVIEW_MOVER:
        effect = trend_of(row->mover->kpi);
        if (row->mover->number >= 0) {
            state->chosen = row->mover->number;
            effect.numbers = &state->chosen;
            effect.number_count = 1;
        }
        break;
    case OVERVIEW_HEADING:
        break;
    }
    return effect;
}

/* The key that leads there best: a tab's, that of what can be done about it, else Enter. */
static enum action key_of(const struct overview_row *row, const struct view_context *context)
{
    bool may = context->scope && !context->scope->read_only;
    if (row->what != OVERVIEW_ATTENTION) {
        return ACTION_OPEN;
    }
    switch (row->attention->kind) {
    case ATTENTION_UNATTRIBUTED:
        return may ? ACTION_ASSIGN : ACTION_OPEN;
    case ATTENTION_UNKNOWN:
        return may ? ACTION_IMPORT : ACTION_OPEN;
    case ATTENTION_REJECTED:
        return ACTION_TAB_IMPORTS;
    case ATTENTION_QUALITY:
        return ACTION_TAB_BREAKDOWN;
    case ATTENTION_GRADE:
    case ATTENTION_FALLING:
    case ATTENTION_RISING:
        break;
    }
    return ACTION_OPEN;
}

bool overview_row_point(const struct overview_row *row, int64_t *number, const char **column)
{
    if (row->what == OVERVIEW_MOVER) {
        *number = row->mover->number;
        *column = kpi_info(row->mover->kpi)->name;
        return true;
    }
    if (row->what != OVERVIEW_ATTENTION || row->attention->kpi == KPI_NONE) {
        return false;
    }
    *number = row->attention->kind == ATTENTION_GRADE ? row->attention->number : -1;
    *column = kpi_info(row->attention->kpi)->name;
    return true;
}

/* --- words and drawing ------------------------------------------------------------------------ */

const char *overview_row_name(const struct overview_row *row)
{
    const char *name = row->what == OVERVIEW_ATTENTION ? row->attention->name
                       : row->what == OVERVIEW_MOVER   ? row->mover->name
                                                       : NULL;
    return name ? name : row->what == OVERVIEW_LIMIT ? _("Messaging limit") : _("All campaigns");
}

const char *overview_row_text(const struct overview_state *state, const struct overview_row *row)
{
    switch (row->what) {
    case OVERVIEW_ATTENTION:
        return row->attention->text;
    case OVERVIEW_MOVER:
        return row->mover->text;
    case OVERVIEW_LIMIT:
        return state->more->limit_words;
    case OVERVIEW_HEADING:
        break;
    }
    return "";
}

static int name_columns(const struct overview_state *state, const struct area *area)
{
    int widest = 0;
    for (size_t i = 0; i < overview_row_count(state); i++) {
        struct overview_row row = overview_row(state, i);
        int columns =
            row.what == OVERVIEW_HEADING ? 0 : area_columns(area, overview_row_name(&row));
        widest = columns > widest ? columns : widest;
    }
    int most = area->width / 3 < 28 ? area->width / 3 : 28;
    return widest < most ? widest : most;
}

/* A grade, or the way a rate went. */
static void draw_sign(const struct overview_row *row, const struct area *area, int x, int y)
{
    if (row->what == OVERVIEW_ATTENTION && row->attention->grade != GRADE_NONE) {
        marks_grade(area, x, y, row->attention->grade, row->attention->certain);
    } else if (row->what == OVERVIEW_LIMIT) {
        area_sign(area, x + 1, y, PEN(ROLE_POOR), '!', '!');
    } else if (row->what == OVERVIEW_MOVER) {
        bool up = row->mover->now.value > row->mover->before.value;
        area_sign(area, x + 1, y, PEN(row->mover->better ? ROLE_DELTA_GOOD : ROLE_DELTA_BAD),
                  up ? 0x2191 : 0x2193, up ? '+' : '-');
    }
}

static void draw_row(const struct overview_state *state, const struct overview_row *row,
                     const struct area *area, int y, int names, bool selected,
                     const struct view_context *context)
{
    int right = area->width - 2;
    if (selected) {
        area_sign(area, 0, y, PEN(ROLE_MARKER), 0x25b8, '>');
    }
    if (area->width >= KEYS_FROM) {
        char key[KEYMAP_KEYS_SIZE];
        keymap_keys(context->keys, key_of(row, context), true, key);
        right -= KEY_COLUMNS;
        area_cut(area, right + 1, y, KEY_COLUMNS, PEN(ROLE_HINT_KEY), key);
    }
    area_cut(area, 2, y, names, PEN(selected ? ROLE_SELECTED : ROLE_TEXT), overview_row_name(row));
    draw_sign(row, area, names + 3, y);
    area_cut(area, names + 6, y, right - names - 6, PEN(ROLE_TEXT), overview_row_text(state, row));
}

static void draw_heading(const struct overview_state *state, const struct area *area)
{
    const struct standing *standing = state->standing;
    bool any = alarms(state) + attentions(state) > 0;
    char more[WORDS_SIZE];
    standing_more_words(standing, more);
    shared_heading(area, 0, any ? _("Needs attention") : _("All is well"),
                   any ? more : _("nothing needs attention"));
}

static void draw_movers_heading(const struct overview_state *state, const struct area *area, int y)
{
    const char *against = state->overview->change_words;
    shared_heading(area, y, _("Moved most, beyond chance"), against ? against : "");
}

/* Draw the rows from `first` on, as many as fit, from the area's row y down. */
static void draw_rows(struct overview_state *state, const struct area *area, int y, size_t first,
                      size_t end, int names, const struct view_context *context)
{
    for (size_t at = first; at < end && y < area->height; at++, y++) {
        struct overview_row row = overview_row(state, at);
        if (row.what == OVERVIEW_HEADING) {
            draw_movers_heading(state, area, y);
        } else {
            draw_row(state, &row, area, y, names, state->in_lines && at == state->line.selected,
                     context);
        }
        if (state->lines_seen < OVERVIEW_LINES_MAX) {
            state->shown[state->lines_seen++] = at;
        }
    }
}

/* Rows at the bottom that what moved keeps where not all rows have room; 0: none. */
static int kept_rows(const struct overview_state *state, int page)
{
    size_t count = overview_row_count(state), moved = movers(state);
    if (moved == 0 || alarms(state) + attentions(state) == 0 || count <= (size_t)page || page < 7) {
        return 0;
    }
    int most = page / 3;
    return 1 + ((int)moved < most ? (int)moved : most);
}

void overview_rows_draw(struct overview_state *state, const struct area *area, int top,
                        const struct view_context *context)
{
    size_t count = overview_row_count(state), heading = alarms(state) + attentions(state);
    if (!state->standing || state->standing->matching == 0 || area->height < 2) {
        return;
    }
    draw_heading(state, area);
    state->lines_y = top + 1;
    state->lines_width = area->width;
    int names = name_columns(state, area), page = area->height - 1;
    int kept = kept_rows(state, page);
    if (kept > 0) {
        page -= kept;
        bool moved = state->line.selected > heading;
        struct scroll line = {moved ? heading - 1 : state->line.selected, state->line.top};
        scroll_fit(&line, heading, (size_t)page);
        state->line.top = line.top;
        /* Of what moved the selected one is in sight. */
        size_t last = heading + (size_t)kept - 1;
        size_t skip = moved && state->line.selected > last ? state->line.selected - last : 0;
        struct area above = area_in(area, 0, 0, area->width, 1 + page);
        struct area below = area_in(area, 0, 1 + page, area->width, kept);
        draw_rows(state, &above, 1, line.top, heading, names, context);
        draw_movers_heading(state, &below, 0);
        if (state->lines_seen < OVERVIEW_LINES_MAX) {
            state->shown[state->lines_seen++] = heading;
        }
        draw_rows(state, &below, 1, heading + 1 + skip, count, names, context);
        struct area bar = area_in(area, area->width - 1, 1, 1, page);
        scroll_bar(&bar, &line, heading, (size_t)page);
        return;
    }
    scroll_fit(&state->line, count, (size_t)page);
    draw_rows(state, area, 1, state->line.top, count, names, context);
    struct area bar = area_in(area, area->width - 1, 1, 1, page);
    scroll_bar(&bar, &state->line, count, (size_t)page);
}
