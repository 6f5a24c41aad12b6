/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979): p values of several
 * comparisons, each raised so that it may be held against alpha by itself. For one look; daily
 * methods take alpha / m instead.
 */
#ifndef CAMPANE_STATS_HOLM_H
#define CAMPANE_STATS_HOLM_H

#include "base/err.h"

/* adjusted[i] for p[i], 0 <= p <= 1, in the order given; adjusted may be p. ERR_USAGE: a p value is
 * none; ERR_MEMORY. O(n log n). */
bool stats_holm(const double *p, size_t count, double *adjusted, struct err *err);

#endif
