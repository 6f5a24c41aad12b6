/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/days.h"

#include <math.h>

#include "stats/normal.h"

#define SMALL_DAY 0.05

void stats_day_add(struct stats_day_sums *sums, const struct stats_day *day)
{
    struct stats_count a = day->a, b = day->b;
    if (a.n == 0 || b.n == 0) {
        return;
    }
    double na = (double)a.n, nb = (double)b.n, all = na + nb;
    double successes = (double)a.x + (double)b.x;
    double failures = (double)(a.n - a.x) + (double)(b.n - b.x);
    double weight = na * (nb / all);
    sums->over += (double)b.x * (na / all) - (double)a.x * (nb / all);
    sums->variance += weight * (successes / all) * (failures / (all - 1));
    sums->weights += weight;
}

enum stats_status stats_day_end(const struct stats_day_sums *sums, struct stats_by_day *out)
{
    if (!(sums->weights > 0)) {
        return STATS_NO_DATA;
    }
    double root = sqrt(sums->variance);
    double z = sums->variance > 0 ? sums->over / root : 0;
    *out = (struct stats_by_day){sums->over / sums->weights, z, z * z, stats_normal_two_sided(z),
                                 root / sums->weights};
    return STATS_OK;
}

enum stats_status stats_by_day(const struct stats_day *days, size_t count, struct stats_by_day *out)
{
    struct stats_day_sums sums = {0};
    for (size_t i = 0; i < count; i++) {
        if (stats_count_check_pair(days[i].a, days[i].b) == STATS_DATA_ERROR) {
            return STATS_DATA_ERROR;
        }
        stats_day_add(&sums, &days[i]);
    }
    return stats_day_end(&sums, out);
}

double stats_day_drift(const struct stats_day *days, size_t count)
{
    double fullest = 0, least = 1, most = 0;
    for (size_t i = 0; i < count; i++) {
        fullest = fmax(fullest, (double)days[i].a.n + (double)days[i].b.n);
    }
    for (size_t i = 0; i < count; i++) {
        double all = (double)days[i].a.n + (double)days[i].b.n;
        if (all > 0 && all >= SMALL_DAY * fullest) {
            least = fmin(least, (double)days[i].b.n / all);
            most = fmax(most, (double)days[i].b.n / all);
        }
    }
    return fmax(most - least, 0);
}
