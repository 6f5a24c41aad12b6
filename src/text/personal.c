/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/personal.h"

#include <string.h>

#include "text/utf8.h"

#define PHONE_DIGITS 7
#define GAP_MAX      3 /* signs between two digits: ") -" */

/* The digit that begins at text, with its length in bytes; 0: there is none. */
static size_t digit_at(const char *text, size_t length)
{
    static const uint32_t zeros[] = {'0',    0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66,
                                     0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
                                     0x0e50, 0x0ed0, 0x1040, 0x17e0, 0xff10};
    uint32_t cp;
    bool valid;
    if (length == 0) {
        return 0;
    }
    size_t bytes = utf8_decode(text, length, &cp, &valid);
    for (size_t i = 0; valid && i < ARRAY_COUNT(zeros); i++) {
        if (cp >= zeros[i] && cp < zeros[i] + 10) {
            return bytes;
        }
    }
    return 0;
}

static size_t gap_at(const char *text, size_t length)
{
    static const char *const signs[] = {" ",
                                        ".",
                                        "-",
                                        "/",
                                        "(",
                                        ")",
                                        "\t",
                                        "\xc2\xa0",
                                        "\xe2\x80\xaf",
                                        "\xe2\x80\x90",
                                        "\xe2\x80\x91",
                                        "\xe2\x80\x93"};
    for (size_t i = 0; i < ARRAY_COUNT(signs); i++) {
        size_t bytes = strlen(signs[i]);
        if (bytes <= length && memcmp(text, signs[i], bytes) == 0) {
            return bytes;
        }
    }
    return 0;
}

/* A day as 2026-10-01, 1.10.2026 or 01/10/2026, an hour behind it or not. */
static bool is_date(const char *text, const size_t *at, const size_t *count, size_t groups)
{
    if (groups < 3 || groups > 4 || (groups == 4 && count[3] > 2)) {
        return false;
    }
    char first = text[at[0] + count[0]], second = text[at[1] + count[1]];
    bool one_sign = at[1] == at[0] + count[0] + 1 && at[2] == at[1] + count[1] + 1;
    size_t year = count[0] == 4 ? 0 : 2;
    size_t other = 2 - year;
    return one_sign && first == second && strchr("-./", first) && count[year] == 4 &&
           count[1] <= 2 && count[other] <= 2 &&
           (memcmp(text + at[year], "19", 2) == 0 || memcmp(text + at[year], "20", 2) == 0);
}

/* How many bytes of a phone number begin here; 0: none does. `skip` gets how many of a number that
 * is none do. */
static size_t phone_at(const char *text, size_t length, size_t *skip)
{
    size_t at = 0, end = 0, digits = 0, groups = 0, group_at[4], group_count[4], bytes;
    if (text[0] == '+' || text[0] == '(') {
        at = 1;
    }
    while (at < length && (bytes = digit_at(text + at, length - at)) > 0) {
        if (groups < 4) {
            group_at[groups] = at;
            group_count[groups] = 0;
        }
        for (; at < length && (bytes = digit_at(text + at, length - at)) > 0; at += bytes) {
            digits++;
            group_count[groups < 4 ? groups : 3]++;
        }
        groups++;
        end = at;
        for (int i = 0; i < GAP_MAX && (bytes = gap_at(text + at, length - at)) > 0; i++) {
            at += bytes;
        }
    }
    bool date = text[0] != '+' && groups <= 4 && is_date(text, group_at, group_count, groups);
    *skip = end;
    return digits >= PHONE_DIGITS && !date ? end : 0;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* The same of an e-mail address. */
static size_t email_at(const char *text, size_t length, size_t *skip)
{
    size_t at = 0;
    while (at < length && (is_word(text[at]) || strchr("._%+-", text[at])) && text[at]) {
        at++;
    }
    *skip = at;
    if (at == 0 || at == length || text[at] != '@') {
        return 0;
    }
    size_t domain = ++at, dot = 0;
    while (at < length && (is_word(text[at]) || text[at] == '.' || text[at] == '-')) {
        dot = text[at] == '.' && at + 1 < length && is_word(text[at + 1]) ? at : dot;
        at++;
    }
    while (at > domain && !is_word(text[at - 1])) {
        at--;
    }
    return dot > domain ? at : 0;
}

void personal_mask(struct strbuf *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        const char *rest = text + at;
        size_t left = length - at, skip;
        size_t found = email_at(rest, left, &skip);
        if (found) {
            strbuf_puts(out, "[e-mail]");
            at += found;
            continue;
        }
        size_t word_end = skip > 0 ? skip : 1;
        /* A number may begin in the middle of a word, and go on behind it. */
        size_t i = 0;
        while (i < word_end) {
            size_t number;
            found = phone_at(rest + i, left - i, &number);
            if (found) {
                strbuf_puts(out, "[phone]");
                i += found;
            } else {
                size_t step = number > 1 ? number : 1;
                strbuf_add(out, rest + i, step);
                i += step;
            }
        }
        at += i;
    }
}
