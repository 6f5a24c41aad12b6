/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rulings: which source is believed. Several sources may speak of the same messages of a campaign;
 * they never add up. A ruling is made from the whole campaign (census.h) and then holds for every
 * period of it, so that the days of a campaign add up to the campaign.
 *
 * The rules (architecture.md, "Sources never add up"):
 *   - a counter is ruled by the source that knows it on most days (a summary knows every day from
 *     the campaign's start to its end); ties go to the first in the order of enum source;
 *   - a KPI of two message counters takes both from the source that knows both on most days (same
 *     ties); when none does, each comes from its own ruler, day by day, and the KPI is "mixed";
 *   - facts (orders, leads, fees …) join the message counters: within one source tally by tally,
 *     across two sources on the campaign days that both know, with a summary as whole sums;
 *   - what SOURCE_FACTS gives is joined like that too, message counters (clicks) included, and even
 *     with its own figures: an order knows nothing of clicks. It never makes a KPI mixed;
 *   - what a provider says of a whole account stands under (unattributed) and speaks of messages
 *     that campaigns count too: a counter that a campaign of the same channel knows on its days is
 *     left out there (store/account.h).
 */
#ifndef CAMPANE_MODEL_RULING_H
#define CAMPANE_MODEL_RULING_H

#include "model/block.h"
#include "model/total.h"

#define RULING_NONE 255 /* no source knows it */
#define RULING_EACH 254 /* COUNTER_COST only: its parts have different rulers */

enum ruling_mode {
    RULING_UNKNOWN, /* some counter of the slot is known to nobody */
    RULING_TALLY,   /* tallies of one source that know both */
    RULING_DAYS,    /* campaign days on which both sources know theirs (joiner.h) */
    RULING_WHOLE    /* whole sums: one of the two is a summary */
};

struct ruling_slot {
    uint8_t mode;                   /* enum ruling_mode */
    uint8_t numerator, denominator; /* enum source, or RULING_EACH for COST */
    bool mixed;                     /* two message counters of two sources */
};

struct ruling {
    uint8_t counter[COUNTER_COUNT]; /* enum source, RULING_NONE, or RULING_EACH for COST */
    struct ruling_slot slot[KPI_SLOTS_MAX];
    counter_mask coverage[SOURCE_COUNT]; /* what each source knows on any day at all */
    /* Follow from the above; ruling_seal fills them in. */
    bool has_days;   /* some slot is RULING_DAYS: a joiner is needed */
    uint8_t sources; /* bit by source: something is drawn from it */
};

/* Fill in what follows from the rest. */
void ruling_seal(struct ruling *ruling);

/* The ruling of a campaign with one source only: everything comes from it. */
void ruling_single(struct ruling *ruling, enum source source);

/* The ruling of something with one source only from all that it has, summed under ruling_single:
 * the one that a census of the same makes. False, and the ruling means nothing: the total does not
 * tell (a KPI's two counters are never known together in one tally). */
bool ruling_of_total(struct ruling *ruling, enum source source, const struct total *total);

/* Whether the ruling takes from a source whatever it knows, and nothing from any other: what dims
 * of that source come to under ruling_single, of days that the ruling was made from, is then what
 * they come to under this one. */
bool ruling_is_single(const struct ruling *ruling, enum source source);

/* Whether the ruling draws anything from a source (others need not be read). */
bool ruling_uses(const struct ruling *ruling, enum source source);

/* Add those days of a dim's block that are in the mask: ruled counters, and the slots of mode TALLY
 * and WHOLE. (The slots of mode DAYS come from a joiner.) About 0.3 microseconds. */
void ruling_add_block(const struct ruling *ruling, enum source source, struct currency currency,
                      const struct block *block, uint32_t days, struct total *total);

/* Some counters and slots, where those are all that is asked. */
struct ruling_wanted {
    counter_mask counters;
    uint64_t slots; /* bit by index */
};
_Static_assert(KPI_SLOTS_MAX <= 64, "a mask of slots has 64 bits");

/* As ruling_add_block, but only what is wanted is sure to be filled in, of money only its own
 * currency: a third of the time where that is little. */
void ruling_add_wanted(const struct ruling *ruling, enum source source, struct currency currency,
                       const struct block *block, uint32_t days, const struct ruling_wanted *wanted,
                       struct total *total);

/* As ruling_add_block, each day of the block into a total of its own: totals[0 … 31]. Only what is
 * wanted is filled in (of money, only its own currency), beside the number of tallies. */
void ruling_add_days(const struct ruling *ruling, enum source source, struct currency currency,
                     const struct block *block, uint32_t days, const struct ruling_wanted *wanted,
                     struct total totals[BLOCK_DAYS]);

/* Add the slots of mode DAYS for one day of a campaign, of which by_source holds the summed
 * tallies per source (NULL: nothing from that source). */
void ruling_add_joined(const struct ruling *ruling, const struct tally *const *by_source,
                       struct total *total);

#endif
