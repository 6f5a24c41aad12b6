/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What restores the terminal when there is no time for curses: signals and exit(). Also the signals
 * that the event loop hears of, through a pipe.
 *
 * Signal handlers can only reach what lies outside of every function: this file holds the one such
 * state of the program.
 */
#ifndef CAMPANE_UI_TERM_RESCUE_H
#define CAMPANE_UI_TERM_RESCUE_H

#include <termios.h>

#include "base/err.h"
#include "ui/term/terminfo.h"

enum { RESCUE_RESIZED = 'W', RESCUE_CONTINUED = 'C', RESCUE_STOP = 'Z' };

/* Install handlers. `before` is what tcgetattr said; both are copied. Until rescue_arm nothing is
 * restored. */
bool rescue_install(const struct termios *before, const struct terminfo *info, struct err *err);

/* Handlers as they were before. */
void rescue_remove(void);

/* Whether the terminal is taken over at present, so that a signal has something to restore. */
void rescue_arm(bool armed);

/* What the terminal has to be sent before everything else, when it is restored meanwhile: the end
 * of a picture that is being sent ("": none). It has to live until the next call. */
void rescue_sending(const char *end);

/* Restore now, when armed; not armed any more then. */
void rescue_restore(void);

/* The end of the pipe to poll; a byte of the enum above a signal, read with rescue_next (0: none).
 */
int rescue_fd(void);
char rescue_next(void);

/* Stop the process group with SIGTSTP's default action; returns when it is continued, or soon where
 * it was not stopped. */
void rescue_stop_here(void);

#endif
