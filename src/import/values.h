/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as files write them: counts, amounts, percentages, flags, times, phone numbers, statuses.
 * Strict: what is not wholly understood is refused, never half read. Nothing is allocated but by a
 * strbuf. Blanks around a value (NBSP and invisible marks too) do not matter.
 */
#ifndef CAMPANE_IMPORT_VALUES_H
#define CAMPANE_IMPORT_VALUES_H

#include "base/civil.h"
#include "base/keyhash.h"
#include "base/money.h"
#include "base/strbuf.h"
#include "base/zone.h"

enum value_result {
    VALUE_OK,
    VALUE_EMPTY, /* "", "-", "--", "N/A", "null", "NaN", "none": nothing there */
    VALUE_BAD    /* not understood, or out of range */
};

/* Step over blanks at both ends (NBSP and its narrow kin, zero-width and direction marks too). */
void value_trim(const char **text, size_t *length);

/* Whether trimmed text says that nothing is there, as above. Numbers, times and flags take "NA" for
 * nothing too; elsewhere that is Namibia. */
bool value_is_empty(const char *text, size_t length);

/* A count: digits with optional grouping ("1,234", "1 234", "1.234" when decimal is ','). Negative
 * and fractional values are BAD, "12.0" is 12. decimal as in csv_dialect (0: '.', and ',' only
 * where it can be nothing else; an ambiguous "1.234" is read by `decimal`, or as grouping for
 * counts). */
enum value_result value_count(const char *text, size_t length, char decimal, int64_t *count);

/* An amount with an optional currency sign or code in front or behind; *currency is "" when none is
 * written. Parentheses or "-" make it negative. */
enum value_result value_money(const char *text, size_t length, char decimal, int64_t *micros,
                              struct currency *currency);

/* 1/0, true/false, yes/no, y/n, x. */
enum value_result value_flag(const char *text, size_t length, bool *flag);

enum date_order { DATE_ORDER_UNKNOWN, DATE_DMY, DATE_MDY, DATE_YMD };

/* A moment: ISO 8601, "2026-03-20 10:00:00.123456", "25-12-2025 03:45 PM", "20/03/2026 10:00" (by
 * order; UNKNOWN makes it BAD unless a part over 12 decides), "Nov 25, 2022", RFC 2822, Unix
 * seconds or milliseconds. A date alone is its first second, *date_only then true. Times without an
 * offset are in zone. Years outside 1990 … 2100 are BAD. */
enum value_result value_time(const char *text, size_t length, enum date_order order,
                             const struct zone *zone, int64_t *moment, bool *date_only);

/* Whether what value_time reads there has no offset of its own, so that the zone decides. */
bool value_time_is_local(const char *text, size_t length, enum date_order order);

/* What a number counts that stands for a moment. */
enum value_unit {
    VALUE_UNIT_NONE,
    VALUE_UNIT_SECONDS, /* since 1970, UTC; the two that follow as well */
    VALUE_UNIT_MILLISECONDS,
    VALUE_UNIT_MICROSECONDS,
    VALUE_UNIT_EXCEL /* days since 1899-12-30, in zone */
};
enum value_result value_time_unit(const char *text, size_t length, enum value_unit unit,
                                  const struct zone *zone, int64_t *moment, bool *date_only);
enum value_result value_day_unit(const char *text, size_t length, enum value_unit unit,
                                 const struct zone *zone, int32_t *day);

/* Which orders a numeric date could be written in, as bits 1 << enum date_order; 0: it is no
 * numeric date that needs one (ISO, a month's name, a number …). "25/12/2025" has one bit,
 * "05/06/2025" two; "05/05/2025" needs none. For deciding a whole column. */
unsigned value_time_orders(const char *text, size_t length);

/* A calendar day, as value_time, but as it is written: an offset or zone does not move it. Unix
 * times are in zone. */
enum value_result value_day(const char *text, size_t length, enum date_order order,
                            const struct zone *zone, int32_t *day);

/* By a strptime-like pattern (%Y %m %d %H %I %M %S %p %b %B %z %y %f and literals), C locale. */
bool value_time_pattern(const char *pattern); /* whether it is one: letters known, a whole date */
enum value_result value_time_format(const char *text, size_t length, const char *pattern,
                                    const struct zone *zone, int64_t *moment, bool *date_only);

/* The calendar day as it is written, by a pattern. */
enum value_result value_day_format(const char *text, size_t length, const char *pattern,
                                   int32_t *day);

/* Append the form under which a recipient is hashed: a phone number's digits with the country code
 * ("whatsapp:", "+", blanks, dashes, brackets, a leading "'" or "00" removed; a local number gets
 * the calling code of `country`), an e-mail address in lower case, or a user id ("US.1349…") as it
 * is. Mobile numbers of Argentina, Brazil and Mexico get one form for the two in use. Scientific
 * notation, masked digits and local numbers of no known country are BAD. */
enum value_result value_recipient(const char *text, size_t length, const char *country,
                                  struct strbuf *normal);

/* ISO 3166 code of the country a normalised phone number belongs to ("IN"), by its calling code;
 * NULL when unknown or shared. Lent for ever. */
const char *value_phone_country(const char *digits, size_t length);

/* Append the form under which a name that somebody gives (of a campaign, a template) is kept:
 * sanitised, cut at 256 bytes. */
void value_name(const char *text, size_t length, struct strbuf *out);

/* The same of words that people write for each other, with phone numbers and addresses masked
 * (text/personal.h). */
void value_note(const char *text, size_t length, struct strbuf *out);

/* Append the form under which a sender is kept: what looks like a phone number (7 digits or more)
 * becomes its last four digits and four letters of its keyed hash ("…3881 kqtz"), which tells
 * numbers apart without storing them; other text is sanitised. Nothing for empty text. */
void value_sender(const char *text, size_t length, const struct keyhash *hash, struct strbuf *out);

/* What a word in a status column says of a message. */
enum value_status {
    VALUE_STATUS_NOTHING, /* queued, scheduled, cancelled: nothing happened (yet) */
    VALUE_STATUS_SENT,
    VALUE_STATUS_DELIVERED,
    VALUE_STATUS_READ,
    VALUE_STATUS_CLICKED,
    VALUE_STATUS_REPLIED,
    VALUE_STATUS_OPTED_OUT,
    VALUE_STATUS_FAILED
};

/* English words and their synonyms (status.def), in any case. */
enum value_result value_status(const char *text, size_t length, enum value_status *status);

/* A country by code or English name to its ISO code in capitals; NULL when unknown. */
const char *value_country(const char *text, size_t length);

#endif
