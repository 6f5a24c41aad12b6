/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>
#include <string.h>

#include "kpi/kpi_feedback.h"

static const struct kpi_options per_delivered = KPI_OPTIONS_INIT;
static const struct kpi_options per_sent = {RATE_BASE_SENT, 0.175};
static const struct currency none = {""}, usd = {"USD"}, eur = {"EUR"};

static void add(struct total *total, enum source source, struct currency currency,
                const int64_t values[][2], size_t count)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++) {
        tally_set(&tally, (enum counter)values[i][0], values[i][1]);
    }
    total_add_tally(total, &tally, source, currency);
}

#define ADD(total, source, currency, ...)                                                          \
    add(total, source, currency, (const int64_t[][2]){__VA_ARGS__},                                \
        sizeof((const int64_t[][2]){__VA_ARGS__}) / sizeof(int64_t[2]))

static void lacks(enum kpi id, const struct total *total, enum kpi_reason reason)
{
    struct kpi_value value = kpi_eval(id, total, &per_delivered);
    assert_false(value.has_value);
    assert_false(value.has_interval);
    assert_int_equal(value.reason, reason);
}

/* 6 860 sent, 4 659 delivered, 2 471 read, 66 clickers. */
static void test_fixture(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_EVENTS, none, {COUNTER_SENT, 6860}, {COUNTER_DELIVERED, 4659},
        {COUNTER_READ, 2471}, {COUNTER_CLICKERS, 66});

    struct kpi_value open = kpi_eval(KPI_OPEN_RATE, &total, &per_delivered);
    check_double(open.value, 0.530, 0.0005, 0);
    check_double(open.value, 2471.0 / 4659.0, 0, 0);
    assert_true(open.numerator == 2471 && open.denominator == 4659);
    struct kpi_value ctr = kpi_eval(KPI_CTR, &total, &per_delivered);
    check_double(ctr.value, 0.0142, 0.00005, 0);
    assert_true(ctr.has_interval && ctr.low < ctr.value && ctr.value < ctr.high);
    check_double(ctr.low, 0.011151, 0.000001, 0);
    check_double(ctr.high, 0.017982, 0.000001, 0);
    assert_int_equal(ctr.source, KPI_SOURCE_MESSAGE);
    assert_int_equal(ctr.reason, KPI_REASON_NONE);
    assert_false(ctr.partial || ctr.over || ctr.estimated);

    check_double(kpi_eval(KPI_OPEN_RATE, &total, &per_sent).value, 0.360, 0.0005, 0);
    check_double(kpi_eval(KPI_CTR, &total, &per_sent).value, 0.0096, 0.00005, 0);
    assert_true(kpi_eval(KPI_CTR, &total, &per_sent).denominator == 6860);
    check_double(kpi_eval(KPI_DELIVERY_RATE, &total, &per_sent).value, 0.6792, 0.00005, 0);
    check_double(kpi_eval(KPI_CLICK_TO_OPEN_RATE, &total, &per_sent).value, 66.0 / 2471.0, 0, 0);
    lacks(KPI_OPTOUT_RATE, &total, KPI_REASON_UNKNOWN_COUNTER);
    lacks(KPI_ROCS, &total, KPI_REASON_UNKNOWN_COUNTER);
    lacks(KPI_CSAT, &total, KPI_REASON_UNKNOWN_COUNTER);
}

static void test_nothing(void **state)
{
    (void)state;
    struct total total = {0};
    for (int id = 0; id < KPI_COUNT; id++) {
        lacks((enum kpi)id, &total, KPI_REASON_UNKNOWN_COUNTER);
    }
}

