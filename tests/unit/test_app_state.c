/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/app_views.h"

#include <sys/stat.h>
#include <unistd.h>

static void expect_not(struct rig *rig, const char *text)
{
    if (strstr(rig_look(rig), text)) {
        fail_msg("there is \"%s\":\n%s", text, rig_look(rig));
    }
}

static void the_frame_is_there_before_any_figure(void **state)
{
    (void)state;
    struct rig rig;
    plain_hold(true);
    rig_begin(&rig, 2);
    rig_expect(&rig, "1 Overview");
    rig_expect(&rig, "reading");
    rig_expect(&rig, "help");
    plain_hold(false);
    rig_wait(&rig, "sent 200");
    rig_end(&rig);
}

static void tabs_open_by_key_and_click(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_wait(&rig, "view 0: sent 200");
    rig_keys(&rig, "2");
    rig_wait(&rig, "2 campaigns");
    rig_expect(&rig, "2 Campaigns");
    rig_wait(&rig, "answer: Campaign 1");
    rig_keys(&rig, "<Tab>");
    rig_expect(&rig, "9 Imports");
    rig_keys(&rig, "<Tab>");
    rig_expect(&rig, "1 Overview");
    rig_keys(&rig, "<S-Tab>");
    rig_expect(&rig, "9 Imports");
    rig_click(&rig, 11, 0);
    rig_expect(&rig, "1 Overview");
    rig_keys(&rig, "9");
    rig_expect(&rig, "9 Imports");
    rig_end(&rig);
}

static void tab_steps_through_the_pages_of_a_tab(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin_with(&rig, 1, &paged_views);
    rig_wait(&rig, "view 0: sent 100");
    assert_true(app_has_tab(&rig.app, 5));
    assert_false(app_has_tab(&rig.app, 7));
    rig_keys(&rig, "7");
    rig_expect(&rig, "1 Overview");
    rig_keys(&rig, "2<Tab>");
    rig_expect(&rig, "5 Table");
    rig_expect(&rig, " Tab Failures");
    rig_keys(&rig, "<Tab>");
    assert_int_equal(app_front(&rig.app)->ops->where, IN_FAILURES);
    rig_expect(&rig, "5 Table");
    rig_expect(&rig, " Tab Table");
    rig_keys(&rig, "<Tab>");
    assert_int_equal(app_front(&rig.app)->ops->where, IN_BREAKDOWN);
    rig_keys(&rig, "<S-Tab>");
    assert_int_equal(app_front(&rig.app)->ops->where, IN_FAILURES);
    rig_keys(&rig, "5");
    assert_int_equal(app_front(&rig.app)->ops->where, IN_BREAKDOWN);
    rig_keys(&rig, "9<S-Tab>");
    assert_int_equal(app_front(&rig.app)->ops->where, IN_BREAKDOWN); /* a tab's first page */
    rig_end(&rig);
}

static void a_campaign_lies_over_its_tab(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_keys(&rig, "2");
    rig_wait(&rig, "answer: Campaign 1");
    rig_keys(&rig, "j");
    rig_wait(&rig, "answer: Campaign 2");
    expect_not(&rig, "Esc back"); /* it leads nowhere from a tab */
    rig_keys(&rig, "<Enter>");
    rig_wait_gone(&rig, "view 0");
    rig_wait(&rig, "sent 200");
    rig_expect(&rig, "Esc back");
    expect_not(&rig, "q quit");
    rig_keys(&rig, "q");
    rig_expect(&rig, "> Campaign 2");
    rig_keys(&rig, "<Enter><Esc>");
    rig_expect(&rig, "> Campaign 2");
    rig_keys(&rig, "<Esc>");
    assert_false(rig.app.quit);
    rig_keys(&rig, "q");
    assert_true(rig.app.quit);
    rig_end(&rig);
}

