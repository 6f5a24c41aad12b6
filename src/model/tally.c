/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/tally.h"

bool tally_get(const struct tally *tally, enum counter id, int64_t *value)
{
    if (id == COUNTER_COST) {
        counter_mask parts = tally->known & COUNTER_COST_PARTS;
        if (!parts) {
            return false;
        }
        int64_t sum = 0;
        for (int i = 0; i < COUNTER_STORED; i++) {
            if (parts & COUNTER_BIT(i)) {
                sum = counter_sum(sum, tally->value[i]);
            }
        }
        *value = sum;
        return true;
    }
    if (id < 0 || id >= COUNTER_STORED || !(tally->known & COUNTER_BIT(id))) {
        return false;
    }
    *value = tally->value[id];
    return true;
}

void tally_set(struct tally *tally, enum counter id, int64_t value)
{
    if (id < 0 || id >= COUNTER_STORED) {
        return;
    }
    tally->known |= COUNTER_BIT(id);
    tally->value[id] = value;
}

void tally_add(struct tally *a, const struct tally *b)
{
    /* An unknown value is stored as 0, so the sum is right whichever of the two knows it. */
    for (int i = 0; i < COUNTER_STORED; i++) {
        a->value[i] = counter_sum(a->value[i], b->value[i]);
    }
    a->known |= b->known;
}

counter_mask tally_known(const struct tally *tally)
{
    counter_mask cost = tally->known & COUNTER_COST_PARTS ? COUNTER_BIT(COUNTER_COST) : 0;
    return tally->known | cost;
}

bool tally_has_money(const struct tally *tally)
{
    for (int i = 0; i < COUNTER_STORED; i++) {
        if (counter_info((enum counter)i)->kind == COUNTER_KIND_MONEY && tally->value[i] != 0) {
            return true;
        }
    }
    return false;
}