/* Unknown is not zero, and zero is not unknown. */
static void test_zero(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_DAILY, usd, {COUNTER_SENT, 0}, {COUNTER_DELIVERED, 0}, {COUNTER_CLICKERS, 0},
        {COUNTER_REVENUE, 5000000}, {COUNTER_COST_MESSAGE, 0}, {COUNTER_OPTINS, 0},
        {COUNTER_OPTOUTS, 7}, {COUNTER_CONVERSATIONS, 0});
    lacks(KPI_CTR, &total, KPI_REASON_ZERO_DENOMINATOR);
    lacks(KPI_ROCS, &total, KPI_REASON_ZERO_DENOMINATOR);
    lacks(KPI_ROI, &total, KPI_REASON_ZERO_DENOMINATOR);
    lacks(KPI_OPEN_RATE, &total, KPI_REASON_UNKNOWN_COUNTER);
    lacks(KPI_AOV, &total, KPI_REASON_UNKNOWN_COUNTER);
    struct kpi_value growth = kpi_eval(KPI_LIST_GROWTH, &total, &per_delivered);
    assert_true(growth.has_value && !growth.has_interval);
    check_double(growth.value, -7, 0, 0);
    struct kpi_value conversations = kpi_eval(KPI_CONVERSATIONS, &total, &per_delivered);
    assert_true(conversations.has_value);
    check_double(conversations.value, 0, 0, 0);

    struct total none_clicked = {0};
    ADD(&none_clicked, SOURCE_DAILY, none, {COUNTER_DELIVERED, 50}, {COUNTER_CLICKERS, 0});
    struct kpi_value ctr = kpi_eval(KPI_CTR, &none_clicked, &per_delivered);
    assert_true(ctr.has_value && ctr.has_interval);
    check_double(ctr.value, 0, 0, 0);
    check_double(ctr.low, 0, 0, 0);
    assert_true(ctr.high > 0.05);
}

static void test_money(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_DAILY, usd, {COUNTER_SENT, 1000}, {COUNTER_DELIVERED, 800},
        {COUNTER_ORDERS, 20}, {COUNTER_CONVERSIONS, 25}, {COUNTER_REVENUE, 400000000},
        {COUNTER_COST_MESSAGE, 60000000}, {COUNTER_COST_ADS, 20000000}, {COUNTER_LEADS, 16});
    struct kpi_value rocs = kpi_eval(KPI_ROCS, &total, &per_delivered);
    check_double(rocs.value, 5, 0, 0);
    assert_false(rocs.has_interval);
    assert_string_equal(rocs.currency.code, "");
    assert_true(rocs.numerator == 400000000 && rocs.denominator == 80000000);
    check_double(kpi_eval(KPI_ROI, &total, &per_delivered).value, 4, 0, 0);
    struct kpi_value aov = kpi_eval(KPI_AOV, &total, &per_delivered);
    check_double(aov.value, 20000000, 0, 0);
    assert_string_equal(aov.currency.code, "USD");
    check_double(kpi_eval(KPI_REVENUE_PER_RECIPIENT, &total, &per_delivered).value, 500000, 0, 0);
    check_double(kpi_eval(KPI_REVENUE_PER_RECIPIENT, &total, &per_sent).value, 400000, 0, 0);
    check_double(kpi_eval(KPI_COST_PER_RECIPIENT, &total, &per_sent).value, 80000, 0, 0);
    check_double(kpi_eval(KPI_CPL, &total, &per_sent).value, 5000000, 0, 0);
    check_double(kpi_eval(KPI_COST_PER_CONVERSION, &total, &per_sent).value, 3200000, 0, 0);
    lacks(KPI_CAC, &total, KPI_REASON_UNKNOWN_COUNTER);

    /* a loss, and refunds above the revenue */
    struct total loss = {0};
    ADD(&loss, SOURCE_DAILY, usd, {COUNTER_REVENUE, -10000000}, {COUNTER_COST_MESSAGE, 40000000});
    check_double(kpi_eval(KPI_ROCS, &loss, &per_delivered).value, -0.25, 0, 0);
    check_double(kpi_eval(KPI_ROI, &loss, &per_delivered).value, -1.25, 0, 0);
}

