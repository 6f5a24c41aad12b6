/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/census.h"

#include <string.h>

#include "base/map.h"

/* What one source knows in one block: a day bit per counter, and per slot the days on which some
 * tally knows both of its counters. */
struct census_block {
    struct census_block *next;
    int32_t number;
    uint32_t present[COUNTER_COUNT];
    uint32_t both[KPI_SLOTS_MAX];
};

struct census {
    struct arena *arena;
    struct map64 index[SOURCE_COUNT]; /* block number -> struct census_block * */
    struct census_block *blocks[SOURCE_COUNT];
    struct census_block *spare;
    int32_t first, last, last_send;
    bool undated;
};

struct census *census_new(struct arena *arena)
{
    struct census *census = ARENA_NEW(arena, struct census);
    if (census) {
        census->arena = arena;
        census->first = census->last = census->last_send = DAY_NONE;
    }
    return census;
}

void census_free(struct census *census)
{
    for (int source = 0; census && source < SOURCE_COUNT; source++) {
        map64_free(&census->index[source]);
    }
}

void census_reset(struct census *census)
{
    for (int source = 0; source < SOURCE_COUNT; source++) {
        map64_clear(&census->index[source]);
        while (census->blocks[source]) {
            struct census_block *block = census->blocks[source];
            census->blocks[source] = block->next;
            block->next = census->spare;
            census->spare = block;
        }
    }
    census->first = census->last = census->last_send = DAY_NONE;
    census->undated = false;
}

static struct census_block *census_block(struct census *census, enum source source, int32_t number)
{
    bool fresh;
    uint64_t *place = map64_put(&census->index[source], (uint64_t)(int64_t)number, &fresh);
    if (!place) {
        return NULL;
    }
    if (!fresh) {
        return (struct census_block *)(uintptr_t)*place;
    }
    struct census_block *block = census->spare;
    if (block) {
        census->spare = block->next;
        memset(block, 0, sizeof *block);
    } else {
        block = ARENA_NEW(census->arena, struct census_block);
    }
    if (block) {
        block->number = number;
        block->next = census->blocks[source];
        census->blocks[source] = block;
        *place = (uint64_t)(uintptr_t)block;
    }
    return block;
}

static int lowest_bit(uint32_t bits)
{
    return __builtin_ctz(bits);
}

static int highest_bit(uint32_t bits)
{
    return 31 - __builtin_clz(bits);
}

static void census_see(struct census *census, int32_t number, const struct block *block)
{
    uint32_t days = block_days(block);
    if (!days) {
        return;
    }
    if (number == BLOCK_UNDATED) {
        census->undated = true;
        return;
    }
    int32_t start = block_first_day(number);
    if (census->first == DAY_NONE || start + lowest_bit(days) < census->first) {
        census->first = start + lowest_bit(days);
    }
    if (start + highest_bit(days) > census->last) {
        census->last = start + highest_bit(days);
    }
    uint32_t sends = block->present[COUNTER_SENT];
    while (sends) {
        int day = highest_bit(sends);
        sends &= ~(1u << day);
        if (block->value[COUNTER_SENT][day] > 0) {
            if (start + day > census->last_send) {
                census->last_send = start + day;
            }
            break;
        }
    }
}

bool census_add(struct census *census, enum source source, int32_t number,
                const struct block *block)
{
    struct census_block *seen = census_block(census, source, number);
    if (!seen) {
        return false;
    }
    uint32_t present[COUNTER_COUNT];
    memcpy(present, block->present, sizeof block->present);
    present[COUNTER_COST] = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        present[COUNTER_COST] |= (COUNTER_COST_PARTS & COUNTER_BIT(id)) ? present[id] : 0;
    }
    for (int id = 0; id < COUNTER_COUNT; id++) {
        seen->present[id] |= present[id];
    }
    int slots = kpi_slot_count();
    for (int index = 0; index < slots; index++) {
        const struct kpi_slot *slot = kpi_slot(index);
        uint32_t both = present[slot->numerator];
        seen->both[index] |=
            slot->denominator == COUNTER_NONE ? both : both & present[slot->denominator];
    }
    census_see(census, number, block);
    return true;
}

