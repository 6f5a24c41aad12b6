/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>

#include "stats/wilson.h"

/* Newcombe, Statistics in Medicine 17 (1998), 857-872, Table I, method 3, to four places. */
static void test_published(void **state)
{
    (void)state;
    static const struct {
        uint64_t x, n;
        double low, high;
    } rows[] = {
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0, 20, 0.0000, 0.1611},
        {1, 29, 0.0061, 0.1718},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct stats_interval got;
        assert_true(stats_wilson(rows[i].x, rows[i].n, stats_z(0.95), &got));
        check_double(got.low, rows[i].low, 0.00005, 0);
        check_double(got.high, rows[i].high, 0.00005, 0);
    }
}

static void test_quantile(void **state)
{
    (void)state;
    check_double(stats_z(0.95), 1.9599639845400545, 0, 1e-15);
    check_double(STATS_Z_95, stats_z(0.95), 0, 1e-15);
    check_double(stats_z(0.90), 1.6448536269514722, 0, 1e-15);
    check_double(stats_z(0.99), 2.5758293035489004, 0, 1e-15);
}

/* Ends are exact where they must be, in order, and the mirror of the other side's. */
static void test_shape(void **state)
{
    (void)state;
    double z = stats_z(0.95);
    static const uint64_t sizes[] = {1, 2, 3, 10, 999, 1000000, UINT64_C(1000000000000)};
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        uint64_t n = sizes[i];
        struct stats_interval none, all, some, rest;
        assert_true(stats_wilson(0, n, z, &none));
        assert_true(stats_wilson(n, n, z, &all));
        assert_true(none.low == 0 && none.high > 0 && none.high < 1);
        assert_true(all.high == 1 && all.low > 0 && all.low < 1);
        uint64_t x = n / 3;
        assert_true(stats_wilson(x, n, z, &some));
        assert_true(stats_wilson(n - x, n, z, &rest));
        double rate = (double)x / (double)n;
        assert_true(some.low <= rate && rate <= some.high);
        check_double(rest.low, 1 - some.high, 1e-15, 0);
        check_double(rest.high, 1 - some.low, 1e-15, 0);
    }
}

/* The lower end of one success among very many tends to (1 + z^2/2 - z sqrt(1 + z^2/4)) / n; digits
 * are lost to subtraction unless one takes care. */
static void test_small_rates(void **state)
{
    (void)state;
    double z = stats_z(0.95);
    struct stats_interval got;
    assert_true(stats_wilson(1, UINT64_C(1000000000000000), z, &got));
    double limit = 1 / (1 + z * z / 2 + z * sqrt(1 + z * z / 4));
    check_double(got.low, limit * 1e-15, 0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_quantile),
        cmocka_unit_test(test_shape),
        cmocka_unit_test(test_small_rates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
