/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_1 ((int64_t)1788220800) /* 2026-09-01T00:00:00Z */
#define HOUR  3600

static struct message *state(struct batch *batch, uint64_t key, const struct attrs *attrs,
                             enum message_status status, int64_t at)
{
    struct message *message = batch_message(batch, key, batch_attrs(batch, attrs));
    assert_non_null(message);
    message->at[status] = at;
    return message;
}

static void a_message_counts_on_the_day_it_was_sent(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Spring", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    fixture_open(&fixture, "Asia/Kolkata");
    /* sent 23:59 in Kolkata, read the next day */
    state(batch, 1, &attrs, MESSAGE_READ, DAY_1 + 20 * HOUR);
    state(batch, 1, &attrs, MESSAGE_SENT, DAY_1 + 18 * HOUR + 29 * 60);
    fixture_import(&fixture, "a", batch, TIME_NONE);

    struct day_total *days;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(query_campaign_days(fixture.store, arena, campaign_number("Spring"), DAY_NONE,
                                 INT32_MAX, &days, &count, NULL, &err),
             &err);
    assert_int_equal(count, 1);
    assert_int_equal(days[0].day, civil_to_day(2026, 9, 1));
    int64_t value;
    assert_true(total_get(&days[0].total, COUNTER_DELIVERED, &value));
    assert_int_equal(value, 1);
    assert_true(total_get(&days[0].total, COUNTER_READ, &value));
    assert_int_equal(value, 1);
    assert_false(total_get(&days[0].total, COUNTER_CLICKERS, &value));
    batch_free(batch);
    arena_free(arena);
    fixture_close(&fixture);
}

static void an_earlier_time_moves_the_message_whole(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Spring", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    fixture_open(&fixture, NULL);
    state(batch, 7, &attrs, MESSAGE_DELIVERED, DAY_1 + 30 * HOUR);
    fixture_import(&fixture, "a", batch, TIME_NONE);
    batch_clear(batch);
    state(batch, 7, &attrs, MESSAGE_SENT, DAY_1);
    fixture_import(&fixture, "b", batch, TIME_NONE);

    struct total total;
    struct err err = ERR_INIT;
    int64_t value;
    int32_t day = civil_to_day(2026, 9, 1);
    check_ok(query_sum(fixture.store, day, day, &total, &err), &err);
    assert_true(total_get(&total, COUNTER_DELIVERED, &value));
    assert_int_equal(value, 1);
    check_ok(query_sum(fixture.store, day + 1, day + 1, &total, &err), &err);
    assert_int_equal(total.tallies, 0);
    char digest[33];
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static void the_same_again_changes_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Spring", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    char before[33], after[33];
    fixture_open(&fixture, NULL);
    for (uint64_t key = 1; key <= 50; key++) {
        state(batch, key, &attrs, MESSAGE_SENT, DAY_1 + (int64_t)key * 60);
        state(batch, key, &attrs, MESSAGE_DELIVERED, DAY_1 + (int64_t)key * 61);
    }
    fixture_import(&fixture, "a", batch, TIME_NONE);
    fixture_digest(&fixture, before);
    fixture_import(&fixture, "b", batch, TIME_NONE);
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    assert_int_equal(fixture_counter(&fixture, "Spring", COUNTER_SENT), 50);
    assert_int_equal(fixture_counter(&fixture, "Spring", COUNTER_CLICKERS), -1);
    batch_free(batch);
    fixture_close(&fixture);
}

