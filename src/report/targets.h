/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The set `targets`: what people want to reach (store/targets.h), as a benchmark. A target has one
 * edge: what reaches it is best, what misses it is poor, each only as far as chance allows.
 */
#ifndef CAMPANE_REPORT_TARGETS_H
#define CAMPANE_REPORT_TARGETS_H

#include "model/benchmark.h"
#include "report/table.h"
#include "store/targets.h"

#define TARGETS_ID "targets"

/* The set in the arena; *set NULL where nobody set a target. Rates are per delivered. */
bool targets_set(struct arena *arena, struct store *store, const struct benchmark_set **set,
                 struct err *err);

/* Those that stand: kpi, label, target, since, and its number in the ledger. */
bool targets_table(struct arena *arena, struct store *store, struct table **table, struct err *err);

#endif