void census_days(const struct census *census, enum source source, int32_t *first, int32_t *last)
{
    for (const struct census_block *block = census->blocks[source]; block; block = block->next) {
        uint32_t days = 0;
        for (int id = 0; id < COUNTER_STORED; id++) {
            days |= block->present[id];
        }
        if (!days || block->number == BLOCK_UNDATED) {
            continue;
        }
        int32_t start = block_first_day(block->number);
        if (*first == DAY_NONE || start + lowest_bit(days) < *first) {
            *first = start + lowest_bit(days);
        }
        if (*last == DAY_NONE || start + highest_bit(days) > *last) {
            *last = start + highest_bit(days);
        }
    }
}

void census_leave_out(struct census *census, enum source source, counter_mask counters)
{
    for (struct census_block *block = census->blocks[source]; block; block = block->next) {
        block->present[COUNTER_COST] = 0;
        for (int id = 0; id < COUNTER_STORED; id++) {
            if (counters & COUNTER_BIT(id)) {
                block->present[id] = 0;
            }
            if (COUNTER_COST_PARTS & COUNTER_BIT(id)) {
                block->present[COUNTER_COST] |= block->present[id];
            }
        }
        for (int index = 0; index < kpi_slot_count(); index++) {
            const struct kpi_slot *slot = kpi_slot(index);
            block->both[index] &= block->present[slot->numerator];
            if (slot->denominator != COUNTER_NONE) {
                block->both[index] &= block->present[slot->denominator];
            }
        }
    }
}

int32_t census_first_day(const struct census *census)
{
    return census->first;
}

int32_t census_last_day(const struct census *census)
{
    return census->last;
}

int32_t census_last_send(const struct census *census)
{
    return census->last_send;
}

bool census_has_undated(const struct census *census)
{
    return census->undated;
}

/* Days per counter (and per slot) that each source knows. */
struct census_count {
    int64_t counter[SOURCE_COUNT][COUNTER_COUNT];
    int64_t both[SOURCE_COUNT][KPI_SLOTS_MAX];
};

static void count_days(const struct census *census, int64_t summary_days,
                       struct census_count *count)
{
    memset(count, 0, sizeof *count);
    for (int source = 0; source < SOURCE_COUNT; source++) {
        for (const struct census_block *block = census->blocks[source]; block;
             block = block->next) {
            for (int id = 0; id < COUNTER_COUNT; id++) {
                count->counter[source][id] += __builtin_popcount(block->present[id]);
            }
            for (int slot = 0; slot < kpi_slot_count(); slot++) {
                count->both[source][slot] += __builtin_popcount(block->both[slot]);
            }
        }
    }
    for (int id = 0; id < COUNTER_COUNT; id++) {
        if (count->counter[SOURCE_SUMMARY][id]) {
            count->counter[SOURCE_SUMMARY][id] = summary_days;
        }
    }
    for (int slot = 0; slot < kpi_slot_count(); slot++) {
        if (count->both[SOURCE_SUMMARY][slot]) {
            count->both[SOURCE_SUMMARY][slot] = summary_days;
        }
    }
}

/* The source with the most days, the first among equals; RULING_NONE when all have none. `column`
 * walks count->counter or count->both by stride. */
static uint8_t most_days(const int64_t *days, size_t stride)
{
    uint8_t best = RULING_NONE;
    int64_t most = 0;
    for (uint8_t source = 0; source < SOURCE_COUNT; source++) {
        if (days[source * stride] > most) {
            most = days[source * stride];
            best = source;
        }
    }
    return best;
}

