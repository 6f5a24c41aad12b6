/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind breakdown.h share.
 */
#ifndef CAMPANE_REPORT_BREAKDOWN_PRIVATE_H
#define CAMPANE_REPORT_BREAKDOWN_PRIVATE_H

#include "report/breakdown.h"
#include "stats/days.h"

struct breakdown_builder {
    struct arena *arena;
    const struct scope *scope;
    struct breakdown *breakdown;
    struct err *err;
};

/* Whether messages themselves rarely state it, but visits and orders do: where a link came from,
 * and what kind of thing was done. */
bool breakdown_is_of_facts(const struct breakdown_dimension *dimension);

/* A rate of a row against the other rows of the same campaigns, campaign by campaign. */
struct breakdown_within {
    struct stats_day_sums sums;
    struct stats_count own, rest; /* of those campaigns */
    int64_t campaigns;
};

/* What is pooled under one key. */
struct breakdown_pool {
    const char *key; /* "" for none */
    int64_t campaigns;
    struct total total;
    enum campaign_goal goal; /* that all its campaigns have; GOAL_UNKNOWN: they differ */
    struct breakdown_people people;
    struct breakdown_within within[BREAKDOWN_KPIS_MAX];
};

/* --- breakdown_strata.c: rows within the same campaigns ------------------------------------------
 *
 * Campaigns come in any order, but sums of fractions depend on theirs: the counts are kept, and
 * added up from the latest start to the earliest. */

struct breakdown_strata;

struct breakdown_strata *breakdown_strata_new(size_t kpis);  /* NULL: out of memory */
void breakdown_strata_free(struct breakdown_strata *strata); /* NULL is fine */

/* Where the people are not known. */
#define BREAKDOWN_NO_COUNT ((struct stats_count){0, 0})

/* A campaign with that many rows: the place for the counts of each KPI of the first row, then of
 * the next; good until the next call. NULL: out of memory. */
struct stats_count *breakdown_strata_add(struct breakdown_strata *strata,
                                         const struct report_item *item, size_t rows);
/* Which pool a row of that campaign is of. */
void breakdown_strata_pool(struct breakdown_strata *strata, size_t row,
                           struct breakdown_pool *pool);

/* All of them into `within` of their pools. */
void breakdown_strata_finish(struct breakdown_strata *strata);

/* --- breakdown_cells.c: what needs message rows ------------------------------------------------
 */

#define BREAKDOWN_FREQUENCY_MOST 8 /* that many and more are one row */

struct breakdown_cells;

/* Whether the dimension needs message rows. */
bool breakdown_needs_messages(enum breakdown_what what);

/* One pass over the messages of the period. NULL: failed. */
struct breakdown_cells *breakdown_cells_read(struct breakdown_builder *builder, struct store *store,
                                             struct cancel *cancel);
void breakdown_cells_free(struct breakdown_cells *cells); /* NULL is fine */

/* The cells of a campaign one after the other, from *at = 0: its cell and what is in it (added to a
 * zeroed total). False: no more. */
bool breakdown_cells_next(const struct breakdown_cells *cells, int64_t campaign, size_t *at,
                          int *cell, struct total *total);

/* The people of a frequency. */
struct breakdown_people breakdown_cells_people(const struct breakdown_cells *cells, int cell);

/* The key of a cell, its place in the order of keys, and its words. */
const char *breakdown_cell_text(enum breakdown_what what, int cell, char buffer[8]);
int breakdown_cell_of(enum breakdown_what what, const char *key);
const char *breakdown_cell_label(struct arena *arena, enum breakdown_what what, const char *key);

/* The grids of HOUR_WEEKDAY, from the rows. chosen: somebody named the KPIs. */
bool breakdown_grids(struct breakdown_builder *builder, bool chosen);

/* The people behind a rate; false where it is unknown or counts no people. */
bool breakdown_counts(const struct breakdown_builder *builder, const struct total *total, size_t at,
                      struct stats_count *count);

/* Hold every row against the others, per KPI. */
bool breakdown_judge(struct breakdown_builder *builder);

/* The table and the sentence, from the rows. */
bool breakdown_lay_out(struct breakdown_builder *builder);

#endif
