/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a month is along towards its targets. */
#include "unit/report_store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ops/target.h"
#include "report/overview.h"

static void set(struct fixture *fixture, const char *figure, const char *value, const char *month,
                const char *kind)
{
    const struct ops_target words = {figure, value, month, kind};
    struct err err = ERR_INIT;
    int64_t run;
    check_ok(ops_target(fixture->store, &words, &run, &err), &err);
}

/* A scope of a period on a day at noon. */
static void scope_on(struct fixture *fixture, struct arena *arena, const char *period, int month,
                     int day, struct scope *scope)
{
    make_scope(fixture, arena, period, NULL, NULL, scope);
    scope->today = civil_to_day(2026, month, day);
    scope->now = scope->today * INT64_C(86400) + 43200;
}

static const struct pace *build(struct fixture *fixture, struct arena *arena,
                                const struct scope *scope)
{
    struct err err = ERR_INIT;
    const struct pace *pace = NULL;
    check_ok(pace_build(arena, fixture->store, scope, NULL, &pace, &err), &err);
    return pace;
}

static const struct pace *build_on(struct fixture *fixture, struct arena *arena, const char *period,
                                   int month, int day)
{
    struct scope scope;
    scope_on(fixture, arena, period, month, day, &scope);
    return build(fixture, arena, &scope);
}

static const struct pace_line *line_of(const struct pace *pace, const char *label)
{
    for (size_t i = 0; pace && i < pace->count; i++) {
        if (strcmp(pace->lines[i].label, label) == 0) {
            return &pace->lines[i];
        }
    }
    fail_msg("no line %s", label);
    return NULL;
}

static void check_line(const struct pace *pace, const char *label, enum pace_state state,
                       const char *text)
{
    const struct pace_line *line = line_of(pace, label);
    assert_string_equal(line->text, text);
    assert_string_equal(pace_state_name(line->state), pace_state_name(state));
}

static void fill(struct fixture *fixture)
{
    const struct figures rows[] = {
        FIGURES(.campaign = "Summer", .month = 7, .day = 1, .sent = 9000, .delivered = 9000,
                .clickers = 2000, .currency = "EUR", .revenue = 1000, .cost = 400),
        FIGURES(.campaign = "Early", .month = 9, .day = 2, .sent = 5000, .delivered = 4900,
                .clickers = 1000, .optouts = 5, .currency = "EUR", .revenue = 2500, .cost = 605),
        FIGURES(.campaign = "Early", .month = 9, .day = 3, .sent = 5000, .delivered = 4900,
                .clickers = 1000, .optouts = 5, .currency = "EUR", .revenue = 2500, .cost = 605),
        FIGURES(.campaign = "Late", .month = 9, .day = 14, .sent = 5000, .delivered = 4850,
                .clickers = 700, .optouts = 5, .currency = "EUR", .revenue = 1000, .cost = 1000),
        FIGURES(.campaign = "Late", .month = 9, .day = 15, .sent = 5000, .delivered = 4850,
                .clickers = 700, .optouts = 5, .currency = "EUR", .revenue = 1000, .cost = 1000),
        FIGURES(.campaign = "US", .month = 9, .day = 10, .sent = 1000, .delivered = 970,
                .clickers = 140, .optouts = 1, .currency = "USD", .revenue = 700, .cost = 90),
        FIGURES(.campaign = "Unbilled", .month = 9, .day = 11, .sent = 40, .delivered = 40),
    };
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
    import_facts(fixture, "Late", KIND_FLOW, GOAL_SALES);
}

