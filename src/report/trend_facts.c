/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What messages, orders and feedback tell of spans of days. */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "report/trend_private.h"
#include "store/query_comments.h"
#include "store/query_customers.h"
#include "store/query_people.h"

#define ENGAGEMENT                                                                                 \
    (COUNTER_BIT(COUNTER_READ) | COUNTER_BIT(COUNTER_CLICKERS) | COUNTER_BIT(COUNTER_REPLIERS))

#define NOWHERE SIZE_MAX

/* Where somebody has been counted: a span of a group. */
struct touched {
    size_t group, span;
};

struct reading {
    struct trend_builder *builder;
    struct trend_spans *groups;
    size_t group_count;
    int64_t **marks;    /* by group and span: of the person at hand, or readings seen so far */
    struct vec touched; /* struct touched: marks that are not 0 */
    struct err trouble; /* of cursors, which want a clear one */
};

/* --- which --------------------------------------------------------------------------------- */

bool trend_is_of_facts(struct trend_measure measure)
{
    return measure.kpi != KPI_NONE && kpi_info(measure.kpi)->formula == KPI_FORMULA_QUERY;
}

static bool takes(const struct trend_builder *builder, int64_t campaign)
{
    size_t low = 0, high = builder->number_count;
    if (!builder->numbers) {
        return true;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (builder->numbers[middle] < campaign) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < builder->number_count && builder->numbers[low] == campaign;
}

/* The span of a group that holds a day. */
static size_t span_of(const struct trend_spans *group, int32_t day)
{
    size_t low = 0, high = group->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (group->days[middle].to < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return day != DAY_NONE && low < group->count && group->days[low].from <= day ? low : NOWHERE;
}

/* The span right behind one, in which somebody who was engaged can have stayed. */
static size_t span_behind(const struct trend_spans *group, size_t span)
{
    return span + 1 < group->count && group->days[span].to + 1 == group->days[span + 1].from
               ? span + 1
               : NOWHERE;
}

static bool has_gone_wrong(struct reading *reading)
{
    if (reading->trouble.code != ERR_NONE && reading->builder->err) {
        *reading->builder->err = reading->trouble;
    }
    return reading->trouble.code != ERR_NONE;
}

/* --- people ---------------------------------------------------------------------------------- */

static bool mark(struct reading *reading, size_t group, size_t span)
{
    if (reading->marks[group][span]++ == 0) {
        struct touched *touched = vec_push(&reading->touched);
        if (!touched) {
            return err_memory(reading->builder->err);
        }
        *touched = (struct touched){group, span};
    }
    return true;
}

static void end_person(struct reading *reading, bool buys)
{
    for (size_t i = 0; i < reading->touched.count; i++) {
        const struct touched *at = VEC_AT(&reading->touched, struct touched, i);
        struct trend_spans *group = &reading->groups[at->group];
        const int64_t *marks = reading->marks[at->group];
        size_t behind = span_behind(group, at->span);
        if (buys) {
            group->facts[at->span].people.customers++;
            group->facts[at->span].people.again += marks[at->span] > 1;
        } else if (behind != NOWHERE) {
            group->facts[behind].people.engaged_before++;
            group->facts[behind].people.stayed += marks[behind] > 0;
        }
    }
    for (size_t i = 0; i < reading->touched.count; i++) {
        const struct touched *at = VEC_AT(&reading->touched, struct touched, i);
        reading->marks[at->group][at->span] = 0;
    }
    vec_clear(&reading->touched);
}

static bool take_engaged(struct reading *reading, const struct people_message *message)
{
    const struct tally *tally = &message->tally;
    bool engaged = tally->value[COUNTER_READ] > 0 || tally->value[COUNTER_CLICKERS] > 0 ||
                   tally->value[COUNTER_REPLIERS] > 0;
    if (!message->recipient || !(tally->known & ENGAGEMENT) ||
        !takes(reading->builder, message->campaign)) {
        return true;
    }
    for (size_t i = 0; i < reading->group_count; i++) {
        struct trend_spans *group = &reading->groups[i];
        size_t span = span_of(group, message->day);
        if (span == NOWHERE) {
            continue;
        }
        size_t behind = span_behind(group, span);
        group->facts[span].people.has_engaged = true;
        if (behind != NOWHERE) {
            group->facts[behind].people.has_engaged = true;
        }
        if (engaged && !mark(reading, i, span)) {
            return false;
        }
    }
    return true;
}

static bool read_engaged(struct reading *reading)
{
    struct trend_builder *builder = reading->builder;
    struct people_message message;
    uint64_t recipient = 0;
    struct people_cursor *cursor =
        people_open(builder->store, PEOPLE_BY_RECIPIENT, builder->cancel, builder->err);
    bool ok = cursor != NULL;
    while (ok && people_next(cursor, &message, &reading->trouble)) {
        if (message.recipient != recipient) {
            end_person(reading, false);
        }
        recipient = message.recipient;
        ok = take_engaged(reading, &message);
    }
    people_close(cursor);
    end_person(reading, false);
    return ok && !has_gone_wrong(reading);
}

static bool read_buyers(struct reading *reading)
{
    struct trend_builder *builder = reading->builder;
    struct people_order_row row;
    uint64_t recipient = 0;
    struct people_orders *orders =
        people_orders_open(builder->store, builder->cancel, builder->err);
    bool ok = orders != NULL;
    while (ok && people_orders_next(orders, &row, &reading->trouble)) {
        if (row.recipient != recipient) {
            end_person(reading, true);
        }
        recipient = row.recipient;
        for (size_t i = 0; ok && i < reading->group_count && takes(builder, row.campaign); i++) {
            size_t span = span_of(&reading->groups[i], row.day);
            ok = span == NOWHERE || mark(reading, i, span);
        }
    }
    people_orders_close(orders);
    end_person(reading, true);
    return ok && !has_gone_wrong(reading);
}

/* The middle of what comes in order; of an even number the mean of the middle two. */
static void take_reading(struct people_counts *counts, int64_t seen, int64_t seconds)
{
    int64_t all = counts->readings;
    if (seen == (all - 1) / 2) {
        counts->median_reading += (double)seconds / (all % 2 ? 1 : 2);
    }
    if (all % 2 == 0 && seen == all / 2) {
        counts->median_reading += (double)seconds / 2;
    }
}

/* First they are counted, then the middle is known when it comes by. */
static bool read_readings(struct reading *reading, bool counted)
{
    struct trend_builder *builder = reading->builder;
    struct people_message message;
    struct people_cursor *cursor = people_open(
        builder->store, counted ? PEOPLE_BY_READING : PEOPLE_ANY, builder->cancel, builder->err);
    bool ok = cursor != NULL;
    while (ok && people_next(cursor, &message, &reading->trouble)) {
        if (!message.has_reading || !takes(builder, message.campaign)) {
            continue;
        }
        for (size_t i = 0; i < reading->group_count; i++) {
            size_t span = span_of(&reading->groups[i], message.day);
            if (span == NOWHERE) {
                continue;
            }
            struct people_counts *counts = &reading->groups[i].facts[span].people;
            if (counted) {
                take_reading(counts, reading->marks[i][span]++, message.reading);
            } else {
                counts->readings++;
            }
        }
    }
    people_close(cursor);
    return ok && !has_gone_wrong(reading);
}

/* --- feedback, customers --------------------------------------------------------------------- */

static bool read_feedback(struct reading *reading)
{
    struct trend_builder *builder = reading->builder;
    struct comment comment;
    struct comment_cursor *cursor =
        comment_cursor_open(builder->store, -1, DAY_NONE, INT32_MAX, builder->err);
    bool ok = cursor != NULL;
    while (ok && comment_cursor_next(cursor, &comment, &reading->trouble)) {
        ok =
            !cancelled(builder->cancel) || err_set(builder->err, ERR_CANCELLED, "%s", _("stopped"));
        if (!takes(builder, comment.campaign)) {
            continue;
        }
        for (size_t i = 0; i < reading->group_count; i++) {
            size_t span = span_of(&reading->groups[i], comment.day);
            if (span != NOWHERE) {
                feedback_count(&reading->groups[i].facts[span].feedback, comment.rating,
                               comment.scale, comment.kind);
            }
        }
    }
    comment_cursor_close(cursor);
    return ok && !has_gone_wrong(reading);
}

/* Where only a currency was asked for, who first bought after no campaign's message counts, too. */
static bool takes_customer(const struct trend_builder *builder, const struct customer *customer)
{
    const struct trend_request *request = builder->request;
    if (request->currency.code[0] && !currency_equal(request->currency, customer->currency)) {
        return false;
    }
    return (!request->campaign_count && !builder->scope->filter) ||
           takes(builder, customer->campaign);
}

static void take_customers(struct reading *reading, struct trend_currencies *currencies)
{
    struct trend_builder *builder = reading->builder;
    const struct customers *customers = &builder->customers;
    for (size_t k = 0; k < customers->count; k++) {
        const struct customer *customer = &customers->rows[k];
        if (!takes_customer(builder, customer)) {
            continue;
        }
        for (size_t i = 0; i < reading->group_count; i++) {
            struct trend_spans *group = &reading->groups[i];
            size_t span = span_of(group, customer->first);
            if (span != NOWHERE) {
                trend_note_currency(currencies, customer->currency);
                customer_add(&group->facts[span].customers, customer);
                group->facts[span].customers.days = customers->last - customers->first + 1;
            }
        }
    }
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool read_messages(struct reading *reading, enum kpi kpi)
{
    bool any;
    if (!people_any(reading->builder->store, &any, reading->builder->err)) {
        return false;
    }
    if (!any) {
        return true;
    }
    return kpi == KPI_RETENTION_RATE
               ? read_engaged(reading)
               : read_readings(reading, false) && read_readings(reading, true);
}

bool trend_facts_begin(struct trend_builder *builder)
{
    enum kpi kpi = builder->measure.kpi;
    builder->customers = (struct customers){.first = DAY_NONE, .last = DAY_NONE};
    return (!kpi_is_of_customers(kpi) && kpi != KPI_REPEAT_PURCHASE_RATE) ||
           query_customers(builder->store, builder->scratch, builder->scope->period.to,
                           builder->cancel, &builder->customers, builder->err);
}

bool trend_facts_read(struct trend_builder *builder, struct trend_spans *groups, size_t count,
                      struct trend_currencies *currencies)
{
    struct reading reading = {.builder = builder,
                              .groups = groups,
                              .group_count = count,
                              .marks = ARENA_ARRAY(builder->scratch, int64_t *, count),
                              .touched = VEC_INIT(struct touched)};
    enum kpi kpi = builder->measure.kpi;
    currencies->count = 0;
    for (size_t i = 0; reading.marks && i < count; i++) {
        reading.marks[i] = ARENA_ARRAY(builder->scratch, int64_t, groups[i].count + 1);
        groups[i].facts = ARENA_ARRAY(builder->scratch, struct trend_fact, groups[i].count + 1);
        if (!reading.marks[i] || !groups[i].facts) {
            return err_memory(builder->err);
        }
    }
    if (!reading.marks) {
        return err_memory(builder->err);
    }
    if (kpi_is_of_customers(kpi)) {
        take_customers(&reading, currencies);
        return true;
    }
    bool ok = kpi_is_of_feedback(kpi)           ? read_feedback(&reading)
              : kpi == KPI_REPEAT_PURCHASE_RATE ? read_buyers(&reading)
                                                : read_messages(&reading, kpi);
    vec_free(&reading.touched);
    return ok;
}

struct kpi_value trend_fact_value(const struct trend_builder *builder,
                                  const struct trend_fact *fact, const struct total *total)
{
    enum kpi kpi = builder->measure.kpi;
    if (kpi_is_of_customers(kpi)) {
        struct kpi_value cac = kpi_eval(KPI_CAC, total, &builder->scope->options);
        return kpi_customers(kpi, &fact->customers, &cac);
    }
    struct kpi_value value = kpi_is_of_feedback(kpi) ? kpi_feedback(kpi, &fact->feedback)
                                                     : kpi_people(kpi, &fact->people);
    if (!value.has_value && kpi != KPI_RETENTION_RATE) {
        value.reason = KPI_REASON_UNKNOWN_COUNTER; /* nobody said or bought anything then */
    }
    return value;
}
