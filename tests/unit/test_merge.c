/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns that are merged:
 *   - any sequence of imports, exclusions, merges and undos gives the store in which only what
 * stands was done, merges before anything is imported (and the store equals its own rebuild);
 *   - figures are those of files that had named them so.
 */
#include "lib/statements.h"

#include <string.h>

#include "model/attribution.h"
#include "store/merge.h"

static const char *const mergeable[] = {"Alpha", "Beta", "Gamma", "Omega"};

/* What a campaign is part of now. */
static int target_of(struct fixture *fixture, int campaign)
{
    struct arena *arena = arena_new();
    struct merge_row *rows;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(merge_list(fixture->store, arena, &rows, &count, &err), &err);
    int64_t number = campaign_number(mergeable[campaign]);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].number == number) {
            number = rows[i].target;
            break;
        }
    }
    arena_free(arena);
    int target = 0;
    while (campaign_number(mergeable[target]) != number) {
        target++;
    }
    return target;
}

/* Its row in the ledger; 0: that cannot be merged now. */
static int64_t merge_one(struct fixture *fixture, int from, int into)
{
    struct arena *arena = arena_new();
    const int64_t campaign = campaign_number(mergeable[from]);
    const struct merge_wish wish = {.campaigns = &campaign,
                                    .count = 1,
                                    .target = -1,
                                    .target_name = mergeable[into],
                                    .words = "some"};
    struct merge_result result;
    struct err err = ERR_INIT;
    bool made = store_merge(fixture->store, arena, &wish, &result, NULL, &err);
    arena_free(arena);
    assert_true(made || err.code == ERR_REFUSED || err.code == ERR_NOT_FOUND);
    return made ? result.run : 0;
}

/* A file that names all of them, for the time that it takes to merge some. */
static int64_t import_seed(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    for (size_t i = 0; i < ARRAY_COUNT(mergeable); i++) {
        struct attrs attrs = fixture_attrs(mergeable[i], SOURCE_DAILY, 0);
        tally_set(&batch_report(batch, batch_attrs(batch, &attrs), 20000)->tally, COUNTER_SENT, 5);
    }
    int64_t id = fixture_import(fixture, "seed", batch, TIME_NONE);
    batch_free(batch);
    return id;
}

struct edge {
    int64_t run;
    int from, into;
};

/* Imports, exclusions and merges come and go; then only what stands is done, merges first. */
static void any_sequence_of_merges_equals_what_stands(void **unused)
{
    (void)unused;
    int merged = 0;
    for (int round = 0; round < 16; round++) {
        struct statement statements[STATEMENT_FILES * STATEMENTS_A_FILE];
        int64_t ids[STATEMENT_FILES] = {0}, other_ids[STATEMENT_FILES], left_out[8] = {0};
        bool stands[STATEMENT_FILES] = {false};
        struct edge edges[24];
        size_t count = 0;
        for (int i = 0; i < STATEMENT_FILES * STATEMENTS_A_FILE; i++) {
            statements[i] = statement_below(2) ? statement_event() : statement_report();
        }
        struct fixture fixture, fresh;
        char digest[33], other[33];
        struct err err = ERR_INIT;
        fixture_open(&fixture, NULL);
        statements_edit(&fixture, round);
        statements_fee(&fixture, round);
        statements_rule(&fixture, round);
        for (int step = 0; step < 20; step++) {
            int file = (int)statement_below(STATEMENT_FILES), what = (int)statement_below(20);
            if (stands[file]) {
                check_ok(ledger_undo(fixture.store, ids[file], NULL, &err), &err);
            } else {
                statements_file(&fixture, statements, file, ids);
            }
            stands[file] = !stands[file];
            if (statement_below(2)) {
                int from = target_of(&fixture, (int)statement_below(3));
                int into = target_of(&fixture, (int)statement_below(ARRAY_COUNT(mergeable)));
                edges[count] = (struct edge){merge_one(&fixture, from, into), from, into};
                merged += edges[count].run != 0;
                count += edges[count].run != 0;
            } else if (count > 0 && statement_below(3) == 0) {
                size_t which = statement_below(count);
                check_ok(ledger_undo(fixture.store, edges[which].run, NULL, &err), &err);
                memmove(edges + which, edges + which + 1, sizeof *edges * (--count - which));
            }
            if (what < 8 && left_out[what]) {
                check_ok(ledger_undo(fixture.store, left_out[what], NULL, &err), &err);
                left_out[what] = 0;
            } else if (what < 8 && what != 3) {
                left_out[what] = statements_exclude(&fixture, what);
            }
            fixture_digest(&fixture, digest);
        }
        fixture_open(&fresh, NULL);
        int64_t seed = import_seed(&fresh);
        statements_edit(&fresh, round);
        for (size_t i = 0; i < count; i++) {
            assert_true(merge_one(&fresh, edges[i].from, edges[i].into) != 0);
        }
        check_ok(ledger_undo(fresh.store, seed, NULL, &err), &err);
        statements_fee(&fresh, round);
        statements_rule(&fresh, round);
        for (int file = STATEMENT_FILES - 1; file >= 0; file--) {
            if (stands[file]) {
                statements_file(&fresh, statements, file, other_ids);
            }
        }
        for (int what = 0; what < 8; what++) {
            left_out[what] = left_out[what] ? statements_exclude(&fresh, what) : 0;
        }
        fixture_digest(&fresh, other);
        assert_string_equal(digest, other);
        fixture_close(&fresh);
        fixture_close(&fixture);
    }
    assert_true(merged > 20);
}

