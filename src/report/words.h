/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences and phrases about figures, translated, without jargon.
 */
#ifndef CAMPANE_REPORT_WORDS_H
#define CAMPANE_REPORT_WORDS_H

#include "kpi/grade.h"
#include "model/attrs.h"

#define WORDS_SIZE 128

/* "EUR"; translated "no currency named" of XXX; "" of "". Lent by the currency, or for ever. */
const char *words_currency(const struct currency *currency);

/* Millionths that arrived as a quotient: rounded, held at the limits of int64_t. */
int64_t words_micros(double value);

/* "poor", "typical", "good", "best"; "" for GRADE_NONE. */
const char *words_grade(enum grade grade);

/* A value of a KPI with its unit, "20.2 %"; "n/a" where there is none. */
const char *words_value(enum kpi id, const struct kpi_value *value, char buffer[WORDS_SIZE]);
/* The same where a score stands by itself: "9.5 points" rather than "9.46". */
const char *words_score(enum kpi id, const struct kpi_value *value, char buffer[WORDS_SIZE]);

/* "2.2 pt under good", "0.02 pt over good" (where lower is better), "3.1 pt inside best", "at the
 * edge of good"; "" without a distance. */
const char *words_distance(enum kpi id, const struct grade_result *grade, char buffer[WORDS_SIZE]);

/* "19.1–21.3 %", "-12 to 45"; "" without an interval. */
const char *words_interval(enum kpi id, const struct kpi_value *value, bool ascii,
                           char buffer[WORDS_SIZE]);

/* A change: points for percentages ("+2.5 pt"), "+0.4 ×", "+$ 0.02". */
const char *words_change(enum kpi id, double change, struct currency currency,
                         char buffer[WORDS_SIZE]);
/* A change of an amount as a share of what it was: "+12 %"; before must not be 0. */
const char *words_share(int64_t now, int64_t before, char buffer[WORDS_SIZE]);

/* Why there is no value or no grade: "not known", "too few to grade (under 100)" … "" for NONE. id
 * KPI_NONE: of no KPI. */
const char *words_reason(enum kpi id, enum kpi_reason reason, char buffer[WORDS_SIZE]);

/* "message log", "per-recipient file", "daily counts", "template analytics", "summary". */
const char *words_source(enum source source);

/* Which file tells a counter: "clicks or template analytics" (to be said behind "import"). */
const char *words_unlock(enum counter id);

/* Which file tells a KPI that comes from messages, orders or feedback, said so too; NULL: it comes
 * from counters. */
const char *words_unlock_query(enum kpi id);
/* The same where something of the campaign is known: who clicked is also asked for where its files
 * tell how many clicks there were, and that is said. total NULL: nothing is known. */
const char *words_unlock_of(enum counter id, const struct total *total);

/* The counter that keeps a KPI unknown in a total (the numerator where both do); COUNTER_NONE when
 * it is known, or when no counter tells it. */
enum counter words_missing(enum kpi id, const struct total *total,
                           const struct kpi_options *options);

/* "7 Nov", with the year where it is not today's. */
const char *words_day(int32_t day, int32_t today, char buffer[WORDS_SIZE]);

/* What a † rate is divided by: "per delivered", "per sent". */
const char *words_base(enum rate_base base);

#endif
