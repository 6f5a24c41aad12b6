/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place where the curses library comes in: ncurses with wide characters.
 */
#ifndef CAMPANE_UI_TERM_LIBRARY_H
#define CAMPANE_UI_TERM_LIBRARY_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <curses.h>

#endif
