/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Horizontal bars to an eighth of a column ("███▋"); halves on a console's font ("███▌"), whole
 * columns in ASCII ("####").
 */
#ifndef CAMPANE_UI_CANVAS_BAR_H
#define CAMPANE_UI_CANVAS_BAR_H

#include "ui/canvas/area.h"

/* A bar over `fraction` (brought into 0 … 1; NaN is 0) of `columns`. More than nothing shows at
 * least the thinnest bar, less than all never the whole. What is not covered is left alone.
 * Returns the columns that were touched. */
int bar_draw(const struct area *area, int x, int y, int columns, double fraction, struct pen pen);

/* The block of height level/8 (level 1 … 8: "▁" … "█"; 0 a blank) that stands on a cell's floor;
 * in ASCII one of " _.-=^". Brought into range. */
void bar_level(const struct area *area, int x, int y, int level, struct pen pen);

#endif
