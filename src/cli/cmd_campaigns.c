/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/figures.h"

static bool write_table(struct cli *cli, struct figures *figures,
                        const struct campaigns_options *options, struct err *err)
{
    struct campaigns *campaigns;
    if (!figures_campaigns(cli, figures, options, &campaigns, err)) {
        return false;
    }
    return figures_scope_line(cli, figures, campaigns->matching, campaigns->all, err) &&
           export_table(figures->sink, campaigns->table, figures->format,
                        &(struct export_options){.ascii = cli->ascii, .notes = true}, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct campaigns_options options;
    struct figures figures;
    int status;
    if (!figures_campaigns_options(cli, &options, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = figures.format == EXPORT_JSON ? figures_json(cli, &figures, &options, false, &err)
                                              : write_table(cli, &figures, &options, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_campaigns = {
    .name = "campaigns",
    .usage = "[OPTION]...",
    .summary = N_("List campaigns with their figures and grades"),
    .help = N_("Behind a figure stands its grade: P poor, T typical, G good, B best, with ~ where "
               "chance could have made it. n/a is a figure that no imported file tells. "
               "Without --sort the latest campaigns come first."),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, OPTION_SORT, OPTION_DESC, OPTION_LIMIT,
                OPTION_COLUMNS, COMMAND_SCOPE, OPTION_ASCII},
    .examples =
        "  campane campaigns --last 90d --sort ctr --desc --limit 10\n"
        "  campane campaigns --where diwali --format json\n"
        "  campane campaigns --columns name,sent,ctr,optout_rate --format csv -o list.csv\n",
    .run = run,
};
