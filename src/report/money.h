/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What leads, conversions and customers cost, what a customer is worth, and whether it pays: per
 * currency, since amounts of two currencies are never added.
 */
#ifndef CAMPANE_REPORT_MONEY_H
#define CAMPANE_REPORT_MONEY_H

#include "report/breakdown.h"
#include "store/query_customers.h"

/* What would have to happen for the money to come back, at the costs and the value of a conversion
 * so far. */
struct break_even {
    bool known;   /* cost and value of a conversion are, and both are above 0 */
    int64_t cost; /* of what knows its revenue too, millionths */
    bool has_now;
    int64_t conversions_now; /* where `known`: of what knows its revenue too */
    double conversions;      /* that pay for that cost */
    bool has_rate, has_rate_now;
    double rate_now;    /* conversions per message of the rate base */
    double rate_needed; /* of the same messages, to pay */
};

/* On which side of the 1x line: revenue against cost. */
enum money_side { MONEY_UNKNOWN, MONEY_UNDER, MONEY_EVEN, MONEY_OVER };
const char *money_side_name(enum money_side side); /* "under" …; NULL for UNKNOWN */

/* Customers and what they brought so far. */
struct money_clv {
    bool known;
    int64_t customers, orders, revenue;
    double value; /* revenue a customer, millionths */
};

struct money_currency {
    struct currency currency;
    int64_t campaigns;       /* with money in it */
    struct report_item item; /* their sum */
    /* Message costs by bills, and by rate card (campaign by campaign: where both stand behind one,
     * all of it counts as estimated). */
    bool has_actual, has_estimated;
    int64_t actual, estimated;
    bool has_fee;         /* what the software takes, beside other costs that are known */
    int64_t fee, rest;    /* platform, and message and ad costs */
    enum money_side side; /* of what knows both revenue and cost */
    struct break_even even;
    struct money_clv clv;
    bool has_clv_cac;
    double clv_cac;
};

/* The KPIs of a campaign's row: ROI, ROCS, cost per conversion, CPL, CAC, cost per click. */
#define MONEY_KPIS 6
extern const enum kpi money_kpis[MONEY_KPIS];

/* A campaign's figures, as cells: there may be very many of them. */
struct money_campaign {
    int64_t number;
    char id[9];
    struct currency currency;
    const char *name;
    int32_t counting_until; /* as report_item */
    enum money_side side;
    bool estimated; /* costs of messages by rate card */
    struct cell cost, revenue, conversions;
    struct cell kpis[MONEY_KPIS];
    struct cell rate; /* of conversion, not graded */
    struct break_even even;
};

/* Cost of what has a value of an attribute in common. Not every cost is of messages that are known
 * (fees and ads), nor is the cost of every message: what is divided are those that both know. */
struct money_spend {
    const char *key; /* "" for what states none */
    struct currency currency;
    bool has_sent, has_cost; /* without a cost: too large to add up */
    int64_t sent, cost;      /* sent: whose cost is known */
    int64_t sent_cost;       /* of those; with has_sent */
    bool estimated;          /* in part at least by rate card */
    double share;            /* of the currency's cost in the table */
};

struct money_spends {
    struct breakdown_dimension dimension;
    const struct money_spend *rows; /* by currency, then cost */
    size_t count;
    struct table *table;
};

/* Customers by the month of their first order that is known. */
struct money_cohort {
    int32_t month; /* its first day */
    struct currency currency;
    struct money_clv clv;
};

enum money_by { MONEY_BY_CURRENCY, MONEY_BY_CAMPAIGN, MONEY_BY_COHORT, MONEY_BY_ATTR };

#define MONEY_SPENDS_MAX 3 /* category, country and one that was asked for */

struct money_options {
    const struct breakdown_dimension *also; /* spend by this, too; NULL */
    bool brief;                             /* no spend, no campaigns: what a pane shows first */
};

struct money {
    const struct money_currency *currencies; /* by cost, then code */
    size_t currency_count;
    const struct money_campaign *campaigns; /* that know any money: by currency, then cost */
    size_t campaign_count;
    int64_t mixed;   /* campaigns with money in several currencies: in none of the sums */
    int64_t nothing; /* campaigns of which amounts of 0 are known only, which have no currency */
    int64_t without; /* campaigns of which no money is known */
    struct money_spends spends[MONEY_SPENDS_MAX];
    size_t spend_count;
    const struct money_cohort *cohorts; /* by currency, then month */
    size_t cohort_count;
    struct customers customers; /* all that are known up to the end of the period */
    /* What names no campaign, and so is in none of these: its messages, and their cost where that
     * is of one currency (0: none is known). */
    int64_t nameless, nameless_cost;
    struct currency nameless_currency;
    int64_t matching, seen;
    struct table *table;          /* figures: a column a currency */
    struct table *campaign_table; /* a row a campaign */
    struct table *cohort_table;
};

/* Campaigns of the scope and their parts (none when brief): of a period one pass over its days, of
 * everything their days once for each spend; and one pass over all orders. */
bool money_build(struct arena *arena, struct store *store, const struct scope *scope,
                 const struct money_options *options, struct cancel *cancel,
                 const struct money **money, struct err *err);

/* The value of a conversion held against cost; pure. */
struct break_even money_break_even(const struct total *total, const struct kpi_options *options);

#endif
