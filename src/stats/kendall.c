/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/kendall.h"

#include <math.h>
#include <stddef.h>

#include "base/mem.h"
#include "stats/normal.h"

static void swap(double *a, double *b)
{
    double kept = *a;
    *a = *b;
    *b = kept;
}

/* Bring the value of rank k to its place: no larger one before it, no smaller one behind (Hoare
 * 1961). Of the slopes of all pairs only the middle is wanted, so they are not sorted. */
static void select_rank(double *values, size_t count, size_t k)
{
    ptrdiff_t low = 0, high = (ptrdiff_t)count - 1;
    while (low < high) {
        double pivot = values[low + (high - low) / 2];
        ptrdiff_t i = low - 1, j = high + 1;
        for (;;) {
            do {
                i++;
            } while (values[i] < pivot);
            do {
                j--;
            } while (values[j] > pivot);
            if (i >= j) {
                break;
            }
            swap(&values[i], &values[j]);
        }
        /* Up to j nothing is larger than the pivot, behind it nothing smaller. */
        if ((ptrdiff_t)k <= j) {
            high = j;
        } else {
            low = j + 1;
        }
    }
}

static double median(double *values, size_t count)
{
    size_t middle = count / 2;
    select_rank(values, count, middle);
    double high = values[middle], low = high;
    if (count % 2 == 0) { /* the largest of those before it */
        low = values[0];
        for (size_t i = 1; i < middle; i++) {
            low = values[i] > low ? values[i] : low;
        }
    }
    return low + (high - low) / 2;
}

static int32_t time_at(const int32_t *x, size_t i)
{
    return x ? x[i] : (int32_t)i;
}

/* Whether two values are compared. */
static bool pair(const int32_t *x, size_t i, size_t j, int32_t season)
{
    return season <= 0 || ((int64_t)time_at(x, j) - time_at(x, i)) % season == 0;
}

/* 18 times the variance without ties of n values. */
static double untied(double n)
{
    return n * (n - 1) * (2 * n + 5);
}

/* The variance of S. Each value stands for its group (its season, and within it its ties): the
 * first of a group counts it. */
static double variance_of(const double *y, const int32_t *x, size_t count, int32_t season)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        size_t members = 0, ties = 0;
        bool first_member = true, first_tie = true;
        for (size_t j = 0; j < count; j++) {
            if (pair(x, i, j, season)) {
                members++;
                ties += y[j] == y[i];
                first_member = first_member && j >= i;
                first_tie = first_tie && (j >= i || y[j] != y[i]);
            }
        }
        sum += first_member ? untied((double)members) : 0;
        sum -= first_tie ? untied((double)ties) : 0;
    }
    return sum / 18;
}

static enum stats_status check(const double *y, const int32_t *x, size_t count)
{
    if (count > STATS_KENDALL_MOST) {
        return STATS_DATA_ERROR;
    }
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(y[i]) || (x && i && x[i] <= x[i - 1])) {
            return STATS_DATA_ERROR;
        }
    }
    return count < STATS_KENDALL_LEAST ? STATS_TOO_FEW : STATS_OK;
}

bool stats_kendall(const double *y, const int32_t *x, size_t count, int32_t season,
                   enum stats_status *status, struct stats_kendall *out, struct err *err)
{
    *status = check(y, x, count);
    if (*status != STATS_OK) {
        return true;
    }
    double *slopes = mem_new(count * (count - 1) / 2, sizeof *slopes);
    if (!slopes) {
        return err_memory(err);
    }
    struct stats_kendall result = {0};
    size_t pairs = 0;
    bool finite = true;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (pair(x, i, j, season)) {
                double days = (double)time_at(x, j) - (double)time_at(x, i);
                slopes[pairs] = (y[j] - y[i]) / days;
                finite = finite && isfinite(slopes[pairs]);
                result.s += (y[j] > y[i]) - (y[j] < y[i]);
                pairs++;
            }
        }
    }
    if (pairs == 0 || !finite) {
        *status = pairs ? STATS_DATA_ERROR : STATS_TOO_FEW;
    } else {
        result.variance = variance_of(y, x, count, season);
        double corrected = (double)(result.s - (result.s > 0) + (result.s < 0));
        result.z = result.variance > 0 ? corrected / sqrt(result.variance) : 0;
        result.p = stats_normal_two_sided(result.z);
        result.slope = median(slopes, pairs);
        *out = result;
    }
    mem_free(slopes);
    return true;
}
