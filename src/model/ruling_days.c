/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days of a block under a ruling, where only a few figures are asked of very many blocks. */
#include "model/ruling.h"

#include <string.h>

/* Costs are derived from parts with rulers of their own, and whole sums from two sources: those
 * take the long way. */
static bool is_plain(const struct ruling *ruling, const struct ruling_wanted *wanted)
{
    if (wanted->counters & (COUNTER_COST_PARTS | COUNTER_BIT(COUNTER_COST))) {
        return false;
    }
    for (uint64_t rest = wanted->slots; rest; rest &= rest - 1) {
        if (ruling->slot[__builtin_ctzll(rest)].mode == RULING_WHOLE) {
            return false;
        }
    }
    return true;
}

static void note_money(struct total *total, int id, int64_t value, struct currency currency)
{
    if (value != 0 && currency.code[0] &&
        counter_info((enum counter)id)->kind == COUNTER_KIND_MONEY) {
        total_add_currency(total, currency);
    }
}

static void add_counter(const struct block *block, int id, uint32_t days, struct currency currency,
                        struct total totals[BLOCK_DAYS])
{
    for (uint32_t rest = block->present[id] & days; rest; rest &= rest - 1) {
        int day = __builtin_ctz(rest);
        int64_t value = block->value[id][day];
        totals[day].sum[id] = counter_sum(totals[day].sum[id], value);
        totals[day].known[id]++;
        note_money(&totals[day], id, value, currency);
    }
}

static void add_slot(const struct block *block, int index, enum source source, uint32_t days,
                     struct currency currency, struct total totals[BLOCK_DAYS])
{
    const struct kpi_slot *slot = kpi_slot(index);
    bool pair = slot->denominator != COUNTER_NONE;
    uint32_t sends = block->present[COUNTER_SENT];
    uint32_t level = source_is_message(source) ? TOTAL_LEVEL_MESSAGE : TOTAL_LEVEL_REPORT;
    days &= block->present[slot->numerator] & (pair ? block->present[slot->denominator] : days);
    for (; days; days &= days - 1) {
        int day = __builtin_ctz(days);
        struct total_slot *out = &totals[day].slot[index];
        int64_t numerator = block->value[slot->numerator][day];
        out->numerator = counter_sum(out->numerator, numerator);
        note_money(&totals[day], (int)slot->numerator, numerator, currency);
        if (pair) {
            int64_t denominator = block->value[slot->denominator][day];
            out->denominator = counter_sum(out->denominator, denominator);
            note_money(&totals[day], (int)slot->denominator, denominator, currency);
        }
        if (sends >> day & 1) {
            out->sends = counter_sum(out->sends, block->value[COUNTER_SENT][day]);
        }
        out->tallies++;
        out->levels |= level;
    }
}

void ruling_add_days(const struct ruling *ruling, enum source source, struct currency currency,
                     const struct block *block, uint32_t days, const struct ruling_wanted *wanted,
                     struct total totals[BLOCK_DAYS])
{
    uint32_t known = block_days(block) & days;
    if (!is_plain(ruling, wanted)) {
        for (; known; known &= known - 1) {
            int day = __builtin_ctz(known);
            ruling_add_block(ruling, source, currency, block, UINT32_C(1) << day, &totals[day]);
        }
        return;
    }
    for (uint32_t rest = known; rest; rest &= rest - 1) {
        totals[__builtin_ctz(rest)].tallies++;
    }
    for (int id = 0; known && id < COUNTER_STORED; id++) {
        if ((wanted->counters & COUNTER_BIT(id)) && ruling->counter[id] == source) {
            add_counter(block, id, known, currency, totals);
        }
    }
    for (uint64_t rest = known ? wanted->slots : 0; rest; rest &= rest - 1) {
        int index = __builtin_ctzll(rest);
        const struct ruling_slot *ruled = &ruling->slot[index];
        if (ruled->mode == RULING_TALLY && ruled->numerator == source) {
            add_slot(block, index, source, known, currency, totals);
        }
    }
}

static int64_t sum_column(const struct block *block, int id, uint32_t days)
{
    int64_t sum = 0;
    for (; days; days &= days - 1) {
        sum = counter_sum(sum, block->value[id][__builtin_ctz(days)]);
    }
    return sum;
}

/* Of the counters of slots the same days are asked again and again. */
struct column {
    uint32_t days;
    int64_t sum;
};

static int64_t column_of(struct column columns[COUNTER_STORED], const struct block *block, int id,
                         uint32_t days)
{
    if (columns[id].days != days) {
        columns[id] = (struct column){days, sum_column(block, id, days)};
    }
    return columns[id].sum;
}

static void add_days(struct column columns[COUNTER_STORED], const struct block *block, int index,
                     uint32_t level, uint32_t days, struct total_slot *out)
{
    const struct kpi_slot *slot = kpi_slot(index);
    bool pair = slot->denominator != COUNTER_NONE;
    days &= block->present[slot->numerator] & (pair ? block->present[slot->denominator] : days);
    if (!days) {
        return;
    }
    uint32_t sends = days & block->present[COUNTER_SENT];
    struct total_slot sum = {.numerator = column_of(columns, block, (int)slot->numerator, days),
                             .denominator =
                                 pair ? column_of(columns, block, (int)slot->denominator, days) : 0,
                             .sends = sends ? column_of(columns, block, COUNTER_SENT, sends) : 0,
                             .tallies = (uint32_t)__builtin_popcount(days),
                             .levels = level};
    total_slot_add(out, &sum);
}

/* Whether any of it is money, which asks for its currency. */
static bool wants_money(const struct ruling_wanted *wanted)
{
    counter_mask counters = wanted->counters;
    for (uint64_t rest = wanted->slots; rest; rest &= rest - 1) {
        counters |= kpi_slot(__builtin_ctzll(rest))->needs;
    }
    for (int id = 0; id < COUNTER_COUNT; id++) {
        if ((counters & COUNTER_BIT(id)) &&
            counter_info((enum counter)id)->kind == COUNTER_KIND_MONEY) {
            return true;
        }
    }
    return false;
}

void ruling_add_wanted(const struct ruling *ruling, enum source source, struct currency currency,
                       const struct block *block, uint32_t days, const struct ruling_wanted *wanted,
                       struct total *total)
{
    uint32_t known = block_days(block) & days;
    struct column columns[COUNTER_STORED];
    if (wants_money(wanted) || !is_plain(ruling, wanted)) {
        ruling_add_block(ruling, source, currency, block, days, total);
        return;
    }
    if (!known) {
        return;
    }
    memset(columns, 0, sizeof columns);
    total->tallies += (uint32_t)__builtin_popcount(known);
    for (int id = 0; id < COUNTER_STORED; id++) {
        uint32_t present = block->present[id] & known;
        if (present && (wanted->counters & COUNTER_BIT(id)) && ruling->counter[id] == source) {
            total->sum[id] = counter_sum(total->sum[id], column_of(columns, block, id, present));
            total->known[id] += (uint32_t)__builtin_popcount(present);
        }
    }
    uint32_t level = source_is_message(source) ? TOTAL_LEVEL_MESSAGE : TOTAL_LEVEL_REPORT;
    for (uint64_t rest = wanted->slots; rest; rest &= rest - 1) {
        int index = __builtin_ctzll(rest);
        const struct ruling_slot *ruled = &ruling->slot[index];
        if (ruled->mode == RULING_TALLY && ruled->numerator == source) {
            add_days(columns, block, index, level, known, &total->slot[index]);
        }
    }
}
