/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders, clicks and feedback in a store: what they belong to, and what is known when. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpi/kpi_eval.h"
#include "lib/store_fixture.h"
#include "model/attribution.h"
#include "store/query_touches.h"

#define HOUR 3600
#define DAY  86400

/* 2026-09-01T12:00:00Z */
#define NOON INT64_C(1788264000)

static void add_message(struct batch *batch, const char *campaign, const char *variant,
                        uint64_t key, uint64_t recipient, int64_t sent)
{
    struct attrs attrs = fixture_attrs(campaign, SOURCE_EVENTS, FIXTURE_WEBHOOK);
    attrs.value[ATTR_VARIANT] = variant;
    struct message *message = batch_message(batch, key, batch_attrs(batch, &attrs));
    message->recipient = recipient;
    message->at[MESSAGE_SENT] = sent;
    message->at[MESSAGE_DELIVERED] = sent + 5;
}

static struct order *add_order(struct batch *batch, uint64_t key, int64_t at, int64_t amount)
{
    struct order *order = batch_order(batch, key);
    order->link.at = at;
    order->amount = amount * MONEY_UNIT;
    memcpy(order->currency.code, "EUR", 4);
    return order;
}

static int64_t take(struct fixture *fixture, struct batch *batch)
{
    int64_t id = fixture_import(fixture, "some", batch, TIME_NONE);
    batch_clear(batch);
    return id;
}

static void undo(struct fixture *fixture, int64_t id)
{
    struct err err = ERR_INIT;
    check_ok(ledger_undo(fixture->store, id, NULL, &err), &err);
}

/* Alpha on the 1st to persons 1 … 4 (variants A and B), Beta on the 3rd to persons 1 and 2. */
static int64_t send_two(struct fixture *fixture, struct batch *batch)
{
    for (uint64_t i = 1; i <= 4; i++) {
        add_message(batch, "Alpha", i % 2 ? "A" : "B", i, i, NOON);
    }
    add_message(batch, "Beta", NULL, 11, 1, NOON + 2 * DAY);
    add_message(batch, "Beta", NULL, 12, 2, NOON + 2 * DAY);
    return take(fixture, batch);
}

static int64_t joined(struct fixture *fixture, enum touch_by by)
{
    struct err err = ERR_INIT;
    struct touch_summary summary;
    struct arena *arena = arena_new();
    check_ok(query_touches(fixture->store, arena, TOUCH_FACT_ORDERS, &summary, &err), &err);
    arena_free(arena);
    return summary.by[by];
}

