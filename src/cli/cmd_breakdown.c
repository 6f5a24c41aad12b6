/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/figures.h"
#include "export/breakdown_json.h"
#include "report/breakdown.h"

/* --kpi: "A,B,C". */
static bool parse_kpis(struct cli *cli, struct breakdown_options *options, struct err *err)
{
    const char *text = cli->option[OPTION_KPI];
    char *words = arena_strdup(cli->arena, text);
    enum kpi *kpis = ARENA_ARRAY(cli->arena, enum kpi, BREAKDOWN_KPIS_MAX);
    if (!text) {
        return true;
    }
    if (!words || !kpis) {
        return err_memory(err);
    }
    char *rest = NULL;
    for (char *id = strtok_r(words, ", ", &rest); id; id = strtok_r(NULL, ", ", &rest)) {
        struct column column;
        if (!column_by_id(id, &column, err)) {
            return false;
        }
        if (column.what != COLUMN_KPI) {
            return err_set(err, ERR_USAGE, _("\"%s\" is no KPI"), id);
        }
        if (options->kpi_count == BREAKDOWN_KPIS_MAX) {
            return err_set(err, ERR_USAGE, _("--kpi takes at most %d"), BREAKDOWN_KPIS_MAX);
        }
        kpis[options->kpi_count++] = column.kpi;
    }
    options->kpis = kpis;
    return options->kpi_count || err_set(err, ERR_USAGE, "%s", _("--kpi names no KPI"));
}

/* The map of hours and weekdays, each figure as a grid of its own. */
static bool write_grids(struct cli *cli, struct figures *figures, const struct breakdown *breakdown,
                        struct err *err)
{
    const struct table *table = breakdown->table;
    struct export_options options = {.ascii = cli->ascii, .notes = false};
    for (size_t i = 0; breakdown->row_count > 0 && i < breakdown->grid_count; i++) {
        const struct table *grid = breakdown->grids[i];
        if (!export_heading(figures->sink, figures->format, grid->title, cli->ascii, err) ||
            !export_table(figures->sink, grid, figures->format, &options, err) ||
            !export_paragraph(figures->sink, figures->format, "", cli->ascii, err)) {
            return false;
        }
    }
    if (breakdown->row_count > 0 &&
        !export_paragraph(
            figures->sink, figures->format,
            _("? of fewer than 100, which says little; + and - beyond chance above or below "
              "the other cells of the same campaigns."),
            cli->ascii, err)) {
        return false;
    }
    for (size_t i = 0; i < table->note_count; i++) {
        if (!export_paragraph(figures->sink, figures->format, table->notes[i], cli->ascii, err)) {
            return false;
        }
    }
    return true;
}

static bool write_rows(struct cli *cli, struct figures *figures, const struct breakdown *breakdown,
                       struct err *err)
{
    if (figures->format == EXPORT_JSON) {
        return breakdown_json_write(figures->sink, &figures->scope, breakdown, err);
    }
    bool grids = breakdown->dimension.what == BREAKDOWN_HOUR_WEEKDAY &&
                 (figures->format == EXPORT_TEXT || figures->format == EXPORT_MD);
    if (!figures_scope_line(cli, figures, breakdown->campaigns, breakdown->seen, err)) {
        return false;
    }
    if (grids) {
        return write_grids(cli, figures, breakdown, err);
    }
    return export_table(figures->sink, breakdown->table, figures->format,
                        &(struct export_options){.ascii = cli->ascii, .notes = true}, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct breakdown_dimension dimension;
    struct breakdown_options options = {NULL, 0};
    struct breakdown *breakdown;
    struct figures figures;
    int status;
    if (!breakdown_by_name(cli->operands[0], &dimension, &err) ||
        !parse_kpis(cli, &options, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = breakdown_build(cli->arena, figures.store, &figures.scope, &dimension, &options,
                                cli_cancel(), &breakdown, &err) &&
                write_rows(cli, &figures, breakdown, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_breakdown = {
    .name = "breakdown",
    .usage = "[OPTION]... DIMENSION",
    .summary = N_("Pool campaigns by segment, template, country, weekday and see which works"),
    .help =
        N_("DIMENSION is template, variant, segment, language, country, cta, channel, sender, "
           "category, utm_source, utm_medium, utm_campaign, utm_content, conversion_type, "
           "kind, industry, weekday, hour, hour_weekday or frequency. Rates pool: all clickers "
           "of a row over all it was "
           "delivered to. \"Beyond chance\" names the rates of a row that differ from "
           "those of the other rows in the same campaigns by more than chance, corrected for "
           "how many rows are looked at; people and days differ still. Hours, the map of hours "
           "and weekdays, and frequency (how many messages a person got in a week) need "
           "message-level logs; their times are those of the store's zone. Of links (utm_...) and "
           "conversion_type, which messages rarely state, the rows hold what is known of them: "
           "sessions, key events, conversions and orders."),
    .options = {OPTION_KPI, OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_ASCII},
    .operands_min = 1,
    .operands_max = 1,
    .examples = "  campane breakdown hour_weekday --kpi ctr\n"
                "  campane breakdown segment --last 90d\n"
                "  campane breakdown utm_source\n"
                "  campane breakdown channel --kpi ctr,conversion_rate,rocs\n"
                "  campane breakdown weekday --where \"kind = broadcast\" --format csv\n",
    .run = run,
};
