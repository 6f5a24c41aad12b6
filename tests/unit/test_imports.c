/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <string.h>

#include "report/imported.h"
#include "report/imports.h"

static int64_t import_bad(struct fixture *fixture, const char *name)
{
    struct err err = ERR_INIT;
    struct ingest_options options = {.file = name, .format = "daily", .options = ""};
    struct ingest *ingest = ingest_begin(fixture->store, &options, &err);
    check_ok(ingest, &err);
    struct batch *batch = batch_new();
    put_figures(batch, &FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 90));
    check_ok(ingest_add(ingest, batch, &err), &err);
    batch_free(batch);
    struct ingest_file file = {.size = 2,
                               .rows = 1300,
                               .rejected = 12,
                               .ignored = 3,
                               .first = FIXTURE_NOW - 20 * 86400,
                               .last = FIXTURE_NOW,
                               .as_of = TIME_NONE};
    struct ingest_result result;
    check_ok(ingest_finish(ingest, &file, &result, &err), &err);
    return result.import;
}

static void the_ledger_is_a_table(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct imports *imports;
    struct arena *arena = arena_new();
    const struct figures rows[] = {FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 100)};
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(imports_build(arena, fixture.store, &scope, &imports, &err), &err);
    assert_int_equal(imports->count, 0);
    assert_int_equal(imports->table->row_count, 0);

    int64_t first = import_figures(&fixture, "a.csv", rows, 1);
    int64_t second = import_bad(&fixture, "b.csv");
    check_ok(imports_build(arena, fixture.store, &scope, &imports, &err), &err);
    assert_int_equal(imports->count, 2);
    assert_true(imports->items[0].run.id == second); /* the newest first */
    assert_true(imports->table->row_ids[1] == first);
    assert_int_equal(imports->items[0].from, civil_to_day(2026, 9, 1));
    assert_int_equal(imports->items[0].to, civil_to_day(2026, 9, 21));
    assert_int_equal(imports->items[1].from, DAY_NONE);
    assert_true(imports->items[0].can_undo);
    assert_string_equal(imports->items[0].state, "stands");
    assert_string_equal(table_cell(imports->table, 0, 1)->text, "b.csv");
    assert_int_equal(table_cell(imports->table, 0, 4)->integer, 1300);
    assert_int_equal(table_cell(imports->table, 0, 5)->integer, 12);
    assert_int_equal(table_cell(imports->table, 1, 7)->kind, CELL_EMPTY);

    check_ok(ledger_undo(fixture.store, second, NULL, &err), &err);
    check_ok(imports_build(arena, fixture.store, &scope, &imports, &err), &err);
    assert_false(imports->items[0].can_undo);
    assert_string_equal(imports->items[0].state, "undone on 21 Sep");
    scope.read_only = true;
    check_ok(imports_build(arena, fixture.store, &scope, &imports, &err), &err);
    assert_false(imports->items[1].can_undo); /* nobody may write */
    assert_string_equal(imports->items[1].state, "stands");
    arena_free(arena);
    fixture_close(&fixture);
}

static void old_imports_cannot_be_undone(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct imports *imports;
    struct arena *arena = arena_new();
    const struct figures rows[] = {FIGURES(.campaign = "x", .month = 6, .day = 1, .sent = 100)};
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, 1);
    check_ok(store_fold(fixture.store, FIXTURE_NOW + (LEDGER_FOLD_DAYS + 1) * 86400, &err), &err);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(imports_build(arena, fixture.store, &scope, &imports, &err), &err);
    assert_false(imports->items[0].can_undo);
    assert_string_equal(imports->items[0].state, "too old to undo");
    arena_free(arena);
    fixture_close(&fixture);
}

static const struct cell *fact(const struct table *table, const char *what)
{
    size_t i = 0;
    while (i < table->row_count && strcmp(table_cell(table, i, 0)->text, what) != 0) {
        i++;
    }
    assert_true(i < table->row_count);
    return table_cell(table, i, 1);
}

