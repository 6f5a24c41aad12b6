/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/customer.h"

#include "model/counter.h"

void customer_add(struct customer_sum *sum, const struct customer *customer)
{
    if (sum->customers > 0 && !currency_equal(sum->currency, customer->currency)) {
        sum->mixed = true;
    }
    sum->currency = customer->currency;
    sum->customers++;
    sum->orders += customer->orders;
    sum->revenue = counter_sum(sum->revenue, customer->revenue);
}
