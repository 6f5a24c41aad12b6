/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words in dates of several languages (date_word.def): names of months, and what stands between and
 * behind the numbers. Pure.
 */
#ifndef CAMPANE_IMPORT_DATE_WORD_H
#define CAMPANE_IMPORT_DATE_WORD_H

#include "import/time_text.h"

enum date_word { DATE_WORD_PARTICLE, DATE_WORD_SUFFIX, DATE_WORD_CLOCK, DATE_WORD_HOUR };

/* Take a month's name off the front, whatever case and accents, with its full stops ("oct.",
 * "ต.ค."). Whole names and the usual short forms only. */
bool date_word_month(struct time_text *reading, int *month);

/* Take a word of a kind off the front, with the blanks behind it. */
bool date_word_take(struct time_text *reading, enum date_word kind);

#endif
