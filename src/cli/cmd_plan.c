/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/plan_options.h"
#include "export/plan_json.h"
#include "ops/plan.h"

#define FORMATS (1U << EXPORT_TEXT | 1U << EXPORT_MD | 1U << EXPORT_JSON)

/* --- showing -----------------------------------------------------------------------------------
 */

static bool write_page(struct cli *cli, struct sink *sink, enum export_format format,
                       const struct planned_page *page, struct err *err)
{
    if (format == EXPORT_JSON) {
        return plan_json_write(sink, page, err);
    }
    const char *title = arena_printf(cli->arena, _("Plan for %s"), page->title);
    return title ? export_heading(sink, format, title, cli->ascii, err) &&
                       export_list(sink, format, page->lines, page->line_count, cli->ascii, err)
                 : err_memory(err);
}

/* Write what stands now. */
static int show_plan(struct cli *cli, struct store *store, enum export_format format,
                     int64_t campaign, struct err *err)
{
    struct scope scope;
    const struct planned_page *page;
    if (!cli_scope(cli, store, &scope, err) ||
        !planned_build(cli->arena, store, &scope, campaign, &page, err)) {
        return cli_fail(err);
    }
    struct sink *sink = cli_sink(cli, err);
    if (!sink) {
        return cli_fail(err);
    }
    if (!write_page(cli, sink, format, page, err)) {
        sink_abandon(sink);
        return cli_fail(err);
    }
    return cli_end(sink, 0);
}

/* Without a campaign: which have one. */
static int list_plans(struct cli *cli, struct store *store, enum export_format format,
                      struct err *err)
{
    const struct plan *plans;
    size_t count;
    if (!planned_all(cli->arena, store, &plans, &count, err)) {
        return cli_fail(err);
    }
    if (format == EXPORT_JSON) {
        struct sink *sink = cli_sink(cli, err);
        return sink && plan_json_list(sink, plans, count, err) ? cli_end(sink, 0) : cli_fail(err);
    }
    for (size_t i = 0; i < count; i++) {
        enum kpi goal = plans[i].goal == KPI_NONE ? KPI_CTR : plans[i].goal;
        cli_say(cli, "%s  %s", plans[i].campaign, kpi_info(goal)->name);
    }
    if (!count) {
        cli_say(cli, "%s", _("No test was declared: campane plan CAMPAIGN"));
    }
    return 0;
}

static int show(struct cli *cli, struct store *store, const char *text, enum export_format format,
                struct err *err)
{
    int64_t campaign;
    const char *name;
    if (!text) {
        return list_plans(cli, store, format, err);
    }
    return planned_find(cli->arena, store, text, false, &campaign, &name, err)
               ? show_plan(cli, store, format, campaign, err)
               : cli_fail(err);
}

/* --- declaring ---------------------------------------------------------------------------------
 */

static int declare(struct cli *cli, struct store *store, const char *text,
                   enum export_format format, struct err *err)
{
    struct plan plan = PLAN_INIT;
    int64_t campaign;
    if (!plan_options_take(cli, &plan, err) ||
        !planned_find(cli->arena, store, text, true, &campaign, &plan.campaign, err)) {
        return cli_fail(err);
    }
    if (plan.arm_count && plan.by == ATTR_NONE) {
        plan.by = ATTR_VARIANT;
    }
    return plan_declare(store, campaign, &plan, err) ? show_plan(cli, store, format, campaign, err)
                                                     : cli_fail(err);
}

static int edit(struct cli *cli, struct store *store, const char *text, enum export_format format,
                struct err *err)
{
    const struct planned *planned = NULL;
    int64_t campaign;
    const char *name;
    if (!planned_find(cli->arena, store, text, false, &campaign, &name, err) ||
        !planned_read(cli->arena, store, campaign, &planned, err)) {
        return cli_fail(err);
    }
    struct plan plan = PLAN_INIT;
    if (planned) {
        plan = *planned->plan;
    }
    plan.campaign = name;
    return plan_options_take(cli, &plan, err) && plan_edit(store, campaign, &plan, err)
               ? show_plan(cli, store, format, campaign, err)
               : cli_fail(err);
}

static int undo(struct cli *cli, struct store *store, const char *text, enum export_format format,
                struct err *err)
{
    int64_t campaign;
    const char *name;
    return planned_find(cli->arena, store, text, true, &campaign, &name, err) &&
                   plan_undo(store, campaign, err)
               ? show_plan(cli, store, format, campaign, err)
               : cli_fail(err);
}

