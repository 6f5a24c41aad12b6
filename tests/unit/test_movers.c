/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moved between the last 30 days (08-23 … 09-21) and the 30 before. */
#include "unit/report_store.h"

#include <stdio.h>
#include <string.h>

#include "report/movers.h"
#include "report/table.h"

static const struct movers *build(struct fixture *fixture, struct arena *arena, const char *words,
                                  const char *where)
{
    static struct scope scope;
    struct err err = ERR_INIT;
    const struct movers *movers;
    make_scope(fixture, arena, words, where, NULL, &scope);
    check_ok(movers_build(arena, fixture->store, &scope, NULL, &movers, &err), &err);
    return movers;
}

static void put_both(struct batch *batch, const char *name, int64_t sent, int64_t before,
                     int64_t now)
{
    put_figures(batch, &FIGURES(.campaign = name, .month = 8, .day = 10, .sent = sent,
                                .delivered = sent, .clickers = before));
    put_figures(batch, &FIGURES(.campaign = name, .month = 9, .day = 10, .sent = sent,
                                .delivered = sent, .clickers = now));
}

static void what_moved_beyond_chance_is_said(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    fixture_open(&fixture, NULL);
    put_both(batch, "flow", 2000, 200, 400);
    put_both(batch, "same", 2000, 200, 210);       /* by chance */
    put_both(batch, "tiny", 50, 1, 40);            /* too few to be graded */
    put_both(batch, "huge", 900000, 90000, 95000); /* sure, but by a twentieth of what it was */
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    const struct movers *movers = build(&fixture, arena, NULL, NULL);
    assert_true(movers->compared);
    assert_int_equal(movers->count, 1); /* of all together CTR went from 10.0 to 10.6 % */
    assert_int_equal(movers->more, 0);
    const struct mover *line = &movers->lines[0];
    assert_string_equal(line->name, "flow");
    assert_int_equal(line->kpi, KPI_CTR);
    assert_true(line->better);
    /* z = 0.1 / sqrt(0.15 x 0.85 / 1000) = 8.856: p = 8.3e-19, times at most eight comparisons */
    assert_true(line->p > 8e-19 && line->p < 7e-18);
    assert_string_equal(line->text, "CTR rose to 20.0 %, from 10.0 %");
    struct table *table = movers_table(arena, movers);
    assert_string_equal(table_cell(table, 0, 0)->text, "flow");
    assert_string_equal(table_cell(table, 0, 2)->text, "better");

    movers = build(&fixture, arena, NULL, "same"); /* a filter: of these alone */
    assert_int_equal(movers->count, 0);
    movers = build(&fixture, arena, "30d", NULL); /* the same two periods */
    assert_int_equal(movers->count, 1);
    movers = build(&fixture, arena, "7d", NULL); /* nothing in either of them */
    assert_int_equal(movers->count, 0);
    batch_free(batch);
    arena_free(arena);
    fixture_close(&fixture);
}

