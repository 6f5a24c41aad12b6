/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a date while it is being read: the parts that values_time.c (by the value) and
 * values_pattern.c (by a pattern) have in common. Every function takes its part off the front of
 * the text, or says that it is not there (the text may then be half read).
 */
#ifndef CAMPANE_IMPORT_TIME_TEXT_H
#define CAMPANE_IMPORT_TIME_TEXT_H

#include "import/values.h"

/* What was read so far, and the text that is left. */
struct time_text {
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

static inline bool time_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void time_step(struct time_text *reading, size_t bytes); /* over what is not looked at */
bool time_next_is(const struct time_text *reading, char c);
bool time_take(struct time_text *reading, char c);
size_t time_blanks(struct time_text *reading); /* how many bytes of them there were */

/* A run of at least `least` and at most `most` digits that no further digit follows; the number of
 * digits, 0 when there is none. */
size_t time_digits(struct time_text *reading, size_t least, size_t most, int *value);

/* "Nov", "november", and those of date_word.def */
bool time_month(struct time_text *reading, int *month);
bool time_weekday(struct time_text *reading);
bool time_half(struct time_text *reading, bool *afternoon); /* "AM", "p.m." */
bool time_offset(struct time_text *reading); /* "Z", "UTC", "+05:30", "-0300", "GMT+02" */

/* The hour of a clock of twelve hours to one of 24. */
bool time_24_hours(struct civil *civil, bool afternoon);

int time_short_year(int year); /* 26 is 2026, 99 is 1999 */

/* Set the date when there is such a day, in a year that is taken. */
bool time_set_date(struct time_text *reading, int year, int month, int day);

int64_t time_moment(const struct time_text *reading, const struct zone *zone);

#endif
