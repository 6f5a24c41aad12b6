/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold for every sequence of imports and undos:
 *   - statements about messages and people in any order, repeated and split over files in any way
 *     give the same store;
 *   - any sequence of imports, corrections and undos gives the store in which only what stands was
 *     imported and corrected;
 *   - the store equals its own rebuild (fixture_digest checks that at every step).
 */
#include "unit/store_statements.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/assign.h"
#include "store/edits.h"
#include "store/exclude.h"

static void shuffle(size_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = below(i), keep = order[i - 1];
        order[i - 1] = order[j];
        order[j] = keep;
    }
}

/* A file that speaks of all days: which days a file of orders speaks of depends on how they are
 * split over files. */
static void import_range(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    for (int i = 0; i < 4; i++) {
        struct order *order = batch_order(batch, 1000 + (uint64_t)i);
        order->link.at = DAY_1 + (i % 2 ? 9000000 : -9000000);
        order->amount = 0;
        order->type = i < 2 ? NULL : "lead";
        order->cod = order->returned = order->new_customer = ORDER_FLAG_NO;
        batch_click(batch, 1000 + (uint64_t)i)->link =
            (struct link){.key = 1000 + (uint64_t)i, .at = order->link.at, .recipient = 77};
    }
    fixture_import(fixture, "range", batch, TIME_NONE);
    batch_free(batch);
}

/* Software fees: by message, by month, none. */
static void set_fee(struct fixture *fixture, int round)
{
    static const char *const fees[] = {NULL, "0.003 EUR per message", "49.99 USD per month"};
    struct err err = ERR_INIT;
    if (fees[round % 3]) {
        check_ok(store_set(fixture->store, STORE_SETTING_COST_PLATFORM, fees[round % 3], &err),
                 &err);
    }
}

/* People said where messages belong that name no campaign. */
static void set_rule(struct fixture *fixture, int round)
{
    const struct assign_rule rule = {.campaign = round % 4 == 1 ? "Alpha" : "Delta",
                                     .first = civil_to_day(2026, 9, 4),
                                     .last = civil_to_day(2026, 9, 8)};
    struct assign_result result;
    struct err err = ERR_INIT;
    if (round % 2) {
        check_ok(store_assign(fixture->store, &rule, &result, NULL, &err), &err);
    }
}

/* Corrections follow from a number, so that the same can be made again. */
static int64_t edit_some(struct fixture *fixture, int number)
{
    static const char *const called[] = {"", "Summer", "Fall"};
    static const char *const tags[] = {"vip", "test", "cart"};
    const int64_t campaign = campaign_number(make_attrs(number % 3, true).campaign);
    const struct edit_word words[] = {
        {EDIT_KIND, campaign_kind_name((enum campaign_kind)(number % KIND_COUNT)), false},
        {EDIT_TAG, tags[number / 3 % 3], number % 2 != 0},
        {EDIT_ALIAS, called[number / 5 % 3], false},
        {EDIT_ARCHIVE, number % 4 ? "" : "yes", false}};
    struct edit_result result;
    struct err err = ERR_INIT;
    check_ok(store_edit(fixture->store, &campaign, 1, words + number % 3, 2, "some", &result, NULL,
                        &err),
             &err);
    return result.run;
}

/* A campaign (number 0 … 3) or a person (4 … 7) is left out; gives its row in the ledger. */
static int64_t exclude_some(struct fixture *fixture, int number)
{
    bool person = number >= 4;
    const int64_t id =
        person ? 2 * number - 5 : campaign_number(make_attrs(number % 3, true).campaign);
    struct exclude_result result;
    struct err err = ERR_INIT;
    check_ok(store_exclude(fixture->store, person ? EXCLUDE_RECIPIENT : EXCLUDE_CAMPAIGN, &id, 1,
                           false, "some", &result, NULL, &err),
             &err);
    return result.run;
}

/* Before anything is there, or afterwards. */
static void exclude_by_round(struct fixture *fixture, int round)
{
    if (round % 3 == 1) {
        exclude_some(fixture, round % 4);
    }
    if (round % 2 == 1) {
        exclude_some(fixture, 4 + round % 4);
    }
}

#define EVENTS 120

