/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and days as files write them. */
#include <string.h>

#include "import/values.h"

#define YEAR_MIN    1990
#define YEAR_MAX    2100
#define DAY_SECONDS 86400
#define EXCEL_EPOCH (-25569) /* 1899-12-30: day 0 of a spreadsheet's serial dates */
#define EXCEL_FIRST 32874    /* 1990-01-01 */
#define EXCEL_LAST  73415    /* 2100-12-31 */
#define OFFSET_MAX  (15 * 3600 + 59 * 60)
#define SECONDS_MIN 631152000  /* 1990-01-01T00:00:00Z */
#define SECONDS_MAX 4133980799 /* 2100-12-31T23:59:59Z */

/* What was read so far, and the text that is left. */
struct reading {
    const char *text;
    size_t length;
    struct civil civil;
    bool has_time;
    bool has_offset;
    bool is_epoch; /* moment is it */
    int32_t offset;
    int64_t moment;
    unsigned orders; /* value_time_orders */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_letter(char c)
{
    c = lower(c);
    return c >= 'a' && c <= 'z';
}

static void step(struct reading *reading, size_t bytes)
{
    reading->text += bytes;
    reading->length -= bytes;
}

static bool next_is(const struct reading *reading, char c)
{
    return reading->length > 0 && reading->text[0] == c;
}

static bool take(struct reading *reading, char c)
{
    if (!next_is(reading, c)) {
        return false;
    }
    step(reading, 1);
    return true;
}

/* Step over blanks; how many bytes there were. */
static size_t take_blanks(struct reading *reading)
{
    const char *text = reading->text;
    size_t length = reading->length;
    value_trim(&text, &length); /* the end is trimmed already */
    size_t bytes = reading->length - length;
    step(reading, bytes);
    return bytes;
}

/* A run of at least `least` and at most `most` digits that no further digit follows; the number of
 * digits, 0 when there is none. */
static size_t take_digits(struct reading *reading, size_t least, size_t most, int *value)
{
    size_t count = 0;
    int number = 0;
    while (count < reading->length && is_digit(reading->text[count])) {
        if (count == most) {
            return 0;
        }
        number = number * 10 + (reading->text[count] - '0');
        count++;
    }
    if (count < least || count == 0) {
        return 0;
    }
    step(reading, count);
    *value = number;
    return count;
}

/* Letters at the front that are `word` (lower case) or begin with its first three. */
static size_t name_length(const struct reading *reading, const char *word)
{
    size_t count = 0;
    while (count < reading->length && is_letter(reading->text[count])) {
        count++;
    }
    if (count < 3) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (!word[i] || lower(reading->text[i]) != word[i]) {
            return 0;
        }
    }
    /* Whole names, and abbreviations of three letters ("Sept" is the one of four). */
    return count == 3 || !word[count] || (count == 4 && word[0] == 's' && word[1] == 'e') ? count
                                                                                          : 0;
}

static bool take_month(struct reading *reading, int *month)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    for (int i = 0; i < 12; i++) {
        size_t count = name_length(reading, months[i]);
        if (count > 0) {
            step(reading, count);
            *month = i + 1;
            return true;
        }
    }
    return false;
}

static bool take_weekday(struct reading *reading)
{
    static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
    for (size_t i = 0; i < ARRAY_COUNT(days); i++) {
        size_t count = name_length(reading, days[i]);
        if (count > 0) {
            step(reading, count);
            return true;
        }
    }
    return false;
}

static int short_year(int year)
{
    return year >= YEAR_MIN % 100 ? 1900 + year : 2000 + year;
}

static bool set_date(struct reading *reading, int year, int month, int day)
{
    if (year < YEAR_MIN || year > YEAR_MAX || !civil_valid(year, month, day)) {
        return false;
    }
    reading->civil.year = year;
    reading->civil.month = month;
    reading->civil.day = day;
    return true;
}

/* --- numeric dates ---------------------------------------------------------------------------- */

static bool set_by_order(struct reading *reading, const int part[3], bool short_parts,
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
        year = short_year(year);
    }
    return set_date(reading, year, month, day);
}

