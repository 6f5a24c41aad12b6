/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figures.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "export/report_json.h"
#include "report/customers.h"
#include "report/people.h"

static bool names(const char *words, enum kpi kpi)
{
    return words && (strstr(words, kpi_info(kpi)->name) || strcmp(words, "all") == 0);
}

/* Whether a KPI of people is asked for: they cost passes over all messages. */
static bool wants_people(const struct cli *cli, enum export_format format)
{
    static const enum kpi kpis[] = {KPI_RETENTION_RATE, KPI_REPEAT_PURCHASE_RATE, KPI_TIME_TO_READ};
    static const enum cli_option asking[] = {OPTION_COLUMNS, OPTION_SORT, OPTION_WHERE};
    const char *command = cli->command->name;
    bool whole = strcmp(command, "report") == 0 || strcmp(command, "campaigns") == 0;
    if (strcmp(command, "show") == 0 || (whole && format == EXPORT_JSON)) {
        return true;
    }
    for (size_t i = 0; i < ARRAY_COUNT(kpis); i++) {
        for (size_t k = 0; k < ARRAY_COUNT(asking); k++) {
            if (names(cli->option[asking[k]], kpis[i])) {
                return true;
            }
        }
    }
    return false;
}
/* Whether what customers brought is asked for: it costs a pass over all orders. */
static bool wants_customers(const struct cli *cli, enum export_format format)
{
    static const enum cli_option asking[] = {OPTION_COLUMNS, OPTION_SORT, OPTION_WHERE, OPTION_KPI};
    const char *command = cli->command->name;
    bool whole = strcmp(command, "report") == 0 || strcmp(command, "campaigns") == 0;
    bool wants = strcmp(command, "show") == 0 || (whole && format == EXPORT_JSON);
    for (size_t i = 0; i < ARRAY_COUNT(asking); i++) {
        const char *words = cli->option[asking[i]];
        wants |= words && (strstr(words, kpi_info(KPI_CLV)->name) || strcmp(words, "all") == 0);
    }
    return wants;
}

/* What only some figures need, since it is a pass over all messages or orders. */
static bool learn(struct cli *cli, struct figures *figures, struct err *err)
{
    return (!wants_people(cli, figures->format) ||
            people_learn(cli->arena, figures->store, &figures->scope, cli_cancel(), err)) &&
           (!wants_customers(cli, figures->format) ||
            customers_learn(cli->arena, figures->store, &figures->scope, cli_cancel(), err));
}

bool figures_begin(struct cli *cli, unsigned formats, struct figures *figures, int *status)
{
    struct err err = ERR_INIT;
    *figures = (struct figures){.options = {.ascii = cli->ascii, .title = true, .notes = true}};
    /* What is wrong with the command line is said before any store is looked at. */
    struct scope_request request;
    bool right =
        cli_format(cli, formats, &figures->format, &err) && cli_request(cli, &request, &err);
    if (right) {
        figures->store = cli_store_open(cli, CLI_READ, NULL, &err);
    }
    if (!figures->store || !cli_scope(cli, figures->store, &figures->scope, &err)) {
        *status = cli_fail_scope(cli, &err);
        store_close(figures->store);
        return false;
    }
    if (!learn(cli, figures, &err)) {
        *status = cli_fail_scope(cli, &err);
        store_close(figures->store);
        return false;
    }
    figures->sink = cli_sink(cli, &err);
    if (!figures->sink) {
        *status = cli_fail(&err);
        store_close(figures->store);
        return false;
    }
    return true;
}

int figures_end(struct cli *cli, struct figures *figures, bool done, const struct err *err)
{
    store_close(figures->store);
    if (!done) {
        sink_abandon(figures->sink);
        return cli_fail_scope(cli, err);
    }
    return cli_end(figures->sink, 0);
}

static bool put_scope_line(struct cli *cli, struct figures *figures, int64_t matching, int64_t all,
                           bool masked, struct err *err)
{
    struct scope_part parts[SCOPE_PARTS_MAX];
    size_t count = scope_line(&figures->scope, cli->arena, matching, all, TIME_NONE, parts);
    const char *filter = query_text(figures->scope.filter);
    struct strbuf line = STRBUF_INIT;
    bool whole = count > 0;
    for (size_t i = 0; whole && i < count; i++) {
        const char *words = parts[i].words;
        if (masked && strcmp(words, filter) == 0) {
            words = brief_masked_filter(cli->arena, filter);
            whole = words != NULL;
        }
        strbuf_printf(&line, "%s%s", i ? " · " : "", whole ? words : "");
    }
    bool done = whole && !line.failed ? export_paragraph(figures->sink, figures->format,
                                                         strbuf_text(&line), cli->ascii, err)
                                      : err_memory(err);
    strbuf_free(&line);
    return done;
}

bool figures_scope_line(struct cli *cli, struct figures *figures, int64_t matching, int64_t all,
                        struct err *err)
{
    return put_scope_line(cli, figures, matching, all, false, err);
}

