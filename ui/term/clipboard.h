/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text on its way to the clipboard of whoever sits at the terminal (term_copy).
 */
#ifndef CAMPANE_UI_TERM_CLIPBOARD_H
#define CAMPANE_UI_TERM_CLIPBOARD_H

#include "base/err.h"

/* As term_copy. *cut is set where the terminal stopped reading amid the sequence: CLIPBOARD_CUT has
 * to go before whatever is written next. */
bool clipboard_copy(const char *text, size_t length, bool *cut, struct err *err);

/* Drops what was begun, and does nothing where nothing was. */
#define CLIPBOARD_CUT "\030\033\\"

#endif
