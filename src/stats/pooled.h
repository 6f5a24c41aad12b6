/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The z test of two proportions with the pooled variance (Pearson's chi-square without correction,
 * signed): z = (pB - pA) / sqrt(P (1 - P) (1/nA + 1/nB)), P the common rate. This one statistic
 * carries every verdict; what changes is the critical value it is held against: 1.96 for one look
 * (normal.h), boundary.h with a plan, sequence.h without. |z| > c, "mee at c excludes 0" and
 * "koopman at c excludes 1" are the same event.
 */
#ifndef CAMPANE_STATS_POOLED_H
#define CAMPANE_STATS_POOLED_H

#include "stats/count.h"

struct stats_pooled {
    double difference; /* pB - pA */
    double z;          /* 0 when everybody or nobody did it */
    double p;          /* two-sided, for one look */
    double expected;   /* stats_count_expected */
};

/* STATS_OK, _NO_DATA or _DATA_ERROR. O(1). */
enum stats_status stats_pooled(struct stats_count a, struct stats_count b,
                               struct stats_pooled *out);

#endif
