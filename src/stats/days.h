/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two arms day by day: whether the split moved, and the comparison within days for when it did
 * (Mantel and Haenszel 1959, no continuity correction), which no change of the split or of the
 * rates from day to day can fake (Simpson's paradox).
 */
#ifndef CAMPANE_STATS_DAYS_H
#define CAMPANE_STATS_DAYS_H

#include "stats/count.h"

struct stats_day {
    struct stats_count a, b; /* of this day alone */
};

struct stats_by_day {
    double difference; /* sum w (pB - pA) / sum w, w = nA nB / (nA + nB) */
    double z;          /* of B, signed; z^2 is the chi-square with 1 degree of freedom */
    double chi2, p;
    double se; /* of the difference under "the same": difference = z se, so difference +- c se
                  excludes 0 exactly when |z| > c */
};

/* Days with an empty arm are skipped. NO_DATA: no other day; DATA_ERROR: x > n on one. O(days). */
enum stats_status stats_by_day(const struct stats_day *days, size_t count,
                               struct stats_by_day *out);

/* The same for days that come one after the other; zeroed it is empty. A day must have passed
 * stats_count_check_pair with another answer than DATA_ERROR. O(1). */
struct stats_day_sums {
    double over, variance, weights;
};
void stats_day_add(struct stats_day_sums *sums, const struct stats_day *day);
enum stats_status stats_day_end(const struct stats_day_sums *sums, struct stats_by_day *out);

/* How far B's share of the recipients moved between days, in 0..1: the largest less the smallest.
 * Days under a twentieth of the fullest day do not count: their share is chance. 0 with fewer than
 * two days. O(days). */
double stats_day_drift(const struct stats_day *days, size_t count);

/* From here on the by-day figure is the verdict's. */
#define STATS_DAY_DRIFT 0.05

#endif
