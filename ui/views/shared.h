/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several screens need and no widget is: rows that a key moves, paragraphs in few rows, the
 * bands of a KPI as a bullet graph. Not here: anything of one screen only.
 */
#ifndef CAMPANE_UI_VIEWS_SHARED_H
#define CAMPANE_UI_VIEWS_SHARED_H

#include <string.h>

#include "ui/views/view.h"
#include "ui/widgets/bullet.h"
#include "ui/widgets/table_view.h"

/* How many rows an action moves by (with pages of so many rows): negative is up, LONG_MIN to the
 * first row and LONG_MAX to the last. False: it moves no rows. */
bool shared_rows(enum action action, size_t page, long *rows);

/* What is shown until the first part is there. */
void shared_reading(const struct area *body);

/* A paragraph in at most `rows` rows, from row y on; when it is longer the last row ends with an
 * ellipsis. Returns the rows used; 0 for NULL and "". */
int shared_paragraph(const struct area *area, int y, int rows, struct pen pen, const char *text);

/* The rows shared_paragraph takes in so many columns. */
int shared_rows_of(const char *text, int columns, int rows, bool ascii);

/* Notes one after the other, as far as they fit in `rows` rows (the last may be cut). Returns the
 * rows used. */
int shared_notes(const struct area *area, int y, int rows, const char *const *notes, size_t count);

/* Append a text to words (cut at `size`) with something between them; NULL and "" add nothing. */
void shared_joined(char *words, size_t size, const char *between, const char *text);

/* A heading over a part of a screen: bold words, and dim ones behind it (NULL: none). */
void shared_heading(const struct area *area, int y, const char *title, const char *more);

/* A KPI's value over the bands of the row that judges it. False without a row: no bands. */
bool shared_bullet(struct bullet *bullet, enum kpi kpi, bool known, double value,
                   const struct benchmark_row *row);

/* Effects. */
static inline struct view_effect shared_did(enum view_do what)
{
    return (struct view_effect){.what = what};
}
static inline struct view_effect shared_moved(bool changed)
{
    return shared_did(changed ? VIEW_REDRAW : VIEW_NOTHING);
}
/* What scrolling a table, or not, comes to; `before`: where it stood. */
static inline struct view_effect shared_scrolled(const struct table_view *view,
                                                 const struct scroll *before)
{
    return shared_did(memcmp(before, &view->scroll, sizeof *before) != 0 ? VIEW_MOVED
                                                                         : VIEW_NOTHING);
}
static inline struct view_effect shared_said(const char *words)
{
    return (struct view_effect){.what = VIEW_SAY, .words = words};
}

#endif