static int drop(struct cli *cli, struct store *store, const char *text, enum export_format format,
                struct err *err)
{
    int64_t campaign;
    const char *name;
    (void)format;
    if (!planned_find(cli->arena, store, text, false, &campaign, &name, err) ||
        !plans_drop(store, campaign, err)) {
        return cli_fail(err);
    }
    if (!cli_given(cli, OPTION_QUIET)) {
        cli_say(cli,
                _("Dropped: the plan for %s. It remains on record; campane plan undo brings it "
                  "back."),
                name);
    }
    return 0;
}

/* --- which -------------------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    bool writes, options; /* options: takes those that declare */
    int (*run)(struct cli *cli, struct store *store, const char *text, enum export_format format,
               struct err *err);
} deeds[] = {{"show", false, false, show},
             {"edit", true, true, edit},
             {"drop", true, false, drop},
             {"undo", true, false, undo},
             {"", true, true, declare}};

static const enum cli_option declaring[] = {
    OPTION_GOAL, OPTION_BY,    OPTION_ARMS,      OPTION_PER_ARM,    OPTION_UNTIL, OPTION_BASELINE,
    OPTION_LIFT, OPTION_POWER, OPTION_GUARDRAIL, OPTION_RANDOMIZED, OPTION_SAME};

static bool check_options(const struct cli *cli, bool wanted, struct err *err)
{
    for (size_t i = 0; !wanted && i < ARRAY_COUNT(declaring); i++) {
        if (cli_given(cli, declaring[i])) {
            return err_set(err, ERR_USAGE, _("plan %s takes no option that declares a test"),
                           cli->operands[0]);
        }
    }
    return true;
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    enum export_format format;
    size_t deed = 0, last = ARRAY_COUNT(deeds) - 1;
    while (deed < last && strcmp(deeds[deed].name, cli->operands[0]) != 0) {
        deed++;
    }
    size_t first = deed < last ? 1 : 0;
    const char *text = cli->operand_count > first ? cli->operands[first] : NULL;
    if (!text && deeds[deed].writes) {
        return cli_usage(cli, _("plan %s needs a campaign"), deeds[deed].name);
    }
    if (cli->operand_count > first + 1) {
        return cli_usage(cli, _("%s does not know what to do with \"%s\""), "plan",
                         cli->operands[first + 1]);
    }
    if (!check_options(cli, deeds[deed].options, &err) ||
        !cli_format(cli, FORMATS, &format, &err)) {
        return cli_fail(&err);
    }
    struct store *store =
        cli_store_open(cli, deeds[deed].writes ? CLI_WRITE : CLI_READ, NULL, &err);
    if (!store) {
        return cli_fail(&err);
    }
    int status = deeds[deed].run(cli, store, text, format, &err);
    store_close(store);
    return status;
}

const struct command command_plan = {
    .name = "plan",
    .usage = "[OPTION]... [show | edit | drop | undo] CAMPAIGN",
    .summary = N_("Declare a test before its results, so that it can end sooner"),
    .help = N_("A plan names the arms, the KPI that decides and when the test ends: recipients per "
               "arm, a day, or the lift it shall see. Declared before the first sends, it keeps "
               "nearly all of the power though you look every day; compare then follows it. "
               "Edits are recorded, and undo takes the last one back, or a drop. A plan that is "
               "made or edited after the first sends is "
               "shown, but the test is judged as one without a plan. --randomized without an end "
               "says how people were assigned, also afterwards. The campaign may have no "
               "messages yet: give the name that its files will use."),
    .options = {OPTION_GOAL, OPTION_BY, OPTION_ARMS, OPTION_PER_ARM, OPTION_UNTIL, OPTION_BASELINE,
                OPTION_LIFT, OPTION_POWER, OPTION_GUARDRAIL, OPTION_RANDOMIZED, OPTION_SAME,
                OPTION_FORMAT, OPTION_OUTPUT, OPTION_QUIET, OPTION_ASCII},
    .operands_min = 1,
    .operands_max = 2,
    .formats = N_("Write as text, json or md"),
    .examples = "  campane plan \"Diwali\" --goal ctr --arms A:50,B:50 --per-arm 6000\n"
                "  campane plan \"Diwali\" --arms A,B --baseline 20% --lift 10%\n"
                "  campane plan edit \"Diwali\" --guardrail optout_rate:0.1pt\n"
                "  campane plan \"Rentrée\" --randomized yes\n"
                "  campane plan show \"Diwali\" --format json\n",
    .operand_words = "show edit drop undo",
    .run = run,
};
