/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "text/norm.h"

/* --- decoding ------------------------------------------------------------------------------- */

size_t utf8_decode(const char *text, size_t length, uint32_t *cp, bool *valid)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (length == 0) {
        return 0;
    }
    const unsigned char *s = (const unsigned char *)text;
    size_t bytes = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    bool good = bytes > 0 && bytes <= length && s[0] <= 0xF4;
    uint32_t value = bytes == 1 ? s[0] : s[0] & (0x7Fu >> bytes);
    for (size_t i = 1; good && i < bytes; i++) {
        good = (s[i] & 0xC0) == 0x80;
        value = value << 6 | (s[i] & 0x3Fu);
    }
    good =
        good && value >= smallest[bytes] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    *cp = good ? value : UTF8_REPLACEMENT;
    if (valid) {
        *valid = good;
    }
    return good ? bytes : 1;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
        cp = UTF8_REPLACEMENT;
    }
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t bytes = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = bytes; i-- > 1; cp >>= 6) {
        out[i] = (char)(0x80 | (cp & 0x3F));
    }
    out[0] = (char)((0xF00u >> bytes & 0xFFu) | cp);
    return bytes;
}

bool utf8_valid(const char *text, size_t length, size_t *bad)
{
    size_t i = 0;
    while (i < length) {
        uint64_t eight;
        if (length - i >= sizeof eight) {
            memcpy(&eight, text + i, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        uint32_t cp;
        bool good;
        size_t bytes = utf8_decode(text + i, length - i, &cp, &good);
        if (!good) {
            if (bad) {
                *bad = i;
            }
            return false;
        }
        i += bytes;
    }
    return true;
}

size_t utf8_grapheme(const char *text, size_t length)
{
    uint32_t last, next;
    bool good;
    size_t taken = utf8_decode(text, length, &last, &good);
    if (taken == 0 || !good) {
        return taken;
    }
    utf8proc_int32_t state = 0;
    while (taken < length) {
        size_t bytes = utf8_decode(text + taken, length - taken, &next, &good);
        if (!good || utf8proc_grapheme_break_stateful((utf8proc_int32_t)last,
                                                      (utf8proc_int32_t)next, &state)) {
            break;
        }
        taken += bytes;
        last = next;
    }
    return taken;
}

/* --- sanitising ----------------------------------------------------------------------------- */

enum kind {
    KIND_PLAIN,
    KIND_SPACE,
    KIND_BAD,      /* shown as U+FFFD */
    KIND_NOTHING,  /* dropped */
    KIND_JOINER,   /* ZWJ, ZWNJ */
    KIND_SELECTOR, /* text or emoji style */
    KIND_MARK,
};

static enum kind kind_of(int32_t point)
{
    if (point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85) {
        return KIND_SPACE;
    }
    if (point < 0x7F) {
        return point < ' ' ? KIND_BAD : KIND_PLAIN;
    }
    if (point == 0x200C || point == 0x200D) {
        return KIND_JOINER;
    }
    if (point == 0xFE0E || point == 0xFE0F) {
        return KIND_SELECTOR;
    }
    if ((point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF)) {
        return KIND_BAD;
    }
    const utf8proc_property_t *property = utf8proc_get_property(point);
    int category = property->category;
    if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
        category == UTF8PROC_CATEGORY_ZP) {
        return KIND_SPACE;
    }
    if (category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CO ||
        category == UTF8PROC_CATEGORY_CS) {
        return KIND_BAD;
    }
    if (category == UTF8PROC_CATEGORY_CF || property->ignorable) {
        return KIND_NOTHING;
    }
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
                   category == UTF8PROC_CATEGORY_ME
               ? KIND_MARK
               : KIND_PLAIN;
}

/* Code points on their way through, in canonical decomposition until the end. */
struct filter {
    int32_t *points; /* `few` or an allocated block */
    size_t count, capacity;
    int32_t few[256];
    int32_t last;   /* the last point that was kept; 0: none yet */
    int32_t joiner; /* one that waits for something to join; 0: none */
    unsigned marks; /* since the last point that is not one */
    bool space;     /* one that waits for something to separate */
    bool failed;
};

static void keep(struct filter *filter, int32_t point)
{
    if (filter->count == filter->capacity) {
        bool first = filter->points == filter->few;
        int32_t *points =
            mem_resize(first ? NULL : filter->points, filter->capacity * 2, sizeof *points);
        if (!points) {
            filter->failed = true;
            return;
        }
        if (first) {
            memcpy(points, filter->few, sizeof filter->few);
        }
        filter->points = points;
        filter->capacity *= 2;
    }
    filter->points[filter->count++] = point;
    filter->last = point;
}

static void keep_visible(struct filter *filter, int32_t point)
{
    if (filter->space && filter->last) {
        keep(filter, ' ');
    } else if (filter->joiner && point >= 0x80 && point != (int32_t)UTF8_REPLACEMENT) {
        keep(filter, filter->joiner);
    }
    filter->space = false;
    filter->joiner = 0;
    keep(filter, point);
}

static void filter_point(struct filter *filter, int32_t point)
{
    int32_t last = filter->space ? ' ' : filter->last;
    enum kind kind = kind_of(point);
    if (kind != KIND_MARK && kind != KIND_NOTHING && kind != KIND_JOINER && kind != KIND_SELECTOR) {
        filter->marks = 0;
    }
    switch (kind) {
    case KIND_PLAIN:
        keep_visible(filter, point);
        break;
    case KIND_BAD:
        keep_visible(filter, (int32_t)UTF8_REPLACEMENT);
        break;
    case KIND_SPACE:
        filter->space = true;
        filter->joiner = 0;
        break;
    case KIND_MARK:
        if (filter->marks++ < UTF8_MARKS) {
            if (!filter->last) {
                keep_visible(filter, 0x25CC);
            }
            keep_visible(filter, point);
        }
        break;
    case KIND_JOINER:
        if (!filter->joiner && last >= 0x80 && last != (int32_t)UTF8_REPLACEMENT) {
            filter->joiner = point;
        }
        break;
    case KIND_SELECTOR:
        if (!filter->joiner && ((last >= 0x80 && last != 0xFE0E && last != 0xFE0F) ||
                                (last >= '0' && last <= '9') || last == '#' || last == '*')) {
            keep(filter, point);
        }
        break;
    case KIND_NOTHING:
        break;
    }
}

/* Feeds all of the bytes, each code point in its canonical decomposition: what is dropped between a
 * letter and its mark must not keep them apart. */
static void filter_bytes(struct filter *filter, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length && !filter->failed;) {
        uint32_t cp;
        i += utf8_decode(bytes + i, length - i, &cp, NULL);
        utf8proc_int32_t parts[8];
        utf8proc_ssize_t count = 1;
        parts[0] = (utf8proc_int32_t)cp;
        if (cp >= 0x80) {
            count = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, ARRAY_COUNT(parts),
                                            UTF8PROC_DECOMPOSE, NULL);
            if (count < 1 || count > (utf8proc_ssize_t)ARRAY_COUNT(parts)) {
                parts[0] = (utf8proc_int32_t)UTF8_REPLACEMENT;
                count = 1;
            }
        }
        for (utf8proc_ssize_t part = 0; part < count; part++) {
            filter_point(filter, parts[part]);
        }
    }
}

