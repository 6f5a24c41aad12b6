/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which columns of a table somebody wants to see, in which order and how wide: plain, so that it
 * can be kept, handed between threads and compared.
 */
#ifndef CAMPANE_UI_WIDGETS_TABLE_LAYOUT_H
#define CAMPANE_UI_WIDGETS_TABLE_LAYOUT_H

#include "base/base.h"

#define TABLE_LAYOUT_MAX   96 /* columns */
#define TABLE_LAYOUT_ID    72
#define TABLE_LAYOUT_WIDTH 200 /* the widest column */

struct table_layout {
    struct {
        char id[TABLE_LAYOUT_ID];
        int width; /* display columns; 0: as wide as it needs */
    } columns[TABLE_LAYOUT_MAX];
    size_t count;
};

#endif
