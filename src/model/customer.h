/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What customers brought so far: their orders, by when they first bought and by which campaign's
 * message.
 */
#ifndef CAMPANE_MODEL_CUSTOMER_H
#define CAMPANE_MODEL_CUSTOMER_H

#include "base/civil.h"
#include "base/money.h"

#define CUSTOMER_NO_CAMPAIGN (-1) /* the first order belongs to no campaign that is known */

/* One person's orders in one currency: those that count, name their person and state an amount. */
struct customer {
    int64_t campaign; /* of the first order of that person in any currency */
    int32_t first;    /* its day */
    int32_t last;     /* day of the last order in this currency */
    int64_t orders;   /* in this currency */
    int64_t revenue;  /* millionths, net of refunds */
    struct currency currency;
};

/* The same summed up over customers. A zeroed struct is empty. */
#define CUSTOMER_CAC_DAYS                                                                          \
    180 /* of orders, below which what one brought is not held to its cost                         \
         */

struct customer_sum {
    int64_t campaign; /* that their first orders belong to, where they are of one */
    int32_t days;     /* from the first to the last order that is known of anybody */
    int64_t customers, orders, revenue;
    struct currency currency;
    bool mixed; /* several currencies: the revenue means nothing */
};

void customer_add(struct customer_sum *sum, const struct customer *customer);

#endif
