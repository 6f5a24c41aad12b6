/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what a rate of several campaigns did, they did themselves. */
#include "report/trend_private.h"

#include <math.h>

/* The mix of campaigns may make up to half of a change. */
#define MOST 0.5

static bool is_rate(struct trend_measure measure)
{
    return measure.kpi != KPI_NONE && !trend_is_of_facts(measure) &&
           kpi_info(measure.kpi)->formula == KPI_FORMULA_RATE;
}

bool trend_told_apart(const struct trend_builder *builder)
{
    struct trend_measure measure = builder->measure;
    bool sum = !trend_is_of_facts(measure) && !trend_divides(measure);
    return builder->trend->campaigns == 1 || sum || is_rate(measure);
}

static bool is_same(struct period a, struct period b)
{
    return a.from == b.from && a.to == b.to;
}

/* All rates among the measures at once, since many of them have the same days. *own: the sums of
 * the builder's measure. */
static bool read_sums(struct trend_builder *builder, struct trend_within *within,
                      struct period before, struct period now, const struct within **own)
{
    bool there = within->sums && is_same(within->before, before) && is_same(within->now, now);
    enum kpi *kpis = ARENA_ARRAY(builder->scratch, enum kpi, builder->measure_count + 1);
    if (!within->sums) {
        within->sums = ARENA_ARRAY(builder->scratch, struct within, builder->measure_count + 1);
    }
    if (!kpis || !within->sums) {
        return err_memory(builder->err);
    }
    struct within_question question = {.kpis = kpis,
                                       .numbers = builder->numbers,
                                       .number_count = builder->number_count,
                                       .before = before,
                                       .now = now};
    *own = &within->sums[0];
    for (size_t i = 0; i < builder->measure_count; i++) {
        if (is_rate(builder->measures[i])) {
            if (builder->measures[i].kpi == builder->measure.kpi) {
                *own = &within->sums[question.count];
            }
            kpis[question.count++] = builder->measures[i].kpi;
        }
    }
    within->before = before;
    within->now = now;
    return there || within_read(builder->store, builder->scope, &question, builder->cancel,
                                within->sums, builder->err);
}

static struct kpi_value pooled(const struct trend_builder *builder, struct period days)
{
    struct total total = trend_sum_days(builder, days);
    return kpi_eval(builder->measure.kpi, &total, &builder->scope->options);
}

bool trend_holds_within(struct trend_builder *builder, struct trend_within *within,
                        struct period before, struct period now, int way, double alpha, bool *holds)
{
    const struct within *sums = NULL;
    *holds = trend_told_apart(builder);
    if (builder->trend->campaigns == 1 || !is_rate(builder->measure)) {
        return true;
    }
    if (!read_sums(builder, within, before, now, &sums)) {
        return false;
    }
    struct kpi_value a = pooled(builder, before), b = pooled(builder, now);
    struct within_change change = within_end(sums, a.denominator, b.denominator);
    *holds = change.known && change.p < alpha && (change.difference > 0) == (way > 0) &&
             fabs(change.difference) >= MOST * fabs(b.value - a.value);
    return true;
}
