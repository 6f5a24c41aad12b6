/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind opportunities.h share.
 */
#ifndef CAMPANE_REPORT_OPPORTUNITIES_PRIVATE_H
#define CAMPANE_REPORT_OPPORTUNITIES_PRIVATE_H

#include "report/opportunities.h"

struct opportunities_builder {
    struct arena *arena;
    const struct scope *scope;
    const struct benchmarks *sets; /* the scope's with the own ones behind */
    const struct reasons *reasons;
    struct opportunities *made;
    struct err *err;
};

/* One KPI of one campaign; false where there is nothing to say of it (unknown, or as good as it
 * gets). Without name and text. Pure. */
bool opportunities_gap(const struct opportunities_builder *builder, const struct report_item *item,
                       enum kpi kpi, struct gap *gap);

/* The sentence of a gap whose name is set; NULL: out of memory. */
const char *opportunities_say(const struct opportunities_builder *builder, const struct gap *gap);

/* The table with its notes, from the gaps. */
bool opportunities_lay_out(struct opportunities_builder *builder);

#endif
