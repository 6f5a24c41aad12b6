/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/block.h"

#include <string.h>

int32_t block_of_day(int32_t day)
{
    if (day == DAY_NONE) {
        return BLOCK_UNDATED;
    }
    /* floor division: days before 1970 are negative */
    return day >= 0 ? day / BLOCK_DAYS : -((-day + BLOCK_DAYS - 1) / BLOCK_DAYS);
}

int block_index(int32_t day)
{
    return day == DAY_NONE ? 0 : (int)(day - block_first_day(block_of_day(day)));
}

int32_t block_first_day(int32_t block)
{
    return block == BLOCK_UNDATED ? DAY_NONE : block * BLOCK_DAYS;
}

uint32_t block_days_in(int32_t block, int32_t from, int32_t to)
{
    if (block == BLOCK_UNDATED) {
        return from == DAY_NONE ? 1u : 0u;
    }
    int64_t first = block_first_day(block);
    int64_t low = from == DAY_NONE ? 0 : (int64_t)from - first;
    int64_t high = (int64_t)to - first;
    if (low < 0) {
        low = 0;
    }
    if (high > BLOCK_DAYS - 1) {
        high = BLOCK_DAYS - 1;
    }
    if (low > high) {
        return 0;
    }
    uint64_t bits = ((uint64_t)1 << (high - low + 1)) - 1;
    return (uint32_t)(bits << low);
}

uint32_t block_days(const struct block *block)
{
    uint32_t days = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        days |= block->present[id];
    }
    return days;
}

void block_get(const struct block *block, int index, struct tally *tally)
{
    uint32_t bit = 1u << index;
    tally->known = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        bool known = block->present[id] & bit;
        tally->known |= known ? COUNTER_BIT(id) : 0;
        tally->value[id] = known ? block->value[id][index] : 0;
    }
}

void block_set(struct block *block, int index, const struct tally *tally)
{
    uint32_t bit = 1u << index;
    for (int id = 0; id < COUNTER_STORED; id++) {
        bool known = tally->known & COUNTER_BIT(id);
        block->present[id] = known ? block->present[id] | bit : block->present[id] & ~bit;
        block->value[id][index] = known ? tally->value[id] : 0;
    }
}

void block_add(struct block *block, int index, const struct tally *tally)
{
    struct tally sum;
    block_get(block, index, &sum);
    tally_add(&sum, tally);
    block_set(block, index, &sum);
}

void block_keep(struct block *block, uint32_t days)
{
    for (int id = 0; id < COUNTER_STORED; id++) {
        uint32_t dropped = block->present[id] & ~days;
        if (!dropped) {
            continue;
        }
        block->present[id] &= days;
        for (int day = 0; day < BLOCK_DAYS; day++) {
            if (dropped & (1u << day)) {
                block->value[id][day] = 0;
            }
        }
    }
}
