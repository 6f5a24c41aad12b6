/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report table on the screen: header, rows, a selected row, a current column.
 *
 * The first column names the row and stays at the left whatever happens. When there is no room,
 * the columns of the highest priority number go first; the current column is never dropped, so
 * moving right brings dropped ones back one by one. Numbers are never cut. Names are, and
 * sparklines are narrowed. A "›" at the right of the header says that columns are missing.
 * Columns for scripts (table_column.key) are never drawn.
 *
 * Where somebody chose columns (a layout), none of them goes: what has no room is scrolled to by
 * moving the current column, and "‹" and "›" in the header say that there is more on that side.
 *
 * In the header stands which column the rows are sorted by, "▼" or "▲"; where several decide, with
 * its number: "1▼CTR", "Name▲2".
 *
 * The selected row has a marker and a bold name, no bar: a key costs few bytes.
 * Lines that did not change are taken over from the picture before, where the canvas keeps it
 * (kept.h): a table then changes only by table_view_show, or by a cell that becomes a sparkline.
 *
 * In the two columns behind the value of a graded column stand "~" (leaning) and the letter; the
 * place of the "~" can hold "+" (still counting: the value may grow) or "!" (more than all).
 */
#ifndef CAMPANE_UI_WIDGETS_TABLE_VIEW_H
#define CAMPANE_UI_WIDGETS_TABLE_VIEW_H

#include "report/table.h"
#include "ui/canvas/area.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/table_layout.h"

#define TABLE_VIEW_COLUMNS TABLE_LAYOUT_MAX /* a table with more shows the first of them */

struct table_view {
    const struct table *table; /* lent by the caller, who gives another one before it goes away */
    struct scroll scroll;
    int column;                        /* the column that keys act on; -1: none */
    const struct table_layout *layout; /* lent; NULL: nobody chose columns. table_view_arrange sets
                                          it */

    /* What follows belongs to the widget. */
    int order[TABLE_VIEW_COLUMNS]; /* the columns that can be seen, from left to right */
    int order_count;
    int chosen[TABLE_VIEW_COLUMNS];  /* widths by the layout; 0: none */
    int left;                        /* place in the order of the first one behind the names */
    size_t seen_from, seen_to;       /* rows that were measured last beside those */
    size_t measured;                 /* rows whose width is known: 0 … measured - 1 */
    bool ascii;                      /* cells were measured as ASCII shows them */
    int natural[TABLE_VIEW_COLUMNS]; /* columns that the widest cell takes, marks included */
    int marks[TABLE_VIEW_COLUMNS];   /* 0, 1 or 2 columns of them */
    int x[TABLE_VIEW_COLUMNS];       /* as drawn last; -1: dropped */
    int width[TABLE_VIEW_COLUMNS];
    uint64_t edition; /* of the table, and of where its columns stand */
};

#define TABLE_VIEW_INIT                                                                            \
    {                                                                                              \
        .column = -1                                                                               \
    }

/* Show another table, or the same anew. The row with the id of the one that was selected stays
 * selected, on the same line of the screen where that is possible; when it is gone, the line is. So
 * with the current column.
 * `old` must still be alive (it may be the same). O(rows + cells measured). */
void table_view_show(struct table_view *view, const struct table *table);

/* Show these columns from now on, as far as the table has them (if it has none of them: all). The
 * first column is always the first. NULL: all, as the table has them. */
void table_view_arrange(struct table_view *view, const struct table_layout *layout);

/* Rows that an area of so many lines shows: one line is the header's. At least 1. */
size_t table_view_page(int height);

/* Move the selection; page as table_view_page says. */
void table_view_move(struct table_view *view, size_t page, long rows);
void table_view_select(struct table_view *view, size_t page, size_t row);

/* Move the current column by `by`, stopping at both ends; from none to the first. */
void table_view_column(struct table_view *view, int by);

/* The id of the selected row; false when there is none. */
bool table_view_selected(const struct table_view *view, int64_t *id);

/* What is so of a row, or'ed. */
enum table_view_match { TABLE_VIEW_FOUND = 1, TABLE_VIEW_MARKED = 2 };

struct table_view_options {
    const uint8_t *matches; /* one a row, enum table_view_match; NULL: nothing of the kind */
    const char *empty;      /* translated words for a table without rows; NULL: none */
    bool passive;           /* nothing is selected: no marker (tables inside other views) */
};

/* options may be NULL. Cells of rows that come into sight for the first time are measured, hence
 * the view is not const; what it selects does not change but to fit the area. */
void table_view_draw(struct table_view *view, const struct area *area,
                     const struct table_view_options *options);

/* What lies at a place of the area it was drawn in last: a row, a column's title, or nothing. */
enum table_view_hit { TABLE_VIEW_NOTHING, TABLE_VIEW_ROW, TABLE_VIEW_TITLE };
enum table_view_hit table_view_hit(const struct table_view *view, int x, int y, size_t *row,
                                   int *column);

#endif
