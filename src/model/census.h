/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A census: who knows what on which day of a campaign; what a ruling is made from.
 */
#ifndef CAMPANE_MODEL_CENSUS_H
#define CAMPANE_MODEL_CENSUS_H

#include "base/arena.h"
#include "model/ruling.h"

struct census;

/* Working memory comes from the arena (about 300 bytes a source and block), but for an index that
 * census_free gives back (NULL is fine). NULL: out of memory. */
struct census *census_new(struct arena *arena) CAMPANE_NODISCARD;
void census_free(struct census *census);
/* Start over with another campaign; memory is reused. */
void census_reset(struct census *census);

/* Count a block of one dim; blocks may come in any order. False: out of memory. */
bool census_add(struct census *census, enum source source, int32_t number,
                const struct block *block);

/* First and last dated day on which anything is known, and the last with a message sent; DAY_NONE
 * when there is none. */
int32_t census_first_day(const struct census *census);
int32_t census_last_day(const struct census *census);
int32_t census_last_send(const struct census *census);
bool census_has_undated(const struct census *census);

/* Widen *first and *last (DAY_NONE: none yet) to the dated days on which a source knows anything.
 */
void census_days(const struct census *census, enum source source, int32_t *first, int32_t *last);

/* Let a source know nothing of these counters, for census_rule. */
void census_leave_out(struct census *census, enum source source, counter_mask counters);

/* Make the ruling. start and end are the campaign's (stated, else first and last day; DAY_NONE
 * when there are none): a summary knows every day from one to the other. */
void census_rule(const struct census *census, int32_t start, int32_t end, struct ruling *ruling);

#endif
