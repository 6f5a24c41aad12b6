/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What if N more recipients of a segment (or country, template …) were written to: what that costs,
 * what it brings, with the range that its own campaigns so far leave, and when it pays.
 */
#ifndef CAMPANE_REPORT_WHAT_IF_H
#define CAMPANE_REPORT_WHAT_IF_H

#include "report/breakdown.h"

#define WHAT_IF_SHARE 0.8 /* of such sends lie in the range */
#define WHAT_IF_MOST  INT64_C(1000000000)

enum what_if_state {
    WHAT_IF_RANGED,  /* with a range */
    WHAT_IF_TOO_FEW, /* under STATS_SPREAD_ENOUGH campaigns: how they differ is not known */
    WHAT_IF_UNKNOWN  /* conversions are not known */
};
const char *what_if_state_name(enum what_if_state state); /* "ranged" …; never translated */

struct what_if_range {
    bool known, ranged;
    double value, low, high; /* conversions, or millionths */
};

struct what_if_row {
    const char *key;          /* "" for what states none */
    const char *label;        /* translated */
    struct currency currency; /* "": no money is known */
    int64_t campaigns;        /* whose recipients were written to */
    int64_t judged;           /* of these, those that know their conversions */
    bool has_sent;
    int64_t sent; /* messages so far */
    enum what_if_state state;
    bool has_cost, estimated;
    double cost; /* of N more, millionths */
    struct what_if_range conversions, revenue;
    bool has_profit;
    double profit; /* revenue less cost */
    bool has_even;
    double even_conversions; /* that pay for the cost */
    double even_rate;        /* of N */
    const char *text;        /* all of it in a sentence, translated */
};

struct what_if {
    int64_t recipients; /* N */
    struct breakdown_dimension dimension;
    const struct what_if_row *rows; /* by currency, then sends; what states none last */
    size_t count;
    int64_t mixed; /* campaigns left out: the parts have money in several currencies */
    int64_t matching, seen;
    struct table *table;
};

/*
 * Per value of the attribute and currency, all figures per message sent, pooled over the campaigns.
 * The range holds four of five such sends (WHAT_IF_SHARE): the spread between the campaigns so far,
 * chance within N, and that both are known from so few campaigns only (stats/spread.h); of revenue
 * also how much a conversion brought in from campaign to campaign. dimension: an attribute.
 */
bool what_if_build(struct arena *arena, struct store *store, const struct scope *scope,
                   int64_t recipients, const struct breakdown_dimension *dimension,
                   struct cancel *cancel, const struct what_if **what_if, struct err *err);

/* "5000", "5 000", "20k" as N. False: none from 1 to WHAT_IF_MOST. */
bool what_if_parse(const char *text, int64_t *recipients);

#endif
