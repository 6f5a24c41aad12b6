/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparing the program's own names (keys, ids, channels): ASCII only, no locale.
 */
#ifndef CAMPANE_MODEL_NAMES_H
#define CAMPANE_MODEL_NAMES_H

#include "base/base.h"

/* Whether both are the same but for the case of ASCII letters, with "-" and " " as "_". NULL is
 * the same as NULL only. */
bool names_same(const char *a, const char *b);

/* <0, 0, >0 by the same form, bytewise; neither may be NULL. */
int names_compare(const char *a, const char *b);

/* Whether `name` is one of the words of `list`, which are separated by single spaces. Exact. */
bool names_hold(const char *list, const char *name);

#endif
