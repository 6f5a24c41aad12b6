/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The help overlay: keys and sentences, under headings, scrolled.
 */
#ifndef CAMPANE_UI_WIDGETS_HELP_H
#define CAMPANE_UI_WIDGETS_HELP_H

#include "ui/canvas/area.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/scroll.h"

struct help_line {
    const char *keys; /* "Up k"; NULL: a heading (or, with words NULL too, a blank line) */
    const char *words;
};

/* Rows of text that the overlay shows in an area of so many rows. */
size_t help_page(int height);

/* Rows that all lines take in an area of so many columns (sentences wrap). */
size_t help_rows(const struct help_line *lines, size_t count, int columns, bool ascii);

/* scroll->top is the first row that is shown. */
void help_draw(const struct area *area, const char *title, const struct help_line *lines,
               size_t count, struct scroll *scroll, const struct hint *hints, size_t hint_count);

#endif
