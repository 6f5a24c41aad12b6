/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app_private.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

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
    /* The worker gives up what it was doing: nothing of that will come any more. */
    for (size_t i = 0; i < app->tab_count; i++) {
        forget_pending(&app->tabs[i]);
    }
    forget_pending(&app->detail);
    target->pending = load;
    target->stale = true;
    worker_load(app->worker, load);
}

/* --- what comes ------------------------------------------------------------------------------ */

bool app_take_part(struct app *app, struct load *load, int part, const void *result)
{
    struct screen *target = app_target(app);
    if (target->pending != load || part < 0 || part >= SCREEN_PARTS) {
        return false;
    }
    app->empty = load->shown == app->views.first;
    take_part(app->empty ? &app->first : target, load, part, result);
    if (app->empty && overlay_is_search(app)) {
        overlay_close(app);
    }
    app->dirty = true;
    return true;
}

void app_take_answer(struct app *app, const struct worker_message *message)
{
    struct screen *front = app_front(app);
    bool wanted =
        front->load == message->load && memcmp(&front->ask, &message->ask, sizeof front->ask) == 0;
    if (!wanted || !message->result || !front->ops->answer) {
        return;
    }
    struct load *before = front->answered;
    front->answered = load_hold(message->load);
    front->ops->answer(front->state, &message->ask, message->result);
    load_drop(before);
    app->dirty = true;
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
    app->dirty = true;
    err_clear(&app->trouble); /* what is still wrong will be told again */
    if (app_target(app)->stale) {
        app_load(app);
    }
}

void app_open_tab(struct app *app, int number)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        if (app->tabs[i].ops->tab == number) {
            screen_stop(&app->detail);
            app->current = i;
            show_target(app);
            return;
        }
    }
}

void app_choose(struct app *app, enum key_where where, const int64_t *numbers, size_t count)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        struct screen *tab = &app->tabs[i];
        if (tab->ops->choose && tab->ops->where == where) {
            tab->ops->choose(tab->state, numbers, count);
            memset(&tab->ask, 0, sizeof tab->ask);
            app_open_tab(app, tab->ops->tab);
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
