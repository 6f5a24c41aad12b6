/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts: labels and values in two columns, long values wrapped under themselves.
 *
 *     Started     2026-10-02
 *     Source      message log, 2 files
 */
#ifndef CAMPANE_UI_WIDGETS_FACTS_H
#define CAMPANE_UI_WIDGETS_FACTS_H

#include "ui/canvas/area.h"

struct fact {
    const char *label; /* translated; NULL: the value runs over the whole width */
    const char *value; /* NULL: "n/a" */
    uint8_t role;      /* of the value; ROLE_TEXT is ordinary */
};

/* Draws those that fit from row `skip` on (for scrolling). Returns the rows that all of them take
 * in this width. */
int facts_draw(const struct area *area, const struct fact *facts, size_t count, int skip);

#endif
