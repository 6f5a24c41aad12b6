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
    double share;              /* of all sent in the period */
    int64_t before;            /* in the period before; only where the scope has one */
    const struct spark *spark; /* failures a day over the last days of the period */
};

struct failures {
    bool has_sent, has_failed;      /* known of any campaign */
    int64_t sent, failed;           /* by the counters of the period */
    int64_t matching, seen;         /* campaigns */
    bool has_before;                /* there is a period with one before it */
    const struct failure_row *rows; /* Meta's limit first, others by messages */
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
