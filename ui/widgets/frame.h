/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame that every view stands in: a title line with numbered tabs, a scope line, the body, a
 * hint line.
 */
#ifndef CAMPANE_UI_WIDGETS_FRAME_H
#define CAMPANE_UI_WIDGETS_FRAME_H

#include "ui/canvas/area.h"
#include "ui/widgets/dialog.h"

#define FRAME_MIN_COLUMNS 60
#define FRAME_MIN_ROWS    16
#define FRAME_TABS_NAMED  120 /* columns from which all tabs have their names */

struct frame_tab {
    int number;       /* 1 … 9 */
    const char *name; /* translated */
};

/* A part of the scope line. */
struct frame_scope {
    const char *words;
    uint8_t priority; /* 0 stays; the highest goes first when there is no room */
    bool strong;      /* it narrows what is seen (a filter, read-only) */
    bool right;       /* stands at the right end */
};

struct frame {
    const char *title; /* "campane" */
    const char *badge; /* "DEMO", "READ-ONLY"; NULL: none */
    const struct frame_tab *tabs;
    size_t tab_count;
    int current; /* number of the current tab; 0: none */
    const struct frame_scope *scope;
    size_t scope_count;
    const struct hint *hints;
    size_t hint_count;
    size_t hint_kept; /* the last ones, for which room is kept; 0 is 1 */
};

/* Draws the three lines and returns the body between them. */
struct area frame_draw(const struct area *area, const struct frame *frame);

/* The number of the tab at column x of the title line as frame_draw draws it, 0: none. */
int frame_hit(const struct area *area, const struct frame *frame, int x);

/* Whether a view fits; when it does not, frame_too_small says the size that is needed and the
 * present one, in however little room there is, and in the last row, unless it is needed for that,
 * how to leave (NULL: nothing). */
static inline bool frame_fits(int columns, int rows)
{
    return columns >= FRAME_MIN_COLUMNS && rows >= FRAME_MIN_ROWS;
}
void frame_too_small(const struct area *area, const struct hint *leave);

#endif
