/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_FIRST ((size_t)4 << 10)
#define BLOCK_LAST  ((size_t)1 << 20)

/* All bytes from `used` on are zero at any time, so giving them out costs no memset. */
struct block {
    struct block *next;
    size_t size; /* of data */
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *blocks; /* the one in use first */
    size_t size;          /* bytes of all blocks, headers too */
    size_t grow;          /* the next block's size */
};

struct arena *arena_new(void)
{
    struct arena *arena = mem_new(1, sizeof *arena);
    if (arena) {
        arena->grow = BLOCK_FIRST;
    }
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena) {
        return;
    }
    for (struct block *block = arena->blocks; block;) {
        struct block *next = block->next;
        mem_free(block);
        block = next;
    }
    mem_free(arena);
}

void arena_reset(struct arena *arena)
{
    struct block *largest = arena->blocks;
    for (struct block *block = arena->blocks; block; block = block->next) {
        if (block->size > largest->size) {
            largest = block;
        }
    }
    for (struct block *block = arena->blocks; block;) {
        struct block *next = block->next;
        if (block != largest) {
            mem_free(block);
        }
        block = next;
    }
    arena->blocks = largest;
    arena->size = 0;
    if (largest) {
        memset(largest->data, 0, largest->used);
        largest->used = 0;
        largest->next = NULL;
        arena->size = sizeof *largest + largest->size;
    }
}

/* A block with room for `bytes`; blocks double so that their number stays small. */
static struct block *add_block(struct arena *arena, size_t bytes)
{
    if (bytes > (size_t)PTRDIFF_MAX - sizeof(struct block)) {
        return NULL;
    }
    size_t size = bytes > arena->grow ? bytes : arena->grow;
    struct block *block = mem_new(1, sizeof *block + size);
    if (!block) {
        return NULL;
    }
    block->size = size;
    arena->size += sizeof *block + size;
    if (arena->grow < BLOCK_LAST) {
        arena->grow *= 2;
    }
    /* A block that is filled at once goes behind the current one, whose rest is still of use. */
    if (arena->blocks && arena->blocks->size - arena->blocks->used > size - bytes) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    const size_t unit = alignof(max_align_t);
    if (size != 0 && count > ((size_t)PTRDIFF_MAX - unit) / size) {
        return NULL;
    }
    size_t bytes = count * size;
    bytes = bytes == 0 ? unit : (bytes + unit - 1) / unit * unit;
    struct block *block = arena->blocks;
    if (!block || bytes > block->size - block->used) {
        block = add_block(arena, bytes);
        if (!block) {
            return NULL;
        }
    }
    void *place = block->data + block->used;
    block->used += bytes;
    return place;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    if (!text || length == SIZE_MAX) {
        return NULL;
    }
    char *copy = arena_alloc(arena, length + 1, 1);
    if (copy) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    char *text = NULL;
    int length = vsnprintf(NULL, 0, format, args);
    if (length >= 0) {
        text = arena_alloc(arena, (size_t)length + 1, 1);
        if (text) {
            vsnprintf(text, (size_t)length + 1, format, again);
        }
    }
    va_end(again);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t arena_size(const struct arena *arena)
{
    return arena->size;
}
