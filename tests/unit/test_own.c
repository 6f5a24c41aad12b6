/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "base/civil.h"
#include "base/mem.h"
#include "kpi/grade.h"
#include "kpi/own.h"

#define TODAY 20000

static const struct kpi_options per_delivered = KPI_OPTIONS_INIT;

/* A campaign of 10 000 with so many clickers and opt-outs, that earned and cost money. */
static struct total figures(int64_t clickers, int64_t optouts, int64_t revenue,
                            const char *currency)
{
    struct tally tally = {0};
    tally_set(&tally, COUNTER_SENT, 10000);
    tally_set(&tally, COUNTER_DELIVERED, 10000);
    tally_set(&tally, COUNTER_CLICKERS, clickers);
    tally_set(&tally, COUNTER_OPTOUTS, optouts);
    tally_set(&tally, COUNTER_REVENUE, revenue);
    struct currency money = {""};
    memcpy(money.code, currency, strlen(currency) + 1);
    struct total total = {0};
    total_add_tally(&total, &tally, SOURCE_EVENTS, money);
    return total;
}

struct world {
    struct total totals[64];
    struct own_campaign campaigns[64];
    size_t count;
};

static void put(struct world *world, enum campaign_kind kind, const char *channel, int32_t start,
                struct total total)
{
    size_t i = world->count++;
    world->totals[i] = total;
    world->campaigns[i] = (struct own_campaign){kind, channel, start, &world->totals[i]};
}

static bool learn_of(struct arena *arena, const struct world *world, enum kpi only,
                     struct benchmark_set **sets, size_t *count)
{
    struct own_learner *learner = own_learner_new(TODAY, &per_delivered, only);
    bool done = learner != NULL;
    for (size_t i = 0; done && i < world->count; i++) {
        done = own_learner_add(learner, &world->campaigns[i]);
    }
    done = done && own_learner_sets(learner, arena, sets, count);
    own_learner_free(learner);
    return done;
}

static size_t learn(struct arena *arena, const struct world *world, struct benchmark_set **sets)
{
    size_t count = 99;
    assert_true(learn_of(arena, world, KPI_NONE, sets, &count));
    return count;
}

/* Nine campaigns: quartiles as R's quantile(x, c(.25, .5, .75)) of type 7. */
static void test_quartiles(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct world world = {.count = 0};
    static const int64_t clickers[] = {900, 100, 800, 200, 700, 300, 600, 400, 1000};
    for (size_t i = 0; i < ARRAY_COUNT(clickers); i++) {
        put(&world, KIND_BROADCAST, "whatsapp", TODAY - (int32_t)i,
            figures(clickers[i], clickers[i] / 100, clickers[i] * 1000, "USD"));
    }
    struct benchmark_set *sets;
    assert_int_equal(learn(arena, &world, &sets), 1);
    assert_string_equal(sets->id, "own");
    assert_true(sets->conditional);
    assert_int_equal(sets->bind_count, 1);
    assert_int_equal(sets->binds->kind, KIND_BROADCAST);
    assert_string_equal(sets->binds->channel, "whatsapp");
    assert_string_equal(sets->date, "2024-10-04");

    const struct benchmark_row *ctr = benchmark_row(sets, KPI_CTR);
    check_double(ctr->typical, 0.03, 1e-12, 0);
    check_double(ctr->good, 0.06, 1e-12, 0);
    check_double(ctr->best, 0.08, 1e-12, 0);
    assert_int_equal(ctr->base, BENCHMARK_BASE_DELIVERED);
    assert_string_equal(ctr->sample, "9 campaigns of 1000 or more delivered");
    /* where lower is better, the third quartile is the edge of typical */
    const struct benchmark_row *optout = benchmark_row(sets, KPI_OPTOUT_RATE);
    check_double(optout->typical, 0.0008, 1e-12, 0);
    check_double(optout->good, 0.0006, 1e-12, 0);
    check_double(optout->best, 0.0003, 1e-12, 0);
    const struct benchmark_row *earned = benchmark_row(sets, KPI_REVENUE_PER_RECIPIENT);
    assert_string_equal(earned->currency.code, "USD");
    check_double(earned->good, 60, 1e-9, 0);
    assert_null(benchmark_row(sets, KPI_OPEN_RATE));
    assert_null(benchmark_row(sets, KPI_CONVERSATIONS));
    arena_free(arena);
}

