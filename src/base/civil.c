/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/civil.h"

#include <stdio.h>
#include <string.h>

static bool leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int civil_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) {
        return 0;
    }
    return days[month - 1] + (month == 2 && leap(year) ? 1 : 0);
}

bool civil_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && day >= 1 && day <= civil_days_in_month(year, month);
}

/* Both ways count in years that begin on the first of March, so that the leap day is the last day
 * of its year, and in eras of 400 years (146097 days), which are all alike. 719468 is the number of
 * days from 0000-03-01 to 1970-01-01. */
int32_t civil_to_day(int year, int month, int day)
{
    if (!civil_valid(year, month, day)) {
        return DAY_NONE;
    }
    int y = month > 2 ? year : year - 1;
    int era = y / 400;
    int year_of_era = y % 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static int32_t clamp_day(int32_t day)
{
    return day < CIVIL_DAY_MIN ? CIVIL_DAY_MIN : day > CIVIL_DAY_MAX ? CIVIL_DAY_MAX : day;
}

void civil_from_day(int32_t day, int *year, int *month, int *day_of_month)
{
    int shifted = clamp_day(day) + 719468; /* never negative */
    int era = shifted / 146097;
    int day_of_era = shifted % 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * march + 2) / 5 + 1;
    *month = march < 10 ? march + 3 : march - 9;
    *year = era * 400 + year_of_era + (*month <= 2 ? 1 : 0);
}

int civil_weekday(int32_t day)
{
    /* 1970-01-01 was a Thursday; 719468 + 2 days before it, a Monday. */
    return (clamp_day(day) + 719468 + 2) % 7;
}

int32_t civil_month_start(int32_t day, int months)
{
    if (day == DAY_NONE) {
        return DAY_NONE;
    }
    int year, month, day_of_month;
    civil_from_day(day, &year, &month, &day_of_month);
    int64_t count = (int64_t)year * 12 + (month - 1) + months;
    if (count < 12 || count >= 10000 * 12) {
        return DAY_NONE;
    }
    return civil_to_day((int)(count / 12), (int)(count % 12) + 1, 1);
}

int64_t civil_to_seconds(const struct civil *civil)
{
    int32_t day = civil_to_day(civil->year, civil->month, civil->day);
    if (day == DAY_NONE || civil->hour < 0 || civil->hour > 23 || civil->minute < 0 ||
        civil->minute > 59 || civil->second < 0 || civil->second > 60) {
        return TIME_NONE;
    }
    return day * INT64_C(86400) + civil->hour * 3600 + civil->minute * 60 + civil->second;
}

void civil_from_seconds(int64_t seconds, struct civil *civil)
{
    if (seconds < CIVIL_SECONDS_MIN) {
        seconds = CIVIL_SECONDS_MIN;
    } else if (seconds > CIVIL_SECONDS_MAX) {
        seconds = CIVIL_SECONDS_MAX;
    }
    int64_t day = seconds / 86400;
    int rest = (int)(seconds % 86400);
    if (rest < 0) {
        rest += 86400;
        day--;
    }
    civil_from_day((int32_t)day, &civil->year, &civil->month, &civil->day);
    civil->hour = rest / 3600;
    civil->minute = rest / 60 % 60;
    civil->second = rest % 60;
}

/* --- reading -------------------------------------------------------------------------------- */

struct reader {
    const char *at, *end;
};

