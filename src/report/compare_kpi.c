/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/compare_private.h"
#include "stats/bayes.h"
#include "stats/holm.h"
#include "stats/koopman.h"
#include "stats/mee.h"
#include "stats/normal.h"
#include "stats/sequence.h"
#include "stats/wilson.h"

/* Conversions and money count until the attribution window closes; what people do with the message
 * itself they do within COMPARE_WINDOW_DAYS. */
int compare_window(const struct compare_builder *builder, enum kpi kpi)
{
    bool fact = counter_info(kpi_info(kpi)->numerator)->role == COUNTER_ROLE_FACT;
    return fact ? builder->scope->window_days : COMPARE_WINDOW_DAYS;
}

size_t compare_mature(const struct compare_builder *builder, enum kpi kpi)
{
    int window = compare_window(builder, kpi);
    size_t days = 0;
    while (days < builder->day_count &&
           (builder->days[days] == DAY_NONE ||
            (int64_t)builder->days[days] + 1 + window <= builder->scope->today)) {
        days++;
    }
    return days;
}

bool compare_slot(const struct total *total, int slot, struct stats_count *count)
{
    if (!total || total->slot[slot].tallies == 0 || total->slot[slot].numerator < 0 ||
        total->slot[slot].denominator < 0) {
        return false;
    }
    *count = (struct stats_count){(uint64_t)total->slot[slot].numerator,
                                  (uint64_t)total->slot[slot].denominator};
    return true;
}

/* --- which ------------------------------------------------------------------------------------ */

static bool known_somewhere(const struct compare_builder *builder, enum kpi kpi,
                            enum rate_base base)
{
    int slot = kpi_slot_of(kpi, base);
    for (size_t i = 0; i < builder->compare->arm_count; i++) {
        if (builder->compare->arms[i].total->slot[slot].tallies > 0) {
            return true;
        }
    }
    return false;
}

bool compare_goal(struct compare_builder *builder)
{
    static const enum kpi usual[] = {KPI_CTR, KPI_ENGAGEMENT_RATE, KPI_OPEN_RATE};
    enum kpi goal = builder->request->goal;
    if (goal == KPI_NONE) {
        goal = KPI_CTR;
        for (size_t i = sizeof usual / sizeof *usual; i-- > 0;) {
            goal = known_somewhere(builder, usual[i], builder->compare->base) ? usual[i] : goal;
        }
    } else if (kpi_info(goal)->formula != KPI_FORMULA_RATE) {
        err_set(builder->err, ERR_USAGE, _("%s is no share of people: it is shown, not judged"),
                kpi_info(goal)->name);
        return err_todo(builder->err, _("ctr, engagement_rate, open_rate, conversion_rate ..."));
    }
    builder->compare->goal = goal;
    return true;
}

bool compare_choose_mode(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    bool planned;
    if (!compare_plan_holds(builder, &planned)) {
        return false;
    }
    /* A date needs days to count to. */
    planned = planned && (!compare->plan->has_until || compare->first_day != DAY_NONE);
    compare->mode = builder->not_test    ? COMPARE_NOT_TESTED
                    : planned            ? COMPARE_PLANNED
                    : compare->days <= 1 ? COMPARE_ONE_LOOK
                                         : COMPARE_OPEN;
    compare->by_day = compare->by_day && compare->mode != COMPARE_ONE_LOOK;
    return true;
}

/* --- one arm ---------------------------------------------------------------------------------- */

static void fill_arm(struct compare_builder *builder, struct compare_kpi *kpi, size_t arm)
{
    struct compare_rate *rate = &kpi->arms[arm];
    int slot = kpi_slot_of(kpi->kpi, kpi->base);
    size_t mature = compare_mature(builder, kpi->kpi);
    for (size_t day = 0; day < mature; day++) {
        struct stats_count count;
        if (compare_slot(builder->at[arm * builder->day_count + day], slot, &count)) {
            rate->known = true;
            rate->count = stats_count_add(rate->count, count);
        }
    }
    struct stats_interval interval;
    rate->has_value = rate->known && rate->count.n > 0;
    rate->value = rate->has_value ? stats_count_rate(rate->count) : 0;
    rate->has_interval = stats_wilson(rate->count.x, rate->count.n, stats_z(0.95), &interval);
    rate->low = rate->has_interval ? interval.low : 0;
    rate->high = rate->has_interval ? interval.high : 0;
}

/* --- two arms --------------------------------------------------------------------------------- */

