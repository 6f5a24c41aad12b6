/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Declaring tests, for the command and the dashboard alike.
 */
#ifndef CAMPANE_OPS_PLAN_H
#define CAMPANE_OPS_PLAN_H

#include "model/plan.h"
#include "store/plans.h"

/* What a plan must say to be one: an end with arms, how people were assigned, or weights. ERR_USAGE
 * with what is missing. */
bool plan_check(const struct plan *plan, struct err *err);

/* Declare the first plan of a campaign; ERR_USAGE where one stands already. */
bool plan_declare(struct store *store, int64_t campaign, const struct plan *plan, struct err *err);

/* Replace the one that stands (both remain on record); ERR_NOT_FOUND. */
bool plan_edit(struct store *store, int64_t campaign, const struct plan *plan, struct err *err);

/* Take the last change back: what was dropped, or stood before the edit, stands again as of when it
 * was declared. That it was away remains on record. ERR_NOT_FOUND: nothing was changed. */
bool plan_undo(struct store *store, int64_t campaign, struct err *err);

#endif
