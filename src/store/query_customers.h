/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Customers: who ordered when first, through which campaign, and what they brought since.
 */
#ifndef CAMPANE_STORE_QUERY_CUSTOMERS_H
#define CAMPANE_STORE_QUERY_CUSTOMERS_H

#include "model/customer.h"
#include "store/store.h"

struct customers {
    const struct customer *rows; /* a person a currency, by currency, then first order */
    size_t count;
    int64_t orders;      /* that are in the rows */
    int64_t nameless;    /* orders that name nobody, and no message whose person is known */
    int64_t incomplete;  /* without amount or date */
    int32_t first, last; /* days of the orders in the rows; DAY_NONE: there are none */
};

/* All orders up to the day `to` that count (no draft, no void one, no lead), each once in however
 * many files it stands, by person. A pass over all orders, which are held at 48 bytes each: about a
 * second where there are a million; one seek where there are none. ERR_CANCELLED. */
bool query_customers(struct store *store, struct arena *arena, int32_t to, struct cancel *cancel,
                     struct customers *customers, struct err *err);

#endif
