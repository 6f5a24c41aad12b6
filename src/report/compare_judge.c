/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/compare_private.h"
#include "stats/margin.h"
#include "stats/normal.h"
#include "stats/power.h"
#include "stats/sequence.h"

/* A wait beyond this is no advice. */
#define DAYS_TOLD 730

#define GUARDRAIL_ALPHA 0.05

const struct compare_pair *compare_pair_of(const struct compare_kpi *kpi, size_t a, size_t b)
{
    for (size_t i = 0; i < kpi->pair_count; i++) {
        const struct compare_pair *pair = &kpi->pairs[i];
        if ((pair->a == a && pair->b == b) || (pair->a == b && pair->b == a)) {
            return pair;
        }
    }
    return NULL;
}

/* --- refusals ----------------------------------------------------------------------------------
 */

bool compare_find_wrong(const struct compare_builder *builder, const struct compare_kpi *kpi,
                        struct compare_wrong *wrong)
{
    const struct compare *compare = builder->compare;
    int slot = kpi_slot_of(kpi->kpi, kpi->base);
    for (size_t i = 0; i < compare->arm_count; i++) {
        for (size_t day = 0; day <= builder->day_count; day++) {
            bool whole = day == builder->day_count;
            const struct total *total =
                whole ? compare->arms[i].total : builder->at[i * builder->day_count + day];
            struct stats_count count;
            if (compare_slot(total, slot, &count) && count.x > count.n) {
                *wrong =
                    (struct compare_wrong){kpi, i, whole ? DAY_NONE : builder->days[day], count};
                return true;
            }
        }
    }
    return false;
}

/* An arm that was not sent, or of which the goal is not known. */
static bool no_data(const struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    int slot = kpi_slot_of(compare->goal, compare->base);
    for (size_t i = 0; i < compare->arm_count; i++) {
        struct stats_count count;
        if (!compare_slot(compare->arms[i].total, slot, &count) || count.n == 0) {
            return true;
        }
    }
    return compare->arm_count < 2;
}

/* --- the verdict -------------------------------------------------------------------------------
 */

/* The one that beats every other; -1: there is none. */
static int find_winner(const struct compare *compare, size_t *called_day)
{
    const struct compare_kpi *goal = &compare->kpis[0];
    for (size_t arm = 0; arm < compare->arm_count; arm++) {
        size_t beaten = 0, last = 0;
        for (size_t i = 0; i < goal->pair_count; i++) {
            const struct compare_pair *pair = &goal->pairs[i];
            if (pair->called && (pair->b_better ? pair->b : pair->a) == arm) {
                beaten++;
                last = pair->called_day > last ? pair->called_day : last;
            }
        }
        if (beaten + 1 == compare->arm_count) {
            *called_day = last;
            return (int)arm;
        }
    }
    return -1;
}

static bool is_ended(const struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    return compare->mode == COMPARE_ONE_LOOK ||
           (compare->last_day != DAY_NONE &&
            (int64_t)compare->last_day + COMPARE_QUIET_DAYS < builder->scope->today);
}

/* The order of checks behind the refusals. */
static enum compare_state state_of(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    const struct compare_kpi *goal = &compare->kpis[0];
    double within = compare->same_within, expected = 0;
    compare->ended = is_ended(builder);
    bool looked = true, equal = within > 0, over = true;
    size_t called_day;
    for (size_t i = 0; i < goal->pair_count; i++) {
        const struct compare_pair *pair = &goal->pairs[i];
        looked = looked && pair->looks > 0;
        equal = equal && pair->has_interval && pair->low > -within && pair->high < within;
        over = over && pair->over;
        expected = fmax(expected, stats_count_expected(pair->last.a, pair->last.b));
    }
    if (!looked) {
        return COMPARE_TOO_EARLY;
    }
    compare->winner = find_winner(compare, &called_day);
    if (compare->winner >= 0) {
        compare->decided_on = builder->days[called_day];
        return compare->arm_count == 2 && compare->winner == 0 ? COMPARE_LOSER : COMPARE_WINNER;
    }
    if (equal) {
        return COMPARE_EQUAL;
    }
    if (over && compare->mode == COMPARE_PLANNED) {
        return COMPARE_NO_DIFFERENCE;
    }
    if (expected < STATS_COUNT_ENOUGH) {
        return COMPARE_TOO_FEW;
    }
    return compare->ended ? COMPARE_NO_DIFFERENCE : COMPARE_TOO_EARLY;
}

/* The best two by the goal; in the order of the arms where nothing tells them apart. */
static void rank(const struct compare *compare, size_t *leader, size_t *second)
{
    const struct compare_kpi *goal = &compare->kpis[0];
    double sign = kpi_info(compare->goal)->direction < 0 ? -1 : 1;
    *leader = compare->winner >= 0 ? (size_t)compare->winner : 0;
    for (size_t i = 0; compare->winner < 0 && i < compare->arm_count; i++) {
        if (sign * goal->arms[i].value > sign * goal->arms[*leader].value) {
            *leader = i;
        }
    }
    *second = *leader == 0 ? 1 : 0;
    for (size_t i = 0; i < compare->arm_count; i++) {
        if (i != *leader && sign * goal->arms[i].value > sign * goal->arms[*second].value) {
            *second = i;
        }
    }
}

