/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Setting what a figure is to reach.
 */
#ifndef CAMPANE_OPS_TARGET_H
#define CAMPANE_OPS_TARGET_H

#include "store/targets.h"

/* A target in words. */
struct ops_target {
    const char *figure; /* the id of a KPI or counter ("ctr", "revenue"); "budget" is the cost */
    const char *value;  /* "25%" or "0.25" for shares, "20 EUR" or "€20" for money, "7", "7x",
                           "30 min" for others, "12 000" for counts ("5.000 EUR" may be five or
                           five thousand, and is refused); "none": no longer any */
    const char *month;  /* "2026-11"; NULL: of no month of its own */
    const char *kind;   /* "flow"; NULL: of all campaigns */
};

/* Read the words; *none: it ends a target, and target->value means nothing. ERR_USAGE says what is
 * wrong and how it is written. */
bool ops_target_parse(const struct ops_target *words, struct target *target, bool *none,
                      struct err *err);

/* Set it. *run gets its row in the ledger; 0: nothing is others. */
bool ops_target(struct store *store, const struct ops_target *words, int64_t *run, struct err *err);

#endif
