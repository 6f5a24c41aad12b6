/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <string.h>

#include "report/health.h"
#include "report/standing.h"

/* Campaigns of 2 000, all delivered, in four bands; a flow, an e-mail, a small one, one without
 * clicks, and messages without a campaign. */
static void fill(struct fixture *fixture)
{
#define BIG .month = 9, .day = 1, .sent = 2000, .delivered = 2000
    const struct figures rows[] = {
        FIGURES(.campaign = "poor", .channel = "whatsapp", BIG, .clickers = 100, .currency = "EUR",
                .revenue = 100, .cost = 200),
        FIGURES(.campaign = "nearly", .channel = "whatsapp", BIG, .clickers = 280),
        FIGURES(.campaign = "typical", .channel = "whatsapp", BIG, .clickers = 400, .optouts = 20),
        FIGURES(.campaign = "good", .channel = "whatsapp", BIG, .clickers = 540),
        FIGURES(.campaign = "best", .channel = "whatsapp", BIG, .clickers = 800),
        FIGURES(.campaign = "flow", .channel = "whatsapp", BIG, .clickers = 400),
        FIGURES(.campaign = "mail", .channel = "email", BIG, .clickers = 40),
        FIGURES(.campaign = "small", .channel = "whatsapp", .month = 9, .day = 17, .sent = 50,
                .delivered = 50, .clickers = 1),
        FIGURES(.campaign = "blind", .channel = "whatsapp", BIG),
        FIGURES(.campaign = NULL, .month = 9, .day = 1, .sent = 1204, .delivered = 1000,
                .clickers = 1),
    };
#undef BIG
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
    import_facts(fixture, "flow", KIND_FLOW, GOAL_UNKNOWN);
}

static const struct standing *build(struct fixture *fixture, struct arena *arena,
                                    const struct scope *scope)
{
    struct err err = ERR_INIT;
    const struct standing *standing;
    check_ok(standing_build(arena, fixture->store, scope, NULL, &standing, &err), &err);
    return standing;
}

static void the_verdict_counts_graded_campaigns(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->all, 9);
    assert_int_equal(standing->campaigns, 9);
    assert_int_equal(standing->matching, 9);
    assert_int_equal(standing->still_counting, 1);
    assert_int_equal(standing->verdict_kpi, KPI_CTR);
    assert_int_equal(standing->graded[GRADE_POOR], 2);
    assert_int_equal(standing->certain[GRADE_POOR], 1);
    assert_int_equal(standing->graded[GRADE_TYPICAL], 2);
    assert_int_equal(standing->graded[GRADE_GOOD], 2);
    assert_int_equal(standing->graded[GRADE_BEST], 1);
    assert_string_equal(standing->verdict,
                        "5 of 7 campaigns typical or better by CTR, 2 poor (1 surely); 2 need a "
                        "look. Revenue does not cover the cost: 0.50 times it.");
    assert_int_equal(standing->note_count, 2);
    /* 2 000 of 8 x 2 000 + 50 + 1 204 */
    assert_string_equal(standing->notes[0],
                        "11.6 % of what was sent is of email, which reference does not judge: the "
                        "filter channel = whatsapp leaves it out");
    assert_string_equal(standing->notes[1],
                        "Campaigns judged by sets of their own kind: automation (1), email (1)");

    make_scope(&fixture, arena, NULL, "best", NULL, &scope); /* too few for a verdict */
    standing = build(&fixture, arena, &scope);
    assert_null(standing->verdict);
    assert_int_equal(standing->verdict_kpi, KPI_NONE);
    assert_int_equal(standing->matching, 1);
    assert_int_equal(standing->campaigns, 9);

    make_scope(&fixture, arena, "2026-09-10..", NULL, NULL, &scope);
    standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->campaigns, 1);
    assert_int_equal(standing->all, 9);
    arena_free(arena);
    fixture_close(&fixture);
}

