/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui/theme: the palettes. A theme is a file: the style of every role at every depth, or, under a
 * first line `base = NAME`, what it has other than that one. Those of the program (data/themes) are
 * compiled in; people's own are NAME.theme in a folder `themes` beside their configuration.
 * Not here: what roles mean (ui/canvas/role.def) and who draws with them.
 */
#ifndef CAMPANE_UI_THEME_THEME_H
#define CAMPANE_UI_THEME_THEME_H

#include "base/arena.h"
#include "base/err.h"
#include "ui/canvas/palette.h"

#define THEME_USUAL "dark"

/* The palette of a theme: the first of that name in `folders` (NULL behind the last; a folder may
 * be missing; NULL: none), else the program's. All of it is in the arena. NULL: ERR_NOT_FOUND when
 * there is none of that name, ERR_REFUSED with file, line and column for a mistake in it, ERR_IO,
 * ERR_MEMORY. */
const struct palette *theme_load(struct arena *arena, const char *const *folders, const char *name,
                                 struct err *err);

/* The names of all themes, the program's first, each once; NULL behind the last. NULL: ERR_MEMORY.
 */
const char *const *theme_names(struct arena *arena, const char *const *folders, struct err *err);

/* The name of the theme that fits a terminal which says "foreground;background" in COLORFGBG (NULL:
 * it says nothing): "light" when the background is light, else "dark". */
const char *theme_for_terminal(const char *colorfgbg);

#endif
