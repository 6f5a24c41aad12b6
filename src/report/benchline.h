/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line that shows benchmark sets side by side until somebody chooses (kpis.md, "show, do not
 * ask"):
 *   Benchmark reference (published targets): poor 7 typical 5 good 3 best 3 · measured-2026 (stated
 *   samples): 2 9 5 2 · own 90 days: 4 8 4 2
 *
 * Counts are campaigns by the grade of their CTR, leaning ones included; what has no grade is left
 * out. A set that is not bound to anything is counted as if it was the one chosen, over the
 * campaigns that no binding takes from it; a bound one over those it is bound to. A set that judges
 * none is left out. So the counts of the set in force and of the bound ones add up to the grades
 * that are seen.
 */
#ifndef CAMPANE_REPORT_BENCHLINE_H
#define CAMPANE_REPORT_BENCHLINE_H

#include "report/item.h"

struct benchline_set {
    const char *id, *origin; /* origin "": the file says nothing */
    bool own;
    bool bound;   /* it judges only what it is bound to */
    bool current; /* it is the scope's benchmark */
    int64_t counts[GRADE_COUNT];
};

struct benchline {
    const struct benchline_set *sets; /* the scope's benchmark first, then in file order */
    size_t count;
    /* The line, translated, without the keys (a view adds those it has). NULL where somebody chose
     * already, or no campaign has a grade. */
    const char *text;
};

/* Walks the campaigns of the scope, and all for the own sets where they are not known yet. */
bool benchline_build(struct arena *arena, struct store *store, const struct scope *scope,
                     struct cancel *cancel, const struct benchline **line, struct err *err);

/* --- the same while somebody else walks ------------------------------------------------------ */

struct benchline_count;

/* sets: with the own ones, as scope_learn gives them. Its items are those of one walk. NULL: out of
 * memory. */
struct benchline_count *benchline_count_new(struct arena *arena, const struct scope *scope,
                                            const struct benchmarks *sets);
/* False: the item has no CTR to be graded by. */
bool benchline_count_add(struct benchline_count *counts, const struct report_item *item);
const struct benchline *benchline_count_finish(struct benchline_count *counts);

#endif
