/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets: which of them holds, what the ledger does with them, and what became of older stores'.
 */
#include "unit/report_store.h"

#include <string.h>

#include <sqlite3.h>

#include "ops/target.h"
#include "report/item.h"

static int64_t set(struct fixture *fixture, const char *figure, const char *value,
                   const char *month, const char *kind)
{
    const struct ops_target words = {figure, value, month, kind};
    struct err err = ERR_INIT;
    int64_t run;
    check_ok(ops_target(fixture->store, &words, &run, &err), &err);
    return run;
}

static struct targets list(struct fixture *fixture, struct arena *arena)
{
    struct target *all;
    struct targets targets;
    struct err err = ERR_INIT;
    check_ok(targets_list(fixture->store, arena, &all, &targets.count, &err), &err);
    targets.all = all;
    return targets;
}

/* One line of all that stand: "ctr=0.3 revenue/2026-11/flow=5000000". */
static const char *written(struct fixture *fixture, struct arena *arena)
{
    struct targets targets = list(fixture, arena);
    const char *text = "";
    for (size_t i = 0; i < targets.count; i++) {
        const struct target *target = &targets.all[i];
        char month[TARGET_MONTH_SIZE];
        bool all = target->kind == KIND_UNKNOWN;
        text = arena_printf(arena, "%s%s%s%s%s%s%s=%.9g%s", text, i ? " " : "",
                            target_figure(target), target->month != DAY_NONE ? "/" : "",
                            target_month_name(target->month, month), all ? "" : "/",
                            all ? "" : campaign_kind_name(target->kind), target->value,
                            target->currency.code);
    }
    return text;
}

static void undo(struct fixture *fixture, int64_t id)
{
    struct err err = ERR_INIT;
    check_ok(ledger_undo(fixture->store, id, NULL, &err), &err);
}

