/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cmd_dashboard.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "kpi/own.h"
#include "report/targets.h"
#include "report/test_limits.h"
#include "ui/app/app.h"
#include "ui/term/terminfo.h"

const char *dashboard_sample(struct cli *cli, struct err *err)
{
    const char *manifest = paths_data(cli->arena, &cli->env, "sample/manifest", err);
    if (!manifest) {
        return NULL;
    }
    const char *folder =
        arena_strndup(cli->arena, manifest, strlen(manifest) - strlen("/manifest"));
    if (!folder) {
        err_memory(err);
    }
    return folder;
}

static bool check_benchmark(const struct app_options *options, struct err *err)
{
    const char *id = options->request.benchmark;
    /* Whether there are targets the store tells. */
    if (!id || strcmp(id, OWN_ID) == 0 || strcmp(id, TARGETS_ID) == 0 ||
        benchmark_find(options->sets, id)) {
        return true;
    }
    err_set(err, ERR_USAGE, _("there is no benchmark set \"%.60s\""), id);
    return err_todo(err, "%s", _("campane benchmarks lists them"));
}

/* A --now without a zone is one of the store's; no store, no zone. */
static bool pin_clock(struct cli *cli, const char *path, struct err *err)
{
    const char *now = cli_now(cli);
    if (!now) {
        return true;
    }
    if (clock_names_zone(now)) {
        return clock_pin(&cli->clock, now, NULL, err);
    }
    const struct store_options looking = {.path = path, .read_only = true, .clock = &cli->clock};
    struct store *store = store_open(&looking, NULL);
    bool pinned = !store || clock_pin(&cli->clock, now, store_zone(store), err);
    store_close(store);
    return pinned;
}

bool dashboard_options(struct cli *cli, struct app_options *options, struct err *err)
{
    struct store_candidate *candidates;
    struct app_options made = {.clock = &cli->clock,
                               .read_only = cli_given(cli, OPTION_READ_ONLY),
                               .mouse = !cli_given(cli, OPTION_NO_MOUSE),
                               .linear = cli_given(cli, OPTION_LINEAR),
                               .ascii = cli->ascii,
                               .print = cli_given(cli, OPTION_PRINT)};
    if (!paths_store(cli->arena, &cli->env, cli->option[OPTION_STORE], &candidates,
                     &made.candidate_count, err) ||
        !cli_store_path(cli, &made.store, err) || !pin_clock(cli, made.store, err) ||
        !(made.settings = cli_settings(cli, err)) || !(made.sets = cli_benchmarks(cli, err)) ||
        !cli_request(cli, &made.request, err) || !check_benchmark(&made, err)) {
        return false;
    }
    made.candidates = candidates;
    made.filters_path = paths_user_config(cli->arena, &cli->env, "filters");
    made.theme_folders = paths_themes(cli->arena, &cli->env);
    made.views_path = paths_user_config(cli->arena, &cli->env, "views");
    made.benchmarks_path = paths_user_config(cli->arena, &cli->env, "benchmarks.json");
    made.request.keep = cli_keep(cli);
    /* Without the sample there is no D; that is no mistake. */
    made.sample_folder = dashboard_sample(cli, NULL);
    *options = made;
    return true;
}

/* --- the configuration ----------------------------------------------------------------------- */

/* What a file said stands there as it is, a default behind "#". */
static void print_setting(FILE *out, const struct settings *settings, enum setting id)
{
    const struct setting_info *info = setting_info(id);
    const char *value = settings->value[id] ? settings->value[id] : "";
    fprintf(out, "\n# %s\n", _(info->help));
    if (settings->origin[id]) {
        fprintf(out, "%s = %s\n", info->name, value);
    } else {
        fprintf(out, "# %s =%s%s\n", info->name, value[0] ? " " : "", value);
    }
}

static bool has_keys(const struct settings *settings, const char *action)
{
    for (size_t i = 0; i < settings->key_count; i++) {
        if (strcmp(settings->keys[i].action, action) == 0) {
            return true;
        }
    }
    return false;
}

static int print_config(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct keymap keys;
    FILE *out = cli->out;
    struct test_limits limits;
    const struct settings *settings = cli_settings(cli, &err);
    if (!settings || !app_keys(&keys, cli->arena, settings, &err) ||
        !app_theme_check(cli->arena, settings, paths_themes(cli->arena, &cli->env), &err) ||
        !test_limits_read(settings, &limits, &err)) {
        return cli_fail(&err);
    }
    const char *path = cli->env.user_config ? cli->env.user_config
                                            : paths_user_config(cli->arena, &cli->env, "config");
    fprintf(out, "# %s\n", path ? path : "config");
    for (int id = 0; id < SETTING_COUNT; id++) {
        print_setting(out, settings, (enum setting)id);
    }
    fprintf(out, "\n# %s\n", _("Keys of actions: key.ACTION = KEY ..., or none"));
    for (int id = 0; id < ACTION_COUNT; id++) {
        char names[KEYMAP_KEYS_SIZE];
        const struct action_info *info = action_info((enum action)id);
        fprintf(out, "\n# %s\n%skey.%s = %s\n", _(info->help),
                has_keys(settings, info->name) ? "" : "# ", info->name,
                keymap_names(&keys, (enum action)id, names));
    }
    return 0;
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct app_options options;
    if (cli_given(cli, OPTION_PRINT_CONFIG)) {
        return print_config(cli);
    }
    bool done = dashboard_options(cli, &options, &err);
    if (done) {
        cli_sweep_on_signals(); /* it can open a demo */
        done = app_run(&options, &err);
    }
    return done ? 0 : cli_fail_scope(cli, &err);
}

const char *dashboard_library(void)
{
    return terminfo_library();
}

const struct command command_dashboard = {
    .name = "",
    .usage = "[OPTION]...",
    .summary = N_("Look at messaging campaigns in the terminal: what happened, and is it good?"),
    .options = {OPTION_READ_ONLY, OPTION_NO_MOUSE, OPTION_LINEAR, OPTION_PRINT, OPTION_PRINT_CONFIG,
                COMMAND_SCOPE, OPTION_AGAINST, OPTION_ASCII},
    .examples = "  campane import messages.csv\n"
                "  campane\n"
                "  campane demo\n",
    .run = run,
};
