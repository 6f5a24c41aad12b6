/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rule that campaigns are held to, from its words:
 *
 *     [each] CONDITION [over PERIOD] [where FILTER]
 *
 *     optout_rate <= 0.6% where kind = broadcast     of all that match together
 *     each ctr >= 10% over 7d where sent > 1k        of each of them
 *     grade(delivery_rate) != poor                   any comparison of a filter (query/query.h)
 *     cost <= budget over this month                 the target of cost, else what checks.conf sets
 *     optout_rate not rising                         the last 7 whole days, held against the 28
 *     delivery_rate not falling                      before
 *     quality != RED                                 Meta's, of templates and numbers; also = and
 * >=
 *
 * It says what shall hold.
 */
#ifndef CAMPANE_REPORT_CHECK_RULE_H
#define CAMPANE_REPORT_CHECK_RULE_H

#include "model/campaign.h"
#include "query/query.h"
#include "report/account.h"
#include "report/period.h"

enum check_what {
    CHECK_VALUE,
    CHECK_RISING, /* shall not rise */
    CHECK_FALLING,
    CHECK_QUALITY,
    CHECK_STALE /* the last import shall not be older than `hours`; no words for it */
};

struct check_rule {
    const char *name, *text;
    enum check_what what;
    bool each;
    enum kpi kpi;                      /* that is looked at; KPI_NONE: */
    enum counter counter;              /* the counter; COUNTER_NONE: none of both */
    const struct query *holds, *fails; /* of VALUE; NULL: needs a budget, and none is set */
    bool budget;                       /* it speaks of the budget */
    const char *amount;                /* that stands for it, as it was written; NULL: none */
    bool has_period;
    struct period_choice period;
    const char *where; /* NULL: none; it is right */
    bool but;          /* of QUALITY: any but `quality`; else at least it */
    enum quality quality;
    double hours;
};

/* name is lent. budget: an amount ("5000 EUR"); NULL: none was set. False: ERR_USAGE with the byte
 * in the text (from 1) in err->column, ERR_MEMORY. */
bool check_rule_parse(struct arena *arena, const char *name, const char *text, const char *budget,
                      struct check_rule *rule, struct err *err);

/* Whether it is an amount that costs can be held to. ERR_USAGE. */
bool check_budget_parse(struct arena *arena, const char *text, struct err *err);

/* "26h", "2d", "90m" to hours; ERR_USAGE. */
bool check_hours_parse(const char *text, double *hours, struct err *err);

#endif
