/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>

#include "stats/normal.h"
#include "stats/replay.h"
#include "stats/sequence.h"

#define DAYS 30

static void same_days(struct stats_day *days, uint64_t n, uint64_t xa, uint64_t xb)
{
    for (size_t i = 0; i < DAYS; i++) {
        days[i] = (struct stats_day){{xa, n}, {xb, n}};
    }
}

static const struct stats_rule open_rule = {
    .mode = STATS_OPEN, .alpha = 0.05, .tightest = STATS_SEQUENCE_TIGHTEST};

static struct stats_replay replay(const struct stats_day *days, size_t count,
                                  const struct stats_rule *rule)
{
    double critical[DAYS];
    struct stats_replay result;
    struct err err = ERR_INIT;
    check_ok(stats_replay_critical(days, count, rule, critical, &err), &err);
    assert_int_equal(stats_replay(days, count, rule, critical, NULL, &result), STATS_OK);
    return result;
}

/* A call does not depend on what comes later, and later days do not take it back. */
static void test_sticky(void **state)
{
    (void)state;
    struct stats_day days[DAYS];
    const struct stats_rule rules[] = {
        open_rule, {.mode = STATS_PLANNED, .alpha = 0.05, .planned = 2.0 * DAYS * 1000}};
    for (size_t r = 0; r < ARRAY_COUNT(rules); r++) {
        same_days(days, 1000, 200, 240);
        struct stats_replay whole = replay(days, DAYS, &rules[r]);
        assert_true(whole.called && whole.call.z > 0 && whole.looks == DAYS);
        assert_true(fabs(whole.call.z) > whole.call.critical && whole.day < DAYS - 1);
        struct stats_replay until = replay(days, whole.day + 1, &rules[r]);
        assert_true(until.called && until.day == whole.day && until.call.z == whole.call.z);
        if (whole.day > 0) {
            assert_false(replay(days, whole.day, &rules[r]).called);
        }
        /* B collapses afterwards: the call stands, the present look shows what became of it. */
        for (size_t i = whole.day + 1; i < DAYS; i++) {
            days[i].b.x = 100;
        }
        struct stats_replay after = replay(days, DAYS, &rules[r]);
        assert_true(after.called && after.day == whole.day && after.call.z == whole.call.z);
        assert_true(after.last.z < 0 && after.last_day == DAYS - 1);
    }
}

static void test_start_rule(void **state)
{
    (void)state;
    struct stats_day days[DAYS];
    /* Enormous differences among very few are not judged. */
    same_days(days, 3, 0, 1);
    days[0].a.n = days[0].b.n = 10;
    days[0].b.x = 9;
    double critical[DAYS];
    struct stats_look looks[DAYS];
    struct stats_replay result;
    assert_true(stats_replay_critical(days, DAYS, &open_rule, critical, NULL));
    assert_int_equal(stats_replay(days, DAYS, &open_rule, critical, looks, &result), STATS_OK);
    bool judged = false;
    for (size_t i = 0; i < DAYS; i++) {
        double expected = stats_count_expected(looks[i].a, looks[i].b);
        assert_true(looks[i].judge == (expected >= STATS_COUNT_ENOUGH));
        judged = judged || looks[i].judge;
    }
    assert_true(judged && (!result.called || looks[result.day].judge));
}

static void test_plan_ends(void **state)
{
    (void)state;
    struct stats_day days[DAYS];
    same_days(days, 1000, 200, 201);
    struct stats_rule rule = {.mode = STATS_PLANNED, .alpha = 0.05, .planned = 20000};
    struct stats_replay result = replay(days, DAYS, &rule);
    assert_true(result.over && !result.called && result.looks == 10 && result.last_day == 9);
    assert_true(result.last.a.n == 10000);
    /* What comes behind the end cannot reopen it. */
    for (size_t i = 10; i < DAYS; i++) {
        days[i].b.x = 900;
    }
    result = replay(days, DAYS, &rule);
    assert_true(result.over && !result.called && result.last.b.x == 2010);
    /* One look at everything is the plain test. */
    rule.planned = 2000;
    result = replay(days, DAYS, &rule);
    assert_true(result.over && result.looks == 1);
    check_double(result.last.critical, 1.959963984540054, 1e-9, 0);
    /* Days that add nobody are no looks. */
    rule.planned = 20000;
    days[3].a = days[3].b = (struct stats_count){0, 0};
    result = replay(days, DAYS, &rule);
    assert_true(result.looks == 10 && result.last_day == 10);
    /* Not yet over. */
    rule.planned = 1e9;
    result = replay(days, 5, &rule);
    assert_false(result.over);
}

