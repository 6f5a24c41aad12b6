/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "base/arena.h"
#include "model/census.h"
#include "model/joiner.h"
#include "model/ruling.h"

/* A campaign of a test: blocks of single days, added as a dim of a source each. */
struct campaign {
    struct arena *arena;
    struct census *census;
    struct joiner *joiner;
    struct {
        enum source source;
        struct currency currency;
        int32_t number;
        struct block block;
    } dims[16];
    size_t count;
};

static void campaign_open(struct campaign *campaign)
{
    memset(campaign, 0, sizeof *campaign);
    campaign->arena = arena_new();
    campaign->census = census_new(campaign->arena);
    campaign->joiner = joiner_new(campaign->arena);
    assert_non_null(campaign->census);
    assert_non_null(campaign->joiner);
}

static void campaign_close(struct campaign *campaign)
{
    census_free(campaign->census);
    joiner_free(campaign->joiner);
    arena_free(campaign->arena);
}

/* A dim that knows `id` as `value` on days first … last (all in one block; DAY_NONE: undated). */
static void knows(struct campaign *campaign, size_t dim, enum source source, enum counter id,
                  int32_t first, int32_t last, int64_t value)
{
    if (dim >= campaign->count) {
        campaign->count = dim + 1;
    }
    campaign->dims[dim].source = source;
    campaign->dims[dim].number = block_of_day(first);
    for (int32_t day = first;; day++) {
        struct tally tally;
        block_get(&campaign->dims[dim].block, block_index(day), &tally);
        tally_set(&tally, id, value);
        block_set(&campaign->dims[dim].block, block_index(day), &tally);
        if (day == last) {
            break;
        }
    }
}

static void money(struct campaign *campaign, size_t dim, const char *code)
{
    memcpy(campaign->dims[dim].currency.code, code, 4);
}

static void rule(struct campaign *campaign, int32_t start, int32_t end, struct ruling *ruling)
{
    for (size_t i = 0; i < campaign->count; i++) {
        assert_true(census_add(campaign->census, campaign->dims[i].source, campaign->dims[i].number,
                               &campaign->dims[i].block));
    }
    census_rule(campaign->census, start, end, ruling);
}

static void sum(struct campaign *campaign, const struct ruling *ruling, struct total *total)
{
    memset(total, 0, sizeof *total);
    joiner_reset(campaign->joiner);
    for (size_t i = 0; i < campaign->count; i++) {
        ruling_add_block(ruling, campaign->dims[i].source, campaign->dims[i].currency,
                         &campaign->dims[i].block, UINT32_MAX, total);
        assert_true(joiner_add(campaign->joiner, campaign->dims[i].source, campaign->dims[i].number,
                               &campaign->dims[i].block, UINT32_MAX));
    }
    joiner_finish(campaign->joiner, ruling, total);
}

static const struct total_slot *slot_of(const struct total *total, enum kpi kpi)
{
    return &total->slot[kpi_slot_of(kpi, RATE_BASE_DELIVERED)];
}

#define DAY 20000 /* index 0 of a block: 20000 = 625 * 32 */

static void days_fall_into_blocks(void **unused)
{
    (void)unused;
    assert_int_equal(block_of_day(0), 0);
    assert_int_equal(block_of_day(31), 0);
    assert_int_equal(block_of_day(32), 1);
    assert_int_equal(block_of_day(-1), -1);
    assert_int_equal(block_of_day(-32), -1);
    assert_int_equal(block_of_day(-33), -2);
    assert_int_equal(block_index(-1), 31);
    assert_int_equal(block_index(DAY), 0);
    assert_int_equal(block_of_day(DAY_NONE), BLOCK_UNDATED);
    assert_int_equal(block_index(DAY_NONE), 0);
    for (int32_t day = -100; day < 100; day++) {
        assert_int_equal(block_first_day(block_of_day(day)) + block_index(day), day);
    }
}