/* What is likely next depends on what is so: marks, a filter, something that lies over the view. */
static void the_footer_follows_the_state(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 3);
    rig_keys(&rig, "2");
    rig_wait(&rig, "answer: Campaign 1");
    rig_expect(&rig, " Enter open   / filter   s sort   Space mark   q quit   ? help\n");
    rig_keys(&rig, "<Space>");
    rig_expect(&rig, " = compare   t trend   E edit   e export   q quit   ? help\n");
    rig_keys(&rig, "p");
    rig_expect(&rig, "Enter choose   Esc back");
    expect_not(&rig, "= compare");
    expect_not(&rig, "? help");
    rig_keys(&rig, "<Esc>/");
    rig_expect(&rig, "diwali, or ctr < 15%");
    rig_expect(&rig, "Enter done   Esc back");
    expect_not(&rig, "? help");
    rig_keys(&rig, "camp<Enter>");
    rig_expect(&rig, " = compare   t trend   E edit   e export   Esc end filter   ? help\n");
    rig_end(&rig);

    rig_begin(&rig, 3);
    rig_keys(&rig, "2/camp");
    rig_wait(&rig, "3 of 3 match");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, " Enter open   / filter   F saved views   s sort   Esc end filter   ? help\n");
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, " = compare   t trend   p period   B benchmark   Esc back   ? help\n");
    rig_keys(&rig, "<Esc><Esc>");
    rig_expect(&rig, " Enter open   / filter   n next match   s sort   q quit   ? help\n");
    rig_end(&rig);
}

/* Keys of one's own are those that are named; what has none is not. */
static void the_footer_names_chosen_keys(void **state)
{
    (void)state;
    static const struct keymap_choice choices[] = {
        {"search", "F3"}, {"sort", "none"}, {"leave", "X"}, {"help", "F1"}};
    struct rig rig;
    struct err err = ERR_INIT;
    size_t wrong;
    rig_begin(&rig, 2);
    check_ok(keymap_choose(&rig.app.keys, true, choices, ARRAY_COUNT(choices), &wrong, &err), &err);
    rig_keys(&rig, "2");
    rig_wait(&rig, "answer: Campaign 1");
    rig_expect(&rig, " Enter open   F3 filter   Space mark   p period   X quit   F1 help\n");
    rig_keys(&rig, "<F1>/while you type");
    rig_expect(&rig, "F3 ");
    rig_keys(&rig, "<Esc>/by the current column"); /* without a key: by its name */
    rig_expect(&rig, ":sort ");
    rig_keys(&rig, "<Esc><Esc><F3>");
    rig_expect(&rig, "Enter done   Esc back");
    rig_keys(&rig, "<Esc>");
    rig_keys(&rig, ":search");
    rig_expect(&rig, "F3 ");
    rig_keys(&rig, "<Esc>X");
    assert_true(rig.app.quit);
    rig_end(&rig);
}

static void rows_are_clicked_and_wheeled(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 4);
    rig_keys(&rig, "2");
    rig_wait(&rig, "answer: Campaign 1");
    rig_click(&rig, 3, 2 + 3);
    rig_expect(&rig, "> Campaign 3");
    app_key(&rig.app, (struct key){.code = KC_WHEEL_UP, .x = 3, .y = 5});
    rig_expect(&rig, "> Campaign 1");
    rig_end(&rig);
}

static void a_changed_store_is_followed(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_keys(&rig, "2");
    rig_wait(&rig, "sent 200");
    rig_keys(&rig, "j");
    plain_campaign(&rig.fixture, "Late");
    rig_wait(&rig, "sent 300");
    rig_expect(&rig, "> Campaign 2");
    rig_end(&rig);
}

static void no_store_is_waited_for(void **state)
{
    (void)state;
    struct rig rig, other;
    rig_begin(&rig, -1);
    rig_wait(&rig, "no campaigns, no store");
    expect_not(&rig, "1 Overview");
    rig_keys(&rig, "2j/");
    rig_expect(&rig, "no campaigns, no store");
    rig_begin(&other, 1);
    char from[600], to[600];
    snprintf(from, sizeof from, "%s.key", other.fixture.path);
    snprintf(to, sizeof to, "%s.key", rig.fixture.path);
    rig_wait(&other, "sent 100");
    app_end(&other.app);
    fixture_close(&other.fixture);
    assert_int_equal(rename(from, to), 0);
    assert_int_equal(rename(other.fixture.path, rig.fixture.path), 0);
    rig_wait(&rig, "view 0: sent 100");
    rig_expect(&rig, "1 Overview");
    rig_forget(&other);
    rig_end(&rig);
}

