/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each state of a comparison, on counts whose tests were worked out by hand. Today is 2026-09-21.
 */
#include "report/compare.h"
#include "unit/report_store.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct world {
    struct fixture fixture;
    struct arena *arena;
    struct scope scope;
};

static void world_open(struct world *world)
{
    fixture_open(&world->fixture, NULL);
    world->arena = arena_new();
    assert_non_null(world->arena);
}

static void world_close(struct world *world)
{
    arena_free(world->arena);
    fixture_close(&world->fixture);
}

/* An arm of campaign "x" on a day of 2026. */
static void put(struct world *world, const char *arm, int month, int day, int64_t sent,
                int64_t clickers)
{
    const struct figures row = FIGURES(.campaign = "x", .variant = arm, .month = month, .day = day,
                                       .sent = sent, .clickers = clickers);
    char file[64];
    snprintf(file, sizeof file, "%s-%d-%d.csv", arm, month, day);
    import_figures(&world->fixture, file, &row, 1);
}

static const struct compare *ask(struct world *world, const struct compare_request *like)
{
    const struct compare *compare = NULL;
    struct compare_request request = {.by = ATTR_NONE, .goal = KPI_NONE};
    struct err err = ERR_INIT;
    int64_t number = campaign_number("x");
    if (like) {
        request = *like;
    }
    if (!request.campaigns) {
        request.campaigns = &number;
        request.campaign_count = 1;
    }
    make_scope(&world->fixture, world->arena, NULL, NULL, NULL, &world->scope);
    world->scope.options.base = RATE_BASE_SENT;
    check_ok(compare_build(world->arena, world->fixture.store, &world->scope, &request, NULL,
                           &compare, &err),
             &err);
    assert_non_null(compare->text);
    return compare;
}

static void check_state(const struct compare *compare, enum compare_state state, const char *words)
{
    if (compare->state != state || !strstr(compare->text, words)) {
        fail_msg("%s: %s", compare_state_name(compare->state), compare->text);
    }
}

static void close_to(double value, double wanted)
{
    if (!(fabs(value - wanted) < 5e-4)) {
        fail_msg("%.6f is not %.6f", value, wanted);
    }
}

/* --- verdicts ----------------------------------------------------------------------------------
 */

/* Day 1: z = 0.035 / sqrt(0.1175 0.8825 0.002) = 2.430 < 3.124. Day 2: z = 3.437 > 3.040, the
 * sequence's critical value at 4000. Day 3 takes the lead away again: the call stands. */
static void the_first_day_that_crosses_is_the_call(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    for (int day = 1; day <= 2; day++) {
        put(&world, "A", 9, day, 1000, 100);
        put(&world, "B", 9, day, 1000, 135);
    }
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER, "B wins. 13.5 % of 2 000 sent clicked against 10.0 %");
    assert_non_null(strstr(compare->text, "Called on day 2 (2 Sep)"));
    assert_int_equal(compare->winner, 1);
    assert_int_equal(compare->decided_on, civil_to_day(2026, 9, 2));
    assert_int_equal(compare->mode, COMPARE_OPEN);
    assert_int_equal(compare->looks, 2);
    const struct compare_pair *pair = &compare->kpis[0].pairs[0];
    close_to(pair->z, 3.437);
    close_to(pair->critical, 3.0404);
    close_to(pair->difference, 0.035);
    assert_true(pair->low > 0 && pair->lift_low > 0);
    close_to(pair->lift, 0.35);
    assert_true(pair->chance_b_better > 0.999 && pair->chance_b_better < 1);
    put(&world, "A", 9, 3, 1000, 160);
    put(&world, "B", 9, 3, 1000, 100);
    compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER, "The gap has become smaller since");
    assert_int_equal(compare->decided_on, civil_to_day(2026, 9, 2));
    world_close(&world);
}

static void the_second_may_be_worse(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    for (int day = 1; day <= 2; day++) {
        put(&world, "A", 9, day, 1000, 135);
        put(&world, "B", 9, day, 1000, 100);
    }
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_LOSER, "B is worse. 10.0 %");
    assert_int_equal(compare->winner, 0);
    close_to(compare->kpis[0].pairs[0].z, -3.437);
    world_close(&world);
}

