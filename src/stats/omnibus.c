/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/omnibus.h"

#include "stats/special.h"

enum stats_status stats_omnibus(const struct stats_count *arms, size_t count,
                                struct stats_omnibus *out)
{
    enum stats_status status = stats_count_check(arms, count);
    if (status != STATS_OK) {
        return status;
    }
    if (count < 2) {
        return STATS_TOO_FEW;
    }
    double successes = 0, failures = 0;
    for (size_t i = 0; i < count; i++) {
        successes += (double)arms[i].x;
        failures += (double)(arms[i].n - arms[i].x);
    }
    double rate = successes / (successes + failures);
    double other = failures / (successes + failures);
    double chi2 = 0;
    for (size_t i = 0; i < count && successes > 0 && failures > 0; i++) {
        double off = (double)arms[i].x * other - (double)(arms[i].n - arms[i].x) * rate;
        chi2 += off * off / ((double)arms[i].n * rate * other);
    }
    double df = (double)count - 1;
    *out = (struct stats_omnibus){chi2, count - 1, stats_special_chi2_upper(chi2, df)};
    return STATS_OK;
}
