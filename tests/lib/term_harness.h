/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A terminal for programs under test: a pseudo terminal whose other end is libvterm. The program
 * runs as the foreground job of a tiny shell, so that Ctrl-Z stops it and it can be continued.
 *
 * Nothing sleeps: what is waited for is a condition of the screen, or silence, each with a deadline
 * after which the test fails and the screen is printed. Every function fails the test when
 * something goes wrong, so results need no checks.
 */
#ifndef CAMPANE_TESTS_LIB_TERM_HARNESS_H
#define CAMPANE_TESTS_LIB_TERM_HARNESS_H

#include "lib/check.h"

struct harness;

struct harness_options {
    const char *const *argv; /* NULL behind the last; argv[0] is a path from the build folder */
    int columns, rows;
    const char *term;       /* NULL: xterm-256color */
    const char *locale;     /* LC_ALL; NULL: C.UTF-8 */
    const char *const *env; /* more "NAME=value", "NAME" takes one away; NULL or NULL at the end */
};

/* The environment is empty but for PATH, HOME, TMPDIR, srcdir, builddir, sanitizer options, TERM,
 * LC_ALL, the XDG folders, which are the test's own (in check_folder), and what is given. */
struct harness *harness_start(const struct harness_options *options);

/* Kill what still runs and free; NULL is fine. */
void harness_free(struct harness *harness);

/* --- what goes in ---------------------------------------------------------------------------- */

void harness_send(struct harness *harness, const char *bytes, size_t length);

/* Text with keys in angle brackets: "/diwali<Enter><Down>", "<C-z>", "<S-Tab>", "<PgDn>", "<lt>"
 * for
 * "<"; sequences as xterm sends them in application mode. */
void harness_keys(struct harness *harness, const char *keys);

void harness_click(struct harness *harness, int x, int y); /* press and release, left */
void harness_wheel(struct harness *harness, int x, int y, bool up);

void harness_resize(struct harness *harness, int columns, int rows);

void harness_signal(struct harness *harness, int number); /* to the program */

/* --- waiting --------------------------------------------------------------------------------- */

/* Until the program has written nothing for 50 ms (and at least something since the last call of a
 * send function, or 300 ms have gone by without). */
void harness_settle(struct harness *harness);

/* Until a condition holds. */
typedef bool harness_condition(const struct harness *harness, const void *argument);
void harness_wait(struct harness *harness, harness_condition *condition, const void *argument,
                  const char *what);

/* Until this text stands on some row; until it does on none. */
void harness_wait_text(struct harness *harness, const char *text);
void harness_wait_no_text(struct harness *harness, const char *text);

/* Until the program has been stopped by Ctrl-Z or a signal; then the tiny shell has the terminal.
 */
void harness_wait_stopped(struct harness *harness);

/* `fg`. */
void harness_continue(struct harness *harness);

/* Until it has ended; the wait status. What it wrote last has been read then. */
int harness_wait_exit(struct harness *harness);

/* --- what is seen ---------------------------------------------------------------------------- */

/* One row without trailing blanks, and all rows with "\n" behind each; in buffers of the harness
 * that the next call overwrites. */
const char *harness_row(struct harness *harness, int y);
const char *harness_screen(struct harness *harness);

/* The row that holds a text, or -1. */
int harness_find(struct harness *harness, const char *text);

struct harness_cell {
    char text[32]; /* UTF-8 with marks; "" for the right half of a wide character */
    int width;
    bool bold, underline, reverse;
    int fg, bg; /* number of a color, -1: the terminal's own, -2: RGB */
};
struct harness_cell harness_cell(struct harness *harness, int x, int y);

struct harness_state {
    int columns, rows;
    int cursor_x, cursor_y;
    bool cursor_visible;
    bool alternate_screen;
    bool mouse;
    bool keypad;            /* application keys are on */
    uint64_t bytes;         /* written by the program so far */
    uint64_t clears;        /* times it cleared the whole screen */
    uint64_t parts_cleared; /* times it cleared what was behind or before the cursor, lines of it */
    uint64_t colors;        /* times it set a color */
};
struct harness_state harness_state(const struct harness *harness);

/* Whether these bytes are among the last 4096 that the program wrote. */
bool harness_wrote(const struct harness *harness, const char *bytes);

/* Hand every byte that the program writes to `tap`, too, before it is looked at. */
typedef void harness_tap(void *user, const char *bytes, size_t length);
void harness_listen(struct harness *harness, harness_tap *tap, void *user);

/* Its process. */
int harness_process(const struct harness *harness);

/* Bytes that were sent and that the program has not read yet. */
int harness_unread(struct harness *harness);

/* Whether the program has ended; whether it was stopped. */
bool harness_ended(const struct harness *harness);
bool harness_stopped(const struct harness *harness);

/* Fails unless everything is as the program found it: normal screen, visible cursor, no mouse, no
 * application keys, plain attributes, terminal modes. */
void harness_check_restored(struct harness *harness);

#endif
