/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind overview.h share.
 */
#ifndef CAMPANE_REPORT_OVERVIEW_PRIVATE_H
#define CAMPANE_REPORT_OVERVIEW_PRIVATE_H

#include "report/overview.h"

struct overview_builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct overview *overview;
    struct matching matching;
    struct total recent, before;
    struct day_total *days; /* of the sparklines, scratch */
    size_t day_count;
    bool has_sparks;
};

/* Once totals, recent and before, and the days are there. */
bool overview_fill_tiles(struct overview_builder *builder);

#endif
