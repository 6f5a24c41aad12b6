/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/cli.h"
#include "cli/command.h"

bool cli_store_path(struct cli *cli, const char **path, struct err *err)
{
    struct store_candidate *candidates;
    size_t count;
    if (!paths_store(cli->arena, &cli->env, cli->option[OPTION_STORE], &candidates, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].chosen) {
            *path = candidates[i].path;
            return true;
        }
    }
    return err_set(err, ERR_NOT_FOUND, "%s", _("no place for a store is known"));
}

bool cli_store_missing(struct cli *cli, bool *missing, struct err *err)
{
    const char *path;
    if (!cli_store_path(cli, &path, err)) {
        return false;
    }
    /* One that lies behind a closed folder is there: opening it says whose it is. */
    *missing = access(path, F_OK) != 0 && errno != EACCES;
    return true;
}

struct store *cli_store_open(struct cli *cli, enum cli_open how, const char *zone, struct err *err)
{
    const char *path;
    if (!cli_store_path(cli, &path, err)) {
        return NULL;
    }
    struct err failure = ERR_INIT;
    const struct store_options options = {.path = path,
                                          .read_only = how == CLI_READ,
                                          .create = how == CLI_CREATE,
                                          .zone = zone,
                                          .clock = &cli->clock};
    struct store *store = store_open(&options, &failure);
    if (!store) {
        if (failure.code == ERR_NOT_FOUND) {
            /* To a script a store that is not there cannot be opened. */
            err_set(&failure, ERR_IO, _("there is no store %s"), path);
            err_todo(&failure, "%s", _("begin with campane import FILE, or look at campane demo"));
        }
        if (err) {
            *err = failure;
        }
        return NULL;
    }
    if (how >= CLI_WRITE && store_is_read_only(store)) {
        err_set(err, ERR_READ_ONLY, "%s: %s", path, store_warning(store));
        store_close(store);
        return NULL;
    }
    if (store_warning(store)) {
        cli_warn("%s", store_warning(store));
    }
    /* A time without a zone is one of the store's. */
    const char *now = cli_now(cli);
    if (now && !clock_pin(&cli->clock, now, store_zone(store), err)) {
        store_close(store);
        return NULL;
    }
    return store;
}

const struct benchmarks *cli_benchmarks(struct cli *cli, struct err *err)
{
    return benchmarks_load(cli->arena, paths_user_config(cli->arena, &cli->env, "benchmarks.json"),
                           err);
}

const struct settings *cli_settings(struct cli *cli, struct err *err)
{
    const char *user = cli->env.user_config ? cli->env.user_config
                                            : paths_user_config(cli->arena, &cli->env, "config");
    const char *system = arena_printf(cli->arena, "%s/campane/config", cli->env.sysconfdir);
    if (!system) {
        err_memory(err);
        return NULL;
    }
    return settings_load(cli->arena, system, user, err);
}

static bool request_limits(struct cli *cli, struct scope_request *request, struct err *err)
{
    const struct settings *settings = cli_settings(cli, err);
    return settings && test_limits_read(settings, &request->limits, err);
}

static bool request_base(struct cli *cli, struct scope_request *request, struct err *err)
{
    const char *base = cli->option[OPTION_BASE];
    if (!base) {
        const struct settings *settings = cli_settings(cli, err);
        if (!settings) {
            return false;
        }
        base = settings->value[SETTING_BASE];
    }
    if (strcmp(base, "delivered") == 0) {
        request->options.base = RATE_BASE_DELIVERED;
    } else if (strcmp(base, "sent") == 0) {
        request->options.base = RATE_BASE_SENT;
    } else {
        err_set(err, ERR_USAGE, _("there is no base \"%s\""), base);
        return err_todo(err, _("take one of: %s"), "delivered, sent");
    }
    return true;
}

static bool request_against(const struct cli *cli, struct scope_request *request, struct err *err)
{
    const char *against = cli->option[OPTION_AGAINST];
    if (against && !period_against_parse(against, &request->against)) {
        err_set(err, ERR_USAGE, _("--against: there is no \"%.60s\""), against);
        return err_todo(err, _("take one of: %s"), "before, year");
    }
    return true;
}

bool cli_request(struct cli *cli, struct scope_request *request, struct err *err)
{
    struct scope_request made = SCOPE_REQUEST_INIT;
    if (!period_options(cli->option[OPTION_FROM], cli->option[OPTION_TO], cli->option[OPTION_LAST],
                        &made.period, err) ||
        !request_against(cli, &made, err) || !request_base(cli, &made, err) ||
        !request_limits(cli, &made, err) ||
        !query_parse(cli->arena, cli->option[OPTION_WHERE], err)) {
        return false;
    }
    made.benchmark = cli->option[OPTION_BENCHMARK];
    made.where = cli->option[OPTION_WHERE];
    *request = made;
    return true;
}

bool cli_scope(struct cli *cli, struct store *store, struct scope *scope, struct err *err)
{
    struct scope_request request;
    const struct benchmarks *sets = cli_benchmarks(cli, err);
    return sets && cli_request(cli, &request, err) &&
           scope_resolve(cli->arena, store, sets, &request, cli_cancel(), scope, err);
}
