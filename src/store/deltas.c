/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "store/series.h"

/* The counters that messages can count; a delta holds only these. */
static const uint8_t counters[] = {
    COUNTER_SENT, COUNTER_FAILED, COUNTER_FAILED_CAP, COUNTER_FAILED_UNREACHABLE, COUNTER_DELIVERED,
    COUNTER_READ, COUNTER_CLICKERS, COUNTER_REPLIERS, COUNTER_OPTOUTS, COUNTER_INTERACTORS,
    COUNTER_CONVERSIONS, COUNTER_REVENUE, COUNTER_COST_MESSAGE,
    /* orders and clicks */
    COUNTER_CLICKS, COUNTER_ORDERS, COUNTER_LEADS, COUNTER_NEW_CUSTOMERS, COUNTER_COD_ORDERS,
    COUNTER_RTO_ORDERS};

struct delta {
    uint32_t dim;
    int32_t day;
    counter_mask known;
    int64_t value[ARRAY_COUNT(counters)];
};

/* About 10 MiB with the index. */
#define DELTAS_MAX 65536

struct deltas {
    struct vec items; /* struct delta */
    struct map64 index;
};

struct deltas *deltas_new(struct err *err)
{
    struct deltas *deltas = mem_new(1, sizeof *deltas);
    if (!deltas) {
        err_memory(err);
        return NULL;
    }
    deltas->items = (struct vec)VEC_INIT(struct delta);
    return deltas;
}

void deltas_free(struct deltas *deltas)
{
    if (deltas) {
        vec_free(&deltas->items);
        map64_free(&deltas->index);
        mem_free(deltas);
    }
}

bool deltas_add(struct change *change, uint32_t dim, int32_t day, const struct tally *tally,
                int sign, struct err *err)
{
    struct deltas *deltas = change->deltas;
    uint64_t key = (uint64_t)dim << 32 | (uint32_t)day;
    uint64_t *place = map64_get(&deltas->index, key);
    if (!place) {
        if (deltas->items.count >= DELTAS_MAX && !deltas_flush(change, err)) {
            return false;
        }
        struct delta *fresh = vec_push(&deltas->items);
        place = fresh ? map64_put(&deltas->index, key, NULL) : NULL;
        if (!place) {
            return err_memory(err);
        }
        *place = deltas->items.count - 1;
        fresh->dim = dim;
        fresh->day = day;
    }
    struct delta *delta = VEC_AT(&deltas->items, struct delta, *place);
    delta->known |= tally->known;
    for (size_t i = 0; i < ARRAY_COUNT(counters); i++) {
        /* Around the limit and back, so that what is taken back leaves what was there. */
        uint64_t by = (uint64_t)tally->value[counters[i]];
        delta->value[i] = (int64_t)((uint64_t)delta->value[i] + (sign < 0 ? 0 - by : by));
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct delta *x = a, *y = b;
    int32_t block_x = block_of_day(x->day), block_y = block_of_day(y->day);
    if (block_x != block_y) {
        return block_x < block_y ? -1 : 1;
    }
    if (x->dim != y->dim) {
        return x->dim < y->dim ? -1 : 1;
    }
    return x->day < y->day ? -1 : x->day > y->day;
}

/* Add a delta to its day. A day without messages (or, where only money is known, without money)
 * was never there. */
static void apply(struct block *block, const struct delta *delta)
{
    int index = block_index(delta->day);
    struct tally tally, change = {.known = delta->known, .value = {0}};
    for (size_t i = 0; i < ARRAY_COUNT(counters); i++) {
        change.value[counters[i]] = delta->value[i];
    }
    block_get(block, index, &tally);
    tally_add(&tally, &change);
    bool there = false;
    if (tally.known & COUNTER_BIT(COUNTER_SENT)) {
        there = tally.value[COUNTER_SENT] != 0;
    } else {
        for (int id = 0; id < COUNTER_STORED; id++) {
            there |= tally.value[id] != 0;
        }
    }
    if (!there) {
        memset(&tally, 0, sizeof tally);
    }
    block_set(block, index, &tally);
}

bool deltas_flush(struct change *change, struct err *err)
{
    struct deltas *deltas = change->deltas;
    struct delta *items = deltas->items.data;
    size_t count = deltas->items.count;
    if (count == 0) {
        return true;
    }
    qsort(items, count, sizeof *items, by_place);
    size_t i = 0;
    while (i < count) {
        int32_t number = block_of_day(items[i].day);
        uint32_t dim = items[i].dim;
        struct block block;
        bool there;
        if (change_cancelled(change, err) ||
            !series_read(change, number, dim, 0, &block, &there, err)) {
            return false;
        }
        for (; i < count && items[i].dim == dim && block_of_day(items[i].day) == number; i++) {
            apply(&block, &items[i]);
        }
        if (!series_write(change, number, dim, 0, &block, false, err) ||
            !change_touch(change, dim, number, err)) {
            return false;
        }
    }
    vec_clear(&deltas->items);
    map64_clear(&deltas->index);
    return true;
}
