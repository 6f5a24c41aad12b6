/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 1: is it going well? State, actions; what it looks like: overview_draw.c. */
#include <string.h>

#include "base/i18n.h"
#include "ui/views/overview_private.h"

/* --- what is read ---------------------------------------------------------------------------- */

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)number;
    if (part == 0) {
        const struct overview *overview;
        bool ok =
            overview_build(load->arena, load->store, load->scope, load->cancel, &overview, err);
        *result = ok ? overview : *result;
        return ok;
    }
    if (part == 2) {
        const struct overview_more *more;
        bool ok = overview_more(load->arena, load->store, load->scope, load->cancel, &more, err);
        *result = ok ? more : *result;
        return ok;
    }
    const struct standing *standing;
    bool ok = standing_build(load->arena, load->store, load->scope, load->cancel, &standing, err);
    *result = ok ? standing : *result;
    return ok;
}

/* The rows that were there go on standing until this returns: the selected one is found again by
 * what it is about. */
static void take_rows(struct overview_state *state, const struct standing *standing,
                      const struct overview_more *more)
{
    struct overview_row was = {.what = OVERVIEW_HEADING};
    if (state->line.selected < overview_row_count(state)) {
        was = overview_row(state, state->line.selected);
    }
    state->standing = standing;
    state->more = more;
    overview_row_find(state, &was);
}

static void take(void *data, int part, const void *result)
{
    struct overview_state *state = data;
    if (part == 0) {
        state->overview = result;
        state->moved_before = true;
        if (state->tile >= state->overview->tile_count) {
            state->tile = 0;
        }
        overview_keep_trend(state);
    } else if (part == 1) {
        take_rows(state, result, state->more);
        state->moved_before = state->moved_before && !state->standing->movers;
    } else {
        take_rows(state, state->standing, result);
        state->moved_before = false;
    }
}

/* --- moving ---------------------------------------------------------------------------------- */

static void select_tile(struct overview_state *state, size_t tile)
{
    if (state->tile != tile) {
        state->tile = tile;
        overview_keep_trend(state);
    }
}

/* Up and down go through the rows of tiles and on into the lines below them. */
static void go_down(struct overview_state *state)
{
    size_t across = state->across > 0 ? (size_t)state->across : 1;
    size_t count = state->overview->tile_count;
    if (state->in_lines) {
        overview_row_step(state, 1);
    } else if (state->tile / across < (count - 1) / across) {
        select_tile(state, state->tile + across < count ? state->tile + across : count - 1);
    } else if (overview_row_count(state) > 0 && state->lines_seen) {
        state->in_lines = true;
    }
}

static void go_up(struct overview_state *state)
{
    size_t across = state->across > 0 ? (size_t)state->across : 1;
    if (state->in_lines) {
        state->in_lines = overview_row_step(state, -1);
    } else if (state->tile >= across) {
        select_tile(state, state->tile - across);
    }
}

static void go_sideways(struct overview_state *state, int by)
{
    if (state->in_lines) {
        return;
    }
    if (by < 0 && state->tile > 0) {
        select_tile(state, state->tile - 1);
    } else if (by > 0 && state->tile + 1 < state->overview->tile_count) {
        select_tile(state, state->tile + 1);
    }
}

/* First and last: of the tiles, then of all. */
static void go_far(struct overview_state *state, bool down)
{
    if (down && overview_row_count(state) > 0 && state->lines_seen) {
        state->in_lines = true;
        state->line.selected = overview_row_count(state) - 1;
    } else if (down) {
        select_tile(state, state->overview->tile_count - 1);
    } else {
        state->in_lines = false;
        state->line.selected = 0;
        if (overview_row_count(state) > 0 && overview_row(state, 0).what == OVERVIEW_HEADING) {
            state->line.selected = 1;
        }
        select_tile(state, 0);
    }
}

/* --- actions --------------------------------------------------------------------------------- */

/* Of a tile how it went; of a line what it is about. */
static struct view_effect open_line(struct overview_state *state)
{
    if (!state->in_lines) {
        return (struct view_effect){.what = VIEW_TREND,
                                    .words = state->overview->tiles[state->tile].id};
    }
    struct overview_row row = overview_row(state, state->line.selected);
    return overview_row_open(state, &row);
}

