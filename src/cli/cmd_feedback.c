/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/figures.h"
#include "export/feedback_json.h"
#include "report/find.h"

static bool write_rows(struct cli *cli, struct figures *figures, const struct feedback *feedback,
                       struct err *err)
{
    const struct export_options options = {.ascii = cli->ascii, .notes = true};
    switch (figures->format) {
    case EXPORT_JSON:
        return feedback_json_write(figures->sink, &figures->scope, feedback, err);
    case EXPORT_CSV:
        return export_table(figures->sink, feedback->table, EXPORT_CSV, &options, err);
    case EXPORT_TEXT:
    case EXPORT_MD:
    case EXPORT_HTML:
    case EXPORT_EML:
        break;
    }
    return figures_scope_line(cli, figures, -1, -1, err) &&
           export_table(figures->sink, feedback->scores_table, figures->format, &options, err) &&
           export_paragraph(figures->sink, figures->format, "", cli->ascii, err) &&
           export_table(figures->sink, feedback->table, figures->format, &options, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct feedback_choice choice = {.campaign = FEEDBACK_ALL};
    const char *rating = cli->option[OPTION_RATING];
    struct feedback *feedback;
    struct figures figures;
    int status;
    if ((rating && !feedback_choose_rating(rating, &choice, &err)) ||
        !figures_limit(cli, &choice.limit, &err)) {
        return cli_fail(&err);
    }
    const char *kind = cli->option[OPTION_KIND];
    choice.kind = kind && strcmp(kind, "none") == 0 ? "" : kind;
    choice.search = cli->option[OPTION_SEARCH];
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    const char *campaign = cli->option[OPTION_CAMPAIGN];
    bool done = (!campaign || find_campaign(figures.store, campaign, &choice.campaign, &err)) &&
                feedback_build(cli->arena, figures.store, &figures.scope, &choice, cli_cancel(),
                               &feedback, &err) &&
                write_rows(cli, &figures, feedback, &err);
    return figures_end(cli, &figures, done, &err);
}

static const struct command_words words[] = {
    {OPTION_CAMPAIGN, NULL, N_("Only what was said of this campaign")}, {0}};

const struct command command_feedback = {
    .name = "feedback",
    .usage = "[OPTION]...",
    .summary = N_("Read what customers say, with satisfaction and net promoter score"),
    .help = N_("Scores are of all feedback of the campaigns and days asked for, with their 95 % "
               "intervals and where they go week by week; --rating, --kind and --search choose "
               "what is listed, newest first. low and high are 1-2 and 4-5 of 5, and 0-6 and 9-10 "
               "of 10. Feedback counts on the day of the message it belongs to. Phone numbers and "
               "addresses in comments were taken out when they were imported."),
    .options = {OPTION_CAMPAIGN, OPTION_RATING, OPTION_KIND, OPTION_SEARCH, OPTION_LIMIT,
                OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_ASCII},
    .words = words,
    .operands_max = 0,
    .examples = "  campane feedback --last 30d\n"
                "  campane feedback --kind complaint --limit 20\n"
                "  campane feedback --campaign diwali --rating low --format json\n",
    .run = run,
};
