/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/figures.h"
#include "export/failures_json.h"
#include "report/find.h"

static bool write_rows(struct cli *cli, struct figures *figures, const struct failures *failures,
                       struct err *err)
{
    if (figures->format == EXPORT_JSON) {
        return failures_json_write(figures->sink, &figures->scope, failures, err);
    }
    return figures_scope_line(cli, figures, failures->matching, failures->seen, err) &&
           export_table(figures->sink, failures->table, figures->format,
                        &(struct export_options){.ascii = cli->ascii, .notes = true}, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    const struct failures *failures;
    struct figures figures;
    int64_t number = FAILURES_ALL;
    int status;
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = (cli->operand_count == 0 ||
                 find_campaign(figures.store, cli->operands[0], &number, &err)) &&
                failures_build(cli->arena, figures.store, &figures.scope, number, false,
                               cli_cancel(), &failures, &err) &&
                write_rows(cli, &figures, failures, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_failures = {
    .name = "failures",
    .usage = "[OPTION]... [CAMPAIGN]",
    .summary = N_("Say why messages did not arrive: failures by code"),
    .help = N_("Of one campaign, or of all that match. Codes come from message logs; what reports "
               "count without codes is said below the table, and shares are of the messages of "
               "those logs. 131049 is Meta's limit of marketing "
               "messages per person and stands apart: it is no fault of the list."),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_AGAINST, OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 1,
    .examples = "  campane failures --last 30d\n"
                "  campane failures diwali --format json\n",
    .run = run,
};
