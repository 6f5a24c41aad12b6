/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The store's own figures beside every benchmark set: for each KPI the bands of each set and the
 * one that the figure lies in. It says where a sum over many campaigns would stand; campaigns are
 * graded one by one, by what is bound to them.
 */
#ifndef CAMPANE_REPORT_BANDS_H
#define CAMPANE_REPORT_BANDS_H

#include "report/item.h"

#define BANDS_SETS_MAX 24 /* more are left out */

struct bands_set {
    const struct benchmark_set *set;
    const char *title; /* its id; of own sets with kind and channel; translated */
    bool current;      /* in force */
};

/* A KPI under a set. */
struct bands_mark {
    const struct benchmark_row *row; /* NULL: the set says nothing of it */
    struct grade_result grade;       /* of the store's figure under it */
    const char *edges;               /* "15/25/30 %": where typical, good and best begin */
    const char *distance;            /* as words_distance */
};

struct bands_row {
    enum kpi kpi;
    struct kpi_value value;
    const struct bands_mark *marks; /* one a set */
};

struct bands {
    const struct bands_set *sets; /* in file order, own ones last */
    size_t set_count;
    const struct bands_row *rows; /* KPIs of which some set says something */
    size_t row_count;
    struct table *table; /* kpi, yours, distance, and a column a set: "T 15/25/30 %" */
};
#define BANDS_FIRST_SET 3 /* the column of the first set */

/* Learns the own sets, which reads the totals of all campaigns. */
bool bands_build(struct arena *arena, struct store *store, const struct scope *scope,
                 struct cancel *cancel, const struct bands **bands, struct err *err);

/* Where a mark's row is from, in sentences: source, date, sample, ceiling, note; "" parts are left
 * out. In the arena; NULL: out of memory. */
const char *bands_source(struct arena *arena, const struct bands_set *set,
                         const struct bands_mark *mark);

/* Where the rows of all sets are from: set, KPIs, source, date, sample; rows of a set that say the
 * same stand in one. NULL: out of memory. */
struct table *bands_sources(struct arena *arena, const struct bands *bands);

#endif
