/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "ops/target.h"
#include "report/column.h"
#include "report/targets.h"

static int list(struct cli *cli)
{
    struct err err = ERR_INIT;
    enum export_format format;
    struct table *table;
    if (!cli_format(cli, 1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                    &format, &err)) {
        return cli_fail(&err);
    }
    struct store *store = cli_store_open(cli, CLI_READ, NULL, &err);
    bool done = store && targets_table(cli->arena, store, &table, &err);
    store_close(store);
    struct sink *sink = done ? cli_sink(cli, &err) : NULL;
    if (!sink) {
        return cli_fail(&err);
    }
    struct export_options options = {.ascii = cli->ascii, .notes = true};
    bool none = table->row_count == 0 && (format == EXPORT_TEXT || format == EXPORT_MD);
    if (none ? !export_paragraph(sink, format, _("No targets yet: campane target ctr 25%"),
                                 cli->ascii, &err)
             : !export_table(sink, table, format, &options, &err)) {
        sink_abandon(sink);
        return cli_fail(&err);
    }
    return cli_end(sink, 0);
}

/* What became of it; run 0: nothing. */
static void say_target(const struct cli *cli, int64_t run, bool none)
{
    if (run == 0) {
        cli_say(cli, "%s", _("Nothing is different from before"));
    } else if (none) {
        cli_say(cli, _("Target taken away; campane imports undo %lld brings it back"),
                (long long)run);
    } else {
        cli_say(cli, _("Target set; campane imports undo %lld takes it back"), (long long)run);
        cli_say(cli, "%s", _("campane benchmarks use targets judges campaigns by targets"));
    }
}

static int set(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct column column;
    struct target unused;
    int64_t run;
    const char *text = cli->operands[1];
    if (!column_by_id(cli->operands[0], &column, &err)) {
        return cli_fail(&err);
    }
    if (column.what != COLUMN_KPI) {
        return cli_usage(cli, _("%s is no KPI that can have a target"), cli->operands[0]);
    }
    /* What is wrong with the command line is said before any store is looked at. */
    if (strcmp(text, "none") != 0 && !ops_target_parse(column.kpi, text, &unused, &err)) {
        return cli_fail(&err);
    }
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    bool done = store && ops_target(store, column.kpi, text, &run, &err);
    if (done && !cli_given(cli, OPTION_QUIET)) {
        say_target(cli, run, strcmp(text, "none") == 0);
    }
    int status = done ? 0 : cli_fail(&err);
    store_close(store);
    return status;
}

static int run(struct cli *cli)
{
    if (cli->operand_count == 0 ||
        (cli->operand_count == 1 && strcmp(cli->operands[0], "list") == 0)) {
        return list(cli);
    }
    return cli->operand_count == 2
               ? set(cli)
               : cli_usage(cli, _("what shall %s reach? campane target %s VALUE"), cli->operands[0],
                           cli->operands[0]);
}

const struct command command_target = {
    .name = "target",
    .usage = "[OPTION]... [KPI VALUE | KPI none | list]",
    .summary = N_("Say what a figure is to reach, and let campaigns be judged by it"),
    .help = N_("Targets make a set of benchmarks of their own, targets: what reaches its target is "
               "best, what misses it is poor, and where chance could have made it, the grade is "
               "marked with ~ as ever. It judges with --benchmark targets, or once it was chosen "
               "(campane benchmarks use targets, B in the dashboard); figures without a target are "
               "judged by reference. Rates are per message delivered. A target stands in the "
               "ledger (campane imports) and is undone there; KPI none ends it."),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, OPTION_QUIET, OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 2,
    .examples = "  campane target ctr 25%\n"
                "  campane target aov \"40 EUR\"\n"
                "  campane target ctr none\n"
                "  campane report --benchmark targets\n",
    .operand_words = "list",
    .run = run,
};
