/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read for one view at one moment: what was asked for, the scope it was read with, and the
 * arena that all its results live in. The worker and the user interface hold it; who drops it last
 * frees it. Only the one who reads allocates in the arena once it is on its way.
 */
#ifndef CAMPANE_UI_APP_LOAD_H
#define CAMPANE_UI_APP_LOAD_H

#include <stdatomic.h>

#include "ui/views/view.h"

struct load {
    atomic_uint users;
    struct arena *arena;

    const struct view_ops *view; /* that was asked for */
    int64_t number;              /* the campaign it is about */
    struct scope_request request;
    const struct benchmarks *sets;     /* to grade by; NULL: the reader's */
    const struct table_layout *layout; /* columns that were chosen; NULL: none */

    /* Of the reader, complete before the first result is handed over. */
    const struct view_ops *shown; /* `view`, or the first screen where there is nothing to show */
    bool has_scope;
    struct scope scope;
};

/* With one user. The request is copied. NULL: out of memory. */
struct load *load_new(const struct view_ops *view, int64_t number,
                      const struct scope_request *request, struct err *err) CAMPANE_NODISCARD;

struct load *load_hold(struct load *load); /* one user more; returns it */
void load_drop(struct load *load);         /* one less; NULL is fine */

#endif
