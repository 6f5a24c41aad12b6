/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "ops/assign.h"
#include "report/period.h"
#include "text/format.h"

static bool read_days(struct cli *cli, struct ops_assign *wanted, struct err *err)
{
    struct period_choice choice;
    if (!cli_given(cli, OPTION_FROM) && !cli_given(cli, OPTION_TO)) {
        return true;
    }
    if (!period_options(cli->option[OPTION_FROM], cli->option[OPTION_TO], NULL, &choice, err)) {
        return false;
    }
    struct period days = period_days(&choice, 0);
    wanted->first = cli_given(cli, OPTION_FROM) ? days.from : DAY_NONE;
    wanted->last = cli_given(cli, OPTION_TO) ? days.to : DAY_NONE;
    return true;
}

static void say(struct cli *cli, const char *campaign, const struct assign_result *result)
{
    char words[2][FORMAT_SIZE];
    cli_say(cli,
            NG_("%s message belongs to %s now, by rule %lld",
                "%s messages belong to %s now, by rule %lld", result->assigned),
            format_count(result->assigned, words[0]), campaign, (long long)result->rule);
    if (result->left > 0) {
        cli_say(cli,
                NG_("%s message names no campaign yet", "%s messages name no campaign yet",
                    result->left),
                format_count(result->left, words[1]));
    }
    cli_say(cli, _("It holds for later imports, too; campane imports undo %lld takes it back"),
            (long long)result->rule);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct progress progress;
    struct assign_result result;
    struct ops_assign wanted = {.campaign = cli->operands[0],
                                .template = cli->option[OPTION_TEMPLATE],
                                .number = cli->option[OPTION_NUMBER],
                                .first = DAY_NONE,
                                .last = DAY_NONE};
    if (!wanted.template && !wanted.number && !cli_given(cli, OPTION_FROM) &&
        !cli_given(cli, OPTION_TO)) {
        return cli_usage(cli, "%s", _("which messages? Give --template, --number, --from or --to"));
    }
    if (!read_days(cli, &wanted, &err)) {
        return cli_fail(&err);
    }
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    if (!store) {
        return cli_fail(&err);
    }
    progress_begin(&progress, cli_given(cli, OPTION_QUIET), cli->ascii);
    progress_note(&progress, _("making all figures again …"));
    bool done = ops_assign(store, &wanted, &result, cli_cancel(), &err);
    progress_end(&progress);
    if (done && !cli_given(cli, OPTION_QUIET)) {
        say(cli, wanted.campaign, &result);
    }
    int status = done ? 0 : cli_fail(&err);
    store_close(store);
    return status;
}

const struct command command_assign = {
    .name = "assign",
    .usage = "[OPTION]... CAMPAIGN",
    .summary = N_("Say which campaign messages belong to that name none"),
    .help =
        N_("Messages under (unattributed) that fit all that is asked for belong to the campaign "
           "from now on, those that are imported later as well. A message whose campaign is "
           "known keeps it: what a file or a sent list says comes first. Of several rules that "
           "fit, the latest counts. The rule stands in the ledger (campane imports) and is "
           "undone there."),
    .options = {OPTION_TEMPLATE, OPTION_NUMBER, OPTION_FROM, OPTION_TO, OPTION_QUIET, OPTION_ASCII},
    .operands_min = 1,
    .operands_max = 1,
    .examples = "  campane assign --template diwali_v1 Diwali\n"
                "  campane assign --number +15550001111 --from 2026-10-01 --to 2026-10-05 Diwali\n",
    .run = run,
};
