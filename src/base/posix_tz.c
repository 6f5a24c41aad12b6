/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/posix_tz.h"

#include "base/civil.h"

/* --- reading -------------------------------------------------------------------------------- */

struct reader {
    const char *at, *end;
};

static char next(const struct reader *reader)
{
    return reader->at < reader->end ? *reader->at : '\0';
}

static bool take(struct reader *reader, char c)
{
    if (reader->at == reader->end || *reader->at != c) {
        return false;
    }
    reader->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool take_name(struct reader *reader)
{
    bool quoted = take(reader, '<');
    size_t length = 0;
    for (char c = next(reader); is_letter(c) || (quoted && (is_digit(c) || c == '+' || c == '-'));
         c = next(reader)) {
        reader->at++;
        length++;
    }
    return length >= 3 && (!quoted || take(reader, '>'));
}

static bool take_number(struct reader *reader, int low, int high, int *number)
{
    if (!is_digit(next(reader))) {
        return false;
    }
    int value = 0;
    while (is_digit(next(reader)) && value <= high) {
        value = value * 10 + (*reader->at++ - '0');
    }
    *number = value;
    return value >= low && value <= high;
}

/* [+-]h[:mm[:ss]], hours up to max_hours */
static bool take_time(struct reader *reader, int max_hours, int32_t *seconds)
{
    bool negative = take(reader, '-');
    if (!negative) {
        take(reader, '+');
    }
    int hours = 0, minutes = 0, rest = 0;
    if (!take_number(reader, 0, max_hours, &hours) ||
        (take(reader, ':') && (!take_number(reader, 0, 59, &minutes) ||
                               (take(reader, ':') && !take_number(reader, 0, 59, &rest))))) {
        return false;
    }
    int32_t value = hours * 3600 + minutes * 60 + rest;
    *seconds = negative ? -value : value;
    return true;
}

static bool take_date(struct reader *reader, struct posix_tz_date *date)
{
    if (take(reader, 'J')) {
        date->kind = POSIX_TZ_JULIAN;
        if (!take_number(reader, 1, 365, &date->day)) {
            return false;
        }
    } else if (take(reader, 'M')) {
        date->kind = POSIX_TZ_WEEKDAY;
        if (!take_number(reader, 1, 12, &date->month) || !take(reader, '.') ||
            !take_number(reader, 1, 5, &date->week) || !take(reader, '.') ||
            !take_number(reader, 0, 6, &date->day)) {
            return false;
        }
    } else {
        date->kind = POSIX_TZ_ZERO;
        if (!take_number(reader, 0, 365, &date->day)) {
            return false;
        }
    }
    date->seconds = 2 * 3600;
    return !take(reader, '/') || take_time(reader, 167, &date->seconds);
}

bool posix_tz_parse(const char *text, size_t length, struct posix_tz *tz)
{
    if (length == 0) {
        return false;
    }
    struct reader reader = {text, text + length};
    struct posix_tz read = {0};
    int32_t west;
    if (!take_name(&reader) || !take_time(&reader, 24, &west)) {
        return false;
    }
    read.standard = -west; /* POSIX counts west of Greenwich */
    if (reader.at < reader.end) {
        read.has_summer = true;
        if (!take_name(&reader)) {
            return false;
        }
        read.summer = read.standard + 3600;
        if (next(&reader) != ',') {
            if (!take_time(&reader, 24, &west)) {
                return false;
            }
            read.summer = -west;
        }
        if (!take(&reader, ',') || !take_date(&reader, &read.from) || !take(&reader, ',') ||
            !take_date(&reader, &read.to)) {
            return false;
        }
    }
    if (reader.at != reader.end) {
        return false;
    }
    *tz = read;
    return true;
}

/* --- using ---------------------------------------------------------------------------------- */

/* Seconds of the date in a year, as if its local time were UTC. */
static int64_t moment(const struct posix_tz_date *date, int year)
{
    int32_t day = civil_to_day(year, 1, 1);
    switch (date->kind) {
    case POSIX_TZ_JULIAN:
        day += date->day - 1 + (date->day >= 60 && civil_valid(year, 2, 29) ? 1 : 0);
        break;
    case POSIX_TZ_ZERO:
        day += date->day;
        break;
    case POSIX_TZ_WEEKDAY: {
        int32_t first = civil_to_day(year, date->month, 1);
        int weekday = (civil_weekday(first) + 1) % 7; /* 0 Sunday, as POSIX has it */
        int32_t in_month = (date->day - weekday + 7) % 7 + (date->week - 1) * 7;
        if (in_month >= civil_days_in_month(year, date->month)) {
            in_month -= 7;
        }
        day = first + in_month;
        break;
    }
    }
    return day * INT64_C(86400) + date->seconds;
}

int32_t posix_tz_offset(const struct posix_tz *tz, int64_t seconds, int64_t *until)
{
    *until = INT64_MAX;
    if (!tz->has_summer) {
        return tz->standard;
    }
    struct civil local;
    if (seconds < CIVIL_SECONDS_MIN) {
        seconds = CIVIL_SECONDS_MIN;
    } else if (seconds > CIVIL_SECONDS_MAX) {
        seconds = CIVIL_SECONDS_MAX;
    }
    civil_from_seconds(seconds + tz->standard, &local);
    int32_t offset = tz->standard;
    int64_t since = INT64_MIN;
    /* A change may lie up to a week outside its year, so the neighbours are looked at too. Of two
     * changes at one moment the later in the list holds: summer time that ends where the next one
     * begins never ends (RFC 8536: all-year summer time). */
    for (int year = local.year - 1; year <= local.year + 1; year++) {
        if (year < 1 || year > 9999) {
            continue;
        }
        int64_t on = moment(&tz->from, year) - tz->standard;
        int64_t off = moment(&tz->to, year) - tz->summer;
        for (int i = 0; i < 2; i++) {
            bool summer = (i == 0) == (on <= off);
            int64_t at = summer ? on : off;
            if (at > seconds) {
                *until = at < *until ? at : *until;
            } else if (at >= since) {
                since = at;
                offset = summer ? tz->summer : tz->standard;
            }
        }
    }
    return offset;
}
