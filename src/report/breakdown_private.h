/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind breakdown.h share.
 */
#ifndef CAMPANE_REPORT_BREAKDOWN_PRIVATE_H
#define CAMPANE_REPORT_BREAKDOWN_PRIVATE_H

#include "report/breakdown.h"
#include "stats/days.h"

struct breakdown_builder {
    struct arena *arena;
    const struct scope *scope;
    struct breakdown *breakdown;
    struct err *err;
};

/* A rate of a row against the other rows of the same campaigns, campaign by campaign. */
struct breakdown_within {
    struct stats_day_sums sums;
    struct stats_count own, rest; /* of those campaigns */
    int64_t campaigns;
};

/* What is pooled under one key. */
struct breakdown_pool {
    const char *key; /* "" for none */
    int64_t campaigns;
    struct total total;
    struct breakdown_within within[BREAKDOWN_KPIS_MAX];
};

/* The people behind a rate; false where it is unknown or counts no people. */
bool breakdown_counts(const struct breakdown_builder *builder, const struct total *total, size_t at,
                      struct stats_count *count);

/* Take in one campaign: its row and all of its rows. */
void breakdown_stratum(struct breakdown_within *within, struct stats_count own,
                       struct stats_count all);

/* Hold every row against the others, per KPI. */
bool breakdown_judge(struct breakdown_builder *builder);

/* The table and the sentence, from the rows. */
bool breakdown_lay_out(struct breakdown_builder *builder);

#endif
