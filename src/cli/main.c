/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/version.h"

/* --now, else CAMPANE_NOW. Times without a zone are UTC until a store is open (cli_store_open). */
static bool pin_clock(struct cli *cli, struct err *err)
{
    const char *now = cli_now(cli);
    return !now || clock_pin(&cli->clock, now, NULL, err);
}

/* Where a standard stream is closed, the next file that is opened would take its place, and what
 * is meant for people would be written into it. What cannot be used stands there instead, so that
 * writing fails as it would have. */
static void hold_standard_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream) {
            _exit(err_exit_status(ERR_IO));
        }
    }
}

/* A file that is named has to be there; those of the usual places need not. */
static bool check_config(const struct cli *cli, struct err *err)
{
    const char *path = cli->option[OPTION_CONFIG];
    if (!path || access(path, R_OK) == 0) {
        return true;
    }
    return err_errno(err, ERR_IO, errno, _("%s cannot be read"), path);
}

/* A mistake on the command line, with where to read on; all in one line. */
static int fail_usage(const struct cli *cli, struct err *err)
{
    if (err->code == ERR_USAGE && !err->todo[0]) {
        const char *name = cli->command ? cli->command->name : "";
        err_todo(err, _("see campane %s%s--help"), name, name[0] ? " " : "");
    }
    return cli_fail(err);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_INIT;
    if (!options_parse(cli, argc, argv, &err)) {
        return fail_usage(cli, &err);
    }
    if (cli_given(cli, OPTION_LANG)) {
        setenv("LANGUAGE", cli->option[OPTION_LANG], 1);
    }
    cli->ascii = cli_given(cli, OPTION_ASCII) || !cli_locale_is_utf8();
    cli->env.user_config = cli->option[OPTION_CONFIG];
    if (cli_given(cli, OPTION_VERSION)) {
        version_print(stdout);
        return 0;
    }
    if (cli_given(cli, OPTION_HELP)) {
        return help_print(stdout, cli->command);
    }
    if (!options_check(cli, &err) || !check_config(cli, &err) || !pin_clock(cli, &err)) {
        return fail_usage(cli, &err);
    }
    return cli->command->run(cli);
}

int main(int argc, char **argv)
{
    hold_standard_streams();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of writing, not an end */
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    bindtextdomain(CAMPANE_DOMAIN, LOCALEDIR);
    struct cli cli = {.arena = arena_new(), .clock = CLOCK_SYSTEM, .out = stdout};
    paths_env_read(&cli.env);
    int status;
    if (!cli.arena) {
        struct err err = ERR_INIT;
        err_memory(&err);
        status = cli_fail(&err);
    } else {
        status = run(&cli, argc, argv);
    }
    /* Figures that did not reach their place are no success. */
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (status == 0) {
            struct err err = ERR_INIT;
            err_set(&err, ERR_IO, "%s", _("cannot write to standard output"));
            status = cli_fail(&err);
        }
    }
    arena_free(cli.arena);
    return status;
}
