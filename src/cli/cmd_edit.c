/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/vec.h"
#include "cli/figures.h"
#include "ops/edit.h"
#include "report/find.h"
#include "report/walk.h"

/* All that the filter lets pass, archived ones too. */
static bool find_all(struct figures *figures, struct vec *numbers, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk = walk_open(figures->store, &figures->scope, NULL, cli_cancel(), err);
    if (!walk) {
        return false;
    }
    while (walk_next(walk, &item, &trouble)) {
        int64_t *place = item.what == ITEM_CAMPAIGN ? vec_push(numbers) : NULL;
        if (place) {
            *place = item.number;
        } else if (item.what == ITEM_CAMPAIGN) {
            err_memory(&trouble);
            break;
        }
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE) {
        *err = trouble;
    } else if (numbers->count == 0) {
        return err_set(err, ERR_NOT_FOUND, "%s", _("no campaign matches the filter"));
    }
    return trouble.code == ERR_NONE;
}

/* Which campaigns are meant; gives the exit status. */
static int find(struct cli *cli, struct vec *numbers)
{
    struct err err = ERR_INIT;
    struct figures figures;
    int status;
    if (!figures_begin(cli, 1U << EXPORT_TEXT, &figures, &status)) {
        return status;
    }
    bool done;
    if (cli_given(cli, OPTION_WHERE)) {
        done = find_all(&figures, numbers, &err);
    } else {
        int64_t *place = vec_push(numbers);
        done =
            place ? find_campaign(figures.store, cli->operands[0], place, &err) : err_memory(&err);
    }
    return figures_end(cli, &figures, done, &err);
}

static void say(struct cli *cli, const struct edit_result *result)
{
    if (!result->run) {
        cli_say(cli, "%s", _("Nothing is different from before"));
        return;
    }
    cli_say(cli,
            NG_("%lld campaign corrected; campane imports undo %lld takes it back",
                "%lld campaigns corrected; campane imports undo %lld takes it back",
                result->changed),
            (long long)result->changed, (long long)result->run);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct vec numbers = VEC_INIT(int64_t);
    struct edit_result result;
    const struct ops_edit wanted = {.name = cli->option[OPTION_NAME],
                                    .alias = cli->option[OPTION_ALIAS],
                                    .kind = cli->option[OPTION_KIND],
                                    .goal = cli->option[OPTION_GOAL],
                                    .tags = cli->option[OPTION_TAG],
                                    .group = cli->option[OPTION_GROUP],
                                    .note = cli->option[OPTION_NOTE],
                                    .archive = cli_given(cli, OPTION_ARCHIVE) ? OPS_EDIT_ARCHIVE
                                               : cli_given(cli, OPTION_UNARCHIVE)
                                                   ? OPS_EDIT_UNARCHIVE
                                                   : OPS_EDIT_LEAVE};
    if ((cli->operand_count == 1) == cli_given(cli, OPTION_WHERE)) {
        return cli_usage(cli, "%s", _("which campaign? Name one, or give --where"));
    }
    if (cli_given(cli, OPTION_ARCHIVE) && cli_given(cli, OPTION_UNARCHIVE)) {
        return cli_usage(cli, "%s", _("--archive and --unarchive go against each other"));
    }
    if (!ops_edit_check(&wanted, &err)) {
        return cli_fail(&err);
    }
    int status = find(cli, &numbers);
    struct store *store = status == 0 ? cli_store_open(cli, CLI_WRITE, NULL, &err) : NULL;
    if (status == 0) {
        bool done = store && ops_edit(store, &wanted, numbers.data, numbers.count, &result,
                                      cli_cancel(), &err);
        if (done && !cli_given(cli, OPTION_QUIET)) {
            say(cli, &result);
        }
        status = done ? 0 : cli_fail(&err);
    }
    store_close(store);
    vec_free(&numbers);
    return status;
}

static const struct command_words words[] = {
    {OPTION_KIND, "KIND", N_("Its kind: broadcast, drip, flow, post_purchase, service ...")},
    {OPTION_GOAL, "GOAL", N_("What it is for: sales, leads, service, brand, none")},
    {OPTION_TAG, "TAGS", N_("Put tags on, or take them away with a dash: vip,-spring")},
    {OPTION_WHERE, NULL, N_("All campaigns that match the filter, archived ones too")},
    {OPTION_HELP, NULL, NULL}};

const struct command command_edit = {
    .name = "edit",
    .usage = "[OPTION]... CAMPAIGN",
    .summary = N_("Correct a campaign's name, kind or goal; tag, group or archive it"),
    .help = N_(
        "What files say stays as it is: a correction lies beside it, holds for later imports too, "
        "stands in the ledger (campane imports) and is undone there. An empty value (--alias '') "
        "goes back to what was imported. An alias is shown in place of the name, and a campaign is "
        "found by all of its names. Tags are found by the filter's words and by tag = vip, groups "
        "by group = spring. Archived campaigns are left out of lists unless the filter asks for "
        "them (archived = yes); what they did still counts in sums."),
    .words = words,
    .options = {OPTION_NAME, OPTION_ALIAS, OPTION_KIND, OPTION_GOAL, OPTION_TAG, OPTION_GROUP,
                OPTION_NOTE, OPTION_ARCHIVE, OPTION_UNARCHIVE, OPTION_WHERE, OPTION_QUIET},
    .operands_min = 0,
    .operands_max = 1,
    .examples = "  campane edit \"diwali_v1 2026\" --name \"Diwali early access\" --goal sales\n"
                "  campane edit --where \"name ~ cart\" --kind flow --tag cart,-test\n"
                "  campane edit \"Summer sale\" --archive\n",
    .run = run,
};
