/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "cli/figures.h"
#include "cli/subcommand.h"
#include "config/file.h"
#include "kpi/own.h"
#include "ops/scratch.h"
#include "report/bands.h"
#include "report/sets.h"
#include "text/format.h"

#define FORMATS (1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON)

/* The shipped and the user's sets are there without a store, too: an empty one that nobody keeps
 * stands in for it. */
static int with_figures(struct cli *cli, const char *operand,
                        bool (*write)(struct cli *, struct figures *, const char *, struct err *))
{
    struct err err = ERR_INIT;
    struct scratch scratch = {0};
    struct figures figures;
    bool missing = false;
    int status;
    if (!cli_store_missing(cli, &missing, &err) || (missing && !scratch_make(&scratch, &err))) {
        return cli_fail(&err);
    }
    if (missing) {
        cli->option[OPTION_STORE] = scratch.path;
        struct store *empty = cli_store_open(cli, CLI_CREATE, NULL, &err);
        store_close(empty);
        if (!empty) {
            scratch_remove(&scratch);
            return cli_fail(&err);
        }
    }
    if (figures_begin(cli, FORMATS, &figures, &status)) {
        bool done = write(cli, &figures, operand, &err);
        status = figures_end(cli, &figures, done, &err);
    }
    scratch_remove(&scratch);
    return status;
}

/* --- list ------------------------------------------------------------------------------------ */

static bool write_list(struct cli *cli, struct figures *figures, const char *operand,
                       struct err *err)
{
    const struct sets *sets;
    (void)operand;
    return sets_build(cli->arena, figures->store, &figures->scope, cli_cancel(), &sets, err) &&
           export_table(figures->sink, sets->table, figures->format,
                        &(struct export_options){.ascii = cli->ascii, .notes = true}, err);
}

static int list(struct cli *cli, const char *operand)
{
    return with_figures(cli, operand, write_list);
}

/* --- figures ---------------------------------------------------------------------------------- */

/* Scripts find them in `benchmarks show`. */
static bool write_sources(struct cli *cli, struct figures *figures, const struct bands *bands,
                          struct err *err)
{
    const struct table *sources = bands_sources(cli->arena, bands);
    return (sources || err_memory(err)) &&
           export_paragraph(figures->sink, figures->format, "", cli->ascii, err) &&
           export_heading(figures->sink, figures->format, sources->title, cli->ascii, err) &&
           export_table(figures->sink, sources, figures->format,
                        &(struct export_options){.ascii = cli->ascii}, err);
}

static bool write_figures(struct cli *cli, struct figures *figures, const char *operand,
                          struct err *err)
{
    const struct bands *bands;
    bool script = figures->format == EXPORT_JSON || figures->format == EXPORT_CSV;
    (void)operand;
    if (!bands_build(cli->arena, figures->store, &figures->scope, cli_cancel(), &bands, err)) {
        return false;
    }
    for (size_t i = 0; script && i < bands->row_count; i++) {
        /* Scripts read ids, which are never translated. */
        *table_cell(bands->table, i, 0) = cell_text(kpi_info(bands->rows[i].kpi)->name);
    }
    const struct export_options options = {.ascii = cli->ascii, .notes = true};
    return (script || figures_scope_line(cli, figures, -1, -1, err)) &&
           export_table(figures->sink, bands->table, figures->format, &options, err) &&
           (script || write_sources(cli, figures, bands, err));
}

static int own_figures(struct cli *cli, const char *operand)
{
    return with_figures(cli, operand, write_figures);
}

/* --- show ------------------------------------------------------------------------------------ */

/* The own sets share an id that no file may have: as a file they get one each. */
static bool rename_own(struct cli *cli, struct benchmark_set *set, size_t number)
{
    if (strcmp(set->id, OWN_ID) == 0) {
        set->id = arena_printf(cli->arena, "my-%zu", number);
    }
    return set->id != NULL;
}

/* A file that can be edited and put in place of the user's. */
static bool write_document(struct cli *cli, struct figures *figures, const char *id,
                           struct err *err)
{
    const struct benchmarks *all = figures->scope.sets;
    if (strcmp(id, OWN_ID) == 0 && !scope_learn(cli->arena, figures->store, &figures->scope,
                                                KPI_NONE, cli_cancel(), &all, err)) {
        return false;
    }
    struct benchmark_set *copies = ARENA_ARRAY(cli->arena, struct benchmark_set, all->count);
    const struct benchmark_set **sets =
        ARENA_ARRAY(cli->arena, const struct benchmark_set *, all->count);
    size_t count = 0;
    if (!copies || !sets) {
        return err_memory(err);
    }
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->sets[i].id, id) == 0) {
            copies[count] = all->sets[i];
            sets[count] = &copies[count];
            if (!rename_own(cli, &copies[count], count + 1)) {
                return err_memory(err);
            }
            count++;
        }
    }
    const char *text = benchmarks_write(cli->arena, sets, count);
    if (!text) {
        return err_memory(err);
    }
    sink_puts(figures->sink, text);
    sink_puts(figures->sink, "\n");
    return true;
}

