/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/pooled.h"

#include <math.h>

#include "stats/normal.h"

enum stats_status stats_pooled(struct stats_count a, struct stats_count b, struct stats_pooled *out)
{
    enum stats_status status = stats_count_check_pair(a, b);
    if (status != STATS_OK) {
        return status;
    }
    double na = (double)a.n, nb = (double)b.n, all = na + nb;
    double successes = ((double)a.x + (double)b.x) / all;
    double failures = ((double)(a.n - a.x) + (double)(b.n - b.x)) / all;
    double variance = successes * failures * (1 / na + 1 / nb);
    double difference = stats_count_rate(b) - stats_count_rate(a);
    double z = variance > 0 ? difference / sqrt(variance) : 0;
    *out =
        (struct stats_pooled){difference, z, stats_normal_two_sided(z), stats_count_expected(a, b)};
    return STATS_OK;
}
