/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text: UTF-8, what may reach a terminal, how wide it is, and how numbers are written.
 *
 * Here live decoding, sanitising, normal forms, display width, cutting and padding, direction
 * isolates, and the words of numbers, rates, money and dates.
 * Not here: colours, the screen, files. Everything is pure: no locale is read, no clock, no I/O.
 */
#ifndef CAMPANE_TEXT_UTF8_H
#define CAMPANE_TEXT_UTF8_H

#include "base/base.h"
#include "base/strbuf.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Decode one code point of text[0 … length). Returns the bytes taken (1 … 4) and the code point in
 * *cp; bytes that are not UTF-8 (overlong, surrogate, > U+10FFFF, cut) give U+FFFD and take one
 * byte, *valid (may be NULL) false. length 0 returns 0. */
size_t utf8_decode(const char *text, size_t length, uint32_t *cp, bool *valid);

/* Write cp as UTF-8; returns bytes (1 … 4). Surrogates and numbers out of range become U+FFFD. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* Whether all bytes are UTF-8; *bad (may be NULL) gets the offset of the first wrong byte. */
bool utf8_valid(const char *text, size_t length, size_t *bad);

/* Append a form of the bytes that is safe to store and to show:
 *   - valid UTF-8 in NFC; bytes that are not UTF-8 become U+FFFD, one each
 *   - a run of white space (newlines, tabs, no-break and wide spaces too) is one space; no space at
 *     either end
 *   - other C0 and C1 controls, private use and non-characters become U+FFFD
 *   - what nobody can see goes: bidi overrides, embeddings, isolates and marks, zero-width spaces,
 *     byte order marks, soft hyphens, tags, fillers, and all other format controls and "default
 *     ignorable" code points; of these only ZWJ, ZWNJ and the emoji variation selectors stay, one
 * at a time, behind a character on which they can act and, the joiners, before another one
 *   - at most UTF8_MARKS combining marks in a row, and a mark at the very start gets U+25CC to sit
 * on
 *   - at most max_bytes (0: no limit), cut at a grapheme, with an ellipsis where it fits
 * Code points that this Unicode version does not know stay. Doing it twice changes nothing. The
 * text is all there or out->failed is set. Cost is linear. */
void utf8_sanitize(struct strbuf *out, const char *bytes, size_t length, size_t max_bytes);

#define UTF8_MARKS 30

/* Bytes of the first grapheme (UAX #29) of UTF-8 text; bad bytes stand alone. 0 at the end. */
size_t utf8_grapheme(const char *text, size_t length);

/* The version of utf8proc. */
const char *utf8_library(void);

#endif
