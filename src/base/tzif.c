/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/tzif.h"

#include <string.h>

#include "base/mem.h"

#define HEAD_BYTES ((size_t)44)

struct head {
    unsigned char version; /* 0, '2', '3', '4' */
    uint32_t utc_flags, standard_flags, leaps, changes, types, letters;
};

static uint32_t big_endian32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int32_t signed32(const unsigned char *at)
{
    uint32_t value = big_endian32(at);
    return value <= INT32_MAX ? (int32_t)value : (int32_t)(value - 0x80000000u) + INT32_MIN;
}

static int64_t signed64(const unsigned char *at)
{
    uint64_t value = (uint64_t)big_endian32(at) << 32 | big_endian32(at + 4);
    return value <= INT64_MAX ? (int64_t)value : (int64_t)(value - 0x8000000000000000u) + INT64_MIN;
}

static enum tzif_result read_head(const unsigned char *at, size_t length, struct head *head)
{
    if (length < 4 || memcmp(at, "TZif", 4) != 0) {
        return length < 4 && memcmp(at, "TZif", length) == 0 ? TZIF_CUT : TZIF_OTHER;
    }
    if (length < HEAD_BYTES) {
        return TZIF_CUT;
    }
    *head = (struct head){at[4],
                          big_endian32(at + 20),
                          big_endian32(at + 24),
                          big_endian32(at + 28),
                          big_endian32(at + 32),
                          big_endian32(at + 36),
                          big_endian32(at + 40)};
    bool flags = (head->utc_flags == 0 || head->utc_flags == head->types) &&
                 (head->standard_flags == 0 || head->standard_flags == head->types);
    return head->types == 0 || head->types > 256 || head->letters == 0 || !flags ? TZIF_BROKEN
                                                                                 : TZIF_OK;
}

/* Bytes of the block behind a head; width is that of a moment, 4 or 8. */
static uint64_t block_bytes(const struct head *head, unsigned width)
{
    return (uint64_t)head->changes * (width + 1) + (uint64_t)head->types * 6 + head->letters +
           (uint64_t)head->leaps * (width + 4) + head->standard_flags + head->utc_flags;
}

static enum tzif_result read_block(const unsigned char *at, const struct head *head, unsigned width,
                                   struct tzif *tzif)
{
    const unsigned char *moments = at;
    const unsigned char *type_of = moments + (size_t)head->changes * width;
    const unsigned char *types = type_of + head->changes;
    for (uint32_t i = 0; i < head->types; i++) {
        const unsigned char *type = types + (size_t)i * 6;
        int32_t offset = signed32(type);
        if (offset < -TZIF_OFFSET_MAX || offset > TZIF_OFFSET_MAX || type[4] > 1 ||
            type[5] >= head->letters) {
            return TZIF_BROKEN;
        }
    }
    tzif->first = signed32(types);
    tzif->count = head->changes;
    tzif->at = mem_new(head->changes, sizeof *tzif->at);
    tzif->offset = mem_new(head->changes, sizeof *tzif->offset);
    if (!tzif->at || !tzif->offset) {
        return TZIF_MEMORY;
    }
    for (uint32_t i = 0; i < head->changes; i++) {
        const unsigned char *moment = moments + (size_t)i * width;
        tzif->at[i] = width == 8 ? signed64(moment) : signed32(moment);
        if (type_of[i] >= head->types || (i > 0 && tzif->at[i] <= tzif->at[i - 1])) {
            return TZIF_BROKEN;
        }
        tzif->offset[i] = signed32(types + (size_t)type_of[i] * 6);
    }
    return TZIF_OK;
}

static enum tzif_result read_footer(const unsigned char *at, size_t length, struct tzif *tzif)
{
    if (length == 0) {
        return TZIF_CUT;
    }
    if (at[0] != '\n') {
        return TZIF_BROKEN;
    }
    const unsigned char *end = memchr(at + 1, '\n', length - 1);
    if (!end) {
        return TZIF_CUT;
    }
    tzif->rule = (const char *)at + 1;
    tzif->rule_length = (size_t)(end - at) - 1;
    return TZIF_OK;
}

static enum tzif_result read_file(const unsigned char *at, size_t length, struct tzif *tzif)
{
    struct head head;
    enum tzif_result result = read_head(at, length, &head);
    if (result != TZIF_OK) {
        return result;
    }
    at += HEAD_BYTES;
    length -= HEAD_BYTES;
    unsigned width = 4;
    if (head.version != 0) {
        /* The 32-bit block is for old readers; what counts comes behind it. */
        if (block_bytes(&head, width) > length) {
            return TZIF_CUT;
        }
        at += (size_t)block_bytes(&head, width);
        length -= (size_t)block_bytes(&head, width);
        result = read_head(at, length, &head);
        if (result != TZIF_OK) {
            return length < 4 ? TZIF_CUT : result;
        }
        at += HEAD_BYTES;
        length -= HEAD_BYTES;
        width = 8;
    }
    if (block_bytes(&head, width) > length) {
        return TZIF_CUT;
    }
    if (head.leaps > 0) {
        return TZIF_LEAP;
    }
    result = read_block(at, &head, width, tzif);
    if (result == TZIF_OK && width == 8) {
        size_t bytes = (size_t)block_bytes(&head, width);
        result = read_footer(at + bytes, length - bytes, tzif);
    }
    return result;
}

enum tzif_result tzif_parse(const void *bytes, size_t length, struct tzif *tzif)
{
    struct tzif read = {0};
    enum tzif_result result = length == 0 ? TZIF_CUT : read_file(bytes, length, &read);
    if (result == TZIF_OK) {
        *tzif = read;
    } else {
        tzif_free(&read);
    }
    return result;
}

void tzif_free(struct tzif *tzif)
{
    mem_free(tzif->at);
    mem_free(tzif->offset);
    *tzif = (struct tzif){0};
}