static struct stats_rule rule_of(const struct compare_builder *builder,
                                 const struct compare_pair *pair, double comparisons)
{
    const struct compare *compare = builder->compare;
    struct stats_rule rule = {.mode = compare->mode == COMPARE_PLANNED ? STATS_PLANNED
                                      : compare->mode == COMPARE_OPEN  ? STATS_OPEN
                                                                       : STATS_ONE_LOOK,
                              .alpha = COMPARE_ALPHA / comparisons,
                              .tightest = compare->tightest,
                              .by_day = compare->by_day};
    if (compare->mode == COMPARE_PLANNED) {
        rule.planned = compare->plan->recipients *
                       (compare->arms[pair->a].weight + compare->arms[pair->b].weight);
        rule.elapsed = builder->elapsed;
    }
    return rule;
}

static void fill_days(struct compare_builder *builder, const struct compare_kpi *kpi,
                      const struct compare_pair *pair, size_t mature)
{
    int slot = kpi_slot_of(kpi->kpi, kpi->base);
    for (size_t day = 0; day < mature; day++) {
        struct stats_day *at = &builder->scratch[day];
        *at = (struct stats_day){{0}, {0}};
        compare_slot(builder->at[pair->a * builder->day_count + day], slot, &at->a);
        compare_slot(builder->at[pair->b * builder->day_count + day], slot, &at->b);
    }
}

/* A boundary takes milliseconds, so it is worked out once for all KPIs with the same
 * recipients; a value depends on the days before it only. */
static bool same_people(const struct compare_builder *builder, const struct compare_boundary *kept,
                        size_t mature)
{
    for (size_t day = 0; day < mature; day++) {
        const struct stats_day *at = &builder->scratch[day];
        if (day >= kept->count || (double)at->a.n + (double)at->b.n != kept->people[day]) {
            return false;
        }
    }
    return true;
}

static bool keep_boundary(struct compare_builder *builder, struct compare_boundary *kept,
                          size_t mature)
{
    double *people = ARENA_ARRAY(builder->arena, double, mature + 1);
    kept->critical = ARENA_ARRAY(builder->arena, double, mature + 1);
    if (!people || !kept->critical) {
        return err_memory(builder->err);
    }
    for (size_t day = 0; day < mature; day++) {
        people[day] = (double)builder->scratch[day].a.n + (double)builder->scratch[day].b.n;
    }
    memcpy(kept->critical, builder->critical, mature * sizeof *kept->critical);
    kept->people = people;
    kept->count = mature;
    return true;
}

static double all_pairs(const struct compare *compare)
{
    return (double)(compare->arm_count * (compare->arm_count - 1)) / 2;
}

bool compare_pair_days(struct compare_builder *builder, const struct compare_kpi *kpi,
                       const struct compare_pair *pair, size_t mature, struct stats_rule *rule)
{
    *rule = rule_of(builder, pair, all_pairs(builder->compare));
    fill_days(builder, kpi, pair, mature);
    struct compare_boundary *kept = &builder->boundaries[pair - kpi->pairs];
    if (rule->mode == STATS_PLANNED && kept->people && same_people(builder, kept, mature)) {
        memcpy(builder->critical, kept->critical, mature * sizeof *builder->critical);
        return true;
    }
    return stats_replay_critical(builder->scratch, mature, rule, builder->critical, builder->err) &&
           (rule->mode != STATS_PLANNED || kept->people || keep_boundary(builder, kept, mature));
}

/* The same with the alpha of another number of comparisons, which nothing is kept of. */
static bool other_days(struct compare_builder *builder, const struct compare_kpi *kpi,
                       const struct compare_pair *pair, size_t mature, double comparisons,
                       struct stats_rule *rule)
{
    *rule = rule_of(builder, pair, comparisons);
    fill_days(builder, kpi, pair, mature);
    return stats_replay_critical(builder->scratch, mature, rule, builder->critical, builder->err);
}

static void fill_lift(struct compare_pair *pair)
{
    struct stats_koopman ratio;
    if (stats_koopman(pair->last.a, pair->last.b, pair->critical, &ratio) != STATS_OK) {
        return;
    }
    pair->has_lift = ratio.has_ratio;
    pair->lift = ratio.ratio - 1;
    pair->has_lift_low = ratio.has_ratio;
    pair->lift_low = ratio.low - 1;
    pair->has_lift_high = ratio.has_high;
    pair->lift_high = ratio.high - 1;
}

