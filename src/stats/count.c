/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/count.h"

#include <math.h>

const char *stats_status_name(enum stats_status status)
{
    static const char *const names[] = {
        [STATS_OK] = "ok",
        [STATS_NO_DATA] = "no_data",
        [STATS_DATA_ERROR] = "data_error",
        [STATS_TOO_FEW] = "too_few",
        [STATS_NO_VARIANCE] = "no_variance",
        [STATS_FLAT] = "flat",
    };
    return names[status];
}

enum stats_status stats_count_check(const struct stats_count *counts, size_t count)
{
    bool empty = false;
    for (size_t i = 0; i < count; i++) {
        if (counts[i].x > counts[i].n) {
            return STATS_DATA_ERROR;
        }
        empty = empty || counts[i].n == 0;
    }
    return empty ? STATS_NO_DATA : STATS_OK;
}

enum stats_status stats_count_check_pair(struct stats_count a, struct stats_count b)
{
    return stats_count_check((const struct stats_count[]){a, b}, 2);
}

double stats_count_rate(struct stats_count count)
{
    return (double)count.x / (double)count.n;
}

struct stats_count stats_count_add(struct stats_count a, struct stats_count b)
{
    return (struct stats_count){a.x + b.x, a.n + b.n};
}

double stats_count_expected(struct stats_count a, struct stats_count b)
{
    double successes = (double)a.x + (double)b.x;
    double failures = (double)(a.n - a.x) + (double)(b.n - b.x);
    double all = (double)a.n + (double)b.n;
    return all > 0 ? fmin((double)a.n, (double)b.n) * (fmin(successes, failures) / all) : 0;
}
