/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An amount per recipient of one arm (revenue), as what a test of means needs to know of it. Those
 * who bought nothing count with 0.
 *
 * n times the sum of squares less the square of the sum is nearly all cancellation, so sums are
 * kept and combined as pairs of doubles (106 bits, Dekker 1971): money in millionths adds up
 * exactly as long as the sum of squares stays below 8e31, ten million orders of a million each.
 */
#ifndef CAMPANE_STATS_SAMPLE_H
#define CAMPANE_STATS_SAMPLE_H

#include "stats/count.h"

struct stats_sample {
    uint64_t n;
    double mean;
    double squares; /* sum of (v - mean)^2; the variance is this over n - 1 */
};

/* From n, the sum and the sum of squares. DATA_ERROR: not finite, squares too small for the sum
 * (n squares < sum^2 by more than the rounding of the two), or sums without recipients. n = 0 with
 * sums of 0 is an empty sample. */
enum stats_status stats_sample_of(uint64_t n, double sum, double squares, struct stats_sample *out);

/* Amounts added one by one. Zeroed it is empty. */
struct stats_sample_sums {
    uint64_t count; /* of amounts that were added: buyers */
    double sum[2];  /* high and low half */
    double squares[2];
};

/* Add an amount; above `cap` (INT64_MAX: none) it counts as cap. */
void stats_sample_add(struct stats_sample_sums *sums, int64_t amount, int64_t cap);

/* The sample of n recipients of whom the added amounts are not 0, each divided by `unit` > 0
 * (1000000 makes millionths whole units). DATA_ERROR: more amounts than recipients. */
enum stats_status stats_sample_end(const struct stats_sample_sums *sums, uint64_t n, double unit,
                                   struct stats_sample *out);

#endif
