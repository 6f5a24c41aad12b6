/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two arms: what must hold for any counts, and at the edges. */
#include "lib/check.h"

#include <math.h>

#include "stats/bayes.h"
#include "stats/fisher.h"
#include "stats/koopman.h"
#include "stats/margin.h"
#include "stats/mee.h"
#include "stats/net.h"
#include "stats/newcombe.h"
#include "stats/normal.h"
#include "stats/open.h"
#include "stats/pooled.h"
#include "stats/score.h"

/* xorshift64*: the same pairs in every run. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static struct stats_count random_count(uint64_t *state)
{
    static const uint64_t sizes[] = {
        1, 2, 7, 40, 1000, 123456, UINT64_C(1000000000), UINT64_C(9007199254740992)};
    uint64_t n = next_random(state) % sizes[next_random(state) % ARRAY_COUNT(sizes)] + 1;
    uint64_t x;
    switch (next_random(state) % 5) {
    case 0:
        x = 0;
        break;
    case 1:
        x = n;
        break;
    case 2:
        x = n / 250;
        break;
    default:
        x = next_random(state) % (n + 1);
    }
    return (struct stats_count){x, n};
}

static struct stats_count mirrored(struct stats_count count)
{
    return (struct stats_count){count.n - count.x, count.n};
}

static void check_within(double value, double low, double high)
{
    if (!(value >= low && value <= high)) {
        fail_msg("%.17g is not within %.17g and %.17g", value, low, high);
    }
}

/* --- random pairs ----------------------------------------------------------------------------- */

#define ROUNDS 3000

static void test_intervals_hold_and_agree(void **state)
{
    (void)state;
    static const double critical[] = {0.5, 1.6448536269514722, 1.959963984540054, 3.1, 8, 60};
    uint64_t seed = 20261101;
    for (int i = 0; i < ROUNDS; i++) {
        struct stats_count a = random_count(&seed), b = random_count(&seed);
        double c = critical[i % (int)ARRAY_COUNT(critical)];
        struct stats_pooled pooled;
        struct stats_interval mee, newcombe;
        struct stats_koopman koopman;
        assert_int_equal(stats_pooled(a, b, &pooled), STATS_OK);
        assert_int_equal(stats_mee(a, b, c, &mee), STATS_OK);
        assert_int_equal(stats_newcombe(a, b, c, &newcombe), STATS_OK);
        assert_int_equal(stats_koopman(a, b, c, &koopman), STATS_OK);
        check_within(pooled.p, 0, 1);
        check_within(pooled.difference, mee.low, mee.high);
        check_within(pooled.difference, newcombe.low - 1e-15, newcombe.high + 1e-15);
        check_within(mee.low, -1, 1);
        check_within(mee.high, -1, 1);
        assert_true(isfinite(pooled.z) && isfinite(koopman.low) && isfinite(koopman.high));
        assert_true(koopman.has_ratio == (a.x > 0) && koopman.has_high == (a.x > 0));
        if (koopman.has_ratio) {
            check_within(koopman.ratio, koopman.low * (1 - 1e-12), koopman.high * (1 + 1e-12));
        }
        /* One statistic, one verdict; where |z| all but equals c rounding decides. */
        if (fabs(fabs(pooled.z) - c) > 1e-6 * c) {
            bool call = fabs(pooled.z) > c;
            assert_true(call == (mee.low > 0 || mee.high < 0));
            assert_true(call == (koopman.low > 1 || (koopman.has_high && koopman.high < 1)));
        }
    }
}

static void test_swapping_arms(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < ROUNDS / 3; i++) {
        struct stats_count a = random_count(&seed), b = random_count(&seed);
        struct stats_pooled one, other;
        struct stats_interval here, there;
        struct stats_bayes bayes, swapped;
        double p, q;
        stats_pooled(a, b, &one);
        stats_pooled(b, a, &other);
        assert_true(one.z == -other.z && one.p == other.p && one.expected == other.expected);
        stats_mee(a, b, 1.96, &here);
        stats_mee(b, a, 1.96, &there);
        check_double(here.low, -there.high, 1e-12, 1e-9);
        check_double(here.high, -there.low, 1e-12, 1e-9);
        /* Failures instead of successes turn the difference round. */
        stats_mee(mirrored(a), mirrored(b), 1.96, &there);
        check_double(here.low, -there.high, 1e-12, 1e-7);
        if (i % 8 == 0) {
            assert_int_equal(stats_fisher(a, b, &p), STATS_OK);
            assert_int_equal(stats_fisher(b, a, &q), STATS_OK);
            check_within(p, 0, 1);
            check_double(p, q, 1e-12, 1e-8);
        }
        stats_bayes(a, b, &bayes);
        stats_bayes(b, a, &swapped);
        check_within(bayes.b_better, 0, 1);
        check_double(bayes.b_better, 1 - swapped.b_better, 1e-9, 0);
        check_double(bayes.loss_a, swapped.loss_b, 1e-12, 1e-9);
        /* What the losses differ by is what the means differ by. */
        double mean_a = ((double)a.x + 1) / ((double)a.n + 2);
        double mean_b = ((double)b.x + 1) / ((double)b.n + 2);
        check_double(bayes.loss_a - bayes.loss_b, mean_b - mean_a, 1e-11, 1e-11);
    }
}

