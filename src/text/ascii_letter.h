/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters and digits of other scripts as Latin ones, so that names can be read, or at least be told
 * apart, where only ASCII is shown. Letter by letter, and shorter than the standards have it: names
 * stand in columns. Only scripts whose letters are sounds are here; what nothing can be said of
 * (Han, and scripts without a row) has none.
 */
#ifndef CAMPANE_TEXT_ASCII_LETTER_H
#define CAMPANE_TEXT_ASCII_LETTER_H

#include "base/base.h"

#define ASCII_LETTERS_SIZE 8

/* What stands for a letter, vowel sign or digit: one character of an alphabet, one or two of kana,
 * all sounds of a Hangul syllable. Returns how many; 0: nothing does. */
size_t ascii_letters(uint32_t base, char letters[ASCII_LETTERS_SIZE]);

#endif
