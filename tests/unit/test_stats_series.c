/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods over arms, looks, days and amounts: edges and what must hold for any input. */
#include "lib/check.h"

#include <math.h>

#include "stats/boundary.h"
#include "stats/days.h"
#include "stats/holm.h"
#include "stats/laney.h"
#include "stats/normal.h"
#include "stats/omnibus.h"
#include "stats/power.h"
#include "stats/sequence.h"
#include "stats/special.h"
#include "stats/srm.h"
#include "stats/trend.h"
#include "stats/welch.h"
#include "stats/winsor.h"

/* --- arms ------------------------------------------------------------------------------------- */

static void test_one_and_ten_arms(void **state)
{
    (void)state;
    struct stats_count arms[10];
    uint64_t sent[10];
    double weights[10];
    struct stats_omnibus omnibus;
    struct stats_srm srm;
    for (size_t i = 0; i < 10; i++) {
        arms[i] = (struct stats_count){200, 1000};
        sent[i] = 1000;
        weights[i] = 2.5;
    }
    assert_int_equal(stats_omnibus(arms, 1, &omnibus), STATS_TOO_FEW);
    assert_int_equal(stats_srm(sent, weights, 1, &srm), STATS_TOO_FEW);
    assert_int_equal(stats_omnibus(arms, 10, &omnibus), STATS_OK);
    assert_true(omnibus.chi2 == 0 && omnibus.df == 9 && omnibus.p == 1);
    assert_int_equal(stats_srm(sent, weights, 10, &srm), STATS_OK);
    assert_true(srm.chi2 == 0 && srm.df == 9 && srm.p == 1 && !srm.flag && srm.largest == 0);
    arms[3].n = arms[3].x = 0;
    assert_int_equal(stats_omnibus(arms, 10, &omnibus), STATS_NO_DATA);
    arms[3].x = 1;
    assert_int_equal(stats_omnibus(arms, 10, &omnibus), STATS_DATA_ERROR);
}

static void test_split(void **state)
{
    (void)state;
    struct stats_srm srm;
    /* An arm that got nobody is the worst split there is, not one arm fewer. */
    assert_int_equal(
        stats_srm((const uint64_t[]){1000, 0, 1000}, (const double[]){1, 1, 1}, 3, &srm), STATS_OK);
    assert_true(srm.flag && srm.df == 2);
    check_double(srm.largest, 1.0 / 3, 1e-15, 0);
    /* statistics manual: 5,210 to 4,790 of a half each. */
    assert_int_equal(stats_srm((const uint64_t[]){5210, 4790}, (const double[]){50, 50}, 2, &srm),
                     STATS_OK);
    assert_true(srm.flag);
    check_double(srm.chi2, 17.64, 1e-12, 0);
    static const double none[] = {0, -1, (double)NAN, (double)INFINITY};
    for (size_t i = 0; i < ARRAY_COUNT(none); i++) {
        assert_int_equal(
            stats_srm((const uint64_t[]){50, 50}, (const double[]){1, none[i]}, 2, &srm),
            STATS_DATA_ERROR);
    }
    assert_int_equal(stats_srm((const uint64_t[]){0, 0}, (const double[]){1, 1}, 2, &srm),
                     STATS_TOO_FEW);
    assert_int_equal(stats_srm((const uint64_t[]){6, 4}, (const double[]){1, 1}, 2, &srm),
                     STATS_OK);
}

static void test_holm(void **state)
{
    (void)state;
    double p[] = {0.04, 0.01, 0.01, 0.2};
    static const double want[] = {0.08, 0.04, 0.04, 0.2};
    assert_true(stats_holm(p, 4, p, NULL));
    for (size_t i = 0; i < 4; i++) {
        check_double(p[i], want[i], 1e-15, 0);
    }
    assert_true(stats_holm(p, 0, p, NULL));
    double wrong[] = {0.5, (double)NAN};
    assert_false(stats_holm(wrong, 2, p, NULL));
    wrong[1] = 1.5;
    assert_false(stats_holm(wrong, 2, p, NULL));
    check_double(p[0], 0.08, 1e-15, 0);
}

static bool holm_work(void *context)
{
    double p[] = {0.04, 0.01};
    (void)context;
    return stats_holm(p, 2, p, NULL);
}

/* --- looks ------------------------------------------------------------------------------------ */

