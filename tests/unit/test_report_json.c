/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/mem.h"
#include "config/document.h"
#include "export/imports_json.h"
#include "export/report_json.h"

static void fill(struct fixture *fixture)
{
    const struct figures rows[] = {
        FIGURES(.campaign = "Fixture", .channel = "whatsapp", .month = 9, .day = 1, .sent = 6860,
                .delivered = 4659, .read = 2471, .clickers = 66),
        FIGURES(.campaign = "Geld \"1\"", .month = 9, .day = 20, .sent = 2000, .delivered = 2000,
                .clickers = 700, .conversions = 150, .currency = "EUR", .revenue = 300, .cost = 20),
        FIGURES(.campaign = NULL, .month = 9, .day = 2, .sent = 1204, .delivered = 1000),
    };
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
}

/* The document as it is written, parsed back. */
static cJSON *document(struct fixture *fixture, const struct scope *scope)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct totals *totals;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    struct sink *sink = sink_stream(stream, &err);
    check_ok(totals_build(arena, fixture->store, scope, NULL, &totals, &err), &err);
    struct walk *walk = walk_open(fixture->store, scope, NULL, NULL, &err);
    check_ok(walk, &err);
    check_ok(report_json_write(sink, scope, &(struct report_head){.totals = totals}, walk, &err),
             &err);
    check_ok(sink_finish(sink, &err), &err);
    fclose(stream);
    walk_close(walk);
    arena_free(arena);
    cJSON *parsed = cJSON_Parse(text);
    if (!parsed) {
        fail_msg("no JSON: %s", text);
    }
    free(text);
    return parsed;
}

static const cJSON *at(const cJSON *object, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!found) {
        fail_msg("no key %s", key);
    }
    return found;
}

static const char *text_at(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(at(object, key));
    return text ? text : "null";
}

static double number_at(const cJSON *object, const char *key)
{
    assert_true(cJSON_IsNumber(at(object, key)));
    return cJSON_GetNumberValue(at(object, key));
}

static void check_money(const cJSON *money, const char *amount, const char *currency)
{
    assert_int_equal(cJSON_GetArraySize(money), 2);
    assert_string_equal(text_at(money, "amount"), amount);
    assert_string_equal(text_at(money, "currency"), currency);
}

/* The keys of an object, in order, between blanks. */
static void check_keys(const cJSON *object, const char *want)
{
    char got[512] = "";
    const cJSON *item;
    cJSON_ArrayForEach(item, object)
    {
        strcat(got, item->string);
        strcat(got, " ");
    }
    assert_string_equal(got, want);
}

static void the_document_has_the_keys_of_the_contract(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    static const char campaign_keys[] =
        "id name alias group note tags archived channel kind goal start end currency "
        "still_counting_until counters kpis ";
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, "2026-09", NULL, NULL, &scope);
    cJSON *all = document(&fixture, &scope);
    check_keys(all, "schema period timezone rate_base benchmark totals campaigns ");
    assert_string_equal(text_at(all, "schema"), "campane.report/1");
    check_keys(at(all, "period"), "from to ");
    assert_string_equal(text_at(at(all, "period"), "from"), "2026-09-01");
    assert_string_equal(text_at(at(all, "period"), "to"), "2026-09-30");
    assert_string_equal(text_at(all, "timezone"), "UTC");
    assert_string_equal(text_at(all, "rate_base"), "delivered");
    assert_string_equal(text_at(all, "benchmark"), "reference");
    check_keys(at(all, "totals"), campaign_keys);
    const cJSON *campaigns = at(all, "campaigns");
    assert_int_equal(cJSON_GetArraySize(campaigns), 3);
    const cJSON *campaign = cJSON_GetArrayItem(campaigns, 0);
    check_keys(campaign, campaign_keys);
    assert_int_equal(cJSON_GetArraySize(at(campaign, "counters")), COUNTER_COUNT);
    assert_int_equal(cJSON_GetArraySize(at(campaign, "kpis")), KPI_COUNT);
    const cJSON *kpi;
    cJSON_ArrayForEach(kpi, at(campaign, "kpis"))
    {
        check_keys(kpi, "value low high grade certain distance reason partial estimated source ");
        assert_true(cJSON_IsBool(at(kpi, "certain")));
        assert_true(cJSON_IsBool(at(kpi, "partial")));
        assert_true(cJSON_IsBool(at(kpi, "estimated")));
    }
    cJSON_Delete(all);

    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    all = document(&fixture, &scope);
    assert_true(cJSON_IsNull(at(at(all, "period"), "from")));
    assert_true(cJSON_IsNull(at(at(all, "period"), "to")));
    cJSON_Delete(all);
    arena_free(arena);
    fixture_close(&fixture);
}

