/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <math.h>
#include <string.h>

#include "export/export.h"
#include "report/campaigns.h"

/* A table as text, for comparing with what was looked at once. */
static void check_text(const struct table *table, const char *want)
{
    struct err err = ERR_INIT;
    char *got = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&got, &length);
    assert_non_null(stream);
    struct sink *sink = sink_stream(stream, &err);
    check_ok(export_table(sink, table, EXPORT_TEXT, NULL, &err), &err);
    check_ok(sink_finish(sink, &err), &err);
    fclose(stream);
    assert_string_equal(got, want);
    free(got);
}

static void fill(struct fixture *fixture)
{
    const struct figures rows[] = {
        /* The figures of issue 2. */
        FIGURES(.campaign = "Fixture", .channel = "whatsapp", .month = 9, .day = 1, .sent = 6860,
                .delivered = 4659, .read = 2471, .clickers = 66),
        /* Clicks are known on half of its days. */
        FIGURES(.campaign = "Half", .month = 8, .day = 1, .sent = 1000, .delivered = 1000,
                .clickers = 200),
        FIGURES(.campaign = "Half", .month = 8, .day = 2, .sent = 1000, .delivered = 1000),
        FIGURES(.campaign = "عرض نهاية", .month = 9, .day = 20, .sent = 3120, .delivered = 2936,
                .currency = "EUR", .revenue = 1100, .cost = 380, .conversions = 34),
        FIGURES(.campaign = NULL, .month = 9, .day = 2, .sent = 1204, .delivered = 1000),
    };
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
}

static struct campaigns *build(struct fixture *fixture, struct arena *arena,
                               const struct scope *scope, const struct campaigns_options *options)
{
    struct err err = ERR_INIT;
    struct campaigns *campaigns;
    check_ok(campaigns_build(arena, fixture->store, scope, options, NULL, &campaigns, &err), &err);
    return campaigns;
}

static const struct cell *cell_of(const struct campaigns *campaigns, const char *name,
                                  const char *column)
{
    int place = table_column_by_id(campaigns->table, column);
    assert_true(place >= 0);
    size_t row = 0;
    while (row < campaigns->table->row_count &&
           strcmp(table_cell(campaigns->table, row, 0)->text, name) != 0) {
        row++;
    }
    assert_true(row < campaigns->table->row_count);
    return table_cell(campaigns->table, row, (size_t)place);
}

static void the_default_table(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    assert_int_equal(campaigns->all, 3);
    assert_int_equal(campaigns->seen, 3);
    assert_int_equal(campaigns->matching, 3);
    assert_true(campaigns->unattributed);
    assert_int_equal(campaigns->table->row_count, 4);
    assert_int_equal(campaigns->table->row_ids[3], 0);
    assert_true(campaigns->table->row_ids[1] == campaign_number("Fixture"));
    check_text(
        campaigns->table,
        "Campaign        Start        Sent  Delivery      Open     CTR    Reply  Opt-out  Conv.   "
        "ROCS       Revenue  30 days\n"
        "\xe2\x81\xa8عرض نهاية\xe2\x81\xa9       2026-09-20  3 120    94.1 % T     n/a     n/a     "
        " "
        "n/a      n/a  1.2 %  2.9 ×~P  € 1 100.00\n"
        "Fixture         2026-09-01  6 860    67.9 % P  53.0 %   1.4 % P    n/a      n/a    n/a    "
        "n/a           n/a\n"
        "Half            2026-08-01  2 000   100.0 % B     n/a  20.0 %~T    n/a      n/a    n/a    "
        "n/a           n/a\n"
        "(unattributed)  2026-09-02  1 204    83.1 %       n/a     n/a      n/a      n/a    n/a    "
        "n/a           n/a\n"
        "\n"
        "Rates are per message delivered.\n"
        "1 campaign is still counting: its figures may grow.\n"
        "Where days do not know a figure they are left out of its rate; such grades are never "
        "sure.\n");
    arena_free(arena);
    fixture_close(&fixture);
}

