/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was seen of a file that somebody wants to import: one key takes it in, another goes back to
 * its name.
 */
#include "base/i18n.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"

enum { WHEEL_ROWS = 3 };

static void peek_draw(struct app *app, const struct area *all)
{
    struct hint hints[HINTS_MOST];
    struct overlay *overlay = &app->overlay;
    size_t count = overlay_hints(app, IN_PEEK, NULL, hints);
    help_draw(all, overlay->title, overlay->lines, overlay->line_count, &overlay->scroll, hints,
              count);
}

static void scroll(struct app *app, long rows)
{
    struct overlay *overlay = &app->overlay;
    scroll_page(&overlay->scroll,
                help_rows(overlay->lines, overlay->line_count, app->width,
                          (app->flags & CANVAS_ASCII) != 0),
                help_page(app->height), rows);
}

/* With a copy of the path: the overlay that holds it goes first. */
static void leave(struct app *app, bool start)
{
    struct strbuf path = STRBUF_INIT;
    strbuf_puts(&path, app->overlay.path);
    overlay_close(app);
    if (path.failed) {
        app_say(app, "%s", _("out of memory"));
    } else if (start) {
        app_begin_chore(app, CHORE_IMPORT, strbuf_text(&path), 0);
    } else {
        overlay_file_again(app, strbuf_text(&path));
    }
    strbuf_free(&path);
}

static void peek_act(struct app *app, enum action action, struct key key)
{
    long rows;
    if (overlay_rows(action, (long)help_page(app->height), &rows)) {
        scroll(app, rows);
    } else if (key.code == KC_WHEEL_UP || key.code == KC_WHEEL_DOWN) {
        scroll(app, key.code == KC_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
    } else if (action == ACTION_TAKE_IN || action == ACTION_BACK || action == ACTION_LEAVE) {
        leave(app, action == ACTION_TAKE_IN);
    }
}

void overlay_peek(struct app *app, const char *path, const struct peeked_line *lines, size_t count)
{
    static const struct overlay_ops ops = {IN_PEEK, peek_draw, peek_act};
    struct overlay *overlay = &app->overlay;
    if (!overlay_begin(app, &ops)) {
        return;
    }
    overlay->title = _("Import this file?");
    overlay->path = arena_strdup(overlay->arena, path);
    overlay->lines = ARENA_ARRAY(overlay->arena, struct help_line, count + 1);
    if (!overlay->path || !overlay->lines) {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *text = arena_strdup(overlay->arena, lines[i].text);
        overlay->lines[overlay->line_count++] =
            (struct help_line){lines[i].label, text ? text : ""};
    }
}
