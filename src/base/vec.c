/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/vec.h"

#include <string.h>

#include "base/mem.h"

bool vec_reserve(struct vec *vec, size_t more)
{
    if (more <= vec->capacity - vec->count) {
        return true;
    }
    if (more > SIZE_MAX - vec->count) {
        return false;
    }
    size_t wanted = vec->count + more;
    size_t capacity = vec->capacity < 8 ? 8 : vec->capacity + vec->capacity / 2;
    if (capacity < wanted) {
        capacity = wanted;
    }
    void *data = mem_resize(vec->data, capacity, vec->width);
    if (!data) {
        return false;
    }
    vec->data = data;
    vec->capacity = capacity;
    return true;
}

void *vec_push(struct vec *vec)
{
    if (!vec_reserve(vec, 1)) {
        return NULL;
    }
    void *item = (char *)vec->data + vec->count * vec->width;
    memset(item, 0, vec->width);
    vec->count++;
    return item;
}

void vec_clear(struct vec *vec)
{
    vec->count = 0;
}

void vec_free(struct vec *vec)
{
    mem_free(vec->data);
    vec->data = NULL;
    vec->count = 0;
    vec->capacity = 0;
}

void *vec_keep(struct vec *vec, struct arena *arena)
{
    void *kept = arena_alloc(arena, vec->count ? vec->count : 1, vec->width);
    if (kept && vec->count) {
        memcpy(kept, vec->data, vec->count * vec->width);
    }
    vec_free(vec);
    return kept;
}