static void figures_are_exact(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    cJSON *all = document(&fixture, &scope);
    const cJSON *money = cJSON_GetArrayItem(at(all, "campaigns"), 0);
    assert_string_equal(text_at(money, "name"), "Geld \"1\"");
    assert_string_equal(text_at(money, "kind"), "broadcast");
    assert_string_equal(text_at(money, "goal"), "sales"); /* revenue is known */
    assert_string_equal(text_at(money, "channel"), "null");
    assert_string_equal(text_at(money, "start"), "2026-09-20");
    assert_string_equal(text_at(money, "end"), "2026-09-20");
    assert_string_equal(text_at(money, "still_counting_until"), "2026-09-25");
    assert_string_equal(text_at(money, "currency"), "EUR");
    check_money(at(at(money, "counters"), "revenue"), "300.00", "EUR");
    check_money(at(at(money, "counters"), "cost"), "20.00", "EUR"); /* the sum of its parts */
    check_money(at(at(money, "counters"), "cost_message"), "20.00", "EUR");
    assert_true(cJSON_IsNull(at(at(money, "counters"), "cost_ads")));
    const cJSON *kpis = at(money, "kpis");
    check_double(number_at(at(kpis, "rocs"), "value"), 15, 0, 0);
    assert_true(cJSON_IsNull(at(at(kpis, "rocs"), "low")));
    assert_string_equal(text_at(at(kpis, "rocs"), "grade"), "best");
    assert_true(cJSON_IsTrue(at(at(kpis, "rocs"), "certain"))); /* 150 conversions */
    check_double(number_at(at(kpis, "rocs"), "distance"), 5, 0, 0);
    check_double(number_at(at(kpis, "roi"), "value"), 14, 0, 0);
    check_money(at(at(kpis, "revenue_per_recipient"), "value"), "0.15", "EUR");
    assert_string_equal(text_at(at(kpis, "revenue_per_recipient"), "reason"), "no_benchmark");
    check_double(number_at(at(kpis, "ctr"), "value"), 0.35, 0, 0);
    assert_string_equal(text_at(at(kpis, "ctr"), "grade"), "best");
    check_double(number_at(at(kpis, "ctr"), "distance"), 0.05, 1e-12, 0);
    assert_string_equal(text_at(at(kpis, "ctr"), "source"), "report");

    const cJSON *fixed = cJSON_GetArrayItem(at(all, "campaigns"), 1);
    char id[9];
    campaign_id_format(campaign_number("Fixture"), id);
    assert_string_equal(text_at(fixed, "id"), id);
    assert_string_equal(text_at(fixed, "still_counting_until"), "null");
    assert_string_equal(text_at(fixed, "currency"), "null");
    check_double(number_at(at(fixed, "counters"), "sent"), 6860, 0, 0);
    assert_true(cJSON_IsNull(at(at(fixed, "counters"), "optouts")));
    kpis = at(fixed, "kpis");
    check_double(number_at(at(kpis, "open_rate"), "value"), 2471.0 / 4659, 0, 0);
    assert_string_equal(text_at(at(kpis, "open_rate"), "reason"), "out_of_reach");
    assert_string_equal(text_at(at(kpis, "open_rate"), "grade"), "null");
    check_double(number_at(at(kpis, "open_rate"), "distance"), 2471.0 / 4659 - 0.85, 1e-15, 0);
    assert_true(cJSON_IsTrue(at(at(kpis, "open_rate_adjusted"), "estimated")));
    check_double(number_at(at(kpis, "ctr"), "value"), 66.0 / 4659, 0, 0);
    assert_string_equal(text_at(at(kpis, "ctr"), "grade"), "poor");
    assert_string_equal(text_at(at(kpis, "optout_rate"), "reason"), "unknown_counter");
    assert_string_equal(text_at(at(kpis, "optout_rate"), "source"), "null");
    assert_true(cJSON_IsNull(at(at(kpis, "optout_rate"), "value")));
    assert_string_equal(text_at(at(kpis, "nps"), "reason"), "unknown_counter");

    const cJSON *totals = at(all, "totals");
    assert_string_equal(text_at(totals, "id"), "null");
    check_double(number_at(at(totals, "counters"), "sent"), 6860 + 2000 + 1204, 0, 0);
    check_double(number_at(at(at(totals, "kpis"), "ctr"), "value"), 766.0 / 6659, 0, 0);
    assert_true(cJSON_IsTrue(at(at(at(totals, "kpis"), "ctr"), "partial")));

    const cJSON *nobody = cJSON_GetArrayItem(at(all, "campaigns"), 2);
    assert_string_equal(text_at(nobody, "name"), CAMPAIGN_UNATTRIBUTED);
    assert_string_equal(text_at(at(at(nobody, "kpis"), "delivery_rate"), "grade"), "null");
    assert_string_equal(text_at(at(at(nobody, "kpis"), "delivery_rate"), "reason"), "not_judged");
    cJSON_Delete(all);
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_base_changes_rates_and_grades(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, "fixture", NULL, &scope);
    scope.options.base = RATE_BASE_SENT;
    cJSON *all = document(&fixture, &scope);
    assert_string_equal(text_at(all, "rate_base"), "sent");
    assert_int_equal(cJSON_GetArraySize(at(all, "campaigns")), 1);
    const cJSON *kpis = at(cJSON_GetArrayItem(at(all, "campaigns"), 0), "kpis");
    check_double(number_at(at(kpis, "open_rate"), "value"), 2471.0 / 6860, 0, 0);
    check_double(number_at(at(kpis, "ctr"), "value"), 66.0 / 6860, 0, 0);
    assert_string_equal(text_at(at(kpis, "ctr"), "reason"), "base_differs");
    assert_true(cJSON_IsNull(at(at(kpis, "ctr"), "distance")));
    check_double(number_at(at(at(all, "totals"), "counters"), "sent"), 6860, 0, 0);
    cJSON_Delete(all);
    arena_free(arena);
    fixture_close(&fixture);
}

