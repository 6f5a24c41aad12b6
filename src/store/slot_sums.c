/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/slot_sums.h"

#include <string.h>

static bool is_chosen(const struct slot_choice *choice, int slot)
{
    for (int i = 0; i < choice->count; i++) {
        if (choice->slots[i] == slot) {
            return true;
        }
    }
    return false;
}

static bool has_money(counter_mask counters)
{
    for (; counters; counters &= counters - 1) {
        if (counter_info((enum counter)__builtin_ctzll(counters))->kind == COUNTER_KIND_MONEY) {
            return true;
        }
    }
    return false;
}

struct slot_choice slot_choice_of(const enum kpi *kpis, int count, enum rate_base base)
{
    struct slot_choice choice = {.wanted = {.counters = COUNTER_BIT(COUNTER_SENT)}};
    for (int i = 0; i < count && choice.count < SLOT_SUMS_MAX; i++) {
        int slot = kpi_slot_of(kpis[i], base);
        if (slot < 0 || is_chosen(&choice, slot) || has_money(kpi_slot(slot)->needs)) {
            continue;
        }
        choice.slots[choice.count++] = slot;
        choice.wanted.slots |= UINT64_C(1) << slot;
    }
    return choice;
}

size_t slot_sums_size(const struct slot_choice *choice)
{
    return sizeof(struct slot_sums) + (size_t)choice->count * sizeof(struct total_slot);
}

struct slot_sums *slot_sums_new(struct arena *arena, const struct slot_choice *choice)
{
    return arena_alloc(arena, 1, slot_sums_size(choice));
}

void slot_sums_add(struct slot_sums *sums, const struct slot_choice *choice,
                   const struct total *total)
{
    sums->sent = counter_sum(sums->sent, total->sum[COUNTER_SENT]);
    sums->sent_known += total->known[COUNTER_SENT];
    sums->tallies += total->tallies;
    for (int i = 0; i < choice->count; i++) {
        total_slot_add(&sums->slot[i], &total->slot[choice->slots[i]]);
    }
}

void slot_sums_total(const struct slot_sums *sums, const struct slot_choice *choice,
                     struct total *total)
{
    memset(total, 0, sizeof *total);
    total->sum[COUNTER_SENT] = sums->sent;
    total->known[COUNTER_SENT] = sums->sent_known;
    total->tallies = sums->tallies;
    for (int i = 0; i < choice->count; i++) {
        total->slot[choice->slots[i]] = sums->slot[i];
    }
}
