/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "config/benchmarks.h"
#include "config/document.h"
#include "kpi/grade.h"

static const struct kpi_options per_delivered = KPI_OPTIONS_INIT;
static const struct kpi_options per_sent = {RATE_BASE_SENT, 0.175};
static struct arena *arena;
static const struct benchmarks *shipped;

static int set_up(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    document_setup();
    arena = arena_new();
    shipped = benchmarks_load(arena, NULL, &err);
    return shipped ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* An ordinary campaign nobody has said anything about. */
static struct grade_context plain(void)
{
    return (struct grade_context){
        .sets = shipped, .chosen = "reference", .kind = KIND_UNKNOWN, .goal = GOAL_SALES};
}

static struct total of(enum source source, const int64_t values[][2], size_t count)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++) {
        tally_set(&tally, (enum counter)values[i][0], values[i][1]);
    }
    struct total total = {0};
    total_add_tally(&total, &tally, source, (struct currency){"USD"});
    return total;
}

#define OF(...)                                                                                    \
    of(SOURCE_EVENTS, (const int64_t[][2]){__VA_ARGS__},                                           \
       sizeof((const int64_t[][2]){__VA_ARGS__}) / sizeof(int64_t[2]))

static struct grade_result grade(enum kpi id, const struct total *total,
                                 const struct grade_context *context)
{
    struct kpi_value value = kpi_eval(id, total, &per_delivered);
    return grade_value(id, &value, total, &per_delivered, context);
}

static void refused(struct grade_result result, enum kpi_reason reason)
{
    assert_int_equal(result.grade, GRADE_NONE);
    assert_false(result.certain);
    assert_int_equal(result.reason, reason);
}

static struct total clicks(int64_t clickers, int64_t delivered)
{
    return OF({COUNTER_SENT, delivered}, {COUNTER_DELIVERED, delivered},
              {COUNTER_CLICKERS, clickers});
}

static struct total optouts(int64_t people, int64_t delivered)
{
    return OF({COUNTER_SENT, delivered}, {COUNTER_DELIVERED, delivered}, {COUNTER_OPTOUTS, people});
}

/* Ten sends with ten reads never show as best. */
static void test_too_few(void **state)
{
    (void)state;
    struct grade_context context = plain();
    struct total total = clicks(10, 10);
    struct grade_result result = grade(KPI_CTR, &total, &context);
    refused(result, KPI_REASON_TOO_FEW);
    assert_false(result.has_distance);
    assert_string_equal(result.set->id, "reference");
    total = clicks(99, 99);
    refused(grade(KPI_CTR, &total, &context), KPI_REASON_TOO_FEW);
    total = clicks(100, 100);
    assert_int_equal(grade(KPI_CTR, &total, &context).grade, GRADE_BEST);
    total = optouts(0, 999);
    refused(grade(KPI_OPTOUT_RATE, &total, &context), KPI_REASON_TOO_FEW);
    total = optouts(0, 1000);
    assert_int_equal(grade(KPI_OPTOUT_RATE, &total, &context).grade, GRADE_BEST);
}

static void test_certain(void **state)
{
    (void)state;
    struct grade_context context = plain();
    static const struct {
        int64_t clickers, delivered;
        enum grade grade;
        bool certain;
    } rows[] = {
        {200, 1000, GRADE_TYPICAL, true},                                    /* 17.6 to 22.6 % */
        {160, 1000, GRADE_TYPICAL, false},                                   /* 13.9 to 18.4 % */
        {20, 100, GRADE_TYPICAL, false},                                     /* 13.3 to 28.9 % */
        {100, 1000, GRADE_POOR, true},                                       /* 8.3 to 12.0 % */
        {5000, 10000, GRADE_BEST, true},   {2750, 10000, GRADE_GOOD, true},  /* 26.6 to 28.4 % */
        {275, 1000, GRADE_GOOD, false},    {3000, 10000, GRADE_BEST, false}, /* on the edge */
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct total total = clicks(rows[i].clickers, rows[i].delivered);
        struct grade_result result = grade(KPI_CTR, &total, &context);
        assert_int_equal(result.grade, rows[i].grade);
        assert_int_equal(result.certain, rows[i].certain);
        assert_int_equal(result.reason, KPI_REASON_NONE);
    }
    struct total few = optouts(1, 1000); /* 0.02 to 0.56 % */
    assert_int_equal(grade(KPI_OPTOUT_RATE, &few, &context).grade, GRADE_BEST);
    assert_false(grade(KPI_OPTOUT_RATE, &few, &context).certain);
    struct total many = optouts(1000, 1000000);
    assert_true(grade(KPI_OPTOUT_RATE, &many, &context).certain);
}