static void several_currencies_stand_beside_each_other(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    const struct figures rows[] = {FIGURES(.campaign = "US", .month = 9, .day = 1, .sent = 10,
                                           .delivered = 10, .currency = "USD", .revenue = 7,
                                           .cost = 1)};
    fixture_open(&fixture, NULL);
    fill(&fixture);
    import_figures(&fixture, "b.csv", rows, 1);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    cJSON *all = document(&fixture, &scope);
    const cJSON *totals = at(all, "totals");
    assert_true(cJSON_IsNull(at(at(totals, "counters"), "revenue")));
    assert_string_equal(text_at(at(at(totals, "kpis"), "rocs"), "reason"), "mixed_currency");
    assert_string_equal(text_at(totals, "currency"), "null");
    const cJSON *currencies = at(totals, "by_currency");
    assert_int_equal(cJSON_GetArraySize(currencies), 2);
    check_money(at(cJSON_GetArrayItem(currencies, 0), "revenue"), "300.00", "EUR");
    check_money(at(cJSON_GetArrayItem(currencies, 1), "cost"), "1.00", "USD");
    assert_string_equal(text_at(cJSON_GetArrayItem(currencies, 1), "currency"), "USD");
    cJSON_Delete(all);
    arena_free(arena);
    fixture_close(&fixture);
}

