/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form that edits campaigns: the one under the cursor, or the marked ones.
 */
#include "lib/golden.h"

#include <poll.h>

#include "ops/edit.h"
#include "unit/app_views.h"

static int64_t number_of(int n)
{
    char name[32];
    snprintf(name, sizeof name, "Campaign %d", n);
    return campaign_number(name);
}

/* Somebody else edits a campaign. */
static void edit(struct rig *rig, int n, const struct ops_edit *wanted)
{
    struct err err = ERR_INIT;
    struct edit_result result;
    int64_t number = number_of(n);
    check_ok(ops_edit(rig->fixture.store, wanted, &number, 1, &result, NULL, &err), &err);
}

static struct campaign_edit standing(struct rig *rig, struct arena *arena, int n)
{
    struct err err = ERR_INIT;
    struct campaign_edit *edits;
    size_t count;
    check_ok(edits_list(rig->fixture.store, arena, &edits, &count, &err), &err);
    const struct campaign_edit *found = edits_find(edits, count, number_of(n));
    return found ? *found
                 : (struct campaign_edit){
                       .kind = KIND_UNKNOWN, .goal = GOAL_UNKNOWN, .name = "", .tag_list = ""};
}

static void begin(struct rig *rig, int campaigns)
{
    rig_begin(rig, campaigns);
    rig_wait(rig, "benchmark reference");
    rig_keys(rig, "2");
    rig_wait(rig, "> Campaign 1");
    rig_wait(rig, "answer: ");
}

/* --- what is seen ----------------------------------------------------------------------------- */

static void one_campaign(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 2);
    edit(&rig, 1, &(struct ops_edit){.alias = "עברית", .kind = "flow", .tags = "vip,spring"});
    rig_keys(&rig, "r");
    rig_wait(&rig, "עברית");
    rig_keys(&rig, "<Down>");
    rig_wait(&rig, "answer: עברית");
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit עברית");
    rig_keys(&rig, "<Down><Down>");
    rig_shoot(&rig, "edit-form-one");
    rig_keys(&rig, "<Down><Down>-v");
    rig_shoot(&rig, "edit-form-completes");
    rig_keys(&rig, "<C-u>-nobody<Enter>");
    rig_expect(&rig, "it has no tag nobody to take away");
    rig_shoot(&rig, "edit-form-mistake");
    rig_end(&rig);
}

static void several_campaigns(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 3);
    edit(&rig, 1, &(struct ops_edit){.kind = "flow", .tags = "vip,spring", .group = "autumn"});
    edit(&rig, 2, &(struct ops_edit){.tags = "vip", .archive = OPS_EDIT_ARCHIVE});
    rig_keys(&rig, "r <Down> <Down> ");
    rig_wait(&rig, "answer: Campaign 3");
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit 3 campaigns");
    rig_shoot(&rig, "edit-form-several");
    rig_keys(&rig, "<Down><Down>new,-vip<Down><Down><Down><Right><Right><Down><Right><Enter>");
    rig_shoot(&rig, "edit-form-question");
    rig_end(&rig);
}

/* --- what is done ----------------------------------------------------------------------------- */

static void one_is_edited_after_a_question(void **state)
{
    (void)state;
    struct rig rig;
    struct arena *arena = arena_new();
    begin(&rig, 2);
    rig_keys(&rig, "<Down>E");
    rig_wait(&rig, "Edit Campaign 2");
    rig_expect(&rig, "no file says");
    rig_keys(&rig, "<C-u>Diwali<Down>D<Down><Right><Right><Down><Down>+vip, spring<Enter>");
    rig_expect(&rig, "Campaign 2: name → Diwali, alias → D, kind → drip, tag +vip, tag");
    assert_int_equal(fixture_runs(&rig.fixture), 2);
    rig_keys(&rig, "n"); /* nothing of it is lost */
    rig_expect(&rig, "+vip, spring");
    rig_keys(&rig, "<Enter>y");
    rig_wait(&rig, "1 campaign edited; x on Imports undoes it (3)");
    assert_null(rig.app.overlay.ops);
    assert_int_equal(fixture_runs(&rig.fixture), 3);
    struct campaign_edit now = standing(&rig, arena, 2);
    assert_string_equal(now.name, "Diwali");
    assert_string_equal(now.alias, "D");
    assert_int_equal(now.kind, KIND_DRIP);
    assert_string_equal(now.tag_list, "spring, vip");
    /* Empty: as files say again. */
    rig_wait(&rig, "> D");
    rig_keys(&rig, "E");
    rig_wait(&rig, "Files call it Campaign 2");
    rig_keys(&rig, "<C-u><Down><C-u><Down><Left><Left><Enter>");
    rig_expect(&rig, "D: name as files say, no alias, kind as files say.");
    rig_keys(&rig, "y");
    rig_wait(&rig, "undoes it (4)");
    now = standing(&rig, arena, 2);
    assert_string_equal(now.name, "Campaign 2");
    assert_null(now.alias);
    assert_int_equal(now.kind, KIND_UNKNOWN);
    /* Left as it is: no row of the ledger. */
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit Campaign 2");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "nothing was changed");
    assert_int_equal(fixture_runs(&rig.fixture), 4);
    arena_free(arena);
    rig_end(&rig);
}

