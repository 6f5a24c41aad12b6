/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program itself on a pseudo terminal: campaigns are edited in the dashboard, alone and
 * together, and what was done is undone.
 */
#include "lib/term_harness.h"

#include <stdlib.h>
#include <sys/wait.h>

/* A command of the shell, with the store in $S. */
static void run(const char *store, const char *command)
{
    char line[2048];
    snprintf(line, sizeof line, "S='%s'; %s", store, command);
    assert_int_equal(system(line), 0);
}

/* Three campaigns in a store of their own. */
static const char *new_store(void)
{
    static char path[512];
    static int number;
    snprintf(path, sizeof path, "%s/edit-%d.db", check_folder(), ++number);
    run(path,
        "printf 'date,campaign,sent,delivered,read\\n2026-07-03,Herbst,1000,900,500\\n"
        "2026-07-02,Sommer,800,700,300\\n2026-07-01,Test,7,7,7\\n' >$S.csv && ./campane import "
        "--quiet --store $S --zone UTC --now 2026-10-31T12:00 $S.csv");
    return path;
}

static struct harness *start(const char *store, const char *option)
{
    const char *argv[] = {"./campane", "--store", store, "--now", "2026-10-31T12:00", option, NULL};
    struct harness_options options = {.argv = argv, .columns = 100, .rows = 30};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "3 campaigns");
    harness_keys(harness, "2");
    harness_wait_text(harness, "▸ Herbst");
    return harness;
}

static void check_bye(struct harness *harness)
{
    harness_keys(harness, "Q");
    int status = harness_wait_exit(harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    harness_check_restored(harness);
    harness_free(harness);
}

static void one_is_edited_and_undone(void **state)
{
    (void)state;
    const char *store = new_store();
    struct harness *harness = start(store, NULL);
    harness_keys(harness, "jE");
    harness_wait_text(harness, "Edit Sommer");
    harness_keys(harness, "<C-u>Été<Tab><Tab><Right><Right><Right><Tab><Tab>vip<Enter>");
    harness_wait_text(harness, "Sommer: name → Été, kind → flow, tag +vip.");
    harness_keys(harness, "y");
    harness_wait_text(harness, "1 campaign edited; x on Imports undoes it (2)");
    harness_wait_text(harness, "▸ Été"); /* the cursor is where it was */
    run(store, "./campane show Sommer --store $S --format json | grep -q '\"kind\": *\"flow\"'");
    harness_keys(harness, "9");
    harness_wait_text(harness, "tag=+vip");
    harness_keys(harness, "gx");
    harness_wait_text(harness, "Undo");
    harness_keys(harness, "y");
    harness_wait_text(harness, "is undone");
    harness_keys(harness, "2");
    harness_wait_text(harness, "▸ Sommer");
    check_bye(harness);
}

/* In the page of a campaign, too; the form follows the terminal's size. */
static void the_form_is_resized(void **state)
{
    (void)state;
    struct harness *harness = start(new_store(), NULL);
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Funnel");
    harness_keys(harness, "E");
    harness_wait_text(harness, "Edit Herbst");
    harness_keys(harness, "<Tab>H");
    harness_resize(harness, 60, 16);
    harness_wait_text(harness, "╭─ Edit Herbst ────────────────────────────────────────────╮");
    harness_wait_text(harness, "│ Left out  < no >");
    harness_wait_text(harness, "│ Alias     H ");
    harness_resize(harness, 40, 10);
    harness_wait_no_text(harness, "Edit Herbst");
    harness_resize(harness, 120, 40);
    harness_wait_text(harness, "│ Alias     H ");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Herbst: alias → H.");
    harness_resize(harness, 80, 24);
    harness_wait_text(harness, "Herbst: alias → H.");
    harness_keys(harness, "y");
    harness_wait_text(harness, "1 campaign edited");
    harness_wait_no_text(harness, "Write this?");
    /* What people say of a campaign has room on its page. */
    harness_keys(harness, "E");
    harness_wait_text(harness, "Edit H ");
    harness_keys(harness, "<Up><Tab><Tab><Tab><Tab><Tab><Tab>");
    for (int i = 0; i < 16; i++) {
        harness_keys(harness, "nine more ");
    }
    harness_keys(harness, "at last<Enter>");
    harness_wait_text(harness, "Write this?");
    harness_keys(harness, "y");
    harness_resize(harness, 60, 16);
    harness_wait_text(harness, "at last");
    harness_wait_text(harness, "Funnel");
    check_bye(harness);
}

/* Marks and cursor stay; what is left out goes from the list and counts nowhere. */
static void marked_ones_are_edited_together(void **state)
{
    (void)state;
    const char *store = new_store();
    struct harness *harness = start(store, NULL);
    run(store, "./campane edit Sommer --tag old --quiet --store $S");
    harness_keys(harness, "  E");
    harness_wait_text(harness, "Edit 2 campaigns");
    harness_wait_text(harness, "old (1 of 2)");
    harness_keys(harness, "<Down><Down>vip,-o<Right><Enter>");
    harness_wait_text(harness, "2 campaigns: tag +vip, tag -old.");
    harness_keys(harness, "y");
    harness_wait_text(harness, "2 campaigns edited; x on Imports undoes it (3)");
    harness_wait_text(harness, "2 marked");
    harness_wait_text(harness, "▸ Test");
    harness_keys(harness, "<Esc>");
    /* The marks are still there: the same two, group and left out in one go. */
    harness_keys(harness, "E");
    harness_wait_text(harness, "Edit 2 campaigns");
    harness_keys(harness, "<S-Tab><Down><Down><Down>autumn<Tab><Tab><Tab><Right><Enter>");
    harness_wait_text(harness, "2 campaigns: group → autumn, left out of every KPI and test.");
    harness_keys(harness, "y");
    harness_wait_text(harness, "x on Imports undoes it (4)");
    harness_wait_text(harness, "1 campaign ·");
    harness_wait_text(harness, "messages excluded");
    assert_true(harness_find(harness, "marked") < 0); /* nobody acts on what is not seen */
    harness_wait_text(harness, "▸ Test");
    run(store, "./campane campaigns --where 'excluded = yes and group = autumn and tag = vip' "
               "--store $S | grep -q Sommer");
    harness_keys(harness, "9");
    harness_wait_text(harness, "group=autumn excluded=yes campaigns=2");
    harness_keys(harness, "gx");
    harness_wait_text(harness, "Undo");
    harness_keys(harness, "y");
    harness_wait_text(harness, "is undone");
    harness_keys(harness, "2");
    harness_wait_text(harness, "3 campaigns");
    run(store, "test $(./campane campaigns --where 'excluded = yes or group = autumn' --store $S "
               "--format csv | wc -l) -le 1");
    check_bye(harness);
}

/* Before it is written it is said what it makes of the figures; then it is one, and undone. */
static void marked_ones_are_merged(void **state)
{
    (void)state;
    const char *store = new_store();
    struct harness *harness = start(store, NULL);
    run(store, "./campane plan Test --by variant --arms A,B --goal ctr --per-arm 500 --randomized "
               "yes --store $S >/dev/null");
    harness_keys(harness, "M");
    harness_wait_text(harness, "mark the campaigns that are the same first");
    harness_keys(harness, " jj M");
    harness_wait_text(harness, "Which name stays?");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "\"Test\" has a declared test");
    harness_keys(harness, "<Esc>");
    harness_wait_text(harness, "2 marked");
    harness_keys(harness, " k M");
    harness_wait_text(harness, "Which name stays?");
    harness_keys(harness, "j<Enter>");
    harness_wait_text(harness, "\"Sommer\" stays.");
    harness_wait_text(harness, "Now: \"Sommer\" 1 800 sent");
    harness_keys(harness, "y");
    harness_wait_text(harness, "2 campaigns are one now: \"Sommer\"; x on Imports undoes it (2)");
    harness_wait_text(harness, "2 campaigns ·");
    assert_true(harness_find(harness, "marked") < 0);
    run(store, "./campane merge list --store $S | grep -q Herbst");
    harness_keys(harness, "9");
    harness_wait_text(harness, "campaign=Herbst into=Sommer");
    harness_keys(harness, "gx");
    harness_wait_text(harness, "Undo");
    harness_keys(harness, "y");
    harness_wait_text(harness, "is undone");
    harness_keys(harness, "2");
    harness_wait_text(harness, "3 campaigns");
    check_bye(harness);
}