static void events_in_any_order_split_and_repeated_give_the_same_store(void **unused)
{
    (void)unused;
    for (int round = 0; round < 25; round++) {
        struct statement statements[EVENTS];
        char digest[33], other[33];
        for (int i = 0; i < EVENTS; i++) {
            statements[i] = random_event();
        }
        struct fixture fixture;
        fixture_open(&fixture, "Asia/Kolkata");
        set_fee(&fixture, round);
        set_rule(&fixture, round);
        import_range(&fixture);
        import_some(&fixture, statements, NULL, EVENTS, TIME_NONE);
        exclude_by_round(&fixture, round);
        fixture_digest(&fixture, digest);
        fixture_close(&fixture);
        for (int way = 0; way < 3; way++) {
            size_t order[EVENTS * 2], count = EVENTS;
            for (size_t i = 0; i < EVENTS; i++) {
                order[i] = i;
            }
            for (; way > 0 && count < EVENTS * 2; count++) {
                order[count] = below(EVENTS);
            }
            shuffle(order, count);
            fixture_open(&fixture, "Asia/Kolkata");
            set_fee(&fixture, round);
            set_rule(&fixture, round);
            exclude_by_round(&fixture, way == 2 ? round : 0);
            import_range(&fixture);
            for (size_t done = 0; done < count;) {
                size_t take = 1 + below(way == 2 ? 10 : 60);
                take = take < count - done ? take : count - done;
                import_some(&fixture, statements, order + done, take, TIME_NONE);
                done += take;
            }
            exclude_by_round(&fixture, way == 2 ? 0 : round);
            fixture_digest(&fixture, other);
            assert_string_equal(digest, other);
            fixture_close(&fixture);
        }
    }
}

#define FILES    6
#define PER_FILE 30

static void import_file(struct fixture *fixture, const struct statement *statements, int file,
                        int64_t *ids)
{
    /* A file's as-of decides between reports; it must not depend on when it was imported. */
    import_some(fixture, statements + file * PER_FILE, NULL, PER_FILE, FIXTURE_NOW - 1000 + file);
    struct arena *arena = arena_new();
    struct import_run *runs;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(ledger_list(fixture->store, arena, &runs, &count, &err), &err);
    ids[file] = runs[0].id;
    arena_free(arena);
}

static void any_sequence_of_imports_and_undos_equals_what_stands(void **unused)
{
    (void)unused;
    for (int round = 0; round < 12; round++) {
        struct statement statements[FILES * PER_FILE];
        int64_t ids[FILES] = {0}, other_ids[FILES];
        bool stands[FILES] = {false};
        int edits[14], edited = 0;
        int64_t edit_ids[14], left_out[8] = {0};
        for (int i = 0; i < FILES * PER_FILE; i++) {
            statements[i] = below(2) ? random_event() : random_report();
        }
        struct fixture fixture, fresh;
        char digest[33], other[33];
        struct err err = ERR_INIT;
        fixture_open(&fixture, NULL);
        set_fee(&fixture, round);
        set_rule(&fixture, round);
        for (int step = 0; step < 14; step++) {
            int file = (int)below(FILES);
            if (stands[file]) {
                check_ok(ledger_undo(fixture.store, ids[file], NULL, &err), &err);
            } else {
                import_file(&fixture, statements, file, ids);
            }
            stands[file] = !stands[file];
            if (below(3) == 0) {
                edits[edited] = (int)below(60);
                edit_ids[edited] = edit_some(&fixture, edits[edited]);
                edited += edit_ids[edited] != 0;
            } else if (edited > 0 && below(4) == 0) {
                int which = (int)below((uint64_t)edited--);
                check_ok(ledger_undo(fixture.store, edit_ids[which], NULL, &err), &err);
                memmove(edits + which, edits + which + 1, sizeof *edits * (size_t)(edited - which));
                memmove(edit_ids + which, edit_ids + which + 1,
                        sizeof *edit_ids * (size_t)(edited - which));
            }
            int what = (int)below(24);
            if (what < 8 && left_out[what]) {
                check_ok(ledger_undo(fixture.store, left_out[what], NULL, &err), &err);
                left_out[what] = 0;
            } else if (what < 8 && what != 3) { /* 3 is the campaign of 0 */
                left_out[what] = exclude_some(&fixture, what);
            }
            fixture_digest(&fixture, digest);
        }
        fixture_open(&fresh, NULL);
        for (int what = 0; what < 8; what += 2) {
            left_out[what] = left_out[what] ? exclude_some(&fresh, what) : 0;
        }
        for (int i = 0; i < edited; i++) {
            edit_some(&fresh, edits[i]);
        }
        set_fee(&fresh, round);
        set_rule(&fresh, round);
        for (int file = FILES - 1; file >= 0; file--) {
            if (stands[file]) {
                import_file(&fresh, statements, file, other_ids);
            }
        }
        for (int what = 1; what < 8; what += 2) {
            left_out[what] = left_out[what] ? exclude_some(&fresh, what) : 0;
        }
        fixture_digest(&fresh, other);
        assert_string_equal(digest, other);
        fixture_close(&fresh);
        fixture_close(&fixture);
    }
}

