/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>

#include "base/i18n.h"
#include "cli/cli.h"
#include "report/standing_keep.h"

/* Tells one program from another where the version is the same: its file. */
static const char *program_mark(struct arena *arena)
{
    struct stat status = {0};
    if (stat("/proc/self/exe", &status) != 0) {
        return PACKAGE_VERSION;
    }
    return arena_printf(arena, "%s %lld %lld.%09ld", PACKAGE_VERSION, (long long)status.st_size,
                        (long long)status.st_mtim.tv_sec, (long)status.st_mtim.tv_nsec);
}

const struct keep *cli_keep(struct cli *cli)
{
    struct keep *keep = ARENA_NEW(cli->arena, struct keep);
    const char *program = program_mark(cli->arena);
    if (!keep || !program) {
        return NULL;
    }
    /* What gettext says of the catalogue in force: without one people of any language read, and
     * cron writes, the same words. */
    char digest[17];
    keep_digest(_(""), digest);
    keep->folder = paths_user_cache(cli->arena, &cli->env);
    keep->mark = arena_printf(cli->arena, "%s %s", program, digest);
    return keep->folder && keep->mark ? keep : NULL;
}

void cli_prepare(struct cli *cli)
{
    struct scope_request request;
    struct scope scope;
    const struct standing *standing;
    const struct benchmarks *sets = cli_benchmarks(cli, NULL);
    const struct keep *own = cli_keep(cli);
    struct store *store = cli_store_open(cli, CLI_READ, NULL, NULL);
    if (store && sets && own && cli_request(cli, &request, NULL)) {
        const struct keep shared = {own->folder, own->mark, true};
        request.keep = &shared;
        if (scope_resolve(cli->arena, store, sets, &request, cli_cancel(), &scope, NULL)) {
            (void)standing_build(cli->arena, store, &scope, cli_cancel(), &standing, NULL);
        }
    }
    store_close(store);
}
