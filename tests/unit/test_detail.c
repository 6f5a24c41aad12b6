/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <math.h>
#include <string.h>

#include "report/detail.h"

static const struct detail *build(struct fixture *fixture, struct arena *arena,
                                  const struct scope *scope, const char *name, enum kpi trend)
{
    struct err err = ERR_INIT;
    const struct detail *detail;
    int64_t number = name ? campaign_number(name) : 0;
    check_ok(detail_build(arena, fixture->store, scope, number, trend, NULL, &detail, &err), &err);
    return detail;
}

static size_t place_of(const struct detail *detail, enum kpi id)
{
    size_t i = 0;
    while (i < detail->kpi_count && detail->kpis[i].kpi != id) {
        i++;
    }
    return i;
}

static const struct detail_kpi *kpi(const struct detail *detail, enum kpi id)
{
    size_t place = place_of(detail, id);
    assert_true(place < detail->kpi_count);
    return &detail->kpis[place];
}

static bool holds(const char *const *lines, size_t count, const char *part)
{
    for (size_t i = 0; i < count; i++) {
        if (strstr(lines[i], part)) {
            return true;
        }
    }
    return false;
}

static void fill(struct fixture *fixture)
{
    const struct figures rows[] = {
        FIGURES(.campaign = "Fixture", .channel = "whatsapp", .month = 9, .day = 1, .sent = 6860,
                .delivered = 4659, .read = 2471, .clickers = 66),
    };
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
}

static void the_funnel_marks_its_largest_drop(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "Fixture", KPI_NONE);
    assert_int_equal(detail->step_count, 5);
    assert_int_equal(detail->steps[0].count, 6860);
    assert_false(detail->steps[0].has_share);
    check_double(detail->steps[1].share, 4659.0 / 6860, 1e-12, 0);
    check_double(detail->steps[3].share, 66.0 / 2471, 1e-12, 0);
    assert_true(detail->steps[3].largest_drop); /* 2 405, before 2 201 and 2 188 */
    assert_false(detail->steps[1].largest_drop);
    assert_false(detail->steps[4].known); /* conversions */
    assert_false(detail->steps[4].has_share);
    struct table *table = detail_funnel_table(arena, detail);
    assert_non_null(table);
    assert_int_equal(table_cell(table, 4, 1)->kind, CELL_UNKNOWN);
    assert_string_equal(table_cell(table, 3, 3)->text, "largest drop");
    arena_free(arena);
    fixture_close(&fixture);
}

static void a_step_nobody_knows_is_passed_over(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 100,
                                           .delivered = 100, .clickers = 20, .conversions = 30)};
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, 1);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_false(detail->steps[2].known);
    check_double(detail->steps[3].share, 0.2, 1e-12, 0); /* of those delivered */
    assert_true(detail->steps[3].largest_drop);
    check_double(detail->steps[4].share, 1.5, 1e-12, 0); /* more than clicked: no drop */
    arena_free(arena);
    fixture_close(&fixture);
}

static void kpis_have_words(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "Fixture", KPI_NONE);
    const struct detail_kpi *ctr = kpi(detail, KPI_CTR);
    assert_string_equal(ctr->label, "Click-through rate");
    assert_string_equal(ctr->value_words, "1.4 %");
    assert_string_equal(ctr->interval, "1.1–1.8 %");
    assert_string_equal(ctr->distance, "13.6 pt under typical");
    assert_null(ctr->note);
    assert_false(ctr->has_change);
    assert_int_equal(ctr->result.grade.grade, GRADE_POOR);
    const struct detail_kpi *open = kpi(detail, KPI_OPEN_RATE);
    assert_string_equal(open->value_words, "53.0 %");
    assert_string_equal(open->distance, "32.0 pt under typical");
    assert_string_equal(open->note, "the band is out of reach here");
    assert_true(place_of(detail, KPI_OPEN_RATE_ADJUSTED) < detail->kpi_count);
    const struct detail_kpi *reply = kpi(detail, KPI_ENGAGEMENT_RATE);
    assert_string_equal(reply->value_words, "n/a");
    assert_string_equal(reply->note, "not known: import a webhook log, or a report with replies");
    assert_true(place_of(detail, KPI_CPL) ==
                detail->kpi_count); /* unknown, and nobody's first question */
    assert_int_equal(detail->unknown_count, 4);
    assert_string_equal(detail->unknown[0],
                        "Reply: import a webhook log, or a report with replies");
    assert_string_equal(detail->unknown[2],
                        "Conv.: import shop orders, or a report with conversions");

    struct table *table = detail_kpi_table(arena, detail);
    assert_non_null(table);
    assert_int_equal(table->row_count, detail->kpi_count);
    arena_free(arena);
    fixture_close(&fixture);
}

