/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Odd days: Laney's p' chart (Quality Engineering 14, 2002; formulas as Minitab prints them).
 *
 *     z_i = (p_i - pbar) / sqrt(pbar qbar / n_i)     sigma_z = mean |z_i - z_{i-1}| / 1.128
 *     limits pbar +- 3 sigma_z sqrt(pbar qbar / n_i), within [0, 1]
 *
 * sigma_z is never taken below 1: days that vary less than chance does are no reason to flag one.
 */
#ifndef CAMPANE_STATS_LANEY_H
#define CAMPANE_STATS_LANEY_H

#include "stats/count.h"

#define STATS_LANEY_DAYS 8

struct stats_laney {
    double mean;      /* pbar */
    double sigma_raw; /* as calculated */
    double sigma;     /* at least 1 */
};

/* One day's limits. */
struct stats_laney_day {
    bool used; /* it has recipients; else the rest is 0 and false */
    bool out;  /* beyond a limit */
    bool odd;  /* out, and with n pbar >= STATS_COUNT_ENOUGH: may be told to people */
    double low, high;
};

/* Fill limits[count] (NULL: not wanted) and *out. Days without recipients are skipped. DATA_ERROR:
 * x > n; TOO_FEW: under eight days with recipients; FLAT: nobody or everybody did it. O(count). */
enum stats_status stats_laney(const struct stats_count *days, size_t count,
                              struct stats_laney_day *limits, struct stats_laney *out);

#endif
