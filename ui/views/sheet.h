/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A heading, a table that keys and clicks move in and sort, and words below it about the row under
 * the cursor: what the pages of Opportunities are made of.
 */
#ifndef CAMPANE_UI_VIEWS_SHEET_H
#define CAMPANE_UI_VIEWS_SHEET_H

#include "ui/views/shared.h"
#include "ui/views/sorting.h"

/* A zeroed one shows nothing yet. */
struct sheet {
    struct table *table;
    struct table_view view;
    struct sorting sorting;
    int foot; /* rows of words below the table, as drawn last */
};

/* Show a table from now on: the same one read anew (rows stay selected and sorted), or another one
 * (`fresh`). The view owns it, and what was shown before must still be alive. */
void sheet_show(struct sheet *sheet, const struct table *table, bool fresh);

struct sheet_words {
    const char *title, *more; /* of the heading; more may be NULL */
    const char *empty;        /* where there are no rows */
    const char *about;        /* of the row under the cursor; NULL: the table's notes stand there */
    bool unsorted;            /* rows have an order of their own that sorting would break */
};

void sheet_draw(struct sheet *sheet, const struct area *body, const struct sheet_words *words);

/* Moving, sorting, clicks; VIEW_IGNORED for what is not the sheet's. */
struct view_effect sheet_act(struct sheet *sheet, enum action action, struct key key,
                             const struct view_context *context, bool unsorted);

/* The cell of a column in the row under the cursor; NULL: there is none. */
const struct cell *sheet_cell(const struct sheet *sheet, const char *column);

#endif
