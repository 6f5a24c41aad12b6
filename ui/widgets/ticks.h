/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures on an axis: steps of 1, 2 or 5 times a power of ten.
 */
#ifndef CAMPANE_UI_WIDGETS_TICKS_H
#define CAMPANE_UI_WIDGETS_TICKS_H

#include "report/table.h"

struct ticks {
    double first, step; /* first <= low; first + count * step >= high */
    int count;          /* steps between the first tick and the last, at least 1 */
};

/* The finest steps of which at most `most` (at least 1) cover low … high. A range that is empty or
 * not finite is widened around its middle. */
struct ticks ticks_make(double low, double high, int most);

/* The same for an axis without fractions (days, messages): steps are at least 1. */
struct ticks ticks_make_whole(double low, double high, int most);

/* The words of a tick, unit included, with as many digits as the step needs: "20 %", "0.25 %",
 * "5 ×", "€ 40k", "12k". Writes into the caller's 64 bytes and returns them. */
const char *ticks_words(double value, double step, enum cell_kind kind, struct currency currency,
                        char buffer[64]);

#endif