static void ranges_cut_blocks(void **unused)
{
    (void)unused;
    assert_int_equal(block_days_in(0, 0, 31), UINT32_MAX);
    assert_int_equal(block_days_in(0, 3, 5), 0x38);
    assert_int_equal(block_days_in(0, 31, 400), 0x80000000u);
    assert_int_equal(block_days_in(0, -5, 0), 1);
    assert_int_equal(block_days_in(0, 32, 64), 0);
    assert_int_equal(block_days_in(0, 5, 3), 0);
    assert_int_equal(block_days_in(0, DAY_NONE, INT32_MAX), UINT32_MAX);
    assert_int_equal(block_days_in(BLOCK_UNDATED, DAY_NONE, INT32_MAX), 1);
    assert_int_equal(block_days_in(BLOCK_UNDATED, 0, INT32_MAX), 0);
}

static void the_source_with_most_days_rules_and_the_first_of_equals(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    int64_t value;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_SENT, DAY, DAY + 2, 10);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_SENT, DAY, DAY + 4, 11);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_READ, DAY, DAY + 4, 3);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_READ, DAY, DAY + 4, 4);
    rule(&campaign, DAY, DAY + 4, &ruling);
    assert_int_equal(ruling.counter[COUNTER_SENT], SOURCE_DAILY);
    assert_int_equal(ruling.counter[COUNTER_READ], SOURCE_EVENTS);
    assert_int_equal(ruling.counter[COUNTER_CLICKERS], RULING_NONE);
    sum(&campaign, &ruling, &total);
    assert_true(total_get(&total, COUNTER_SENT, &value));
    assert_int_equal(value, 55);
    assert_true(total_get(&total, COUNTER_READ, &value));
    assert_int_equal(value, 15);
    assert_int_equal(census_first_day(campaign.census), DAY);
    assert_int_equal(census_last_day(campaign.census), DAY + 4);
    assert_int_equal(census_last_send(campaign.census), DAY + 4);
    campaign_close(&campaign);
}

static void a_summary_knows_every_day(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_SENT, DAY, DAY + 2, 10);
    knows(&campaign, 1, SOURCE_SUMMARY, COUNTER_SENT, DAY_NONE, DAY_NONE, 31);
    rule(&campaign, DAY, DAY + 2, &ruling); /* three days against three: the events */
    assert_int_equal(ruling.counter[COUNTER_SENT], SOURCE_EVENTS);
    census_rule(campaign.census, DAY, DAY + 3, &ruling);
    assert_int_equal(ruling.counter[COUNTER_SENT], SOURCE_SUMMARY);
    assert_true(census_has_undated(campaign.census));
    campaign_close(&campaign);
}

static void what_is_left_out_of_a_source_it_does_not_know(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    int32_t first = DAY_NONE, last = DAY_NONE;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_ACCOUNT, COUNTER_SENT, DAY, DAY + 4, 10);
    knows(&campaign, 0, SOURCE_ACCOUNT, COUNTER_DELIVERED, DAY, DAY + 4, 9);
    knows(&campaign, 1, SOURCE_EVENTS, COUNTER_SENT, DAY + 8, DAY + 8, 1);
    rule(&campaign, DAY, DAY + 8, &ruling);
    assert_int_equal(ruling.counter[COUNTER_SENT], SOURCE_ACCOUNT);
    census_days(campaign.census, SOURCE_ACCOUNT, &first, &last);
    assert_int_equal(first, DAY);
    assert_int_equal(last, DAY + 4);
    census_leave_out(campaign.census, SOURCE_ACCOUNT, COUNTER_BIT(COUNTER_SENT));
    census_rule(campaign.census, DAY, DAY + 8, &ruling);
    assert_int_equal(ruling.counter[COUNTER_SENT], SOURCE_EVENTS);
    assert_int_equal(ruling.counter[COUNTER_DELIVERED], SOURCE_ACCOUNT);
    assert_int_equal(ruling.coverage[SOURCE_ACCOUNT], COUNTER_BIT(COUNTER_DELIVERED));
    campaign_close(&campaign);
}

