/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the next one will do, from how those before differed: a range for a new group of recipients
 * (or for an amount per buyer) that knows the spread between groups, not only chance within one.
 *
 * Rates: groups differ by a variance T that is what is left of the weighted variance of their rates
 * when chance is taken off (method of moments, DerSimonian and Laird 1986, as for proportions); the
 * next group of n has variance T + var(pooled rate) + p (1 - p) / n. Amounts: the weighted variance
 * between groups. Ranges are Student's with one degree of freedom less than there are groups, since
 * that spread is known no better (Higgins, Thompson and Spiegelhalter 2009).
 */
#ifndef CAMPANE_STATS_SPREAD_H
#define CAMPANE_STATS_SPREAD_H

#include "stats/count.h"

#define STATS_SPREAD_ENOUGH 3 /* groups: of fewer nobody can tell how they differ */

struct stats_spread {
    double mean;     /* pooled: the weighted mean */
    double variance; /* of the next one around it */
    double between;  /* of that, what groups differ by */
};

/* Of a rate, for a next group of n > 0 recipients. Groups without recipients are passed over.
 * TOO_FEW under STATS_SPREAD_ENOUGH groups; DATA_ERROR: x > n in one. */
enum stats_status stats_spread_rate(const struct stats_count *groups, size_t count, double n,
                                    struct stats_spread *out);

/* Of an amount per buyer: values with the buyers behind each (weights > 0; others are passed
 * over). */
enum stats_status stats_spread_amount(const double *values, const double *weights, size_t count,
                                      struct stats_spread *out);

/* How many standard deviations hold `share` (0 < share < 1) of what comes next after so many groups
 * (at least two). */
double stats_spread_reach(size_t groups, double share);

#endif