static void another_kpi_gives_the_verdict_where_clicks_are_unknown(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    static const char *const names[] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        put_figures(batch, &FIGURES(.campaign = names[i], .month = 9, .day = 1, .sent = 2000,
                                    .delivered = i == 0 ? 1000 : 1980));
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->verdict_kpi, KPI_DELIVERY_RATE);
    assert_string_equal(standing->verdict,
                        "3 of 4 campaigns typical or better by Delivery, 1 poor; 1 needs a look.");
    assert_null(standing->line->text); /* no CTR, no line */
    assert_int_equal(standing->line->count, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

static void opens_are_judged_by_what_fits_the_channel(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    static const char *const names[] = {"a", "b", "c", "mail"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        put_figures(batch, &FIGURES(.campaign = names[i], .channel = i == 3 ? "email" : "whatsapp",
                                    .month = 9, .day = 1, .sent = 9000, .read = 3400,
                                    .delivered = 8000, .conversions = 30));
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    /* 42.5 % is poor where receipts say it (51.5 % estimated) and good for e-mail. */
    assert_int_equal(standing->verdict_kpi, KPI_OPEN_RATE);
    assert_string_equal(standing->verdict,
                        "1 of 4 campaigns typical or better by Open, 3 poor; 3 need a look.");
    for (size_t i = 0; i < standing->attention_count; i++) {
        assert_false(standing->attention[i].kind == ATTENTION_GRADE &&
                     strcmp(standing->attention[i].name, "mail") == 0);
    }
    assert_string_equal(standing->attention[0].text,
                        "Open est. 51.5 %, 33.5 pt under typical (9 000 sent)");
    arena_free(arena);
    fixture_close(&fixture);
}

static void check_line(const struct attention *line, enum attention_kind kind, int64_t number,
                       const char *text)
{
    assert_int_equal(line->kind, kind);
    assert_true(line->number == number);
    assert_string_equal(line->text, text);
}

static void what_needs_attention_comes_by_weight(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->attention_count, 6);
    assert_int_equal(standing->attention_more, 0);
    check_line(&standing->attention[0], ATTENTION_GRADE, campaign_number("typical"),
               "Opt-out 1.0 %, 0.40 pt over typical (2 000 sent)");
    assert_string_equal(standing->attention[0].name, "typical");
    assert_int_equal(standing->attention[0].kpi, KPI_OPTOUT_RATE);
    assert_true(standing->attention[0].certain);
    check_line(&standing->attention[1], ATTENTION_GRADE, campaign_number("poor"),
               "CTR 5.0 %, 10.0 pt under typical (2 000 sent)");
    check_line(&standing->attention[2], ATTENTION_UNATTRIBUTED, 0,
               "1 204 messages name no campaign");
    check_line(&standing->attention[3], ATTENTION_UNKNOWN, -1,
               "Conv. n/a for 9 of 9: import shop orders, or a report with conversions");
    check_line(&standing->attention[4], ATTENTION_UNKNOWN, -1,
               "ROCS n/a for 8 of 9: import shop orders, or a report with revenue");
    check_line(&standing->attention[5], ATTENTION_UNKNOWN, -1,
               "Open n/a for 9 of 9: import a provider report or a webhook log");

    struct table *table = standing_table(arena, standing, NULL);
    assert_non_null(table);
    assert_int_equal(table->row_count, 6);
    assert_true(table->row_ids[1] == campaign_number("poor"));
    assert_string_equal(table_cell(table, 3, 0)->text, "All campaigns");
    arena_free(arena);
    fixture_close(&fixture);
}

/* What most campaigns want for is asked for, whichever of them came last. */
static void the_file_that_helps_most_is_asked_for(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    const struct figures rows[] = {
        FIGURES(.campaign = "latest", .month = 9, .day = 9, .sent = 2000, .clickers = 400),
        FIGURES(.campaign = "b", .month = 9, .day = 2, .sent = 2000, .delivered = 2000),
        FIGURES(.campaign = "c", .month = 9, .day = 1, .sent = 2000, .delivered = 2000),
    };
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    assert_true(standing->attention_count >= 1);
    check_line(&standing->attention[0], ATTENTION_UNKNOWN, -1,
               "CTR n/a for 3 of 3: import clicks or template analytics");
    arena_free(arena);
    fixture_close(&fixture);
}

/* Of equally heavy ones the later campaign comes first. */
static void equals_come_by_their_start(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    char name[16];
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "c%02d", i);
        put_figures(batch, &FIGURES(.campaign = name, .month = 9, .day = 1 + (i * 7) % 20,
                                    .sent = 2000, .delivered = 2000, .read = 1900, .clickers = 20,
                                    .repliers = 1, .optouts = ZERO, .conversions = 1,
                                    .currency = "EUR", .revenue = 10, .cost = 1));
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->attention_count, STANDING_LINES);
    /* 7 i mod 20 is 19 for i = 17, 18 for i = 14, 17 for i = 11. */
    assert_string_equal(standing->attention[0].name, "c17");
    assert_string_equal(standing->attention[1].name, "c14");
    assert_string_equal(standing->attention[2].name, "c11");
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_list_is_cut_and_says_so(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    struct batch *batch = batch_new();
    char name[16];
    for (int i = 0; i < 30; i++) {
        snprintf(name, sizeof name, "c%02d", i);
        put_figures(batch, &FIGURES(.campaign = name, .month = 9, .day = 1,
                                    .sent = 2000 + 10 * ((i * 7) % 30), .delivered = 2000,
                                    .read = 1900, .clickers = 20, .repliers = 1, .optouts = ZERO,
                                    .conversions = 1, .currency = "EUR", .revenue = 10, .cost = 1));
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->attention_count, STANDING_LINES);
    assert_int_equal(standing->attention_more, 30 - STANDING_LINES);
    /* The largest: 7 i mod 30 is 29 for i = 17, 28 for i = 4. */
    assert_string_equal(standing->attention[0].name, "c17");
    assert_string_equal(standing->attention[1].name, "c04");
    struct table *table = standing_table(arena, standing, NULL);
    assert_int_equal(table->row_count, STANDING_LINES);
    /* The verdict counts 30: so does the list. */
    assert_non_null(strstr(standing->verdict, "; 30 need a look"));
    assert_int_equal(table->note_count, 1);
    assert_string_equal(table->notes[0], "30 campaigns, 18 of them not in the list");
    arena_free(arena);
    fixture_close(&fixture);
}

