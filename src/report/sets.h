/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Benchmark sets as people see them: which there are, what they say, where it is from, and how the
 * own campaigns would stand.
 */
#ifndef CAMPANE_REPORT_SETS_H
#define CAMPANE_REPORT_SETS_H

#include "kpi/own.h" /* OWN_ID */
#include "report/benchline.h"

struct sets {
    struct table *table;          /* id, title, origin, date, bound_to, rows, and the counts poor,
                                     typical, good, best; the one in force is marked */
    const struct benchline *line; /* the counts */
    const struct benchmarks *all; /* with the own sets, one per kind and channel */
};

bool sets_build(struct arena *arena, struct store *store, const struct scope *scope,
                struct cancel *cancel, const struct sets **sets, struct err *err);

struct set_detail {
    const char *id;
    const char *words;     /* what it is: title, origin, date, note; translated where it is ours */
    struct table *rows;    /* kpi, base, typical, good, best, ceiling, source, date, sample, note */
    struct table *claimed; /* figures that judge nothing: kpi, claim, source, date, note; no rows:
                              none */
};

/* One set by id; several of "own" follow each other in the rows, with kind and channel in front.
 * ERR_NOT_FOUND names those there are; for "own" it says what is missing. */
bool sets_detail(struct arena *arena, struct store *store, const struct scope *scope,
                 const char *id, struct cancel *cancel, const struct set_detail **detail,
                 struct err *err);

#endif
