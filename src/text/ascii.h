/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ASCII form of a text, for terminals that are not UTF-8 and for --ascii. Everything that shows
 * text there goes through it, and measures what it makes: nothing else decides what is shown.
 *
 * - Accents are dropped where that leaves letters; typographic signs get a likeness ("…" "...",
 *   "–" "-", "×" "x"), letters and digits of other alphabets a Latin one (ascii_letter.h).
 * - The sign of a currency that ASCII does not have becomes its code ("€ 5" "EUR 5"): of a sign one
 *   letter would be left, which several currencies share. "$" is ASCII, and USD's alone.
 * - A run of letters that nothing can be said of (Han, scripts without a row) becomes one tag of
 *   five hexadecimal digits, "<3fa1c>"; one blank, dash or kana inside of a run belongs to it.
 * - A run of pictures (emoji), which decorate a name more than they tell it, gets two digits, as
 *   in "<8e> Sale"; a flag the letters of its country.
 * - Controls and bad bytes become "?".
 *
 * Why a tag: in a list of thirty Chinese names letters would read like words and mean nothing, and
 * question marks would read like each other. A tag is plainly a stand-in. It is a hash of the word,
 * so the same on every screen, every day and in every store; two names of thirty share one in one
 * list of 2 400. It has seven columns however long the word is, mostly fewer than the word, and no
 * blank, so that it is whole or cut for all to see. What people type is held against the name, not
 * against its tag, and an alias that ASCII has takes the tag's place.
 */
#ifndef CAMPANE_TEXT_ASCII_H
#define CAMPANE_TEXT_ASCII_H

#include "base/base.h"
#include "base/strbuf.h"

/* Append the ASCII form of a text, or of its first `length` bytes. Newlines and tabs stay. A text
 * is taken whole: a part of it may give another tag. */
void ascii_text(struct strbuf *out, const char *text);
void ascii_text_n(struct strbuf *out, const char *text, size_t length);

/* Columns that a text takes: of its ASCII form, or (ascii is false) as width_text has them. */
int ascii_columns(const char *text, bool ascii);

/* One glyph's base where every glyph must keep its columns, 1 or 2 (a line that is being typed, a
 * chart's dots): so many characters, "?" where nothing stands for it. */
void ascii_glyph(uint32_t base, int columns, char cells[3]);

#endif
