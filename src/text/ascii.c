/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/ascii.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text/ascii_letter.h"
#include "text/utf8.h"
#include "text/width.h"

/* What decomposition does not lead to ASCII: in one cell, and in running text. Sorted. */
static const struct row {
    uint32_t base;
    char cell[2];
    const char *text;
} rows[] = {
    {0x00A1, "!", "!"},   {0x00A2, "c", "c"},   {0x00A3, "L", "GBP"}, {0x00A5, "Y", "JPY"},
    {0x00A7, "S", "S"},   {0x00A9, "c", "(c)"}, {0x00AB, "<", "<<"},  {0x00AD, "-", "-"},
    {0x00AE, "r", "(r)"}, {0x00B0, "o", "o"},   {0x00B1, "+", "+-"},  {0x00B4, "'", "'"},
    {0x00B7, "-", "-"},   {0x00BB, ">", ">>"},  {0x00BF, "?", "?"},   {0x00C6, "A", "AE"},
    {0x00D0, "D", "D"},   {0x00D7, "x", "x"},   {0x00D8, "O", "O"},   {0x00DE, "T", "Th"},
    {0x00DF, "s", "ss"},  {0x00E6, "a", "ae"},  {0x00F0, "d", "d"},   {0x00F7, "/", "/"},
    {0x00F8, "o", "o"},   {0x00FE, "t", "th"},  {0x0110, "D", "D"},   {0x0111, "d", "d"},
    {0x0126, "H", "H"},   {0x0127, "h", "h"},   {0x0131, "i", "i"},   {0x0141, "L", "L"},
    {0x0142, "l", "l"},   {0x0152, "O", "OE"},  {0x0153, "o", "oe"},  {0x0166, "T", "T"},
    {0x0167, "t", "t"},   {0x1E9E, "S", "SS"},  {0x2010, "-", "-"},   {0x2011, "-", "-"},
    {0x2012, "-", "-"},   {0x2013, "-", "-"},   {0x2014, "-", "-"},   {0x2015, "-", "-"},
    {0x2018, "'", "'"},   {0x2019, "'", "'"},   {0x201A, "'", "'"},   {0x201B, "'", "'"},
    {0x201C, "\"", "\""}, {0x201D, "\"", "\""}, {0x201E, "\"", "\""}, {0x201F, "\"", "\""},
    {0x2020, "+", "+"},   {0x2021, "+", "+"},   {0x2022, "*", "*"},   {0x2026, ".", "..."},
    {0x2032, "'", "'"},   {0x2033, "\"", "\""}, {0x2039, "<", "<"},   {0x203A, ">", ">"},
    {0x2044, "/", "/"},   {0x20A6, "N", "NGN"}, {0x20A9, "W", "KRW"}, {0x20AA, "S", "ILS"},
    {0x20AB, "d", "VND"}, {0x20AC, "E", "EUR"}, {0x20B1, "P", "PHP"}, {0x20B4, "U", "UAH"},
    {0x20B9, "R", "INR"}, {0x20BA, "T", "TRY"}, {0x20BD, "R", "RUB"}, {0x2190, "<", "<-"},
    {0x2191, "^", "^"},   {0x2192, ">", "->"},  {0x2193, "v", "v"},   {0x2194, "-", "<->"},
    {0x2212, "-", "-"},   {0x2215, "/", "/"},   {0x2248, "~", "~"},   {0x2260, "#", "!="},
    {0x2264, "<", "<="},  {0x2265, ">", ">="},  {0x2500, "-", "-"},   {0x2501, "=", "="},
    {0x2502, "|", "|"},   {0x2503, "|", "|"},   {0x2504, "-", "-"},   {0x2505, "-", "-"},
    {0x2506, "|", "|"},   {0x2507, "|", "|"},   {0x2508, "-", "-"},   {0x2509, "-", "-"},
    {0x250A, "|", "|"},   {0x250B, "|", "|"},   {0x2550, "=", "="},   {0x2551, "|", "|"},
    {0x2571, "/", "/"},   {0x2572, "\\", "\\"}, {0x2573, "x", "x"},   {0x2574, "-", "-"},
    {0x2575, "|", "|"},   {0x2576, "-", "-"},   {0x2577, "|", "|"},   {0x2578, "-", "-"},
    {0x2579, "|", "|"},   {0x257A, "-", "-"},   {0x257B, "|", "|"},   {0x2580, "^", "^"},
    {0x2581, "_", "_"},   {0x2582, "_", "_"},   {0x2583, ".", "."},   {0x2584, "-", "-"},
    {0x2585, "-", "-"},   {0x2586, "=", "="},   {0x2587, "^", "^"},   {0x2588, "#", "#"},
    {0x2591, ".", "."},   {0x2592, ":", ":"},   {0x2593, "#", "#"},   {0x25A0, "#", "#"},
    {0x25A1, "o", "o"},   {0x25AA, "*", "*"},   {0x25B2, "^", "^"},   {0x25B4, "^", "^"},
    {0x25B6, ">", ">"},   {0x25B8, ">", ">"},   {0x25BC, "v", "v"},   {0x25BE, "v", "v"},
    {0x25C0, "<", "<"},   {0x25C2, "<", "<"},   {0x25C6, "o", "o"},   {0x25C7, "o", "o"},
    {0x25CB, "o", "o"},   {0x25CF, "*", "*"},   {0x2605, "*", "*"},   {0x2606, "*", "*"},
    {0x2713, "+", "+"},   {0x2714, "+", "+"},   {0x2717, "x", "x"},   {0x2718, "x", "x"},
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

/* Every printable character as a string of one cell and of two. */
#define CELL(c)                                                                                    \
    {                                                                                              \
        {(c), 0},                                                                                  \
        {                                                                                          \
            (c), ' ', 0                                                                            \
        }                                                                                          \
    }
#define CELLS(c)                                                                                   \
    CELL(c), CELL(c + 1), CELL(c + 2), CELL(c + 3), CELL(c + 4), CELL(c + 5), CELL(c + 6),         \
        CELL(c + 7)
static const struct {
    char one[2], two[3];
} cells[] = {
    CELLS(0x20), CELLS(0x28), CELLS(0x30), CELLS(0x38), CELLS(0x40), CELLS(0x48),
    CELLS(0x50), CELLS(0x58), CELLS(0x60), CELLS(0x68), CELLS(0x70), CELLS(0x78),
};

static const char *cell(char c, int columns)
{
    size_t i = (size_t)(c - 0x20);
    return columns > 1 ? cells[i].two : cells[i].one;
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

const char *ascii_glyph(uint32_t base, int columns)
{
    if (is_printable(base)) {
        return cell((char)base, columns);
    }
    const struct row *row = find_row(base);
    if (row) {
        return cell(row->cell[0], columns);
    }
    if (drawing(base)) {
        return cell(drawing(base), columns);
    }
    const char *letter = ascii_letter(base, columns);
    if (letter) {
        return letter;
    }
    int32_t parts[18];
    if (decompose(base, parts) == 1) {
        row = find_row((uint32_t)parts[0]);
        if (row || is_printable((uint32_t)parts[0])) {
            return cell(row ? row->cell[0] : (char)parts[0], columns);
        }
        letter = ascii_letter((uint32_t)parts[0], columns);
        if (letter) {
            return letter;
        }
    }
    return columns > 1 ? "??" : "?";
}

/* Appends what stands for base in running text; false when nothing does. */
static bool add_likeness(struct strbuf *out, uint32_t base)
{
    const struct row *row = find_row(base);
    if (row) {
        strbuf_puts(out, row->text);
        return true;
    }
    if (is_printable(base) || drawing(base)) {
        strbuf_putc(out, is_printable(base) ? (char)base : drawing(base));
        return true;
    }
    return false;
}

static bool add_decomposed(struct strbuf *out, uint32_t base)
{
    int32_t parts[18];
    size_t count = decompose(base, parts);
    size_t start = out->length;
    for (size_t i = 0; i < count; i++) {
        if (!add_likeness(out, (uint32_t)parts[i])) {
            strbuf_truncate(out, start);
            return false;
        }
    }
    return count > 0;
}

void ascii_text(struct strbuf *out, const char *text)
{
    size_t length = strlen(text);
    while (length > 0) {
        size_t taken = 1;
        struct glyph glyph;
        if (*text == '\n' || *text == '\t') {
            strbuf_putc(out, *text);
        } else {
            taken = width_glyph(text, length, &glyph);
            if (taken == 0) {
                break;
            }
            if (!add_likeness(out, glyph.base) && !add_decomposed(out, glyph.base)) {
                strbuf_puts(out, ascii_glyph(glyph.base, glyph.columns));
            }
        }
        text += taken;
        length -= taken;
    }
}
