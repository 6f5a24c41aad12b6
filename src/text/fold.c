/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "text/norm.h"
#include "text/utf8.h"

/* What one code point may become, and the room for it behind a starter with all its marks. */
#define PARTS_MAX 18
#define BUFFER    (1 + UTF8_MARKS + PARTS_MAX * 2)

/* Gives the folded code points of a text one by one. */
struct folder {
    const char *text;
    size_t length;
    size_t at;              /* bytes read */
    int32_t points[BUFFER]; /* points[next … ready) may be given out, those up to count wait for */
    size_t next, ready, count; /* a starter that closes their run of marks */
    size_t marks;              /* in the run at the end */
};

static void folder_begin(struct folder *folder, const char *text, size_t length)
{
    folder->text = text;
    folder->length = length;
    folder->at = 0;
    folder->next = folder->ready = folder->count = folder->marks = 0;
}

/* Points that are drawn over a letter in scripts whose readers type the bare letter. */
static bool is_accent(int32_t point)
{
    static const struct {
        int32_t first, last;
    } ranges[] = {
        {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
        {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x0640, 0x0640}, {0x064B, 0x065F},
        {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},
        {0x0898, 0x089F}, {0x08CA, 0x08E1}, {0x08E3, 0x08FF}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
        {0x20D0, 0x20FF}, {0xFE20, 0xFE2F},
    };
    for (size_t i = 0; i < ARRAY_COUNT(ranges) && point >= ranges[i].first; i++) {
        if (point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* Letters with a stroke and ligatures, already in lower case; NULL: the point stays. */
static const char *plain_letters(int32_t point)
{
    switch (point) {
    case 0x00E6:
        return "ae";
    case 0x00F0:
    case 0x0111:
        return "d";
    case 0x00F8:
        return "o";
    case 0x00FE:
        return "th";
    case 0x0127:
        return "h";
    case 0x0131:
        return "i";
    case 0x0142:
        return "l";
    case 0x0153:
        return "oe";
    case 0x0167:
        return "t";
    default:
        return NULL;
    }
}

static void add_point(struct folder *folder, int32_t point)
{
    folder->marks = norm_class(point) > 0 ? folder->marks + 1 : 0;
    if (folder->marks <= UTF8_MARKS && folder->count < BUFFER) {
        folder->points[folder->count++] = point;
    }
}

static void fold_point(struct folder *folder, uint32_t cp)
{
    if (cp < 0x80) {
        add_point(folder, cp >= 'A' && cp <= 'Z' ? (int32_t)cp + ('a' - 'A') : (int32_t)cp);
        return;
    }
    utf8proc_int32_t parts[PARTS_MAX];
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)cp, parts, ARRAY_COUNT(parts),
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, NULL);
    for (utf8proc_ssize_t i = 0; i < count && i < (utf8proc_ssize_t)ARRAY_COUNT(parts); i++) {
        const char *plain = plain_letters(parts[i]);
        for (; plain && *plain; plain++) {
            add_point(folder, *plain);
        }
        if (!plain && !is_accent(parts[i])) {
            add_point(folder, parts[i]);
        }
    }
}

/* Reads on until some points are in their final order. */
static void fill(struct folder *folder)
{
    folder->count -= folder->ready;
    memmove(folder->points, folder->points + folder->ready, folder->count * sizeof *folder->points);
    folder->next = folder->ready = 0;
    while (folder->ready == 0 && folder->at < folder->length) {
        size_t before = folder->count;
        uint32_t cp;
        folder->at +=
            utf8_decode(folder->text + folder->at, folder->length - folder->at, &cp, NULL);
        fold_point(folder, cp);
        /* All before the last starter can no longer change. */
        for (size_t i = folder->count; i > before && i > 1; i--) {
            if (norm_class(folder->points[i - 1]) == 0) {
                folder->ready = i - 1;
                break;
            }
        }
    }
    if (folder->at == folder->length) {
        folder->ready = folder->count;
    }
    norm_order(folder->points, folder->ready);
}

/* The next folded point; false at the end. */
static bool next_point(struct folder *folder, uint32_t *point)
{
    if (folder->next == folder->ready) {
        fill(folder);
    }
    if (folder->next == folder->ready) {
        return false;
    }
    *point = (uint32_t)folder->points[folder->next++];
    return true;
}

void fold_text(struct strbuf *out, const char *text, size_t length)
{
    struct folder folder;
    folder_begin(&folder, text, length);
    uint32_t point;
    while (next_point(&folder, &point)) {
        char encoded[4];
        strbuf_add(out, encoded, utf8_encode(point, encoded));
    }
}

/* Whether the folder goes on with the needle. The folder is used up. */
static bool goes_on_with(struct folder *folder, const char *needle)
{
    size_t length = strlen(needle);
    while (length > 0) {
        uint32_t wanted, point;
        size_t bytes = utf8_decode(needle, length, &wanted, NULL);
        if (!next_point(folder, &point) || point != wanted) {
            return false;
        }
        needle += bytes;
        length -= bytes;
    }
    return true;
}

bool fold_contains(const char *text, const char *folded_needle)
{
    struct folder folder;
    folder_begin(&folder, text, strlen(text));
    uint32_t point;
    do {
        struct folder from_here = folder;
        if (goes_on_with(&from_here, folded_needle)) {
            return true;
        }
    } while (next_point(&folder, &point));
    return false;
}

bool fold_equals(const char *text, const char *folded_needle)
{
    struct folder folder;
    folder_begin(&folder, text, strlen(text));
    uint32_t point;
    return goes_on_with(&folder, folded_needle) && !next_point(&folder, &point);
}

int fold_compare(const char *a, const char *b)
{
    struct folder folder_a, folder_b;
    folder_begin(&folder_a, a, strlen(a));
    folder_begin(&folder_b, b, strlen(b));
    for (;;) {
        uint32_t point_a = 0, point_b = 0;
        bool more_a = next_point(&folder_a, &point_a);
        bool more_b = next_point(&folder_b, &point_b);
        if (!more_a && !more_b) {
            return strcmp(a, b);
        }
        if (more_a != more_b || point_a != point_b) {
            return !more_a || (more_b && point_a < point_b) ? -1 : 1;
        }
    }
}
