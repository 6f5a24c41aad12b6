/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/cmd_dashboard.h"
#include "cli/page.h"
#include "ops/demo.h"
#include "ui/app/app.h"

/* The figures are collected first and shown when the store is gone, so that nothing of it stays
 * behind when whoever reads them (head, a pager) leaves early. */
static int collect(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct figures figures;
    struct campaigns_options options;
    int status;
    if (!figures_campaigns_options(cli, &options, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli, 1U << EXPORT_TEXT, &figures, &status)) {
        return status;
    }
    bool done = page_write(cli, &figures, &options, &err);
    return figures_end(cli, &figures, done, &err);
}

static int print_page(struct cli *cli, struct demo **demo)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    struct err err = ERR_INIT;
    if (!memory) {
        err_memory(&err);
        return cli_fail(&err);
    }
    /* The sample's last day, whatever CAMPANE_NOW says. */
    if (!cli_given(cli, OPTION_NOW)) {
        cli->option[OPTION_NOW] =
            arena_printf(cli->arena, "@%lld", (long long)clock_now(demo_clock(*demo)));
    }
    cli->out = memory;
    int status = collect(cli);
    cli->out = stdout;
    if (fclose(memory) != 0 && status == 0) {
        err_memory(&err);
        status = cli_fail(&err);
    }
    demo_free(*demo);
    *demo = NULL;
    if (status == 0) {
        fwrite(text, 1, length, stdout);
    }
    free(text);
    return status;
}

/* The dashboard on it. Signals that end the program find a handler that removes the store, behind
 * the one that gives the terminal back. */
static int open_dashboard(struct cli *cli, const struct demo *demo)
{
    struct err err = ERR_INIT;
    struct app_options options;
    bool done = dashboard_options(cli, &options, &err);
    if (done) {
        options.demo = true;
        if (!cli_given(cli, OPTION_NOW)) {
            options.clock = demo_clock(demo);
        }
        cli_sweep_on_signals();
        done = app_run(&options, &err);
    }
    return done ? 0 : cli_fail_scope(cli, &err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    if (cli_given(cli, OPTION_STORE)) {
        return cli_usage(cli, "%s", _("the demo has a store of its own: it takes no --store"));
    }
    const char *folder = dashboard_sample(cli, &err);
    struct demo *demo = folder ? demo_new(folder, cli_cancel(), &err) : NULL;
    if (!demo) {
        return cli_fail(&err);
    }
    cli->option[OPTION_STORE] = demo_path(demo);
    int status;
    bool terminal = isatty(STDIN_FILENO) && (isatty(STDOUT_FILENO) || cli_given(cli, OPTION_PRINT));
    if (terminal || cli_given(cli, OPTION_LINEAR)) {
        status = open_dashboard(cli, demo);
    } else {
        status = print_page(cli, &demo);
    }
    demo_free(demo);
    return status;
}

const struct command command_demo = {
    .name = "demo",
    .usage = "[OPTION]...",
    .summary = N_("Look at sample campaigns: the dashboard, or their page without a terminal"),
    .help = N_("The sample is imported into a temporary store, which is removed at the end; the "
               "clock stands still at its last day."),
    .options = {COMMAND_SCOPE, OPTION_AGAINST, OPTION_NO_MOUSE, OPTION_LINEAR, OPTION_PRINT,
                OPTION_ASCII},
    .examples = "  campane demo\n"
                "  campane demo --benchmark email </dev/null | less\n",
    .run = run,
};