static void rule_cost(struct ruling *ruling)
{
    uint8_t ruler = RULING_NONE;
    for (int id = 0; id < COUNTER_STORED; id++) {
        if (!(COUNTER_COST_PARTS & COUNTER_BIT(id)) || ruling->counter[id] == RULING_NONE) {
            continue;
        }
        if (ruler == RULING_NONE) {
            ruler = ruling->counter[id];
        } else if (ruler != ruling->counter[id]) {
            ruler = RULING_EACH;
        }
    }
    ruling->counter[COUNTER_COST] = ruler;
}

static bool is_message(enum counter id)
{
    return counter_info(id)->role == COUNTER_ROLE_MESSAGE;
}

static struct ruling_slot rule_slot(const struct ruling *ruling, const struct census_count *count,
                                    int index)
{
    const struct kpi_slot *slot = kpi_slot(index);
    uint8_t both = most_days(&count->both[0][index], KPI_SLOTS_MAX);
    uint8_t numerator = ruling->counter[slot->numerator];
    if (slot->denominator == COUNTER_NONE) {
        return (struct ruling_slot){numerator == RULING_NONE ? RULING_UNKNOWN : RULING_TALLY,
                                    numerator, numerator, false};
    }
    uint8_t denominator = ruling->counter[slot->denominator];
    bool messages = is_message(slot->numerator) && is_message(slot->denominator);
    if (messages && both != RULING_NONE) {
        return (struct ruling_slot){RULING_TALLY, both, both, false};
    }
    if (numerator == RULING_NONE || denominator == RULING_NONE) {
        return (struct ruling_slot){RULING_UNKNOWN, RULING_NONE, RULING_NONE, false};
    }
    /* One source may know the two in different tallies only (money in a second currency); facts
     * always do: an order says nothing of clicks. */
    if (numerator == denominator && numerator != RULING_EACH && numerator != SOURCE_FACTS &&
        count->both[numerator][index]) {
        return (struct ruling_slot){RULING_TALLY, numerator, denominator, false};
    }
    /* Facts are joined to messages of any source: that is no mixture of two accounts. */
    bool facts = numerator == SOURCE_FACTS || denominator == SOURCE_FACTS;
    bool whole = numerator == SOURCE_SUMMARY || denominator == SOURCE_SUMMARY;
    return (struct ruling_slot){whole ? RULING_WHOLE : RULING_DAYS, numerator, denominator,
                                messages && !facts};
}

void census_rule(const struct census *census, int32_t start, int32_t end, struct ruling *ruling)
{
    int64_t summary_days = 1;
    if (start != DAY_NONE && end != DAY_NONE && end >= start) {
        summary_days = (int64_t)end - start + 1;
    }
    struct census_count count;
    count_days(census, summary_days, &count);
    memset(ruling, 0, sizeof *ruling);
    for (int id = 0; id < COUNTER_STORED; id++) {
        ruling->counter[id] = most_days(&count.counter[0][id], COUNTER_COUNT);
    }
    /* Costs that are joined hold what is on the bills, and prices for the rest. */
    if (count.counter[SOURCE_FACTS][COUNTER_COST_MESSAGE] > 0 &&
        count.counter[SOURCE_FACTS][COUNTER_COST_MESSAGE] >=
            count.counter[ruling->counter[COUNTER_COST_MESSAGE]][COUNTER_COST_MESSAGE]) {
        ruling->counter[COUNTER_COST_MESSAGE] = SOURCE_FACTS;
    }
    rule_cost(ruling);
    for (int index = 0; index < kpi_slot_count(); index++) {
        ruling->slot[index] = rule_slot(ruling, &count, index);
    }
    for (int source = 0; source < SOURCE_COUNT; source++) {
        for (int id = 0; id < COUNTER_STORED; id++) {
            ruling->coverage[source] |= count.counter[source][id] ? COUNTER_BIT(id) : 0;
        }
    }
    ruling_seal(ruling);
}