static void test_boundary(void **state)
{
    (void)state;
    /* Lan and DeMets, five equal looks. */
    static const double t[] = {0.2, 0.4, 0.6, 0.8, 1};
    static const double want[] = {4.877, 3.357, 2.680, 2.290, 2.031};
    double c[5], shorter[3];
    struct err err = ERR_INIT;
    check_ok(stats_boundary(t, 5, 0.05, c, &err), &err);
    for (size_t i = 0; i < 5; i++) {
        check_double(c[i], want[i], 5e-4, 0);
    }
    /* What comes later changes nothing. */
    assert_true(stats_boundary(t, 3, 0.05, shorter, NULL));
    for (size_t i = 0; i < 3; i++) {
        check_double(shorter[i], c[i], 1e-9, 0);
    }
    /* Stricter for less alpha. */
    double strict[5];
    assert_true(stats_boundary(t, 5, 0.05 / 45, strict, NULL));
    for (size_t i = 0; i < 5; i++) {
        assert_true(strict[i] > c[i] || c[i] == STATS_BOUNDARY_MAX);
    }
    assert_true(stats_boundary(t, 0, 0.05, c, NULL));
}

static void test_boundary_of_close_looks(void **state)
{
    (void)state;
    /* A second look a hair later is the same look: the last value hardly moves. */
    static const double plain[] = {0.5, 1}, close[] = {0.5, 0.500001, 1},
                        none[] = {0.5, 0.5000001, 1};
    double a[2], b[3], c[3];
    assert_true(stats_boundary(plain, 2, 0.05, a, NULL));
    assert_true(stats_boundary(close, 3, 0.05, b, NULL));
    assert_true(stats_boundary(none, 3, 0.05, c, NULL));
    check_double(b[2], a[1], 1e-3, 0);
    assert_true(b[1] > b[0] && b[1] < b[0] + 0.1);
    assert_true(c[1] == STATS_BOUNDARY_MAX);
    check_double(c[2], a[1], 1e-9, 0);
    static const double wrong[][2] = {{0, 1},     {0.5, 0.5},       {0.5, 0.4},
                                      {0.5, 1.1}, {(double)NAN, 1}, {-1, 1}};
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        a[0] = 77;
        assert_false(stats_boundary(wrong[i], 2, 0.05, a, NULL));
        assert_true(a[0] == 77);
    }
    assert_false(stats_boundary(plain, 2, 0, a, NULL));
    assert_false(stats_boundary(plain, 2, 1, a, NULL));
    assert_false(stats_boundary(plain, 2, (double)NAN, a, NULL));
}

static bool boundary_work(void *context)
{
    static const double t[] = {0.2, 0.7, 1};
    double c[3];
    (void)context;
    return stats_boundary(t, 3, 0.05, c, NULL);
}

static void test_sequence(void **state)
{
    (void)state;
    /* The flat curve of the statistics manual, around N*. */
    static const double at[] = {0.25, 0.5, 1, 2, 5, 100},
                        want[] = {3.26, 3.08, 3.04, 3.06, 3.15, 3.56};
    const struct stats_sequence sequence = {0.05, 5000};
    for (size_t i = 0; i < ARRAY_COUNT(at); i++) {
        check_double(stats_sequence_critical(&sequence, 5000 * at[i]), want[i], 0.005, 0);
    }
    /* p crosses alpha where |z| crosses the critical value. */
    for (double n = 2; n < 1e13; n *= 3.7) {
        double c = stats_sequence_critical(&sequence, n);
        assert_true(isfinite(c) && c > 0);
        assert_true(stats_sequence_p(&sequence, n, c * (1 + 1e-9)) < 0.05);
        assert_true(stats_sequence_p(&sequence, n, -c * (1 - 1e-9)) > 0.05);
    }
    struct stats_sequence wrong[] = {
        {0, 5000}, {1, 5000}, {(double)NAN, 5000}, {0.05, 0}, {0.05, -1}};
    struct stats_sequence_result result;
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        assert_true(stats_sequence_critical(&wrong[i], 100) == 0);
        assert_true(stats_sequence_p(&wrong[i], 100, 3) == 1);
        assert_int_equal(stats_sequence_estimate(&wrong[i], 100, 1, 1, &result), STATS_DATA_ERROR);
    }
    assert_int_equal(stats_sequence_estimate(&sequence, 0, 1, 1, &result), STATS_NO_DATA);
    assert_int_equal(stats_sequence_estimate(&sequence, 10, 1, -1, &result), STATS_DATA_ERROR);
    assert_int_equal(stats_sequence_estimate(&sequence, 10, (double)NAN, 1, &result),
                     STATS_DATA_ERROR);
    assert_int_equal(stats_sequence_estimate(&sequence, 10, 1e308, 1e308, &result),
                     STATS_DATA_ERROR);
    assert_int_equal(stats_sequence_estimate(&sequence, 10, 1, 0, &result), STATS_OK);
    assert_true(result.p == 0 && result.interval.low == 1 && result.interval.high == 1);
    assert_int_equal(stats_sequence_estimate(&sequence, 10, 0, 0, &result), STATS_OK);
    assert_true(result.p == 1);
}