/* What lies beside the store (its log, its key) goes where the store goes. */
static void a_damaged_store_keeps_the_old_figures(void **state)
{
    (void)state;
    struct rig rig;
    char folder[600], aside[700];
    rig_begin(&rig, 2);
    rig_wait(&rig, "sent 200");
    snprintf(folder, sizeof folder, "%s", rig.fixture.path);
    *strrchr(folder, '/') = '\0';
    snprintf(aside, sizeof aside, "%s.aside", folder);
    assert_int_equal(rename(folder, aside), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    FILE *file = fopen(rig.fixture.path, "w");
    for (int i = 0; i < 200; i++) {
        fputs("this is no store, whatever its name says\n", file);
    }
    fclose(file);
    rig_wait(&rig, "✗");
    rig_expect(&rig, "sent 200");
    rig_keys(&rig, "?");
    rig_expect(&rig, "Keys");
    rig_keys(&rig, "<Esc>");
    assert_int_equal(unlink(rig.fixture.path), 0);
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(rename(aside, folder), 0);
    rig_wait_gone(&rig, "✗");
    rig_wait(&rig, "sent 200");
    rig_end(&rig);
}

static void a_store_that_is_gone_keeps_the_old_figures(void **state)
{
    (void)state;
    struct rig rig;
    char aside[700];
    rig_begin(&rig, 2);
    rig_wait(&rig, "sent 200");
    snprintf(aside, sizeof aside, "%s.aside", rig.fixture.path);
    assert_int_equal(rename(rig.fixture.path, aside), 0);
    rig_wait(&rig, "✗");
    rig_expect(&rig, "sent 200");
    rig_expect(&rig, "1 Overview");
    assert_int_equal(rename(aside, rig.fixture.path), 0);
    rig_wait_gone(&rig, "✗");
    rig_wait(&rig, "sent 200");
    rig_end(&rig);
}

/* As when somebody took back what is compared. */
static void an_answer_that_never_comes_is_said(void **state)
{
    (void)state;
    struct rig rig;
    struct err err = ERR_INIT;
    rig_begin(&rig, 1);
    rig_wait(&rig, "view 0: sent 100");
    rig_keys(&rig, "2");
    rig_wait(&rig, "answer: Campaign 1");
    struct screen *front = app_front(&rig.app);
    struct worker_message message = {.kind = WORKER_ANSWER, .load = front->load, .ask = front->ask};
    err_set(&err, ERR_NOT_FOUND, "there is no such campaign");
    message.err = err;
    app_take_answer(&rig.app, &message);
    rig_expect(&rig, "✗ there is no such campaign");
    rig_expect(&rig, "answer: Campaign 1");
    err_clear(&message.err);
    app_take_answer(&rig.app, &message); /* the next one does come */
    expect_not(&rig, "✗");
    rig_end(&rig);
}

static void help_explains_the_figure_first(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "sent 100");
    rig_keys(&rig, "?");
    rig_expect(&rig, "╭");
    rig_wait(&rig, "Campaign 1");
    rig_wait_gone(&rig, "looking up");
    rig_keys(&rig, "G");
    rig_expect(&rig, "Draw the whole screen again");
    rig_keys(&rig, "g<PgDn><C-u>kj?");
    expect_not(&rig, "Draw the whole screen again");
    rig_end(&rig);
}

