/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/open.h"

#include <math.h>

enum stats_status stats_open(struct stats_count a, struct stats_count b,
                             const struct stats_sequence *sequence, struct stats_open *out)
{
    struct stats_open result;
    enum stats_status status = stats_pooled(a, b, &result.pooled);
    if (status != STATS_OK) {
        return status;
    }
    double all = (double)a.n + (double)b.n;
    result.critical = stats_sequence_critical(sequence, all);
    result.p = stats_sequence_p(sequence, all, result.pooled.z);
    status = stats_mee(a, b, result.critical, &result.difference);
    if (status == STATS_OK) {
        status = stats_koopman(a, b, result.critical, &result.ratio);
    }
    if (status == STATS_OK) {
        result.judge = result.pooled.expected >= STATS_COUNT_ENOUGH;
        result.call = result.judge && fabs(result.pooled.z) > result.critical;
        *out = result;
    }
    return status;
}
