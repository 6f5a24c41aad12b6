/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind trend.h share: trend_read.c (whose days), trend.c (days to steps),
 * trend_facts.c (what no day can tell, by spans of days), trend_people.c (steps made of it),
 * trend_say.c (direction, odd steps, sentences), trend_within.c, trend_table.c, trend_measure.c.
 */
#ifndef CAMPANE_REPORT_TREND_PRIVATE_H
#define CAMPANE_REPORT_TREND_PRIVATE_H

#include "report/item.h"
#include "report/trend.h"
#include "report/within.h"
#include "store/query_customers.h"

#define TREND_NOTES_MAX 10

/* What messages, orders and feedback tell of a span of days: where the KPIs of people, customers
 * and feedback come from. */
struct trend_fact {
    struct people_counts people; /* engaged_before: in the span before */
    struct feedback_counts feedback;
    struct customer_sum customers; /* who first bought in the span */
};

/* Spans of days that do not meet, in order, and a fact for each. */
struct trend_spans {
    struct period *days;
    size_t count;
    struct trend_fact *facts;
};

/* What was last read of two periods; zeroed it is nothing. */
struct trend_within {
    struct period before, now;
    struct within *sums; /* of the rates among the measures; NULL: not read */
};

struct trend_builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    const struct trend_request *request; /* whose measure is not looked at */
    const struct trend_measure *measures;
    size_t measure_count;
    struct trend_measure measure; /* of the trend that is made */
    struct cancel *cancel;
    struct err *err;
    struct trend *trend;

    /* trend_read.c: dated days in order, of the period and the one before. */
    struct day_total *days;
    size_t day_count;
    const int64_t *numbers; /* of the campaigns, rising; NULL: of all */
    size_t number_count;
    int64_t undated; /* messages without a day that are left out */
    bool has_row;    /* it is of one campaign */
    struct campaign_row row;

    struct event *events; /* that stand, of all days */
    size_t event_count;

    int32_t fresh_from;                    /* days from here on are still counting */
    struct customers customers;            /* of a KPI of orders */
    struct trend_fact whole, whole_before; /* of a KPI that no day can tell */
    bool has_open;                         /* a step is left open, for days that do not know it */
    bool beyond_chance;                    /* a direction of it was found in weeks */
    const char **notes;                    /* TREND_NOTES_MAX */
    struct trend_within change, halves;    /* of the period before; of the period's own halves */
};

/* Less than this is beyond chance; as stats/trend.h and weekly.h have it. */
#define TREND_LEVEL 0.05

bool trend_read_days(struct trend_builder *builder);

/* The point of a total: value, interval and counts; date and what follows are the caller's. */
void trend_point_of(const struct trend_builder *builder, const struct total *total,
                    struct trend_point *point);

/* Whether it is divided by something, so that fewer days do not make less of it. */
bool trend_divides(struct trend_measure measure);

/* Whether money is in it. */
bool trend_is_money(struct trend_measure measure);

/* Steps of a period. Money of other currencies than the first makes `mixed`. */
struct trend_steps {
    struct trend_point *points;
    size_t count;
    bool mixed;
    struct currency currency;
};

/* Which money there is; those beyond the room are left out. */
struct trend_currencies {
    struct currency all[8];
    size_t count;
};
void trend_note_currency(struct trend_currencies *currencies, struct currency currency);

/* The first day of the step behind the one that begins with this day. */
int32_t trend_step_next(enum trend_by by, int32_t date);

/* --- trend_facts.c --------------------------------------------------------------------------- */

/* Who bought, into `customers`, where the measure is of orders; else nothing. */
bool trend_facts_begin(struct trend_builder *builder);

/* Fill the facts of groups of spans (each group by itself; days may lie in several) with what the
 * builder's measure needs, of the builder's campaigns. A pass or two over all messages, orders or
 * feedback, whatever the number of spans. currencies: those of customers' orders. */
bool trend_facts_read(struct trend_builder *builder, struct trend_spans *groups, size_t count,
                      struct trend_currencies *currencies);

/* The measure's value from a fact and (of CLV : CAC) the total of the same days. */
struct kpi_value trend_fact_value(const struct trend_builder *builder,
                                  const struct trend_fact *fact, const struct total *total);

/* --- trend_people.c -------------------------------------------------------------------------- */

/* The same as trend.c makes of days, for a measure of facts: steps of the period and of the one
 * before, the facts of both as wholes (`whole`, `whole_before` of the builder) and the direction,
 * which is looked for in weeks. The trend's compared days must be there. */
bool trend_people_make(struct trend_builder *builder, struct trend_steps *now,
                       struct trend_steps *before, struct trend_currencies *currencies);

/* The total of days, for what is divided by it. */
struct total trend_sum_days(const struct trend_builder *builder, struct period days);

/* A KPI's value as a point. */
void trend_point_of_value(const struct trend_builder *builder, const struct kpi_value *value,
                          struct trend_point *point);

/* --- trend_within.c -------------------------------------------------------------------------- */

/* Whether it can be told what the campaigns themselves did: of one campaign, of a sum, which is
 * whatever was sent, and of a rate of messages. Ratios of money, and what people, customers and
 * feedback tell, are known of all together only: another mix of campaigns may be all there is. */
bool trend_told_apart(const struct trend_builder *builder);

/* Whether a rate of several campaigns went this way (1, -1) within the campaigns of both periods,
 * too, by half of what it did at least and with a p under alpha (within.h). True of one campaign
 * and of sums; false of what cannot be told apart. */
bool trend_holds_within(struct trend_builder *builder, struct trend_within *within,
                        struct period before, struct period now, int way, double alpha,
                        bool *holds);

/* trend_say.c */
bool trend_find_direction(struct trend_builder *builder);
bool trend_find_odd(struct trend_builder *builder, struct trend_point *points, size_t count);
bool trend_say(struct trend_builder *builder);

bool trend_add_note(struct trend_builder *builder, const char *text);

#endif
