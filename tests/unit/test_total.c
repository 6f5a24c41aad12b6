/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "model/total.h"

static const struct currency none = {""}, usd = {"USD"}, eur = {"EUR"}, unnamed = {"XXX"};

static void known(const struct total *total, enum counter id, int64_t want)
{
    int64_t value = -1;
    assert_true(total_get(total, id, &value));
    assert_true(value == want);
}

static void unknown(const struct total *total, enum counter id)
{
    int64_t value = -77;
    assert_false(total_get(total, id, &value));
    assert_true(value == -77);
}

/* Money of a currency and nothing else. */
static struct tally revenue(int64_t amount)
{
    struct tally tally = {0};
    tally_set(&tally, COUNTER_REVENUE, amount);
    return tally;
}

static void test_tally(void **state)
{
    (void)state;
    struct tally tally = {0};
    int64_t value = 9;
    assert_false(tally_get(&tally, COUNTER_SENT, &value));
    assert_false(tally_get(&tally, COUNTER_COST, &value));
    assert_true(value == 9);
    tally_set(&tally, COUNTER_SENT, 0);
    assert_true(tally_get(&tally, COUNTER_SENT, &value) && value == 0);
    tally_set(&tally, COUNTER_COST, 5);
    assert_false(tally_get(&tally, COUNTER_COST, &value));
    assert_int_equal(tally_known(&tally), COUNTER_BIT(COUNTER_SENT));

    tally_set(&tally, COUNTER_COST_ADS, 300);
    assert_true(tally_get(&tally, COUNTER_COST, &value) && value == 300);
    tally_set(&tally, COUNTER_COST_MESSAGE, 20);
    assert_true(tally_get(&tally, COUNTER_COST, &value) && value == 320);
    assert_true(tally_known(&tally) & COUNTER_BIT(COUNTER_COST));
    assert_false(tally_get(&tally, COUNTER_COST_PLATFORM, &value));
}

static void test_tally_add(void **state)
{
    (void)state;
    struct tally a = {0};
    struct tally b = {0};
    tally_set(&a, COUNTER_SENT, 10);
    tally_set(&a, COUNTER_READ, 4);
    tally_set(&b, COUNTER_SENT, 5);
    tally_set(&b, COUNTER_CLICKERS, 2);
    tally_set(&b, COUNTER_REVENUE, INT64_MAX);
    tally_set(&a, COUNTER_REVENUE, 7);
    tally_add(&a, &b);
    int64_t value;
    assert_true(tally_get(&a, COUNTER_SENT, &value) && value == 15);
    assert_true(tally_get(&a, COUNTER_READ, &value) && value == 4);
    assert_true(tally_get(&a, COUNTER_CLICKERS, &value) && value == 2);
    assert_true(tally_get(&a, COUNTER_REVENUE, &value) && value == INT64_MAX);
    assert_false(tally_get(&a, COUNTER_DELIVERED, &value));
}

static void test_money_of_tally(void **state)
{
    (void)state;
    struct tally tally = {0};
    assert_false(tally_has_money(&tally));
    tally_set(&tally, COUNTER_SENT, 10);
    tally_set(&tally, COUNTER_REVENUE, 0);
    assert_false(tally_has_money(&tally));
    tally_set(&tally, COUNTER_COST_ADS, -1);
    assert_true(tally_has_money(&tally));
}

