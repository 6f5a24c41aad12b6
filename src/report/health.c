/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/health.h"

#include "base/i18n.h"
#include "report/column.h"
#include "report/words.h"

enum { WEEK = 7, WEEKS_BEFORE = 28 };

/* Less than this share of what it was is no rise that anybody would act on. */
#define LEAST_RISE 0.1

static void judge(const struct scope *scope, const struct total *now, const struct total *before,
                  struct health_rate *rate)
{
    const struct grade_context context =
        scope_context(scope, KIND_UNKNOWN, GOAL_UNKNOWN, NULL, NULL, now);
    int64_t minimum = kpi_info(rate->kpi)->minimum;
    rate->now = kpi_eval(rate->kpi, now, &scope->options);
    rate->before = kpi_eval(rate->kpi, before, &scope->options);
    rate->grade = grade_value(rate->kpi, &rate->now, now, &scope->options, &context);
    rate->rose = rate->now.has_interval && rate->before.has_interval &&
                 rate->now.denominator >= minimum && rate->before.denominator >= minimum &&
                 rate->now.low > rate->before.high &&
                 rate->now.value - rate->before.value >= LEAST_RISE * rate->before.value;
}

bool health_build(struct store *store, const struct scope *scope, struct health *health,
                  struct err *err)
{
    /* Today's messages are still on their way. */
    int32_t end = scope->period.to < scope->today ? scope->period.to : scope->today - 1;
    struct health made = {
        .week = {end - WEEK + 1, end},
        .before = {end - WEEK - WEEKS_BEFORE + 1, end - WEEK},
        .rates = {
            [HEALTH_OPTOUTS] = {.kpi = KPI_OPTOUT_RATE}, [HEALTH_CAP] = {.kpi = KPI_CAP_RATE}}};
    struct total now, before;
    bool covered = scope->period.from == DAY_NONE || scope->period.from <= made.before.from;
    if (scope->filter || !covered) {
        *health = made;
        return true;
    }
    if (!query_sum(store, made.week.from, made.week.to, &now, err) ||
        !query_sum(store, made.before.from, made.before.to, &before, err)) {
        return false;
    }
    for (int i = 0; i < HEALTH_RATES; i++) {
        judge(scope, &now, &before, &made.rates[i]);
        made.known |= made.rates[i].now.has_value;
    }
    *health = made;
    return true;
}

const char *health_words(struct arena *arena, const struct health_rate *rate)
{
    char now[WORDS_SIZE], before[WORDS_SIZE], distance[WORDS_SIZE];
    words_value(rate->kpi, &rate->now, now);
    words_value(rate->kpi, &rate->before, before);
    words_distance(rate->kpi, &rate->grade, distance);
    return arena_printf(arena, _("%s rose to %s in the last 7 days, from %s in the 28 before%s%s"),
                        column_kpi_title(rate->kpi), now, before, distance[0] ? "; " : "",
                        distance);
}
