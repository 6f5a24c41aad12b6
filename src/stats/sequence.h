/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asymptotic confidence sequences: intervals and p values that hold however often one looks
 * (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas: Annals of Statistics 52, 2024; eq. 9, 155 and
 * 161; the form that GrowthBook runs). For a test without a plan.
 *
 *     rho^2 = (-2 ln alpha + ln(1 - 2 ln alpha)) / N*      u = N rho^2
 *     crit  = sqrt(2 (1 + 1/u) ln(sqrt(u + 1) / alpha))
 *     p     = min(1, sqrt(u + 1) exp(-z^2 u / (2 (u + 1))))
 *
 * N counts the recipients of both arms, N* is where the sequence is tightest. N* must not be chosen
 * by looking at results.
 */
#ifndef CAMPANE_STATS_SEQUENCE_H
#define CAMPANE_STATS_SEQUENCE_H

#include "stats/count.h"
#include "stats/wilson.h"

#define STATS_SEQUENCE_TIGHTEST 5000.0

struct stats_sequence {
    double alpha;    /* 0 < alpha < 1; over m comparisons: alpha / m */
    double tightest; /* N* > 0 */
};

/* The critical value for |z| at N > 0 recipients. 0 when a parameter is out of its range. */
double stats_sequence_critical(const struct stats_sequence *sequence, double n);

/* The always-valid p value of z at N recipients, 0 <= p <= 1; what people are shown is the smallest
 * over the days. 1 when a parameter is out of its range. */
double stats_sequence_p(const struct stats_sequence *sequence, double n, double z);

struct stats_sequence_result {
    double critical, p;
    struct stats_interval interval; /* estimate +- critical * se */
};

/* For any estimate with its standard error, as money by welch.h. STATS_DATA_ERROR: a parameter is
 * out of its range, se < 0, or the result is beyond what doubles hold; STATS_NO_DATA: N = 0. With
 * se = 0 p is 1 for an estimate of 0, else 0. */
enum stats_status stats_sequence_estimate(const struct stats_sequence *sequence, double n,
                                          double estimate, double se,
                                          struct stats_sequence_result *out);

#endif
