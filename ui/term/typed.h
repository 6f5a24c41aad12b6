/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From curses' input to keys. Bytes over 127 are taken for UTF-8 in every locale: terminals send it
 * even where LC_ALL=C says what may be drawn, and what is none is no key.
 */
#ifndef CAMPANE_UI_TERM_TYPED_H
#define CAMPANE_UI_TERM_TYPED_H

#include "ui/canvas/key.h"
#include "ui/term/library.h"

struct typed {
    WINDOW *window; /* in nodelay mode; reading from it must not draw (a pad) */
    char bytes[4];  /* of a character that has not come whole yet */
    unsigned count;
    struct key again; /* given before what comes next; code 0: none */
    bool answered;    /* what SYNC_ASK asks (terminfo.h) */
    bool syncs;       /* and the answer: the terminal has it */
};

/* The next key; false when there is none now. */
bool typed_next(struct typed *typed, struct key *key);

#endif
