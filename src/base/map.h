/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two small hash maps: from a 64-bit key, and from a byte string to a dense number (interning).
 * Open addressing; memory grows by doubling; deterministic (no random seed: keys that come from
 * people are SipHashed before they get here, and interned strings are limited by caps).
 */
#ifndef CAMPANE_BASE_MAP_H
#define CAMPANE_BASE_MAP_H

#include "base/base.h"

/* --- map64: uint64 -> uint64 ---------------------------------------------------------------- */

struct map64 {
    struct map64_slot *slots;
    size_t count;
    size_t capacity; /* a power of two, or 0 */
};

#define MAP64_INIT                                                                                 \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* The value's place for key, or NULL when absent. Good until the next map64_put. */
uint64_t *map64_get(const struct map64 *map, uint64_t key);

/* The value's place for key, made (0) when absent; *fresh says so (may be NULL). NULL: out of
 * memory. Any key is allowed, 0 too. */
uint64_t *map64_put(struct map64 *map, uint64_t key, bool *fresh) CAMPANE_NODISCARD;

/* Walk: start with *cursor = 0; false at the end. Order is by slot: do not let it reach output. */
bool map64_next(const struct map64 *map, size_t *cursor, uint64_t *key, uint64_t *value);

void map64_clear(struct map64 *map); /* memory kept */
void map64_free(struct map64 *map);

/* --- intern: byte string -> 0, 1, 2 … in order of first sight -------------------------------- */

struct intern;

struct intern *intern_new(void) CAMPANE_NODISCARD;
void intern_free(struct intern *intern);

#define INTERN_NONE UINT32_MAX

/* The number of the string, given out on first sight; INTERN_NONE when out of memory. */
uint32_t intern_add(struct intern *intern, const void *bytes, size_t length);
/* The number if it is known, else INTERN_NONE. */
uint32_t intern_find(const struct intern *intern, const void *bytes, size_t length);
/* The string of a number (terminated copy, length in *length if not NULL); lent until free. */
const char *intern_get(const struct intern *intern, uint32_t number, size_t *length);
uint32_t intern_count(const struct intern *intern);
void intern_clear(struct intern *intern);

/* FNV-1a, 64 bit, for in-memory tables only. */
uint64_t map_hash(const void *bytes, size_t length);

#endif
