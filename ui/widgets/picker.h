/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list to choose one thing from, in an overlay.
 */
#ifndef CAMPANE_UI_WIDGETS_PICKER_H
#define CAMPANE_UI_WIDGETS_PICKER_H

#include "ui/canvas/area.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/scroll.h"

struct picker_item {
    const char *label;  /* translated or data */
    const char *detail; /* said dimly behind it; NULL: nothing */
    bool current;       /* what holds now: "*" before it */
};

struct picker {
    const char *title;
    const struct picker_item *items;
    size_t count;
    struct scroll scroll;
};

/* Rows of items that a picker shows in an area of so many rows (for moving by pages). */
size_t picker_page(const struct picker *picker, int height);

/* Draws the overlay in the middle of the area, hints in its last row. */
void picker_draw(struct picker *picker, const struct area *area, const struct hint *hints,
                 size_t hint_count);

/* The item at a place of the area it was drawn in, or -1. */
int picker_hit(const struct picker *picker, const struct area *area, int x, int y);

#endif