/* Part of the sends, two sources, or more clickers than deliveries: never certain. */
static void test_never_certain(void **state)
{
    (void)state;
    struct grade_context context = plain();
    struct total total = clicks(5000, 10000);
    assert_true(grade(KPI_CTR, &total, &context).certain);
    total.sum[COUNTER_SENT] = 20000;
    assert_int_equal(grade(KPI_CTR, &total, &context).grade, GRADE_BEST);
    assert_false(grade(KPI_CTR, &total, &context).certain);
    total = clicks(5000, 10000);
    total.slot[kpi_slot_of(KPI_CTR, RATE_BASE_DELIVERED)].levels |= TOTAL_LEVEL_JOINED;
    assert_int_equal(grade(KPI_CTR, &total, &context).grade, GRADE_BEST);
    assert_false(grade(KPI_CTR, &total, &context).certain);
    total = clicks(20000, 10000);
    assert_int_equal(grade(KPI_CTR, &total, &context).grade, GRADE_BEST);
    assert_false(grade(KPI_CTR, &total, &context).certain);
}

/* What has no interval is leaning below 100 conversions, and where they are unknown. */
static void test_conversions(void **state)
{
    (void)state;
    struct grade_context context = plain();
    for (int64_t conversions = 99; conversions <= 100; conversions++) {
        struct total total = OF({COUNTER_REVENUE, 8000000}, {COUNTER_COST_MESSAGE, 1000000},
                                {COUNTER_CONVERSIONS, conversions});
        struct grade_result result = grade(KPI_ROCS, &total, &context);
        assert_int_equal(result.grade, GRADE_GOOD);
        assert_int_equal(result.certain, conversions == 100);
    }
    struct total total = OF({COUNTER_REVENUE, 8000000}, {COUNTER_COST_MESSAGE, 1000000});
    assert_int_equal(grade(KPI_ROCS, &total, &context).grade, GRADE_GOOD);
    assert_false(grade(KPI_ROCS, &total, &context).certain);
}

static void test_distance(void **state)
{
    (void)state;
    struct grade_context context = plain();
    static const struct {
        int64_t clickers;
        enum grade toward;
        double distance;
    } rows[] = {
        {1000, GRADE_TYPICAL, -0.05}, {1500, GRADE_GOOD, -0.10}, {2420, GRADE_GOOD, -0.008},
        {2500, GRADE_BEST, -0.05},    {3000, GRADE_BEST, 0},     {3500, GRADE_BEST, 0.05},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct total total = clicks(rows[i].clickers, 10000);
        struct grade_result result = grade(KPI_CTR, &total, &context);
        assert_true(result.has_distance);
        assert_int_equal(result.toward, rows[i].toward);
        check_double(result.distance, rows[i].distance, 1e-12, 0);
    }
    static const struct {
        int64_t people;
        enum grade toward;
        double distance;
    } down[] = {
        {800, GRADE_TYPICAL, 0.002},
        {500, GRADE_GOOD, 0.002},
        {250, GRADE_BEST, 0.0005},
        {100, GRADE_BEST, -0.001},
    };
    for (size_t i = 0; i < ARRAY_COUNT(down); i++) {
        struct total total = optouts(down[i].people, 100000);
        struct grade_result result = grade(KPI_OPTOUT_RATE, &total, &context);
        assert_int_equal(result.toward, down[i].toward);
        check_double(result.distance, down[i].distance, 1e-12, 0);
    }
    struct total rocs = OF({COUNTER_REVENUE, 25000000}, {COUNTER_COST_ADS, 10000000});
    check_double(grade(KPI_ROCS, &rocs, &context).distance, -2.5, 1e-12, 0);
}

