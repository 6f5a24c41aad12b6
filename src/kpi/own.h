/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The set `own`: the sender's quartiles per kind and channel over the 90 days before, from at least
 * 8 campaigns of 1 000 delivered or more (kpis.md). Lower edges of typical, good and best are the
 * first, second and third quartile (reversed where lower is better); quantiles as R's type 7.
 */
#ifndef CAMPANE_KPI_OWN_H
#define CAMPANE_KPI_OWN_H

#include "base/arena.h"
#include "kpi/kpi_eval.h"
#include "model/benchmark.h"

struct own_campaign {
    enum campaign_kind kind;
    const char *channel; /* NULL: unknown */
    int32_t start;       /* only those in (today - 90, today] count */
    const struct total *total;
};

#define OWN_ID            "own"
#define OWN_MIN_CAMPAIGNS 8
#define OWN_MIN_DELIVERED 1000
#define OWN_DAYS          90

/* What is learned from campaigns one after the other: of each only the values are kept. `only`: the
 * one KPI that is asked for; KPI_NONE: all. NULL: out of memory. */
struct own_learner;
struct own_learner *own_learner_new(int32_t today, const struct kpi_options *options,
                                    enum kpi only) CAMPANE_NODISCARD;
void own_learner_free(struct own_learner *learner); /* NULL is fine */

/* One campaign more; one that does not count is passed over. False: out of memory. */
bool own_learner_add(struct own_learner *learner, const struct own_campaign *campaign);

/* Sets of the id "own", one per kind × channel that has enough campaigns, in the arena: each
 * conditional on that kind and channel (an unknown channel is one of its own), with rows for every
 * KPI known to at least 8 of them (money: in the currency most of them have), ordered by kind and
 * channel. Rates are per options->base, and so are the rows. Append them to the sets of a
 * grade_context: they judge only when "own" is chosen. *set_count 0 when there is nothing to learn
 * from. False: out of memory. Cost: campaigns × KPIs. */
bool own_learner_sets(struct own_learner *learner, struct arena *arena, struct benchmark_set **sets,
                      size_t *set_count);

#endif
