/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/item.h"

#include <string.h>

#include "base/i18n.h"
#include "query/query_field.h"
#include "report/customers.h"
#include "report/people.h"
#include "report/words.h"

/* --- what an item is ------------------------------------------------------------------------- */

/* What is sent counts until its window is over; on the window's last day something may still come.
 */
static int32_t counting_until(const struct scope *scope, int32_t last_send)
{
    if (last_send == DAY_NONE || last_send > CIVIL_DAY_MAX - scope->window_days) {
        return DAY_NONE;
    }
    int32_t until = last_send + scope->window_days;
    return until >= scope->today ? until : DAY_NONE;
}

void item_of_row(const struct scope *scope, const struct campaign_row *row,
                 struct report_item *item)
{
    *item = (struct report_item){.what = row->number == 0 ? ITEM_UNATTRIBUTED : ITEM_CAMPAIGN,
                                 .number = row->number,
                                 .name = row->name,
                                 .excluded = row->excluded,
                                 .channel = row->channel,
                                 .industry = row->industry,
                                 .kind = row->kind,
                                 .goal = grade_goal(row->goal, &row->total),
                                 .start = row->start,
                                 .end = row->end,
                                 .last_send = row->last_send,
                                 .counting_until = counting_until(scope, row->last_send),
                                 .total = &row->total,
                                 .past = row->past,
                                 .feedback = scope_feedback(scope, row->number),
                                 .people = people_of(scope->people, row->number)};
    item->edit = scope_edit(scope, row->number);
    if (item->edit) {
        item->name = item->edit->name; /* the row has the alias, if there is one */
        item->alias = item->edit->alias;
    }
    campaign_id_format(row->number, item->id);
    item->customers = customers_of(scope, row->number);
}

void item_of_sum(const struct total *total, struct report_item *item)
{
    *item = (struct report_item){.what = ITEM_SUM,
                                 .number = -1,
                                 .name = _("All campaigns"),
                                 .kind = KIND_UNKNOWN,
                                 .goal = grade_goal(GOAL_UNKNOWN, total),
                                 .start = DAY_NONE,
                                 .end = DAY_NONE,
                                 .last_send = DAY_NONE,
                                 .counting_until = DAY_NONE,
                                 .total = total};
}

static bool keep_text(struct arena *arena, const char **text)
{
    const char *from = *text;
    *text = arena_strdup(arena, from);
    return *text || !from;
}

bool item_keep(struct arena *arena, const struct report_item *item, struct report_item *kept)
{
    struct report_item copy = *item;
    struct total *total = ARENA_NEW(arena, struct total);
    if (!total || !keep_text(arena, &copy.name) || !keep_text(arena, &copy.alias) ||
        !keep_text(arena, &copy.channel) || !keep_text(arena, &copy.industry)) {
        return false;
    }
    *total = *item->total;
    copy.total = total;
    if (item->feedback) {
        struct feedback_counts *feedback = ARENA_NEW(arena, struct feedback_counts);
        if (!feedback) {
            return false;
        }
        *feedback = *item->feedback;
        copy.feedback = feedback;
    }
    if (item->people) {
        struct people_counts *people = ARENA_NEW(arena, struct people_counts);
        if (!people) {
            return false;
        }
        *people = *item->people;
        copy.people = people;
    }
    copy.benches = NULL;
    copy.past = NULL;
    if (copy.customers) {
        struct customer_sum *customers = ARENA_NEW(arena, struct customer_sum);
        if (!customers) {
            return false;
        }
        *customers = *item->customers;
        copy.customers = customers;
    }
    *kept = copy;
    return true;
}

/* --- figures --------------------------------------------------------------------------------- */

struct kpi_value item_value(const struct report_item *item, const struct kpi_options *options,
                            enum kpi id)
{
    if (kpi_is_of_customers(id)) {
        struct kpi_value cac = kpi_eval(KPI_CAC, item->total, options);
        return kpi_customers(id, item->customers, &cac);
    }
    return kpi_is_of_feedback(id) ? kpi_feedback(id, item->feedback)
           : kpi_is_of_people(id) ? kpi_people(id, item->people)
                                  : kpi_eval(id, item->total, options);
}

