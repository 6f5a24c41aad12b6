/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_customers.h"

bool kpi_is_of_customers(enum kpi id)
{
    return id == KPI_CLV || id == KPI_CLV_CAC;
}

static struct kpi_value missing(enum kpi_reason reason)
{
    return (struct kpi_value){.reason = reason};
}

struct kpi_value kpi_customers(enum kpi id, const struct customer_sum *sum,
                               const struct kpi_value *cac)
{
    if (!sum || sum->customers <= 0) {
        return missing(KPI_REASON_UNKNOWN_COUNTER);
    }
    if (sum->mixed) {
        return missing(KPI_REASON_MIXED_CURRENCY);
    }
    if (counter_is_over(sum->revenue)) {
        return missing(KPI_REASON_TOO_LARGE);
    }
    struct kpi_value clv = {.has_value = true,
                            .value = (double)sum->revenue / (double)sum->customers,
                            .currency = sum->currency,
                            .numerator = sum->revenue,
                            .denominator = sum->customers};
    if (id == KPI_CLV) {
        return clv;
    }
    if (!cac->has_value) {
        return missing(cac->reason);
    }
    if (!currency_equal(cac->currency, sum->currency)) {
        return missing(KPI_REASON_MIXED_CURRENCY);
    }
    if (cac->value <= 0) {
        return missing(KPI_REASON_ZERO_DENOMINATOR);
    }
    if (sum->days < CUSTOMER_CAC_DAYS) {
        return missing(KPI_REASON_TOO_FEW);
    }
    return (struct kpi_value){.has_value = true,
                              .value = clv.value / cac->value,
                              .denominator = sum->customers,
                              .estimated = cac->estimated};
}
