/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/page.h"

#include "base/i18n.h"
#include "report/brief.h"

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

/* A part of the brief under its title; one without rows says why. */
static bool write_part(struct cli *cli, struct figures *figures, const struct brief *brief,
                       enum brief_part part, struct err *err)
{
    const struct brief_section *section = &brief->sections[part];
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const struct export_options how = {.ascii = cli->ascii, .notes = true};
    bool empty = section->table->row_count == 0;
    if (empty && !section->none) {
        return true;
    }
    if (!export_heading(sink, format, section->title, cli->ascii, err)) {
        return false;
    }
    return empty ? export_paragraph(sink, format, section->none, cli->ascii, err)
                 : export_table(sink, section->table, format, &how, err) &&
                       export_paragraph(sink, format, "", cli->ascii, err);
}

static bool write_parts(struct cli *cli, struct figures *figures, const struct brief *brief,
                        enum brief_part first, enum brief_part last, struct err *err)
{
    bool done = true;
    for (int part = (int)first; done && part <= (int)last; part++) {
        done = write_part(cli, figures, brief, (enum brief_part)part, err);
    }
    return done;
}

static bool write_head(struct cli *cli, struct figures *figures, const struct brief *brief,
                       struct err *err)
{
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const struct standing *standing = brief->standing;
    /* An HTML document has it as its title. */
    bool done = (format == EXPORT_HTML ||
                 export_heading(sink, format, _("Campaigns in figures"), cli->ascii, err)) &&
                figures_scope_line_masked(cli, figures, standing->matching, standing->all, err) &&
                export_paragraph(sink, format, brief->as_of, cli->ascii, err);
    for (size_t i = 0; done && i < BRIEF_SENTENCES && brief->verdict[i]; i++) {
        done = export_lead(sink, format, brief->verdict[i], cli->ascii, err);
    }
    return done && write_health(cli, figures, brief->more, err) &&
           write_part(cli, figures, brief, BRIEF_FIGURES, err) &&
           export_paragraph(sink, format, brief->overview->change_words, cli->ascii, err) &&
           write_part(cli, figures, brief, BRIEF_PACE, err);
}

static bool write_campaigns(struct cli *cli, struct figures *figures,
                            const struct campaigns *campaigns, struct err *err)
{
    const struct export_options how = {.ascii = cli->ascii, .notes = true};
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    return (brief_mask(cli->arena, campaigns->table, "name") || err_memory(err)) &&
           export_heading(sink, format, _("Campaigns"), cli->ascii, err) &&
           export_table(sink, campaigns->table, format, &how, err) &&
           export_paragraph(sink, format, "", cli->ascii, err);
}

bool page_build(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                struct page *page, struct err *err)
{
    return brief_build(cli->arena, figures->store, &figures->scope, cli_cancel(), &page->brief,
                       err) &&
           figures_campaigns(cli, figures, options, &page->campaigns, err);
}

bool page_put(struct cli *cli, struct figures *figures, const struct page *page, struct err *err)
{
    const struct brief *brief = page->brief;
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const struct benchline *line = brief->standing->line;
    return write_head(cli, figures, brief, err) &&
           write_standing(cli, figures, brief->standing, brief->more->limit_words, err) &&
           write_movers(cli, figures, brief->movers, err) &&
           write_parts(cli, figures, brief, BRIEF_BEST, BRIEF_OPPORTUNITIES, err) &&
           write_campaigns(cli, figures, page->campaigns, err) &&
           export_heading(sink, format, _("What is not known"), cli->ascii, err) &&
           export_list(sink, format, brief->unknown, brief->unknown_count, cli->ascii, err) &&
           write_parts(cli, figures, brief, BRIEF_DEFINITIONS, BRIEF_SOURCES, err) &&
           export_paragraph(sink, format, line ? line->text : NULL, cli->ascii, err);
}

bool page_write(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                struct err *err)
{
    struct page page;
    return page_build(cli, figures, options, &page, err) && page_put(cli, figures, &page, err);
}
