/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/holm.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct rank {
    double p;
    size_t index;
};

static int by_p(const void *left, const void *right)
{
    const struct rank *a = left, *b = right;
    return (a->p > b->p) - (a->p < b->p);
}

bool stats_holm(const double *p, size_t count, double *adjusted, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!(p[i] >= 0 && p[i] <= 1)) {
            return err_set(err, ERR_USAGE, "%s", "p values lie between 0 and 1");
        }
    }
    if (count == 0) {
        return true;
    }
    struct rank *ranks = mem_new(count, sizeof *ranks);
    if (!ranks) {
        return err_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        ranks[i] = (struct rank){p[i], i};
    }
    qsort(ranks, count, sizeof *ranks, by_p);
    double least = 0;
    for (size_t i = 0; i < count; i++) {
        least = fmax(least, fmin((double)(count - i) * ranks[i].p, 1));
        adjusted[ranks[i].index] = least;
    }
    mem_free(ranks);
    return true;
}
