/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of a campaign whose money is in several currencies, as one of them sees it.
 */
#ifndef CAMPANE_STORE_QUERY_MONEY_H
#define CAMPANE_STORE_QUERY_MONEY_H

#include "base/arena.h"
#include "model/total.h"
#include "store/store.h"

struct money_total {
    struct total total; /* never mixed */
    counter_mask
        elsewhere; /* counters that have amounts in other currencies, which are not in it */
};

/* One campaign in [from, to] under its ruling, as if amounts in other currencies were not known;
 * messages that a file bills in another one are not in it at all. One pass over its blocks of these
 * days. ERR_NOT_FOUND. */
bool query_money(struct store *store, struct arena *arena, int64_t number, int32_t from, int32_t to,
                 struct currency currency, struct money_total *money, struct err *err);

#endif
