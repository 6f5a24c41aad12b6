/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/compare_private.h"
#include "stats/sequence.h"
#include "stats/welch.h"
#include "stats/winsor.h"
#include "text/format.h"

/* What single messages of each arm brought; NULL where they are not known. */
struct purses {
    const struct arm_revenue *arm[COMPARE_ARMS_MAX];
};

static bool load(struct compare_builder *builder, int32_t until, struct purses *purses)
{
    const struct compare *compare = builder->compare;
    int32_t from = builder->scope->period.from;
    for (size_t i = 0; i < compare->arm_count; i++) {
        struct arm_revenue *found;
        size_t count;
        if (cancelled(builder->cancel)) {
            return err_set(builder->err, ERR_CANCELLED, "%s", _("stopped"));
        }
        if ((i == 0 || compare->campaigns) &&
            !query_arm_revenue(builder->store, builder->arena, builder->numbers[i], compare->by,
                               from, until, &found, &count, builder->err)) {
            return false;
        }
        if (compare->campaigns) {
            purses->arm[i] = count ? &found[0] : NULL;
            continue;
        }
        /* One pass gives all arms of a campaign. */
        for (size_t arm = 0; arm < compare->arm_count; arm++) {
            for (size_t k = 0; k < count; k++) {
                if (found[k].value && strcmp(found[k].value, compare->arms[arm].name) == 0) {
                    purses->arm[arm] = &found[k];
                }
            }
        }
        break;
    }
    return true;
}

/* Amounts above *cap count as it. */
static bool find_cap(struct compare_builder *builder, const struct purses *purses, int64_t *cap,
                     size_t *above)
{
    size_t all = 0;
    *cap = INT64_MAX;
    *above = 0;
    for (size_t i = 0; i < builder->compare->arm_count; i++) {
        all += purses->arm[i]->count;
    }
    int64_t *amounts = ARENA_ARRAY(builder->arena, int64_t, all + 1);
    if (!amounts) {
        return err_memory(builder->err);
    }
    all = 0;
    for (size_t i = 0; i < builder->compare->arm_count; i++) {
        memcpy(amounts + all, purses->arm[i]->amounts, purses->arm[i]->count * sizeof *amounts);
        all += purses->arm[i]->count;
    }
    if (!stats_winsor_cap(amounts, all, cap, above)) {
        *cap = INT64_MAX;
        *above = 0;
    }
    return true;
}

/* An interval of the difference in whole units of money, Welch's for one look, else the sequence
 * with his standard error. */
static void test_pair(const struct compare *compare, const struct stats_sample *a,
                      const struct stats_sample *b, double pairs, struct compare_pair *pair)
{
    struct stats_welch welch;
    double alpha = COMPARE_ALPHA / pairs;
    if (stats_welch(a, b, 1 - alpha, &welch) != STATS_OK) {
        return;
    }
    struct stats_interval interval = welch.interval;
    pair->p = welch.p;
    pair->critical = welch.se > 0 ? (interval.high - welch.difference) / welch.se : 0;
    pair->z = welch.t;
    pair->has_test = compare->mode != COMPARE_NOT_TESTED;
    if (compare->mode == COMPARE_OPEN || compare->mode == COMPARE_PLANNED) {
        struct stats_sequence sequence = {alpha, compare->tightest};
        struct stats_sequence_result result;
        if (stats_sequence_estimate(&sequence, (double)a->n + (double)b->n, welch.difference,
                                    welch.se, &result) != STATS_OK) {
            pair->has_test = false;
            return;
        }
        interval = result.interval;
        pair->critical = result.critical;
        pair->p = result.p;
    }
    pair->p_adjusted = fmin(1, pair->p * pairs);
    pair->difference = welch.difference * 1e6;
    pair->low = interval.low * 1e6;
    pair->high = interval.high * 1e6;
    pair->has_difference = pair->has_interval = true;
}

static bool judge(struct compare_builder *builder, struct compare_kpi *kpi,
                  const struct purses *purses)
{
    struct compare *compare = builder->compare;
    struct stats_sample samples[COMPARE_ARMS_MAX];
    int64_t cap;
    size_t above;
    if (!find_cap(builder, purses, &cap, &above)) {
        return false;
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        const struct arm_revenue *purse = purses->arm[i];
        struct stats_sample_sums sums = {0};
        for (size_t k = 0; k < purse->count; k++) {
            stats_sample_add(&sums, purse->amounts[k], cap);
        }
        if (stats_sample_end(&sums, (uint64_t)purse->recipients, 1e6, &samples[i]) != STATS_OK) {
            kpi->note = _("the orders do not fit the recipients");
            return true;
        }
        kpi->arms[i].count.n = samples[i].n;
    }
    for (size_t i = 0; i < kpi->pair_count; i++) {
        struct compare_pair *pair = &kpi->pairs[i];
        test_pair(compare, &samples[pair->a], &samples[pair->b], (double)kpi->pair_count, pair);
    }
    if (above) {
        char most[FORMAT_SIZE];
        kpi->note = arena_printf(builder->arena, _("%zu orders above %s count as that much"), above,
                                 format_money(cap, kpi->arms[0].currency, most));
        return kpi->note || err_memory(builder->err);
    }
    return true;
}

