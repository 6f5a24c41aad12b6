/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What campaigns whose money is in several currencies have in one of them.
 */
#ifndef CAMPANE_REPORT_OWN_MONEY_H
#define CAMPANE_REPORT_OWN_MONEY_H

#include "base/strbuf.h"
#include "report/scope.h"

struct own_money {
    struct total total;     /* of those that have some: query_money */
    int64_t foreign;        /* campaigns that have none of it in that currency */
    int64_t apart;          /* that have some, and some in others, which is not in the total */
    counter_mask elsewhere; /* what that is */
    int64_t sends;          /* of own_money_sum: all that these campaigns sent */
};

/* Add one campaign in a period; `counter` is what is asked for, COUNTER_COST for all of its parts.
 * The arena is for work. *taken (may be NULL): its figures as they were added; NULL in it: none. */
bool own_money_add(struct store *store, struct arena *arena, int64_t number,
                   const struct period *period, struct currency currency, enum counter counter,
                   struct own_money *sum, const struct total **taken, struct err *err);

/* All campaigns of the scope with money of several currencies; those with money of one are not
 * looked at. */
bool own_money_sum(struct store *store, const struct scope *scope, struct currency currency,
                   enum counter counter, struct cancel *cancel, struct own_money *sum,
                   struct err *err);

/* "; software fees of 2 campaigns in other money are not in it"; nothing where all is in it. */
void own_money_say(struct strbuf *out, int64_t apart, counter_mask elsewhere);

#endif