/* Intervals at the critical value of the latest look, so that they say what the verdict says. */
static void fill_intervals(struct compare_builder *builder, const struct compare_kpi *kpi,
                           struct compare_pair *pair, size_t last_day)
{
    struct stats_interval interval;
    struct stats_by_day within;
    pair->critical = pair->last.critical;
    pair->z = pair->last.z;
    pair->by_day = builder->compare->by_day &&
                   stats_by_day(builder->scratch, last_day + 1, &within) == STATS_OK;
    if (pair->by_day) {
        pair->has_difference = true;
        pair->has_interval = within.se > 0; /* without any event there is nothing to go by */
        pair->difference = within.difference;
        pair->low = fmax(-1, within.difference - pair->critical * within.se);
        pair->high = fmin(1, within.difference + pair->critical * within.se);
        return;
    }
    pair->has_difference = true;
    pair->difference = stats_count_rate(pair->last.b) - stats_count_rate(pair->last.a);
    pair->has_interval =
        stats_mee(pair->last.a, pair->last.b, pair->critical, &interval) == STATS_OK;
    pair->low = pair->has_interval ? interval.low : 0;
    pair->high = pair->has_interval ? interval.high : 0;
    fill_lift(pair);
    struct stats_bayes bayes;
    if (builder->compare->mode != COMPARE_NOT_TESTED &&
        stats_bayes(pair->last.a, pair->last.b, &bayes) == STATS_OK) {
        bool more_is_better = kpi_info(kpi->kpi)->direction >= 0;
        pair->has_chance = true;
        pair->chance_b_better = more_is_better ? bayes.b_better : 1 - bayes.b_better;
        pair->expected_loss = more_is_better ? bayes.loss_b : bayes.loss_a;
    }
}

bool compare_fill_pair(struct compare_builder *builder, const struct compare_kpi *kpi,
                       struct compare_pair *pair, double comparisons)
{
    struct compare *compare = builder->compare;
    size_t mature = compare_mature(builder, kpi->kpi);
    struct stats_rule rule;
    struct stats_replay replay;
    pair->state = COMPARE_NONE;
    pair->p = 1;
    if (!kpi->arms[pair->a].known || !kpi->arms[pair->b].known || mature == 0) {
        pair->status = STATS_NO_DATA;
        return true;
    }
    if (!(comparisons > 0 ? other_days(builder, kpi, pair, mature, comparisons, &rule)
                          : compare_pair_days(builder, kpi, pair, mature, &rule))) {
        return false;
    }
    pair->status = stats_replay(builder->scratch, mature, &rule, builder->critical, NULL, &replay);
    if (pair->status != STATS_OK || replay.looks == 0 ||
        stats_count_check_pair(replay.last.a, replay.last.b) != STATS_OK) {
        return true;
    }
    pair->looks = replay.looks;
    pair->last = replay.last;
    fill_intervals(builder, kpi, pair, replay.last_day);
    if (compare->mode != COMPARE_NOT_TESTED) {
        pair->has_test = true;
        pair->p = replay.p;
        pair->over = replay.over;
        pair->fisher = replay.fisher;
        pair->called = replay.called;
        pair->called_day = replay.day;
        pair->call = replay.call;
        double difference = pair->fisher ? pair->difference : replay.call.z;
        pair->b_better =
            replay.called && (kpi_info(kpi->kpi)->direction >= 0 ? difference > 0 : difference < 0);
    }
    return true;
}

/* Over several pairs: Holm for one look, else times the number of pairs (each is held against its
 * share of alpha). */
bool compare_adjust(struct compare_builder *builder, struct compare_pair *pairs, size_t count)
{
    double p[COMPARE_ARMS_MAX * (COMPARE_ARMS_MAX - 1) / 2] = {0};
    for (size_t i = 0; i < count; i++) {
        p[i] = pairs[i].p;
    }
    if (builder->compare->mode == COMPARE_ONE_LOOK) {
        if (!stats_holm(p, count, p, builder->err)) {
            return false;
        }
    } else {
        for (size_t i = 0; i < count; i++) {
            p[i] = fmin(1, p[i] * (double)count);
        }
    }
    for (size_t i = 0; i < count; i++) {
        pairs[i].p_adjusted = p[i];
    }
    return true;
}

/* --- all -------------------------------------------------------------------------------------- */

/* Days of sends up to one. */
static size_t days_until(const struct compare_builder *builder, int32_t until)
{
    const struct compare *compare = builder->compare;
    size_t days = 0;
    for (size_t day = 0; day < builder->day_count && builder->days[day] <= until; day++) {
        bool sends = false;
        for (size_t i = 0; i < compare->arm_count; i++) {
            sends |= compare_sent_on(builder, i, day) > 0;
        }
        days += sends;
    }
    return days;
}