/* --- guardrails --------------------------------------------------------------------------------
 */

static double inflation(const struct compare *compare)
{
    return compare->mode == COMPARE_PLANNED ? STATS_POWER_PLANNED
           : compare->mode == COMPARE_OPEN  ? STATS_POWER_OPEN
                                            : 1;
}

/* Guardrails are judged by the open sequence under a plan, too. */
static double guardrail_inflation(const struct compare *compare)
{
    return compare->mode == COMPARE_ONE_LOOK ? 1 : STATS_POWER_OPEN;
}

/* Looked at daily, the sequence at twice the one-sided alpha. */
static double guardrail_critical(const struct compare *compare, const struct compare_pair *pair)
{
    if (compare->mode == COMPARE_ONE_LOOK) {
        return stats_normal_upper_quantile(GUARDRAIL_ALPHA);
    }
    struct stats_sequence sequence = {2 * GUARDRAIL_ALPHA, compare->tightest};
    return stats_sequence_critical(&sequence, (double)pair->last.a.n + (double)pair->last.b.n);
}

void compare_judge_guardrail(const struct compare_builder *builder, const struct compare_kpi *kpi,
                             struct compare_guardrail *guardrail)
{
    const struct compare *compare = builder->compare;
    const struct compare_pair *pair = compare_pair_of(kpi, guardrail->a, guardrail->b);
    const struct compare_rate *control = &kpi->arms[guardrail->a];
    struct stats_margin result;
    double needed;
    guardrail->state = COMPARE_NOT_KNOWN;
    double stated = compare_margin(builder, kpi->kpi);
    guardrail->margin =
        stated > 0 ? stated : stats_margin_default(control->has_value ? control->value : 0);
    if (!pair || pair->status != STATS_OK || !pair->looks) {
        return;
    }
    bool turned = pair->a != guardrail->a;
    struct stats_count a = turned ? pair->last.b : pair->last.a;
    struct stats_count b = turned ? pair->last.a : pair->last.b;
    if (stats_margin(a, b, guardrail->margin, guardrail_critical(compare, pair), &result) ==
        STATS_OK) {
        guardrail->has_upper = true;
        guardrail->upper = result.upper;
        guardrail->state = result.safe ? COMPARE_SAFE : COMPARE_NOT_KNOWN;
    }
    if (pair->by_day) {
        /* Pooled figures would take the days for the arm here, too. */
        double difference = turned ? -pair->difference : pair->difference;
        double se = pair->has_interval ? (pair->high - pair->low) / (2 * pair->critical) : 0;
        bool enough = pair->last.judge && se > 0;
        guardrail->upper =
            enough ? difference + guardrail_critical(compare, pair) * se : guardrail->upper;
        guardrail->state =
            enough && guardrail->upper < guardrail->margin ? COMPARE_SAFE : COMPARE_NOT_KNOWN;
    }
    if (guardrail->state != COMPARE_SAFE && pair->called && pair->b_better == turned) {
        guardrail->state = COMPARE_HARM;
    }
    if (control->has_value && stats_power_guardrail(control->value, guardrail->margin,
                                                    GUARDRAIL_ALPHA, COMPARE_POWER, &needed)) {
        guardrail->needed = ceil(needed * guardrail_inflation(compare));
    }
}

static bool guard(struct compare_builder *builder, size_t leader, size_t second)
{
    struct compare *compare = builder->compare;
    size_t challenger = compare->arm_count == 2 ? 1 : leader ? leader : second;
    for (size_t i = 0; i < compare->kpi_count; i++) {
        if (compare->kpis[i].role != COMPARE_GUARDRAIL) {
            continue;
        }
        struct compare_guardrail *guardrail = &compare->guardrails[compare->guardrail_count++];
        *guardrail =
            (struct compare_guardrail){.kpi = compare->kpis[i].kpi, .a = 0, .b = challenger};
        compare_judge_guardrail(builder, &compare->kpis[i], guardrail);
        if (!compare_say_guardrail(builder, guardrail)) {
            return false;
        }
        if (guardrail->state == COMPARE_HARM && compare->winner == (int)challenger) {
            compare->winner = -1;
        }
    }
    return true;
}

/* --- what comes next ---------------------------------------------------------------------------
 */