/* More successes in B: every figure moves the same way. */
static void test_monotonous(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {5, 60, 1000, UINT64_C(1000000000)};
    for (size_t s = 0; s < ARRAY_COUNT(sizes); s++) {
        uint64_t n = sizes[s], step = n / 40 + 1;
        struct stats_count a = {n / 5, n};
        double z = -(double)INFINITY, low = -2, high = -2, better = -1, safe = -(double)INFINITY;
        for (uint64_t x = 0; x <= n; x += step) {
            struct stats_count b = {x, n};
            struct stats_pooled pooled;
            struct stats_interval mee;
            struct stats_bayes bayes;
            struct stats_margin margin;
            stats_pooled(a, b, &pooled);
            stats_mee(a, b, 1.96, &mee);
            stats_bayes(a, b, &bayes);
            stats_margin(a, b, 0.01, 1.645, &margin);
            assert_true(pooled.z > z && mee.low > low && mee.high >= high);
            assert_true(bayes.b_better >= better && margin.z > safe);
            assert_true(margin.safe == (margin.upper < 0.01) || fabs(margin.upper - 0.01) < 1e-9);
            z = pooled.z;
            low = mee.low;
            high = mee.high;
            better = bayes.b_better;
            safe = margin.z;
        }
    }
}

/* --- edges ------------------------------------------------------------------------------------ */

static void test_gate(void **state)
{
    (void)state;
    static const struct {
        struct stats_count a, b;
        enum stats_status want;
    } rows[] = {
        {{0, 0}, {1, 10}, STATS_NO_DATA},      {{1, 10}, {0, 0}, STATS_NO_DATA},
        {{0, 0}, {0, 0}, STATS_NO_DATA},       {{5, 0}, {1, 10}, STATS_DATA_ERROR},
        {{11, 10}, {1, 10}, STATS_DATA_ERROR}, {{1, 10}, {12, 10}, STATS_DATA_ERROR},
        {{11, 10}, {0, 0}, STATS_DATA_ERROR},
    };
    const struct stats_sequence sequence = {0.05, STATS_SEQUENCE_TIGHTEST};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct stats_count a = rows[i].a, b = rows[i].b;
        struct stats_pooled pooled = {.z = 77};
        struct stats_interval interval = {77, 77};
        struct stats_koopman koopman = {.low = 77};
        struct stats_bayes bayes = {.loss_a = 77};
        struct stats_margin margin = {.z = 77};
        struct stats_open open = {.p = 77};
        double p = 77;
        assert_int_equal(stats_pooled(a, b, &pooled), rows[i].want);
        assert_int_equal(stats_mee(a, b, 1.96, &interval), rows[i].want);
        assert_int_equal(stats_newcombe(a, b, 1.96, &interval), rows[i].want);
        assert_int_equal(stats_koopman(a, b, 1.96, &koopman), rows[i].want);
        assert_int_equal(stats_bayes(a, b, &bayes), rows[i].want);
        assert_int_equal(stats_fisher(a, b, &p), rows[i].want);
        assert_int_equal(stats_margin(a, b, 0.01, 1.645, &margin), rows[i].want);
        assert_int_equal(stats_open(a, b, &sequence, &open), rows[i].want);
        assert_true(pooled.z == 77 && interval.low == 77 && koopman.low == 77);
        assert_true(bayes.loss_a == 77 && p == 77 && margin.z == 77 && open.p == 77);
    }
    /* Critical values that are none. */
    struct stats_interval interval;
    struct stats_koopman koopman;
    static const double none[] = {0, -1, (double)NAN, (double)INFINITY};
    for (size_t i = 0; i < ARRAY_COUNT(none); i++) {
        struct stats_count a = {1, 10}, b = {2, 10};
        assert_int_equal(stats_mee(a, b, none[i], &interval), STATS_DATA_ERROR);
        assert_int_equal(stats_newcombe(a, b, none[i], &interval), STATS_DATA_ERROR);
        assert_int_equal(stats_koopman(a, b, none[i], &koopman), STATS_DATA_ERROR);
    }
}

