/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app_private.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "config/views.h"

_Static_assert(TABLE_LAYOUT_WIDTH >= VIEWS_WIDTH_MAX, "every width of the file can be shown");

static struct table_layout *new_layout(struct app *app)
{
    if (!app->layout_arena) {
        app->layout_arena = arena_new();
    }
    return app->layout_arena ? ARENA_NEW(app->layout_arena, struct table_layout) : NULL;
}

const struct table_layout *app_layout_of(const struct app *app, const struct screen *screen)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        if (screen == &app->tabs[i]) {
            return app->layouts[i];
        }
    }
    return NULL;
}

size_t app_whole_tables(struct app *app, struct arena *arena,
                        const struct table *tables[VIEW_TABLES_MAX],
                        const struct table_view **cursor)
{
    const struct screen *front = app_front(app);
    *cursor = NULL;
    if (!front->load) {
        return 0;
    }
    if (front->ops->tables) {
        return front->ops->tables(front->state, arena, tables, cursor);
    }
    const struct table_view *view = front->ops->columns ? front->ops->columns(front->state) : NULL;
    if (!view || !view->table) {
        return 0;
    }
    tables[0] = view->table;
    *cursor = view;
    return 1;
}

size_t app_tables(struct app *app, struct arena *arena, const struct table *tables[VIEW_TABLES_MAX],
                  const struct table_view **cursor)
{
    const struct screen *front = app_front(app);
    size_t count = app_whole_tables(app, arena, tables, cursor);
    const struct table_view *view = front->ops->columns ? front->ops->columns(front->state) : NULL;
    if (!count || !view || !view->layout || tables[0] != view->table) {
        return count;
    }
    tables[0] = table_pick(arena, tables[0], view->order, (size_t)view->order_count);
    return tables[0] ? count : 0;
}

size_t app_marked_tables(struct app *app, struct arena *arena,
                         const struct table *tables[VIEW_TABLES_MAX], size_t *marked)
{
    const struct screen *front = app_front(app);
    const struct table_view *cursor;
    const int64_t *ids;
    size_t count = app_tables(app, arena, tables, &cursor);
    size_t wanted = front->ops->marked ? front->ops->marked(front->state, &ids) : 0;
    *marked = 0;
    if (!count || !wanted) {
        return count;
    }
    const struct table *picked = table_pick_rows(arena, tables[0], ids, wanted);
    if (!picked) {
        return 0;
    }
    if (picked->row_count > 0) {
        tables[0] = picked;
        *marked = picked->row_count;
    }
    return count;
}

/* --- what was kept --------------------------------------------------------------------------- */

static bool refuse(const struct views *views, const struct views_line *line, uint64_t column,
                   const char *words, const char *piece, struct err *err)
{
    err_set(err, ERR_REFUSED, "%s \"%.40s\"", words, piece);
    return err_at(err, views->path, line->line, column);
}

/* The tab of a view whose columns can be chosen; tab_count: there is none. */
static size_t find_tab(const struct app *app, const char *view)
{
    size_t i = 0;
    while (i < app->tab_count &&
           (!app->tabs[i].ops->columns || strcmp(app->tabs[i].ops->name, view) != 0)) {
        i++;
    }
    return i;
}

static bool is_offered(const struct table_column *offered, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(offered[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_line(struct app *app, const struct views *views, const struct views_line *line,
                      struct err *err)
{
    struct table_column offered[TABLE_LAYOUT_MAX];
    size_t tab = find_tab(app, line->view);
    if (tab == app->tab_count) {
        return refuse(views, line, 1, _("no view with columns is called"), line->view, err);
    }
    const struct view_ops *ops = app->tabs[tab].ops;
    size_t usual, count = ops->offers ? ops->offers(offered, &usual) : 0;
    struct table_layout *layout = new_layout(app);
    if (!layout) {
        return err_memory(err);
    }
    for (size_t i = 0; i < line->count; i++) {
        const struct views_column *column = &line->columns[i];
        if ((ops->offers && !is_offered(offered, count, column->id)) ||
            strlen(column->id) >= TABLE_LAYOUT_ID) {
            return refuse(views, line, column->column, _("there is no column"), column->id, err);
        }
        if (layout->count < TABLE_LAYOUT_MAX) {
            snprintf(layout->columns[layout->count].id, TABLE_LAYOUT_ID, "%s", column->id);
            layout->columns[layout->count++].width = column->width;
        }
    }
    app->layouts[tab] = layout;
    return true;
}

static bool read_all(struct app *app, struct arena *arena, struct err *err)
{
    const struct views *views = views_load(arena, app->options->views_path, err);
    for (size_t i = 0; views && i < views->count; i++) {
        if (!take_line(app, views, &views->lines[i], err)) {
            return false;
        }
    }
    return views != NULL;
}

void app_load_layouts(struct app *app)
{
    struct err err = ERR_INIT;
    struct arena *arena = app->options->views_path ? arena_new() : NULL;
    if (!arena) {
        return;
    }
    if (!read_all(app, arena, &err)) {
        char words[512];
        memset(app->layouts, 0, sizeof app->layouts);
        app_say(app, _("%s (the usual columns are shown)"), err_format(&err, words, sizeof words));
    }
    arena_free(arena);
    for (size_t i = 0; i < app->tab_count; i++) {
        if (app->layouts[i]) {
            table_view_arrange(app->tabs[i].ops->columns(app->tabs[i].state), app->layouts[i]);
        }
    }
}

/* --- what is chosen -------------------------------------------------------------------------- */

static void keep(struct app *app, const char *view, const struct table_layout *layout)
{
    struct err err = ERR_INIT;
    size_t count = layout ? layout->count : 0;
    struct views_column columns[TABLE_LAYOUT_MAX];
    for (size_t i = 0; i < count; i++) {
        columns[i] = (struct views_column){layout->columns[i].id, layout->columns[i].width, 0};
    }
    if (!app->options->views_path || app->options->read_only) {
        app_say(app, "%s",
                app->options->read_only
                    ? _("shown so until you leave: opened read-only")
                    : _("shown so until you leave: there is no place to keep it"));
        return;
    }
    struct arena *arena = arena_new();
    if (!arena || !views_save(arena, app->options->views_path, view, columns, count, &err)) {
        char words[512];
        app_say(app, _("shown so until you leave: %s"), err_format(&err, words, sizeof words));
    }
    arena_free(arena);
}

const struct table_layout *app_new_layout(struct app *app, const struct table_layout *layout)
{
    struct table_layout *made = new_layout(app);
    if (made) {
        *made = *layout;
    }
    return made;
}

void app_show_layout(struct app *app, size_t tab, const struct table_layout *layout)
{
    struct screen *screen = &app->tabs[tab];
    app->layouts[tab] = layout;
    table_view_arrange(screen->ops->columns(screen->state), layout);
    app->dirty = true;
}

void app_choose_layout(struct app *app, size_t tab, const struct table_layout *layout)
{
    struct screen *screen = &app->tabs[tab];
    const struct table_layout *made = layout ? app_new_layout(app, layout) : NULL;
    if (layout && !made) {
        app_say(app, "%s", _("out of memory"));
        return;
    }
    app_show_layout(app, tab, made);
    keep(app, screen->ops->name, app->layouts[tab]);
    if (screen->ops->offers) {
        screen->stale = true;
        app_load(app);
    }
}
