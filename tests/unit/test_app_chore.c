/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/app_views.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *write_file(const char *name, const char *text)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

/* Daily figures of a campaign, as a provider's report has them. */
static const char *daily_file(void)
{
    return write_file("daily.csv", "date,campaign,sent,delivered,read\n"
                                   "2026-09-01,Imported,1000,900,500\n"
                                   "2026-09-02,Imported,1000,900,500\n");
}

static const char *nameless_file(void)
{
    return write_file("nameless.csv", "phone,status,sent at,delivered at\n"
                                      "+491700000001,delivered,2026-09-01 10:00,2026-09-01 10:01\n"
                                      "+491700000002,delivered,2026-09-01 10:00,2026-09-01 10:01\n"
                                      "+491700000003,failed,2026-09-01 10:00,\n");
}

static void type_path(struct rig *rig, const char *path)
{
    rig_keys(rig, "i");
    rig_expect(rig, "Import a file");
    rig_keys(rig, path);
    rig_keys(rig, "<Enter>");
}

/* What was seen of it is said first. */
static void import_path(struct rig *rig, const char *path)
{
    type_path(rig, path);
    rig_wait(rig, "Import this file?");
    rig_keys(rig, "<Enter>");
}

static void a_file_is_taken_in(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "sent 100");
    import_path(&rig, daily_file());
    rig_wait(&rig, "Imported ─");
    rig_expect(&rig, "daily.csv");
    rig_keys(&rig, "<Esc>");
    rig_wait(&rig, "sent 2100");
    rig_end(&rig);
}

static void what_a_file_holds_is_said_first(void **state)
{
    (void)state;
    struct rig rig;
    char before[33], after[33];
    rig_begin(&rig, 1);
    fixture_digest(&rig.fixture, before);
    rig_wait(&rig, "sent 100");
    type_path(&rig, daily_file());
    rig_wait(&rig, "Import this file?");
    rig_expect(&rig, "daily.csv");
    rig_expect(&rig, "Rows    2");
    rig_expect(&rig, "Period  2026-09-01–02");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "Import a file"); /* back to the path, which stands there still */
    assert_string_equal(rig.app.overlay.input.text, daily_file());
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "sent 100");
    fixture_digest(&rig.fixture, after);
    assert_string_equal(before, after);
    rig_end(&rig);
}

/* Nothing is made by looking. */
static void looking_makes_no_store(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, -1);
    rig_wait(&rig, "no campaigns, no store");
    type_path(&rig, daily_file());
    rig_wait(&rig, "Import this file?");
    assert_int_not_equal(access(rig.app.session.path, F_OK), 0);
    rig_keys(&rig, "q");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "no campaigns, no store");
    rig_end(&rig);
}

/* Their place, why, and the row itself without a phone number. */
static void rejected_rows_are_shown(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "sent 100");
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, "campaign,phone,status,sent at\nOne,+491700000099,sent,never\n");
    for (int i = 0; i < 9; i++) {
        strbuf_printf(&text, "One,+49170000000%d,sent,2026-09-01 10:00\n", i);
    }
    type_path(&rig, write_file("partly.csv", strbuf_text(&text)));
    strbuf_free(&text);
    rig_wait(&rig, "Import this file?");
    rig_expect(&rig, "1 of these rows; it will be rejected");
    rig_expect(&rig, "> One,[phone],sent,never");
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, "Imported ─");
    rig_keys(&rig, "<End>");
    rig_expect(&rig, "The rejected rows:");
    rig_expect(&rig, "line 2, column 24: ");
    rig_expect(&rig, "> One,[phone],sent,never");
    rig_end(&rig);
}

static void the_first_file_makes_the_store(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, -1);
    rig_wait(&rig, "no campaigns, no store");
    import_path(&rig, daily_file());
    rig_wait(&rig, "Imported ─");
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, "sent 2000");
    rig_expect(&rig, "1 Overview");
    rig_end(&rig);
}

