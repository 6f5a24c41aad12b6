/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many recipients a test needs, and what a test of a given size can see. Two-sided, equal
 * arms (R's power.prop.test):
 *
 *     n = (z_{1-alpha/2} sqrt(2 P Q) + z_power sqrt(p1 q1 + p2 q2))^2 / (p1 - p2)^2,
 *     P = (p1 + p2) / 2,  n per arm
 */
#ifndef CAMPANE_STATS_POWER_H
#define CAMPANE_STATS_POWER_H

#include "base/base.h"

/* What looking daily costs in recipients (statistics manual: simulated at 80 % power). */
#define STATS_POWER_PLANNED 1.05 /* the boundary of a plan */
#define STATS_POWER_OPEN    1.75 /* the open sequence */

/* Recipients per arm for one look, not rounded. False (out untouched): a rate outside 0..1, alpha
 * or power not inside 0..1, or p1 = p2, which no size can tell. */
bool stats_power_size(double p1, double p2, double alpha, double power, double *n);

/* The smallest p2 > p1 that n recipients per arm can tell at this power; the largest p2 < p1 with
 * `below`. False: none can, or a parameter as above; n > 0. About 100 evaluations. */
bool stats_power_effect(double p1, double n, double alpha, double power, bool below, double *p2);

/* Recipients per arm for a guardrail: n = 2 p (1 - p) ((z_{1-alpha} + z_power) / margin)^2,
 * one-sided alpha, p A's rate. False as above, or margin not above 0. */
bool stats_power_guardrail(double p, double margin, double alpha, double power, double *n);

/* Days until `remaining` further sends at the pace of the last days: `sent` holds sends per day,
 * oldest first; the median of the last STATS_POWER_PACE counts. Days are rounded up; *weeks (NULL:
 * not wanted) are those rounded up to whole weeks. False: no pace (no days, or most without sends).
 */
#define STATS_POWER_PACE 14
bool stats_power_days(double remaining, const uint64_t *sent, size_t count, uint64_t *days,
                      uint64_t *weeks);

#endif
