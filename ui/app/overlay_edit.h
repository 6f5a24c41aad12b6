/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keys do in overlays: typing into a line, moving in a list.
 */
#ifndef CAMPANE_UI_APP_OVERLAY_EDIT_H
#define CAMPANE_UI_APP_OVERLAY_EDIT_H

#include "ui/keymap/keymap.h"
#include "ui/widgets/input.h"

/* Returns whether the text is another one now. */
bool overlay_edit(struct input *input, enum action action, struct key key);

#define OVERLAY_FAR (1L << 20) /* rows that lead to an end from anywhere */

/* By how many rows an action moves where a page has `page` of them; false: it moves nothing. */
bool overlay_rows(enum action action, long page, long *rows);

#endif
