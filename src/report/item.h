/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An item: one campaign of a period, or the sum of all, with whatever KPI is asked of it. KPIs are
 * worked out when they are asked for, so ten thousand items cost only the columns that are shown.
 */
#ifndef CAMPANE_REPORT_ITEM_H
#define CAMPANE_REPORT_ITEM_H

#include "kpi/kpi_customers.h"
#include "kpi/kpi_feedback.h"
#include "kpi/kpi_people.h"
#include "report/benches.h"
#include "report/scope.h"
#include "report/table.h"

enum item_what { ITEM_CAMPAIGN, ITEM_UNATTRIBUTED, ITEM_SUM };

struct report_item {
    enum item_what what;
    int64_t number; /* 0: (unattributed); -1: a sum */
    char id[9];     /* as campaign_id_format; "" for a sum */
    const char *name;
    const char *alias;                /* shown in place of the name; NULL: none */
    const struct campaign_edit *edit; /* what people corrected, the scope's; NULL: nothing */
    bool excluded;                    /* left out of everything: only looked at */
    const char *channel, *industry;   /* NULL: unknown */
    enum campaign_kind kind;
    enum campaign_goal goal; /* that holds: never GOAL_UNKNOWN (grade_goal) */
    int32_t start, end, last_send;
    int32_t counting_until;    /* last day on which it still grows; DAY_NONE: it does not */
    const struct total *total; /* of the period; lent as the row's, or in an arena */
    const struct total *past;  /* of the other period of a walk_past, what was chosen of it; NULL:
                                  none */
    const struct feedback_counts *feedback; /* of the period; NULL: nobody said anything */
    const struct people_counts *people;     /* of the period; NULL: nothing is known, or nobody
                                               asked (people_learn) */
    const struct benches *benches; /* what judges it, lent by a walk; NULL: looked up each time */
    const struct customer_sum *customers; /* won by it; NULL: none, or nobody asked
                                             (customers_learn) */
};

/* An item of a row; strings and total are the row's. No allocation. */
void item_of_row(const struct scope *scope, const struct campaign_row *row,
                 struct report_item *item);

/* The sum over campaigns; without feedback and people, which are the caller's to set. */
void item_of_sum(const struct total *total, struct report_item *item);

/* Copy of an item with its strings and total in an arena, without benches; false: out of memory. */
bool item_keep(struct arena *arena, const struct report_item *item, struct report_item *kept);

/* A KPI's value, from its counts, its feedback or its people. Pure. */
struct kpi_value item_value(const struct report_item *item, const struct kpi_options *options,
                            enum kpi id);

struct kpi_result {
    struct kpi_value value;
    struct grade_result grade; /* of (unattributed): none, NOT_JUDGED */
};

/* A KPI of the item. Pure, under a microsecond. */
struct kpi_result item_kpi(const struct report_item *item, const struct scope *scope, enum kpi id);

/* What grades a KPI: mostly itself. Where its own band is out of reach the KPI that carries the
 * color instead (kpis.md): of the open rate its estimate, of the conversion rate the one per click.
 */
struct item_judge {
    enum kpi kpi;
    struct kpi_result result;
};
struct item_judge item_judge(const struct report_item *item, const struct scope *scope,
                             enum kpi id);

/* The currency of all money in the item; "" when there is none, or several. */
struct currency item_currency(const struct report_item *item);

/* As cells: value, grade and flags; unknown ones with the reason. */
struct cell item_kpi_cell(const struct report_item *item, const struct kpi_result *result,
                          enum kpi id);
struct cell item_counter_cell(const struct report_item *item, enum counter id);

/* What kind of cell a KPI or counter gives. */
enum cell_kind item_kpi_kind(enum kpi id);
enum cell_kind item_counter_kind(enum counter id);

/* What a filter can ask of an item; context and strings are the item's and the scope's. */
struct item_query {
    const struct report_item *item;
    const struct scope *scope;
};
struct query_row item_query_row(const struct item_query *context);

#endif
