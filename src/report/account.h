/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the account stands by what Meta said of it (model/notice.h): the quality of templates and
 * numbers, how many people may be written to a day and how much of that was used, what was stopped.
 */
#ifndef CAMPANE_REPORT_ACCOUNT_H
#define CAMPANE_REPORT_ACCOUNT_H

#include "report/health.h"
#include "store/query_reach.h"

enum quality { QUALITY_UNKNOWN, QUALITY_GREEN, QUALITY_YELLOW, QUALITY_RED, QUALITY_COUNT };

/* A template or the account was stopped. */
struct account_trouble {
    const char *name; /* of the template; NULL: the account, or a number */
    const char *text; /* translated: "paused by Meta (2026-10-12)" */
};

#define ACCOUNT_UNLIMITED    (-1)
#define ACCOUNT_TROUBLES     3
#define ACCOUNT_TROUBLE_DAYS 30 /* older ones are no news */
#define ACCOUNT_REACH_DAYS   30

/* From which share of the limit on it needs attention. */
#define ACCOUNT_LIMIT_NEAR 0.8

struct account {
    /* The worst of what stands; of a number only that it is flagged is known, which is RED. */
    enum quality quality;
    int32_t quality_since;        /* of several the latest */
    const char *quality_of;       /* the template; NULL: a number */
    int64_t stand[QUALITY_COUNT]; /* templates and numbers by quality */
    bool has_limit;               /* by the last notice on any number or the account */
    int64_t limit;                /* people a day; ACCOUNT_UNLIMITED */
    int32_t limit_since;
    const struct account_trouble *troubles; /* the latest first, at most ACCOUNT_TROUBLES */
    size_t trouble_count;
};

/* At the end of the scope's period; with a filter nothing is known. Reads the notices. */
bool account_build(struct arena *arena, struct store *store, const struct scope *scope,
                   struct account *account, struct err *err);

/* What of the limit was used on the busiest of the last ACCOUNT_REACH_DAYS days of the period, but
 * of none before the limit was set. reach->known false: there is no limit, or nothing was sent.
 * Reads message rows (query_reach.h).
 */
bool account_reach(struct store *store, const struct scope *scope, const struct account *account,
                   struct cancel *cancel, struct reach *reach, struct err *err);

/* The share of the limit; NAN where it is not known. */
double account_used(const struct account *account, const struct reach *reach);

/* "GREEN", "YELLOW", "RED"; NULL: unknown. Not translated: Meta's words. */
const char *account_quality_name(enum quality quality);

/* --- the health line -------------------------------------------------------------------------- */

struct health_part {
    const char *words; /* translated */
    enum grade grade;  /* whose sign stands before it; GRADE_NONE */
};
#define HEALTH_PARTS 4

/* "quality RED since 2026-10-12: welcome (en)", "limit 2 000 people a day, 62 % used on 2026-10-12
 * (1 240 people)", "Limited by Meta 1.2 % in 7 days", "Opt-out rate 0.71 % in 7 days, rising": what
 * is known. reach NULL: not looked at yet. Returns how many; -1: out of memory. */
int account_line(struct arena *arena, const struct health *health, const struct account *account,
                 const struct reach *reach, struct health_part parts[HEALTH_PARTS]);

/* "Meta calls its quality RED since 2026-10-12; so of 2 others". */
const char *account_fault_words(struct arena *arena, const struct account *account);

/* The first two of them alone; NULL: out of memory. Of a known quality, of a limit that there is.
 */
const char *account_quality_words(struct arena *arena, const struct account *account);
const char *account_limit_words(struct arena *arena, const struct account *account,
                                const struct reach *reach);

#endif
