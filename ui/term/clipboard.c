/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term/clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "ui/term/term.h"

static void put_base64(struct strbuf *out, const char *text, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++) {
            three = three << 8 | (i + k < length ? (unsigned char)text[i + k] : 0);
        }
        for (size_t k = 0; k < 4; k++) {
            bool there = i + k <= length && (k < 2 || i + k - 1 < length);
            strbuf_putc(out, there ? digits[three >> (18 - 6 * k) & 63] : '=');
        }
    }
}

enum { PATIENCE = 1000, STEP = 10 }; /* milliseconds that nobody can be kept from working */
enum { PIECE = 256 };                /* bytes for which there is room where there is any */

/* Waits, where whoever reads is slow, but not for one that does not read any more. *written: so
 * far.
 */
static bool write_all(int file, const char *bytes, size_t length, size_t *written)
{
    *written = 0;
    while (*written < length) {
        struct pollfd fd = {.fd = file, .events = POLLOUT};
        if (poll(&fd, 1, PATIENCE) == 0) {
            errno = EAGAIN;
            return false;
        }
        size_t most = length - *written;
        ssize_t wrote = write(file, bytes + *written, most < PIECE ? most : PIECE);
        if (wrote < 0 && errno != EINTR && errno != EAGAIN) {
            return false;
        }
        *written += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

/* Whether it ended well. One that does not end soon (its server hangs) is killed. */
static bool ends_well(pid_t child)
{
    int status = 1, waited = 0;
    pid_t ended;
    while ((ended = waitpid(child, &status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
        if (waited >= PATIENCE) {
            kill(child, SIGKILL);
            while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
            }
            return false;
        }
        poll(NULL, 0, STEP);
        waited += STEP;
    }
    return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The buffer of the tmux that this runs in; it passes the text on to its own terminal. */
static bool to_tmux(const char *text, size_t length)
{
    char *argv[] = {(char[]){"tmux"}, (char[]){"load-buffer"}, (char[]){"-w"}, (char[]){"-"}, NULL};
    int ends[2];
    pid_t child;
    posix_spawn_file_actions_t actions;
    if (pipe(ends) != 0) {
        return false;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", 1, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
    bool ok = posix_spawnp(&child, argv[0], &actions, NULL, argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    if (ok) {
        /* A tmux that ends early must not end this program. */
        struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
        sigaction(SIGPIPE, &ignore, &before);
        fcntl(ends[1], F_SETFL, O_NONBLOCK);
        size_t written;
        write_all(ends[1], text, length, &written);
        sigaction(SIGPIPE, &before, NULL);
    }
    close(ends[1]);
    return ok && ends_well(child);
}

/* The terminal once more, to be written to without waiting: what others have open keeps its flags.
 * One that cannot be opened again is written to as it is. -1: it is that one. */
static int open_again(void)
{
    char name[256];
    return ttyname_r(STDOUT_FILENO, name, sizeof name) == 0
               ? open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
               : -1;
}

/* A terminal that is stopped (C-s), or a connection that hangs, keeps nobody from working. */
static bool to_terminal(const struct strbuf *out, bool *cut, struct err *err)
{
    int again = open_again();
    size_t written = 0;
    bool ok =
        write_all(again >= 0 ? again : STDOUT_FILENO, strbuf_text(out), out->length, &written);
    if (!ok) {
        *cut = written > 0;
        err_errno(err, ERR_IO, errno, "%s", _("cannot write to the terminal"));
    }
    if (again >= 0) {
        close(again);
    }
    return ok;
}

bool clipboard_copy(const char *text, size_t length, bool *cut, struct err *err)
{
    const char *name = getenv("TERM"), *tmux = getenv("TMUX");
    if (length > TERM_COPY_MAX) {
        err_set(err, ERR_REFUSED, _("too long for a terminal's clipboard"));
        return err_todo(err, "%s", _("write a file instead"));
    }
    if (tmux && *tmux && to_tmux(text, length)) {
        return true;
    }
    if (name && strcmp(name, "linux") == 0) {
        return err_set(err, ERR_REFUSED, _("this terminal has no clipboard"));
    }
    struct strbuf out = STRBUF_INIT;
    bool in_screen = getenv("STY") != NULL;
    strbuf_puts(&out, in_screen ? "\033P\033]52;c;" : "\033]52;c;");
    put_base64(&out, text, length);
    strbuf_puts(&out, in_screen ? "\a\033\\" : "\a");
    bool ok = out.failed ? err_memory(err) : to_terminal(&out, cut, err);
    strbuf_free(&out);
    return ok;
}