/* --- days ------------------------------------------------------------------------------------- */

static void test_by_day(void **state)
{
    (void)state;
    /* Charig et al. 1986: B looks better on the whole and is worse in both groups. */
    static const struct stats_day stones[] = {{{81, 87}, {234, 270}}, {{192, 263}, {55, 80}}};
    struct stats_by_day by_day;
    assert_int_equal(stats_by_day(stones, 2, &by_day), STATS_OK);
    assert_true(by_day.difference < 0 && by_day.z < 0);
    check_double(by_day.z * by_day.se, by_day.difference, 1e-15, 1e-12);
    check_double(stats_day_drift(stones, 2), 270.0 / 357 - 80.0 / 343, 1e-12, 0);
    /* The same rates on all days, whatever the split does: no difference at all. */
    static const struct stats_day moved[] = {{{30, 100}, {270, 900}}, {{90, 900}, {10, 100}}};
    assert_int_equal(stats_by_day(moved, 2, &by_day), STATS_OK);
    check_double(by_day.z, 0, 1e-12, 0);
    static const struct stats_day apart[] = {{{1, 10}, {0, 0}}, {{0, 0}, {5, 10}}};
    assert_int_equal(stats_by_day(apart, 2, &by_day), STATS_NO_DATA);
    assert_int_equal(stats_by_day(apart, 0, &by_day), STATS_NO_DATA);
    static const struct stats_day wrong[] = {{{1, 10}, {5, 10}}, {{2, 1}, {5, 10}}};
    assert_int_equal(stats_by_day(wrong, 2, &by_day), STATS_DATA_ERROR);
    static const struct stats_day nobody[] = {{{0, 10}, {0, 10}}};
    assert_int_equal(stats_by_day(nobody, 1, &by_day), STATS_OK);
    assert_true(by_day.z == 0 && by_day.p == 1 && by_day.se == 0);
    /* A straggler on a day of its own is no drift. */
    static const struct stats_day straggler[] = {{{1, 500}, {1, 500}}, {{0, 0}, {0, 1}}};
    assert_true(stats_day_drift(straggler, 2) == 0 && stats_day_drift(straggler, 0) == 0);
}

static void test_odd_days(void **state)
{
    (void)state;
    struct stats_count days[12];
    struct stats_laney_day limits[12];
    struct stats_laney laney;
    for (size_t i = 0; i < 12; i++) {
        days[i] = (struct stats_count){200 + i % 3, 1000};
    }
    assert_int_equal(stats_laney(days, 7, limits, &laney), STATS_TOO_FEW);
    days[4] = (struct stats_count){0, 0};
    days[9].x = 400;
    assert_int_equal(stats_laney(days, 12, limits, &laney), STATS_OK);
    assert_true(!limits[4].used && !limits[4].out && limits[9].out && limits[9].odd);
    assert_true(laney.sigma >= 1 && laney.sigma >= laney.sigma_raw);
    /* Few expected: outside, but nothing to tell people. */
    days[9] = (struct stats_count){15, 15};
    assert_int_equal(stats_laney(days, 12, limits, &laney), STATS_OK);
    assert_true(limits[9].out && !limits[9].odd && limits[9].high <= 1);
    days[1].x = 1001;
    assert_int_equal(stats_laney(days, 12, limits, &laney), STATS_DATA_ERROR);
    for (size_t i = 0; i < 12; i++) {
        days[i] = (struct stats_count){50, 50};
    }
    assert_int_equal(stats_laney(days, 12, NULL, &laney), STATS_FLAT);
}

