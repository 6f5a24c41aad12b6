/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/trend.h"
#include "store/query_among.h"
#include "unit/report_store.h"

#include <math.h>
#include <stdio.h>

static struct trend_measure measure_of(const char *id)
{
    struct err err = ERR_INIT;
    struct trend_measure measure;
    check_ok(trend_measure_find(id, &measure, &err), &err);
    return measure;
}

static const struct trend *build(struct fixture *fixture, struct arena *arena, const char *id,
                                 const char *period, const struct trend_request *more)
{
    struct err err = ERR_INIT;
    struct scope *scope = ARENA_NEW(arena, struct scope);
    struct trend_request *request = ARENA_NEW(arena, struct trend_request);
    const struct trend *trend = NULL;
    *request = more ? *more : (struct trend_request){.by = TREND_DAY};
    request->measure = measure_of(id);
    make_scope(fixture, arena, period, NULL, NULL, scope);
    check_ok(trend_build(arena, fixture->store, scope, request, NULL, &trend, &err), &err);
    return trend;
}

/* --- measures and steps ---------------------------------------------------------------------- */

static void measures(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    struct trend_measure measure;
    assert_int_equal(measure_of("ctr").kpi, KPI_CTR);
    assert_int_equal(measure_of("ctr").counter, COUNTER_NONE);
    assert_int_equal(measure_of("revenue").counter, COUNTER_REVENUE);
    assert_int_equal(measure_of("conversations").counter, COUNTER_CONVERSATIONS);
    assert_int_equal(trend_measure_direction(measure_of("optout_rate")), -1);
    assert_int_equal(trend_measure_direction(measure_of("optouts")), -1);
    assert_int_equal(trend_measure_direction(measure_of("sent")), 0);
    assert_int_equal(trend_measure_direction(measure_of("clickers")), 1);
    assert_false(trend_measure_find("name", &measure, &err)); /* a column, but no figure */
    assert_int_equal(err.code, ERR_USAGE);
    assert_false(trend_measure_find("delivry_rate", &measure, &err));
    assert_non_null(strstr(err.todo, "delivery_rate"));
}

static void steps(void **unused)
{
    (void)unused;
    int32_t leap = civil_to_day(2024, 2, 29); /* a Thursday */
    assert_int_equal(trend_step_start(TREND_DAY, leap), leap);
    assert_int_equal(trend_step_start(TREND_WEEK, leap), civil_to_day(2024, 2, 26));
    assert_int_equal(trend_step_start(TREND_WEEK, civil_to_day(2024, 3, 3)),
                     civil_to_day(2024, 2, 26));
    assert_int_equal(trend_step_start(TREND_MONTH, leap), civil_to_day(2024, 2, 1));
    assert_int_equal(trend_step_start(TREND_WEEK, CIVIL_DAY_MIN), CIVIL_DAY_MIN);
    assert_int_equal(trend_step_start(TREND_MONTH, DAY_NONE), DAY_NONE);
}

/* --- points ---------------------------------------------------------------------------------- */

static void gaps_and_pools(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    const struct figures rows[] = {
        FIGURES(.campaign = "a", .month = 8, .day = 31, .sent = 100, .delivered = 80,
                .clickers = 8),
        FIGURES(.campaign = "b", .month = 8, .day = 31, .sent = 300, .delivered = 20,
                .clickers = ZERO),
        FIGURES(.campaign = "a", .month = 9, .day = 3, .sent = 50, .delivered = 40),
        FIGURES(.campaign = "a", .month = 9, .day = 20, .sent = 10, .delivered = 10,
                .clickers = 1)};
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "d.csv", rows, ARRAY_COUNT(rows));

    const struct trend *trend = build(&fixture, arena, "ctr", NULL, NULL);
    assert_int_equal(trend->count, 21);
    assert_int_equal(trend->points[0].date, civil_to_day(2026, 8, 31));
    assert_true(trend->points[0].known);
    assert_int_equal(trend->points[0].x, 8); /* pooled: 8 of 100, not the mean of 10 % and 0 % */
    assert_int_equal(trend->points[0].n, 100);
    assert_false(trend->points[1].known); /* nothing was sent */
    assert_false(trend->points[1].has_data);
    assert_false(trend->points[3].known); /* sent, but nobody knows the clicks */
    assert_true(trend->points[3].has_data);
    assert_int_equal(trend->points[3].reason, KPI_REASON_UNKNOWN_COUNTER);
    assert_true(trend->points[20].counting); /* today is the 21st: three days are not over */
    assert_int_equal(trend->complete, 20);
    assert_int_equal(trend->counting_from, civil_to_day(2026, 9, 20));
    assert_int_equal(trend->whole.x, 8);
    assert_int_equal(trend->direction.state, TREND_TOO_FEW);
    assert_int_equal(trend->direction.days, 1);

    /* A month of which some days are complete is a share of those. */
    trend =
        build(&fixture, arena, "delivery_rate", NULL, &(struct trend_request){.by = TREND_MONTH});
    assert_int_equal(trend->count, 2);
    assert_int_equal(trend->points[1].n, 50);
    assert_false(trend->points[1].counting);
    assert_true(trend->points[1].cut);
    /* What was sent is a sum: the month is not over. */
    trend = build(&fixture, arena, "sent", NULL, &(struct trend_request){.by = TREND_MONTH});
    assert_int_equal(trend->points[1].x, 60);
    assert_true(trend->points[1].counting);
    assert_int_equal(trend->complete, 1);
    arena_free(arena);
    fixture_close(&fixture);
}