static void an_empty_store_has_no_campaigns(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    cJSON *all = document(&fixture, &scope);
    assert_int_equal(cJSON_GetArraySize(at(all, "campaigns")), 0);
    assert_true(cJSON_IsNull(at(at(at(all, "totals"), "counters"), "sent")));
    assert_string_equal(text_at(at(at(at(all, "totals"), "kpis"), "ctr"), "reason"),
                        "unknown_counter");
    cJSON_Delete(all);
    arena_free(arena);
    fixture_close(&fixture);
}

static void show_is_the_same_with_one_campaign(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct campaign_row row;
    struct report_item item;
    char *text = NULL;
    size_t length = 0;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    import_facts(&fixture, "Fixture", KIND_FLOW, GOAL_BRAND);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(query_campaign(fixture.store, arena, campaign_number("Fixture"), DAY_NONE, INT32_MAX,
                            &row, &err),
             &err);
    item_of_row(&scope, &row, &item);
    FILE *stream = open_memstream(&text, &length);
    struct sink *sink = sink_stream(stream, &err);
    check_ok(report_json_show(sink, &scope, &item, &err), &err);
    check_ok(sink_finish(sink, &err), &err);
    fclose(stream);
    cJSON *all = cJSON_Parse(text);
    assert_non_null(all);
    check_keys(all, "schema period timezone rate_base benchmark totals campaigns ");
    assert_int_equal(cJSON_GetArraySize(at(all, "campaigns")), 1);
    const cJSON *one = cJSON_GetArrayItem(at(all, "campaigns"), 0);
    assert_string_equal(text_at(one, "kind"), "flow");
    assert_string_equal(text_at(one, "goal"), "brand");
    assert_string_equal(text_at(at(all, "totals"), "kind"), "null");
    /* Judged alike, by what flows are judged by. */
    assert_true(cJSON_Compare(at(one, "kpis"), at(at(all, "totals"), "kpis"), true));
    assert_true(cJSON_Compare(at(one, "counters"), at(at(all, "totals"), "counters"), true));
    cJSON_Delete(all);
    free(text);
    arena_free(arena);
    fixture_close(&fixture);
}

/* --- imports --------------------------------------------------------------------------------- */

static cJSON *ledger(struct fixture *fixture, const struct scope *scope, struct arena *arena)
{
    struct err err = ERR_INIT;
    const struct imports *imports;
    char *text = NULL;
    size_t length = 0;
    check_ok(imports_build(arena, fixture->store, scope, &imports, &err), &err);
    FILE *stream = open_memstream(&text, &length);
    struct sink *sink = sink_stream(stream, &err);
    check_ok(imports_json_write(sink, imports, &err), &err);
    check_ok(sink_finish(sink, &err), &err);
    fclose(stream);
    cJSON *all = cJSON_Parse(text);
    assert_non_null(all);
    free(text);
    return all;
}