/* Of marked campaigns only what was touched is changed. */
static void of_several_only_what_was_touched(void **state)
{
    (void)state;
    struct rig rig;
    struct arena *arena = arena_new();
    begin(&rig, 3);
    edit(&rig, 1, &(struct ops_edit){.kind = "flow", .tags = "vip,old", .group = "autumn"});
    edit(&rig, 2, &(struct ops_edit){.tags = "old", .group = "winter", .note = "late"});
    rig_keys(&rig, " <Down> <Down> E");
    rig_wait(&rig, "Edit 3 campaigns");
    rig_expect(&rig, "old (2 of 3), vip (1 of 3)");
    rig_keys(&rig, "<Down><Down>vip,-old<Enter>");
    rig_expect(&rig, "3 campaigns: tag +vip, tag -old.");
    rig_keys(&rig, "y");
    rig_wait(&rig, "3 campaigns edited");
    for (int n = 1; n <= 3; n++) {
        struct campaign_edit now = standing(&rig, arena, n);
        assert_string_equal(now.tag_list, "vip");
        assert_int_equal(now.kind, n == 1 ? KIND_FLOW : KIND_UNKNOWN);
    }
    assert_string_equal(standing(&rig, arena, 1).group, "autumn");
    assert_string_equal(standing(&rig, arena, 2).note, "late");
    /* Erasing takes a group from all of them, a second time leaves it; marks stay. */
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit 3 campaigns");
    rig_keys(&rig, "<Down><Down><Down><C-u>");
    rig_expect(&rig, "(none, for all of them)");
    rig_keys(&rig, "<C-u><Enter>");
    rig_expect(&rig, "nothing was changed");
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit 3 campaigns");
    rig_keys(&rig, "<Down><Down><Down><Backspace><Enter>");
    rig_expect(&rig, "3 campaigns: no group.");
    rig_keys(&rig, "y");
    rig_wait(&rig, "2 campaigns edited");
    assert_null(standing(&rig, arena, 1).group);
    assert_null(standing(&rig, arena, 2).group);
    arena_free(arena);
    rig_end(&rig);
}

static void what_is_left_out_counts_apart(void **state)
{
    (void)state;
    struct rig rig;
    struct err err = ERR_INIT;
    bool is;
    begin(&rig, 2);
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit Campaign 1");
    rig_keys(&rig, "<Down><Down><Down><Down>test<Tab><Tab><Tab><Tab><Right>");
    rig_expect(&rig, "out of every KPI, sum and test");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "tag +test, left out of every KPI and test.");
    rig_keys(&rig, "y");
    assert_non_null(rig.app.overlay.ops); /* until it is known what became of it */
    rig_wait(&rig, "1 campaign edited; x on Imports undoes it (3)");
    check_ok(exclude_is(rig.fixture.store, number_of(1), &is, &err), &err);
    assert_true(is);
    rig_wait(&rig, "sent 100,");
    /* The last one, too: the way back is not lost. */
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit Campaign 2");
    rig_keys(&rig, "<S-Tab><Down><Down><Down><Down><Down><Down><Down><Down><Right><Enter>y");
    rig_wait(&rig, "undoes it (4)");
    rig_wait(&rig, "0 campaigns");
    rig_keys(&rig, "9");
    rig_wait(&rig, "view 0: sent 0");
    rig_end(&rig);
}

/* --- what keeps it from being done ------------------------------------------------------------ */

static void mistakes_are_said_at_the_field(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 2);
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit Campaign 1");
    rig_keys(&rig, "<Down><Down><Down><Down>a,-a<Enter>");
    rig_expect(&rig, "a cannot be put on and taken away at once");
    rig_keys(&rig, "<C-u><S-Tab><S-Tab><S-Tab><S-Tab><C-u>Campaign 2<Enter>y");
    rig_wait(&rig, "there is another campaign \"Campaign 2\"");
    assert_int_equal(rig.app.overlay.form->at, 0);
    rig_keys(&rig, "x");
    assert_null(strstr(rig_look(&rig), "another campaign"));
    assert_int_equal(fixture_runs(&rig.fixture), 2);
    rig_keys(&rig, "<Esc>");
    assert_null(rig.app.overlay.ops);
    rig_end(&rig);
}