static void commands_are_found_by_a_few_letters(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_wait(&rig, "view 0: sent 200");
    rig_keys(&rig, ":");
    rig_expect(&rig, "Commands");
    rig_expect(&rig, "▸ open"); /* all, those of the footer first */
    rig_keys(&rig, "imports");
    rig_expect(&rig, "▸ imports");
    rig_expect(&rig, "Go to Imports");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "9 Imports");
    expect_not(&rig, "Commands");
    /* By what it does, whatever the case; by letters in between; to the end of a name. */
    rig_keys(&rig, ":STORE again");
    rig_expect(&rig, "▸ refresh");
    rig_keys(&rig, "<C-u>pgdn");
    rig_expect(&rig, "▸ page-down");
    rig_keys(&rig, "<C-u>ov<Tab>");
    rig_expect(&rig, ": overview");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "1 Overview");
    rig_keys(&rig, ":zzz");
    rig_expect(&rig, "nothing does that here");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "nothing does that here");
    rig_keys(&rig, "<Esc>");
    expect_not(&rig, "Commands");
    rig_keys(&rig, ":quit<Down><Enter>");
    assert_true(rig.app.quit); /* leave and quit both begin so */
    rig_end(&rig);
}

/* Keys are answered while something is computed; Esc stops that, once nothing lies over it. */
static void what_takes_its_time_is_seen_and_stopped(void **state)
{
    (void)state;
    struct rig rig;
    plain_hold(true);
    rig_begin_with(&rig, 2, &paged_views);
    rig_wait(&rig, "computing, Esc stops");
    rig_keys(&rig, "?");
    rig_expect(&rig, "Open what is selected");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "computing, Esc stops");
    rig_keys(&rig, "5"); /* another one is read instead */
    rig_wait(&rig, "computing, Esc stops");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "Stopped: nothing was read. r reads it.");
    expect_not(&rig, "computing");
    rig_keys(&rig, "?<Esc>"); /* it stays so */
    rig_expect(&rig, "Stopped: nothing was read.");
    plain_hold(false);
    rig_keys(&rig, "r");
    rig_wait(&rig, "sent 200");
    rig_wait_gone(&rig, "computing");
    expect_not(&rig, "Stopped");
    plain_hold(true); /* what was there stays, and says so */
    rig_keys(&rig, "r");
    rig_wait(&rig, "computing, Esc stops");
    rig_expect(&rig, "sent 200");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "Stopped. What is seen may be older");
    rig_expect(&rig, "sent 200");
    plain_hold(false);
    rig_keys(&rig, "1"); /* nobody stopped that one */
    rig_wait(&rig, "view 0: sent 200");
    rig_end(&rig);
}

static void the_help_is_searched(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_wait(&rig, "view 0: sent 200");
    rig_keys(&rig, "?");
    rig_expect(&rig, "Open what is selected");
    expect_not(&rig, "Go one row up"); /* what only moves comes last */
    rig_keys(&rig, "/one row up");
    rig_expect(&rig, "Go one row up");
    rig_keys(&rig, "<Esc>/IMPORT a");
    rig_expect(&rig, "Import a file");
    expect_not(&rig, "Open what is selected");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "Import a file");
    expect_not(&rig, "/IMPORT");
    rig_keys(&rig, "<Esc>"); /* all of it first */
    rig_expect(&rig, "Open what is selected");
    rig_keys(&rig, "/zzz");
    rig_expect(&rig, "Nothing here says that");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "Open what is selected");
    rig_keys(&rig, "<Esc>");
    expect_not(&rig, "Open what is selected");
    rig_end(&rig);
}

static void colors_are_tried_while_they_are_chosen(void **state)
{
    (void)state;
    struct rig rig;
    struct err err = ERR_INIT;
    rig_begin(&rig, 1);
    check_ok(app_look(&rig.app, "light", &err), &err);
    rig_wait(&rig, "view 0: sent 100");
    rig_keys(&rig, "T");
    rig_expect(&rig, "▸ * light");
    rig_keys(&rig, "j");
    assert_string_equal(rig.app.palette->name, "high-contrast");
    rig_keys(&rig, "<Esc>");
    assert_string_equal(rig.app.palette->name, "light");
    rig_keys(&rig, "Tjj<Enter>");
    assert_string_equal(rig.app.palette->name, "safe");
    rig_expect(&rig, "theme = safe");
    assert_false(app_look(&rig.app, "nothing", &err));
    assert_string_equal(rig.app.palette->name, "safe");
    rig_end(&rig);
}

