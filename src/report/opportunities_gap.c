/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one KPI of one campaign could be, and what that would bring. */
#include <math.h>
#include <string.h>

#include "kpi/own.h"
#include "model/names.h"
#include "report/opportunities_private.h"

#define NO_SAMPLE "not stated"
#define WHATSAPP  "whatsapp"

#define ONE_CONVERSION 1 /* less is no gain that anybody would see */

/* --- what could be reached ------------------------------------------------------------------- */

static bool states_a_sample(const struct benchmark_row *row)
{
    return row && row->sample && row->sample[0] && strcmp(row->sample, NO_SAMPLE) != 0;
}

/* Whether the row's typical band can be held against the campaign at all. */
static bool in_reach(const struct opportunities_builder *builder, const struct report_item *item,
                     const struct gap *gap, const struct grade_bench *bench)
{
    struct grade_result result = grade_against(gap->kpi, &gap->value, item->total,
                                               &builder->scope->options, item->goal, bench);
    return result.reason == KPI_REASON_NONE;
}

static bool take_benchmark(const struct opportunities_builder *builder,
                           const struct report_item *item, const struct benchmark_set *set,
                           struct gap *gap)
{
    const struct benchmark_row *row = benchmark_row(set, gap->kpi);
    struct grade_bench bench = {set, row, false};
    if (!states_a_sample(row) || !in_reach(builder, item, gap, &bench)) {
        return false;
    }
    gap->by = GAP_BY_BENCHMARK;
    gap->target = row->typical;
    gap->set = set->id;
    gap->sample = row->sample;
    return true;
}

/* The sender's own better quartile for that kind and channel. */
static bool take_own(const struct opportunities_builder *builder, const struct report_item *item,
                     const struct grade_context *context, struct gap *gap)
{
    struct grade_context own = *context;
    own.sets = builder->sets;
    own.chosen = OWN_ID;
    own.force = true;
    struct grade_bench bench = grade_bench(gap->kpi, &own);
    if (!bench.row || bench.fallback || !in_reach(builder, item, gap, &bench)) {
        return false;
    }
    gap->by = GAP_BY_OWN;
    gap->target = bench.row->best;
    gap->set = OWN_ID;
    gap->sample = bench.row->sample;
    return true;
}

static void find_target(const struct opportunities_builder *builder, const struct report_item *item,
                        struct gap *gap)
{
    struct grade_context context = scope_context(builder->scope, item->kind, item->goal,
                                                 item->channel, item->industry, item->total);
    if (take_own(builder, item, &context, gap)) {
        return;
    }
    const struct benchmark_set *judge = grade_bench(gap->kpi, &context).set;
    if (judge && !judge->conditional && take_benchmark(builder, item, judge, gap)) {
        return;
    }
    /* What is judged by figures of its own, or is another channel, is none of those that the
     * unbound sets were measured on. */
    if ((judge && judge->bind_count > 0) ||
        (item->channel && !names_same(item->channel, WHATSAPP))) {
        return;
    }
    for (size_t i = 0; i < builder->scope->sets->count; i++) {
        const struct benchmark_set *set = &builder->scope->sets->sets[i];
        if (set->bind_count == 0 && !set->conditional && take_benchmark(builder, item, set, gap)) {
            return;
        }
    }
}

/* --- step by step ---------------------------------------------------------------------------- */

/* How much of one more at a step goes on to the next: never more than all of it, also where the
 * figures say so (reads are a lower bound). */
static bool goes_on(const struct opportunities_builder *builder, const struct report_item *item,
                    enum kpi kpi, double *share)
{
    struct kpi_options options = builder->scope->options;
    options.base = RATE_BASE_DELIVERED;
    struct kpi_value value = kpi_eval(kpi, item->total, &options);
    *share = value.has_value ? fmin(1, value.value) : 0;
    return value.has_value && value.value >= 0;
}

static struct gap_more times(struct gap_more more, double factor)
{
    return (struct gap_more){more.known, more.value * factor, more.low * factor,
                             more.high * factor};
}