static bool pace(struct compare_builder *builder, double remaining, uint64_t *days)
{
    const struct compare *compare = builder->compare;
    uint64_t sent[STATS_POWER_PACE] = {0}, weeks;
    int32_t last = builder->scope->today - 1;
    if (compare->first_day == DAY_NONE || compare->first_day > last) {
        return false;
    }
    size_t count = STATS_POWER_PACE;
    int32_t first = last - STATS_POWER_PACE + 1;
    if (first < compare->first_day) {
        first = compare->first_day;
        count = (size_t)(last - first) + 1;
    }
    for (size_t day = 0; day < builder->day_count; day++) {
        if (builder->days[day] < first || builder->days[day] > last) {
            continue;
        }
        for (size_t i = 0; i < compare->arm_count; i++) {
            const struct total *total = builder->at[i * builder->day_count + day];
            int64_t value;
            if (total && total_get(total, COUNTER_SENT, &value) && value > 0) {
                sent[builder->days[day] - first] += (uint64_t)value;
            }
        }
    }
    if (!stats_power_days(remaining, sent, count, days, &weeks)) {
        return false;
    }
    /* Short waits by the day; longer ones hold whole weeks, since weekdays differ. */
    *days = *days < 7 ? *days : weeks * 7;
    return *days <= DAYS_TOLD;
}

static void look_ahead(struct compare_builder *builder, size_t leader, size_t second)
{
    struct compare *compare = builder->compare;
    const struct compare_kpi *goal = &compare->kpis[0];
    double pairs = (double)goal->pair_count, arms = (double)compare->arm_count;
    double least = (double)INFINITY, all = 0, other;
    for (size_t i = 0; i < compare->arm_count; i++) {
        least = fmin(least, (double)goal->arms[i].count.n);
        all += (double)goal->arms[i].count.n;
    }
    double base = goal->arms[0].value, top = goal->arms[leader].value;
    if (compare->mode == COMPARE_PLANNED && compare->plan->recipients > 0) {
        double share = 1;
        for (size_t i = 0; i < compare->arm_count; i++) {
            share = fmin(share, compare->arms[i].weight);
        }
        least = fmax(least, compare->plan->recipients * share);
    }
    if (base > 0 && least > 0 &&
        stats_power_effect(base, least / inflation(compare), COMPARE_ALPHA / pairs, COMPARE_POWER,
                           false, &other)) {
        compare->has_mde = true;
        compare->mde = other / base - 1;
    }
    double remaining = 0, size;
    if (compare->mode == COMPARE_PLANNED) {
        remaining = compare->plan->recipients - all;
    } else if (compare->state == COMPARE_TOO_FEW) {
        const struct compare_pair *pair = compare_pair_of(goal, leader, second);
        double expected = pair ? stats_count_expected(pair->last.a, pair->last.b) : 0;
        remaining = expected > 0 ? all * (STATS_COUNT_ENOUGH / expected - 1) : 0;
    } else if (stats_power_size(goal->arms[second].value, top, COMPARE_ALPHA / pairs, COMPARE_POWER,
                                &size)) {
        remaining = size * inflation(compare) * arms - all;
    }
    uint64_t days;
    if (compare->mode == COMPARE_PLANNED && compare->plan->has_until) {
        int64_t left = (int64_t)compare->plan->until - builder->scope->today + 1;
        compare->days_to_go = compare->state == COMPARE_TOO_EARLY && left > 0 ? left : -1;
        return;
    }
    bool waiting = compare->state == COMPARE_TOO_EARLY || compare->state == COMPARE_TOO_FEW;
    if (waiting && !is_ended(builder) && remaining > 0 && pace(builder, remaining, &days)) {
        compare->days_to_go = (int64_t)days;
    }
}

/* --- all ---------------------------------------------------------------------------------------
 */

bool compare_judge(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    struct compare_wrong wrong = {0};
    size_t leader = 0, second = 1;
    double same = compare->plan ? compare->plan->same_within : 0;
    compare->same_within = same > 0 ? same : builder->scope->limits.same_within;
    compare->winner = -1;
    compare->decided_on = DAY_NONE;
    compare->days_to_go = -1;
    bool test = false;
    if (compare_find_wrong(builder, &compare->kpis[0], &wrong)) {
        compare->state = COMPARE_DATA_ERROR;
    } else if (builder->not_test) {
        compare->state = COMPARE_NOT_A_TEST;
    } else if (no_data(builder)) {
        compare->state = COMPARE_NO_DATA;
    } else if (compare->has_srm && !compare->srm_ok) {
        compare->state = COMPARE_BROKEN_SPLIT;
    } else {
        compare->state = state_of(builder);
        test = true;
    }
    if (compare->arm_count >= 2) {
        rank(compare, &leader, &second);
    }
    compare->leader = leader;
    compare->second = second;
    if (test) {
        look_ahead(builder, leader, second);
        if (!guard(builder, leader, second)) {
            return false;
        }
    }
    return compare_against_control(builder) && compare_say(builder, &wrong, leader, second) &&
           compare_say_pairs(builder) && compare_say_delivery(builder) &&
           compare_say_checks(builder) && compare_say_next(builder) && compare_trace(builder);
}
