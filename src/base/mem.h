/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checked allocation. Every allocation of campane goes through here (cJSON is given these
 * functions too), so that the fault tests can make the n-th one fail. Out of memory is an ordinary
 * return: NULL. Thread-safe.
 */
#ifndef CAMPANE_BASE_MEM_H
#define CAMPANE_BASE_MEM_H

#include "base/base.h"

/* count * size bytes, zeroed; NULL when out of memory or when the product overflows.
 * count or size 0 gives a pointer that may only be freed. Free with mem_free. */
void *mem_new(size_t count, size_t size) CAMPANE_MALLOC;

/* As realloc with an overflow check; on failure the old block stands. New bytes are not zeroed. */
void *mem_resize(void *block, size_t count, size_t size) CAMPANE_NODISCARD;

void mem_free(void *block); /* NULL is fine */

char *mem_strdup(const char *text) CAMPANE_MALLOC;                 /* NULL in, NULL out */
char *mem_strndup(const char *text, size_t length) CAMPANE_MALLOC; /* reads exactly length bytes */

/* For cJSON_InitHooks. */
void *mem_malloc_hook(size_t size);

/* Tests only: let the n-th allocation from now fail (1: the next one), and all after it when
 * `forever`. 0 switches the fault off. Returns how many allocations were asked for since the last
 * call. Counts over all threads. */
uint64_t mem_fault_after(uint64_t n, bool forever);

#endif
