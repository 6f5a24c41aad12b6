/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_eval.h"

#include <math.h>

#include "stats/wilson.h"

static const char *const reason_names[] = {
#define REASON_NAME(id, name) name,
    KPI_REASON_LIST(REASON_NAME)
#undef REASON_NAME
};

const char *kpi_reason_name(enum kpi_reason reason)
{
    return reason_names[reason];
}

enum kpi_reason kpi_counter_reason(const struct total *total, enum counter id)
{
    if (total->known[id] == 0) {
        return KPI_REASON_UNKNOWN_COUNTER;
    }
    return total_is_over(total, id) ? KPI_REASON_TOO_LARGE : KPI_REASON_MIXED_CURRENCY;
}

static const char *const source_names[] = {
    [KPI_SOURCE_NONE] = NULL,
    [KPI_SOURCE_MESSAGE] = "message",
    [KPI_SOURCE_REPORT] = "report",
    [KPI_SOURCE_MIXED] = "mixed",
};

const char *kpi_source_name(enum kpi_source source)
{
    return source_names[source];
}

static enum kpi_source source_of(uint32_t levels)
{
    if (levels == TOTAL_LEVEL_MESSAGE) {
        return KPI_SOURCE_MESSAGE;
    }
    if (levels == TOTAL_LEVEL_REPORT) {
        return KPI_SOURCE_REPORT;
    }
    return levels ? KPI_SOURCE_MIXED : KPI_SOURCE_NONE;
}

/* Whether the tallies behind a slot hold under 95 % of the sends. Where no sends are known at all,
 * the share of tallies stands in. */
static bool is_partial(const struct total *total, const struct total_slot *slot)
{
    int64_t all = total->sum[COUNTER_SENT];
    int64_t taken = slot->sends;
    if (total->known[COUNTER_SENT] == 0 || all <= 0) {
        all = total->tallies;
        taken = slot->tallies;
    }
    taken = taken > 0 ? taken : 0;
    return taken < all && all - taken > all / 20;
}

static bool is_money(enum counter id)
{
    return id != COUNTER_NONE && counter_info(id)->kind == COUNTER_KIND_MONEY;
}

static void set_interval(struct kpi_value *value, double scale)
{
    struct stats_interval interval;
    if (value->numerator < 0 || value->over ||
        !stats_wilson((uint64_t)value->numerator, (uint64_t)value->denominator, STATS_Z_95,
                      &interval)) {
        return;
    }
    value->has_interval = true;
    value->low = fmin(1, interval.low * scale);
    value->high = fmin(1, interval.high * scale);
}

/* In millionths, so that the divisor is a whole number and a value on the edge of a band does not
 * slip off it. 0 when nobody is left. */
static double receipts_on(const struct kpi_options *options)
{
    double share = round((1 - options->receipts_off) * 1e6);
    return share > 0 && share <= 1e6 ? share : 0;
}

struct kpi_value kpi_eval(enum kpi id, const struct total *total, const struct kpi_options *options)
{
    const struct kpi_info *info = kpi_info(id);
    struct kpi_value result = {.reason = KPI_REASON_UNKNOWN_COUNTER};
    int index = kpi_slot_of(id, options->base);
    if (index < 0 || total->slot[index].tallies == 0) {
        return result;
    }
    const struct total_slot *slot = &total->slot[index];
    result.source = source_of(slot->levels);
    result.partial = is_partial(total, slot);
    result.estimated = info->formula == KPI_FORMULA_OPEN_ADJUSTED;
    result.numerator = slot->numerator;
    result.denominator = slot->denominator;

    bool divides = info->formula != KPI_FORMULA_DIFFERENCE && info->formula != KPI_FORMULA_COUNT;
    bool adjusts = info->formula == KPI_FORMULA_OPEN_ADJUSTED;
    double seen = adjusts ? receipts_on(options) : 0;
    if (divides && (slot->denominator <= 0 || (adjusts && seen <= 0))) {
        result.reason = KPI_REASON_ZERO_DENOMINATOR;
        return result;
    }
    enum counter denominator = kpi_denominator(id, options->base);
    result.estimated |=
        total_is_estimated(total, info->numerator) || total_is_estimated(total, denominator);
    if (total_is_mixed(total) && (is_money(info->numerator) || is_money(denominator))) {
        result.numerator = is_money(info->numerator) ? 0 : result.numerator;
        result.denominator = is_money(denominator) ? 0 : result.denominator;
        result.reason = KPI_REASON_MIXED_CURRENCY;
        return result;
    }
    if (counter_is_over(slot->numerator) || counter_is_over(slot->denominator)) {
        result.numerator = result.denominator = 0;
        result.reason = KPI_REASON_TOO_LARGE;
        return result;
    }

    double over = (double)slot->numerator;
    double under = (double)slot->denominator;
    result.reason = KPI_REASON_NONE;
    result.has_value = true;
    switch (info->formula) {
    case KPI_FORMULA_RATE:
        result.value = over / under;
        result.over = slot->numerator > slot->denominator;
        set_interval(&result, 1);
        break;
    case KPI_FORMULA_OPEN_ADJUSTED:
        result.value = fmin(1, over * 1e6 / (under * seen));
        result.over = slot->numerator > slot->denominator;
        set_interval(&result, 1e6 / seen);
        break;
    case KPI_FORMULA_ROI:
        /* The difference is taken before the division, where it is exact. */
        result.value = (double)counter_sum(slot->numerator, -slot->denominator) / under;
        break;
    case KPI_FORMULA_DIFFERENCE:
        result.value = over - under;
        break;
    case KPI_FORMULA_COUNT:
        result.value = over;
        break;
    case KPI_FORMULA_RATIO:
    case KPI_FORMULA_QUERY: /* has no slot */
        result.value = over / under;
        break;
    }
    if (info->unit == KPI_UNIT_MONEY) {
        result.currency = total->currency;
    }
    return result;
}
