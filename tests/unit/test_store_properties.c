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

/* --- one pass instead of several ------------------------------------------------------------- */

/* Of a walk in an order, which sums block after block. */
static bool row_of(struct fixture *fixture, int64_t number, int32_t from, int32_t to,
                   struct total *total)
{
    struct err err = ERR_INIT;
    struct campaign_row row;
    bool found = false;
    struct campaign_cursor *cursor =
        campaign_cursor_open(fixture->store, from, to, CAMPAIGN_ORDER_NAME, NULL, &err);
    check_ok(cursor != NULL, &err);
    while (!found && campaign_cursor_next(cursor, &row, &err)) {
        found = row.number == number;
        *total = row.total;
    }
    campaign_cursor_close(cursor);
    assert_int_equal(err.code, ERR_NONE);
    return found;
}

/* What was chosen, of two totals. */
static void assert_chosen(const struct slot_choice *choice, const struct total *a,
                          const struct total *b)
{
    assert_int_equal(a->tallies, b->tallies);
    assert_int_equal(a->known[COUNTER_SENT], b->known[COUNTER_SENT]);
    assert_int_equal(a->sum[COUNTER_SENT], b->sum[COUNTER_SENT]);
    for (int i = 0; i < choice->count; i++) {
        int slot = choice->slots[i];
        assert_memory_equal(&a->slot[slot], &b->slot[slot], sizeof a->slot[slot]);
    }
}

/* Every row of the walk over both against walks over each; returns how many had figures in both. */
static size_t compare_pair(struct fixture *fixture, const struct campaign_pair *pair)
{
    struct err err = ERR_INIT;
    struct campaign_row row;
    size_t both = 0;
    struct campaign_cursor *cursor = campaign_cursor_pair(fixture->store, pair, NULL, &err);
    check_ok(cursor != NULL, &err);
    while (campaign_cursor_next(cursor, &row, &err)) {
        struct total now, past;
        bool has_now = row_of(fixture, row.number, pair->from, pair->to, &now);
        assert_true(has_now == (row.total.tallies > 0));
        assert_true(row_of(fixture, row.number, pair->past_from, pair->past_to, &past) ==
                    (row.past != NULL));
        if (has_now && pair->whole) {
            assert_memory_equal(&row.total, &now, sizeof now);
        } else if (has_now) {
            assert_chosen(&pair->choice, &row.total, &now);
        }
        if (row.past) {
            assert_chosen(&pair->choice, row.past, &past);
        }
        both += has_now && row.past;
    }
    campaign_cursor_close(cursor);
    assert_int_equal(err.code, ERR_NONE);
    return both;
}

static void two_periods_in_one_walk_equal_two_walks(void **unused)
{
    (void)unused;
    static const enum kpi kpis[] = {
        KPI_CTR,         KPI_CONVERSION_RATE, KPI_OPEN_RATE, KPI_DELIVERY_RATE,
        KPI_OPTOUT_RATE, KPI_ENGAGEMENT_RATE, KPI_CPL};
    struct slot_choice choice = slot_choice_of(kpis, 7, RATE_BASE_DELIVERED);
    assert_int_equal(choice.count, 6); /* that of money is left out */
    size_t both = 0;
    for (int round = 0; round < 12; round++) {
        struct statement statements[STATEMENT_FILES * STATEMENTS_A_FILE];
        struct fixture fixture;
        int64_t ids[STATEMENT_FILES];
        fixture_open(&fixture, "Asia/Kolkata");
        for (int i = 0; i < STATEMENT_FILES * STATEMENTS_A_FILE; i++) {
            statements[i] = i % 2 ? statement_event() : statement_report();
        }
        for (int file = 0; file < STATEMENT_FILES; file++) {
            statements_file(&fixture, statements, file, ids);
        }
        for (int way = 0; way < 8; way++) {
            int32_t first = civil_to_day(2026, 8, 28) + (int32_t)statement_below(50);
            int32_t length = 1 + (int32_t)statement_below(40);
            int32_t back = way % 4 == 3 ? 365 : length; /* far apart, too */
            const struct campaign_pair pair = {.from = way == 6 ? DAY_NONE : first,
                                               .to = way == 7 ? INT32_MAX : first + length - 1,
                                               .past_from = first - back,
                                               .past_to = first - back + length - 1,
                                               .choice = choice,
                                               .whole = way % 2 == 0};
            both += compare_pair(&fixture, &pair);
        }
        fixture_close(&fixture);
    }
    assert_true(both > 20);
}

static size_t rows_in(struct fixture *fixture, int32_t from, int32_t to)
{
    struct err err = ERR_INIT;
    struct campaign_row row;
    size_t count = 0;
    struct campaign_cursor *cursor =
        campaign_cursor_open(fixture->store, from, to, CAMPAIGN_ORDER_START, NULL, &err);
    check_ok(cursor != NULL, &err);
    for (; campaign_cursor_next(cursor, &row, &err); count++) {
    }
    campaign_cursor_close(cursor);
    assert_int_equal(err.code, ERR_NONE);
    return count;
}

