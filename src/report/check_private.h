/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What check.c and check_change.c share. */
#ifndef CAMPANE_REPORT_CHECK_PRIVATE_H
#define CAMPANE_REPORT_CHECK_PRIVATE_H

#include "base/vec.h"
#include "report/check.h"

struct check_builder {
    struct arena *arena;
    struct store *store;
    struct cancel *cancel;
    struct err *err;
    const struct check_rule *rule;
    struct scope scope;              /* of the rule */
    const struct check_rule *judged; /* the rule with the budget in it */
    enum campaign_kind kind;         /* that the filter asks for alone; KIND_UNKNOWN */
    bool part;            /* the filter asks for anything else: no budget is that of a part */
    struct target budget; /* that it holds costs to; of COUNTER_NONE: none of the store's */
    struct vec lines;     /* struct check_line */
    struct vec held;      /* struct check_held */
};

/* A line behind the others, lent until the next one; NULL: out of memory. */
struct check_line *check_add(struct check_builder *builder, const struct check_line *line);

/* A rule of RISING or FALLING. */
bool check_change(struct check_builder *builder);

#endif