/* Three numbers whose order is not clear by itself: "25/12/2025", "3/20/26". */
static bool order_date(struct reading *reading, const int part[3], bool short_parts,
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

static bool take_numeric_date(struct reading *reading, enum date_order order)
{
    int part[3] = {0};
    size_t count = take_digits(reading, 1, 4, &part[0]);
    char separator = reading->length ? reading->text[0] : '\0';
    if (count == 0 || count == 3 || (separator != '-' && separator != '/' && separator != '.')) {
        return false;
    }
    step(reading, 1);
    if (!take_digits(reading, 1, 2, &part[1]) || !take(reading, separator)) {
        return false;
    }
    size_t last = take_digits(reading, 1, 4, &part[2]);
    if (count == 4) {
        return (last == 1 || last == 2) && set_date(reading, part[0], part[1], part[2]);
    }
    return (last == 2 || last == 4) && order_date(reading, part, last == 2, order);
}

/* --- dates with a month's name ---------------------------------------------------------------- */

static bool take_named_date(struct reading *reading)
{
    int day, month, year;
    if (take_weekday(reading)) {
        take(reading, ',');
        take_blanks(reading);
    }
    if (take_month(reading, &month)) {
        /* Nov 25, 2022 */
        take(reading, '.');
        take_blanks(reading);
        if (!take_digits(reading, 1, 2, &day)) {
            return false;
        }
        take(reading, ',');
        take_blanks(reading);
        return take_digits(reading, 4, 4, &year) && set_date(reading, year, month, day);
    }
    /* 25 Nov 2022, 25-Nov-2022 */
    if (!take_digits(reading, 1, 2, &day)) {
        return false;
    }
    bool dash = take(reading, '-');
    if (!dash && take_blanks(reading) == 0) {
        return false;
    }
    if (!take_month(reading, &month)) {
        return false;
    }
    take(reading, '.');
    take(reading, ',');
    if (dash ? !take(reading, '-') : take_blanks(reading) == 0) {
        return false;
    }
    return take_digits(reading, 4, 4, &year) && set_date(reading, year, month, day);
}

/* --- clock times ------------------------------------------------------------------------------ */

static bool take_fraction(struct reading *reading)
{
    if (reading->length < 2 || (reading->text[0] != '.' && reading->text[0] != ',') ||
        !is_digit(reading->text[1])) {
        return false;
    }
    step(reading, 1);
    while (reading->length && is_digit(reading->text[0])) {
        step(reading, 1);
    }
    return true;
}

/* "AM", "p.m." */
static bool take_half(struct reading *reading, bool *afternoon)
{
    struct reading ahead = *reading;
    char c = ahead.length ? lower(ahead.text[0]) : '\0';
    if (c != 'a' && c != 'p') {
        return false;
    }
    step(&ahead, 1);
    bool dotted = take(&ahead, '.');
    if (!ahead.length || lower(ahead.text[0]) != 'm') {
        return false;
    }
    step(&ahead, 1);
    if (dotted && !take(&ahead, '.')) {
        return false;
    }
    *afternoon = c == 'p';
    *reading = ahead;
    return true;
}

static bool to_24_hours(struct civil *civil, bool afternoon)
{
    if (civil->hour < 1 || civil->hour > 12) {
        return false;
    }
    civil->hour = civil->hour % 12 + (afternoon ? 12 : 0);
    return true;
}

static bool take_clock(struct reading *reading)
{
    struct civil *civil = &reading->civil;
    if (!take_digits(reading, 1, 2, &civil->hour) || !take(reading, ':') ||
        !take_digits(reading, 2, 2, &civil->minute)) {
        return false;
    }
    if (take(reading, ':')) {
        if (!take_digits(reading, 2, 2, &civil->second)) {
            return false;
        }
        take_fraction(reading);
    }
    struct reading ahead = *reading;
    take_blanks(&ahead);
    bool afternoon;
    if (take_half(&ahead, &afternoon)) {
        *reading = ahead;
        if (!to_24_hours(civil, afternoon)) {
            return false;
        }
    }
    reading->has_time = true;
    return civil->hour < 24 && civil->minute < 60 && civil->second <= 60;
}

/* "Z", "+05:30", "-0300", "+02"; with a sign that follows "GMT" too. */
static bool take_offset_digits(struct reading *reading)
{
    bool west = next_is(reading, '-');
    if (!west && !next_is(reading, '+')) {
        return false;
    }
    step(reading, 1);
    int hours, minutes = 0;
    struct reading four = *reading;
    if (take_digits(&four, 4, 4, &hours)) {
        *reading = four;
        minutes = hours % 100;
        hours /= 100;
    } else if (take_digits(reading, 2, 2, &hours)) {
        if (take(reading, ':') && !take_digits(reading, 2, 2, &minutes)) {
            return false;
        }
    } else {
        return false;
    }
    int32_t offset = hours * 3600 + minutes * 60;
    if (minutes > 59 || offset > OFFSET_MAX) {
        return false;
    }
    reading->offset = west ? -offset : offset;
    reading->has_offset = true;
    return true;
}

static bool take_offset(struct reading *reading)
{
    if (reading->length && lower(reading->text[0]) == 'z') {
        step(reading, 1);
        reading->has_offset = true;
        return true;
    }
    if (reading->length >= 3 &&
        (memcmp(reading->text, "UTC", 3) == 0 || memcmp(reading->text, "GMT", 3) == 0)) {
        step(reading, 3);
        reading->has_offset = true;
        bool sign = next_is(reading, '+') || next_is(reading, '-');
        return !sign || take_offset_digits(reading);
    }
    return take_offset_digits(reading);
}

/* What may follow a date: a time, and behind it an offset and a remark in brackets. */
static bool take_rest(struct reading *reading)
{
    if (reading->length == 0) {
        return true;
    }
    bool gap = take(reading, 'T') || take(reading, 't');
    if (!gap) {
        gap = take(reading, ',');
        gap = take_blanks(reading) > 0 || gap;
        if (reading->length > 3 && memcmp(reading->text, "at ", 3) == 0) {
            step(reading, 3);
        }
    }
    if (!gap || !take_clock(reading)) {
        return false;
    }
    take_blanks(reading);
    if (reading->length == 0) {
        return true;
    }
    if (!take_offset(reading)) {
        return false;
    }
    take_blanks(reading);
    return reading->length == 0 ||
           (reading->text[0] == '(' && reading->text[reading->length - 1] == ')');
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* Unix seconds or milliseconds, a spreadsheet's serial date, or a date as eight digits. */
static bool take_number(struct reading *reading)
{
    int64_t number = 0;
    size_t digits = 0;
    while (digits < reading->length && is_digit(reading->text[digits])) {
        if (digits == 13) {
            return false;
        }
        number = number * 10 + (reading->text[digits++] - '0');
    }
    step(reading, digits);
    double fraction = 0;
    if (reading->length > 0) {
        double unit = 0.1;
        if (reading->text[0] != '.' && reading->text[0] != ',') {
            return false;
        }
        step(reading, 1);
        for (; reading->length && is_digit(reading->text[0]); step(reading, 1)) {
            fraction += unit * (reading->text[0] - '0');
            unit /= 10;
        }
        if (reading->length > 0) {
            return false;
        }
    }
    if (digits == 8 && fraction <= 0) {
        return set_date(reading, (int)(number / 10000), (int)(number / 100 % 100),
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

/* --- the whole -------------------------------------------------------------------------------- */

/* "2026-03-20 10:00:05" and nothing more, the form of most files, without ado. */
static bool take_usual(struct reading *reading, const char *text, size_t length)
{
    static const char form[] = "0000-00-00 00:00:00";
    int number[7] = {0};
    size_t part = 0;
    if (length != sizeof form - 1 || (text[10] != ' ' && text[10] != 'T')) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (form[i] == '0') {
            if (!is_digit(text[i])) {
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
           set_date(reading, number[0], number[1], number[2]);
}

static enum value_result read_time(struct reading *reading, const char *text, size_t length,
                                   enum date_order order)
{
    memset(reading, 0, sizeof *reading);
    value_trim(&text, &length);
    if (take_usual(reading, text, length)) {
        return VALUE_OK;
    }
    if (value_is_empty(text, length) ||
        (length == 2 && lower(text[0]) == 'n' && lower(text[1]) == 'a')) {
        return VALUE_EMPTY;
    }
    memset(reading, 0, sizeof *reading);
    reading->text = text;
    reading->length = length;
    size_t digits = 0;
    while (digits < length && is_digit(text[digits])) {
        digits++;
    }
    if (digits >= 5) {
        return take_number(reading) ? VALUE_OK : VALUE_BAD;
    }
    struct reading numeric = *reading;
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

static int64_t to_moment(const struct reading *reading, const struct zone *zone)
{
    if (reading->is_epoch) {
        return reading->moment;
    }
    if (reading->has_offset) {
        return civil_to_seconds(&reading->civil) - reading->offset;
    }
    return zone_moment(zone, &reading->civil);
}

enum value_result value_time(const char *text, size_t length, enum date_order order,
                             const struct zone *zone, int64_t *moment, bool *date_only)
{
    struct reading reading;
    enum value_result result = read_time(&reading, text, length, order);
    if (result == VALUE_OK) {
        *moment = to_moment(&reading, zone);
        *date_only = !reading.has_time && !reading.is_epoch;
    }
    return result;
}

unsigned value_time_orders(const char *text, size_t length)
{
    struct reading reading;
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
    struct reading reading;
    enum value_result result = read_time(&reading, text, length, order);
    if (result == VALUE_OK) {
        *day = reading.is_epoch
                   ? zone_day(zone, reading.moment)
                   : civil_to_day(reading.civil.year, reading.civil.month, reading.civil.day);
    }
    return result;
}

/* --- by a pattern ----------------------------------------------------------------------------- */

/* What a pattern has set so far. */
struct pattern_state {
    struct reading reading;
    bool year, month, day, half, afternoon, twelve;
};

static bool take_name_or(bool taken, bool *set)
{
    *set = *set || taken;
    return taken;
}

static bool take_directive(struct pattern_state *state, char directive)
{
    struct reading *reading = &state->reading;
    struct civil *civil = &reading->civil;
    switch (directive) {
    case 'Y':
        return take_name_or(take_digits(reading, 4, 4, &civil->year), &state->year);
    case 'y':
        if (!take_name_or(take_digits(reading, 2, 2, &civil->year), &state->year)) {
            return false;
        }
        civil->year = short_year(civil->year);
        return true;
    case 'm':
        return take_name_or(take_digits(reading, 1, 2, &civil->month), &state->month);
    case 'b':
    case 'B':
        return take_name_or(take_month(reading, &civil->month), &state->month);
    case 'd':
        return take_name_or(take_digits(reading, 1, 2, &civil->day), &state->day);
    case 'I':
        state->twelve = true;
        reading->has_time = true;
        return take_digits(reading, 1, 2, &civil->hour) > 0;
    case 'H':
        reading->has_time = true;
        return take_digits(reading, 1, 2, &civil->hour) > 0;
    case 'M':
        return take_digits(reading, 1, 2, &civil->minute) > 0;
    case 'S':
        return take_digits(reading, 1, 2, &civil->second) > 0;
    case 'f': {
        size_t digits = 0;
        while (digits < reading->length && digits < 9 && is_digit(reading->text[digits])) {
            digits++;
        }
        step(reading, digits);
        return digits > 0;
    }
    case 'p':
        return take_name_or(take_half(reading, &state->afternoon), &state->half);
    case 'z':
        return take_offset(reading);
    case 'a':
    case 'A':
        return take_weekday(reading);
    case '%':
        return take(reading, '%');
    default:
        return false;
    }
}

bool value_time_pattern(const char *pattern)
{
    bool year = false, month = false, day = false, twelve = false, half = false;
    for (const char *p = pattern; *p; p++) {
        if (*p != '%') {
            continue;
        }
        p++;
        if (!*p || !strchr("YymbBdHIMSfpzaA%", *p)) {
            return false;
        }
        year = year || *p == 'Y' || *p == 'y';
        month = month || *p == 'm' || *p == 'b' || *p == 'B';
        day = day || *p == 'd';
        twelve = twelve || *p == 'I';
        half = half || *p == 'p';
    }
    return year && month && day && twelve == half;
}

/* Two-digit fields that stand without a separator ("%Y%m%d") must not swallow each other. */
static bool bounded_directive(struct pattern_state *state, const char *directive)
{
    struct reading *reading = &state->reading;
    size_t width = *directive == 'Y' ? 4 : 2;
    if (!strchr("YymdHIMS", *directive) || directive[1] != '%' || reading->length <= width) {
        return take_directive(state, *directive);
    }
    size_t rest = reading->length - width;
    reading->length = width;
    if (!take_directive(state, *directive)) {
        return false;
    }
    reading->length += rest;
    return true;
}

static enum value_result read_pattern(struct pattern_state *state, const char *text, size_t length,
                                      const char *pattern)
{
    memset(state, 0, sizeof *state);
    value_trim(&text, &length);
    if (value_is_empty(text, length)) {
        return VALUE_EMPTY;
    }
    struct reading *reading = &state->reading;
    reading->text = text;
    reading->length = length;
    for (const char *p = pattern; *p; p++) {
        if (*p == '%' && p[1]) {
            p++;
            if (!bounded_directive(state, p)) {
                return VALUE_BAD;
            }
        } else if (*p == ' ') {
            take_blanks(reading);
        } else if (!take(reading, *p)) {
            return VALUE_BAD;
        }
    }
    struct civil *civil = &reading->civil;
    bool fine = reading->length == 0 && state->year && state->month && state->day &&
                set_date(reading, civil->year, civil->month, civil->day) &&
                (!state->twelve || to_24_hours(civil, state->afternoon)) && civil->hour <= 23 &&
                civil->minute <= 59 && civil->second <= 60;
    return fine ? VALUE_OK : VALUE_BAD;
}

enum value_result value_time_format(const char *text, size_t length, const char *pattern,
                                    const struct zone *zone, int64_t *moment, bool *date_only)
{
    struct pattern_state state;
    enum value_result result = read_pattern(&state, text, length, pattern);
    if (result == VALUE_OK) {
        *moment = to_moment(&state.reading, zone);
        *date_only = !state.reading.has_time;
    }
    return result;
}

enum value_result value_day_format(const char *text, size_t length, const char *pattern,
                                   int32_t *day)
{
    struct pattern_state state;
    enum value_result result = read_pattern(&state, text, length, pattern);
    if (result == VALUE_OK) {
        const struct civil *civil = &state.reading.civil;
        *day = civil_to_day(civil->year, civil->month, civil->day);
    }
    return result;
}
