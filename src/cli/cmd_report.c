/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/page.h"
#include "export/html.h"

static bool write_csv(struct cli *cli, struct figures *figures,
                      const struct campaigns_options *options, struct err *err)
{
    struct campaigns *campaigns;
    return figures_campaigns(cli, figures, options, &campaigns, err) &&
           export_table(figures->sink, campaigns->table, EXPORT_CSV, NULL, err);
}

/* The page between what makes it a document of its own. */
static bool write_html(struct cli *cli, struct figures *figures,
                       const struct campaigns_options *options, struct err *err)
{
    bool done = html_begin(figures->sink, _("Campaigns in figures"), "en", err) &&
                page_write(cli, figures, options, err);
    html_end(figures->sink);
    return done;
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
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON |
                           1U << EXPORT_HTML,
                       &figures, &status)) {
        return status;
    }
    bool done = figures.format == EXPORT_JSON   ? figures_json(cli, &figures, &options, true, &err)
                : figures.format == EXPORT_CSV  ? write_csv(cli, &figures, &options, &err)
                : figures.format == EXPORT_HTML ? write_html(cli, &figures, &options, &err)
                                                : page_write(cli, &figures, &options, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_report = {
    .name = "report",
    .usage = "[OPTION]...",
    .summary = N_("One page for sharing: verdict, figures, what needs attention, all campaigns"),
    .formats = N_("Write as text, json, csv, md or html (one file, for any browser)"),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_AGAINST, OPTION_COLUMNS,
                OPTION_SORT, OPTION_DESC, OPTION_LIMIT, OPTION_ASCII},
    .examples = "  campane report --last month --format html -o october.html\n"
                "  campane report --format json | jq '.totals.kpis.ctr'\n",
    .run = run,
};
