/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers and dates in the digits and signs of other scripts, made plain before they are read:
 * digits of any script, Arabic and full-width signs, 万 and 亿, 年月日, years of the Buddhist era.
 */
#ifndef CAMPANE_IMPORT_VALUES_SCRIPT_H
#define CAMPANE_IMPORT_VALUES_SCRIPT_H

#include "base/base.h"

#define VALUE_PLAIN_SIZE 96

/* Whether text is ASCII, so that nothing is to be made plain. */
bool value_is_plain(const char *text, size_t length);

/* Make text plain: *text then points to `plain` and *power says by which power of ten the number
 * is to be multiplied (万 4, 亿 8, else 0). decimal: what "٫" becomes, ',' or '.'. False: there
 * was nothing to do, or it is too long; text stays. */
bool value_plain(const char **text, size_t *length, char decimal, char plain[VALUE_PLAIN_SIZE],
                 int *power);

/* The year of the common era: 2569 is 2026. Years up to 2400 stay. */
int value_buddhist_year(int year);

/* Whether the first year in the text of a date is of the Buddhist era. */
bool value_is_buddhist(const char *text, size_t length);

#endif
