/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/views/rows.h"

#include <string.h>

#include "ui/views/shared.h"

static struct sorted sorted_of(struct rows *rows, struct table *table)
{
    return (struct sorted){.view = &rows->view, .table = table};
}

void rows_show(struct rows *rows, struct table *table)
{
    struct sorted sorted = sorted_of(rows, table);
    sorting_again(&rows->sorting, &sorted);
    table_view_show(&rows->view, table);
}

static struct view_effect click(struct rows *rows, struct table *table, int top, int height,
                                struct key key)
{
    size_t row;
    int column = -1;
    struct sorted sorted = sorted_of(rows, table);
    if (key.code != KC_CLICK) {
        return shared_did(VIEW_IGNORED);
    }
    if (key.y < top || key.y >= top + height) {
        return shared_did(VIEW_NOTHING);
    }
    switch (table_view_hit(&rows->view, key.x, key.y - top, &row, &column)) {
    case TABLE_VIEW_TITLE:
        rows->view.column = column;
        return sorting_column(&rows->sorting, &sorted, column);
    case TABLE_VIEW_ROW:
        table_view_select(&rows->view, table_view_page(height), row);
        return shared_did(VIEW_REDRAW);
    case TABLE_VIEW_NOTHING:
        break;
    }
    return shared_did(VIEW_NOTHING);
}

struct view_effect rows_act(struct rows *rows, struct table *table, int top, int height,
                            enum action action, struct key key)
{
    long by;
    struct sorted sorted = sorted_of(rows, table);
    struct scroll before = rows->view.scroll;
    int column = rows->view.column;
    if (shared_rows(action, table_view_page(height), &by)) {
        table_view_move(&rows->view, table_view_page(height), by);
        return shared_scrolled(&rows->view, &before);
    }
    switch ((int)action) {
    case ACTION_LEFT:
    case ACTION_RIGHT:
        table_view_column(&rows->view, action == ACTION_LEFT ? -1 : 1);
        return shared_moved(column != rows->view.column);
    case ACTION_SORT:
        return sorting_column(&rows->sorting, &sorted, column);
    case ACTION_SORT_REVERSE:
        return sorting_reverse(&rows->sorting, &sorted);
    case ACTION_NONE:
        return click(rows, table, top, height, key);
    default:
        return shared_did(VIEW_IGNORED);
    }
}

/* --- heat ------------------------------------------------------------------------------------ */

static enum role heat_role(int level)
{
    static const enum role roles[ROWS_HEAT_LEVELS] = {ROLE_HEAT_LOW, ROLE_HEAT_MIDDLE,
                                                      ROLE_HEAT_HIGH, ROLE_HEAT_TOP};
    return roles[level - 1];
}

void rows_heat(const struct rows *rows, const struct area *area,
               int (*level)(const void *context, size_t row, size_t column), const void *context)
{
    const struct table *table = rows->view.table;
    size_t page = table_view_page(area->height);
    for (size_t line = 0; table && line < page; line++) {
        size_t row = rows->view.scroll.top + line;
        for (size_t i = 0; row < table->row_count && i < table->column_count; i++) {
            if (i >= TABLE_VIEW_COLUMNS || rows->view.x[i] < 0) {
                continue;
            }
            int found = level(context, row, i);
            if (found > 0) {
                /* A sign behind the figure keeps its own color, which no ground may swallow. */
                int signs = table->columns[i].kind == CELL_TEXT ? 0 : rows->view.marks[i];
                struct area cell =
                    area_in(area, rows->view.x[i], (int)line + 1, rows->view.width[i] - signs, 1);
                area_ground(&cell, heat_role(found));
            }
        }
    }
}

int rows_heat_level(double value, double low, double high)
{
    if (!(high > low)) {
        return 1;
    }
    int level = 1 + (int)((value - low) / (high - low) * ROWS_HEAT_LEVELS);
    return level < 1 ? 1 : level > ROWS_HEAT_LEVELS ? ROWS_HEAT_LEVELS : level;
}

int rows_heat_scale(const struct area *area, int x, int y, const char *low, const char *high)
{
    int from = x;
    x += area_text(area, x, y, PEN(ROLE_AXIS), low) + 1;
    for (int level = 1; level <= ROWS_HEAT_LEVELS; level++) {
        struct area patch = area_in(area, x, y, 2, 1);
        area_ground(&patch, heat_role(level));
        x += 2;
    }
    x++;
    x += area_text(area, x, y, PEN(ROLE_AXIS), high);
    return x - from;
}
