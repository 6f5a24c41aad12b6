/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/srm.h"

#include <math.h>

#include "stats/special.h"

enum stats_status stats_srm(const uint64_t *sent, const double *weights, size_t count,
                            struct stats_srm *out)
{
    double all = 0, whole = 0, least = (double)INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (!(weights[i] > 0 && isfinite(weights[i]))) {
            return STATS_DATA_ERROR;
        }
        all += (double)sent[i];
        whole += weights[i];
        least = fmin(least, weights[i]);
    }
    if (!isfinite(whole)) {
        return STATS_DATA_ERROR;
    }
    if (count < 2 || all * (least / whole) < STATS_COUNT_ENOUGH) {
        return STATS_TOO_FEW;
    }
    double chi2 = 0, largest = 0;
    for (size_t i = 0; i < count; i++) {
        double expected = all * (weights[i] / whole);
        double off = (double)sent[i] - expected;
        chi2 += off * off / expected;
        largest = fmax(largest, fabs(off) / all);
    }
    double p = stats_special_chi2_upper(chi2, (double)count - 1);
    *out = (struct stats_srm){chi2, count - 1, p, p < STATS_SRM_THRESHOLD, largest};
    return STATS_OK;
}