static void filters_have_a_past_and_names(void **state)
{
    (void)state;
    struct rig rig;
    char path[600];
    snprintf(path, sizeof path, "%s/filters-of-the-app", check_folder());
    remove(path);
    rig_begin(&rig, 2);
    rig.options.filters_path = path;
    rig_wait(&rig, "view 0: sent 200");
    rig_keys(&rig, "F");
    rig_expect(&rig, "keep this view");
    rig_keys(&rig, "<Esc>2/campaign 1<Enter>/<C-u>sent > 5<Enter>/<C-u>half");
    rig_keys(&rig, "<C-p>");
    rig_expect(&rig, "/ sent > 5");
    rig_keys(&rig, "<C-p>");
    rig_expect(&rig, "/ campaign 1");
    rig_keys(&rig, "<C-p>");
    rig_expect(&rig, "/ campaign 1"); /* there is nothing before */
    rig_keys(&rig, "<C-n><C-n>");
    rig_expect(&rig, "/ half");
    rig_keys(&rig, "<C-p><C-p><Enter>");
    assert_string_equal(rig.app.where, "campaign 1");
    assert_int_equal(rig.app.history_count, 2); /* taken again is newest, not twice */
    assert_string_equal(rig.app.history[0], "campaign 1");
    rig_keys(&rig, "F");
    rig_expect(&rig, "keep the filter in force");
    rig_keys(&rig, "<Enter>first one<Enter>");
    rig_expect(&rig, "kept as \"first one\"");
    /* A name that is taken is asked about. */
    rig_keys(&rig, "Fj<Enter>first one<Enter>");
    rig_expect(&rig, "Enter once more replaces");
    rig_keys(&rig, "<Esc>/<C-u>sent > 5<Enter><Esc>");
    assert_null(rig.app.where);
    rig_keys(&rig, "F");
    rig_expect(&rig, "first one ");
    rig_expect(&rig, "  campaign 1");
    rig_keys(&rig, "<Enter>");
    assert_string_equal(rig.app.where, "campaign 1");
    assert_string_equal(rig.app.history[0], "campaign 1"); /* chosen is as good as typed */
    rig_keys(&rig, "F<C-x><C-x>");
    rig_expect(&rig, "is taken away");
    char *left = check_read(path, NULL);
    assert_string_equal(left, "");
    free(left);
    rig_end(&rig);
}

static void periods_are_picked_and_typed(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "all time");
    rig_keys(&rig, "p");
    rig_expect(&rig, "other days");
    rig_expect(&rig, "* all time");
    rig_keys(&rig, "g<Enter>");
    rig_wait_gone(&rig, "all time");
    rig_keys(&rig, "pGkk<Enter>");
    rig_expect(&rig, "Such as");
    rig_keys(&rig, "nonsense<Enter>");
    rig_expect(&rig, "nonsense");
    rig_expect(&rig, "Such as");
    rig_keys(&rig, "<C-u>2026-09<Enter>");
    rig_wait(&rig, "2026-09-01");
    rig_keys(&rig, "p<Esc>");
    expect_not(&rig, "other days");
    assert_int_equal(rig.app.request.against, PERIOD_AGAINST_BEFORE);
    rig_keys(&rig, "p");
    rig_expect(&rig, "* against the period before");
    rig_keys(&rig, "G<Enter>p");
    rig_expect(&rig, "* against that of last year");
    rig_expect(&rig, "* other days");
    assert_int_equal(rig.app.request.against, PERIOD_AGAINST_YEAR);
    assert_int_equal(rig.app.request.period.kind, PERIOD_RANGE);
    rig_end(&rig);
}

static void the_base_is_switched(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "per delivered");
    rig_keys(&rig, "b");
    rig_wait(&rig, "per sent");
    rig_end(&rig);
}

static void a_benchmark_is_kept_in_the_store(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "benchmark reference");
    rig_keys(&rig, "BG<Enter>");
    rig_wait(&rig, "kept:");
    rig_wait(&rig, "benchmark own");
    assert_string_equal(store_setting(rig.fixture.store, STORE_SETTING_BENCHMARK, NULL), "own");
    rig_end(&rig);
}

