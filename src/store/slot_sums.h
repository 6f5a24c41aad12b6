/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums of what a few KPIs are worked out from, for very many campaigns at once: 200 bytes each
 * where a struct total takes 1.6 KB. KPIs of counts only: money has a currency, which is not kept.
 */
#ifndef CAMPANE_STORE_SLOT_SUMS_H
#define CAMPANE_STORE_SLOT_SUMS_H

#include "base/arena.h"
#include "model/ruling.h"

#define SLOT_SUMS_MAX 8

/* Which slots. */
struct slot_choice {
    int slots[SLOT_SUMS_MAX];
    int count;
    struct ruling_wanted wanted; /* the same, and the sends */
};

/* Those of some KPIs under a base, each once; KPIs beyond SLOT_SUMS_MAX, without a slot or of
 * money are a mistake of the caller's, and left out. */
struct slot_choice slot_choice_of(const enum kpi *kpis, int count, enum rate_base base);

struct slot_sums {
    int64_t sent;
    uint32_t sent_known, tallies;
    struct total_slot slot[]; /* as many as were chosen */
};

/* Bytes of one. */
size_t slot_sums_size(const struct slot_choice *choice);

/* Empty, in the arena; NULL: out of memory. */
struct slot_sums *slot_sums_new(struct arena *arena, const struct slot_choice *choice);

/* Add what a total has of them. */
void slot_sums_add(struct slot_sums *sums, const struct slot_choice *choice,
                   const struct total *total);

/* As a total that has nothing else. */
void slot_sums_total(const struct slot_sums *sums, const struct slot_choice *choice,
                     struct total *total);

#endif
