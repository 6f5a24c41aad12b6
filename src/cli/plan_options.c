/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/plan_options.h"

#include "report/plan_terms.h"

bool plan_options_take(struct cli *cli, struct plan *plan, struct err *err)
{
    static const enum cli_option option[PLAN_TERM_COUNT] = {
        [PLAN_TERM_GOAL] = OPTION_GOAL,
        [PLAN_TERM_BY] = OPTION_BY,
        [PLAN_TERM_ARMS] = OPTION_ARMS,
        [PLAN_TERM_PER_ARM] = OPTION_PER_ARM,
        [PLAN_TERM_UNTIL] = OPTION_UNTIL,
        [PLAN_TERM_BASELINE] = OPTION_BASELINE,
        [PLAN_TERM_LIFT] = OPTION_LIFT,
        [PLAN_TERM_POWER] = OPTION_POWER,
        [PLAN_TERM_GUARDRAIL] = OPTION_GUARDRAIL,
        [PLAN_TERM_RANDOMIZED] = OPTION_RANDOMIZED,
        [PLAN_TERM_SAME] = OPTION_SAME};
    static const char *const names[PLAN_TERM_COUNT] = {
        "--goal", "--by",    "--arms",      "--per-arm",    "--until", "--baseline",
        "--lift", "--power", "--guardrail", "--randomized", "--same"};
    struct plan_terms terms = {.names = names};
    enum plan_term wrong;
    for (size_t i = 0; i < PLAN_TERM_COUNT; i++) {
        terms.text[i] = cli->option[option[i]];
    }
    return plan_terms_take(cli->arena, &terms, plan, &wrong, err);
}