static void test_nobody_and_everybody(void **state)
{
    (void)state;
    struct stats_count none = {0, 1000}, all = {1000, 1000};
    struct stats_pooled pooled;
    struct stats_interval mee;
    struct stats_koopman koopman;
    double p;
    stats_pooled(none, none, &pooled);
    assert_true(pooled.z == 0 && pooled.p == 1 && pooled.expected == 0);
    stats_pooled(all, all, &pooled);
    assert_true(pooled.z == 0 && pooled.p == 1 && pooled.expected == 0);
    stats_mee(none, all, 1.96, &mee);
    assert_true(mee.high == 1 && mee.low > 0.99);
    stats_mee(all, none, 1.96, &mee);
    assert_true(mee.low == -1 && mee.high < -0.99);
    /* At 0 in both arms the ends are the other arm's z^2 / (n + z^2). */
    stats_mee(none, none, 2, &mee);
    check_double(mee.high, 4.0 / 1004, 0, 1e-12);
    check_double(mee.low, -4.0 / 1004, 0, 1e-12);
    stats_koopman(none, (struct stats_count){10, 1000}, 1.96, &koopman);
    assert_true(!koopman.has_ratio && !koopman.has_high && koopman.low > 1);
    stats_koopman((struct stats_count){10, 1000}, none, 1.96, &koopman);
    assert_true(koopman.ratio == 0 && koopman.low == 0 && koopman.has_high && koopman.high < 1);
    stats_koopman(none, none, 1.96, &koopman);
    assert_true(koopman.low == 0 && !koopman.has_high);
    stats_fisher(none, none, &p);
    assert_true(p == 1);
    stats_fisher(all, none, &p);
    assert_true(p < 1e-300);
}

/* Newcombe 1998, Statistics in Medicine 17, 873-890, Table II, to four places. */
static void test_published(void **state)
{
    (void)state;
    struct stats_interval interval;
    struct stats_count a = {48, 80}, b = {56, 70};
    double z = stats_z(0.95);
    stats_mee(a, b, z, &interval);
    check_double(interval.low, 0.0533, 5e-5, 0);
    check_double(interval.high, 0.3377, 5e-5, 0);
    stats_newcombe(a, b, z, &interval);
    check_double(interval.low, 0.0524, 5e-5, 0);
    check_double(interval.high, 0.3339, 5e-5, 0);
    /* Fisher's tea: three of four against one of four. */
    double p;
    stats_fisher((struct stats_count){3, 4}, (struct stats_count){1, 4}, &p);
    check_double(p, 17.0 / 35, 1e-14, 0);
}

/* Promoters less detractors: by hand for 2 and 1 of 4 (Wilson's intervals are 0.15004 to 0.84996
 * and 0.04559 to 0.69936, the correlation -0.57735); twice Wilson's where everybody is one or the
 * other; never beyond -1 and 1. */
static void net_shares(void **state)
{
    (void)state;
    struct stats_interval net, wilson;
    double z = stats_z(0.95);
    assert_int_equal(stats_net(2, 1, 4, z, &net), STATS_OK);
    check_double(net.low, -0.46132, 5e-5, 0);
    check_double(net.high, 0.74685, 5e-5, 0);
    assert_int_equal(stats_net(7, 3, 10, z, &net), STATS_OK);
    assert_true(stats_wilson(7, 10, z, &wilson));
    check_double(net.low, 2 * wilson.low - 1, 1e-12, 0);
    check_double(net.high, 2 * wilson.high - 1, 1e-12, 0);
    assert_int_equal(stats_net(5, 0, 5, z, &net), STATS_OK);
    assert_true(net.low > 0 && net.low < 0.5 && fabs(net.high - 1) < 1e-12);
    assert_int_equal(stats_net(0, 0, 5, z, &net), STATS_OK);
    assert_true(net.low > -1 && net.low < 0 && fabs(net.low + net.high) < 1e-12);
    assert_int_equal(stats_net(0, 0, 0, z, &net), STATS_NO_DATA);
    assert_int_equal(stats_net(3, 2, 4, z, &net), STATS_DATA_ERROR);
    assert_int_equal(stats_net(1, 1, 4, 0, &net), STATS_DATA_ERROR);
    uint64_t random = 7;
    for (int i = 0; i < 500; i++) {
        struct stats_count up = random_count(&random);
        uint64_t down = (up.n - up.x) / 3;
        assert_int_equal(stats_net(up.x, down, up.n, z, &net), STATS_OK);
        double share = ((double)up.x - (double)down) / (double)up.n;
        check_within(share, net.low - 1e-12, net.high + 1e-12);
        check_within(net.low, -1, 1);
        check_within(net.high, -1, 1);
    }
}

