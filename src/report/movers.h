/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What moved: the rates of all campaigns, and of single ones, that differ most between the scope's
 * two periods (recent, before), beyond chance.
 */
#ifndef CAMPANE_REPORT_MOVERS_H
#define CAMPANE_REPORT_MOVERS_H

#include "report/walk.h"

struct mover {
    int64_t number;   /* campaign; -1: all of them together */
    const char *name; /* NULL with -1 */
    enum kpi kpi;
    struct kpi_value now, before;
    bool better;
    double within;    /* of all together: the change within the campaigns of both periods; else that
                         of the values */
    double p;         /* of no difference, corrected for all that was looked at */
    const char *text; /* translated: "CTR rose to 21.0 %, from 18.5 %"; of all together, where it is
                         less than that: "; +1.2 pt within the same campaigns" */
};

enum mover_hold {
    MOVER_UNTOLD, /* no rate of those, or mostly other campaigns were sent in the two periods */
    MOVER_LOOSE,  /* not beyond chance, or the other way (p >= 0.05, of the rate alone) */
    MOVER_HELD
};

#define MOVERS_ALL       2   /* rates of all campaigns together, at most */
#define MOVERS_CAMPAIGNS 4   /* single ones, at most; one line each */
#define MOVERS_LEAST     0.1 /* a change by less than this share of what it was is no news */

struct movers {
    bool compared; /* there are two periods to compare */
    const struct mover *lines;
    size_t count;
    size_t more; /* campaigns that moved too and found no place */
    /* Of the rates of all that campaigns are judged by: whether they went that way within the
     * campaigns of both periods, too, and how far. */
    enum mover_hold held[KPI_COUNT];
    double within[KPI_COUNT]; /* where HELD */
};

/* What is summed up while the campaigns of two periods are walked, by whoever walks them. */
struct movers_sum;

/* The walk's part of walk_options: the period before, and what is asked of both. scope->has_delta.
 */
struct walk_past movers_past(const struct scope *scope);

/* The arena outlives it, and has the result. NULL: out of memory. */
struct movers_sum *movers_open(struct arena *arena, const struct scope *scope) CAMPANE_NODISCARD;
bool movers_see(struct movers_sum *sum, const struct report_item *item, struct err *err);
bool movers_finish(struct movers_sum *sum, struct store *store, const struct movers **movers,
                   struct err *err);
void movers_free(struct movers_sum *sum); /* NULL is fine */

/* Of the rates that campaigns are judged by, where both periods have enough to be graded: the
 * pooled z test, p values raised by Holm's method over everything compared, under 0.05. A rate of
 * all of them must move as well, and the same way, within the campaigns that are in both periods,
 * and those must speak for all (within.h): else other campaigns were sent, which is an observed
 * difference and not a test, and it is left out. Those that are there rank by how far they moved
 * times how many were sent to. One walk over the campaigns of
 * both periods, some hundred bytes for each. A filter asks the figures of the scope's recent days.
 * ERR_CANCELLED. */
bool movers_build(struct arena *arena, struct store *store, const struct scope *scope,
                  struct cancel *cancel, const struct movers **movers, struct err *err);

/* As a table; NULL: out of memory. */
struct table *movers_table(struct arena *arena, const struct movers *movers);

#endif