static void three_overlapping_imports_undone_in_all_six_orders_leave_nothing(void **unused)
{
    (void)unused;
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct statement statements[3 * PER_FILE];
    struct fixture fixture;
    char empty[33], digest[33];
    struct err err = ERR_INIT;
    for (int i = 0; i < 3 * PER_FILE; i++) {
        statements[i] = i % 3 ? random_event() : random_report();
    }
    fixture_open(&fixture, NULL);
    fixture_digest(&fixture, empty);
    for (int order = 0; order < 6; order++) {
        int64_t ids[FILES];
        for (int file = 0; file < 3; file++) {
            import_file(&fixture, statements, file, ids);
        }
        fixture_digest(&fixture, digest);
        assert_string_not_equal(empty, digest);
        for (int i = 0; i < 3; i++) {
            check_ok(ledger_undo(fixture.store, ids[orders[order][i]], NULL, &err), &err);
        }
        fixture_digest(&fixture, digest);
        assert_string_equal(empty, digest);
    }
    fixture_close(&fixture);
}

static void folding_keeps_every_figure(void **unused)
{
    (void)unused;
    for (int round = 0; round < 8; round++) {
        struct statement statements[EVENTS];
        struct fixture fixture;
        char before[33], after[33];
        struct err err = ERR_INIT;
        for (int i = 0; i < EVENTS; i++) {
            statements[i] = random_event();
        }
        fixture_open(&fixture, NULL);
        for (int file = 0; file < 4; file++) {
            import_some(&fixture, statements + file * 30, NULL, 30, TIME_NONE);
            fixture.clock.pinned += 40 * 86400;
        }
        fixture_digest(&fixture, before);
        check_ok(store_fold(fixture.store, fixture.clock.pinned, &err), &err);
        fixture_digest(&fixture, after);
        assert_string_equal(before, after);
        assert_false(ledger_undo(fixture.store, 1, NULL, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        check_ok(ledger_undo(fixture.store, 4, NULL, &err), &err);
        fixture_digest(&fixture, after);
        fixture_close(&fixture);
    }
}

static void another_zone_cuts_other_days(void **unused)
{
    (void)unused;
    struct statement statements[EVENTS];
    struct fixture kolkata, utc;
    char digest[33], other[33];
    struct err err = ERR_INIT;
    for (int i = 0; i < EVENTS; i++) {
        statements[i] = random_event();
    }
    fixture_open(&kolkata, "Asia/Kolkata");
    import_some(&kolkata, statements, NULL, EVENTS, TIME_NONE);
    fixture_digest(&kolkata, digest);
    fixture_open(&utc, "UTC");
    import_some(&utc, statements, NULL, EVENTS, TIME_NONE);
    fixture_digest(&utc, other);
    assert_string_not_equal(digest, other);
    check_ok(store_rebuild(utc.store, "Asia/Kolkata", NULL, &err), &err);
    fixture_digest(&utc, other);
    assert_string_equal(digest, other);
    fixture_reopen(&utc);
    assert_string_equal(zone_name(store_zone(utc.store)), "Asia/Kolkata");
    fixture_close(&utc);
    fixture_close(&kolkata);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_in_any_order_split_and_repeated_give_the_same_store),
        cmocka_unit_test(any_sequence_of_imports_and_undos_equals_what_stands),
        cmocka_unit_test(three_overlapping_imports_undone_in_all_six_orders_leave_nothing),
        cmocka_unit_test(folding_keeps_every_figure),
        cmocka_unit_test(another_zone_cuts_other_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
