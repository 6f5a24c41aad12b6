/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One-line messages: errors, warnings, what was done, and progress.
 */
#ifndef CAMPANE_UI_WIDGETS_BANNER_H
#define CAMPANE_UI_WIDGETS_BANNER_H

#include "ui/canvas/area.h"

enum banner_kind { BANNER_ERROR, BANNER_WARNING, BANNER_OK, BANNER_NOTE };

/* A sign and the words on one row, over its whole width: "✗ …", "! …", "✓ …" ("x", "!", "+" in
 * ASCII); a note has no sign. */
void banner_draw(const struct area *area, int y, enum banner_kind kind, const char *words);

/* "words ████████▌────── 62 %": a bar in what the words leave. A fraction below 0 or NAN is not
 * known: a block that walks with `step` (any growing number) and no figure. */
void banner_progress(const struct area *area, int y, double fraction, unsigned step,
                     const char *words);

#endif
