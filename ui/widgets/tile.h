/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tile: one KPI with everything that says whether it is good.
 *
 *     CTR                 label (▸ before it when selected)
 *     20.2 % T            value and grade
 *     +2.5 pt better      change against the period before
 *     ▂▃▅▇▆▅▃▂            sparkline
 *     ━━━━━╸░░▒▒▓▓        bullet graph
 *     2.2 pt under good   note
 */
#ifndef CAMPANE_UI_WIDGETS_TILE_H
#define CAMPANE_UI_WIDGETS_TILE_H

#include "report/table.h"
#include "ui/canvas/area.h"
#include "ui/widgets/bullet.h"
#include "ui/widgets/marks.h"

#define TILE_COLUMNS 18 /* a tile narrower than this loses words */
#define TILE_ROWS    6  /* all of the above */

struct tile {
    const char *label;           /* translated */
    struct cell value;           /* with grade and flags */
    const char *delta;           /* words of the change, NULL: none */
    enum marks_change change;    /* what it means */
    const struct bullet *bullet; /* NULL: none */
    const struct spark *spark;   /* NULL: none */
    const char *note;            /* translated, NULL: none */
    const char *brief_value;     /* of a value that is words: fewer of them; NULL: none */
    const char *brief_note;      /* so, of the note */
    bool selected;
};

/* In fewer rows: two show label and value, one shows both on it; then change, sparkline, bullet and
 * note come in that order, where they are there (tiles side by side so have their sparklines on
 * one row, though not every KPI has bands). */
void tile_draw(const struct area *area, const struct tile *tile);

#endif