/* Between two values the quantile is a mixture of both. */
static void test_even(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct world world = {.count = 0};
    for (int i = 0; i < 8; i++) {
        put(&world, KIND_UNKNOWN, NULL, TODAY, figures(100 << i, 0, 0, ""));
    }
    struct benchmark_set *sets;
    assert_int_equal(learn(arena, &world, &sets), 1);
    assert_int_equal(sets->binds->kind, KIND_BROADCAST);
    assert_null(sets->binds->channel);
    const struct benchmark_row *ctr = benchmark_row(sets, KPI_CTR);
    check_double(ctr->typical, 0.035, 1e-12, 0); /* of 100 200 400 … 12 800: 350, 1 200, 4 000 */
    check_double(ctr->good, 0.12, 1e-12, 0);
    check_double(ctr->best, 0.40, 1e-12, 0);
    arena_free(arena);
}

/* Too few campaigns, too small ones, ones of the future and of last quarter, undated ones. */
static void test_who_counts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct world world = {.count = 0};
    struct total fine = figures(500, 5, 0, "");
    struct total small = fine;
    small.sum[COUNTER_DELIVERED] = 999;
    struct total unknown = fine;
    unknown.known[COUNTER_DELIVERED] = 0;
    for (int i = 0; i < 6; i++) {
        put(&world, KIND_FLOW, "whatsapp", TODAY, fine);
    }
    put(&world, KIND_FLOW, "whatsapp", TODAY - 89, fine);
    put(&world, KIND_FLOW, "whatsapp", TODAY - 90, fine);
    put(&world, KIND_FLOW, "whatsapp", TODAY + 1, fine);
    put(&world, KIND_FLOW, "whatsapp", DAY_NONE, fine);
    put(&world, KIND_FLOW, "whatsapp", TODAY, small);
    put(&world, KIND_FLOW, "whatsapp", TODAY, unknown);
    put(&world, KIND_FLOW, "sms", TODAY, fine);
    put(&world, KIND_BROADCAST, "whatsapp", TODAY, fine);
    struct benchmark_set *sets;
    assert_int_equal(learn(arena, &world, &sets), 0);
    small.sum[COUNTER_DELIVERED] = 1000;
    put(&world, KIND_FLOW, "WhatsApp", TODAY, small);
    assert_int_equal(learn(arena, &world, &sets), 1);
    assert_int_equal(sets->binds->kind, KIND_FLOW);
    assert_int_equal(learn(arena, &(struct world){.count = 0}, &sets), 0);
    arena_free(arena);
}

/* One set per kind and channel, in an order that does not depend on the campaigns'. */
static void test_groups(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct world world = {.count = 0};
    for (int i = 0; i < 8; i++) {
        put(&world, KIND_FLOW, "sms", TODAY, figures(100, 1, 0, ""));
        put(&world, KIND_BROADCAST, "sms", TODAY, figures(200, 1, 0, ""));
        put(&world, KIND_BROADCAST, "Email", TODAY, figures(300, 1, 0, ""));
        put(&world, KIND_UNKNOWN, NULL, TODAY, figures(400, 1, 0, ""));
        put(&world, KIND_BOT, NULL, TODAY, figures(500, 1, 0, ""));
    }
    struct benchmark_set *sets;
    assert_int_equal(learn(arena, &world, &sets), 5);
    static const double typical[] = {0.04, 0.03, 0.02, 0.01, 0.05};
    for (size_t i = 0; i < ARRAY_COUNT(typical); i++) {
        check_double(benchmark_row(&sets[i], KPI_CTR)->typical, typical[i], 1e-12, 0);
    }
    /* which then judge by kind and channel */
    const struct benchmarks all = {sets, 5};
    struct grade_context context = {
        .sets = &all, .chosen = OWN_ID, .force = true, .kind = KIND_FLOW, .channel = "SMS"};
    const struct benchmark_set *set;
    bool fallback;
    check_double(grade_row(KPI_CTR, &context, &set, &fallback)->typical, 0.01, 1e-12, 0);
    context.channel = NULL;
    assert_null(grade_row(KPI_CTR, &context, &set, &fallback));
    arena_free(arena);
}

