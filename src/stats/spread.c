/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/spread.h"

#include <math.h>

#include "stats/special.h"

enum stats_status stats_spread_rate(const struct stats_count *groups, size_t count, double n,
                                    struct stats_spread *out)
{
    double all = 0, done = 0, squares = 0, apart = 0;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (groups[i].x > groups[i].n) {
            return STATS_DATA_ERROR;
        }
        used += groups[i].n > 0;
        all += (double)groups[i].n;
        done += (double)groups[i].x;
        squares += (double)groups[i].n * (double)groups[i].n;
    }
    if (used < STATS_SPREAD_ENOUGH || !(n > 0)) {
        return STATS_TOO_FEW;
    }
    double p = done / all, chance = p * (1 - p);
    for (size_t i = 0; i < count; i++) {
        if (groups[i].n > 0) {
            double off = stats_count_rate(groups[i]) - p;
            apart += (double)groups[i].n * off * off;
        }
    }
    double between = fmax(0, (apart - (double)(used - 1) * chance) / (all - squares / all));
    double pooled = between * squares / (all * all) + chance / all;
    *out = (struct stats_spread){p, between + pooled + chance / n, between};
    return STATS_OK;
}

enum stats_status stats_spread_amount(const double *values, const double *weights, size_t count,
                                      struct stats_spread *out)
{
    double all = 0, sum = 0, squares = 0, apart = 0;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (weights[i] > 0) {
            used++;
            all += weights[i];
            sum += weights[i] * values[i];
        }
    }
    if (used < STATS_SPREAD_ENOUGH) {
        return STATS_TOO_FEW;
    }
    double mean = sum / all;
    for (size_t i = 0; i < count; i++) {
        if (weights[i] > 0) {
            double share = weights[i] / all, off = values[i] - mean;
            squares += share * share;
            apart += share * off * off;
        }
    }
    double between = apart / (1 - squares);
    *out = (struct stats_spread){mean, between * (1 + squares), between};
    return STATS_OK;
}

double stats_spread_reach(size_t groups, double share)
{
    return stats_special_t_quantile((1 + share) / 2, (double)(groups - 1));
}