/* A day on which clicks are unknown adds its deliveries to the counter, not to the rate. */
static void test_known_both(void **state)
{
    (void)state;
    struct total total = {0};
    struct tally day = {0};
    tally_set(&day, COUNTER_SENT, 1000);
    tally_set(&day, COUNTER_DELIVERED, 900);
    total_add_tally(&total, &day, SOURCE_DAILY, none);
    tally_set(&day, COUNTER_CLICKERS, 90);
    total_add_tally(&total, &day, SOURCE_DAILY, none);
    known(&total, COUNTER_SENT, 2000);
    known(&total, COUNTER_DELIVERED, 1800);
    known(&total, COUNTER_CLICKERS, 90);
    unknown(&total, COUNTER_READ);
    unknown(&total, COUNTER_COST);
    assert_int_equal(total.tallies, 2);
    assert_int_equal(total.known[COUNTER_CLICKERS], 1);

    const struct total_slot *slot = &total.slot[kpi_slot_of(KPI_CTR, RATE_BASE_DELIVERED)];
    assert_true(slot->numerator == 90 && slot->denominator == 900);
    assert_true(slot->sends == 1000 && slot->tallies == 1);
    slot = &total.slot[kpi_slot_of(KPI_CTR, RATE_BASE_SENT)];
    assert_true(slot->numerator == 90 && slot->denominator == 1000);
    slot = &total.slot[kpi_slot_of(KPI_DELIVERY_RATE, RATE_BASE_DELIVERED)];
    assert_true(slot->numerator == 1800 && slot->denominator == 2000 && slot->tallies == 2);
    slot = &total.slot[kpi_slot_of(KPI_OPEN_RATE, RATE_BASE_DELIVERED)];
    assert_int_equal(slot->tallies, 0);
}

/* The cost of a day is the sum of the parts that the day knows. */
static void test_cost(void **state)
{
    (void)state;
    struct total total = {0};
    struct tally first = {0};
    tally_set(&first, COUNTER_REVENUE, 100);
    tally_set(&first, COUNTER_COST_MESSAGE, 10);
    struct tally second = {0};
    tally_set(&second, COUNTER_REVENUE, 100);
    tally_set(&second, COUNTER_COST_PLATFORM, 5);
    tally_set(&second, COUNTER_COST_ADS, 1);
    struct tally third = {0};
    tally_set(&third, COUNTER_REVENUE, 50);
    total_add_tally(&total, &first, SOURCE_DAILY, usd);
    total_add_tally(&total, &second, SOURCE_DAILY, usd);
    total_add_tally(&total, &third, SOURCE_DAILY, usd);
    known(&total, COUNTER_COST, 16);
    known(&total, COUNTER_REVENUE, 250);
    known(&total, COUNTER_COST_MESSAGE, 10);
    const struct total_slot *slot = &total.slot[kpi_slot_of(KPI_ROCS, RATE_BASE_DELIVERED)];
    assert_true(slot->numerator == 200 && slot->denominator == 16 && slot->tallies == 2);
    assert_true(slot->sends == 0);
}

static void test_levels(void **state)
{
    (void)state;
    struct tally tally = {0};
    tally_set(&tally, COUNTER_SENT, 10);
    tally_set(&tally, COUNTER_DELIVERED, 9);
    int index = kpi_slot_of(KPI_DELIVERY_RATE, RATE_BASE_DELIVERED);
    for (int source = 0; source < SOURCE_COUNT; source++) {
        struct total total = {0};
        total_add_tally(&total, &tally, (enum source)source, none);
        assert_int_equal(total.slot[index].levels, source_is_message((enum source)source)
                                                       ? TOTAL_LEVEL_MESSAGE
                                                       : TOTAL_LEVEL_REPORT);
    }
    struct total a = {0};
    struct total b = {0};
    total_add_tally(&a, &tally, SOURCE_EVENTS, none);
    total_add_tally(&b, &tally, SOURCE_SUMMARY, none);
    b.slot[index].levels |= TOTAL_LEVEL_JOINED;
    total_add(&a, &b);
    assert_int_equal(a.slot[index].levels,
                     TOTAL_LEVEL_MESSAGE | TOTAL_LEVEL_REPORT | TOTAL_LEVEL_JOINED);
}