static void the_last_message_inside_the_window_gets_the_order(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char digest[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    add_order(batch, 1, NOON + 3 * DAY, 100)->link.recipient = 1; /* Beta was the last */
    add_order(batch, 2, NOON + 1 * DAY, 50)->link.recipient = 1;  /* Beta was not sent yet */
    add_order(batch, 3, NOON + 5 * DAY, 30)->link.recipient = 3;  /* on the edge */
    add_order(batch, 4, NOON + 5 * DAY + 1, 7)->link.recipient = 3;
    add_order(batch, 5, NOON - 1, 7)->link.recipient = 3;
    add_order(batch, 6, NOON + DAY, 7)->link.recipient = 9;
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_ORDERS), 1);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_REVENUE), 100 * MONEY_UNIT);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), 2);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_CONVERSIONS), 2);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_REVENUE), 80 * MONEY_UNIT);
    assert_int_equal(joined(&fixture, TOUCH_RECIPIENT), 3);
    assert_int_equal(joined(&fixture, TOUCH_NONE), 3);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static void a_message_beats_a_coupon_beats_utm_beats_the_person(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char digest[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    struct order *all = add_order(batch, 1, NOON + 3 * DAY, 1);
    all->link.message = 4;
    all->link.coupon = attribution_code("beta");
    all->link.recipient = 1;
    struct order *coupon = add_order(batch, 2, NOON + 3 * DAY, 2);
    coupon->link.coupon = attribution_code("AL-PHA");
    coupon->link.utm = attribution_code("beta");
    coupon->link.recipient = 1;
    struct order *utm = add_order(batch, 3, NOON + 3 * DAY, 4);
    utm->link.coupon = attribution_code("nobody");
    utm->link.utm = attribution_code("Alpha");
    utm->link.recipient = 9;
    struct order *old = add_order(batch, 4, NOON + 9 * DAY, 8); /* Beta's last day is over */
    old->link.coupon = attribution_code("beta");
    take(&fixture, batch);
    assert_int_equal(joined(&fixture, TOUCH_MESSAGE), 1);
    assert_int_equal(joined(&fixture, TOUCH_COUPON), 1);
    assert_int_equal(joined(&fixture, TOUCH_UTM), 1);
    assert_int_equal(joined(&fixture, TOUCH_NONE), 1);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_REVENUE), 7 * MONEY_UNIT);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static void what_names_only_a_campaign_counts_for_no_part_of_it(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    add_order(batch, 1, NOON + DAY, 10)->link.recipient = 1;
    add_order(batch, 2, NOON + DAY, 20)->link.coupon = attribution_code("alpha");
    take(&fixture, batch);
    struct arena *arena = arena_new();
    struct part_total *parts;
    size_t count;
    check_ok(query_parts(fixture.store, arena, campaign_number("Alpha"), ATTR_VARIANT, DAY_NONE,
                         INT32_MAX, &parts, &count, &err),
             &err);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        int64_t revenue = -1;
        bool a = parts[i].value && strcmp(parts[i].value, "A") == 0;
        bool b = parts[i].value && strcmp(parts[i].value, "B") == 0;
        assert_true(total_get(&parts[i].total, COUNTER_REVENUE, &revenue));
        assert_int_equal(revenue, a ? 10 * MONEY_UNIT : b ? 0 : 20 * MONEY_UNIT);
    }
    arena_free(arena);
    batch_free(batch);
    fixture_close(&fixture);
}

static void refunds_lower_revenue_and_cancelled_orders_do_not_count(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char digest[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    add_order(batch, 1, NOON + HOUR, 100)->link.recipient = 1;
    add_order(batch, 2, NOON + HOUR, 50)->link.recipient = 2;
    struct order *cod = add_order(batch, 3, NOON + HOUR, 30);
    cod->link.recipient = 3;
    cod->cod = cod->returned = ORDER_FLAG_YES;
    struct order *fresh = add_order(batch, 4, NOON + HOUR, 20);
    fresh->link.recipient = 4;
    fresh->cod = fresh->returned = ORDER_FLAG_NO;
    fresh->new_customer = ORDER_FLAG_YES;
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), 4);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_REVENUE), 170 * MONEY_UNIT);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_COD_ORDERS), 1);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_RTO_ORDERS), 1);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_NEW_CUSTOMERS), 1);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_LEADS), -1);
    /* A later export: one order was cancelled, of another a part was paid back. */
    struct order *refunded = add_order(batch, 1, NOON + HOUR, 100);
    refunded->link.recipient = 1;
    refunded->refund = 25 * MONEY_UNIT;
    struct order *gone = add_order(batch, 2, NOON + HOUR, 50);
    gone->link.recipient = 2;
    gone->state = ORDER_STATE_VOID;
    int64_t later = take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), 3);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_REVENUE), 95 * MONEY_UNIT);
    undo(&fixture, later);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), 4);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_REVENUE), 170 * MONEY_UNIT);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static void messages_that_come_later_take_their_orders(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char before[33], after[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    add_order(batch, 1, NOON + 3 * DAY, 100)->link.recipient = 1;
    add_order(batch, 2, NOON + 3 * DAY, 10)->link.coupon = attribution_code("gamma");
    take(&fixture, batch);
    assert_int_equal(joined(&fixture, TOUCH_NONE), 2);
    send_two(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_REVENUE), 100 * MONEY_UNIT);
    fixture_digest(&fixture, before);
    add_message(batch, "Gamma", NULL, 21, 1, NOON + 2 * DAY + HOUR);
    int64_t gamma = take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_REVENUE), -1);
    assert_int_equal(fixture_counter(&fixture, "Gamma", COUNTER_REVENUE), 110 * MONEY_UNIT);
    fixture_digest(&fixture, after);
    undo(&fixture, gamma);
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    batch_free(batch);
    fixture_close(&fixture);
}

