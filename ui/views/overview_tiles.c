/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tiles of the overview, and what is selected in words below them. */
#include "ui/views/overview_private.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "report/words.h"
#include "ui/widgets/tile.h"

enum { GAP = 2 };

/* --- tiles ----------------------------------------------------------------------------------- */

/* Tiles stand in one, two or three rows, so that all are as full as can be. */
static int tiles_across(int width, size_t count)
{
    int room = (width + GAP) / (TILE_COLUMNS - 4 + GAP);
    int all = (int)count;
    int half = (all + 1) / 2, third = (all + 2) / 3;
    return (width + GAP) / (TILE_COLUMNS + GAP) >= all ? all : room >= half ? half : third;
}

/* Rows of a tile: what is left when verdict, words, some lines and the benchmark have theirs. */
static int tile_rows(int height, int rows_of_tiles)
{
    int others = height < 16 ? 6 : height < 28 ? 11 : 14;
    int room = (height - others) / rows_of_tiles;
    return room > TILE_ROWS ? TILE_ROWS : room < 1 ? 1 : room;
}

/* What moved in the scope that the tiles are of; NULL: not there yet. */
static const struct movers *movers_of_tiles(const struct overview_state *state)
{
    return state->moved_before ? NULL : overview_movers(state);
}

/* Within chance a rate is neither better nor worse, nor where other campaigns moved it (which is
 * known when what moved is there); to send more is no success by itself, and less than a tenth of
 * revenue no news. */
static enum marks_change change_of(const struct overview_state *state,
                                   const struct overview_tile *tile)
{
    const struct movers *movers = movers_of_tiles(state);
    bool means =
        tile->change_sure &&
        (tile->is_kpi ? movers && movers->held[tile->kpi] == MOVER_HELD
                      : tile->counter == COUNTER_REVENUE && fabs(tile->change) >= MOVERS_LEAST);
    return marks_change(tile->change, means ? tile->direction : 0);
}

/* Where revenue equals cost, on the bullet graph of ROCS. */
static void draw_break_even(const struct area *area, int y, const struct bullet *bullet)
{
    double part = (1 - bullet->low) / (bullet->high - bullet->low);
    int x = (int)lround(part * area->width);
    if (part > 0 && part < 1 && y < area->height) {
        area_sign(area, x, y, PEN(ROLE_LABEL), 0x254e, '|');
    }
}

static void draw_tile(const struct overview_state *state, const struct overview_tile *tile,
                      const struct area *area, bool compares, bool selected)
{
    struct bullet bullet;
    bool has_bullet =
        tile->is_kpi && shared_bullet(&bullet, tile->judge, tile->judged.value.has_value,
                                      tile->judged.value.value, tile->row);
    bool rocs = tile->is_kpi && tile->kpi == KPI_ROCS && has_bullet;
    if (rocs) {
        bullet.low = 0;
    }
    /* A row without words where others have a change keeps sparklines on one row. */
    const char *blank = compares && tile->cell.kind != CELL_UNKNOWN ? "" : NULL;
    const struct tile shown = {.label = tile->label,
                               .value = tile->instead ? cell_text(tile->instead) : tile->cell,
                               .delta = tile->has_change ? tile->change_words : blank,
                               .change = change_of(state, tile),
                               .bullet = has_bullet ? &bullet : NULL,
                               .spark = tile->spark,
                               .note = tile->note,
                               .brief_value = tile->instead_short,
                               .brief_note = tile->note_short,
                               .selected = selected};
    tile_draw(area, &shown);
    if (rocs) {
        draw_break_even(area, 2 + (shown.delta != NULL) + (tile->spark != NULL), &bullet);
    }
}

