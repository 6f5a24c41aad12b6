/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "cli/cmd_dashboard.h"
#include "cli/command.h"
#include "ui/app/app.h"

#define SIZE_MOST 1000 /* columns or rows */

static const char *const format_names[] = {
    [APP_SNAPSHOT_TEXT] = "text", [APP_SNAPSHOT_ANSI] = "ansi", [APP_SNAPSHOT_SVG] = "svg"};

/* --format, else what ends -o's file name. */
static bool parse_format(const struct cli *cli, enum app_snapshot_format *format, struct err *err)
{
    const char *name = cli->option[OPTION_FORMAT];
    const char *path = cli->option[OPTION_OUTPUT];
    const char *dot = path ? strrchr(path, '.') : NULL;
    const char *word = name ? name : dot ? dot + 1 : "";
    for (size_t i = 0; i < ARRAY_COUNT(format_names); i++) {
        if (strcmp(word, format_names[i]) == 0) {
            *format = (enum app_snapshot_format)i;
            return true;
        }
    }
    *format = APP_SNAPSHOT_TEXT;
    if (!name) {
        return true;
    }
    err_set(err, ERR_USAGE, _("there is no format \"%s\" here"), name);
    return err_todo(err, _("take one of: %s"), "text, ansi, svg");
}

/* "120x40" */
static bool parse_size(const char *text, int *width, int *height, struct err *err)
{
    char *end = NULL;
    if (!text) {
        return true;
    }
    long columns = text[0] >= '1' && text[0] <= '9' ? strtol(text, &end, 10) : 0;
    bool separated = end && *end == 'x' && end[1] >= '1' && end[1] <= '9';
    long rows = separated ? strtol(end + 1, &end, 10) : 0;
    if (!rows || *end || columns > SIZE_MOST || rows > SIZE_MOST) {
        return err_set(err, ERR_USAGE, _("--size is columns x rows such as 120x40, not \"%s\""),
                       text);
    }
    *width = (int)columns;
    *height = (int)rows;
    return true;
}

/* Views without a campaign take none, and the other way round. */
static bool check_operands(const struct cli *cli, struct err *err)
{
    bool detail = strcmp(cli->operands[0], "detail") == 0;
    bool takes =
        strcmp(cli->operands[0], "compare") == 0 || strcmp(cli->operands[0], "trends") == 0;
    if (detail && cli->operand_count < 2) {
        err_set(err, ERR_USAGE, "%s", _("detail needs a campaign"));
        return err_todo(err, "%s", "campane snapshot detail CAMPAIGN");
    }
    if (!detail && !takes && cli->operand_count > 1) {
        return err_set(err, ERR_USAGE, _("the view %s takes no campaign, but \"%s\" stands there"),
                       cli->operands[0], cli->operands[1]);
    }
    return true;
}

/* A campaign can only be looked for in a store; the other views show that there is none. */
static bool check_store(struct cli *cli, const struct app_snapshot *snapshot, struct err *err)
{
    if (!snapshot->campaign) {
        return true;
    }
    struct store *store = cli_store_open(cli, CLI_READ, NULL, err);
    store_close(store);
    return store != NULL;
}

/* Drawn into memory first: a file appears whole or not at all. */
static bool draw(struct cli *cli, const struct app_snapshot *snapshot, char **text, size_t *length,
                 struct err *err)
{
    struct app_options options;
    if (!dashboard_options(cli, &options, err) || !check_store(cli, snapshot, err)) {
        return false;
    }
    FILE *memory = open_memstream(text, length);
    if (!memory) {
        return err_memory(err);
    }
    bool drawn = app_snapshot(&options, snapshot, memory, err);
    return fclose(memory) == 0 ? drawn : err_memory(err);
}

static bool read_snapshot(const struct cli *cli, struct app_snapshot *snapshot, struct err *err)
{
    const char *no_color = getenv("NO_COLOR");
    *snapshot = (struct app_snapshot){.view = cli->operands[0],
                                      .campaign = cli->operand_count > 1 ? cli->operands[1] : NULL,
                                      .width = 120,
                                      .height = 40,
                                      .ascii = cli->ascii,
                                      .color = !no_color || !no_color[0]};
    if (!check_operands(cli, err) || !parse_format(cli, &snapshot->format, err)) {
        return false;
    }
    if (snapshot->format == APP_SNAPSHOT_SVG) {
        snapshot->ascii = cli_given(cli, OPTION_ASCII); /* a picture is UTF-8 in every locale */
    }
    return parse_size(cli->option[OPTION_SIZE], &snapshot->width, &snapshot->height, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct app_snapshot snapshot;
    char *text = NULL;
    size_t length = 0;
    struct sink *sink = NULL;
    int status;
    if (read_snapshot(cli, &snapshot, &err) && draw(cli, &snapshot, &text, &length, &err)) {
        sink = cli_sink(cli, &err);
    }
    if (sink) {
        sink_write(sink, text, length);
        status = cli_end(sink, 0);
    } else {
        status = cli_fail_scope(cli, &err);
    }
    free(text);
    return status;
}

const struct command command_snapshot = {
    .name = "snapshot",
    .usage = "[OPTION]... VIEW [CAMPAIGN]",
    .summary = N_("One screen of the dashboard as text, colored text or a picture"),
    .help =
        N_("VIEW is first, overview, campaigns, detail (of a CAMPAIGN), compare (its variants; the "
           "latest test where none is named), trends (all campaigns where none is named), "
           "kpis, retention, breakdown, heat, frequency, failures, opportunities, money, whatif, "
           "feedback, benchmarks or imports; no terminal is needed."),
    .formats = N_("Write as text, ansi (with colors) or svg"),
    .options = {OPTION_SIZE, OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE, OPTION_AGAINST,
                OPTION_READ_ONLY, OPTION_ASCII},
    .operands_min = 1,
    .operands_max = 2,
    .examples = "  campane snapshot overview\n"
                "  campane snapshot detail diwali --size 100x30 -o diwali.svg\n",
    .run = run,
};
