/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <math.h>
#include <string.h>

#include "report/overview.h"

static void fill(struct fixture *fixture)
{
    const struct figures rows[] = {
        FIGURES(.campaign = "Summer", .month = 8, .day = 1, .sent = 1000, .delivered = 900,
                .read = 450, .clickers = 90, .currency = "EUR", .revenue = 1000, .cost = 100),
        FIGURES(.campaign = "Autumn", .month = 9, .day = 1, .sent = 2000, .delivered = 1900,
                .read = 950, .clickers = 380, .currency = "EUR", .revenue = 500, .cost = 150),
        FIGURES(.campaign = "Autumn", .month = 9, .day = 3, .sent = 100, .delivered = 95,
                .read = 40, .clickers = 10, .currency = "EUR", .revenue = ZERO, .cost = 5),
    };
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
}

static const struct overview *build(struct fixture *fixture, struct arena *arena,
                                    const struct scope *scope)
{
    struct err err = ERR_INIT;
    const struct overview *overview;
    check_ok(overview_build(arena, fixture->store, scope, NULL, &overview, &err), &err);
    return overview;
}

static const struct overview_tile *tile(const struct overview *overview, const char *id)
{
    size_t i = 0;
    while (i < overview->tile_count && strcmp(overview->tiles[i].id, id) != 0) {
        i++;
    }
    assert_true(i < overview->tile_count);
    return &overview->tiles[i];
}

static bool has_note(const struct overview *overview, const char *part)
{
    for (size_t i = 0; i < overview->note_count; i++) {
        if (strstr(overview->notes[i], part)) {
            return true;
        }
    }
    return false;
}

static void tiles_have_value_grade_change_and_line(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    assert_string_equal(overview->change_words, "last 30 days against the 30 before");
    assert_int_equal(overview->tile_count, 9);
    assert_string_equal(overview->tiles[0].id, "sent");
    assert_int_equal(overview->note_count, 0);

    const struct overview_tile *ctr = tile(overview, "ctr");
    check_double(ctr->cell.number, 480.0 / 2895, 1e-12, 0); /* of all time */
    assert_int_equal(ctr->cell.grade, GRADE_TYPICAL);
    assert_int_equal(ctr->judge, KPI_CTR);
    check_double(ctr->row->typical, 0.15, 0, 0);
    assert_true(ctr->has_change);
    check_double(ctr->change, 390.0 / 1995 - 0.1, 1e-12, 0);
    assert_string_equal(ctr->change_words, "+9.5 pt");
    assert_true(ctr->change_sure);
    assert_int_equal(ctr->direction, 1);
    assert_string_equal(ctr->note, "8.4 pt under good");
    assert_non_null(ctr->spark);
    assert_int_equal(ctr->spark->count, 30);
    assert_int_equal(overview->spark_days.from, civil_to_day(2026, 8, 23));
    check_double((double)ctr->spark->values[9], 0.2, 1e-7, 0);
    assert_true(isnan(ctr->spark->values[10]));
    check_double((double)ctr->spark->values[11], 10.0 / 95, 1e-7, 0);
    assert_true(ctr->spark->low == ctr->spark->high); /* its own range */

    const struct overview_tile *sent = tile(overview, "sent");
    assert_int_equal(sent->cell.integer, 3100);
    assert_string_equal(sent->change_words, "+110.0 %");
    check_double((double)sent->spark->high, 2000, 0, 0);
    assert_null(sent->note);

    const struct overview_tile *rocs = tile(overview, "rocs");
    check_double(rocs->cell.number, 1500.0 / 255, 1e-12, 0);
    assert_false(rocs->change_sure); /* no interval, so nobody can say */
    assert_true(rocs->has_change);
    const struct overview_tile *revenue = tile(overview, "revenue");
    assert_int_equal(revenue->cell.integer, 1500 * MONEY_UNIT);
    assert_string_equal(revenue->change_words, "-50.0 %");

    const struct overview_tile *reply = tile(overview, "engagement_rate");
    assert_int_equal(reply->cell.kind, CELL_UNKNOWN);
    assert_string_equal(reply->note, "import a webhook log, or a report with replies");
    assert_null(reply->spark);
    assert_false(reply->has_change);
    arena_free(arena);
    fixture_close(&fixture);
}

