/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A slow line: runs a program on a pseudo terminal of its own and hands on what it writes at no
 * more than so many bytes a second. What is typed goes through at once.
 *
 *     slow_line BYTES_A_SECOND PROGRAM [ARGUMENT...]
 */
#include <errno.h>
#include <poll.h>
#ifdef HAVE_PTY_H
#include <pty.h>
#elif defined HAVE_LIBUTIL_H
#include <libutil.h>
#else
#include <util.h>
#endif
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define PIECE 200 /* bytes at a time */

static bool write_all(int to, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(to, bytes, length);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return false;
        }
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

/* As long as so many bytes take. */
static void take_time(size_t bytes, long rate)
{
    long nanoseconds = (long)((double)bytes * 1e9 / (double)rate);
    struct timespec left = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

/* Until the program has closed its terminal, or there is nobody on this side any more. */
static void forward(int program, long rate)
{
    char bytes[PIECE];
    struct pollfd fds[2] = {{.fd = program, .events = POLLIN},
                            {.fd = STDIN_FILENO, .events = POLLIN}};
    for (;;) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR) {
            return;
        }
        if (fds[1].revents) {
            ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
            if (got <= 0 || !write_all(program, bytes, (size_t)got)) {
                return;
            }
        }
        if (fds[0].revents) {
            ssize_t got = read(program, bytes, sizeof bytes);
            if (got <= 0 || !write_all(STDOUT_FILENO, bytes, (size_t)got)) {
                return;
            }
            take_time((size_t)got, rate);
        }
    }
}

int main(int argc, char **argv)
{
    struct winsize size = {.ws_col = 80, .ws_row = 24};
    struct termios before, raw;
    int program, status = 0;
    long rate = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (rate <= 0 || tcgetattr(STDIN_FILENO, &before) != 0) {
        fputs("usage: slow_line BYTES_A_SECOND PROGRAM [ARGUMENT...], on a terminal\n", stderr);
        return 2;
    }
    ioctl(STDIN_FILENO, TIOCGWINSZ, &size);
    pid_t child = forkpty(&program, NULL, &before, &size);
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    if (child < 0) {
        perror("forkpty");
        return 3;
    }
    raw = before;
    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    forward(program, rate);
    close(program);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}