/* A week of which two days do not know who came is no smaller one. */
static void growth_is_open_where_days_do_not_know_it(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("List", SOURCE_DAILY, 0);
    fixture_open(&fixture, NULL);
    for (int i = 0; i < 21; i++) { /* 24 August is a Monday */
        struct tally *tally =
            &batch_report(batch, batch_attrs(batch, &attrs), civil_to_day(2026, 8, 24) + i)->tally;
        tally_set(tally, COUNTER_SENT, 1000);
        tally_set(tally, COUNTER_OPTOUTS, 2);
        if (i < 7 || i > 8) {
            tally_set(tally, COUNTER_OPTINS, 12);
        }
    }
    fixture_import(&fixture, "growth.csv", batch, TIME_NONE);
    batch_free(batch);
    const struct trend *trend =
        build(&fixture, arena, "list_growth", NULL, &(struct trend_request){.by = TREND_WEEK});
    assert_int_equal(trend->count, 3);
    assert_true(trend->points[0].known && trend->points[2].known);
    check_double(trend->points[0].value, 70, 1e-9, 0);
    assert_false(trend->points[1].known || trend->points[1].has_x);
    assert_int_equal(trend->points[1].reason, KPI_REASON_UNKNOWN_COUNTER);
    assert_non_null(strstr(trend->notes[trend->note_count - 1],
                           "Where some days of a step do not know it, it is not known"));
    arena_free(arena);
    fixture_close(&fixture);
}

static void the_period_before(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct figures rows[20];
    fixture_open(&fixture, NULL);
    for (int i = 0; i < 20; i++) {
        rows[i] = FIGURES(.campaign = "a", .month = 8, .day = 1 + i, .sent = 1000,
                          .delivered = i < 10 ? 900 : 950);
    }
    import_figures(&fixture, "d.csv", rows, ARRAY_COUNT(rows));
    const struct trend *trend =
        build(&fixture, arena, "delivery_rate", "2026-08-11..2026-08-20", NULL);
    assert_int_equal(trend->count, 10);
    assert_int_equal(trend->previous_count, 10);
    assert_int_equal(trend->before.from, civil_to_day(2026, 8, 1));
    assert_true(fabs(trend->previous[9].value - 0.9) < 1e-12);
    assert_string_equal(trend->change, "+5.0 pt");
    assert_true(trend->change_sure);
    assert_int_equal(trend->change_verdict, 1);
    assert_non_null(trend->bands);
    assert_string_equal(trend->benchmark, "reference");
    trend = build(&fixture, arena, "delivery_rate", NULL, NULL);
    assert_false(trend->has_before);
    arena_free(arena);
    fixture_close(&fixture);
}

