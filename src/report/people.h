/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What single messages and orders tell of people: the counts behind retention_rate,
 * repeat_purchase_rate and time_to_read, per campaign and over all that pass the filter.
 */
#ifndef CAMPANE_REPORT_PEOPLE_H
#define CAMPANE_REPORT_PEOPLE_H

#include "model/people.h"
#include "report/scope.h"

struct people {
    const struct people_counts *rows; /* by campaign number */
    size_t count;
    struct people_counts sum; /* over the campaigns that pass the filter; each person once */
    struct period before;     /* the days of engaged_before; DAY_NONE: there are none */
};

/* Retention compares the scope's `recent` days with those right before; orders and readings are
 * those of its period. Three passes over all messages, sorted by the database: memory is bounded by
 * campaigns, not by messages or people. Without message rows and orders: two seeks. */
bool people_build(struct arena *arena, struct store *store, const struct scope *scope,
                  struct cancel *cancel, const struct people **people, struct err *err);

/* The same into the scope, where the KPIs of its items come from. */
bool people_learn(struct arena *arena, struct store *store, struct scope *scope,
                  struct cancel *cancel, struct err *err);

/* Of a campaign; NULL: nothing is known, or nobody asked. */
const struct people_counts *people_of(const struct people *people, int64_t number);

#endif
