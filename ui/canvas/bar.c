/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/bar.h"

#include <math.h>

int bar_draw(const struct area *area, int x, int y, int columns, double fraction, struct pen pen)
{
    if (columns < 1 || !(fraction > 0)) {
        return 0;
    }
    int steps = area_is_ascii(area) ? 1 : area_is_plain(area) ? 2 : 8; /* of one column */
    int all = columns * steps;
    int filled = fraction >= 1 ? all : (int)lround(fraction * all);
    if (filled < 1) {
        filled = 1;
    } else if (filled == all && fraction < 1 && all > 1) {
        filled = all - 1;
    }
    int whole = filled / steps;
    int part = filled % steps * (8 / steps); /* in eighths */
    for (int i = 0; i < whole; i++) {
        area_sign(area, x + i, y, pen, 0x2588, '#');
    }
    if (part) {
        area_put(area, x + whole, y, pen, (uint32_t)(0x2590 - part));
    }
    return whole + (part ? 1 : 0);
}

void bar_level(const struct area *area, int x, int y, int level, struct pen pen)
{
    static const char ascii[] = {' ', '_', '_', '.', '.', '-', '-', '=', '^'};
    level = level < 0 ? 0 : level > 8 ? 8 : level;
    area_sign(area, x, y, pen, level ? (uint32_t)(0x2580 + level) : ' ', ascii[level]);
}
