/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines and boxes: "─│╭╮╰╯", square corners on a console's font, "-|+" in ASCII.
 */
#ifndef CAMPANE_UI_CANVAS_LINES_H
#define CAMPANE_UI_CANVAS_LINES_H

#include "ui/canvas/area.h"

void lines_horizontal(const struct area *area, int x, int y, int columns, struct pen pen);
void lines_vertical(const struct area *area, int x, int y, int rows, struct pen pen);

/* A box along the area's edge with a title (NULL: none) in its upper line. Returns the inside,
 * which may be empty. An area of fewer than two rows or columns gets no box and is all inside. */
struct area lines_box(const struct area *area, struct pen pen, struct pen title_pen,
                      const char *title);

/* A titled rule: "── Title ─────" over the whole width. */
void lines_rule(const struct area *area, int y, struct pen pen, struct pen title_pen,
                const char *title);

#endif
