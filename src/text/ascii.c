/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/ascii.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/map.h"
#include "base/money.h"
#include "text/ascii_letter.h"
#include "text/utf8.h"
#include "text/width.h"

#define EN_DASH       0x2013u
#define DOTTED_CIRCLE 0x25CCu /* what width_glyph puts under marks without a base */

/* What decomposition does not lead to ASCII: in one cell, and in running text. Sorted. */
static const struct row {
    uint32_t base;
    char cell[2];
    const char *text;
} rows[] = {
    {0x00A1, "!", "!"},   {0x00A2, "c", "c"},   {0x00A5, "Y", "Y"},   {0x00A7, "S", "S"},
    {0x00A9, "c", "(c)"}, {0x00AB, "<", "<<"},  {0x00AD, "-", "-"},   {0x00AE, "r", "(r)"},
    {0x00B0, "o", "o"},   {0x00B1, "+", "+-"},  {0x00B4, "'", "'"},   {0x00B7, "-", "-"},
    {0x00BB, ">", ">>"},  {0x00BF, "?", "?"},   {0x00C6, "A", "AE"},  {0x00D0, "D", "D"},
    {0x00D7, "x", "x"},   {0x00D8, "O", "O"},   {0x00DE, "T", "Th"},  {0x00DF, "s", "ss"},
    {0x00E6, "a", "ae"},  {0x00F0, "d", "d"},   {0x00F7, "/", "/"},   {0x00F8, "o", "o"},
    {0x00FE, "t", "th"},  {0x0110, "D", "D"},   {0x0111, "d", "d"},   {0x0126, "H", "H"},
    {0x0127, "h", "h"},   {0x0131, "i", "i"},   {0x0141, "L", "L"},   {0x0142, "l", "l"},
    {0x014A, "N", "N"},   {0x014B, "n", "n"},   {0x0152, "O", "OE"},  {0x0153, "o", "oe"},
    {0x0166, "T", "T"},   {0x0167, "t", "t"},   {0x018F, "E", "E"},   {0x0192, "f", "f"},
    {0x0259, "e", "e"},   {0x02BB, "'", "'"},   {0x02BC, "'", "'"},   {0x060C, ",", ","},
    {0x061B, ";", ";"},   {0x061F, "?", "?"},   {0x066A, "%", "%"},   {0x066B, ".", "."},
    {0x066C, ",", ","},   {0x06D4, ".", "."},   {0x0964, ".", "."},   {0x0965, ".", "."},
    {0x1E9E, "S", "SS"},  {0x2010, "-", "-"},   {0x2011, "-", "-"},   {0x2012, "-", "-"},
    {0x2013, "-", "-"},   {0x2014, "-", "-"},   {0x2015, "-", "-"},   {0x2018, "'", "'"},
    {0x2019, "'", "'"},   {0x201A, "'", "'"},   {0x201B, "'", "'"},   {0x201C, "\"", "\""},
    {0x201D, "\"", "\""}, {0x201E, "\"", "\""}, {0x201F, "\"", "\""}, {0x2020, "+", "+"},
    {0x2021, "+", "+"},   {0x2022, "*", "*"},   {0x2026, ".", "..."}, {0x2032, "'", "'"},
    {0x2033, "\"", "\""}, {0x2039, "<", "<"},   {0x203A, ">", ">"},   {0x2044, "/", "/"},
    {0x2190, "<", "<-"},  {0x2191, "^", "^"},   {0x2192, ">", "->"},  {0x2193, "v", "v"},
    {0x2194, "-", "<->"}, {0x2212, "-", "-"},   {0x2215, "/", "/"},   {0x2248, "~", "~"},
    {0x2260, "#", "!="},  {0x2264, "<", "<="},  {0x2265, ">", ">="},  {0x2500, "-", "-"},
    {0x2501, "=", "="},   {0x2502, "|", "|"},   {0x2503, "|", "|"},   {0x2504, "-", "-"},
    {0x2505, "-", "-"},   {0x2506, "|", "|"},   {0x2507, "|", "|"},   {0x2508, "-", "-"},
    {0x2509, "-", "-"},   {0x250A, "|", "|"},   {0x250B, "|", "|"},   {0x2550, "=", "="},
    {0x2551, "|", "|"},   {0x2571, "/", "/"},   {0x2572, "\\", "\\"}, {0x2573, "x", "x"},
    {0x2574, "-", "-"},   {0x2575, "|", "|"},   {0x2576, "-", "-"},   {0x2577, "|", "|"},
    {0x2578, "-", "-"},   {0x2579, "|", "|"},   {0x257A, "-", "-"},   {0x257B, "|", "|"},
    {0x2580, "^", "^"},   {0x2581, "_", "_"},   {0x2582, "_", "_"},   {0x2583, ".", "."},
    {0x2584, "-", "-"},   {0x2585, "-", "-"},   {0x2586, "=", "="},   {0x2587, "^", "^"},
    {0x2588, "#", "#"},   {0x2591, ".", "."},   {0x2592, ":", ":"},   {0x2593, "#", "#"},
    {0x25A0, "#", "#"},   {0x25A1, "o", "o"},   {0x25AA, "*", "*"},   {0x25B2, "^", "^"},
    {0x25B4, "^", "^"},   {0x25B6, ">", ">"},   {0x25B8, ">", ">"},   {0x25BC, "v", "v"},
    {0x25BE, "v", "v"},   {0x25C0, "<", "<"},   {0x25C2, "<", "<"},   {0x25C6, "o", "o"},
    {0x25C7, "o", "o"},   {0x25CB, "o", "o"},   {0x25CF, "*", "*"},   {0x2605, "*", "*"},
    {0x2606, "*", "*"},   {0x2713, "+", "+"},   {0x2714, "+", "+"},   {0x2717, "x", "x"},
    {0x2718, "x", "x"},   {0x3001, ",", ", "},  {0x3002, ".", "."},   {0x3008, "<", "<"},
    {0x3009, ">", ">"},   {0x300A, "<", "<<"},  {0x300B, ">", ">>"},  {0x300C, "\"", "\""},
    {0x300D, "\"", "\""}, {0x300E, "\"", "\""}, {0x300F, "\"", "\""}, {0x3010, "[", "["},
    {0x3011, "]", "]"},   {0x3014, "[", "["},   {0x3015, "]", "]"},   {0x301C, "~", "~"},
    {0x30FB, "-", "-"},   {0x30FC, "-", "-"},   {0xFF0C, ",", ", "},
};

