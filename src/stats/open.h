/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The daily comparison without a plan, from counts: the pooled z against the critical value of the
 * always-valid sequence, with the intervals that say the same.
 */
#ifndef CAMPANE_STATS_OPEN_H
#define CAMPANE_STATS_OPEN_H

#include "stats/koopman.h"
#include "stats/mee.h"
#include "stats/pooled.h"
#include "stats/sequence.h"

struct stats_open {
    struct stats_pooled pooled; /* its p is for one look: not to be shown here */
    double critical, p;         /* of the sequence at nA + nB */
    struct stats_interval difference;
    struct stats_koopman ratio;
    bool judge; /* the smallest expected count is large enough */
    bool call;  /* judge and |z| > critical */
};

/* STATS_OK, _NO_DATA or _DATA_ERROR (also for a sequence out of its range). 70 microseconds; for
 * replaying days use stats_replay (replay.h), which leaves the intervals out. */
enum stats_status stats_open(struct stats_count a, struct stats_count b,
                             const struct stats_sequence *sequence, struct stats_open *out);

#endif
