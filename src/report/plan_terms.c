/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plan_terms.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/arm_list.h"
#include "report/compare.h"
#include "report/share.h"
#include "stats/power.h"

#define PER_ARM_MAX INT64_C(1000000000)

struct taking {
    struct arena *arena;
    const struct plan_terms *terms;
    enum plan_term *wrong;
};

static const char *text_of(const struct taking *taking, enum plan_term term)
{
    return taking->terms->text[term];
}

static bool given(const struct taking *taking, enum plan_term term)
{
    return text_of(taking, term) != NULL;
}

static const char *name_of(const struct taking *taking, enum plan_term term)
{
    return taking->terms->names[term];
}

/* --- goal and arms -----------------------------------------------------------------------------
 */

static bool take_goal(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_GOAL);
    enum kpi goal = text ? kpi_by_name(text) : plan->goal;
    if (text && goal == KPI_NONE) {
        err_set(err, ERR_USAGE, _("there is no KPI \"%.40s\""), text);
        return err_todo(err, "%s", "ctr, engagement_rate, open_rate, conversion_rate, optout_rate");
    }
    if (goal != KPI_NONE && kpi_info(goal)->formula != KPI_FORMULA_RATE) {
        return err_set(err, ERR_USAGE, _("%s is no share of people: it cannot be tested"), text);
    }
    plan->goal = goal;
    return true;
}

static bool take_by(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_BY);
    if (!text) {
        return true;
    }
    plan->by = strcmp(text, "variant") == 0    ? ATTR_VARIANT
               : strcmp(text, "template") == 0 ? ATTR_TEMPLATE
                                               : ATTR_NONE;
    return plan->by != ATTR_NONE ||
           err_set(err, ERR_USAGE, _("a test is by variant or template, not by \"%.40s\""), text);
}

/* "A:50"; without a weight -1. False: the weight cannot be one. */
static bool take_weight(struct arm_word *word, double *weight)
{
    char *end;
    *weight = -1;
    if (!word->weight || !strchr("+-.0123456789", word->weight[0]) || !word->weight[0]) {
        return true; /* a name with a colon in it, as below */
    }
    double value = strtod(word->weight, &end);
    if (*end) {
        return true;
    }
    arm_word_part(word);
    *weight = value;
    return value > 0 && value < 1e9;
}

static bool take_arms(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_ARMS);
    char *rest = arena_strdup(taking->arena, text);
    struct arm_word word;
    size_t with = 0;
    if (!text || !rest) {
        return !text || err_memory(err);
    }
    plan->arm_count = 0;
    while (arm_list_next(&rest, &word)) {
        double weight;
        if (plan->arm_count == PLAN_ARMS_MAX) {
            return err_set(err, ERR_USAGE, _("at most %d arms can be compared"), PLAN_ARMS_MAX);
        }
        if (!take_weight(&word, &weight) || !word.name[0]) {
            return err_set(err, ERR_USAGE,
                           _("%s are names with weights such as A:50,B:50, not "
                             "\"%.80s\""),
                           name_of(taking, PLAN_TERM_ARMS), text);
        }
        with += weight > 0;
        plan->arms[plan->arm_count++] = (struct plan_arm){word.name, weight > 0 ? weight : 1};
    }
    if (with && with < plan->arm_count) {
        return err_set(err, ERR_USAGE, _("%s: all have a weight or none, not \"%.80s\""),
                       name_of(taking, PLAN_TERM_ARMS), text);
    }
    plan->weighted = with > 0;
    return plan->arm_count > 0 ||
           err_set(err, ERR_USAGE, _("%s names none"), name_of(taking, PLAN_TERM_ARMS));
}

/* --- the end -----------------------------------------------------------------------------------
 */

static bool take_per_arm(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_PER_ARM);
    char *end;
    if (!text) {
        return true;
    }
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno || value < 1 || value > PER_ARM_MAX) {
        return err_set(err, ERR_USAGE, _("%s is a number such as 6000, not \"%.40s\""),
                       name_of(taking, PLAN_TERM_PER_ARM), text);
    }
    plan->per_arm = value;
    plan->until = DAY_NONE;
    plan->baseline = plan->lift = 0;
    return true;
}

static bool take_until(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_UNTIL);
    if (!text) {
        return true;
    }
    if (!civil_parse_day(text, &plan->until)) {
        return err_set(err, ERR_USAGE, _("%s is a day such as 2026-10-31, not \"%.40s\""),
                       name_of(taking, PLAN_TERM_UNTIL), text);
    }
    plan->per_arm = 0;
    plan->baseline = plan->lift = 0;
    return true;
}

