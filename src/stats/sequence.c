/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/sequence.h"

#include <math.h>

/* u, or 0 when a parameter is out of its range. */
static double time_of(const struct stats_sequence *sequence, double n)
{
    double alpha = sequence->alpha;
    if (!(alpha > 0 && alpha < 1 && sequence->tightest > 0 && n > 0)) {
        return 0;
    }
    double twice = -2 * log(alpha);
    double u = n / sequence->tightest * (twice + log1p(twice));
    return isfinite(u) ? u : 0;
}

double stats_sequence_critical(const struct stats_sequence *sequence, double n)
{
    double u = time_of(sequence, n);
    if (!(u > 0)) {
        return 0;
    }
    double critical = sqrt(2 * (1 + 1 / u) * (log1p(u) / 2 - log(sequence->alpha)));
    return isfinite(critical) ? critical : 0;
}

double stats_sequence_p(const struct stats_sequence *sequence, double n, double z)
{
    double u = time_of(sequence, n);
    if (!(u > 0) || isnan(z)) {
        return 1;
    }
    return fmin(1, exp(log1p(u) / 2 - z * z / 2 * (u / (u + 1))));
}

enum stats_status stats_sequence_estimate(const struct stats_sequence *sequence, double n,
                                          double estimate, double se,
                                          struct stats_sequence_result *out)
{
    if (n == 0) {
        return STATS_NO_DATA;
    }
    double critical = stats_sequence_critical(sequence, n);
    double half = critical * se;
    if (!(critical > 0 && se >= 0 && isfinite(estimate - half) && isfinite(estimate + half))) {
        return STATS_DATA_ERROR;
    }
    double z = estimate == 0 ? 0 : estimate / se; /* may be infinite: then p is 0 */
    *out = (struct stats_sequence_result){
        critical, stats_sequence_p(sequence, n, z), {estimate - half, estimate + half}};
    return STATS_OK;
}