static int compare_row(const void *key, const void *row)
{
    uint32_t base = *(const uint32_t *)key;
    uint32_t other = ((const struct row *)row)->base;
    return base < other ? -1 : base > other;
}

static const struct row *find_row(uint32_t base)
{
    return bsearch(&base, rows, ARRAY_COUNT(rows), sizeof *rows, compare_row);
}

static bool is_printable(uint32_t cp)
{
    return cp >= 0x20 && cp < 0x7F;
}

/* What a drawn line or plotted dot looks like; 0: base is neither. */
static char drawing(uint32_t base)
{
    if (base >= 0x2500 && base <= 0x257F) {
        return '+'; /* corners and crossings; straight lines have rows */
    }
    if (base >= 0x2589 && base <= 0x259F) {
        return '#';
    }
    if (base >= 0x2800 && base <= 0x28FF) {
        bool upper = base & 0x1B; /* dots 1, 2, 4, 5 of the braille cell */
        bool lower = base & 0xE4; /* dots 3, 6, 7, 8 */
        return upper && lower ? ':' : upper ? '\'' : lower ? '.' : ' ';
    }
    return 0;
}

/* The compatibility decomposition of base without its marks; 0 when there is none. */
static size_t decompose(uint32_t base, int32_t parts[18])
{
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)base, parts, 18,
                                                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);
    if (count < 1 || count > 18) {
        return 0;
    }
    size_t kept = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (utf8proc_category(parts[i]) != UTF8PROC_CATEGORY_MN) {
            parts[kept++] = parts[i];
        }
    }
    return kept;
}

/* What stands for a code point in running text, of at most ASCII_LETTERS_SIZE - 1 characters; how
 * many, 0 when nothing does. */