static bool take_share(const struct taking *taking, enum plan_term term, double low, double high,
                       double *share, struct err *err)
{
    *taking->wrong = term;
    return share_parse(name_of(taking, term), text_of(taking, term), low, high, share, err);
}

/* A lift to be seen says how many recipients it needs. */
static bool take_lift(const struct taking *taking, struct plan *plan, struct err *err)
{
    double size;
    if (!take_share(taking, PLAN_TERM_BASELINE, 0, 1, &plan->baseline, err) ||
        !take_share(taking, PLAN_TERM_LIFT, -1, 1e6, &plan->lift, err) ||
        !take_share(taking, PLAN_TERM_POWER, 0, 1, &plan->power, err)) {
        return false;
    }
    *taking->wrong = PLAN_TERM_LIFT;
    bool asked =
        given(taking, PLAN_TERM_LIFT) ||
        (plan->lift != 0 && (given(taking, PLAN_TERM_BASELINE) || given(taking, PLAN_TERM_POWER) ||
                             given(taking, PLAN_TERM_ARMS)));
    if (!asked) {
        return true;
    }
    if (plan->baseline <= 0) {
        *taking->wrong = PLAN_TERM_BASELINE;
        return err_set(err, ERR_USAGE, _("%s needs %s: the rate that it lifts, such as 20%%"),
                       name_of(taking, PLAN_TERM_LIFT), name_of(taking, PLAN_TERM_BASELINE));
    }
    if (plan->arm_count < 2) {
        return true; /* plan_check says what is missing */
    }
    double target = plan->baseline * (1 + plan->lift);
    double pairs = (double)(plan->arm_count * (plan->arm_count - 1)) / 2;
    if (target > 1 || !stats_power_size(plan->baseline, target, COMPARE_ALPHA / pairs,
                                        plan->power > 0 ? plan->power : COMPARE_POWER, &size)) {
        return err_set(err, ERR_USAGE, "%s", _("no number of recipients tells such a lift"));
    }
    size = ceil(size * STATS_POWER_PLANNED);
    if (size > (double)PER_ARM_MAX) {
        return err_set(err, ERR_USAGE, "%s", _("no number of recipients tells such a lift"));
    }
    plan->per_arm = (int64_t)size;
    plan->until = DAY_NONE;
    return true;
}

static bool has_one_end(const struct taking *taking, struct err *err)
{
    int ways = given(taking, PLAN_TERM_PER_ARM) + given(taking, PLAN_TERM_UNTIL) +
               given(taking, PLAN_TERM_LIFT);
    return ways < 2 ||
           err_set(err, ERR_USAGE, _("a test has one end: %s, %s, or %s and %s"),
                   name_of(taking, PLAN_TERM_PER_ARM), name_of(taking, PLAN_TERM_UNTIL),
                   name_of(taking, PLAN_TERM_BASELINE), name_of(taking, PLAN_TERM_LIFT));
}

/* --- the rest ----------------------------------------------------------------------------------
 */

static bool take_guardrails(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_GUARDRAIL);
    char *words = arena_strdup(taking->arena, text), *rest = NULL;
    if (!text || !words) {
        return !text || err_memory(err);
    }
    plan->guardrail_count = 0;
    for (char *word = strtok_r(words, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        char *colon = strchr(word, ':');
        double margin = 0;
        if (colon) {
            *colon = '\0';
        }
        enum kpi kpi = kpi_by_name(word);
        bool known = kpi == KPI_OPTOUT_RATE || kpi == KPI_BLOCK_RATE || kpi == KPI_FAILURE_RATE;
        for (size_t i = 0; i < plan->guardrail_count; i++) {
            known = known && plan->guardrails[i].kpi != kpi;
        }
        if (!known || !colon || !share_points(colon + 1, &margin) || !(margin > 0 && margin < 1)) {
            err_set(err, ERR_USAGE, _("%s is a KPI and points, once each, not \"%.80s\""),
                    name_of(taking, PLAN_TERM_GUARDRAIL), text);
            return err_todo(err, "%s", "optout_rate:0.1pt, block_rate:0.05pt, failure_rate:1pt");
        }
        plan->guardrails[plan->guardrail_count++] = (struct plan_guardrail){kpi, margin};
    }
    return true;
}

static bool take_randomized(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_RANDOMIZED);
    if (!text) {
        return true;
    }
    bool yes = strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "no") != 0) {
        return err_set(err, ERR_USAGE, _("%s is yes or no, not \"%.40s\""),
                       name_of(taking, PLAN_TERM_RANDOMIZED), text);
    }
    plan->assigned = yes ? PLAN_AT_RANDOM : PLAN_NOT_AT_RANDOM;
    return true;
}

