/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/plan_options.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/share.h"
#include "report/compare.h"
#include "stats/power.h"

#define PER_ARM_MAX INT64_C(1000000000)

/* --- goal and arms -----------------------------------------------------------------------------
 */

static bool take_goal(const struct cli *cli, struct plan *plan, struct err *err)
{
    const char *text = cli->option[OPTION_GOAL];
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

static bool take_by(const struct cli *cli, struct plan *plan, struct err *err)
{
    const char *text = cli->option[OPTION_BY];
    if (!text) {
        return true;
    }
    plan->by = strcmp(text, "variant") == 0    ? ATTR_VARIANT
               : strcmp(text, "template") == 0 ? ATTR_TEMPLATE
                                               : ATTR_NONE;
    return plan->by != ATTR_NONE ||
           err_set(err, ERR_USAGE, _("a test is by variant or template, not by \"%.40s\""), text);
}

/* "A:50" in place; without a weight -1. */
static bool split_weight(char *word, double *weight)
{
    char *colon = strrchr(word, ':'), *end;
    *weight = -1;
    if (!colon || !colon[1]) {
        return true;
    }
    double value = strtod(colon + 1, &end);
    if (*end) {
        return true; /* a name with a colon in it */
    }
    *colon = '\0';
    *weight = value;
    return value > 0 && value < 1e9;
}

static bool take_arms(struct cli *cli, struct plan *plan, struct err *err)
{
    const char *text = cli->option[OPTION_ARMS];
    char *words = arena_strdup(cli->arena, text), *rest = NULL;
    size_t with = 0;
    if (!text || !words) {
        return !text || err_memory(err);
    }
    plan->arm_count = 0;
    for (char *word = strtok_r(words, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        double weight;
        if (plan->arm_count == PLAN_ARMS_MAX) {
            return err_set(err, ERR_USAGE, _("at most %d arms can be compared"), PLAN_ARMS_MAX);
        }
        if (!split_weight(word, &weight) || !word[0]) {
            return err_set(err, ERR_USAGE,
                           _("--arms are names with weights such as A:50,B:50, not "
                             "\"%.80s\""),
                           text);
        }
        with += weight > 0;
        plan->arms[plan->arm_count++] = (struct plan_arm){word, weight > 0 ? weight : 1};
    }
    if (with && with < plan->arm_count) {
        return err_set(err, ERR_USAGE, _("--arms: all have a weight or none, not \"%.80s\""), text);
    }
    plan->weighted = with > 0;
    return plan->arm_count > 0 || err_set(err, ERR_USAGE, "%s", _("--arms names none"));
}

/* --- the end -----------------------------------------------------------------------------------
 */

static bool take_per_arm(const struct cli *cli, struct plan *plan, struct err *err)
{
    const char *text = cli->option[OPTION_PER_ARM];
    char *end;
    if (!text) {
        return true;
    }
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno || value < 1 || value > PER_ARM_MAX) {
        return err_set(err, ERR_USAGE, _("--per-arm is a number of recipients, not \"%.40s\""),
                       text);
    }
    plan->per_arm = value;
    plan->until = DAY_NONE;
    plan->baseline = plan->lift = 0;
    return true;
}

static bool take_until(const struct cli *cli, struct plan *plan, struct err *err)
{
    const char *text = cli->option[OPTION_UNTIL];
    if (!text) {
        return true;
    }
    if (!civil_parse_day(text, &plan->until)) {
        return err_set(err, ERR_USAGE, _("--until is a day such as 2026-10-31, not \"%.40s\""),
                       text);
    }
    plan->per_arm = 0;
    plan->baseline = plan->lift = 0;
    return true;
}

/* A lift to be seen says how many recipients it needs. */
static bool take_lift(const struct cli *cli, struct plan *plan, struct err *err)
{
    double size;
    if (!share_option(cli, OPTION_BASELINE, 0, 1, &plan->baseline, err) ||
        !share_option(cli, OPTION_LIFT, -1, 1e6, &plan->lift, err) ||
        !share_option(cli, OPTION_POWER, 0, 1, &plan->power, err)) {
        return false;
    }
    bool given = cli_given(cli, OPTION_LIFT) ||
                 (plan->lift != 0 && (cli_given(cli, OPTION_BASELINE) ||
                                      cli_given(cli, OPTION_POWER) || cli_given(cli, OPTION_ARMS)));
    if (!given) {
        return true;
    }
    if (plan->baseline <= 0) {
        return err_set(err, ERR_USAGE, "%s",
                       _("--lift is on a --baseline, as in --baseline 20% "
                         "--lift 10%"));
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

static bool take_end(const struct cli *cli, struct plan *plan, struct err *err)
{
    int ways =
        cli_given(cli, OPTION_PER_ARM) + cli_given(cli, OPTION_UNTIL) + cli_given(cli, OPTION_LIFT);
    if (ways > 1) {
        return err_set(err, ERR_USAGE, "%s",
                       _("a test has one end: --per-arm, --until, or --baseline and --lift"));
    }
    return take_per_arm(cli, plan, err) && take_until(cli, plan, err) && take_lift(cli, plan, err);
}

/* --- the rest ----------------------------------------------------------------------------------
 */

static bool take_guardrails(struct cli *cli, struct plan *plan, struct err *err)
{
    const char *text = cli->option[OPTION_GUARDRAIL];
    char *words = arena_strdup(cli->arena, text), *rest = NULL;
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
            err_set(err, ERR_USAGE, _("--guardrail is a KPI and points, once each, not \"%.80s\""),
                    text);
            return err_todo(err, "%s", "optout_rate:0.1pt, block_rate:0.05pt, failure_rate:1pt");
        }
        plan->guardrails[plan->guardrail_count++] = (struct plan_guardrail){kpi, margin};
    }
    return true;
}

static bool take_randomized(const struct cli *cli, struct plan *plan, struct err *err)
{
    const char *text = cli->option[OPTION_RANDOMIZED];
    if (!text) {
        return true;
    }
    bool yes = strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "no") != 0) {
        return err_set(err, ERR_USAGE, _("--randomized is yes or no, not \"%.40s\""), text);
    }
    plan->assigned = yes ? PLAN_AT_RANDOM : PLAN_NOT_AT_RANDOM;
    return true;
}

bool plan_options_take(struct cli *cli, struct plan *plan, struct err *err)
{
    return take_goal(cli, plan, err) && take_by(cli, plan, err) && take_arms(cli, plan, err) &&
           take_end(cli, plan, err) && take_guardrails(cli, plan, err) &&
           take_randomized(cli, plan, err);
}
