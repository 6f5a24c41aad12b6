/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filters with a name: choose one, keep the one in force under a name, take one away.
 */
#include <string.h>

#include "base/i18n.h"
#include "config/filters.h"
#include "ui/app/app_private.h"

static void say_err(struct app *app, const struct err *err)
{
    char words[sizeof app->note];
    app_say(app, "%s", err_format(err, words, sizeof words));
}

static void take(struct app *app, const char *filter)
{
    struct err err = ERR_INIT;
    struct arena *scratch = arena_new();
    if (!scratch || !query_parse(scratch, filter, &err)) {
        say_err(app, &err);
    } else if (app_set_where(app, filter)) {
        app_reload(app);
    }
    arena_free(scratch);
}

/* Without an id the line for a name follows. */
void overlay_filter_chosen(struct app *app, const char *filter)
{
    if (filter) {
        char *kept = app->overlay.arena ? arena_strdup(app->frame, filter) : NULL;
        overlay_close(app);
        if (kept) {
            take(app, kept);
        }
        return;
    }
    overlay_begin_line(app, LINE_FILTER_NAME, _("Keep this filter"), app->where);
}

void overlay_filter_named(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    if (filters_save(overlay->arena, app->options->filters_path, overlay->input.text, app->where,
                     &overlay->mistake)) {
        const char *name = arena_strdup(app->frame, overlay->input.text);
        overlay_close(app);
        app_say(app, _("kept as \"%s\""), name ? name : "");
    }
}

void overlay_filter_drop(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    size_t selected = overlay->picker.scroll.selected;
    struct err err = ERR_INIT;
    if (overlay->picker.count == 0 || !overlay->choices[selected] || app->options->read_only) {
        return;
    }
    const char *name = arena_strdup(app->frame, overlay->picker.items[selected].label);
    bool done = name && filters_save(overlay->arena, app->options->filters_path, name, NULL, &err);
    overlay_close(app);
    if (done && app->where) {
        overlay_filters(app); /* there is one to keep still */
    }
    if (done) {
        app_say(app, _("\"%s\" is taken away"), name);
    } else {
        say_err(app, &err);
    }
}

void overlay_filters(struct app *app)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct filters *filters = arena && app->options->filters_path
                                        ? filters_load(arena, app->options->filters_path, &err)
                                        : NULL;
    if (!filters) {
        say_err(app, &err);
        arena_free(arena);
        return;
    }
    if (filters->count == 0 && (!app->where || app->options->read_only)) {
        app_say(app, "%s", _("no filter has a name yet: filter with /, then keep it here"));
        arena_free(arena);
        return;
    }
    struct picker_item *items =
        overlay_begin_list(app, LIST_FILTERS, _("Filters"), filters->count + 1);
    for (size_t i = 0; items && i < filters->count; i++) {
        const char *name = arena_strdup(app->overlay.arena, filters->lines[i].name);
        const char *filter = arena_strdup(app->overlay.arena, filters->lines[i].filter);
        if (name && filter) {
            overlay_add_item(&app->overlay, items, filter, name, filter,
                             app->where && strcmp(app->where, filter) == 0);
        }
    }
    if (items && app->where && !app->options->read_only) {
        overlay_add_item(&app->overlay, items, NULL, _("keep the one in force ..."), NULL, false);
    }
    arena_free(arena);
}