static void a_sent_list_attributes_statuses_before_and_after_it(void **unused)
{
    (void)unused;
    char digests[2][33];
    for (int list_first = 0; list_first < 2; list_first++) {
        struct fixture fixture;
        struct batch *log = batch_new(), *list = batch_new();
        struct attrs none = fixture_attrs(NULL, SOURCE_EVENTS, FIXTURE_WEBHOOK);
        none.rank = ATTR_RANK_HINT;
        struct attrs named = fixture_attrs("Diwali", SOURCE_EVENTS, COUNTER_BIT(COUNTER_SENT));
        named.rank = ATTR_RANK_LIST;
        named.value[ATTR_TEMPLATE] = "diwali_v1";
        fixture_open(&fixture, NULL);
        for (uint64_t key = 1; key <= 10; key++) {
            state(log, key, &none, MESSAGE_DELIVERED, DAY_1 + 60);
            state(list, key, &named, MESSAGE_SENT, DAY_1);
        }
        fixture_import(&fixture, "1", list_first ? list : log, TIME_NONE);
        if (!list_first) {
            assert_int_equal(fixture_counter(&fixture, CAMPAIGN_UNATTRIBUTED, COUNTER_SENT), 10);
        }
        int64_t second = fixture_import(&fixture, "2", list_first ? log : list, TIME_NONE);
        assert_int_equal(fixture_counter(&fixture, "Diwali", COUNTER_SENT), 10);
        assert_int_equal(fixture_counter(&fixture, "Diwali", COUNTER_DELIVERED), 10);
        assert_int_equal(fixture_counter(&fixture, CAMPAIGN_UNATTRIBUTED, COUNTER_SENT), -2);
        fixture_digest(&fixture, digests[list_first]);
        struct err err = ERR_INIT;
        check_ok(ledger_undo(fixture.store, second, NULL, &err), &err);
        char digest[33];
        fixture_digest(&fixture, digest);
        assert_int_equal(fixture_counter(&fixture, "Diwali", COUNTER_SENT), list_first ? 10 : -2);
        batch_free(log);
        batch_free(list);
        fixture_close(&fixture);
    }
    assert_string_equal(digests[0], digests[1]);
}

static void person_event(struct batch *batch, uint64_t id, uint64_t recipient, int64_t at,
                         enum person_act act)
{
    struct person_event *event = batch_person(batch);
    assert_non_null(event);
    *event = (struct person_event){id, recipient, at, act};
}