/* Another process edits the campaign while the form is open. */
static void others_are_not_written_over(void **state)
{
    (void)state;
    const char *store = new_store();
    struct harness *harness = start(store, NULL);
    harness_keys(harness, "E");
    harness_wait_text(harness, "Edit Herbst");
    run(store, "./campane edit Herbst --kind drip --quiet --store $S");
    harness_keys(harness, "<Tab><Tab><Right>");
    harness_wait_text(harness, "< broadcast >");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Herbst: kind → broadcast.");
    harness_keys(harness, "y");
    harness_wait_text(harness, "somebody else changed meanwhile: Kind");
    run(store, "./campane show Herbst --store $S --format json | grep -q '\"kind\": *\"drip\"'");
    harness_keys(harness, "<Esc>E");
    harness_wait_text(harness, "< drip >");
    harness_keys(harness, "<Esc>");
    harness_wait_no_text(harness, "Edit Herbst");
    check_bye(harness);
}

static void a_store_that_is_only_read_says_so(void **state)
{
    (void)state;
    struct harness *harness = start(new_store(), "--read-only");
    harness_wait_text(harness, "READ-ONLY");
    assert_int_equal(harness_find(harness, "E edit"), -1);
    harness_keys(harness, "E");
    harness_wait_text(harness, "opened read-only: no campaign can be edited");
    assert_int_equal(harness_find(harness, "╭─"), -1);
    check_bye(harness);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_is_edited_and_undone),
        cmocka_unit_test(the_form_is_resized),
        cmocka_unit_test(marked_ones_are_edited_together),
        cmocka_unit_test(marked_ones_are_merged),
        cmocka_unit_test(others_are_not_written_over),
        cmocka_unit_test(a_store_that_is_only_read_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
