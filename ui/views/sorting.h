/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that people sort: by a column, the other way around, and again as chosen when new rows
 * come.
 */
#ifndef CAMPANE_UI_VIEWS_SORTING_H
#define CAMPANE_UI_VIEWS_SORTING_H

#include "ui/views/view.h"
#include "ui/widgets/table_view.h"

/* What somebody chose; a zeroed one: nothing yet. */
struct sorting {
    bool chosen, descending;
    char column[40]; /* its id */
};

/* The rows in question, lent for the call. */
struct sorted {
    struct table_view *view;
    struct table *table;
    /* Instead of table_sort: owner's rows. NULL: table_sort. */
    bool (*sort)(void *owner, int column, bool descending);
    void *owner;
};

/* New rows have come: order them as chosen, if anything was, before they are shown. */
void sorting_again(const struct sorting *sorting, const struct sorted *rows);

/* Sort by a column, the best, the largest or the latest first, names from "a" on; once more turns
 * the order around. Whoever sorts sees what comes first then. */
struct view_effect sorting_column(struct sorting *sorting, const struct sorted *rows, int column);

/* Turn the order around. */
struct view_effect sorting_reverse(struct sorting *sorting, const struct sorted *rows);

#endif