/* Points as in the table beside it, and the lift. 0.035 and 1.35 with Mee and Koopman at 3.0404:
 * 0.40668 to 6.6218 points, 3.4980 % to 76.224 %. */
static void a_gain_is_told_in_points_and_lift(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    for (int day = 1; day <= 2; day++) {
        put(&world, "A", 9, day, 1000, 100);
        put(&world, "B", 9, day, 1000, 135);
    }
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER,
                "The true gain is very likely between +0.41 and +6.6 "
                "points (a lift of +3.5 % to +76.2 %).");
    assert_null(compare->counted);
    world_close(&world);
}

/* Sent until yesterday: days from the 18th on are younger than three days. */
static void young_days_do_not_count(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    for (int day = 14; day <= 20; day++) {
        put(&world, "A", 9, day, 1000, 100);
        put(&world, "B", 9, day, 1000, day > 17 ? 400 : 105);
    }
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_TOO_EARLY, "Too early to say. B is ahead (10.5 % against 10.0 %");
    assert_int_equal(compare->kpis[0].arms[1].count.n, 4000);
    assert_int_equal(compare->kpis[0].until, civil_to_day(2026, 9, 17));
    assert_string_equal(compare->counted, "4 days counted of 7");
    assert_int_equal(compare->counted_days, 4);
    assert_non_null(strstr(compare->checks, "4 days counted of 7"));
    assert_true(compare->days_to_go > 0 && compare->days_to_go % 7 == 0);
    assert_true(compare->has_mde && compare->mde > 0);
    world_close(&world);
}

static void nothing_is_old_enough(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 20, 1000, 100);
    put(&world, "B", 9, 20, 1000, 200);
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_TOO_EARLY, "no day is yet");
    assert_string_equal(compare->counted, "too young: its days count from 24 Sep on");
    assert_int_equal(compare->counted_days, 0);
    assert_int_equal(compare->kpis[0].pairs[0].state, COMPARE_TOO_EARLY);
    world_close(&world);
}

static void what_has_ended_has_no_difference(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    for (int day = 1; day <= 3; day++) {
        put(&world, "A", 8, day, 1000, 100);
        put(&world, "B", 8, day, 1000, 103);
    }
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_NO_DIFFERENCE, "No difference found.");
    assert_int_equal(compare->days_to_go, -1);
    world_close(&world);
}

/* All on one day: 1.96, and Fisher's test where under five are expected. */
static void one_day_is_one_look(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 1000, 100);
    put(&world, "B", 9, 1, 1000, 130); /* z = 0.03 / sqrt(0.115 0.885 0.002) = 2.1027 */
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER, "B wins.");
    assert_null(strstr(compare->text, "Called on"));
    assert_int_equal(compare->mode, COMPARE_ONE_LOOK);
    close_to(compare->kpis[0].pairs[0].z, 2.1027);
    close_to(compare->kpis[0].pairs[0].critical, 1.95996);
    world_close(&world);
}

/* Expected: 100 * 3 / 200 = 1.5. */
static void few_are_not_judged(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 100, 1);
    put(&world, "B", 9, 1, 100, 2);
    check_state(ask(&world, NULL), COMPARE_TOO_FEW, "Only 3 clicks so far: too few to judge.");
    world_close(&world);
}

/* --- refusals ----------------------------------------------------------------------------------
 */

static void impossible_counts_come_first(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 100, 20);
    put(&world, "B", 9, 1, 200, 20);
    put(&world, "B", 9, 2, 100, 120); /* not a test either, but that is said later */
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_DATA_ERROR, "More clicks (120) than sends (100) for B on 2 Sep");
    assert_int_equal(compare->winner, -1);
    world_close(&world);
}

