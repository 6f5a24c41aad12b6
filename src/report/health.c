/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/health.h"

#include "base/i18n.h"
#include "report/column.h"
#include "report/within.h"
#include "report/words.h"

enum { WEEK = 7, WEEKS_BEFORE = 28, LOOKED_AT = HEALTH_RATES + 1 };

/* Less is no change that anybody would act on: a share of what it was, and of deliveries so much.
 */
#define LEAST_RISE 0.1
#define LEAST_FALL 0.01

#define ALPHA 0.05

static double sign_of(enum kpi kpi)
{
    return kpi_info(kpi)->direction < 0 ? 1 : -1;
}

bool health_is_enough(bool rising, double before, double difference)
{
    return rising ? difference > 0 && difference >= LEAST_RISE * before : -difference >= LEAST_FALL;
}

/* Whether a difference is worse, and by enough. */
static bool is_worse(const struct health_rate *rate, double difference)
{
    return health_is_enough(sign_of(rate->kpi) > 0, rate->before.value, difference);
}

static bool apart(const struct health_rate *rate)
{
    return sign_of(rate->kpi) > 0 ? rate->now.low > rate->before.high
                                  : rate->now.high < rate->before.low;
}

/* By the rate of all; whether it is so within the campaigns is asked then. */
static void judge(const struct scope *scope, const struct total *now, const struct total *before,
                  struct health_rate *rate)
{
    const struct grade_context context =
        scope_context(scope, KIND_UNKNOWN, GOAL_UNKNOWN, NULL, NULL, now);
    int64_t minimum = kpi_info(rate->kpi)->minimum;
    rate->now = kpi_eval(rate->kpi, now, &scope->options);
    rate->before = kpi_eval(rate->kpi, before, &scope->options);
    rate->grade = grade_value(rate->kpi, &rate->now, now, &scope->options, &context);
    bool worse = rate->now.has_interval && rate->before.has_interval &&
                 rate->now.denominator >= minimum && rate->before.denominator >= minimum &&
                 apart(rate) && is_worse(rate, rate->now.value - rate->before.value);
    rate->way = worse ? HEALTH_OBSERVED : HEALTH_STEADY;
}

static void judge_within(struct health_rate *rate, const struct within *within)
{
    struct within_change change =
        within_end(within, rate->before.denominator, rate->now.denominator);
    if (change.known) {
        rate->way =
            change.p < ALPHA && is_worse(rate, change.difference) ? HEALTH_WORSE : HEALTH_STEADY;
    }
}

/* Of what got worse. */
static bool look_within(struct store *store, const struct scope *scope, struct cancel *cancel,
                        struct health *health, struct err *err)
{
    struct health_rate *rates[LOOKED_AT] = {&health->delivery};
    struct within sums[LOOKED_AT];
    enum kpi kpis[LOOKED_AT];
    size_t count = 0;
    for (size_t i = 0; i < HEALTH_RATES; i++) {
        rates[i + 1] = &health->rates[i];
    }
    for (size_t i = 0; i < LOOKED_AT; i++) {
        if (rates[i]->way != HEALTH_STEADY) {
            kpis[count] = rates[i]->kpi;
            rates[count++] = rates[i];
        }
    }
    const struct within_question question = {
        .kpis = kpis, .count = count, .before = health->before, .now = health->week};
    if (!within_read(store, scope, &question, cancel, sums, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        judge_within(rates[i], &sums[i]);
    }
    return true;
}

bool health_build(struct store *store, const struct scope *scope, struct cancel *cancel,
                  struct health *health, struct err *err)
{
    /* Today's messages are still on their way. */
    int32_t end = scope->period.to < scope->today ? scope->period.to : scope->today - 1;
    struct health made = {
        .week = {end - WEEK + 1, end},
        .before = {end - WEEK - WEEKS_BEFORE + 1, end - WEEK},
        .rates =
            {[HEALTH_OPTOUTS] = {.kpi = KPI_OPTOUT_RATE}, [HEALTH_CAP] = {.kpi = KPI_CAP_RATE}},
        .delivery = {.kpi = KPI_DELIVERY_RATE}};
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
    judge(scope, &now, &before, &made.delivery);
    if (!look_within(store, scope, cancel, &made, err)) {
        return false;
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
    if (rate->way == HEALTH_OBSERVED) {
        return arena_printf(arena,
                            _("%s %s in the last 7 days, %s in the 28 before: observed, other "
                              "campaigns were sent"),
                            column_kpi_title(rate->kpi), now, before);
    }
    return arena_printf(arena,
                        sign_of(rate->kpi) > 0
                            ? _("%s rose to %s in the last 7 days, from %s in the 28 before%s%s")
                            : _("%s fell to %s in the last 7 days, from %s in the 28 before%s%s"),
                        column_kpi_title(rate->kpi), now, before, distance[0] ? "; " : "",
                        distance);
}
