/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/format.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "text/decimal.h"

/* Appends text to what stands in the buffer; what does not fit is left out. */
static void put(char buffer[FORMAT_SIZE], const char *text)
{
    size_t used = strlen(buffer);
    snprintf(buffer + used, FORMAT_SIZE - used, "%s", text);
}

static void put_char(char buffer[FORMAT_SIZE], char c)
{
    put(buffer, (char[]){c, '\0'});
}

static void put_decimal(char buffer[FORMAT_SIZE], const struct decimal *decimal, int places)
{
    size_t used = strlen(buffer);
    decimal_write(decimal, places, buffer + used, FORMAT_SIZE - used);
}

static const char *unknown(char buffer[FORMAT_SIZE])
{
    strcpy(buffer, "n/a");
    return buffer;
}

/* --- counts --------------------------------------------------------------------------------- */

const char *format_count(int64_t count, char buffer[FORMAT_SIZE])
{
    struct decimal decimal = decimal_of_int(count, 0);
    buffer[0] = '\0';
    put_decimal(buffer, &decimal, 0);
    return buffer;
}

/* Appends a number of 1000 or more with the letter of its thousands ("41.2k"), so that the digits
 * before the point stay below 1000 after rounding: 999 950 is "1.0M". */
static void put_thousands(char buffer[FORMAT_SIZE], struct decimal decimal, int places,
                          const char *letters)
{
    size_t letter = 0;
    struct decimal rounded;
    do {
        decimal.point -= 3;
        rounded = decimal_round(decimal, places);
    } while (!decimal_below(&rounded, 3) && letters[++letter]);
    put_decimal(buffer, &rounded, places);
    put_char(buffer, letters[letter]);
}

const char *format_count_fit(int64_t count, int columns, char buffer[FORMAT_SIZE])
{
    int width = columns < 0 ? 0 : columns > FORMAT_SIZE - 1 ? FORMAT_SIZE - 1 : columns;
    format_count(count, buffer);
    if (strlen(buffer) <= (size_t)width) {
        return buffer;
    }
    if (count <= -1000 || count >= 1000) {
        for (int places = 1; places >= 0; places--) {
            buffer[0] = '\0';
            put_thousands(buffer, decimal_of_int(count, 0), places, "kMGTPE");
            if (strlen(buffer) <= (size_t)width) {
                return buffer;
            }
        }
    }
    memset(buffer, '#', (size_t)width); /* a cut number would be another number */
    buffer[width] = '\0';
    return buffer;
}

/* --- rates ---------------------------------------------------------------------------------- */

/* Two digits behind the point below 1, one below 1000, then none; what is not zero never looks like
 * zero. Which rule holds is decided after rounding: 0.996 is "1.0". */
static void put_rate(char buffer[FORMAT_SIZE], const struct decimal *decimal)
{
    struct decimal rounded = decimal_round(*decimal, 2);
    int places = 2;
    if (rounded.count == 0 && decimal->count > 0) {
        put(buffer, decimal->negative ? ">-0.01" : "<0.01");
        return;
    }
    if (!decimal_below(&rounded, 0)) {
        rounded = decimal_round(*decimal, 1);
        places = 1;
    }
    if (!decimal_below(&rounded, 3)) {
        rounded = decimal_round(*decimal, 0);
        places = 0;
    }
    put_decimal(buffer, &rounded, places);
}

const char *format_percent(double fraction, bool unit, char buffer[FORMAT_SIZE])
{
    if (!isfinite(fraction)) {
        return unknown(buffer);
    }
    struct decimal decimal = decimal_of_double(fraction);
    decimal.point += 2;
    buffer[0] = '\0';
    put_rate(buffer, &decimal);
    put(buffer, unit ? " %" : "");
    return buffer;
}