static void half_a_month_is_told(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    set(&fixture, "budget", "5000 EUR", "2026-09", NULL);
    set(&fixture, "revenue", "15000 EUR", NULL, NULL);
    set(&fixture, "sent", "40 000", NULL, NULL);
    set(&fixture, "sent", "9000", NULL, "flow");
    set(&fixture, "sent", "9000", NULL, "drip");
    set(&fixture, "clicks", "500", NULL, NULL);
    set(&fixture, "ctr", "15%", NULL, NULL);
    set(&fixture, "ctr", "17.5%", "2026-09", NULL);
    set(&fixture, "optout_rate", "0.1%", NULL, NULL);
    scope_on(&fixture, arena, NULL, 9, 16, &scope);
    const struct pace *pace = build(&fixture, arena, &scope);
    assert_int_equal(pace->month, civil_to_day(2026, 9, 1));
    /* Nothing is known of the 16th. */
    check_double(pace->passed, 0.5, 1e-12, 0);
    check_double(pace->days, 15, 1e-9, 0);
    assert_int_equal(pace->known, DAY_NONE);
    assert_string_equal(pace->title, "Targets of September");
    assert_int_equal(pace->count, 8);
    check_line(pace, "Cost", PACE_BEHIND,
               "at least € 3 210.00 of € 5 000.00, 64 % of the budget after 50 % of September; at "
               "this pace € 6 420.00, € 1 420.00 over; not known of 1 of 4 campaigns; 1 campaign "
               "with other money is not in it");
    assert_string_equal(line_of(pace, "Cost")->brief,
                        "≥ € 3.2k of € 5.0k, 64 % after 50 %; leads to € 6.4k, € 1.4k "
                        "over");
    assert_string_equal(line_of(pace, "Cost")->beside,
                        "€ 1 420.00 over at this pace; not known of 1 of 4 campaigns; 1 campaign "
                        "with other money is not in it");
    check_line(pace, "Revenue", PACE_UNSURE,
               "at least € 7 000.00 of € 15 000.00, 46 % after 50 % of September; too much is "
               "not known to say where it leads; not known of 1 of 4 campaigns; 1 campaign with "
               "other money is not in it");
    check_line(pace, "Sent", PACE_ON,
               "21 040 of 40 000, 52 % after 50 % of September; at this pace 42 080");
    check_line(
        pace, "Sent (flow)", PACE_REACHED,
        "10 000 of 9 000, 111 % after 50 % of September: reached; too few days with sends to "
        "say where it leads");
    check_line(pace, "Sent (drip)", PACE_UNKNOWN,
               "there is no campaign of that kind in the month; the target is 9 000");
    check_line(pace, "Clicks", PACE_UNKNOWN,
               "not known: import clicks or template analytics; the target is 500");
    /* The month's target; 3540 of 20 470 is 17.29 % (16.78 to 17.82). */
    check_line(pace, "CTR", PACE_BEHIND,
               "17.3 % against 17.5 %: 0.21 pt short (16.8–17.8 %), may be chance");
    check_line(pace, "Opt-out", PACE_BEHIND,
               "0.10 % against 0.10 %: <0.01 pt over (0.07–0.16 %), may be chance");
    assert_string_equal(pace->notes[0], "50 % of September has passed.");
    assert_string_equal(pace->notes[1],
                        "What follows a message counts on its day: these figures may still grow "
                        "until 2026-09-20.");
    assert_int_equal(pace->note_count, 2);
    /* What needs a look stands first. */
    assert_true(pace->lines[0].state == PACE_BEHIND && pace->lines[7].state == PACE_REACHED);
    arena_free(arena);
    fixture_close(&fixture);
}