static void test_mixed_currency(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_DAILY, usd, {COUNTER_SENT, 100}, {COUNTER_DELIVERED, 90},
        {COUNTER_REVENUE, 5000000}, {COUNTER_ORDERS, 2}, {COUNTER_COST_MESSAGE, 1000000});
    ADD(&total, SOURCE_DAILY, eur, {COUNTER_SENT, 100}, {COUNTER_DELIVERED, 80},
        {COUNTER_REVENUE, 5000000}, {COUNTER_ORDERS, 1}, {COUNTER_COST_MESSAGE, 1000000});
    lacks(KPI_ROCS, &total, KPI_REASON_MIXED_CURRENCY);
    lacks(KPI_AOV, &total, KPI_REASON_MIXED_CURRENCY);
    lacks(KPI_COST_PER_RECIPIENT, &total, KPI_REASON_MIXED_CURRENCY);
    struct kpi_value aov = kpi_eval(KPI_AOV, &total, &per_delivered);
    assert_true(aov.numerator == 0 && aov.denominator == 3);
    check_double(kpi_eval(KPI_DELIVERY_RATE, &total, &per_delivered).value, 0.85, 0, 0);
    /* the first reason counts */
    lacks(KPI_CPL, &total, KPI_REASON_UNKNOWN_COUNTER);
    ADD(&total, SOURCE_DAILY, eur, {COUNTER_LEADS, 0}, {COUNTER_COST_ADS, 1});
    lacks(KPI_CPL, &total, KPI_REASON_ZERO_DENOMINATOR);
}

/* Clicks known on part of the sends: the rate is of that part; under 95 % of sends it says so. */
static void test_partial(void **state)
{
    (void)state;
    static const struct {
        int64_t taken, all;
        bool partial;
    } rows[] = {
        {10, 10, false},    {95, 100, false}, {94, 100, true}, {949, 1000, true},
        {950, 1000, false}, {19, 20, false},  {18, 20, true},  {189, 199, true},
        {190, 199, false},  {1, 2, true},     {0, 1, true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct total total = {0};
        ADD(&total, SOURCE_DAILY, none, {COUNTER_SENT, rows[i].taken}, {COUNTER_DELIVERED, 100},
            {COUNTER_CLICKERS, 20});
        if (rows[i].all > rows[i].taken) {
            ADD(&total, SOURCE_DAILY, none, {COUNTER_SENT, rows[i].all - rows[i].taken},
                {COUNTER_DELIVERED, 900});
        }
        struct kpi_value ctr = kpi_eval(KPI_CTR, &total, &per_delivered);
        assert_int_equal(ctr.partial, rows[i].partial);
        check_double(ctr.value, 0.2, 0, 0);
        assert_false(kpi_eval(KPI_DELIVERY_RATE, &total, &per_delivered).partial);
    }
}

/* Where nobody knows the sends, days count instead. */
static void test_partial_days(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_ANALYTICS, none, {COUNTER_DELIVERED, 100}, {COUNTER_CLICKERS, 20});
    assert_false(kpi_eval(KPI_CTR, &total, &per_delivered).partial);
    ADD(&total, SOURCE_ANALYTICS, none, {COUNTER_DELIVERED, 100});
    assert_true(kpi_eval(KPI_CTR, &total, &per_delivered).partial);
}

static void test_over(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_DAILY, none, {COUNTER_DELIVERED, 100}, {COUNTER_CLICKERS, 120},
        {COUNTER_READ, 100});
    struct kpi_value ctr = kpi_eval(KPI_CTR, &total, &per_delivered);
    assert_true(ctr.over && ctr.has_value && !ctr.has_interval);
    check_double(ctr.value, 1.2, 0, 0);
    struct kpi_value open = kpi_eval(KPI_OPEN_RATE, &total, &per_delivered);
    assert_true(!open.over && open.has_interval);
    check_double(open.high, 1, 0, 0);
}