static void changes_need_a_period(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .month = 8, .day = 1, .sent = 1000, .delivered = 1000,
                .clickers = 100),
        FIGURES(.campaign = "x", .month = 9, .day = 2, .sent = 1000, .delivered = 1000,
                .clickers = 200),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, "2026-09", NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    const struct detail_kpi *ctr = kpi(detail, KPI_CTR);
    assert_string_equal(ctr->value_words, "20.0 %");
    assert_true(ctr->has_change);
    check_double(ctr->change, 0.1, 1e-12, 0);
    assert_string_equal(ctr->change_words, "+10.0 pt");
    assert_true(ctr->change_sure);
    /* The trend stands beside that of the period before. */
    assert_int_equal(detail->trend.kpi, KPI_CTR);
    assert_int_equal(detail->trend.first_day, civil_to_day(2026, 9, 1));
    assert_int_equal(detail->trend.count, 30);
    check_double(detail->trend.values[1], 0.2, 1e-12, 0);
    assert_true(isnan(detail->trend.values[0]));
    assert_int_equal(detail->trend.previous_count, 31);
    check_double(detail->trend.previous[0], 0.1, 1e-12, 0);

    make_scope(&fixture, arena, "2026-08", NULL, NULL, &scope); /* nothing in July */
    detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_false(kpi(detail, KPI_CTR)->has_change);
    assert_string_equal(kpi(detail, KPI_CTR)->value_words, "10.0 %");
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_trend_shows_gaps(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 100, .delivered = 90),
        FIGURES(.campaign = "x", .month = 9, .day = 4, .sent = 100, .delivered = 80),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_int_equal(detail->trend.kpi, KPI_DELIVERY_RATE); /* no clicks are known */
    assert_int_equal(detail->trend.count, 4);
    assert_int_equal(detail->trend.first_day, civil_to_day(2026, 9, 1));
    check_double(detail->trend.values[0], 0.9, 1e-12, 0);
    assert_true(isnan(detail->trend.values[1]));
    check_double(detail->trend.values[3], 0.8, 1e-12, 0);
    assert_null(detail->trend.previous);
    struct table *table = detail_trend_table(arena, detail);
    assert_int_equal(table->row_count, 4);
    assert_int_equal(table_cell(table, 1, 1)->kind, CELL_UNKNOWN);
    check_double(table_cell(table, 3, 1)->number, 0.8, 1e-12, 0);

    detail = build(&fixture, arena, &scope, "x", KPI_CTR); /* as asked, though unknown */
    assert_int_equal(detail->trend.kpi, KPI_CTR);
    assert_true(isnan(detail->trend.values[0]));

    make_scope(&fixture, arena, "2025", NULL, NULL, &scope);
    detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_int_equal(detail->trend.count, 365);
    assert_int_equal(detail->kpi_count, 7); /* the main ones, all unknown */
    arena_free(arena);
    fixture_close(&fixture);
}