/* A day whose whole window lies in what the files speak of knows 0; others know nothing. */
static void days_are_known_where_files_speak_of_their_window(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char digest[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    add_order(batch, 1, NOON, 1);
    add_order(batch, 2, NOON + 5 * DAY, 1);
    int64_t first = take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), 0);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_REVENUE), 0);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_ORDERS), -1);
    /* The next file goes on where this one ends. */
    add_order(batch, 3, NOON + 6 * DAY, 1);
    add_order(batch, 4, NOON + 7 * DAY, 1);
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_ORDERS), 0);
    undo(&fixture, first);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), -1);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_ORDERS), -1);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static struct kpi_value kpi_of(struct fixture *fixture, const char *campaign, enum kpi id)
{
    struct err err = ERR_INIT;
    struct campaign_row row;
    struct arena *arena = arena_new();
    check_ok(query_campaign(fixture->store, arena, campaign_number(campaign), DAY_NONE, INT32_MAX,
                            &row, &err),
             &err);
    struct kpi_options options = {.base = RATE_BASE_DELIVERED, .receipts_off = 0.175};
    struct kpi_value value = kpi_eval(id, &row.total, &options);
    arena_free(arena);
    return value;
}

static void clicks_are_counted_once_a_message_and_mix_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char digest[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    for (uint64_t i = 1; i <= 4; i++) {
        struct click *click = batch_click(batch, i);
        click->link.at = NOON + (int64_t)i * HOUR;
        click->link.message = i < 3 ? 1 : 0;
        click->link.recipient = i == 3 ? 2 : 0;
        click->link.campaign = i == 4 ? attribution_code("Alpha") : 0;
    }
    int64_t clicks = take(&fixture, batch);
    add_order(batch, 1, NOON + HOUR, 5)->link.recipient = 1;
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_CLICKS), 4);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_CLICKERS), 2);
    struct kpi_value ctr = kpi_of(&fixture, "Alpha", KPI_CTR);
    assert_true(ctr.has_value);
    assert_int_equal(ctr.numerator, 2);
    assert_int_equal(ctr.denominator, 4);
    assert_int_equal(ctr.source, KPI_SOURCE_MESSAGE);
    struct kpi_value converted = kpi_of(&fixture, "Alpha", KPI_CLICK_TO_CONVERSION_RATE);
    assert_int_equal(converted.numerator, 1);
    assert_int_equal(converted.denominator, 2);
    assert_int_equal(kpi_of(&fixture, "Alpha", KPI_CONVERSION_RATE).source, KPI_SOURCE_MESSAGE);
    fixture_digest(&fixture, digest);
    undo(&fixture, clicks);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_CLICKERS), -1);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static void money_of_two_currencies_is_not_added(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    add_order(batch, 1, NOON + HOUR, 5)->link.recipient = 1;
    struct order *dollars = add_order(batch, 2, NOON + HOUR, 5);
    dollars->link.recipient = 2;
    memcpy(dollars->currency.code, "USD", 4);
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), 2);
    assert_int_equal(kpi_of(&fixture, "Alpha", KPI_AOV).reason, KPI_REASON_MIXED_CURRENCY);
    batch_free(batch);
    fixture_close(&fixture);
}

static void the_rest_is_explained(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct touch_summary summary;
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    add_order(batch, 1, NOON + HOUR, 5)->link.recipient = 9;
    struct order *stray = add_order(batch, 2, NOON + HOUR, 5);
    stray->coupon = "VIP10";
    stray->link.coupon = attribution_code(stray->coupon);
    add_order(batch, 3, NOON + HOUR, 5);
    add_order(batch, 4, NOON + HOUR, 5)->state = ORDER_STATE_VOID;
    add_order(batch, 5, NOON + HOUR, 5)->link.recipient = 1;
    take(&fixture, batch);
    struct arena *arena = arena_new();
    check_ok(query_touches(fixture.store, arena, TOUCH_FACT_ORDERS, &summary, &err), &err);
    assert_int_equal(summary.all, 5);
    assert_int_equal(summary.by[TOUCH_RECIPIENT], 1);
    assert_int_equal(summary.by[TOUCH_NONE], 4);
    assert_int_equal(summary.person, 1);
    assert_int_equal(summary.named, 1);
    assert_int_equal(summary.nobody, 1);
    assert_int_equal(summary.uncounted, 1);
    assert_int_equal(summary.stray_count, 1);
    assert_string_equal(summary.strays[0].name, "VIP10");
    arena_free(arena);
    batch_free(batch);
    fixture_close(&fixture);
}