static void other_days_are_no_test(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 1000, 100);
    put(&world, "B", 9, 2, 1000, 300);
    /* Whoever says that they were drawn at random cannot mean days that nobody shares. */
    const struct compare_plan plan = {.randomized = COMPARE_RANDOM};
    const struct compare_request request = {.by = ATTR_NONE, .goal = KPI_NONE, .plan = &plan};
    check_state(ask(&world, &request), COMPARE_NOT_A_TEST, "A and B were sent on no day together");
    put(&world, "A", 9, 3, 40, 4);
    put(&world, "B", 9, 3, 40, 12);
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_NOT_A_TEST, "Observed difference, not a test");
    assert_int_equal(compare->mode, COMPARE_NOT_TESTED);
    assert_false(compare->has_srm);
    assert_true(compare->kpis[0].pairs[0].has_interval);
    assert_false(compare->kpis[0].pairs[0].has_test);
    /* Unless somebody says that they were drawn at random. */
    assert_int_not_equal(ask(&world, &request)->state, COMPARE_NOT_A_TEST);
    world_close(&world);
}

/* chi2 = 2 * 210^2 / 5000 = 17.64. */
static void a_broken_split_blocks_the_verdict(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 5210, 100);
    put(&world, "B", 9, 1, 4790, 900);
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_BROKEN_SPLIT, "Do not trust this test. A got 5 210 and B 4 790");
    assert_null(strstr(compare->text, "You planned"));
    close_to(compare->srm_chi2, 17.64);
    assert_false(compare->srm_ok);
    const double weights[] = {1, 1};
    const struct compare_plan plan = {.weights = weights};
    const struct compare_request request = {.by = ATTR_NONE, .goal = KPI_NONE, .plan = &plan};
    check_state(ask(&world, &request), COMPARE_BROKEN_SPLIT, "You planned 50/50, but A got 5 210");
    const double meant[] = {521, 479};
    const struct compare_plan other = {.weights = meant};
    const struct compare_request right = {.by = ATTR_NONE, .goal = KPI_NONE, .plan = &other};
    check_state(ask(&world, &right), COMPARE_WINNER, "B wins.");
    world_close(&world);
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 1000, 100);
    check_state(ask(&world, NULL), COMPARE_NO_DATA, "Nothing to compare A with");
    put(&world, "B", 9, 1, ZERO, ZERO);
    check_state(ask(&world, NULL), COMPARE_NO_DATA, "No sends of B yet.");
    put(&world, "C", 9, 1, 1000, 0); /* clicks are not known */
    const char *const two[] = {"A", "C"};
    const struct compare_request request = {
        .by = ATTR_VARIANT, .goal = KPI_NONE, .arms = two, .arm_count = 2};
    check_state(ask(&world, &request), COMPARE_NO_DATA, "The clicks of C are not known: import");
    const struct compare_request segments = {.by = ATTR_SEGMENT, .goal = KPI_NONE};
    check_state(ask(&world, &segments), COMPARE_NO_DATA, "Nothing to compare");
    world_close(&world);
}

static void nobody_clicked_in_an_arm(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 1000, ZERO);
    put(&world, "B", 9, 1, 1000, 100);
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER,
                "A had no clicks: see that they are counted there; a lift cannot be given.");
    assert_false(compare->kpis[0].pairs[0].has_lift);
    assert_false(compare->kpis[0].pairs[0].has_lift_high);
    world_close(&world);
}

static void wrong_requests_are_refused(void **state)
{
    (void)state;
    struct world world;
    struct err err = ERR_INIT;
    const struct compare *compare;
    int64_t number = campaign_number("x");
    const char *const none[] = {"A", "Z"};
    struct compare_request request = {.campaigns = &number,
                                      .campaign_count = 1,
                                      .by = ATTR_VARIANT,
                                      .goal = KPI_NONE,
                                      .arms = none,
                                      .arm_count = 2};
    world_open(&world);
    put(&world, "A", 9, 1, 1000, 100);
    ask(&world, NULL);
    assert_false(compare_build(world.arena, world.fixture.store, &world.scope, &request, NULL,
                               &compare, &err));
    assert_int_equal(err.code, ERR_USAGE);
    request.arms = NULL;
    request.goal = KPI_ROCS;
    assert_false(compare_build(world.arena, world.fixture.store, &world.scope, &request, NULL,
                               &compare, &err));
    assert_int_equal(err.code, ERR_USAGE);
    world_close(&world);
}

