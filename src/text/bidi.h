/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Right-to-left text put in the order in which it is seen, for terminals that do not do that
 * themselves. Only where somebody asked for it: done here and by the terminal again it is wrong
 * twice (terminal.md).
 */
#ifndef CAMPANE_TEXT_BIDI_H
#define CAMPANE_TEXT_BIDI_H

#include "text/width.h"

/* Whether the program was built with what it takes (GNU FriBidi). */
bool bidi_available(void);

/* The glyphs of one text (a cell, a line) from left to right as they are seen, by the Unicode
 * bidirectional algorithm; the first strong letter decides on the text's direction. Brackets are
 * mirrored, Arabic letters get the form that joins them, without ligatures. Marks stay with their
 * base: how many there are and how wide they are does not change.
 * Longer ones than BIDI_MAX stay as they are, as do all where it is not available, or when memory
 * is out. */
#define BIDI_MAX 512
void bidi_order(struct glyph *glyphs, size_t count);

/* The version of GNU FriBidi that is loaded, "1.0.8", in the buffer; "" where it is not available.
 */
#define BIDI_VERSION_SIZE 16
const char *bidi_library(char buffer[BIDI_VERSION_SIZE]);

#endif
