/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term/term.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/term/clipboard.h"
#include "ui/term/library.h"
#include "ui/term/rescue.h"
#include "ui/term/screen.h"
#include "ui/term/terminfo.h"
#include "ui/term/typed.h"

enum { ANSWER_WAIT = 50, ANSWER_LATE = 1000 }; /* milliseconds */

struct term {
    SCREEN *curses;
    struct terminfo info;
    struct typed typed;
    struct screen screen;
    unsigned flags;
    bool mouse, bidi;
    bool resized, resumed, hangup; /* events that wait to be told */
    bool cut;                      /* amid a text for the clipboard */
    bool asked;                    /* for mode 2026 */
    int64_t asked_at;              /* clock_ticks */
};

/* --- start ----------------------------------------------------------------------------------- */

static bool refuse(struct err *err, const char *what)
{
    err_set(err, ERR_NO_TERMINAL, _("the dashboard needs a terminal: %s"), what);
    return err_todo(err, _("without one use `campane campaigns`, `campane report` or `campane "
                           "snapshot overview`"));
}

/* Whether there is a terminal and it can do what curses needs; writes nothing. */
static bool check_terminal(const struct term_options *options, struct terminfo *info,
                           struct err *err)
{
    if (!isatty(STDIN_FILENO)) {
        return refuse(err, _("standard input is none"));
    }
    if (!isatty(STDOUT_FILENO)) {
        return refuse(err, _("standard output is none"));
    }
    const char *name = getenv("TERM");
    if (!name || !*name) {
        return refuse(err, _("TERM is not set"));
    }
    char words[128];
    switch (terminfo_look(options->mouse, options->bidi, info)) {
    case TERMINFO_UNKNOWN:
        snprintf(words, sizeof words, _("TERM is %.40s, which terminfo does not know"), name);
        return refuse(err, words);
    case TERMINFO_NO_CURSOR:
        snprintf(words, sizeof words, _("TERM is %.40s, which cannot place a cursor"), name);
        return refuse(err, words);
    case TERMINFO_FINE:
    default:
        return true;
    }
}

static unsigned flags_of(enum depth depth)
{
    unsigned flags = depth < DEPTH_256 ? CANVAS_SHADES : 0;
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        flags |= CANVAS_ASCII;
    }
    const char *name = getenv("TERM");
    if (name && strncmp(name, "linux", 5) == 0) {
        flags |= CANVAS_CONSOLE;
    }
    return flags;
}

/* Modes of the terminal and of curses. */
static void set_modes(struct term *term)
{
    raw();
    noecho();
    nonl();
    idlok(stdscr, TRUE); /* a list that moves by a row is scrolled, not sent again */
    keypad(term->typed.window, TRUE);
    nodelay(term->typed.window, TRUE);
    if (!getenv("ESCDELAY")) {
        set_escdelay(25);
    }
    if (term->mouse) {
        mouseinterval(0);
        /* More than is used: what is not asked for curses throws away, and then waits for the next
         * byte whatever nodelay says. */
        mousemask(ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION, NULL);
    }
}

/* Pictures in one piece, where the terminal says in terminfo or to a question that it can. */
static void begin_sync(struct term *term)
{
    term->screen.sync_begin = term->info.sync_begin;
    term->screen.sync_end = term->info.sync_end;
    if (term->info.ask_sync) {
        term->asked = true;
        term->asked_at = clock_ticks();
        (void)!write(STDOUT_FILENO, SYNC_ASK, strlen(SYNC_ASK));
    }
}

/* Who leaves at once must not find an answer that is still under way in the shell's line. */
static void await_answer(struct term *term)
{
    struct key ignored;
    if (!term->asked || term->typed.answered || term->hangup ||
        clock_ticks() - term->asked_at > ANSWER_LATE) {
        return;
    }
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&fd, 1, ANSWER_WAIT) > 0) {
        typed_next(&term->typed, &ignored);
    }
}

static bool begin(struct term *term, struct err *err)
{
    struct termios before;
    if (tcgetattr(STDIN_FILENO, &before) != 0) {
        return err_errno(err, ERR_IO, errno, _("cannot read the terminal's modes"));
    }
    if (!rescue_install(&before, &term->info, err)) {
        return false;
    }
    rescue_arm(true);
    term->curses = newterm(NULL, stdout, stdin);
    if (!term->curses) {
        return refuse(err, _("curses cannot use it"));
    }
    term->typed.window = newpad(1, 1);
    if (!term->typed.window) {
        return err_memory(err);
    }
    set_modes(term);
    screen_begin(&term->screen);
    term->flags = flags_of(term->screen.depth);
    if (term->bidi) {
        (void)!write(STDOUT_FILENO, BIDI_EXPLICIT, strlen(BIDI_EXPLICIT));
    }
    begin_sync(term);
    return true;
}

