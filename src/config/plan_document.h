/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON in which the store keeps a plan:
 *   {"campaign","by","goal","arms":[{"name","weight"}],"weighted","per_arm","until",
 *    "baseline","lift","power","guardrails":[{"id","margin"}],"randomized","same","restores"}
 * What was not said is not there.
 */
#ifndef CAMPANE_CONFIG_PLAN_DOCUMENT_H
#define CAMPANE_CONFIG_PLAN_DOCUMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "model/plan.h"

/* One line, in the arena; NULL: out of memory. */
const char *plan_document_write(struct arena *arena, const struct plan *plan);

/* Names in the arena. ERR_STORE_DAMAGED: it is none, or of a KPI or attribute that this program
 * does not know. */
bool plan_document_read(struct arena *arena, const char *text, struct plan *plan, struct err *err);

#endif
