/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/fisher.h"

#include <math.h>

#include "stats/normal.h"

/* How many of B's recipients are among the successes, when all margins stand: hypergeometric. */
struct table {
    double na, nb, successes;
    double low, high; /* possible counts */
};

/* Weights below are 0: doubles lose their digits soon after. */
#define LEAST 1e-300

/* P(k + 1) / P(k). */
static double ratio(const struct table *table, double k)
{
    return (table->successes - k) * (table->nb - k) /
           ((k + 1) * (table->na - table->successes + k + 1));
}

/* Weights relative to the mode: no factorial is needed, and products of ratios lose 2e-16 a step.
 * Of the weights on one side of the mode (direction 1 or -1) adds all to *all, and those that are
 * not above `limit` to *tail. */
static void walk(const struct table *table, double mode, int direction, double limit, double *all,
                 double *tail)
{
    double weight = 1;
    for (double k = mode; direction > 0 ? k < table->high : k > table->low; k += direction) {
        weight = direction > 0 ? weight * ratio(table, k) : weight / ratio(table, k - 1);
        /* What follows falls ever faster and cannot be seen beside the limit's table. */
        if (weight < fmax(1e-20 * fmin(limit, 1), LEAST)) {
            break;
        }
        *all += weight;
        *tail += weight <= limit ? weight : 0;
    }
}

/* The weight of a table relative to the mode's. */
static double weight_of(const struct table *table, double mode, double seen)
{
    double weight = 1;
    for (double k = mode; k < seen && weight >= LEAST; k++) {
        weight *= ratio(table, k);
    }
    for (double k = mode; k > seen && weight >= LEAST; k--) {
        weight /= ratio(table, k - 1);
    }
    return weight >= LEAST ? weight : 0;
}

enum stats_status stats_fisher(struct stats_count a, struct stats_count b, double *p)
{
    enum stats_status status = stats_count_check_pair(a, b);
    if (status != STATS_OK) {
        return status;
    }
    struct table table = {.na = (double)a.n, .nb = (double)b.n};
    double all = table.na + table.nb;
    table.successes = (double)a.x + (double)b.x;
    table.low = fmax(0, table.successes - table.na);
    table.high = fmin(table.successes, table.nb);
    double seen = (double)b.x;
    double mean = table.successes * (table.nb / all);
    double variance = mean * ((all - table.successes) / all) * (table.na / fmax(all - 1, 1));
    if (variance > 1e10) {
        double off = fmax(fabs(seen - mean) - 0.5, 0);
        *p = stats_normal_two_sided(off / sqrt(variance));
        return STATS_OK;
    }
    double mode = floor((table.successes + 1) * ((table.nb + 1) / (all + 2)));
    mode = fmin(fmax(mode, table.low), table.high);
    double limit = weight_of(&table, mode, seen) * (1 + 1e-7);
    double sum = 1, tail = limit >= 1 ? 1 : 0;
    walk(&table, mode, 1, limit, &sum, &tail);
    walk(&table, mode, -1, limit, &sum, &tail);
    *p = fmin(tail / sum, 1);
    return STATS_OK;
}
