/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fisher's exact test of two proportions, two-sided as R's fisher.test: the probabilities, given
 * the margins, of all tables that are not likelier than the one seen (up to a factor 1 + 1e-7).
 */
#ifndef CAMPANE_STATS_FISHER_H
#define CAMPANE_STATS_FISHER_H

#include "stats/count.h"

/* The p value, 0 <= p <= 1. STATS_OK, _NO_DATA or _DATA_ERROR. Walks out from the likeliest table:
 * O(sqrt(min(nA, nB, x, n - x))) steps, microseconds where the smallest expected count is below 5,
 * some milliseconds at a billion recipients. Where the table's variance exceeds 1e10 the normal
 * distribution with continuity correction stands in (absolute error below 1e-5). */
enum stats_status stats_fisher(struct stats_count a, struct stats_count b, double *p);

#endif