const char *format_points(double fraction, bool sign, char buffer[FORMAT_SIZE])
{
    if (!isfinite(fraction)) {
        return unknown(buffer);
    }
    struct decimal decimal = decimal_of_double(fraction);
    decimal.point += 2;
    buffer[0] = '\0';
    if (sign && fraction > 0 && decimal_round(decimal, 2).count > 0) {
        put_char(buffer, '+');
    }
    put_rate(buffer, &decimal);
    put(buffer, " pt");
    return buffer;
}

const char *format_ratio(double value, bool unit, char buffer[FORMAT_SIZE])
{
    if (!isfinite(value)) {
        return unknown(buffer);
    }
    struct decimal decimal = decimal_of_double(value);
    buffer[0] = '\0';
    put_rate(buffer, &decimal);
    put(buffer, unit ? " ×" : "");
    return buffer;
}

/* The places that show three digits from the first that is not zero on, fewer where they are 0. */
static int three_digits(struct decimal *decimal)
{
    *decimal = decimal_round(*decimal, decimal->point < 3 ? 3 - decimal->point : 0);
    return decimal->count > decimal->point ? decimal->count - decimal->point : 0;
}

const char *format_number(double value, char buffer[FORMAT_SIZE])
{
    if (!isfinite(value)) {
        return unknown(buffer);
    }
    struct decimal decimal = decimal_of_double(value);
    buffer[0] = '\0';
    if (decimal.count > 0 && decimal.point < -5) {
        decimal_write_scientific(&decimal, buffer, FORMAT_SIZE);
        return buffer;
    }
    int places = three_digits(&decimal);
    put_decimal(buffer, &decimal, places);
    return buffer;
}

/* --- money ---------------------------------------------------------------------------------- */

/* "-€ 5.00": the sign of the number first, then the currency's. */
static void put_currency(char buffer[FORMAT_SIZE], struct currency currency, const char *amount)
{
    const char *sign = currency_sign(currency);
    bool negative = amount[0] == '-';
    snprintf(buffer, FORMAT_SIZE, "%s%s%s%s", negative ? "-" : "", sign, sign[0] ? " " : "",
             amount + negative);
}

/* Amounts of less than one unit are mostly prices of one message: rounding "0.0084" to the
 * currency's digits would take most of it away. */
static void put_amount(char buffer[FORMAT_SIZE], struct decimal decimal, int digits)
{
    int places = digits;
    if (decimal.count > 0 && decimal_below(&decimal, 0)) {
        int needed = three_digits(&decimal);
        places = needed > digits ? needed : digits;
    } else {
        decimal = decimal_round(decimal, digits);
    }
    put_decimal(buffer, &decimal, places);
}

const char *format_money(int64_t micros, struct currency currency, char buffer[FORMAT_SIZE])
{
    char amount[FORMAT_SIZE] = "";
    bool nothing = micros == 0 && !currency.code[0]; /* of no currency: no cents of it either */
    put_amount(amount, decimal_of_int(micros, 6), nothing ? 0 : currency_digits(currency));
    put_currency(buffer, currency, amount);
    return buffer;
}

const char *format_money_short(int64_t micros, struct currency currency, char buffer[FORMAT_SIZE])
{
    struct decimal decimal = decimal_of_int(micros, 6);
    int digits = currency_digits(currency);
    digits = micros == 0 && !currency.code[0] ? 0 : digits < 2 ? digits : 2;
    struct decimal rounded = decimal_round(decimal, digits);
    char amount[FORMAT_SIZE] = "";
    if (decimal_below(&rounded, 3)) {
        put_amount(amount, decimal, digits);
    } else {
        put_thousands(amount, decimal, 1, "kMBT");
    }
    put_currency(buffer, currency, amount);
    return buffer;
}

/* --- days, spans, sizes --------------------------------------------------------------------- */

const char *format_day(int32_t day, char buffer[FORMAT_SIZE])
{
    if (day == DAY_NONE) {
        buffer[0] = '\0';
        put(buffer, _("no date"));
        return buffer;
    }
    return civil_format_day(day, buffer);
}

