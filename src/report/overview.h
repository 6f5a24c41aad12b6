/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Overview, the part that is there at once: the totals of the period as tiles, with what changed
 * and how it went day by day. Without a filter it reads only the stored day figures (1 ms a year);
 * with one, the figures of the campaigns that match (there are no sparklines where these are
 * more than MATCHING_FEW). Where a month has targets, one walk over its campaigns more. What is
 * said about single campaigns: standing.h.
 */
#ifndef CAMPANE_REPORT_OVERVIEW_H
#define CAMPANE_REPORT_OVERVIEW_H

#include "report/account.h"
#include "report/movers.h"
#include "report/pace.h"
#include "report/totals.h"

struct overview_tile {
    const char *id;    /* of the KPI or counter */
    const char *label; /* translated, short */
    bool is_kpi;
    enum kpi kpi;         /* of the value */
    enum counter counter; /* where it is no KPI */
    struct cell cell;     /* value, grade, flags */
    const char *instead;  /* where money of several currencies is not added: the value in the one
                             of the most campaigns, in words ("13.9 × EUR"); else NULL */
    const char *instead_short, *note_short; /* so, of `instead` and its note, where there is little
                                               room: "€ 1.6M" */
    /* What grades it: mostly the KPI itself, for the open rate its estimate. row NULL: no bands. */
    enum kpi judge;
    struct kpi_result judged;
    const struct benchmark_row *row;
    const char *note; /* the distance, why there is no grade, n/a's remedy, or (with `instead`) the
                         values in the other currencies; NULL */
    /* The change between the scope's recent and before. */
    bool has_change;
    double change;             /* of a KPI: in its unit; else as a share of what it was */
    const char *change_words;  /* "+2.5 pt", "+12 %"; NULL without a change */
    bool change_sure;          /* beyond chance: the intervals of both do not meet. Always true for
                                  what is counted, not estimated */
    struct cell before;        /* its value then, without a grade; empty: nothing to compare with */
    int direction;             /* 1: more is better, -1, 0 */
    const struct spark *spark; /* of the recent days, one value a day; NULL: no days, or
                                  several currencies */
};

struct overview {
    const struct totals *totals;
    const struct overview_tile *tiles; /* in the order of importance */
    size_t tile_count;
    const char *change_words; /* what changes compare: "against 2026-09-01–30", "last 30 days
                                 against the 30 before"; "nothing known of 2026-04-01–06-30"; NULL:
                                 no changes */
    bool has_recent;          /* anything is known of the days that changes are about */
    bool has_before; /* there are two periods to compare, and something is known of the first */
    struct period spark_days;
    bool
        has_days; /* the figures of those days were read: not where a filter takes many campaigns */
    struct health health; /* how the account stands: account_line says it in words */
    struct account account;
    struct health_part line[HEALTH_PARTS]; /* health and account in words, as far as they are known
                                              before overview_more */
    int line_count;
    const struct pace *pace;  /* of a month towards its targets; NULL: it has none */
    const char *const *notes; /* translated footnotes */
    size_t note_count;
};

bool overview_build(struct arena *arena, struct store *store, const struct scope *scope,
                    struct cancel *cancel, const struct overview **overview, struct err *err);

/* What takes longer, so that a view may show the rest first: how much of the messaging limit was
 * used, and what moved. */
struct overview_more {
    struct health_part health[HEALTH_PARTS]; /* with that share; signs stand before the words */
    int health_count;
    struct reach reach;
    bool limit_near;             /* it needs attention */
    const char *limit_words;     /* "limit 2 000 people a day, 91 % used on …"; NULL: not near */
    const struct movers *movers; /* NULL: the standing has them (standing_moves) */
};

bool overview_more(struct arena *arena, struct store *store, const struct scope *scope,
                   struct cancel *cancel, const struct overview_more **more, struct err *err);

/* The health line in one string, parts joined by " · "; "" without parts, NULL: out of memory. */
const char *overview_health_words(struct arena *arena, const struct health_part *parts, int count);

/* The tiles as a table for text and exports: KPI, value, change, distance. */
struct table *overview_table(struct arena *arena, const struct overview *overview);

#endif
