/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list in which the columns of a table are chosen, ordered and given widths.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"
#include "ui/widgets/dialog.h"

enum { COLUMNS = 72, CHROME = 4, TITLE_COLUMNS = 16, WIDTH_COLUMNS = 6, WIDTH_LEAST = 4 };

struct item {
    const char *id, *title, *help;
    bool shown;
    int width; /* 0: as wide as it needs */
    int now;   /* as wide as it is drawn at present; 0: it is not */
};

struct column_list {
    size_t tab;
    struct item items[TABLE_LAYOUT_MAX];
    size_t count;
    struct scroll scroll;
    bool changed, usual; /* usual: nothing was chosen, or all of it was taken back */
};

/* --- what there is --------------------------------------------------------------------------- */

static size_t find(const struct column_list *list, const char *id)
{
    size_t i = 0;
    while (i < list->count && strcmp(list->items[i].id, id) != 0) {
        i++;
    }
    return i;
}

/* The words are the overlay's own: the table goes when the view is read anew. */
static void add(struct app *app, struct column_list *list, const char *id,
                const struct table_column *column, bool shown, int width)
{
    struct arena *arena = app->overlay.arena;
    if (list->count < TABLE_LAYOUT_MAX && find(list, id) == list->count) {
        const char *kept = arena_strdup(arena, id), *title = arena_strdup(arena, column->title);
        const char *help = column->help ? arena_strdup(arena, column->help) : NULL;
        if (kept && title && (help || !column->help)) {
            list->items[list->count++] = (struct item){kept, title, help, shown, width, 0};
        }
    }
}

static const struct table_column *by_id(const struct table_column *columns, size_t count,
                                        const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(columns[i].id, id) == 0) {
            return &columns[i];
        }
    }
    return NULL;
}

/* Shown ones first, in their order, then all others. */
static void fill(struct app *app, struct column_list *list, const struct table_layout *layout)
{
    const struct screen *screen = &app->tabs[list->tab];
    const struct table_view *view = screen->ops->columns(screen->state);
    const struct table *table = view->table;
    struct table_column offered[TABLE_LAYOUT_MAX];
    size_t usual = 0, count = screen->ops->offers ? screen->ops->offers(offered, &usual) : 0;
    list->count = 0;
    list->usual = !layout;
    add(app, list, table->columns[0].id, &table->columns[0], true, 0);
    for (size_t i = 0; layout && i < layout->count; i++) {
        const char *id = layout->columns[i].id;
        const struct table_column *column = by_id(table->columns, table->column_count, id);
        size_t known = find(list, id);
        column = column ? column : by_id(offered, count, id);
        if (known < list->count) {
            list->items[known].width = layout->columns[i].width;
        } else if (column) { /* else it is of another table of the same view */
            add(app, list, id, column, true, layout->columns[i].width);
        }
    }
    for (size_t i = 0; i < table->column_count && !screen->ops->offers; i++) {
        if (!table->columns[i].key) {
            add(app, list, table->columns[i].id, &table->columns[i], !layout, 0);
        }
    }
    for (size_t i = 0; i < count; i++) {
        add(app, list, offered[i].id, &offered[i], !layout && i < usual, 0);
    }
    for (size_t i = 0; i < list->count; i++) {
        int column = table_column_by_id(table, list->items[i].id);
        list->items[i].now = column >= 0 && column < TABLE_VIEW_COLUMNS ? view->width[column] : 0;
    }
}

static size_t shown_count(const struct column_list *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        count += list->items[i].shown;
    }
    return count;
}

/* --- what is seen ---------------------------------------------------------------------------- */

static int list_rows(const struct app *app, const struct column_list *list)
{
    int room = app->height - CHROME - 1;
    room = room < 1 ? 1 : room;
    return list->count < (size_t)room ? (int)list->count : room;
}

static void draw_item(const struct column_list *list, const struct area *row, size_t i)
{
    const struct item *item = &list->items[i];
    bool here = i == list->scroll.selected;
    char width[16] = "";
    if (here) {
        area_sign(row, 0, 0, PEN(ROLE_MARKER), 0x25b8, '>');
    }
    area_text(row, 2, 0, PEN(item->shown ? ROLE_MARK : ROLE_DIM), item->shown ? "[x]" : "[ ]");
    area_cut(row, 6, 0, TITLE_COLUMNS, PEN(here ? ROLE_SELECTED : ROLE_TEXT), item->title);
    if (item->width) {
        snprintf(width, sizeof width, "%d", item->width);
    }
    int x = 6 + TITLE_COLUMNS + 1;
    area_cut(row, x, 0, WIDTH_COLUMNS - 1, PEN(ROLE_VALUE), width);
    x += WIDTH_COLUMNS;
    area_cut(row, x, 0, row->width - x, PEN(ROLE_DIM), item->help ? item->help : "");
}

static void columns_draw(struct app *app, const struct area *all)
{
    struct column_list *list = app->overlay.columns;
    struct hint hints[HINTS_MOST];
    size_t count = overlay_hints(app, IN_COLUMNS, NULL, hints);
    int rows = list_rows(app, list);
    char title[96];
    snprintf(title, sizeof title, _("Columns: %zu of %zu shown"), shown_count(list), list->count);
    struct area inside = dialog_open(all, COLUMNS, rows + 2, title);
    struct area bottom = area_take_bottom(&inside, 1);
    dialog_hints(&bottom, 0, 0, bottom.width, hints, count);
    struct area lines = area_take_top(&inside, rows);
    size_t page = (size_t)rows;
    scroll_fit(&list->scroll, list->count, page);
    if (list->count > page) {
        struct area bar = area_take_right(&lines, 1);
        scroll_bar(&bar, &list->scroll, list->count, page);
    }
    for (int y = 0; y < lines.height; y++) {
        size_t i = list->scroll.top + (size_t)y;
        if (i < list->count) {
            struct area row = area_in(&lines, 0, y, lines.width, 1);
            draw_item(list, &row, i);
        }
    }
}

