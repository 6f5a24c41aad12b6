/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose days a trend is made of, and reading them. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/vec.h"
#include "report/trend_private.h"
#include "report/walk.h"
#include "store/query_among.h"

/* Up to so many campaigns are read one by one, which is a few seeks each. */
#define ONE_BY_ONE 40

/* --- whose ----------------------------------------------------------------------------------- */

static bool stopped(struct trend_builder *builder)
{
    return cancelled(builder->cancel) && !err_set(builder->err, ERR_CANCELLED, "%s", _("stopped"));
}

static bool has_money(const struct trend_request *request)
{
    return request->currency.code[0] != '\0';
}

static bool is_wanted(const struct trend_builder *builder, const struct total *total)
{
    return !has_money(builder->request) ||
           (!total_is_mixed(total) && currency_equal(total->currency, builder->request->currency));
}

static bool push_number(struct vec *numbers, int64_t number, struct err *err)
{
    int64_t *place = vec_push(numbers);
    if (!place) {
        return err_memory(err);
    }
    *place = number;
    return true;
}

/* The campaigns somebody named. */
static bool named(struct trend_builder *builder, struct vec *numbers)
{
    const struct trend_request *request = builder->request;
    const struct period *period = &builder->scope->period;
    for (size_t i = 0; i < request->campaign_count; i++) {
        struct campaign_row row;
        if (stopped(builder) ||
            !query_campaign(builder->store, builder->scratch, request->campaigns[i], period->from,
                            period->to, &row, builder->err)) {
            return false;
        }
        if ((builder->scope->filter && !scope_takes(builder->scope, &row)) ||
            !is_wanted(builder, &row.total)) {
            continue;
        }
        builder->row = row;
        if (!push_number(numbers, row.number, builder->err)) {
            return false;
        }
    }
    return true;
}

/* Those that pass the filter. */
static bool matching(struct trend_builder *builder, struct vec *numbers)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk =
        walk_open(builder->store, builder->scope, NULL, builder->cancel, builder->err);
    if (!walk) {
        return false;
    }
    while (walk_next(walk, &item, &trouble)) {
        if (is_wanted(builder, item.total) && !push_number(numbers, item.number, &trouble)) {
            break;
        }
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE && builder->err) {
        *builder->err = trouble;
    }
    return trouble.code == ERR_NONE;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Rising, each once. */
static void settle(struct vec *numbers)
{
    int64_t *all = numbers->data;
    size_t kept = 0;
    if (numbers->count > 1) {
        qsort(all, numbers->count, sizeof *all, by_number);
    }
    for (size_t i = 0; i < numbers->count; i++) {
        if (!kept || all[kept - 1] != all[i]) {
            all[kept++] = all[i];
        }
    }
    numbers->count = kept;
}

/* --- their days ------------------------------------------------------------------------------ */

static int by_day(const void *a, const void *b)
{
    const struct day_total *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

struct gathering {
    struct map64 places; /* day -> index + 1 into days */
    struct vec days;
    struct total undated;
};

static bool gather(struct gathering *gathering, const struct day_total *days, size_t count,
                   struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t *place = map64_put(&gathering->places, (uint64_t)(int64_t)days[i].day, NULL);
        if (place && !*place) {
            struct day_total *day = vec_push(&gathering->days);
            if (day) {
                day->day = days[i].day;
                *place = gathering->days.count;
            }
        }
        if (!place || !*place) {
            return err_memory(err);
        }
        total_add(&VEC_AT(&gathering->days, struct day_total, *place - 1)->total, &days[i].total);
    }
    return true;
}

static bool read_each(struct trend_builder *builder, const int64_t *numbers, size_t count,
                      struct period read, struct gathering *gathering)
{
    struct arena *lent = arena_new();
    bool ok = lent || err_memory(builder->err);
    for (size_t i = 0; ok && i < count; i++) {
        struct day_total *days;
        struct total undated;
        size_t day_count;
        arena_reset(lent);
        ok = !stopped(builder) &&
             query_campaign_days(builder->store, lent, numbers[i], read.from, read.to, &days,
                                 &day_count, &undated, builder->err) &&
             gather(gathering, days, day_count, builder->err);
        if (ok) {
            total_add(&gathering->undated, &undated);
        }
    }
    arena_free(lent);
    return ok;
}

