/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/views/sorting.h"

#include <stdio.h>

#include "base/i18n.h"
#include "ui/views/shared.h"

static bool sort(const struct sorted *rows, int column, bool descending)
{
    return rows->sort ? rows->sort(rows->owner, column, descending)
                      : table_sort(rows->table, column, descending);
}

void sorting_again(const struct sorting *sorting, const struct sorted *rows)
{
    int column = sorting->chosen ? table_column_by_id(rows->table, sorting->column) : -1;
    if (column >= 0) {
        sort(rows, column, sorting->descending);
    }
}

static struct view_effect sort_by(struct sorting *sorting, const struct sorted *rows, int column,
                                  bool descending)
{
    const struct table *table = rows->table;
    if (column < 0 || (size_t)column >= table->column_count) {
        return shared_did(VIEW_NOTHING);
    }
    if (table->columns[column].kind == CELL_SPARK) {
        return shared_said(_("Sparklines have no order: choose another column."));
    }
    if (!sort(rows, column, descending)) {
        return shared_said(_("Out of memory."));
    }
    sorting->chosen = true;
    sorting->descending = descending;
    snprintf(sorting->column, sizeof sorting->column, "%s", table->columns[column].id);
    table_view_show(rows->view, table);
    rows->view->scroll = (struct scroll){0};
    return shared_did(VIEW_REDRAW);
}

struct view_effect sorting_column(struct sorting *sorting, const struct sorted *rows, int column)
{
    const struct table *table = rows->table;
    if (column < 0 || (size_t)column >= table->column_count) {
        return shared_did(VIEW_NOTHING);
    }
    const struct table_column *by = &table->columns[column];
    bool descending = by->direction ? by->direction > 0 : by->kind != CELL_TEXT;
    if (table->sort_column == column) {
        descending = !table->sort_descending;
    }
    return sort_by(sorting, rows, column, descending);
}

struct view_effect sorting_reverse(struct sorting *sorting, const struct sorted *rows)
{
    return sort_by(sorting, rows, rows->table->sort_column, !rows->table->sort_descending);
}