static void a_file_without_a_campaign_is_asked_about(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "sent 100");
    import_path(&rig, nameless_file());
    rig_wait(&rig, "names no campaign");
    rig_expect(&rig, "nameless");
    rig_keys(&rig, "<C-u>Asked for<Enter>");
    rig_wait(&rig, "Imported ─");
    rig_keys(&rig, "<Esc>");
    rig_wait(&rig, "Asked for");
    rig_end(&rig);
}

static void giving_no_campaign_takes_nothing_in(void **state)
{
    (void)state;
    struct rig rig;
    char before[33], after[33];
    rig_begin(&rig, 1);
    fixture_digest(&rig.fixture, before);
    rig_wait(&rig, "sent 100");
    import_path(&rig, nameless_file());
    rig_wait(&rig, "names no campaign");
    rig_keys(&rig, "<Esc>");
    rig_wait(&rig, "nothing was changed");
    import_path(&rig, nameless_file());
    rig_wait(&rig, "names no campaign");
    rig_keys(&rig, "<C-c>");
    rig_wait(&rig, "nothing was changed");
    assert_false(rig.app.quit);
    fixture_digest(&rig.fixture, after);
    assert_string_equal(before, after);
    rig_end(&rig);
}

/* As long as something can be stopped the key that quits stops it. */
static void what_is_being_done_may_be_stopped(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "sent 100");
    assert_false(app_may_stop(&rig.app));
    import_path(&rig, nameless_file());
    rig_wait(&rig, "names no campaign");
    assert_true(app_may_stop(&rig.app));
    rig_keys(&rig, "<C-c>");
    assert_false(app_may_stop(&rig.app));
    rig_wait(&rig, "nothing was changed");
    assert_false(rig.app.quit);
    rig_end(&rig);
}

static void leaving_while_it_asks_is_fine(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    import_path(&rig, nameless_file());
    rig_wait(&rig, "names no campaign");
    rig_end(&rig);
}

static void what_cannot_be_imported_is_said(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "sent 100");
    type_path(&rig, "/not/there.csv");
    rig_expect(&rig, "No such file");
    rig_expect(&rig, "Import a file");
    rig_keys(&rig, "<C-u>/<Enter>");
    rig_expect(&rig, "that is a folder");
    rig_keys(&rig, "<C-u><Enter>");
    rig_expect(&rig, "type the path");
    rig_keys(&rig, "<Esc>");
    type_path(&rig, write_file("poem.txt", "roses are red\nviolets are blue\n"));
    rig_wait(&rig, "That did not work");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "sent 100");
    rig_end(&rig);
}

static void file_names_are_completed(void **state)
{
    (void)state;
    struct rig rig;
    char folder[512], start[600];
    rig_begin(&rig, 1);
    snprintf(folder, sizeof folder, "%s/folder", check_folder());
    assert_int_equal(mkdir(folder, 0700), 0);
    write_file("folder/orders-2026-09.csv", "");
    write_file("folder/orders-2026-10.csv", "");
    write_file("folder/webhook.ndjson", "");
    rig_keys(&rig, "i");
    snprintf(start, sizeof start, "%s/fol", check_folder());
    rig_keys(&rig, start);
    rig_keys(&rig, "<Tab>");
    snprintf(start, sizeof start, "%s/", folder);
    assert_string_equal(rig.app.overlay.input.text, start);
    rig_keys(&rig, "o<Tab>");
    snprintf(start, sizeof start, "%s/orders-2026-", folder);
    assert_string_equal(rig.app.overlay.input.text, start);
    rig_expect(&rig, "orders-2026-10.csv");
    rig_keys(&rig, "1<Tab>");
    snprintf(start, sizeof start, "%s/orders-2026-10.csv", folder);
    assert_string_equal(rig.app.overlay.input.text, start);
    rig_keys(&rig, "x<Tab>");
    rig_expect(&rig, "no file begins like that");
    rig_end(&rig);
}