#define DAYS 42

static void test_trend(void **state)
{
    (void)state;
    double y[DAYS];
    int32_t day[DAYS];
    struct stats_trend trend;
    /* A strong week and nothing else is steady. */
    for (int i = 0; i < DAYS; i++) {
        day[i] = 20000 + i;
        y[i] = 0.2 + (i % 7 >= 5 ? 0.1 : 0) + (i % 3 ? 0.001 : -0.001);
    }
    assert_true(stats_trend(y, day, DAYS, &trend, NULL));
    assert_int_equal(trend.state, STATS_TREND_STEADY);
    assert_true(stats_trend(y, day, 13, &trend, NULL));
    assert_int_equal(trend.state, STATS_TREND_TOO_FEW);
    assert_true(stats_trend(y, day, 0, &trend, NULL));
    assert_int_equal(trend.state, STATS_TREND_TOO_FEW);
    /* The same week on a slope rises and falls, from two weeks on. */
    for (int i = 0; i < DAYS; i++) {
        y[i] += 0.003 * i;
    }
    assert_true(stats_trend(y, day, DAYS, &trend, NULL));
    assert_int_equal(trend.state, STATS_TREND_RISING);
    check_double(trend.slope, 0.003, 0.0005, 0);
    assert_true(stats_trend(y, day, 14, &trend, NULL));
    assert_int_equal(trend.state, STATS_TREND_RISING);
    check_double(trend.slope, 0.003, 0.0005, 0);
    for (int i = 0; i < DAYS; i++) {
        y[i] = 1 - y[i];
    }
    assert_true(stats_trend(y, day, DAYS, &trend, NULL));
    assert_int_equal(trend.state, STATS_TREND_FALLING);
    /* Sure, but too small to be called one. */
    for (int i = 0; i < DAYS; i++) {
        y[i] = 10 + 0.001 * i;
    }
    assert_true(stats_trend(y, day, DAYS, &trend, NULL));
    assert_true(trend.p < 0.001 && trend.state == STATS_TREND_STEADY);
    /* All zeros, and values that are none. */
    memset(y, 0, sizeof y);
    assert_true(stats_trend(y, day, DAYS, &trend, NULL));
    assert_true(trend.state == STATS_TREND_STEADY && trend.slope == 0 && trend.p == 1);
    y[5] = (double)NAN;
    assert_true(stats_trend(y, day, DAYS, &trend, NULL));
    assert_true(trend.state == STATS_TREND_TOO_FEW && trend.slope == 0);
}

static bool trend_work(void *context)
{
    double y[20];
    int32_t day[20];
    struct stats_trend trend;
    (void)context;
    for (int i = 0; i < 20; i++) {
        y[i] = i;
        day[i] = 2 * i;
    }
    return stats_trend(y, day, 20, &trend, NULL);
}

static void test_kendall(void **state)
{
    (void)state;
    double y[] = {1, 2, 3, 4, 5};
    static const int32_t x[] = {0, 1, 2, 3, 10};
    enum stats_status status;
    struct stats_kendall kendall;
    assert_true(stats_kendall(y, NULL, 3, 0, &status, &kendall, NULL));
    assert_int_equal(status, STATS_TOO_FEW);
    assert_true(stats_kendall(y, x, 5, 0, &status, &kendall, NULL));
    assert_true(status == STATS_OK && kendall.s == 10 && kendall.slope == 1);
    /* Seasons without a pair. */
    assert_true(stats_kendall(y, x, 5, 30, &status, &kendall, NULL));
    assert_int_equal(status, STATS_TOO_FEW);
    static const int32_t back[] = {0, 2, 1, 3, 4};
    assert_true(stats_kendall(y, back, 5, 0, &status, &kendall, NULL));
    assert_int_equal(status, STATS_DATA_ERROR);
    y[2] = (double)INFINITY;
    assert_true(stats_kendall(y, NULL, 5, 0, &status, &kendall, NULL));
    assert_int_equal(status, STATS_DATA_ERROR);
    y[2] = 1e308;
    y[3] = -1e308;
    assert_true(stats_kendall(y, NULL, 5, 0, &status, &kendall, NULL));
    assert_int_equal(status, STATS_DATA_ERROR);
}

/* --- amounts ---------------------------------------------------------------------------------- */

