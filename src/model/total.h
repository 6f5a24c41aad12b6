/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A total: what is left of many tallies when their KPIs are all that is asked. Sums per counter,
 * and per KPI slot the numerator and denominator over exactly the tallies that know both.
 *
 * Totals of disjoint things add up (days of a campaign, campaigns of a period): rates pool, they
 * are never averaged. This struct is what KPIs are computed from, everywhere.
 */
#ifndef CAMPANE_MODEL_TOTAL_H
#define CAMPANE_MODEL_TOTAL_H

#include "base/money.h"
#include "model/kpi_info.h"
#include "model/tally.h"

/* From which level a slot's figures came; or'ed when totals are added. */
enum total_level {
    TOTAL_LEVEL_MESSAGE = 1,
    TOTAL_LEVEL_REPORT = 2,
    TOTAL_LEVEL_JOINED = 4 /* message counters of two sources in one KPI: "mixed", never certain */
};

struct total_slot {
    int64_t numerator, denominator;
    int64_t sends;    /* messages sent in the tallies that were taken */
    uint32_t tallies; /* how many were taken; 0: the KPI is unknown */
    uint32_t levels;  /* enum total_level */
};

struct total {
    int64_t sum[COUNTER_COUNT];    /* COUNTER_COST included */
    uint32_t known[COUNTER_COUNT]; /* how many tallies know it; 0: unknown */
    uint32_t tallies;              /* all tallies */
    uint32_t mixed;                /* bit 0: money of more than one currency was added; bit 1: costs
                                      of messages are by rate card */
    struct currency currency;      /* of all money in here; "" when there is none, or mixed */
    struct total_slot slot[KPI_SLOTS_MAX];
};

/* Add one tally of one source. A zeroed struct total is empty; a sum over what
 * int64_t holds is unknown (total_is_over). Nothing depends on the order of additions. */
void total_add_tally(struct total *total, const struct tally *tally, enum source source,
                     struct currency currency);

/* Add the total b to a. Money in different currencies makes a mixed: its money sums then mean
 * nothing and total_get refuses them. */
void total_add(struct total *a, const struct total *b);

/* Add of b only what the KPIs of one slot are worked out from, for sums of which nothing else is
 * asked: the slot, the sends, the tallies and the currency. */
void total_add_slot(struct total *a, const struct total *b, int slot);

/* The same of several slots, each named once. */
void total_add_slots(struct total *a, const struct total *b, const int *slots, int count);

/* Add one slot to another. */
void total_slot_add(struct total_slot *to, const struct total_slot *from);

/* Say that amounts other than zero in this currency are in the total. Amounts that are all zero,
 * and those without a currency (""), go with any; "XXX" (nobody named the currency) is a currency
 * like any other, since it may be none of those it would be added to. */
void total_add_currency(struct total *total, struct currency currency);

/* A counter's sum; false when unknown, (money) mixed, or over what int64_t holds. */
bool total_get(const struct total *total, enum counter id, int64_t *value);

bool total_is_mixed(const struct total *total);

/* Whether a counter is known, but its sum is over what int64_t holds. */
bool total_is_over(const struct total *total, enum counter id);

/* Whether costs in it are estimated from prices, where no bill tells them. */
bool total_is_estimated(const struct total *total, enum counter id);
#define TOTAL_ESTIMATED 2u /* of `mixed` */

#endif
