/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sum over the campaigns of a scope, (unattributed) included where there is no filter: rates
 * pool, and money of two currencies is never added.
 */
#ifndef CAMPANE_REPORT_TOTALS_H
#define CAMPANE_REPORT_TOTALS_H

#include "report/item.h"
#include "report/matching.h"

/* The money of all campaigns in one currency. */
struct currency_sum {
    struct currency currency;
    bool known[COUNTER_COUNT]; /* of money counters */
    int64_t sum[COUNTER_COUNT];
    int64_t campaigns;
    struct total total; /* of those campaigns */
};

struct totals {
    struct report_item item; /* ITEM_SUM */
    bool empty;              /* nothing at all in the period */
    /* Only where there are several currencies: one sum each, by code. Campaigns that hold several
     * themselves are in none of them and counted in `mixed`. */
    const struct currency_sum *by_currency;
    size_t currency_count;
    int64_t mixed;
    int64_t undated; /* messages without a day that a period leaves out; 0 for everything */
};

/* Reads the stored day figures where there is no filter; else, and for by_currency, walks the
 * campaigns. */
bool totals_build(struct arena *arena, struct store *store, const struct scope *scope,
                  struct cancel *cancel, const struct totals **totals, struct err *err);

/* The same when matching_find was asked already. */
bool totals_build_among(struct arena *arena, struct store *store, const struct scope *scope,
                        const struct matching *matching, struct cancel *cancel,
                        const struct totals **totals, struct err *err);

/* The bare sum over other days than the scope's. */
bool totals_of_days(struct store *store, const struct scope *scope, const struct matching *matching,
                    const struct period *days, struct cancel *cancel, struct total *sum,
                    struct err *err);

/* "EUR 1 204.00 revenue, 80.00 cost · USD …" as a translated footnote, NULL where there is one
 * currency only (or no memory: then *failed is true). */
const char *totals_currencies(struct arena *arena, const struct totals *totals, bool *failed);

#endif