static void figures_are_as_the_issue_states(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    check_double(cell_of(campaigns, "Fixture", "open_rate")->number, 2471.0 / 4659, 1e-12, 0);
    check_double(cell_of(campaigns, "Fixture", "ctr")->number, 66.0 / 4659, 1e-12, 0);
    const struct cell *open = cell_of(campaigns, "Fixture", "open_rate");
    assert_int_equal(open->grade, GRADE_NONE);
    assert_int_equal(open->reason, KPI_REASON_OUT_OF_REACH);
    assert_int_equal(cell_of(campaigns, "Fixture", "ctr")->grade, GRADE_POOR);
    assert_true(cell_of(campaigns, "Fixture", "ctr")->flags & CELL_CERTAIN);
    assert_int_equal(cell_of(campaigns, "Fixture", "optout_rate")->kind, CELL_UNKNOWN);
    assert_int_equal(cell_of(campaigns, "Fixture", "optout_rate")->reason,
                     KPI_REASON_UNKNOWN_COUNTER);

    scope.options.base = RATE_BASE_SENT;
    campaigns = build(&fixture, arena, &scope, NULL);
    check_double(cell_of(campaigns, "Fixture", "open_rate")->number, 2471.0 / 6860, 1e-12, 0);
    check_double(cell_of(campaigns, "Fixture", "ctr")->number, 66.0 / 6860, 1e-12, 0);
    assert_int_equal(cell_of(campaigns, "Fixture", "ctr")->grade, GRADE_NONE);
    assert_int_equal(cell_of(campaigns, "Fixture", "ctr")->reason, KPI_REASON_BASE_DIFFERS);
    arena_free(arena);
    fixture_close(&fixture);
}