static struct rate *add_rate(struct batch *batch, const char *market, int32_t since, int64_t price)
{
    struct rate *rate = batch_rate(batch);
    *rate = (struct rate){{"EUR"}, market, "marketing", since, price};
    return rate;
}

/* To India on two days, where the price changes; the second time before the messages come. */
static void prices_count_whenever_they_come(void **unused)
{
    (void)unused;
    char digests[2][33], bare[33], undone[33];
    for (int first = 0; first < 2; first++) {
        struct fixture fixture;
        int64_t rates = 0;
        fixture_open(&fixture, NULL);
        struct batch *batch = batch_new();
        for (int step = 0; step < 2; step++) {
            if (step == first) {
                for (uint64_t i = 1; i <= 3; i++) {
                    add_message(batch, "Alpha", i % 2 ? "A" : "B", i, i, NOON + (i == 3 ? DAY : 0));
                }
                for (size_t i = 0; i < batch->attrs.count; i++) {
                    struct attrs *attrs = VEC_AT(&batch->attrs, struct attrs, i);
                    attrs->value[ATTR_COUNTRY] = "IN";
                    attrs->value[ATTR_CATEGORY] = "marketing";
                }
                take(&fixture, batch);
                fixture_digest(&fixture, bare);
            } else {
                int32_t day = civil_to_day(2026, 9, 1);
                add_rate(batch, "IN", day - 40, 10000);
                add_rate(batch, "IN", day + 1, 30000);
                add_rate(batch, "Other", day + 1, 90000);
                rates = take(&fixture, batch);
            }
        }
        assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_COST_MESSAGE), 50000);
        struct kpi_value each = kpi_of(&fixture, "Alpha", KPI_COST_PER_RECIPIENT);
        assert_true(each.has_value && each.estimated);
        fixture_digest(&fixture, digests[first]);
        undo(&fixture, rates);
        assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_COST_MESSAGE), -1);
        fixture_digest(&fixture, undone);
        if (first == 0) {
            assert_string_equal(bare, undone);
        }
        batch_free(batch);
        fixture_close(&fixture);
    }
    assert_string_equal(digests[0], digests[1]);
}

/* 12 EUR a month: 4 messages of Alpha and 2 of Beta share them. */
static void a_monthly_fee_is_shared_by_what_was_sent(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    char digest[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    int64_t two = send_two(&fixture, batch);
    check_ok(
        store_configure(fixture.store, STORE_SETTING_COST_PLATFORM, "12 EUR per month", NULL, &err),
        &err);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_COST_PLATFORM), 8 * MONEY_UNIT);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_COST_PLATFORM), 4 * MONEY_UNIT);
    add_message(batch, "Gamma", NULL, 21, 1, NOON + 3 * DAY);
    add_message(batch, "Gamma", NULL, 22, 1, NOON + 30 * DAY); /* alone in its month */
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Gamma", COUNTER_COST_PLATFORM),
                     12 * MONEY_UNIT / 7 + 12 * MONEY_UNIT);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_COST_PLATFORM),
                     12 * MONEY_UNIT * 4 / 7);
    fixture_digest(&fixture, digest);
    undo(&fixture, two);
    assert_int_equal(fixture_counter(&fixture, "Gamma", COUNTER_COST_PLATFORM), 24 * MONEY_UNIT);
    fixture_digest(&fixture, digest);
    assert_false(store_configure(fixture.store, STORE_SETTING_COST_PLATFORM, "12 EUR", NULL, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    batch_free(batch);
    fixture_close(&fixture);
}

static void add_stop(struct batch *batch, uint64_t recipient)
{
    *batch_person(batch) =
        (struct person_event){70 + recipient, recipient, NOON + HOUR, PERSON_STOP};
}

/* Opt-outs, orders and clicks of a person stay where they are counted, and come no second time. */
static void who_is_forgotten_leaves_the_figures(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct store_forgotten result;
    char digest[33];
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    const uint64_t people[] = {1, 3, 99};
    int64_t orders = 0;
    for (int step = 0; step < 2; step++) {
        send_two(&fixture, batch);
        add_stop(batch, 1);
        add_stop(batch, 2);
        take(&fixture, batch);
        add_order(batch, 1, NOON + 3 * DAY, 100)->link.recipient = 1;
        add_order(batch, 2, NOON + DAY, 50)->link.recipient = 3;
        orders = take(&fixture, batch);
        assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_OPTOUTS), 2);
        assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_REVENUE), 50 * MONEY_UNIT);
        assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_REVENUE), 100 * MONEY_UNIT);
        fixture_digest(&fixture, digest);
        if (step == 0) {
            check_ok(store_forget(fixture.store, people, 3, &result, NULL, &err), &err);
            assert_int_equal(result.people, 3);
            assert_int_equal(result.known, 2);
            assert_int_equal(result.messages, 3);
        }
    }
    undo(&fixture, orders);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_REVENUE), 100 * MONEY_UNIT);
    /* What is new of them is nobody's. */
    add_order(batch, 9, NOON + 3 * DAY, 7)->link.recipient = 1;
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Beta", COUNTER_REVENUE), 100 * MONEY_UNIT);
    assert_int_equal(joined(&fixture, TOUCH_NONE), 1);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

