/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether several arms differ at all: Pearson's chi-square of successes and failures in k arms,
 * k - 1 degrees of freedom, no continuity correction. A fact for the details; verdicts come from
 * pairs at alpha / m.
 */
#ifndef CAMPANE_STATS_OMNIBUS_H
#define CAMPANE_STATS_OMNIBUS_H

#include "stats/count.h"

struct stats_omnibus {
    double chi2; /* 0 when everybody or nobody did it */
    size_t df;
    double p;
};

/* STATS_OK, _NO_DATA (an arm without recipients), _DATA_ERROR, _TOO_FEW (under two arms). O(k). */
enum stats_status stats_omnibus(const struct stats_count *arms, size_t count,
                                struct stats_omnibus *out);

#endif
