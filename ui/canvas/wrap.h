/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paragraphs: text broken into lines at blanks (inside a word only when it is longer than a line;
 * a figure, "24 570" or "4.9 %", counts as a word), measured by display width. A "\n" ends a line.
 */
#ifndef CAMPANE_UI_CANVAS_WRAP_H
#define CAMPANE_UI_CANVAS_WRAP_H

#include "ui/canvas/area.h"

/* The next line of *text, at most `columns` wide (at least one glyph is taken): its bytes, without
 * the blank or newline it was broken at. *text moves behind it. False at the end of the text. */
bool wrap_next(const char **text, int columns, const char **line, size_t *length);

/* Lines that a text takes in so many columns, as ASCII form or as it is; 0 for "" and NULL. */
int wrap_rows(const char *text, int columns, bool ascii);

/* Draw it from row y of the area on, as wide as the area. Returns its rows, clipped or not. */
int wrap_draw(const struct area *area, int y, struct pen pen, const char *text);

#endif
