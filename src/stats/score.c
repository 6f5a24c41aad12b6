/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/score.h"

#include <float.h>
#include <math.h>

/* The root of the cubic (Miettinen and Nurminen 1985, appendix), with B as their first group. */
static double closed_form(double xa, double na, double xb, double nb, double delta)
{
    double n = na + nb, x = xa + xb;
    double l2 = (nb + 2 * na) * delta - n - x;
    double l1 = (na * delta - n - 2 * xa) * delta + x;
    double l0 = xa * delta * (1 - delta);
    double third = l2 / (3 * n);
    double q = third * third * third - l1 * l2 / (6 * n * n) + l0 / (2 * n);
    double p = copysign(sqrt(fmax(third * third - l1 / (3 * n), 0)), q);
    double cube = p * p * p;
    double cosine = cube != 0 ? fmin(fmax(q / cube, -1), 1) : 0;
    double angle = (3.14159265358979323846 + acos(cosine)) / 3;
    return 2 * p * cos(angle) - third;
}

/* The derivative of the log-likelihood over pA, and its own derivative (below 0). A term without
 * people is left out: its rate may be at an end. */
static double slope(const double count[4], const double rate[4], double *curvature)
{
    double sum = 0;
    *curvature = 0;
    for (int i = 0; i < 4; i++) {
        if (count[i] > 0) {
            double term = count[i] / rate[i];
            sum += i % 2 ? -term : term;
            *curvature -= term / rate[i];
        }
    }
    return sum;
}

static void rates_at(double pa, double delta, double rate[4])
{
    rate[0] = pa;
    rate[1] = 1 - pa;
    rate[2] = pa + delta;
    rate[3] = 1 - delta - pa;
}

/* The likelihood is concave in pA: Newton steps kept inside a bracket. */
double stats_score_null_rate(struct stats_count a, struct stats_count b, double delta)
{
    const double count[4] = {(double)a.x, (double)(a.n - a.x), (double)b.x, (double)(b.n - b.x)};
    double low = fmax(0, -delta), high = fmin(1, 1 - delta);
    double rate[4], curvature;
    /* Nothing that pushes off an end, and the slope there points at it: the end is the answer. */
    bool free_low = (delta >= 0 && count[0] > 0) || (delta <= 0 && count[2] > 0);
    bool free_high = (delta <= 0 && count[1] > 0) || (delta >= 0 && count[3] > 0);
    rates_at(low, delta, rate);
    if (!free_low && slope(count, rate, &curvature) <= 0) {
        return low;
    }
    rates_at(high, delta, rate);
    if (!free_high && slope(count, rate, &curvature) >= 0) {
        return high;
    }
    double p = closed_form(count[0], (double)a.n, count[2], (double)b.n, delta);
    for (int i = 0; i < 100; i++) {
        if (!(p > low && p < high)) {
            p = low + (high - low) / 2;
        }
        rates_at(p, delta, rate);
        double value = slope(count, rate, &curvature);
        if (value > 0) {
            low = p;
        } else {
            high = p;
        }
        double next = p - value / curvature;
        if (!(next > low && next < high)) {
            next = low + (high - low) / 2;
        }
        double step = fabs(next - p);
        p = next;
        if (step <= 2e-16 * p || high - low <= DBL_MIN) {
            break;
        }
    }
    return p;
}

double stats_score_z(struct stats_count a, struct stats_count b, double delta)
{
    double pa = stats_score_null_rate(a, b, delta);
    double rate[4];
    rates_at(pa, delta, rate);
    double variance =
        fmax(rate[0] * rate[1], 0) / (double)a.n + fmax(rate[2] * rate[3], 0) / (double)b.n;
    double over = stats_count_rate(b) - stats_count_rate(a) - delta;
    if (over == 0) {
        return 0;
    }
    if (variance < DBL_MIN) {
        return copysign(DBL_MAX, over);
    }
    return over / sqrt(variance);
}
