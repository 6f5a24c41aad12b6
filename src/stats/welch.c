/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/welch.h"

#include <math.h>

#include "stats/special.h"

enum stats_status stats_welch(const struct stats_sample *a, const struct stats_sample *b,
                              double confidence, struct stats_welch *out)
{
    if (a->n < 2 || b->n < 2) {
        return STATS_TOO_FEW;
    }
    if (!(confidence > 0 && confidence < 1)) {
        return STATS_DATA_ERROR;
    }
    double na = (double)a->n, nb = (double)b->n;
    double va = a->squares / (na - 1) / na, vb = b->squares / (nb - 1) / nb;
    double variance = va + vb;
    if (!(variance > 0)) {
        return STATS_NO_VARIANCE;
    }
    /* Shares first: squares of variances could leave the range of doubles. */
    double sa = va / variance, sb = vb / variance;
    struct stats_welch result = {
        .mean_a = a->mean,
        .mean_b = b->mean,
        .difference = b->mean - a->mean,
        .se = sqrt(variance),
        .df = 1 / (sa * sa / (na - 1) + sb * sb / (nb - 1)),
    };
    result.t = result.difference / result.se;
    result.p = fmin(2 * stats_special_t_upper(fabs(result.t), result.df), 1);
    double half = -stats_special_t_quantile((1 - confidence) / 2, result.df) * result.se;
    result.interval = (struct stats_interval){result.difference - half, result.difference + half};
    if (!isfinite(result.t) || !isfinite(result.interval.low) || !isfinite(result.interval.high)) {
        return STATS_DATA_ERROR;
    }
    *out = result;
    return STATS_OK;
}