/* --- plans -------------------------------------------------------------------------------------
 */

static void a_plan_ends(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    for (int day = 11; day <= 14; day++) {
        put(&world, "A", 9, day, 1000, 100);
        put(&world, "B", 9, day, 1000, 102);
    }
    const struct compare_plan half = {.recipients = 16000}, plan = {.recipients = 8000},
                              same = {.recipients = 16000, .same_within = 0.1};
    struct compare_request request = {.by = ATTR_NONE, .goal = KPI_NONE, .plan = &half};
    const struct compare *compare = ask(&world, &request);
    check_state(compare, COMPARE_TOO_EARLY, "Too early to say.");
    assert_int_equal(compare->mode, COMPARE_PLANNED);
    request.plan = &plan;
    check_state(ask(&world, &request), COMPARE_NO_DIFFERENCE, "No difference found.");
    request.plan = &same;
    check_state(ask(&world, &request), COMPARE_EQUAL, "Practically the same");
    world_close(&world);
}

/* --- several -----------------------------------------------------------------------------------
 */

static void ten_arms_are_held_to_less(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    for (int arm = 0; arm < 11; arm++) {
        char name[2] = {(char)('A' + arm), '\0'};
        put(&world, name, 9, 1, 2000, arm == 3 ? 400 : 200);
    }
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER, "D wins. 20.0 %");
    assert_int_equal(compare->arm_count, COMPARE_ARMS_MAX);
    assert_int_equal(compare->kpis[0].pair_count, 45);
    assert_int_equal(compare->note_count, 1);
    /* 0.05 / 45, two-sided */
    close_to(compare->kpis[0].pairs[0].critical, 3.2608);
    assert_non_null(compare_table(world.arena, compare));
    assert_int_equal(compare_pairs_table(world.arena, compare, 0)->row_count, 45);
    world_close(&world);
}

/* z of B against A = 0.033 / sqrt(0.1165 0.8835 0.002) = 2.3001: above the quantile of 0.05 / 2
 * (two comparisons with the control: 2.2414), below that of 0.05 / 3 (all pairs: 2.3940). */
static void the_control_can_be_beaten_without_a_best(void **state)
{
    (void)state;
    static const char *const arms[] = {"A", "B", "C"};
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 1000, 100);
    put(&world, "B", 9, 1, 1000, 133);
    put(&world, "C", 9, 1, 1000, 120);
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_NO_DIFFERENCE, "No difference found.");
    assert_int_equal(compare->rival_count, 0);
    assert_null(strstr(compare->text, "Against"));
    struct compare_request request = {
        .by = ATTR_NONE, .goal = KPI_NONE, .arms = arms, .arm_count = 3};
    compare = ask(&world, &request);
    check_state(compare, COMPARE_NO_DIFFERENCE,
                "Against A, the first: better B; not told apart C.");
    assert_int_equal(compare->rival_count, 2);
    assert_int_equal(compare->winner, -1);
    const struct compare_rival *b = &compare->rivals[0], *c = &compare->rivals[1];
    close_to(b->pair.z, 2.3001);
    close_to(b->pair.critical, 2.2414);
    assert_true(b->pair.low > 0); /* the interval says what the verdict says */
    assert_int_equal(b->pair.state, COMPARE_WINNER);
    assert_int_equal(b->decided_on, civil_to_day(2026, 9, 1));
    assert_int_equal(c->pair.state, COMPARE_NO_DIFFERENCE);
    assert_int_equal(c->decided_on, DAY_NONE);
    close_to(compare->kpis[0].pairs[0].critical, 2.3940);
    assert_int_equal(compare_control_table(world.arena, compare)->row_count, 2);
    world_close(&world);
}

