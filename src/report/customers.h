/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Customers by the campaign whose message they first bought after: what clv and clv_cac of a
 * campaign come from. They cost a pass over all orders, so nobody pays for it who did not ask.
 */
#ifndef CAMPANE_REPORT_CUSTOMERS_H
#define CAMPANE_REPORT_CUSTOMERS_H

#include "report/scope.h"

struct customer_book {
    const struct customer_sum *rows; /* by campaign number */
    size_t count;
    struct customer_sum sum; /* all, whatever they first bought after */
};

/* Into the scope, where the KPIs of its items come from: customers whose first order lies in the
 * period, with all they bought up to its end. */
bool customers_learn(struct arena *arena, struct store *store, struct scope *scope,
                     struct cancel *cancel, struct err *err);

/* Of a campaign; NULL: it won none, or nobody asked. A few steps. */
const struct customer_sum *customers_of(const struct scope *scope, int64_t number);

#endif