/* 1 % of those delivered opted out in the last week (70 of 7 000; Wilson 0.79 to 1.26 %), 0.5 %
 * before (140 of 28 000; 0.42 to 0.59 %): beyond chance. 0.6 % (42; 0.44 to 0.81 %) may be. */
static void rising_optouts_are_noticed(void **unused)
{
    (void)unused;
    static const struct {
        int optouts; /* a day of the last week, of 1 000 */
        bool rose;
    } cases[] = {{10, true}, {6, false}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct fixture fixture;
        struct scope scope;
        struct health health;
        struct err err = ERR_INIT;
        struct arena *arena = arena_new();
        struct batch *batch = batch_new();
        fixture_open(&fixture, NULL);
        for (int k = 0; k < 36; k++) { /* 08-17 … 09-21, today */
            int day = 17 + k;
            bool week = k >= 28 && k < 35;
            put_figures(batch, &FIGURES(.campaign = "daily", .month = day <= 31 ? 8 : 9,
                                        .day = day <= 31 ? day : day - 31, .sent = 1000,
                                        .delivered = 1000, .optouts = week ? cases[i].optouts : 5));
        }
        fixture_import(&fixture, "a.csv", batch, TIME_NONE);
        batch_free(batch);
        make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
        assert_true(health_build(fixture.store, &scope, NULL, &health, &err));
        assert_true(health.known);
        const struct health_rate *rate = &health.rates[HEALTH_OPTOUTS];
        assert_int_equal(rate->now.numerator, 7 * cases[i].optouts);
        assert_int_equal(rate->now.denominator, 7000);
        assert_int_equal(rate->before.numerator, 140);
        assert_int_equal(rate->before.denominator, 28000);
        assert_int_equal(rate->way, cases[i].rose ? HEALTH_WORSE : HEALTH_STEADY);
        assert_int_equal(health.rates[HEALTH_CAP].way, HEALTH_STEADY); /* nobody knows it */
        const struct standing *standing = build(&fixture, arena, &scope);
        if (cases[i].rose) {
            check_line(&standing->attention[0], ATTENTION_RISING, -1,
                       "Opt-out rose to 1.0 % in the last 7 days, from 0.50 % in the 28 before; "
                       "0.40 pt over typical");
        } else {
            assert_true(standing->attention_count == 0 ||
                        standing->attention[0].kind != ATTENTION_RISING);
        }
        make_scope(&fixture, arena, "30d", NULL, NULL, &scope); /* too short for five weeks */
        assert_true(health_build(fixture.store, &scope, NULL, &health, &err) && !health.known);
        make_scope(&fixture, arena, NULL, "daily", NULL, &scope);
        assert_true(health_build(fixture.store, &scope, NULL, &health, &err) && !health.known);
        arena_free(arena);
        fixture_close(&fixture);
    }
}

/* Campaigns of 5 and of 15 opt-outs, 98 and 90 deliveries in 1 000 and 100; none of them changes.
 * Sent the first four weeks mostly to the good one, the last mostly to the bad one, the rate of all
 * rises and falls; where the bad one is new, nobody can tell. */
