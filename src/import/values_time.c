/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and days as files write them. */
#include <string.h>

#include "import/date_word.h"
#include "import/time_text.h"
#include "import/values_script.h"

#define DAY_SECONDS 86400
#define EXCEL_EPOCH (-25569)   /* 1899-12-30: day 0 of a spreadsheet's serial dates */
#define EXCEL_FIRST 32874      /* 1990-01-01 */
#define EXCEL_LAST  73415      /* 2100-12-31 */
#define SECONDS_MIN 631152000  /* 1990-01-01T00:00:00Z */
#define SECONDS_MAX 4133980799 /* 2100-12-31T23:59:59Z */

/* --- numeric dates ---------------------------------------------------------------------------- */

static bool set_by_order(struct time_text *reading, const int part[3], bool short_parts,
                         enum date_order order)
{
    int year = part[2];
    int month = order == DATE_DMY ? part[1] : part[0];
    int day = order == DATE_DMY ? part[0] : part[1];
    if (order == DATE_YMD) {
        year = part[0];
        month = part[1];
        day = part[2];
    }
    if (short_parts) {
        year = time_short_year(year);
    }
    return time_set_date(reading, year, month, day);
}

/* Three numbers whose order is not clear by itself: "25/12/2025", "3/20/26". */
static bool order_date(struct time_text *reading, const int part[3], bool short_parts,
                       enum date_order order)
{
    struct civil first = {0};
    bool differ = false;
    unsigned orders = 0;
    for (enum date_order o = DATE_DMY; o <= (short_parts ? DATE_YMD : DATE_MDY); o++) {
        if (!set_by_order(reading, part, short_parts, o)) {
            continue;
        }
        differ = differ || (orders && memcmp(&first, &reading->civil, sizeof first) != 0);
        first = reading->civil;
        orders |= 1u << o;
    }
    bool one = (orders & (orders - 1)) == 0;
    reading->orders = orders && (differ || one) ? orders : 0;
    if (order != DATE_ORDER_UNKNOWN) {
        return set_by_order(reading, part, short_parts, order);
    }
    return orders && !differ; /* civil holds the only reading, or one of equal ones */
}

static bool take_numeric_date(struct time_text *reading, enum date_order order)
{
    int part[3] = {0};
    size_t count = time_digits(reading, 1, 4, &part[0]);
    char separator = reading->length ? reading->text[0] : '\0';
    if (count == 0 || count == 3 || (separator != '-' && separator != '/' && separator != '.')) {
        return false;
    }
    time_step(reading, 1);
    if (!time_digits(reading, 1, 2, &part[1]) || !time_take(reading, separator)) {
        return false;
    }
    size_t last = time_digits(reading, 1, 4, &part[2]);
    if (count == 4) {
        return (last == 1 || last == 2) && time_set_date(reading, part[0], part[1], part[2]);
    }
    return (last == 2 || last == 4) && order_date(reading, part, last == 2, order);
}

/* --- dates with a month's name ---------------------------------------------------------------- */

/* "2026", "de 2026", "2026 թ." */
static bool take_year(struct time_text *reading, int *year)
{
    date_word_take(reading, DATE_WORD_PARTICLE);
    if (!time_digits(reading, 4, 4, year)) {
        return false;
    }
    struct time_text ahead = *reading;
    time_blanks(&ahead);
    if (date_word_take(&ahead, DATE_WORD_SUFFIX)) {
        *reading = ahead;
    }
    return true;
}

/* What makes a day an ordinal: "12.", "1er", "1º". */
static void take_ordinal(struct time_text *reading)
{
    static const char *const signs[] = {".", "er", "\xc2\xba"};
    for (size_t i = 0; i < ARRAY_COUNT(signs); i++) {
        size_t length = strlen(signs[i]);
        if (reading->length >= length && memcmp(reading->text, signs[i], length) == 0) {
            time_step(reading, length);
            return;
        }
    }
}

/* Blanks between a number and a name; scripts without spaces need none. */
static bool take_gap(struct time_text *reading, bool foreign)
{
    bool gap = time_blanks(reading) > 0;
    return gap || foreign || (reading->length > 0 && (unsigned char)reading->text[0] >= 0x80);
}

