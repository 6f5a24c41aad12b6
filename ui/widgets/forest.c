/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/forest.h"

#include <math.h>

enum { COLUMNS_MIN = 5 };

static int column_of(double value, double reach, int columns)
{
    double half = (double)(columns - 1) / 2;
    return (int)lround(half + value / reach * half);
}

void forest_draw(const struct area *area, int x, int y, int columns, const struct forest *forest)
{
    if (columns < COLUMNS_MIN || !forest->has_interval) {
        return;
    }
    columns -= columns % 2 == 0; /* the middle is a column */
    double reach = fmax(fabs(forest->low), fabs(forest->high));
    reach = reach > 0 ? reach : 1;
    int to = column_of(forest->high, reach, columns);
    for (int i = column_of(forest->low, reach, columns); i <= to; i++) {
        area_sign(area, x + i, y, PEN(forest->role), 0x2500, '-');
    }
    bool over = forest->low <= 0 && forest->high >= 0;
    area_sign(area, x + columns / 2, y, PEN(ROLE_AXIS), over ? 0x253c : 0x2502, '|');
    area_sign(area, x + column_of(forest->value, reach, columns), y, PEN(forest->role), 0x25cf,
              '*');
}
