/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why messages did not arrive: failures by code, of one campaign or of all in a scope. Meta's limit
 * per person stands apart: it is no fault of the list.
 */
#ifndef CAMPANE_REPORT_FAILURES_H
#define CAMPANE_REPORT_FAILURES_H

#include "report/scope.h"
#include "report/table.h"

#define FAILURES_ALL        (-1) /* of all campaigns that pass the filter */
#define FAILURES_SPARK_DAYS 30

struct failure_row {
    int32_t code;                /* 0: none was given */
    const char *meaning, *todo;  /* translated, "" where nobody knows */
    int64_t messages, campaigns; /* in the period */
    bool has_share;
    double share;              /* of what is sent by sources that name codes, in the period */
    int64_t before;            /* in the period before; only where its codes are known */
    const struct spark *spark; /* failures a day over the last days of the period; NAN where no
                                  source names codes */
};

struct failures {
    bool has_sent, has_failed;               /* known of any campaign */
    int64_t sent, failed;                    /* by the counters of the period */
    bool has_coded;                          /* there are sources that name codes in the period */
    int64_t coded;                           /* sent by those: shares are of them */
    bool has_more_cap, has_more_unreachable; /* known of any campaign */
    int64_t more_cap, more_unreachable;      /* by the counters, beyond those with codes */
    int64_t matching, seen;                  /* campaigns */
    bool has_before;                         /* there is a period with one before it */
    bool has_coded_before;                   /* whose codes are known: row->before counts */
    const struct failure_row *rows;          /* Meta's limit first, others by messages */
    size_t row_count;
    struct table *table; /* code, messages, share, before, campaigns, spark, meaning, todo; of
                             one campaign without campaigns */
};

/* Needs message rows: what reports count without codes is said in a note. A pass over all messages.
 */
bool failures_build(struct arena *arena, struct store *store, const struct scope *scope,
                    int64_t number, bool brief, struct cancel *cancel,
                    const struct failures **failures, struct err *err);

#endif