static void an_estimate_stands_in_where_the_band_is_out_of_reach(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct overview_tile *open = tile(build(&fixture, arena, &scope), "open_rate");
    check_double(open->cell.number, 1440.0 / 2895, 1e-12, 0); /* as it is */
    assert_int_equal(open->judge, KPI_OPEN_RATE_ADJUSTED);
    assert_int_equal(open->cell.grade, GRADE_NONE); /* the letter is the estimate's */
    assert_int_equal(open->judged.grade.grade, GRADE_POOR);
    assert_true(open->judged.grade.certain);
    check_double(open->judged.value.value, 1440.0 / 2895 / 0.825, 1e-12, 0);
    assert_string_equal(open->note, "Open est. 60.3 % P · 24.7 pt under typical");
    /* A set that grades the open rate itself needs nobody to stand in. */
    make_scope(&fixture, arena, NULL, NULL, "measured-2026", &scope);
    open = tile(build(&fixture, arena, &scope), "open_rate");
    assert_int_equal(open->judge, KPI_OPEN_RATE);
    assert_int_equal(open->cell.grade, GRADE_POOR);
    arena_free(arena);
    fixture_close(&fixture);
}

static void a_period_compares_with_the_one_before(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, "2026-08..2026-09", NULL, NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    assert_string_equal(overview->change_words, "nothing known of 2026-06-01–07-31");
    assert_false(tile(overview, "sent")->has_change); /* nothing was sent before */
    assert_int_equal(tile(overview, "sent")->spark->count, 61);

    make_scope(&fixture, arena, "2026-09", NULL, NULL, &scope);
    overview = build(&fixture, arena, &scope);
    assert_int_equal(tile(overview, "sent")->cell.integer, 2100);
    assert_string_equal(overview->change_words, "against 2026-08-01–31");
    assert_string_equal(tile(overview, "sent")->change_words, "+110.0 %");
    check_double(tile(overview, "delivery_rate")->change, 0.95 - 0.9, 1e-12, 0);

    make_scope(&fixture, arena, "..2026-09-30", NULL, NULL, &scope);
    overview = build(&fixture, arena, &scope);
    assert_null(overview->change_words);
    assert_int_equal(tile(overview, "sent")->cell.integer, 3100);
    assert_false(tile(overview, "sent")->has_change);
    assert_int_equal(tile(overview, "sent")->spark->count, 30);
    arena_free(arena);
    fixture_close(&fixture);
}