static void which_month_it_is(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    set(&fixture, "budget", "500 EUR", "2026-07", NULL);
    set(&fixture, "budget", "3000 EUR", "2026-09", NULL);
    static const struct {
        const char *period;
        int month; /* of today, the 20th; 0: there is no pace */
        int shown;
    } cases[] = {
        {NULL, 9, 9},      {"2026-07", 9, 7},          {"2026-07-03..2026-07-05", 9, 7},
        {"2026-Q3", 9, 9}, {"2026-05..2026-07", 9, 7}, {"2026-08", 9, 0}, /* has no target */
        {NULL, 8, 0},      {"2026-09", 8, 0},                             /* has not begun */
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        scope_on(&fixture, arena, cases[i].period, cases[i].month, 20, &scope);
        const struct pace *pace = build(&fixture, arena, &scope);
        if ((pace ? pace->month : 0) !=
            (cases[i].shown ? civil_to_day(2026, cases[i].shown, 1) : 0)) {
            fail_msg("case %zu", i);
        }
    }
    /* July is over, and was kept to. */
    scope_on(&fixture, arena, "2026-07", 9, 20, &scope);
    const struct pace *pace = build(&fixture, arena, &scope);
    check_line(pace, "Cost", PACE_REACHED,
               "€ 400.00 of € 500.00, 80 % of the budget in all of July");
    assert_string_equal(pace->lines[0].beside, "kept to");
    assert_int_equal(pace->note_count, 0);
    check_double(pace->passed, 1, 0, 0);
    /* The budget is gone before the month is. */
    scope_on(&fixture, arena, NULL, 9, 16, &scope);
    check_line(build(&fixture, arena, &scope), "Cost", PACE_MISSED,
               "at least € 3 210.00 of € 3 000.00, 107 % of the budget after 50 % of September, "
               "€ 210.00 over; at this pace € 6 420.00; not known of 1 of 4 campaigns; 1 campaign "
               "with other money is not in it");
    /* Under a filter nothing is said but that. */
    make_scope(&fixture, arena, NULL, "name ~ early", NULL, &scope);
    const struct overview *overview;
    struct err err = ERR_INIT;
    assert_null(build(&fixture, arena, &scope));
    check_ok(overview_build(arena, fixture.store, &scope, NULL, &overview, &err), &err);
    assert_string_equal(overview->notes[overview->note_count - 1],
                        "How far targets are reached is said of all campaigns: not under a filter");
    arena_free(arena);
    fixture_close(&fixture);
}

