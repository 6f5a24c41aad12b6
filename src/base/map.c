/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/map.h"

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/vec.h"

uint64_t map_hash(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ at[i]) * 0x100000001B3u;
    }
    return hash;
}

/* Spreads a hash or a plain number over all bits, so that its low ones may pick the slot. */
static size_t spread(uint64_t key)
{
    key ^= key >> 32;
    key *= 0x9E3779B97F4A7C15u;
    key ^= key >> 29;
    key *= 0xD6E8FEB86659FD93u;
    return (size_t)(key ^ key >> 32);
}

/* --- map64 ---------------------------------------------------------------------------------- */

/* key 0 marks a free slot; the key 0 itself lives in one slot more, behind the others, whose key
 * is 1 while it is in use. */
struct map64_slot {
    uint64_t key, value;
};

/* The slot of key, or the free one where it belongs. A table is never full. */
static struct map64_slot *find(struct map64_slot *slots, size_t capacity, uint64_t key)
{
    if (key == 0) {
        return &slots[capacity];
    }
    size_t i = spread(key) & (capacity - 1);
    while (slots[i].key != key && slots[i].key != 0) {
        i = (i + 1) & (capacity - 1);
    }
    return &slots[i];
}

uint64_t *map64_get(const struct map64 *map, uint64_t key)
{
    if (map->capacity == 0) {
        return NULL;
    }
    struct map64_slot *slot = find(map->slots, map->capacity, key);
    return slot->key != 0 ? &slot->value : NULL;
}

static bool map64_grow(struct map64 *map)
{
    if (map->capacity > SIZE_MAX / 4) {
        return false;
    }
    size_t capacity = map->capacity ? map->capacity * 2 : 16;
    struct map64_slot *slots = mem_new(capacity + 1, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].key != 0) {
            *find(slots, capacity, map->slots[i].key) = map->slots[i];
        }
    }
    if (map->capacity) {
        slots[capacity] = map->slots[map->capacity];
    }
    mem_free(map->slots);
    map->slots = slots;
    map->capacity = capacity;
    return true;
}

uint64_t *map64_put(struct map64 *map, uint64_t key, bool *fresh)
{
    uint64_t *place = map64_get(map, key);
    if (place) {
        if (fresh) {
            *fresh = false;
        }
        return place;
    }
    if (map->count >= map->capacity / 4 * 3 && !map64_grow(map)) {
        return NULL;
    }
    struct map64_slot *slot = find(map->slots, map->capacity, key);
    slot->key = key ? key : 1;
    slot->value = 0;
    map->count++;
    if (fresh) {
        *fresh = true;
    }
    return &slot->value;
}

bool map64_next(const struct map64 *map, size_t *cursor, uint64_t *key, uint64_t *value)
{
    if (map->capacity == 0) {
        return false;
    }
    for (size_t i = *cursor; i <= map->capacity; i++) {
        if (map->slots[i].key != 0) {
            *key = i < map->capacity ? map->slots[i].key : 0;
            *value = map->slots[i].value;
            *cursor = i + 1;
            return true;
        }
    }
    *cursor = map->capacity + 1;
    return false;
}

void map64_clear(struct map64 *map)
{
    if (map->capacity) {
        memset(map->slots, 0, (map->capacity + 1) * sizeof *map->slots);
    }
    map->count = 0;
}

void map64_free(struct map64 *map)
{
    mem_free(map->slots);
    *map = (struct map64)MAP64_INIT;
}

/* --- intern --------------------------------------------------------------------------------- */

struct word {
    const char *text;
    size_t length;
    uint64_t hash;
};

struct intern {
    struct arena *arena; /* the strings */
    struct vec words;    /* struct word, by number */
    uint32_t *slots;     /* number + 1, 0: free */
    size_t capacity;     /* a power of two, or 0 */
};

struct intern *intern_new(void)
{
    struct intern *intern = mem_new(1, sizeof *intern);
    if (!intern) {
        return NULL;
    }
    intern->words = (struct vec)VEC_INIT(struct word);
    intern->arena = arena_new();
    if (!intern->arena) {
        mem_free(intern);
        return NULL;
    }
    return intern;
}

void intern_free(struct intern *intern)
{
    if (intern) {
        arena_free(intern->arena);
        vec_free(&intern->words);
        mem_free(intern->slots);
        mem_free(intern);
    }
}

/* The slot that holds the string, or the free one where it belongs. */
static uint32_t *intern_slot(const struct intern *intern, const void *bytes, size_t length,
                             uint64_t hash)
{
    size_t i = spread(hash) & (intern->capacity - 1);
    for (; intern->slots[i]; i = (i + 1) & (intern->capacity - 1)) {
        const struct word *word = VEC_AT(&intern->words, struct word, intern->slots[i] - 1);
        if (word->hash == hash && word->length == length &&
            (length == 0 || memcmp(word->text, bytes, length) == 0)) {
            break;
        }
    }
    return &intern->slots[i];
}

static bool intern_grow(struct intern *intern)
{
    if (intern->capacity > SIZE_MAX / 4) {
        return false;
    }
    size_t capacity = intern->capacity ? intern->capacity * 2 : 64;
    uint32_t *slots = mem_new(capacity, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t number = 0; number < intern->words.count; number++) {
        size_t i = spread(VEC_AT(&intern->words, struct word, number)->hash) & (capacity - 1);
        while (slots[i]) {
            i = (i + 1) & (capacity - 1);
        }
        slots[i] = (uint32_t)(number + 1);
    }
    mem_free(intern->slots);
    intern->slots = slots;
    intern->capacity = capacity;
    return true;
}

uint32_t intern_find(const struct intern *intern, const void *bytes, size_t length)
{
    if (intern->capacity == 0) {
        return INTERN_NONE;
    }
    uint32_t slot = *intern_slot(intern, bytes, length, map_hash(bytes, length));
    return slot ? slot - 1 : INTERN_NONE;
}

uint32_t intern_add(struct intern *intern, const void *bytes, size_t length)
{
    uint32_t known = intern_find(intern, bytes, length);
    if (known != INTERN_NONE) {
        return known;
    }
    if (intern->words.count >= INTERN_NONE - 1 || !vec_reserve(&intern->words, 1) ||
        (intern->words.count >= intern->capacity / 4 * 3 && !intern_grow(intern))) {
        return INTERN_NONE;
    }
    char *text = arena_strndup(intern->arena, length ? bytes : "", length);
    struct word *word = text ? vec_push(&intern->words) : NULL;
    if (!word) {
        return INTERN_NONE;
    }
    *word = (struct word){text, length, map_hash(bytes, length)};
    uint32_t number = (uint32_t)(intern->words.count - 1);
    *intern_slot(intern, bytes, length, word->hash) = number + 1;
    return number;
}

const char *intern_get(const struct intern *intern, uint32_t number, size_t *length)
{
    if (number >= intern->words.count) {
        return NULL;
    }
    const struct word *word = VEC_AT(&intern->words, struct word, number);
    if (length) {
        *length = word->length;
    }
    return word->text;
}

uint32_t intern_count(const struct intern *intern)
{
    return (uint32_t)intern->words.count;
}

void intern_clear(struct intern *intern)
{
    arena_reset(intern->arena);
    vec_clear(&intern->words);
    if (intern->capacity) {
        memset(intern->slots, 0, intern->capacity * sizeof *intern->slots);
    }
}
