/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "ops/merge.h"
#include "report/find.h"
#include "report/merged.h"

static int list(struct cli *cli)
{
    return cli_list(cli, merged_table, _("No campaigns are merged"));
}

/* The campaigns that are named, and the one that they become (-1: a new one). */
static bool find_all(struct cli *cli, struct store *store, struct vec *numbers, int64_t *target,
                     struct err *err)
{
    for (size_t i = 0; i < cli->operand_count; i++) {
        int64_t *place = vec_push(numbers);
        if (!place) {
            return err_memory(err);
        }
        if (!find_campaign(store, cli->operands[i], place, err)) {
            return false;
        }
    }
    return find_campaign_called(store, cli->option[OPTION_INTO], target, err);
}

/* Line by line: each is made to fit the terminal by itself. */
static void say(struct cli *cli, const struct merge_result *result)
{
    const char *line = merged_words(cli->arena, result, SIZE_MAX);
    while (line && *line) {
        size_t length = strcspn(line, "\n");
        cli_say(cli, "%.*s", (int)length, line);
        line += length + (line[length] == '\n');
    }
    if (result->run) {
        cli_say(cli, _("It holds for later imports, too; campane imports undo %lld takes it back"),
                (long long)result->run);
    } else {
        cli_say(cli, "%s", _("Nothing was changed"));
    }
}

static int merge(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct progress progress;
    struct merge_result result;
    struct vec numbers = VEC_INIT(int64_t);
    int64_t target = -1;
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    bool done = store && find_all(cli, store, &numbers, &target, &err);
    if (done) {
        progress_begin(&progress, cli_given(cli, OPTION_QUIET), cli->ascii);
        progress_note(&progress, _("making all figures again …"));
        done = ops_merge(store, cli->arena, numbers.data, numbers.count, target,
                         cli->option[OPTION_INTO], cli_given(cli, OPTION_DRY_RUN), &result,
                         cli_cancel(), &err);
        progress_end(&progress);
    }
    if (done && !cli_given(cli, OPTION_QUIET)) {
        say(cli, &result);
    }
    int status = done ? 0 : cli_fail(&err);
    vec_free(&numbers);
    store_close(store);
    return status;
}

static int run(struct cli *cli)
{
    bool into = cli_given(cli, OPTION_INTO);
    bool lists = cli->operand_count == 0 ||
                 (cli->operand_count == 1 && strcmp(cli->operands[0], "list") == 0);
    if (!into && lists) {
        return list(cli);
    }
    if (!into) {
        return cli_usage(cli, "%s", _("into which campaign? Give --into"));
    }
    if (cli->operand_count == 0) {
        return cli_usage(cli, "%s", _("which campaigns? Name those that are to be merged"));
    }
    if (cli_given(cli, OPTION_FORMAT) || cli_given(cli, OPTION_OUTPUT)) {
        return cli_usage(cli, "%s", _("--format and --output are for merge list"));
    }
    return merge(cli);
}

static const struct command_words words[] = {
    {OPTION_DRY_RUN, NULL, N_("Say what it would make of the figures; change nothing")},
    {OPTION_HELP, NULL, NULL}};

const struct command command_merge = {
    .name = "merge",
    .usage = "[OPTION]... CAMPAIGN... --into NAME | list",
    .summary = N_("Make one campaign of several that are the same"),
    .help = N_(
        "All figures are as if files had called these campaigns NAME from the start, now and "
        "when more is imported: where two files state the same day the newer one stands, and "
        "where a log and a report tell of the same campaign one of them is believed. NAME is "
        "the exact name or id of a campaign, or a new name. What was sent before and is now is "
        "said, so that doubling is seen.\n\n"
        "What files say stays as it is. A campaign is found by the names of those merged into "
        "it, too. Of what was corrected (campane edit) that of NAME stands; kind, goal, group, "
        "note and tags of the others go on where NAME has none. Messages of lists without "
        "message ids are told apart by the name in the file: the same list under two names "
        "counts twice. Then merge says how many messages that is, and which import to undo.\n\n"
        "Campaigns with a declared test are not merged, nor excluded ones with others. A merge "
        "stands in the ledger (campane imports) and is undone there, in any order; campane merge "
        "list shows all that stand."),
    .words = words,
    .options = {OPTION_INTO, OPTION_DRY_RUN, OPTION_FORMAT, OPTION_OUTPUT, OPTION_QUIET,
                OPTION_ASCII},
    .operands_min = 0,
    .operands_max = SIZE_MAX,
    .examples = "  campane merge \"diwali_v1\" \"Diwali (log)\" --into \"Diwali\"\n"
                "  campane merge \"Summer sale\" --into \"Summer 2026\" --dry-run\n"
                "  campane merge list\n",
    .operand_words = "list",
    .run = run,
};