/* Somebody else was there first: it is said what changed, and only a second time writes over it. */
static void what_others_changed_meanwhile_is_said(void **state)
{
    (void)state;
    struct rig rig;
    struct arena *arena = arena_new();
    begin(&rig, 2);
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit Campaign 1");
    edit(&rig, 1, &(struct ops_edit){.note = "theirs", .tags = "x"});
    rig_keys(&rig, "<Down><Down><Down><Down><Down><Down>mine<Down><Down><Right><Enter>y");
    rig_wait(&rig, "somebody else changed meanwhile: Tags, Note"); /* and nothing typed is lost */
    rig_expect(&rig, "mine");
    rig_keys(&rig, "<Left>");
    assert_string_equal(standing(&rig, arena, 1).note, "theirs");
    rig_keys(&rig, "<Enter>y");
    rig_wait(&rig, "1 campaign edited");
    assert_string_equal(standing(&rig, arena, 1).note, "mine");
    assert_string_equal(standing(&rig, arena, 1).tag_list, "x");
    arena_free(arena);
    rig_end(&rig);
}

/* Nobody acts on marks that are not seen any more. */
static void marks_go_with_what_is_archived(void **state)
{
    (void)state;
    struct rig rig;
    static const struct app_views views = {view_all, &view_first, &view_detail};
    rig_begin_with(&rig, 4, &views);
    rig_wait(&rig, "Sent");
    rig_keys(&rig, "2");
    rig_wait(&rig, "Campaign 1");
    rig_keys(&rig, "  ");
    rig_expect(&rig, "2 marked");
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit 2 campaigns");
    rig_keys(&rig, "<Down><Down><Down><Down><Down><Right><Enter>y");
    rig_wait(&rig, "2 campaigns edited");
    assert_null(strstr(rig_look(&rig), "marked"));
    /* Of what is left out, too; those that stay keep theirs. */
    rig_wait(&rig, "Campaign 3");
    rig_keys(&rig, "g ");
    rig_expect(&rig, "1 marked");
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit Campaign");
    rig_keys(&rig, "<Down><Down><Down><Down><Down><Down><Down><Down><Right><Enter>");
    rig_expect(&rig, "left out of every KPI");
    rig_keys(&rig, "y");
    rig_wait(&rig, "1 campaign edited");
    assert_null(strstr(rig_look(&rig), "marked"));
    rig_calm(&rig);
    rig_keys(&rig, "g E");
    rig_wait(&rig, "Edit Campaign");
    rig_keys(&rig, "<Down><Down><Down><Down>vip<Enter>y");
    rig_wait(&rig, "1 campaign edited");
    rig_expect(&rig, "1 marked");
    rig_end(&rig);
}

static void where_there_is_none_it_is_said(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 1);
    rig_keys(&rig, "9");
    rig_wait(&rig, "view 0: sent 100");
    rig_keys(&rig, "E");
    rig_expect(&rig, "no row here is a campaign to edit");
    assert_null(rig.app.chore);
    rig_keys(&rig, "2");
    rig.app.session.read_only = true;
    assert_null(strstr(rig_look(&rig), "E edit"));
    rig_keys(&rig, "E");
    rig_expect(&rig, "opened read-only");
    assert_null(rig.app.chore);
    rig_end(&rig);
}

/* Closing the form before it is there, or while it writes, does no harm. */
static void leaving_early_is_fine(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, 2);
    rig_keys(&rig, "E");
    rig_wait(&rig, "Edit Campaign 1");
    rig_keys(&rig, "<Down><Down><Down><Down>vip<Enter>y<Esc>");
    assert_null(rig.app.overlay.ops);
    rig_wait(&rig, "1 campaign edited");
    rig_keys(&rig, "Eq");
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_campaign),
        cmocka_unit_test(several_campaigns),
        cmocka_unit_test(one_is_edited_after_a_question),
        cmocka_unit_test(of_several_only_what_was_touched),
        cmocka_unit_test(what_is_left_out_counts_apart),
        cmocka_unit_test(mistakes_are_said_at_the_field),
        cmocka_unit_test(what_others_changed_meanwhile_is_said),
        cmocka_unit_test(marks_go_with_what_is_archived),
        cmocka_unit_test(where_there_is_none_it_is_said),
        cmocka_unit_test(leaving_early_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