/* Which days of a KPI are left out because what people do has not arrived yet. */
bool compare_say_young(struct compare_builder *builder, struct compare_kpi *kpi)
{
    struct compare *compare = builder->compare;
    char day[WORDS_SIZE];
    if (compare->last_day == DAY_NONE ||
        (kpi->until != DAY_NONE && kpi->until >= compare->last_day)) {
        return true;
    }
    size_t counted = kpi->until == DAY_NONE ? 0 : days_until(builder, kpi->until);
    if (counted == 0) {
        int32_t first = compare->first_day + 1 + compare_window(builder, kpi->kpi);
        kpi->young = arena_printf(builder->arena, _("too young: its days count from %s on"),
                                  words_day(first, builder->scope->today, day));
    } else {
        kpi->young = arena_printf(builder->arena,
                                  NG_("%zu day counted of %zu", "%zu days counted of %zu", counted),
                                  counted, compare->days);
    }
    if (kpi == &compare->kpis[0]) {
        compare->counted = kpi->young;
        compare->counted_days = counted;
    }
    return kpi->young || err_memory(builder->err);
}

static bool add_kpi(struct compare_builder *builder, enum kpi id, enum compare_role role,
                    enum rate_base base)
{
    struct compare *compare = builder->compare;
    if (compare->kpi_count == COMPARE_KPIS_MAX - 1) { /* money keeps a place */
        return true;
    }
    struct compare_kpi *kpi = &compare->kpis[compare->kpi_count++];
    size_t arms = compare->arm_count, mature = compare_mature(builder, id);
    *kpi = (struct compare_kpi){.kpi = id,
                                .role = role,
                                .base = base,
                                .denominator = kpi_denominator(id, base),
                                .until = mature ? builder->days[mature - 1] : DAY_NONE};
    kpi->pairs = ARENA_ARRAY(builder->arena, struct compare_pair, arms * arms + 1);
    if (!kpi->pairs || !compare_say_young(builder, kpi)) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < arms; i++) {
        fill_arm(builder, kpi, i);
    }
    for (size_t a = 0; a < arms; a++) {
        for (size_t b = a + 1; b < arms; b++) {
            struct compare_pair *pair = &kpi->pairs[kpi->pair_count++];
            *pair = (struct compare_pair){.a = a, .b = b};
            if (!compare_fill_pair(builder, kpi, pair, 0)) {
                return false;
            }
        }
    }
    return !kpi->pair_count || compare_adjust(builder, kpi->pairs, kpi->pair_count);
}

bool compare_fill_kpis(struct compare_builder *builder)
{
    static const enum kpi guardrails[] = {KPI_OPTOUT_RATE, KPI_BLOCK_RATE, KPI_FAILURE_RATE};
    static const enum kpi others[] = {KPI_CTR,
                                      KPI_OPEN_RATE,
                                      KPI_ENGAGEMENT_RATE,
                                      KPI_CONVERSION_RATE,
                                      KPI_INTERACTION_RATE,
                                      KPI_LEAD_RATE,
                                      KPI_DELIVERY_RATE,
                                      KPI_FAILURE_RATE};
    struct compare *compare = builder->compare;
    enum kpi goal = compare->goal;
    compare->counted_days = compare->days;
    bool ok = add_kpi(builder, goal, COMPARE_GOAL, compare->base);
    for (size_t i = 0; ok && i < sizeof guardrails / sizeof *guardrails; i++) {
        if (guardrails[i] != goal && known_somewhere(builder, guardrails[i], compare->base) &&
            (guardrails[i] != KPI_FAILURE_RATE || compare_margin(builder, guardrails[i]) > 0)) {
            ok = add_kpi(builder, guardrails[i], COMPARE_GUARDRAIL, compare->base);
        }
    }
    /* Delivery is an outcome of the template; the rate among those it reached is a second line. */
    if (ok && kpi_info(goal)->based && compare->base == RATE_BASE_SENT &&
        known_somewhere(builder, goal, RATE_BASE_DELIVERED)) {
        ok = add_kpi(builder, goal, COMPARE_OTHER, RATE_BASE_DELIVERED);
    }
    for (size_t i = 0; ok && i < sizeof others / sizeof *others; i++) {
        bool watched = others[i] == KPI_FAILURE_RATE && compare_margin(builder, others[i]) > 0;
        if (others[i] != goal && !watched && known_somewhere(builder, others[i], compare->base)) {
            ok = add_kpi(builder, others[i], COMPARE_OTHER, compare->base);
        }
    }
    if (ok && compare->kpis[0].pair_count) {
        for (size_t i = 0; i < compare->kpis[0].pair_count; i++) {
            size_t looks = compare->kpis[0].pairs[i].looks;
            compare->looks = looks > compare->looks ? looks : compare->looks;
        }
    }
    compare->looks = compare->mode == COMPARE_NOT_TESTED ? 0 : compare->looks;
    return ok;
}
