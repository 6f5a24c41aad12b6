/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/saved_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "config/views.h"
#include "ui/app/app_private.h"
#include "ui/views/sorting.h"

enum { BASE, PERIOD, AGAINST, BENCHMARK, SORT, COLUMNS, PARTS };

static const char *const names[PARTS] = {"base",      "period", "against",
                                         "benchmark", "sort",   "columns"};

bool saved_view_is(const char *line)
{
    return line[0] == '[';
}

/* --- spelling -------------------------------------------------------------------------------- */

static void put_sort(struct strbuf *out, const struct sorting *sorting)
{
    for (size_t i = 0; sorting && i < sorting->count; i++) {
        strbuf_printf(out, "%s%s%s", i ? ", " : "; sort ", sorting->keys[i].column,
                      sorting->keys[i].descending ? " desc" : "");
    }
}

static void put_columns(struct strbuf *out, const struct table_layout *layout)
{
    for (size_t i = 0; layout && i < layout->count; i++) {
        strbuf_printf(out, "%s%s", i ? " " : "; columns ", layout->columns[i].id);
        if (layout->columns[i].width > 0) {
            strbuf_printf(out, ":%d", layout->columns[i].width);
        }
    }
}

const char *saved_view_spell(struct app *app, struct arena *arena)
{
    struct strbuf out = STRBUF_INIT;
    char period[48];
    const struct screen *screen = &app->tabs[app->current];
    const struct scope_request *request = &app->request;
    strbuf_printf(&out, "[%s; base %s", screen->ops->name,
                  request->options.base == RATE_BASE_SENT ? "sent" : "delivered");
    if (request->period.kind != PERIOD_ALL) {
        strbuf_printf(&out, "; period %s", period_spell(&request->period, period));
    }
    if (request->against == PERIOD_AGAINST_YEAR) {
        strbuf_puts(&out, "; against year");
    }
    if (app->benchmark) {
        strbuf_printf(&out, "; benchmark %s", app->benchmark);
    }
    put_sort(&out, screen->ops->sorting ? screen->ops->sorting(screen->state) : NULL);
    put_columns(&out, app->layouts[app->current]);
    strbuf_printf(&out, "]%s%s", app->where ? " " : "", app->where ? app->where : "");
    const char *line = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return line;
}

/* --- reading --------------------------------------------------------------------------------- */

/* A line taken apart; all of it in one copy. */
struct parts {
    size_t tab;
    const char *text[PARTS]; /* NULL: not named */
    const char *where;
    enum rate_base base;
    enum period_against against;
    struct period_choice period;
    struct sorting sorting;
    struct table_layout layout;
};

static bool refuse(const char *words, const char *piece, struct err *err)
{
    return err_set(err, ERR_REFUSED, "%s \"%.60s\"", words, piece);
}

/* The next piece up to one of the bytes, without blanks around it; NULL: there is none. */
static char *next_piece(char **rest, const char *bytes)
{
    char *piece = strsep(rest, bytes);
    while (piece && *piece == ' ') {
        piece++;
    }
    for (size_t length = piece ? strlen(piece) : 0; length > 0 && piece[length - 1] == ' ';) {
        piece[--length] = '\0';
    }
    return piece;
}

static bool find_tab(const struct app *app, const char *name, size_t *tab, struct err *err)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        if (strcmp(app->tabs[i].ops->name, name) == 0) {
            *tab = i;
            return app->tabs[i].offered || refuse(_("there is nothing to see now on"), name, err);
        }
    }
    return refuse(_("no view is called"), name, err);
}

static bool read_sort(char *text, struct sorting *sorting, struct err *err)
{
    char *key;
    while ((key = next_piece(&text, ","))) {
        char *column = next_piece(&key, " "), *order = key ? next_piece(&key, "") : NULL;
        bool fits = column && *column && strlen(column) < sizeof sorting->keys[0].column;
        if (!fits || sorting->count == TABLE_KEYS_MAX || (order && strcmp(order, "desc") != 0)) {
            return refuse(_("no order of rows is"), order ? order : column ? column : "", err);
        }
        snprintf(sorting->keys[sorting->count].column, sizeof sorting->keys[0].column, "%s",
                 column);
        sorting->keys[sorting->count++].descending = order != NULL;
    }
    return true;
}