/* P(B > A) for small counts by the closed sum (Evan Miller): sum over i < xB + 1 of
 * B(aA + i, bA + bB) / ((bB + i) B(1 + i, bB) B(aA, bA)). */
static double log_beta(double a, double b)
{
    return lgamma(a) + lgamma(b) - lgamma(a + b);
}

static double closed_sum(struct stats_count a, struct stats_count b)
{
    double aa = (double)a.x + 1, ba = (double)(a.n - a.x) + 1, bb = (double)(b.n - b.x) + 1;
    double sum = 0;
    for (double i = 0; i <= (double)b.x; i++) {
        sum +=
            exp(log_beta(aa + i, ba + bb) - log(bb + i) - log_beta(1 + i, bb) - log_beta(aa, ba));
    }
    return sum;
}

static void test_bayes_by_the_sum(void **state)
{
    (void)state;
    static const struct stats_count arms[] = {{0, 1},   {1, 1},   {0, 50},   {3, 40},
                                              {40, 40}, {25, 70}, {6, 9000}, {200, 1000}};
    for (size_t i = 0; i < ARRAY_COUNT(arms); i++) {
        for (size_t j = 0; j < ARRAY_COUNT(arms); j++) {
            struct stats_bayes bayes;
            stats_bayes(arms[i], arms[j], &bayes);
            check_double(bayes.b_better, closed_sum(arms[i], arms[j]), 1e-11, 1e-9);
        }
    }
}

static void test_billions(void **state)
{
    (void)state;
    struct stats_count a = {UINT64_C(4000000), UINT64_C(1000000000)};
    struct stats_count b = {UINT64_C(4003000), UINT64_C(1000000000)};
    struct stats_bayes bayes;
    struct stats_pooled pooled;
    double p;
    stats_bayes(a, b, &bayes);
    stats_pooled(a, b, &pooled);
    /* Nothing but the normal limit is left: skewness makes 1e-5. */
    check_double(bayes.b_better, stats_normal_lower(pooled.z), 2e-5, 0);
    stats_fisher(a, b, &p);
    check_double(p, pooled.p, 1e-3, 0);
    /* 5e9 times 5e9 does not fit into 64 bits. */
    a = (struct stats_count){UINT64_C(2500000000), UINT64_C(5000000000)};
    b = (struct stats_count){UINT64_C(2500100000), UINT64_C(5000000000)};
    stats_pooled(a, b, &pooled);
    check_double(pooled.z, 2.0, 0, 1e-6);
    stats_fisher(a, b, &p);
    check_double(p, pooled.p, 1e-5, 0);
    /* Beyond what Fisher's test walks through. */
    a = b = (struct stats_count){UINT64_C(3990000000000), UINT64_C(7980000000000)};
    b.x += 2000000;
    assert_int_equal(stats_fisher(a, b, &p), STATS_OK);
    stats_pooled(a, b, &pooled);
    check_double(p, pooled.p, 1e-5, 0);
}

/* A null rate is the likelihood's peak: nearby rates are worse. */
static void test_null_rate(void **state)
{
    (void)state;
    uint64_t seed = 99;
    for (int i = 0; i < 500; i++) {
        struct stats_count a = random_count(&seed), b = random_count(&seed);
        if (a.n > 2000 || b.n > 2000) {
            continue;
        }
        double delta = (double)(next_random(&seed) % 1999) / 1000 - 0.999;
        double low = fmax(0, -delta), high = fmin(1, 1 - delta);
        double p = stats_score_null_rate(a, b, delta);
        check_within(p, low, high);
        double best = -(double)INFINITY, at = -1;
        for (int k = 1; k < 400; k++) {
            double q = low + (high - low) * k / 400;
            double value = (double)a.x * log(q) + (double)(a.n - a.x) * log1p(-q) +
                           (double)b.x * log(q + delta) + (double)(b.n - b.x) * log1p(-q - delta);
            if (value > best) {
                best = value;
                at = q;
            }
        }
        check_double(p, at, (high - low) / 400 + 1e-9, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(net_shares),         cmocka_unit_test(test_intervals_hold_and_agree),
        cmocka_unit_test(test_swapping_arms), cmocka_unit_test(test_monotonous),
        cmocka_unit_test(test_gate),          cmocka_unit_test(test_nobody_and_everybody),
        cmocka_unit_test(test_published),     cmocka_unit_test(test_bayes_by_the_sum),
        cmocka_unit_test(test_billions),      cmocka_unit_test(test_null_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
