/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The score interval of a difference of two rates (Mee 1984; Newcombe 1998, method 5): all
 * differences that score.h does not reject at critical value c. It excludes 0 exactly when the
 * pooled |z| > c.
 */
#ifndef CAMPANE_STATS_MEE_H
#define CAMPANE_STATS_MEE_H

#include "stats/count.h"
#include "stats/wilson.h"

/* pB - pA, -1 <= low <= difference <= high <= 1, at c (> 0: stats_z(0.95), a boundary, a
 * sequence's). STATS_OK, _NO_DATA or _DATA_ERROR (also for such a c). About 120 score tests,
 * 50 microseconds. */
enum stats_status stats_mee(struct stats_count a, struct stats_count b, double c,
                            struct stats_interval *out);

/* Its upper end alone, at half the cost: for guardrails. */
enum stats_status stats_mee_high(struct stats_count a, struct stats_count b, double c,
                                 double *high);

#endif
