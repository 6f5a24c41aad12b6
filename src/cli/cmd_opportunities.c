/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/figures.h"
#include "export/opportunities_json.h"

static bool write_rows(struct cli *cli, struct figures *figures,
                       const struct opportunities *opportunities, struct err *err)
{
    if (figures->format == EXPORT_JSON) {
        return opportunities_json_write(figures->sink, &figures->scope, opportunities, err);
    }
    if (!figures_scope_line(cli, figures, opportunities->matching, opportunities->seen, err)) {
        return false;
    }
    if (opportunities->count == 0 && figures->format != EXPORT_CSV) {
        return export_paragraph(figures->sink, figures->format,
                                _("Nothing to gain that the figures tell of."), cli->ascii, err);
    }
    return export_table(figures->sink, opportunities->table, figures->format,
                        &(struct export_options){.ascii = cli->ascii, .notes = true}, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct campaigns_options asked;
    const struct opportunities *opportunities;
    struct figures figures;
    int status;
    if (!figures_campaigns_options(cli, &asked, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = opportunities_build(cli->arena, figures.store, &figures.scope,
                                    &(struct opportunities_options){.limit = asked.limit},
                                    cli_cancel(), &opportunities, &err) &&
                write_rows(cli, &figures, opportunities, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_opportunities = {
    .name = "opportunities",
    .usage = "[OPTION]...",
    .summary = N_("Say where a campaign could do better, and what that is worth"),
    .help =
        N_("Per campaign and KPI: the gap to the next band, and what it would bring to do as well "
           "as the better quarter of your own campaigns of that kind and channel did in the last "
           "90 days. Where there are fewer than 8 of those, what is typical is taken from a "
           "benchmark that states its sample, never a band that is out of reach. What a step "
           "brings is carried through the next ones; a sum that could come to more than the "
           "campaign brought in is not given. Sums of one campaign overlap. Ranked by money, one "
           "currency behind the other, then by people."),
    .options = {OPTION_LIMIT, OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 0,
    .examples = "  campane opportunities --last 90d --limit 10\n"
                "  campane opportunities --where \"kind = broadcast\" --format json\n",
    .run = run,
};
