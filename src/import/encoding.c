/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/encoding.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/transcode.h"
#include "text/utf8.h"

#define LOOK_SIZE (16u << 10) /* bytes that are tried */
#define SHOWN     3           /* lines of each */
#define LINE_SIZE 76          /* bytes of a line that are shown */
#define LEAST     50          /* of 100 letters beyond ASCII that must be of its script */

static const struct {
    const char *name;
    enum source_encoding encoding;
} names[] = {
#define ENCODING(name, id) {name, ENCODING_##id},
#include "import/encoding.def"
#undef ENCODING
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool encoding_by_name(const char *name, enum source_encoding *encoding)
{
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        const char *a = names[i].name, *b = name;
        while (*a && *a == (*b == '_' ? '-' : lower(*b))) {
            a++;
            b++;
        }
        if (!*a && !*b) {
            *encoding = names[i].encoding;
            return true;
        }
    }
    return false;
}

const char *encoding_name(enum source_encoding encoding)
{
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (names[i].encoding == encoding) {
            return names[i].name;
        }
    }
    return NULL;
}

void encoding_names(struct strbuf *out)
{
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (i == 0 || names[i].encoding != names[i - 1].encoding) {
            strbuf_puts(out, i ? ", " : "");
            strbuf_puts(out, names[i].name);
        }
    }
}

/* --- is it? ----------------------------------------------------------------------------------- */

/* Bytes of the line at text, without its end; *next: where the one behind it begins. */
static size_t line_at(const char *text, size_t length, size_t *next)
{
    size_t end = 0;
    while (end < length && text[end] != '\n' && text[end] != '\r') {
        end++;
    }
    *next = end < length ? end + 1 : end;
    return end;
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool encoding_is_other(const char *text, size_t length)
{
    size_t lines = 0, bad = 0, good = 0;
    bool first = false;
    while (length > 0) {
        size_t next;
        size_t line = line_at(text, length, &next);
        bool cut = next == line && lines > 0;
        if (line > 0 && !cut) {
            bool valid = utf8_valid(text, line, NULL);
            first = first || (lines == 0 && !valid);
            bad += !valid;
            good += valid && !is_ascii(text, line);
            lines++;
        }
        text += next;
        length -= next;
    }
    return first || (bad > good && bad * 5 > lines);
}

/* --- which may it be? ------------------------------------------------------------------------- */

struct candidate {
    enum source_encoding encoding;
    int likely; /* of 100 letters beyond ASCII, those of the script it is for */
};

/* Whether a letter is one that texts in this encoding are full of. */
static bool is_of_script(enum source_encoding encoding, uint32_t cp)
{
    switch (encoding) {
    case ENCODING_WINDOWS1251:
        return cp >= 0x400 && cp <= 0x45f;
    case ENCODING_WINDOWS1256:
        return cp >= 0x60c && cp <= 0x6d2;
    case ENCODING_WINDOWS874:
        return cp >= 0xe01 && cp <= 0xe5b;
    case ENCODING_GB18030:
        return (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x3000 && cp <= 0x303f) ||
               (cp >= 0xff00 && cp <= 0xff5e);
    case ENCODING_AUTO:
    case ENCODING_UTF8:
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
    case ENCODING_LATIN1:
    case ENCODING_MACROMAN:
        break;
    }
    return cp >= 0xc0 && cp <= 0x17f && cp != 0xd7 && cp != 0xf7;
}

/* How likely text that was decoded is; -1: it cannot be. Two letters of Latin beyond ASCII in a row
 * are rare, and where code pages of other scripts are read as Latin they are the rule. */
static int judge(enum source_encoding encoding, const char *text, size_t length)
{
    bool latin = encoding == ENCODING_LATIN1 || encoding == ENCODING_MACROMAN;
    size_t beyond = 0, fitting = 0;
    bool before = false;
    while (length > 0) {
        uint32_t cp;
        size_t size = utf8_decode(text, length, &cp, NULL);
        text += size;
        length -= size;
        if (cp == 0xfffd || (cp >= 0x80 && cp < 0xa0)) {
            return -1;
        }
        bool fits = cp >= 0x80 && is_of_script(encoding, cp);
        beyond += cp >= 0x80;
        fitting += fits && !(latin && before);
        before = fits;
    }
    return beyond > 0 ? (int)(fitting * 100 / beyond) : -1;
}

/* The text as it reads in an encoding; false: it cannot be, or (out->failed) out of memory. */
static bool decode(enum source_encoding encoding, const char *text, size_t length,
                   struct strbuf *out)
{
    struct transcoder *transcoder = transcoder_new(encoding, NULL);
    char *room = transcoder ? mem_new(length + 1, TRANSCODE_GROWTH) : NULL;
    size_t taken;
    if (room) {
        size_t made =
            transcode(transcoder, (const unsigned char *)text, length, false, room, &taken);
        strbuf_add(out, room, made);
    }
    mem_free(room);
    transcoder_free(transcoder);
    return room != NULL;
}

static int by_likelihood(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->likely != y->likely ? y->likely - x->likely : (int)x->encoding - (int)y->encoding;
}

static void show(struct strbuf *out, enum source_encoding encoding, const struct strbuf *text)
{
    const char *at = strbuf_text(text);
    size_t length = text->length;
    strbuf_printf(out, "  --encoding %s\n", encoding_name(encoding));
    for (int shown = 0; shown < SHOWN && length > 0;) {
        size_t next;
        size_t line = line_at(at, length, &next);
        if (line > 0) {
            strbuf_puts(out, "    ");
            utf8_sanitize(out, at, line, LINE_SIZE);
            strbuf_putc(out, '\n');
            shown++;
        }
        at += next;
        length -= next;
    }
}

bool encoding_candidates(const char *text, size_t length, struct strbuf *out)
{
    static const enum source_encoding tried[] = {ENCODING_LATIN1,      ENCODING_WINDOWS1251,
                                                 ENCODING_WINDOWS1256, ENCODING_WINDOWS874,
                                                 ENCODING_GB18030,     ENCODING_MACROMAN};
    struct candidate found[ARRAY_COUNT(tried)];
    size_t count = 0;
    struct strbuf decoded = STRBUF_INIT;
    length = length < LOOK_SIZE ? length : LOOK_SIZE;
    for (size_t i = 0; i < ARRAY_COUNT(tried); i++) {
        strbuf_clear(&decoded);
        int likely = decode(tried[i], text, length, &decoded)
                         ? judge(tried[i], strbuf_text(&decoded), decoded.length)
                         : -1;
        if (likely >= LEAST) {
            found[count++] = (struct candidate){tried[i], likely};
        }
    }
    qsort(found, count, sizeof *found, by_likelihood);
    for (size_t i = 0; i < count; i++) {
        strbuf_clear(&decoded);
        if (decode(found[i].encoding, text, length, &decoded)) {
            show(out, found[i].encoding, &decoded);
        }
    }
    out->failed = out->failed || decoded.failed;
    strbuf_free(&decoded);
    return count > 0 && !out->failed;
}
