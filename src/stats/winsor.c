/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/winsor.h"

#include <math.h>
#include <stdlib.h>

static int by_amount(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

bool stats_winsor_cap(int64_t *amounts, size_t count, int64_t *cap, size_t *above)
{
    if (count < STATS_WINSOR_BUYERS) {
        return false;
    }
    qsort(amounts, count, sizeof *amounts, by_amount);
    /* In thousandths, because 0.999 n may round up past a whole number. */
    size_t rank = count - count / 1000;
    *cap = amounts[rank - 1];
    size_t first = rank;
    while (first < count && amounts[first] == *cap) {
        first++;
    }
    *above = count - first;
    return true;
}
