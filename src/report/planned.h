/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan of a campaign as it stands, what became of it, and what such a test can see.
 */
#ifndef CAMPANE_REPORT_PLANNED_H
#define CAMPANE_REPORT_PLANNED_H

#include "model/plan.h"
#include "report/scope.h"

/* What the plan means for the verdict. */
enum planned_use {
    PLANNED_WAITS,    /* nothing was sent yet */
    PLANNED_BOUNDARY, /* it was there before the results: the verdict uses its boundary */
    PLANNED_EDITED,   /* it was edited after the first day: judged as without a plan */
    PLANNED_LATE,     /* it came after the first day: likewise */
    PLANNED_NO_END    /* it says how people were assigned or split, not when the test ends */
};

struct planned_version {
    struct plan plan;
    int64_t made_at;            /* of one that was brought back: when it was declared first */
    int32_t made_day;           /* in the store's zone */
    int64_t away_at, back_at;   /* when it was dropped or edited, and brought back; TIME_NONE */
    int32_t away_day, back_day; /* DAY_NONE */
};

/* All versions since it was declared, oldest first; the last stands. One that was brought back
 * counts from when it was declared if it stood when the first were sent: it is the same plan. */
struct planned {
    const struct planned_version *versions;
    size_t count; /* > 0 */
    const struct plan *plan;
    int64_t made_at; /* of the one that stands */
    int32_t made_day, first_made_day;
};

/* *planned NULL: there is none. ERR_STORE_DAMAGED. */
bool planned_read(struct arena *arena, struct store *store, int64_t campaign,
                  const struct planned **planned, struct err *err);

/* first_day: of sends, DAY_NONE: nothing was sent. */
enum planned_use planned_use_of(const struct planned *planned, int32_t first_day);

/* Whether the split was declared when its results could be known. */
static inline bool planned_afterwards(const struct planned *planned, int32_t first_day)
{
    return first_day != DAY_NONE && planned->made_day > first_day;
}

/* When the plan came to be the one that stands. */
static inline int32_t planned_since(const struct planned *planned)
{
    const struct planned_version *last = &planned->versions[planned->count - 1];
    return last->back_day != DAY_NONE ? last->back_day : last->made_day;
}

/* The weights as shares of 1. */
double planned_weight(const struct plan *plan, size_t arm);

#define PLANNED_LINES_MAX 24

/* What `campane plan show` says. */
struct planned_page {
    const char *title; /* of the campaign */
    const struct planned *planned;
    enum planned_use use;
    int64_t sent; /* of the campaign so far */
    bool has_mde;
    double mde_base, mde;                 /* the smallest lift it can see, on this rate */
    int64_t days_to_go;                   /* -1: not known, or no end */
    const char *lines[PLANNED_LINES_MAX]; /* translated */
    size_t line_count;
};

/* ERR_NOT_FOUND: there is no plan. */
bool planned_build(struct arena *arena, struct store *store, const struct scope *scope,
                   int64_t campaign, const struct planned_page **page, struct err *err);

/* Which campaign is meant: as find_campaign, and those that so far only have a plan; with `fresh`
 * also a name that nothing is known of yet. *name in the arena. */
bool planned_find(struct arena *arena, struct store *store, const char *text, bool fresh,
                  int64_t *campaign, const char **name, struct err *err);

/* The plans that stand, of all campaigns; strings in the arena. */
bool planned_all(struct arena *arena, struct store *store, const struct plan **plans, size_t *count,
                 struct err *err);

#endif
