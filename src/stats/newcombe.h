/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Newcombe's hybrid score interval of a difference of two rates (Newcombe 1998, method 10): from
 * the Wilson intervals of both. A cross-check of mee.h; no verdict is read from it.
 */
#ifndef CAMPANE_STATS_NEWCOMBE_H
#define CAMPANE_STATS_NEWCOMBE_H

#include "stats/count.h"
#include "stats/wilson.h"

/* pB - pA at normal quantile z > 0. STATS_OK, _NO_DATA or _DATA_ERROR. O(1). */
enum stats_status stats_newcombe(struct stats_count a, struct stats_count b, double z,
                                 struct stats_interval *out);

#endif
