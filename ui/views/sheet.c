/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/views/sheet.h"

#include <string.h>

#include "base/i18n.h"

enum { HEADING = 1 };

static struct sorted rows_of(struct sheet *sheet)
{
    return (struct sorted){.view = &sheet->view, .table = sheet->table};
}

void sheet_show(struct sheet *sheet, const struct table *table, bool fresh)
{
    if (fresh) {
        const struct table_layout *layout = sheet->view.layout;
        sheet->sorting = (struct sorting){.count = 0};
        sheet->view = (struct table_view)TABLE_VIEW_INIT;
        sheet->view.layout = layout;
    }
    sheet->table = (struct table *)(uintptr_t)table; /* a view owns what it takes */
    struct sorted rows = rows_of(sheet);
    sorting_again(&sheet->sorting, &rows);
    table_view_show(&sheet->view, sheet->table);
}

/* Rows that words take in a body of so many rows. */
static int foot_of(const struct sheet *sheet, const struct sheet_words *words, int height)
{
    if (!words->about && sheet->table->note_count == 0) {
        return 0;
    }
    return height >= 34 ? 7 : height >= 18 ? 5 : height >= 12 ? 3 : 0;
}

static size_t page_of(const struct sheet *sheet, int height)
{
    return table_view_page(height - HEADING - sheet->foot);
}

void sheet_draw(struct sheet *sheet, const struct area *body, const struct sheet_words *words)
{
    struct area area = *body;
    struct area heading = area_take_top(&area, HEADING);
    shared_heading(&heading, 0, words->title, words->more);
    if (!sheet->table) {
        shared_reading(&area);
        return;
    }
    sheet->foot = foot_of(sheet, words, body->height);
    struct area foot = area_take_bottom(&area, sheet->foot);
    table_view_draw(&sheet->view, &area, &(struct table_view_options){.empty = words->empty});
    area_take_left(&foot, 2);
    area_take_right(&foot, 1);
    if (words->about) {
        shared_paragraph(&foot, 0, foot.height, PEN(ROLE_TEXT), words->about);
    } else {
        shared_notes(&foot, 0, foot.height, sheet->table->notes, sheet->table->note_count);
    }
}

static struct view_effect click(struct sheet *sheet, struct key key,
                                const struct view_context *context, bool unsorted)
{
    size_t row;
    int column = -1;
    struct sorted rows = rows_of(sheet);
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    if (key.y < HEADING || key.y >= context->height - sheet->foot) {
        return shared_did(VIEW_NOTHING);
    }
    switch (table_view_hit(&sheet->view, key.x, key.y - HEADING, &row, &column)) {
    case TABLE_VIEW_TITLE:
        sheet->view.column = column;
        return unsorted ? shared_did(VIEW_REDRAW) : sorting_column(&sheet->sorting, &rows, column);
    case TABLE_VIEW_ROW:
        table_view_select(&sheet->view, page_of(sheet, context->height), row);
        return shared_did(VIEW_REDRAW);
    case TABLE_VIEW_NOTHING:
        break;
    }
    return shared_did(VIEW_NOTHING);
}

struct view_effect sheet_act(struct sheet *sheet, enum action action, struct key key,
                             const struct view_context *context, bool unsorted)
{
    long by;
    if (!sheet->table) {
        return shared_did(VIEW_IGNORED);
    }
    struct sorted rows = rows_of(sheet);
    struct scroll before = sheet->view.scroll;
    int column = sheet->view.column;
    size_t page = page_of(sheet, context->height);
    if (shared_rows(action, page, &by)) {
        table_view_move(&sheet->view, page, by);
        return shared_scrolled(&sheet->view, &before);
    }
    switch ((int)action) {
    case ACTION_LEFT:
    case ACTION_RIGHT:
        table_view_column(&sheet->view, action == ACTION_LEFT ? -1 : 1);
        return shared_moved(column != sheet->view.column);
    case ACTION_SORT:
        return unsorted ? shared_did(VIEW_IGNORED) : sorting_column(&sheet->sorting, &rows, column);
    case ACTION_SORT_REVERSE:
        return unsorted ? shared_did(VIEW_IGNORED) : sorting_reverse(&sheet->sorting, &rows);
    case ACTION_NONE:
        return click(sheet, key, context, unsorted);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

const struct cell *sheet_cell(const struct sheet *sheet, const char *column)
{
    size_t row = sheet->view.scroll.selected;
    if (!sheet->table || row >= sheet->table->row_count) {
        return NULL;
    }
    int at = table_column_by_id(sheet->table, column);
    return at < 0 ? NULL : table_cell(sheet->table, row, (size_t)at);
}
