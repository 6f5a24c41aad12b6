/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an inbound message asks to be left alone (stop_word.def). Pure.
 */
#ifndef CAMPANE_IMPORT_STOP_WORD_H
#define CAMPANE_IMPORT_STOP_WORD_H

#include "base/base.h"

/* Whether the whole text is a stop word, in any case and with or without accents; blanks and marks
 * of a sentence around it aside. own: words that are ones too, and behind a "-" ones that are none,
 * separated by commas; NULL. Longer texts cost nothing; some microseconds. */
bool stop_word_is(const char *text, size_t length, const char *own);

#endif
