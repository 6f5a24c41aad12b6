/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rate of several campaigns in two periods, compared within the campaigns: where other campaigns
 * were sent, or the same in other shares, their rate together moves though none of theirs does, or
 * against all of theirs (Simpson's paradox). What is not seen within campaigns is an observed
 * difference and no test.
 */
#ifndef CAMPANE_REPORT_WITHIN_H
#define CAMPANE_REPORT_WITHIN_H

#include "report/scope.h"
#include "stats/days.h"

/* Of one rate, over the campaigns that have it in both periods; zeroed it is empty. */
struct within {
    struct stats_day_sums sums; /* Mantel and Haenszel, a campaign a stratum */
    int64_t before, now;        /* their denominators */
};

/* See a campaign. What is no share of a number, or of nothing, is passed over. */
void within_see(struct within *within, const struct kpi_value *before, const struct kpi_value *now);

/* Campaigns that are in both periods speak for all where they have at least this share of what the
 * rate is of, in each of the periods. */
#define WITHIN_LEAST 0.5

struct within_change {
    bool known;        /* those campaigns speak for all */
    double difference; /* now less before, the mean of the campaigns' */
    double p;          /* of no difference */
};

/* all_before, all_now: the denominators of all. */
struct within_change within_end(const struct within *within, int64_t all_before, int64_t all_now);

/* Of several rates at once, sums[count]; numbers: of these campaigns, rising; NULL: of all. A few
 * numbers are read one by one, else it is a walk over the campaigns for each of the periods.
 * ERR_CANCELLED. */
struct within_question {
    const enum kpi *kpis;
    size_t count;
    const int64_t *numbers;
    size_t number_count;
    struct period before, now;
};
bool within_read(struct store *store, const struct scope *scope,
                 const struct within_question *question, struct cancel *cancel, struct within *sums,
                 struct err *err);

#endif
