/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold for every sequence of imports and undos:
 *   - statements about messages and people in any order, repeated and split over files in any way
 *     give the same store;
 *   - any sequence of imports, corrections and undos gives the store in which only what stands was
 *     imported and corrected;
 *   - the store equals its own rebuild (fixture_digest checks that at every step).
 */
#include "lib/statements.h"

#include <string.h>

/* Before anything is there, or afterwards. */
static void exclude_by_round(struct fixture *fixture, int round)
{
    if (round % 3 == 1) {
        statements_exclude(fixture, round % 4);
    }
    if (round % 2 == 1) {
        statements_exclude(fixture, 4 + round % 4);
    }
}

#define EVENTS 120

static void shuffle(size_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = statement_below(i), keep = order[i - 1];
        order[i - 1] = order[j];
        order[j] = keep;
    }
}

static void events_in_any_order_split_and_repeated_give_the_same_store(void **unused)
{
    (void)unused;
    for (int round = 0; round < 25; round++) {
        struct statement statements[EVENTS];
        char digest[33], other[33];
        for (int i = 0; i < EVENTS; i++) {
            statements[i] = statement_event();
        }
        struct fixture fixture;
        fixture_open(&fixture, "Asia/Kolkata");
        statements_fee(&fixture, round);
        statements_rule(&fixture, round);
        statements_range(&fixture);
        statements_import(&fixture, statements, NULL, EVENTS, TIME_NONE);
        exclude_by_round(&fixture, round);
        fixture_digest(&fixture, digest);
        fixture_close(&fixture);
        for (int way = 0; way < 3; way++) {
            size_t order[EVENTS * 2], count = EVENTS;
            for (size_t i = 0; i < EVENTS; i++) {
                order[i] = i;
            }
            for (; way > 0 && count < EVENTS * 2; count++) {
                order[count] = statement_below(EVENTS);
            }
            shuffle(order, count);
            fixture_open(&fixture, "Asia/Kolkata");
            statements_fee(&fixture, round);
            statements_rule(&fixture, round);
            exclude_by_round(&fixture, way == 2 ? round : 0);
            statements_range(&fixture);
            for (size_t done = 0; done < count;) {
                size_t take = 1 + statement_below(way == 2 ? 10 : 60);
                take = take < count - done ? take : count - done;
                statements_import(&fixture, statements, order + done, take, TIME_NONE);
                done += take;
            }
            exclude_by_round(&fixture, way == 2 ? 0 : round);
            fixture_digest(&fixture, other);
            assert_string_equal(digest, other);
            fixture_close(&fixture);
        }
    }
}

static void any_sequence_of_imports_and_undos_equals_what_stands(void **unused)
{
    (void)unused;
    for (int round = 0; round < 12; round++) {
        struct statement statements[STATEMENT_FILES * STATEMENTS_A_FILE];
        int64_t ids[STATEMENT_FILES] = {0}, other_ids[STATEMENT_FILES];
        bool stands[STATEMENT_FILES] = {false};
        int edits[14], edited = 0;
        int64_t edit_ids[14], left_out[8] = {0};
        for (int i = 0; i < STATEMENT_FILES * STATEMENTS_A_FILE; i++) {
            statements[i] = statement_below(2) ? statement_event() : statement_report();
        }
        struct fixture fixture, fresh;
        char digest[33], other[33];
        struct err err = ERR_INIT;
        fixture_open(&fixture, NULL);
        statements_fee(&fixture, round);
        statements_rule(&fixture, round);
        for (int step = 0; step < 14; step++) {
            int file = (int)statement_below(STATEMENT_FILES);
            if (stands[file]) {
                check_ok(ledger_undo(fixture.store, ids[file], NULL, &err), &err);
            } else {
                statements_file(&fixture, statements, file, ids);
            }
            stands[file] = !stands[file];
            if (statement_below(3) == 0) {
                edits[edited] = (int)statement_below(60);
                edit_ids[edited] = statements_edit(&fixture, edits[edited]);
                edited += edit_ids[edited] != 0;
            } else if (edited > 0 && statement_below(4) == 0) {
                int which = (int)statement_below((uint64_t)edited--);
                check_ok(ledger_undo(fixture.store, edit_ids[which], NULL, &err), &err);
                memmove(edits + which, edits + which + 1, sizeof *edits * (size_t)(edited - which));
                memmove(edit_ids + which, edit_ids + which + 1,
                        sizeof *edit_ids * (size_t)(edited - which));
            }
            int what = (int)statement_below(24);
            if (what < 8 && left_out[what]) {
                check_ok(ledger_undo(fixture.store, left_out[what], NULL, &err), &err);
                left_out[what] = 0;
            } else if (what < 8 && what != 3) { /* 3 is the campaign of 0 */
                left_out[what] = statements_exclude(&fixture, what);
            }
            fixture_digest(&fixture, digest);
        }
        fixture_open(&fresh, NULL);
        for (int what = 0; what < 8; what += 2) {
            left_out[what] = left_out[what] ? statements_exclude(&fresh, what) : 0;
        }
        for (int i = 0; i < edited; i++) {
            statements_edit(&fresh, edits[i]);
        }
        statements_fee(&fresh, round);
        statements_rule(&fresh, round);
        for (int file = STATEMENT_FILES - 1; file >= 0; file--) {
            if (stands[file]) {
                statements_file(&fresh, statements, file, other_ids);
            }
        }
        for (int what = 1; what < 8; what += 2) {
            left_out[what] = left_out[what] ? statements_exclude(&fresh, what) : 0;
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
    struct statement statements[3 * STATEMENTS_A_FILE];
    struct fixture fixture;
    char empty[33], digest[33];
    struct err err = ERR_INIT;
    for (int i = 0; i < 3 * STATEMENTS_A_FILE; i++) {
        statements[i] = i % 3 ? statement_event() : statement_report();
    }
    fixture_open(&fixture, NULL);
    fixture_digest(&fixture, empty);
    for (int order = 0; order < 6; order++) {
        int64_t ids[STATEMENT_FILES];
        for (int file = 0; file < 3; file++) {
            statements_file(&fixture, statements, file, ids);
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
            statements[i] = statement_event();
        }
        fixture_open(&fixture, NULL);
        for (int file = 0; file < 4; file++) {
            statements_import(&fixture, statements + file * 30, NULL, 30, TIME_NONE);
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
        statements[i] = statement_event();
    }
    fixture_open(&kolkata, "Asia/Kolkata");
    statements_import(&kolkata, statements, NULL, EVENTS, TIME_NONE);
    fixture_digest(&kolkata, digest);
    fixture_open(&utc, "UTC");
    statements_import(&utc, statements, NULL, EVENTS, TIME_NONE);
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