struct kpi_result item_kpi(const struct report_item *item, const struct scope *scope, enum kpi id)
{
    struct kpi_result result;
    result.value = item_value(item, &scope->options, id);
    if (item->what == ITEM_UNATTRIBUTED) {
        /* Whatever has no campaign is no campaign that did well or badly. */
        result.grade = (struct grade_result){
            .grade = GRADE_NONE,
            .toward = GRADE_NONE,
            .reason = result.value.has_value ? KPI_REASON_NOT_JUDGED : result.value.reason};
        return result;
    }
    if (item->benches) {
        result.grade = grade_against(id, &result.value, item->total, &scope->options, item->goal,
                                     &item->benches->kpi[id]);
        return result;
    }
    struct grade_context context =
        scope_context(scope, item->kind, item->goal, item->channel, item->industry, item->total);
    result.grade = grade_value(id, &result.value, item->total, &scope->options, &context);
    return result;
}

struct item_judge item_judge(const struct report_item *item, const struct scope *scope, enum kpi id)
{
    struct item_judge own;
    own.kpi = id;
    own.result = item_kpi(item, scope, id);
    enum kpi instead = id == KPI_OPEN_RATE         ? KPI_OPEN_RATE_ADJUSTED
                       : id == KPI_CONVERSION_RATE ? KPI_CLICK_TO_CONVERSION_RATE
                                                   : KPI_NONE;
    if (instead == KPI_NONE || own.result.grade.reason != KPI_REASON_OUT_OF_REACH) {
        return own;
    }
    struct item_judge other = {instead, item_kpi(item, scope, instead)};
    return other.result.grade.grade == GRADE_NONE ? own : other;
}

struct currency item_currency(const struct report_item *item)
{
    return total_is_mixed(item->total) ? (struct currency){""} : item->total->currency;
}

enum cell_kind item_kpi_kind(enum kpi id)
{
    switch (kpi_info(id)->unit) {
    case KPI_UNIT_PERCENT:
        return CELL_PERCENT;
    case KPI_UNIT_MONEY:
        return CELL_MONEY;
    case KPI_UNIT_TIMES:
        return CELL_TIMES;
    case KPI_UNIT_NUMBER:
    case KPI_UNIT_MINUTES:
    case KPI_UNIT_POINTS:
        break;
    }
    return CELL_NUMBER;
}

enum cell_kind item_counter_kind(enum counter id)
{
    return counter_info(id)->kind == COUNTER_KIND_MONEY ? CELL_MONEY : CELL_COUNT;
}

struct cell item_kpi_cell(const struct report_item *item, const struct kpi_result *result,
                          enum kpi id)
{
    const struct kpi_value *value = &result->value;
    if (!value->has_value) {
        return cell_unknown(value->reason);
    }
    struct cell cell = {.kind = (uint8_t)item_kpi_kind(id),
                        .currency = value->currency,
                        .grade = (int8_t)result->grade.grade,
                        .reason = (uint8_t)result->grade.reason};
    if (cell.kind == CELL_MONEY) {
        cell.integer = words_micros(value->value);
    } else {
        cell.number = value->value;
    }
    unsigned flags = (value->partial ? CELL_PARTIAL : 0u) |
                     (value->estimated ? CELL_ESTIMATED : 0u) | (value->over ? CELL_OVER : 0u) |
                     (result->grade.certain ? CELL_CERTAIN : 0u) |
                     (item->counting_until != DAY_NONE ? CELL_COUNTING : 0u);
    cell.flags = (uint8_t)flags;
    return cell;
}

struct cell item_counter_cell(const struct report_item *item, enum counter id)
{
    int64_t value;
    if (!total_get(item->total, id, &value)) {
        return cell_unknown(kpi_counter_reason(item->total, id));
    }
    struct cell cell = cell_count(value);
    if (item_counter_kind(id) == CELL_MONEY) {
        cell.kind = CELL_MONEY;
        cell.currency = item->total->currency;
    }
    bool grows = item->counting_until != DAY_NONE && id != COUNTER_SENT;
    cell.flags = (uint8_t)((grows ? CELL_COUNTING : 0u) |
                           (total_is_estimated(item->total, id) ? CELL_ESTIMATED : 0u));
    return cell;
}