/* Exactly `count` digits. */
static bool take_number(struct reader *reader, int count, int *number)
{
    if (reader->end - reader->at < count) {
        return false;
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
        char c = reader->at[i];
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    reader->at += count;
    *number = value;
    return true;
}

static bool next_is(const struct reader *reader, char c)
{
    return reader->at < reader->end && *reader->at == c;
}

static bool take(struct reader *reader, char c)
{
    if (!next_is(reader, c)) {
        return false;
    }
    reader->at++;
    return true;
}

static bool next_is_digit(const struct reader *reader)
{
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

static bool take_date(struct reader *reader, struct civil *civil)
{
    return take_number(reader, 4, &civil->year) && take(reader, '-') &&
           take_number(reader, 2, &civil->month) && take(reader, '-') &&
           take_number(reader, 2, &civil->day) &&
           civil_valid(civil->year, civil->month, civil->day);
}

static bool take_clock(struct reader *reader, struct civil *civil)
{
    if (!take_number(reader, 2, &civil->hour) || !take(reader, ':') ||
        !take_number(reader, 2, &civil->minute)) {
        return false;
    }
    if (take(reader, ':')) {
        if (!take_number(reader, 2, &civil->second)) {
            return false;
        }
        if (take(reader, '.')) {
            if (!next_is_digit(reader)) {
                return false;
            }
            while (next_is_digit(reader)) {
                reader->at++;
            }
        }
    }
    return civil->hour <= 23 && civil->minute <= 59 && civil->second <= 60;
}

static bool take_offset(struct reader *reader, int32_t *offset)
{
    if (take(reader, 'Z')) {
        *offset = 0;
        return true;
    }
    bool west = next_is(reader, '-');
    if (!west && !next_is(reader, '+')) {
        return false;
    }
    reader->at++;
    int hours = 0, minutes = 0;
    if (!take_number(reader, 2, &hours)) {
        return false;
    }
    if ((take(reader, ':') || next_is_digit(reader)) && !take_number(reader, 2, &minutes)) {
        return false;
    }
    if (hours > 23 || minutes > 59) {
        return false;
    }
    int32_t east = hours * 3600 + minutes * 60;
    *offset = west ? -east : east;
    return true;
}

bool civil_parse_iso(const char *text, size_t length, struct civil *civil, bool *has_time,
                     bool *has_offset, int32_t *offset)
{
    if (length == 0) {
        return false;
    }
    struct reader reader = {text, text + length};
    struct civil read = {0};
    bool timed = false, placed = false;
    int32_t east = 0;
    if (!take_date(&reader, &read)) {
        return false;
    }
    if (reader.at < reader.end) {
        bool spaced = next_is(&reader, ' ');
        if (!spaced && !next_is(&reader, 'T')) {
            return false;
        }
        reader.at++;
        timed = true;
        if (!take_clock(&reader, &read)) {
            return false;
        }
        if (spaced && take(&reader, ' ') && next_is(&reader, 'Z')) {
            return false;
        }
        if (reader.at < reader.end || reader.at[-1] == ' ') {
            placed = true;
            if (!take_offset(&reader, &east)) {
                return false;
            }
        }
    }
    if (reader.at != reader.end) {
        return false;
    }
    *civil = read;
    *has_time = timed;
    *has_offset = placed;
    *offset = east;
    return true;
}

bool civil_parse_day(const char *text, int32_t *day)
{
    if (!text) {
        return false;
    }
    struct reader reader = {text, text + strlen(text)};
    struct civil civil = {0};
    if (!take_date(&reader, &civil) || reader.at != reader.end) {
        return false;
    }
    *day = civil_to_day(civil.year, civil.month, civil.day);
    return true;
}

/* --- writing -------------------------------------------------------------------------------- */

const char *civil_format_day(int32_t day, char buffer[24])
{
    buffer[0] = '\0';
    if (day != DAY_NONE) {
        int year, month, day_of_month;
        civil_from_day(day, &year, &month, &day_of_month);
        if (year >= 0 && year <= 9999) { /* hundreds of them a screen: no printf */
            int part[] = {year / 100, year % 100, month, day_of_month};
            for (int i = 0, at = 0; i < 4; i++) {
                buffer[at++] = (char)('0' + part[i] / 10);
                buffer[at++] = (char)('0' + part[i] % 10);
                buffer[at] = '-';
                at += i == 1 || i == 2;
                buffer[at] = '\0';
            }
        } else {
            snprintf(buffer, 24, "%04d-%02d-%02d", year, month, day_of_month);
        }
    }
    return buffer;
}

const char *civil_format_utc(int64_t seconds, char buffer[24])
{
    struct civil civil;
    civil_from_seconds(seconds, &civil);
    snprintf(buffer, 24, "%04d-%02d-%02dT%02d:%02d:%02dZ", civil.year, civil.month, civil.day,
             civil.hour, civil.minute, civil.second);
    return buffer;
}
