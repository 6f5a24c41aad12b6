/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/margin.h"

#include <math.h>

#include "stats/mee.h"
#include "stats/normal.h"
#include "stats/score.h"

enum stats_status stats_margin(struct stats_count a, struct stats_count b, double margin, double c,
                               struct stats_margin *out)
{
    enum stats_status status = stats_count_check_pair(a, b);
    if (status != STATS_OK) {
        return status;
    }
    double upper;
    if (!(margin > -1 && margin < 1) || stats_mee_high(a, b, c, &upper) != STATS_OK) {
        return STATS_DATA_ERROR;
    }
    double z = stats_score_z(a, b, margin);
    *out = (struct stats_margin){z, stats_normal_lower(z), upper, z < -c};
    return STATS_OK;
}

double stats_margin_default(double rate)
{
    return fmax(rate / 4, 0.001);
}
