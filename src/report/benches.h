/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What judges campaigns that are alike: the benchmark rows for one kind, channel and industry,
 * found once and lent to the items of a walk. Looking them up is most of what a grade costs.
 */
#ifndef CAMPANE_REPORT_BENCHES_H
#define CAMPANE_REPORT_BENCHES_H

#include "report/scope.h"

/* Campaigns are of a few classes; of what goes beyond, each is looked up for itself. */
#define BENCHES_MAX 32

struct benches {
    int index; /* among those of its book, from 0; below BENCHES_MAX */
    enum campaign_kind kind;
    const char *channel, *industry; /* NULL: unknown */
    struct grade_bench kpi[KPI_COUNT];
};

struct benches_book;

/* The scope must outlive it. NULL: out of memory. */
struct benches_book *benches_new(const struct scope *scope) CAMPANE_NODISCARD;
void benches_free(struct benches_book *book); /* NULL is fine */

/* The benches of a class, lent by the book. NULL: there are too many of them, or no memory. */
const struct benches *benches_of(struct benches_book *book, enum campaign_kind kind,
                                 const char *channel, const char *industry);

#endif