static void days_nobody_knows_do_not_pass(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    const struct figures rows[] = {
        FIGURES(.campaign = "A", .month = 8, .day = 31, .sent = 1),
        FIGURES(.campaign = "A", .month = 9, .day = 3, .sent = 300),
        FIGURES(.campaign = "B", .month = 9, .day = 6, .sent = 50),
        FIGURES(.campaign = "B", .month = 9, .day = 7, .sent = 50),
        FIGURES(.campaign = "B", .month = 9, .day = 8, .sent = 50),
        FIGURES(.campaign = "B", .month = 9, .day = 10, .sent = 50),
    };
    set(&fixture, "sent", "1000", NULL, NULL);
    set(&fixture, "delivery_rate", "90%", NULL, NULL);
    /* Nothing of the month is known yet. */
    import_figures(&fixture, "a.csv", rows, 1);
    scope_on(&fixture, arena, NULL, 9, 4, &scope);
    check_line(build(&fixture, arena, &scope), "Sent", PACE_UNKNOWN,
               "nothing is known of the month yet; the target is 1 000");
    /* Three days are too few. */
    import_figures(&fixture, "b.csv", rows, 2);
    const struct pace *pace = build(&fixture, arena, &scope);
    check_double(pace->days, 3, 1e-9, 0);
    check_line(pace, "Sent", PACE_EARLY,
               "300 of 1 000, 30 % after 10 % of September; too few days to say where it leads");
    assert_true(isnan(line_of(pace, "Sent")->projected));
    check_line(pace, "Delivery", PACE_UNKNOWN, "not known; the target is 90.0 %");
    /* The 20th, and nothing is known after the 10th. */
    import_figures(&fixture, "c.csv", rows, ARRAY_COUNT(rows));
    scope_on(&fixture, arena, NULL, 9, 20, &scope);
    pace = build(&fixture, arena, &scope);
    check_double(pace->passed, 1.0 / 3, 1e-12, 0);
    check_line(pace, "Sent", PACE_ON,
               "500 of 1 000, 50 % after 33 % of September; at this pace 1 500");
    assert_int_equal(pace->known, civil_to_day(2026, 9, 10));
    assert_string_equal(pace->notes[1], "Nothing is known after 2026-09-10: the days since then "
                                        "are not among those that have passed.");
    /* Something is known of today: it passes as far as it is. */
    const struct figures today = FIGURES(.campaign = "B", .month = 9, .day = 20, .sent = 20);
    import_figures(&fixture, "d.csv", &today, 1);
    pace = build(&fixture, arena, &scope);
    check_double(pace->passed, 19.5 / 30, 1e-12, 0);
    check_double(line_of(pace, "Sent")->projected, 800, 1e-9, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

/* Twenty days of sends, of which the first `billed` know their cost. */
static void fill_billed(struct fixture *fixture, int billed)
{
    struct figures rows[20];
    for (int i = 0; i < 20; i++) {
        rows[i] = FIGURES(.campaign = "Solo", .month = 9, .day = i + 1, .sent = 1000,
                          .delivered = 950, .currency = "EUR", .revenue = 500);
        if (i < billed) {
            rows[i].cost = 100;
        }
    }
    import_figures(fixture, "p.csv", rows, ARRAY_COUNT(rows));
}

static void days_that_do_not_know_it_decide_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_billed(&fixture, 10);
    set(&fixture, "budget", "2500 EUR", NULL, NULL);
    scope_on(&fixture, arena, "2026-09", 9, 21, &scope);
    const struct pace *pace = build(&fixture, arena, &scope);
    check_line(pace, "Cost", PACE_UNSURE,
               "at least € 1 000.00 of € 2 500.00, 40 % of the budget after 66 % of September; too "
               "much is not known to say where it leads; known of some of its days alone in 1 of 1 "
               "campaign");
    assert_true(isnan(line_of(pace, "Cost")->projected));
    assert_int_equal(line_of(pace, "Cost")->partly, 1);
    /* Over, it was not surely kept to. */
    scope_on(&fixture, arena, "2026-09", 10, 21, &scope);
    pace = build(&fixture, arena, &scope);
    check_line(pace, "Cost", PACE_UNSURE,
               "at least € 1 000.00 of € 2 500.00, 40 % of the budget in all of September; what is "
               "not known may decide it; known of some of its days alone in 1 of 1 campaign");
    /* A lower bound that is over is over. */
    set(&fixture, "budget", "900 EUR", NULL, NULL);
    scope_on(&fixture, arena, "2026-09", 9, 21, &scope);
    assert_int_equal(line_of(build(&fixture, arena, &scope), "Cost")->state, PACE_MISSED);
    fixture_close(&fixture);
    fixture_open(&fixture, NULL);
    fill_billed(&fixture, 20);
    set(&fixture, "budget", "2500 EUR", NULL, NULL);
    check_line(build_on(&fixture, arena, "2026-09", 9, 21), "Cost", PACE_BEHIND,
               "€ 2 000.00 of € 2 500.00, 80 % of the budget after 66 % of September; at this pace "
               "€ 3 000.00, € 500.00 over");
    arena_free(arena);
    fixture_close(&fixture);
}

static void a_month_that_is_over_is_judged(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    const struct figures blast =
        FIGURES(.campaign = "One blast", .month = 9, .day = 8, .sent = 10000, .delivered = 9500,
                .currency = "EUR", .revenue = 9000, .cost = 1000);
    import_figures(&fixture, "s.csv", &blast, 1);
    set(&fixture, "budget", "2500 EUR", NULL, NULL);
    set(&fixture, "revenue", "20000 EUR", NULL, NULL);
    const struct pace *pace = build_on(&fixture, arena, "2026-09", 9, 21);
    check_line(pace, "Cost", PACE_EARLY,
               "€ 1 000.00 of € 2 500.00, 40 % of the budget after 26 % of September; too few days "
               "with sends to say where it leads");
    pace = build_on(&fixture, arena, "2026-09", 10, 20);
    check_double(pace->passed, 1, 0, 0);
    check_line(pace, "Cost", PACE_REACHED,
               "€ 1 000.00 of € 2 500.00, 40 % of the budget in all of September");
    check_line(pace, "Revenue", PACE_MISSED,
               "€ 9 000.00 of € 20 000.00, 45 % in all of September, € 11 000.00 short");
    assert_string_equal(pace->notes[0],
                        "Nothing is known after 2026-09-08: what came later is not in it.");
    arena_free(arena);
    fixture_close(&fixture);
}

/* Against plain sums over the rows, and the C library's zones. */
static void it_is_what_plain_sums_give(void **unused)
{
    (void)unused;
    static const char *const zones[] = {"UTC", "Asia/Kolkata", "America/New_York", "Europe/Berlin"};
    static const char *const names[] = {"A", "B", "C", "D"};
    static const enum campaign_kind kinds[] = {KIND_UNKNOWN, KIND_FLOW, KIND_DRIP, KIND_FLOW};
    uint32_t random = 20261101;
    for (size_t z = 0; z < ARRAY_COUNT(zones); z++) {
        struct fixture fixture;
        struct scope scope;
        struct arena *arena = arena_new();
        struct figures rows[120];
        int64_t sent = 0, flow = 0, revenue = 0;
        fixture_open(&fixture, zones[z]);
        int month = z % 2 ? 10 : 3, today = 12 + (int)z * 3; /* clocks are put forward, back */
        for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
            random = random * 1664525 + 1013904223;
            size_t who = (random >> 8) % 4;
            int day = 1 + (int)(i % (size_t)today);
            rows[i] = FIGURES(.campaign = names[who], .month = month + (i % 10 == 9), .day = day,
                              .sent = 1 + random % 977,
                              .currency = who == 2 || i % 5 == 0 ? "USD" : "EUR",
                              .revenue = 1 + random % 37);
            if (rows[i].month == month) {
                sent += rows[i].sent;
                flow += kinds[who] == KIND_FLOW ? rows[i].sent : 0;
                revenue += strcmp(rows[i].currency, "USD") == 0 ? 0 : rows[i].revenue;
            }
            rows[i].month = rows[i].month == month ? month : month - 1;
        }
        /* One row a campaign and day: each is a file of its own, whose sums are added. */
        for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
            char variant[16];
            snprintf(variant, sizeof variant, "v%zu", i);
            rows[i].variant = arena_strdup(arena, variant);
        }
        import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
        for (size_t i = 1; i < 4; i++) {
            import_facts(&fixture, names[i], kinds[i], GOAL_SALES);
        }
        set(&fixture, "sent", "60000", NULL, NULL);
        set(&fixture, "sent", "60000", NULL, "flow");
        set(&fixture, "revenue", "5000 EUR", NULL, NULL);
        make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
        setenv("TZ", zones[z], 1);
        tzset();
        struct tm first = {.tm_year = 126, .tm_mon = month - 1, .tm_mday = 1, .tm_isdst = -1};
        struct tm behind = {.tm_year = 126, .tm_mon = month, .tm_mday = 1, .tm_isdst = -1};
        struct tm now = {
            .tm_year = 126, .tm_mon = month - 1, .tm_mday = today, .tm_hour = 17, .tm_isdst = -1};
        double begin = (double)mktime(&first), end = (double)mktime(&behind);
        scope.now = mktime(&now);
        scope.today = civil_to_day(2026, month, today);
        double passed = ((double)scope.now - begin) / (end - begin);
        const struct pace *pace = build(&fixture, arena, &scope);
        check_double(pace->passed, passed, 1e-12, 0);
        check_double(line_of(pace, "Sent")->value.value, (double)sent, 0, 0);
        check_double(line_of(pace, "Sent")->projected, round((double)sent / passed), 1e-6, 0);
        check_double(line_of(pace, "Sent (flow)")->value.value, (double)flow, 0, 0);
        check_double(line_of(pace, "Revenue")->value.value, (double)revenue * 1e6, 0, 0);
        check_double(line_of(pace, "Revenue")->share, (double)revenue / 5000, 1e-12, 0);
        assert_int_equal(line_of(pace, "Revenue")->foreign, 1);
        assert_int_equal(line_of(pace, "Revenue")->apart, 3);
        assert_int_equal(line_of(pace, "Revenue")->partly, 0); /* sends paid in dollars, too */
        arena_free(arena);
        fixture_close(&fixture);
    }
    unsetenv("TZ");
}