/* Receipts that are off put a lid of 82.5 % on what can be measured as read. */
static void test_fixed_ceiling(void **state)
{
    (void)state;
    struct grade_context context = plain();
    struct total total = OF({COUNTER_DELIVERED, 10000}, {COUNTER_READ, 8499});
    struct grade_result result = grade(KPI_OPEN_RATE, &total, &context);
    refused(result, KPI_REASON_OUT_OF_REACH);
    assert_true(result.has_distance);
    assert_int_equal(result.toward, GRADE_TYPICAL);
    check_double(result.distance, 0.8499 - 0.85, 1e-12, 0);
    assert_string_equal(result.set->id, "reference");
    /* whoever reaches the band all the same has it */
    total = OF({COUNTER_DELIVERED, 10000}, {COUNTER_READ, 8500});
    assert_int_equal(grade(KPI_OPEN_RATE, &total, &context).grade, GRADE_TYPICAL);
    /* and the estimate carries the color below it */
    total = OF({COUNTER_DELIVERED, 10000}, {COUNTER_READ, 7500});
    assert_int_equal(grade(KPI_OPEN_RATE_ADJUSTED, &total, &context).grade, GRADE_GOOD);
    /* too few comes first */
    total = OF({COUNTER_DELIVERED, 99}, {COUNTER_READ, 50});
    refused(grade(KPI_OPEN_RATE, &total, &context), KPI_REASON_TOO_FEW);
    context.chosen = "measured-2026";
    total = OF({COUNTER_DELIVERED, 10000}, {COUNTER_READ, 4000});
    assert_int_equal(grade(KPI_OPEN_RATE, &total, &context).grade, GRADE_POOR);
}

/* Conversions of half the clickers are as many as there can be. */
static void test_hanging_ceiling(void **state)
{
    (void)state;
    struct grade_context context = plain();
    static const struct {
        int64_t clickers, conversions;
        enum grade grade;
        enum kpi_reason reason;
    } rows[] = {
        {2000, 480, GRADE_NONE, KPI_REASON_OUT_OF_REACH},
        {5999, 2999, GRADE_NONE, KPI_REASON_OUT_OF_REACH},
        {6000, 2999, GRADE_POOR, KPI_REASON_NONE}, /* half of 60 % is the edge itself */
        {2000, 3000, GRADE_TYPICAL, KPI_REASON_NONE},
        {2000, 5000, GRADE_BEST, KPI_REASON_NONE},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct total total = OF({COUNTER_DELIVERED, 10000}, {COUNTER_CLICKERS, rows[i].clickers},
                                {COUNTER_CONVERSIONS, rows[i].conversions});
        struct grade_result result = grade(KPI_CONVERSION_RATE, &total, &context);
        assert_int_equal(result.grade, rows[i].grade);
        assert_int_equal(result.reason, rows[i].reason);
        assert_true(result.has_distance);
    }
    /* clicks nobody knows */
    struct total total = OF({COUNTER_DELIVERED, 10000}, {COUNTER_CONVERSIONS, 480});
    refused(grade(KPI_CONVERSION_RATE, &total, &context), KPI_REASON_OUT_OF_REACH);
    total = OF({COUNTER_DELIVERED, 10000}, {COUNTER_CONVERSIONS, 3100});
    assert_int_equal(grade(KPI_CONVERSION_RATE, &total, &context).grade, GRADE_TYPICAL);
    total = OF({COUNTER_CLICKERS, 2000}, {COUNTER_CONVERSIONS, 480});
    assert_int_equal(grade(KPI_CLICK_TO_CONVERSION_RATE, &total, &context).grade, GRADE_POOR);
}

static void test_base(void **state)
{
    (void)state;
    struct grade_context context = plain();
    struct total total = clicks(5000, 10000);
    struct kpi_value value = kpi_eval(KPI_CTR, &total, &per_sent);
    struct grade_result result = grade_value(KPI_CTR, &value, &total, &per_sent, &context);
    refused(result, KPI_REASON_BASE_DIFFERS);
    assert_false(result.has_distance);
    /* what is not divided by the base is graded under any */
    value = kpi_eval(KPI_DELIVERY_RATE, &total, &per_sent);
    result = grade_value(KPI_DELIVERY_RATE, &value, &total, &per_sent, &context);
    assert_int_equal(result.grade, GRADE_BEST);

    /* a set that was measured per sent */
    const struct benchmark_row row = {
        .kpi = KPI_CTR, .base = BENCHMARK_BASE_SENT, .typical = 0.1, .good = 0.2, .best = 0.3};
    const struct benchmark_set set = {.id = "mine", .rows = &row, .row_count = 1};
    const struct benchmarks mine = {&set, 1};
    context.sets = &mine;
    context.chosen = "mine";
    value = kpi_eval(KPI_CTR, &total, &per_sent);
    assert_int_equal(grade_value(KPI_CTR, &value, &total, &per_sent, &context).grade, GRADE_BEST);
    refused(grade(KPI_CTR, &total, &context), KPI_REASON_BASE_DIFFERS);
}

