/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Periods: what people say ("last 30d", "this month", two dates), and the days it means today.
 */
#ifndef CAMPANE_REPORT_PERIOD_H
#define CAMPANE_REPORT_PERIOD_H

#include "base/civil.h"
#include "base/err.h"

/* Days, both included; DAY_NONE and INT32_MAX: no end on that side (DAY_NONE takes in what has no
 * day). */
struct period {
    int32_t from, to;
};

enum period_kind {
    PERIOD_ALL,
    PERIOD_DAYS,    /* the last `count` days, today included */
    PERIOD_WEEK,    /* count 0: this week (from Monday) so far, 1: the week before, … */
    PERIOD_MONTH,   /* count 0: this calendar month so far, 1: the month before, … */
    PERIOD_QUARTER, /* so too */
    PERIOD_YEAR,
    PERIOD_RANGE /* from … to as given */
};

struct period_choice {
    enum period_kind kind;
    int count;
    int32_t from, to; /* of RANGE */
};

/* Words to a choice, case and blanks aside: "all" · "today" · "last 30d", "30d", "30 days", "4w" ·
 * "this|last week|month|quarter|year" ("quarter" alone is this one) · "2026", "2026-Q4", "2026-10",
 * "2026-10-09", and two of these (either may be left out) with ".." between. ERR_USAGE says what is
 * understood. */
bool period_parse(const char *words, struct period_choice *choice, struct err *err);

/* The words that period_parse makes this choice of: "all", "30d", "last month",
 * "2026-10-01..2026-10-31". Never translated; buffer of at least 48 bytes. */
const char *period_spell(const struct period_choice *choice, char buffer[48]);

/* The options --from, --to and --last (NULL: not given), where "--last month" is the month before.
 * Without any: everything. ERR_USAGE: not a date, from behind to, or --last beside the others. */
bool period_options(const char *from, const char *to, const char *last,
                    struct period_choice *choice, struct err *err);

/* The days of a choice on a day. */
struct period period_days(const struct period_choice *choice, int32_t today);

/* What a period is held against. */
enum period_against { PERIOD_AGAINST_BEFORE, PERIOD_AGAINST_YEAR };

/* "before", "year"; never translated. False: no such word, or NULL. */
bool period_against_parse(const char *word, enum period_against *against);

/* What a period is compared with. The period before: as long as it and right before it; for whole
 * calendar months, quarters and years as many months before; for one that is still running the same
 * number of days from the beginning of the one before (at most all of it). The same period of last
 * year: the same dates, of whole months whole months; weeks (this week, the last 7, 14 … days) lie
 * 52 weeks back, so that the same weekdays meet. False where there is none (everything, an open
 * beginning). An open end counts to today. */
bool period_before(const struct period_choice *choice, enum period_against against, int32_t today,
                   struct period *before);

/* So, of days. */
struct period period_year_before(const struct period *days);

/* "all time", "last 30 days", "this month", else the days: "2026-10-01–31". Translated; buffer of
 * at least 96 bytes. */
const char *period_words(const struct period_choice *choice, int32_t today, bool ascii,
                         char buffer[96]);

/* The days alone: "2026-10-01–31", "from 2026-10-01", "until 2026-10-31", "all time". */
const char *period_range_words(const struct period *period, bool ascii, char buffer[96]);

/* What the period picker offers, in its order; NULL behind the last. Words for period_parse. */
extern const char *const period_presets[];

#endif
