/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A forest plot's row: a difference and how far off it may be, with the place of no difference in
 * the middle.
 *
 *     ┼   ────●────        beyond nothing: it does not reach the middle
 *     ──────┼●──────       ASCII:  -----|*-----
 */
#ifndef CAMPANE_UI_WIDGETS_FOREST_H
#define CAMPANE_UI_WIDGETS_FOREST_H

#include "ui/canvas/area.h"

struct forest {
    bool has_interval; /* otherwise nothing is drawn: a value alone has no scale */
    double value, low, high;
    enum role role; /* of point and line */
};

/* From `columns` 5 on; each row has its own scale, so that its interval is as wide as fits. */
void forest_draw(const struct area *area, int x, int y, int columns, const struct forest *forest);

#endif
