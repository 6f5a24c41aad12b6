/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/laney.h"

#include <math.h>

static double spread_of(double mean, double other, struct stats_count day)
{
    return sqrt(mean * other / (double)day.n);
}

static struct stats_laney_day limits_of(const struct stats_laney *chart, double spread,
                                        struct stats_count day)
{
    double half = 3 * chart->sigma * spread;
    double low = chart->mean - half, high = chart->mean + half;
    double rate = stats_count_rate(day);
    bool out = rate < low || rate > high;
    return (struct stats_laney_day){
        .used = true,
        .out = out,
        .odd = out && (double)day.n * chart->mean >= STATS_COUNT_ENOUGH,
        .low = fmax(low, 0),
        .high = fmin(high, 1),
    };
}

enum stats_status stats_laney(const struct stats_count *days, size_t count,
                              struct stats_laney_day *limits, struct stats_laney *out)
{
    double successes = 0, failures = 0;
    size_t used = 0;
    if (stats_count_check(days, count) == STATS_DATA_ERROR) {
        return STATS_DATA_ERROR;
    }
    for (size_t i = 0; i < count; i++) {
        successes += (double)days[i].x;
        failures += (double)(days[i].n - days[i].x);
        used += days[i].n > 0;
    }
    if (used < STATS_LANEY_DAYS) {
        return STATS_TOO_FEW;
    }
    if (successes == 0 || failures == 0) {
        return STATS_FLAT;
    }
    struct stats_laney chart = {.mean = successes / (successes + failures)};
    double other = failures / (successes + failures);
    double before = 0, ranges = 0;
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (days[i].n > 0) {
            double z =
                (stats_count_rate(days[i]) - chart.mean) / spread_of(chart.mean, other, days[i]);
            ranges += first ? 0 : fabs(z - before);
            before = z;
            first = false;
        }
    }
    chart.sigma_raw = ranges / (double)(used - 1) / 1.128;
    chart.sigma = fmax(chart.sigma_raw, 1);
    for (size_t i = 0; i < count && limits; i++) {
        limits[i] = days[i].n > 0
                        ? limits_of(&chart, spread_of(chart.mean, other, days[i]), days[i])
                        : (struct stats_laney_day){.used = false};
    }
    *out = chart;
    return STATS_OK;
}
