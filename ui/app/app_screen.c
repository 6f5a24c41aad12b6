/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app_private.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "report/find.h"
#include "ui/app/saved_view.h"

/* --- one screen ------------------------------------------------------------------------------ */

bool screen_start(struct screen *screen, const struct view_ops *ops, int64_t number,
                  struct err *err)
{
    memset(screen, 0, sizeof *screen);
    screen->state = mem_new(1, ops->state_size ? ops->state_size : 1);
    if (!screen->state) {
        return err_memory(err);
    }
    screen->ops = ops;
    screen->number = number;
    screen->stale = true;
    screen->offered = !ops->offered;
    if (ops->start) {
        ops->start(screen->state, number);
    }
    return true;
}

void screen_stop(struct screen *screen)
{
    if (screen->ops && screen->ops->stop) {
        screen->ops->stop(screen->state);
    }
    for (size_t i = 0; i < SCREEN_PARTS; i++) {
        load_drop(screen->part[i]);
    }
    load_drop(screen->answered);
    load_drop(screen->pending);
    mem_free(screen->state);
    memset(screen, 0, sizeof *screen);
}

/* What was there before stays alive until the view has taken what is new. */
static void take_part(struct screen *screen, struct load *load, int part, const void *result)
{
    struct load *before = screen->part[part];
    screen->part[part] = load_hold(load);
    if (screen->load != load) {
        screen->load = load;
        memset(&screen->ask, 0, sizeof screen->ask);
    }
    screen->ops->take(screen->state, part, result);
    load_drop(before);
}

/* --- which screen ---------------------------------------------------------------------------- */

struct screen *app_target(struct app *app)
{
    return app->detail.ops ? &app->detail : &app->tabs[app->current];
}

struct screen *app_front(struct app *app)
{
    return app->empty ? &app->first : app_target(app);
}

static void forget_pending(struct screen *screen)
{
    load_drop(screen->pending);
    screen->pending = NULL;
}

void app_forget_pending(struct app *app)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        forget_pending(&app->tabs[i]);
    }
    forget_pending(&app->detail);
}

void app_load(struct app *app)
{
    struct screen *target = app_target(app);
    if (!app->worker) {
        return;
    }
    struct err err = ERR_INIT;
    struct load *load = load_new(target->ops, target->number, &app->request, &err);
    if (!load) {
        app->trouble = err;
        app->dirty = true;
        return;
    }
    load->sets = app->sets;
    load->layout = app_layout_of(app, target);
    /* The worker gives up what it was doing: nothing of that will come any more. */
    app_forget_pending(app);
    target->pending = load;
    target->stale = true;
    app->asking = NULL;
    worker_load(app->worker, load);
    app_reading_begins(app);
}

/* --- what comes ------------------------------------------------------------------------------ */

bool app_take_part(struct app *app, struct load *load, int part, const void *result)
{
    struct screen *target = app_target(app);
    if (target->pending != load || part < 0 || part >= SCREEN_PARTS) {
        return false;
    }
    app->empty = load->shown == app->views.first;
    for (size_t i = 0; load->has_scope && i < app->tab_count; i++) {
        const struct view_ops *view = app->tabs[i].ops;
        app->tabs[i].offered = !view->offered || view->offered(&load->scope);
    }
    take_part(app->empty ? &app->first : target, load, part, result);
    if (!app->empty && target->unsure) {
        saved_view_look(app, target);
    }
    if (app->empty && overlay_is_search(app)) {
        overlay_close(app);
    }
    app->dirty = true;
    return true;
}

/* Nobody shall wait for an answer that never comes. */
static void take_trouble(struct app *app, const struct err *err)
{
    if (err->code != ERR_NONE || app->unanswered) {
        app->trouble = *err;
        app->unanswered = err->code != ERR_NONE;
        app->dirty = true;
    }
}

void app_take_answer(struct app *app, const struct worker_message *message)
{
    struct screen *front = app_front(app);
    bool wanted =
        front->load == message->load && memcmp(&front->ask, &message->ask, sizeof front->ask) == 0;
    app->asking = wanted ? NULL : app->asking;
    if (wanted) {
        take_trouble(app, &message->err);
    }
    if (!wanted || !message->result || !front->ops->answer) {
        return;
    }
    struct load *before = front->answered;
    front->answered = load_hold(message->load);
    front->ops->answer(front->state, &message->ask, message->result);
    load_drop(before);
    app->moved = true; /* a table that changes by it is shown anew, or gets sparklines */
}

bool app_wants(struct app *app, struct view_ask *ask)
{
    struct screen *front = app_front(app);
    memset(ask, 0, sizeof *ask);
    if (!front->load || !front->ops->ask || !front->ops->read) {
        return false;
    }
    struct view_context context = app_context(app, front);
    front->ops->ask(front->state, &context, ask);
    if (ask->what == 0 || memcmp(ask, &front->ask, sizeof *ask) == 0) {
        return false;
    }
    front->ask = *ask;
    return true;
}