static void test_adjusted(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_DAILY, none, {COUNTER_SENT, 5000}, {COUNTER_DELIVERED, 4000},
        {COUNTER_READ, 2805});
    struct kpi_value value = kpi_eval(KPI_OPEN_RATE_ADJUSTED, &total, &per_delivered);
    assert_true(value.estimated);
    assert_true(value.value == 0.85); /* 2 805 / 3 300: on the edge, not beside it */
    struct kpi_value open = kpi_eval(KPI_OPEN_RATE, &total, &per_delivered);
    check_double(value.low, open.low / 0.825, 1e-12, 0);
    check_double(value.high, open.high / 0.825, 1e-12, 0);
    /* the base does not touch it */
    check_double(kpi_eval(KPI_OPEN_RATE_ADJUSTED, &total, &per_sent).value, 0.85, 0, 0);

    struct kpi_options options = per_delivered;
    options.receipts_off = 0;
    check_double(kpi_eval(KPI_OPEN_RATE_ADJUSTED, &total, &options).value, open.value, 0, 0);
    static const double senseless[] = {1, 1.5, -0.1};
    for (size_t i = 0; i < ARRAY_COUNT(senseless); i++) {
        options.receipts_off = senseless[i];
        value = kpi_eval(KPI_OPEN_RATE_ADJUSTED, &total, &options);
        assert_int_equal(value.reason, KPI_REASON_ZERO_DENOMINATOR);
    }

    struct total all = {0};
    ADD(&all, SOURCE_DAILY, none, {COUNTER_DELIVERED, 1000}, {COUNTER_READ, 900});
    value = kpi_eval(KPI_OPEN_RATE_ADJUSTED, &all, &per_delivered);
    check_double(value.value, 1, 0, 0);
    check_double(value.high, 1, 0, 0);
}

static void test_source(void **state)
{
    (void)state;
    struct total total = {0};
    ADD(&total, SOURCE_SUMMARY, none, {COUNTER_SENT, 100}, {COUNTER_DELIVERED, 90});
    assert_int_equal(kpi_eval(KPI_DELIVERY_RATE, &total, &per_sent).source, KPI_SOURCE_REPORT);
    int slot = kpi_slot_of(KPI_DELIVERY_RATE, RATE_BASE_SENT);
    total.slot[slot].levels |= TOTAL_LEVEL_JOINED;
    assert_int_equal(kpi_eval(KPI_DELIVERY_RATE, &total, &per_sent).source, KPI_SOURCE_MIXED);
    total.slot[slot].levels = TOTAL_LEVEL_MESSAGE | TOTAL_LEVEL_REPORT;
    assert_int_equal(kpi_eval(KPI_DELIVERY_RATE, &total, &per_sent).source, KPI_SOURCE_MIXED);
    assert_int_equal(kpi_eval(KPI_CTR, &total, &per_sent).source, KPI_SOURCE_NONE);
    assert_string_equal(kpi_source_name(KPI_SOURCE_MIXED), "mixed");
    assert_string_equal(kpi_source_name(KPI_SOURCE_MESSAGE), "message");
    assert_string_equal(kpi_source_name(KPI_SOURCE_REPORT), "report");
    assert_null(kpi_source_name(KPI_SOURCE_NONE));
}

static void test_reasons(void **state)
{
    (void)state;
    static const char *const names[] = {"unknown_counter", "zero_denominator", "mixed_currency",
                                        "too_large",       "base_differs",     "not_judged",
                                        "no_benchmark",    "too_few",          "out_of_reach"};
    assert_null(kpi_reason_name(KPI_REASON_NONE));
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        assert_string_equal(kpi_reason_name((enum kpi_reason)(i + 1)), names[i]);
    }
}

/* Whatever is in a total: a value or a reason, never both, always finite, interval around it. */
static void test_always_finite(void **state)
{
    (void)state;
    static const int64_t extremes[] = {0, 0, 1, 2, 99, 1000, -1, INT64_MAX, INT64_MIN};
    uint64_t seed = 5;
    for (int round = 0; round < 3000; round++) {
        struct total total = {0};
        for (int tallies = 0; tallies < 3; tallies++) {
            struct tally tally = {0};
            for (int id = 0; id < COUNTER_STORED; id++) {
                seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
                if (seed >> 63) {
                    tally_set(&tally, (enum counter)id,
                              extremes[(seed >> 33) % ARRAY_COUNT(extremes)]);
                }
            }
            total_add_tally(&total, &tally, SOURCE_ROWS, seed >> 60 & 1 ? usd : none);
        }
        for (int id = 0; id < KPI_COUNT; id++) {
            struct kpi_value value = kpi_eval((enum kpi)id, &total, &per_delivered);
            assert_int_equal(value.has_value, value.reason == KPI_REASON_NONE);
            assert_true(isfinite(value.value));
            if (value.has_interval) {
                assert_true(value.low >= 0 && value.high <= 1);
                assert_true(value.low <= value.value && value.value <= value.high);
            }
        }
    }
}

