/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ASCII form of a text for terminals that are not UTF-8: accents dropped where that leaves
 * letters, typographic signs replaced ("…" "...", "–" "-", "×" "x", "€" "EUR", "·" "-"), letters of
 * other scripts by Latin ones (ascii_letter.h), everything else "?", all one per column, so that
 * columns stay where they are.
 */
#ifndef CAMPANE_TEXT_ASCII_H
#define CAMPANE_TEXT_ASCII_H

#include "base/base.h"
#include "base/strbuf.h"

/* The stand-in for one glyph's base: a string of exactly `columns` (1 or 2) ASCII characters, lent
 * for ever. In one cell a sign keeps its first letter or a likeness ("…" is ".", "€" is "E"). */
const char *ascii_glyph(uint32_t base, int columns);

/* Append the ASCII form of a whole text (for the text output of commands). Here signs may grow
 * ("…" is "...", "½" is "1/2"). Newlines and tabs stay; other controls become "?". */
void ascii_text(struct strbuf *out, const char *text);

#endif
