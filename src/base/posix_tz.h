/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rule at the end of a TZif file, in the form of POSIX's TZ variable with the extensions of
 * RFC 8536 section 3.3.1: "CET-1CEST,M3.5.0,M10.5.0/3", "<+01>-1", "IST-2IDT,M3.4.4/26,M10.5.0".
 * Only zone.c uses it.
 */
#ifndef CAMPANE_BASE_POSIX_TZ_H
#define CAMPANE_BASE_POSIX_TZ_H

#include "base/base.h"

/* A day of every year and the time of that day when the clock changes. */
struct posix_tz_date {
    enum posix_tz_kind {
        POSIX_TZ_JULIAN,  /* Jn: day 1 … 365, the leap day is not counted */
        POSIX_TZ_ZERO,    /* n: day 0 … 365, the leap day is counted */
        POSIX_TZ_WEEKDAY, /* Mm.w.d: week 5 is the last one */
    } kind;
    int month, week, day; /* day 0 is Sunday for POSIX_TZ_WEEKDAY */
    int32_t seconds;      /* after local midnight, -167 h … 167 h */
};

struct posix_tz {
    int32_t standard, summer;      /* seconds east of UTC */
    bool has_summer;               /* else only `standard` is meant */
    struct posix_tz_date from, to; /* summer time: from in standard time, to in summer time */
};

/* All of text[0 … length) must be a rule. Summer time without dates is refused: no file of IANA
 * has it, and its meaning is everybody's own. */
bool posix_tz_parse(const char *text, size_t length, struct posix_tz *tz);

/* Seconds east of UTC at a moment; *until gets the moment of the next change (INT64_MAX: none),
 * always later than `seconds`. Moments outside the years 1 to 9999 are taken as the nearest inside.
 */
int32_t posix_tz_offset(const struct posix_tz *tz, int64_t seconds, int64_t *until);

#endif
