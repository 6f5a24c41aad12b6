/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From curses' input to keys.
 */
#ifndef CAMPANE_UI_TERM_TYPED_H
#define CAMPANE_UI_TERM_TYPED_H

#include "ui/canvas/key.h"
#include "ui/term/library.h"

/* The next key of a window in nodelay mode; false when there is none now. */
bool typed_next(WINDOW *window, struct key *key);

/* A control byte or code point as a key; code 0 where it is none (also used by tests). */
struct key typed_decode(uint32_t code_point);

#endif
