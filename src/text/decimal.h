/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as decimal digits, rounded as people round on paper. Only format.c uses it.
 */
#ifndef CAMPANE_TEXT_DECIMAL_H
#define CAMPANE_TEXT_DECIMAL_H

#include "base/base.h"

/* 0.d1d2d3… × 10^point. Zero has no digits and no sign. */
struct decimal {
    bool negative;
    int point;
    int count;
    char digits[20]; /* values 0 … 9, the first and the last are not 0 */
};

/* The first fifteen digits of a finite double: what people wrote (0.145 lies a little below its
 * half in binary). LC_NUMERIC has no say. */
struct decimal decimal_of_double(double value);

/* value / 10^scale, exactly */
struct decimal decimal_of_int(int64_t value, int scale);

/* Rounded half away from zero to `places` digits behind the point (negative: before it). */
struct decimal decimal_round(struct decimal decimal, int places);

/* Whether |decimal| < 10^power. */
bool decimal_below(const struct decimal *decimal, int power);

/* Write a decimal that was rounded to `places`, with spaces between groups of three digits: "-1
 * 234.50"; from 10^19 on as decimal_write_scientific. Always terminated; 48 bytes are enough. */
void decimal_write(const struct decimal *decimal, int places, char *out, size_t size);

/* "1.23e-7": three digits, rounded here. */
void decimal_write_scientific(const struct decimal *decimal, char *out, size_t size);

#endif
