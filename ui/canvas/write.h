/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole canvas as bytes. All append to a string (check out->failed at the end) and never fail
 * otherwise.
 */
#ifndef CAMPANE_UI_CANVAS_WRITE_H
#define CAMPANE_UI_CANVAS_WRITE_H

#include "base/strbuf.h"
#include "ui/canvas/canvas.h"

/* UTF-8 (ASCII from an ASCII canvas), one line a row, trailing blanks cut. Texts with
 * right-to-left letters stand between direction isolates (U+2068, U+2069). */
void write_text(struct strbuf *out, const struct canvas *canvas);

/* As write_text, without isolates, with SGR sequences for the depth; DEPTH_NONE writes attributes
 * (bold, underline …) but no color. Each line begins and ends in the terminal's own style. */
void write_ansi(struct strbuf *out, const struct canvas *canvas, const struct palette *palette,
                enum depth depth);

/* A self-contained SVG picture in the palette's 256 colors, on the palette's page color in a
 * rounded frame, so that it reads on light and dark pages alike. Text stands in runs, each at its
 * column and stretched to its columns, so that columns hold in any font; blocks, lines and braille
 * are drawn as shapes. title (NULL: none) is what screen readers say. */
void write_svg(struct strbuf *out, const struct canvas *canvas, const struct palette *palette,
               const char *title);

#endif