static void the_latest_counts_until_it_is_undone_or_ended(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    char before[33], after[33];
    fixture_open(&fixture, NULL);
    set(&fixture, "ctr", "25%", NULL, NULL);
    assert_int_equal(set(&fixture, "ctr", "0.25", NULL, NULL), 0);
    int64_t second = set(&fixture, "ctr", "30%", NULL, NULL);
    int64_t month = set(&fixture, "ctr", "35%", "2026-11", NULL);
    set(&fixture, "ctr", "40%", "2026-11", "flow");
    set(&fixture, "aov", "12.50 EUR", NULL, NULL);
    set(&fixture, "budget", "5000 EUR", "2026-11", NULL);
    set(&fixture, "sent", "12 000", NULL, "post-purchase");
    set(&fixture, "conversations", "40", NULL, NULL); /* an id of both: the counter */
    assert_string_equal(written(&fixture, arena),
                        "ctr=0.3 ctr/2026-11=0.35 ctr/2026-11/flow=0.4 aov=12500000EUR "
                        "sent/post_purchase=12000 conversations=40 cost/2026-11=5e+09EUR");
    undo(&fixture, second);
    undo(&fixture, month);
    assert_true(set(&fixture, "aov", "none", NULL, NULL) > 0);
    assert_int_equal(set(&fixture, "cost", "none", NULL, NULL), 0); /* only that month has one */
    assert_true(set(&fixture, "cost", "none", "2026-11", NULL) > 0);
    const char *stands = written(&fixture, arena);
    assert_string_equal(stands,
                        "ctr=0.25 ctr/2026-11/flow=0.4 sent/post_purchase=12000 conversations=40");
    fixture_digest(&fixture, before);
    check_ok(store_rebuild(fixture.store, NULL, NULL, &err), &err);
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    assert_string_equal(written(&fixture, arena), stands);
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_cannot_be_is_refused(void **unused)
{
    (void)unused;
    static const struct {
        struct ops_target words;
        const char *text;
    } cases[] = {
        {{"ctr", "25", NULL, NULL}, "\"25\" is no value of ctr"},
        {{"revenue", "5000", NULL, NULL}, "\"5000\" is no value of revenue"},
        {{"revenue", "-5 EUR", NULL, NULL}, "\"-5 EUR\" is no value of revenue"},
        {{"sent", "0", NULL, NULL}, "\"0\" is no value of sent"},
        {{"sent", "1.5", NULL, NULL}, "\"1.5\" is no value of sent"},
        {{"list_growth", "-3", NULL, NULL}, "\"-3\" is no value of list_growth"},
        {{"budget", "5.000EUR", NULL, NULL}, "\"5.000EUR\" may be whole ones or thousands"},
        {{"aov", "1,000 EUR", NULL, NULL}, "\"1,000 EUR\" may be whole ones or thousands"},
        {{"revenue", "9000000000000EUR", NULL, NULL},
         "\"9000000000000EUR\" is no value of revenue"},
        {{"rocs", "0x10", NULL, NULL}, "\"0x10\" is no value of rocs"},
        {{"rocs", "inf", NULL, NULL}, "\"inf\" is no value of rocs"},
        {{"spark", "3", NULL, NULL}, "spark is no figure that can have a target"},
        {{"ctr", "25%", "2026-13", NULL}, "\"2026-13\" is no month"},
        {{"ctr", "25%", "2026-11-01", NULL}, "\"2026-11-01\" is no month"},
        {{"ctr", "none", "november", NULL}, "\"november\" is no month"},
        {{"ctr", "25%", NULL, "promotion"}, "\"promotion\" is no kind of campaign"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct target target;
        struct err err = ERR_INIT;
        bool none;
        assert_false(ops_target_parse(&cases[i].words, &target, &none, &err));
        assert_int_equal(err.code, ERR_USAGE);
        assert_string_equal(err.text, cases[i].text);
    }
}

/* The rule of targets.h, a period and a kind each; 0: no target. */
static void the_closest_one_holds(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    set(&fixture, "ctr", "20%", NULL, NULL);
    set(&fixture, "ctr", "30%", "2026-11", NULL);
    set(&fixture, "ctr", "25%", NULL, "flow");
    set(&fixture, "ctr", "35%", "2026-11", "flow");
    set(&fixture, "ctr", "40%", "2026-12", "drip");
    set(&fixture, "revenue", "100 EUR", NULL, NULL);
    set(&fixture, "revenue", "300 EUR", "2026-11", NULL);
    set(&fixture, "revenue", "40 EUR", "2026-11", "flow");
    set(&fixture, "revenue", "9 USD", "2027-01", NULL);
    set(&fixture, "sent", "50", "2026-11", NULL);
    struct targets targets = list(&fixture, arena);
    static const struct {
        const char *figure, *from, *to;
        enum campaign_kind kind;
        double value;
    } cases[] = {
        {"ctr", "2026-11-01", "2026-11-30", KIND_UNKNOWN, 0.3},
        {"ctr", "2026-11-05", "2026-11-05", KIND_UNKNOWN, 0.3},
        {"ctr", "2026-10-31", "2026-11-30", KIND_UNKNOWN, 0.2},
        {"ctr", "2026-10-01", "2026-10-31", KIND_UNKNOWN, 0.2},
        {"ctr", "2026-11-01", "2026-11-30", KIND_FLOW, 0.35},
        {"ctr", "2026-10-01", "2026-10-31", KIND_FLOW, 0.25},
        {"ctr", "2026-11-01", "2026-11-30", KIND_DRIP, 0.3},
        {"ctr", "2026-12-01", "2026-12-31", KIND_DRIP, 0.4},
        {"ctr", "2026-10-01", "2026-12-31", KIND_DRIP, 0.2},
        {"aov", "2026-11-01", "2026-11-30", KIND_UNKNOWN, 0},
        /* sums: whole months, or a month so far */
        {"revenue", "2026-11-01", "2026-11-30", KIND_UNKNOWN, 300e6},
        {"revenue", "2026-11-01", "2026-11-16", KIND_UNKNOWN, 300e6},
        {"revenue", "2026-11-01", "2026-11-15", KIND_UNKNOWN, 0},
        {"revenue", "2026-10-01", "2026-12-31", KIND_UNKNOWN, 500e6},
        {"revenue", "2026-10-02", "2026-12-31", KIND_UNKNOWN, 0},
        {"revenue", "2026-12-01", "2027-01-31", KIND_UNKNOWN, 0}, /* two currencies */
        {"revenue", "2026-11-01", "2026-11-30", KIND_FLOW, 40e6},
        {"revenue", "2026-10-01", "2026-10-31", KIND_FLOW, 0}, /* never what all are to reach */
        {"sent", "2026-11-01", "2026-11-30", KIND_UNKNOWN, 50},
        {"sent", "2026-10-01", "2026-11-30", KIND_UNKNOWN, 0}, /* October has none */
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct period period;
        struct target found = {.value = 0};
        assert_true(civil_parse_day(cases[i].from, &period.from) &&
                    civil_parse_day(cases[i].to, &period.to));
        enum counter counter = counter_by_name(cases[i].figure, false);
        enum kpi kpi = counter == COUNTER_NONE ? kpi_by_name(cases[i].figure) : KPI_NONE;
        bool is = targets_find(&targets, kpi, counter, cases[i].kind, &period,
                               civil_to_day(2026, 11, 16), &found);
        if (is != (cases[i].value > 0) || found.value != cases[i].value) {
            fail_msg("case %zu: %g, not %g", i, found.value, cases[i].value);
        }
    }
    const struct period all = {DAY_NONE, INT32_MAX};
    struct target found;
    assert_true(targets_find(&targets, KPI_CTR, COUNTER_NONE, KIND_UNKNOWN, &all, 0, &found));
    check_double(found.value, 0.2, 0, 0);
    assert_false(targets_find(&targets, KPI_NONE, COUNTER_REVENUE, KIND_UNKNOWN, &all, 0, &found));
    arena_free(arena);
    fixture_close(&fixture);
}

/* Under `targets` a kind's own row judges it, also where another set is bound to that kind. */
static void a_kind_is_judged_by_its_own(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct benchmark_set *judge;
    bool fallback;
    fixture_open(&fixture, NULL);
    set(&fixture, "ctr", "20%", NULL, NULL);
    set(&fixture, "ctr", "50%", NULL, "flow");
    set(&fixture, "open_rate", "80%", "2026-09", NULL);
    for (int chosen = 0; chosen < 3; chosen++) {
        if (chosen == 1) {
            check_ok(store_set(fixture.store, STORE_SETTING_BENCHMARK, "targets", &err), &err);
        }
        make_scope(&fixture, arena, "2026-09", NULL, chosen == 2 ? "targets" : NULL, &scope);
        struct grade_context flow =
            scope_context(&scope, KIND_FLOW, GOAL_SALES, "whatsapp", NULL, NULL);
        struct grade_context other = scope_context(&scope, KIND_DRIP, GOAL_SALES, NULL, NULL, NULL);
        const struct benchmark_row *row = grade_row(KPI_CTR, &flow, &judge, &fallback);
        assert_string_equal(judge->id, chosen ? "targets" : "automation");
        check_double(row->good, chosen ? 0.5 : 0.35, 0, 0);
        row = grade_row(KPI_CTR, &other, &judge, &fallback);
        check_double(row->good, chosen ? 0.2 : 0.25, 0, 0);
        row = grade_row(KPI_OPEN_RATE, &flow, &judge, &fallback);
        check_double(row->good, chosen ? 0.8 : 0.9, 0, 0);
    }
    /* The month's holds in its month alone. */
    make_scope(&fixture, arena, NULL, NULL, "targets", &scope);
    struct grade_context any = scope_context(&scope, KIND_DRIP, GOAL_SALES, NULL, NULL, NULL);
    grade_row(KPI_OPEN_RATE, &any, &judge, &fallback);
    assert_true(fallback);
    arena_free(arena);
    fixture_close(&fixture);
}

static void run(struct fixture *fixture, const char *sql)
{
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s", message);
    }
    sqlite3_close(db);
}

/* Version 8 had them among the corrections. */
static void older_stores_keep_theirs(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    int64_t first = set(&fixture, "ctr", "25%", NULL, NULL);
    int64_t second = set(&fixture, "ctr", "7%", NULL, NULL);
    int64_t third = set(&fixture, "aov", "12.50 EUR", NULL, NULL);
    int64_t fourth = set(&fixture, "open_rate", "80%", NULL, NULL);
    int64_t fifth = set(&fixture, "open_rate", "none", NULL, NULL);
    const char *stands = written(&fixture, arena);
    assert_string_equal(stands, "ctr=0.07 aov=12500000EUR");
    fixture_close(&fixture);
    char sql[1000];
    snprintf(sql, sizeof sql,
             "DROP TABLE target; DROP TABLE merging; DROP TABLE merged; PRAGMA user_version = 8;"
             "INSERT INTO correction (import, campaign, field, value, away) VALUES"
             " (%lld, -1, 'target', 'ctr 0.25', 0),"
             " (%lld, -1, 'target', 'ctr 0.070000000000000007', 0),"
             " (%lld, -1, 'target', 'aov 12500000 EUR', 0),"
             " (%lld, -1, 'target', 'open_rate 0.80000000000000004', 0),"
             " (%lld, -1, 'target', 'list_growth -5', 0),"
             " (%lld, -1, 'target', 'open_rate', 0);",
             (long long)first, (long long)second, (long long)third, (long long)fourth,
             (long long)first, (long long)fifth);
    run(&fixture, sql);
    fixture_reopen(&fixture);
    assert_string_equal(written(&fixture, arena), stands);
    assert_true(list(&fixture, arena).all[0].value == 0.07);
    assert_int_equal(set(&fixture, "ctr", "7%", NULL, NULL), 0);
    undo(&fixture, fifth);
    undo(&fixture, second);
    assert_string_equal(written(&fixture, arena), "open_rate=0.8 ctr=0.25 aov=12500000EUR");
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_latest_counts_until_it_is_undone_or_ended),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(the_closest_one_holds),
        cmocka_unit_test(a_kind_is_judged_by_its_own),
        cmocka_unit_test(older_stores_keep_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
