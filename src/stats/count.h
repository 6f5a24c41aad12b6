/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stats: intervals, tests, sequences, power, trend and control limits as pure functions of counts;
 * special functions come from GSL. One method a header; replay.h puts those of a daily comparison
 * together. Not here: what a campaign is, which days are complete, words for people.
 *
 * This header: successes among recipients, and the gate that every method asks before it
 * calculates.
 *
 * Throughout stats: A is the control or first template, B the challenger; differences are B - A in
 * rates (0.02 is two points), ratios B / A, z > 0 means that B is higher. Results are finite. A
 * method that cannot answer says why by its status and leaves its result alone.
 */
#ifndef CAMPANE_STATS_COUNT_H
#define CAMPANE_STATS_COUNT_H

#include "base/base.h"

struct stats_count {
    uint64_t x; /* people who did it */
    uint64_t n; /* people who could have */
};

enum stats_status {
    STATS_OK,
    STATS_NO_DATA,     /* an arm has no recipients (or, a parameter: nothing to judge) */
    STATS_DATA_ERROR,  /* x > n; sums that contradict each other; a parameter out of its range */
    STATS_TOO_FEW,     /* the method wants more days, arms or recipients */
    STATS_NO_VARIANCE, /* everybody the same: nothing to measure by */
    STATS_FLAT         /* control chart: all successes or none */
};

/* "ok", "no_data" ...; never translated. */
const char *stats_status_name(enum stats_status status);

/* Whether counts can be true: DATA_ERROR when x > n in any, else NO_DATA when n = 0 in any. */
enum stats_status stats_count_check(const struct stats_count *counts, size_t count);
enum stats_status stats_count_check_pair(struct stats_count a, struct stats_count b);

/* x / n; n > 0. */
double stats_count_rate(struct stats_count count);

/* Both together. Counts beyond 2^63 are no counts of people: sums do not overflow below. */
struct stats_count stats_count_add(struct stats_count a, struct stats_count b);

/* The smallest expected count if A and B were the same: min(nA, nB) min(P, 1 - P), P the common
 * rate; 0 when both are empty. Below STATS_COUNT_ENOUGH nothing is judged daily, and one look
 * goes to Fisher's test. */
double stats_count_expected(struct stats_count a, struct stats_count b);
#define STATS_COUNT_ENOUGH 5.0

#endif