static bool take_named_date(struct time_text *reading)
{
    int day, month, year;
    if (time_weekday(reading)) {
        time_take(reading, ',');
        time_blanks(reading);
    }
    if (time_month(reading, &month)) {
        /* Nov 25, 2022 */
        time_take(reading, '.');
        time_blanks(reading);
        if (!time_digits(reading, 1, 2, &day)) {
            return false;
        }
        time_take(reading, ',');
        time_blanks(reading);
        return take_year(reading, &year) && time_set_date(reading, year, month, day);
    }
    /* 25 Nov 2022, 25-Nov-2022, 25 de nov. de 2022 */
    if (!time_digits(reading, 1, 2, &day)) {
        return false;
    }
    take_ordinal(reading);
    bool dash = time_take(reading, '-');
    if (!dash && !take_gap(reading, false)) {
        return false;
    }
    date_word_take(reading, DATE_WORD_PARTICLE);
    bool foreign = reading->length > 0 && (unsigned char)reading->text[0] >= 0x80;
    if (!time_month(reading, &month)) {
        return false;
    }
    time_take(reading, '.');
    time_take(reading, ',');
    if (dash ? !time_take(reading, '-') : !take_gap(reading, foreign)) {
        return false;
    }
    return take_year(reading, &year) && time_set_date(reading, year, month, day);
}

/* --- clock times ------------------------------------------------------------------------------ */

static bool take_fraction(struct time_text *reading)
{
    if (reading->length < 2 || (reading->text[0] != '.' && reading->text[0] != ',') ||
        !time_is_digit(reading->text[1])) {
        return false;
    }
    time_step(reading, 1);
    while (reading->length && time_is_digit(reading->text[0])) {
        time_step(reading, 1);
    }
    return true;
}

static bool take_clock(struct time_text *reading)
{
    struct civil *civil = &reading->civil;
    if (!time_digits(reading, 1, 2, &civil->hour)) {
        return false;
    }
    char separator = time_next_is(reading, '.') ? '.' : ':'; /* Indonesian clocks write a stop */
    if (!time_take(reading, separator) || !time_digits(reading, 2, 2, &civil->minute)) {
        return false;
    }
    if (time_take(reading, separator)) {
        if (!time_digits(reading, 2, 2, &civil->second)) {
            return false;
        }
        take_fraction(reading);
    }
    struct time_text ahead = *reading;
    time_blanks(&ahead);
    bool afternoon;
    if (time_half(&ahead, &afternoon)) {
        *reading = ahead;
        if (!time_24_hours(civil, afternoon)) {
            return false;
        }
    }
    reading->has_time = true;
    return civil->hour < 24 && civil->minute < 60 && civil->second <= 60;
}

