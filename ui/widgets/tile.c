/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/tile.h"

#include <stdio.h>
#include <string.h>

#include "ui/widgets/sparkline.h"

#define JOIN " · " /* between the parts of a note */

static int draw_label(const struct area *area, const struct tile *tile)
{
    int x = 0;
    if (tile->selected) {
        area_sign(area, 0, 0, PEN(ROLE_MARKER), 0x25b8, '>');
        x = 2;
    }
    return x + area_cut(area, x, 0, area->width - x,
                        PEN(tile->selected ? ROLE_SELECTED : ROLE_LABEL), tile->label);
}

/* Half an amount reads like another one: where it has no room it is said in short. */
static const char *value_words(const struct area *area, int x, const struct tile *tile,
                               char buffer[64])
{
    const struct cell *cell = &tile->value;
    int marks = (cell->flags & CELL_OVER ? 1 : 0) + (cell->flags & CELL_COUNTING ? 1 : 0) +
                (cell->grade >= 0 ? 2 : 0);
    const char *words = cell_words(cell, false, buffer);
    if (area_columns(area, words) + marks <= area->width - x || cell->kind == CELL_UNKNOWN) {
        return words;
    }
    return tile->brief_value ? tile->brief_value : cell_words(cell, true, buffer);
}

static void draw_value(const struct area *area, int x, int y, const struct tile *tile)
{
    char buffer[64];
    const struct cell *cell = &tile->value;
    bool unknown = cell->kind == CELL_UNKNOWN;
    x += area_cut(area, x, y, area->width - x, PEN(unknown ? ROLE_UNKNOWN : ROLE_VALUE),
                  value_words(area, x, tile, buffer));
    if (unknown) {
        return;
    }
    if (cell->flags & CELL_OVER) {
        area_put(area, x++, y, PEN(ROLE_WARNING), '!');
    }
    if (cell->flags & CELL_COUNTING) {
        area_put(area, x++, y, PEN(ROLE_COUNTING), '+');
    }
    marks_grade(area, x, y, cell->grade, (cell->flags & CELL_CERTAIN) != 0);
}

/* Half a figure reads like another one: parts that have no room are left out whole. */
static void draw_note(const struct area *area, int y, const struct tile *tile)
{
    char words[256];
    bool fits = area_columns(area, tile->note) <= area->width;
    snprintf(words, sizeof words, "%s", fits || !tile->brief_note ? tile->note : tile->brief_note);
    while (area_columns(area, words) > area->width) {
        char *last = NULL;
        for (char *join = strstr(words, JOIN); join; join = strstr(join + 1, JOIN)) {
            last = join;
        }
        if (!last) {
            break;
        }
        *last = '\0';
    }
    area_cut(area, 0, y, area->width, PEN(ROLE_NOTE), words);
}

void tile_draw(const struct area *area, const struct tile *tile)
{
    int used = draw_label(area, tile);
    if (area->height < 2) {
        draw_value(area, used + 2, 0, tile);
        return;
    }
    draw_value(area, 0, 1, tile);
    int y = 2;
    if (tile->delta) {
        marks_delta(area, 0, y++, area->width, tile->change, tile->delta);
    }
    if (tile->spark) {
        sparkline_draw(area, 0, y++, area->width, tile->spark, SPARKLINE_ALONE, ROLE_SPARK);
    }
    if (tile->bullet && y < area->height) {
        bullet_draw(area, 0, y++, area->width, tile->bullet);
    }
    if (tile->note) {
        draw_note(area, y, tile);
    }
}
