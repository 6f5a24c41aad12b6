/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interval of one proportion (Wilson 1927, score interval).
 */
#ifndef CAMPANE_STATS_WILSON_H
#define CAMPANE_STATS_WILSON_H

#include "base/base.h"

struct stats_interval {
    double low, high;
};

/* z such that a two-sided interval holds `confidence` (0 < confidence < 1): 1.9599… for 0.95. */
double stats_z(double confidence);
#define STATS_Z_95 1.9599639845400536 /* stats_z(0.95), for those who need it for every figure */

/* The Wilson interval of x successes in n at normal quantile z; low is exactly 0 at x = 0, high
 * exactly 1 at x = n. False (out untouched) when n = 0 or x > n. */
bool stats_wilson(uint64_t x, uint64_t n, double z, struct stats_interval *out);

#endif