static struct gap_more at_most(struct gap_more more, struct gap_more bound)
{
    if (bound.known) {
        more.value = fmin(more.value, bound.value);
        more.low = fmin(more.low, bound.low);
        more.high = fmin(more.high, bound.high);
    }
    return more;
}

static void carry_clicks(const struct opportunities_builder *builder,
                         const struct report_item *item, struct gap *gap)
{
    double share;
    if (gap->kpi == KPI_CTR) {
        gap->clicks = gap->people;
    } else if (gap->kpi == KPI_DELIVERY_RATE || gap->kpi == KPI_OPEN_RATE) {
        enum kpi next = gap->kpi == KPI_OPEN_RATE ? KPI_CLICK_TO_OPEN_RATE : KPI_CTR;
        if (goes_on(builder, item, next, &share)) {
            gap->clicks = times(gap->people, share);
        }
    }
}

static void carry_conversions(const struct opportunities_builder *builder,
                              const struct report_item *item, struct gap *gap)
{
    double share;
    if (gap->kpi == KPI_CLICK_TO_CONVERSION_RATE || gap->kpi == KPI_CONVERSION_RATE) {
        gap->conversions = gap->people;
    } else if (gap->clicks.known && goes_on(builder, item, KPI_CLICK_TO_CONVERSION_RATE, &share)) {
        gap->conversions = times(gap->clicks, share);
    } else if (gap->kpi == KPI_DELIVERY_RATE &&
               goes_on(builder, item, KPI_CONVERSION_RATE, &share)) {
        gap->conversions = at_most(times(gap->people, share), gap->clicks);
    }
}

static void carry_money(const struct opportunities_builder *builder, const struct report_item *item,
                        struct gap *gap)
{
    struct kpi_value each =
        kpi_eval(KPI_REVENUE_PER_CONVERSION, item->total, &builder->scope->options);
    int64_t revenue;
    if (gap->conversions.known && each.has_value && each.value > 0 &&
        total_get(item->total, COUNTER_REVENUE, &revenue)) {
        struct gap_more money = times(gap->conversions, each.value);
        gap->currency = each.currency;
        gap->revenue = revenue;
        /* What no single step makes likely is no estimate, but a wish. */
        if (money.high > (double)revenue) {
            gap->state = GAP_WITHHELD;
            return;
        }
        gap->money = money;
        gap->state = GAP_PRICED;
    }
}

/* What the step before lets through: of the people that the KPI is divided by, the share that can
 * do it at all. */
static double ceiling_of(const struct opportunities_builder *builder,
                         const struct report_item *item, const struct gap *gap)
{
    const struct kpi_options *options = &builder->scope->options;
    enum kpi before = gap->kpi == KPI_CTR               ? KPI_OPEN_RATE
                      : gap->kpi == KPI_CONVERSION_RATE ? KPI_CTR
                                                        : KPI_NONE;
    double most = 1;
    if (kpi_info(gap->kpi)->based && options->base == RATE_BASE_SENT) {
        struct kpi_value arrived = kpi_eval(KPI_DELIVERY_RATE, item->total, options);
        most = arrived.has_value ? fmin(1, arrived.value) : 1;
    }
    if (before != KPI_NONE) {
        struct kpi_value value = kpi_eval(before, item->total, options);
        /* Where more did it than the step before knows of, that step is no bound. */
        if (value.has_value && value.value >= gap->value.value) {
            most = fmin(most, value.value);
        }
    }
    return most;
}

/* How many more people: from where the rate is, and from both ends of its interval. */
static void count_people(const struct opportunities_builder *builder,
                         const struct report_item *item, struct gap *gap)
{
    const struct kpi_value *value = &gap->value;
    double people = (double)value->denominator;
    double sign = kpi_info(gap->kpi)->direction;
    double most = sign > 0 ? ceiling_of(builder, item, gap) : 1;
    gap->capped = sign > 0 && gap->target > most;
    double goal = sign > 0 ? fmin(gap->target, most) : gap->target;
    gap->people = (struct gap_more){
        .known = true,
        .value = fmax(0, sign * (goal - value->value)) * people,
        .low = fmax(0, sign > 0 ? goal - value->high : value->low - goal) * people,
        .high = fmax(0, sign > 0 ? goal - value->low : value->high - goal) * people};
}

