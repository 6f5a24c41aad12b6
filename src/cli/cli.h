/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cli: the command line: options, one file a command, exit codes. What people read on a terminal
 * goes to standard output (figures) and standard error (what went wrong, progress).
 * Not here: any figure, any format of a file, any SQL.
 *
 * This header: what every command gets, and what all of them do the same way. command.h: what a
 * command is.
 */
#ifndef CAMPANE_CLI_CLI_H
#define CAMPANE_CLI_CLI_H

#include <stdio.h>

#include "config/benchmarks.h"
#include "config/paths.h"
#include "config/settings.h"
#include "export/export.h"
#include "report/scope.h"
#include "store/store.h"

enum cli_option {
#define OPTION(id, name, value, help) OPTION_##id,
#include "cli/option.def"
#undef OPTION
    OPTION_COUNT
};

struct command;

/* One run of the program. Everything it holds lives as long as the run. */
struct cli {
    struct arena *arena;
    const struct command *command;
    const char *option[OPTION_COUNT]; /* as given; flags are ""; NULL: not given */
    const char *const *operands;      /* what is no option, NULL behind the last */
    size_t operand_count;
    struct paths_env env;
    struct clock clock; /* pinned by --now or CAMPANE_NOW */
    FILE *out;          /* where figures go: standard output */
    bool ascii;         /* the locale is not UTF-8, or --ascii */
};

static inline bool cli_given(const struct cli *cli, enum cli_option id)
{
    return cli->option[id] != NULL;
}

/* --- ends ------------------------------------------------------------------------------------ */

/* Print an error as one line on standard error ("campane: ...") and give its exit status. */
int cli_fail(const struct err *err);
/* So, for a mistake on the command line: names the command's help. Returns 2. */
int cli_usage(const struct cli *cli, const char *format, ...) CAMPANE_PRINTF(2, 3);
/* A line for people on standard output, in ASCII where the locale wants it. */
void cli_say(const struct cli *cli, const char *format, ...) CAMPANE_PRINTF(2, 3);
/* A warning or remark as one line on standard error. */
void cli_warn(const char *format, ...) CAMPANE_PRINTF(1, 2);

/* Whether the locale's characters are UTF-8. */
bool cli_locale_is_utf8(void);

/* The flag that Ctrl-C, SIGTERM and SIGHUP set; the first call installs the handlers (a second
 * Ctrl-C kills). Never NULL. */
struct cancel *cli_cancel(void);

/* From now on a signal that ends the program removes temporary stores first. */
void cli_sweep_on_signals(void);

/* --now, else CAMPANE_NOW; NULL: neither. */
const char *cli_now(const struct cli *cli);

/* --- the store and what figures are for ------------------------------------------------------- */

/* What --store, CAMPANE_STORE and the configuration name. The chosen path is in the arena. */
bool cli_store_path(struct cli *cli, const char **path, struct err *err);

enum cli_open {
    CLI_READ,
    CLI_EITHER, /* for writing where that is allowed */
    CLI_WRITE,  /* ERR_READ_ONLY where it is not */
    CLI_CREATE  /* CLI_WRITE; a new one where there is none */
};

/* Open the store; says its warning once on standard error. One that is not there: ERR_IO with what
 * to do. The caller closes it. */
struct store *cli_store_open(struct cli *cli, enum cli_open how, const char *zone, struct err *err);

/* The shipped benchmark sets with the user's file; NULL: failed. Read once a run. */
const struct benchmarks *cli_benchmarks(struct cli *cli, struct err *err);
const struct settings *cli_settings(struct cli *cli, struct err *err);

/* --from, --to, --last, --base, --benchmark, --where and the settings as a request. A mistake in
 * --where is ERR_USAGE with its column: show it by cli_fail_scope. */
bool cli_request(struct cli *cli, struct scope_request *request, struct err *err);

/* Where what took a whole walk is kept for the next dashboard; NULL: nowhere. In the arena. */
const struct keep *cli_keep(struct cli *cli);

/* After the store was changed and closed: find out what the next dashboard would have to walk for,
 * and keep it where a person would wait for it, beside the store for others, too. Takes as long as
 * that walk (7 microseconds a campaign); nothing is said, and that it fails is no matter. */
void cli_prepare(struct cli *cli);

/* cli_request and scope_resolve in one. */
bool cli_scope(struct cli *cli, struct store *store, struct scope *scope, struct err *err);

/* Whether the store that is meant is not there: commands that also work without one ask first. */
bool cli_store_missing(struct cli *cli, bool *missing, struct err *err);

/* cli_fail that shows a filter's mistake with a caret under its column. */
int cli_fail_scope(const struct cli *cli, const struct err *err);

/* --- output ----------------------------------------------------------------------------------- */

/* --format; `allowed` is a mask of 1 << enum export_format. Not given: text, or what ends -o's
 * file name. False: ERR_USAGE naming those that are. */
bool cli_format(const struct cli *cli, unsigned allowed, enum export_format *format,
                struct err *err);

/* A whole command that lists what is in the store: the table that `build` makes, as text, CSV,
 * Markdown or JSON (--format); none: what to say where it has no rows (translated; NULL: the empty
 * table). Returns the exit status. */
typedef bool cli_table(struct arena *arena, struct store *store, struct table **table,
                       struct err *err);
int cli_list(struct cli *cli, cli_table *build, const char *none);

/* Whether the locale (LC_ALL, LC_NUMERIC, LANG) writes decimals with a comma. The program itself
 * never does, but for --excel. */
bool cli_locale_has_comma(void);

/* Standard output, or the file of -o/--output. */
struct sink *cli_sink(const struct cli *cli, struct err *err);

/* End the sink and give the exit status: `status`, or that of what went wrong. */
int cli_end(struct sink *sink, int status);

#endif