/* What may follow a date: a time, and behind it an offset and a remark in brackets. */
static bool take_rest(struct time_text *reading)
{
    if (reading->length == 0) {
        return true;
    }
    bool gap = time_take(reading, 'T') || time_take(reading, 't');
    if (!gap) {
        gap = time_take(reading, ',');
        gap = time_blanks(reading) > 0 || gap;
        date_word_take(reading, DATE_WORD_CLOCK);
    }
    if (!gap || !take_clock(reading)) {
        return false;
    }
    time_blanks(reading);
    if (!time_next_is(reading, 'Z')) {
        date_word_take(reading, DATE_WORD_HOUR);
    }
    if (reading->length == 0) {
        return true;
    }
    if (!time_offset(reading)) {
        return false;
    }
    time_blanks(reading);
    return reading->length == 0 ||
           (reading->text[0] == '(' && reading->text[reading->length - 1] == ')');
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* Unix seconds or milliseconds, a spreadsheet's serial date, or a date as eight digits. */
static bool take_number(struct time_text *reading)
{
    int64_t number = 0;
    size_t digits = 0;
    while (digits < reading->length && time_is_digit(reading->text[digits])) {
        if (digits == 13) {
            return false;
        }
        number = number * 10 + (reading->text[digits++] - '0');
    }
    time_step(reading, digits);
    double fraction = 0;
    if (reading->length > 0) {
        double unit = 0.1;
        if (reading->text[0] != '.' && reading->text[0] != ',') {
            return false;
        }
        time_step(reading, 1);
        for (; reading->length && time_is_digit(reading->text[0]); time_step(reading, 1)) {
            fraction += unit * (reading->text[0] - '0');
            unit /= 10;
        }
        if (reading->length > 0) {
            return false;
        }
    }
    if (digits == 8 && fraction <= 0) {
        return time_set_date(reading, (int)(number / 10000), (int)(number / 100 % 100),
                             (int)(number % 100));
    }
    if (digits == 5 && number >= EXCEL_FIRST && number <= EXCEL_LAST) {
        int64_t second = (int64_t)(fraction * DAY_SECONDS + 0.5);
        civil_from_seconds((number + EXCEL_EPOCH) * DAY_SECONDS + second, &reading->civil);
        reading->has_time = fraction > 0;
        return true;
    }
    if (digits == 12 || digits == 13) {
        number /= 1000;
    } else if (digits != 9 && digits != 10) {
        return false;
    }
    reading->is_epoch = true;
    reading->moment = number;
    return number >= SECONDS_MIN && number <= SECONDS_MAX;
}

/* --- numbers of a known unit --------------------------------------------------------------------
 */

/* Digits, and thousandths of them behind a point (seven places are looked at: a millionth of a day
 * is a tenth of a second). */
static bool read_number(const char *text, size_t length, int64_t *whole, int64_t *ten_millionths)
{
    size_t at = 0;
    *whole = *ten_millionths = 0;
    while (at < length && time_is_digit(text[at])) {
        if (at == 17) {
            return false;
        }
        *whole = *whole * 10 + (text[at++] - '0');
    }
    if (at == 0 || at == length) {
        return at > 0;
    }
    if (text[at] != '.' && text[at] != ',') {
        return false;
    }
    int64_t unit = 1000000;
    for (at++; at < length; at++) {
        if (!time_is_digit(text[at])) {
            return false;
        }
        *ten_millionths += unit * (text[at] - '0');
        unit /= 10;
    }
    return true;
}

enum value_result value_time_unit(const char *text, size_t length, enum value_unit unit,
                                  const struct zone *zone, int64_t *moment, bool *date_only)
{
    int64_t whole, part;
    value_trim(&text, &length);
    if (value_is_empty(text, length)) {
        return VALUE_EMPTY;
    }
    if (!read_number(text, length, &whole, &part)) {
        return VALUE_BAD;
    }
    *date_only = false;
    if (unit == VALUE_UNIT_EXCEL) {
        struct civil civil;
        if (whole < EXCEL_FIRST || whole > EXCEL_LAST) {
            return VALUE_BAD;
        }
        civil_from_seconds((whole + EXCEL_EPOCH) * DAY_SECONDS +
                               (part * DAY_SECONDS + 5000000) / 10000000,
                           &civil);
        *moment = zone_moment(zone, &civil);
        *date_only = part == 0;
        return VALUE_OK;
    }
    int64_t divisor = unit == VALUE_UNIT_MILLISECONDS   ? 1000
                      : unit == VALUE_UNIT_MICROSECONDS ? 1000000
                                                        : 1;
    *moment = whole / divisor;
    return *moment >= SECONDS_MIN && *moment <= SECONDS_MAX ? VALUE_OK : VALUE_BAD;
}

enum value_result value_day_unit(const char *text, size_t length, enum value_unit unit,
                                 const struct zone *zone, int32_t *day)
{
    int64_t moment;
    bool date_only;
    enum value_result result = value_time_unit(text, length, unit, zone, &moment, &date_only);
    if (result == VALUE_OK) {
        *day = zone_day(zone, moment);
    }
    return result;
}

/* --- the whole -------------------------------------------------------------------------------- */

/* "2026-03-20 10:00:05" and nothing more, the form of most files, without ado. */
static bool take_usual(struct time_text *reading, const char *text, size_t length)
{
    static const char form[] = "0000-00-00 00:00:00";
    int number[7] = {0};
    size_t part = 0;
    if (length != sizeof form - 1 || (text[10] != ' ' && text[10] != 'T')) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (form[i] == '0') {
            if (!time_is_digit(text[i])) {
                return false;
            }
            number[part] = number[part] * 10 + (text[i] - '0');
        } else if (text[i] != form[i] && i != 10) {
            return false;
        } else {
            part++;
        }
    }
    reading->civil = (struct civil){.hour = number[3], .minute = number[4], .second = number[5]};
    reading->has_time = true;
    return number[3] < 24 && number[4] < 60 && number[5] <= 60 &&
           time_set_date(reading, number[0], number[1], number[2]);
}