static void an_opt_out_counts_for_the_last_message_inside_the_window(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs first = fixture_attrs("First", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    struct attrs second = fixture_attrs("Second", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    struct err err = ERR_INIT;
    char digest[33];
    fixture_open(&fixture, NULL);
    person_event(batch, 900, 5, DAY_1 + 48 * HOUR, PERSON_STOP);
    fixture_import(&fixture, "stop", batch, TIME_NONE);
    batch_clear(batch);
    state(batch, 1, &first, MESSAGE_SENT, DAY_1)->recipient = 5;
    fixture_import(&fixture, "first", batch, TIME_NONE);
    assert_int_equal(fixture_counter(&fixture, "First", COUNTER_OPTOUTS), 1);
    batch_clear(batch);
    /* a later message before the stop takes it over; one after it does not */
    state(batch, 2, &second, MESSAGE_SENT, DAY_1 + 24 * HOUR)->recipient = 5;
    state(batch, 3, &first, MESSAGE_SENT, DAY_1 + 50 * HOUR)->recipient = 5;
    int64_t import = fixture_import(&fixture, "second", batch, TIME_NONE);
    assert_int_equal(fixture_counter(&fixture, "First", COUNTER_OPTOUTS), 0);
    assert_int_equal(fixture_counter(&fixture, "Second", COUNTER_OPTOUTS), 1);
    fixture_digest(&fixture, digest);
    check_ok(ledger_undo(fixture.store, import, NULL, &err), &err);
    assert_int_equal(fixture_counter(&fixture, "First", COUNTER_OPTOUTS), 1);
    fixture_digest(&fixture, digest);
    check_ok(ledger_undo(fixture.store, 1, NULL, &err), &err);
    assert_int_equal(fixture_counter(&fixture, "First", COUNTER_OPTOUTS), 0);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static void report(struct batch *batch, const struct attrs *attrs, int32_t day, int64_t sent,
                   int64_t delivered, int64_t clickers)
{
    struct report_tally *row = batch_report(batch, batch_attrs(batch, attrs), day);
    assert_non_null(row);
    tally_set(&row->tally, COUNTER_SENT, sent);
    if (delivered >= 0) {
        tally_set(&row->tally, COUNTER_DELIVERED, delivered);
    }
    if (clickers >= 0) {
        tally_set(&row->tally, COUNTER_CLICKERS, clickers);
    }
}

static void the_newer_report_wins_and_unknown_never_replaces_known(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Daily", SOURCE_DAILY, 0);
    struct err err = ERR_INIT;
    char digest[33];
    int32_t day = civil_to_day(2026, 9, 1);
    fixture_open(&fixture, NULL);
    report(batch, &attrs, day, 100, 90, 9);
    int64_t a = fixture_import(&fixture, "a", batch, FIXTURE_NOW - 100);
    batch_clear(batch);
    report(batch, &attrs, day, 110, 95, -1);
    int64_t b = fixture_import(&fixture, "b", batch, FIXTURE_NOW - 50);
    batch_clear(batch);
    report(batch, &attrs, day, 1, 1, 1); /* older than both */
    int64_t c = fixture_import(&fixture, "c", batch, FIXTURE_NOW - 200);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_SENT), 110);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_DELIVERED), 95);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_CLICKERS), 9);
    fixture_digest(&fixture, digest);

    struct arena *arena = arena_new();
    struct import_change *changes;
    size_t count;
    check_ok(ledger_changes(fixture.store, arena, b, &changes, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_string_equal(changes[0].campaign, "Daily");
    assert_int_equal(changes[0].counter, COUNTER_SENT);
    assert_int_equal(changes[0].before, 100);
    assert_int_equal(changes[0].after, 110);
    check_ok(ledger_changes(fixture.store, arena, c, &changes, &count, &err), &err);
    assert_int_equal(count, 0);
    arena_free(arena);

    check_ok(ledger_undo(fixture.store, b, NULL, &err), &err);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_SENT), 100);
    fixture_digest(&fixture, digest);
    check_ok(ledger_undo(fixture.store, a, NULL, &err), &err);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_CLICKERS), 1);
    check_ok(ledger_undo(fixture.store, c, NULL, &err), &err);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_SENT), -2);
    fixture_digest(&fixture, digest);
    assert_false(ledger_undo(fixture.store, c, NULL, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    batch_free(batch);
    fixture_close(&fixture);
}

static void a_corrected_currency_does_not_count_twice(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Daily", SOURCE_DAILY, 0);
    int32_t day = civil_to_day(2026, 9, 1);
    char digest[33];
    fixture_open(&fixture, NULL);
    memcpy(attrs.currency.code, "XXX", 4);
    struct report_tally *row = batch_report(batch, batch_attrs(batch, &attrs), day);
    tally_set(&row->tally, COUNTER_SENT, 100);
    tally_set(&row->tally, COUNTER_REVENUE, 5 * MONEY_UNIT);
    fixture_import(&fixture, "a", batch, FIXTURE_NOW - 100);
    batch_clear(batch);
    memcpy(attrs.currency.code, "EUR", 4);
    row = batch_report(batch, batch_attrs(batch, &attrs), day);
    tally_set(&row->tally, COUNTER_SENT, 100);
    tally_set(&row->tally, COUNTER_REVENUE, 5 * MONEY_UNIT);
    int64_t second = fixture_import(&fixture, "b", batch, FIXTURE_NOW);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_SENT), 100);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_REVENUE), 5 * MONEY_UNIT);
    fixture_digest(&fixture, digest);
    struct err err = ERR_INIT;
    check_ok(ledger_undo(fixture.store, second, NULL, &err), &err);
    assert_int_equal(fixture_counter(&fixture, "Daily", COUNTER_SENT), 100);
    fixture_digest(&fixture, digest);
    batch_free(batch);
    fixture_close(&fixture);
}