static void a_benchmark_of_a_read_only_store_holds_for_this_run(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig.app.session.read_only = true;
    rig_wait(&rig, "benchmark reference");
    rig_expect(&rig, "READ-ONLY");
    rig_keys(&rig, "BG<Enter>");
    rig_expect(&rig, "until you leave");
    rig_wait(&rig, "benchmark own");
    assert_null(store_setting(rig.fixture.store, STORE_SETTING_BENCHMARK, NULL));
    rig_end(&rig);
}

static void searching_filters_while_typing(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 3);
    rig_keys(&rig, "2");
    rig_wait(&rig, "3 campaigns");
    rig_keys(&rig, "/paign");
    assert_string_equal(rig.app.request.where, "paign");
    rig_wait(&rig, "3 of 3 match");
    rig_keys(&rig, " (");
    rig_expect(&rig, "^");
    rig_expect(&rig, "write a word or a comparison");
    assert_string_equal(rig.app.request.where, "paign ");
    rig_keys(&rig, "<Backspace>3<Down>");
    expect_not(&rig, "^");
    rig_expect(&rig, "> Campaign 2");
    rig_keys(&rig, "<Enter>");
    assert_string_equal(rig.app.request.where, "paign 3");
    assert_non_null(rig.app.search);
    rig_wait(&rig, "· paign 3");
    rig_keys(&rig, "/<C-u>other<Esc>");
    assert_string_equal(rig.app.request.where, "paign 3");
    rig_keys(&rig, "<Esc>");
    assert_null(rig.app.request.where);
    assert_non_null(rig.app.search);
    assert_false(rig.app.quit);
    rig_end(&rig);
}

/* "ctr" is a word until an operator follows it: what looked for the word is not in force any more.
 */
static void a_word_that_becomes_a_comparison_is_no_filter(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 3);
    rig_keys(&rig, "2");
    rig_wait(&rig, "3 campaigns");
    rig_keys(&rig, "/ctr");
    assert_string_equal(rig.app.request.where, "ctr");
    rig_wait(&rig, "3 of 3 match");
    rig_expect(&rig, "\"ctr\" in a name; to compare it go on with");
    rig_keys(&rig, "<");
    assert_null(rig.app.request.where);
    rig_expect(&rig, "^ a value is missing");
    expect_not(&rig, "match");
    rig_keys(&rig, "5");
    assert_null(rig.app.request.where);
    rig_keys(&rig, "%");
    assert_string_equal(rig.app.request.where, "ctr<5%");
    expect_not(&rig, "^");
    rig_wait(&rig, "3 of 3 match");
    /* What is erased of a comparison leaves the one before in force. */
    rig_keys(&rig, "<Backspace>");
    assert_string_equal(rig.app.request.where, "ctr<5%");
    expect_not(&rig, "match");
    rig_keys(&rig, "%<Enter>/<C-u>one and sent>");
    assert_string_equal(rig.app.request.where, "one ");
    rig_keys(&rig, "<Esc>");
    assert_string_equal(rig.app.request.where, "ctr<5%");
    rig_keys(&rig, "/ or");
    assert_string_equal(rig.app.request.where, "ctr<5% ");
    rig_keys(&rig, "<Esc>/<C-u><C-p>");
    assert_string_equal(rig.app.request.where, "ctr<5%");
    rig_keys(&rig, "<C-n>");
    assert_null(rig.app.request.where);
    rig_keys(&rig, "<Esc>");
    rig_end(&rig);
}

static void an_undo_is_asked_about_first(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_keys(&rig, "9");
    rig_wait(&rig, "sent 200");
    rig_keys(&rig, "x");
    rig_expect(&rig, "Undo the first import?");
    rig_keys(&rig, "n");
    expect_not(&rig, "Undo the first import?");
    rig_keys(&rig, "xy");
    rig_wait(&rig, "undone");
    rig_wait(&rig, "sent 100");
    rig_end(&rig);
}