/* Whether single messages tell all that the counters say: as many people, and the same sum. Orders
 * that name only the campaign, and what a second file said of a message, are in the counters only.
 */
static bool tells_all(const struct arm_revenue *purse, const struct compare_rate *rate)
{
    if (!purse || purse->mixed || (uint64_t)purse->recipients != rate->count.n) {
        return false;
    }
    double sum = 0, counted = rate->value * (double)rate->count.n;
    for (size_t i = 0; i < purse->count; i++) {
        sum += (double)purse->amounts[i];
    }
    return fabs(sum - counted) <= 1 + 1e-9 * fabs(counted);
}

/* Why there can be no interval; NULL: there can. */
static const char *obstacle(const struct compare *compare, const struct compare_kpi *kpi,
                            const struct purses *purses)
{
    for (size_t i = 0; i < compare->arm_count; i++) {
        if (!kpi->arms[i].has_value) {
            return _("not known for every one");
        }
        if (!currency_equal(kpi->arms[i].currency, kpi->arms[0].currency)) {
            return _("different currencies: not comparable");
        }
    }
    if (compare->base != RATE_BASE_SENT) {
        return _("an interval needs base sent");
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        if (!tells_all(purses->arm[i], &kpi->arms[i])) {
            return _("sums only, single orders are not known: no verdict");
        }
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        if (purses->arm[i]->count < STATS_WINSOR_JUDGED) {
            return _("too few buyers for a money verdict");
        }
    }
    return NULL;
}

static void fill_means(struct compare_builder *builder, struct compare_kpi *kpi, size_t mature)
{
    struct compare *compare = builder->compare;
    int slot = kpi_slot_of(kpi->kpi, kpi->base);
    for (size_t i = 0; i < compare->arm_count; i++) {
        struct compare_rate *rate = &kpi->arms[i];
        double money = 0, people = 0;
        for (size_t day = 0; day < mature; day++) {
            const struct total *total = builder->at[i * builder->day_count + day];
            if (total && total->slot[slot].tallies) {
                rate->known = true;
                money += (double)total->slot[slot].numerator;
                people += (double)total->slot[slot].denominator;
            }
        }
        rate->has_value = people > 0 && !total_is_mixed(compare->arms[i].total);
        rate->value = rate->has_value ? money / people : 0;
        rate->count.n = rate->has_value ? (uint64_t)people : 0;
        rate->currency = compare->arms[i].total->currency;
    }
}

bool compare_money(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    size_t mature = compare_mature(builder, KPI_REVENUE_PER_RECIPIENT);
    struct purses purses = {{NULL}};
    struct compare_kpi *kpi = &compare->kpis[compare->kpi_count];
    *kpi = (struct compare_kpi){.kpi = KPI_REVENUE_PER_RECIPIENT,
                                .role = COMPARE_OTHER,
                                .base = compare->base,
                                .denominator =
                                    kpi_denominator(KPI_REVENUE_PER_RECIPIENT, compare->base),
                                .money = true,
                                .until = mature ? builder->days[mature - 1] : DAY_NONE};
    fill_means(builder, kpi, mature);
    bool known = false;
    for (size_t i = 0; i < compare->arm_count; i++) {
        known |= kpi->arms[i].known;
    }
    if (!known || compare->arm_count < 2) {
        return true;
    }
    kpi->pairs =
        ARENA_ARRAY(builder->arena, struct compare_pair, compare->arm_count * compare->arm_count);
    if (!kpi->pairs) {
        return err_memory(builder->err);
    }
    for (size_t a = 0; a < compare->arm_count; a++) {
        for (size_t b = a + 1; b < compare->arm_count; b++) {
            kpi->pairs[kpi->pair_count++] =
                (struct compare_pair){.a = a, .b = b, .state = COMPARE_NONE};
        }
    }
    compare->kpi_count++;
    int32_t until = kpi->until == DAY_NONE ? INT32_MAX : kpi->until;
    if (!load(builder, until, &purses)) {
        return false;
    }
    if (!compare_say_young(builder, kpi)) {
        return false;
    }
    kpi->note = kpi->until == DAY_NONE && kpi->young ? kpi->young : obstacle(compare, kpi, &purses);
    for (size_t i = 0; kpi->note && i < kpi->pair_count; i++) {
        struct compare_pair *pair = &kpi->pairs[i];
        const struct compare_rate *a = &kpi->arms[pair->a], *b = &kpi->arms[pair->b];
        pair->has_difference =
            a->has_value && b->has_value && currency_equal(a->currency, b->currency);
        pair->difference = pair->has_difference ? b->value - a->value : 0;
    }
    return kpi->note || judge(builder, kpi, &purses);
}
