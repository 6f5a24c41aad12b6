/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help, searched when asked to, and texts that are read and closed.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "text/fold.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"

enum { WHEEL_ROWS = 3 };

/* --- scrolling ------------------------------------------------------------------------------- */

static const struct help_line *seen_lines(const struct overlay *overlay)
{
    return overlay->found ? overlay->found : overlay->lines;
}

static size_t seen_count(const struct overlay *overlay)
{
    return overlay->found ? overlay->found_count : overlay->line_count;
}

static void help_overlay_draw(struct app *app, const struct area *all)
{
    struct hint hints[HINTS_MOST];
    struct overlay *overlay = &app->overlay;
    size_t count = overlay_hints(app, IN_HELP, NULL, hints);
    help_draw(all, overlay->title, seen_lines(overlay), seen_count(overlay), &overlay->scroll,
              hints, count);
}

static void scroll(struct app *app, long rows)
{
    struct overlay *overlay = &app->overlay;
    scroll_page(&overlay->scroll,
                help_rows(seen_lines(overlay), seen_count(overlay), app->width,
                          (app->flags & CANVAS_ASCII) != 0),
                help_page(app->height), rows);
}

/* --- searching ------------------------------------------------------------------------------- */

static void help_overlay_act(struct app *app, enum action action, struct key key);
static void search_draw(struct app *app, const struct area *all);
static void search_act(struct app *app, enum action action, struct key key);

static const struct overlay_ops help_ops = {IN_HELP, help_overlay_draw, help_overlay_act};
static const struct overlay_ops search_ops = {IN_INPUT, search_draw, search_act};

static void show_all(struct overlay *overlay)
{
    overlay->found = NULL;
    overlay->scroll = (struct scroll){0};
    input_set(&overlay->input, NULL);
}

static void begin_search(struct app *app)
{
    app->overlay.ops = &search_ops;
    app->overlay.line = LINE_HELP;
}

/* Lines with what is typed, without the headings. */
static void find(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct strbuf typed = STRBUF_INIT;
    fold_text(&typed, overlay->input.text, overlay->input.length);
    struct help_line *found =
        ARENA_ARRAY(overlay->arena, struct help_line, overlay->line_count + 1);
    overlay->found_count = 0;
    for (size_t i = 0; found && i < overlay->line_count; i++) {
        const struct help_line *line = &overlay->lines[i];
        if (line->keys && (fold_contains(line->words, strbuf_text(&typed)) ||
                           fold_contains(line->keys, strbuf_text(&typed)))) {
            found[overlay->found_count++] = *line;
        }
    }
    if (found && overlay->found_count == 0) {
        found[overlay->found_count++] = (struct help_line){"", _("Nothing here says that.")};
    }
    overlay->found = typed.length > 0 ? found : NULL;
    overlay->scroll = (struct scroll){0};
    strbuf_free(&typed);
}

static void search_draw(struct app *app, const struct area *all)
{
    struct overlay *overlay = &app->overlay;
    struct area row = area_in(all, 1, all->height - 1, all->width - 2, 1);
    help_draw(all, overlay->title, seen_lines(overlay), seen_count(overlay), &overlay->scroll, NULL,
              0);
    area_clear(&row);
    input_draw(&overlay->input, &row, 0, 0, row.width, "/");
}

static void search_act(struct app *app, enum action action, struct key key)
{
    if (action == ACTION_ACCEPT) {
        app->overlay.ops = &help_ops;
    } else if (action == ACTION_BACK) {
        show_all(&app->overlay);
        app->overlay.ops = &help_ops;
    } else if (action == ACTION_INPUT_UP || action == ACTION_INPUT_DOWN) {
        scroll(app, action == ACTION_INPUT_UP ? -1 : 1);
    } else if (overlay_edit(&app->overlay.input, action, key)) {
        find(app);
    }
}

/* --- keys ------------------------------------------------------------------------------------ */

static void help_overlay_act(struct app *app, enum action action, struct key key)
{
    long rows;
    if (overlay_rows(action, (long)help_page(app->height), &rows)) {
        scroll(app, rows);
    } else if (key.code == KC_WHEEL_UP || key.code == KC_WHEEL_DOWN) {
        scroll(app, key.code == KC_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
    } else if (action == ACTION_HELP_FIND) {
        begin_search(app);
    } else if (action == ACTION_BACK && app->overlay.found) {
        show_all(&app->overlay);
    } else if (action == ACTION_BACK || action == ACTION_LEAVE || action == ACTION_HELP ||
               key.code == KC_ENTER) {
        overlay_close(app);
    }
}

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

/* What only leads elsewhere. */
static bool is_moving(enum action id)
{
    return id <= ACTION_LAST || (id >= ACTION_NEXT_TAB && id <= ACTION_TAB_IMPORTS);
}

/* Actions that move, or the others, with their keys; what has none is found by its name. */
static void add_actions(struct app *app, const enum action *ids, size_t count, bool moving)
{
    for (size_t i = 0; i < count; i++) {
        char buffer[KEYMAP_KEYS_SIZE];
        const struct action_info *info = action_info(ids[i]);
        if (is_moving(ids[i]) != moving) {
            continue;
        }
        if (!keymap_keys(&app->keys, ids[i], false, buffer)[0]) {
            snprintf(buffer, sizeof buffer, ":%s", info->name);
        }
        const char *kept = arena_strdup(app->overlay.arena, buffer);
        add_line(&app->overlay, kept ? kept : "", _(info->help));
    }
}

/* explain may be NULL: why_not says what stands there instead; NULL: no figure is explained. */
static void fill(struct app *app, const struct explain *explain, const char *why_not)
{
    struct overlay *overlay = &app->overlay;
    enum action ids[ACTION_COUNT];
    struct action_set hidden;
    app_hidden(app, &hidden);
    size_t count = keymap_help(app_front(app)->ops->where, &hidden, ids);
    size_t room = count + (explain ? explain->count : 0) + 12;
    overlay->line_count = 0;
    overlay->found = NULL;
    overlay->lines = ARENA_ARRAY(overlay->arena, struct help_line, room);
    if (!overlay->lines) {
        return;
    }
    if (explain || why_not) {
        add_figure(overlay, explain, why_not);
    }
    add_actions(app, ids, count, false);
    add_line(overlay, NULL, NULL);
    add_line(overlay, NULL, _("Moving about"));
    add_actions(app, ids, count, true);
    add_line(overlay, NULL, NULL);
    if (app->flags & CANVAS_ASCII) {
        add_line(overlay, "<3fa1c>",
                 _("A word in letters that ASCII does not have, by five digits "
                   "of its own: E gives an alias, a UTF-8 locale shows it."));
    }
    if (app->options->mouse) {
        add_line(overlay, "", _("Hold Shift while dragging to select text with the mouse."));
    }
}

static bool is_help(const struct overlay *overlay)
{
    return overlay->ops == &help_ops || overlay->ops == &search_ops;
}

void overlay_look_up(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct load *load = app_front(app)->load;
    if (is_help(overlay) && overlay->explaining && app->worker && load) {
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
    if (!is_help(overlay) || !overlay->explaining) {
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
    if (overlay->input.length > 0) {
        find(app);
    }
    app->dirty = true;
}
