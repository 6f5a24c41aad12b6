/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/strbuf.h"
#include "cli/figures.h"
#include "export/retention_json.h"
#include "report/retention.h"
#include "report/words.h"
#include "text/format.h"

static void add_kpi(struct strbuf *line, enum kpi id, const struct kpi_value *value)
{
    char number[FORMAT_SIZE], low[FORMAT_SIZE], high[FORMAT_SIZE];
    strbuf_printf(line, "%s%s ", line->length ? " · " : "", _(kpi_info(id)->label));
    if (!value->has_value) {
        strbuf_puts(line, _("n/a"));
    } else if (value->has_interval) {
        strbuf_printf(line, "%s (%s–%s)", format_percent(value->value, true, number),
                      format_percent(value->low, false, low),
                      format_percent(value->high, true, high));
    } else {
        strbuf_printf(line, _("%s min"), format_number(value->value, number));
    }
}

static bool write_kpis(struct cli *cli, struct figures *figures, const struct retention *retention,
                       struct err *err)
{
    struct strbuf line = STRBUF_INIT;
    add_kpi(&line, KPI_RETENTION_RATE, &retention->retention_rate);
    strbuf_printf(&line, "%s%s", retention->base ? " " : "",
                  retention->base ? retention->base : "");
    add_kpi(&line, KPI_REPEAT_PURCHASE_RATE, &retention->repeat_purchase_rate);
    add_kpi(&line, KPI_TIME_TO_READ, &retention->time_to_read);
    bool done = line.failed ? err_memory(err)
                            : export_paragraph(figures->sink, figures->format, strbuf_text(&line),
                                               cli->ascii, err);
    strbuf_free(&line);
    return done;
}

static bool write_table(struct cli *cli, struct figures *figures, const struct table *table,
                        struct err *err)
{
    struct export_options options = {.ascii = cli->ascii, .notes = false};
    return table->row_count == 0 ||
           (export_heading(figures->sink, figures->format, table->title, cli->ascii, err) &&
            export_table(figures->sink, table, figures->format, &options, err) &&
            export_paragraph(figures->sink, figures->format, "", cli->ascii, err));
}

static bool write_page(struct cli *cli, struct figures *figures, const struct retention *retention,
                       struct err *err)
{
    if (figures->format == EXPORT_JSON) {
        return retention_json_write(figures->sink, &figures->scope, retention, err);
    }
    if (figures->format == EXPORT_CSV) {
        return export_table(figures->sink, retention->triangle, figures->format, NULL, err);
    }
    if (!figures_scope_line(cli, figures, retention->matching, retention->seen, err) ||
        !write_kpis(cli, figures, retention, err) ||
        !write_table(cli, figures, retention->triangle, err) ||
        !write_table(cli, figures, retention->weekly, err) ||
        !write_table(cli, figures, retention->leaving, err)) {
        return false;
    }
    for (size_t i = 0; i < retention->note_count; i++) {
        if (!export_paragraph(figures->sink, figures->format, retention->notes[i], cli->ascii,
                              err)) {
            return false;
        }
    }
    return true;
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    const struct retention *retention;
    struct figures figures;
    int status;
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = retention_build(cli->arena, figures.store, &figures.scope, cli_cancel(), &retention,
                                &err) &&
                write_page(cli, &figures, retention, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_retention = {
    .name = "retention",
    .usage = "[OPTION]...",
    .summary = N_("Show whether people stay: weekly cohorts, new and returning, who left"),
    .help =
        N_("Weekly cohorts of recipients by their first message: how many of them read, clicked "
           "or replied to what was sent to them in the weeks after; then week by week who was "
           "new, who came back and who opted out, and after which message people left. Needs "
           "message-level logs (a webhook log, a report per recipient). Weeks begin on Monday "
           "in the store's zone. CSV has the cohorts alone."),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 0,
    .examples = "  campane retention --last 90d\n"
                "  campane retention --where \"kind = broadcast\" --format json\n",
    .run = run,
};
