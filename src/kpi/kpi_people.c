/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_people.h"

#include "stats/wilson.h"

bool kpi_is_of_people(enum kpi id)
{
    return id == KPI_RETENTION_RATE || id == KPI_REPEAT_PURCHASE_RATE || id == KPI_TIME_TO_READ;
}

static struct kpi_value share(int64_t some, int64_t all, enum kpi_source source)
{
    struct stats_interval interval;
    struct kpi_value value = {.reason = KPI_REASON_ZERO_DENOMINATOR, .source = source};
    if (all <= 0) {
        return value;
    }
    value.reason = KPI_REASON_NONE;
    value.has_value = true;
    value.value = (double)some / (double)all;
    value.numerator = some;
    value.denominator = all;
    if (stats_wilson((uint64_t)some, (uint64_t)all, STATS_Z_95, &interval)) {
        value.has_interval = true;
        value.low = interval.low;
        value.high = interval.high;
    }
    return value;
}

struct kpi_value kpi_people(enum kpi id, const struct people_counts *counts)
{
    struct kpi_value unknown = {.reason = KPI_REASON_UNKNOWN_COUNTER};
    if (!counts) {
        return unknown;
    }
    if (id == KPI_RETENTION_RATE) {
        return counts->has_engaged
                   ? share(counts->stayed, counts->engaged_before, KPI_SOURCE_MESSAGE)
                   : unknown;
    }
    if (id == KPI_REPEAT_PURCHASE_RATE) {
        return counts->customers > 0 ? share(counts->again, counts->customers, KPI_SOURCE_NONE)
                                     : unknown;
    }
    if (counts->readings <= 0) {
        return unknown;
    }
    return (struct kpi_value){.has_value = true,
                              .value = counts->median_reading / 60,
                              .denominator = counts->readings,
                              .source = KPI_SOURCE_MESSAGE};
}
