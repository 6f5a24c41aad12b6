/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that resemble each other, for "did you mean". For ids: ASCII, byte by byte.
 */
#ifndef CAMPANE_TEXT_NEAR_H
#define CAMPANE_TEXT_NEAR_H

#include "base/base.h"

#define NEAR_MAX 32 /* longer words resemble nothing */

/* Letters to change, add or leave out to make one word of the other (Levenshtein 1965); NEAR_MAX
 * where a word is too long. O(length²). */
size_t near_edits(const char *a, const char *b);

/* Whether somebody who typed the one may have meant the other: at most two edits, or one is a part
 * of the other and not shorter than three letters. */
bool near_resembles(const char *typed, const char *id);

#endif
