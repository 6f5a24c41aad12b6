/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger as people see it.
 */
#ifndef CAMPANE_REPORT_IMPORTS_H
#define CAMPANE_REPORT_IMPORTS_H

#include "report/scope.h"
#include "report/table.h"
#include "store/ledger.h"

/* One import: its ledger row, and what follows from it. */
struct import_item {
    struct import_run run;
    int32_t from, to;  /* days of its first and last event in the store's zone; DAY_NONE */
    bool decision;     /* of people, no file: ledger_is_decision */
    bool can_undo;     /* it stands, is not folded, and this user may: store_need_key */
    const char *state; /* translated: "stands", "undone on 3 Oct", "too old to undo" */
};

struct imports {
    const struct import_item *items; /* newest first, undone ones included */
    size_t count;
    struct table *table; /* row_ids: import ids; id, file, format, imported_at, rows, rejected,
                            changed, from, to, state */
};

bool imports_build(struct arena *arena, struct store *store, const struct scope *scope,
                   const struct imports **imports, struct err *err);

#define IMPORTS_CAMPAIGNS_MAX 20
#define IMPORTS_CHANGES_MAX   200

struct import_detail {
    struct import_item item;
    const char *const *campaigns; /* at most IMPORTS_CAMPAIGNS_MAX, by name */
    size_t campaign_count;
    int64_t campaign_all;
    struct table *facts;   /* what and value: for text */
    struct table *changes; /* figures it corrected: campaign, day, counter, before, after */
    int64_t change_all;
};

/* ERR_NOT_FOUND. A pass over the messages for the campaigns' names. */
bool imports_detail(struct arena *arena, struct store *store, const struct scope *scope, int64_t id,
                    const struct import_detail **detail, struct err *err);

#endif
