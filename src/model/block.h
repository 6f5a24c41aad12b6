/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A block: 32 days of one dim's counters, column by column, with a presence bit per counter and
 * day (unknown is not zero). It is what the store reads and writes as one value.
 */
#ifndef CAMPANE_MODEL_BLOCK_H
#define CAMPANE_MODEL_BLOCK_H

#include "base/civil.h"
#include "model/tally.h"

#define BLOCK_DAYS 32

/* The block that holds what has no day; its only day is index 0. */
#define BLOCK_UNDATED INT32_MIN

struct block {
    uint32_t present[COUNTER_STORED]; /* bit d: the counter is known on day d of the block */
    int64_t value[COUNTER_STORED][BLOCK_DAYS]; /* means nothing where not present */
};

/* Block number and index of a day; DAY_NONE is index 0 of BLOCK_UNDATED. */
int32_t block_of_day(int32_t day);
int block_index(int32_t day);
int32_t block_first_day(int32_t block); /* DAY_NONE for BLOCK_UNDATED */

/* Days of a block that lie in [from, to] as a bit set; all of them for from = DAY_NONE and
 * to = INT32_MAX. BLOCK_UNDATED has bit 0 when from is DAY_NONE. */
uint32_t block_days_in(int32_t block, int32_t from, int32_t to);

/* The days on which any counter is known. */
uint32_t block_days(const struct block *block);

void block_get(const struct block *block, int index, struct tally *tally);

/* Replace a day. */
void block_set(struct block *block, int index, const struct tally *tally);

/* Add a day's figures (see tally_add). */
void block_add(struct block *block, int index, const struct tally *tally);

/* Forget the days outside the mask. */
void block_keep(struct block *block, uint32_t days);

#endif
