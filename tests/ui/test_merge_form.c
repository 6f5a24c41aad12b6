/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marked campaigns are merged: which name stays, what becomes of the figures, and then.
 */
#include "lib/golden.h"

#include "ops/edit.h"
#include "ops/merge.h"
#include "unit/app_views.h"

static int64_t number_of(int n)
{
    char name[32];
    snprintf(name, sizeof name, "Campaign %d", n);
    return campaign_number(name);
}

/* So many campaigns, the first ones of which are marked. */
static void begin(struct rig *rig, int campaigns, int marks)
{
    rig_begin(rig, campaigns);
    rig_wait(rig, "benchmark reference");
    rig_keys(rig, "2");
    rig_wait(rig, "> Campaign 1");
    rig_wait(rig, "answer: ");
    for (int i = 0; i < marks; i++) {
        rig_keys(rig, " <Down>");
    }
}

/* What is merged into the n-th campaign. */
static size_t parts_of(struct rig *rig, int n)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    struct merge_row *rows;
    size_t count, found = 0;
    check_ok(merge_list(rig->fixture.store, arena, &rows, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        found += rows[i].target == number_of(n);
    }
    arena_free(arena);
    return found;
}

/* It is tried before it is asked; nothing is written until then. */
static void the_name_that_stays_is_chosen(void **state)
{
    (void)state;
    struct rig rig;
    char before[33], after[33];
    begin(&rig, 4, 3);
    fixture_digest(&rig.fixture, before);
    rig_keys(&rig, "M");
    rig_wait(&rig, "Which name stays?");
    rig_shoot(&rig, "merge-names");
    rig_keys(&rig, "<Down><Enter>");
    rig_wait(&rig, "\"Campaign 2\" stays.");
    rig_shoot(&rig, "merge-question");
    rig_keys(&rig, "n");
    rig_expect(&rig, "Which name stays?");
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, "\"Campaign 2\" stays.");
    fixture_digest(&rig.fixture, after);
    assert_string_equal(before, after);
    rig_keys(&rig, "y");
    assert_null(rig.app.overlay.ops);
    rig_wait(&rig, "3 campaigns are one now: \"Campaign 2\"; x on Imports undoes it (5)");
    rig_wait(&rig, "2 campaigns");
    assert_int_equal(parts_of(&rig, 2), 2);
    assert_int_equal(fixture_counter(&rig.fixture, "Campaign 2", COUNTER_SENT), 100); /* one day */
    rig_end(&rig);
}

/* However many there are, what will be is seen. */
static void of_many_the_rest_is_counted(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 9, 8);
    rig_keys(&rig, "M");
    rig_wait(&rig, "Which name stays?");
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, "and 4 more, 400 sent");
    rig_expect(&rig, "Now: \"Campaign 1\" 100 sent");
    rig_end(&rig);
}

static void names_and_kinds_that_people_gave_are_said(void **state)
{
    (void)state;
    struct rig rig;
    struct err err = ERR_INIT;
    struct edit_result result;
    const int64_t one = number_of(1), two = number_of(2);
    const struct ops_edit drip = {.alias = "Drops", .kind = "drip"}, flow = {.kind = "flow"};
    begin(&rig, 2, 2);
    check_ok(ops_edit(rig.fixture.store, &drip, &one, 1, &result, NULL, &err), &err);
    check_ok(ops_edit(rig.fixture.store, &flow, &two, 1, &result, NULL, &err), &err);
    rig_keys(&rig, "M");
    rig_wait(&rig, "Drops");
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, "\"Drops\" was of kind drip; flow stands");
    rig_end(&rig);
}

/* In the words of the command. */
static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct rig rig;
    struct err err = ERR_INIT;
    struct edit_result result;
    const int64_t one = number_of(1);
    const struct ops_edit out = {.exclude = OPS_EDIT_LEAVE_OUT};
    begin(&rig, 3, 2);
    check_ok(ops_edit(rig.fixture.store, &out, &one, 1, &result, NULL, &err), &err);
    rig_keys(&rig, "M");
    rig_wait(&rig, "Which name stays?");
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, "\"Campaign 1\" is excluded, \"Campaign 2\" is not");
    rig_expect(&rig, "exclude both or none of");
    rig_keys(&rig, "<Esc>");
    assert_int_equal(fixture_runs(&rig.fixture), 4);
    rig_end(&rig);
}

static void going_back_leaves_all_as_it_is(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 3, 2);
    rig_keys(&rig, "M");
    rig_wait(&rig, "Which name stays?");
    rig_keys(&rig, "<Enter><Esc>"); /* while it is tried */
    assert_null(rig.app.overlay.ops);
    rig_wait_gone(&rig, "stopping");
    assert_null(rig.app.chore);
    assert_null(rig.app.overlay.ops);
    assert_int_equal(fixture_runs(&rig.fixture), 3);
    rig_keys(&rig, "M");
    rig_wait(&rig, "Which name stays?");
    rig_keys(&rig, "q");
    assert_null(rig.app.overlay.ops);
    rig_end(&rig);
}

static void without_marks_it_is_said_what_is_missing(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 3, 1);
    rig_keys(&rig, "M");
    rig_expect(&rig, "mark the campaigns that are the same first, two or more: Space");
    rig.app.session.read_only = true;
    rig_keys(&rig, " M");
    rig_expect(&rig, "opened read-only: no campaigns can be merged");
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_that_stays_is_chosen),
        cmocka_unit_test(of_many_the_rest_is_counted),
        cmocka_unit_test(names_and_kinds_that_people_gave_are_said),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(going_back_leaves_all_as_it_is),
        cmocka_unit_test(without_marks_it_is_said_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
