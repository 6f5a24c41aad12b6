/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How campaigns stand that are to be edited. */
#include "report/edit_draft.h"

#include <string.h>

#include "ops/edit.h"
#include "ops/exclude.h"
#include "unit/report_store.h"

static void take(struct fixture *fixture)
{
    static const char *const names[] = {"Alpha", "Beta", "Gamma"};
    fixture_open(fixture, NULL);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct figures row = FIGURES(.campaign = names[i], .month = 9, .day = 1, .sent = 10);
        import_figures(fixture, names[i], &row, 1);
    }
    import_facts(fixture, "Beta", KIND_DRIP, GOAL_LEADS);
}

static void edit(struct fixture *fixture, const char *name, const struct ops_edit *wanted)
{
    struct err err = ERR_INIT;
    struct edit_result result;
    int64_t number = campaign_number(name);
    check_ok(ops_edit(fixture->store, wanted, &number, 1, &result, NULL, &err), &err);
}

static const struct edit_draft *draft_of(struct fixture *fixture, struct arena *arena)
{
    struct err err = ERR_INIT;
    const struct edit_draft *draft;
    const int64_t numbers[] = {campaign_number("Beta"), campaign_number("Alpha")};
    check_ok(edit_draft_build(arena, fixture->store, numbers, 2, &draft, &err), &err);
    return draft;
}

static void what_stands_is_beside_what_files_say(void **state)
{
    (void)state;
    struct fixture fixture;
    struct arena *arena = arena_new();
    take(&fixture);
    edit(&fixture, "Beta",
         &(struct ops_edit){.name = "B", .alias = "Bee", .kind = "flow", .tags = "x,y"});
    edit(&fixture, "Alpha",
         &(struct ops_edit){.tags = "x", .group = "g", .archive = OPS_EDIT_ARCHIVE});
    edit(&fixture, "Gamma", &(struct ops_edit){.tags = "z", .group = "a"});
    const struct edit_draft *draft = draft_of(&fixture, arena);
    assert_int_equal(draft->count, 2);
    const struct edit_draft_row *beta = &draft->rows[0], *alpha = &draft->rows[1];
    assert_string_equal(beta->shown, "Bee");
    assert_string_equal(beta->name, "B");
    assert_string_equal(beta->imported, "Beta");
    assert_string_equal(beta->alias, "Bee");
    assert_int_equal(beta->kind, KIND_FLOW);
    assert_int_equal(beta->file_kind, KIND_DRIP);
    assert_int_equal(beta->goal, GOAL_UNKNOWN);
    assert_int_equal(beta->file_goal, GOAL_LEADS);
    assert_string_equal(alpha->name, "Alpha");
    assert_string_equal(alpha->alias, "");
    assert_string_equal(alpha->group, "g");
    assert_int_equal(alpha->file_kind, KIND_UNKNOWN);
    assert_true(alpha->archived);
    assert_false(alpha->excluded);
    /* All tags and groups of the store, in order; those of the campaigns are counted. */
    assert_int_equal(draft->tag_count, 3);
    assert_string_equal(draft->tags[0].tag, "x");
    assert_int_equal(draft->tags[0].count, 2);
    assert_int_equal(draft->tags[1].count, 1);
    assert_string_equal(draft->tags[2].tag, "z");
    assert_int_equal(draft->tags[2].count, 0);
    assert_int_equal(draft->group_count, 2);
    assert_string_equal(draft->groups[0], "a");
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_changed_meanwhile_is_seen(void **state)
{
    (void)state;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct exclude_result result;
    struct arena *arena = arena_new();
    int64_t alpha = campaign_number("Alpha");
    take(&fixture);
    const struct edit_draft *before = draft_of(&fixture, arena);
    edit(&fixture, "Gamma", &(struct ops_edit){.tags = "x"});
    const struct edit_draft *now = draft_of(&fixture, arena);
    assert_int_equal(edit_draft_difference(before, now), 0);
    assert_true(edit_draft_stamp(before) == edit_draft_stamp(now));
    edit(&fixture, "Alpha", &(struct ops_edit){.tags = "x", .note = "n"});
    now = draft_of(&fixture, arena);
    assert_int_equal(edit_draft_difference(before, now), 1U << EDIT_TAG | 1U << EDIT_NOTE);
    assert_false(edit_draft_stamp(before) == edit_draft_stamp(now));
    before = now;
    check_ok(ops_exclude_campaigns(fixture.store, &alpha, 1, false, &result, NULL, &err), &err);
    now = draft_of(&fixture, arena);
    assert_true(now->rows[1].excluded);
    assert_int_equal(edit_draft_difference(before, now), EDIT_DRAFT_EXCLUDED);
    assert_false(edit_draft_stamp(before) == edit_draft_stamp(now));
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_is_no_campaign_is_refused(void **state)
{
    (void)state;
    struct fixture fixture;
    struct err err = ERR_INIT;
    const struct edit_draft *draft;
    struct arena *arena = arena_new();
    int64_t number = 0;
    take(&fixture);
    assert_false(edit_draft_build(arena, fixture.store, &number, 1, &draft, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    number = 12345;
    err_clear(&err);
    assert_false(edit_draft_build(arena, fixture.store, &number, 1, &draft, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    arena_free(arena);
    fixture_close(&fixture);
}

static bool build(void *context, struct arena *arena, struct err *err)
{
    struct fixture *fixture = context;
    const struct edit_draft *draft;
    int64_t number = campaign_number("Beta");
    return edit_draft_build(arena, fixture->store, &number, 1, &draft, err);
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    struct fixture fixture;
    take(&fixture);
    edit(&fixture, "Beta", &(struct ops_edit){.alias = "Bee", .tags = "x,y", .group = "g"});
    check_every_allocation(build, &fixture);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_is_beside_what_files_say),
        cmocka_unit_test(what_changed_meanwhile_is_seen),
        cmocka_unit_test(what_is_no_campaign_is_refused),
        cmocka_unit_test(memory_may_fail_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
