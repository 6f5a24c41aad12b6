/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a canvas to curses: colors, cells, and only what differs from what was shown last.
 */
#ifndef CAMPANE_UI_TERM_SCREEN_H
#define CAMPANE_UI_TERM_SCREEN_H

#include "ui/canvas/canvas.h"

#define SCREEN_PAIRS 256

struct screen {
    enum depth depth;
    const struct palette *palette; /* that was shown last */
    struct canvas *last;           /* what curses holds; NULL before the first time */
    bool all;                      /* send every cell */
    struct {
        int16_t fg, bg;
    } pairs[SCREEN_PAIRS];             /* color pairs of curses; 0 is the terminal's own */
    int pair_count, recent;            /* recent: the one that was asked for last */
    bool own_colors;                   /* the terminal's own colors can be asked for */
    bool direct;                       /* colors are RGB, not numbers of a palette */
    int cursor;                        /* curs_set's last argument, -1: none yet */
    const char *sync_begin, *sync_end; /* around what changes much (terminfo.h); NULL: nothing */
};

/* After newterm: switch colors on where there are some and the environment wants them. */
void screen_begin(struct screen *screen);
void screen_end(struct screen *screen);

/* Put the cursor at the upper left, and know that it is there. */
void screen_home(struct screen *screen);

void screen_show(struct screen *screen, const struct canvas *canvas, const struct palette *palette);

#endif
