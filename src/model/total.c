/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/total.h"

static uint32_t count_sum(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

void total_add_currency(struct total *total, struct currency currency)
{
    if (!currency.code[0] || total_is_mixed(total)) {
        return;
    }
    if (!total->currency.code[0]) {
        total->currency = currency;
    } else if (!currency_equal(total->currency, currency)) {
        total->mixed |= 1;
        total->currency = (struct currency){""};
    }
}

void total_add_tally(struct total *total, const struct tally *tally, enum source source,
                     struct currency currency)
{
    counter_mask known = tally_known(tally);
    int64_t value[COUNTER_COUNT] = {0};
    for (int i = 0; i < COUNTER_COUNT; i++) {
        if (known & COUNTER_BIT(i)) {
            tally_get(tally, (enum counter)i, &value[i]);
            total->sum[i] = counter_sum(total->sum[i], value[i]);
            total->known[i] = count_sum(total->known[i], 1);
        }
    }
    total->tallies = count_sum(total->tallies, 1);
    if (tally_has_money(tally)) {
        total_add_currency(total, currency);
    }

    uint32_t level = source_is_message(source) ? TOTAL_LEVEL_MESSAGE : TOTAL_LEVEL_REPORT;
    const struct kpi_slot *pair = kpi_slot(0);
    for (int i = 0; i < kpi_slot_count(); i++, pair++) {
        if ((known & pair->needs) != pair->needs) {
            continue;
        }
        struct total_slot *slot = &total->slot[i];
        slot->numerator = counter_sum(slot->numerator, value[pair->numerator]);
        if (pair->denominator != COUNTER_NONE) {
            slot->denominator = counter_sum(slot->denominator, value[pair->denominator]);
        }
        slot->sends = counter_sum(slot->sends, value[COUNTER_SENT]);
        slot->tallies = count_sum(slot->tallies, 1);
        slot->levels |= level;
    }
}

void total_slot_add(struct total_slot *to, const struct total_slot *from)
{
    to->numerator = counter_sum(to->numerator, from->numerator);
    to->denominator = counter_sum(to->denominator, from->denominator);
    to->sends = counter_sum(to->sends, from->sends);
    to->tallies = count_sum(to->tallies, from->tallies);
    to->levels |= from->levels;
}

static void add_counter(struct total *a, const struct total *b, int id)
{
    a->sum[id] = counter_sum(a->sum[id], b->sum[id]);
    a->known[id] = count_sum(a->known[id], b->known[id]);
}

static void add_rest(struct total *a, const struct total *b)
{
    a->tallies = count_sum(a->tallies, b->tallies);
    if (total_is_mixed(b)) {
        a->mixed |= 1;
        a->currency = (struct currency){""};
    }
    a->mixed |= b->mixed & TOTAL_ESTIMATED;
    total_add_currency(a, b->currency);
}

void total_add(struct total *a, const struct total *b)
{
    for (int i = 0; i < COUNTER_COUNT; i++) {
        add_counter(a, b, i);
    }
    add_rest(a, b);
    int count = kpi_slot_count();
    for (int i = 0; i < count; i++) {
        total_slot_add(&a->slot[i], &b->slot[i]);
    }
}

void total_add_slots(struct total *a, const struct total *b, const int *slots, int count)
{
    add_counter(a, b, COUNTER_SENT);
    add_rest(a, b);
    for (int i = 0; i < count; i++) {
        total_slot_add(&a->slot[slots[i]], &b->slot[slots[i]]);
    }
}

void total_add_slot(struct total *a, const struct total *b, int slot)
{
    total_add_slots(a, b, &slot, 1);
}

bool total_get(const struct total *total, enum counter id, int64_t *value)
{
    if (id < 0 || id >= COUNTER_COUNT || total->known[id] == 0 || total_is_over(total, id) ||
        (counter_info(id)->kind == COUNTER_KIND_MONEY && total_is_mixed(total))) {
        return false;
    }
    *value = total->sum[id];
    return true;
}

bool total_is_over(const struct total *total, enum counter id)
{
    return total->known[id] > 0 && counter_is_over(total->sum[id]);
}

bool total_is_mixed(const struct total *total)
{
    return total->mixed & 1;
}

bool total_is_estimated(const struct total *total, enum counter id)
{
    return (id == COUNTER_COST || id == COUNTER_COST_MESSAGE) && (total->mixed & TOTAL_ESTIMATED);
}
