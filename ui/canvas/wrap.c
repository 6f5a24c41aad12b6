/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/wrap.h"

#include <string.h>

#include "base/base.h"
#include "text/ascii.h"
#include "text/utf8.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Whether a currency ends in front of `at`: "EUR" or its sign. */
static bool ends_currency(const char *begin, size_t at)
{
    static const char *const signs[] = {"$", "\u00a3", "\u00a5"};
    for (size_t i = 0; i < ARRAY_COUNT(signs); i++) {
        size_t length = strlen(signs[i]);
        if (at >= length && memcmp(begin + at - length, signs[i], length) == 0) {
            return true;
        }
    }
    uint32_t before = 0;
    if (at >= 3) {
        utf8_decode(begin + at - 3, 3, &before, NULL);
    }
    if (before >= 0x20a0 && before <= 0x20cf) {
        return true;
    }
    size_t letters = 0;
    while (letters < at && is_capital(begin[at - 1 - letters])) {
        letters++;
    }
    bool alone = letters == at || begin[at - 1 - letters] == ' ' ||
                 begin[at - 1 - letters] == '(' || begin[at - 1 - letters] == '-';
    return alone && letters == 3;
}

/* Whether a line may end at this blank: not inside of "24 570" or of "EUR 12", nor before the sign
 * of "4.9 %". */
static bool may_break(const char *begin, size_t at)
{
    const char *next = begin + at + 1;
    if (at > 0 && is_digit(next[0]) && ends_currency(begin, at)) {
        return false;
    }
    if (at == 0 || !is_digit(begin[at - 1])) {
        return true;
    }
    bool group = is_digit(next[0]) && is_digit(next[1]) && is_digit(next[2]) && !is_digit(next[3]);
    return !group && next[0] != '%';
}

bool wrap_next(const char **text, int columns, const char **line, size_t *length)
{
    const char *begin = *text;
    if (!*begin) {
        return false;
    }
    size_t paragraph = strcspn(begin, "\n");
    size_t fits = width_fit(begin, paragraph, columns, NULL);
    if (fits == 0 && paragraph > 0) {
        struct glyph glyph;
        fits = width_glyph(begin, paragraph, &glyph); /* wider than the line: alone on it */
    }
    size_t end = fits;
    if (fits < paragraph && !(begin[fits] == ' ' && may_break(begin, fits))) {
        while (end > 0 && !(begin[end - 1] == ' ' && may_break(begin, end - 1))) {
            end--;
        }
        if (end == 0) {
            end = fits; /* one long word */
        }
    }
    *line = begin;
    *length = end;
    while (*length > 0 && begin[*length - 1] == ' ') {
        (*length)--;
    }
    while (end < paragraph && begin[end] == ' ') {
        end++;
    }
    if (begin[end] == '\n') {
        end++;
    }
    *text = begin + end;
    return true;
}

static int count_rows(const char *text, int columns)
{
    int rows = 0;
    const char *line;
    size_t length;
    while (wrap_next(&text, columns, &line, &length)) {
        rows++;
    }
    return rows;
}

int wrap_rows(const char *text, int columns, bool ascii)
{
    if (!text || !ascii) {
        return text ? count_rows(text, columns) : 0;
    }
    struct strbuf form = STRBUF_INIT;
    ascii_text(&form, text);
    int rows = count_rows(strbuf_text(&form), columns);
    strbuf_free(&form);
    return rows;
}

int wrap_draw(const struct area *area, int y, struct pen pen, const char *text)
{
    int rows = 0;
    const char *line;
    size_t length;
    struct strbuf form = STRBUF_INIT;
    text = area_form(area, text, &form);
    while (text && wrap_next(&text, area->width, &line, &length)) {
        area_text_n(area, 0, y + rows++, pen, line, length);
    }
    strbuf_free(&form);
    return rows;
}
