/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps of what no day can tell: whoever read, bought or said something is looked at once a step,
 * since the same person may come on several days of it.
 */
#include <math.h>
#include <string.h>

#include "report/trend_private.h"
#include "report/weekly.h"

#define SHARE_OF_MEAN 0.05 /* as of figures that are looked at by day */

enum group { NOW, BEFORE, WHOLE, WHOLE_BEFORE, WEEKS, GROUPS };

/* --- spans ----------------------------------------------------------------------------------- */

static int32_t step_before(enum trend_by by, int32_t date)
{
    if (by == TREND_MONTH) {
        int32_t before = civil_month_start(date, -1);
        return before == DAY_NONE ? CIVIL_DAY_MIN : before;
    }
    int32_t before = date - (by == TREND_WEEK ? 7 : 1);
    return before < CIVIL_DAY_MIN ? CIVIL_DAY_MIN : before;
}

static int32_t lower(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* The steps of some days, with the whole one before the first, from which people can have stayed.
 * A step that partly still counts is looked at as far as it does not. */
static bool cut_steps(struct trend_builder *builder, enum trend_by by, struct period days,
                      struct trend_spans *spans)
{
    size_t count = 0, room = TREND_POINTS_MAX + 1;
    spans->count = 0;
    if (days.from == DAY_NONE || days.to < days.from) {
        return true;
    }
    int32_t start = trend_step_start(by, days.from);
    for (int32_t date = start; date <= days.to && count < room; date = trend_step_next(by, date)) {
        count++;
    }
    spans->days = ARENA_ARRAY(builder->scratch, struct period, count + 1);
    if (!spans->days) {
        return err_memory(builder->err);
    }
    spans->days[spans->count++] = (struct period){step_before(by, start), days.from - 1};
    if (days.from > start) { /* the one before ends where the first, cut one would begin */
        spans->days[0].to = days.from - 1;
        spans->days[0].from = days.from - (start - step_before(by, start));
    }
    for (int32_t date = start; spans->count <= count; date = trend_step_next(by, date)) {
        struct period step = {date < days.from ? days.from : date,
                              lower(trend_step_next(by, date) - 1, days.to)};
        if (step.from < builder->fresh_from) {
            step.to = lower(step.to, builder->fresh_from - 1);
        }
        spans->days[spans->count++] = step;
    }
    return true;
}

static bool one_span(struct trend_builder *builder, struct period days, struct trend_spans *spans)
{
    spans->count = 0;
    if (days.from == DAY_NONE || days.to < days.from) {
        return true;
    }
    spans->days = ARENA_NEW(builder->scratch, struct period);
    if (!spans->days) {
        return err_memory(builder->err);
    }
    spans->days[spans->count++] = days;
    return true;
}

/* --- points ---------------------------------------------------------------------------------- */

static void take_currency(struct trend_steps *steps, struct currency currency, bool mixed)
{
    steps->mixed |=
        mixed || (steps->currency.code[0] && !currency_equal(steps->currency, currency));
    steps->currency = currency;
}

/* Spans but the first are points. */
static bool make_points(struct trend_builder *builder, const struct trend_spans *spans,
                        struct period days, struct trend_steps *steps)
{
    enum trend_by by = builder->request->by;
    memset(steps, 0, sizeof *steps);
    steps->count = spans->count ? spans->count - 1 : 0;
    steps->points = ARENA_ARRAY(builder->arena, struct trend_point, steps->count + 1);
    if (!steps->points) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < steps->count; i++) {
        struct trend_point *point = &steps->points[i];
        struct period span = spans->days[i + 1];
        const struct trend_fact *fact = &spans->facts[i + 1];
        struct total total = trend_sum_days(builder, span);
        struct kpi_value value = trend_fact_value(builder, fact, &total);
        int32_t start = trend_step_start(by, span.from), end = trend_step_next(by, start) - 1;
        point->date = start;
        point->has_data = value.has_value || total.tallies > 0;
        trend_point_of_value(builder, &value, point);
        point->counting = point->has_data && span.from >= builder->fresh_from;
        point->cut = span.from > start || span.to < lower(end, days.to) || days.to < end;
        if (kpi_is_of_customers(builder->measure.kpi) && fact->customers.customers > 0) {
            take_currency(steps, fact->customers.currency, fact->customers.mixed);
        }
        if (builder->measure.kpi == KPI_CLV_CAC &&
            (total.currency.code[0] || total_is_mixed(&total))) {
            take_currency(steps, total.currency, total_is_mixed(&total));
        }
    }
    return true;
}

/* Whether the period cuts a step short: fewer days, in which fewer can be seen to have stayed. */
static bool is_cut(enum trend_by by, const struct period *span)
{
    int32_t start = trend_step_start(by, span->from);
    return span->from > start || span->to < trend_step_next(by, start) - 1;
}