/* Where the end is a day, equal days are equal shares of a number of recipients. */
static void test_plan_until(void **state)
{
    (void)state;
    struct stats_day days[DAYS];
    double elapsed[DAYS], by_size[DAYS], by_time[DAYS];
    same_days(days, 1000, 200, 201);
    for (size_t i = 0; i < DAYS; i++) {
        elapsed[i] = fmin(1, (double)(i + 1) / 10);
    }
    const struct stats_rule sized = {.mode = STATS_PLANNED, .alpha = 0.05, .planned = 20000};
    struct stats_rule timed = {.mode = STATS_PLANNED, .alpha = 0.05, .elapsed = elapsed};
    assert_true(stats_replay_critical(days, DAYS, &sized, by_size, NULL) &&
                stats_replay_critical(days, DAYS, &timed, by_time, NULL));
    for (size_t i = 0; i < DAYS; i++) {
        check_double(by_time[i], by_size[i], 1e-9, 1e-9);
    }
    struct stats_replay result = replay(days, DAYS, &timed);
    assert_true(result.over && result.looks == 10 && result.last_day == 9);
    /* A fifth of the time spends what a fifth of the plan spends (2.68 at three fifths of five
     * equal looks); that most people came on the first day changes what later looks add, not that.
     */
    for (size_t i = 0; i < 5; i++) {
        elapsed[i] = (double)(i + 1) / 5;
    }
    assert_true(stats_replay_critical(days, 5, &timed, by_time, NULL));
    check_double(by_time[0], 4.877, 1e-3, 0);
    check_double(by_time[2], 2.680, 1e-3, 0);
    days[0].a = days[0].b = (struct stats_count){2000, 10000};
    assert_true(stats_replay_critical(days, 5, &timed, by_size, NULL));
    check_double(by_size[0], 4.877, 1e-3, 0);
    /* Looks at nearly the same people: little is left to chance, so less is asked for. */
    assert_true(by_size[4] < by_time[4] && by_size[4] > 1.9);
    assert_false(replay(days, 3, &timed).over);
}

static void test_one_look(void **state)
{
    (void)state;
    struct stats_rule rule = {.mode = STATS_ONE_LOOK, .alpha = 0.05};
    struct stats_day day = {{200, 1000}, {240, 1000}};
    struct stats_replay result = replay(&day, 1, &rule);
    assert_true(result.called && !result.fisher && result.looks == 1);
    check_double(result.p, stats_normal_two_sided(result.last.z), 0, 1e-15);
    /* |z| > 1.96 and Fisher says no: too few to judge. */
    day = (struct stats_day){{0, 20}, {4, 20}};
    result = replay(&day, 1, &rule);
    assert_true(result.fisher && !result.called && fabs(result.last.z) > result.last.critical);
    check_double(result.p, 0.10601, 1e-4, 0);
    day = (struct stats_day){{0, 20}, {8, 12}};
    result = replay(&day, 1, &rule);
    assert_true(result.fisher && result.called);
}

static void test_drifted_split(void **state)
{
    (void)state;
    /* Rates fall while the split moves: identical arms, and the pooled figure finds a winner. */
    struct stats_day days[DAYS];
    for (size_t i = 0; i < DAYS; i++) {
        uint64_t a = 1800 - 50 * i, b = 200 + 50 * i;
        uint64_t percent = 40 - (uint64_t)i;
        days[i] = (struct stats_day){{a * percent / 100, a}, {b * percent / 100, b}};
    }
    struct stats_rule rule = open_rule;
    assert_true(stats_day_drift(days, DAYS) > STATS_DAY_DRIFT);
    assert_true(replay(days, DAYS, &rule).called);
    rule.by_day = true;
    struct stats_replay result = replay(days, DAYS, &rule);
    assert_false(result.called);
    check_double(result.last.z, 0, 0.1, 0);
    struct stats_by_day by_day;
    stats_by_day(days, DAYS, &by_day);
    check_double(result.last.z, by_day.z, 1e-12, 0);
}

