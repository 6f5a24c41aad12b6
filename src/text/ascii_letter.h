/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters of other scripts as Latin ones, one a column, so that names can still be told apart where
 * only ASCII is shown. No standard's transliteration: those take more room than the letter had.
 */
#ifndef CAMPANE_TEXT_ASCII_LETTER_H
#define CAMPANE_TEXT_ASCII_LETTER_H

#include "base/base.h"

/* What stands for a letter: a string of exactly `columns` (1 or 2) characters, lent for ever;
 * always the same for the same letter. Letters of alphabets and kana get a likeness, Hangul its
 * first two sounds, all others (Han too) what their number leads to. NULL: base is no letter of
 * another script. */
const char *ascii_letter(uint32_t base, int columns);

#endif