/* All that the first screen and a range of days say. */
static void assert_same_figures(struct fixture *a, struct fixture *b)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    for (int way = 0; way < 2; way++) {
        int32_t from = way ? civil_to_day(2026, 9, 6) : DAY_NONE;
        int32_t to = way ? civil_to_day(2026, 9, 20) : INT32_MAX;
        struct campaign_cursor *of_a =
            campaign_cursor_open(a->store, from, to, CAMPAIGN_ORDER_NAME, NULL, &err);
        struct campaign_cursor *of_b =
            campaign_cursor_open(b->store, from, to, CAMPAIGN_ORDER_NAME, NULL, &err);
        struct campaign_row x, y;
        bool more = true;
        while (more) {
            more = campaign_cursor_next(of_a, &x, &err);
            assert_true(campaign_cursor_next(of_b, &y, &err) == more);
            if (more) {
                assert_int_equal(x.number, y.number);
                assert_string_equal(x.name, y.name);
                assert_int_equal(x.start, y.start);
                assert_int_equal(x.end, y.end);
                assert_int_equal(x.kind, y.kind);
                assert_memory_equal(&x.ruling, &y.ruling, sizeof x.ruling);
                assert_memory_equal(&x.total, &y.total, sizeof x.total);
            }
        }
        campaign_cursor_close(of_a);
        campaign_cursor_close(of_b);
        struct day_total *days_a, *days_b;
        size_t count_a, count_b;
        check_ok(query_days(a->store, arena, from, to, &days_a, &count_a, NULL, &err), &err);
        check_ok(query_days(b->store, arena, from, to, &days_b, &count_b, NULL, &err), &err);
        assert_int_equal(count_a, count_b);
        assert_memory_equal(days_a, days_b, count_a * sizeof *days_a);
    }
    arena_free(arena);
}

static void merged_campaigns_count_as_if_files_had_named_them_so(void **unused)
{
    (void)unused;
    for (int round = 0; round < 24; round++) {
        struct statement statements[STATEMENT_FILES * STATEMENTS_A_FILE];
        int64_t ids[STATEMENT_FILES];
        for (int i = 0; i < STATEMENT_FILES * STATEMENTS_A_FILE; i++) {
            statements[i] = statement_below(2) ? statement_event() : statement_report();
            /* What several files say of one order differently, hashes decide; which of several
             * kinds one file means, the order of its rows. */
            struct link *link = statements[i].says == SAYS_FEEDBACK ? &statements[i].feedback.link
                                                                    : &statements[i].order.link;
            if (statements[i].says == SAYS_ORDER || statements[i].says == SAYS_CLICK ||
                statements[i].says == SAYS_FEEDBACK) {
                static const char *const called[] = {"alpha", "BETA", "gam-ma", "nobody", "spring"};
                link->campaign = link->key % 8 ? 0 : attribution_code(called[link->key / 8 % 5]);
                link->coupon = link->key % 3 ? 0 : attribution_code(called[link->key / 3 % 5]);
                link->utm = link->key % 4 ? 0 : attribution_code(called[link->key / 4 % 5]);
            }
            if (statements[i].says == SAYS_CAMPAIGN) {
                statements[i].attrs =
                    i / STATEMENTS_A_FILE * KIND_COUNT % 36 + i / STATEMENTS_A_FILE % 3;
            }
        }
        struct fixture merged, one;
        struct err err = ERR_INIT;
        fixture_open(&merged, NULL);
        fixture_open(&one, NULL);
        statements_fee(&merged, round);
        statements_fee(&one, round);
        statements_rule(&merged, round);
        statements_rule(&one, round);
        int64_t seed = import_seed(&merged);
        for (int file = 0; file <= STATEMENT_FILES; file++) {
            if (file == round % (STATEMENT_FILES + 1)) {
                assert_true(merge_one(&merged, 1, round % 2 ? 2 : 0) != 0);
                assert_true(merge_one(&merged, 2, 0) != 0);
            }
            if (file < STATEMENT_FILES) {
                statements_file(&merged, statements, file, ids);
                statements_rename(true);
                statements_file(&one, statements, file, ids);
                statements_rename(false);
            }
        }
        check_ok(ledger_undo(merged.store, seed, NULL, &err), &err);
        assert_same_figures(&merged, &one);
        if (round % 3 == 0) {
            statements_exclude(&merged, 4 + round % 4);
            statements_exclude(&one, 4 + round % 4);
            assert_same_figures(&merged, &one);
        }
        fixture_close(&one);
        fixture_close(&merged);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_sequence_of_merges_equals_what_stands),
        cmocka_unit_test(merged_campaigns_count_as_if_files_had_named_them_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
