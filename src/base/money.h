/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money: int64 millionths of a currency's main unit (30311.69 USD is 30311690000) and an ISO 4217
 * code. Amounts of two currencies are never added. "XXX" is ISO's code for "no currency": an amount
 * whose currency nobody named.
 */
#ifndef CAMPANE_BASE_MONEY_H
#define CAMPANE_BASE_MONEY_H

#include "base/base.h"

#define MONEY_UNIT 1000000

struct currency {
    char code[4]; /* "USD"; "" where a tally holds no money at all */
};

bool currency_equal(struct currency a, struct currency b);

/* Three letters, any case, to a code in capitals; false when it is not three ASCII letters.
 * Unknown codes are accepted (digits 2, the code as its own sign). */
bool currency_parse(const char *text, size_t length, struct currency *currency);

/* Digits after the point that the currency is written with (JPY 0, USD 2, KWD 3). */
int currency_digits(struct currency currency);

/* "€", "$", "₹" …, or the code itself when the currency has no sign of its own or shares it with
 * another ("$" is USD's alone here; CAD is "CAD"). Lent for ever. */
const char *currency_sign(struct currency currency);

/* Bytes at the start of text that are the sign which currency_sign gives for *currency, of those
 * that are not ASCII; letters ("zł") only where no other follows. 0: there is none. */
size_t currency_sign_at(const char *text, size_t length, struct currency *currency);

/* Bytes of a currency's sign or code (currency_sign.def, or three letters) at the start of text, or
 * (from_end) at its end; *currency gets it ("" for a sign that several currencies share). 0: there
 * is none. */
size_t currency_at(const char *text, size_t length, bool from_end, struct currency *currency);

/* a + b without overflow; false (and *sum untouched) when it does not fit. */
bool money_add(int64_t a, int64_t b, int64_t *sum) CAMPANE_NODISCARD;

/* An exact decimal, "." as the point, no grouping: "30311.69", "-0.0075", "12.00". At least the
 * currency's digits, at most 6, no zeros beyond the currency's digits. Buffer of 32 bytes. */
const char *money_decimal(int64_t micros, struct currency currency, char buffer[32]);

/* A plain decimal ("-0.00750", "30311.69", "1e3" is refused), rounded half away from zero beyond
 * six digits. All of the text must be the number. False when it is not one or does not fit. */
bool money_parse(const char *text, size_t length, int64_t *micros);

/* micros of a number that arrived as a double (JSON), rounded half away from zero; false when not
 * finite or out of range. */
bool money_from_double(double value, int64_t *micros);

#endif
