/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a number comes from: what `?` on it says.
 */
#ifndef CAMPANE_REPORT_EXPLAIN_H
#define CAMPANE_REPORT_EXPLAIN_H

#include "report/item.h"

struct explain_line {
    const char *label; /* translated; NULL: the text stands alone */
    const char *text;
};

struct explain {
    const char *title; /* "Click-through rate · Diwali early access" */
    const struct explain_line *lines;
    size_t count;
};

/* Formula, base, numerator and denominator, interval, grade and distance, the benchmark row with
 * source, date, sample and note, why there is no value or grade and which file would tell, from
 * which level the figures are. Pure. NULL: out of memory. */
const struct explain *explain_kpi(struct arena *arena, const struct scope *scope,
                                  const struct report_item *item, enum kpi id);
/* So too for a counter: what it counts, which source rules it. */
const struct explain *explain_counter(struct arena *arena, const struct scope *scope,
                                      const struct report_item *item, enum counter id);

/* By campaign number (-1: the sum of the scope) and column id, with the files the campaign's
 * figures come from (a pass over all messages: seconds where there are many millions). A fact of
 * the campaign ("name") explains nothing: ERR_NOT_FOUND. */
bool explain_build(struct arena *arena, struct store *store, const struct scope *scope,
                   int64_t number, const char *column, struct cancel *cancel,
                   const struct explain **explain, struct err *err);

#endif