/* Daily, without a plan: alpha / 2 is crossed on day 2, and C is worse. */
static void the_control_is_beaten_on_a_day(void **state)
{
    (void)state;
    static const char *const arms[] = {"A", "B", "C"};
    struct world world;
    world_open(&world);
    for (int day = 1; day <= 3; day++) {
        put(&world, "A", 9, day, 2000, 200);
        put(&world, "B", 9, day, 2000, 260);
        put(&world, "C", 9, day, 2000, 140);
    }
    struct compare_request request = {
        .by = ATTR_NONE, .goal = KPI_NONE, .arms = arms, .arm_count = 3};
    const struct compare *compare = ask(&world, &request);
    check_state(compare, COMPARE_WINNER, "Against A, the first: better B; worse C.");
    /* Day 1: z = 0.03 / sqrt(0.115 0.885 0.001) = 2.974 and -3.419, held against 3.2838 for 4000
     * people; day 2: 4.206 against 3.2911. */
    assert_int_equal(compare->rivals[0].decided_on, civil_to_day(2026, 9, 2));
    assert_int_equal(compare->rivals[1].decided_on, civil_to_day(2026, 9, 1));
    world_close(&world);
}

static void a_billion_is_no_trouble(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 1000000000, 200000000);
    put(&world, "B", 9, 1, 1000000000, 200100000);
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER, "B wins.");
    close_to(compare->kpis[0].pairs[0].z, 0.0001 / sqrt(0.20005 * 0.79995 * 2e-9));
    world_close(&world);
}

/* Clicks win, and 100 against 20 of 2 000 opt out. */
static void harm_beats_a_win(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .variant = "A", .month = 9, .day = 1, .sent = 2000,
                .clickers = 200, .optouts = 20),
        FIGURES(.campaign = "x", .variant = "B", .month = 9, .day = 1, .sent = 2000,
                .clickers = 400, .optouts = 100),
    };
    import_figures(&world.fixture, "a.csv", rows, ARRAY_COUNT(rows));
    const struct compare *compare = ask(&world, NULL);
    check_state(compare, COMPARE_WINNER, "B wins on clicks but more people opt out: do not switch");
    assert_int_equal(compare->winner, -1);
    assert_int_equal(compare->guardrail_count, 1);
    assert_int_equal(compare->guardrails[0].state, COMPARE_HARM);
    close_to(compare->guardrails[0].margin, 0.0025);
    world_close(&world);
}

/* The split moves from 1:1 to 1:9 while all click less: within days nothing differs. */
static void a_split_that_moves_fools_nobody(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 8, 1, 5000, 1500);
    put(&world, "B", 8, 1, 5000, 1500);
    put(&world, "A", 8, 2, 1000, 100);
    put(&world, "B", 8, 2, 9000, 900);
    const double weights[] = {6, 14};
    const struct compare_plan plan = {.weights = weights};
    const struct compare_request request = {.by = ATTR_NONE, .goal = KPI_NONE, .plan = &plan};
    const struct compare *compare = ask(&world, &request);
    assert_true(compare->by_day);
    close_to(compare->max_share_shift, 0.4);
    check_state(compare, COMPARE_NO_DIFFERENCE, "No difference found.");
    close_to(compare->kpis[0].pairs[0].difference, 0);
    assert_false(compare->kpis[0].pairs[0].has_lift);
    world_close(&world);
}

/* B is sent on the day on which few opt out: pooled it does no harm (0.45 % against 1.82 %), within
 * days it may (2.2 % against 2.0 %, 0.256 % against 0.2 %). */
static void a_split_that_moves_makes_nothing_safe(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .variant = "A", .month = 8, .day = 1, .sent = 9000,
                .clickers = 900, .optouts = 180),
        FIGURES(.campaign = "x", .variant = "B", .month = 8, .day = 1, .sent = 1000,
                .clickers = 100, .optouts = 22),
        FIGURES(.campaign = "x", .variant = "A", .month = 8, .day = 2, .sent = 1000,
                .clickers = 100, .optouts = 2),
        FIGURES(.campaign = "x", .variant = "B", .month = 8, .day = 2, .sent = 9000,
                .clickers = 900, .optouts = 23),
    };
    import_figures(&world.fixture, "a.csv", rows, ARRAY_COUNT(rows));
    const struct compare *compare = ask(&world, NULL);
    assert_true(compare->by_day);
    assert_int_equal(compare->guardrails[0].state, COMPARE_NOT_KNOWN);
    close_to(compare->guardrails[0].margin, 0.00455);
    assert_true(compare->guardrails[0].upper > 0.00455);
    world_close(&world);
}

