/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/sparkline.h"

#include <math.h>

#include "ui/canvas/bar.h"

/* The mean of the known values of a share of the series; NAN when there is none. */
static double mean_of(const struct spark *spark, int from, int to)
{
    double sum = 0;
    int known = 0;
    for (int i = from; i < to; i++) {
        if (isfinite(spark->values[i])) {
            sum += (double)spark->values[i];
            known++;
        }
    }
    return known ? sum / known : (double)NAN;
}

static void range_of(const struct spark *spark, double *low, double *high)
{
    *low = (double)spark->low;
    *high = (double)spark->high;
    if (*low < *high) {
        return;
    }
    *low = (double)INFINITY;
    *high = -(double)INFINITY;
    for (int i = 0; i < spark->count; i++) {
        double value = (double)spark->values[i];
        if (isfinite(value)) {
            *low = value < *low ? value : *low;
            *high = value > *high ? value : *high;
        }
    }
}

int sparkline_draw(const struct area *area, int x, int y, int columns, const struct spark *spark,
                   enum sparkline_levels levels, enum role role)
{
    if (!spark || columns < 1) {
        return 0;
    }
    int used = spark->count < columns ? spark->count : columns;
    double low, high;
    range_of(spark, &low, &high);
    for (int i = 0; i < used; i++) {
        double value = mean_of(spark, i * spark->count / used, (i + 1) * spark->count / used);
        if (isnan(value)) {
            area_sign(area, x + i, y, PEN(ROLE_DIM), 0xb7, ' ');
            continue;
        }
        double part = low < high ? (value - low) / (high - low) : 0.5;
        part = part < 0 ? 0 : part > 1 ? 1 : part;
        bar_level(area, x + i, y, 1 + (int)lround(part * ((int)levels - 1)), PEN(role));
    }
    return used;
}
