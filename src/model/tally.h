/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tally: the counters of one dim and day. A counter whose bit is not in `known` is unknown,
 * which is not zero; its value is then 0 so that tallies compare bytewise.
 */
#ifndef CAMPANE_MODEL_TALLY_H
#define CAMPANE_MODEL_TALLY_H

#include "model/attrs.h"
#include "model/counter.h"

struct tally {
    counter_mask known;
    int64_t value[COUNTER_STORED]; /* counts >= 0; money may be negative (refunds) */
};

/* The value of any counter, COUNTER_COST too; false when unknown. */
bool tally_get(const struct tally *tally, enum counter id, int64_t *value);

/* Make a stored counter known; COUNTER_COST, which is derived, is left alone. */
void tally_set(struct tally *tally, enum counter id, int64_t value);

/* Add b to a where both may know: a counter known to one of them only keeps that value (this is
 * the sum of disjoint messages, not a merge of two statements). Saturates at INT64 limits. */
void tally_add(struct tally *a, const struct tally *b);

/* `known` with COUNTER_BIT(COUNTER_COST) added when a part of it is known. */
counter_mask tally_known(const struct tally *tally);

/* Whether any money counter holds something other than zero. */
bool tally_has_money(const struct tally *tally);

#endif