/* The fee of a month in other money leaves the rest of a campaign in. */
static void a_fee_in_other_money_is_left_out_alone(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_billed(&fixture, 20);
    set(&fixture, "budget", "2500 EUR", NULL, NULL);
    set(&fixture, "revenue", "20000 EUR", NULL, NULL);
    check_ok(store_set(fixture.store, STORE_SETTING_COST_PLATFORM, "90 USD per month", &err), &err);
    check_ok(store_rebuild(fixture.store, NULL, NULL, &err), &err);
    const struct pace *pace = build_on(&fixture, arena, "2026-09", 9, 21);
    check_line(pace, "Cost", PACE_BEHIND,
               "at least € 2 000.00 of € 2 500.00, 80 % of the budget after 66 % of September; at "
               "this pace € 3 000.00, € 500.00 over; software fees of 1 campaign in other money "
               "are not in it");
    assert_int_equal(line_of(pace, "Cost")->foreign, 0);
    /* Nothing of what came in is in other money. */
    check_line(
        pace, "Revenue", PACE_BEHIND,
        "€ 10 000.00 of € 20 000.00, 50 % after 66 % of September; at this pace € 15 000.00, "
        "€ 5 000.00 short");
    fixture_close(&fixture);
    /* Days that know only the fee do not know the cost. */
    fixture_open(&fixture, NULL);
    fill_billed(&fixture, 10);
    set(&fixture, "budget", "2500 EUR", NULL, NULL);
    check_ok(store_set(fixture.store, STORE_SETTING_COST_PLATFORM, "90 USD per month", &err), &err);
    check_ok(store_rebuild(fixture.store, NULL, NULL, &err), &err);
    pace = build_on(&fixture, arena, "2026-09", 9, 21);
    assert_int_equal(line_of(pace, "Cost")->partly, 1);
    assert_int_equal(line_of(pace, "Cost")->state, PACE_UNSURE);
    fixture_close(&fixture);
    fixture_open(&fixture, NULL);
    fill_billed(&fixture, 20);
    set(&fixture, "budget", "2500 USD", NULL, NULL);
    check_ok(store_set(fixture.store, STORE_SETTING_COST_PLATFORM, "90 GBP per month", &err), &err);
    check_ok(store_rebuild(fixture.store, NULL, NULL, &err), &err);
    check_line(build_on(&fixture, arena, "2026-09", 9, 21), "Cost", PACE_UNKNOWN,
               "no campaign has such money in USD; the target is $ 2 500.00");
    arena_free(arena);
    fixture_close(&fixture);
}