/* Where lower is better, more of it is worse. */
static void directions(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct figures rows[20];
    fixture_open(&fixture, NULL);
    for (int i = 0; i < 20; i++) {
        rows[i] = FIGURES(.campaign = "a", .month = 8, .day = 1 + i, .sent = 1000,
                          .delivered = 1000, .clickers = 300 - 3 * i, .optouts = 5 + i);
    }
    import_figures(&fixture, "d.csv", rows, ARRAY_COUNT(rows));
    const struct trend *trend = build(&fixture, arena, "ctr", NULL, NULL);
    assert_int_equal(trend->direction.state, TREND_FALLING);
    assert_int_equal(trend->direction.verdict, -1);
    assert_true(fabs(trend->direction.slope + 0.003) < 1e-12);
    trend = build(&fixture, arena, "optout_rate", NULL, NULL);
    assert_int_equal(trend->direction.state, TREND_RISING);
    assert_int_equal(trend->direction.verdict, -1);
    trend = build(&fixture, arena, "sent", NULL, NULL);
    assert_int_equal(trend->direction.state, TREND_STEADY);
    assert_int_equal(trend->direction.verdict, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

/* Two campaigns, 40 days: clicks of both fall day by day. `shift`: messages a day that go from the
 * one few click to the one many do. */
static void fill_two(struct fixture *fixture, int shift)
{
    struct figures rows[80];
    for (int i = 0; i < 40; i++) {
        int month = i < 20 ? 7 : 8, day = i < 20 ? 12 + i : i - 19;
        int64_t weak = 2000 - shift * i, strong = 400 + shift * i;
        rows[2 * i] = FIGURES(.campaign = "weak", .month = month, .day = day, .sent = weak,
                              .delivered = weak, .clickers = weak * (600 - 3 * i) / 10000);
        rows[2 * i + 1] = FIGURES(.campaign = "strong", .month = month, .day = day, .sent = strong,
                                  .delivered = strong, .clickers = strong * (460 - i) / 1000);
    }
    import_figures(fixture, "two.csv", rows, ARRAY_COUNT(rows));
}

static void another_mix_of_campaigns_has_no_verdict(void **unused)
{
    (void)unused;
    static const char august[] = "2026-08-01..2026-08-20";
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_two(&fixture, 40);
    const struct trend *trend = build(&fixture, arena, "ctr", august, NULL);
    assert_int_equal(trend->direction.state, TREND_RISING); /* so it did: 25 to 36 % */
    assert_true(trend->direction.observed);
    assert_int_equal(trend->direction.verdict, 0);
    assert_non_null(strstr(trend->direction.text, "observed difference, not a test"));
    assert_null(strstr(trend->direction.text, "for the better"));
    assert_true(trend->change_observed);
    assert_false(trend->change_sure);
    assert_int_equal(trend->change_verdict, 0);
    assert_non_null(strstr(trend->change_text, "observed difference, not a test"));
    assert_null(strstr(trend->change_text, "beyond chance"));

    /* Of one of them it is a test again. */
    const int64_t strong = campaign_number("strong");
    const struct trend_request one = {.by = TREND_DAY, .campaigns = &strong, .campaign_count = 1};
    trend = build(&fixture, arena, "ctr", august, &one);
    assert_false(trend->change_observed);
    assert_true(trend->change_sure);
    assert_int_equal(trend->change_verdict, -1);
    /* Of both by name it is the mix. */
    const int64_t both[] = {campaign_number("weak"), strong};
    const struct trend_request two = {.by = TREND_DAY, .campaigns = both, .campaign_count = 2};
    trend = build(&fixture, arena, "ctr", august, &two);
    assert_true(trend->change_observed);
    fixture_close(&fixture);

    /* As many of each all along: what all did, they did. */
    fixture_open(&fixture, NULL);
    fill_two(&fixture, 0);
    trend = build(&fixture, arena, "ctr", august, NULL);
    assert_int_equal(trend->direction.state, TREND_FALLING);
    assert_false(trend->direction.observed);
    assert_int_equal(trend->direction.verdict, -1);
    assert_false(trend->change_observed);
    assert_true(trend->change_sure);
    assert_int_equal(trend->change_verdict, -1);
    arena_free(arena);
    fixture_close(&fixture);
}

/* --- many campaigns -------------------------------------------------------------------------- */

enum { MANY = 120, MANY_DAYS = 40 };

static void fill_many(struct fixture *fixture)
{
    struct figures *rows = calloc((size_t)MANY * MANY_DAYS, sizeof *rows);
    static char names[MANY][16];
    assert_non_null(rows);
    size_t count = 0;
    unsigned seed = 7;
    for (int c = 0; c < MANY; c++) {
        snprintf(names[c], sizeof names[c], "c%d", c);
        for (int d = 0; d < MANY_DAYS; d++) {
            seed = seed * 1103515245u + 12345u;
            if ((seed >> 16) % 3 == 0) {
                continue;
            }
            int64_t sent = 100 + (seed >> 8) % 1000;
            rows[count++] = FIGURES(.campaign = names[c], .month = d < 30 ? 6 : 7,
                                    .day = d % 30 + 1, .sent = sent, .delivered = sent - 3,
                                    .clickers = (seed >> 5) % 4 ? sent / 7 : 0, .conversions = 3,
                                    .currency = "EUR", .revenue = 5 + c, .cost = 2);
        }
    }
    import_figures(fixture, "many.csv", rows, count);
    free(rows);
    /* A second source for some: their revenue joins by days, or they are known as a sum only. */
    const struct figures more[] = {FIGURES(.campaign = "c3", .month = 6, .day = 2,
                                           .currency = "EUR", .revenue = 9, .source = SOURCE_FACTS),
                                   FIGURES(.campaign = "c4", .sent = 500, .delivered = 490,
                                           .read = 20, .source = SOURCE_SUMMARY)};
    import_figures(fixture, "more.csv", more, ARRAY_COUNT(more));
}

/* All three ways to the days give the same: stored, one by one, and in one pass. */
static void every_way_is_the_same(void **unused)
{
    (void)unused;
    static const char *const ids[] = {"ctr",  "delivery_rate", "revenue",  "sent",
                                      "rocs", "cost",          "clickers", "open_rate"};
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    struct scope scope;
    fixture_open(&fixture, NULL);
    fill_many(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    int64_t numbers[MANY];
    for (int c = 0; c < MANY; c++) {
        char name[16];
        snprintf(name, sizeof name, "c%d", c);
        numbers[c] = campaign_number(name);
    }
    for (size_t i = 0; i < ARRAY_COUNT(ids); i++) {
        const struct trend *stored, *pass, *few, *each;
        struct trend_request request = {.measure = measure_of(ids[i]), .by = TREND_DAY};
        check_ok(trend_build(arena, fixture.store, &scope, &request, NULL, &stored, &err), &err);
        request.campaigns = numbers;
        request.campaign_count = MANY;
        check_ok(trend_build(arena, fixture.store, &scope, &request, NULL, &pass, &err), &err);
        assert_int_equal(stored->count, pass->count);
        assert_int_equal(pass->campaigns, MANY);
        for (size_t k = 0; k < pass->count; k++) {
            assert_memory_equal(&stored->points[k], &pass->points[k], sizeof *pass->points);
        }
        assert_true(pass->whole.known || i == 7);
        /* 30 one by one, and the sum of each of them. */
        int64_t x = 0;
        request.campaign_count = 30;
        check_ok(trend_build(arena, fixture.store, &scope, &request, NULL, &few, &err), &err);
        for (int c = 0; c < 30; c++) {
            request.campaigns = &numbers[c];
            request.campaign_count = 1;
            check_ok(trend_build(arena, fixture.store, &scope, &request, NULL, &each, &err), &err);
            x += each->whole.x;
        }
        assert_int_equal(few->whole.x, x);
    }
    arena_free(arena);
    fixture_close(&fixture);
}

static void it_can_be_stopped(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    struct scope scope;
    struct cancel cancel = {0};
    struct trend_request request = {.measure = measure_of("ctr"), .by = TREND_DAY};
    const struct trend *trend = NULL;
    fixture_open(&fixture, NULL);
    fill_many(&fixture);
    make_scope(&fixture, arena, NULL, "sent > 1", NULL, &scope);
    cancel_set(&cancel);
    assert_false(trend_build(arena, fixture.store, &scope, &request, &cancel, &trend, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_null(trend);
    arena_free(arena);
    fixture_close(&fixture);
}

struct asked {
    struct fixture *fixture;
    const struct scope *scope;
    const char *id;
};

static bool build_table(void *context, struct arena *arena, struct err *err)
{
    const struct asked *asked = context;
    struct trend_request request = {.measure = measure_of(asked->id), .by = TREND_WEEK};
    const struct trend *trend;
    return trend_build(arena, asked->fixture->store, asked->scope, &request, NULL, &trend, err) &&
           (trend_table(arena, trend) || err_memory(err));
}

static void without_memory(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct scope scope;
    const struct figures rows[] = {
        FIGURES(.campaign = "a", .month = 9, .day = 1, .sent = 100, .delivered = 80, .clickers = 8,
                .currency = "EUR", .revenue = 3),
        FIGURES(.campaign = "b", .month = 9, .day = 19, .sent = 300, .delivered = 20, .clickers = 1,
                .currency = "USD", .revenue = 3)};
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "d.csv", rows, ARRAY_COUNT(rows));
    make_scope(&fixture, arena, "2026-09-01..2026-09-20", "sent > 1", NULL, &scope);
    struct asked rate = {&fixture, &scope, "ctr"}, money = {&fixture, &scope, "revenue"};
    check_every_allocation(build_table, &rate);
    check_every_allocation(build_table, &money);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures),
        cmocka_unit_test(steps),
        cmocka_unit_test(gaps_and_pools),
        cmocka_unit_test(growth_is_open_where_days_do_not_know_it),
        cmocka_unit_test(the_period_before),
        cmocka_unit_test(directions),
        cmocka_unit_test(another_mix_of_campaigns_has_no_verdict),
        cmocka_unit_test(every_way_is_the_same),
        cmocka_unit_test(it_can_be_stopped),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
