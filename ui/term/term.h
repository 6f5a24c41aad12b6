/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui/term: the terminal. Started and restored, suspended and resumed; a canvas goes out, keys come
 * in. The only folder that includes curses.h (through library.h).
 * Not here: what is drawn and what keys mean.
 *
 * There is one terminal a process. Its state before the start is brought back (modes, normal
 * screen, cursor, mouse, attributes) by term_stop, at exit(), and when a signal ends the program,
 * which then dies of that signal. main sets LC_CTYPE before.
 */
#ifndef CAMPANE_UI_TERM_TERM_H
#define CAMPANE_UI_TERM_TERM_H

#include <poll.h>

#include "base/err.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/key.h"

struct term;

struct term_options {
    bool mouse; /* clicks and the wheel; takes selecting away (Shift+drag still selects) */
    bool bidi;  /* what is drawn is in the order in which it is seen: the terminal is told to leave
                   it so */
};

/* Take the terminal over: alternate screen, keys one by one (Ctrl-C and Ctrl-Z too), hidden cursor,
 * Esc told from sequences in 25 ms (or ESCDELAY). NULL with ERR_NO_TERMINAL when standard input or
 * output is no terminal, TERM is not set or not known, or it cannot place a cursor; nothing has
 * been written then. options may be NULL. */
struct term *term_start(const struct term_options *options, struct err *err);

/* Restore the terminal and free; NULL is fine. */
void term_stop(struct term *term);

/* Colors by terminfo; DEPTH_NONE when NO_COLOR is set and not empty, or CLICOLOR is 0. */
enum depth term_depth(const struct term *term);

/* The flags a canvas for it is made with (enum canvas_flag): ASCII when the locale is not UTF-8,
 * SHADES below 256 colors, CONSOLE on the Linux console. */
unsigned term_flags(const struct term *term);

void term_size(const struct term *term, int *columns, int *rows);

/* Bring the screen from what it shows to the canvas. Only what differs is sent, blanks and cursor
 * moves the cheapest way; nothing is ever cleared. A canvas of another size is cut, or leaves the
 * rest as it is. Another palette redraws all. */
void term_show(struct term *term, const struct canvas *canvas, const struct palette *palette);

/* Let the next term_show send every cell, because something else wrote on the screen. */
void term_redraw(struct term *term);

#define TERM_COPY_MAX 74994 /* bytes: what xterm and those after it take as base64 */

/* Give text to the clipboard of whoever sits at the terminal: through tmux where it is one (its
 * buffer, and its own way to the terminal), else by OSC 52, which works over SSH. Whether a
 * terminal obeys nobody can know. ERR_REFUSED: too long, or the Linux console, which has no
 * clipboard. */
bool term_copy(struct term *term, const char *text, size_t length, struct err *err);

/* What to poll for: fills two entries, standard input and the signal pipe. When one is readable,
 * call term_next until it returns false. */
#define TERM_POLL 2
void term_poll(const struct term *term, struct pollfd fds[TERM_POLL]);

/* The next key or event without waiting; false when there is none now. A lone Esc is waited for
 * 25 ms. Sequences that nobody knows are swallowed whole. KC_RESIZE: term_size has changed;
 * KC_RESUME: call term_show; KC_SUSPEND: call term_suspend; KC_HANGUP: there is no terminal any
 * more, quit. */
bool term_next(struct term *term, struct key *key);

/* Poll for at most so many milliseconds (-1: without end), then as term_next. */
bool term_wait(struct term *term, int milliseconds, struct key *key);

/* Restore the terminal, stop the process group as Ctrl-Z in a shell does, and when it is continued
 * take the terminal over again; KC_RESUME follows (KC_RESIZE too when the size changed). Where
 * nobody could continue it (no job control) it only redraws. */
void term_suspend(struct term *term);

#endif
