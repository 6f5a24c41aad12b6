/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_feedback.h"

#include "stats/net.h"

bool kpi_is_of_feedback(enum kpi id)
{
    return id == KPI_CSAT || id == KPI_NPS || id == KPI_COMPLAINT_SHARE;
}

static struct kpi_value share(int64_t some, int64_t all)
{
    struct kpi_value value = {.reason = KPI_REASON_UNKNOWN_COUNTER};
    if (all > 0) {
        value.reason = KPI_REASON_NONE;
        value.has_value = true;
        value.value = (double)some / (double)all;
        value.numerator = some;
        value.denominator = all;
        struct stats_interval interval;
        if (stats_wilson((uint64_t)some, (uint64_t)all, stats_z(0.95), &interval)) {
            value.has_interval = true;
            value.low = interval.low;
            value.high = interval.high;
        }
    }
    return value;
}

struct kpi_value kpi_feedback(enum kpi id, const struct feedback_counts *counts)
{
    static const struct feedback_counts none;
    if (!counts) {
        counts = &none;
    }
    if (id == KPI_COMPLAINT_SHARE) {
        return share(counts->complaints, counts->of_kind);
    }
    if (id == KPI_CSAT) {
        return share(counts->satisfied, counts->rated);
    }
    struct kpi_value value = share(counts->promoters, counts->asked);
    struct stats_interval net;
    value.value = 100 * (value.value - share(counts->detractors, counts->asked).value);
    value.has_interval = stats_net((uint64_t)counts->promoters, (uint64_t)counts->detractors,
                                   (uint64_t)counts->asked, stats_z(0.95), &net) == STATS_OK;
    value.low = value.has_interval ? 100 * net.low : 0;
    value.high = value.has_interval ? 100 * net.high : 0;
    return value;
}
