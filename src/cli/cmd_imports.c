/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/figures.h"
#include "cli/subcommand.h"
#include "export/imports_json.h"
#include "report/words.h"
#include "text/format.h"

#define FORMATS (1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON)

static bool parse_id(const char *text, int64_t *id, struct err *err)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno || number <= 0) {
        err_set(err, ERR_USAGE, _("an import is named by its number, not by \"%s\""), text);
        return err_todo(err, "%s", _("campane imports lists them"));
    }
    *id = number;
    return true;
}

/* --- list ------------------------------------------------------------------------------------ */

static bool write_list(struct cli *cli, struct figures *figures, const struct imports *imports,
                       struct err *err)
{
    if (figures->format == EXPORT_JSON) {
        return imports_json_write(figures->sink, imports, err);
    }
    if (!imports->count && figures->format != EXPORT_CSV) {
        return export_paragraph(figures->sink, figures->format,
                                _("Nothing was imported yet: campane import FILE"), cli->ascii,
                                err);
    }
    return export_table(figures->sink, imports->table, figures->format,
                        &(struct export_options){.ascii = cli->ascii, .notes = true}, err);
}

static int list(struct cli *cli, const char *operand)
{
    struct err err = ERR_INIT;
    struct figures figures;
    const struct imports *imports;
    int status;
    (void)operand;
    if (!figures_begin(cli, FORMATS, &figures, &status)) {
        return status;
    }
    bool done = imports_build(cli->arena, figures.store, &figures.scope, &imports, &err) &&
                write_list(cli, &figures, imports, &err);
    return figures_end(cli, &figures, done, &err);
}

/* --- show ------------------------------------------------------------------------------------ */

static bool write_campaigns(struct cli *cli, struct figures *figures,
                            const struct import_detail *detail, struct err *err)
{
    if (!detail->campaign_count) {
        return true;
    }
    if (!export_heading(figures->sink, figures->format, _("Campaigns"), cli->ascii, err) ||
        !export_list(figures->sink, figures->format, detail->campaigns, detail->campaign_count,
                     cli->ascii, err)) {
        return false;
    }
    int64_t more = detail->campaign_all - (int64_t)detail->campaign_count;
    const char *words =
        more > 0
            ? arena_printf(cli->arena, NG_("and %lld more", "and %lld more", more), (long long)more)
            : "";
    return words ? export_paragraph(figures->sink, figures->format, words[0] ? words : NULL,
                                    cli->ascii, err)
                 : err_memory(err);
}

static bool write_page(struct cli *cli, struct figures *figures, const struct import_detail *detail,
                       struct err *err)
{
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const struct export_options bare = {.ascii = cli->ascii, .notes = true};
    return export_heading(sink, format, detail->item.run.file, cli->ascii, err) &&
           export_table(sink, detail->facts, format, &bare, err) &&
           export_paragraph(sink, format, "", cli->ascii, err) &&
           write_campaigns(cli, figures, detail, err) &&
           (!detail->changes->row_count ||
            (export_heading(sink, format, detail->changes->title, cli->ascii, err) &&
             export_table(sink, detail->changes, format, &bare, err)));
}

/* The row of the list, whose columns scripts know. */
static bool write_row(struct cli *cli, struct figures *figures, int64_t id, struct err *err)
{
    const struct imports *imports;
    if (!imports_build(cli->arena, figures->store, &figures->scope, &imports, err)) {
        return false;
    }
    struct table one = *imports->table;
    size_t row = 0;
    while (row < imports->count && imports->items[row].run.id != id) {
        row++;
    }
    one.cells = table_cell(imports->table, row, 0);
    one.row_ids = NULL;
    one.row_count = row < imports->count ? 1 : 0;
    return export_table(figures->sink, &one, EXPORT_CSV, NULL, err);
}

static bool write_import(struct cli *cli, struct figures *figures, int64_t id, struct err *err)
{
    const struct import_detail *detail;
    if (!imports_detail(cli->arena, figures->store, &figures->scope, id, &detail, err)) {
        return false;
    }
    switch (figures->format) {
    case EXPORT_JSON:
        return imports_json_show(figures->sink, &detail->item, err);
    case EXPORT_CSV:
        return write_row(cli, figures, id, err);
    case EXPORT_TEXT:
    case EXPORT_MD:
    case EXPORT_HTML:
    case EXPORT_EML:
        break;
    }
    return write_page(cli, figures, detail, err);
}

static int show(struct cli *cli, const char *operand)
{
    struct err err = ERR_INIT;
    struct figures figures;
    int64_t id;
    int status;
    if (!parse_id(operand, &id, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli, FORMATS, &figures, &status)) {
        return status;
    }
    bool done = write_import(cli, &figures, id, &err);
    return figures_end(cli, &figures, done, &err);
}

/* --- undo ------------------------------------------------------------------------------------ */

/* "Undone: import 3, october.csv (daily), 1 204 rows, 2026-10-01–31"; "Undone: edit 4, tag=+vip
 * campaign=Diwali". */
static void say_undone(const struct cli *cli, struct store *store, const struct import_run *run)
{
    char rows[FORMAT_SIZE], days[FORMAT_SIZE] = "";
    if (ledger_is_decision(run)) {
        cli_say(cli, _("Undone: %s %lld, %s"), run->format, (long long)run->id, run->file);
        return;
    }
    if (run->first != TIME_NONE) {
        format_day_range(zone_day(store_zone(store), run->first),
                         zone_day(store_zone(store), run->last), cli->ascii, days);
    }
    cli_say(cli,
            NG_("Undone: import %lld, %s (%s), %s row%s%s",
                "Undone: import %lld, %s (%s), %s rows%s%s", run->rows),
            (long long)run->id, run->file, run->format, format_count(run->rows, rows),
            days[0] ? ", " : "", days);
}

static int undo(struct cli *cli, const char *operand)
{
    struct err err = ERR_INIT;
    struct import_run run;
    int64_t id;
    struct store *store =
        parse_id(operand, &id, &err) ? cli_store_open(cli, CLI_WRITE, NULL, &err) : NULL;
    bool done = store && ledger_get(store, cli->arena, id, &run, &err) &&
                ledger_undo(store, id, cli_cancel(), &err);
    if (done && !cli_given(cli, OPTION_QUIET)) {
        say_undone(cli, store, &run);
    }
    store_close(store);
    if (done) {
        cli_prepare(cli);
    }
    return done ? 0 : cli_fail(&err);
}

static const struct subcommand subcommands[] = {
    {"list", NULL, {OPTION_FORMAT, OPTION_OUTPUT, OPTION_ASCII}, list},
    {"show", "ID", {OPTION_FORMAT, OPTION_OUTPUT, OPTION_ASCII}, show},
    {"undo", "ID", {OPTION_QUIET, OPTION_ASCII}, undo},
};

static int run(struct cli *cli)
{
    return subcommand_run(cli, subcommands, ARRAY_COUNT(subcommands));
}

const struct command command_imports = {
    .name = "imports",
    .usage = "[OPTION]... [list | show ID | undo ID]",
    .summary = N_("List what was imported, and take an import back"),
    .help = N_("Undoing takes exactly what that file said out of all figures, as if it had never "
               "been imported. Imports over 90 days old can no longer be undone."),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, OPTION_QUIET, OPTION_ASCII},
    .operands_max = SIZE_MAX,
    .examples = "  campane imports\n"
                "  campane imports show 3\n"
                "  campane imports undo 3\n",
    .subcommands = subcommands,
    .subcommand_count = ARRAY_COUNT(subcommands),
    .run = run,
};