/* That fewer arrive is told as a finding: z = 0.09 / sqrt(0.945 0.055 0.002) = 8.8. */
static void what_arrives_less_often_is_said(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .variant = "A", .month = 8, .day = 1, .sent = 1000,
                .delivered = 990, .clickers = 100),
        FIGURES(.campaign = "x", .variant = "B", .month = 8, .day = 1, .sent = 1000,
                .delivered = 900, .clickers = 104),
    };
    import_figures(&world.fixture, "a.csv", rows, ARRAY_COUNT(rows));
    const struct compare *compare = ask(&world, NULL);
    assert_true(compare->has_srm && compare->srm_ok);
    assert_int_equal(compare->note_count, 1);
    assert_string_equal(compare->notes[0],
                        "B was delivered less often than A (90.0 % against 99.0 %): a result of "
                        "the template, not of the split.");
    world_close(&world);
}

static void currencies_are_not_mixed(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .month = 9, .day = 1, .sent = 2000, .clickers = 200,
                .currency = "EUR", .revenue = 100),
        FIGURES(.campaign = "y", .month = 9, .day = 1, .sent = 2000, .clickers = 400,
                .currency = "USD", .revenue = 100),
    };
    import_figures(&world.fixture, "a.csv", rows, ARRAY_COUNT(rows));
    const int64_t both[] = {campaign_number("x"), campaign_number("y")};
    const struct compare_request request = {
        .campaigns = both, .campaign_count = 2, .by = ATTR_NONE, .goal = KPI_NONE};
    const struct compare *compare = ask(&world, &request);
    check_state(compare, COMPARE_NOT_A_TEST, "these campaigns went to different people");
    const struct compare_kpi *money = &compare->kpis[compare->kpi_count - 1];
    assert_true(money->money);
    assert_false(money->pairs[0].has_difference);
    assert_string_equal(money->note, "different currencies: not comparable");
    world_close(&world);
}

/* --- memory ------------------------------------------------------------------------------------
 */

static bool build_once(void *context, struct arena *arena, struct err *err)
{
    struct world *world = context;
    int64_t number = campaign_number("x");
    const struct compare_request request = {
        .campaigns = &number, .campaign_count = 1, .by = ATTR_NONE, .goal = KPI_NONE};
    const struct compare *compare;
    if (!compare_build(arena, world->fixture.store, &world->scope, &request, NULL, &compare, err)) {
        return false;
    }
    return (compare_table(arena, compare) && compare_rows(arena, compare)) || err_memory(err);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    put(&world, "A", 9, 1, 1000, 100);
    put(&world, "B", 9, 1, 1000, 135);
    ask(&world, NULL);
    check_every_allocation(build_once, &world);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_day_that_crosses_is_the_call),
        cmocka_unit_test(the_second_may_be_worse),
        cmocka_unit_test(a_gain_is_told_in_points_and_lift),
        cmocka_unit_test(young_days_do_not_count),
        cmocka_unit_test(nothing_is_old_enough),
        cmocka_unit_test(what_has_ended_has_no_difference),
        cmocka_unit_test(one_day_is_one_look),
        cmocka_unit_test(few_are_not_judged),
        cmocka_unit_test(impossible_counts_come_first),
        cmocka_unit_test(other_days_are_no_test),
        cmocka_unit_test(a_broken_split_blocks_the_verdict),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(nobody_clicked_in_an_arm),
        cmocka_unit_test(wrong_requests_are_refused),
        cmocka_unit_test(a_plan_ends),
        cmocka_unit_test(ten_arms_are_held_to_less),
        cmocka_unit_test(the_control_can_be_beaten_without_a_best),
        cmocka_unit_test(the_control_is_beaten_on_a_day),
        cmocka_unit_test(a_billion_is_no_trouble),
        cmocka_unit_test(harm_beats_a_win),
        cmocka_unit_test(a_split_that_moves_fools_nobody),
        cmocka_unit_test(a_split_that_moves_makes_nothing_safe),
        cmocka_unit_test(what_arrives_less_often_is_said),
        cmocka_unit_test(currencies_are_not_mixed),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
