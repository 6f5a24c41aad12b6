/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a theme:
 *
 *   base = dark                                   first line, may be missing
 *   page = #d0d4d8 on #0f1216                     what the terminal's own colors are taken for
 *   hint.key = 153 bold | 14 bold | 6 | - bold    a role: in 256, 16 and 8 colors and without
 *
 * A color is a number of xterm's table or "-", the terminal's own; attributes are bold, dim,
 * underline, reverse. Columns that are not there, and roles, are those of the base; without a base
 * all have to be there.
 */
#ifndef CAMPANE_UI_THEME_THEME_PARSE_H
#define CAMPANE_UI_THEME_THEME_PARSE_H

#include "base/arena.h"
#include "base/err.h"
#include "ui/canvas/palette.h"

struct theme_base {
    char name[64];         /* "": none */
    uint64_t line, column; /* of the name */
};

/* What the theme is based on. False: ERR_REFUSED, some line is no `name = value`. */
bool theme_parse_base(const char *file, const char *text, size_t length, struct theme_base *base,
                      struct err *err);

/* base NULL: none. The name goes into the arena. False: ERR_REFUSED with the place, ERR_MEMORY. */
bool theme_parse(struct arena *arena, const char *file, const char *name, const char *text,
                 size_t length, const struct palette *base, struct palette *palette,
                 struct err *err);

#endif
