/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people want to reach: a value per KPI. Each is a row of the ledger and is undone there; of
 * several for a KPI the latest that stands counts.
 */
#ifndef CAMPANE_STORE_TARGETS_H
#define CAMPANE_STORE_TARGETS_H

#include "base/money.h"
#include "model/kpi_info.h"
#include "store/store.h"

#define TARGET_FORMAT "target" /* of its row in the ledger */

struct target {
    enum kpi kpi;
    double value;             /* in the KPI's unit: a fraction, a factor, millionths of currency */
    struct currency currency; /* of money KPIs, "" otherwise */
    int64_t run, since;       /* its row in the ledger, and when it was made */
};

/* Those that stand, in the order of kpi.def, in the arena. */
bool targets_list(struct store *store, struct arena *arena, struct target **targets, size_t *count,
                  struct err *err);

/* Set the target of a KPI (kpi, value and currency are looked at), or none for it (wanted NULL).
 * words: what the ledger says of it. *run gets its row; 0: that was the target already. */
bool store_target(struct store *store, enum kpi kpi, const struct target *wanted, const char *words,
                  int64_t *run, struct err *err);

#endif
