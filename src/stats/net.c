/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/net.h"

#include <math.h>

/* How far a bound lies from the net share: both shares' own distances, with their correlation. */
static double distance(double a, double b, double correlation)
{
    return sqrt(fmax(a * a + b * b - 2 * correlation * a * b, 0));
}

enum stats_status stats_net(uint64_t some, uint64_t others, uint64_t all, double z,
                            struct stats_interval *out)
{
    struct stats_interval up, down;
    if (all == 0) {
        return STATS_NO_DATA;
    }
    if (some > all || others > all - some || !(z > 0 && isfinite(z)) ||
        !stats_wilson(some, all, z, &up) || !stats_wilson(others, all, z, &down)) {
        return STATS_DATA_ERROR;
    }
    double p = (double)some / (double)all, q = (double)others / (double)all;
    double correlation = 0; /* a share that is 0 says nothing of the other one */
    if (p > 0 && q > 0) {
        correlation = -sqrt(p * q / ((1 - p) * (1 - q)));
    }
    out->low = fmax(p - q - distance(p - up.low, down.high - q, correlation), -1);
    out->high = fmin(p - q + distance(up.high - p, q - down.low, correlation), 1);
    return STATS_OK;
}
