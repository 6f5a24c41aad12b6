/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/views/sorting.h"

#include <stdio.h>

#include "base/i18n.h"
#include "ui/views/shared.h"

static bool sort(const struct sorted *rows, const struct table_key *keys, size_t count)
{
    return rows->sort ? rows->sort(rows->owner, keys, count)
                      : table_sort_by(rows->table, keys, count);
}

/* Columns that the table does not have (any more) decide nothing. */
static size_t keys_of(const struct sorting *sorting, const struct table *table,
                      struct table_key keys[TABLE_KEYS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < sorting->count; i++) {
        int column = table_column_by_id(table, sorting->keys[i].column);
        if (column >= 0) {
            keys[count++] = (struct table_key){column, sorting->keys[i].descending};
        }
    }
    return count;
}

void sorting_again(const struct sorting *sorting, const struct sorted *rows)
{
    struct table_key keys[TABLE_KEYS_MAX];
    size_t count = keys_of(sorting, rows->table, keys);
    if (count > 0) {
        sort(rows, keys, count);
    }
}

/* The column, and behind it what the table is sorted by. */
static size_t put_first(const struct table *table, int column, bool descending,
                        struct table_key keys[TABLE_KEYS_MAX])
{
    size_t count = 0;
    keys[count++] = (struct table_key){column, descending};
    if (table->sort_column >= 0 && table->sort_column != column) {
        keys[count++] = (struct table_key){table->sort_column, table->sort_descending};
    }
    for (size_t i = 0; i < table->then_count && count < TABLE_KEYS_MAX; i++) {
        if (table->then[i].column != column) {
            keys[count++] = table->then[i];
        }
    }
    return count;
}

static struct view_effect sort_by(struct sorting *sorting, const struct sorted *rows, int column,
                                  bool descending)
{
    const struct table *table = rows->table;
    struct table_key keys[TABLE_KEYS_MAX];
    if (column < 0 || (size_t)column >= table->column_count) {
        return shared_did(VIEW_NOTHING);
    }
    if (table->columns[column].kind == CELL_SPARK) {
        return shared_said(_("Sparklines have no order: choose another column."));
    }
    size_t count = put_first(table, column, descending, keys);
    if (!sort(rows, keys, count)) {
        return shared_said(_("Out of memory."));
    }
    sorting->count = count;
    for (size_t i = 0; i < count; i++) {
        sorting->keys[i].descending = keys[i].descending;
        snprintf(sorting->keys[i].column, sizeof sorting->keys[i].column, "%s",
                 table->columns[keys[i].column].id);
    }
    table_view_show(rows->view, table);
    rows->view->scroll = (struct scroll){0};
    return shared_did(VIEW_REDRAW);
}

struct view_effect sorting_column(struct sorting *sorting, const struct sorted *rows, int column)
{
    const struct table *table = rows->table;
    if (column < 0 || (size_t)column >= table->column_count) {
        return shared_said(_("Go to a column first, to the left or right: it is sorted by."));
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
