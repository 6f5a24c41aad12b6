/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/mee.h"

#include <math.h>

#include "stats/score.h"

/* The difference between `inside` (not rejected) and `outside` where |z| reaches c. */
static double edge(struct stats_count a, struct stats_count b, double c, double inside,
                   double outside)
{
    for (int i = 0; i < 60; i++) {
        double middle = inside + (outside - inside) / 2;
        if (fabs(stats_score_z(a, b, middle)) > c) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    return inside + (outside - inside) / 2;
}

static enum stats_status check(struct stats_count a, struct stats_count b, double c)
{
    enum stats_status status = stats_count_check_pair(a, b);
    return status == STATS_OK && !(c > 0 && isfinite(c)) ? STATS_DATA_ERROR : status;
}

enum stats_status stats_mee(struct stats_count a, struct stats_count b, double c,
                            struct stats_interval *out)
{
    enum stats_status status = check(a, b, c);
    if (status == STATS_OK) {
        double difference = stats_count_rate(b) - stats_count_rate(a);
        *out = (struct stats_interval){edge(a, b, c, difference, -1), edge(a, b, c, difference, 1)};
    }
    return status;
}

enum stats_status stats_mee_high(struct stats_count a, struct stats_count b, double c, double *high)
{
    enum stats_status status = check(a, b, c);
    if (status == STATS_OK) {
        *high = edge(a, b, c, stats_count_rate(b) - stats_count_rate(a), 1);
    }
    return status;
}
