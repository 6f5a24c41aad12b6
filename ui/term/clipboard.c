/* SPDX-License-Identifier: GPL-3.0-or-later */
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

/* Waits, where whoever reads is slow, but not for one that does not read any more. */
static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EAGAIN) {
            struct pollfd fd = {.fd = file, .events = POLLOUT};
            if (poll(&fd, 1, PATIENCE) == 0) {
                errno = EAGAIN;
                return false;
            }
        } else if (written < 0 && errno != EINTR) {
            return false;
        }
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
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
        write_all(ends[1], text, length);
        sigaction(SIGPIPE, &before, NULL);
    }
    close(ends[1]);
    return ok && ends_well(child);
}

bool term_copy(struct term *term, const char *text, size_t length, struct err *err)
{
    (void)term;
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
    bool ok = !out.failed || err_memory(err);
    if (ok && !write_all(STDOUT_FILENO, strbuf_text(&out), out.length)) {
        ok = err_errno(err, ERR_IO, errno, "%s", _("cannot write to the terminal"));
    }
    strbuf_free(&out);
    return ok;
}