static void another_mix_is_no_change(void **unused)
{
    (void)unused;
    static const struct {
        int good_before, bad_before, good_week, bad_week; /* sent a day, in thousands */
        enum health_way way;
    } cases[] = {
        {4, 1, 1, 4, HEALTH_STEADY}, {5, 0, 0, 5, HEALTH_OBSERVED}, {5, 0, 1, 4, HEALTH_OBSERVED}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct fixture fixture;
        struct scope scope;
        struct health health;
        struct err err = ERR_INIT;
        struct arena *arena = arena_new();
        struct batch *batch = batch_new();
        fixture_open(&fixture, NULL);
        for (int k = 0; k < 35; k++) {
            int day = 17 + k, month = day <= 31 ? 8 : 9;
            int good = k >= 28 ? cases[i].good_week : cases[i].good_before;
            int bad = k >= 28 ? cases[i].bad_week : cases[i].bad_before;
            day = day <= 31 ? day : day - 31;
            if (good) {
                put_figures(batch, &FIGURES(.campaign = "good", .month = month, .day = day,
                                            .sent = good * 1000, .delivered = good * 980,
                                            .optouts = good * 5));
            }
            if (bad) {
                put_figures(batch, &FIGURES(.campaign = "bad", .month = month, .day = day,
                                            .sent = bad * 1000, .delivered = bad * 900,
                                            .optouts = bad * 15));
            }
        }
        fixture_import(&fixture, "a.csv", batch, TIME_NONE);
        batch_free(batch);
        make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
        check_ok(health_build(fixture.store, &scope, NULL, &health, &err), &err);
        assert_int_equal(health.rates[HEALTH_OPTOUTS].way, cases[i].way);
        assert_int_equal(health.delivery.way, cases[i].way);
        const struct standing *standing = build(&fixture, arena, &scope);
        assert_true(!standing->verdict || !strstr(standing->verdict, "rising"));
        if (cases[i].way == HEALTH_OBSERVED) {
            check_line(&standing->attention[1], ATTENTION_RISING, -1,
                       i == 1 ? "Opt-out 1.7 % in the last 7 days, 0.51 % in the 28 before: "
                                "observed, other campaigns were sent"
                              : "Opt-out 1.4 % in the last 7 days, 0.51 % in the 28 before: "
                                "observed, other campaigns were sent");
            assert_int_equal(standing->attention[0].kind, ATTENTION_FALLING);
        }
        for (size_t k = 0; cases[i].way == HEALTH_STEADY && k < standing->attention_count; k++) {
            assert_int_not_equal(standing->attention[k].kind, ATTENTION_FALLING);
            assert_int_not_equal(standing->attention[k].kind, ATTENTION_RISING);
        }
        arena_free(arena);
        fixture_close(&fixture);
    }
}

