/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrections lie beside what files say: they change names, kinds and tags, never a fact. */
#include "lib/store_fixture.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/strbuf.h"
#include "ops/assign.h"
#include "ops/edit.h"

#define NOON ((int64_t)1788264000)

/* Two campaigns, one of messages and one of daily figures. */
static int64_t take(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Alpha", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    struct message *message = batch_message(batch, 1, batch_attrs(batch, &attrs));
    message->at[MESSAGE_SENT] = NOON;
    message->recipient = 7;
    attrs = fixture_attrs("Beta", SOURCE_DAILY, 0);
    struct report_tally *report =
        batch_report(batch, batch_attrs(batch, &attrs), civil_to_day(2026, 9, 2));
    tally_set(&report->tally, COUNTER_SENT, 40);
    struct campaign_facts *facts = batch_campaign(batch, "Beta");
    facts->kind = KIND_DRIP;
    int64_t id = fixture_import(fixture, "two.csv", batch, TIME_NONE);
    batch_free(batch);
    return id;
}

static int64_t edit(struct fixture *fixture, const char *campaign, const struct ops_edit *wanted)
{
    int64_t number = campaign_number(campaign);
    struct edit_result result;
    struct err err = ERR_INIT;
    check_ok(ops_edit(fixture->store, wanted, &number, 1, &result, NULL, &err), &err);
    return result.run;
}

static void undo(struct fixture *fixture, int64_t id)
{
    struct err err = ERR_INIT;
    check_ok(ledger_undo(fixture->store, id, NULL, &err), &err);
}

/* What stands for a campaign, in the arena; NULL: nothing. */
static const struct campaign_edit *standing(struct fixture *fixture, struct arena *arena,
                                            const char *campaign)
{
    struct campaign_edit *edits;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(edits_list(fixture->store, arena, &edits, &count, &err), &err);
    return edits_find(edits, count, campaign_number(campaign));
}

static struct campaign_row row_of(struct fixture *fixture, struct arena *arena,
                                  const char *campaign)
{
    struct campaign_row row;
    struct err err = ERR_INIT;
    check_ok(query_campaign(fixture->store, arena, campaign_number(campaign), DAY_NONE, INT32_MAX,
                            &row, &err),
             &err);
    return row;
}

static void the_latest_word_counts_and_an_undone_one_does_not(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    char digest[33], after[33];
    fixture_open(&fixture, NULL);
    take(&fixture);
    fixture_digest(&fixture, digest);
    int64_t first = edit(&fixture, "Beta", &(struct ops_edit){.alias = "B", .kind = "flow"});
    int64_t second = edit(&fixture, "Beta", &(struct ops_edit){.alias = "Better", .tags = "a,b"});
    assert_true(first > 0 && second > first);
    struct campaign_row row = row_of(&fixture, arena, "Beta");
    assert_string_equal(row.name, "Better");
    assert_int_equal(row.kind, KIND_FLOW);
    undo(&fixture, second);
    assert_string_equal(row_of(&fixture, arena, "Beta").name, "B");
    assert_int_equal(standing(&fixture, arena, "Beta")->tag_count, 0);
    undo(&fixture, first);
    row = row_of(&fixture, arena, "Beta");
    assert_string_equal(row.name, "Beta");
    assert_int_equal(row.kind, KIND_DRIP);
    assert_null(standing(&fixture, arena, "Beta"));
    fixture_digest(&fixture, after);
    assert_string_equal(digest, after);
    arena_free(arena);
    fixture_close(&fixture);
}

static void tags_are_put_on_and_taken_away_in_order(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    take(&fixture);
    edit(&fixture, "Alpha", &(struct ops_edit){.tags = "vip, +spring,-none"});
    edit(&fixture, "Alpha", &(struct ops_edit){.tags = "-vip,cart"});
    const struct campaign_edit *stands = standing(&fixture, arena, "Alpha");
    assert_int_equal(stands->tag_count, 2);
    assert_string_equal(stands->tags[0], "cart");
    assert_string_equal(stands->tags[1], "spring");
    assert_string_equal(stands->tag_list, "cart, spring");
    assert_int_equal(edit(&fixture, "Alpha", &(struct ops_edit){.tags = "cart"}), 0);
    arena_free(arena);
    fixture_close(&fixture);
}

