/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the ledger's screen share: imports.c (state and actions) and imports_draw.c.
 */
#ifndef CAMPANE_UI_VIEWS_IMPORTS_PRIVATE_H
#define CAMPANE_UI_VIEWS_IMPORTS_PRIVATE_H

#include "report/imports.h"
#include "ui/views/shared.h"
#include "ui/views/sorting.h"
#include "ui/widgets/table_view.h"

struct imports_state {
    const struct imports *shown; /* NULL: nothing came yet */
    struct table_view view;
    struct sorting sorting;
    const struct import_detail *detail; /* the last that was read; NULL */
    struct table_view changes;          /* of the detail */
    bool open;                          /* details fill the screen */
    int top;                            /* the first row of them that is seen then */
    char words[512];

    /* As drawn last. */
    int detail_rows;
    int table_width, table_height;
};

/* Whether details stand beside or under the list. */
enum imports_split { IMPORTS_LIST, IMPORTS_UNDER, IMPORTS_BESIDE };
enum imports_split imports_split(int width, int height);

/* Rows that a page has: of the list, or of the details where they fill the screen. */
size_t imports_page(const struct imports_state *state, const struct view_context *context);

/* The selected import; NULL: there is none. */
const struct import_item *imports_selected(const struct imports_state *state);

void imports_draw(void *state, const struct area *body, const struct view_context *context);

#endif
