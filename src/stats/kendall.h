/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a series rises or falls: Mann (1945) and Kendall's S with tie-corrected variance and
 * continuity correction, z = (S - sgn S) / sqrt(var), and the median slope of all pairs (Theil
 * 1950, Sen 1968). trend.h turns it into a statement about days.
 */
#ifndef CAMPANE_STATS_KENDALL_H
#define CAMPANE_STATS_KENDALL_H

#include "base/err.h"
#include "stats/count.h"

struct stats_kendall {
    int64_t s;
    double variance, z, p; /* p two-sided; z = 0 and p = 1 when all values are equal */
    double slope;          /* per unit of time */
};

#define STATS_KENDALL_LEAST 4
#define STATS_KENDALL_MOST  4000

/* Values y at times x (NULL: 0, 1, 2 ...), in rising order. With season > 0 only values whose times
 * are a multiple of it apart are compared (Hirsch, Slack and Smith 1982: the same weekday),
 * variances added up over the seasons. *status: OK; TOO_FEW under four values (or, with seasons, no
 * pair); DATA_ERROR: a value not finite, times that do not rise, slopes beyond what doubles hold,
 * more than STATS_KENDALL_MOST values; only OK fills *out. False: ERR_MEMORY. O(n^2 log n), the
 * slopes of all pairs are kept. */
bool stats_kendall(const double *y, const int32_t *x, size_t count, int32_t season,
                   enum stats_status *status, struct stats_kendall *out, struct err *err);

#endif
