/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/trend.h"

#include <math.h>

#include "base/mem.h"

#define WEEK           7
#define LEVEL          0.05
#define SHARE_OF_MEAN  0.05
#define WEEKS_FOR_MEAN 4

static int weekday(int32_t day)
{
    return (int)(((int64_t)day % WEEK + WEEK) % WEEK);
}

static double mean_of(const double *y, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += y[i] / (double)count;
    }
    return sum;
}

/* Each value over its weekday's mean, times the mean of all. False: a weekday averages 0. */
static bool adjust(const double *y, const int32_t *day, size_t count, double mean, double *adjusted)
{
    double sum[WEEK] = {0}, days[WEEK] = {0};
    for (size_t i = 0; i < count; i++) {
        sum[weekday(day[i])] += y[i];
        days[weekday(day[i])]++;
    }
    for (size_t i = 0; i < count; i++) {
        int which = weekday(day[i]);
        adjusted[i] = y[i] / (sum[which] / days[which]) * mean;
        if (!isfinite(adjusted[i])) {
            return false;
        }
    }
    return true;
}

bool stats_trend(const double *y, const int32_t *day, size_t count, struct stats_trend *out,
                 struct err *err)
{
    struct stats_trend result = {.state = STATS_TREND_TOO_FEW, .p = 1};
    if (count < STATS_TREND_DAYS) {
        result.mean = count ? mean_of(y, count) : 0;
        result.mean = isfinite(result.mean) ? result.mean : 0;
        *out = result;
        return true;
    }
    double *adjusted = mem_new(count, sizeof *adjusted);
    if (!adjusted) {
        return err_memory(err);
    }
    double mean = mean_of(y, count);
    double span = (double)day[count - 1] - (double)day[0] + 1;
    bool divided =
        span >= WEEKS_FOR_MEAN * WEEK && mean != 0 && adjust(y, day, count, mean, adjusted);
    enum stats_status status;
    struct stats_kendall kendall;
    bool done = stats_kendall(divided ? adjusted : y, day, count, divided ? 0 : WEEK, &status,
                              &kendall, err);
    mem_free(adjusted);
    if (!done) {
        return false;
    }
    if (status == STATS_OK) {
        bool large = fabs(kendall.slope) * span >= SHARE_OF_MEAN * fabs(mean);
        result = (struct stats_trend){STATS_TREND_STEADY, kendall.slope, mean, kendall.p};
        if (kendall.p < LEVEL && large && kendall.slope != 0) {
            result.state = kendall.slope > 0 ? STATS_TREND_RISING : STATS_TREND_FALLING;
        }
    }
    *out = result;
    return true;
}