/* Whether a better band is left to reach. */
static bool has_next_band(const struct gap *gap)
{
    const struct grade_result *grade = &gap->judge.result.grade;
    return grade->has_distance && grade->grade != GRADE_BEST;
}

static bool price(const struct opportunities_builder *builder, const struct report_item *item,
                  struct gap *gap)
{
    bool buyers = gap->kpi == KPI_CLICK_TO_CONVERSION_RATE || gap->kpi == KPI_CONVERSION_RATE;
    count_people(builder, item, gap);
    if (gap->people.value < (buyers ? ONE_CONVERSION : 0.5)) {
        gap->people.known = false;
        gap->state = gap->capped ? GAP_BOUND : GAP_REACHED;
        return has_next_band(gap);
    }
    gap->state = GAP_COUNTED;
    carry_clicks(builder, item, gap);
    carry_conversions(builder, item, gap);
    gap->small = gap->conversions.known && gap->conversions.value < ONE_CONVERSION;
    if (gap->small) {
        gap->conversions.known = false; /* nobody buys a third of a time */
        return true;
    }
    carry_money(builder, item, gap);
    return true;
}

/* --- one gap --------------------------------------------------------------------------------- */

static const struct reason *reason_of(const struct opportunities_builder *builder,
                                      const struct report_item *item, enum kpi kpi)
{
    for (size_t i = 0; i < builder->reasons->count; i++) {
        const struct reason *reason = &builder->reasons->rows[i];
        if (reason->kpi != kpi) {
            continue;
        }
        struct kpi_value value;
        if (reason->when != KPI_NONE) {
            value = item_value(item, &builder->scope->options, reason->when);
        }
        if (reason->when == KPI_NONE || (value.has_value && value.value >= reason->at_least)) {
            return reason;
        }
    }
    return NULL;
}

/* The conversion rate is looked at per click where that is known. */
static bool is_looked_at(const struct opportunities_builder *builder,
                         const struct report_item *item, enum kpi kpi)
{
    bool earns = item->goal != GOAL_BRAND && item->goal != GOAL_SERVICE;
    switch ((int)kpi) {
    case KPI_CLICK_TO_CONVERSION_RATE:
    case KPI_ROCS:
        return earns;
    case KPI_CONVERSION_RATE:
        return earns &&
               !kpi_eval(KPI_CLICK_TO_CONVERSION_RATE, item->total, &builder->scope->options)
                    .has_value;
    default:
        return true;
    }
}

/* Whether the value is on the wrong side of the target. */
static bool falls_short(const struct gap *gap)
{
    double sign = kpi_info(gap->kpi)->direction;
    return sign * (gap->target - gap->value.value) > 0;
}

bool opportunities_gap(const struct opportunities_builder *builder, const struct report_item *item,
                       enum kpi kpi, struct gap *gap)
{
    if (!is_looked_at(builder, item, kpi)) {
        return false;
    }
    *gap = (struct gap){.number = item->number,
                        .counting_until = item->counting_until,
                        .currency = item_currency(item),
                        .mixed = total_is_mixed(item->total),
                        .kpi = kpi,
                        .judge = item_judge(item, builder->scope, kpi)};
    memcpy(gap->id, item->id, sizeof gap->id);
    gap->value = item_value(item, &builder->scope->options, kpi);
    if (!gap->value.has_value || gap->value.over || gap->judge.result.grade.grade == GRADE_BEST) {
        return false;
    }
    gap->reason = reason_of(builder, item, kpi);
    if (kpi == KPI_ROCS) {
        gap->state = GAP_CONSEQUENT;
        return has_next_band(gap);
    }
    if (!gap->value.has_interval || gap->value.denominator < kpi_info(kpi)->minimum) {
        gap->state = GAP_TOO_FEW;
        return true;
    }
    find_target(builder, item, gap);
    if (gap->by == GAP_BY_NONE || !falls_short(gap)) {
        gap->state = gap->by == GAP_BY_NONE ? GAP_NO_TARGET : GAP_REACHED;
        return has_next_band(gap);
    }
    return price(builder, item, gap);
}
