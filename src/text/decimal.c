/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/decimal.h"

#include <float.h>
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

enum { DIGITS = 15, SMALLEST = -8 }; /* 10^SMALLEST: below it, snprintf */

/* Powers that a long double holds exactly. */
static const long double tens[] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,
                                   1e8L,  1e9L,  1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L,
                                   1e16L, 1e17L, 1e18L, 1e19L, 1e20L, 1e21L, 1e22L};

/* The digits of a whole number. */
static void take_digits(struct decimal *decimal, uint64_t whole)
{
    char reversed[20];
    int count = 0;
    for (; whole > 0; whole /= 10) {
        reversed[count++] = (char)(whole % 10);
    }
    while (count > 0) {
        decimal->digits[decimal->count++] = reversed[--count];
    }
}

/* The figures of a screen are these hundreds of times per key, and snprintf takes a microsecond
 * each. False where a multiplication cannot tell the fifteenth digit surely. */
static bool is_quick(double magnitude, struct decimal *decimal)
{
    int point = SMALLEST;
    long double edge = 1e-8L;
    if (LDBL_MANT_DIG < 64 || !(magnitude >= 1e-7) || !(magnitude < 1e14)) {
        return false;
    }
    if (magnitude == (double)(uint64_t)magnitude) {
        take_digits(decimal, (uint64_t)magnitude);
        decimal->point = decimal->count;
        return true;
    }
    while ((long double)magnitude >= edge) {
        point++;
        edge = point < 0 ? 1 / tens[-point] : tens[point];
    }
    long double scaled = (long double)magnitude * tens[DIGITS - point];
    uint64_t whole = (uint64_t)scaled;
    long double part = scaled - (long double)whole;
    /* Near a half the error of the product may turn it over, and beside a power of ten the count
     * of digits. */
    if ((part > 0.49L && part < 0.51L) || whole < 100010000000000 || whole > 999900000000000) {
        return false;
    }
    take_digits(decimal, whole + (part > 0.5L));
    decimal->point = point;
    return true;
}

struct decimal decimal_of_double(double value)
{
    struct decimal decimal = {.negative = value < 0};
    if (is_quick(value < 0 ? -value : value, &decimal)) {
        decimal_trim(&decimal);
        return decimal;
    }
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
    take_digits(&decimal, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    decimal.point = decimal.count > 0 ? decimal.count - scale : 0;
    decimal_trim(&decimal);
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
