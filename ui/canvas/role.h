/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Roles: what a cell is for. Drawing code names roles; only a palette knows colors.
 */
#ifndef CAMPANE_UI_CANVAS_ROLE_H
#define CAMPANE_UI_CANVAS_ROLE_H

#include "base/base.h"

enum role {
#define ROLE(id, name, letter, words) ROLE_##id,
#include "ui/canvas/role.def"
#undef ROLE
    ROLE_COUNT
};

/* "tab.current": what theme files call it. Lent for ever; role must be 0 … ROLE_COUNT - 1. */
const char *role_name(enum role role);

/* The role of a name, or -1. */
int role_by_name(const char *name);

/* The letter that stands for it in golden dumps; each role has its own. */
char role_letter(enum role role);

/* An untranslated line that says what it is for (documentation of theme files). */
const char *role_words(enum role role);

#endif
