/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Winsorizing: a few very large orders must not decide a comparison of money. The cap is the 99.9th
 * percentile of the amounts that are not 0, pooled over the arms (as Statsig), and only with at
 * least 1,000 of them. What is stored stays raw; the cap and how many were cut are told.
 */
#ifndef CAMPANE_STATS_WINSOR_H
#define CAMPANE_STATS_WINSOR_H

#include "base/base.h"

#define STATS_WINSOR_BUYERS 1000
#define STATS_WINSOR_SHARE  0.999

/* Buyers an arm needs for a verdict on money. */
#define STATS_WINSOR_JUDGED 50

/* The smallest amount that at least the share of all lies at or below (nearest rank, so the cap is
 * an amount that was paid); sorts `amounts`. *above: how many exceed it. False: too few to cap,
 * nothing is touched. O(n log n). */
bool stats_winsor_cap(int64_t *amounts, size_t count, int64_t *cap, size_t *above);

#endif
