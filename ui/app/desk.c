/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/desk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/bidi.h"
#include "ui/canvas/kept.h"
#include "ui/term/term.h"
#include "ui/theme/theme.h"

/* The dashboard on a terminal. */
struct desk {
    struct app app;
    struct term *term;
    struct canvas *canvas;
};

/* --- looks ----------------------------------------------------------------------------------- */

/* Nobody who chose no theme has to know of any: the terminal may say that it is a light one. */
static bool choose_palette(struct app *app, struct err *err)
{
    const struct settings *settings = app->options->settings;
    const char *name = settings->origin[SETTING_THEME] ? settings->value[SETTING_THEME]
                                                       : theme_for_terminal(getenv("COLORFGBG"));
    struct err failure = ERR_INIT;
    if (app_look_chosen(app, name, &failure)) {
        return true;
    }
    char words[sizeof app->note];
    app_say(app, "%s", err_format(&failure, words, sizeof words));
    return app_look(app, THEME_USUAL, err);
}

static bool fit_size(struct desk *desk, struct err *err)
{
    struct app *app = &desk->app;
    term_size(desk->term, &app->width, &app->height);
    if (!desk->canvas) {
        desk->canvas = canvas_new(app->width, app->height, app->flags);
    }
    bool ok = desk->canvas &&
              ((desk->canvas->width == app->width && desk->canvas->height == app->height) ||
               canvas_resize(desk->canvas, app->width, app->height));
    if (!ok) {
        return err_memory(err);
    }
    kept_start(desk->canvas);
    return true;
}

static void show(struct desk *desk)
{
    struct app *app = &desk->app;
    if (app->dirty) {
        app_draw(app, desk->canvas);
    } else {
        app_draw_moved(app, desk->canvas);
    }
    term_show(desk->term, desk->canvas, app->palette);
    app->dirty = app->moved = false;
}

/* --- the loop -------------------------------------------------------------------------------- */

static void copy(struct desk *desk)
{
    struct app *app = &desk->app;
    struct err err = ERR_INIT;
    if (!term_copy(desk->term, strbuf_text(&app->clip), app->clip.length, &err)) {
        char words[sizeof app->note];
        app_say(app, "%s", err_format(&err, words, sizeof words));
    }
    strbuf_clear(&app->clip);
}

/* Everything that was typed is understood before anything is drawn: whoever holds a key down sees
 * where he is, not where he was. False: an event has to be drawn first, and there may be more. */
static bool take_keys(struct desk *desk)
{
    struct key key;
    while (!desk->app.quit && term_next(desk->term, &key)) {
        app_key(&desk->app, key);
        if (desk->app.suspend) {
            desk->app.suspend = false;
            term_suspend(desk->term);
        }
        if (desk->app.redraw) {
            desk->app.redraw = false;
            desk->app.dirty = true;
            term_redraw(desk->term);
        }
        if (desk->app.clip.length > 0) {
            copy(desk);
        }
        if (key.code == KC_RESIZE || key.code == KC_RESUME) {
            return false; /* what follows may depend on the size */
        }
    }
    return true;
}

static void ask_for_more(struct desk *desk)
{
    if (frame_fits(desk->app.width, desk->app.height)) {
        app_ask_for_more(&desk->app);
    }
}

/* Keys that were not taken yet may lie in curses, where no poll sees them: then it only looks. */
static bool wait_for_something(struct desk *desk, bool all_taken, struct err *err)
{
    int wait = all_taken ? app_reading_wait(&desk->app) : 0;
    struct pollfd fds[TERM_POLL + 2];
    nfds_t count = TERM_POLL;
    term_poll(desk->term, fds);
    fds[count++] = (struct pollfd){.fd = worker_fd(desk->app.worker), .events = POLLIN};
    if (desk->app.chore) {
        fds[count++] = (struct pollfd){.fd = chore_fd(desk->app.chore), .events = POLLIN};
    }
    if (poll(fds, count, wait) < 0 && errno != EINTR && errno != EAGAIN) {
        return err_errno(err, ERR_IO, errno, _("cannot wait for the terminal"));
    }
    return true;
}