/* Amounts of two currencies are not compared. */
static void test_currencies(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct world world = {.count = 0};
    for (int i = 0; i < 9; i++) {
        put(&world, KIND_BROADCAST, "whatsapp", TODAY, figures(100, 1, 1000000 + i, "USD"));
        put(&world, KIND_BROADCAST, "whatsapp", TODAY, figures(100, 1, 90000000, "INR"));
    }
    put(&world, KIND_BROADCAST, "whatsapp", TODAY, figures(100, 1, 1000000, "USD"));
    struct benchmark_set *sets;
    assert_int_equal(learn(arena, &world, &sets), 1);
    const struct benchmark_row *row = benchmark_row(sets, KPI_REVENUE_PER_RECIPIENT);
    assert_string_equal(row->currency.code, "USD");
    assert_string_equal(row->sample, "10 campaigns of 1000 or more delivered");
    assert_true(row->best < 101);
    arena_free(arena);
}

/* One KPI asked for: its row is the one that comes of all. */
static void test_only(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct world world = {.count = 0};
    for (int i = 0; i < 9; i++) {
        put(&world, KIND_BROADCAST, i % 2 ? "whatsapp" : "WhatsApp", TODAY,
            figures(100 * (i + 1), i, 1000000, "USD"));
    }
    struct benchmark_set *all, *one;
    size_t count = 0;
    assert_int_equal(learn(arena, &world, &all), 1);
    assert_true(learn_of(arena, &world, KPI_CTR, &one, &count));
    assert_int_equal(count, 1);
    assert_int_equal(one->row_count, 1);
    assert_true(all->row_count > 1);
    assert_string_equal(one->binds->channel, "WhatsApp"); /* as it was written first */
    const struct benchmark_row *row = benchmark_row(all, KPI_CTR);
    assert_int_equal(one->rows->kpi, KPI_CTR);
    check_double(one->rows->typical, row->typical, 0, 0);
    check_double(one->rows->good, row->good, 0, 0);
    check_double(one->rows->best, row->best, 0, 0);
    check_double(one->rows->best, 0.07, 1e-12, 0);
    assert_string_equal(one->rows->sample, row->sample);
    arena_free(arena);
}

static void test_faults(void **state)
{
    (void)state;
    struct world world = {.count = 0};
    for (int i = 0; i < 8; i++) {
        put(&world, KIND_FLOW, "sms", TODAY, figures(100, 1, 0, ""));
        put(&world, KIND_BROADCAST, "email", TODAY, figures(200, 1, 0, ""));
    }
    for (uint64_t n = 1;; n++) {
        struct arena *arena = arena_new();
        struct benchmark_set *sets = NULL;
        size_t count = 99;
        mem_fault_after(n, false);
        bool done = learn_of(arena, &world, KPI_NONE, &sets, &count);
        mem_fault_after(0, false);
        if (done) {
            assert_int_equal(count, 2);
            arena_free(arena);
            assert_true(n > 2);
            return;
        }
        assert_null(sets);
        assert_int_equal(count, 99);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quartiles),  cmocka_unit_test(test_even),
        cmocka_unit_test(test_who_counts), cmocka_unit_test(test_groups),
        cmocka_unit_test(test_currencies), cmocka_unit_test(test_only),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