/* Brand and service campaigns are not judged by money earned per money spent. */
static void test_not_judged(void **state)
{
    (void)state;
    struct total total =
        OF({COUNTER_REVENUE, 80000000}, {COUNTER_COST_ADS, 1000000}, {COUNTER_DELIVERED, 10000},
           {COUNTER_CLICKERS, 5000}, {COUNTER_CONVERSATIONS, 5});
    static const struct {
        enum campaign_goal goal;
        bool judged;
    } rows[] = {{GOAL_NONE, true},
                {GOAL_SALES, true},
                {GOAL_LEADS, true},
                {GOAL_SERVICE, false},
                {GOAL_BRAND, false}};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct grade_context context = plain();
        context.goal = rows[i].goal;
        if (rows[i].judged) {
            assert_int_equal(grade(KPI_ROCS, &total, &context).grade, GRADE_BEST);
            refused(grade(KPI_ROI, &total, &context), KPI_REASON_NO_BENCHMARK);
        } else {
            refused(grade(KPI_ROCS, &total, &context), KPI_REASON_NOT_JUDGED);
            refused(grade(KPI_ROI, &total, &context), KPI_REASON_NOT_JUDGED);
            assert_null(grade(KPI_ROCS, &total, &context).set);
        }
        assert_int_equal(grade(KPI_CTR, &total, &context).grade, GRADE_BEST);
        /* figures that are only context */
        refused(grade(KPI_CONVERSATIONS, &total, &context), KPI_REASON_NOT_JUDGED);
    }
}

static void test_no_benchmark(void **state)
{
    (void)state;
    struct grade_context context = plain();
    struct total total = OF({COUNTER_SENT, 10000}, {COUNTER_BLOCKS, 5}, {COUNTER_DELIVERED, 9000},
                            {COUNTER_REVENUE, 4500000000});
    struct grade_result result = grade(KPI_BLOCK_RATE, &total, &context);
    refused(result, KPI_REASON_NO_BENCHMARK);
    assert_null(result.set);
    assert_null(result.row);
    assert_false(result.fallback);

    /* bands in dollars judge dollars */
    context.channel = "email";
    assert_int_equal(grade(KPI_REVENUE_PER_RECIPIENT, &total, &context).grade, GRADE_BEST);
    total.currency = (struct currency){"EUR"};
    refused(grade(KPI_REVENUE_PER_RECIPIENT, &total, &context), KPI_REASON_NO_BENCHMARK);
}

/* A value that is not there keeps its own reason. */
static void test_no_value(void **state)
{
    (void)state;
    struct grade_context context = plain();
    struct total total = OF({COUNTER_DELIVERED, 0}, {COUNTER_CLICKERS, 0}, {COUNTER_ORDERS, 1});
    refused(grade(KPI_CTR, &total, &context), KPI_REASON_ZERO_DENOMINATOR);
    refused(grade(KPI_OPEN_RATE, &total, &context), KPI_REASON_UNKNOWN_COUNTER);
    total.mixed = 1;
    total.slot[kpi_slot_of(KPI_AOV, RATE_BASE_SENT)] =
        (struct total_slot){.numerator = 5, .denominator = 1, .tallies = 1};
    refused(grade(KPI_AOV, &total, &context), KPI_REASON_MIXED_CURRENCY);
}

static const char *set_of(enum kpi id, const struct grade_context *context, bool *fallback)
{
    const struct benchmark_set *set = NULL;
    const struct benchmark_row *row = grade_row(id, context, &set, fallback);
    assert_int_equal(row != NULL, set != NULL);
    return set ? set->id : "none";
}

static void test_choice(void **state)
{
    (void)state;
    bool fallback;
    struct grade_context context = plain();
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "reference");
    assert_false(fallback);
    context.chosen = "measured-2026";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "measured-2026");
    assert_string_equal(set_of(KPI_OPTOUT_RATE, &context, &fallback), "reference");
    assert_true(fallback);
    assert_string_equal(set_of(KPI_BLOCK_RATE, &context, &fallback), "none");
    assert_false(fallback);
    context.chosen = NULL;
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "reference");
    assert_false(fallback);
    context.chosen = "gone";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "reference");
    assert_true(fallback);
}

