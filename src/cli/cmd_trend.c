/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/figures.h"
#include "export/trend_json.h"
#include "report/find.h"
#include "report/trend.h"
#include "report/trend_list.h"

/* --- what is asked -----------------------------------------------------------------------------
 */

static bool parse(const struct cli *cli, struct trend_request *request, struct err *err)
{
    const char *by = cli->option[OPTION_BY], *currency = cli->option[OPTION_CURRENCY];
    if (cli->operand_count && !trend_measure_find(cli->operands[0], &request->measure, err)) {
        return false;
    }
    if (cli->operand_count) {
        request->by = trend_by_for(request->measure);
    }
    if (by && !trend_by_parse(by, &request->by)) {
        err_set(err, ERR_USAGE, _("--by is day, week or month, not \"%.40s\""), by);
        return false;
    }
    return !currency || currency_parse(currency, strlen(currency), &request->currency) ||
           err_set(err, ERR_USAGE, _("--currency is a code such as EUR, not \"%.40s\""), currency);
}

/* The campaigns of --campaign, one a line. */
static bool find_campaigns(struct cli *cli, struct store *store, struct trend_request *request,
                           struct err *err)
{
    const char *given = cli->option[OPTION_CAMPAIGN];
    if (!given) {
        return true;
    }
    char *names = arena_strdup(cli->arena, given);
    size_t most = 1;
    for (const char *at = given; *at; at++) {
        most += *at == '\n';
    }
    int64_t *numbers = ARENA_ARRAY(cli->arena, int64_t, most);
    if (!names || !numbers) {
        return err_memory(err);
    }
    char *rest = NULL;
    for (char *name = strtok_r(names, "\n", &rest); name; name = strtok_r(NULL, "\n", &rest)) {
        if (!find_campaign(store, name, &numbers[request->campaign_count++], err)) {
            return false;
        }
    }
    request->campaigns = numbers;
    return request->campaign_count ||
           err_set(err, ERR_USAGE, "%s", _("--campaign names no campaign"));
}

/* --- the page ----------------------------------------------------------------------------------
 */

static const char *title_of(struct cli *cli, const struct trend *trend)
{
    static const char *const by[] = {
        [TREND_DAY] = N_("by day"), [TREND_WEEK] = N_("by week"), [TREND_MONTH] = N_("by month")};
    const char *unit = trend_measure_unit(trend->measure);
    return arena_printf(cli->arena, "%s%s%s %s · %s", trend_measure_title(trend->measure),
                        unit[0] ? ", " : "", unit, _(by[trend->by]), trend->who);
}

static bool write_page(struct cli *cli, struct figures *figures, const struct trend *trend,
                       struct err *err)
{
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const char *title = title_of(cli, trend);
    struct table *table = trend_table(cli->arena, trend);
    if (!title || !table) {
        return err_memory(err);
    }
    struct export_options options = {.ascii = cli->ascii, .notes = true};
    return export_heading(sink, format, title, cli->ascii, err) &&
           figures_scope_line(cli, figures, -1, -1, err) &&
           export_paragraph(sink, format, trend->direction.text, cli->ascii, err) &&
           export_paragraph(sink, format, trend->change_text, cli->ascii, err) &&
           export_table(sink, table, format, &options, err);
}

static bool write_out(struct cli *cli, struct figures *figures, const struct trend *trend,
                      struct err *err)
{
    if (figures->format == EXPORT_JSON) {
        return trend_json_write(figures->sink, trend, &figures->scope, err);
    }
    if (figures->format == EXPORT_CSV) {
        struct table *table = trend_table(cli->arena, trend);
        return table ? export_table(figures->sink, table, EXPORT_CSV, NULL, err) : err_memory(err);
    }
    return write_page(cli, figures, trend, err);
}

/* Without a KPI: the main ones, a row each. */
static bool write_list(struct cli *cli, struct figures *figures,
                       const struct trend_request *request, struct err *err)
{
    const struct trend_list *list;
    struct export_options options = {.ascii = cli->ascii, .notes = true};
    if (!trend_list_build(cli->arena, figures->store, &figures->scope, request, true, cli_cancel(),
                          &list, err)) {
        return false;
    }
    if (figures->format == EXPORT_TEXT || figures->format == EXPORT_MD) {
        return export_heading(figures->sink, figures->format, list->table->title, cli->ascii,
                              err) &&
               figures_scope_line(cli, figures, -1, -1, err) &&
               export_table(figures->sink, list->table, figures->format, &options, err);
    }
    return export_table(figures->sink, list->table, figures->format, &options, err);
}

static bool write_trend(struct cli *cli, struct figures *figures,
                        const struct trend_request *request, struct err *err)
{
    const struct trend *trend;
    return trend_build(cli->arena, figures->store, &figures->scope, request, cli_cancel(), &trend,
                       err) &&
           write_out(cli, figures, trend, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct figures figures;
    struct trend_request request = {.by = TREND_DAY};
    int status;
    if (!parse(cli, &request, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = find_campaigns(cli, figures.store, &request, &err) &&
                (cli->operand_count ? write_trend(cli, &figures, &request, &err)
                                    : write_list(cli, &figures, &request, &err));
    return figures_end(cli, &figures, done, &err);
}

static const struct command_words words[] = {
    {OPTION_BY, "STEP",
     N_("One row a day (the default; of retention_rate a week), a week (from Monday) or a month: "
        "day, week, month")},
    {OPTION_CAMPAIGN, NULL, N_("Only this campaign; may be given again for several")},
    {0}};

const struct command command_trend = {
    .name = "trend",
    .usage = "[OPTION]... [KPI]",
    .summary = N_("Show a figure over time, and whether it gets better"),
    .help = N_("KPI is the id of a KPI or counter: ctr, delivery_rate, optout_rate, rocs, revenue, "
               "sent; without one it is a list of the main ones. Rates pool what a day, week or "
               "month holds; what nobody knows is a gap, "
               "never zero. The direction is found in the days, with weekdays evened out, from 14 "
               "complete days on; a day is odd when it differs by more than chance and the usual "
               "ups and downs explain. Days that are still counting are shown apart and left out "
               "of both. With a period, the one before stands beside it."),
    .options = {OPTION_BY, OPTION_CAMPAIGN, OPTION_CURRENCY, OPTION_FORMAT, OPTION_OUTPUT,
                COMMAND_SCOPE, OPTION_AGAINST, OPTION_ASCII},
    .words = words,
    .operands_min = 0,
    .operands_max = 1,
    .examples = "  campane trend\n"
                "  campane trend ctr\n"
                "  campane trend delivery_rate --campaign diwali --by week\n"
                "  campane trend revenue --last 30d --currency EUR --format json\n",
    .run = run,
};
