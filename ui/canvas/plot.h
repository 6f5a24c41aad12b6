/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dots for charts. A cell holds 2 × 4 dots of braille; on an ASCII canvas or a console's font 1 × 2
 * ("'", ".", ":" and "▀", "▄", "█"). Dots are added to the dots that are there; anything else in a
 * cell is overwritten, its ground stays. Dot (0, 0) is the upper left one.
 */
#ifndef CAMPANE_UI_CANVAS_PLOT_H
#define CAMPANE_UI_CANVAS_PLOT_H

#include "ui/canvas/area.h"

/* How many dots fit beside and above one another in one cell of this canvas. */
int plot_dots_x(const struct area *area);
int plot_dots_y(const struct area *area);

/* One dot. Outside the area nothing happens. The cell takes the pen's role. */
void plot_dot(const struct area *area, int x, int y, struct pen pen);

/* A line from dot to dot, both included. step > 1 sets only each step-th dot along its longer
 * side (a dotted line), counted from the first. */
void plot_line(const struct area *area, int x0, int y0, int x1, int y1, int step, struct pen pen);

#endif