static void test_shipped_bindings(void **state)
{
    (void)state;
    bool fallback;
    struct grade_context context = plain();
    context.chosen = "measured-2026";
    context.kind = KIND_FLOW;
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "automation");
    assert_string_equal(set_of(KPI_OPEN_RATE, &context, &fallback), "reference");
    assert_true(fallback);
    context.kind = KIND_POST_PURCHASE;
    assert_string_equal(set_of(KPI_ROCS, &context, &fallback), "automation");
    context.kind = KIND_DRIP;
    assert_string_equal(set_of(KPI_ROCS, &context, &fallback), "measured-2026");
    context.channel = "Email";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "email");
    /* what was published of one channel says nothing of another, not as a stand-in either */
    assert_string_equal(set_of(KPI_ROCS, &context, &fallback), "none");
    assert_false(fallback);
    context.channel = "sms";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "none");
    context.channel = "WhatsApp";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "measured-2026");
    assert_string_equal(set_of(KPI_OPTOUT_RATE, &context, &fallback), "reference");
    context.kind = KIND_FLOW;
    context.channel = "sms";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "none");
    /* both bound, as specific as each other: the later set */
    context.kind = KIND_FLOW;
    context.channel = "email";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "email");
    /* --benchmark replaces bindings too, and makes no e-mail a message of WhatsApp */
    context.force = true;
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "none");
    context.channel = NULL;
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "measured-2026");
    context.chosen = "automation";
    context.kind = KIND_BROADCAST;
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "automation");
}

/* The bands of WhatsApp grade no SMS, whatever they would say of it; a set that names no channel
 * grades any. */
static void test_channels(void **state)
{
    (void)state;
    struct grade_context context = plain();
    struct total total =
        OF({COUNTER_SENT, 10000}, {COUNTER_DELIVERED, 9000}, {COUNTER_CLICKERS, 4500});
    assert_int_equal(grade(KPI_CTR, &total, &context).grade, GRADE_BEST);
    context.channel = "sms";
    refused(grade(KPI_CTR, &total, &context), KPI_REASON_NO_BENCHMARK);
    context.force = true;
    refused(grade(KPI_CTR, &total, &context), KPI_REASON_NO_BENCHMARK);
    const struct benchmark_row row = {.kpi = KPI_CTR, .typical = 0.1, .good = 0.2, .best = 0.6};
    const struct benchmark_set mine[] = {{.id = "mine", .rows = &row, .row_count = 1}};
    const struct benchmarks sets = {mine, 1};
    context.sets = &sets;
    context.chosen = "mine";
    assert_int_equal(grade(KPI_CTR, &total, &context).grade, GRADE_GOOD);
}

static void test_specific_binding(void **state)
{
    (void)state;
    const struct benchmark_row row = {.kpi = KPI_CTR, .typical = 0.1, .good = 0.2, .best = 0.3};
    const struct benchmark_bind kind[] = {{.kind = KIND_BROADCAST}};
    const struct benchmark_bind two[] = {
        {.kind = KIND_FLOW}, {.kind = KIND_UNKNOWN, .industry = "Retail", .country = "de"}};
    const struct benchmark_bind country[] = {{.kind = KIND_UNKNOWN, .country = "DE"}};
    const struct benchmark_set list[] = {
        {.id = "reference", .rows = &row, .row_count = 1},
        {.id = "kind", .rows = &row, .row_count = 1, .binds = kind, .bind_count = 1},
        {.id = "two", .rows = &row, .row_count = 1, .binds = two, .bind_count = 2},
        {.id = "country", .rows = &row, .row_count = 1, .binds = country, .bind_count = 1},
    };
    const struct benchmarks all = {list, ARRAY_COUNT(list)};
    struct grade_context context = {.sets = &all, .chosen = "reference", .kind = KIND_UNKNOWN};
    bool fallback;
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "kind"); /* unknown is broadcast */
    context.country = "de";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "country");
    context.industry = "retail";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "two");
    context.country = "FR";
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "kind");
    context.kind = KIND_SERVICE;
    assert_string_equal(set_of(KPI_CTR, &context, &fallback), "reference");
    assert_false(fallback);
}

