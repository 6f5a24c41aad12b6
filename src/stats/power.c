/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/power.h"

#include <math.h>
#include <stdlib.h>

#include "stats/normal.h"

static bool inside(double share)
{
    return share > 0 && share < 1;
}

/* n for any two different rates. Where the power is below what chance alone gives nobody is
 * needed. */
static double size_of(double p1, double p2, double z_alpha, double z_power)
{
    double mean = (p1 + p2) / 2;
    double sum =
        z_alpha * sqrt(2 * mean * (1 - mean)) + z_power * sqrt(p1 * (1 - p1) + p2 * (1 - p2));
    double ratio = fmax(sum, 0) / (p1 - p2);
    return ratio * ratio;
}

bool stats_power_size(double p1, double p2, double alpha, double power, double *n)
{
    if (!(p1 >= 0 && p1 <= 1 && p2 >= 0 && p2 <= 1 && inside(alpha) && inside(power)) || p1 == p2) {
        return false;
    }
    double size =
        size_of(p1, p2, stats_normal_upper_quantile(alpha / 2), stats_normal_quantile(power));
    if (!isfinite(size)) {
        return false;
    }
    *n = size;
    return true;
}

bool stats_power_effect(double p1, double n, double alpha, double power, bool below, double *p2)
{
    if (!(p1 >= 0 && p1 <= 1 && n > 0 && inside(alpha) && inside(power))) {
        return false;
    }
    double z_alpha = stats_normal_upper_quantile(alpha / 2);
    double z_power = stats_normal_quantile(power);
    double near = p1, far = below ? 0 : 1;
    if (p1 == far || size_of(p1, far, z_alpha, z_power) > n) {
        return false;
    }
    for (int i = 0; i < 100; i++) {
        double middle = near + (far - near) / 2;
        if (middle == p1 || size_of(p1, middle, z_alpha, z_power) > n) {
            near = middle;
        } else {
            far = middle;
        }
    }
    *p2 = far;
    return true;
}

bool stats_power_guardrail(double p, double margin, double alpha, double power, double *n)
{
    if (!(p >= 0 && p <= 1 && margin > 0 && inside(alpha) && inside(power))) {
        return false;
    }
    double ratio = (stats_normal_upper_quantile(alpha) + stats_normal_quantile(power)) / margin;
    double size = 2 * p * (1 - p) * ratio * ratio;
    if (!isfinite(size)) {
        return false;
    }
    *n = size;
    return true;
}

static int by_size(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

bool stats_power_days(double remaining, const uint64_t *sent, size_t count, uint64_t *days,
                      uint64_t *weeks)
{
    uint64_t last[STATS_POWER_PACE];
    size_t kept = count < STATS_POWER_PACE ? count : STATS_POWER_PACE;
    for (size_t i = 0; i < kept; i++) {
        last[i] = sent[count - kept + i];
    }
    qsort(last, kept, sizeof last[0], by_size);
    double pace = kept ? ((double)last[(kept - 1) / 2] + (double)last[kept / 2]) / 2 : 0;
    double wanted = pace > 0 ? ceil(fmax(remaining, 0) / pace) : -1;
    if (!(wanted >= 0 && wanted < 1e15)) {
        return false;
    }
    *days = (uint64_t)wanted;
    if (weeks) {
        *weeks = (*days + 6) / 7;
    }
    return true;
}
