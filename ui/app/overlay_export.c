/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is seen as a file, or to the clipboard: first as what, then where to.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "export/screen.h"
#include "ui/app/app_private.h"
#include "ui/app/file_name.h"
#include "ui/canvas/write.h"

/* In the order of the list. */
enum how { HOW_TABLES, HOW_PICTURE, HOW_COPY };
static const struct {
    const char *id, *label, *detail;
    enum how how;
    enum export_format format;
} kinds[] = {
    {"csv", "CSV", N_("for spreadsheets"), HOW_TABLES, EXPORT_CSV},
    {"json", "JSON", N_("for scripts"), HOW_TABLES, EXPORT_JSON},
    {"md", "Markdown", N_("for documents and chats"), HOW_TABLES, EXPORT_MD},
    {"html", "HTML", N_("a page for the browser"), HOW_TABLES, EXPORT_HTML},
    {"txt", N_("Text"), N_("columns, for mail"), HOW_TABLES, EXPORT_TEXT},
    {"svg", "SVG", N_("a picture of this screen"), HOW_PICTURE, EXPORT_TEXT},
    {"copy", N_("Clipboard"), N_("the table, with tabs"), HOW_COPY, EXPORT_TEXT},
};

/* --- writing --------------------------------------------------------------------------------- */

/* *marked gets how many rows were written because they are marked; 0: all. */
static bool write_tables(struct app *app, struct sink *sink, enum export_format format,
                         size_t *marked, struct err *err)
{
    struct screen *front = app_front(app);
    const struct table *tables[VIEW_TABLES_MAX];
    struct arena *arena = arena_new();
    struct scope scope = front->load->scope;
    const char *about = front->ops->about ? front->ops->about(front->state) : NULL;
    struct export_screen screen = {.view = front->ops->name,
                                   .title = about ? about : _(front->ops->title),
                                   .scope = &scope,
                                   .filter = app->where,
                                   .matching = -1,
                                   .all = -1,
                                   .as_of = app->changed,
                                   .tables = tables,
                                   .lang = "en"};
    if (front->ops->counts) {
        front->ops->counts(front->state, &screen.matching, &screen.all);
    }
    if (front->ops->per_sent) { /* as the scope line over it */
        scope.options.base = RATE_BASE_SENT;
        scope.benchmark = NULL;
    }
    screen.table_count = arena ? app_marked_tables(app, arena, tables, marked) : 0;
    screen.marked = *marked;
    bool done = screen.table_count ? export_screen(sink, &screen, format, err) : err_memory(err);
    arena_free(arena);
    return done;
}

static bool write_picture(struct app *app, struct sink *sink, struct err *err)
{
    struct canvas *canvas = canvas_new(app->width, app->height, app->flags);
    struct strbuf out = STRBUF_INIT;
    if (canvas) {
        app_draw(app, canvas);
        write_svg(&out, canvas, app->palette, _(app_front(app)->ops->title));
        sink_write(sink, strbuf_text(&out), out.length);
    }
    bool done = (canvas && !out.failed) || err_memory(err);
    strbuf_free(&out);
    canvas_free(canvas);
    return done;
}

/* Ends the sink. */
static bool write_file(struct app *app, size_t kind, struct sink *sink, size_t *marked,
                       struct err *err)
{
    bool done = kinds[kind].how == HOW_PICTURE
                    ? write_picture(app, sink, err)
                    : write_tables(app, sink, kinds[kind].format, marked, err);
    if (!done) {
        sink_abandon(sink);
        return false;
    }
    return sink_finish(sink, err);
}

