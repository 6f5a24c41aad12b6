/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An arena: many small allocations freed at once. Reports, parsed configuration and query results
 * live in one. Not thread-safe; a finished arena may be handed to another thread.
 */
#ifndef CAMPANE_BASE_ARENA_H
#define CAMPANE_BASE_ARENA_H

#include <stdarg.h>

#include "base/base.h"

struct arena;

/* An empty arena (no block is allocated before the first use), or NULL when out of memory. */
struct arena *arena_new(void) CAMPANE_NODISCARD;
void arena_free(struct arena *arena); /* NULL is fine */

/* Forget all allocations but keep the largest block for reuse. */
void arena_reset(struct arena *arena);

/* count * size zeroed bytes aligned for any type, or NULL (out of memory or overflow).
 * They live until arena_reset or arena_free. */
void *arena_alloc(struct arena *arena, size_t count, size_t size) CAMPANE_NODISCARD;

/* Copies; arena_strndup reads exactly `length` bytes, zeros too, and adds a terminator. NULL in or
 * out of memory: NULL. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) CAMPANE_PRINTF(2, 3);
char *arena_vprintf(struct arena *arena, const char *format, va_list args) CAMPANE_PRINTF(2, 0);

/* Bytes it holds of the system's memory, used or not (for memory budgets). */
size_t arena_size(const struct arena *arena);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc(arena, 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc(arena, count, sizeof(type)))

#endif
