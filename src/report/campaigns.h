/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of campaigns.
 */
#ifndef CAMPANE_REPORT_CAMPAIGNS_H
#define CAMPANE_REPORT_CAMPAIGNS_H

#include "report/column.h"
#include "report/walk.h"

struct campaigns_options {
    const char *const *columns; /* ids; NULL: campaigns_default_columns */
    size_t column_count;
    const char *sort; /* as walk_options, also columns that are not shown; NULL: latest first */
    bool descending;
    size_t limit; /* 0: all; with a limit (unattributed) is left out */
};

/* name, start, sent, delivery_rate, open_rate, ctr, engagement_rate, optout_rate, conversion_rate,
 * rocs, revenue, spark. NULL behind the last. */
extern const char *const campaigns_default_columns[];

struct campaigns {
    struct table *table; /* row_ids: campaign numbers; 0, (unattributed), is the last row.
                            The one who has it may sort it and put sparklines in. */
    int64_t matching;    /* campaigns past the filter (also those a limit cuts off) */
    int64_t seen;        /* with anything in the period */
    int64_t all;         /* in the store */
    int64_t archived;    /* left out for being archived */
    bool unattributed;   /* the last row is (unattributed) */
    bool whole;          /* neither period nor filter: who has no row is not in the list at all */
};

/* ERR_USAGE: an unknown column. Sparklines are empty cells until they are put in. */
bool campaigns_build(struct arena *arena, struct store *store, const struct scope *scope,
                     const struct campaigns_options *options, struct cancel *cancel,
                     struct campaigns **campaigns, struct err *err);

/* table_sort_by that leaves (unattributed) last. */
bool campaigns_sort(struct campaigns *campaigns, const struct table_key *keys, size_t count);

/* Sparklines for some campaigns: sends a day over the 30 days up to the end of the period (or
 * today), each on a scale of its own from 0; NULL where nothing was sent in them. Reads a few
 * blocks a campaign: ask for the rows in sight. */
#define CAMPAIGNS_SPARK_DAYS 30
bool campaigns_sparks(struct arena *arena, struct store *store, const struct scope *scope,
                      const int64_t *numbers, size_t count, struct cancel *cancel,
                      const struct spark **sparks, struct err *err);

/* Put sparklines into the rows that have those numbers (for the table's owner). */
void campaigns_put_sparks(struct campaigns *campaigns, const int64_t *numbers, size_t count,
                          const struct spark *const *sparks);

/* Ask for and put in those of `count` rows from `first` (what a command does). */
bool campaigns_fill_sparks(struct arena *arena, struct store *store, const struct scope *scope,
                           struct campaigns *campaigns, size_t first, size_t count,
                           struct cancel *cancel, struct err *err);

#endif
