/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies over a view: a box in the middle with a title, and in it a message, a question or
 * another widget.
 */
#ifndef CAMPANE_UI_WIDGETS_DIALOG_H
#define CAMPANE_UI_WIDGETS_DIALOG_H

#include "ui/canvas/area.h"

/* A key and what it does, as footers and dialogs show it; both translated and lent. */
struct hint {
    const char *key;   /* "Enter" */
    const char *words; /* "open" */
};

/* Clear a box of so many columns and rows inside (less where the area is smaller) in the middle of
 * the area and return its inside. */
struct area dialog_open(const struct area *area, int columns, int rows, const char *title);

/* A message with what can be answered under it; as large as the text needs. */
void dialog_message(const struct area *area, const char *title, const char *text,
                    const struct hint *answers, size_t count);

/* Hints on one row: the first ones as far as there is room, and the last one, for which room is
 * kept (it is the help). None is cut. Returns the columns used. */
int dialog_hints(const struct area *area, int x, int y, int columns, const struct hint *hints,
                 size_t count);

/* So, with room kept for the last `kept`; where there is none for all of these, for the very last.
 */
int dialog_hints_keep(const struct area *area, int x, int y, int columns, const struct hint *hints,
                      size_t count, size_t kept);

#endif
