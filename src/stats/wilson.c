/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/wilson.h"

#include <math.h>

#include "stats/normal.h"

double stats_z(double confidence)
{
    return stats_normal_upper_quantile((1 - confidence) / 2);
}

/* Both ends for x <= n / 2, worked out in counts: shares of n would lose digits where x is small,
 * and so would the other half near 1, which is why it is mirrored. */
static struct stats_interval lower_half(double x, double n, double z)
{
    double z2 = z * z;
    double center = x + z2 / 2;
    double half = z * sqrt(x * (n - x) / n + z2 / 4);
    double low = x > 0 ? center - half : 0;
    return (struct stats_interval){low / (n + z2), (center + half) / (n + z2)};
}

bool stats_wilson(uint64_t x, uint64_t n, double z, struct stats_interval *out)
{
    if (n == 0 || x > n) {
        return false;
    }
    if (x <= n - x) {
        *out = lower_half((double)x, (double)n, z);
    } else {
        struct stats_interval mirrored = lower_half((double)(n - x), (double)n, z);
        *out = (struct stats_interval){1 - mirrored.high, 1 - mirrored.low};
    }
    return true;
}
