/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The golden form of a canvas: its text, then grids of role letters, grounds and attributes, then
 * the cursor. Rows stand between bars so that trailing blanks are seen:
 *
 *     canvas 12 x 2
 *     |CTR   20.2 T|
 *     |            |
 *     roles
 *     |HHH...nnnn.Y|
 *     |............|
 *     grounds            only when a cell has one; "." none
 *     attributes         only when a cell has some: b bold, d dim, u underline, r reverse, "."
 *                        none; more than one: their sum in hexadecimal, b 1, d 2, r 4, u 8
 *     cursor 3,0         or "cursor hidden"
 */
#ifndef CAMPANE_UI_CANVAS_DUMP_H
#define CAMPANE_UI_CANVAS_DUMP_H

#include "base/strbuf.h"
#include "ui/canvas/canvas.h"

/* Append the form; check out->failed. */
void dump_canvas(struct strbuf *out, const struct canvas *canvas);

#endif
