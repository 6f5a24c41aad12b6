/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The set `targets`: what people want to reach (store/targets.h), as a benchmark. A target has one
 * edge: what reaches it is best, what misses it is poor, each only as far as chance allows.
 *
 * Which target holds. Of campaigns of a kind that kind's, else that of all; of the same kind the
 * month's where the period lies within that month, else that of no month. So for rates and for
 * ratios, which a longer period has too. A sum (revenue, cost, sent, list_growth) is so much a
 * month: over whole months its target is the sum of theirs, where each has one; days that are no
 * whole months have none, and a kind has only its own, never what all are to reach together. How
 * far a month is along: pace.h.
 */
#ifndef CAMPANE_REPORT_TARGETS_H
#define CAMPANE_REPORT_TARGETS_H

#include "model/benchmark.h"
#include "report/period.h"
#include "report/table.h"
#include "store/targets.h"

#define TARGETS_ID "targets"

/* Targets that stand (targets_list). */
struct targets {
    const struct target *all;
    size_t count;
};

/* Whether a figure is a sum, which a month's target is about. */
bool target_is_sum(enum kpi kpi, enum counter counter);

/* The target that holds of a KPI (or, KPI_NONE, of a counter) for campaigns of a kind
 * (KIND_UNKNOWN: all together) in a period; today: where a month that is not over ends for periods
 * so far. A sum over several months is about the first of them. False: there is none, or amounts of
 * several currencies. */
bool targets_find(const struct targets *targets, enum kpi kpi, enum counter counter,
                  enum campaign_kind kind, const struct period *period, int32_t today,
                  struct target *found);

/* The sets under the id `targets`, *count of them in the arena, for figures of a period: that of
 * all campaigns, and one bound to each kind that has targets of its own, with those of all where it
 * has none. *count 0: nobody set one that is no sum. Rates are per delivered. */
bool targets_sets(struct arena *arena, const struct targets *targets, const struct period *period,
                  const struct benchmark_set **sets, size_t *count, struct err *err);

/* The edges of a target as a benchmark row. */
struct benchmark_row target_row(const struct target *target);

/* Its value as a cell. */
struct cell target_cell(const struct target *target);

/* Those that stand: figure, label, month, kind, target, since, and its number in the ledger. */
bool targets_table(struct arena *arena, struct store *store, struct table **table, struct err *err);

#endif