/* A file that is there is replaced only when that was asked for a second time. */
static bool may_write(struct app *app, const char *path)
{
    struct overlay *overlay = &app->overlay;
    struct stat file;
    if (stat(path, &file) != 0 || strcmp(overlay->confirmed, overlay->input.text) == 0) {
        return true;
    }
    snprintf(overlay->confirmed, sizeof overlay->confirmed, "%s", overlay->input.text);
    if (!S_ISREG(file.st_mode)) {
        overlay->confirmed[0] = '\0';
        return err_set(&overlay->mistake, ERR_USAGE,
                       S_ISDIR(file.st_mode) ? _("that is a folder") : _("that is no file"));
    }
    err_set(&overlay->mistake, ERR_USAGE, _("there is such a file already"));
    char key[KEYMAP_KEYS_SIZE];
    return err_todo(&overlay->mistake, _("%s once more replaces it"),
                    keymap_keys(&app->keys, ACTION_ACCEPT, true, key));
}

void overlay_export_typed(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    char path[INPUT_SIZE * 2];
    struct err err = ERR_INIT;
    if (!file_name_expand(overlay->input.text, path, sizeof path, &overlay->mistake) ||
        !may_write(app, path)) {
        return;
    }
    /* What cannot be written is said under the line, which stays to be mended. */
    struct sink *sink = sink_file(path, &overlay->mistake);
    if (!sink) {
        return;
    }
    size_t kind = (size_t)overlay->number;
    struct input typed = overlay->input;
    overlay_close(app); /* a picture is one of the view */
    size_t marked = 0;
    if (write_file(app, kind, sink, &marked, &err)) {
        if (marked) {
            app_say(app, NG_("written: %s, %zu marked row", "written: %s, %zu marked rows", marked),
                    typed.text, marked);
        } else {
            app_say(app, _("written: %s"), typed.text);
        }
    } else {
        char words[sizeof app->note];
        app_say(app, "%s", err_format(&err, words, sizeof words));
    }
}

/* --- asking ---------------------------------------------------------------------------------- */

void overlay_export_chosen(struct app *app, const char *id)
{
    size_t kind = 0;
    while (kind + 1 < ARRAY_COUNT(kinds) && strcmp(kinds[kind].id, id) != 0) {
        kind++;
    }
    if (kinds[kind].how == HOW_COPY) {
        overlay_close(app);
        app_copy_table(app);
        return;
    }
    const struct scope *scope = app_scope(app);
    char day[24], name[160];
    snprintf(name, sizeof name, "campane-%s-%s.%s", app_front(app)->ops->name,
             scope ? civil_format_day(scope->today, day) : "", kinds[kind].id);
    if (overlay_begin_line(app, LINE_EXPORT, _("Export"),
                           _("The file to write; Tab completes folders."))) {
        app->overlay.number = (int64_t)kind;
        input_set(&app->overlay.input, name);
    }
}

void overlay_export(struct app *app)
{
    bool tables = app_has_tables(app);
    const struct table *seen[VIEW_TABLES_MAX];
    size_t marked = 0;
    if (tables) {
        app_marked_tables(app, app->frame, seen, &marked);
    }
    struct picker_item *items =
        overlay_begin_list(app, LIST_EXPORT, _("Export this view"), ARRAY_COUNT(kinds));
    const char *title =
        items && marked
            ? arena_printf(app->overlay.arena,
                           NG_("Export %zu marked row", "Export %zu marked rows", marked), marked)
            : NULL;
    if (title) {
        app->overlay.picker.title = title;
    }
    for (size_t i = 0; items && i < ARRAY_COUNT(kinds); i++) {
        /* Who only may look writes no files here either: it may be somebody behind SSH. */
        bool copies = kinds[i].how == HOW_COPY;
        if (app->options->linear && kinds[i].how != HOW_TABLES) {
            continue; /* there is neither a screen nor its clipboard */
        }
        bool makes = !app->options->read_only && app_scope(app) != NULL;
        if ((tables || kinds[i].how == HOW_PICTURE) && (copies || makes)) {
            overlay_add_item(&app->overlay, items, kinds[i].id, _(kinds[i].label),
                             _(kinds[i].detail), false);
        }
    }
    if (items && app->overlay.picker.count == 0) {
        overlay_close(app);
    }
}