static void a_rate_takes_both_counters_from_one_source(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_DELIVERED, DAY, DAY + 9, 100);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_DELIVERED, DAY, DAY + 1, 98);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_CLICKERS, DAY, DAY + 1, 7);
    rule(&campaign, DAY, DAY + 9, &ruling);
    sum(&campaign, &ruling, &total);
    assert_int_equal(total.sum[COUNTER_DELIVERED], 1000);
    assert_int_equal(slot_of(&total, KPI_CTR)->numerator, 14);
    assert_int_equal(slot_of(&total, KPI_CTR)->denominator, 196);
    assert_int_equal(slot_of(&total, KPI_CTR)->levels, TOTAL_LEVEL_REPORT);
    campaign_close(&campaign);
}

static void two_sources_make_a_rate_mixed(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_DELIVERED, DAY, DAY + 3, 100);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_CLICKERS, DAY + 2, DAY + 6, 7);
    rule(&campaign, DAY, DAY + 6, &ruling);
    assert_true(ruling.has_days);
    sum(&campaign, &ruling, &total);
    /* the days that both know: two */
    assert_int_equal(slot_of(&total, KPI_CTR)->numerator, 14);
    assert_int_equal(slot_of(&total, KPI_CTR)->denominator, 200);
    assert_int_equal(slot_of(&total, KPI_CTR)->tallies, 2);
    assert_int_equal(slot_of(&total, KPI_CTR)->levels,
                     TOTAL_LEVEL_MESSAGE | TOTAL_LEVEL_REPORT | TOTAL_LEVEL_JOINED);
    campaign_close(&campaign);
}

static void an_unknown_day_does_not_dilute_a_rate(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_SENT, DAY, DAY + 9, 105);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_DELIVERED, DAY, DAY + 9, 100);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_CLICKERS, DAY, DAY + 4, 20);
    rule(&campaign, DAY, DAY + 9, &ruling);
    sum(&campaign, &ruling, &total);
    assert_int_equal(slot_of(&total, KPI_CTR)->numerator, 100);
    assert_int_equal(slot_of(&total, KPI_CTR)->denominator, 500);
    assert_int_equal(slot_of(&total, KPI_CTR)->sends, 525);
    assert_int_equal(total.sum[COUNTER_SENT], 1050);
    campaign_close(&campaign);
}

static void facts_join_without_making_it_mixed(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_DELIVERED, DAY, DAY + 3, 100);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_REVENUE, DAY, DAY + 1, 50 * MONEY_UNIT);
    knows(&campaign, 2, SOURCE_SUMMARY, COUNTER_COST_PLATFORM, DAY_NONE, DAY_NONE, 30 * MONEY_UNIT);
    money(&campaign, 1, "EUR");
    money(&campaign, 2, "EUR");
    rule(&campaign, DAY, DAY + 3, &ruling);
    sum(&campaign, &ruling, &total);
    const struct total_slot *per_recipient = slot_of(&total, KPI_REVENUE_PER_RECIPIENT);
    assert_int_equal(per_recipient->numerator, 100 * MONEY_UNIT);
    assert_int_equal(per_recipient->denominator, 200);
    assert_int_equal(per_recipient->levels, TOTAL_LEVEL_MESSAGE);
    /* a summary joins as a whole: cost of all of it over all deliveries */
    const struct total_slot *cost = slot_of(&total, KPI_COST_PER_RECIPIENT);
    assert_int_equal(cost->numerator, 30 * MONEY_UNIT);
    assert_int_equal(cost->denominator, 400);
    const struct total_slot *rocs = slot_of(&total, KPI_ROCS);
    assert_int_equal(rocs->numerator, 100 * MONEY_UNIT);
    assert_int_equal(rocs->denominator, 30 * MONEY_UNIT);
    assert_false(total_is_mixed(&total));
    assert_string_equal(total.currency.code, "EUR");
    campaign_close(&campaign);
}

