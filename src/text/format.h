/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How figures are written for people. Always "." as the decimal point and a space between groups
 * of three digits (a locale's own habits break alignment and copying; product.md). Unknown values
 * are the caller's business; NaN and infinities are "n/a" at least. Halves are rounded away from
 * zero as decimals (0.145 is what people wrote, not its binary neighbour), zero has no sign, and
 * how many digits are shown is decided after rounding. From 10^19 on: "1.23e+20". Every function
 * writes into the caller's buffer of FORMAT_SIZE bytes and returns it.
 */
#ifndef CAMPANE_TEXT_FORMAT_H
#define CAMPANE_TEXT_FORMAT_H

#include "base/base.h"
#include "base/civil.h"
#include "base/money.h"

#define FORMAT_SIZE 64

/* 24570 -> "24 570". */
const char *format_count(int64_t count, char buffer[FORMAT_SIZE]);
/* As above, but at most `columns` wide: "24 570", "24.6k", "1.2M", "3.4G", "25k"; "###" when even
 * that is too long. Letters k M G T P E. */
const char *format_count_fit(int64_t count, int columns, char buffer[FORMAT_SIZE]);

/* 0.2017 -> "20.2 %"; below 1 % two decimals ("0.32 %"), from 1000 % none. With unit=false only
 * the number. Never shows "0.00" for what is not zero: "<0.01", ">-0.01". */
const char *format_percent(double fraction, bool unit, char buffer[FORMAT_SIZE]);

/* A difference of fractions in points: "+2.5 pt", "-0.03 pt"; sign=false drops a plus. Digits as
 * format_percent. */
const char *format_points(double fraction, bool sign, char buffer[FORMAT_SIZE]);

/* 11.23 -> "11.2 ×", 0.953 -> "0.95 ×" (the sign is U+00D7; unit=false drops it). Digits as
 * format_percent. */
const char *format_ratio(double value, bool unit, char buffer[FORMAT_SIZE]);

/* A plain number with about three significant digits: "1 235", "12.3", "0.0123", "5". */
const char *format_number(double value, char buffer[FORMAT_SIZE]);

/* "€ 30 311.69", "-€ 5.00"; XXX and "" have no sign, and 0 of "" is
 * "0". Amounts below one unit are mostly prices of
 * one message and keep three significant digits: "€ 0.0084". */
const char *format_money(int64_t micros, struct currency currency, char buffer[FORMAT_SIZE]);
/* At most about 8 columns: "€ 41.2k", "₹ 1.7M", "$ 1.2B" (k M B T); small amounts
 * keep their digits "€ 0.084". */
const char *format_money_short(int64_t micros, struct currency currency, char buffer[FORMAT_SIZE]);

/* "2026-10-09"; DAY_NONE "no date". Short: "10-09". Range: "2026-10-01–31", "2026-10-01–11-03",
 * "2025-12-30–2026-01-02" (ascii: ".." instead of the dash); an end that is DAY_NONE stays open. */
const char *format_day(int32_t day, char buffer[FORMAT_SIZE]);
const char *format_day_short(int32_t day, char buffer[FORMAT_SIZE]);
const char *format_day_range(int32_t from, int32_t to, bool ascii, char buffer[FORMAT_SIZE]);

/* "3 s", "2 min", "1 h 20 min", "3 d 4 h" for a span of seconds (two units, rounded);
 * 17 825 792 -> "17.0 MiB". */
const char *format_span(int64_t seconds, char buffer[FORMAT_SIZE]);
const char *format_bytes(uint64_t bytes, char buffer[FORMAT_SIZE]);

/* The shortest decimal that reads back as the same double, in the C locale whatever LC_NUMERIC
 * says; for JSON and CSV. NaN and infinity give "null", minus zero "0". */
const char *format_double(double value, char buffer[FORMAT_SIZE]);

#endif
