/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a month has reached of its targets (pace.h), and what of that is not known. */
#include <string.h>

#include "base/vec.h"
#include "report/own_money.h"
#include "report/pace_private.h"
#include "report/walk.h"
#include "store/query_feedback.h"

/* --- what was reached ------------------------------------------------------------------------- */

/* What a line adds up. */
struct sum {
    struct total total;
    struct feedback_counts feedback;
};

/* A campaign that a line cannot take as it is; it is looked at once more, day by day or money by
 * money, when the walk is over. */
struct pending {
    size_t line;
    int64_t number, send_days;
};

struct adding {
    struct pace_builder *builder;
    struct sum *sums;
    struct vec pending;
    struct arena *scratch; /* of one of them */
};

/* What is more of one and less of another is no lower bound where a part is missing. */
bool pace_is_difference(const struct pace_line *line)
{
    return line->target.kpi != KPI_NONE &&
           kpi_info(line->target.kpi)->formula == KPI_FORMULA_DIFFERENCE;
}

/* What a sum counts; COUNTER_NONE: it is a rate, or a difference of two. */
static enum counter counter_of(const struct pace_line *line)
{
    const struct target *target = &line->target;
    return target->kpi == KPI_NONE                               ? target->counter
           : kpi_info(target->kpi)->formula == KPI_FORMULA_COUNT ? kpi_info(target->kpi)->numerator
                                                                 : COUNTER_NONE;
}

static bool is_known(const struct pace_line *line, const struct kpi_options *options,
                     const struct report_item *item)
{
    enum counter counter = counter_of(line);
    int64_t value;
    if (counter != COUNTER_NONE) {
        return total_get(item->total, counter, &value);
    }
    return !pace_is_difference(line) || kpi_eval(line->target.kpi, item->total, options).has_value;
}

/* The slot of a counter per message sent; -1: there is none. */
static int slot_of(enum counter counter)
{
    for (int i = 0; i < kpi_slot_count(); i++) {
        const struct kpi_slot *slot = kpi_slot(i);
        if (slot->numerator == counter && slot->denominator == COUNTER_SENT) {
            return i;
        }
    }
    return -1;
}

/* Whether some of its days do not know what others do. Days on which nothing was sent, of which
 * an order or a click tells, need not know it. */
static bool is_partly_known(const struct pace_line *line, const struct total *total)
{
    enum counter counter = counter_of(line);
    int64_t sent;
    if (counter == COUNTER_NONE || counter == COUNTER_SENT || total->known[counter] == 0) {
        return false;
    }
    int slot = slot_of(counter);
    return slot >= 0 && total_get(total, COUNTER_SENT, &sent)
               ? total->slot[slot].denominator < sent
               : total->known[counter] < total->tallies;
}

/* On how many days of the month a campaign can have sent. */
static int64_t send_days(const struct pace_builder *builder, const struct report_item *item)
{
    const struct period *month = &builder->month;
    int64_t days = item->total->tallies;
    int64_t sent;
    if (!total_get(item->total, COUNTER_SENT, &sent) || sent == 0) {
        return 0;
    }
    if (item->start != DAY_NONE && item->last_send != DAY_NONE) {
        int32_t from = item->start > month->from ? item->start : month->from;
        int32_t to = item->last_send < month->to ? item->last_send : month->to;
        int64_t span = (int64_t)to - from + 1;
        days = span > 0 && span < days ? span : days;
    }
    return days;
}

static bool wait(struct adding *adding, size_t at, const struct report_item *item)
{
    struct pending *pending = vec_push(&adding->pending);
    if (!pending) {
        return err_memory(adding->builder->err);
    }
    *pending = (struct pending){at, item->number, send_days(adding->builder, item)};
    return true;
}

static bool add_item(struct adding *adding, size_t at, const struct report_item *item)
{
    const struct pace_builder *builder = adding->builder;
    struct pace_line *line = &builder->lines[at];
    struct sum *sum = &adding->sums[at];
    const struct target *target = &line->target;
    bool named = item->what == ITEM_CAMPAIGN;
    enum campaign_kind kind = item->kind == KIND_UNKNOWN ? KIND_BROADCAST : item->kind;
    if (target->kind != KIND_UNKNOWN && (!named || kind != target->kind)) {
        return true;
    }
    line->seen += named;
    if (target->currency.code[0] && (total_is_mixed(item->total) ||
                                     (item->total->currency.code[0] &&
                                      !currency_equal(item->total->currency, target->currency)))) {
        if (named && target->kpi == KPI_NONE && total_is_mixed(item->total)) {
            return wait(adding, at, item);
        }
        line->foreign += named;
        return true;
    }
    bool known = is_known(line, &builder->scope->options, item);
    line->unknown += named && !known;
    line->partly += named && is_partly_known(line, item->total);
    line->send_days += send_days(builder, item);
    total_add(&sum->total, item->total);
    if (item->feedback) {
        feedback_add(&sum->feedback, item->feedback);
    }
    return !named || !known || !pace_is_difference(line) || wait(adding, at, item);
}