/* --- keys ------------------------------------------------------------------------------------ */

static void changed(struct column_list *list)
{
    list->changed = true;
    list->usual = false;
}

static void say_it_stays(struct app *app)
{
    app_say(app, "%s", _("This column names the rows: it stays, and stays first."));
}

static void toggle(struct app *app)
{
    struct column_list *list = app->overlay.columns;
    struct item *item = &list->items[list->scroll.selected];
    bool last = item->shown && shown_count(list) <= 2;
    if (list->scroll.selected == 0) {
        say_it_stays(app);
    } else if (last) {
        app_say(app, "%s", _("One column has to be there: show another one first."));
    } else {
        item->shown = !item->shown;
        changed(list);
    }
}

static void move_item(struct app *app, bool down)
{
    struct column_list *list = app->overlay.columns;
    size_t at = list->scroll.selected, to = down ? at + 1 : at - 1;
    if (at == 0 || to == 0) {
        say_it_stays(app);
        return;
    }
    if (to >= list->count) {
        return;
    }
    struct item moved = list->items[at];
    list->items[at] = list->items[to];
    list->items[to] = moved;
    list->scroll.selected = to;
    changed(list);
}

static void widen(struct app *app, int by)
{
    struct column_list *list = app->overlay.columns;
    struct item *item = &list->items[list->scroll.selected];
    int from = item->width ? item->width : item->now ? item->now : TITLE_COLUMNS / 2;
    int to = from + by;
    to = to < WIDTH_LEAST ? WIDTH_LEAST : to > TABLE_LAYOUT_WIDTH ? TABLE_LAYOUT_WIDTH : to;
    if (to != item->width) {
        item->width = to;
        changed(list);
    }
}

static void reset(struct app *app)
{
    struct column_list *list = app->overlay.columns;
    size_t selected = list->scroll.selected;
    fill(app, list, NULL);
    list->changed = true;
    list->scroll.selected = selected < list->count ? selected : 0;
}

static void accept(struct app *app)
{
    const struct column_list *list = app->overlay.columns;
    struct table_layout layout = {.count = 0};
    for (size_t i = 0; i < list->count; i++) {
        /* The first is always there; a view can have several tables that differ in it. */
        if (list->items[i].shown && (i > 0 || list->items[i].width > 0)) {
            snprintf(layout.columns[layout.count].id, TABLE_LAYOUT_ID, "%s", list->items[i].id);
            layout.columns[layout.count++].width = list->items[i].width;
        }
    }
    size_t tab = list->tab;
    bool is_changed = list->changed, usual = list->usual;
    overlay_close(app);
    if (is_changed) {
        app_choose_layout(app, tab, usual ? NULL : &layout);
    }
}

static void click(struct app *app, struct key key)
{
    struct column_list *list = app->overlay.columns;
    int rows = list_rows(app, list), height = rows + CHROME;
    height = height < app->height ? height : app->height;
    int y = key.y - (app->height - height) / 2 - 1;
    size_t i = list->scroll.top + (size_t)(y < 0 ? 0 : y);
    if (y >= 0 && y < rows && i < list->count) {
        list->scroll.selected = i;
        toggle(app);
    }
}

static void columns_act(struct app *app, enum action action, struct key key)
{
    struct column_list *list = app->overlay.columns;
    long rows, page = list_rows(app, list);
    if (overlay_rows(action, page, &rows)) {
        scroll_by(&list->scroll, list->count, (size_t)page, rows);
        return;
    }
    switch ((int)action) {
    case ACTION_COLUMN_SHOW:
        toggle(app);
        break;
    case ACTION_COLUMN_UP:
    case ACTION_COLUMN_DOWN:
        move_item(app, action == ACTION_COLUMN_DOWN);
        break;
    case ACTION_COLUMN_WIDER:
    case ACTION_COLUMN_NARROWER:
        widen(app, action == ACTION_COLUMN_WIDER ? 1 : -1);
        break;
    case ACTION_COLUMN_RESET:
        reset(app);
        break;
    case ACTION_ACCEPT:
        accept(app);
        break;
    case ACTION_BACK:
    case ACTION_LEAVE:
        overlay_close(app);
        break;
    default:
        if (key.code == KC_CLICK) {
            click(app, key);
        } else if (key.code == KC_WHEEL_UP || key.code == KC_WHEEL_DOWN) {
            scroll_by(&list->scroll, list->count, (size_t)page, key.code == KC_WHEEL_UP ? -1 : 1);
        }
    }
}

void overlay_columns(struct app *app)
{
    static const struct overlay_ops ops = {IN_COLUMNS, columns_draw, columns_act};
    struct screen *front = app_front(app);
    if (!front->ops->columns || front != &app->tabs[app->current]) {
        return;
    }
    const struct table_view *view = front->ops->columns(front->state);
    if (!view->table || view->table->column_count == 0 || !overlay_begin(app, &ops)) {
        return;
    }
    struct column_list *list = ARENA_NEW(app->overlay.arena, struct column_list);
    if (!list) {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
        return;
    }
    app->overlay.columns = list;
    list->tab = app->current;
    fill(app, list, app->layouts[app->current]);
}