static void a_summary_counts_on_the_first_day(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Summer", SOURCE_SUMMARY, 0);
    struct attrs undated = fixture_attrs("Nowhen", SOURCE_SUMMARY, 0);
    char digest[33];
    struct err err = ERR_INIT;
    struct total total;
    int64_t value;
    int32_t start = civil_to_day(2026, 8, 3);
    fixture_open(&fixture, NULL);
    report(batch, &attrs, DAY_NONE, 1000, 900, 90);
    report(batch, &undated, DAY_NONE, 10, 9, 1);
    struct campaign_facts *facts = batch_campaign(batch, "Summer");
    facts->start = start;
    facts->end = start + 9;
    int64_t import = fixture_import(&fixture, "a", batch, TIME_NONE);
    fixture_digest(&fixture, digest);
    check_ok(query_sum(fixture.store, start, start, &total, &err), &err);
    assert_true(total_get(&total, COUNTER_SENT, &value));
    assert_int_equal(value, 1000);
    check_ok(query_sum(fixture.store, start + 1, start + 9, &total, &err), &err);
    assert_int_equal(total.tallies, 0);
    check_ok(query_sum(fixture.store, DAY_NONE, INT32_MAX, &total, &err), &err);
    assert_true(total_get(&total, COUNTER_SENT, &value));
    assert_int_equal(value, 1010);

    /* a corrected start moves it, it does not count twice */
    batch_clear(batch);
    report(batch, &attrs, DAY_NONE, 1000, 900, 90);
    facts = batch_campaign(batch, "Summer");
    facts->start = start + 40;
    fixture.clock.pinned += 60;
    int64_t corrected = fixture_import(&fixture, "b", batch, TIME_NONE);
    fixture_digest(&fixture, digest);
    check_ok(query_sum(fixture.store, start, start, &total, &err), &err);
    assert_int_equal(total.tallies, 0);
    check_ok(query_sum(fixture.store, start + 40, start + 40, &total, &err), &err);
    assert_true(total_get(&total, COUNTER_SENT, &value));
    assert_int_equal(value, 1000);
    check_ok(ledger_undo(fixture.store, corrected, NULL, &err), &err);
    fixture_digest(&fixture, digest);
    check_ok(query_sum(fixture.store, start, start, &total, &err), &err);
    assert_true(total_get(&total, COUNTER_SENT, &value));
    assert_int_equal(value, 1000);
    check_ok(ledger_undo(fixture.store, import, NULL, &err), &err);
    fixture_digest(&fixture, digest);
    check_ok(query_sum(fixture.store, DAY_NONE, INT32_MAX, &total, &err), &err);
    assert_int_equal(total.tallies, 0);
    batch_free(batch);
    fixture_close(&fixture);
}