/* Swapping the arms swaps the winner and nothing else. */
static void test_swap(void **state)
{
    (void)state;
    struct stats_day days[DAYS], swapped[DAYS];
    same_days(days, 700, 140, 180);
    for (size_t i = 0; i < DAYS; i++) {
        days[i].b.x += i % 5;
        swapped[i] = (struct stats_day){days[i].b, days[i].a};
    }
    struct stats_replay one = replay(days, DAYS, &open_rule);
    struct stats_replay other = replay(swapped, DAYS, &open_rule);
    assert_true(one.called && other.called && one.day == other.day);
    assert_true(one.call.z == -other.call.z && one.p == other.p);
}

static void test_smallest_p(void **state)
{
    (void)state;
    struct stats_day days[DAYS];
    same_days(days, 500, 100, 100);
    for (size_t i = 0; i < 10; i++) {
        days[i].b.x = 115;
    }
    struct stats_replay early = replay(days, 10, &open_rule);
    struct stats_replay late = replay(days, DAYS, &open_rule);
    assert_true(late.p <= early.p && late.p > 0);
    const struct stats_sequence sequence = {0.05, STATS_SEQUENCE_TIGHTEST};
    assert_true(stats_sequence_p(&sequence, 2.0 * 500 * DAYS, late.last.z) > late.p);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    struct stats_day days[2] = {{{1, 10}, {1, 10}}, {{11, 10}, {1, 10}}};
    double critical[2];
    struct stats_replay result = {.p = 77};
    assert_true(stats_replay_critical(days, 2, &open_rule, critical, NULL));
    assert_int_equal(stats_replay(days, 2, &open_rule, critical, NULL, &result), STATS_DATA_ERROR);
    days[1] = days[0] = (struct stats_day){{0, 10}, {0, 0}};
    assert_true(stats_replay_critical(days, 2, &open_rule, critical, NULL));
    assert_int_equal(stats_replay(days, 2, &open_rule, critical, NULL, &result), STATS_NO_DATA);
    assert_int_equal(stats_replay(days, 0, &open_rule, critical, NULL, &result), STATS_NO_DATA);
    assert_true(result.p == 77);
    const struct stats_rule wrong[] = {
        {.mode = STATS_OPEN, .alpha = 0.05},
        {.mode = STATS_OPEN, .alpha = 0, .tightest = 5000},
        {.mode = STATS_PLANNED, .alpha = 0.05},
        {.mode = STATS_PLANNED, .alpha = 0.05, .planned = (double)NAN},
        {.mode = STATS_ONE_LOOK, .alpha = 1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        assert_false(stats_replay_critical(days, 2, &wrong[i], critical, NULL));
    }
}

static bool plan_work(void *context)
{
    struct stats_day days[3] = {{{1, 10}, {1, 10}}, {{1, 10}, {1, 10}}, {{1, 10}, {1, 10}}};
    const struct stats_rule rule = {.mode = STATS_PLANNED, .alpha = 0.05, .planned = 100};
    double critical[3];
    (void)context;
    return stats_replay_critical(days, 3, &rule, critical, NULL);
}

static void test_refused_memory(void **state)
{
    (void)state;
    check_faults(plan_work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sticky),         cmocka_unit_test(test_start_rule),
        cmocka_unit_test(test_plan_ends),      cmocka_unit_test(test_plan_until),
        cmocka_unit_test(test_one_look),       cmocka_unit_test(test_drifted_split),
        cmocka_unit_test(test_swap),           cmocka_unit_test(test_smallest_p),
        cmocka_unit_test(test_what_cannot_be), cmocka_unit_test(test_refused_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
