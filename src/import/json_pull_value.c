/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the last value of the pull parser says. All of it was checked when it was read. */
#include "import/json_pull.h"

#include <string.h>

#include "text/utf8.h"

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint32_t hex4(const char *text)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        value = value << 4 |
                (uint32_t)(is_digit(text[i]) ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
    }
    return value;
}

/* One character of a checked string: its UTF-8 bytes into out, their count into *count; returns the
 * bytes taken. A byte that is no escape is passed on as it is. */
static size_t decode_one(const char *text, size_t length, char out[4], size_t *count)
{
    if (text[0] != '\\') {
        out[0] = text[0];
        *count = 1;
        return 1;
    }
    *count = 1;
    switch (text[1]) {
    case 'b':
        out[0] = '\b';
        return 2;
    case 'f':
        out[0] = '\f';
        return 2;
    case 'n':
        out[0] = '\n';
        return 2;
    case 'r':
        out[0] = '\r';
        return 2;
    case 't':
        out[0] = '\t';
        return 2;
    case 'u':
        break;
    default:
        out[0] = text[1];
        return 2;
    }
    uint32_t unit = hex4(text + 2);
    if (unit >= 0xD800 && unit <= 0xDBFF && length >= 12 && text[6] == '\\' && text[7] == 'u') {
        uint32_t low = hex4(text + 8);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            *count = utf8_encode(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), out);
            return 12;
        }
    }
    *count = utf8_encode(unit, out); /* a lone surrogate becomes U+FFFD there */
    return 6;
}

bool json_pull_is(const struct json_pull *json, const char *text)
{
    size_t length = strlen(text);
    if (!json->escaped) {
        return json->value_length == length && memcmp(json->value, text, length) == 0;
    }
    size_t at = 0, compared = 0;
    while (at < json->value_length) {
        char bytes[4];
        size_t count;
        at += decode_one(json->value + at, json->value_length - at, bytes, &count);
        if (count > length - compared || memcmp(text + compared, bytes, count) != 0) {
            return false;
        }
        compared += count;
    }
    return compared == length;
}

void json_pull_decode(const struct json_pull *json, struct strbuf *out)
{
    size_t at = 0;
    while (at < json->value_length) {
        const char *start = json->value + at;
        size_t left = json->value_length - at;
        const char *slash = json->escaped ? memchr(start, '\\', left) : NULL;
        size_t plain = slash ? (size_t)(slash - start) : left;
        strbuf_add(out, start, plain);
        at += plain;
        if (slash) {
            char bytes[4];
            size_t count;
            at += decode_one(slash, left - plain, bytes, &count);
            strbuf_add(out, bytes, count);
        }
    }
}

/* The exponent behind a number's digits ("e+3"), clamped to ±1000. */
static bool parse_exponent(const char *text, size_t length, int *exponent)
{
    size_t at = 0;
    bool negative = false;
    if (at < length && (text[at] == '+' || text[at] == '-')) {
        negative = text[at++] == '-';
    }
    int value = 0;
    size_t digits = at;
    for (; at < length; at++) {
        if (!is_digit(text[at])) {
            return false;
        }
        value = value >= 100 ? 1000 : value * 10 + (text[at] - '0');
    }
    *exponent = negative ? -value : value;
    return at > digits;
}

bool json_pull_int64(const struct json_pull *json, int64_t *value)
{
    const char *text = json->value;
    size_t length = json->value_length;
    if (json->escaped || length == 0) {
        return false;
    }
    size_t at = text[0] == '-' ? 1 : 0;
    bool negative = at == 1;
    uint64_t sum = 0;
    int scale = 0; /* digits behind the point that went into sum, less the exponent */
    int zeros = 0; /* trailing zeros not yet multiplied in, so that "12.000" stays small */
    bool point = false, any = false;
    for (; at < length; at++) {
        char c = text[at];
        if (c == '.' && !point && any) {
            point = true;
            if (at + 1 == length || !is_digit(text[at + 1])) {
                return false;
            }
        } else if (is_digit(c)) {
            any = true;
            scale += point ? 1 : 0;
            if (c == '0') {
                zeros++;
                continue;
            }
            for (; zeros > 0 && sum > 0; zeros--) {
                if (sum > UINT64_MAX / 10) {
                    return false;
                }
                sum *= 10;
            }
            zeros = 0;
            if (sum > (UINT64_MAX - 9) / 10) {
                return false;
            }
            sum = sum * 10 + (uint64_t)(c - '0');
        } else if ((c == 'e' || c == 'E') && any) {
            int exponent;
            if (!parse_exponent(text + at + 1, length - at - 1, &exponent)) {
                return false;
            }
            scale -= exponent;
            break;
        } else {
            return false;
        }
    }
    if (!any) {
        return false;
    }
    if (sum > 0) {
        for (int power = zeros - scale; power != 0; power--) {
            if (power < 0 || sum > UINT64_MAX / 10) {
                return false; /* a fraction is left, or it does not fit */
            }
            sum *= 10;
        }
    }
    if (sum > (uint64_t)INT64_MAX + (negative ? 1 : 0)) {
        return false;
    }
    *value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
    return true;
}