/* A sum of one slot is that slot of the sum. */
static void test_slot_of_sum(void **state)
{
    (void)state;
    struct total parts[3] = {{.tallies = 0}}, whole = {.tallies = 0}, slot = {.tallies = 0};
    struct total two = {.tallies = 0};
    static const char *const codes[] = {"EUR", "EUR", "USD"};
    int index = kpi_slot_of(KPI_ROCS, RATE_BASE_DELIVERED);
    const int pair[] = {kpi_slot_of(KPI_COST_PER_RECIPIENT, RATE_BASE_DELIVERED), index};
    for (int i = 0; i < 3; i++) {
        struct tally tally = {0};
        struct currency currency = {""};
        memcpy(currency.code, codes[i], 4);
        tally_set(&tally, COUNTER_SENT, 100 + i);
        tally_set(&tally, COUNTER_REVENUE, 5000000 + i);
        tally_set(&tally, COUNTER_COST_MESSAGE, 1000000);
        total_add_tally(&parts[i], &tally, i ? SOURCE_DAILY : SOURCE_EVENTS, currency);
        parts[i].mixed |= i == 1 ? TOTAL_ESTIMATED : 0;
        total_add(&whole, &parts[i]);
        total_add_slot(&slot, &parts[i], index);
        total_add_slots(&two, &parts[i], pair, 2);
        assert_memory_equal(&slot.slot[index], &whole.slot[index], sizeof slot.slot[index]);
        assert_int_equal(slot.sum[COUNTER_SENT], whole.sum[COUNTER_SENT]);
        assert_int_equal(slot.known[COUNTER_SENT], whole.known[COUNTER_SENT]);
        assert_int_equal(slot.tallies, whole.tallies);
        assert_int_equal(slot.mixed, whole.mixed);
        assert_string_equal(slot.currency.code, whole.currency.code);
    }
    assert_true(total_is_mixed(&slot));
    assert_int_equal(slot.slot[index].numerator, 15000003);
    assert_int_equal(slot.known[COUNTER_REVENUE], 0);                /* nothing else is there */
    assert_int_equal(two.sum[COUNTER_SENT], slot.sum[COUNTER_SENT]); /* once, not once a slot */
    assert_int_equal(two.tallies, slot.tallies);
    assert_memory_equal(&two.slot[pair[0]], &whole.slot[pair[0]], sizeof *two.slot);
    assert_memory_equal(&two.slot[pair[1]], &whole.slot[pair[1]], sizeof *two.slot);
}

/* Currency of a total of three tallies, in all six orders, and as totals of totals. */
static void check_currency(const struct currency currency[3], const int64_t amount[3],
                           const char *want, bool mixed)
{
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < ARRAY_COUNT(orders); i++) {
        struct total all = {0};
        struct total pair = {0};
        struct total last = {0};
        for (int j = 0; j < 3; j++) {
            int k = orders[i][j];
            struct tally tally = revenue(amount[k]);
            total_add_tally(&all, &tally, SOURCE_DAILY, currency[k]);
            total_add_tally(j < 2 ? &pair : &last, &tally, SOURCE_DAILY, currency[k]);
        }
        total_add(&last, &pair);
        assert_memory_equal(&all, &last, sizeof all);
        assert_int_equal(total_is_mixed(&all), mixed);
        assert_string_equal(all.currency.code, want);
        if (mixed) {
            unknown(&all, COUNTER_REVENUE);
        } else {
            known(&all, COUNTER_REVENUE, amount[0] + amount[1] + amount[2]);
        }
    }
}

static void test_currencies(void **state)
{
    (void)state;
    /* one currency; none; unnamed amounts among themselves */
    check_currency((const struct currency[]){usd, usd, usd}, (const int64_t[]){1, 2, 3}, "USD",
                   false);
    check_currency((const struct currency[]){none, none, none}, (const int64_t[]){0, 0, 0}, "",
                   false);
    check_currency((const struct currency[]){unnamed, unnamed, none}, (const int64_t[]){4, 5, 0},
                   "XXX", false);
    /* what is zero, or has no currency, goes with any */
    check_currency((const struct currency[]){usd, eur, none}, (const int64_t[]){5, 0, 0}, "USD",
                   false);
    check_currency((const struct currency[]){usd, none, eur}, (const int64_t[]){5, 2, 0}, "USD",
                   false);
    check_currency((const struct currency[]){usd, eur, none}, (const int64_t[]){0, 0, 0}, "",
                   false);
    /* two that are not zero do not add up, nor does an unnamed one with a named one */
    check_currency((const struct currency[]){usd, eur, none}, (const int64_t[]){5, 5, 0}, "", true);
    check_currency((const struct currency[]){usd, unnamed, none}, (const int64_t[]){5, 5, 0}, "",
                   true);
    /* amounts that cancel out were money all the same */
    check_currency((const struct currency[]){eur, eur, usd}, (const int64_t[]){5, -5, 1}, "", true);
}

