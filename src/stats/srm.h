/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sample ratio mismatch: chi-square goodness of fit of the recipients of the arms (sent, not
 * delivered) against the split that was meant. A split that fails it blocks every verdict.
 */
#ifndef CAMPANE_STATS_SRM_H
#define CAMPANE_STATS_SRM_H

#include "stats/count.h"

/* Flags 1 % of sound tests when looked at daily for 30 days. */
#define STATS_SRM_THRESHOLD 0.001

struct stats_srm {
    double chi2;
    size_t df;
    double p;
    bool flag;      /* p < STATS_SRM_THRESHOLD: do not trust this test */
    double largest; /* the largest |share seen - share meant| of an arm, for words */
};

/* An arm that got nobody counts like any other. STATS_OK; _DATA_ERROR: a weight that is not above
 * 0; _TOO_FEW: under two arms, or an expected count below 5. O(k). */
enum stats_status stats_srm(const uint64_t *sent, const double *weights, size_t count,
                            struct stats_srm *out);

#endif
