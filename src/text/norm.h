/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Canonical ordering of combining marks, shared by utf8.c and fold.c. Inside src/text only.
 */
#ifndef CAMPANE_TEXT_NORM_H
#define CAMPANE_TEXT_NORM_H

#include "base/base.h"

/* Puts the marks of every run of points (combining class not 0) in the order of their classes.
 * The sort is quadratic in the length of a run: callers limit it (UTF8_MARKS). */
void norm_order(int32_t *points, size_t count);

/* The combining class of a code point; 0: it starts something new. */
int norm_class(int32_t point);

#endif