static void a_filter_narrows_totals_changes_and_lines(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    const struct figures other[] = {
        FIGURES(.campaign = "Other", .month = 9, .day = 2, .sent = 5000, .delivered = 5000),
        FIGURES(.campaign = NULL, .month = 9, .day = 2, .sent = 70, .delivered = 70),
    };
    import_figures(&fixture, "b.csv", other, ARRAY_COUNT(other));
    make_scope(&fixture, arena, NULL, "autumn", NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    assert_int_equal(tile(overview, "sent")->cell.integer, 2100);
    assert_false(tile(overview, "sent")->has_change);
    check_double((double)tile(overview, "sent")->spark->values[9], 2000, 0, 0);
    assert_true(isnan(tile(overview, "sent")->spark->values[10]));

    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    overview = build(&fixture, arena, &scope);
    assert_int_equal(tile(overview, "sent")->cell.integer, 3100 + 5000 + 70); /* all of it */

    make_scope(&fixture, arena, NULL, "nothing like it", NULL, &scope);
    overview = build(&fixture, arena, &scope);
    assert_true(overview->totals->empty);
    assert_int_equal(tile(overview, "sent")->cell.kind, CELL_UNKNOWN);
    assert_null(tile(overview, "sent")->spark);
    arena_free(arena);
    fixture_close(&fixture);
}

static void money_of_two_currencies_is_not_added(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    const struct figures rows[] = {
        FIGURES(.campaign = "US", .month = 9, .day = 1, .sent = 10, .currency = "USD",
                .revenue = 70, .cost = 7),
        FIGURES(.campaign = "US 2", .month = 9, .day = 1, .sent = 10, .currency = "USD",
                .revenue = 30),
        FIGURES(.campaign = "Both", .variant = "a", .month = 9, .day = 1, .sent = 10,
                .currency = "EUR", .revenue = 1),
        FIGURES(.campaign = "Both", .variant = "b", .month = 9, .day = 1, .sent = 10,
                .currency = "INR", .revenue = 1),
        FIGURES(.campaign = "Free", .month = 9, .day = 1, .sent = 10),
    };
    import_figures(&fixture, "b.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    const struct totals *totals = overview->totals;
    assert_int_equal(tile(overview, "revenue")->cell.kind, CELL_UNKNOWN);
    assert_int_equal(tile(overview, "revenue")->cell.reason, KPI_REASON_MIXED_CURRENCY);
    /* The one of the most campaigns stands in, of as many the first; the others are the note. */
    assert_string_equal(tile(overview, "revenue")->instead, "€ 1 500.00");
    assert_string_equal(tile(overview, "revenue")->note, "$ 100.00");
    assert_string_equal(tile(overview, "revenue")->instead_short, "€ 1.5k");
    assert_string_equal(tile(overview, "revenue")->note_short, "$ 100.00");
    assert_string_equal(tile(overview, "rocs")->instead, "5.9 × EUR"); /* 1500 / 255 */
    /* 70 / 7: what US 2 brought has no cost beside it. */
    assert_string_equal(tile(overview, "rocs")->note, "10.0 × USD");
    assert_int_equal(tile(overview, "rocs")->cell.kind, CELL_UNKNOWN);
    assert_null(tile(overview, "sent")->instead);
    struct table *table = overview_table(arena, overview);
    assert_string_equal(table_cell(table, 7, 0)->text, "rocs");
    assert_int_equal(table_cell(table, 7, 2)->kind, CELL_UNKNOWN);
    assert_string_equal(table_cell(table, 7, 4)->text, "5.9 × EUR · 10.0 × USD");
    assert_null(tile(overview, "revenue")->spark);
    assert_null(tile(overview, "rocs")->spark);
    assert_int_equal(tile(overview, "rocs")->cell.reason, KPI_REASON_MIXED_CURRENCY);
    assert_int_equal(tile(overview, "sent")->cell.integer, 3100 + 50);
    assert_int_equal(totals->currency_count, 2);
    assert_string_equal(totals->by_currency[0].currency.code, "EUR");
    assert_int_equal(totals->by_currency[0].sum[COUNTER_REVENUE], 1500 * MONEY_UNIT);
    assert_int_equal(totals->by_currency[0].sum[COUNTER_COST], 255 * MONEY_UNIT);
    assert_int_equal(totals->by_currency[0].campaigns, 2);
    assert_string_equal(totals->by_currency[1].currency.code, "USD");
    assert_int_equal(totals->by_currency[1].sum[COUNTER_REVENUE], 100 * MONEY_UNIT);
    assert_true(totals->by_currency[1].known[COUNTER_COST]);
    assert_int_equal(totals->mixed, 1);
    assert_true(has_note(overview, "Money of several currencies is not added: revenue € 1 500.00, "
                                   "cost € 255.00 · revenue $ 100.00, cost $ 7.00 · 1 campaign "
                                   "holds several itself"));
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_has_no_date_counts_only_in_all_time(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    const struct figures rows[] = {FIGURES(.campaign = "Undated", .sent = 40, .delivered = 30)};
    import_figures(&fixture, "b.csv", rows, 1);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    assert_int_equal(tile(overview, "sent")->cell.integer, 3140);
    assert_int_equal(overview->totals->undated, 0);
    make_scope(&fixture, arena, "this year", NULL, NULL, &scope);
    overview = build(&fixture, arena, &scope);
    assert_int_equal(tile(overview, "sent")->cell.integer, 3100);
    assert_int_equal(overview->totals->undated, 40);
    assert_true(has_note(overview, "40 messages without a date count only in all time"));
    arena_free(arena);
    fixture_close(&fixture);
}

static void days_that_do_not_know_it_are_named(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    const struct figures rows[] = {
        FIGURES(.campaign = "Europe", .month = 9, .day = 2, .sent = 1000, .delivered = 950)};
    import_figures(&fixture, "b.csv", rows, 1);
    check_ok(store_set(fixture.store, STORE_SETTING_BENCHMARK, "gone", &err), &err);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    check_double(tile(overview, "ctr")->cell.number, 480.0 / 2895, 1e-12, 0); /* not diluted */
    assert_true(tile(overview, "ctr")->cell.flags & CELL_PARTIAL);
    assert_false(tile(overview, "ctr")->cell.flags & CELL_CERTAIN);
    assert_true(has_note(overview, "left out: Open, CTR, ROCS"));
    assert_true(has_note(overview, "\"gone\" is not there any more"));
    arena_free(arena);
    fixture_close(&fixture);
}

static void an_empty_store_has_empty_tiles(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    assert_true(overview->totals->empty);
    for (size_t i = 0; i < overview->tile_count; i++) {
        assert_int_equal(overview->tiles[i].cell.kind, CELL_UNKNOWN);
        assert_null(overview->tiles[i].spark);
        assert_false(overview->tiles[i].has_change);
    }
    struct table *table = overview_table(arena, overview);
    assert_non_null(table);
    assert_int_equal(table->row_count, 9);
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_tiles_are_a_table_too(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct overview *overview = build(&fixture, arena, &scope);
    struct table *table = overview_table(arena, overview);
    assert_non_null(table);
    assert_string_equal(table_cell(table, 3, 0)->text, "ctr");
    assert_string_equal(table_cell(table, 3, 1)->text, "CTR");
    check_double(table_cell(table, 3, 2)->number, 480.0 / 2895, 1e-12, 0);
    assert_string_equal(table_cell(table, 3, 3)->text, "+9.5 pt");
    assert_string_equal(table_cell(table, 3, 4)->text, "8.4 pt under good");
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool build_all(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    const struct overview *overview;
    return overview_build(arena, shared.store, &shared_scope, NULL, &overview, err) &&
           (overview_table(arena, overview) || err_memory(err));
}

static void building_survives_any_allocation(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "US", .month = 9, .day = 1, .sent = 10, .currency = "USD", .cost = 7),
        FIGURES(.campaign = "Undated", .sent = 10)};
    fixture_open(&shared, NULL);
    fill(&shared);
    import_figures(&shared, "b.csv", rows, ARRAY_COUNT(rows));
    make_scope(&shared, arena, "this year", NULL, NULL, &shared_scope);
    check_every_allocation(build_all, NULL);
    make_scope(&shared, arena, NULL, "u", NULL, &shared_scope);
    check_every_allocation(build_all, NULL);
    arena_free(arena);
    fixture_close(&shared);
}

static void building_can_be_stopped(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct overview *overview = NULL;
    struct cancel cancel = CANCEL_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, "autumn", NULL, &scope);
    cancel_set(&cancel);
    assert_false(overview_build(arena, fixture.store, &scope, &cancel, &overview, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_null(overview);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiles_have_value_grade_change_and_line),
        cmocka_unit_test(an_estimate_stands_in_where_the_band_is_out_of_reach),
        cmocka_unit_test(a_period_compares_with_the_one_before),
        cmocka_unit_test(a_filter_narrows_totals_changes_and_lines),
        cmocka_unit_test(money_of_two_currencies_is_not_added),
        cmocka_unit_test(what_has_no_date_counts_only_in_all_time),
        cmocka_unit_test(days_that_do_not_know_it_are_named),
        cmocka_unit_test(an_empty_store_has_empty_tiles),
        cmocka_unit_test(the_tiles_are_a_table_too),
        cmocka_unit_test(building_survives_any_allocation),
        cmocka_unit_test(building_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