static struct view_effect click(struct overview_state *state, struct key key)
{
    size_t found;
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    switch (overview_hit(state, key.x, key.y, &found)) {
    case OVERVIEW_TILE:
        state->in_lines = false;
        select_tile(state, found);
        return shared_did(VIEW_REDRAW);
    case OVERVIEW_LINE:
        if (overview_row(state, found).what == OVERVIEW_HEADING) {
            break;
        }
        if (state->in_lines && state->line.selected == found) {
            return open_line(state);
        }
        state->in_lines = true;
        state->line.selected = found;
        return shared_did(VIEW_REDRAW);
    case OVERVIEW_NOTHING:
        break;
    }
    return shared_did(VIEW_NOTHING);
}

static bool move(struct overview_state *state, enum action action)
{
    switch ((int)action) {
    case ACTION_UP:
        go_up(state);
        return true;
    case ACTION_DOWN:
        go_down(state);
        return true;
    case ACTION_LEFT:
        go_sideways(state, -1);
        return true;
    case ACTION_RIGHT:
        go_sideways(state, 1);
        return true;
    case ACTION_FIRST:
    case ACTION_PAGE_UP:
    case ACTION_HALF_UP:
        go_far(state, false);
        return true;
    case ACTION_LAST:
    case ACTION_PAGE_DOWN:
    case ACTION_HALF_DOWN:
        go_far(state, true);
        return true;
    default:
        return false;
    }
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    (void)context;
    struct overview_state *state = data;
    if (!state->overview || state->overview->tile_count == 0) {
        return shared_did(VIEW_IGNORED);
    }
    size_t tile = state->tile, line = state->line.selected;
    bool in_lines = state->in_lines;
    if (move(state, action)) {
        return shared_moved(tile != state->tile || line != state->line.selected ||
                            in_lines != state->in_lines);
    }
    switch ((int)action) {
    case ACTION_OPEN:
        return open_line(state);
    case ACTION_ASSIGN:
        return shared_did(VIEW_ASSIGN);
    case ACTION_NONE:
        return click(state, key);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

/* --- what the frame asks --------------------------------------------------------------------- */

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct overview_state *state = data;
    *matching = state->standing ? state->standing->matching : -1;
    *all = state->standing ? state->standing->all : -1;
}

static bool point(const void *data, int64_t *number, const char **column)
{
    const struct overview_state *state = data;
    if (!state->overview || state->overview->tile_count == 0) {
        return false;
    }
    if (!state->in_lines) {
        *number = -1;
        *column = state->overview->tiles[state->tile].id;
        return true;
    }
    struct overview_row row = overview_row(state, state->line.selected);
    return overview_row_point(&row, number, column);
}

static bool campaign(const void *data, int64_t *number)
{
    const struct overview_state *state = data;
    return state->in_lines && state->line.selected < overview_row_count(state) &&
           overview_row_campaign(state, state->line.selected, number);
}

/* Whether some line says that messages name no campaign. */
static bool tells_nameless(const struct overview_state *state)
{
    for (size_t i = 0; state->standing && i < state->standing->attention_count; i++) {
        if (state->standing->attention[i].kind == ATTENTION_UNATTRIBUTED) {
            return true;
        }
    }
    return false;
}

/* The benchmark line goes once somebody chose; only messages without a
 * campaign can be given one. */
static void hidden(const void *data, struct action_set *set)
{
    const struct overview_state *state = data;
    bool asks = state->standing && state->standing->line && state->standing->line->text;
    action_set_add(set, ACTION_KEEP_BENCHMARK, !asks);
    action_set_add(set, ACTION_ASSIGN, !tells_nameless(state));
}

static size_t tables(const void *data, struct arena *arena,
                     const struct table *made[VIEW_TABLES_MAX], const struct table_view **cursor)
{
    const struct overview_state *state = data;
    size_t count = 0;
    *cursor = NULL;
    if (state->overview && (made[count] = overview_table(arena, state->overview))) {
        count++;
    }
    if (state->overview && state->overview->pace &&
        (made[count] = pace_table(arena, state->overview->pace))) {
        count++;
    }
    if (state->standing &&
        (made[count] = standing_table(arena, state->standing,
                                      state->more ? state->more->limit_words : NULL))) {
        count++;
    }
    const struct movers *movers = overview_movers(state);
    if (movers && movers->count > 0 && (made[count] = movers_table(arena, movers))) {
        count++;
    }
    return count;
}

const struct view_ops view_overview = {
    .name = "overview",
    .title = N_("Overview"),
    .tab = 1,
    .where = IN_OVERVIEW,
    .state_size = sizeof(struct overview_state),
    .parts = 3,
    .load = load,
    .take = take,
    .draw = overview_draw,
    .act = act,
    .counts = counts,
    .point = point,
    .campaign = campaign,
    .hidden = hidden,
    .tables = tables,
};
