/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people want to reach: a value per KPI or counter, for every month or for one, of all
 * campaigns or of one kind. Each is a row of the ledger and is undone there; of several about the
 * same the latest that stands counts. Which of them holds for a period: report/targets.h.
 */
#ifndef CAMPANE_STORE_TARGETS_H
#define CAMPANE_STORE_TARGETS_H

#include "base/money.h"
#include "model/campaign.h"
#include "model/kpi_info.h"
#include "store/store.h"

#define TARGET_FORMAT "target" /* of its row in the ledger */

struct target {
    /* What it is about. */
    enum kpi kpi;            /* KPI_NONE: the counter */
    enum counter counter;    /* COUNTER_NONE: the KPI */
    int32_t month;           /* its first day; DAY_NONE: of no month of its own */
    enum campaign_kind kind; /* KIND_UNKNOWN: of all campaigns together */

    double value;             /* a fraction, a factor, a count, millionths of currency */
    struct currency currency; /* of money, "" otherwise */
    int64_t run, since;       /* its row in the ledger, and when it was made */
};

/* Those that stand, in the arena: KPIs in the order of kpi.def, then counters; of each that of no
 * month first, then month by month; of all campaigns first, then kind by kind. */
bool targets_list(struct store *store, struct arena *arena, struct target **targets, size_t *count,
                  struct err *err);

/* Set a target (run and since are not looked at); none: there is no longer any about this. words:
 * what the ledger says of it. *run gets its row; 0: that was so already. */
bool store_target(struct store *store, const struct target *wanted, bool none, const char *words,
                  int64_t *run, struct err *err);

/* Whether two are about the same. */
bool target_same(const struct target *a, const struct target *b);

/* The id of its KPI or counter; lent for ever. */
const char *target_figure(const struct target *target);

/* "2026-11" to the month's first day, and back (DAY_NONE: ""). */
#define TARGET_MONTH_SIZE 16
bool target_month_parse(const char *text, int32_t *month);
const char *target_month_name(int32_t month, char buffer[TARGET_MONTH_SIZE]);

#endif