/* Whether on some of its days one of the two is not known. */
static bool look_at_days(struct adding *adding, struct pace_line *line, int64_t number)
{
    const struct pace_builder *builder = adding->builder;
    const struct kpi_info *info = kpi_info(line->target.kpi);
    struct day_total *days;
    size_t count;
    bool partly = false;
    if (!query_campaign_days(builder->store, adding->scratch, number, builder->month.from,
                             builder->month.to, &days, &count, NULL, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const struct total *total = &days[i].total;
        int64_t sent;
        bool told = (total_get(total, COUNTER_SENT, &sent) && sent > 0) ||
                    total->known[info->numerator] || total->known[info->denominator];
        partly |= told && !kpi_eval(line->target.kpi, total, &builder->scope->options).has_value;
    }
    line->partly += partly;
    return true;
}

/* What it has in the target's currency. */
static bool look_at_money(struct adding *adding, const struct pending *pending)
{
    const struct pace_builder *builder = adding->builder;
    struct pace_line *line = &builder->lines[pending->line];
    struct own_money own = {0};
    const struct total *taken;
    if (!own_money_add(builder->store, adding->scratch, pending->number, &builder->month,
                       line->target.currency, line->target.counter, &own, &taken, builder->err)) {
        return false;
    }
    line->foreign += own.foreign;
    if (taken) {
        line->partly += is_partly_known(line, taken);
        line->apart += own.apart;
        line->elsewhere |= own.elsewhere;
        line->send_days += pending->send_days;
        total_add(&adding->sums[pending->line].total, taken);
    }
    return true;
}

static bool look_again(struct adding *adding)
{
    struct pace_builder *builder = adding->builder;
    for (size_t i = 0; i < adding->pending.count; i++) {
        const struct pending *pending = VEC_AT(&adding->pending, struct pending, i);
        struct pace_line *line = &builder->lines[pending->line];
        arena_reset(adding->scratch);
        if (cancelled(builder->cancel)) {
            return err_set(builder->err, ERR_CANCELLED, "%s", "stopped");
        }
        if (!(pace_is_difference(line) ? look_at_days(adding, line, pending->number)
                                       : look_at_money(adding, pending))) {
            return false;
        }
    }
    return true;
}

static void take_sum(const struct pace_builder *builder, struct pace_line *line, struct sum *sum)
{
    const struct target *target = &line->target;
    const struct kpi_options *options = &builder->scope->options;
    struct report_item item;
    int64_t value;
    item_of_sum(&sum->total, &item);
    item.feedback = sum->feedback.all > 0 ? &sum->feedback : NULL;
    if (target->kpi != KPI_NONE) {
        line->value = item_value(&item, options, target->kpi);
        if (kpi_info(target->kpi)->based && options->base != RATE_BASE_DELIVERED) {
            line->value = (struct kpi_value){.reason = KPI_REASON_BASE_DIFFERS};
        }
    } else if (total_get(&sum->total, target->counter, &value)) {
        line->value =
            (struct kpi_value){.has_value = true,
                               .value = (double)value,
                               .currency = target->currency,
                               .estimated = total_is_estimated(&sum->total, target->counter)};
    } else {
        line->value =
            (struct kpi_value){.reason = kpi_counter_reason(&sum->total, target->counter)};
    }
    if (!line->is_sum && line->value.has_value) {
        struct benchmark_row row = target_row(target);
        const struct grade_bench bench = {.row = &row};
        struct grade_result grade =
            grade_against(target->kpi, &line->value, &sum->total, options, GOAL_SALES, &bench);
        line->sure = grade.certain;
        line->value.reason = grade.reason;
    }
}

bool pace_add_up(struct pace_builder *builder)
{
    struct scope scope = *builder->scope;
    struct arena *arena = arena_new();
    struct adding adding = {.builder = builder,
                            .sums =
                                arena ? ARENA_ARRAY(arena, struct sum, builder->made->count) : NULL,
                            .pending = VEC_INIT(struct pending),
                            .scratch = arena_new()};
    struct report_item item;
    scope.period = builder->month;
    scope.people = NULL;
    scope.customers = NULL;
    bool ok = ((adding.sums && adding.scratch) || err_memory(builder->err)) &&
              query_feedback(builder->store, arena, scope.period.from, scope.period.to,
                             &scope.feedback, &scope.feedback_count, builder->err);
    struct walk *walk =
        ok ? walk_open(builder->store, &scope, NULL, builder->cancel, builder->err) : NULL;
    ok = walk != NULL;
    while (ok && walk_next(walk, &item, builder->err)) {
        for (size_t i = 0; ok && i < builder->made->count; i++) {
            ok = add_item(&adding, i, &item);
        }
    }
    /* While the walk is open it is one state of the store. */
    ok = ok && builder->err->code == ERR_NONE && look_again(&adding);
    walk_close(walk);
    for (size_t i = 0; ok && i < builder->made->count; i++) {
        take_sum(builder, &builder->lines[i], &adding.sums[i]);
    }
    vec_free(&adding.pending);
    arena_free(adding.scratch);
    arena_free(arena);
    return ok;
}
