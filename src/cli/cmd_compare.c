/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/figures.h"
#include "export/compare_json.h"
#include "report/arm_list.h"
#include "report/compare.h"
#include "report/find.h"

/* --- what is asked -----------------------------------------------------------------------------
 */

static bool parse_by(const struct cli *cli, struct compare_request *request, struct err *err)
{
    static const enum attr allowed[] = {ATTR_VARIANT, ATTR_TEMPLATE, ATTR_SEGMENT, ATTR_LANGUAGE,
                                        ATTR_COUNTRY, ATTR_CTA,      ATTR_CHANNEL};
    const char *text = cli->option[OPTION_BY];
    request->by = ATTR_NONE;
    if (!text) {
        return true;
    }
    if (cli->operand_count > 1) {
        return err_set(err, ERR_USAGE, "%s", _("--by is for one campaign"));
    }
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        if (strcmp(attr_info(allowed[i])->name, text) == 0) {
            request->by = allowed[i];
            return true;
        }
    }
    err_set(err, ERR_USAGE, _("--by knows no \"%.40s\""), text);
    return err_todo(err, "%s", "variant, template, segment, language, country, cta, channel");
}

static bool parse_goal(const struct cli *cli, struct compare_request *request, struct err *err)
{
    const char *text = cli->option[OPTION_GOAL];
    request->goal = KPI_NONE;
    if (text && (request->goal = kpi_by_name(text)) == KPI_NONE) {
        err_set(err, ERR_USAGE, _("there is no KPI \"%.40s\""), text);
        return err_todo(err, "%s", "ctr, engagement_rate, open_rate, conversion_rate, optout_rate");
    }
    return true;
}

/* "A,B,C"; values hold blanks, so only commas part them (arm_list.h). */
static bool parse_arms(struct cli *cli, struct compare_request *request, struct err *err)
{
    const char *text = cli->option[OPTION_ARMS];
    if (!text) {
        return true;
    }
    if (cli->operand_count > 1) {
        return err_set(err, ERR_USAGE, "%s", _("--arms is for one campaign"));
    }
    char *rest = arena_strdup(cli->arena, text);
    const char **arms = ARENA_ARRAY(cli->arena, const char *, strlen(text) / 2 + 1);
    struct arm_word word;
    if (!rest || !arms) {
        return err_memory(err);
    }
    while (arm_list_next(&rest, &word)) {
        arms[request->arm_count++] = word.name;
    }
    if (!request->arm_count) {
        return err_set(err, ERR_USAGE, "%s", _("--arms names none"));
    }
    request->arms = arms;
    return true;
}

static bool find_all(struct cli *cli, struct figures *figures, struct compare_request *request,
                     struct err *err)
{
    int64_t *numbers = ARENA_ARRAY(cli->arena, int64_t, cli->operand_count);
    if (!numbers) {
        return err_memory(err);
    }
    for (size_t i = 0; i < cli->operand_count; i++) {
        if (!find_campaign(figures->store, cli->operands[i], &numbers[i], err)) {
            return false;
        }
    }
    request->campaigns = numbers;
    request->campaign_count = cli->operand_count;
    return true;
}

/* --- the page ----------------------------------------------------------------------------------
 */

/* "by variant · 2026-10-01–31", under the campaign's name. */
static const char *facts_line(struct cli *cli, const struct figures *figures,
                              const struct compare *compare)
{
    char period[96];
    period_words(&figures->scope.choice, figures->scope.today, cli->ascii, period);
    if (compare->by == ATTR_NONE) {
        return period[0] ? arena_strdup(cli->arena, period) : "";
    }
    return arena_printf(cli->arena, _("by %s · %s"), attr_info(compare->by)->name, period);
}

static bool write_table(struct cli *cli, struct figures *figures, const struct table *table,
                        struct err *err)
{
    return table
               ? export_table(figures->sink, table, figures->format,
                              &(struct export_options){.ascii = cli->ascii, .notes = true}, err) &&
                     export_paragraph(figures->sink, figures->format, "", cli->ascii, err)
               : err_memory(err);
}