static bool take_same(const struct taking *taking, struct plan *plan, struct err *err)
{
    const char *text = text_of(taking, PLAN_TERM_SAME);
    double points;
    if (!text) {
        return true;
    }
    if (!share_points(text, &points) || !(points > 0 && points < 1)) {
        return err_set(err, ERR_USAGE, _("%s is a number of points such as 0.5pt, not \"%.40s\""),
                       name_of(taking, PLAN_TERM_SAME), text);
    }
    plan->same_within = points;
    return true;
}

bool plan_terms_take(struct arena *arena, const struct plan_terms *terms, struct plan *plan,
                     enum plan_term *wrong, struct err *err)
{
    static const struct {
        enum plan_term term;
        bool (*take)(const struct taking *taking, struct plan *plan, struct err *err);
    } steps[] = {
        {PLAN_TERM_GOAL, take_goal},
        {PLAN_TERM_BY, take_by},
        {PLAN_TERM_ARMS, take_arms},
        {PLAN_TERM_PER_ARM, take_per_arm},
        {PLAN_TERM_UNTIL, take_until},
        {PLAN_TERM_LIFT, take_lift},
        {PLAN_TERM_GUARDRAIL, take_guardrails},
        {PLAN_TERM_RANDOMIZED, take_randomized},
        {PLAN_TERM_SAME, take_same},
    };
    const struct taking taking = {arena, terms, wrong};
    *wrong = PLAN_TERM_COUNT;
    bool ok = has_one_end(&taking, err);
    for (size_t i = 0; ok && i < ARRAY_COUNT(steps); i++) {
        *wrong = steps[i].term;
        ok = steps[i].take(&taking, plan, err);
    }
    return ok;
}

/* --- the other way -----------------------------------------------------------------------------
 */

static void put_arms(const struct plan *plan, char *buffer)
{
    struct strbuf text = STRBUF_INIT;
    for (size_t i = 0; i < plan->arm_count; i++) {
        arm_list_put(&text, plan->arms[i].name);
        if (plan->weighted) {
            strbuf_printf(&text, ":%.12g", plan->arms[i].weight);
        }
    }
    snprintf(buffer, PLAN_TERM_SIZE, "%s", text.failed ? "" : strbuf_text(&text));
    strbuf_free(&text);
}

static void put_guardrails(const struct plan *plan, char *buffer)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (size_t i = 0; i < plan->guardrail_count && used < PLAN_TERM_SIZE; i++) {
        int wrote =
            snprintf(buffer + used, PLAN_TERM_SIZE - used, "%s%s:%.12gpt", i ? "," : "",
                     kpi_info(plan->guardrails[i].kpi)->name, 100 * plan->guardrails[i].margin);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
}

static void put_share(double share, char *buffer)
{
    if (share != 0) {
        snprintf(buffer, PLAN_TERM_SIZE, "%.12g%%", 100 * share);
    }
}

const char *plan_term_words(const struct plan *plan, enum plan_term term,
                            char buffer[PLAN_TERM_SIZE])
{
    buffer[0] = '\0';
    switch (term) {
    case PLAN_TERM_GOAL:
        return plan->goal == KPI_NONE ? "" : kpi_info(plan->goal)->name;
    case PLAN_TERM_BY:
        return plan->by == ATTR_NONE ? "" : attr_info(plan->by)->name;
    case PLAN_TERM_ARMS:
        put_arms(plan, buffer);
        break;
    case PLAN_TERM_PER_ARM:
        if (plan->per_arm > 0) {
            snprintf(buffer, PLAN_TERM_SIZE, "%lld", (long long)plan->per_arm);
        }
        break;
    case PLAN_TERM_UNTIL:
        if (plan->until != DAY_NONE) {
            civil_format_day(plan->until, buffer);
        }
        break;
    case PLAN_TERM_BASELINE:
        put_share(plan->baseline, buffer);
        break;
    case PLAN_TERM_LIFT:
        put_share(plan->lift, buffer);
        break;
    case PLAN_TERM_POWER:
        put_share(plan->power, buffer);
        break;
    case PLAN_TERM_GUARDRAIL:
        put_guardrails(plan, buffer);
        break;
    case PLAN_TERM_RANDOMIZED:
        return plan->assigned == PLAN_AT_RANDOM       ? "yes"
               : plan->assigned == PLAN_NOT_AT_RANDOM ? "no"
                                                      : "";
    case PLAN_TERM_SAME:
        if (plan->same_within > 0) {
            snprintf(buffer, PLAN_TERM_SIZE, "%.12gpt", 100 * plan->same_within);
        }
        break;
    case PLAN_TERM_COUNT:
        break;
    }
    return buffer;
}
