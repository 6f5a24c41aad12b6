/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/overlay.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/app/app_private.h"
#include "ui/widgets/dialog.h"

void overlay_close(struct app *app)
{
    load_drop(app->overlay.load);
    arena_free(app->overlay.arena);
    memset(&app->overlay, 0, sizeof app->overlay);
    app->dirty = true;
}

bool overlay_begin(struct app *app, const struct overlay_ops *ops)
{
    struct arena *arena = arena_new();
    overlay_close(app);
    if (!arena) {
        app_say(app, "%s", _("out of memory"));
        return false;
    }
    app->overlay.arena = arena;
    app->overlay.ops = ops;
    return true;
}

/* --- a question ------------------------------------------------------------------------------ */

static void question_draw(struct app *app, const struct area *all)
{
    struct hint hints[HINTS_MOST];
    static const struct action_set hidden = {.has = {[ACTION_BACK] = true}};
    size_t count = overlay_hints(app, IN_QUESTION, &hidden, hints);
    dialog_message(all, _("Sure?"), app->overlay.words, hints, count);
}

static void question_act(struct app *app, enum action action, struct key key)
{
    (void)key;
    if (action == ACTION_YES) {
        int64_t number = app->overlay.number;
        enum chore_kind deed = app->overlay.deed;
        overlay_close(app);
        app_begin_chore(app, deed, NULL, number);
    } else if (action == ACTION_NO || action == ACTION_BACK || action == ACTION_LEAVE) {
        overlay_close(app);
    }
}

void overlay_question(struct app *app, const char *words, enum chore_kind deed, int64_t number)
{
    static const struct overlay_ops ops = {IN_QUESTION, question_draw, question_act};
    if (!overlay_begin(app, &ops)) {
        return;
    }
    app->overlay.number = number;
    app->overlay.deed = deed;
    app->overlay.words = arena_strdup(app->overlay.arena, words);
    if (!app->overlay.words) {
        overlay_close(app);
    }
}