static void sources_never_add_up(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs events = fixture_attrs("Both", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    struct attrs daily = fixture_attrs("Both", SOURCE_DAILY, 0);
    int32_t day = civil_to_day(2026, 9, 1);
    fixture_open(&fixture, NULL);
    for (uint64_t key = 1; key <= 100; key++) {
        state(batch, key, &events, MESSAGE_SENT, DAY_1 + (int64_t)key);
        if (key <= 90) {
            state(batch, key, &events, MESSAGE_DELIVERED, DAY_1 + 60);
        }
    }
    fixture_import(&fixture, "log", batch, TIME_NONE);
    batch_clear(batch);
    report(batch, &daily, day, 102, 91, 12);
    fixture_import(&fixture, "daily", batch, TIME_NONE);
    assert_int_equal(fixture_counter(&fixture, "Both", COUNTER_SENT), 100);
    assert_int_equal(fixture_counter(&fixture, "Both", COUNTER_DELIVERED), 90);
    assert_int_equal(fixture_counter(&fixture, "Both", COUNTER_CLICKERS), 12);
    /* CTR comes from the source that knows both: 12 of 91, not 12 of 90 */
    struct arena *arena = arena_new();
    struct campaign_row row;
    struct err err = ERR_INIT;
    check_ok(query_campaign(fixture.store, arena, campaign_number("Both"), DAY_NONE, INT32_MAX,
                            &row, &err),
             &err);
    const struct total_slot *slot = &row.total.slot[kpi_slot_of(KPI_CTR, RATE_BASE_DELIVERED)];
    assert_int_equal(slot->numerator, 12);
    assert_int_equal(slot->denominator, 91);
    struct source_total *sources;
    size_t count;
    check_ok(query_sources(fixture.store, arena, campaign_number("Both"), &sources, &count, &err),
             &err);
    assert_int_equal(count, 2);
    assert_int_equal(sources[1].source, SOURCE_DAILY);
    int64_t value;
    assert_true(total_get(&sources[1].total, COUNTER_SENT, &value));
    assert_int_equal(value, 102);
    char digest[33];
    fixture_digest(&fixture, digest);
    arena_free(arena);
    batch_free(batch);
    fixture_close(&fixture);
}

static struct part_total *parts_of(struct fixture *fixture, struct arena *arena, int32_t from,
                                   int32_t to)
{
    struct part_total *parts;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(query_parts(fixture->store, arena, campaign_number("Parts"), ATTR_VARIANT, from, to,
                         &parts, &count, &err),
             &err);
    assert_int_equal(count, 2);
    assert_string_equal(parts[0].value, "A");
    assert_string_equal(parts[1].value, "B");
    return parts;
}

/* What is stored of all days, and what is read of some, say the same. */
static void parts_of_days_add_up_to_the_parts_of_all(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct arena *arena = arena_new();
    int32_t start = civil_to_day(2026, 7, 20), middle = start + 33, end = start + 99;
    fixture_open(&fixture, NULL);
    for (int variant = 0; variant < 2; variant++) {
        struct attrs attrs = fixture_attrs("Parts", SOURCE_DAILY, 0);
        attrs.value[ATTR_VARIANT] = variant ? "B" : "A";
        for (int32_t day = start; day <= end; day++) {
            report(batch, &attrs, day, 100 - 10 * variant, day % 2 ? 80 : -1, 7 + variant);
        }
        report(batch, &attrs, DAY_NONE, 1000, 900, 90); /* counts on the first day */
    }
    fixture_import(&fixture, "daily", batch, TIME_NONE);
    const struct part_total *all = parts_of(&fixture, arena, DAY_NONE, INT32_MAX);
    struct part_total *first = parts_of(&fixture, arena, start, middle);
    const struct part_total *rest = parts_of(&fixture, arena, middle + 1, end);
    for (int i = 0; i < 2; i++) {
        int64_t sent;
        assert_true(total_get(&all[i].total, COUNTER_SENT, &sent));
        assert_int_equal(sent, 1000 + 100 * (100 - 10 * i));
        assert_true(total_get(&first[i].total, COUNTER_SENT, &sent));
        assert_int_equal(sent, 1000 + 34 * (100 - 10 * i));
        total_add(&first[i].total, &rest[i].total);
        assert_memory_equal(&first[i].total, &all[i].total, sizeof first[i].total);
    }
    arena_free(arena);
    batch_free(batch);
    fixture_close(&fixture);
}

static void facts_of_another_source_join_by_day(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs events = fixture_attrs("Join", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    struct attrs daily = fixture_attrs("Join", SOURCE_DAILY, 0);
    memcpy(daily.currency.code, "USD", 4);
    int32_t day = civil_to_day(2026, 9, 1);
    fixture_open(&fixture, NULL);
    for (uint64_t key = 1; key <= 30; key++) { /* ten a day for three days */
        state(batch, key, &events, MESSAGE_DELIVERED, DAY_1 + (int64_t)(key % 3) * 24 * HOUR);
    }
    fixture_import(&fixture, "log", batch, TIME_NONE);
    batch_clear(batch);
    struct report_tally *row = batch_report(batch, batch_attrs(batch, &daily), day);
    tally_set(&row->tally, COUNTER_REVENUE, 40 * MONEY_UNIT);
    fixture_import(&fixture, "orders", batch, TIME_NONE);
    struct arena *arena = arena_new();
    struct campaign_row campaign;
    struct err err = ERR_INIT;
    int64_t number = campaign_number("Join");
    int index = kpi_slot_of(KPI_REVENUE_PER_RECIPIENT, RATE_BASE_DELIVERED);
    check_ok(query_campaign(fixture.store, arena, number, DAY_NONE, INT32_MAX, &campaign, &err),
             &err);
    assert_int_equal(campaign.total.slot[index].numerator, 40 * MONEY_UNIT);
    assert_int_equal(campaign.total.slot[index].denominator, 10);
    assert_int_equal(campaign.total.slot[index].levels, TOTAL_LEVEL_MESSAGE);
    /* the same by period, by day and in the pulse */
    struct campaign_row part;
    check_ok(query_campaign(fixture.store, arena, number, day, day, &part, &err), &err);
    assert_int_equal(part.total.slot[index].denominator, 10);
    struct day_total *days;
    size_t count;
    check_ok(query_days(fixture.store, arena, DAY_NONE, INT32_MAX, &days, &count, NULL, &err),
             &err);
    assert_int_equal(count, 3);
    assert_int_equal(days[0].total.slot[index].denominator, 10);
    assert_int_equal(days[1].total.slot[index].tallies, 0);
    char digest[33];
    fixture_digest(&fixture, digest);
    arena_free(arena);
    batch_free(batch);
    fixture_close(&fixture);
}

static void caps_name_the_field(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    char name[40];
    fixture_open(&fixture, NULL);
    for (int many_campaigns = 0; many_campaigns < 2; many_campaigns++) {
        struct batch *batch = batch_new();
        for (int i = 0; i < 3000; i++) {
            snprintf(name, sizeof name, "value %d", i);
            struct attrs attrs =
                fixture_attrs(many_campaigns ? name : "One", SOURCE_EVENTS, FIXTURE_WEBHOOK);
            attrs.value[ATTR_SEGMENT] = many_campaigns ? NULL : name;
            state(batch, (uint64_t)i + 1, &attrs, MESSAGE_SENT, DAY_1);
        }
        struct ingest_options options = {.file = "f", .format = "test", .options = ""};
        struct ingest *ingest = ingest_begin(fixture.store, &options, &err);
        check_ok(ingest, &err);
        assert_false(ingest_add(ingest, batch, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        assert_non_null(strstr(err.text, many_campaigns ? "200 new campaigns" : "segment"));
        ingest_abort(ingest);
        assert_int_equal(fixture_counter(&fixture, "One", COUNTER_SENT), -2);
        batch_free(batch);
    }
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_counts_on_the_day_it_was_sent),
        cmocka_unit_test(an_earlier_time_moves_the_message_whole),
        cmocka_unit_test(the_same_again_changes_nothing),
        cmocka_unit_test(a_sent_list_attributes_statuses_before_and_after_it),
        cmocka_unit_test(an_opt_out_counts_for_the_last_message_inside_the_window),
        cmocka_unit_test(the_newer_report_wins_and_unknown_never_replaces_known),
        cmocka_unit_test(a_corrected_currency_does_not_count_twice),
        cmocka_unit_test(a_summary_counts_on_the_first_day),
        cmocka_unit_test(sources_never_add_up),
        cmocka_unit_test(parts_of_days_add_up_to_the_parts_of_all),
        cmocka_unit_test(facts_of_another_source_join_by_day),
        cmocka_unit_test(caps_name_the_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