static void undated_campaigns_have_no_trend(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {FIGURES(.campaign = "x", .sent = 100, .delivered = 90)};
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, 1);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_int_equal(detail->trend.count, 0);
    assert_int_equal(detail->trend.first_day, DAY_NONE);
    assert_string_equal(kpi(detail, KPI_DELIVERY_RATE)->value_words, "90.0 %");
    assert_non_null(detail_trend_table(arena, detail));
    arena_free(arena);
    fixture_close(&fixture);
}

static void variants_stand_side_by_side(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .variant = "A", .month = 9, .day = 1, .sent = 1000,
                .delivered = 1000, .clickers = 100),
        FIGURES(.campaign = "x", .variant = "B", .month = 9, .day = 1, .sent = 2000,
                .delivered = 2000, .clickers = 600),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_int_equal(detail->parts_by, ATTR_VARIANT);
    assert_int_equal(detail->part_count, 2);
    assert_string_equal(detail->parts[0].name, "B"); /* the larger */
    struct kpi_result ctr = item_kpi(&detail->parts[0].item, &scope, KPI_CTR);
    check_double(ctr.value.value, 0.3, 1e-12, 0);
    assert_int_equal(ctr.grade.grade, GRADE_BEST);
    assert_int_equal(item_kpi(&detail->parts[1].item, &scope, KPI_CTR).grade.grade, GRADE_POOR);

    struct table *table = detail_parts_table(arena, detail, &scope);
    assert_non_null(table);
    assert_string_equal(table->title, "Variant");
    assert_string_equal(table->columns[1].title, "B");
    assert_string_equal(table->columns[1].id, "part_1");
    assert_int_equal(table->row_count, 3); /* sent, delivery, CTR: nothing else is known */
    assert_int_equal(table_cell(table, 0, 1)->integer, 2000);
    check_double(table_cell(table, 2, 3)->number, 0.1, 1e-12, 0);
    assert_string_equal(table_cell(table, 2, 4)->text, "8.3–12.0 %");

    fill(&fixture);
    detail = build(&fixture, arena, &scope, "Fixture", KPI_NONE);
    assert_int_equal(detail->parts_by, ATTR_NONE);
    assert_null(detail_parts_table(arena, detail, &scope));
    arena_free(arena);
    fixture_close(&fixture);
}

static void many_parts_are_cut(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    char name[16];
    fixture_open(&fixture, NULL);
    for (int i = 0; i < 9; i++) {
        snprintf(name, sizeof name, "v%d", i);
        put_figures(batch, &FIGURES(.campaign = "x", .variant = name, .month = 9, .day = 1,
                                    .sent = 100 + i, .delivered = 100));
    }
    put_figures(batch,
                &FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 500, .delivered = 500));
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_int_equal(detail->part_count, DETAIL_PARTS_MAX);
    assert_int_equal(detail->part_all, 10);
    assert_string_equal(detail->parts[0].name, "(none)"); /* those that state no variant */
    assert_true(holds(detail->notes, detail->note_count, "6 of 10 are shown"));
    arena_free(arena);
    fixture_close(&fixture);
}

