/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Setting what a KPI is to reach.
 */
#ifndef CAMPANE_OPS_TARGET_H
#define CAMPANE_OPS_TARGET_H

#include "store/targets.h"

/* A value as people write it: "25%" or "0.25" for shares, "20 EUR" or "€20" for money, "7", "7x",
 * "30 min" for others. ERR_USAGE says how to write it. */
bool ops_target_parse(enum kpi kpi, const char *text, struct target *target, struct err *err);

/* Set it; text "none": no longer any. *run gets its row in the ledger; 0: nothing is others. */
bool ops_target(struct store *store, enum kpi kpi, const char *text, int64_t *run, struct err *err);

#endif
