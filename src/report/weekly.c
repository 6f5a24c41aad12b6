/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/weekly.h"

#include <math.h>

#define LEVEL 0.05
enum { WEEK = 7 };

bool weekly_direction(const double *values, const int32_t *mondays, size_t count, double least,
                      struct weekly *out, struct err *err)
{
    struct stats_kendall found;
    enum stats_status status = STATS_TOO_FEW;
    *out = (struct weekly){.state = STATS_TREND_TOO_FEW, .p = 1};
    if (count < WEEKLY_LEAST) {
        return true;
    }
    if (!stats_kendall(values, mondays, count, 0, &status, &found, err)) {
        return false;
    }
    if (status == STATS_OK) {
        double whole = fabs(found.slope) * (mondays[count - 1] - mondays[0]);
        *out = (struct weekly){STATS_TREND_STEADY, found.slope * WEEK, found.p};
        if (found.p < LEVEL && whole >= least) {
            out->state = found.slope > 0 ? STATS_TREND_RISING : STATS_TREND_FALLING;
        }
    }
    return true;
}