static void sources_that_differ_are_named(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures daily[] = {
        FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 1000, .delivered = 900),
        FIGURES(.campaign = "x", .month = 9, .day = 2, .sent = 1000, .delivered = 900),
        FIGURES(.campaign = "near", .month = 9, .day = 1, .sent = 1000),
        FIGURES(.campaign = "near", .month = 9, .day = 2, .sent = 1000),
    };
    const struct figures summary[] = {
        FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 2000, .delivered = 1900,
                .source = SOURCE_SUMMARY),
        FIGURES(.campaign = "near", .month = 9, .day = 1, .sent = 2040, .source = SOURCE_SUMMARY),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "daily.csv", daily, ARRAY_COUNT(daily));
    import_figures(&fixture, "summary.csv", summary, ARRAY_COUNT(summary));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_int_equal(detail->note_count, 1);
    assert_string_equal(detail->notes[0], "Delivered: 1 900 by summary, 1 800 by daily counts "
                                          "(this is shown).");
    detail = build(&fixture, arena, &scope, "near", KPI_NONE); /* 2 %: not over it */
    assert_int_equal(detail->note_count, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_is_special_is_said(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct detail *detail;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "new", .variant = "a", .month = 9, .day = 20, .sent = 10,
                .currency = "EUR", .cost = 1, .revenue = 2),
        FIGURES(.campaign = "new", .variant = "b", .month = 9, .day = 20, .sent = 10,
                .currency = "USD", .cost = 1, .revenue = 2),
        FIGURES(.campaign = NULL, .month = 9, .day = 1, .sent = 1000, .delivered = 900),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    detail = build(&fixture, arena, &scope, "new", KPI_NONE);
    assert_string_equal(detail->counting, "still counting until 25 Sep");
    assert_true(holds(detail->notes, detail->note_count, "several currencies"));
    assert_string_equal(kpi(detail, KPI_ROCS)->note, "several currencies");

    detail = build(&fixture, arena, &scope, NULL, KPI_NONE);
    assert_string_equal(detail->item.name, CAMPAIGN_UNATTRIBUTED);
    assert_null(detail->counting);
    assert_int_equal(kpi(detail, KPI_DELIVERY_RATE)->result.grade.grade, GRADE_NONE);
    assert_true(holds(detail->notes, detail->note_count, "not graded"));

    assert_false(detail_build(arena, fixture.store, &scope, 4711, KPI_NONE, NULL, &detail, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    struct cancel cancel = CANCEL_INIT;
    cancel_set(&cancel);
    assert_false(detail_build(arena, fixture.store, &scope, 0, KPI_NONE, &cancel, &detail, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    arena_free(arena);
    fixture_close(&fixture);
}

static void notes_of_kpis_add_up(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 1000, .delivered = 1000,
                .read = 1200, .clickers = 1100, .repliers = 5),
        FIGURES(.campaign = "x", .month = 9, .day = 2, .sent = 1000, .delivered = 1000),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, "email", &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "x", KPI_NONE);
    assert_string_equal(kpi(detail, KPI_CTR)->note,
                        "more than all there were · some days do not know it and are left out");
    assert_null(kpi(detail, KPI_CTR)->interval);
    assert_string_equal(kpi(detail, KPI_DELIVERY_RATE)->note, "judged by reference");
    /* Nothing judges it, but it is nobody's first question. */
    assert_string_equal(kpi(detail, KPI_CLICK_TO_OPEN_RATE)->note,
                        "some days do not know it and are left out");
    assert_string_equal(kpi(detail, KPI_ENGAGEMENT_RATE)->note,
                        "no benchmark · some days do not know it and are left out");
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_estimate_of_opens_is_left_to_its_channel(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "mail", .channel = "email", .month = 9, .day = 1, .sent = 1000,
                .delivered = 1000, .read = 400),
        FIGURES(.campaign = "chat", .channel = "whatsapp", .month = 9, .day = 1, .sent = 1000,
                .delivered = 1000, .read = 400),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct detail *detail = build(&fixture, arena, &scope, "mail", KPI_NONE);
    assert_int_equal(kpi(detail, KPI_OPEN_RATE)->result.grade.grade, GRADE_GOOD);
    assert_true(place_of(detail, KPI_OPEN_RATE_ADJUSTED) == detail->kpi_count);
    detail = build(&fixture, arena, &scope, "chat", KPI_NONE);
    assert_int_equal(kpi(detail, KPI_OPEN_RATE_ADJUSTED)->result.grade.grade, GRADE_POOR);
    arena_free(arena);
    fixture_close(&fixture);
}

static void failures_and_files_are_asked_apart(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct table *table;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    static const int32_t codes[] = {131026, 131026, 131026, 131049, 0};
    struct attrs attrs = fixture_attrs("x", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    fixture_open(&fixture, NULL);
    for (uint64_t key = 1; key <= 20; key++) {
        struct message *message = batch_message(batch, key, batch_attrs(batch, &attrs));
        message->at[MESSAGE_SENT] = FIXTURE_NOW - 86400 * 10;
        if (key <= ARRAY_COUNT(codes)) {
            message->at[MESSAGE_FAILED] = FIXTURE_NOW - 86400 * 10 + 5;
            message->code = codes[key - 1];
        }
    }
    int64_t import = fixture_import(&fixture, "log.ndjson", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, "2026-09", NULL, NULL, &scope);
    check_ok(
        detail_failures(arena, fixture.store, &scope, campaign_number("x"), NULL, &table, &err),
        &err);
    assert_int_equal(table->row_count, 3);
    assert_string_equal(table_cell(table, 0, 0)->text, "131049"); /* first, though not largest */
    assert_string_equal(table_cell(table, 1, 0)->text, "131026");
    assert_int_equal(table_cell(table, 1, 1)->integer, 3);
    check_double(table_cell(table, 1, 2)->number, 0.15, 1e-12, 0);
    assert_non_null(strstr(table_cell(table, 1, (size_t)table_column_by_id(table, "meaning"))->text,
                           "not on WhatsApp"));
    assert_string_equal(table_cell(table, 2, 0)->text, "0");
    assert_int_equal(table_cell(table, 2, 2)->kind, CELL_UNKNOWN); /* who names none has no share */
    assert_int_equal(table->note_count, 1);

    check_ok(detail_files(arena, fixture.store, campaign_number("x"), NULL, &table, &err), &err);
    assert_int_equal(table->row_count, 1);
    assert_true(table->row_ids[0] == import);
    assert_string_equal(table_cell(table, 0, 1)->text, "log.ndjson");
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool build_all(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    const struct detail *detail;
    struct table *table;
    int64_t number = campaign_number("x");
    return detail_build(arena, shared.store, &shared_scope, number, KPI_NONE, NULL, &detail, err) &&
           ((detail_funnel_table(arena, detail) && detail_kpi_table(arena, detail) &&
             detail_parts_table(arena, detail, &shared_scope) &&
             detail_trend_table(arena, detail)) ||
            err_memory(err)) &&
           detail_failures(arena, shared.store, &shared_scope, number, NULL, &table, err) &&
           detail_files(arena, shared.store, number, NULL, &table, err);
}

static void building_survives_any_allocation(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .variant = "A", .month = 9, .day = 20, .sent = 1000,
                .delivered = 1000, .clickers = 100),
        FIGURES(.campaign = "x", .variant = "B", .month = 8, .day = 20, .sent = 2000,
                .delivered = 2000, .clickers = 600),
        FIGURES(.campaign = "x", .variant = "B", .month = 9, .day = 1, .sent = 2000,
                .delivered = 2000, .clickers = 600),
        FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 9000, .source = SOURCE_SUMMARY),
    };
    fixture_open(&shared, NULL);
    import_figures(&shared, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&shared, arena, "2026-09", NULL, NULL, &shared_scope);
    check_every_allocation(build_all, NULL);
    arena_free(arena);
    fixture_close(&shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_funnel_marks_its_largest_drop),
        cmocka_unit_test(a_step_nobody_knows_is_passed_over),
        cmocka_unit_test(kpis_have_words),
        cmocka_unit_test(changes_need_a_period),
        cmocka_unit_test(the_trend_shows_gaps),
        cmocka_unit_test(undated_campaigns_have_no_trend),
        cmocka_unit_test(variants_stand_side_by_side),
        cmocka_unit_test(many_parts_are_cut),
        cmocka_unit_test(sources_that_differ_are_named),
        cmocka_unit_test(what_is_special_is_said),
        cmocka_unit_test(notes_of_kpis_add_up),
        cmocka_unit_test(the_estimate_of_opens_is_left_to_its_channel),
        cmocka_unit_test(failures_and_files_are_asked_apart),
        cmocka_unit_test(building_survives_any_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
