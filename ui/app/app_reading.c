/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is seen of reading that takes its time: that it goes on, and how it is stopped. Keys are
 * answered all the while, since the worker reads.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "ui/app/app_private.h"

/* Sooner nobody waits for it; a word that comes and goes costs more than it says. */
#define SEEN_AFTER_MS 50

static bool is_reading(struct app *app)
{
    return app->worker && (app_target(app)->pending || app->asking);
}

void app_reading_begins(struct app *app)
{
    app->reading_since = clock_ticks();
    app_front(app)->stopped = app_target(app)->stopped = false;
}

void app_ask_for_more(struct app *app)
{
    struct view_ask ask;
    if (app->worker && app_wants(app, &ask)) {
        worker_ask(app->worker, app_front(app)->load, &ask);
        app->asking = app_front(app);
        app_reading_begins(app);
    }
}

void app_look_at_reading(struct app *app)
{
    bool seen = is_reading(app) && clock_ticks() - app->reading_since >= SEEN_AFTER_MS;
    if (seen != app->reading_seen) {
        app->reading_seen = seen;
        app->dirty = true;
    }
}

int app_reading_wait(struct app *app)
{
    if (app->reading_seen || !is_reading(app)) {
        return -1;
    }
    int64_t rest = app->reading_since + SEEN_AFTER_MS - clock_ticks();
    return rest < 0 ? 0 : rest > SEEN_AFTER_MS ? SEEN_AFTER_MS : (int)rest;
}

const char *app_reading_words(struct app *app)
{
    char key[KEYMAP_KEYS_SIZE];
    return app->reading_seen ? arena_printf(app->frame, _("computing, %s stops"),
                                            keymap_keys(&app->keys, ACTION_BACK, true, key))
                             : NULL;
}

const char *app_stopped_words(struct app *app)
{
    char key[KEYMAP_KEYS_SIZE];
    const struct screen *front = app_front(app);
    return front->stopped && !front->load
               ? arena_printf(app->frame, _("Stopped: nothing was read. %s reads it."),
                              keymap_keys(&app->keys, ACTION_REFRESH, true, key))
               : NULL;
}

bool app_stop_reading(struct app *app)
{
    char key[KEYMAP_KEYS_SIZE];
    if (!app->reading_seen) {
        return false;
    }
    worker_stop(app->worker);
    app_forget_pending(app);
    app->asking = NULL;
    app->reading_seen = false;
    app_front(app)->stopped = app_target(app)->stopped = true;
    app_say(app, _("Stopped. What is seen may be older, or a part; %s reads it again."),
            keymap_keys(&app->keys, ACTION_REFRESH, true, key));
    app->dirty = true;
    return true;
}
