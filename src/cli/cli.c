/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/options.h"
#include "ops/scratch.h"
#include "text/ascii.h"
#include "text/utf8.h"

bool cli_locale_is_utf8(void)
{
    const char *codeset = nl_langinfo(CODESET);
    return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}

bool cli_locale_has_comma(void)
{
    locale_t numbers = newlocale(LC_NUMERIC_MASK, "", (locale_t)0);
    bool comma = numbers && strcmp(nl_langinfo_l(RADIXCHAR, numbers), ",") == 0;
    if (numbers) {
        freelocale(numbers);
    }
    return comma;
}

/* One line on standard error: no newline of a message may make two of it. */
static void say_line(const char *text)
{
    struct strbuf plain = STRBUF_INIT;
    if (!cli_locale_is_utf8()) {
        ascii_text(&plain, text);
    }
    fprintf(stderr, "campane: %s\n", plain.length ? strbuf_text(&plain) : text);
    strbuf_free(&plain);
}

int cli_fail(const struct err *err)
{
    char words[1024];
    say_line(err_format(err, words, sizeof words));
    return err_exit_status(err->code);
}

int cli_usage(const struct cli *cli, const char *format, ...)
{
    char words[512];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    struct err err = ERR_INIT;
    err_set(&err, ERR_USAGE, "%s", words);
    err_todo(&err, _("see campane %s --help"), cli->command->name);
    return cli_fail(&err);
}

void cli_say(const struct cli *cli, const char *format, ...)
{
    struct strbuf line = STRBUF_INIT, plain = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&line, format, args);
    va_end(args);
    if (cli->ascii) {
        ascii_text(&plain, strbuf_text(&line));
    }
    if (line.failed || plain.failed) {
        struct err err = ERR_INIT;
        err_memory(&err);
        cli_fail(&err);
    } else {
        fprintf(cli->out, "%s\n", strbuf_text(cli->ascii ? &plain : &line));
    }
    strbuf_free(&line);
    strbuf_free(&plain);
}

void cli_warn(const char *format, ...)
{
    char words[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    say_line(words);
}

int cli_fail_scope(const struct cli *cli, const struct err *err)
{
    const char *where = cli->option[OPTION_WHERE];
    if (err->code != ERR_USAGE || !where || !err->column) {
        return cli_fail(err);
    }
    struct err plain = *err;
    uint64_t column = err->column;
    plain.column = plain.line = 0;
    int status = cli_fail(&plain);
    struct strbuf safe = STRBUF_INIT;
    utf8_sanitize(&safe, where, strlen(where), 0);
    if (!safe.failed) {
        fprintf(stderr, "  %s\n  %*s^\n", strbuf_text(&safe), (int)(column - 1), "");
    }
    strbuf_free(&safe);
    return status;
}

const char *cli_now(const struct cli *cli)
{
    if (cli_given(cli, OPTION_NOW)) {
        return cli->option[OPTION_NOW];
    }
    const char *now = getenv("CAMPANE_NOW");
    return now && now[0] ? now : NULL;
}

/* --- stopping -------------------------------------------------------------------------------- */

/* A signal handler can only reach what has static storage: the one exception to "no globals". */
static struct cancel stop = CANCEL_INIT;

/* The program dies of the signal as soon as this returns. */
static void on_last_signal(int signum)
{
    scratch_sweep();
    signal(signum, SIG_DFL);
    raise(signum);
}

static void on_signal(int signum)
{
    cancel_set(&stop);
    /* The second one kills: whoever presses Ctrl-C twice does not want to wait. */
    signal(signum, on_last_signal);
}

static void install(const int *signals, size_t count, void (*handler)(int))
{
    for (size_t i = 0; i < count; i++) {
        struct sigaction old, action = {.sa_handler = handler};
        sigemptyset(&action.sa_mask);
        /* What nohup or a shell's "&" set to be ignored stays so. */
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
            sigaction(signals[i], &action, NULL);
        }
    }
}

void cli_sweep_on_signals(void)
{
    static const int signals[] = {SIGINT,  SIGTERM, SIGHUP, SIGQUIT, SIGPIPE,
                                  SIGABRT, SIGSEGV, SIGBUS, SIGFPE,  SIGILL};
    install(signals, ARRAY_COUNT(signals), on_last_signal);
}

struct cancel *cli_cancel(void)
{
    static bool installed;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    if (!installed) {
        install(signals, ARRAY_COUNT(signals), on_signal);
        installed = true;
    }
    return &stop;
}

/* --- output ---------------------------------------------------------------------------------- */

static bool format_of_name(const char *path, enum export_format *format)
{
    const char *dot = path ? strrchr(path, '.') : NULL;
    return dot && export_format_parse(dot + 1, format);
}

bool cli_format(const struct cli *cli, unsigned allowed, enum export_format *format,
                struct err *err)
{
    const char *name = cli->option[OPTION_FORMAT];
    enum export_format found = EXPORT_TEXT;
    if (!name) {
        if (format_of_name(cli->option[OPTION_OUTPUT], &found) && !(allowed & (1U << found))) {
            found = EXPORT_TEXT;
        }
        *format = found;
        return true;
    }
    if (export_format_parse(name, &found) && (allowed & (1U << found))) {
        *format = found;
        return true;
    }
    struct strbuf names = STRBUF_INIT;
    for (unsigned i = EXPORT_TEXT; i <= EXPORT_EML; i++) {
        if (allowed & (1U << i)) {
            strbuf_printf(&names, "%s%s", names.length ? ", " : "",
                          export_format_name((enum export_format)i));
        }
    }
    err_set(err, ERR_USAGE, _("there is no format \"%s\" here"), name);
    err_todo(err, _("take one of: %s"), strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

struct sink *cli_sink(const struct cli *cli, struct err *err)
{
    const char *path = cli->option[OPTION_OUTPUT];
    if (path && !path[0]) {
        err_set(err, ERR_USAGE, "%s", _("--output names no file"));
        err_todo(err, "%s", _("--output - writes here"));
        return NULL;
    }
    return path && strcmp(path, "-") != 0 ? sink_file(path, err) : sink_stream(cli->out, err);
}

int cli_end(struct sink *sink, int status)
{
    struct err err = ERR_INIT;
    return sink_finish(sink, &err) ? status : cli_fail(&err);
}