static void test_samples(void **state)
{
    (void)state;
    struct stats_sample sample, other;
    struct stats_welch welch;
    struct stats_sample_sums sums = {0};
    /* Millions in millionths that differ in the last place: all but the last digits cancel. */
    for (int i = 0; i < 1000; i++) {
        stats_sample_add(&sums, INT64_C(1000000000000) + i % 2, INT64_MAX);
    }
    assert_int_equal(stats_sample_end(&sums, 1000, 1, &sample), STATS_OK);
    check_double(sample.squares, 250, 0, 1e-12);
    assert_int_equal(stats_sample_end(&sums, 999, 1, &sample), STATS_DATA_ERROR);
    assert_int_equal(stats_sample_end(&sums, 2000, 1000000, &sample), STATS_OK);
    check_double(sample.mean, 500000.00000025, 0, 1e-15);
    /* A cap is what larger amounts count as. */
    struct stats_sample_sums capped = {0};
    stats_sample_add(&capped, 5000000, 3000000);
    stats_sample_add(&capped, 1000000, 3000000);
    assert_int_equal(stats_sample_end(&capped, 4, 1000000, &sample), STATS_OK);
    check_double(sample.mean, 1, 1e-15, 0);
    check_double(sample.squares, 6, 1e-14, 0);
    /* Sums that were rounded on the way are forgiven what rounding makes, not more. */
    assert_int_equal(stats_sample_of(10, 0.9999999999999999, 0.1, &sample), STATS_OK);
    assert_int_equal(stats_sample_of(10, 1, 0.1 - 5e-17, &sample), STATS_OK);
    assert_int_equal(stats_sample_of(10, 1, 0.0999, &sample), STATS_DATA_ERROR);
    assert_int_equal(stats_sample_of(10, 1, (double)NAN, &sample), STATS_DATA_ERROR);
    assert_int_equal(stats_sample_of(10, 1e200, 1e300, &sample), STATS_DATA_ERROR);
    assert_int_equal(stats_sample_of(0, 1, 1, &sample), STATS_DATA_ERROR);
    assert_int_equal(stats_sample_of(0, 0, 0, &sample), STATS_OK);
    assert_int_equal(stats_sample_of(10, 10, 30, &other), STATS_OK);
    assert_int_equal(stats_welch(&sample, &other, 0.95, &welch), STATS_TOO_FEW);
    assert_int_equal(stats_sample_of(10, 20, 40, &sample), STATS_OK);
    assert_int_equal(stats_welch(&sample, &sample, 0.95, &welch), STATS_NO_VARIANCE);
    assert_int_equal(stats_welch(&sample, &other, 0.95, &welch), STATS_OK);
    assert_true(welch.difference == -1 && welch.interval.low < -1 && welch.interval.high > -1);
    check_double(welch.df, 9, 1e-12, 0);
    assert_int_equal(stats_welch(&sample, &other, 1, &welch), STATS_DATA_ERROR);
}

static void test_winsor(void **state)
{
    (void)state;
    int64_t amounts[2000];
    int64_t cap = -1;
    size_t above = 77;
    for (int i = 0; i < 2000; i++) {
        amounts[i] = (i * 7919) % 2000 + 1; /* 1 .. 2000, shuffled */
    }
    assert_false(stats_winsor_cap(amounts, 999, &cap, &above));
    assert_true(cap == -1 && above == 77);
    assert_true(stats_winsor_cap(amounts, 2000, &cap, &above));
    assert_true(cap == 1998 && above == 2);
    for (int i = 0; i < 1000; i++) {
        amounts[i] = 5;
    }
    assert_true(stats_winsor_cap(amounts, 1000, &cap, &above));
    assert_true(cap == 5 && above == 0);
}

/* --- sizes ------------------------------------------------------------------------------------ */