/* A store of version 1 is brought up to date when it is opened by somebody who may write. */
static void an_older_store_is_brought_up_to_date(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    char command[2000], digest[33], after[33];
    if (system("command -v sqlite3 >/dev/null") != 0) {
        print_message("sqlite3 is not installed\n");
        skip();
    }
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    send_two(&fixture, batch);
    fixture_digest(&fixture, digest);
    fixture_close(&fixture);
    snprintf(command, sizeof command,
             "sqlite3 '%s' 'DROP TABLE orders; DROP TABLE clicks; DROP TABLE feedback;"
             " DROP TABLE touch_range; DROP TABLE touch_several; DROP TABLE touch_match;"
             " DROP TABLE assignment; DROP TABLE followed; DROP TABLE notice;"
             " DROP TABLE correction; DROP TABLE campaign_edit; DROP TABLE target;"
             " DROP TABLE exclusion; DROP TABLE excluded; DROP TABLE excluded_total;"
             " DROP TABLE merging; DROP TABLE merged;"
             " CREATE TABLE feedback (id INTEGER PRIMARY KEY, import INTEGER NOT NULL) STRICT;"
             " UPDATE setting SET value = \"1-0\" WHERE name = \"derived\";"
             " UPDATE campaign_total SET ruling = x'\\''01'\\'';"
             " PRAGMA user_version = 1'",
             fixture.path);
    assert_int_equal(system(command), 0);
    struct store_options options = {
        .path = fixture.path, .read_only = true, .clock = &fixture.clock};
    assert_null(store_open(&options, &err));
    assert_int_equal(err.code, ERR_READ_ONLY);
    fixture_reopen(&fixture);
    fixture_digest(&fixture, after);
    assert_string_equal(digest, after);
    add_order(batch, 1, NOON + HOUR, 5)->link.recipient = 1;
    take(&fixture, batch);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_ORDERS), 1);
    batch_free(batch);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_message_inside_the_window_gets_the_order),
        cmocka_unit_test(a_message_beats_a_coupon_beats_utm_beats_the_person),
        cmocka_unit_test(what_names_only_a_campaign_counts_for_no_part_of_it),
        cmocka_unit_test(refunds_lower_revenue_and_cancelled_orders_do_not_count),
        cmocka_unit_test(messages_that_come_later_take_their_orders),
        cmocka_unit_test(days_are_known_where_files_speak_of_their_window),
        cmocka_unit_test(clicks_are_counted_once_a_message_and_mix_nothing),
        cmocka_unit_test(money_of_two_currencies_is_not_added),
        cmocka_unit_test(the_rest_is_explained),
        cmocka_unit_test(prices_count_whenever_they_come),
        cmocka_unit_test(who_is_forgotten_leaves_the_figures),
        cmocka_unit_test(a_monthly_fee_is_shared_by_what_was_sent),
        cmocka_unit_test(an_older_store_is_brought_up_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
