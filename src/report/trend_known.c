/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which figures are offered, and of which of them there is anything to show. */
#include "report/trend_private.h"
#include "store/query_people.h"

/* In the order in which people ask, the main ones (TREND_MAIN) first. */
static const struct trend_measure offered[] = {
    {KPI_DELIVERY_RATE, COUNTER_NONE},
    {KPI_OPEN_RATE, COUNTER_NONE},
    {KPI_CTR, COUNTER_NONE},
    {KPI_ENGAGEMENT_RATE, COUNTER_NONE},
    {KPI_OPTOUT_RATE, COUNTER_NONE},
    {KPI_CONVERSION_RATE, COUNTER_NONE},
    {KPI_ROCS, COUNTER_NONE},
    {KPI_NONE, COUNTER_REVENUE},
    {KPI_NONE, COUNTER_SENT},
    {KPI_NONE, COUNTER_DELIVERED},
    {KPI_NONE, COUNTER_CLICKERS},
    {KPI_NONE, COUNTER_OPTOUTS},
    {KPI_NONE, COUNTER_CONVERSIONS},
    {KPI_NONE, COUNTER_COST},
    {KPI_OPEN_RATE_ADJUSTED, COUNTER_NONE},
    {KPI_CLICK_TO_OPEN_RATE, COUNTER_NONE},
    {KPI_INTERACTION_RATE, COUNTER_NONE},
    {KPI_BLOCK_RATE, COUNTER_NONE},
    {KPI_CLICK_TO_CONVERSION_RATE, COUNTER_NONE},
    {KPI_ROI, COUNTER_NONE},
    {KPI_REVENUE_PER_RECIPIENT, COUNTER_NONE},
    {KPI_REVENUE_PER_CONVERSION, COUNTER_NONE},
    {KPI_AOV, COUNTER_NONE},
    {KPI_COST_PER_RECIPIENT, COUNTER_NONE},
    {KPI_COST_PER_CLICK, COUNTER_NONE},
    {KPI_COST_PER_CONVERSION, COUNTER_NONE},
    {KPI_LEAD_RATE, COUNTER_NONE},
    {KPI_CPL, COUNTER_NONE},
    {KPI_CAC, COUNTER_NONE},
    {KPI_FAILURE_RATE, COUNTER_NONE},
    {KPI_CAP_RATE, COUNTER_NONE},
    {KPI_UNREACHABLE_RATE, COUNTER_NONE},
    {KPI_RTO_RATE, COUNTER_NONE},
    {KPI_LIST_GROWTH, COUNTER_NONE},
    {KPI_NONE, COUNTER_CONVERSATIONS},
    {KPI_CLV, COUNTER_NONE},
    {KPI_CLV_CAC, COUNTER_NONE},
    {KPI_RETENTION_RATE, COUNTER_NONE},
    {KPI_REPEAT_PURCHASE_RATE, COUNTER_NONE},
    {KPI_TIME_TO_READ, COUNTER_NONE},
    {KPI_CSAT, COUNTER_NONE},
    {KPI_NPS, COUNTER_NONE},
    {KPI_COMPLAINT_SHARE, COUNTER_NONE},
};

const struct trend_measure *trend_offered(size_t *count)
{
    *count = ARRAY_COUNT(offered);
    return offered;
}

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
