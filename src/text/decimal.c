/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/decimal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void decimal_trim(struct decimal *decimal)
{
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == 0) {
        decimal->count--;
    }
}

struct decimal decimal_of_double(double value)
{
    struct decimal decimal = {.negative = value < 0};
    char text[40];
    snprintf(text, sizeof text, "%.14e", value);
    const char *mark = strchr(text, 'e');
    if (value == 0 || !mark) {
        return decimal;
    }
    for (const char *c = text; c < mark; c++) {
        if (*c >= '0' && *c <= '9') {
            decimal.digits[decimal.count++] = (char)(*c - '0');
        }
    }
    decimal.point = (int)strtol(mark + 1, NULL, 10) + 1;
    decimal_trim(&decimal);
    return decimal;
}

struct decimal decimal_of_int(int64_t value, int scale)
{
    struct decimal decimal = {.negative = value < 0};
    char text[24];
    int length =
        snprintf(text, sizeof text, "%" PRIu64, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    if (value != 0) {
        for (int i = 0; i < length; i++) {
            decimal.digits[decimal.count++] = (char)(text[i] - '0');
        }
        decimal.point = length - scale;
        decimal_trim(&decimal);
    }
    return decimal;
}

struct decimal decimal_round(struct decimal decimal, int places)
{
    int keep = decimal.point + places;
    if (keep >= decimal.count) {
        return decimal;
    }
    bool up = keep >= 0 && decimal.digits[keep] >= 5;
    decimal.count = keep > 0 ? keep : 0;
    if (up) {
        int at = decimal.count;
        while (at > 0 && decimal.digits[at - 1] == 9) {
            at--;
        }
        if (at > 0) {
            decimal.digits[at - 1]++;
            decimal.count = at;
        } else { /* 9.99 becomes 10 */
            decimal.digits[0] = 1;
            decimal.count = 1;
            decimal.point++;
        }
    }
    decimal_trim(&decimal);
    if (decimal.count == 0) {
        decimal.negative = false;
        decimal.point = 0;
    }
    return decimal;
}

bool decimal_below(const struct decimal *decimal, int power)
{
    return decimal->count == 0 || decimal->point <= power;
}

static char digit_at(const struct decimal *decimal, int i)
{
    return (char)('0' + (i >= 0 && i < decimal->count ? decimal->digits[i] : 0));
}

/* Text that grows in a buffer of fixed size; what does not fit is left out. */
struct writer {
    char *out;
    size_t size, used;
};

static void put(struct writer *writer, char c)
{
    if (writer->used + 1 < writer->size) {
        writer->out[writer->used++] = c;
        writer->out[writer->used] = '\0';
    }
}

static struct writer begin(const struct decimal *decimal, char *out, size_t size)
{
    struct writer writer = {out, size, 0};
    if (size > 0) {
        out[0] = '\0';
    }
    if (decimal->negative) {
        put(&writer, '-');
    }
    return writer;
}

void decimal_write_scientific(const struct decimal *decimal, char *out, size_t size)
{
    struct decimal rounded = decimal_round(*decimal, 3 - decimal->point);
    struct writer writer = begin(&rounded, out, size);
    char power[16];
    snprintf(power, sizeof power, "e%+d", rounded.point - 1);
    put(&writer, digit_at(&rounded, 0));
    put(&writer, '.');
    put(&writer, digit_at(&rounded, 1));
    put(&writer, digit_at(&rounded, 2));
    for (const char *c = power; *c; c++) {
        put(&writer, *c);
    }
}

void decimal_write(const struct decimal *decimal, int places, char *out, size_t size)
{
    if (!decimal_below(decimal, 19)) {
        decimal_write_scientific(decimal, out, size);
        return;
    }
    struct writer writer = begin(decimal, out, size);
    int point = decimal->count > 0 ? decimal->point : 0;
    if (point <= 0) {
        put(&writer, '0');
    }
    for (int i = 0; i < point; i++) {
        if (i > 0 && (point - i) % 3 == 0) {
            put(&writer, ' ');
        }
        put(&writer, digit_at(decimal, i));
    }
    for (int i = 0; i < places; i++) {
        if (i == 0) {
            put(&writer, '.');
        }
        put(&writer, digit_at(decimal, point + i));
    }
}