/* As much of the sample as makes a demo. */
static const char *sample(void)
{
    static char folder[512];
    snprintf(folder, sizeof folder, "%s/sample", check_folder());
    mkdir(folder, 0700);
    write_file("sample/days.csv", "date,campaign,sent,delivered,read\n"
                                  "2026-09-01,Sample,500,400,300\n");
    write_file("sample/manifest", "zone Europe/Berlin\nnow 2026-09-30\ndays.csv\n");
    return folder;
}

static void the_demo_is_entered_and_left(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, -1);
    rig_wait(&rig, "no campaigns, no store");
    rig_keys(&rig, "D"); /* not installed */
    assert_null(rig.app.chore);
    rig.options.sample_folder = sample();
    rig_keys(&rig, "D");
    rig_wait(&rig, "DEMO");
    rig_wait(&rig, "sent 500");
    assert_string_equal(app_scope(&rig.app)->zone, "Europe/Berlin");
    char path[1024];
    snprintf(path, sizeof path, "%s", rig.app.session.path);
    assert_int_equal(access(path, F_OK), 0);
    rig_keys(&rig, "q");
    assert_false(rig.app.quit);
    rig_wait(&rig, "no campaigns, no store");
    assert_int_not_equal(access(path, F_OK), 0);
    rig_keys(&rig, "q");
    assert_true(rig.app.quit);
    rig_end(&rig);
}

static void a_broken_sample_is_said(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, -1);
    rig.options.sample_folder = "/not/there";
    rig_wait(&rig, "no campaigns, no store");
    rig_keys(&rig, "D");
    rig_wait(&rig, "That did not work");
    rig_keys(&rig, "<Esc>");
    rig_expect(&rig, "no campaigns, no store");
    rig_end(&rig);
}

static void one_chore_at_a_time(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "benchmark reference");
    import_path(&rig, nameless_file());
    rig_wait(&rig, "names no campaign");
    assert_false(app_begin_chore(&rig.app, CHORE_UNDO, NULL, 1));
    assert_non_null(strstr(rig.app.note, "one thing after the other"));
    rig_keys(&rig, "<Enter>");
    rig_wait(&rig, "Imported ─");
    rig_end(&rig);
}

/* One that has ended before anybody looked is still to be looked at. */
static void a_quick_chore_is_not_missed(void **state)
{
    (void)state;
    struct rig rig;
    rig_begin(&rig, 1);
    rig_wait(&rig, "benchmark reference");
    const int64_t number = campaign_number("Campaign 1");
    const struct chore_correction which = {.campaigns = &number, .count = 1};
    for (int i = 0; i < 20; i++) {
        assert_true(app_begin_correction(&rig.app, CHORE_CORRECT_READ, &which));
        struct pollfd fd = {.fd = chore_fd(rig.app.chore), .events = POLLIN};
        assert_int_equal(poll(&fd, 1, 30000), 1);
        rig_wait(&rig, "Edit Campaign 1");
        assert_null(rig.app.chore);
        rig_keys(&rig, "<Esc>");
    }
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_taken_in),
        cmocka_unit_test(a_quick_chore_is_not_missed),
        cmocka_unit_test(what_a_file_holds_is_said_first),
        cmocka_unit_test(looking_makes_no_store),
        cmocka_unit_test(rejected_rows_are_shown),
        cmocka_unit_test(the_first_file_makes_the_store),
        cmocka_unit_test(a_file_without_a_campaign_is_asked_about),
        cmocka_unit_test(giving_no_campaign_takes_nothing_in),
        cmocka_unit_test(what_is_being_done_may_be_stopped),
        cmocka_unit_test(leaving_while_it_asks_is_fine),
        cmocka_unit_test(what_cannot_be_imported_is_said),
        cmocka_unit_test(file_names_are_completed),
        cmocka_unit_test(the_demo_is_entered_and_left),
        cmocka_unit_test(a_broken_sample_is_said),
        cmocka_unit_test(one_chore_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
