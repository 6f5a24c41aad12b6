/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of which figures there is anything to show. */
#include "report/trend_private.h"
#include "store/query_people.h"

static bool is_known(const struct scope *scope, struct trend_measure measure,
                     const struct total *sum, bool messages)
{
    enum kpi kpi = measure.kpi;
    if (kpi == KPI_NONE) {
        return sum->known[measure.counter] > 0;
    }
    if (kpi_is_of_feedback(kpi)) {
        return scope->has_feedback;
    }
    if (kpi_is_of_customers(kpi) || kpi == KPI_REPEAT_PURCHASE_RATE) {
        return sum->known[COUNTER_ORDERS] > 0 &&
               (kpi != KPI_CLV_CAC || sum->known[COUNTER_NEW_CUSTOMERS] > 0);
    }
    if (kpi_is_of_people(kpi)) {
        return messages;
    }
    /* Several currencies are no reason to hide it. */
    return kpi_eval(kpi, sum, &scope->options).reason != KPI_REASON_UNKNOWN_COUNTER;
}

bool trend_known(struct store *store, const struct scope *scope,
                 const struct trend_measure *measures, size_t count, bool *known, struct err *err)
{
    struct total sum;
    bool messages;
    if (!query_sum(store, scope->period.from, scope->period.to, &sum, err) ||
        !people_any(store, &messages, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        known[i] = is_known(scope, measures[i], &sum, messages);
    }
    return true;
}