struct term *term_start(const struct term_options *options, struct err *err)
{
    static const struct term_options none = {0};
    bool mouse = options && options->mouse;
    struct terminfo info;
    if (!check_terminal(options ? options : &none, &info, err)) {
        return NULL;
    }
    struct term *term = mem_new(1, sizeof *term);
    if (!term) {
        err_memory(err);
        return NULL;
    }
    term->mouse = mouse;
    term->bidi = options && options->bidi;
    term->info = info;
    if (!begin(term, err)) {
        term_stop(term);
        return NULL;
    }
    return term;
}

void term_stop(struct term *term)
{
    if (!term) {
        return;
    }
    if (term->curses) {
        await_answer(term);
        endwin();
        (void)!write(STDOUT_FILENO, term->info.show, strlen(term->info.show));
        if (term->bidi) {
            (void)!write(STDOUT_FILENO, BIDI_IMPLICIT, strlen(BIDI_IMPLICIT));
        }
        if (term->typed.window) {
            delwin(term->typed.window);
        }
        screen_end(&term->screen);
        delscreen(term->curses);
    }
    rescue_remove();
    mem_free(term);
}

/* --- what goes out --------------------------------------------------------------------------- */

enum depth term_depth(const struct term *term)
{
    return term->screen.depth;
}

unsigned term_flags(const struct term *term)
{
    return term->flags;
}

void term_size(const struct term *term, int *columns, int *rows)
{
    (void)term;
    *columns = COLS;
    *rows = LINES;
}

void term_show(struct term *term, const struct canvas *canvas, const struct palette *palette)
{
    if (term->cut) {
        (void)!write(STDOUT_FILENO, CLIPBOARD_CUT, strlen(CLIPBOARD_CUT));
        term->cut = false;
    }
    screen_show(&term->screen, canvas, palette);
}

bool term_copy(struct term *term, const char *text, size_t length, struct err *err)
{
    return clipboard_copy(text, length, &term->cut, err);
}

void term_redraw(struct term *term)
{
    term->screen.all = true;
    redrawwin(stdscr); /* curses then trusts no line of the screen, but clears nothing */
}

/* --- what comes in --------------------------------------------------------------------------- */

void term_poll(const struct term *term, struct pollfd fds[TERM_POLL])
{
    (void)term;
    fds[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    fds[1] = (struct pollfd){.fd = rescue_fd(), .events = POLLIN};
}

/* Bring curses to the terminal's present size. Where that is the same again it had another one in
 * between, at which the terminal cut or wrapped what it showed: all is drawn anew, too. */
static void take_size(struct term *term)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
        return;
    }
    if (size.ws_row != LINES || size.ws_col != COLS) {
        resize_term(size.ws_row, size.ws_col);
    }
    term_redraw(term);
    term->resized = true;
}

/* Somebody else had the terminal: modes and every cell have to be sent again. */
static void take_back(struct term *term)
{
    rescue_arm(true);
    reset_prog_mode();
    fputs(term->info.enter, stdout);
    fflush(stdout);
    take_size(term);
    term_redraw(term);
    term->resumed = true;
}

static bool next_event(struct term *term, struct key *key)
{
    char byte;
    while ((byte = rescue_next()) != 0) {
        if (byte == RESCUE_RESIZED) {
            take_size(term);
        } else if (byte == RESCUE_CONTINUED) {
            take_back(term);
        } else {
            *key = (struct key){.code = KC_SUSPEND};
            return true;
        }
    }
    if (term->resized) {
        term->resized = false;
        *key = (struct key){.code = KC_RESIZE};
        return true;
    }
    if (term->resumed) {
        term->resumed = false;
        *key = (struct key){.code = KC_RESUME};
        return true;
    }
    return false;
}

/* Whether the terminal has gone away; told once, so that a loop that goes on does not spin in it.
 */
static bool has_gone(struct term *term)
{
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    if (term->hangup || poll(&fd, 1, 0) <= 0) {
        return false;
    }
    if (fd.revents & (POLLHUP | POLLERR | POLLNVAL)) {
        term->hangup = true;
    }
    return term->hangup;
}

bool term_next(struct term *term, struct key *key)
{
    if (next_event(term, key) || typed_next(&term->typed, key)) {
        return true;
    }
    if (term->typed.syncs && !*term->screen.sync_begin) {
        term->screen.sync_begin = SYNC_BEGIN;
        term->screen.sync_end = SYNC_END;
    }
    if (has_gone(term)) {
        *key = (struct key){.code = KC_HANGUP};
        return true;
    }
    return false;
}

bool term_wait(struct term *term, int milliseconds, struct key *key)
{
    if (term_next(term, key)) {
        return true;
    }
    struct pollfd fds[TERM_POLL];
    term_poll(term, fds);
    poll(fds, TERM_POLL, milliseconds);
    return term_next(term, key);
}

void term_suspend(struct term *term)
{
    /* Curses has to know where the cursor is when it goes on: at the upper left. */
    screen_home(&term->screen);
    rescue_restore();
    rescue_stop_here();
    take_back(term);
    while (rescue_next()) {
    }
}
