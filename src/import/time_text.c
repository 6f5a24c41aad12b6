/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/time_text.h"

#include <string.h>

#include "import/date_word.h"
#include "import/values_script.h"

#define YEAR_MIN   1990
#define YEAR_MAX   2100
#define OFFSET_MAX (15 * 3600 + 59 * 60)

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_letter(char c)
{
    c = lower(c);
    return c >= 'a' && c <= 'z';
}

void time_step(struct time_text *reading, size_t bytes)
{
    reading->text += bytes;
    reading->length -= bytes;
}

bool time_next_is(const struct time_text *reading, char c)
{
    return reading->length > 0 && reading->text[0] == c;
}

bool time_take(struct time_text *reading, char c)
{
    if (!time_next_is(reading, c)) {
        return false;
    }
    time_step(reading, 1);
    return true;
}

/* Step over blanks; how many bytes there were. */
size_t time_blanks(struct time_text *reading)
{
    const char *text = reading->text;
    size_t length = reading->length;
    value_trim(&text, &length); /* the end is trimmed already */
    size_t bytes = reading->length - length;
    time_step(reading, bytes);
    return bytes;
}

/* A run of at least `least` and at most `most` digits that no further digit follows; the number of
 * digits, 0 when there is none. */
size_t time_digits(struct time_text *reading, size_t least, size_t most, int *value)
{
    size_t count = 0;
    int number = 0;
    while (count < reading->length && time_is_digit(reading->text[count])) {
        if (count == most) {
            return 0;
        }
        number = number * 10 + (reading->text[count] - '0');
        count++;
    }
    if (count < least || count == 0) {
        return 0;
    }
    time_step(reading, count);
    *value = number;
    return count;
}

/* Letters at the front that are `word` (lower case) or begin with its first three. */
static size_t name_length(const struct time_text *reading, const char *word)
{
    size_t count = 0;
    while (count < reading->length && is_letter(reading->text[count])) {
        count++;
    }
    struct time_text rest = {.text = reading->text + count, .length = reading->length - count};
    bool goes_on = rest.length > 0 && (unsigned char)rest.text[0] >= 0x80; /* "março" */
    if (count < 3 || (goes_on && time_blanks(&rest) == 0)) {
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

bool time_month(struct time_text *reading, int *month)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    for (int i = 0; i < 12; i++) {
        size_t count = name_length(reading, months[i]);
        if (count > 0) {
            time_step(reading, count);
            *month = i + 1;
            return true;
        }
    }
    return date_word_month(reading, month);
}

bool time_weekday(struct time_text *reading)
{
    static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
    for (size_t i = 0; i < ARRAY_COUNT(days); i++) {
        size_t count = name_length(reading, days[i]);
        if (count > 0) {
            time_step(reading, count);
            return true;
        }
    }
    return false;
}

int time_short_year(int year)
{
    return year >= YEAR_MIN % 100 ? 1900 + year : 2000 + year;
}

bool time_set_date(struct time_text *reading, int year, int month, int day)
{
    year = value_buddhist_year(year);
    if (year < YEAR_MIN || year > YEAR_MAX || !civil_valid(year, month, day)) {
        return false;
    }
    reading->civil.year = year;
    reading->civil.month = month;
    reading->civil.day = day;
    return true;
}

/* "AM", "p.m." */
bool time_half(struct time_text *reading, bool *afternoon)
{
    struct time_text ahead = *reading;
    char c = ahead.length ? lower(ahead.text[0]) : '\0';
    if (c != 'a' && c != 'p') {
        return false;
    }
    time_step(&ahead, 1);
    bool dotted = time_take(&ahead, '.');
    if (!ahead.length || lower(ahead.text[0]) != 'm') {
        return false;
    }
    time_step(&ahead, 1);
    if (dotted && !time_take(&ahead, '.')) {
        return false;
    }
    *afternoon = c == 'p';
    *reading = ahead;
    return true;
}

bool time_24_hours(struct civil *civil, bool afternoon)
{
    if (civil->hour < 1 || civil->hour > 12) {
        return false;
    }
    civil->hour = civil->hour % 12 + (afternoon ? 12 : 0);
    return true;
}

/* "Z", "+05:30", "-0300", "+02"; with a sign that follows "GMT" too. */
static bool take_offset_digits(struct time_text *reading)
{
    bool west = time_next_is(reading, '-');
    if (!west && !time_next_is(reading, '+')) {
        return false;
    }
    time_step(reading, 1);
    int hours, minutes = 0;
    struct time_text four = *reading;
    if (time_digits(&four, 4, 4, &hours)) {
        *reading = four;
        minutes = hours % 100;
        hours /= 100;
    } else if (time_digits(reading, 2, 2, &hours)) {
        if (time_take(reading, ':') && !time_digits(reading, 2, 2, &minutes)) {
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

bool time_offset(struct time_text *reading)
{
    if (reading->length && lower(reading->text[0]) == 'z') {
        time_step(reading, 1);
        reading->has_offset = true;
        return true;
    }
    if (reading->length >= 3 &&
        (memcmp(reading->text, "UTC", 3) == 0 || memcmp(reading->text, "GMT", 3) == 0)) {
        time_step(reading, 3);
        reading->has_offset = true;
        bool sign = time_next_is(reading, '+') || time_next_is(reading, '-');
        return !sign || take_offset_digits(reading);
    }
    return take_offset_digits(reading);
}

int64_t time_moment(const struct time_text *reading, const struct zone *zone)
{
    if (reading->is_epoch) {
        return reading->moment;
    }
    if (reading->has_offset) {
        return civil_to_seconds(&reading->civil) - reading->offset;
    }
    return zone_moment(zone, &reading->civil);
}
