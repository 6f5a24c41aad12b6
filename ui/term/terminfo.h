/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What terminfo says of the terminal named by TERM.
 */
#ifndef CAMPANE_UI_TERM_TERMINFO_H
#define CAMPANE_UI_TERM_TERMINFO_H

#include "base/base.h"

enum terminfo_verdict { TERMINFO_FINE, TERMINFO_UNKNOWN, TERMINFO_NO_CURSOR };

#define TERMINFO_SIZE 512
#define TERMINFO_SYNC 32 /* bytes */

/* Asks the terminal for mode 2026, and what begins and ends it where it answers that it has it. */
#define SYNC_ASK   "\033[?2026$p"
#define SYNC_BEGIN "\033[?2026h"
#define SYNC_END   "\033[?2026l"

/* Explicit mode of ECMA-48 (BDSM): the terminal orders nothing itself. Those that never do do not
 * know it. */
#define BIDI_EXPLICIT "\033[8l"
#define BIDI_IMPLICIT "\033[8h"

struct terminfo {
    char leave[TERMINFO_SIZE]; /* brings the terminal's own state back: attributes, colors, keys,
                                  cursor, mouse, normal screen */
    /* Shows the cursor. Last of all: some terminals (those on libvterm) bring back with the normal
     * screen whether it was seen when a cursor was last saved, which curses does to scroll. */
    char show[TERMINFO_SIZE];
    /* Around a picture, so that the terminal shows it whole (mode 2026); "": it does not say that
     * it can. ask_sync: it may be asked, and answers what typed.h hears. */
    char sync_begin[TERMINFO_SYNC], sync_end[TERMINFO_SYNC];
    bool ask_sync;
    char enter[TERMINFO_SIZE]; /* and takes it over again; the cursor is at the upper left then */
};

/* Whether curses can use it; writes nothing to the terminal and leaves nothing behind. When it can,
 * *info holds both sequences without padding, cut and terminated. Curses has such sequences too,
 * but clears the screen and resets the palette each time. */
enum terminfo_verdict terminfo_look(bool mouse, bool bidi, struct terminfo *info);

/* The version of ncurses. */
const char *terminfo_library(void);

#endif
