/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the arms look like random parts of one audience, and whether they were split as meant.
 */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/compare_private.h"
#include "stats/srm.h"
#include "text/format.h"

/* A day that holds more than this share of an arm's sends must have sends of every arm. */
#define SHARE_OF_DAY 0.05
/* Arms whose audiences differ by more are no halves of one. */
#define SHARE_OF_AUDIENCE 0.05

/* --- is it a test ------------------------------------------------------------------------------
 */

int64_t compare_sent_on(const struct compare_builder *builder, size_t arm, size_t day)
{
    const struct total *total = builder->at[arm * builder->day_count + day];
    int64_t sent;
    return total && total_get(total, COUNTER_SENT, &sent) && sent > 0 ? sent : 0;
}

/* Every arm was sent on every day that matters: the days on which one was not hold little of any
 * other, alone and together. Templates that follow each other are no test. */
static bool same_days(struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    double missed[COMPARE_ARMS_MAX] = {0};
    for (size_t day = 0; day < builder->day_count && builder->days[day] != DAY_NONE; day++) {
        double largest = 0;
        for (size_t i = 0; i < compare->arm_count; i++) {
            double sends = (double)compare->arms[i].sent;
            double share = sends > 0 ? (double)compare_sent_on(builder, i, day) / sends : 0;
            largest = share > largest ? share : largest;
        }
        for (size_t i = 0; i < compare->arm_count; i++) {
            /* Who was never sent to is told so, by name. */
            bool without = compare_sent_on(builder, i, day) == 0 && compare->arms[i].sent > 0;
            missed[i] += without ? largest : 0;
            if (missed[i] > SHARE_OF_DAY) {
                char words[WORDS_SIZE];
                builder->not_test =
                    arena_printf(builder->arena, _("%s was not sent on %s"), compare->arms[i].shown,
                                 words_day(builder->days[day], builder->scope->today, words));
                return builder->not_test || err_memory(builder->err);
            }
        }
    }
    return true;
}

/* The share of one audience in an arm; false where the arm's audiences are not known. */
static bool share_of(const struct arm_cross *pairs, size_t count, const char *arm,
                     const char *other, double *share)
{
    double all = 0, part = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(pairs[i].arm, arm) == 0) {
            all += (double)pairs[i].sent;
            part += strcmp(pairs[i].other, other) == 0 ? (double)pairs[i].sent : 0;
        }
    }
    *share = all > 0 ? part / all : 0;
    return all > 0;
}

