/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <string.h>

#include "base/mem.h"
#include "config/benchmarks.h"

static void put(struct tally *tally, enum counter counter, int64_t value, int64_t unit)
{
    if (value != 0) {
        tally_set(tally, counter, value == ZERO ? 0 : value * unit);
    }
}

void put_figures(struct batch *batch, const struct figures *figures)
{
    struct attrs attrs = {.campaign = figures->campaign,
                          .source = figures->source ? figures->source : SOURCE_DAILY,
                          .rank = ATTR_RANK_STATED};
    attrs.value[ATTR_VARIANT] = figures->variant;
    attrs.value[ATTR_CHANNEL] = figures->channel;
    if (figures->currency) {
        memcpy(attrs.currency.code, figures->currency, 4);
    }
    int32_t day = figures->month == 0 ? DAY_NONE : civil_to_day(2026, figures->month, figures->day);
    struct report_tally *row = batch_report(batch, batch_attrs(batch, &attrs), day);
    assert_non_null(row);
    put(&row->tally, COUNTER_SENT, figures->sent, 1);
    put(&row->tally, COUNTER_DELIVERED, figures->delivered, 1);
    put(&row->tally, COUNTER_READ, figures->read, 1);
    put(&row->tally, COUNTER_CLICKERS, figures->clickers, 1);
    put(&row->tally, COUNTER_REPLIERS, figures->repliers, 1);
    put(&row->tally, COUNTER_OPTOUTS, figures->optouts, 1);
    put(&row->tally, COUNTER_CONVERSIONS, figures->conversions, 1);
    put(&row->tally, COUNTER_REVENUE, figures->revenue, MONEY_UNIT);
    put(&row->tally, COUNTER_COST_MESSAGE, figures->cost, MONEY_UNIT);
}

int64_t import_figures(struct fixture *fixture, const char *file, const struct figures *rows,
                       size_t count)
{
    struct batch *batch = batch_new();
    assert_non_null(batch);
    for (size_t i = 0; i < count; i++) {
        put_figures(batch, &rows[i]);
    }
    int64_t id = fixture_import(fixture, file, batch, TIME_NONE);
    batch_free(batch);
    return id;
}

void import_facts(struct fixture *fixture, const char *campaign, enum campaign_kind kind,
                  enum campaign_goal goal)
{
    struct batch *batch = batch_new();
    assert_non_null(batch);
    struct campaign_facts *facts = batch_campaign(batch, campaign);
    assert_non_null(facts);
    facts->kind = kind;
    facts->goal = goal;
    fixture_import(fixture, "facts.csv", batch, TIME_NONE);
    batch_free(batch);
}

void make_scope(struct fixture *fixture, struct arena *arena, const char *words, const char *where,
                const char *benchmark, struct scope *scope)
{
    struct err err = ERR_INIT;
    struct scope_request request = SCOPE_REQUEST_INIT;
    const struct benchmarks *sets = benchmarks_load(arena, NULL, &err);
    check_ok(sets, &err);
    if (words) {
        check_ok(period_parse(words, &request.period, &err), &err);
    }
    request.where = where;
    request.benchmark = benchmark;
    check_ok(scope_resolve(arena, fixture->store, sets, &request, NULL, scope, &err), &err);
}

void check_every_allocation(bool (*build)(void *context, struct arena *arena, struct err *err),
                            void *context)
{
    for (uint64_t n = 1;; n++) {
        struct arena *arena = arena_new();
        struct err err = ERR_INIT;
        assert_non_null(arena);
        mem_fault_after(n, false);
        bool done = build(context, arena, &err);
        uint64_t asked = mem_fault_after(0, false);
        arena_free(arena);
        if (done && asked < n) {
            return;
        }
        if (!done && err.code != ERR_MEMORY) {
            char words[1024];
            fail_msg("allocation %u: %s", (unsigned)n, err_format(&err, words, sizeof words));
        }
        assert_true(n < 100000);
    }
}