static size_t likeness(uint32_t base, char text[ASCII_LETTERS_SIZE])
{
    const struct row *row = find_row(base);
    if (row) {
        strcpy(text, row->text);
        return strlen(text);
    }
    if (is_printable(base) || drawing(base)) {
        text[0] = is_printable(base) ? (char)base : drawing(base);
        text[1] = '\0';
        return 1;
    }
    return ascii_letters(base, text);
}

/* --- cell by cell ---------------------------------------------------------------------------- */

void ascii_glyph(uint32_t base, int columns, char cells[3])
{
    int32_t parts[18];
    char text[ASCII_LETTERS_SIZE];
    const struct row *row = find_row(base);
    if (!row && !likeness(base, text) && decompose(base, parts) == 1) {
        base = (uint32_t)parts[0];
        row = find_row(base);
    }
    if (row) {
        strcpy(text, row->cell);
    } else if (!likeness(base, text)) {
        strcpy(text, "??");
    }
    cells[0] = text[0];
    cells[1] = columns < 2 ? '\0' : text[1] ? text[1] : ' ';
    cells[2] = '\0';
}

/* --- running text ---------------------------------------------------------------------------- */

static bool add_decomposed(struct strbuf *out, uint32_t base)
{
    int32_t parts[18];
    size_t count = decompose(base, parts);
    size_t start = out->length;
    for (size_t i = 0; i < count; i++) {
        char text[ASCII_LETTERS_SIZE];
        if (!likeness((uint32_t)parts[i], text)) {
            strbuf_truncate(out, start);
            return false;
        }
        strbuf_puts(out, text);
    }
    return count > 0;
}

enum { FIRST_HIRAGANA = 0x3041, LAST_HIRAGANA = 0x3096 };
enum { FIRST_REGIONAL = 0x1F1E6, LAST_REGIONAL = 0x1F1FF };

/* A flag is two letters: those of the country. */
static bool add_flag(struct strbuf *out, const char *text, size_t length)
{
    bool added = false;
    while (length > 0) {
        uint32_t cp;
        size_t taken = utf8_decode(text, length, &cp, NULL);
        if (cp >= FIRST_REGIONAL && cp <= LAST_REGIONAL) {
            strbuf_putc(out, (char)('A' + (cp - FIRST_REGIONAL)));
            added = true;
        }
        text += taken;
        length -= taken;
    }
    return added;
}

/* What stands for a glyph, with the vowels that are marks of it; false when nothing does. */
static bool add_glyph(struct strbuf *out, const struct glyph *glyph, const char *text,
                      size_t length)
{
    char letters[ASCII_LETTERS_SIZE];
    if (likeness(glyph->base, letters)) {
        strbuf_puts(out, letters);
    } else if (!add_decomposed(out, glyph->base) && !add_flag(out, text, length)) {
        return false;
    }
    for (int i = 0; i < glyph->mark_count; i++) {
        strbuf_add(out, letters, ascii_letters(glyph->marks[i], letters));
    }
    return true;
}

static bool is_letter(uint32_t base)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)base);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* Bytes of the glyph at the start of text when nothing stands for it and it is a letter, or is
 * none; 0 else. */
static size_t strange(const char *text, size_t length, bool letters)
{
    struct glyph glyph;
    struct strbuf unused = STRBUF_INIT;
    size_t taken = width_glyph(text, length, &glyph);
    bool known = !taken || glyph.base == UTF8_REPLACEMENT || is_letter(glyph.base) != letters ||
                 add_glyph(&unused, &glyph, text, taken);
    strbuf_free(&unused);
    return known ? 0 : taken;
}

/* What is alike on both sides of one blank or dash, or of a particle as Japanese has them between
 * two words, is one run. */