void overview_draw_tiles(struct overview_state *state, struct area *rest, int top)
{
    const struct overview *overview = state->overview;
    int across = tiles_across(rest->width, overview->tile_count);
    int down = ((int)overview->tile_count + across - 1) / across;
    int rows = tile_rows(rest->height + top - state->health_rows, down);
    int gap = rows > 2 && rest->height >= down * (rows + 1) + 10 ? 1 : 0;
    state->across = across;
    state->tile_x = 0;
    state->tile_y = top;
    state->tile_w = (rest->width + GAP) / across;
    state->tile_h = rows + gap;
    struct area area = area_take_top(rest, down * (rows + gap));
    for (size_t i = 0; i < overview->tile_count; i++) {
        struct area part = area_in(&area, (int)i % across * state->tile_w,
                                   (int)i / across * state->tile_h, state->tile_w - GAP, rows);
        draw_tile(state, &overview->tiles[i], &part, overview->change_words != NULL,
                  !state->in_lines && i == state->tile);
    }
}

/* --- the selected tile in words -------------------------------------------------------------- */

static void put(char *words, size_t size, const char *text)
{
    shared_joined(words, size, " · ", text);
}

/* What may be said of a change; "" until what moved is there. */
static const char *change_says(const struct overview_state *state, const struct overview_tile *tile)
{
    const struct movers *movers = movers_of_tiles(state);
    if (!tile->change_sure) {
        return _(", may be chance");
    }
    switch ((int)change_of(state, tile)) {
    case MARKS_BETTER:
        return _(", better");
    case MARKS_WORSE:
        return _(", worse");
    default:
        break;
    }
    return !tile->is_kpi || !movers                  ? ""
           : movers->held[tile->kpi] == MOVER_LOOSE  ? _(", not seen within the same campaigns")
           : movers->held[tile->kpi] == MOVER_UNTOLD ? _(", mostly other campaigns")
                                                     : "";
}

/* "CTR 20.2 %, typical · 4.8 pt under good · +2.5 pt, better beyond chance" */
static void tile_words(const struct overview_state *state, const struct overview_tile *tile,
                       char *words, size_t size)
{
    char value[64], part[WORDS_SIZE];
    const char *label = tile->is_kpi ? _(kpi_info(tile->kpi)->label) : tile->label;
    const char *grade = words_grade((enum grade)tile->cell.grade);
    bool certain = (tile->cell.flags & CELL_CERTAIN) != 0;
    snprintf(words, size, "%s %s%s%s%s", label,
             tile->instead ? tile->instead : cell_words(&tile->cell, false, value),
             grade[0] ? ", " : "", grade, grade[0] && !certain ? _(" (not sure)") : "");
    put(words, size, tile->note);
    if (tile->has_change && tile->change_words) {
        snprintf(part, sizeof part, "%s%s", tile->change_words, change_says(state, tile));
        put(words, size, part);
    }
    if (tile->is_kpi && tile->kpi == KPI_ROCS &&
        (tile->instead || tile->cell.kind != CELL_UNKNOWN)) {
        put(words, size, _("at 1 × revenue covers the cost"));
    }
}

/* Of a selected line what its row may have cut. */
static void line_words(const struct overview_state *state, char *words, size_t size)
{
    struct overview_row row = overview_row(state, state->line.selected);
    const struct attention *line = row.attention;
    words[0] = '\0';
    put(words, size, line ? line->name : overview_row_name(&row));
    put(words, size, overview_row_text(state, &row));
    put(words, size, line && line->grade != GRADE_NONE ? words_grade(line->grade) : NULL);
    put(words, size, row.mover ? row.mover->better ? _("better") : _("worse") : NULL);
}

static void selected_words(const struct overview_state *state, char *words, size_t size)
{
    const struct overview *overview = state->overview;
    const struct overview_tile *tile = &overview->tiles[state->tile];
    if (state->in_lines) {
        line_words(state, words, size);
        return;
    }
    tile_words(state, tile, words, size);
    if (tile->cell.reason == KPI_REASON_MIXED_CURRENCY && overview->note_count > 0) {
        put(words, size, overview->notes[0]); /* the sums of each */
    }
    if (overview->change_words) {
        char part[WORDS_SIZE];
        snprintf(part, sizeof part, _("changes: %s"), overview->change_words);
        put(words, size, part);
    }
}

void overview_draw_words(const struct overview_state *state, struct area *rest)
{
    char words[512];
    int rows = rest->height < 7 ? 1 : 2;
    selected_words(state, words, sizeof words);
    struct area area = area_take_top(rest, rows);
    shared_paragraph(&area, 0, rows, PEN(ROLE_DIM), words);
}