/* Of who stayed from step to step: all whole steps together, none of which still counts. */
static void pool_stayed(const struct trend_builder *builder, const struct trend_spans *spans,
                        struct trend_fact *whole)
{
    for (size_t i = 1; i < spans->count; i++) {
        const struct people_counts *people = &spans->facts[i].people;
        if (spans->days[i].to < builder->fresh_from &&
            !is_cut(builder->request->by, &spans->days[i])) {
            whole->people.has_engaged |= people->has_engaged;
            whole->people.engaged_before += people->engaged_before;
            whole->people.stayed += people->stayed;
        }
    }
}

static void take_whole(const struct trend_builder *builder, const struct trend_spans *steps,
                       const struct trend_spans *one, struct trend_fact *whole)
{
    memset(whole, 0, sizeof *whole);
    if (builder->measure.kpi == KPI_RETENTION_RATE) {
        pool_stayed(builder, steps, whole);
    } else if (one->count) {
        *whole = one->facts[0];
    }
}

/* --- direction ------------------------------------------------------------------------------- */

static bool find_direction(struct trend_builder *builder, const struct trend_spans *weeks)
{
    struct trend_direction *direction = &builder->trend->direction;
    enum kpi kpi = builder->measure.kpi;
    double *values = ARENA_ARRAY(builder->scratch, double, weeks->count + 1);
    int32_t *mondays = ARENA_ARRAY(builder->scratch, int32_t, weeks->count + 1);
    double sum = 0;
    size_t count = 0;
    struct weekly found;
    if (!values || !mondays) {
        return err_memory(builder->err);
    }
    for (size_t i = 1; i < weeks->count; i++) {
        struct total total = trend_sum_days(builder, weeks->days[i]);
        struct kpi_value value = trend_fact_value(builder, &weeks->facts[i], &total);
        if (value.has_value && value.denominator >= WEEKLY_ANSWERS &&
            weeks->days[i].to < builder->fresh_from &&
            (kpi != KPI_RETENTION_RATE || !is_cut(TREND_WEEK, &weeks->days[i]))) {
            values[count] = value.value;
            mondays[count++] = trend_step_start(TREND_WEEK, weeks->days[i].from);
            sum += value.value;
        }
    }
    double least = kpi == KPI_NPS            ? WEEKLY_POINTS
                   : kpi_is_of_feedback(kpi) ? WEEKLY_SHARE
                                             : SHARE_OF_MEAN * fabs(sum) / (double)(count + !count);
    if (!weekly_direction(values, mondays, count, least, &found, builder->err)) {
        return false;
    }
    direction->weeks = count;
    direction->state = found.state == STATS_TREND_TOO_FEW  ? TREND_TOO_FEW
                       : found.state == STATS_TREND_STEADY ? TREND_STEADY
                       : found.state == STATS_TREND_RISING ? TREND_RISING
                                                           : TREND_FALLING;
    direction->slope = found.slope / 7;
    direction->p = found.p;
    int sign = (direction->state == TREND_RISING) - (direction->state == TREND_FALLING);
    direction->observed = sign != 0 && !trend_told_apart(builder);
    direction->verdict = direction->observed ? 0 : sign * builder->trend->better;
    builder->beyond_chance = found.p < TREND_LEVEL;
    return true;
}

/* --- all of it ------------------------------------------------------------------------------- */

bool trend_people_make(struct trend_builder *builder, struct trend_steps *now,
                       struct trend_steps *before, struct trend_currencies *currencies)
{
    const struct trend *trend = builder->trend;
    enum trend_by by = builder->request->by;
    struct trend_spans spans[GROUPS];
    memset(spans, 0, sizeof spans);
    if (!cut_steps(builder, by, trend->period, &spans[NOW]) ||
        !one_span(builder, trend->compared, &spans[WHOLE]) ||
        !cut_steps(builder, TREND_WEEK, trend->compared, &spans[WEEKS])) {
        return false;
    }
    if (trend->has_before && (!cut_steps(builder, by, trend->before, &spans[BEFORE]) ||
                              !one_span(builder, trend->compared_before, &spans[WHOLE_BEFORE]))) {
        return false;
    }
    if (!trend_facts_read(builder, spans, GROUPS, currencies) ||
        !make_points(builder, &spans[NOW], trend->period, now) ||
        (trend->has_before && !make_points(builder, &spans[BEFORE], trend->before, before))) {
        return false;
    }
    take_whole(builder, &spans[NOW], &spans[WHOLE], &builder->whole);
    take_whole(builder, &spans[BEFORE], &spans[WHOLE_BEFORE], &builder->whole_before);
    return find_direction(builder, &spans[WEEKS]);
}
