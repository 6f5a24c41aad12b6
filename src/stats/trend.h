/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rising, falling or steady: Mann-Kendall and the Theil-Sen slope (kendall.h) on days that the week
 * has been taken out of. From four weeks on each day is divided by what its weekday is to the
 * average; before, and where a weekday averages 0, only the same weekdays are compared.
 */
#ifndef CAMPANE_STATS_TREND_H
#define CAMPANE_STATS_TREND_H

#include "stats/kendall.h"

#define STATS_TREND_DAYS 14

enum stats_trend_state {
    STATS_TREND_TOO_FEW,
    STATS_TREND_STEADY,
    STATS_TREND_RISING,
    STATS_TREND_FALLING
};

struct stats_trend {
    enum stats_trend_state state; /* rising and falling: p < 0.05, and the slope over the whole span
                                     makes at least 5 % of the mean */
    double slope;                 /* per day, in the values' unit; 0 when too few */
    double mean;                  /* of the days as they are */
    double p;                     /* 1 when too few */
};

/* y[count]: a figure of complete days; day[count]: their numbers, rising (days without a figure are
 * left out). Fewer than 14, more than STATS_KENDALL_MOST, or a value that is not finite: too few.
 * False: ERR_MEMORY. */
bool stats_trend(const double *y, const int32_t *day, size_t count, struct stats_trend *out,
                 struct err *err);

#endif