static bool read_columns(char *text, struct table_layout *layout, struct err *err)
{
    char *column;
    while ((column = next_piece(&text, " "))) {
        char *colon = strchr(column, ':');
        int width = colon ? atoi(colon + 1) : 0;
        size_t length = colon ? (size_t)(colon - column) : strlen(column);
        if (length == 0 || length >= TABLE_LAYOUT_ID || layout->count == TABLE_LAYOUT_MAX ||
            width < 0 || width > VIEWS_WIDTH_MAX) {
            return refuse(_("no column can be called"), column, err);
        }
        snprintf(layout->columns[layout->count].id, TABLE_LAYOUT_ID, "%.*s", (int)length, column);
        layout->columns[layout->count++].width = width;
    }
    return true;
}

static bool read_part(struct parts *parts, int part, char *text, struct err *err)
{
    parts->text[part] = text;
    switch (part) {
    case BASE:
        parts->base = strcmp(text, "sent") == 0 ? RATE_BASE_SENT : RATE_BASE_DELIVERED;
        return parts->base == RATE_BASE_SENT || strcmp(text, "delivered") == 0 ||
               refuse(_("no base is called"), text, err);
    case PERIOD:
        return period_parse(text, &parts->period, err);
    case AGAINST:
        return period_against_parse(text, &parts->against) ||
               refuse(_("nothing to compare with is called"), text, err);
    case SORT:
        return read_sort(text, &parts->sorting, err);
    case COLUMNS:
        return read_columns(text, &parts->layout, err);
    default:
        return true;
    }
}

static bool read_named(struct parts *parts, char *piece, struct err *err)
{
    char *text = piece, *name = next_piece(&text, " ");
    for (int i = 0; i < PARTS; i++) {
        if (name && text && strcmp(name, names[i]) == 0) {
            return read_part(parts, i, text, err);
        }
    }
    return refuse(_("a view has nothing that is called"), piece, err);
}

static bool take_apart(const struct app *app, char *line, struct parts *parts, struct err *err)
{
    char *end = strchr(line, ']');
    if (!end) {
        return refuse(_("there is no ] in"), line, err);
    }
    *end = '\0';
    parts->where = end + 1 + strspn(end + 1, " ");
    char *rest = line + 1, *piece = next_piece(&rest, ";");
    if (!find_tab(app, piece, &parts->tab, err)) {
        return false;
    }
    while ((piece = next_piece(&rest, ";"))) {
        if (*piece && !read_named(parts, piece, err)) {
            return false;
        }
    }
    return query_parse(app->frame, parts->where, err) != NULL;
}

/* --- showing --------------------------------------------------------------------------------- */

static bool show(struct app *app, const struct parts *parts, struct err *err)
{
    const struct screen *screen = &app->tabs[parts->tab];
    if (!app_set_where(app, parts->where) || !app_set_benchmark(app, parts->text[BENCHMARK])) {
        return err_memory(err);
    }
    app->request.period = parts->period;
    app->request.against = parts->against;
    app->request.options.base = parts->text[BASE] ? parts->base : app->request.options.base;
    if (screen->ops->sorting) {
        *screen->ops->sorting(screen->state) = parts->sorting;
    }
    if (screen->ops->columns) {
        app_show_layout(app, parts->tab, parts->layout.count > 0 ? &parts->layout : NULL);
    }
    for (size_t i = 0; i < app->tab_count; i++) {
        app->tabs[i].stale = true;
    }
    app_open_screen(app, parts->tab);
    return true;
}

bool saved_view_open(struct app *app, const char *line, struct err *err)
{
    struct parts parts = {.period = {PERIOD_ALL, 0, DAY_NONE, INT32_MAX}};
    char *copy = arena_strdup(app->frame, line);
    if (!copy) {
        return err_memory(err);
    }
    return take_apart(app, copy, &parts, err) && show(app, &parts, err);
}