/* Counts stay known where money is mixed. */
static void test_mixed_counts(void **state)
{
    (void)state;
    struct total total = {0};
    struct tally tally = revenue(5);
    tally_set(&tally, COUNTER_ORDERS, 2);
    total_add_tally(&total, &tally, SOURCE_DAILY, usd);
    total_add_tally(&total, &tally, SOURCE_DAILY, eur);
    assert_true(total_is_mixed(&total));
    known(&total, COUNTER_ORDERS, 4);
    unknown(&total, COUNTER_REVENUE);
}

/* A sum that does not fit is known to be there, and nobody knows what it is; whatever is added. */
static void test_saturation(void **state)
{
    (void)state;
    struct total total = {0};
    struct tally tally = {0};
    int64_t value;
    tally_set(&tally, COUNTER_SENT, INT64_MAX - 1);
    tally_set(&tally, COUNTER_DELIVERED, 5);
    total_add_tally(&total, &tally, SOURCE_DAILY, none);
    known(&total, COUNTER_SENT, INT64_MAX - 1);
    assert_false(total_is_over(&total, COUNTER_SENT));
    total_add_tally(&total, &tally, SOURCE_DAILY, none);
    assert_false(total_get(&total, COUNTER_SENT, &value));
    assert_true(total_is_over(&total, COUNTER_SENT));
    assert_false(total_is_over(&total, COUNTER_READ)); /* unknown */
    known(&total, COUNTER_DELIVERED, 10);
    tally_set(&tally, COUNTER_SENT, -1000);
    total_add_tally(&total, &tally, SOURCE_DAILY, none);
    assert_true(total_is_over(&total, COUNTER_SENT));
    struct total other = total;
    other.known[COUNTER_SENT] = UINT32_MAX;
    total_add(&total, &other);
    assert_true(total_is_over(&total, COUNTER_SENT));
    assert_true(total.known[COUNTER_SENT] == UINT32_MAX);
    assert_true(
        counter_is_over(total.slot[kpi_slot_of(KPI_DELIVERY_RATE, RATE_BASE_SENT)].denominator));
    assert_true(counter_sum(INT64_MIN, INT64_MAX) == INT64_MIN);
}

/* A random tally over few counters, with unknown ones. */
static struct tally random_tally(uint64_t *seed)
{
    static const enum counter counters[] = {COUNTER_SENT,     COUNTER_DELIVERED,    COUNTER_READ,
                                            COUNTER_CLICKERS, COUNTER_REVENUE,      COUNTER_ORDERS,
                                            COUNTER_COST_ADS, COUNTER_COST_MESSAGE, COUNTER_OPTINS};
    struct tally tally = {0};
    for (size_t i = 0; i < ARRAY_COUNT(counters); i++) {
        *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        if (*seed >> 62) {
            tally_set(&tally, counters[i], (int64_t)(*seed >> 40 & 1023));
        }
    }
    return tally;
}

/* Totals of parts add up to the total of the whole, wherever it is cut. */
static void test_parts(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 200; round++) {
        struct tally tallies[8];
        struct total whole = {0};
        for (size_t i = 0; i < ARRAY_COUNT(tallies); i++) {
            tallies[i] = random_tally(&seed);
            total_add_tally(&whole, &tallies[i], SOURCE_ROWS, usd);
        }
        for (size_t cut = 0; cut <= ARRAY_COUNT(tallies); cut++) {
            struct total left = {0};
            struct total right = {0};
            for (size_t i = 0; i < ARRAY_COUNT(tallies); i++) {
                total_add_tally(i < cut ? &left : &right, &tallies[i], SOURCE_ROWS, usd);
            }
            total_add(&right, &left);
            assert_memory_equal(&right, &whole, sizeof whole);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slot_of_sum),  cmocka_unit_test(test_tally),
        cmocka_unit_test(test_tally_add),    cmocka_unit_test(test_money_of_tally),
        cmocka_unit_test(test_known_both),   cmocka_unit_test(test_cost),
        cmocka_unit_test(test_levels),       cmocka_unit_test(test_currencies),
        cmocka_unit_test(test_mixed_counts), cmocka_unit_test(test_saturation),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