static void all_together_stand_first_and_the_heaviest_campaigns_follow(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    fixture_open(&fixture, NULL);
    for (int i = 1; i <= 6; i++) {
        char name[16];
        snprintf(name, sizeof name, "c%d", i);
        put_both(batch, name, 1000 * i, 300 * i, 150 * i);
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    const struct movers *movers = build(&fixture, arena, NULL, NULL);
    assert_int_equal(movers->count, 1 + MOVERS_CAMPAIGNS);
    assert_int_equal(movers->more, 2);
    assert_int_equal(movers->lines[0].number, -1);
    assert_null(movers->lines[0].name);
    assert_string_equal(movers->lines[0].text, "CTR fell to 15.0 %, from 30.0 %");
    assert_false(movers->lines[0].better);
    assert_int_equal(movers->held[KPI_CTR], MOVER_HELD); /* all six fell */
    assert_true(movers->held[KPI_DELIVERY_RATE] != MOVER_HELD);
    assert_string_equal(movers->lines[1].name, "c6");
    assert_string_equal(movers->lines[4].name, "c3");
    batch_free(batch);
    arena_free(arena);
    fixture_close(&fixture);
}

/* Another mix of campaigns moves the rate of all of them: that is no news. */
static void another_mix_of_campaigns_moves_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    fixture_open(&fixture, NULL);
    /* Both fall a little, and the share of the one that many click rises: 10.0 to 35.1 %. */
    const struct figures mixed[] = {
        FIGURES(.campaign = "weak", .channel = "email", .month = 8, .day = 10, .sent = 9000,
                .delivered = 9000, .clickers = 540),
        FIGURES(.campaign = "weak", .channel = "email", .month = 9, .day = 10, .sent = 2000,
                .delivered = 2000, .clickers = 110),
        FIGURES(.campaign = "strong", .channel = "whatsapp", .month = 8, .day = 10, .sent = 1000,
                .delivered = 1000, .clickers = 460),
        FIGURES(.campaign = "strong", .channel = "whatsapp", .month = 9, .day = 10, .sent = 8000,
                .delivered = 8000, .clickers = 3400),
    };
    for (size_t i = 0; i < ARRAY_COUNT(mixed); i++) {
        put_figures(batch, &mixed[i]);
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    const struct movers *movers = build(&fixture, arena, NULL, NULL);
    assert_true(movers->compared);
    for (size_t i = 0; i < movers->count; i++) {
        assert_true(movers->lines[i].number >= 0);
    }
    assert_true(movers->held[KPI_CTR] != MOVER_HELD);
    assert_true(movers->held[KPI_DELIVERY_RATE] != MOVER_HELD);
    batch_free(batch);
    fixture_close(&fixture);

    /* One that is in both periods rises, but it is a tenth of what was sent. */
    batch = batch_new();
    fixture_open(&fixture, NULL);
    put_both(batch, "flow", 2000, 200, 400);
    put_figures(batch, &FIGURES(.campaign = "old", .month = 8, .day = 11, .sent = 18000,
                                .delivered = 18000, .clickers = 900));
    put_figures(batch, &FIGURES(.campaign = "new", .month = 9, .day = 11, .sent = 18000,
                                .delivered = 18000, .clickers = 2700));
    fixture_import(&fixture, "b.csv", batch, TIME_NONE);
    movers = build(&fixture, arena, NULL, NULL);
    assert_int_equal(movers->count, 1);
    assert_string_equal(movers->lines[0].name, "flow");
    assert_true(movers->held[KPI_CTR] != MOVER_HELD);
    batch_free(batch);
    arena_free(arena);
    fixture_close(&fixture);
}

/* 100 campaigns whose rates differ as chance has it: sampling a rate of 10 % in 1 000. */
static void chance_moves_nobody(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    uint64_t state = 88172645463325252u;
    fixture_open(&fixture, NULL);
    for (int i = 0; i < 100; i++) {
        int64_t clicks[2] = {0, 0};
        for (int k = 0; k < 2000; k++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            clicks[k % 2] += state % 10 == 0;
        }
        char name[16];
        snprintf(name, sizeof name, "c%d", i);
        put_both(batch, name, 1000, clicks[0], clicks[1]);
    }
    fixture_import(&fixture, "a.csv", batch, TIME_NONE);
    assert_int_equal(build(&fixture, arena, NULL, NULL)->count, 0);
    batch_free(batch);
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture shared;
static struct scope shared_scope;

static bool build_shared(void *context, struct arena *arena, struct err *err)
{
    const struct movers *movers;
    (void)context;
    return movers_build(arena, shared.store, &shared_scope, NULL, &movers, err) &&
           (movers_table(arena, movers) || err_memory(err));
}

static void memory_may_run_out_and_somebody_may_stop_it(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct batch *batch = batch_new();
    struct cancel cancel = CANCEL_INIT;
    struct err err = ERR_INIT;
    const struct movers *movers;
    fixture_open(&shared, NULL);
    put_both(batch, "flow", 2000, 200, 400);
    put_both(batch, "other", 2000, 400, 200);
    fixture_import(&shared, "a.csv", batch, TIME_NONE);
    make_scope(&shared, arena, NULL, NULL, NULL, &shared_scope);
    check_every_allocation(build_shared, NULL);
    cancel_set(&cancel);
    assert_false(movers_build(arena, shared.store, &shared_scope, &cancel, &movers, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    batch_free(batch);
    arena_free(arena);
    fixture_close(&shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_moved_beyond_chance_is_said),
        cmocka_unit_test(all_together_stand_first_and_the_heaviest_campaigns_follow),
        cmocka_unit_test(another_mix_of_campaigns_moves_nothing),
        cmocka_unit_test(chance_moves_nobody),
        cmocka_unit_test(memory_may_run_out_and_somebody_may_stop_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
