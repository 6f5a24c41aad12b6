/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges of the next one, from how those before differed; worked out by hand. */
#include "lib/check.h"

#include "stats/spread.h"

/* 10, 20, 30 of 1 000: Q = 0.2, p (1 - p) = 0.0196, T = (0.2 - 0.0392) / 2 000 = 0.0000804;
 * the next 1 000: T + T / 3 + 0.0196 / 3 000 + 0.0196 / 1 000 = 0.000133333. */
static void groups_that_differ(void **unused)
{
    (void)unused;
    const struct stats_count groups[] = {{10, 1000}, {20, 1000}, {0, 0}, {30, 1000}};
    struct stats_spread spread;
    assert_int_equal(stats_spread_rate(groups, 4, 1000, &spread), STATS_OK);
    check_double(spread.mean, 0.02, 0, 1e-12);
    check_double(spread.between, 0.0000804, 0, 1e-9);
    check_double(spread.variance, 0.0000804 * 4 / 3 + 0.0196 / 3000 + 0.0196 / 1000, 0, 1e-9);
}

/* Nothing but chance: no less than chance is left. */
static void groups_that_do_not(void **unused)
{
    (void)unused;
    const struct stats_count groups[] = {{20, 1000}, {20, 1000}, {20, 1000}};
    struct stats_spread spread;
    assert_int_equal(stats_spread_rate(groups, 3, 500, &spread), STATS_OK);
    check_double(spread.between, 0, 0, 0);
    check_double(spread.variance, 0.0196 / 3000 + 0.0196 / 500, 0, 1e-12);
}

/* 8, 10, 12 with weights 1, 2, 1: mean 10, variance (0.25 x 4 + 0.25 x 4) / (1 - 0.375) = 3.2; of
 * the next 3.2 x 1.375. */
static void amounts(void **unused)
{
    (void)unused;
    const double values[] = {8, 10, 99, 12}, weights[] = {1, 2, 0, 1};
    struct stats_spread spread;
    assert_int_equal(stats_spread_amount(values, weights, 4, &spread), STATS_OK);
    check_double(spread.mean, 10, 0, 1e-12);
    check_double(spread.between, 3.2, 0, 1e-12);
    check_double(spread.variance, 4.4, 0, 1e-12);
}

static void refusals(void **unused)
{
    (void)unused;
    const struct stats_count two[] = {{1, 10}, {2, 10}, {0, 0}}, wrong[] = {{3, 2}};
    const double values[] = {1, 2, 3}, weights[] = {1, 0, 1};
    struct stats_spread spread;
    assert_int_equal(stats_spread_rate(two, 3, 10, &spread), STATS_TOO_FEW);
    assert_int_equal(stats_spread_rate(wrong, 1, 10, &spread), STATS_DATA_ERROR);
    assert_int_equal(stats_spread_amount(values, weights, 3, &spread), STATS_TOO_FEW);
    check_double(stats_spread_reach(3, 0.8), 1.885618083164127, 0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_that_differ),
        cmocka_unit_test(groups_that_do_not),
        cmocka_unit_test(amounts),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