static bool same_audience(struct compare_builder *builder, enum attr other)
{
    const struct compare *compare = builder->compare;
    struct arm_cross *pairs;
    size_t count;
    if (!query_arm_cross(builder->store, builder->arena, builder->request->campaigns[0],
                         compare->by, other, &pairs, &count, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        double low = 2, high = -1;
        size_t at_low = 0, at_high = 0;
        for (size_t arm = 0; arm < compare->arm_count; arm++) {
            double share;
            if (share_of(pairs, count, compare->arms[arm].name, pairs[i].other, &share)) {
                at_low = share < low ? arm : at_low;
                at_high = share > high ? arm : at_high;
                low = fmin(low, share);
                high = fmax(high, share);
            }
        }
        if (high - low > SHARE_OF_AUDIENCE) {
            char lowest[FORMAT_SIZE], highest[FORMAT_SIZE];
            builder->not_test = arena_printf(
                builder->arena, _("%s %s: %s of %s, %s of %s"), attr_info(other)->name,
                pairs[i].other, format_percent(high, true, highest), compare->arms[at_high].shown,
                format_percent(low, true, lowest), compare->arms[at_low].shown);
            return builder->not_test || err_memory(builder->err);
        }
    }
    return true;
}

static bool share_a_day(const struct compare_builder *builder, size_t a, size_t b)
{
    for (size_t day = 0; day < builder->day_count; day++) {
        if (compare_sent_on(builder, a, day) > 0 && compare_sent_on(builder, b, day) > 0) {
            return true;
        }
    }
    return false;
}

/* Whatever was said of how people were assigned, what was sent on other days only cannot be told
 * from what the days did. */
static bool some_day(struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    for (size_t a = 0; a < compare->arm_count; a++) {
        for (size_t b = a + 1; b < compare->arm_count; b++) {
            if (compare->arms[a].sent > 0 && compare->arms[b].sent > 0 &&
                !share_a_day(builder, a, b)) {
                builder->not_test =
                    arena_printf(builder->arena, _("%s and %s were sent on no day together"),
                                 compare->arms[a].shown, compare->arms[b].shown);
                return builder->not_test || err_memory(builder->err);
            }
        }
    }
    return true;
}

static bool test_like(struct compare_builder *builder)
{
    static const enum attr audiences[] = {ATTR_SEGMENT, ATTR_LANGUAGE, ATTR_COUNTRY};
    const struct compare *compare = builder->compare;
    enum compare_randomized said =
        builder->request->plan ? builder->request->plan->randomized : COMPARE_UNSAID;
    if (compare->arm_count < 2) {
        return true;
    }
    if (said == COMPARE_RANDOM) {
        return some_day(builder);
    }
    if (said == COMPARE_NOT_RANDOM ||
        (compare->by != ATTR_VARIANT && compare->by != ATTR_TEMPLATE)) {
        builder->not_test = "";
        return true;
    }
    bool ok = same_days(builder);
    for (size_t i = 0; ok && !builder->not_test && i < sizeof audiences / sizeof *audiences; i++) {
        ok = same_audience(builder, audiences[i]);
    }
    return ok;
}

/* --- the split -------------------------------------------------------------------------------- */

static void check_srm(struct compare *compare)
{
    uint64_t sent[COMPARE_ARMS_MAX];
    double weights[COMPARE_ARMS_MAX];
    for (size_t i = 0; i < compare->arm_count; i++) {
        if (!compare->arms[i].has_sent || compare->arms[i].sent < 0) {
            return;
        }
        sent[i] = (uint64_t)compare->arms[i].sent;
        weights[i] = compare->arms[i].weight;
    }
    struct stats_srm srm;
    if (stats_srm(sent, weights, compare->arm_count, &srm) == STATS_OK) {
        compare->has_srm = true;
        compare->srm_chi2 = srm.chi2;
        compare->srm_df = srm.df;
        compare->srm_p = srm.p;
        compare->srm_ok = !srm.flag;
    }
}

static void check_drift(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    for (size_t a = 0; a < compare->arm_count; a++) {
        for (size_t b = a + 1; b < compare->arm_count; b++) {
            for (size_t day = 0; day < builder->day_count; day++) {
                builder->scratch[day] =
                    (struct stats_day){{0, (uint64_t)compare_sent_on(builder, a, day)},
                                       {0, (uint64_t)compare_sent_on(builder, b, day)}};
            }
            compare->max_share_shift = fmax(compare->max_share_shift,
                                            stats_day_drift(builder->scratch, builder->day_count));
        }
    }
    compare->by_day = compare->max_share_shift > STATS_DAY_DRIFT;
}

/* Beside dated days, what has none has no place in their order. */
static bool note_undated(struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    int64_t undated = 0;
    for (size_t i = 0; i < compare->arm_count; i++) {
        undated += compare->arms[i].has_sent ? compare->arms[i].sent : 0;
        for (size_t day = 0; day < builder->day_count; day++) {
            undated -= compare_sent_on(builder, i, day);
        }
    }
    char count[FORMAT_SIZE];
    return undated <= 0 ||
           compare_note(builder,
                        arena_printf(builder->arena, _("%s messages without a date are left out."),
                                     format_count(undated, count)));
}

bool compare_check_split(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    if (!test_like(builder)) {
        return false;
    }
    compare->first_day = DAY_NONE;
    compare->last_day = DAY_NONE;
    for (size_t day = 0; day < builder->day_count; day++) {
        for (size_t i = 0; i < compare->arm_count; i++) {
            if (builder->days[day] != DAY_NONE && compare_sent_on(builder, i, day) > 0) {
                compare->first_day =
                    compare->first_day == DAY_NONE ? builder->days[day] : compare->first_day;
                compare->days += compare->last_day != builder->days[day];
                compare->last_day = builder->days[day];
            }
        }
    }
    if (!note_undated(builder)) {
        return false;
    }
    if (!builder->not_test) {
        check_srm(compare);
        check_drift(builder);
    }
    return true;
}