static void one_import_says_what_it_did(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct import_detail *detail;
    struct arena *arena = arena_new();
    const struct figures rows[] = {FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 100),
                                   FIGURES(.campaign = "y", .month = 9, .day = 1, .sent = 100)};
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, 2);
    int64_t id = import_bad(&fixture, "b.csv"); /* corrects 100 to 90 */
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(imports_detail(arena, fixture.store, &scope, id, &detail, &err), &err);
    assert_int_equal(detail->campaign_all, 1);
    assert_string_equal(detail->campaigns[0], "x");
    assert_int_equal(fact(detail->facts, "Rows")->integer, 1300);
    assert_int_equal(fact(detail->facts, "Rejected")->integer, 12);
    assert_int_equal(fact(detail->facts, "Earlier figures corrected")->integer, 1);
    assert_string_equal(fact(detail->facts, "Days")->text, "2026-09-01–21");
    assert_int_equal(detail->changes->row_count, 1);
    assert_int_equal(detail->change_all, 1);
    assert_string_equal(table_cell(detail->changes, 0, 0)->text, "x");
    assert_string_equal(table_cell(detail->changes, 0, 2)->text, "sent");
    assert_int_equal(table_cell(detail->changes, 0, 3)->integer, 100);
    assert_int_equal(table_cell(detail->changes, 0, 4)->integer, 90);
    assert_int_equal(detail->changes->note_count, 0);
    assert_false(imports_detail(arena, fixture.store, &scope, 77, &detail, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    arena_free(arena);
    fixture_close(&fixture);
}

/* --- what is said after an import ------------------------------------------------------------ */

static bool says(const struct imported *imported, const char *line)
{
    for (size_t i = 0; i < imported->line_count; i++) {
        if (strcmp(imported->lines[i], line) == 0) {
            return true;
        }
    }
    return false;
}

static void a_file_is_summed_up(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    static const char *const notes[] = {"columns that were not used: colour"};
    struct imported_file file = {.file = "list.csv",
                                 .format = "Per-recipient CSV",
                                 .why = "has a phone column and a status",
                                 .rows = 1204,
                                 .rejected = 12,
                                 .ignored = 3,
                                 .rejects = "rejects.csv",
                                 .zone = "Asia/Kolkata",
                                 .notes = notes,
                                 .note_count = 1};
    file.result = (struct ingest_result){.messages_new = 1100,
                                         .messages_changed = 89,
                                         .conflicts = 4,
                                         .repeated = 1,
                                         .campaigns_new = 3,
                                         .campaigns = 14,
                                         .first_day = civil_to_day(2026, 9, 1),
                                         .last_day = civil_to_day(2026, 9, 20)};
    const struct imported *imported = imported_file_words(arena, &file);
    assert_non_null(imported);
    assert_false(imported->nothing_new);
    assert_int_equal(imported->line_count, 7);
    assert_string_equal(imported->lines[0],
                        "list.csv: Per-recipient CSV (has a phone column and a status)");
    assert_string_equal(imported->lines[1],
                        "1 204 rows, 12 rejected (see rejects.csv), 3 with nothing to count");
    assert_string_equal(imported->lines[2], "14 campaigns (3 new), 2026-09-01–20, 1 100 new "
                                            "messages, 89 changed messages");
    assert_string_equal(imported->lines[3], "4 figures of earlier imports were corrected.");
    assert_string_equal(imported->lines[4],
                        "1 day that the file states more than once was added up.");
    assert_string_equal(
        imported->lines[5],
        "Times without a zone were read in Asia/Kolkata, the store's zone; --zone ZONE "
        "names another.");
    assert_string_equal(imported->lines[6], notes[0]);
    file.zone_asked = true;
    assert_true(says(imported_file_words(arena, &file),
                     "Times without a zone were read in Asia/Kolkata, as --zone says."));

    struct imported_file again = {.file = "list.csv", .format = "CSV", .repeated = true};
    again.result.first_day = again.result.last_day = DAY_NONE;
    imported = imported_file_words(arena, &again);
    assert_true(imported->nothing_new);
    assert_true(says(imported, "The same content was imported before: nothing changes."));
    again.repeated = false;
    again.dry_run = true;
    again.rows = 1;
    imported = imported_file_words(arena, &again);
    assert_true(imported->nothing_new);
    assert_true(says(imported, "1 row"));
    assert_true(says(imported, "0 campaigns"));
    assert_true(says(imported, "There is nothing to count in it."));
    again.result.campaigns = 1;
    imported = imported_file_words(arena, &again);
    assert_true(says(imported, "Nothing new: all of it was known."));
    assert_true(says(imported, "Dry run: nothing was written."));
    arena_free(arena);
}

static void the_store_says_what_is_unknown(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct imported *imported;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "a", .month = 8, .day = 1, .sent = 1000, .delivered = 990,
                .currency = "EUR", .cost = 10),
        FIGURES(.campaign = "b", .month = 9, .day = 3, .sent = 1000, .delivered = 990),
        FIGURES(.campaign = NULL, .month = 9, .day = 3, .sent = 1204),
    };
    fixture_open(&fixture, "Asia/Kolkata");
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(imported_store_words(arena, fixture.store, &scope, NULL, &imported, &err), &err);
    assert_string_equal(
        imported->lines[0],
        "2 campaigns, 2026-08-01–09-03, days as in Asia/Kolkata (chosen), money in EUR");
    assert_string_equal(imported->lines[1],
                        "CTR n/a for 2 of 2: import clicks or template analytics");
    assert_true(
        says(imported,
             "(unattributed) 1 204 messages: campane assign, or U in the dashboard, gives them a "
             "campaign"));

    const struct figures more[] = {
        FIGURES(.campaign = "a", .month = 8, .day = 1, .sent = 1000, .delivered = 1000,
                .clickers = 200),
        FIGURES(.campaign = "c", .month = 8, .day = 1, .sent = 1000, .delivered = 1000,
                .clickers = 200, .currency = "USD", .cost = 10),
    };
    import_figures(&fixture, "b.csv", more, ARRAY_COUNT(more));
    check_ok(imported_store_words(arena, fixture.store, &scope, NULL, &imported, &err), &err);
    assert_non_null(strstr(imported->lines[0], "money in several currencies (EUR, USD)"));
    assert_false(says(imported, "CTR n/a for 1 of 3: import clicks or template analytics"));
    const char *last = imported->lines[imported->line_count - 1];
    assert_string_equal(last, "Benchmark reference (published targets): poor 0 typical 2 good 0 "
                              "best 0 · measured-2026 (stated samples): 0 0 2 0");
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool build_all(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    const struct imports *imports;
    const struct import_detail *detail;
    const struct imported *imported;
    struct imported_file file = {.file = "a", .format = "b", .rows = 2, .rejected = 1};
    return imports_build(arena, shared.store, &shared_scope, &imports, err) &&
           imports_detail(arena, shared.store, &shared_scope, 2, &detail, err) &&
           imported_store_words(arena, shared.store, &shared_scope, NULL, &imported, err) &&
           (imported_file_words(arena, &file) || err_memory(err));
}

static void building_survives_any_allocation(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 100, .delivered = 100, .clickers = 9,
                .currency = "EUR", .cost = 1),
        FIGURES(.campaign = "y", .month = 9, .day = 1, .sent = 100, .currency = "USD", .cost = 1),
        FIGURES(.campaign = NULL, .month = 9, .day = 1, .sent = 100)};
    fixture_open(&shared, NULL);
    import_figures(&shared, "a.csv", rows, ARRAY_COUNT(rows));
    assert_int_equal(import_bad(&shared, "b.csv"), 2);
    make_scope(&shared, arena, NULL, NULL, NULL, &shared_scope);
    check_every_allocation(build_all, NULL);
    arena_free(arena);
    fixture_close(&shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ledger_is_a_table),
        cmocka_unit_test(old_imports_cannot_be_undone),
        cmocka_unit_test(one_import_says_what_it_did),
        cmocka_unit_test(a_file_is_summed_up),
        cmocka_unit_test(the_store_says_what_is_unknown),
        cmocka_unit_test(building_survives_any_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