static void cost_parts_of_two_sources_add_up(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    int64_t value;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_DELIVERED, DAY, DAY + 1, 100);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_COST_MESSAGE, DAY, DAY + 1, 7 * MONEY_UNIT);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_COST_ADS, DAY, DAY, 5 * MONEY_UNIT);
    money(&campaign, 0, "EUR");
    money(&campaign, 1, "EUR");
    rule(&campaign, DAY, DAY + 1, &ruling);
    assert_int_equal(ruling.counter[COUNTER_COST], RULING_EACH);
    sum(&campaign, &ruling, &total);
    assert_true(total_get(&total, COUNTER_COST, &value));
    assert_int_equal(value, 19 * MONEY_UNIT);
    const struct total_slot *cost = slot_of(&total, KPI_COST_PER_RECIPIENT);
    assert_int_equal(cost->numerator, 19 * MONEY_UNIT);
    assert_int_equal(cost->denominator, 200);
    assert_int_equal(cost->levels, TOTAL_LEVEL_MESSAGE);
    campaign_close(&campaign);
}

static void money_that_does_not_rule_brings_no_currency(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_REVENUE, DAY, DAY + 5, MONEY_UNIT);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_REVENUE, DAY, DAY, MONEY_UNIT);
    knows(&campaign, 2, SOURCE_EVENTS, COUNTER_REVENUE, DAY, DAY, 0);
    money(&campaign, 0, "EUR");
    money(&campaign, 1, "USD"); /* the events rule */
    money(&campaign, 2, "INR"); /* nothing but zeros */
    rule(&campaign, DAY, DAY + 5, &ruling);
    sum(&campaign, &ruling, &total);
    assert_false(total_is_mixed(&total));
    assert_string_equal(total.currency.code, "EUR");
    knows(&campaign, 2, SOURCE_EVENTS, COUNTER_REVENUE, DAY + 1, DAY + 1, 3);
    sum(&campaign, &ruling, &total);
    assert_true(total_is_mixed(&total));
    campaign_close(&campaign);
}

static void the_days_of_a_campaign_add_up_to_it(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total whole, days, one;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_SENT, DAY, DAY + 20, 50);
    knows(&campaign, 0, SOURCE_EVENTS, COUNTER_DELIVERED, DAY, DAY + 20, 45);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_CLICKERS, DAY + 3, DAY + 12, 9);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_REVENUE, DAY + 3, DAY + 12, 9000);
    money(&campaign, 1, "EUR");
    rule(&campaign, DAY, DAY + 20, &ruling);
    sum(&campaign, &ruling, &whole);
    memset(&days, 0, sizeof days);
    for (int32_t day = DAY; day < DAY + BLOCK_DAYS; day++) {
        memset(&one, 0, sizeof one);
        for (size_t i = 0; i < campaign.count; i++) {
            ruling_add_block(&ruling, campaign.dims[i].source, campaign.dims[i].currency,
                             &campaign.dims[i].block, 1u << block_index(day), &one);
        }
        joiner_finish_day(campaign.joiner, &ruling, day, &one);
        total_add(&days, &one);
    }
    assert_memory_equal(&whole, &days, sizeof whole);
    campaign_close(&campaign);
}

static void huge_amounts_stop_at_the_limit(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_REVENUE, DAY, DAY + 31, INT64_MAX / 4);
    rule(&campaign, DAY, DAY + 31, &ruling);
    sum(&campaign, &ruling, &total);
    assert_true(total.sum[COUNTER_REVENUE] == INT64_MAX);
    campaign_close(&campaign);
}

/* Once over, nobody knows the sum: what is paid back afterwards makes no figure of it. */
static void what_went_over_the_limit_stays_there(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling;
    struct total total;
    int64_t value;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_DELIVERED, DAY, DAY + 3, 10);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_REVENUE, DAY, DAY + 1, INT64_MAX / 4 * 3);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_REVENUE, DAY + 2, DAY + 2, -5000);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_DELIVERED, DAY + 40, DAY + 40, 10);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_REVENUE, DAY + 40, DAY + 40, -7000);
    rule(&campaign, DAY, DAY + 40, &ruling);
    sum(&campaign, &ruling, &total);
    assert_true(total_is_over(&total, COUNTER_REVENUE));
    assert_false(total_get(&total, COUNTER_REVENUE, &value));
    int slot = kpi_slot_of(KPI_REVENUE_PER_RECIPIENT, RATE_BASE_DELIVERED);
    assert_true(counter_is_over(total.slot[slot].numerator));
    assert_int_equal(total.slot[slot].denominator, 40);
    campaign_close(&campaign);
}

