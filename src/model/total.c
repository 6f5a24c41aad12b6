/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/total.h"

#include <string.h>

static uint32_t count_sum(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

/* Take over the money of another total (or tally): its currency, and the bits of enum
 * total_mixed. A currency that comes with zero amounts only is a suggestion, which any real amount
 * overrules; of two suggestions the alphabetically first stands, so that order does not matter. */
static void add_currency(struct total *total, struct currency currency, uint32_t mixed)
{
    bool has = total->mixed & TOTAL_MONEY;
    bool adds = mixed & TOTAL_MONEY;
    if (has && adds && !currency_equal(total->currency, currency)) {
        mixed |= TOTAL_MIXED;
    }
    total->mixed |= mixed;
    if (total->mixed & TOTAL_MIXED) {
        total->currency = (struct currency){""};
    } else if (currency.code[0] && !has &&
               (adds || !total->currency.code[0] ||
                strcmp(currency.code, total->currency.code) < 0)) {
        total->currency = currency;
    }
}

void total_add_tallies(struct total *total, const struct tally *sum, uint32_t count,
                       enum source source, struct currency currency)
{
    counter_mask known = tally_known(sum);
    int64_t value[COUNTER_COUNT] = {0};
    for (int i = 0; i < COUNTER_COUNT; i++) {
        if (known & COUNTER_BIT(i)) {
            tally_get(sum, (enum counter)i, &value[i]);
            total->sum[i] = counter_sum(total->sum[i], value[i]);
            total->known[i] = count_sum(total->known[i], count);
        }
    }
    total->tallies = count_sum(total->tallies, count);
    add_currency(total, currency, currency.code[0] && tally_has_money(sum) ? TOTAL_MONEY : 0);

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
        slot->tallies = count_sum(slot->tallies, count);
        slot->levels |= level;
    }
}

void total_add_tally(struct total *total, const struct tally *tally, enum source source,
                     struct currency currency)
{
    total_add_tallies(total, tally, 1, source, currency);
}

void total_add(struct total *a, const struct total *b)
{
    for (int i = 0; i < COUNTER_COUNT; i++) {
        a->sum[i] = counter_sum(a->sum[i], b->sum[i]);
        a->known[i] = count_sum(a->known[i], b->known[i]);
    }
    a->tallies = count_sum(a->tallies, b->tallies);
    add_currency(a, b->currency, b->mixed);
    for (int i = 0; i < kpi_slot_count(); i++) {
        struct total_slot *to = &a->slot[i];
        const struct total_slot *from = &b->slot[i];
        to->numerator = counter_sum(to->numerator, from->numerator);
        to->denominator = counter_sum(to->denominator, from->denominator);
        to->sends = counter_sum(to->sends, from->sends);
        to->tallies = count_sum(to->tallies, from->tallies);
        to->levels |= from->levels;
    }
}

bool total_get(const struct total *total, enum counter id, int64_t *value)
{
    if (id < 0 || id >= COUNTER_COUNT || total->known[id] == 0 ||
        (counter_info(id)->kind == COUNTER_KIND_MONEY && total_is_mixed(total))) {
        return false;
    }
    *value = total->sum[id];
    return true;
}

bool total_is_mixed(const struct total *total)
{
    return total->mixed & TOTAL_MIXED;
}
