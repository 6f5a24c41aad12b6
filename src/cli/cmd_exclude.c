/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "ops/exclude.h"
#include "report/excluded.h"
#include "report/find.h"
#include "text/format.h"

static int list(struct cli *cli)
{
    return cli_list(cli, excluded_table, _("Nothing is excluded"));
}

static void say(struct cli *cli, const struct exclude_result *result, bool away)
{
    char words[FORMAT_SIZE];
    if (!result->run) {
        cli_say(cli, "%s", _("Nothing is different from before"));
        return;
    }
    int64_t messages = away ? result->before.messages - result->after.messages
                            : result->after.messages - result->before.messages;
    cli_say(cli,
            away ? NG_("%s message counts again; campane imports undo %lld takes it back",
                       "%s messages count again; campane imports undo %lld takes it back", messages)
                 : NG_("%s message is in no figure any more; campane imports undo %lld takes it "
                       "back",
                       "%s messages are in no figure any more; campane imports undo %lld takes it "
                       "back",
                       messages),
            format_count(messages, words), (long long)result->run);
    const char *limit = away ? "" : excluded_limit(cli->arena, &result->after);
    if (limit && limit[0]) {
        cli_say(cli, "%s", limit);
    }
}

static bool by_campaign(struct cli *cli, struct store *store, bool away,
                        struct exclude_result *result, struct err *err)
{
    int64_t number;
    return find_campaign(store, cli->option[OPTION_CAMPAIGN], &number, err) &&
           ops_exclude_campaigns(store, &number, 1, away, result, cli_cancel(), err);
}

static bool by_list(struct cli *cli, struct store *store, bool away, struct exclude_result *result,
                    struct err *err)
{
    const char *path = cli->option[OPTION_RECIPIENTS];
    bool standard = strcmp(path, "-") == 0;
    FILE *in = standard ? stdin : fopen(path, "r");
    if (!in) {
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    }
    const struct recipients_source source = {
        .in = in,
        .name = standard ? NULL : path,
        .country = cli->option[OPTION_COUNTRY],
        .todo = _("nothing was changed; for local numbers name their country (--country)")};
    bool done = ops_exclude_recipients(store, &source, away, result, cli_cancel(), err);
    if (!standard) {
        fclose(in);
    }
    return done;
}

static int change(struct cli *cli, bool away)
{
    struct err err = ERR_INIT;
    struct progress progress;
    struct exclude_result result;
    if (cli_given(cli, OPTION_CAMPAIGN) == cli_given(cli, OPTION_RECIPIENTS)) {
        return cli_usage(cli, "%s", _("what? Give --campaign or --recipients"));
    }
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    if (!store) {
        return cli_fail(&err);
    }
    progress_begin(&progress, cli_given(cli, OPTION_QUIET), cli->ascii);
    progress_note(&progress, _("making all figures again …"));
    bool done = cli_given(cli, OPTION_CAMPAIGN) ? by_campaign(cli, store, away, &result, &err)
                                                : by_list(cli, store, away, &result, &err);
    progress_end(&progress);
    if (done && !cli_given(cli, OPTION_QUIET)) {
        say(cli, &result, away);
    }
    int status = done ? 0 : cli_fail(&err);
    store_close(store);
    return status;
}

static int run(struct cli *cli)
{
    const char *first = cli->operand_count ? cli->operands[0] : NULL;
    bool options = cli_given(cli, OPTION_CAMPAIGN) || cli_given(cli, OPTION_RECIPIENTS);
    if (first && strcmp(first, "drop") == 0) {
        return change(cli, true);
    }
    if (first && strcmp(first, "list") != 0) {
        return cli_usage(cli, _("exclude does not know what to do with \"%s\""), first);
    }
    if (first && options) {
        return cli_usage(cli, "%s", _("exclude list takes neither --campaign nor --recipients"));
    }
    return first || !options ? list(cli) : change(cli, false);
}

static const struct command_words words[] = {
    {OPTION_CAMPAIGN, "NAME", N_("This campaign")},
    {OPTION_RECIPIENTS, NULL, N_("Everybody on this list, one a line; - is standard input")},
    {OPTION_HELP, NULL, NULL}};

const struct command command_exclude = {
    .name = "exclude",
    .usage = "[OPTION]... [drop | list]",
    .summary = N_("Leave test sends and staff out of all figures"),
    .help =
        N_("An excluded campaign, and every message to an excluded person, is in no figure and no "
           "test, now and when more is imported. What these people ordered, clicked or answered "
           "belongs to no campaign; what others ordered belongs to the last message that counts, "
           "unless it names an excluded one. What files say stays as it is; how much is left out "
           "is said over "
           "each screen, in reports and by campane exclude list.\n\n"
           "A list names phone numbers, e-mail addresses or user ids, one a line; the store keeps "
           "keyed hashes of them. Where a campaign is known by sums alone, what it sent to these "
           "people cannot be taken out of them: exclude says of how many that is so.\n\n"
           "drop lets a campaign or people count again. Both stand in the ledger (campane imports) "
           "and are undone there. The filter excluded = yes lists excluded campaigns."),
    .words = words,
    .options = {OPTION_RECIPIENTS, OPTION_CAMPAIGN, OPTION_COUNTRY, OPTION_FORMAT, OPTION_OUTPUT,
                OPTION_QUIET, OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 1,
    .examples = "  campane exclude --campaign \"Test send\"\n"
                "  campane exclude --recipients staff.txt --country DE\n"
                "  campane exclude list\n"
                "  campane exclude drop --campaign \"Test send\"\n",
    .operand_words = "list drop",
    .run = run,
};
