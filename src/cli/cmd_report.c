/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/page.h"
#include "export/html.h"
#include "export/mail.h"
#include "report/brief.h"

/* --- as CSV ---------------------------------------------------------------------------------- */

/* One table a file: the campaigns, or a part of the page; those that are lines there have tables of
 * their own. */
static bool is_part(const char *name)
{
    static const char *const lines[] = {"campaigns", "health", "attention", "movers"};
    for (size_t i = 0; i < ARRAY_COUNT(lines); i++) {
        if (strcmp(lines[i], name) == 0) {
            return true;
        }
    }
    for (int i = 0; i < BRIEF_PARTS; i++) {
        if (strcmp(brief_part_name((enum brief_part)i), name) == 0) {
            return true;
        }
    }
    return false;
}

/* NULL: out of memory. */
static const struct table *part_table(struct cli *cli, const struct brief *brief, const char *name)
{
    for (int i = 0; i < BRIEF_PARTS; i++) {
        if (strcmp(brief_part_name((enum brief_part)i), name) == 0) {
            return brief->sections[i].table;
        }
    }
    return strcmp(name, "health") == 0 ? brief_health_table(cli->arena, brief)
           : strcmp(name, "movers") == 0
               ? brief_movers_table(cli->arena, brief)
               : standing_table(cli->arena, brief->standing, brief->more->limit_words);
}

static bool write_csv(struct cli *cli, struct figures *figures,
                      const struct campaigns_options *options, struct err *err)
{
    struct campaigns *campaigns;
    const struct brief *brief;
    const struct export_options how = {.excel = cli_given(cli, OPTION_EXCEL),
                                       .comma = cli_locale_has_comma()};
    const char *part = cli->option[OPTION_PART];
    if (part && strcmp(part, "campaigns") != 0) {
        if (!brief_build(cli->arena, figures->store, &figures->scope, cli_cancel(), &brief, err)) {
            return false;
        }
        const struct table *table = part_table(cli, brief, part);
        return table ? export_table(figures->sink, table, EXPORT_CSV, &how, err) : err_memory(err);
    }
    return figures_campaigns(cli, figures, options, &campaigns, err) &&
           (brief_mask(cli->arena, campaigns->table, "name") || err_memory(err)) &&
           export_table(figures->sink, campaigns->table, EXPORT_CSV, &how, err);
}

/* A part is one of a CSV file. */
static bool check_part(const struct cli *cli, struct err *err)
{
    const char *part = cli->option[OPTION_PART];
    if (part && !is_part(part)) {
        err_set(err, ERR_USAGE, _("the report has no part \"%s\""), part);
        return err_todo(
            err, _("take one of: %s"),
            "campaigns, health, attention, movers, figures, pace, best, worst, tests, money, "
            "opportunities, definitions, sources");
    }
    return true;
}

/* The page between what makes it a document of its own. */
static bool write_html(struct cli *cli, struct figures *figures,
                       const struct campaigns_options *options, struct err *err)
{
    bool done = html_begin(figures->sink, _("Campaigns in figures"), "en", err) &&
                page_write(cli, figures, options, err);
    html_end(figures->sink);
    return done;
}

/* --- as a mail ------------------------------------------------------------------------------- */

/* The page in one format as a string, to be freed; NULL: failed. */
static char *page_text(struct cli *cli, struct figures *figures, const struct page *page,
                       enum export_format format, struct err *err)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    struct figures part = *figures;
    part.format = format;
    part.sink = memory ? sink_stream(memory, err) : NULL;
    bool done = part.sink || err_memory(err);
    if (done && format == EXPORT_HTML) {
        done = html_begin(part.sink, _("Campaigns in figures"), "en", err);
    }
    done = done && page_put(cli, &part, page, err);
    if (done && format == EXPORT_HTML) {
        html_end(part.sink);
    }
    if (part.sink && done) {
        done = sink_finish(part.sink, err);
    } else {
        sink_abandon(part.sink);
    }
    if (memory && fclose(memory) != 0 && done) {
        done = err_memory(err);
    }
    if (!done) {
        free(text);
        return NULL;
    }
    return text;
}

