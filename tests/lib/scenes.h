/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures to test widgets with: a table of campaigns in many scripts, and one scene a widget that
 * draws it into any area. The same scenes go through golden files, through areas of every size and
 * onto a real terminal.
 */
#ifndef CAMPANE_TESTS_LIB_SCENES_H
#define CAMPANE_TESTS_LIB_SCENES_H

#include "report/table.h"
#include "ui/canvas/area.h"

/* Campaigns with all grades, leaning and certain, unknown values, gaps, names in Latin, Arabic,
 * Chinese, Thai, Hindi, Armenian, with emoji; `rows` of them, the first twelve by hand, more made
 * up. NULL when out of memory. */
struct table *scenes_table(struct arena *arena, size_t rows);

struct scene {
    const char *name; /* of the golden file */
    int width, height;
    void (*draw)(const struct area *area);
};

extern const struct scene scenes[];
extern const size_t scene_count;

#endif
