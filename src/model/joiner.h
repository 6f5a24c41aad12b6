/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A joiner: sums the dims of a campaign per source and day, for KPIs whose two counters come from
 * two sources (RULING_DAYS).
 */
#ifndef CAMPANE_MODEL_JOINER_H
#define CAMPANE_MODEL_JOINER_H

#include "base/arena.h"
#include "model/ruling.h"

struct joiner;

/* Working memory comes from the arena (7 KiB a source and block), but for an index that joiner_free
 * gives back (NULL is fine). NULL: out of memory. */
struct joiner *joiner_new(struct arena *arena) CAMPANE_NODISCARD;
void joiner_free(struct joiner *joiner);
void joiner_reset(struct joiner *joiner);

/* Take in those days of a dim's block that are in the mask. False: out of memory. */
bool joiner_add(struct joiner *joiner, enum source source, int32_t number,
                const struct block *block, uint32_t days);

/* Add the joined slots of all days to total, of one day, or of the days of one block to
 * totals[0 … 31]. */
void joiner_finish(const struct joiner *joiner, const struct ruling *ruling, struct total *total);
void joiner_finish_day(const struct joiner *joiner, const struct ruling *ruling, int32_t day,
                       struct total *total);
void joiner_finish_days(const struct joiner *joiner, const struct ruling *ruling, int32_t number,
                        struct total totals[BLOCK_DAYS]);

#endif
