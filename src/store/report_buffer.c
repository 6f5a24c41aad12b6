/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/report_buffer.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "store/series.h"

/* An entry's values lie packed in `values`: one for each bit of known, in order. */
struct entry {
    uint32_t dim;
    int32_t day;
    counter_mask known;
    uint32_t first;
};

/* About 16 MiB together. */
#define ENTRIES_MAX ((size_t)170000)
#define VALUES_MAX  ((size_t)1700000)

struct report_buffer {
    int64_t import;
    struct vec entries; /* struct entry */
    struct vec values;  /* int64_t */
    struct vec places;  /* struct report_place, in the order of flushes */
    int64_t repeated;
};

struct report_buffer *report_buffer_new(int64_t import, struct err *err)
{
    struct report_buffer *buffer = mem_new(1, sizeof *buffer);
    if (!buffer) {
        err_memory(err);
        return NULL;
    }
    buffer->import = import;
    buffer->entries = (struct vec)VEC_INIT(struct entry);
    buffer->values = (struct vec)VEC_INIT(int64_t);
    buffer->places = (struct vec)VEC_INIT(struct report_place);
    /* In one piece: growing would need half as much again for a moment. */
    if (!vec_reserve(&buffer->entries, ENTRIES_MAX) || !vec_reserve(&buffer->values, VALUES_MAX)) {
        report_buffer_free(buffer);
        err_memory(err);
        return NULL;
    }
    return buffer;
}

void report_buffer_free(struct report_buffer *buffer)
{
    if (buffer) {
        vec_free(&buffer->entries);
        vec_free(&buffer->values);
        vec_free(&buffer->places);
        mem_free(buffer);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int32_t block_x = block_of_day(x->day), block_y = block_of_day(y->day);
    if (block_x != block_y) {
        return block_x < block_y ? -1 : 1;
    }
    if (x->dim != y->dim) {
        return x->dim < y->dim ? -1 : 1;
    }
    return x->day < y->day ? -1 : x->day > y->day;
}

static void entry_tally(const struct report_buffer *buffer, const struct entry *entry,
                        struct tally *tally)
{
    const int64_t *value = VEC_AT(&buffer->values, int64_t, entry->first);
    memset(tally, 0, sizeof *tally);
    for (counter_mask known = entry->known; known; known &= known - 1) {
        tally_set(tally, (enum counter)__builtin_ctz(known), *value++);
    }
}

static bool flush(struct change *change, struct report_buffer *buffer, struct err *err)
{
    struct entry *entries = buffer->entries.data;
    size_t count = buffer->entries.count;
    if (count == 0) {
        return true;
    }
    qsort(entries, count, sizeof *entries, by_place);
    size_t i = 0;
    while (i < count) {
        struct report_place *place = vec_push(&buffer->places);
        if (!place) {
            return err_memory(err);
        }
        place->dim = entries[i].dim;
        place->block = block_of_day(entries[i].day);
        struct block block;
        bool there;
        if (change_cancelled(change, err) ||
            !series_read(change, place->block, place->dim, buffer->import, &block, &there, err)) {
            return false;
        }
        uint32_t stated = block_days(&block);
        for (; i < count && entries[i].dim == place->dim &&
               block_of_day(entries[i].day) == place->block;
             i++) {
            struct tally tally;
            int index = block_index(entries[i].day);
            buffer->repeated += (stated >> index) & 1;
            stated |= 1u << index;
            place->days |= 1u << index;
            entry_tally(buffer, &entries[i], &tally);
            block_add(&block, index, &tally);
        }
        if (!series_write(change, place->block, place->dim, buffer->import, &block, false, err)) {
            return false;
        }
    }
    vec_clear(&buffer->entries);
    vec_clear(&buffer->values);
    return true;
}

bool report_buffer_add(struct change *change, struct report_buffer *buffer, uint32_t dim,
                       int32_t day, const struct tally *tally, struct err *err)
{
    if ((buffer->entries.count >= ENTRIES_MAX ||
         buffer->values.count + COUNTER_STORED > VALUES_MAX) &&
        !flush(change, buffer, err)) {
        return false;
    }
    struct entry *entry = vec_push(&buffer->entries);
    if (!entry) {
        return err_memory(err);
    }
    *entry = (struct entry){dim, day, tally->known, (uint32_t)buffer->values.count};
    for (counter_mask known = tally->known; known; known &= known - 1) {
        int64_t *value = vec_push(&buffer->values);
        if (!value) {
            return err_memory(err);
        }
        *value = tally->value[__builtin_ctz(known)];
    }
    return true;
}

static int by_block(const void *a, const void *b)
{
    const struct report_place *x = a, *y = b;
    if (x->block != y->block) {
        return x->block < y->block ? -1 : 1;
    }
    return x->dim < y->dim ? -1 : x->dim > y->dim;
}

/* In order, each place once; gives how many there are. twice: gets the days that were stated for a
 * place more than once; NULL. */
static size_t join_places(struct report_place *places, size_t count, int64_t *twice)
{
    size_t kept = 0;
    if (count > 1) {
        qsort(places, count, sizeof *places, by_block);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && by_block(&places[kept - 1], &places[i]) == 0) {
            if (twice) {
                *twice += __builtin_popcount(places[kept - 1].days & places[i].days);
            }
            places[kept - 1].days |= places[i].days;
        } else {
            places[kept++] = places[i];
        }
    }
    return kept;
}

bool report_buffer_finish(struct change *change, struct report_buffer *buffer,
                          struct report_effect *effect, int64_t *repeated, struct err *err)
{
    if (!flush(change, buffer, err)) {
        return false;
    }
    vec_free(&buffer->entries);
    vec_free(&buffer->values);
    struct report_place *places = buffer->places.data;
    size_t count = join_places(places, buffer->places.count, NULL);
    if (dims_any_merged(change->dims)) {
        for (size_t i = 0; i < count; i++) {
            places[i].dim = dims_counted(change->dims, places[i].dim, err);
            if (!places[i].dim) {
                return false;
            }
        }
        count = join_places(places, count, &buffer->repeated);
    }
    for (size_t i = 0; i < count; i++) {
        if (change_cancelled(change, err) ||
            !reports_merge(change, &places[i], buffer->import, effect, err)) {
            return false;
        }
    }
    *repeated = buffer->repeated;
    return true;
}
