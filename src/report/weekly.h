/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether something rises or falls from week to week: for figures of which a day has too few
 * answers, and no weekday that could be evened out. Pure.
 */
#ifndef CAMPANE_REPORT_WEEKLY_H
#define CAMPANE_REPORT_WEEKLY_H

#include "base/err.h"
#include "stats/kendall.h"
#include "stats/trend.h"

/* A direction is told from so many weeks (from Monday) with so many answers each. */
#define WEEKLY_LEAST   6
#define WEEKLY_ANSWERS 5

/* What opinions must have changed by over all weeks to be called a change: two points of a share,
 * five of a net promoter score. */
#define WEEKLY_SHARE  0.02
#define WEEKLY_POINTS 5.0

struct weekly {
    enum stats_trend_state state;
    double slope; /* a week, in the values' unit; 0 when too few */
    double p;     /* 1 when too few */
};

/* values[count] of the weeks that begin on mondays[count], rising. What they change by over the
 * whole span at `least` is called a change. False: ERR_MEMORY. */
bool weekly_direction(const double *values, const int32_t *mondays, size_t count, double least,
                      struct weekly *out, struct err *err);

#endif
