/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form in which a test is declared, as the whole screen shows it.
 */
#include "lib/golden.h"
#include "unit/app_views.h"

/* What is known of a campaign whose sends began, or that has a plan. */
static struct plan_draft draft_of(bool stands)
{
    struct plan_draft draft = {.campaign = 1,
                               .name = "Diwali early access",
                               .stands = stands,
                               .brings_back = stands,
                               .plan = PLAN_INIT,
                               .first_day = stands ? DAY_NONE : civil_to_day(2026, 10, 2),
                               .today = civil_to_day(2026, 10, 20)};
    struct plan *plan = &draft.plan;
    plan->campaign = draft.name;
    plan->by = ATTR_VARIANT;
    plan->goal = KPI_CTR;
    plan->arms[plan->arm_count++] = (struct plan_arm){"red, large", 60};
    plan->arms[plan->arm_count++] = (struct plan_arm){"بنفسجي:2", 40};
    plan->weighted = stands;
    plan->baseline = 0.2;
    plan->lift = 0.1;
    plan->power = 0.8;
    plan->guardrails[plan->guardrail_count++] = (struct plan_guardrail){KPI_OPTOUT_RATE, 0.001};
    plan->same_within = 0.005;
    plan->assigned = PLAN_AT_RANDOM;
    return draft;
}

/* Sends have begun: an end would come too late, and it says so. */
static void a_test_is_declared(void **state)
{
    (void)state;
    struct rig rig;
    struct plan_draft draft = draft_of(false);
    rig_begin(&rig, 2);
    rig_wait(&rig, "changed 14:13");
    rig_wait(&rig, "sent 200");
    overlay_plan(&rig.app, &draft);
    rig_shoot(&rig, "plan-form-new");
    rig_end(&rig);
}

/* A plan that stands, with every field that its end asks for; the last one has the keys, so a small
 * screen has scrolled. */
static void a_plan_is_changed(void **state)
{
    (void)state;
    struct rig rig;
    struct plan_draft draft = draft_of(true);
    rig_begin(&rig, 2);
    rig_wait(&rig, "changed 14:13");
    rig_wait(&rig, "sent 200");
    overlay_plan(&rig.app, &draft);
    rig_keys(&rig, "<Down><Down><Down><Down><Down><Down><Down><Down><Down>");
    rig_shoot(&rig, "plan-form-stands");
    rig_end(&rig);
}

/* A mistake is said below its field. */
static void a_mistake_is_said(void **state)
{
    (void)state;
    struct rig rig;
    struct plan_draft draft = draft_of(true);
    rig_begin(&rig, 2);
    rig_wait(&rig, "changed 14:13");
    rig_wait(&rig, "sent 200");
    overlay_plan(&rig.app, &draft);
    rig_keys(&rig, "<Down><Down><C-u>A,A<Enter>");
    rig_shoot(&rig, "plan-form-mistake");
    rig_end(&rig);
}

/* What the form gives back is the plan that it was given: leaving it unchanged is no edit. */
static void names_with_commas_survive(void **state)
{
    (void)state;
    struct rig rig;
    struct plan_draft draft = draft_of(true);
    rig_begin(&rig, 2);
    rig_wait(&rig, "changed 14:13");
    rig_wait(&rig, "sent 200");
    overlay_plan(&rig.app, &draft);
    rig_expect(&rig, "red\\, large:60,");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "nothing was changed");
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_test_is_declared),
        cmocka_unit_test(a_plan_is_changed),
        cmocka_unit_test(a_mistake_is_said),
        cmocka_unit_test(names_with_commas_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
