/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table that is a page: rows to go through, to sort and to click.
 */
#ifndef CAMPANE_UI_VIEWS_ROWS_H
#define CAMPANE_UI_VIEWS_ROWS_H

#include "ui/views/sorting.h"

struct rows {
    struct table_view view;
    struct sorting sorting;
};

/* Show a table that came, sorted as was chosen. The table is the view's own from now on. */
void rows_show(struct rows *rows, struct table *table);

/* Moving, sorting and clicks for a table that stands in `height` lines from line `top` of the body
 * on. VIEW_IGNORED: none of these. */
struct view_effect rows_act(struct rows *rows, struct table *table, int top, int height,
                            enum action action, struct key key);

/* Put one of the grounds of heat under the cells of the table as it was drawn into `area`: level of
 * a cell, 0: none, 1 … ROWS_HEAT_LEVELS. column 0 and on are the table's. */
#define ROWS_HEAT_LEVELS 4
void rows_heat(const struct rows *rows, const struct area *area,
               int (*level)(const void *context, size_t row, size_t column), const void *context);

/* The level of a value between the lowest and the highest; 1 where they are the same. */
int rows_heat_level(double value, double low, double high);

/* "low" to "high" as patches of the grounds, with the words at both ends. Returns the columns. */
int rows_heat_scale(const struct area *area, int x, int y, const char *low, const char *high);

#endif