static void the_ledger_lists_what_stands(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    cJSON *all = ledger(&fixture, &scope, arena);
    assert_int_equal(cJSON_GetArraySize(at(all, "imports")), 0);
    cJSON_Delete(all);

    fill(&fixture);
    fill(&fixture);
    all = ledger(&fixture, &scope, arena);
    check_keys(all, "schema imports ");
    assert_string_equal(text_at(all, "schema"), "campane.imports/1");
    assert_int_equal(cJSON_GetArraySize(at(all, "imports")), 2);
    const cJSON *newest = cJSON_GetArrayItem(at(all, "imports"), 0);
    check_keys(newest, "id file format imported_at rows rejected changed from to can_undo ");
    check_double(number_at(newest, "id"), 2, 0, 0);
    assert_string_equal(text_at(newest, "file"), "a.csv");
    assert_string_equal(text_at(newest, "imported_at"), "2026-09-21T14:13:20Z");
    check_double(number_at(newest, "rows"), 3, 0, 0);
    check_double(number_at(newest, "changed"), 0, 0, 0);
    check_double(number_at(cJSON_GetArrayItem(at(all, "imports"), 1), "changed"), 3, 0, 0);
    assert_true(cJSON_IsNull(at(newest, "from")));
    assert_true(cJSON_IsTrue(at(newest, "can_undo")));
    cJSON_Delete(all);

    check_ok(ledger_undo(fixture.store, 2, NULL, &err), &err);
    all = ledger(&fixture, &scope, arena);
    assert_int_equal(cJSON_GetArraySize(at(all, "imports")), 1);
    cJSON_Delete(all);

    const struct import_detail *detail;
    char *text = NULL;
    size_t length = 0;
    check_ok(imports_detail(arena, fixture.store, &scope, 2, &detail, &err), &err);
    FILE *stream = open_memstream(&text, &length);
    struct sink *sink = sink_stream(stream, &err);
    check_ok(imports_json_show(sink, &detail->item, &err), &err);
    check_ok(sink_finish(sink, &err), &err);
    fclose(stream);
    all = cJSON_Parse(text);
    assert_true(cJSON_IsFalse(at(cJSON_GetArrayItem(at(all, "imports"), 0), "can_undo")));
    cJSON_Delete(all);
    free(text);
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool write_all(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    const struct totals *totals;
    const struct imports *imports;
    FILE *stream = fopen("/dev/null", "w");
    assert_non_null(stream);
    struct sink *sink = sink_stream(stream, err);
    bool ok = sink && totals_build(arena, shared.store, &shared_scope, NULL, &totals, err) &&
              imports_build(arena, shared.store, &shared_scope, &imports, err);
    struct walk *walk = ok ? walk_open(shared.store, &shared_scope, NULL, NULL, err) : NULL;
    ok = walk &&
         report_json_write(sink, &shared_scope, &(struct report_head){.totals = totals}, walk,
                           err) &&
         imports_json_write(sink, imports, err);
    walk_close(walk);
    sink_abandon(sink);
    fclose(stream);
    return ok;
}

static void writing_survives_any_allocation(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    const struct figures rows[] = {FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 10,
                                           .currency = "USD", .revenue = 7)};
    fixture_open(&shared, NULL);
    import_figures(&shared, "a.csv", rows, 1);
    make_scope(&shared, arena, NULL, NULL, NULL, &shared_scope);
    check_every_allocation(write_all, NULL);
    arena_free(arena);
    fixture_close(&shared);
}

static void a_walk_that_is_stopped_stops_the_document(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct totals *totals;
    struct cancel cancel = CANCEL_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(totals_build(arena, fixture.store, &scope, NULL, &totals, &err), &err);
    struct walk *walk = walk_open(fixture.store, &scope, NULL, &cancel, &err);
    check_ok(walk, &err);
    cancel_set(&cancel);
    FILE *stream = fopen("/dev/null", "w");
    struct sink *sink = sink_stream(stream, &err);
    assert_false(
        report_json_write(sink, &scope, &(struct report_head){.totals = totals}, walk, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    walk_close(walk);
    sink_abandon(sink);
    fclose(stream);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document_has_the_keys_of_the_contract),
        cmocka_unit_test(figures_are_exact),
        cmocka_unit_test(the_base_changes_rates_and_grades),
        cmocka_unit_test(several_currencies_stand_beside_each_other),
        cmocka_unit_test(an_empty_store_has_no_campaigns),
        cmocka_unit_test(show_is_the_same_with_one_campaign),
        cmocka_unit_test(the_ledger_lists_what_stands),
        cmocka_unit_test(writing_survives_any_allocation),
        cmocka_unit_test(a_walk_that_is_stopped_stops_the_document),
    };
    document_setup();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