static void take_end(struct app *app, const struct worker_message *message)
{
    struct screen *target = app_target(app);
    if (message->load && target->pending != message->load) {
        return;
    }
    bool done = message->kind == WORKER_DONE;
    app->trouble = message->err;
    app->unanswered = false;
    app->dirty = true;
    if (done) {
        target->stale = false;
        app->changed = message->changed;
    }
    forget_pending(target);
    overlay_look_up(app);
}

void app_take_messages(struct app *app)
{
    struct worker_message *message;
    while (app->worker && (message = worker_take(app->worker))) {
        switch (message->kind) {
        case WORKER_PART:
            app_take_part(app, message->load, message->part, message->result);
            break;
        case WORKER_DONE:
        case WORKER_FAILED:
            take_end(app, message);
            break;
        case WORKER_ANSWER:
            app_take_answer(app, message);
            break;
        case WORKER_EXPLAINED:
            overlay_explained(app, message->load, message->result, &message->err);
            break;
        case WORKER_CHANGED:
            app_reload(app);
            break;
        }
        worker_message_free(message);
    }
}

/* --- going about ----------------------------------------------------------------------------- */

static void show_target(struct app *app)
{
    if (app->asking) { /* its answer would find another view in front: it will ask again */
        memset(&app->asking->ask, 0, sizeof app->asking->ask);
        app->asking = NULL;
    }
    app->dirty = true;
    err_clear(&app->trouble); /* what is still wrong will be told again */
    app->unanswered = false;
    if (app_target(app)->stale) {
        app_load(app);
    }
}

void app_open_screen(struct app *app, size_t i)
{
    screen_stop(&app->detail);
    app->current = i;
    show_target(app);
}

static bool is_page_of(const struct screen *screen, int number)
{
    return screen->offered && screen->ops->tab == number;
}

void app_open_tab(struct app *app, int number)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        if (is_page_of(&app->tabs[i], number)) {
            app_open_screen(app, i);
            return;
        }
    }
}

bool app_has_tab(const struct app *app, int number)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        if (is_page_of(&app->tabs[i], number)) {
            return true;
        }
    }
    return false;
}

bool app_has_pages(struct app *app)
{
    size_t pages = 0;
    for (size_t i = 0; i < app->tab_count; i++) {
        pages += is_page_of(&app->tabs[i], app->tabs[app->current].ops->tab);
    }
    return pages > 1 && app_front(app) == &app->tabs[app->current];
}

/* The first page of the tab of screen i. */
static size_t first_page(const struct app *app, size_t i)
{
    while (i > 0 && app->tabs[i - 1].ops->tab == app->tabs[i].ops->tab) {
        i--;
    }
    while (!app->tabs[i].offered) {
        i++; /* a tab that is offered has such a page */
    }
    return i;
}

size_t app_beside(struct app *app, bool forward)
{
    bool pages = app_has_pages(app);
    int here = app->tabs[app->current].ops->tab;
    size_t i = app->current;
    do {
        i = (i + (forward ? 1 : app->tab_count - 1)) % app->tab_count;
    } while (i != app->current &&
             (!app->tabs[i].offered || (app->tabs[i].ops->tab == here) != pages));
    return pages || i == app->current ? i : first_page(app, i);
}

void app_choose(struct app *app, enum key_where where, const int64_t *numbers, size_t count)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        struct screen *tab = &app->tabs[i];
        if (tab->ops->choose && tab->ops->where == where) {
            tab->ops->choose(tab->state, numbers, count);
            memset(&tab->ask, 0, sizeof tab->ask);
            app_open_screen(app, i);
            return;
        }
    }
}

void app_open_campaign(struct app *app, int64_t number)
{
    struct err err = ERR_INIT;
    struct screen detail;
    if (!screen_start(&detail, app->views.detail, number, &err)) {
        app->trouble = err;
        return;
    }
    screen_stop(&app->detail);
    app->detail = detail;
    show_target(app);
}

void app_close_campaign(struct app *app)
{
    screen_stop(&app->detail);
    show_target(app);
}

bool app_find_campaign(const struct app *app, const char *text, int64_t *number, struct err *err)
{
    if (!text || !*text) {
        return err_set(err, ERR_USAGE, _("which campaign? Name it behind detail"));
    }
    struct store_options options = {
        .path = app->session.path, .read_only = true, .clock = app->session.clock};
    struct store *store = store_open(&options, err);
    bool ok = store && find_campaign(store, text, number, err);
    store_close(store);
    if (!ok && store && err && err->code == ERR_NOT_FOUND) {
        err->code = ERR_USAGE;
    }
    return ok;
}
