/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui/theme: the palettes. A theme is a complete table: every role at every depth.
 * Not here: what roles mean (ui/canvas/role.def) and who draws with them.
 */
#ifndef CAMPANE_UI_THEME_THEME_H
#define CAMPANE_UI_THEME_THEME_H

#include "ui/canvas/palette.h"

/* The palette of a theme ("dark", "light", "mono"), or NULL when there is none of that name. Lent
 * for ever. */
const struct palette *theme_find(const char *name);

/* All of them, "dark" first; NULL behind the last. */
const struct palette *theme_at(size_t index);

/* The theme that fits a terminal which says "foreground;background" in COLORFGBG (NULL: it says
 * nothing): "light" when the background is light, else "dark". */
const struct palette *theme_for_terminal(const char *colorfgbg);

#endif