static void notes_go_with_the_next_key(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_keys(&rig, "2");
    rig_wait(&rig, "sent 200");
    rig_keys(&rig, "s");
    rig_expect(&rig, "sorted");
    rig_keys(&rig, "j");
    expect_not(&rig, "sorted");
    rig_end(&rig);
}

static void a_screen_that_is_too_small_says_so(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 2);
    rig_wait(&rig, "sent 200");
    rig.app.width = 40;
    rig.app.height = 12;
    assert_true(canvas_resize(rig.canvas, 40, 12));
    rig_expect(&rig, "60 x 16");
    rig_keys(&rig, "2p");
    rig_expect(&rig, "60 x 16");
    rig.app.width = 60;
    rig.app.height = 16;
    assert_true(canvas_resize(rig.canvas, 60, 16));
    rig_expect(&rig, "1 Overview");
    rig_keys(&rig, "<C-c>");
    assert_true(rig.app.quit);
    rig_end(&rig);
}

static void what_the_terminal_asks_is_passed_on(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "sent 100");
    rig_keys(&rig, "<C-z><C-l>");
    assert_true(rig.app.suspend);
    assert_true(rig.app.redraw);
    app_key(&rig.app, (struct key){.code = KC_HANGUP});
    assert_true(rig.app.quit);
    rig_end(&rig);
}

static void any_keys_at_any_time_do_no_harm(void **state)
{
    (void)state;
    static const char *const keys[] = {"j", "k",      "<Enter>",    "<Esc>", "/",     "p", "b",
                                       "B", "?",      "i",          "2",     "1",     "9", "<Tab>",
                                       "s", "x",      "n",          "G",     "<C-u>", "r", "c",
                                       "a", "<PgDn>", "<Backspace>"};
    struct rig rig;
    uint32_t random = 1;
    rig_begin(&rig, 3);
    for (int i = 0; i < 3000; i++) {
        random = random * 1664525 + 1013904223;
        rig_keys(&rig, keys[(random >> 16) % ARRAY_COUNT(keys)]);
        if (random >> 28 == 0) {
            rig_look(&rig);
        }
    }
    rig_look(&rig);
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frame_is_there_before_any_figure),
        cmocka_unit_test(tabs_open_by_key_and_click),
        cmocka_unit_test(tab_steps_through_the_pages_of_a_tab),
        cmocka_unit_test(a_campaign_lies_over_its_tab),
        cmocka_unit_test(the_footer_follows_the_state),
        cmocka_unit_test(the_footer_names_chosen_keys),
        cmocka_unit_test(rows_are_clicked_and_wheeled),
        cmocka_unit_test(a_changed_store_is_followed),
        cmocka_unit_test(no_store_is_waited_for),
        cmocka_unit_test(a_damaged_store_keeps_the_old_figures),
        cmocka_unit_test(a_store_that_is_gone_keeps_the_old_figures),
        cmocka_unit_test(an_answer_that_never_comes_is_said),
        cmocka_unit_test(help_explains_the_figure_first),
        cmocka_unit_test(commands_are_found_by_a_few_letters),
        cmocka_unit_test(what_takes_its_time_is_seen_and_stopped),
        cmocka_unit_test(the_help_is_searched),
        cmocka_unit_test(colors_are_tried_while_they_are_chosen),
        cmocka_unit_test(filters_have_a_past_and_names),
        cmocka_unit_test(periods_are_picked_and_typed),
        cmocka_unit_test(the_base_is_switched),
        cmocka_unit_test(a_benchmark_is_kept_in_the_store),
        cmocka_unit_test(a_benchmark_of_a_read_only_store_holds_for_this_run),
        cmocka_unit_test(searching_filters_while_typing),
        cmocka_unit_test(a_word_that_becomes_a_comparison_is_no_filter),
        cmocka_unit_test(an_undo_is_asked_about_first),
        cmocka_unit_test(notes_go_with_the_next_key),
        cmocka_unit_test(a_screen_that_is_too_small_says_so),
        cmocka_unit_test(what_the_terminal_asks_is_passed_on),
        cmocka_unit_test(any_keys_at_any_time_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