static enum value_result read_plain(struct time_text *reading, const char *text, size_t length,
                                    enum date_order order)
{
    if (value_is_empty(text, length) ||
        (length == 2 && (text[0] | 0x20) == 'n' && (text[1] | 0x20) == 'a')) {
        return VALUE_EMPTY;
    }
    memset(reading, 0, sizeof *reading);
    reading->text = text;
    reading->length = length;
    size_t digits = 0;
    while (digits < length && time_is_digit(text[digits])) {
        digits++;
    }
    if (digits >= 5) {
        return take_number(reading) ? VALUE_OK : VALUE_BAD;
    }
    struct time_text numeric = *reading;
    if (digits > 0 && take_numeric_date(&numeric, order)) {
        *reading = numeric;
    } else {
        reading->orders = numeric.orders;
        if (!take_named_date(reading)) {
            return VALUE_BAD;
        }
    }
    return take_rest(reading) ? VALUE_OK : VALUE_BAD;
}

static enum value_result read_time(struct time_text *reading, const char *text, size_t length,
                                   enum date_order order)
{
    memset(reading, 0, sizeof *reading);
    value_trim(&text, &length);
    if (take_usual(reading, text, length)) {
        return VALUE_OK;
    }
    char own[VALUE_PLAIN_SIZE];
    int power = 0;
    if (!value_is_plain(text, length) && value_plain(&text, &length, 0, own, &power)) {
        value_trim(&text, &length);
    }
    enum value_result result = power ? VALUE_BAD : read_plain(reading, text, length, order);
    reading->text = NULL;
    return result;
}

enum value_result value_time(const char *text, size_t length, enum date_order order,
                             const struct zone *zone, int64_t *moment, bool *date_only)
{
    struct time_text reading;
    enum value_result result = read_time(&reading, text, length, order);
    if (result == VALUE_OK) {
        *moment = time_moment(&reading, zone);
        *date_only = !reading.has_time && !reading.is_epoch;
    }
    return result;
}

bool value_time_is_local(const char *text, size_t length, enum date_order order)
{
    struct time_text reading;
    if (length > 0 && text[length - 1] == 'Z') {
        return false; /* nearly all there is, and cheaper */
    }
    return read_time(&reading, text, length, order) == VALUE_OK && !reading.is_epoch &&
           !reading.has_offset;
}

/* Whether text begins as a date that needs an order: one or two digits and a separator. Most do
 * not, and then nothing more is looked at. */
static bool may_need_order(const char *text, size_t length)
{
    value_trim(&text, &length);
    size_t digits = 0;
    if (length > 0 && (unsigned char)text[0] >= 0x80) {
        return true; /* digits of another script, perhaps */
    }
    while (digits < length && time_is_digit(text[digits])) {
        digits++;
    }
    return digits >= 1 && digits <= 2 && digits < length && text[digits] != ':';
}

unsigned value_time_orders(const char *text, size_t length)
{
    struct time_text reading;
    if (!may_need_order(text, length)) {
        return 0;
    }
    read_time(&reading, text, length, DATE_ORDER_UNKNOWN);
    unsigned orders = reading.orders;
    for (enum date_order o = DATE_DMY; orders && o <= DATE_YMD; o++) {
        if ((orders & (1u << o)) && read_time(&reading, text, length, o) != VALUE_OK) {
            orders &= ~(1u << o); /* what follows the date is no time */
        }
    }
    return orders;
}

enum value_result value_day(const char *text, size_t length, enum date_order order,
                            const struct zone *zone, int32_t *day)
{
    struct time_text reading;
    enum value_result result = read_time(&reading, text, length, order);
    if (result == VALUE_OK) {
        *day = reading.is_epoch
                   ? zone_day(zone, reading.moment)
                   : civil_to_day(reading.civil.year, reading.civil.month, reading.civil.day);
    }
    return result;
}
