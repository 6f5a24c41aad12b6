/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * base: what every other module stands on.
 *
 * Here live errors as values, checked allocation, the arena, growing arrays, strings and maps,
 * calendar days and time zones, money, keyed hashes and the clock.
 * Not here: anything that knows what a campaign, a file format or a screen is; text measurement
 * (src/text); anything that prints.
 *
 * Rules of the whole program, stated once:
 *   - A function that can fail returns bool (true: done) or a pointer (NULL: failed) and takes
 *     `struct err *err` last. err may be NULL when the caller does not want the words.
 *   - Out-parameters are untouched on failure.
 *   - X_new gives, X_free takes and accepts NULL; getters lend until the object changes.
 *   - Times are int64_t seconds since 1970-01-01 UTC; days are int32_t days since 1970-01-01 in
 *     the store's zone; money is int64_t millionths of the currency's unit.
 *   - No function of base keeps a pointer to its arguments unless it says so.
 */
#ifndef CAMPANE_BASE_BASE_H
#define CAMPANE_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define CAMPANE_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define CAMPANE_NODISCARD         __attribute__((warn_unused_result))
#define CAMPANE_MALLOC            __attribute__((malloc, warn_unused_result))
#else
#define CAMPANE_PRINTF(fmt, args)
#define CAMPANE_NODISCARD
#define CAMPANE_MALLOC
#endif

#define ARRAY_COUNT(a) (sizeof(a) / sizeof((a)[0]))

#endif
