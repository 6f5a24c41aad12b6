/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The score test of a stated difference, pB - pA = delta (Mee 1984; Farrington and Manning 1990):
 * the difference seen, less delta, over its standard error at the likeliest rates that differ by
 * exactly delta. At delta = 0 it is the pooled z. Inside: mee.h and margin.h build on it.
 */
#ifndef CAMPANE_STATS_SCORE_H
#define CAMPANE_STATS_SCORE_H

#include "stats/count.h"

/* The likeliest pA under pB = pA + delta, max(0, -delta) <= pA <= min(1, 1 - delta); counts must
 * have passed stats_count_check, -1 <= delta <= 1. Miettinen and Nurminen's closed form, polished
 * on the likelihood itself. */
double stats_score_null_rate(struct stats_count a, struct stats_count b, double delta);

/* z; +-DBL_MAX where the standard error is 0 and the difference is not. Falls as delta grows. */
double stats_score_z(struct stats_count a, struct stats_count b, double delta);

#endif