static void falling_deliveries_are_noticed(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    fixture_open(&fixture, NULL);
    for (int i = 0; i < 36; i++) { /* 08-17 … 09-21, today */
        int day = 17 + i;
        bool week = i >= 28 && i < 35;
        put_figures(batch, &FIGURES(.campaign = "daily", .month = day <= 31 ? 8 : 9,
                                    .day = day <= 31 ? day : day - 31, .sent = 1000,
                                    .delivered = i == 35 ? 100
                                                 : week  ? 850
                                                         : 970));
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    check_line(&standing->attention[0], ATTENTION_FALLING, -1,
               "Delivery fell to 85.0 % in the last 7 days, from 97.0 % in the 28 before; 5.0 pt "
               "under typical");
    make_scope(&fixture, arena, "..2026-09-10", NULL, NULL, &scope); /* it had not yet */
    standing = build(&fixture, arena, &scope);
    assert_true(standing->attention_count == 0 || standing->attention[0].kind != ATTENTION_FALLING);
    arena_free(arena);
    fixture_close(&fixture);
}

static void rejected_rows_are_mentioned(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    struct ingest_options options = {.file = "bad.csv", .format = "test", .options = ""};
    struct ingest *ingest = ingest_begin(fixture.store, &options, &err);
    check_ok(ingest, &err);
    struct ingest_file file = {.size = 1,
                               .rows = 300,
                               .rejected = 12,
                               .first = TIME_NONE,
                               .last = TIME_NONE,
                               .as_of = TIME_NONE};
    struct ingest_result result;
    check_ok(ingest_finish(ingest, &file, &result, &err), &err);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    const struct standing *standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->attention_count, 1);
    check_line(&standing->attention[0], ATTENTION_REJECTED, result.import,
               "12 of 300 rows of the last import were rejected");
    assert_string_equal(standing->attention[0].name, "bad.csv");
    check_ok(ledger_undo(fixture.store, result.import, NULL, &err), &err);
    standing = build(&fixture, arena, &scope);
    assert_int_equal(standing->attention_count, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

/* --- the benchmark line ---------------------------------------------------------------------- */

static void the_line_counts_every_set(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct benchline *line;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(benchline_build(arena, fixture.store, &scope, NULL, &line, &err), &err);
    assert_string_equal(line->text,
                        "Benchmark reference (published targets): poor 2 typical 1 good 1 best 1 · "
                        "measured-2026 (stated samples): 0 2 1 2 · automation (automated flows): "
                        "0 1 0 0 · email (e-mail): 0 0 1 0");
    assert_true(line->sets[0].current);
    assert_true(line->sets[2].bound);
    assert_string_equal(build(&fixture, arena, &scope)->line->text, line->text);

    /* Somebody chose: nothing to ask any more, the counts are there. */
    check_ok(store_set(fixture.store, STORE_SETTING_BENCHMARK, "measured-2026", &err), &err);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(benchline_build(arena, fixture.store, &scope, NULL, &line, &err), &err);
    assert_null(line->text);
    assert_string_equal(line->sets[0].id, "measured-2026");
    assert_int_equal(line->sets[0].counts[GRADE_BEST], 2);
    arena_free(arena);
    fixture_close(&fixture);
}

static void on_another_base_there_is_nothing_to_count(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct benchline *line;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    scope.options.base = RATE_BASE_SENT;
    check_ok(benchline_build(arena, fixture.store, &scope, NULL, &line, &err), &err);
    assert_null(line->text);
    arena_free(arena);
    fixture_close(&fixture);
}

static void own_campaigns_are_a_set_of_their_own(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    const struct benchline *line;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    char name[16];
    fixture_open(&fixture, NULL);
    for (int i = 1; i <= 8; i++) { /* 1 … 8 %: quartiles 2.75, 4.5, 6.25 */
        snprintf(name, sizeof name, "c%d", i);
        put_figures(batch, &FIGURES(.campaign = name, .channel = "whatsapp", .month = 9, .day = i,
                                    .sent = 2000, .delivered = 2000, .clickers = 20 * i));
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    batch_free(batch);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_ok(benchline_build(arena, fixture.store, &scope, NULL, &line, &err), &err);
    assert_string_equal(line->text,
                        "Benchmark reference (published targets): poor 8 typical 0 good 0 best 0 · "
                        "measured-2026 (stated samples): 4 4 0 0 · own 90 days: 2 2 2 2");
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool build_all(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    const struct standing *standing;
    return standing_build(arena, shared.store, &shared_scope, NULL, &standing, err) &&
           (standing_table(arena, standing, NULL) || err_memory(err));
}

static void building_survives_any_allocation(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    fixture_open(&shared, NULL);
    fill(&shared);
    make_scope(&shared, arena, "this year", NULL, NULL, &shared_scope);
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
    const struct standing *standing = NULL;
    const struct benchline *line = NULL;
    struct cancel cancel = CANCEL_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    cancel_set(&cancel);
    assert_false(standing_build(arena, fixture.store, &scope, &cancel, &standing, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_null(standing);
    err_clear(&err);
    scope.has_own = true; /* so that the walk itself is what stops */
    assert_false(benchline_build(arena, fixture.store, &scope, &cancel, &line, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_verdict_counts_graded_campaigns),
        cmocka_unit_test(another_kpi_gives_the_verdict_where_clicks_are_unknown),
        cmocka_unit_test(opens_are_judged_by_what_fits_the_channel),
        cmocka_unit_test(what_needs_attention_comes_by_weight),
        cmocka_unit_test(the_file_that_helps_most_is_asked_for),
        cmocka_unit_test(equals_come_by_their_start),
        cmocka_unit_test(the_list_is_cut_and_says_so),
        cmocka_unit_test(rising_optouts_are_noticed),
        cmocka_unit_test(another_mix_is_no_change),
        cmocka_unit_test(falling_deliveries_are_noticed),
        cmocka_unit_test(rejected_rows_are_mentioned),
        cmocka_unit_test(the_line_counts_every_set),
        cmocka_unit_test(on_another_base_there_is_nothing_to_count),
        cmocka_unit_test(own_campaigns_are_a_set_of_their_own),
        cmocka_unit_test(building_survives_any_allocation),
        cmocka_unit_test(building_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
