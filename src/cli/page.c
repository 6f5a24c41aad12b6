/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/page.h"

#include "base/i18n.h"
#include "report/overview.h"
#include "report/standing.h"

static bool write_standing(struct cli *cli, struct figures *figures,
                           const struct standing *standing, const char *limit, struct err *err)
{
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    if (standing->attention_count || limit) {
        struct table *table = standing_table(cli->arena, standing, limit);
        if (!table) {
            return err_memory(err);
        }
        if (!export_heading(sink, format, _("Needs attention"), cli->ascii, err) ||
            !export_table(sink, table, format, &(struct export_options){.ascii = cli->ascii},
                          err) ||
            !export_paragraph(sink, format, "", cli->ascii, err)) {
            return false;
        }
    }
    return export_list(sink, format, standing->notes, standing->note_count, cli->ascii, err);
}

/* What moved against the period before. */
static bool write_movers(struct cli *cli, struct figures *figures, const struct movers *movers,
                         struct err *err)
{
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    if (movers->count == 0) {
        return true;
    }
    struct table *table = movers_table(cli->arena, movers);
    if (!table) {
        return err_memory(err);
    }
    return export_heading(sink, format, _("Moved most, beyond chance"), cli->ascii, err) &&
           export_table(sink, table, format, &(struct export_options){.ascii = cli->ascii}, err) &&
           export_paragraph(sink, format, "", cli->ascii, err);
}

/* "Health: …", where anything is known. */
static bool write_health(struct cli *cli, struct figures *figures, const struct overview_more *more,
                         struct err *err)
{
    const char *parts = overview_health_words(cli->arena, more->health, more->health_count);
    const char *line = parts ? arena_printf(cli->arena, _("Health: %s"), parts) : NULL;
    if (!line) {
        return err_memory(err);
    }
    return more->health_count == 0 ||
           export_paragraph(figures->sink, figures->format, line, cli->ascii, err);
}

bool page_write(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                struct err *err)
{
    const struct overview *overview;
    const struct overview_more *more;
    const struct standing *standing;
    struct campaigns *campaigns;
    struct cancel *cancel = cli_cancel();
    const struct scope *scope = &figures->scope;
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    if (!overview_build(cli->arena, figures->store, scope, cancel, &overview, err) ||
        !standing_build(cli->arena, figures->store, scope, cancel, &standing, err) ||
        !overview_more(cli->arena, figures->store, scope, cancel, &more, err) ||
        !figures_campaigns(cli, figures, options, &campaigns, err)) {
        return false;
    }
    struct table *tiles = overview_table(cli->arena, overview);
    if (!tiles) {
        return err_memory(err);
    }
    const struct export_options bare = {.ascii = cli->ascii, .notes = true};
    /* An HTML document has it as its title. */
    return (format == EXPORT_HTML ||
            export_heading(sink, format, _("Campaigns in figures"), cli->ascii, err)) &&
           figures_scope_line(cli, figures, standing->matching, standing->all, err) &&
           export_paragraph(sink, format, standing->verdict, cli->ascii, err) &&
           write_health(cli, figures, more, err) && export_table(sink, tiles, format, &bare, err) &&
           export_paragraph(sink, format, "", cli->ascii, err) &&
           export_paragraph(sink, format, overview->change_words, cli->ascii, err) &&
           write_standing(cli, figures, standing, more->limit_words, err) &&
           write_movers(cli, figures, more->movers, err) &&
           export_heading(sink, format, _("Campaigns"), cli->ascii, err) &&
           export_table(sink, campaigns->table, format, &bare, err) &&
           export_paragraph(sink, format, "", cli->ascii, err) &&
           export_paragraph(sink, format, standing->line ? standing->line->text : NULL, cli->ascii,
                            err);
}
