/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/sample.h"

#include <float.h>
#include <math.h>

/* A number as the sum of two doubles, the second below half a unit in the last place of the first.
 */
struct pair {
    double high, low;
};

static struct pair sum_of(double a, double b)
{
    double high = a + b, part = high - a;
    return (struct pair){high, (a - (high - part)) + (b - part)};
}

static struct pair product_of(double a, double b)
{
    double high = a * b;
    return (struct pair){high, fma(a, b, -high)};
}

static struct pair add(struct pair a, struct pair b)
{
    struct pair high = sum_of(a.high, b.high), low = sum_of(a.low, b.low);
    high = sum_of(high.high, high.low + low.high);
    return sum_of(high.high, high.low + low.low);
}

static struct pair times(struct pair a, struct pair b)
{
    struct pair product = product_of(a.high, b.high);
    return sum_of(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static struct pair negative(struct pair a)
{
    return (struct pair){-a.high, -a.low};
}

/* squares - sum^2 / n as (n squares - sum^2) / n. */
static enum stats_status combine(uint64_t n, struct pair sum, struct pair squares,
                                 struct stats_sample *out)
{
    struct pair people = {(double)n, 0};
    struct pair scaled = times(people, squares);
    double over = add(scaled, negative(times(sum, sum))).high;
    if (!isfinite(over) || squares.high < 0) {
        return STATS_DATA_ERROR;
    }
    /* Sums that were rounded when they were written may miss 0 by that much. */
    if (over < 0 && -over > 4 * DBL_EPSILON * scaled.high) {
        return STATS_DATA_ERROR;
    }
    if (n == 0) {
        if (sum.high != 0 || squares.high != 0) {
            return STATS_DATA_ERROR;
        }
        *out = (struct stats_sample){0, 0, 0};
        return STATS_OK;
    }
    *out = (struct stats_sample){n, (sum.high + sum.low) / (double)n, fmax(over, 0) / (double)n};
    return STATS_OK;
}

enum stats_status stats_sample_of(uint64_t n, double sum, double squares, struct stats_sample *out)
{
    return combine(n, (struct pair){sum, 0}, (struct pair){squares, 0}, out);
}

void stats_sample_add(struct stats_sample_sums *sums, int64_t amount, int64_t cap)
{
    double value = (double)(amount < cap ? amount : cap);
    struct pair sum = add((struct pair){sums->sum[0], sums->sum[1]}, (struct pair){value, 0});
    struct pair squares =
        add((struct pair){sums->squares[0], sums->squares[1]}, product_of(value, value));
    sums->count++;
    sums->sum[0] = sum.high;
    sums->sum[1] = sum.low;
    sums->squares[0] = squares.high;
    sums->squares[1] = squares.low;
}

enum stats_status stats_sample_end(const struct stats_sample_sums *sums, uint64_t n, double unit,
                                   struct stats_sample *out)
{
    struct stats_sample sample;
    if (sums->count > n || !(unit > 0)) {
        return STATS_DATA_ERROR;
    }
    enum stats_status status = combine(n, (struct pair){sums->sum[0], sums->sum[1]},
                                       (struct pair){sums->squares[0], sums->squares[1]}, &sample);
    if (status == STATS_OK) {
        *out = (struct stats_sample){n, sample.mean / unit, sample.squares / unit / unit};
    }
    return status;
}
