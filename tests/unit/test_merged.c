/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of campaigns that are to become one, and what they were called. */
#include "report/merged.h"

#include <string.h>

#include "ops/edit.h"
#include "ops/merge.h"
#include "report/former.h"
#include "unit/report_store.h"

static void take(struct fixture *fixture)
{
    static const char *const names[] = {"Alpha", "Beta", "Gamma", "Delta"};
    fixture_open(fixture, NULL);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct figures row =
            FIGURES(.campaign = names[i], .month = 9, .day = 1 + (int)i, .sent = 10 + (int)i);
        row.sent = i == 3 ? 0 : row.sent; /* not known */
        row.clickers = 1;
        import_figures(fixture, names[i], &row, 1);
    }
}

static void edit(struct fixture *fixture, const char *name, const struct ops_edit *wanted)
{
    struct err err = ERR_INIT;
    struct edit_result result;
    int64_t number = campaign_number(name);
    check_ok(ops_edit(fixture->store, wanted, &number, 1, &result, NULL, &err), &err);
}

static void merge(struct fixture *fixture, struct arena *arena, const char *name, const char *into,
                  struct merge_result *result)
{
    struct err err = ERR_INIT;
    int64_t number = campaign_number(name);
    check_ok(ops_merge(fixture->store, arena, &number, 1, campaign_number(into), NULL, false,
                       result, NULL, &err),
             &err);
}

static void the_most_sent_is_first(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct merge_choices *choices;
    const int64_t numbers[] = {campaign_number("Delta"), campaign_number("Alpha"),
                               campaign_number("Gamma")};
    take(&fixture);
    edit(&fixture, "Alpha", &(struct ops_edit){.alias = "First"});
    check_ok(merge_choices(arena, fixture.store, numbers, 3, &choices, &err), &err);
    assert_int_equal(choices->count, 3);
    assert_string_equal(choices->rows[0].name, "Gamma");
    assert_int_equal(choices->rows[0].sent, 12);
    assert_int_equal(choices->rows[0].start, civil_to_day(2026, 9, 3));
    assert_string_equal(choices->rows[1].name, "First");
    assert_int_equal(choices->rows[1].number, numbers[1]);
    assert_int_equal(choices->rows[2].sent, -1);
    const int64_t none = 0;
    assert_false(merge_choices(arena, fixture.store, &none, 1, &choices, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    arena_free(arena);
    fixture_close(&fixture);
}

static void what_is_more_than_fits_is_counted(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    const struct merge_part parts[] = {{.name = "A", .sent = 1, .kind = KIND_FLOW},
                                       {.name = "B", .sent = 20, .kind = KIND_DRIP},
                                       {.name = "C", .sent = 300, .kind = KIND_BOT},
                                       {.name = "D", .sent = -1, .archived = true}};
    const struct merge_result result = {
        .parts = parts,
        .count = ARRAY_COUNT(parts),
        .whole = {.name = "A", .sent = 321, .kind = KIND_FLOW},
        .twice = {.messages = 9, .import = 4, .file = "list.csv", .others = 1, .left = 2}};
    assert_string_equal(
        merged_words(arena, &result, 1),
        "Before: \"A\" 1 sent; and 3 more, 320 sent\n"
        "Now: \"A\" 321 sent\n"
        "9 messages of lists without message ids are in more than one of them and count twice\n"
        "If that is one list under two names, take it back once and import the rest of that file "
        "again: campane imports undo 4 (list.csv, with 1 other message)\n"
        "2 are left then: undo this merge, too, and merge again to be told where\n"
        "\"B\" was of kind drip; flow stands\n"
        "2 more were of another kind or goal, or archived\n");
    assert_non_null(strstr(merged_words(arena, &result, SIZE_MAX), "\"D\" was archived; \"A\" is "
                                                                   "not\n"));
    arena_free(arena);
}

static struct former former_of_store(struct fixture *fixture, struct arena *arena)
{
    struct err err = ERR_INIT;
    struct campaign_edit *edits;
    size_t count;
    struct former former;
    check_ok(edits_list(fixture->store, arena, &edits, &count, &err), &err);
    check_ok(former_read(arena, fixture->store, edits, count, &former, &err), &err);
    return former;
}

/* As files name it, and as it was called before it became a part. */
static void names_that_facts_came_under_are_known(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct merge_result result;
    struct arena *arena = arena_new();
    size_t count;
    take(&fixture);
    struct former former = former_of_store(&fixture, arena);
    assert_int_equal(former.count, 0);
    assert_null(former_of(&former, campaign_number("Alpha"), &count));
    edit(&fixture, "Alpha", &(struct ops_edit){.name = "First"});
    edit(&fixture, "Beta", &(struct ops_edit){.name = "Second", .alias = "Two"});
    merge(&fixture, arena, "Beta", "Gamma", &result);
    merge(&fixture, arena, "Gamma", "Alpha", &result);
    former = former_of_store(&fixture, arena);
    const char *const *names = former_of(&former, campaign_number("Alpha"), &count);
    static const char *const wanted[] = {"Alpha", "Beta", "Gamma", "Second", "Two"};
    assert_int_equal(count, ARRAY_COUNT(wanted));
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(names[i], wanted[i]);
    }
    former_of(&former, campaign_number("Delta"), &count);
    assert_int_equal(count, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

static bool build(void *context, struct arena *arena, struct err *err)
{
    struct fixture *fixture = context;
    const int64_t numbers[] = {campaign_number("Alpha"), campaign_number("Delta")};
    const struct merge_choices *choices;
    struct campaign_edit *edits;
    size_t count;
    struct former former;
    return merge_choices(arena, fixture->store, numbers, 2, &choices, err) &&
           edits_list(fixture->store, arena, &edits, &count, err) &&
           former_read(arena, fixture->store, edits, count, &former, err);
}

static void memory_may_fail_anywhere(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct merge_result result;
    struct arena *arena = arena_new();
    take(&fixture);
    edit(&fixture, "Alpha", &(struct ops_edit){.name = "First"});
    merge(&fixture, arena, "Gamma", "Alpha", &result);
    arena_free(arena);
    check_every_allocation(build, &fixture);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_sent_is_first),
        cmocka_unit_test(what_is_more_than_fits_is_counted),
        cmocka_unit_test(names_that_facts_came_under_are_known),
        cmocka_unit_test(memory_may_fail_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