static void test_feedback(void **state)
{
    (void)state;
    struct feedback_counts counts = {0};
    static const struct {
        double rating;
        int64_t scale;
        const char *kind;
    } said[] = {
        {1, 5, NULL},   {4, 5, "csat"},
        {5, 0, "CSAT"}, {3.9, 5, "service"}, /* 2 of 4 */
        {0, 5, NULL},   {6, 5, NULL},
        {4, 5, "nps"},  {9, 10, "csat"}, /* no 1 to 5 */
        {0, 10, NULL},  {6, 10, "nps"},
        {7, 0, "nps"},  {8, 10, NULL},
        {9, 10, NULL},  {10, 10, NULL},
        {11, 10, NULL}, {4, 0, NULL}, /* of what, nobody says */
        {5, 100, NULL}, {(double)NAN, 0, "Complaint"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(said); i++) {
        feedback_count(&counts, said[i].rating, said[i].scale, said[i].kind);
    }
    assert_int_equal(counts.all, ARRAY_COUNT(said));
    assert_int_equal(counts.unplaced, 7);
    struct kpi_value csat = kpi_feedback(KPI_CSAT, &counts);
    assert_true(csat.has_value && csat.has_interval);
    assert_int_equal(csat.numerator, 2);
    assert_int_equal(csat.denominator, 4);
    struct kpi_value nps = kpi_feedback(KPI_NPS, &counts);
    assert_int_equal(counts.asked, 6);
    assert_true(nps.has_value && nps.has_interval && fabs(nps.value) < 1e-9); /* 2 - 2 of 6 */
    assert_true(fabs(nps.low + nps.high) < 1e-9 && nps.low < -40 && nps.low > -60);
    struct kpi_value complaints = kpi_feedback(KPI_COMPLAINT_SHARE, &counts);
    assert_int_equal(complaints.numerator, 1);
    assert_int_equal(complaints.denominator, 8); /* that say what they are */

    struct feedback_counts more = {.all = 4, .asked = 4, .detractors = 4, .unplaced = 1};
    feedback_add(&more, &counts);
    assert_int_equal(more.unplaced, 8);
    assert_true(fabs(kpi_feedback(KPI_NPS, &more).value + 40) < 1e-9); /* 2 - 6 of 10 */

    static const enum feedback_level levels[] = {
        FEEDBACK_LOW,      FEEDBACK_HIGH,     FEEDBACK_HIGH,     FEEDBACK_MIDDLE, FEEDBACK_UNPLACED,
        FEEDBACK_UNPLACED, FEEDBACK_UNPLACED, FEEDBACK_UNPLACED, FEEDBACK_LOW,    FEEDBACK_LOW,
        FEEDBACK_MIDDLE,   FEEDBACK_MIDDLE,   FEEDBACK_HIGH,     FEEDBACK_HIGH,   FEEDBACK_UNPLACED,
        FEEDBACK_UNPLACED, FEEDBACK_UNPLACED, FEEDBACK_UNRATED};
    for (size_t i = 0; i < ARRAY_COUNT(said); i++) {
        assert_int_equal(feedback_level(said[i].rating, said[i].scale, said[i].kind), levels[i]);
    }

    struct feedback_counts silent = {.all = 3};
    static const enum kpi ids[] = {KPI_CSAT, KPI_NPS, KPI_COMPLAINT_SHARE};
    for (size_t i = 0; i < ARRAY_COUNT(ids); i++) {
        assert_true(kpi_is_of_feedback(ids[i]));
        assert_int_equal(kpi_feedback(ids[i], &silent).reason, KPI_REASON_UNKNOWN_COUNTER);
        assert_false(kpi_feedback(ids[i], NULL).has_value);
    }
    assert_false(kpi_is_of_feedback(KPI_CTR));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixture),        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_zero),           cmocka_unit_test(test_money),
        cmocka_unit_test(test_mixed_currency), cmocka_unit_test(test_partial),
        cmocka_unit_test(test_partial_days),   cmocka_unit_test(test_over),
        cmocka_unit_test(test_adjusted),       cmocka_unit_test(test_source),
        cmocka_unit_test(test_reasons),        cmocka_unit_test(test_always_finite),
        cmocka_unit_test(test_feedback),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
