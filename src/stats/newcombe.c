/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/newcombe.h"

#include <math.h>

enum stats_status stats_newcombe(struct stats_count a, struct stats_count b, double z,
                                 struct stats_interval *out)
{
    enum stats_status status = stats_count_check_pair(a, b);
    if (status != STATS_OK) {
        return status;
    }
    struct stats_interval wa, wb;
    if (!(z > 0 && isfinite(z)) || !stats_wilson(a.x, a.n, z, &wa) ||
        !stats_wilson(b.x, b.n, z, &wb)) {
        return STATS_DATA_ERROR;
    }
    double pa = stats_count_rate(a), pb = stats_count_rate(b), difference = pb - pa;
    out->low = fmax(difference - hypot(pb - wb.low, wa.high - pa), -1);
    out->high = fmin(difference + hypot(wb.high - pb, pa - wa.low), 1);
    return STATS_OK;
}
