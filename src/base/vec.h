/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A growing array of items of one size. Items move when it grows: a pointer into it is good until
 * the next push.
 *
 *     struct vec rows = VEC_INIT(struct row);
 *     struct row *row = vec_push(&rows);        // zeroed, NULL when out of memory
 *     struct row *all = rows.data;              // rows.count of them
 *     vec_free(&rows);
 */
#ifndef CAMPANE_BASE_VEC_H
#define CAMPANE_BASE_VEC_H

#include "base/arena.h"

struct vec {
    void *data;
    size_t count;    /* items in use */
    size_t capacity; /* items allocated */
    size_t width;    /* bytes of one item */
};

#define VEC_INIT(type)                                                                             \
    {                                                                                              \
        NULL, 0, 0, sizeof(type)                                                                   \
    }
#define VEC_AT(vec, type, i) (&((type *)(vec)->data)[i])

/* A pointer to a new zeroed last item, or NULL when out of memory (the vec is unchanged). */
void *vec_push(struct vec *vec) CAMPANE_NODISCARD;

/* Room for `more` further items without another allocation. */
bool vec_reserve(struct vec *vec, size_t more) CAMPANE_NODISCARD;

/* Copy the items into an arena and free the vec, also when that fails. Never NULL for an empty vec;
 * NULL: out of memory. */
void *vec_keep(struct vec *vec, struct arena *arena) CAMPANE_NODISCARD;

void vec_clear(struct vec *vec); /* count = 0, memory kept */
void vec_free(struct vec *vec);  /* memory given back; the vec may be used again */

#endif
