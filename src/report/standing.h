/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Overview, the part about single campaigns: how many do well, which need attention, what the
 * benchmark sets would say. One walk over the campaigns' totals, so a view may show overview.h
 * first.
 */
#ifndef CAMPANE_REPORT_STANDING_H
#define CAMPANE_REPORT_STANDING_H

#include "report/attention.h"
#include "report/benchline.h"
#include "report/movers.h"
#include "report/words.h"

struct standing {
    int64_t campaigns; /* with anything in the period */
    int64_t matching;  /* of those, past the filter */
    int64_t all;       /* in the store */
    /* "5 of 7 campaigns typical or better by CTR, 2 poor (1 surely); opt-out rising; 2 need a look.
     * Revenue is 11.2 times the cost."; NULL when fewer than STANDING_GRADED have a grade. */
    const char *verdict;
    enum kpi verdict_kpi;              /* by which it counts; KPI_NONE */
    int64_t graded[GRADE_COUNT];       /* by that KPI, leaning included */
    int64_t certain[GRADE_COUNT];      /* of those, certain */
    const struct attention *attention; /* the weightiest first, at most STANDING_LINES */
    size_t attention_count;
    size_t attention_more; /* campaigns with a poor grade that found no place */
    const struct benchline *line;
    int64_t still_counting;      /* campaigns that still grow */
    const struct movers *movers; /* NULL: of standing_moves no */
    const char *const *notes;
    size_t note_count;
};

/* Whether the walk over the campaigns tells what moved on the way: the scope's period is the one
 * that is compared with another. Otherwise that is a walk of its own (movers_build). */
bool standing_moves(const struct scope *scope);

#define STANDING_LINES  ATTENTION_LINES
#define STANDING_GRADED 3 /* below this many graded campaigns there is no verdict */

/* A scope with a folder to keep things in gets what standing_keep.h has of it; else it is one walk,
 * and one more for the own benchmark sets. */
bool standing_build(struct arena *arena, struct store *store, const struct scope *scope,
                    struct cancel *cancel, const struct standing **standing, struct err *err);

/* "14 campaigns, 4 of them not in the list": how the list goes with the count of the verdict; ""
 * where all are in it. */
const char *standing_more_words(const struct standing *standing, char buffer[WORDS_SIZE]);

/* The attention list as a table (row_ids: numbers), with those words as a note.
 * limit: what is said of the messaging limit, as the first row (overview_more); NULL: nothing. */
struct table *standing_table(struct arena *arena, const struct standing *standing,
                             const char *limit);

#endif