/* All rows of the tables that hold what imports said, as text. */
static char *facts_of(const struct fixture *fixture)
{
    static const char *const questions[] = {
        "SELECT quote(data), block, dim, import FROM series ORDER BY block, dim, import",
        "SELECT key, import, dim, recipient, sent FROM message ORDER BY key",
        "SELECT campaign, import, kind, goal FROM campaign_fact ORDER BY 1, 2",
        "SELECT id, name FROM campaign ORDER BY id", "SELECT id, campaign FROM dim ORDER BY id"};
    sqlite3 *db;
    struct strbuf out = STRBUF_INIT;
    assert_int_equal(sqlite3_open_v2(fixture->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_COUNT(questions); i++) {
        sqlite3_stmt *rows;
        assert_int_equal(sqlite3_prepare_v2(db, questions[i], -1, &rows, NULL), SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW) {
            for (int c = 0; c < sqlite3_column_count(rows); c++) {
                const char *text = (const char *)sqlite3_column_text(rows, c);
                strbuf_printf(&out, "%s|", text ? text : "NULL");
            }
            strbuf_puts(&out, "\n");
        }
        sqlite3_finalize(rows);
    }
    sqlite3_close(db);
    return strbuf_take(&out);
}

static void facts_of_imports_stay_byte_for_byte(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_open(&fixture, NULL);
    take(&fixture);
    char *before = facts_of(&fixture);
    assert_non_null(strstr(before, "Beta"));
    edit(&fixture, "Beta",
         &(struct ops_edit){.name = "Gamma", .kind = "bot", .goal = "brand", .tags = "x"});
    char *after = facts_of(&fixture);
    assert_string_equal(before, after);
    free(before);
    free(after);
    fixture_close(&fixture);
}

static void a_correction_waits_for_its_campaign_to_come_again(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    char digest[33], after[33];
    fixture_open(&fixture, NULL);
    int64_t import = take(&fixture);
    edit(&fixture, "Alpha", &(struct ops_edit){.name = "First", .goal = "leads"});
    fixture_digest(&fixture, digest);
    undo(&fixture, import);
    assert_null(standing(&fixture, arena, "Alpha"));
    take(&fixture);
    struct campaign_row row = row_of(&fixture, arena, "Alpha");
    assert_string_equal(row.name, "First");
    assert_int_equal(row.goal, GOAL_LEADS);
    fixture_digest(&fixture, after);
    assert_string_equal(digest, after);
    arena_free(arena);
    fixture_close(&fixture);
}

static void check_refused(struct fixture *fixture, const struct ops_edit *wanted,
                          const int64_t *numbers, size_t count, enum err_code code)
{
    struct edit_result result;
    struct err err = ERR_INIT;
    assert_false(ops_edit(fixture->store, wanted, numbers, count, &result, NULL, &err));
    assert_int_equal(err.code, code);
}

static void what_cannot_be_is_refused_and_changes_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char digest[33], after[33];
    const int64_t both[] = {campaign_number("Alpha"), campaign_number("Beta")}, none = 0;
    fixture_open(&fixture, NULL);
    take(&fixture);
    fixture_digest(&fixture, digest);
    check_refused(&fixture, &(struct ops_edit){.name = "X"}, both, 2, ERR_REFUSED);
    check_refused(&fixture, &(struct ops_edit){.name = "Beta"}, both, 1, ERR_REFUSED);
    check_refused(&fixture, &(struct ops_edit){.alias = "X"}, &none, 1, ERR_REFUSED);
    check_refused(&fixture, &(struct ops_edit){.kind = "flows"}, both, 1, ERR_USAGE);
    check_refused(&fixture, &(struct ops_edit){.goal = "fame"}, both, 1, ERR_USAGE);
    check_refused(&fixture, &(struct ops_edit){.name = NULL}, both, 1, ERR_USAGE);
    fixture_digest(&fixture, after);
    assert_string_equal(digest, after);
    fixture_close(&fixture);
}

