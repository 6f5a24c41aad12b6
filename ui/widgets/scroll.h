/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which row of a long list is selected and which is the first that is seen.
 */
#ifndef CAMPANE_UI_WIDGETS_SCROLL_H
#define CAMPANE_UI_WIDGETS_SCROLL_H

#include "ui/canvas/area.h"

struct scroll {
    size_t selected; /* < count, 0 when the list is empty */
    size_t top;      /* first row that is drawn */
};

/* Bring both into range after the list or its page (rows that fit, at least 1) changed; the
 * selected row stays in sight, and the page is filled as far as the list goes. */
void scroll_fit(struct scroll *scroll, size_t count, size_t page);

/* Move the selection by so many rows, stopping at both ends. */
void scroll_by(struct scroll *scroll, size_t count, size_t page, long rows);

/* Select a row; one behind the end is the last. */
void scroll_to(struct scroll *scroll, size_t count, size_t page, size_t row);

/* For texts, where nothing is selected: move what is seen. `selected` follows `top`. */
void scroll_page(struct scroll *scroll, size_t count, size_t page, long rows);

/* A bar along an area one column wide that shows which part is seen; nothing when all is. */
void scroll_bar(const struct area *area, const struct scroll *scroll, size_t count, size_t page);

#endif
