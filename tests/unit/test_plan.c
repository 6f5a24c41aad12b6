/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans: what is written is read back, and what does not fit is an error.
 */
#include <math.h>

#include "config/document.h"
#include "config/plan_document.h"
#include "lib/check.h"
#include "lib/store_fixture.h"
#include "ops/plan.h"
#include "report/plan_terms.h"
#include "report/planned.h"

static struct plan sample(void)
{
    struct plan plan = PLAN_INIT;
    plan.campaign = "Diwali \"früh\"";
    plan.by = ATTR_VARIANT;
    plan.goal = KPI_CTR;
    plan.arm_count = 2;
    plan.arms[0] = (struct plan_arm){"A", 60};
    plan.arms[1] = (struct plan_arm){"B", 40};
    plan.weighted = true;
    plan.per_arm = 6000;
    plan.baseline = 0.2;
    plan.lift = -0.1;
    plan.power = 0.9;
    plan.guardrail_count = 1;
    plan.guardrails[0] = (struct plan_guardrail){KPI_OPTOUT_RATE, 0.001};
    plan.assigned = PLAN_AT_RANDOM;
    return plan;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct plan plan = sample(), read = PLAN_INIT;
    struct err err = ERR_INIT;
    const char *text = plan_document_write(arena, &plan);
    assert_non_null(text);
    check_ok(plan_document_read(arena, text, &read, &err), &err);
    assert_string_equal(read.campaign, plan.campaign);
    assert_true(read.by == plan.by && read.goal == plan.goal && read.per_arm == 6000);
    assert_true(read.arm_count == 2 && read.weighted && read.arms[1].weight == 40);
    assert_string_equal(read.arms[1].name, "B");
    assert_true(read.baseline == 0.2 && read.lift == -0.1 && read.power == 0.9);
    assert_true(read.guardrail_count == 1 && read.guardrails[0].kpi == KPI_OPTOUT_RATE &&
                read.guardrails[0].margin == 0.001);
    assert_true(read.assigned == PLAN_AT_RANDOM && read.until == DAY_NONE);
    struct plan bare = PLAN_INIT;
    bare.campaign = "x";
    bare.until = civil_to_day(2026, 10, 31);
    text = plan_document_write(arena, &bare);
    check_ok(plan_document_read(arena, text, &read, &err), &err);
    assert_true(read.until == bare.until && read.by == ATTR_NONE && read.goal == KPI_NONE &&
                !read.arm_count && read.assigned == PLAN_UNSAID);
    arena_free(arena);
}

static void what_is_no_plan_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "[]",
                                        "{}",
                                        "{\"campaign\":7}",
                                        "{\"campaign\":\"x\",\"goal\":\"luck\"}",
                                        "{\"campaign\":\"x\",\"by\":\"mood\"}",
                                        "{\"campaign\":\"x\",\"until\":\"soon\"}",
                                        "{\"campaign\":\"x\",\"guardrails\":[{\"id\":\"luck\"}]}"};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct plan plan = sample();
        struct err err = ERR_INIT;
        assert_false(plan_document_read(arena, wrong[i], &plan, &err));
        assert_int_equal(err.code, ERR_STORE_DAMAGED);
        assert_int_equal(plan.per_arm, 6000); /* untouched */
    }
    arena_free(arena);
}