static bool loop(struct desk *desk, struct err *err)
{
    struct app *app = &desk->app;
    bool all_taken = true;
    while (!app->quit) {
        if (!fit_size(desk, err)) {
            return false;
        }
        if (app->dirty || app->moved) {
            show(desk);
        }
        ask_for_more(desk);
        if (!wait_for_something(desk, all_taken, err)) {
            return false;
        }
        all_taken = take_keys(desk);
        if (!app->quit) {
            app_take_messages(app);
            app_look_at_chore(app);
            app_look_at_reading(app);
        }
    }
    return true;
}

/* Whether right-to-left text is put in order here. */
static bool choose_bidi(const struct app *app, bool *bidi, struct err *err)
{
    const struct settings *settings = app->options->settings;
    *bidi = strcmp(settings->value[SETTING_BIDI], "program") == 0;
    if (!*bidi || bidi_available()) {
        return true;
    }
    err_set(err, ERR_REFUSED, _("this campane was built without what bidi = program needs"));
    err_todo(err, _("set bidi = terminal, or build it with GNU FriBidi"));
    return err_at(err, settings->origin[SETTING_BIDI], settings->place[SETTING_BIDI].line,
                  settings->place[SETTING_BIDI].column);
}

static bool run(struct desk *desk, struct err *err)
{
    struct app *app = &desk->app;
    const char *mouse = app->options->settings->value[SETTING_MOUSE];
    struct term_options options = {.mouse = app->options->mouse && strcmp(mouse, "no") != 0};
    if (!choose_bidi(app, &options.bidi, err)) {
        return false;
    }
    /* Reading begins while curses looks at the terminal. */
    if (!app_start(app, err)) {
        return false;
    }
    desk->term = term_start(&options, err);
    if (!desk->term) {
        return false;
    }
    app->flags |= term_flags(desk->term) | (options.bidi ? CANVAS_BIDI : 0u);
    if (!choose_palette(app, err)) {
        term_stop(desk->term);
        return false;
    }
    if (app->flags & CANVAS_ASCII && app->note[0] == '\0') {
        app_say(app, _("This terminal's locale is not UTF-8: only ASCII is drawn"));
    }
    bool ok = loop(desk, err);
    if (app->trouble.code != ERR_NONE && !app->worker && ok) {
        *err = app->trouble; /* it could not go on */
        ok = false;
    }
    term_stop(desk->term);
    return ok;
}

/* --- where it is drawn ----------------------------------------------------------------------- */

/* With --print standard output may be a file or a pipe for the ids: the screen is drawn on the
 * terminal itself then. Returns what standard output was, -1: it stays. */
static int draw_on_terminal(const struct app_options *options)
{
    if (!options->print || isatty(STDOUT_FILENO)) {
        return -1;
    }
    int terminal = open("/dev/tty", O_WRONLY | O_CLOEXEC);
    int before = terminal >= 0 ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3) : -1;
    if (before >= 0) {
        fflush(stdout);
        dup2(terminal, STDOUT_FILENO);
    }
    if (terminal >= 0) {
        close(terminal);
    }
    return before;
}

static void draw_no_more(int before)
{
    if (before >= 0) {
        fflush(stdout);
        dup2(before, STDOUT_FILENO);
        close(before);
    }
}

bool desk_run(const struct app_options *options, const struct app_views *views, struct err *err)
{
    struct desk *desk = mem_new(1, sizeof *desk);
    if (!desk) {
        return err_memory(err);
    }
    int output = draw_on_terminal(options);
    bool ok = app_begin(&desk->app, options, views, err) && run(desk, err);
    draw_no_more(output);
    app_print_marked(&desk->app, stdout);
    app_end(&desk->app);
    canvas_free(desk->canvas);
    mem_free(desk);
    return ok;
}
