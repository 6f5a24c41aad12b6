/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks that read the days once where several are asked for give what walks of their own give, on
 * stores in which anything may have happened.
 */
#include "lib/statements.h"

#include <string.h>

static void import_all(struct fixture *fixture, const struct statement *statements)
{
    int64_t ids[STATEMENT_FILES];
    for (int file = 0; file < STATEMENT_FILES; file++) {
        statements_file(fixture, statements, file, ids);
    }
}

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
        fixture_open(&fixture, "Asia/Kolkata");
        for (int i = 0; i < STATEMENT_FILES * STATEMENTS_A_FILE; i++) {
            statements[i] = i % 2 ? statement_event() : statement_report();
        }
        import_all(&fixture, statements);
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
        fixture_open(&fixture, "Asia/Kolkata");
        for (int i = 0; i < STATEMENT_FILES * STATEMENTS_A_FILE; i++) {
            statements[i] = round % 4 == 0   ? statement_event()
                            : round % 4 == 1 ? statement_report()
                                             : random_plain();
        }
        import_all(&fixture, statements);
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
        cmocka_unit_test(two_periods_in_one_walk_equal_two_walks),
        cmocka_unit_test(campaigns_and_parts_in_one_walk_equal_walks_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