const char *format_day_short(int32_t day, char buffer[FORMAT_SIZE])
{
    format_day(day, buffer);
    if (day != DAY_NONE) {
        memmove(buffer, buffer + 5, strlen(buffer + 5) + 1);
    }
    return buffer;
}

const char *format_day_range(int32_t from, int32_t to, bool ascii, char buffer[FORMAT_SIZE])
{
    if (from == to) {
        return format_day(from, buffer);
    }
    char day[24];
    strcpy(buffer, civil_format_day(from, day));
    put(buffer, ascii ? ".." : "–");
    const char *last = civil_format_day(to, day);
    if (from != DAY_NONE && to != DAY_NONE && from < to) {
        if (memcmp(buffer, last, 7) == 0) {
            last += 8; /* the same month: the day is enough */
        } else if (memcmp(buffer, last, 4) == 0) {
            last += 5;
        }
    }
    put(buffer, last);
    return buffer;
}

const char *format_span(int64_t seconds, char buffer[FORMAT_SIZE])
{
    static const struct {
        uint64_t seconds;
        const char *unit;
    } units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    uint64_t rest = seconds < 0 ? 0 - (uint64_t)seconds : (uint64_t)seconds;
    /* Two units are enough; the smaller one is rounded, which may fill the larger one. */
    size_t first = 0;
    while (first < 3 && rest < units[first].seconds) {
        first++;
    }
    uint64_t small = units[first < 3 ? first + 1 : 3].seconds;
    rest += small / 2;
    rest -= rest % small;
    if (first > 0 && rest >= units[first - 1].seconds) {
        first--;
        rest -= rest % units[first < 3 ? first + 1 : 3].seconds;
    }
    uint64_t large_count = rest / units[first].seconds;
    uint64_t small_count = first < 3 ? rest % units[first].seconds / units[first + 1].seconds : 0;
    int used = snprintf(buffer, FORMAT_SIZE, "%s%" PRIu64 " %s", seconds < 0 ? "-" : "",
                        large_count, units[first].unit);
    if (small_count > 0) {
        snprintf(buffer + used, FORMAT_SIZE - (size_t)used, " %" PRIu64 " %s", small_count,
                 units[first + 1].unit);
    }
    return buffer;
}

const char *format_bytes(uint64_t bytes, char buffer[FORMAT_SIZE])
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (bytes < 1024) {
        format_count((int64_t)bytes, buffer);
        put(buffer, " B");
        return buffer;
    }
    double value = (double)bytes;
    size_t unit = 0;
    while (value >= 1023.95 && unit + 1 < ARRAY_COUNT(units)) { /* 1024.0 after rounding */
        value /= 1024;
        unit++;
    }
    struct decimal decimal = decimal_round(decimal_of_double(value), 1);
    buffer[0] = '\0';
    put_decimal(buffer, &decimal, 1);
    put_char(buffer, ' ');
    put(buffer, units[unit]);
    return buffer;
}

/* --- for machines --------------------------------------------------------------------------- */

/* Every run of bytes that belongs to no number in C is the point of LC_NUMERIC. */
static void set_point(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        if (strchr("0123456789+-e", *from)) {
            *to++ = *from++;
            continue;
        }
        *to++ = '.';
        while (*from && !strchr("0123456789+-e", *from)) {
            from++;
        }
    }
    *to = '\0';
}

const char *format_double(double value, char buffer[FORMAT_SIZE])
{
    if (!isfinite(value)) {
        strcpy(buffer, "null");
        return buffer;
    }
    if (value == 0) {
        strcpy(buffer, "0"); /* minus zero too */
        return buffer;
    }
    /* Fifteen digits always come back when they were written by people; below the normal range
     * doubles are coarser and fewer may do. */
    for (int digits = fabs(value) < 2.3e-308 ? 1 : 15; digits <= 17; digits++) {
        snprintf(buffer, FORMAT_SIZE, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) {
            break;
        }
    }
    set_point(buffer);
    return buffer;
}
