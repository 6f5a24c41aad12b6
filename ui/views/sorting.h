/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that people sort: by a column, the other way around, and again as chosen when new rows
 * come.
 */
#ifndef CAMPANE_UI_VIEWS_SORTING_H
#define CAMPANE_UI_VIEWS_SORTING_H

#include "ui/views/view.h"
#include "ui/widgets/table_view.h"

/* What somebody chose: columns by their ids, the last chosen first, so that those before decide
 * where it is the same. A zeroed one: nothing yet. */
struct sorting {
    struct {
        char column[40];
        bool descending;
    } keys[TABLE_KEYS_MAX];
    size_t count;
};

/* The rows in question, lent for the call. */
struct sorted {
    struct table_view *view;
    struct table *table;
    /* Instead of table_sort_by: owner's rows. NULL: table_sort_by. */
    bool (*sort)(void *owner, const struct table_key *keys, size_t count);
    void *owner;
};

/* New rows have come: order them as chosen, if anything was, before they are shown. */
void sorting_again(const struct sorting *sorting, const struct sorted *rows);

/* Sort by a column, the best, the largest or the latest first, names from "a" on; once more turns
 * the order around. What the rows were sorted by before decides where they are the same. Whoever
 * sorts sees what comes first then. */
struct view_effect sorting_column(struct sorting *sorting, const struct sorted *rows, int column);

/* Turn the order around, that of the first column. */
struct view_effect sorting_reverse(struct sorting *sorting, const struct sorted *rows);

#endif
