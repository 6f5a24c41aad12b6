/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What terminfo says of the terminal named by TERM.
 */
#ifndef CAMPANE_UI_TERM_TERMINFO_H
#define CAMPANE_UI_TERM_TERMINFO_H

#include "base/base.h"

enum terminfo_verdict { TERMINFO_FINE, TERMINFO_UNKNOWN, TERMINFO_NO_CURSOR };

#define TERMINFO_SIZE 512

struct terminfo {
    char leave[TERMINFO_SIZE]; /* brings the terminal's own state back: attributes, colors, keys,
                                  cursor, mouse, normal screen */
    /* Shows the cursor. Last of all: some terminals (those on libvterm) bring back with the normal
     * screen whether it was seen when a cursor was last saved, which curses does to scroll. */
    char show[TERMINFO_SIZE];
    char enter[TERMINFO_SIZE]; /* and takes it over again; the cursor is at the upper left then */
};

/* Whether curses can use it; writes nothing to the terminal and leaves nothing behind. When it can,
 * *info holds both sequences without padding, cut and terminated. Curses has such sequences too,
 * but clears the screen and resets the palette each time. */
enum terminfo_verdict terminfo_look(bool mouse, struct terminfo *info);

#endif