bool figures_scope_line_masked(struct cli *cli, struct figures *figures, int64_t matching,
                               int64_t all, struct err *err)
{
    return put_scope_line(cli, figures, matching, all, true, err);
}

bool figures_limit(const struct cli *cli, size_t *limit, struct err *err)
{
    const char *text = cli->option[OPTION_LIMIT];
    if (!text) {
        return true;
    }
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (text[0] < '1' || text[0] > '9' || *end || errno || number > SIZE_MAX) {
        return err_set(err, ERR_USAGE, _("--limit is a whole number from 1 on, not \"%s\""), text);
    }
    *limit = (size_t)number;
    return true;
}

/* "A,B,C" into ids; "all" is every column. */
static bool parse_columns(struct cli *cli, struct campaigns_options *options, struct err *err)
{
    const char *text = cli->option[OPTION_COLUMNS];
    if (!text) {
        return true;
    }
    size_t all;
    const struct column *every = column_all(&all);
    size_t most = strcmp(text, "all") == 0 ? all : strlen(text) / 2 + 1;
    const char **ids = ARENA_ARRAY(cli->arena, const char *, most);
    char *words = arena_strdup(cli->arena, text);
    if (!ids || !words) {
        return err_memory(err);
    }
    if (strcmp(text, "all") == 0) {
        for (size_t i = 0; i < all; i++) {
            /* Where a counter and a KPI share an id it is the counter's, once. */
            size_t k = 0;
            while (k < options->column_count && strcmp(ids[k], column_id(&every[i])) != 0) {
                k++;
            }
            ids[k] = column_id(&every[i]);
            options->column_count += k == options->column_count;
        }
    } else {
        char *rest = NULL;
        for (char *id = strtok_r(words, ", ", &rest); id; id = strtok_r(NULL, ", ", &rest)) {
            ids[options->column_count++] = id;
        }
        if (!options->column_count) {
            return err_set(err, ERR_USAGE, "%s", _("--columns names no column"));
        }
    }
    options->columns = ids;
    return true;
}

static bool check_columns(const struct campaigns_options *options, struct err *err)
{
    struct column column;
    for (size_t i = 0; i < options->column_count; i++) {
        if (!column_by_id(options->columns[i], &column, err)) {
            return false;
        }
    }
    return true;
}

bool figures_campaigns_options(struct cli *cli, struct campaigns_options *options, struct err *err)
{
    struct campaigns_options made = {.sort = cli->option[OPTION_SORT],
                                     .descending = cli_given(cli, OPTION_DESC)};
    struct column sorted[WALK_SORT_MAX];
    if (!figures_limit(cli, &made.limit, err) || !parse_columns(cli, &made, err) ||
        !check_columns(&made, err) ||
        (made.sort && !column_list(made.sort, sorted, WALK_SORT_MAX, err))) {
        return false;
    }
    *options = made;
    return true;
}

bool figures_campaigns(struct cli *cli, struct figures *figures,
                       const struct campaigns_options *options, struct campaigns **campaigns,
                       struct err *err)
{
    if (!campaigns_build(cli->arena, figures->store, &figures->scope, options, cli_cancel(),
                         campaigns, err)) {
        return false;
    }
    const struct table *table = (*campaigns)->table;
    if (table_column_by_id(table, "spark") < 0 ||
        (figures->format != EXPORT_TEXT && figures->format != EXPORT_MD &&
         figures->format != EXPORT_HTML && figures->format != EXPORT_EML)) {
        return true;
    }
    return campaigns_fill_sparks(cli->arena, figures->store, &figures->scope, *campaigns, 0,
                                 table->row_count, cli_cancel(), err);
}

/* What only `report` says. */
static bool read_report(struct cli *cli, struct figures *figures, struct account *account,
                        struct report_head *head, struct err *err)
{
    const struct scope *scope = &figures->scope;
    head->account = account;
    return account_build(cli->arena, figures->store, scope, account, err) &&
           brief_build(cli->arena, figures->store, scope, cli_cancel(), &head->brief, err);
}

bool figures_json(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                  bool report, struct err *err)
{
    struct health health;
    struct account account;
    struct report_head head = {.health = &health};
    if (!totals_build(cli->arena, figures->store, &figures->scope, cli_cancel(), &head.totals,
                      err) ||
        !health_build(figures->store, &figures->scope, cli_cancel(), &health, err) ||
        (report && !read_report(cli, figures, &account, &head, err))) {
        return false;
    }
    const struct walk_options walking = {.sort = options->sort,
                                         .descending = options->descending,
                                         .limit = options->limit,
                                         .list = !report};
    struct walk *walk = walk_open(figures->store, &figures->scope, &walking, cli_cancel(), err);
    bool done = walk && report_json_write(figures->sink, &figures->scope, &head, walk, err);
    walk_close(walk);
    return done;
}
