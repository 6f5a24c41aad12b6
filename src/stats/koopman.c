/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/koopman.h"

#include <float.h>
#include <math.h>

/* z of the hypothesis pB = r pA, which falls as r grows; the likeliest pA under it is the smaller
 * root of (nA + nB) r p^2 - (nB r + xB + nA + xA r) p + (xA + xB) = 0, in the form that does not
 * subtract. */
static double ratio_z(struct stats_count a, struct stats_count b, double r)
{
    double xa = (double)a.x, na = (double)a.n, xb = (double)b.x, nb = (double)b.n;
    double square = (na + nb) * r;
    double linear = nb * r + xb + na + xa * r;
    double constant = xa + xb;
    double root = sqrt(fmax(linear * linear - 4 * square * constant, 0));
    double pa = fmin(2 * constant / (linear + root), 1);
    double pb = fmin(r * pa, 1);
    double variance = pb * (1 - pb) / nb + r * r * (pa * (1 - pa)) / na;
    double over = xb / nb - r * (xa / na);
    if (over == 0) {
        return 0;
    }
    return variance < DBL_MIN ? copysign(DBL_MAX, over) : over / sqrt(variance);
}

/* Ratios beyond exp(+-FAR) cannot be the end of an interval of counts; squares of them still fit.
 */
#define FAR 150

/* The ratio where z passes `wanted`; direction 1: the upper end (z falls below it), -1: the lower
 * end. `start` (a logarithm) need not lie inside. False: there is none. */
static bool edge(struct stats_count a, struct stats_count b, double wanted, double start,
                 int direction, double *ratio)
{
    double inside = start;
    while (fabs(inside) < FAR && (ratio_z(a, b, exp(inside)) - wanted) * direction < 0) {
        inside -= direction;
    }
    double outside = inside, step = 1;
    do {
        inside = outside;
        outside += direction * step;
        step *= 2;
        if (fabs(outside) > FAR) {
            return false;
        }
    } while ((ratio_z(a, b, exp(outside)) - wanted) * direction > 0);
    for (int i = 0; i < 80; i++) {
        double middle = (inside + outside) / 2;
        if ((ratio_z(a, b, exp(middle)) - wanted) * direction > 0) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    *ratio = exp((inside + outside) / 2);
    return true;
}

enum stats_status stats_koopman(struct stats_count a, struct stats_count b, double c,
                                struct stats_koopman *out)
{
    enum stats_status status = stats_count_check_pair(a, b);
    if (status != STATS_OK) {
        return status;
    }
    if (!(c > 0 && isfinite(c))) {
        return STATS_DATA_ERROR;
    }
    struct stats_koopman result = {.has_ratio = a.x > 0};
    result.ratio = a.x > 0 ? stats_count_rate(b) / stats_count_rate(a) : 0;
    /* Without successes in an arm half of one is as good a place to start from as any. */
    double start = log(fmax(stats_count_rate(b), 0.5 / (double)b.n) /
                       fmax(stats_count_rate(a), 0.5 / (double)a.n));
    if (b.x > 0 && !edge(a, b, c, start, -1, &result.low)) {
        result.low = 0;
    }
    if (a.x > 0) {
        result.has_high = edge(a, b, -c, start, 1, &result.high);
    }
    *out = result;
    return STATS_OK;
}
