/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/saved_view.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "config/views.h"
#include "report/sets.h"
#include "report/targets.h"
#include "ui/app/app_private.h"
#include "ui/views/sorting.h"

enum { BASE, PERIOD, AGAINST, BENCHMARK, TABLE, SORT, COLUMNS, PARTS };

static const char *const names[PARTS] = {"base",  "period", "against", "benchmark",
                                         "table", "sort",   "columns"};

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
    size_t leaf = screen->ops->leaf ? screen->ops->leaf(screen->state, VIEW_LEAF_SAME) : 0;
    if (leaf > 0) {
        strbuf_printf(&out, "; table %zu", leaf + 1);
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
    size_t leaf;
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

/* A table counts from 1. */
static bool read_leaf(const char *text, size_t *leaf, struct err *err)
{
    if (text[0] < '1' || text[0] > '9' || text[1]) {
        return refuse(_("no number of a table is"), text, err);
    }
    *leaf = (size_t)(text[0] - '1');
    return true;
}

static bool is_sorted_by(const struct sorting *sorting, const char *column)
{
    for (size_t i = 0; i < sorting->count; i++) {
        if (strcmp(sorting->keys[i].column, column) == 0) {
            return true;
        }
    }
    return false;
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
        if (is_sorted_by(sorting, column)) {
            return refuse(_("the order of rows names twice"), column, err);
        }
        snprintf(sorting->keys[sorting->count].column, sizeof sorting->keys[0].column, "%s",
                 column);
        sorting->keys[sorting->count++].descending = order != NULL;
    }
    return true;
}

static bool has_column(const struct table_layout *layout, const char *id)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (strcmp(layout->columns[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_columns(char *text, struct table_layout *layout, struct err *err)
{
    char *column;
    while ((column = next_piece(&text, " "))) {
        size_t length = strcspn(column, ":");
        int width;
        char id[TABLE_LAYOUT_ID];
        if (!*column) { /* more than one blank between two */
            continue;
        }
        if (length == 0 || length >= sizeof id || layout->count == TABLE_LAYOUT_MAX ||
            !views_read_width(column + length, strlen(column + length), &width)) {
            return refuse(_("no column can be called"), column, err);
        }
        snprintf(id, sizeof id, "%.*s", (int)length, column);
        if (has_column(layout, id)) {
            return refuse(_("the columns name twice"), id, err);
        }
        memcpy(layout->columns[layout->count].id, id, sizeof id);
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
    case TABLE:
        return read_leaf(text, &parts->leaf, err);
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
            return parts->text[i] ? refuse(_("a view names twice"), name, err)
                                  : read_part(parts, i, text, err);
        }
    }
    return refuse(_("a view has nothing that is called"), piece, err);
}

/* --- what there is --------------------------------------------------------------------------- */

/* Those of the store, its targets, are known from what was read of it. */
static bool check_benchmark(struct app *app, const char *id, struct err *err)
{
    const struct scope *scope = app_scope(app);
    bool there = !id || benchmark_find(app->sets, id) || strcmp(id, OWN_ID) == 0 ||
                 (scope ? benchmark_find(scope->sets, id) != NULL : strcmp(id, TARGETS_ID) == 0);
    return there || refuse(_("there is no benchmark set now that is called"), id, err);
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

/* Where all columns that there may be are known, and where there are none. */
static bool check_columns(const struct screen *screen, const struct parts *parts, struct err *err)
{
    const struct view_ops *ops = screen->ops;
    struct table_column offered[TABLE_LAYOUT_MAX];
    size_t usual, count = ops->offers ? ops->offers(offered, &usual) : 0;
    if ((parts->sorting.count > 0 && !ops->sorting) || (parts->layout.count > 0 && !ops->columns) ||
        (parts->leaf > 0 && !ops->leaf)) {
        return refuse(_("there is no table to arrange on"), ops->name, err);
    }
    for (size_t i = 0; count > 0 && i < parts->sorting.count; i++) {
        if (!is_offered(offered, count, parts->sorting.keys[i].column)) {
            return refuse(_("there is no column"), parts->sorting.keys[i].column, err);
        }
    }
    for (size_t i = 0; count > 0 && i < parts->layout.count; i++) {
        if (!is_offered(offered, count, parts->layout.columns[i].id)) {
            return refuse(_("there is no column"), parts->layout.columns[i].id, err);
        }
    }
    return true;
}

static bool take_apart(struct app *app, char *line, struct parts *parts, struct err *err)
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
    return check_benchmark(app, parts->text[BENCHMARK], err) &&
           check_columns(&app->tabs[parts->tab], parts, err) &&
           query_parse(app->frame, parts->where, err) != NULL;
}

/* --- showing --------------------------------------------------------------------------------- */

static bool show(struct app *app, const struct parts *parts, struct err *err)
{
    struct screen *screen = &app->tabs[parts->tab];
    const struct table_layout *layout = NULL;
    if (parts->layout.count > 0 && !(layout = app_new_layout(app, &parts->layout))) {
        return err_memory(err);
    }
    if (!app_set_scope(app, parts->where, parts->text[BENCHMARK])) {
        return err_memory(err);
    }
    app->request.period = parts->period;
    app->request.against = parts->against;
    app->request.options.base =
        parts->text[BASE] ? parts->base : app->options->request.options.base;
    if (screen->ops->leaf) {
        screen->ops->leaf(screen->state, parts->leaf);
    }
    if (screen->ops->sorting) {
        *screen->ops->sorting(screen->state) = parts->sorting;
    }
    if (screen->ops->columns) {
        app_show_layout(app, parts->tab, layout);
    }
    screen->unsure = !screen->ops->offers && (parts->sorting.count > 0 || layout);
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

/* --- what came ------------------------------------------------------------------------------- */

static const struct table *table_of(struct screen *screen, struct arena *arena, bool sorted)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    const struct view_ops *ops = screen->ops;
    if (sorted && ops->tables) {
        return ops->tables(screen->state, arena, tables, &cursor) > 0 ? tables[0] : NULL;
    }
    return ops->columns ? ops->columns(screen->state)->table : NULL;
}

void saved_view_look(struct app *app, struct screen *screen)
{
    const struct table *sorted = table_of(screen, app->frame, true);
    const struct table *shown = table_of(screen, app->frame, false);
    const struct sorting *sorting =
        screen->ops->sorting ? screen->ops->sorting(screen->state) : NULL;
    const struct table_layout *layout = app_layout_of(app, screen);
    const char *missing = NULL;
    if (!sorted && !shown) {
        return;
    }
    screen->unsure = false;
    for (size_t i = 0; sorted && sorting && i < sorting->count; i++) {
        const char *id = sorting->keys[i].column;
        missing = table_column_by_id(sorted, id) < 0 ? id : missing;
    }
    for (size_t i = 0; shown && layout && i < layout->count; i++) {
        const char *id = layout->columns[i].id;
        missing = table_column_by_id(shown, id) < 0 ? id : missing;
    }
    if (missing) {
        app_say(app, _("what was kept of this view names a column that is not here: \"%.60s\""),
                missing);
    }
}
