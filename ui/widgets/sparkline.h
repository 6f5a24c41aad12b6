/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sparklines: a row of blocks of eight heights ("▂▃▅▇▆▅▃▂"), in ASCII "_.-=^".
 */
#ifndef CAMPANE_UI_WIDGETS_SPARKLINE_H
#define CAMPANE_UI_WIDGETS_SPARKLINE_H

#include "report/table.h"
#include "ui/canvas/area.h"

/* How high the highest value stands: a whole cell where nothing lies above it, an eighth less in
 * rows, which would run together. */
enum sparkline_levels { SPARKLINE_ALONE = 8, SPARKLINE_IN_ROWS = 7 };

/* One column a value; more values than columns are put together in equal shares (the mean of those
 * that are known). A step without a value is a gap ("·", a blank in ASCII), never a zero. On a
 * scale of which low and high are equal the values' own range is used; all alike they stand at
 * middle height. Returns the columns used. NULL draws nothing. */
int sparkline_draw(const struct area *area, int x, int y, int columns, const struct spark *spark,
                   enum sparkline_levels levels, enum role role);

#endif
