/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Welch's t test of two means with unequal variances (Biometrika 34, 1947; degrees of freedom after
 * Satterthwaite): money per recipient. Looked at daily, its se goes into sequence.h instead.
 */
#ifndef CAMPANE_STATS_WELCH_H
#define CAMPANE_STATS_WELCH_H

#include "stats/sample.h"
#include "stats/wilson.h"

struct stats_welch {
    double mean_a, mean_b;
    double difference; /* mean B - mean A */
    double se;
    double t, df, p;                /* two-sided */
    struct stats_interval interval; /* of the difference */
};

/* confidence inside 0..1. STATS_OK; _TOO_FEW: under two recipients in an arm; _NO_VARIANCE: nobody
 * differs in either arm; _DATA_ERROR: the confidence, or a result beyond what doubles hold. About
 * 60 evaluations of the t tail. */
enum stats_status stats_welch(const struct stats_sample *a, const struct stats_sample *b,
                              double confidence, struct stats_welch *out);

#endif