static bool read_one_by_one(struct trend_builder *builder, const int64_t *numbers, size_t count,
                            struct period read, struct total *undated)
{
    struct gathering gathering = {.places = MAP64_INIT, .days = VEC_INIT(struct day_total)};
    bool ok = read_each(builder, numbers, count, read, &gathering);
    map64_free(&gathering.places);
    if (ok && gathering.days.count > 1) {
        qsort(gathering.days.data, gathering.days.count, gathering.days.width, by_day);
    }
    *undated = gathering.undated;
    builder->day_count = gathering.days.count;
    builder->days = ok ? vec_keep(&gathering.days, builder->scratch) : NULL;
    vec_free(&gathering.days);
    return ok && (builder->days || err_memory(builder->err));
}

/* What the measures need to know of a day. */
static struct ruling_wanted wanted_of(const struct trend_builder *builder)
{
    struct ruling_wanted wanted = {.counters = COUNTER_BIT(COUNTER_SENT)};
    for (size_t i = 0; i < builder->measure_count; i++) {
        const struct trend_measure *measure = &builder->measures[i];
        int slot =
            measure->kpi == KPI_NONE ? -1 : kpi_slot_of(measure->kpi, builder->scope->options.base);
        if (measure->kpi == KPI_NONE) {
            wanted.counters |= COUNTER_BIT(measure->counter);
        } else if (slot >= 0) {
            wanted.counters |= kpi_slot(slot)->needs;
            wanted.slots |= UINT64_C(1) << slot;
        }
    }
    return wanted;
}

static bool read_numbers(struct trend_builder *builder, const struct vec *numbers,
                         struct period read, struct total *undated)
{
    struct ruling_wanted wanted = wanted_of(builder);
    if (numbers->count == 1) {
        return query_campaign_days(builder->store, builder->scratch, *VEC_AT(numbers, int64_t, 0),
                                   read.from, read.to, &builder->days, &builder->day_count, undated,
                                   builder->err);
    }
    return numbers->count <= ONE_BY_ONE
               ? read_one_by_one(builder, numbers->data, numbers->count, read, undated)
               : query_days_among(builder->store, builder->scratch, numbers->data, numbers->count,
                                  read.from, read.to, &wanted, builder->cancel, &builder->days,
                                  &builder->day_count, undated, builder->err);
}

bool trend_read_days(struct trend_builder *builder)
{
    const struct trend_request *request = builder->request;
    struct trend *trend = builder->trend;
    struct period read = builder->scope->period;
    struct total undated;
    memset(&undated, 0, sizeof undated);
    if (trend->has_before) {
        read.from = trend->before.from < read.from ? trend->before.from : read.from;
    }
    if (!request->campaign_count && !builder->scope->filter && !has_money(request)) {
        trend->campaigns = -1;
        if (stopped(builder) ||
            !query_days(builder->store, builder->scratch, read.from, read.to, &builder->days,
                        &builder->day_count, &undated, builder->err)) {
            return false;
        }
        builder->undated = undated.sum[COUNTER_SENT];
        return true;
    }
    struct vec numbers = VEC_INIT(int64_t);
    bool ok = request->campaign_count ? named(builder, &numbers) : matching(builder, &numbers);
    settle(&numbers);
    ok = ok && read_numbers(builder, &numbers, read, &undated);
    trend->campaigns = (int64_t)numbers.count;
    builder->has_row = request->campaign_count && numbers.count == 1;
    builder->undated = undated.sum[COUNTER_SENT];
    builder->number_count = numbers.count;
    builder->numbers = ok ? vec_keep(&numbers, builder->scratch) : NULL;
    ok = ok && (builder->numbers || err_memory(builder->err));
    vec_free(&numbers);
    return ok;
}