static bool write_page(struct cli *cli, struct figures *figures, const struct set_detail *detail,
                       struct err *err)
{
    struct sink *sink = figures->sink;
    enum export_format format = figures->format;
    const struct export_options bare = {.ascii = cli->ascii, .notes = true};
    return export_heading(sink, format, detail->id, cli->ascii, err) &&
           export_paragraph(sink, format, detail->words, cli->ascii, err) &&
           export_table(sink, detail->rows, format, &bare, err) &&
           (!detail->claimed->row_count ||
            (export_paragraph(sink, format, "", cli->ascii, err) &&
             export_heading(sink, format, detail->claimed->title, cli->ascii, err) &&
             export_table(sink, detail->claimed, format, &bare, err)));
}

static bool write_set(struct cli *cli, struct figures *figures, const char *id, struct err *err)
{
    const struct set_detail *detail;
    if (!sets_detail(cli->arena, figures->store, &figures->scope, id, cli_cancel(), &detail, err)) {
        return false;
    }
    switch (figures->format) {
    case EXPORT_JSON:
        return write_document(cli, figures, id, err);
    case EXPORT_CSV:
        return export_table(figures->sink, detail->rows, EXPORT_CSV, NULL, err);
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
    return with_figures(cli, operand, write_set);
}

/* --- check ----------------------------------------------------------------------------------- */

static int check(struct cli *cli, const char *path)
{
    struct err err = ERR_INIT;
    size_t length;
    char *text = file_read(path, &length, &err);
    if (!text) {
        /* A file that is named and not there cannot be read. */
        err.code = err.code == ERR_NOT_FOUND ? ERR_IO : err.code;
        return cli_fail(&err);
    }
    const struct benchmarks *sets = benchmarks_parse(cli->arena, text, length, path, &err);
    mem_free(text);
    if (!sets) {
        return cli_fail(&err);
    }
    for (size_t i = 0; i < sets->count && !cli_given(cli, OPTION_QUIET); i++) {
        const struct benchmark_set *set = &sets->sets[i];
        cli_say(cli, _("%s: set %s, KPIs: %zu, figures only claimed: %zu"), path, set->id,
                set->row_count, set->claim_count);
    }
    return 0;
}

/* --- use ------------------------------------------------------------------------------------- */

static bool choose(struct cli *cli, struct store *store, const char *id, struct err *err)
{
    struct scope scope;
    const struct set_detail *detail;
    return cli_scope(cli, store, &scope, err) &&
           sets_detail(cli->arena, store, &scope, id, cli_cancel(), &detail, err) &&
           store_set(store, STORE_SETTING_BENCHMARK, detail->id, err);
}

static int use(struct cli *cli, const char *id)
{
    struct err err = ERR_INIT;
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    bool done = store && choose(cli, store, id, &err);
    if (done && !cli_given(cli, OPTION_QUIET)) {
        char day[FORMAT_SIZE];
        cli_say(cli, _("Campaigns are judged by \"%s\" from now on (chosen on %s)"), id,
                format_day(zone_day(store_zone(store), store_now(store)), day));
    }
    store_close(store);
    return done ? 0 : cli_fail(&err);
}

static const struct subcommand subcommands[] = {
    {"list", NULL, {OPTION_FORMAT, OPTION_OUTPUT, OPTION_ASCII}, list},
    {"show", "SET", {OPTION_FORMAT, OPTION_OUTPUT, OPTION_ASCII}, show},
    {"figures", NULL, {OPTION_FORMAT, OPTION_OUTPUT, OPTION_ASCII}, own_figures},
    {"check", "FILE", {OPTION_QUIET, OPTION_ASCII}, check},
    {"use", "SET", {OPTION_QUIET, OPTION_ASCII}, use},
};

static int run(struct cli *cli)
{
    return subcommand_run(cli, subcommands, ARRAY_COUNT(subcommands));
}

const struct command command_benchmarks = {
    .name = "benchmarks",
    .usage = "[OPTION]... [list | show SET | figures | check FILE | use SET]",
    .summary = N_("What campaigns are judged by: list, show, check and choose sets"),
    .help =
        N_("figures sets your own figures beside every set, and says where each is from. Sets of "
           "your own go into "
           "$XDG_CONFIG_HOME/campane/benchmarks.json "
           "(~/.config/campane), where E on tab 8 of the dashboard writes rows; show SET --format "
           "json writes one to begin with, check FILE "
           "names the line and field of a mistake (exit status 6). use SET is for everybody "
           "who looks at this store."),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, OPTION_QUIET, OPTION_ASCII},
    .operands_max = SIZE_MAX,
    .examples = "  campane benchmarks\n"
                "  campane benchmarks show reference --format json -o my.json\n"
                "  campane benchmarks check my.json\n"
                "  campane benchmarks use own\n",
    .subcommands = subcommands,
    .subcommand_count = ARRAY_COUNT(subcommands),
    .run = run,
};