static bool write_page(struct cli *cli, struct figures *figures, const struct compare *compare,
                       struct err *err)
{
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const char *facts = facts_line(cli, figures, compare);
    const char *title = compare->title ? compare->title : _("Campaigns against each other");
    const char *lines[COMPARE_NEXT_MAX + PLAN_GUARDRAILS_MAX + 1];
    size_t count = 0;
    if (!facts) {
        return err_memory(err);
    }
    for (size_t i = 0; i < compare->guardrail_count; i++) {
        /* Those that matter to the verdict stand in its sentence. */
        if (!strstr(compare->text, compare->guardrails[i].text)) {
            lines[count++] = compare->guardrails[i].text;
        }
    }
    for (size_t i = 0; i < compare->next_count; i++) {
        lines[count++] = compare->next[i];
    }
    lines[count++] = compare->checks;
    if (!export_heading(sink, format, title, cli->ascii, err) ||
        !export_paragraph(sink, format, facts, cli->ascii, err) ||
        !export_paragraph(sink, format, compare->text, cli->ascii, err)) {
        return false;
    }
    if (compare->arm_count && !write_table(cli, figures, compare_table(cli->arena, compare), err)) {
        return false;
    }
    /* Of more than two: the pairs of what is judged, and of money. */
    for (size_t i = 0; compare->arm_count > 2 && i < compare->kpi_count; i++) {
        if ((compare->kpis[i].role == COMPARE_GOAL || compare->kpis[i].money) &&
            !write_table(cli, figures, compare_pairs_table(cli->arena, compare, i), err)) {
            return false;
        }
    }
    if (compare->rival_count &&
        !write_table(cli, figures, compare_control_table(cli->arena, compare), err)) {
        return false;
    }
    return !compare->arm_count || export_list(sink, format, lines, count, cli->ascii, err);
}

static bool write_out(struct cli *cli, struct figures *figures,
                      const struct compare_request *request, struct err *err)
{
    const struct compare *compare;
    if (!compare_build(cli->arena, figures->store, &figures->scope, request, cli_cancel(), &compare,
                       err)) {
        return false;
    }
    if (figures->format == EXPORT_JSON) {
        return compare_json_write(figures->sink, compare, err);
    }
    if (figures->format == EXPORT_CSV) {
        struct table *table = compare_rows(cli->arena, compare);
        return table ? export_table(figures->sink, table, EXPORT_CSV, NULL, err) : err_memory(err);
    }
    return write_page(cli, figures, compare, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct figures figures;
    struct compare_request request = {0};
    int status;
    if (!parse_by(cli, &request, &err) || !parse_goal(cli, &request, &err) ||
        !parse_arms(cli, &request, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool read = figures.format == EXPORT_TEXT || figures.format == EXPORT_MD;
    request.ascii = cli->ascii && read;
    /* Delivery is an outcome of the template: a test counts everybody it was sent to. */
    if (!cli_given(cli, OPTION_BASE)) {
        figures.scope.options.base = RATE_BASE_SENT;
    }
    bool done = find_all(cli, &figures, &request, &err) && write_out(cli, &figures, &request, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_compare = {
    .name = "compare",
    .usage = "[OPTION]... CAMPAIGN...",
    .summary = N_("Say which template wins, or why nobody can tell yet"),
    .help = N_("One campaign is compared by its variants (or templates, or segments: --by), "
               "several campaigns against each other. One KPI, the goal, gets a verdict; you may "
               "look every day without being fooled. Days too young to judge are left out, rates "
               "are per sent. What went to different people or days is shown as an observed "
               "difference, not as a test."),
    .options = {OPTION_BY, OPTION_GOAL, OPTION_ARMS, OPTION_FORMAT, OPTION_OUTPUT, OPTION_FROM,
                OPTION_TO, OPTION_LAST, OPTION_BASE, OPTION_ASCII},
    .operands_min = 1,
    .operands_max = 10,
    .examples = "  campane compare diwali\n"
                "  campane compare diwali --by country --goal conversion_rate\n"
                "  campane compare \"Newsletter September\" \"Newsletter Oktober\" --format json\n",
    .run = run,
};