static bool take_mail(struct cli *cli, struct mail *mail, struct err *err)
{
    *mail = (struct mail){.from = cli->option[OPTION_MAIL_FROM],
                          .to = cli->option[OPTION_MAIL_TO],
                          .subject = cli->option[OPTION_SUBJECT]};
    mail->subject = mail->subject ? mail->subject : _("Campaigns in figures");
    return mail_check(mail, err);
}

static bool write_mail(struct cli *cli, struct figures *figures,
                       const struct campaigns_options *options, struct err *err)
{
    struct mail mail;
    struct page page;
    cli->ascii = cli_given(cli, OPTION_ASCII); /* a mail is UTF-8 in every locale */
    if (!take_mail(cli, &mail, err) || !page_build(cli, figures, options, &page, err)) {
        return false;
    }
    char *text = page_text(cli, figures, &page, EXPORT_TEXT, err);
    char *html = text ? page_text(cli, figures, &page, EXPORT_HTML, err) : NULL;
    mail.text = text;
    mail.html = html;
    mail.sent_at = figures->scope.now;
    bool done = html && mail_write(figures->sink, &mail, err);
    free(text);
    free(html);
    return done;
}

/* What is wrong with it is said before any store is looked at; so is a mail's option without one.
 */
static bool check_mail(struct cli *cli, bool *asked, struct err *err)
{
    struct mail mail;
    *asked = cli_given(cli, OPTION_MAIL_TO) || cli_given(cli, OPTION_MAIL_FROM) ||
             cli_given(cli, OPTION_SUBJECT);
    return take_mail(cli, &mail, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct campaigns_options options;
    struct figures figures;
    int status;
    bool mail;
    if (!check_mail(cli, &mail, &err) || !check_part(cli, &err) ||
        !figures_campaigns_options(cli, &options, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON |
                           1U << EXPORT_HTML | 1U << EXPORT_EML,
                       &figures, &status)) {
        return status;
    }
    if (mail && figures.format != EXPORT_EML) {
        err_set(&err, ERR_USAGE, "%s",
                _("--mail-to, --mail-from and --subject are for --format eml"));
        return figures_end(cli, &figures, false, &err);
    }
    if (cli_given(cli, OPTION_EXCEL) && figures.format != EXPORT_CSV) {
        err_set(&err, ERR_USAGE, "%s", _("--excel is for --format csv"));
        return figures_end(cli, &figures, false, &err);
    }
    if (cli_given(cli, OPTION_PART) && figures.format != EXPORT_CSV) {
        err_set(&err, ERR_USAGE, "%s",
                _("--part is for --format csv: other formats have them all"));
        return figures_end(cli, &figures, false, &err);
    }
    bool done = figures.format == EXPORT_JSON   ? figures_json(cli, &figures, &options, true, &err)
                : figures.format == EXPORT_CSV  ? write_csv(cli, &figures, &options, &err)
                : figures.format == EXPORT_EML  ? write_mail(cli, &figures, &options, &err)
                : figures.format == EXPORT_HTML ? write_html(cli, &figures, &options, &err)
                                                : page_write(cli, &figures, &options, &err);
    return figures_end(cli, &figures, done, &err);
}

const struct command command_report = {
    .name = "report",
    .usage = "[OPTION]...",
    .summary = N_("One page for sharing: verdict, figures, what needs attention, all campaigns"),
    .help =
        N_("It names no person and no file: in every format, phone numbers and e-mail addresses in "
           "names, notes and tags are masked. Rows are joined with those of other commands by "
           "the id."),
    .formats = N_("Write as text, json, csv, md, html (one file, for any browser) or eml (a mail "
                  "for sendmail -t)"),
    .options = {OPTION_FORMAT, OPTION_PART, OPTION_EXCEL, OPTION_MAIL_TO, OPTION_MAIL_FROM,
                OPTION_SUBJECT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_AGAINST, OPTION_COLUMNS,
                OPTION_SORT, OPTION_DESC, OPTION_LIMIT, OPTION_ASCII},
    .examples = "  campane report --last month --format html -o october.html\n"
                "  campane report --format csv --part movers\n"
                "  campane report --format json | jq '.totals.kpis.ctr'\n"
                "  campane report --format eml --mail-to leads@example.org | sendmail -t\n",
    .run = run,
};
