/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendar days and clock times without a zone (proleptic Gregorian calendar, years 1 to 9999).
 * Algorithms after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
#ifndef CAMPANE_BASE_CIVIL_H
#define CAMPANE_BASE_CIVIL_H

#include "base/base.h"

/* A day that is not known: "undated". Smaller than every real day. */
#define DAY_NONE INT32_MIN
/* A moment that is not there ("not (yet)"), and one that is there but nobody knows when. A known
 * time is smaller than TIME_SOME, so the minimum of two prefers what is known. */
#define TIME_NONE INT64_MIN
#define TIME_SOME INT64_MAX

#define CIVIL_DAY_MIN (-719162) /* 0001-01-01 */
#define CIVIL_DAY_MAX 2932896   /* 9999-12-31 */

/* The first and the last second of those years, in UTC. */
#define CIVIL_SECONDS_MIN (CIVIL_DAY_MIN * INT64_C(86400))
#define CIVIL_SECONDS_MAX (CIVIL_DAY_MAX * INT64_C(86400) + 86399)

struct civil {
    int year;                 /* 1 … 9999 */
    int month, day;           /* 1 … 12, 1 … 31 */
    int hour, minute, second; /* 0 … 23, 0 … 59, 0 … 60 */
};

bool civil_valid(int year, int month, int day);
int32_t civil_to_day(int year, int month, int day); /* DAY_NONE when not a valid date */
/* Days outside the years 1 to 9999 (DAY_NONE too) are taken as the nearest day inside. */
void civil_from_day(int32_t day, int *year, int *month, int *day_of_month);
int civil_weekday(int32_t day);               /* 0 Monday … 6 Sunday */
int civil_days_in_month(int year, int month); /* 0 when there is no such month */

/* The first day of the month that holds `day`, moved by `months`; DAY_NONE for DAY_NONE and when it
 * would leave the years 1 to 9999. */
int32_t civil_month_start(int32_t day, int months);

/* Seconds since 1970 as if the civil time were UTC, and back. TIME_NONE when the date or the clock
 * time is not valid; a second 60 is the first of the next minute. Seconds outside the years 1 to
 * 9999 are taken as the nearest inside. */
int64_t civil_to_seconds(const struct civil *civil);
void civil_from_seconds(int64_t seconds, struct civil *civil);

/* "2026-10-09" to a day; all of the text must be the date. NULL is not one. */
bool civil_parse_day(const char *text, int32_t *day);

/* ISO 8601: "2026-10-09", with "T" or " " and "hh:mm[:ss[.fraction]]", and "Z", "+hh:mm", "+hhmm"
 * or "+hh" behind it; behind a time with a space also one space before the sign (Shopify).
 * *has_time, *has_offset say what was there; *offset is in seconds east, under a day. A fraction is
 * cut. length bytes are read, all of them must fit. */
bool civil_parse_iso(const char *text, size_t length, struct civil *civil, bool *has_time,
                     bool *has_offset, int32_t *offset);

/* "2026-10-09" (DAY_NONE: ""), and "2026-10-09T12:04:05Z"; buffer of at least 24 bytes. */
const char *civil_format_day(int32_t day, char buffer[24]);
const char *civil_format_utc(int64_t seconds, char buffer[24]);

#endif