static void unknown_days_do_not_dilute(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    const struct cell *ctr = cell_of(campaigns, "Half", "ctr");
    check_double(ctr->number, 0.2, 1e-12, 0); /* of the day that knows clicks */
    assert_true(ctr->flags & CELL_PARTIAL);
    assert_int_equal(ctr->grade, GRADE_TYPICAL);
    assert_false(ctr->flags & CELL_CERTAIN);
    assert_int_equal(cell_of(campaigns, "Half", "sent")->integer, 2000);
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_still_counts_is_marked(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    static const char *const columns[] = {"name", "counting_until", "sent", "delivered", "rocs"};
    struct campaigns_options options = {.columns = columns, .column_count = ARRAY_COUNT(columns)};
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, &options);
    assert_int_equal(cell_of(campaigns, "عرض نهاية", "counting_until")->integer,
                     civil_to_day(2026, 9, 25));
    assert_int_equal(cell_of(campaigns, "Fixture", "counting_until")->kind, CELL_EMPTY);
    assert_true(cell_of(campaigns, "عرض نهاية", "delivered")->flags & CELL_COUNTING);
    assert_true(cell_of(campaigns, "عرض نهاية", "rocs")->flags & CELL_COUNTING);
    assert_false(cell_of(campaigns, "عرض نهاية", "sent")->flags & CELL_COUNTING);
    assert_false(cell_of(campaigns, "Fixture", "delivered")->flags & CELL_COUNTING);
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_unattributed_are_not_graded(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    const struct cell *cell = cell_of(campaigns, CAMPAIGN_UNATTRIBUTED, "delivery_rate");
    check_double(cell->number, 1000.0 / 1204, 1e-12, 0);
    assert_int_equal(cell->grade, GRADE_NONE);
    assert_int_equal(cell->reason, KPI_REASON_NOT_JUDGED);

    /* Sorting leaves them where they are. */
    int sent = table_column_by_id(campaigns->table, "sent");
    assert_true(campaigns_sort(campaigns, &(struct table_key){sent, false}, 1));
    assert_int_equal(campaigns->table->row_ids[3], 0);
    assert_int_equal(table_cell(campaigns->table, 0, (size_t)sent)->integer, 2000);
    assert_true(campaigns_sort(campaigns, &(struct table_key){sent, true}, 1));
    assert_int_equal(campaigns->table->row_ids[3], 0);
    assert_int_equal(table_cell(campaigns->table, 0, (size_t)sent)->integer, 6860);
    assert_int_equal(campaigns->table->sort_column, sent);
    assert_true(campaigns->table->sort_descending);
    assert_false(campaigns_sort(campaigns, &(struct table_key){99, true}, 1));
    arena_free(arena);
    fixture_close(&fixture);
}

static void columns_order_and_limit_are_chosen(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct campaigns *campaigns;
    struct arena *arena = arena_new();
    static const char *const columns[] = {"name", "id",        "channel", "kind", "goal",
                                          "end",  "rate_base", "cost",    "read"};
    struct campaigns_options options = {.columns = columns,
                                        .column_count = ARRAY_COUNT(columns),
                                        .sort = "delivered",
                                        .descending = true,
                                        .limit = 2};
    fixture_open(&fixture, NULL);
    fill(&fixture);
    import_facts(&fixture, "Half", KIND_FLOW, GOAL_BRAND);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    campaigns = build(&fixture, arena, &scope, &options);
    assert_int_equal(campaigns->table->row_count, 2);
    assert_int_equal(campaigns->matching, 3);
    assert_false(campaigns->unattributed);
    assert_int_equal(campaigns->table->sort_column, -1); /* not a column that is shown */
    assert_string_equal(table_cell(campaigns->table, 0, 0)->text, "Fixture");
    assert_string_equal(table_cell(campaigns->table, 1, 0)->text, "عرض نهاية");
    char id[9];
    campaign_id_format(campaign_number("Fixture"), id);
    assert_string_equal(cell_of(campaigns, "Fixture", "id")->text, id);
    assert_string_equal(cell_of(campaigns, "Fixture", "channel")->text, "whatsapp");
    assert_string_equal(cell_of(campaigns, "Fixture", "kind")->text, "broadcast");
    assert_string_equal(cell_of(campaigns, "عرض نهاية", "goal")->text, "sales");
    assert_int_equal(cell_of(campaigns, "عرض نهاية", "channel")->kind, CELL_EMPTY);
    assert_string_equal(cell_of(campaigns, "Fixture", "rate_base")->text, "delivered");
    assert_int_equal(cell_of(campaigns, "عرض نهاية", "cost")->integer, 380 * MONEY_UNIT);
    options.limit = 0;
    campaigns = build(&fixture, arena, &scope, &options);
    assert_string_equal(cell_of(campaigns, "Half", "kind")->text, "flow");
    assert_string_equal(cell_of(campaigns, "Half", "goal")->text, "brand");
    assert_int_equal(cell_of(campaigns, CAMPAIGN_UNATTRIBUTED, "id")->kind, CELL_EMPTY);

    static const char *const wrong[] = {"name", "clicker"};
    options = (struct campaigns_options){.columns = wrong, .column_count = 2};
    assert_false(campaigns_build(arena, fixture.store, &scope, &options, NULL, &campaigns, &err));
    assert_int_equal(err.code, ERR_USAGE);
    options = (struct campaigns_options){.sort = "clicker"};
    assert_false(campaigns_build(arena, fixture.store, &scope, &options, NULL, &campaigns, &err));
    assert_int_equal(err.code, ERR_USAGE);
    arena_free(arena);
    fixture_close(&fixture);
}

static bool has_note(const struct table *table, const char *part)
{
    for (size_t i = 0; i < table->note_count; i++) {
        if (strstr(table->notes[i], part)) {
            return true;
        }
    }
    return false;
}

static void footnotes_say_what_is_special(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    const struct figures rows[] = {
        FIGURES(.campaign = "Two", .variant = "a", .month = 9, .day = 1, .sent = 10,
                .currency = "EUR", .cost = 1),
        FIGURES(.campaign = "Two", .variant = "b", .month = 9, .day = 1, .sent = 10,
                .currency = "USD", .cost = 1),
        FIGURES(.campaign = "Undated", .sent = 10),
    };
    import_figures(&fixture, "b.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    assert_true(has_note(campaigns->table, "Rates are per message delivered."));
    assert_true(has_note(campaigns->table, "1 campaign is still counting"));
    assert_true(has_note(campaigns->table, "left out of its rate"));
    assert_true(has_note(campaigns->table, "1 campaign holds money of several currencies"));
    assert_false(has_note(campaigns->table, "in this period"));
    assert_int_equal(cell_of(campaigns, "Two", "rocs")->kind, CELL_UNKNOWN);
    static const char *const columns[] = {"name", "cost"};
    struct campaigns_options options = {.columns = columns, .column_count = 2};
    campaigns = build(&fixture, arena, &scope, &options);
    assert_int_equal(cell_of(campaigns, "Two", "cost")->reason, KPI_REASON_MIXED_CURRENCY);
    assert_false(has_note(campaigns->table, "Rates are per"));

    make_scope(&fixture, arena, "2026-09", NULL, NULL, &scope);
    campaigns = build(&fixture, arena, &scope, NULL);
    assert_int_equal(campaigns->all, 5);
    assert_int_equal(campaigns->seen, 3);
    assert_true(has_note(campaigns->table, "2 campaigns have nothing in this period"));
    assert_int_equal(cell_of(campaigns, "Fixture", "sent")->integer, 6860);

    make_scope(&fixture, arena, NULL, "fix", NULL, &scope);
    campaigns = build(&fixture, arena, &scope, NULL);
    assert_int_equal(campaigns->matching, 1);
    assert_int_equal(campaigns->seen, 5);
    assert_int_equal(campaigns->table->row_count, 1);
    assert_false(campaigns->unattributed);
    arena_free(arena);
    fixture_close(&fixture);
}

static void a_period_cuts_campaigns(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, "2026-08-02", NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    assert_int_equal(campaigns->table->row_count, 1);
    assert_int_equal(cell_of(campaigns, "Half", "sent")->integer, 1000);
    assert_int_equal(cell_of(campaigns, "Half", "ctr")->kind, CELL_UNKNOWN);
    arena_free(arena);
    fixture_close(&fixture);
}

/* A row that is shown is counted, also of a campaign of which only kind and goal were stated. */
static void what_has_no_figures_is_counted(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    import_facts(&fixture, "Stated", KIND_FLOW, GOAL_BRAND);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    assert_int_equal(campaigns->matching, 4);
    assert_int_equal(campaigns->seen, 4);
    assert_int_equal(campaigns->table->row_count, 5); /* and what names none */
    make_scope(&fixture, arena, NULL, "stated", NULL, &scope);
    campaigns = build(&fixture, arena, &scope, NULL);
    assert_int_equal(campaigns->matching, 1);
    assert_int_equal(campaigns->seen, 4);
    assert_int_equal(campaigns->table->row_count, 1);
    arena_free(arena);
    fixture_close(&fixture);
}

static void an_empty_store_gives_an_empty_table(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    assert_int_equal(campaigns->table->row_count, 0);
    assert_int_equal(campaigns->all, 0);
    assert_false(campaigns->unattributed);
    assert_true(campaigns_sort(campaigns, &(struct table_key){0, true}, 1));
    arena_free(arena);
    fixture_close(&fixture);
}

static void sparklines_are_put_in_for_the_rows_asked_for(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct figures more[] = {
        FIGURES(.campaign = "Fixture", .channel = "whatsapp", .month = 9, .day = 21, .sent = 10),
    };
    fixture_open(&fixture, NULL);
    fill(&fixture);
    import_figures(&fixture, "b.csv", more, 1);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaigns *campaigns = build(&fixture, arena, &scope, NULL);
    size_t column = (size_t)table_column_by_id(campaigns->table, "spark");
    check_ok(campaigns_fill_sparks(arena, fixture.store, &scope, campaigns, 1, 100, NULL, &err),
             &err);
    assert_int_equal(table_cell(campaigns->table, 0, column)->kind, CELL_EMPTY); /* not asked */
    const struct cell *cell = cell_of(campaigns, "Fixture", "spark");
    assert_int_equal(cell->kind, CELL_SPARK);
    assert_int_equal(cell->spark->count, 30);
    check_double((double)cell->spark->values[9], 6860, 0, 0); /* 09-01; the last is 09-21 */
    check_double((double)cell->spark->values[29], 10, 0, 0);
    assert_true(isnan(cell->spark->values[10]));
    check_double((double)cell->spark->high, 6860, 0, 0);
    check_double((double)cell->spark->low, 0, 0, 0);
    /* Nothing was sent in those days: no line. */
    assert_int_equal(cell_of(campaigns, "Half", "spark")->kind, CELL_EMPTY);

    int64_t numbers[] = {campaign_number("عرض نهاية"), 12345};
    const struct spark *sparks[2];
    check_ok(campaigns_sparks(arena, fixture.store, &scope, numbers, 2, NULL, sparks, &err), &err);
    assert_non_null(sparks[0]);
    assert_null(sparks[1]); /* gone meanwhile */
    campaigns_put_sparks(campaigns, numbers, 2, sparks);
    assert_ptr_equal(table_cell(campaigns->table, 0, column)->spark, sparks[0]);

    struct cancel cancel = CANCEL_INIT;
    cancel_set(&cancel);
    assert_false(campaigns_sparks(arena, fixture.store, &scope, numbers, 2, &cancel, sparks, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool build_all(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    struct campaigns *campaigns;
    struct campaigns_options options = {.sort = "ctr"};
    return campaigns_build(arena, shared.store, &shared_scope, &options, NULL, &campaigns, err) &&
           campaigns_fill_sparks(arena, shared.store, &shared_scope, campaigns, 0, 10, NULL, err);
}

static void building_survives_any_allocation(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    fixture_open(&shared, NULL);
    fill(&shared);
    make_scope(&shared, arena, "2026-09", NULL, NULL, &shared_scope);
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
    struct campaigns *campaigns = NULL;
    struct cancel cancel = CANCEL_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    cancel_set(&cancel);
    assert_false(campaigns_build(arena, fixture.store, &scope, NULL, &cancel, &campaigns, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_null(campaigns);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_table),
        cmocka_unit_test(figures_are_as_the_issue_states),
        cmocka_unit_test(unknown_days_do_not_dilute),
        cmocka_unit_test(what_still_counts_is_marked),
        cmocka_unit_test(the_unattributed_are_not_graded),
        cmocka_unit_test(columns_order_and_limit_are_chosen),
        cmocka_unit_test(footnotes_say_what_is_special),
        cmocka_unit_test(a_period_cuts_campaigns),
        cmocka_unit_test(what_has_no_figures_is_counted),
        cmocka_unit_test(an_empty_store_gives_an_empty_table),
        cmocka_unit_test(sparklines_are_put_in_for_the_rows_asked_for),
        cmocka_unit_test(building_survives_any_allocation),
        cmocka_unit_test(building_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
