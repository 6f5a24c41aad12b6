/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "ops/target.h"
#include "report/column.h"
#include "report/targets.h"
#include "report/words.h"
#include "text/format.h"

static int list(struct cli *cli)
{
    return cli_list(cli, targets_table, _("No targets yet: campane target ctr 25%"));
}

/* "Cost (flow): € 5 000.00 a month": what was understood. */
static void say_understood(const struct cli *cli, const struct target *target)
{
    char value[WORDS_SIZE], month[TARGET_MONTH_SIZE];
    const struct kpi_value of = {
        .has_value = true, .value = target->value, .currency = target->currency};
    const char *label = target->kpi != KPI_NONE ? _(kpi_info(target->kpi)->label)
                                                : _(counter_info(target->counter)->label);
    if (target->kpi != KPI_NONE) {
        words_value(target->kpi, &of, value);
    } else if (target->currency.code[0]) {
        format_money(words_micros(target->value), target->currency, value);
    } else {
        format_count(words_micros(target->value), value);
    }
    bool kind = target->kind != KIND_UNKNOWN;
    bool dated = target->month != DAY_NONE;
    cli_say(cli, "%s%s%s%s%s%s: %s%s", label, kind ? " (" : "",
            kind ? campaign_kind_name(target->kind) : "", kind ? ")" : "", dated ? ", " : "",
            dated ? target_month_name(target->month, month) : "", value,
            !dated && target_is_sum(target->kpi, target->counter) ? _(" a month") : "");
}

/* What became of it; run 0: nothing. */
static void say_target(const struct cli *cli, int64_t run, bool none, const struct target *target)
{
    bool sum = target_is_sum(target->kpi, target->counter);
    if (run == 0) {
        cli_say(cli, "%s", _("Nothing is different from before"));
    } else if (none) {
        cli_say(cli, _("Target taken away; campane imports undo %lld brings it back"),
                (long long)run);
    } else {
        say_understood(cli, target);
        cli_say(cli, _("Target set; campane imports undo %lld takes it back"), (long long)run);
        cli_say(cli, "%s",
                sum ? _("Overview and campane report say how far the month is towards it")
                    : _("campane benchmarks use targets judges campaigns by targets"));
    }
}

/* Ids are looked for among all columns, so that the nearest can be named. */
static bool check_figure(const char *id, struct err *err)
{
    struct column column;
    if (strcmp(id, "budget") == 0) {
        return true;
    }
    if (!column_by_id(id, &column, err)) {
        return false;
    }
    return column.what == COLUMN_KPI || column.what == COLUMN_COUNTER ||
           err_set(err, ERR_USAGE, _("%s is no figure that can have a target"), id);
}

static int set(struct cli *cli)
{
    struct err err = ERR_INIT;
    const struct ops_target words = {.figure = cli->operands[0],
                                     .value = cli->operands[1],
                                     .month = cli->option[OPTION_MONTH],
                                     .kind = cli->option[OPTION_KIND]};
    struct target target;
    int64_t run;
    bool none;
    /* What is wrong with the command line is said before any store is looked at. */
    if (!check_figure(words.figure, &err) || !ops_target_parse(&words, &target, &none, &err)) {
        return cli_fail(&err);
    }
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    bool done = store && ops_target(store, &words, &run, &err);
    if (done && !cli_given(cli, OPTION_QUIET)) {
        say_target(cli, run, none, &target);
    }
    int status = done ? 0 : cli_fail(&err);
    store_close(store);
    return status;
}

static int run(struct cli *cli)
{
    if (cli->operand_count == 0 ||
        (cli->operand_count == 1 && strcmp(cli->operands[0], "list") == 0)) {
        return cli_given(cli, OPTION_MONTH) || cli_given(cli, OPTION_KIND)
                   ? cli_usage(cli, "%s", _("--month and --kind are for setting a target"))
                   : list(cli);
    }
    return cli->operand_count == 2
               ? set(cli)
               : cli_usage(cli, _("what shall %s reach? campane target %s VALUE"), cli->operands[0],
                           cli->operands[0]);
}

static const struct command_words words[] = {
    {OPTION_KIND, "KIND",
     N_("Of campaigns of this kind: broadcast, drip, flow, post_purchase, service ...")},
    {OPTION_HELP, NULL, NULL}};

const struct command command_target = {
    .name = "target",
    .usage = "[OPTION]... [KPI VALUE | KPI none | list]",
    .summary = N_("Say what a figure is to reach, and let campaigns be judged by it"),
    .help = N_(
        "A sum (revenue, sent, conversions, list_growth; cost, or budget, which is not to be "
        "exceeded) has a target a month. Overview and report say how much was reached, what share "
        "of the month has passed, and where that leads; check holds costs to it. Rates and ratios "
        "(ctr, aov) are said to be under or over their target so far, and whether chance could "
        "have made it.\n\n"
        "--month sets the target of one month, which comes before the one of no month; --kind that "
        "of campaigns of a kind, which comes before that of all. Over several whole months the "
        "target of a sum is the sum of theirs, that of a rate the one of no month. KPI none ends "
        "a target, with the same --month and --kind.\n\n"
        "Targets of rates and ratios make a set of benchmarks of their own, targets: what reaches "
        "its target is best, what misses it is poor, and where chance could have made it, the "
        "grade is marked with ~ as ever. It judges with --benchmark targets, or once it was chosen "
        "(campane benchmarks use targets, B in the dashboard); figures without a target are "
        "judged by reference. Rates are per message delivered. A target stands in the "
        "ledger (campane imports) and is undone there."),
    .words = words,
    .options = {OPTION_MONTH, OPTION_KIND, OPTION_FORMAT, OPTION_OUTPUT, OPTION_QUIET,
                OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 2,
    .examples = "  campane target ctr 25%\n"
                "  campane target ctr 35% --kind flow\n"
                "  campane target budget \"5000 EUR\"\n"
                "  campane target revenue \"60000 EUR\" --month 2026-11\n"
                "  campane target revenue none --month 2026-11\n"
                "  campane report --benchmark targets\n",
    .operand_words = "list",
    .run = run,
};
