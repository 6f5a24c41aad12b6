/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/width.h"

#include <limits.h>
#include <string.h>
#include <utf8proc.h>

#include "text/utf8.h"

#define ZWNJ          0x200Cu
#define ZWJ           0x200Du
#define KEYCAP        0x20E3u
#define DOTTED_CIRCLE 0x25CCu
#define HEBREW_LEAD   0xD6u /* first byte of U+0590 in UTF-8; no byte below begins one behind it */

static bool is_plain_ascii(char c)
{
    return c >= 0x20 && c < 0x7F;
}

int width_code_point(uint32_t cp)
{
    if (cp < 0x300) { /* nothing combines below; the soft hyphen is drawn */
        return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ? 0 : 1;
    }
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)cp);
    if (property->boundclass == UTF8PROC_BOUNDCLASS_V ||
        property->boundclass == UTF8PROC_BOUNDCLASS_T) {
        return 0;
    }
    int columns = property->charwidth > 2 ? 2 : (int)property->charwidth;
    return columns == 0 && property->category == UTF8PROC_CATEGORY_MC ? 1 : columns;
}

/* --- glyphs --------------------------------------------------------------------------------- */

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
}

/* Zero columns and not a mark: direction controls, joiners, selectors, tags. */
static bool is_invisible(uint32_t cp)
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)cp);
    return width_code_point(cp) == 0 &&
           (property->category == UTF8PROC_CATEGORY_CF || property->ignorable);
}

static bool is_pictograph(uint32_t cp)
{
    return utf8proc_get_property((utf8proc_int32_t)cp)->boundclass ==
           UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_regional(uint32_t cp)
{
    return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

static bool is_skin_tone(uint32_t cp)
{
    return cp >= 0x1F3FB && cp <= 0x1F3FF;
}

static bool takes_keycap(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || cp == '#' || cp == '*';
}

/* Whether cp, which follows `last` in the grapheme of `base`, is part of an emoji's picture. */
static bool belongs_to_emoji(uint32_t base, uint32_t last, uint32_t cp)
{
    if (is_regional(base)) {
        return is_regional(cp);
    }
    if (takes_keycap(base)) {
        return cp == KEYCAP;
    }
    return is_pictograph(base) && (is_skin_tone(cp) || (last == ZWJ && is_pictograph(cp)));
}

static void add_mark(struct glyph *glyph, uint32_t cp)
{
    if (glyph->mark_count < WIDTH_MAX_MARKS) {
        glyph->marks[glyph->mark_count++] = cp;
    }
}

/* Takes what belongs to the glyph behind its first code point. */
static size_t extend_glyph(const char *text, size_t length, size_t taken, uint32_t first,
                           struct glyph *glyph)
{
    uint32_t last = first;
    utf8proc_int32_t state = 0;
    while (taken < length) {
        uint32_t cp;
        bool good;
        size_t bytes = utf8_decode(text + taken, length - taken, &cp, &good);
        if (!good || is_control(cp) ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)last, (utf8proc_int32_t)cp,
                                             &state)) {
            break;
        }
        if (is_invisible(cp)) {
            if (cp == ZWNJ) {
                add_mark(glyph, cp);
            }
        } else if (!belongs_to_emoji(first, last, cp)) {
            if (width_code_point(cp) > 0) {
                break;
            }
            add_mark(glyph, cp);
        }
        last = cp;
        taken += bytes;
    }
    return taken;
}

size_t width_glyph(const char *text, size_t length, struct glyph *glyph)
{
    if (length > 0 && is_plain_ascii(text[0]) && (length == 1 || is_plain_ascii(text[1]))) {
        *glyph = (struct glyph){.base = (unsigned char)text[0], .columns = 1};
        return 1;
    }
    for (size_t taken = 0; taken < length;) {
        uint32_t cp;
        bool good;
        taken += utf8_decode(text + taken, length - taken, &cp, &good);
        if (good && !is_control(cp) && is_invisible(cp)) {
            continue;
        }
        *glyph = (struct glyph){.base = cp, .columns = 1};
        if (!good || is_control(cp)) {
            glyph->base = UTF8_REPLACEMENT;
            return taken;
        }
        if (width_code_point(cp) == 0) {
            glyph->base = DOTTED_CIRCLE;
            add_mark(glyph, cp);
        } else {
            glyph->columns = (uint8_t)width_code_point(cp);
        }
        return extend_glyph(text, length, taken, cp, glyph);
    }
    return 0;
}