static void test_power(void **state)
{
    (void)state;
    double n, p2;
    assert_true(stats_power_size(0.2, 0.22, 0.05, 0.8, &n));
    check_double(ceil(n), 6510, 0, 0);
    assert_true(stats_power_guardrail(0.004, 0.001, 0.05, 0.8, &n));
    check_double(n, 49262.6, 0.1, 0);
    /* What a size can see is what needs that size, upwards and downwards. */
    for (int below = 0; below <= 1; below++) {
        assert_true(stats_power_effect(0.2, 3000, 0.05, 0.8, below, &p2));
        assert_true(below ? p2 < 0.2 : p2 > 0.2);
        assert_true(stats_power_size(0.2, p2, 0.05, 0.8, &n));
        check_double(n, 3000, 1e-6, 0);
    }
    assert_false(stats_power_effect(0.5, 3, 0.01, 0.9, false, &p2));
    assert_false(stats_power_effect(1, 3000, 0.05, 0.8, false, &p2));
    assert_false(stats_power_effect(0, 3000, 0.05, 0.8, true, &p2));
    assert_true(stats_power_effect(0, 3000, 0.05, 0.8, false, &p2));
    assert_false(stats_power_size(0.2, 0.2, 0.05, 0.8, &n));
    assert_false(stats_power_size(0.2, 1.2, 0.05, 0.8, &n));
    assert_false(stats_power_size(0.2, 0.3, 0, 0.8, &n));
    assert_false(stats_power_size(0.2, 0.3, 0.05, 1, &n));
    assert_false(stats_power_size((double)NAN, 0.3, 0.05, 0.8, &n));
    assert_false(stats_power_guardrail(0.004, 0, 0.05, 0.8, &n));
    static const uint64_t sent[] = {90000, 0, 100, 300, 200};
    uint64_t days, weeks;
    assert_true(stats_power_days(1001, sent + 1, 4, &days, &weeks));
    assert_true(days == 7 && weeks == 1); /* 150 a day */
    assert_true(stats_power_days(-5, sent, 5, &days, NULL));
    assert_true(days == 0);
    assert_false(stats_power_days(1000, sent, 0, &days, &weeks));
    assert_false(stats_power_days(1000, (const uint64_t[]){0, 0, 5}, 3, &days, &weeks));
}

/* --- functions underneath --------------------------------------------------------------------- */

static void test_functions(void **state)
{
    (void)state;
    /* 50-digit values. */
    check_double(stats_special_beta_lower(0.2, 2e8, 8e8), 0.5000063078316562, 0, 1e-10);
    check_double(stats_special_t_upper(12, 30.5), 2.1994854075764789e-13, 0, 1e-11);
    check_double(stats_special_t_upper(2, 1e9), 0.022750132083156623, 0, 1e-12);
    check_double(stats_special_t_upper(1e-6, 400), 0.49999960130698035, 0, 1e-12);
    check_double(stats_special_t_quantile(0.975, 1), 12.706204736174705, 0, 1e-13);
    check_double(stats_special_chi2_upper(1e5, 1), 0, 0, 0);
    check_double(stats_normal_lower(-38), 2.8854283510039645e-316, 0, 1e-6);
    check_double(stats_normal_quantile(1e-300), -37.0470962993612, 0, 1e-13);
    /* Ends are finite. */
    static const double ends[] = {0, 1, -1, 2};
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        assert_true(isfinite(stats_normal_quantile(ends[i])));
        assert_true(isfinite(stats_normal_upper_quantile(ends[i])));
        assert_true(isfinite(stats_special_t_quantile(ends[i], 1)));
        assert_true(isfinite(stats_special_log_gamma(ends[i])));
    }
    assert_true(stats_special_beta_lower(-1, 2, 3) == 0 && stats_special_beta_lower(2, 2, 3) == 1);
    assert_true(stats_special_chi2_upper(-1, 3) == 1 && stats_special_t_upper(1e300, 1) == 0);
    /* Quantiles undo tails, over many degrees of freedom. */
    for (double df = 0.3; df < 1e9; df *= 7) {
        for (double p = 1e-12; p < 0.5; p *= 11) {
            double t = stats_special_t_quantile(p, df);
            check_double(stats_special_t_upper(-t, df), p, 0, 1e-9);
        }
    }
}

static void test_refused_memory(void **state)
{
    (void)state;
    check_faults(holm_work, NULL);
    check_faults(boundary_work, NULL);
    check_faults(trend_work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_and_ten_arms),
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_holm),
        cmocka_unit_test(test_boundary),
        cmocka_unit_test(test_boundary_of_close_looks),
        cmocka_unit_test(test_sequence),
        cmocka_unit_test(test_by_day),
        cmocka_unit_test(test_odd_days),
        cmocka_unit_test(test_trend),
        cmocka_unit_test(test_kendall),
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_winsor),
        cmocka_unit_test(test_power),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_refused_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
