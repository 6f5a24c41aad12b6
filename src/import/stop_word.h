/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an inbound message asks to be left alone (stop_word.def). Pure.
 */
#ifndef CAMPANE_IMPORT_STOP_WORD_H
#define CAMPANE_IMPORT_STOP_WORD_H

#include "base/base.h"

/* Whether the whole text is a stop word, blanks, full stops and exclamation marks around it aside.
 * Longer texts cost nothing; about a microsecond. */
bool stop_word_is(const char *text, size_t length);

#endif
