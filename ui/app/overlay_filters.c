/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filters and whole views with a name: choose one, keep what is in force under a name, take one
 * away.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "config/filters.h"
#include "ui/app/app_private.h"
#include "ui/app/saved_view.h"

/* What the items mean that keep something: these and no other texts, whatever a line says. */
static const char *const keep_filter = NULL;
static const char keep_view[] = "[";

static bool keeps(const char *choice)
{
    return choice == keep_filter || choice == keep_view;
}

static void say_err(struct app *app, const struct err *err)
{
    char words[sizeof app->note];
    app_say(app, "%s", err_format(err, words, sizeof words));
}

static void take(struct app *app, const char *filter)
{
    struct err err = ERR_INIT;
    if (saved_view_is(filter)) {
        if (saved_view_open(app, filter, &err)) {
            overlay_remember(app);
        } else {
            say_err(app, &err);
        }
        return;
    }
    struct arena *scratch = arena_new();
    if (!scratch || !query_parse(scratch, filter, &err)) {
        say_err(app, &err);
    } else if (app_set_where(app, filter)) {
        overlay_remember(app);
        app_reload(app);
    }
    arena_free(scratch);
}

/* Where something is to be kept the line for its name follows. */
void overlay_filter_chosen(struct app *app, const char *filter)
{
    if (!keeps(filter)) {
        char *kept = app->overlay.arena ? arena_strdup(app->frame, filter) : NULL;
        overlay_close(app);
        if (kept) {
            take(app, kept);
        }
        return;
    }
    /* A filter that looks like the beginning of a view has to be kept as one. */
    bool whole = filter != keep_filter || !app->where || saved_view_is(app->where);
    if (overlay_begin_line(app, LINE_FILTER_NAME,
                           whole ? _("Keep this view under the name")
                                 : _("Keep this filter under the name"),
                           app->where)) {
        const char *text = whole ? saved_view_spell(app, app->overlay.arena) : app->where;
        app->overlay.words = app->overlay.typed = text;
    }
}

/* A name that is taken is given to something else only when that was asked for a second time. */
static bool may_keep(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    const char *name = overlay->input.text;
    if (strcmp(overlay->confirmed, name) == 0) {
        return true;
    }
    const struct filters *filters =
        filters_load(overlay->arena, app->options->filters_path, &overlay->mistake);
    for (size_t i = 0; filters && i < filters->count; i++) {
        if (strcmp(filters->lines[i].name, name) == 0) {
            snprintf(overlay->confirmed, sizeof overlay->confirmed, "%s", name);
            err_set(&overlay->mistake, ERR_USAGE, _("this name is taken"));
            char key[KEYMAP_KEYS_SIZE];
            return err_todo(&overlay->mistake, _("%s once more replaces what it stands for"),
                            keymap_keys(&app->keys, ACTION_ACCEPT, true, key));
        }
    }
    return filters != NULL;
}

void overlay_filter_named(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    if (overlay->typed && may_keep(app) &&
        filters_save(overlay->arena, app->options->filters_path, overlay->input.text,
                     overlay->typed, &overlay->mistake)) {
        const char *name = arena_strdup(app->frame, overlay->input.text);
        overlay_close(app);
        app_say(app, _("kept as \"%s\""), name ? name : "");
    }
}

bool overlay_filter_may_drop(const struct app *app)
{
    const struct overlay *overlay = &app->overlay;
    return overlay->picker.count > 0 && !keeps(overlay->choices[overlay->picker.scroll.selected]) &&
           !app->options->read_only;
}

void overlay_filter_drop(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    size_t selected = overlay->picker.scroll.selected;
    struct err err = ERR_INIT;
    if (!overlay_filter_may_drop(app)) {
        return;
    }
    const char *name = arena_strdup(app->frame, overlay->picker.items[selected].label);
    if (name && strcmp(overlay->confirmed, name) != 0) {
        char keys[KEYMAP_KEYS_SIZE];
        snprintf(overlay->confirmed, sizeof overlay->confirmed, "%s", name);
        app_say(app, _("%s once more takes \"%s\" away for good"),
                keymap_keys(&app->keys, ACTION_FILTER_DROP, true, keys), name);
        return;
    }
    bool done = name && filters_save(overlay->arena, app->options->filters_path, name, NULL, &err);
    overlay_close(app);
    if (done) {
        overlay_filters(app);
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
    bool ascii = (app->flags & CANVAS_ASCII) != 0;
    struct arena *arena = arena_new();
    const struct filters *filters = arena && app->options->filters_path
                                        ? filters_load(arena, app->options->filters_path, &err)
                                        : NULL;
    if (!filters) {
        say_err(app, &err);
        arena_free(arena);
        return;
    }
    if (filters->count == 0 && app->options->read_only) {
        app_say(app, "%s", _("no filter and no view has a name yet"));
        arena_free(arena);
        return;
    }
    struct picker_item *items =
        overlay_begin_list(app, LIST_FILTERS, _("Filters and views"), filters->count + 2);
    for (size_t i = 0; items && i < filters->count; i++) {
        const char *name = arena_strdup(app->overlay.arena, filters->lines[i].name);
        const char *filter = arena_strdup(app->overlay.arena, filters->lines[i].filter);
        if (name && filter) {
            overlay_add_item(&app->overlay, items, filter, name, filter,
                             app->where && strcmp(app->where, filter) == 0);
        }
    }
    if (items && app->where && !app->options->read_only) {
        overlay_add_item(&app->overlay, items, NULL,
                         ascii ? _("keep the filter in force ...")
                               : _("keep the filter in force …"),
                         NULL, false);
    }
    if (items && !app->detail.ops && !app->options->read_only) {
        overlay_add_item(&app->overlay, items, keep_view,
                         ascii ? _("keep this view ...") : _("keep this view …"),
                         _("its filter, order, columns, period, base and benchmark"), false);
    }
    arena_free(arena);
}