/* Sets of one id that hold where their conditions do, and only when chosen. */
static void test_conditional(void **state)
{
    (void)state;
    const struct benchmark_row row = {.kpi = KPI_CTR, .typical = 0.1, .good = 0.2, .best = 0.3};
    const struct benchmark_bind binds[] = {{.kind = KIND_BROADCAST, .channel = "whatsapp"},
                                           {.kind = KIND_BROADCAST},
                                           {.kind = KIND_FLOW, .channel = "whatsapp"}};
    struct benchmark_set list[4] = {{.id = "reference", .title = "", .rows = &row, .row_count = 1}};
    static const char *const titles[] = {"broadcast whatsapp", "broadcast unknown",
                                         "flow whatsapp"};
    for (size_t i = 0; i < 3; i++) {
        list[i + 1] = (struct benchmark_set){.id = "own",
                                             .title = titles[i],
                                             .rows = &row,
                                             .row_count = 1,
                                             .binds = &binds[i],
                                             .bind_count = 1,
                                             .conditional = true};
    }
    const struct benchmarks all = {list, ARRAY_COUNT(list)};
    struct grade_context context = {
        .sets = &all, .chosen = "reference", .kind = KIND_BROADCAST, .channel = "whatsapp"};
    const struct benchmark_set *set;
    bool fallback;
    grade_row(KPI_CTR, &context, &set, &fallback);
    assert_string_equal(set->id, "reference");
    for (int force = 0; force < 2; force++) {
        context = (struct grade_context){.sets = &all,
                                         .chosen = "own",
                                         .force = force,
                                         .kind = KIND_BROADCAST,
                                         .channel = "WhatsApp"};
        grade_row(KPI_CTR, &context, &set, &fallback);
        assert_string_equal(set->title, "broadcast whatsapp");
        context.channel = NULL;
        grade_row(KPI_CTR, &context, &set, &fallback);
        assert_string_equal(set->title, "broadcast unknown");
        context.channel = "sms";
        grade_row(KPI_CTR, &context, &set, &fallback);
        assert_string_equal(set->id, "reference");
        assert_true(fallback);
        context.channel = "whatsapp";
        context.kind = KIND_FLOW;
        grade_row(KPI_CTR, &context, &set, &fallback);
        assert_string_equal(set->title, "flow whatsapp");
    }
}

/* KPIs that queries fill are judged by their own denominator. */
static void test_query_values(void **state)
{
    (void)state;
    const struct benchmark_row row = {.kpi = KPI_CSAT, .typical = 0.5, .good = 0.7, .best = 0.9};
    const struct benchmark_set set = {.id = "reference", .rows = &row, .row_count = 1};
    const struct benchmarks all = {&set, 1};
    struct grade_context context = {.sets = &all, .kind = KIND_UNKNOWN};
    struct total total = {0};
    struct kpi_value value = {.has_value = true,
                              .value = 0.8,
                              .has_interval = true,
                              .low = 0.75,
                              .high = 0.85,
                              .numerator = 80,
                              .denominator = 99};
    refused(grade_value(KPI_CSAT, &value, &total, &per_delivered, &context), KPI_REASON_TOO_FEW);
    value.denominator = 100;
    struct grade_result result = grade_value(KPI_CSAT, &value, &total, &per_delivered, &context);
    assert_int_equal(result.grade, GRADE_GOOD);
    assert_true(result.certain);
}

static void test_goal(void **state)
{
    (void)state;
    struct total total = {0};
    assert_int_equal(grade_goal(GOAL_UNKNOWN, &total), GOAL_NONE);
    assert_int_equal(grade_goal(GOAL_BRAND, &total), GOAL_BRAND);
    total = OF({COUNTER_ORDERS, 0});
    assert_int_equal(grade_goal(GOAL_UNKNOWN, &total), GOAL_SALES);
    assert_int_equal(grade_goal(GOAL_NONE, &total), GOAL_NONE);
    total = OF({COUNTER_REVENUE, 0});
    assert_int_equal(grade_goal(GOAL_UNKNOWN, &total), GOAL_SALES);
    total = OF({COUNTER_CONVERSIONS, 5});
    assert_int_equal(grade_goal(GOAL_UNKNOWN, &total), GOAL_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_too_few),          cmocka_unit_test(test_certain),
        cmocka_unit_test(test_never_certain),    cmocka_unit_test(test_conversions),
        cmocka_unit_test(test_distance),         cmocka_unit_test(test_fixed_ceiling),
        cmocka_unit_test(test_hanging_ceiling),  cmocka_unit_test(test_base),
        cmocka_unit_test(test_not_judged),       cmocka_unit_test(test_no_benchmark),
        cmocka_unit_test(test_no_value),         cmocka_unit_test(test_choice),
        cmocka_unit_test(test_shipped_bindings), cmocka_unit_test(test_channels),
        cmocka_unit_test(test_specific_binding), cmocka_unit_test(test_conditional),
        cmocka_unit_test(test_query_values),     cmocka_unit_test(test_goal),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