/* All that a campaign has, each dim summed as if its source ruled everything. */
static void sum_single(const struct campaign *campaign, enum source source, struct total *total)
{
    struct ruling single;
    ruling_single(&single, source);
    memset(total, 0, sizeof *total);
    for (size_t i = 0; i < campaign->count; i++) {
        ruling_add_block(&single, source, campaign->dims[i].currency, &campaign->dims[i].block,
                         UINT32_MAX, total);
    }
}

static void the_total_of_one_source_tells_its_ruling(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling ruling, told;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_SENT, DAY, DAY + 9, 50);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_DELIVERED, DAY, DAY + 9, 0);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_DELIVERED, DAY + 3, DAY + 4, 9);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_READ, DAY + 3, DAY + 4, 7);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_COST_MESSAGE, DAY + 3, DAY + 4, 9000);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_SENT, DAY + 4, DAY + 4, 9);
    rule(&campaign, DAY, DAY + 9, &ruling);
    sum_single(&campaign, SOURCE_DAILY, &total);
    assert_true(ruling_of_total(&told, SOURCE_DAILY, &total));
    assert_memory_equal(&told, &ruling, sizeof told);
    campaign_close(&campaign);
}

/* Replies and sends are in different tallies of one source: the days of the campaign join them. */
static void a_total_does_not_tell_what_is_joined_by_day(void **unused)
{
    (void)unused;
    struct campaign campaign;
    struct ruling told;
    struct total total;
    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_SENT, DAY, DAY, 50);
    knows(&campaign, 0, SOURCE_DAILY, COUNTER_DELIVERED, DAY, DAY, 40);
    knows(&campaign, 1, SOURCE_DAILY, COUNTER_REPLIERS, DAY, DAY, 4);
    sum_single(&campaign, SOURCE_DAILY, &total);
    assert_false(ruling_of_total(&told, SOURCE_DAILY, &total));
    campaign_close(&campaign);

    campaign_open(&campaign);
    knows(&campaign, 0, SOURCE_FACTS, COUNTER_ORDERS, DAY, DAY, 50);
    knows(&campaign, 0, SOURCE_FACTS, COUNTER_REVENUE, DAY, DAY, 40);
    knows(&campaign, 0, SOURCE_FACTS, COUNTER_CONVERSIONS, DAY, DAY, 50);
    sum_single(&campaign, SOURCE_FACTS, &total);
    assert_false(ruling_of_total(&told, SOURCE_FACTS, &total));
    campaign_close(&campaign);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_fall_into_blocks),
        cmocka_unit_test(ranges_cut_blocks),
        cmocka_unit_test(the_source_with_most_days_rules_and_the_first_of_equals),
        cmocka_unit_test(a_summary_knows_every_day),
        cmocka_unit_test(what_is_left_out_of_a_source_it_does_not_know),
        cmocka_unit_test(a_rate_takes_both_counters_from_one_source),
        cmocka_unit_test(two_sources_make_a_rate_mixed),
        cmocka_unit_test(an_unknown_day_does_not_dilute_a_rate),
        cmocka_unit_test(facts_join_without_making_it_mixed),
        cmocka_unit_test(cost_parts_of_two_sources_add_up),
        cmocka_unit_test(money_that_does_not_rule_brings_no_currency),
        cmocka_unit_test(the_days_of_a_campaign_add_up_to_it),
        cmocka_unit_test(huge_amounts_stop_at_the_limit),
        cmocka_unit_test(what_went_over_the_limit_stays_there),
        cmocka_unit_test(the_total_of_one_source_tells_its_ruling),
        cmocka_unit_test(a_total_does_not_tell_what_is_joined_by_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
