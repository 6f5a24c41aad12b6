/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copying on a terminal that stops reading: whoever copies goes on soon, and what was begun is
 * dropped before anything else is written.
 */
#include "lib/check.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "ui/term/clipboard.h"
#include "ui/term/term.h"

enum { LONG = 70000, MOST = 200000, SECONDS = 20 };
enum { COPIED = 10, NOT_WRITTEN, CUT };

static char text[LONG];

/* The other end, that of the program, as its standard output. */
static int open_terminal(int *master)
{
    struct termios raw;
    *master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(*master >= 0 && grantpt(*master) == 0 && unlockpt(*master) == 0);
    int program = open(ptsname(*master), O_RDWR | O_NOCTTY);
    assert_true(program >= 0);
    assert_int_equal(tcgetattr(program, &raw), 0);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    assert_int_equal(tcsetattr(program, TCSANOW, &raw), 0);
    return program;
}

static pid_t copy_in_a_child(int terminal, size_t length)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct err err = ERR_INIT;
        bool cut = false;
        alarm(SECONDS); /* which ends one that hangs */
        dup2(terminal, STDOUT_FILENO);
        bool done = clipboard_copy(text, length, &cut, &err);
        bool blocks = (fcntl(STDOUT_FILENO, F_GETFL) & O_NONBLOCK) == 0;
        _exit(!blocks              ? 1
              : done               ? (cut ? 2 : COPIED)
              : err.code != ERR_IO ? 3
              : cut                ? CUT
                                   : NOT_WRITTEN);
    }
    return child;
}

static int end_of(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0) {
        assert_int_equal(errno, EINTR);
    }
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static size_t read_all(int master, char *bytes, size_t most, int patience)
{
    size_t count = 0;
    struct pollfd fd = {.fd = master, .events = POLLIN};
    while (count < most && poll(&fd, 1, patience) > 0) {
        ssize_t got = read(master, bytes + count, most - count);
        if (got <= 0) {
            break;
        }
        count += (size_t)got;
    }
    return count;
}

static void who_reads_gets_it_whole(void **state)
{
    (void)state;
    static char bytes[MOST];
    int master, program = open_terminal(&master);
    pid_t child = copy_in_a_child(program, LONG);
    size_t count = read_all(master, bytes, sizeof bytes, 2000);
    assert_int_equal(end_of(child), COPIED);
    assert_int_equal(count, strlen("\033]52;c;\a") + (LONG + 2) / 3 * 4);
    assert_memory_equal(bytes, "\033]52;c;eHh4", 11);
    assert_int_equal(bytes[count - 1], '\a');
    close(program);
    close(master);
}

/* 93 kB for which a terminal has no room. */
static void who_does_not_read_holds_nobody_up(void **state)
{
    (void)state;
    static char bytes[MOST];
    int master, program = open_terminal(&master);
    pid_t child = copy_in_a_child(program, LONG);
    assert_int_equal(end_of(child), CUT);
    size_t count = read_all(master, bytes, sizeof bytes, 200);
    assert_true(count > 0 && count < LONG);
    assert_null(memchr(bytes, '\a', count));
    close(program);
    close(master);
}

/* As after C-s. */
static void a_terminal_that_is_stopped_gets_nothing(void **state)
{
    (void)state;
    int master, program = open_terminal(&master);
    assert_int_equal(tcflow(program, TCOOFF), 0);
    pid_t child = copy_in_a_child(program, 3);
    assert_int_equal(end_of(child), NOT_WRITTEN);
    assert_int_equal(tcflow(program, TCOON), 0);
    close(program);
    close(master);
}

int main(void)
{
    unsetenv("TMUX");
    unsetenv("STY");
    setenv("TERM", "xterm", 1);
    memset(text, 'x', sizeof text);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_reads_gets_it_whole),
        cmocka_unit_test(who_does_not_read_holds_nobody_up),
        cmocka_unit_test(a_terminal_that_is_stopped_gets_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