/* Whether the bytes are already what utf8_sanitize would make of them: plain words in ASCII. */
static bool is_clean_ascii(const char *bytes, size_t length)
{
    if (length > 0 && (bytes[0] == ' ' || bytes[length - 1] == ' ')) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] < ' ' || bytes[i] > '~' || (bytes[i] == ' ' && bytes[i + 1] == ' ')) {
            return false;
        }
    }
    return true;
}

/* Shortens what stands in out behind `start` to max_bytes. */
static void cut(struct strbuf *out, size_t start, size_t max_bytes)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    bool dots = max_bytes >= sizeof ellipsis - 1;
    size_t room = dots ? max_bytes - (sizeof ellipsis - 1) : max_bytes;
    const char *text = out->data + start;
    size_t length = out->length - start;
    size_t end = 0;
    for (;;) {
        size_t bytes = utf8_grapheme(text + end, length - end);
        if (bytes == 0 || bytes > room - end) {
            break;
        }
        end += bytes;
    }
    for (;;) { /* a space or joiner would now wait for nothing */
        if (end >= 1 && text[end - 1] == ' ') {
            end -= 1;
        } else if (end >= 3 && (memcmp(text + end - 3, "\xE2\x80\x8C", 3) == 0 ||
                                memcmp(text + end - 3, "\xE2\x80\x8D", 3) == 0)) {
            end -= 3;
        } else {
            break;
        }
    }
    strbuf_truncate(out, start + end);
    if (dots) {
        strbuf_add(out, ellipsis, sizeof ellipsis - 1);
    }
}

void utf8_sanitize(struct strbuf *out, const char *bytes, size_t length, size_t max_bytes)
{
    size_t start = out->length;
    if (is_clean_ascii(bytes, length)) {
        strbuf_add(out, bytes, length);
    } else {
        struct filter filter;
        filter.points = filter.few;
        filter.count = 0;
        filter.capacity = ARRAY_COUNT(filter.few);
        filter.last = 0;
        filter.joiner = 0;
        filter.marks = 0;
        filter.space = false;
        filter.failed = false;
        filter_bytes(&filter, bytes, length);
        if (filter.failed) {
            out->failed = true;
        } else {
            norm_order(filter.points, filter.count);
            utf8proc_ssize_t composed = utf8proc_normalize_utf32(
                filter.points, (utf8proc_ssize_t)filter.count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
            for (utf8proc_ssize_t i = 0; i < composed; i++) {
                char encoded[4];
                strbuf_add(out, encoded, utf8_encode((uint32_t)filter.points[i], encoded));
            }
        }
        if (filter.points != filter.few) {
            mem_free(filter.points);
        }
    }
    if (max_bytes > 0 && !out->failed && out->length - start > max_bytes) {
        cut(out, start, max_bytes);
    }
}

const char *utf8_library(void)
{
    return utf8proc_version();
}
