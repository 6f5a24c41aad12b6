/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Characters that are pictures (lines, blocks, shades, braille) as SVG path data, so that they join
 * without gaps whatever font the reader has.
 */
#ifndef CAMPANE_UI_CANVAS_SVG_SHAPE_H
#define CAMPANE_UI_CANVAS_SVG_SHAPE_H

#include "base/strbuf.h"

/* Whether a code point is drawn as a shape. */
bool svg_shape_known(uint32_t cp);

/* How opaque the shape is: shades 25, 50 or 75 percent, all else 100. */
int svg_shape_opacity(uint32_t cp);

/* Append path data (closed figures to be filled) for the cell whose corner is (x, y); all in
 * tenths of a pixel. Unknown code points append nothing. */
void svg_shape_add(struct strbuf *out, uint32_t cp, int x, int y, int width, int height);

#endif
