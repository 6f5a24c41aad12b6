/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/joiner.h"

#include <string.h>

#include "base/map.h"

/* The sums of one block of days, per source that spoke of it. */
struct joined_block {
    struct joined_block *next;
    int32_t number;
    struct block *by_source[SOURCE_COUNT];
};

struct joiner {
    struct arena *arena;
    struct map64 index; /* block number -> struct joined_block * */
    struct joined_block *blocks, *spare;
};

struct joiner *joiner_new(struct arena *arena)
{
    struct joiner *joiner = ARENA_NEW(arena, struct joiner);
    if (joiner) {
        joiner->arena = arena;
    }
    return joiner;
}

void joiner_free(struct joiner *joiner)
{
    if (joiner) {
        map64_free(&joiner->index);
    }
}

void joiner_reset(struct joiner *joiner)
{
    map64_clear(&joiner->index);
    while (joiner->blocks) {
        struct joined_block *block = joiner->blocks;
        joiner->blocks = block->next;
        block->next = joiner->spare;
        joiner->spare = block;
    }
}

static struct joined_block *joined_block(struct joiner *joiner, int32_t number)
{
    bool fresh;
    uint64_t *place = map64_put(&joiner->index, (uint64_t)(int64_t)number, &fresh);
    if (!place) {
        return NULL;
    }
    if (!fresh) {
        return (struct joined_block *)(uintptr_t)*place;
    }
    struct joined_block *joined = joiner->spare;
    if (joined) {
        joiner->spare = joined->next;
        for (int source = 0; source < SOURCE_COUNT; source++) {
            if (joined->by_source[source]) {
                memset(joined->by_source[source], 0, sizeof(struct block));
            }
        }
    } else {
        joined = ARENA_NEW(joiner->arena, struct joined_block);
    }
    if (joined) {
        joined->number = number;
        joined->next = joiner->blocks;
        joiner->blocks = joined;
        *place = (uint64_t)(uintptr_t)joined;
    }
    return joined;
}

bool joiner_add(struct joiner *joiner, enum source source, int32_t number,
                const struct block *block, uint32_t days)
{
    struct joined_block *joined = joined_block(joiner, number);
    if (!joined) {
        return false;
    }
    if (!joined->by_source[source]) {
        joined->by_source[source] = ARENA_NEW(joiner->arena, struct block);
        if (!joined->by_source[source]) {
            return false;
        }
    }
    for (uint32_t rest = block_days(block) & days; rest; rest &= rest - 1) {
        struct tally tally;
        int day = __builtin_ctz(rest);
        block_get(block, day, &tally);
        block_add(joined->by_source[source], day, &tally);
    }
    return true;
}

static void finish_day(const struct joined_block *joined, const struct ruling *ruling, int day,
                       struct total *total)
{
    struct tally tallies[SOURCE_COUNT];
    const struct tally *by_source[SOURCE_COUNT] = {NULL};
    bool any = false;
    for (int source = 0; source < SOURCE_COUNT; source++) {
        if (joined->by_source[source]) {
            block_get(joined->by_source[source], day, &tallies[source]);
            by_source[source] = tallies[source].known ? &tallies[source] : NULL;
            any |= by_source[source] != NULL;
        }
    }
    if (any) {
        ruling_add_joined(ruling, by_source, total);
    }
}

void joiner_finish(const struct joiner *joiner, const struct ruling *ruling, struct total *total)
{
    for (const struct joined_block *joined = joiner->blocks; joined; joined = joined->next) {
        for (int day = 0; day < BLOCK_DAYS; day++) {
            finish_day(joined, ruling, day, total);
        }
    }
}

static const struct joined_block *find_block(const struct joiner *joiner, int32_t number)
{
    const uint64_t *place = map64_get(&joiner->index, (uint64_t)(int64_t)number);
    return place ? (const struct joined_block *)(uintptr_t)*place : NULL;
}

void joiner_finish_day(const struct joiner *joiner, const struct ruling *ruling, int32_t day,
                       struct total *total)
{
    const struct joined_block *joined = find_block(joiner, block_of_day(day));
    if (joined) {
        finish_day(joined, ruling, block_index(day), total);
    }
}

void joiner_finish_days(const struct joiner *joiner, const struct ruling *ruling, int32_t number,
                        struct total totals[BLOCK_DAYS])
{
    const struct joined_block *joined = find_block(joiner, number);
    for (int day = 0; joined && day < BLOCK_DAYS; day++) {
        finish_day(joined, ruling, day, &totals[day]);
    }
}