static void every_version_stays(void **state)
{
    (void)state;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct plan plan = sample();
    struct err err = ERR_INIT;
    const struct planned *planned;
    fixture_open(&fixture, NULL);
    check_ok(planned_read(arena, fixture.store, 7, &planned, &err), &err);
    assert_null(planned);
    assert_false(plan_edit(fixture.store, 7, &plan, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    check_ok(plan_declare(fixture.store, 7, &plan, &err), &err);
    assert_false(plan_declare(fixture.store, 7, &plan, &err));
    plan.per_arm = 8000;
    check_ok(plan_edit(fixture.store, 7, &plan, &err), &err);
    check_ok(planned_read(arena, fixture.store, 7, &planned, &err), &err);
    assert_int_equal(planned->count, 2);
    assert_int_equal(planned->versions[0].plan.per_arm, 6000);
    assert_int_equal(planned->plan->per_arm, 8000);
    /* Of this day or later, it follows; of an earlier one it does not. */
    assert_int_equal(planned_use_of(planned, DAY_NONE), PLANNED_WAITS);
    assert_int_equal(planned_use_of(planned, planned->made_day), PLANNED_BOUNDARY);
    assert_int_equal(planned_use_of(planned, planned->made_day - 1), PLANNED_LATE);
    assert_true(fabs(planned_weight(planned->plan, 0) - 0.6) < 1e-12);
    check_ok(plans_drop(fixture.store, 7, &err), &err);
    assert_false(plans_drop(fixture.store, 7, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    struct plan_row *rows;
    size_t count;
    check_ok(plans_list(fixture.store, arena, 7, &rows, &count, &err), &err);
    assert_int_equal(count, 2);
    check_ok(planned_read(arena, fixture.store, 7, &planned, &err), &err);
    assert_null(planned);
    arena_free(arena);
    fixture_close(&fixture);
}

/* As they are typed, so that a form gives back what it was given. */
static void names_of_arms_survive(void **state)
{
    (void)state;
    static char huge[513];
    static const char *const names[] = {"red, large", "a:50", "b\\", "\\,", ":", "promo:v2", huge};
    static const char *const known[PLAN_TERM_COUNT] = {[PLAN_TERM_ARMS] = "--arms"};
    static char words[PLAN_TERM_SIZE];
    struct arena *arena = arena_new();
    memset(huge, 'x', sizeof huge - 1);
    for (int weighted = 0; weighted < 2; weighted++) {
        struct plan plan = PLAN_INIT, read = PLAN_INIT;
        struct plan_terms terms = {.names = known};
        enum plan_term wrong;
        struct err err = ERR_INIT;
        plan.weighted = weighted;
        for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
            plan.arms[plan.arm_count++] = (struct plan_arm){names[i], weighted ? 5 + (double)i : 1};
        }
        terms.text[PLAN_TERM_ARMS] = plan_term_words(&plan, PLAN_TERM_ARMS, words);
        check_ok(plan_terms_take(arena, &terms, &read, &wrong, &err), &err);
        assert_int_equal(read.arm_count, ARRAY_COUNT(names));
        assert_int_equal(read.weighted, weighted);
        for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
            assert_string_equal(read.arms[i].name, names[i]);
            assert_true(read.arms[i].weight == plan.arms[i].weight);
        }
    }
    arena_free(arena);
}

/* What nobody would escape: a colon before what is no number, a backslash before a letter. */
static void plain_names_need_no_escape(void **state)
{
    (void)state;
    static const char *const known[PLAN_TERM_COUNT] = {[PLAN_TERM_ARMS] = "--arms"};
    struct arena *arena = arena_new();
    struct plan plan = PLAN_INIT;
    struct plan_terms terms = {.names = known};
    enum plan_term wrong;
    struct err err = ERR_INIT;
    terms.text[PLAN_TERM_ARMS] = "promo:v2,,new\\old,8:inf";
    check_ok(plan_terms_take(arena, &terms, &plan, &wrong, &err), &err);
    assert_int_equal(plan.arm_count, 3);
    assert_string_equal(plan.arms[0].name, "promo:v2");
    assert_string_equal(plan.arms[1].name, "new\\old");
    assert_string_equal(plan.arms[2].name, "8:inf");
    terms.text[PLAN_TERM_ARMS] = "A:0,B:1";
    assert_false(plan_terms_take(arena, &terms, &plan, &wrong, &err));
    assert_int_equal(wrong, PLAN_TERM_ARMS);
    arena_free(arena);
}

int main(void)
{
    document_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read), cmocka_unit_test(what_is_no_plan_is_refused),
        cmocka_unit_test(every_version_stays), cmocka_unit_test(names_of_arms_survive),
        cmocka_unit_test(plain_names_need_no_escape)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