/* One row of the ledger: it stands whole, and its undo takes both back. */
static void what_corrects_and_leaves_out_is_undone_whole(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    char before[33], both[33], after[33];
    struct edit_result result;
    struct err err = ERR_INIT;
    const int64_t numbers[] = {campaign_number("Alpha"), campaign_number("Beta")};
    const struct ops_edit wanted = {.kind = "flow", .tags = "test", .exclude = OPS_EDIT_LEAVE_OUT};
    fixture_open(&fixture, NULL);
    take(&fixture);
    edit(&fixture, "Beta", &(struct ops_edit){.kind = "flow", .tags = "test"});
    fixture_digest(&fixture, before);
    check_ok(ops_edit(fixture.store, &wanted, numbers, 2, &result, NULL, &err), &err);
    assert_int_equal(result.changed, 2); /* Beta is only left out */
    struct import_run *runs;
    size_t count;
    check_ok(ledger_list(fixture.store, arena, &runs, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_string_equal(runs[0].format, EDIT_FORMAT);
    assert_string_equal(runs[0].file, "kind=flow tag=+test excluded=yes campaigns=2");
    bool is;
    check_ok(exclude_is(fixture.store, numbers[0], &is, &err), &err);
    assert_true(is);
    assert_string_equal(standing(&fixture, arena, "Alpha")->tag_list, "test");
    fixture_digest(&fixture, both); /* holds it to a rebuild */
    assert_string_not_equal(before, both);
    undo(&fixture, result.run);
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    arena_free(arena);
    fixture_close(&fixture);
}

/* Alone it is what campane exclude does, in its words. */
static void leaving_out_alone_is_an_exclusion(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    char before[33], after[33];
    struct err err = ERR_INIT;
    struct import_run *runs;
    size_t count;
    fixture_open(&fixture, NULL);
    take(&fixture);
    fixture_digest(&fixture, before);
    assert_true(edit(&fixture, "Beta", &(struct ops_edit){.exclude = OPS_EDIT_LEAVE_OUT}) > 0);
    assert_int_equal(edit(&fixture, "Beta", &(struct ops_edit){.exclude = OPS_EDIT_LEAVE_OUT}), 0);
    assert_true(edit(&fixture, "Beta", &(struct ops_edit){.exclude = OPS_EDIT_COUNT_AGAIN}) > 0);
    check_ok(ledger_list(fixture.store, arena, &runs, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_string_equal(runs[1].format, EXCLUDE_FORMAT);
    assert_string_equal(runs[1].file, "campaign=Beta");
    assert_string_equal(runs[0].file, "count campaign=Beta");
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    arena_free(arena);
    fixture_close(&fixture);
}

struct guard {
    struct fixture *fixture;
    bool locked, stands;
};

/* Whether somebody else could write by now. */
static bool look(void *context, struct err *err)
{
    struct guard *guard = context;
    sqlite3 *other;
    assert_int_equal(sqlite3_open_v2(guard->fixture->path, &other, SQLITE_OPEN_READWRITE, NULL),
                     SQLITE_OK);
    guard->locked = sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_BUSY;
    sqlite3_close(other);
    return guard->stands || err_set(err, ERR_REFUSED, "somebody was first");
}

static void whether_it_still_stands_is_asked_when_nobody_else_can_write(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char before[33], after[33];
    const int64_t number = campaign_number("Alpha");
    struct guard guard = {.fixture = &fixture};
    struct ops_edit wanted = {
        .kind = "flow", .exclude = OPS_EDIT_LEAVE_OUT, .stands = look, .context = &guard};
    fixture_open(&fixture, NULL);
    take(&fixture);
    fixture_digest(&fixture, before);
    check_refused(&fixture, &wanted, &number, 1, ERR_REFUSED);
    assert_true(guard.locked);
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    guard = (struct guard){.fixture = &fixture, .stands = true};
    assert_true(edit(&fixture, "Alpha", &wanted) > 0);
    assert_true(guard.locked);
    fixture_close(&fixture);
}

static void messages_are_assigned_to_a_campaign_by_its_new_name(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct assign_result result;
    struct err err = ERR_INIT;
    fixture_open(&fixture, NULL);
    take(&fixture);
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs(NULL, SOURCE_EVENTS, FIXTURE_WEBHOOK);
    batch_message(batch, 2, batch_attrs(batch, &attrs))->at[MESSAGE_SENT] = NOON;
    fixture_import(&fixture, "log", batch, TIME_NONE);
    batch_free(batch);
    edit(&fixture, "Alpha", &(struct ops_edit){.name = "First"});
    const struct ops_assign wanted = {
        .campaign = "First", .first = civil_to_day(2026, 9, 1), .last = DAY_NONE};
    check_ok(ops_assign(fixture.store, &wanted, &result, NULL, &err), &err);
    assert_int_equal(result.assigned, 1);
    assert_int_equal(fixture_counter(&fixture, "Alpha", COUNTER_SENT), 2);
    assert_int_equal(fixture_counter(&fixture, "First", COUNTER_SENT), -2);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_latest_word_counts_and_an_undone_one_does_not),
        cmocka_unit_test(tags_are_put_on_and_taken_away_in_order),
        cmocka_unit_test(facts_of_imports_stay_byte_for_byte),
        cmocka_unit_test(a_correction_waits_for_its_campaign_to_come_again),
        cmocka_unit_test(messages_are_assigned_to_a_campaign_by_its_new_name),
        cmocka_unit_test(what_corrects_and_leaves_out_is_undone_whole),
        cmocka_unit_test(leaving_out_alone_is_an_exclusion),
        cmocka_unit_test(whether_it_still_stands_is_asked_when_nobody_else_can_write),
        cmocka_unit_test(what_cannot_be_is_refused_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
