/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where could we do better, and what is it worth: per campaign and KPI the gap to the next band,
 * and what reaching what the sender's own better campaigns reach would bring, step by step through
 * the funnel.
 */
#ifndef CAMPANE_REPORT_OPPORTUNITIES_H
#define CAMPANE_REPORT_OPPORTUNITIES_H

#include "config/reasons.h"
#include "report/column.h"

enum gap_state {
    GAP_PRICED,     /* people and money */
    GAP_COUNTED,    /* people; what they would bring is not known */
    GAP_WITHHELD,   /* people; a sum of money would be more than the campaign brought in */
    GAP_CONSEQUENT, /* a ratio that follows from the steps before (ROCS): they are priced */
    GAP_NO_TARGET,  /* nothing with a stated sample says what could be reached */
    GAP_REACHED,    /* the target is reached; the next band is not */
    GAP_BOUND,      /* the step before lets through no more than there is */
    GAP_TOO_FEW     /* not enough data */
};
const char *gap_state_name(enum gap_state state); /* "priced" …; never translated */

/* Whose figure the target is. */
enum gap_by { GAP_BY_NONE, GAP_BY_OWN, GAP_BY_BENCHMARK };
const char *gap_by_name(enum gap_by by); /* "own", "benchmark"; NULL for NONE */

/* How many more there would be, with the range that the 95 % interval of the rate leaves. */
struct gap_more {
    bool known;
    double value, low, high; /* >= 0; people, or millionths */
};

struct gap {
    int64_t number;   /* of the campaign */
    char id[9];       /* as campaign_id_format */
    const char *name; /* of the campaign */
    int32_t counting_until;
    struct currency currency; /* "": no money is known, or several currencies */
    enum kpi kpi;
    struct kpi_value value;
    struct item_judge judge; /* what grades it, with the next band and the distance */
    enum gap_state state;
    bool mixed; /* money in several currencies: nothing is priced */
    bool small; /* less than one conversion more: no sum is made of it */
    enum gap_by by;
    double target;          /* of the KPI; only with `by` */
    bool capped;            /* the step before lets less through than the target asks for */
    const char *set;        /* id of the benchmark set behind it; "own" */
    const char *sample;     /* what that stands on */
    struct gap_more people; /* delivered, readers, clickers, buyers, repliers more; opt-outs less */
    struct gap_more clicks, conversions, money; /* of clickers, conversions, revenue */
    int64_t revenue;                            /* the campaign's; only where money is not known */
    const struct reason *reason;                /* NULL: no rule of thumb */
    const char *text;                           /* all of it in a sentence, translated */
};

struct opportunities_options {
    size_t limit; /* 0: all */
};

struct opportunities {
    const struct gap *gaps;            /* by money (one currency behind the other), then people */
    size_t count, all;                 /* kept; found */
    int64_t campaigns, matching, seen; /* looked at; past the filter; in the period */
    int64_t priced, withheld, too_few; /* of all gaps */
    struct table *table;               /* a row a gap; row_ids are campaigns */
};

/* The KPIs that are looked at, in the order of the funnel; *count of them. */
const enum kpi *opportunities_kpis(size_t *count);

/*
 * The target is the better quartile of the sender's own campaigns of that kind and channel
 * (kpi/own.h); where there are too few of those the `typical` edge of the set that judges the
 * campaign, if its row states a sample and the band is in reach, else that of an unbound set whose
 * row does (for WhatsApp only, and not where a set of its own is bound to the campaign). Sums of
 * one campaign overlap, and are never added up. What is still counting is priced as it stands and
 * marked. What the judge already calls best has no gap, and less than one conversion no sum. One
 * walk over the campaigns, and one over those of the last 90 days.
 */
bool opportunities_build(struct arena *arena, struct store *store, const struct scope *scope,
                         const struct opportunities_options *options, struct cancel *cancel,
                         const struct opportunities **opportunities, struct err *err);

#endif
