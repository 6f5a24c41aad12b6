/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guardrails: non-inferiority of B against a stated margin for a rate of something bad (opt-outs,
 * blocks, failures), by the score test of pB - pA >= margin (Farrington and Manning, Statistics in
 * Medicine 9, 1990). "Upper end below the margin" and "z < -c" are the same event. Not significant
 * is not safe.
 */
#ifndef CAMPANE_STATS_MARGIN_H
#define CAMPANE_STATS_MARGIN_H

#include "stats/count.h"

struct stats_margin {
    double z;     /* of the margin; low is good */
    double p;     /* Phi(z), one-sided, for one look */
    double upper; /* upper end of the Mee interval at c: B adds at most this */
    bool safe;    /* z < -c */
};

/* margin in points (0.001 is 0.1 pp), -1 < margin < 1; c > 0: one look at one-sided alpha
 * takes stats_normal_upper_quantile(alpha), a daily look the sequence's critical value at two-sided
 * 2 alpha. STATS_OK, _NO_DATA or _DATA_ERROR. 30 microseconds. */
enum stats_status stats_margin(struct stats_count a, struct stats_count b, double margin, double c,
                               struct stats_margin *out);

/* The margin when none is stated: a quarter of A's rate over the earlier period, at least 0.001. */
double stats_margin_default(double rate);

#endif