/* Twenty days of sends; -1: not known. */
static void fill_growth(struct fixture *fixture, int optins, int optouts, int blank)
{
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("List", SOURCE_DAILY, 0);
    for (int i = 0; i < 20; i++) {
        struct tally *tally =
            &batch_report(batch, batch_attrs(batch, &attrs), civil_to_day(2026, 9, 1) + i)->tally;
        tally_set(tally, COUNTER_SENT, 1000);
        tally_set(tally, COUNTER_OPTOUTS, optouts);
        if (i < 20 - blank) {
            tally_set(tally, COUNTER_OPTINS, optins);
        }
    }
    fixture_import(fixture, "growth.csv", batch, TIME_NONE);
    batch_free(batch);
}

/* What is left of a difference is no lower bound: those who came are missing, or those who went. */
static void growth_of_days_that_do_not_know_it_proves_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_growth(&fixture, 12, 2, 0);
    set(&fixture, "list_growth", "250", NULL, NULL);
    check_line(build_on(&fixture, arena, "2026-09", 9, 21), "Growth", PACE_ON,
               "200 of 250, 80 % after 66 % of September; at this pace 300");
    set(&fixture, "list_growth", "150", NULL, NULL);
    assert_int_equal(line_of(build_on(&fixture, arena, "2026-09", 9, 21), "Growth")->state,
                     PACE_REACHED);
    fixture_close(&fixture);
    fixture_open(&fixture, NULL);
    fill_growth(&fixture, 22, 2, 10);
    set(&fixture, "list_growth", "250", NULL, NULL);
    check_line(build_on(&fixture, arena, "2026-09", 9, 21), "Growth", PACE_UNSURE,
               "as far as it is known 200 of 250, 80 % after 66 % of September; too much is not "
               "known to say where it leads; known of some of its days alone in 1 of 1 campaign");
    set(&fixture, "list_growth", "150", NULL, NULL);
    assert_int_equal(line_of(build_on(&fixture, arena, "2026-09", 9, 21), "Growth")->state,
                     PACE_UNSURE);
    assert_int_equal(line_of(build_on(&fixture, arena, "2026-09", 10, 2), "Growth")->state,
                     PACE_UNSURE);
    /* Another campaign knows nothing of it. */
    const struct figures other = FIGURES(.campaign = "Other", .month = 9, .day = 3, .sent = 10);
    fixture_close(&fixture);
    fixture_open(&fixture, NULL);
    fill_growth(&fixture, 12, 2, 0);
    import_figures(&fixture, "o.csv", &other, 1);
    set(&fixture, "list_growth", "250", NULL, NULL);
    const struct pace *pace = build_on(&fixture, arena, "2026-09", 9, 21);
    check_line(pace, "Growth", PACE_UNSURE,
               "as far as it is known 200 of 250, 80 % after 66 % of September; too much is not "
               "known to say where it leads; not known of 1 of 2 campaigns");
    assert_string_equal(line_of(pace, "Growth")->brief, "≈ 200 of 250, 80 % after 66 %");
    arena_free(arena);
    fixture_close(&fixture);
}

