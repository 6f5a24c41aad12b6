/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/figures.h"
#include "export/report_json.h"
#include "report/detail.h"
#include "report/find.h"
#include "report/period.h"

/* One table of the page, under its title; NULL or one without rows is left out. */
static bool write_table(struct cli *cli, struct figures *figures, const struct table *table,
                        struct err *err)
{
    if (!table || !table->row_count) {
        return true;
    }
    return export_heading(figures->sink, figures->format, table->title, cli->ascii, err) &&
           export_table(figures->sink, table, figures->format,
                        &(struct export_options){.ascii = cli->ascii, .notes = true}, err) &&
           export_paragraph(figures->sink, figures->format, "", cli->ascii, err);
}

/* "whatsapp · broadcast · goal sales · 2026-10-02–09 · id k3f9z2ma". */
static const char *facts_line(struct cli *cli, const struct detail *detail)
{
    const struct report_item *item = &detail->item;
    if (item->what != ITEM_CAMPAIGN) {
        return "";
    }
    char days[96] = "";
    if (item->start != DAY_NONE) {
        int32_t end = item->end != DAY_NONE ? item->end : INT32_MAX;
        struct period period = {item->start, end};
        period_range_words(&period, cli->ascii, days);
    }
    return arena_printf(cli->arena, "%s%s%s · %s %s%s%s · id %s%s%s",
                        item->channel ? item->channel : "", item->channel ? " · " : "",
                        campaign_kind_name(item->kind), _("goal"), campaign_goal_name(item->goal),
                        days[0] ? " · " : "", days, item->id, detail->counting ? " · " : "",
                        detail->counting ? detail->counting : "");
}

static bool write_page(struct cli *cli, struct figures *figures, int64_t number, struct err *err)
{
    const struct detail *detail;
    struct table *failures, *files;
    struct cancel *cancel = cli_cancel();
    struct arena *arena = cli->arena;
    const struct scope *scope = &figures->scope;
    if (!detail_build(arena, figures->store, scope, number, KPI_NONE, cancel, &detail, err) ||
        !detail_failures(arena, figures->store, scope, number, cancel, &failures, err) ||
        !detail_files(arena, figures->store, number, cancel, &files, err)) {
        return false;
    }
    const char *facts = facts_line(cli, detail);
    struct table *funnel = detail_funnel_table(arena, detail);
    struct table *kpis = detail_kpi_table(arena, detail);
    struct table *parts = detail->part_count ? detail_parts_table(arena, detail, scope) : NULL;
    if (!facts || !funnel || !kpis || (detail->part_count && !parts)) {
        return err_memory(err);
    }
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const struct report_item *item = &detail->item;
    if (!export_heading(sink, format, item->alias ? item->alias : item->name, cli->ascii, err) ||
        !export_paragraph(sink, format, facts[0] ? facts : NULL, cli->ascii, err) ||
        (item->alias && !export_paragraph(sink, format, item->name, cli->ascii, err)) ||
        (detail->said && !export_paragraph(sink, format, detail->said, cli->ascii, err)) ||
        !figures_scope_line(cli, figures, -1, -1, err) || !write_table(cli, figures, funnel, err) ||
        !write_table(cli, figures, kpis, err) || !write_table(cli, figures, parts, err) ||
        !write_table(cli, figures, failures, err)) {
        return false;
    }
    if (detail->unknown_count &&
        (!export_heading(sink, format, _("Not known"), cli->ascii, err) ||
         !export_list(sink, format, detail->unknown, detail->unknown_count, cli->ascii, err))) {
        return false;
    }
    return write_table(cli, figures, files, err) &&
           export_list(sink, format, detail->notes, detail->note_count, cli->ascii, err);
}

static bool write_json(struct cli *cli, struct figures *figures, int64_t number, struct err *err)
{
    const struct detail *detail;
    return detail_build(cli->arena, figures->store, &figures->scope, number, KPI_NONE, cli_cancel(),
                        &detail, err) &&
           report_json_show(figures->sink, &figures->scope, &detail->item, err);
}

static bool write_csv(struct cli *cli, struct figures *figures, int64_t number, struct err *err)
{
    const struct detail *detail;
    if (!detail_build(cli->arena, figures->store, &figures->scope, number, KPI_NONE, cli_cancel(),
                      &detail, err)) {
        return false;
    }
    struct table *table = detail_kpi_table(cli->arena, detail);
    return table ? export_table(figures->sink, table, EXPORT_CSV, NULL, err) : err_memory(err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct figures figures;
    int status;
    int64_t number;
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = find_campaign(figures.store, cli->operands[0], &number, &err);
    if (done) {
        done = figures.format == EXPORT_JSON  ? write_json(cli, &figures, number, &err)
               : figures.format == EXPORT_CSV ? write_csv(cli, &figures, number, &err)
                                              : write_page(cli, &figures, number, &err);
    }
    return figures_end(cli, &figures, done, &err);
}

const struct command command_show = {
    .name = "show",
    .usage = "[OPTION]... CAMPAIGN",
    .summary = N_("Show one campaign, whole"),
    .help = N_("CAMPAIGN is a name, the beginning or a part of one, or an id (campane campaigns "
               "--columns id,name). The variants stand side by side as they were observed: which "
               "of them is better is another question."),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, OPTION_FROM, OPTION_TO, OPTION_LAST, OPTION_AGAINST,
                OPTION_BASE, OPTION_BENCHMARK, OPTION_ASCII},
    .operands_min = 1,
    .operands_max = 1,
    .examples = "  campane show diwali\n"
                "  campane show k3f9z2ma --format json\n",
    .run = run,
};