static void assert_parts(const struct part_total *a, size_t count, const struct part_total *b,
                         size_t other)
{
    assert_int_equal(count, other);
    for (size_t i = 0; i < count; i++) {
        assert_true((a[i].value == NULL) == (b[i].value == NULL));
        if (a[i].value) {
            assert_string_equal(a[i].value, b[i].value);
        }
        assert_int_equal(a[i].adds_up, b[i].adds_up);
        assert_memory_equal(&a[i].total, &b[i].total, sizeof a[i].total);
    }
}

/* Every campaign of one pass, and its parts, against passes of their own; returns how many parts
 * there were. */
static size_t compare_parted(struct fixture *fixture, int32_t from, int32_t to)
{
    static const enum attr attrs[] = {ATTR_VARIANT, ATTR_CATEGORY, ATTR_COUNTRY};
    struct err err = ERR_INIT;
    struct campaign_row row;
    struct arena *arena = arena_new();
    size_t rows = 0, all = 0;
    struct campaign_cursor *cursor =
        campaign_cursor_parted(fixture->store, from, to, attrs, 3, NULL, &err);
    check_ok(cursor != NULL, &err);
    for (; campaign_cursor_next(cursor, &row, &err); rows++) {
        struct total total;
        assert_true(row_of(fixture, row.number, from, to, &total));
        assert_memory_equal(&row.total, &total, sizeof total);
        for (size_t i = 0; i < ARRAY_COUNT(attrs); i++) {
            struct part_total *parts, *other;
            size_t count, other_count;
            check_ok(campaign_cursor_parts(cursor, arena, attrs[i], &parts, &count, &err), &err);
            check_ok(query_parts(fixture->store, arena, row.number, attrs[i], from, to, &other,
                                 &other_count, &err),
                     &err);
            assert_parts(parts, count, other, other_count);
            all += count;
        }
    }
    campaign_cursor_close(cursor);
    arena_free(arena);
    assert_int_equal(err.code, ERR_NONE);
    assert_int_equal(rows, rows_in(fixture, from, to));
    return all;
}

/* What is not joined to messages: the parts of such campaigns are told by sums. */
static struct statement random_plain(void)
{
    struct statement statement = statement_report();
    while (statement_below(2) && statement.says != SAYS_MESSAGE) {
        statement = statement_event();
    }
    return statement.says < SAYS_PERSON || statement.says >= SAYS_REPORT ? statement
                                                                         : statement_report();
}

/* A day in each of very many blocks: too many to walk side by side. */
static void import_long(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    for (int i = 0; i < 30; i++) {
        struct attrs attrs = statement_attrs(4 + i % 8, true);
        attrs.source = SOURCE_DAILY;
        struct report_tally *report = batch_report(batch, batch_attrs(batch, &attrs),
                                                   civil_to_day(2025, 1, 1) + i * BLOCK_DAYS);
        tally_set(&report->tally, COUNTER_SENT, 100 + i);
    }
    fixture_import(fixture, "long", batch, TIME_NONE);
    batch_free(batch);
}

static void campaigns_and_parts_in_one_walk_equal_walks_of_their_own(void **unused)
{
    (void)unused;
    size_t parts = 0;
    for (int round = 0; round < 16; round++) {
        struct statement statements[STATEMENT_FILES * STATEMENTS_A_FILE];
        struct fixture fixture;
        int64_t ids[STATEMENT_FILES];
        fixture_open(&fixture, "Asia/Kolkata");
        for (int i = 0; i < STATEMENT_FILES * STATEMENTS_A_FILE; i++) {
            statements[i] = round % 4 == 0   ? statement_event()
                            : round % 4 == 1 ? statement_report()
                                             : random_plain();
        }
        for (int file = 0; file < STATEMENT_FILES; file++) {
            statements_file(&fixture, statements, file, ids);
        }
        if (round % 5 == 4) {
            import_long(&fixture);
        }
        for (int way = 0; way < 6; way++) {
            int32_t first = civil_to_day(2026, 8, 28) + (int32_t)statement_below(50);
            parts +=
                compare_parted(&fixture, way % 3 == 1 ? DAY_NONE : first,
                               way % 3 == 2 ? INT32_MAX : first + (int32_t)statement_below(40));
        }
        parts += compare_parted(&fixture, DAY_NONE, INT32_MAX);
        fixture_close(&fixture);
    }
    assert_true(parts > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_in_any_order_split_and_repeated_give_the_same_store),
        cmocka_unit_test(any_sequence_of_imports_and_undos_equals_what_stands),
        cmocka_unit_test(three_overlapping_imports_undone_in_all_six_orders_leave_nothing),
        cmocka_unit_test(folding_keeps_every_figure),
        cmocka_unit_test(another_zone_cuts_other_days),
        cmocka_unit_test(two_periods_in_one_walk_equal_two_walks),
        cmocka_unit_test(campaigns_and_parts_in_one_walk_equal_walks_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
