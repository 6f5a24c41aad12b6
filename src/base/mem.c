/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The one piece of state of base: the fault hook of the tests. Every allocation counts itself, so
 * a test can first learn how many there are and then let each of them fail. */
static atomic_uint_fast64_t asked;
static atomic_uint_fast64_t fault_at; /* 0: never */
static atomic_bool fault_forever;

static bool refused(void)
{
    uint64_t number = atomic_fetch_add_explicit(&asked, 1, memory_order_relaxed) + 1;
    uint64_t at = atomic_load_explicit(&fault_at, memory_order_relaxed);
    if (at == 0) {
        return false;
    }
    return number == at ||
           (number > at && atomic_load_explicit(&fault_forever, memory_order_relaxed));
}

/* The product, at least 1 so that every block has an address of its own; 0 when it is more than
 * any object may have. */
static size_t bytes_of(size_t count, size_t size)
{
    if (count == 0 || size == 0) {
        return 1;
    }
    return count > (size_t)PTRDIFF_MAX / size ? 0 : count * size;
}

void *mem_new(size_t count, size_t size)
{
    size_t bytes = bytes_of(count, size);
    return bytes == 0 || refused() ? NULL : calloc(1, bytes);
}

void *mem_resize(void *block, size_t count, size_t size)
{
    size_t bytes = bytes_of(count, size);
    return bytes == 0 || refused() ? NULL : realloc(block, bytes);
}

void mem_free(void *block)
{
    free(block);
}

char *mem_strdup(const char *text)
{
    return text ? mem_strndup(text, strlen(text)) : NULL;
}

char *mem_strndup(const char *text, size_t length)
{
    if (!text || length >= (size_t)PTRDIFF_MAX || refused()) {
        return NULL;
    }
    char *copy = malloc(length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

void *mem_malloc_hook(size_t size)
{
    size_t bytes = bytes_of(1, size);
    return bytes == 0 || refused() ? NULL : malloc(bytes);
}

uint64_t mem_fault_after(uint64_t n, bool forever)
{
    atomic_store(&fault_at, 0);
    uint64_t before = atomic_exchange(&asked, 0);
    atomic_store(&fault_forever, forever);
    atomic_store(&fault_at, n);
    return before;
}