/* --- texts ---------------------------------------------------------------------------------- */

static size_t length_of(const char *text, size_t length)
{
    return length == SIZE_MAX ? strlen(text) : length;
}

size_t width_plain(const char *text, size_t length)
{
    size_t end = 0;
    while (end < length && is_plain_ascii(text[end])) {
        end++;
    }
    /* What follows may be a mark of the last one. */
    return end > 0 && end < length ? end - 1 : end;
}

int width_text(const char *text, size_t length)
{
    length = length_of(text, length);
    size_t plain = width_plain(text, length);
    if (plain > INT_MAX - 2) {
        return INT_MAX - 2;
    }
    int columns = (int)plain;
    text += plain;
    length -= plain;
    struct glyph glyph;
    for (size_t taken; (taken = width_glyph(text, length, &glyph)) > 0; text += taken) {
        length -= taken;
        if (columns > INT_MAX - 2) {
            break;
        }
        columns += glyph.columns;
    }
    return columns;
}

size_t width_fit(const char *text, size_t length, int columns, int *used)
{
    length = length_of(text, length);
    size_t end = 0;
    int taken = 0;
    for (size_t bytes; end < length; end += bytes) {
        /* Most texts are ASCII: nothing can belong to a character before another one. */
        bool plain =
            is_plain_ascii(text[end]) && (end + 1 == length || is_plain_ascii(text[end + 1]));
        bytes = plain ? 1 : utf8_grapheme(text + end, length - end);
        int wide = plain ? 1 : width_text(text + end, bytes);
        if (wide > columns - taken) {
            break;
        }
        taken += wide;
    }
    if (used) {
        *used = taken;
    }
    return end;
}

void width_pad(struct strbuf *out, const char *text, int columns, enum width_align align,
               bool ascii)
{
    if (columns < 1) {
        return;
    }
    size_t length = strlen(text);
    const char *dots = "";
    int dot_columns = 0;
    int used = width_text(text, length);
    if (used > columns) {
        dots = ascii ? "..." : "…";
        dot_columns = ascii ? (columns < 3 ? columns : 3) : 1;
        length = width_fit(text, length, columns - dot_columns, &used);
    }
    size_t pad = (size_t)(columns - dot_columns - used);
    size_t left = align == WIDTH_LEFT ? 0 : align == WIDTH_RIGHT ? pad : pad / 2;
    strbuf_repeat(out, ' ', left);
    strbuf_add(out, text, length);
    strbuf_add(out, dots, ascii ? (size_t)dot_columns : strlen(dots));
    strbuf_repeat(out, ' ', pad - left);
}

bool width_is_rtl(const char *text, size_t length)
{
    length = length_of(text, length);
    for (size_t i = 0; i < length;) {
        uint32_t cp;
        if ((unsigned char)text[i] < HEBREW_LEAD) {
            i++;
            continue;
        }
        i += utf8_decode(text + i, length - i, &cp, NULL);
        if (cp >= 0x590) { /* the first right-to-left block is Hebrew */
            int class = utf8proc_get_property((utf8proc_int32_t)cp)->bidi_class;
            if (class == UTF8PROC_BIDI_CLASS_R || class == UTF8PROC_BIDI_CLASS_AL) {
                return true;
            }
        }
    }
    return false;
}

void width_isolate(struct strbuf *out, const char *text)
{
    bool isolate = width_is_rtl(text, SIZE_MAX);
    strbuf_puts(out, isolate ? "\xE2\x81\xA8" : "");
    strbuf_puts(out, text);
    strbuf_puts(out, isolate ? "\xE2\x81\xA9" : "");
}