/* --- what a filter asks ---------------------------------------------------------------------- */

static bool ask_kpi(const void *context, enum kpi id, struct kpi_value *value)
{
    const struct item_query *asked = context;
    struct kpi_value found = item_value(asked->item, &asked->scope->options, id);
    if (found.has_value) {
        *value = found;
    }
    return found.has_value;
}

static bool ask_counter(const void *context, enum counter id, int64_t *value)
{
    return total_get(((const struct item_query *)context)->item->total, id, value);
}

static bool ask_grade(const void *context, enum kpi id, enum grade *grade)
{
    const struct item_query *asked = context;
    enum grade found = item_judge(asked->item, asked->scope, id).result.grade.grade;
    if (found != GRADE_NONE) {
        *grade = found;
    }
    return found != GRADE_NONE;
}

static struct currency ask_currency(const void *context)
{
    return ((const struct item_query *)context)->item->total->currency;
}

static bool ask_fact(const void *context, const char *name, const char **value)
{
    const struct report_item *item = ((const struct item_query *)context)->item;
    const char *found = strcmp(name, "industry") == 0 ? item->industry
                        : strcmp(name, "kind") == 0   ? campaign_kind_name(item->kind)
                        : strcmp(name, "goal") == 0   ? campaign_goal_name(item->goal)
                        : strcmp(name, "id") == 0     ? item->id
                        : strcmp(name, "group") == 0  ? (item->edit ? item->edit->group : NULL)
                        : strcmp(name, "note") == 0   ? (item->edit ? item->edit->note : NULL)
                        : strcmp(name, QUERY_FACT_ARCHIVED) == 0
                            ? (item->edit && item->edit->archived ? "yes" : "no")
                        : strcmp(name, QUERY_FACT_EXCLUDED) == 0 ? (item->excluded ? "yes" : "no")
                                                                 : NULL;
    if (found) {
        *value = found;
    }
    return found != NULL;
}

/* The first of a campaign's labels among the ordered rows. */
static size_t first_label(const struct scope_labels *labels, int64_t number)
{
    size_t low = 0, high = labels->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (labels->rows[middle].number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool ask_attribute(const void *context, enum attr attr, size_t index, const char **value)
{
    const struct item_query *asked = context;
    const struct report_item *item = asked->item;
    /* The channel that a campaign is said to be of comes before those of its rows. */
    if (attr == ATTR_CHANNEL && item->channel) {
        if (index-- == 0) {
            *value = item->channel;
            return true;
        }
    }
    if (!asked->scope->labels) {
        return false;
    }
    const struct scope_labels *labels = &asked->scope->labels[attr];
    size_t at = first_label(labels, item->number) + index;
    if (at >= labels->count || labels->rows[at].number != item->number) {
        return false;
    }
    *value = labels->rows[at].text;
    return true;
}

static bool ask_day(const void *context, bool end, int32_t *day)
{
    const struct report_item *item = ((const struct item_query *)context)->item;
    int32_t found = end ? item->end : item->start;
    if (found != DAY_NONE) {
        *day = found;
    }
    return found != DAY_NONE;
}

struct query_row item_query_row(const struct item_query *context)
{
    static const struct query_getters getters = {.kpi = ask_kpi,
                                                 .counter = ask_counter,
                                                 .grade = ask_grade,
                                                 .currency = ask_currency,
                                                 .fact = ask_fact,
                                                 .attribute = ask_attribute,
                                                 .day = ask_day};
    const struct report_item *item = context->item;
    struct query_row row = {.name = item->name,
                            .alias = item->alias,
                            .tags = item->edit ? item->edit->tags : NULL,
                            .tag_count = item->edit ? item->edit->tag_count : 0,
                            .getters = &getters,
                            .context = context};
    row.former = former_of(&context->scope->former, item->number, &row.former_count);
    return row;
}
