/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <string.h>

#include "report/explain.h"
#include "report/sets.h"

static void fill(struct fixture *fixture)
{
    const struct figures rows[] = {
        FIGURES(.campaign = "Fixture", .channel = "whatsapp", .month = 9, .day = 1, .sent = 6860,
                .delivered = 4659, .read = 2471, .clickers = 66),
        FIGURES(.campaign = "mail", .channel = "email", .month = 9, .day = 20, .sent = 2000,
                .delivered = 2000, .clickers = 40, .currency = "EUR", .revenue = 500, .cost = 20),
    };
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
}

static size_t row_of(const struct table *table, const char *id)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (strcmp(table_cell(table, i, 0)->text, id) == 0) {
            return i;
        }
    }
    fail_msg("no row %s", id);
    return 0;
}

static const struct cell *cell_of(const struct table *table, const char *id, const char *column)
{
    int place = table_column_by_id(table, column);
    assert_true(place >= 0);
    return table_cell(table, row_of(table, id), (size_t)place);
}

static void sets_are_listed_with_what_they_would_say(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct sets *sets;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(sets_build(arena, fixture.store, &scope, NULL, &sets, &err), &err);
    assert_int_equal(sets->table->row_count, 4);
    assert_string_equal(cell_of(sets->table, "reference", "state")->text, "in force");
    assert_int_equal(cell_of(sets->table, "email", "state")->kind, CELL_EMPTY);
    assert_string_equal(cell_of(sets->table, "reference", "origin")->text, "published targets");
    assert_int_equal(cell_of(sets->table, "reference", "bound_to")->kind, CELL_EMPTY);
    assert_string_equal(cell_of(sets->table, "automation", "bound_to")->text,
                        "kind flow, kind post_purchase");
    assert_string_equal(cell_of(sets->table, "email", "bound_to")->text, "channel email");
    assert_int_equal(cell_of(sets->table, "automation", "rows")->integer, 3);
    assert_int_equal(cell_of(sets->table, "reference", "poor")->integer, 1);
    assert_int_equal(cell_of(sets->table, "reference", "best")->integer, 0);
    assert_int_equal(cell_of(sets->table, "email", "good")->integer, 1);
    assert_int_equal(cell_of(sets->table, "automation", "poor")->kind, CELL_EMPTY);
    assert_int_equal(sets->table->note_count, 2);
    assert_non_null(strstr(sets->table->notes[1], "needs 8 campaigns"));
    arena_free(arena);
    fixture_close(&fixture);
}

