/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was declared of tests, and when. A plan is never changed: an edit is a new one that stands
 * from then on, so what was said at any time can be told. Plans are no part of what imports said:
 * undo and rebuild leave them alone.
 */
#ifndef CAMPANE_STORE_PLANS_H
#define CAMPANE_STORE_PLANS_H

#include "store/store.h"

struct plan_row {
    int64_t id, campaign;
    int64_t made_at, dropped_at; /* seconds; dropped_at TIME_NONE: it stands */
    const char *document;        /* config/plan_document.h */
};

/* The plans of a campaign by number, oldest first; -1: those that stand, of all campaigns. Strings
 * in the arena. */
bool plans_list(struct store *store, struct arena *arena, int64_t campaign, struct plan_row **rows,
                size_t *count, struct err *err);

/* Declare a plan; the one that stood until now is dropped at the same moment. */
bool plans_put(struct store *store, int64_t campaign, const char *document, struct err *err);

/* Drop the one that stands; ERR_NOT_FOUND. */
bool plans_drop(struct store *store, int64_t campaign, struct err *err);

#endif
