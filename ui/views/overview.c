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
    const struct standing *standing;
    bool ok = standing_build(load->arena, load->store, load->scope, load->cancel, &standing, err);
    *result = ok ? standing : *result;
    return ok;
}

/* The line that was selected is found again by what it is about. */
static void find_line(struct overview_state *state, const struct standing *standing)
{
    const struct standing *before = state->standing;
    if (before && state->line.selected < before->attention_count) {
        const struct attention *was = &before->attention[state->line.selected];
        for (size_t i = 0; i < standing->attention_count; i++) {
            const struct attention *now = &standing->attention[i];
            if (now->kind == was->kind && now->number == was->number && now->kpi == was->kpi) {
                state->line.selected = i;
                break;
            }
        }
    }
    if (state->line.selected >= standing->attention_count) {
        state->line.selected = 0;
    }
    if (standing->attention_count == 0) {
        state->in_lines = false;
    }
}

static void take(void *data, int part, const void *result)
{
    struct overview_state *state = data;
    if (part == 0) {
        state->overview = result;
        if (state->tile >= state->overview->tile_count) {
            state->tile = 0;
        }
        overview_keep_trend(state);
    } else {
        find_line(state, result);
        state->standing = result;
    }
}

/* --- moving ---------------------------------------------------------------------------------- */

static size_t line_count(const struct overview_state *state)
{
    return state->standing ? state->standing->attention_count : 0;
}

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
        state->line.selected += state->line.selected + 1 < line_count(state);
    } else if (state->tile / across < (count - 1) / across) {
        select_tile(state, state->tile + across < count ? state->tile + across : count - 1);
    } else if (line_count(state) > 0 && state->lines_seen) {
        state->in_lines = true;
    }
}

static void go_up(struct overview_state *state)
{
    size_t across = state->across > 0 ? (size_t)state->across : 1;
    if (state->in_lines && state->line.selected > 0) {
        state->line.selected--;
    } else if (state->in_lines) {
        state->in_lines = false;
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
    if (down && line_count(state) > 0 && state->lines_seen) {
        state->in_lines = true;
        state->line.selected = line_count(state) - 1;
    } else if (down) {
        select_tile(state, state->overview->tile_count - 1);
    } else {
        state->in_lines = false;
        state->line.selected = 0;
        select_tile(state, 0);
    }
}

/* --- actions --------------------------------------------------------------------------------- */

/* Of a tile how it went; of a line what it is about. */
static struct view_effect open_line(const struct overview_state *state)
{
    if (!state->in_lines) {
        return (struct view_effect){.what = VIEW_TREND,
                                    .words = state->overview->tiles[state->tile].id};
    }
    const struct attention *line = &state->standing->attention[state->line.selected];
    switch (line->kind) {
    case ATTENTION_GRADE:
    case ATTENTION_UNATTRIBUTED:
        return (struct view_effect){.what = VIEW_CAMPAIGN, .number = line->number};
    case ATTENTION_REJECTED:
        return (struct view_effect){.what = VIEW_TAB, .number = 9};
    case ATTENTION_RISING:
        return (struct view_effect){.what = VIEW_TREND, .words = kpi_info(line->kpi)->name};
    case ATTENTION_FALLING:
    case ATTENTION_UNKNOWN:
        break;
    }
    return (struct view_effect){.what = VIEW_TAB, .number = 2};
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
    const struct attention *line = &state->standing->attention[state->line.selected];
    if (line->kpi == KPI_NONE) {
        return false;
    }
    *number = line->kind == ATTENTION_GRADE ? line->number : -1;
    *column = kpi_info(line->kpi)->name;
    return true;
}

/* Whether some line says that messages name no campaign. */
static bool tells_nameless(const struct overview_state *state)
{
    for (size_t i = 0; i < line_count(state); i++) {
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
    if (state->standing && (made[count] = standing_table(arena, state->standing))) {
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
    .parts = 2,
    .load = load,
    .take = take,
    .draw = overview_draw,
    .act = act,
    .counts = counts,
    .point = point,
    .hidden = hidden,
    .tables = tables,
};