static void one_set_shows_its_rows_and_claims(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct set_detail *detail;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(sets_detail(arena, fixture.store, &scope, "reference", NULL, &detail, &err), &err);
    assert_int_equal(detail->rows->row_count, 8);
    check_double(cell_of(detail->rows, "ctr", "good")->number, 0.25, 0, 0);
    assert_int_equal(cell_of(detail->rows, "ctr", "good")->kind, CELL_PERCENT);
    assert_int_equal(cell_of(detail->rows, "rocs", "best")->kind, CELL_TIMES);
    assert_string_equal(cell_of(detail->rows, "ctr", "base")->text, "delivered");
    assert_int_equal(cell_of(detail->rows, "rocs", "base")->kind, CELL_EMPTY);
    check_double(cell_of(detail->rows, "open_rate", "ceiling")->number, 0.825, 0, 0);
    assert_string_equal(cell_of(detail->rows, "conversion_rate", "ceiling")->text, "0.5 × ctr");
    assert_int_equal(detail->claimed->row_count, 2);
    assert_string_equal(table_cell(detail->claimed, 0, 1)->text, "45.0 % – 60.0 %");
    assert_string_equal(table_cell(detail->claimed, 1, 1)->text, "98.0 %");
    assert_non_null(strstr(detail->words, "Published WhatsApp benchmarks · published targets"));

    check_ok(sets_detail(arena, fixture.store, &scope, "email", NULL, &detail, &err), &err);
    assert_int_equal(cell_of(detail->rows, "revenue_per_recipient", "good")->kind, CELL_MONEY);
    assert_int_equal(cell_of(detail->rows, "revenue_per_recipient", "good")->integer, 100000);
    assert_int_equal(detail->claimed->row_count, 0);

    assert_false(sets_detail(arena, fixture.store, &scope, "mine", NULL, &detail, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_string_equal(err.todo, "there are: reference, measured-2026, automation, email, own");
    assert_false(sets_detail(arena, fixture.store, &scope, "own", NULL, &detail, &err));
    assert_non_null(strstr(err.text, "8 campaigns"));
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_own_set_is_shown_by_kind_and_channel(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct sets *sets;
    const struct set_detail *detail;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    char name[16];
    fixture_open(&fixture, NULL);
    for (int i = 0; i < 16; i++) {
        snprintf(name, sizeof name, "c%d", i);
        put_figures(batch, &FIGURES(.campaign = name, .channel = i < 8 ? "whatsapp" : "sms",
                                    .month = 9, .day = 1 + i, .sent = 2000, .delivered = 2000,
                                    .clickers = 20 * (i % 8 + 1)));
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(sets_build(arena, fixture.store, &scope, NULL, &sets, &err), &err);
    assert_int_equal(sets->table->row_count, 5); /* one row for both */
    assert_int_equal(cell_of(sets->table, "own", "poor")->integer, 4);
    assert_int_equal(sets->table->note_count, 1);
    check_ok(sets_detail(arena, fixture.store, &scope, "own", NULL, &detail, &err), &err);
    assert_true(detail->rows->row_count >= 4);
    assert_string_equal(table_cell(detail->rows, 0, 1)->text, "kind broadcast + channel sms");
    check_double(cell_of(detail->rows, "ctr", "good")->number, 0.045, 1e-12, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

/* --- explanations ---------------------------------------------------------------------------- */

static const char *line(const struct explain *explain, const char *label)
{
    for (size_t i = 0; i < explain->count; i++) {
        if (explain->lines[i].label && strcmp(explain->lines[i].label, label) == 0) {
            return explain->lines[i].text;
        }
    }
    return NULL;
}

static bool states(const struct explain *explain, const char *part)
{
    for (size_t i = 0; i < explain->count; i++) {
        if (strstr(explain->lines[i].text, part)) {
            return true;
        }
    }
    return false;
}

static const struct explain *ask(struct fixture *fixture, struct arena *arena,
                                 const struct scope *scope, const char *name, const char *column)
{
    struct err err = ERR_INIT;
    const struct explain *explain;
    int64_t number = name ? campaign_number(name) : -1;
    check_ok(explain_build(arena, fixture->store, scope, number, column, NULL, &explain, &err),
             &err);
    return explain;
}

static void a_rate_says_where_it_comes_from(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct explain *explain = ask(&fixture, arena, &scope, "Fixture", "ctr");
    assert_string_equal(explain->title, "Click-through rate · Fixture");
    assert_string_equal(line(explain, "Value"), "1.4 %");
    assert_string_equal(line(explain, "95 % sure"), "1.1–1.8 %");
    assert_string_equal(line(explain, "Formula"), "clickers / base");
    assert_string_equal(line(explain, "Base"), "Delivered");
    assert_string_equal(line(explain, "Clickers"), "66");
    assert_string_equal(line(explain, "Delivered"), "4 659");
    assert_string_equal(line(explain, "Comes from"), "counts as reported");
    assert_string_equal(line(explain, "Grade"), "poor");
    assert_string_equal(line(explain, "Distance"), "13.6 pt under typical");
    assert_string_equal(line(explain, "Benchmark"), "reference (published targets)");
    assert_string_equal(line(explain, "Bands"),
                        "typical from 15.0 %, good from 25.0 %, best from 30.0 %");
    assert_string_equal(line(explain, "Its source"), "published WhatsApp benchmark page, 2026");
    assert_string_equal(line(explain, "Its sample"), "not stated");
    assert_string_equal(line(explain, "File"), "a.csv (test, 2026-09-21)");
    scope.options.base = RATE_BASE_SENT;
    explain = ask(&fixture, arena, &scope, "Fixture", "ctr");
    assert_string_equal(line(explain, "Sent"), "6 860");
    assert_string_equal(line(explain, "No grade"), "its benchmark is for another base");
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_is_not_known_says_which_file_tells(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct explain *explain = ask(&fixture, arena, &scope, "Fixture", "optout_rate");
    assert_string_equal(line(explain, "Value"), "n/a");
    assert_string_equal(line(explain, "Why not"), "not known");
    assert_string_equal(line(explain, "Would tell"), "a webhook log, or a report with opt-outs");
    assert_null(line(explain, "Grade"));
    assert_null(line(explain, "Opt-outs"));

    explain = ask(&fixture, arena, &scope, "Fixture", "revenue");
    assert_string_equal(explain->title, "Revenue · Fixture");
    assert_string_equal(line(explain, "Value"), "n/a");
    assert_string_equal(line(explain, "Would tell"), "shop orders, or a report with revenue");
    explain = ask(&fixture, arena, &scope, "Fixture", "nps"); /* no counter tells it */
    assert_string_equal(line(explain, "Why not"), "not known");
    assert_string_equal(line(explain, "Would tell"), "feedback with ratings from 0 to 10");
    arena_free(arena);
    fixture_close(&fixture);
}

static void money_sums_and_young_campaigns_are_explained(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct explain *explain;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    explain = ask(&fixture, arena, &scope, "mail", "rocs");
    assert_string_equal(line(explain, "Revenue"), "€ 500.00");
    assert_string_equal(line(explain, "Cost"), "€ 20.00");
    assert_string_equal(line(explain, "Value"), "25.0 ×");
    /* email has no row for it, and what reference says is of WhatsApp */
    assert_string_equal(line(explain, "No grade"), "no benchmark");
    assert_true(states(explain, "The bands of reference are of whatsapp; this channel is email."));
    assert_true(states(explain, "Still counting until 25 Sep."));
    explain = ask(&fixture, arena, &scope, "mail", "clickers");
    assert_string_equal(line(explain, "Value"), "40");
    assert_string_equal(line(explain, "Clickers"), "by daily counts");

    explain = ask(&fixture, arena, &scope, NULL, "open_rate_adjusted");
    assert_string_equal(explain->title, "Open rate (est.) · All campaigns");
    assert_string_equal(line(explain, "Receipts off"), "17.5 %");
    assert_string_equal(line(explain, "Read"), "2 471");
    assert_true(states(explain, "leave those days out"));
    explain = ask(&fixture, arena, &scope, NULL, "sent");
    assert_string_equal(line(explain, "Value"), "8 860");

    assert_false(explain_build(arena, fixture.store, &scope, -1, "name", NULL, &explain, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_false(explain_build(arena, fixture.store, &scope, -1, "nope", NULL, &explain, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_false(explain_build(arena, fixture.store, &scope, 99, "ctr", NULL, &explain, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    arena_free(arena);
    fixture_close(&fixture);
}

static void items_are_explained_without_a_store(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    struct total total = {0};
    struct report_item item;
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct tally tally = {0};
    tally_set(&tally, COUNTER_SENT, 10);
    tally_set(&tally, COUNTER_DELIVERED, 10);
    tally_set(&tally, COUNTER_CLICKERS, 12);
    total_add_tally(&total, &tally, SOURCE_EVENTS, (struct currency){""});
    item_of_sum(&total, &item);
    const struct explain *explain = explain_kpi(arena, &scope, &item, KPI_CTR);
    assert_non_null(explain);
    assert_true(states(explain, "More than all there were"));
    assert_string_equal(line(explain, "No grade"), "too few to grade (under 100)");
    assert_string_equal(line(explain, "Comes from"), "counted message by message");
    explain = explain_counter(arena, &scope, &item, COUNTER_CLICKERS);
    assert_string_equal(line(explain, "Value"), "12");
    assert_string_equal(line(explain, "Counts"), "people who clicked a link or URL button");
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool build_all(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    const struct sets *sets;
    const struct set_detail *detail;
    const struct explain *explain;
    int64_t number = campaign_number("mail");
    return sets_build(arena, shared.store, &shared_scope, NULL, &sets, err) &&
           sets_detail(arena, shared.store, &shared_scope, "reference", NULL, &detail, err) &&
           explain_build(arena, shared.store, &shared_scope, number, "rocs", NULL, &explain, err) &&
           explain_build(arena, shared.store, &shared_scope, -1, "optouts", NULL, &explain, err);
}

static void building_survives_any_allocation(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    fixture_open(&shared, NULL);
    fill(&shared);
    make_scope(&shared, arena, NULL, NULL, NULL, &shared_scope);
    check_every_allocation(build_all, NULL);
    arena_free(arena);
    fixture_close(&shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_are_listed_with_what_they_would_say),
        cmocka_unit_test(one_set_shows_its_rows_and_claims),
        cmocka_unit_test(the_own_set_is_shown_by_kind_and_channel),
        cmocka_unit_test(a_rate_says_where_it_comes_from),
        cmocka_unit_test(what_is_not_known_says_which_file_tells),
        cmocka_unit_test(money_sums_and_young_campaigns_are_explained),
        cmocka_unit_test(items_are_explained_without_a_store),
        cmocka_unit_test(building_survives_any_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
