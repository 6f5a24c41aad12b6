/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help, and texts that are read and closed.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"

enum { WHEEL_ROWS = 3 };

/* --- scrolling ------------------------------------------------------------------------------- */

static void help_overlay_draw(struct app *app, const struct area *all)
{
    struct hint hints[ACTION_COUNT];
    struct overlay *overlay = &app->overlay;
    /* One way out is enough to be told. */
    static const struct action_set hidden = {.has = {[ACTION_LEAVE] = true, [ACTION_HELP] = true}};
    size_t count = overlay_hints(app, IN_HELP, &hidden, hints);
    help_draw(all, overlay->title, overlay->lines, overlay->line_count, &overlay->scroll, hints,
              count);
}

static void scroll(struct app *app, long rows)
{
    struct overlay *overlay = &app->overlay;
    scroll_page(&overlay->scroll, help_rows(overlay->lines, overlay->line_count, app->width),
                help_page(app->height), rows);
}

static void help_overlay_act(struct app *app, enum action action, struct key key)
{
    long rows;
    if (overlay_rows(action, (long)help_page(app->height), &rows)) {
        scroll(app, rows);
    } else if (key.code == KC_WHEEL_UP || key.code == KC_WHEEL_DOWN) {
        scroll(app, key.code == KC_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
    } else if (action == ACTION_BACK || action == ACTION_LEAVE || action == ACTION_HELP ||
               key.code == KC_ENTER) {
        overlay_close(app);
    }
}

static const struct overlay_ops help_ops = {IN_HELP, help_overlay_draw, help_overlay_act};

/* --- texts ----------------------------------------------------------------------------------- */

void overlay_text(struct app *app, const char *title, const char *const *lines, size_t count)
{
    struct overlay *overlay = &app->overlay;
    if (!overlay_begin(app, &help_ops)) {
        return;
    }
    overlay->title = title;
    overlay->lines = ARENA_ARRAY(overlay->arena, struct help_line, count + 1);
    for (size_t i = 0; overlay->lines && i < count; i++) {
        const char *words = arena_strdup(overlay->arena, lines[i]);
        if (words) {
            overlay->lines[overlay->line_count++] = (struct help_line){"", words};
        }
    }
}

/* --- help ------------------------------------------------------------------------------------ */

static void add_line(struct overlay *overlay, const char *keys, const char *words)
{
    overlay->lines[overlay->line_count++] = (struct help_line){keys, words};
}

/* The explanation, or the word that it is being looked up; then a heading for the keys. */
static void add_figure(struct overlay *overlay, const struct explain *explain, const char *why_not)
{
    if (!explain) {
        add_line(overlay, "", why_not);
    } else {
        add_line(overlay, NULL, explain->title);
        for (size_t i = 0; i < explain->count; i++) {
            const char *label = explain->lines[i].label;
            add_line(overlay, label ? label : "", explain->lines[i].text);
        }
    }
    add_line(overlay, NULL, NULL);
    add_line(overlay, NULL, _("Keys"));
}

/* explain may be NULL: why_not says what stands there instead; NULL: no figure is explained. */
static void fill(struct app *app, const struct explain *explain, const char *why_not)
{
    struct overlay *overlay = &app->overlay;
    enum action ids[ACTION_COUNT];
    struct action_set hidden;
    app_hidden(app, &hidden);
    size_t count = keymap_help(app_front(app)->ops->where, &hidden, ids);
    size_t room = count + (explain ? explain->count : 0) + 8;
    overlay->line_count = 0;
    overlay->lines = ARENA_ARRAY(overlay->arena, struct help_line, room);
    if (!overlay->lines) {
        return;
    }
    if (explain || why_not) {
        add_figure(overlay, explain, why_not);
    }
    for (size_t i = 0; i < count; i++) {
        char buffer[KEYMAP_KEYS_SIZE];
        const char *keys = keymap_keys(&app->keys, ids[i], false, buffer);
        const char *kept = arena_strdup(overlay->arena, keys);
        add_line(overlay, kept ? kept : "", _(action_info(ids[i])->help));
    }
    add_line(overlay, NULL, NULL);
    if (app->options->mouse) {
        add_line(overlay, "", _("Hold Shift while dragging to select text with the mouse."));
    }
}

void overlay_look_up(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct load *load = app_front(app)->load;
    if (overlay->ops == &help_ops && overlay->explaining && app->worker && load) {
        worker_explain(app->worker, load, overlay->number, overlay->column);
    }
}

void overlay_help(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct screen *front = app_front(app);
    int64_t number = 0;
    const char *column = NULL;
    bool figure =
        front->load && front->ops->point && front->ops->point(front->state, &number, &column);
    if (!overlay_begin(app, &help_ops)) {
        return;
    }
    overlay->title = _(front->ops->title);
    overlay->number = number;
    overlay->column = figure ? arena_strdup(overlay->arena, column) : NULL;
    overlay->explaining = overlay->column != NULL;
    fill(app, NULL, overlay->explaining ? _("looking up where this figure comes from …") : NULL);
    overlay_look_up(app);
}

void overlay_explained(struct app *app, struct load *load, const struct explain *explain,
                       const struct err *err)
{
    struct overlay *overlay = &app->overlay;
    if (overlay->ops != &help_ops || !overlay->explaining) {
        return;
    }
    char words[1024];
    const char *why_not = NULL;
    overlay->explaining = false;
    overlay->load = load_hold(load);              /* the lines point into it */
    if (!explain && err->code != ERR_NOT_FOUND) { /* NOT_FOUND: nothing to be explained */
        why_not = arena_strdup(overlay->arena, err_format(err, words, sizeof words));
    }
    fill(app, explain, why_not);
    app->dirty = true;
}