static struct fixture *shared;
static const struct scope *lent;

static bool build_table(void *context, struct arena *arena, struct err *err)
{
    (void)context;
    const struct pace *pace;
    if (!pace_build(arena, shared->store, lent, NULL, &pace, err)) {
        return false;
    }
    return pace_table(arena, pace) || err_memory(err);
}

static void a_full_memory_is_said(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    set(&fixture, "sent", "40 000", NULL, NULL);
    set(&fixture, "budget", "4000 EUR", NULL, "flow");
    set(&fixture, "ctr", "15%", NULL, NULL);
    set(&fixture, "list_growth", "500", NULL, NULL);
    fill_growth(&fixture, 22, 2, 10);
    struct err err = ERR_INIT;
    check_ok(store_set(fixture.store, STORE_SETTING_COST_PLATFORM, "90 USD per month", &err), &err);
    check_ok(store_rebuild(fixture.store, NULL, NULL, &err), &err);
    scope_on(&fixture, arena, NULL, 9, 16, &scope);
    shared = &fixture;
    lent = &scope;
    check_every_allocation(build_table, NULL);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_a_month_is_told),
        cmocka_unit_test(which_month_it_is),
        cmocka_unit_test(days_nobody_knows_do_not_pass),
        cmocka_unit_test(days_that_do_not_know_it_decide_nothing),
        cmocka_unit_test(a_month_that_is_over_is_judged),
        cmocka_unit_test(it_is_what_plain_sums_give),
        cmocka_unit_test(a_fee_in_other_money_is_left_out_alone),
        cmocka_unit_test(growth_of_days_that_do_not_know_it_proves_nothing),
        cmocka_unit_test(a_full_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