static size_t joint(const char *text, size_t length)
{
    uint32_t cp;
    size_t taken = length > 0 ? utf8_decode(text, length, &cp, NULL) : 0;
    if (taken > 0 && taken < length && cp >= FIRST_HIRAGANA && cp <= LAST_HIRAGANA) {
        return taken;
    }
    static const char *const joints[] = {" ", "-", "_", "\u3000"};
    for (size_t i = 0; i < ARRAY_COUNT(joints); i++) {
        size_t size = strlen(joints[i]);
        if (length > size && memcmp(text, joints[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

/* The tag of a run that nothing stands for. Returns its bytes. */
static size_t add_tag(struct strbuf *out, const char *text, size_t length)
{
    struct glyph glyph;
    size_t end = width_glyph(text, length, &glyph);
    bool letters = is_letter(glyph.base);
    for (size_t more = end; more > 0; end += more) {
        size_t between = letters ? joint(text + end, length - end) : 0;
        more = strange(text + end + between, length - end - between, letters);
        more += more ? between : 0;
    }
    uint64_t hash = map_hash(text, end);
    unsigned tag = (unsigned)(hash ^ hash >> 32);
    if (letters) {
        strbuf_printf(out, "<%05x>", (tag ^ tag >> 20) & 0xFFFFFu);
    } else {
        strbuf_printf(out, "<%02x>", (tag ^ tag >> 8 ^ tag >> 16 ^ tag >> 24) & 0xFFu);
    }
    return end;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A currency's sign as its code, apart from the figures beside it. Returns its bytes; 0: there is
 * none. */
static size_t add_currency(struct strbuf *out, const char *text, size_t length)
{
    struct currency currency;
    size_t taken = currency_sign_at(text, length, &currency);
    char next = taken < length ? text[taken] : '\0';
    char before = out->length > 0 ? out->data[out->length - 1] : '\0';
    bool letters = !(text[0] & 0x80);
    if (!taken || (letters && ((before | 0x20) >= 'a' && (before | 0x20) <= 'z'))) {
        return 0;
    }
    if (strcmp(currency.code, "JPY") == 0 && is_digit(next)) {
        return 0; /* not one of ours: in a name it may as well be yuan */
    }
    strbuf_puts(out, is_digit(before) ? " " : "");
    strbuf_puts(out, currency.code);
    strbuf_puts(out, is_digit(next) ? " " : "");
    return taken;
}

/* Whether out ends with a day: "2026-10-09", "10-09". */
static bool ends_with_day(const struct strbuf *out)
{
    const char *end = out->data + out->length;
    return out->length >= 5 && is_digit(end[-1]) && is_digit(end[-2]) && end[-3] == '-' &&
           is_digit(end[-4]) && is_digit(end[-5]);
}

/* A dash between two days, which have dashes of their own, as ".."; false when it is none. */
static bool add_day_dash(struct strbuf *out, const struct glyph *glyph, const char *rest)
{
    bool between = glyph->base == EN_DASH && is_digit(*rest) && ends_with_day(out);
    strbuf_puts(out, between ? ".." : "");
    return between;
}

void ascii_text_n(struct strbuf *out, const char *text, size_t length)
{
    while (length > 0) {
        size_t taken = 1;
        struct glyph glyph;
        if (*text == '\n' || *text == '\t') {
            strbuf_putc(out, *text);
        } else if ((taken = add_currency(out, text, length)) == 0) {
            taken = width_glyph(text, length, &glyph);
            if (taken == 0) {
                break;
            }
            if (glyph.base == UTF8_REPLACEMENT || glyph.base == DOTTED_CIRCLE) {
                strbuf_putc(out, '?');
            } else if ((taken == length || !add_day_dash(out, &glyph, text + taken)) &&
                       !add_glyph(out, &glyph, text, taken)) {
                taken = add_tag(out, text, length);
            }
        }
        text += taken;
        length -= taken;
    }
}

void ascii_text(struct strbuf *out, const char *text)
{
    ascii_text_n(out, text, strlen(text));
}

int ascii_columns(const char *text, bool ascii)
{
    size_t length = strlen(text);
    if (!ascii || width_plain(text, length) == length) {
        return width_text(text, length);
    }
    struct strbuf form = STRBUF_INIT;
    ascii_text_n(&form, text, length);
    int columns = form.length < INT_MAX ? (int)form.length : INT_MAX;
    strbuf_free(&form);
    return columns;
}
