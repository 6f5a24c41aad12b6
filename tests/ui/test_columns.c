/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Choosing columns in the dashboard: the list, what it does to the table, and what is kept.
 */
#include "lib/golden.h"

#include "config/file.h"
#include "unit/app_views.h"

static char path[600];

static const struct app_views real_views = {view_all, &view_first, &view_detail};

static void write_file(const char *text)
{
    struct err err = ERR_INIT;
    check_ok(file_write(path, text, strlen(text), &err), &err);
}

static void has(const char *text)
{
    char *there = check_read(path, NULL);
    assert_string_equal(there, text);
    free(there);
}

static void fresh_path(void)
{
    static int number;
    snprintf(path, sizeof path, "%s/%d/views", check_folder(), ++number);
}

/* The dashboard with the file as it is, on Campaigns. */
static void begin(struct rig *rig)
{
    rig_begin_with(rig, 3, &real_views);
    rig->options.views_path = path;
    app_load_layouts(&rig->app);
}

static void resize(struct rig *rig, int width, int height)
{
    canvas_free(rig->canvas);
    rig->app.width = width;
    rig->app.height = height;
    rig->canvas = canvas_new(width, height, rig->app.flags);
    assert_non_null(rig->canvas);
}

static void shoot(struct rig *rig, const char *name)
{
    static const struct {
        int width, height;
    } sizes[] = {{120, 40}, {80, 24}, {60, 16}};
    unsigned flags = rig->app.flags;
    resize(rig, 120, 40);
    rig_wait(rig, "changed"); /* all is read */
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        for (int ascii = 0; ascii < 2; ascii++) {
            char file[80];
            rig->app.flags = ascii ? flags | CANVAS_ASCII : flags & ~(unsigned)CANVAS_ASCII;
            resize(rig, sizes[i].width, sizes[i].height);
            rig_look(rig);
            snprintf(file, sizeof file, "columns-%s-%dx%d%s", name, sizes[i].width, sizes[i].height,
                     ascii ? "-ascii" : "");
            golden_canvas(file, rig->canvas);
        }
    }
    rig->app.flags = flags;
    resize(rig, 80, 24);
}

static void columns_are_chosen_and_kept(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    begin(&rig);
    rig_keys(&rig, "2");
    resize(&rig, 120, 40);
    rig_wait(&rig, "\xe2\x96\x87"); /* sparklines come last */
    resize(&rig, 80, 24);
    rig_keys(&rig, "c");
    rig_expect(&rig, "Columns: 12 of");
    rig_expect(&rig, "[x] CTR");
    /* The names stay: neither hidden nor moved. */
    rig_keys(&rig, " ");
    rig_expect(&rig, "This column names the rows: it stays, and stays first.");
    rig_keys(&rig, "KJ");
    rig_expect(&rig, "[x] Campaign");
    /* Start goes, Sent is moved behind Delivery and made wider, Failed comes. */
    rig_keys(&rig, "j jJ+++");
    shoot(&rig, "list");
    rig_keys(&rig, "<Enter>");
    rig_wait_gone(&rig, "Start");
    const char *text = rig_look(&rig);
    const char *delivery = strstr(text, "Delivery"), *sent = strstr(text, "Sent");
    assert_true(delivery && sent && delivery < sent);
    char *kept = check_read(path, NULL);
    assert_non_null(strstr(kept, "campaigns = delivery_rate sent:"));
    assert_non_null(strstr(kept, " open_rate ctr engagement_rate optout_rate conversion_rate rocs "
                                 "revenue spark\n"));
    free(kept);
    /* So they are for whoever opens it again. */
    rig_end(&rig);
    begin(&rig);
    rig_keys(&rig, "2");
    rig_wait(&rig, "Delivery");
    assert_null(strstr(rig_look(&rig), "Start"));
    /* Back to the usual ones. */
    rig_keys(&rig, "cR<Enter>");
    rig_wait(&rig, "Start");
    has("");
    rig_end(&rig);
}

/* Every KPI can be chosen, and is read then. */
static void a_figure_that_was_not_there_is_read(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    write_file(
        "# mine\ncampaigns = name:20 failure_rate clickers ctr rocs revenue cost aov cpl cac "
        "roi nps csat\n");
    begin(&rig);
    rig_keys(&rig, "2");
    rig_wait(&rig, "Failure");
    rig_expect(&rig, "Clickers");
    shoot(&rig, "scrolled-0");
    rig_keys(&rig, "llllllllllll");
    rig_expect(&rig, "CSAT");
    rig_expect(&rig, "Campaign 1");
    assert_null(strstr(rig_look(&rig), "Failure"));
    shoot(&rig, "scrolled-12");
    rig_keys(&rig, "hhhhhhhhhhh");
    rig_expect(&rig, "Failure");
    rig_end(&rig);
}

static void nothing_is_kept_that_was_not_wanted(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    begin(&rig);
    rig_keys(&rig, "2");
    rig_wait(&rig, "Campaign 1");
    rig_keys(&rig, "cj <Esc>");
    rig_expect(&rig, "Start");
    rig_keys(&rig, "c<Enter>");
    rig_expect(&rig, "Start");
    struct err err = ERR_INIT;
    size_t length;
    assert_null(file_read(path, &length, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    rig_end(&rig);
}

/* A mistake in the file: where it is, and the usual columns. */
static void a_mistake_in_the_file_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } wrong[] = {
        {"# x\ncampaigns = name:x\n", "views:2:13"},
        {"campaigns = name ctx\n", "there is no column \"ctx\""},
        {"\n\nlists = name ctr\n", "views:3:1"},
        {"trends = name ctr\n", "no view with columns"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct rig rig;
        fresh_path();
        write_file(wrong[i].text);
        begin(&rig);
        rig.app.width = 120;
        resize(&rig, 200, 24);
        rig_expect(&rig, wrong[i].words);
        rig_expect(&rig, "the usual columns are shown");
        rig_keys(&rig, "2");
        rig_wait(&rig, "Start");
        /* What is chosen now does not destroy what was written there. */
        rig_keys(&rig, "cj <Enter>");
        rig_wait_gone(&rig, "Start");
        rig_end(&rig);
        if (i == 0) {
            has(wrong[i].text);
        }
    }
}

static void columns_that_cannot_be_kept_hold_until_one_leaves(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    write_file("");
    strcat(path, "/below");
    begin(&rig);
    rig_keys(&rig, "2");
    rig_wait(&rig, "Campaign 1");
    rig_keys(&rig, "cj <Enter>");
    rig_expect(&rig, "shown so until you leave");
    rig_wait_gone(&rig, "Start");
    rig.options.views_path = NULL;
    rig_keys(&rig, "cR<Enter>");
    rig_expect(&rig, "there is no place to keep it");
    rig_wait(&rig, "Start");
    rig_end(&rig);
}

/* Other tables, too; what is asked for is only drawn, nothing is read. */
static void other_tables_have_columns_to_choose(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    begin(&rig);
    rig_keys(&rig, "9");
    rig_wait(&rig, ".csv");
    rig_keys(&rig, "c");
    rig_expect(&rig, "Columns:");
    rig_keys(&rig, "<Down> <Enter>");
    char *kept = check_read(path, NULL);
    assert_int_equal(strncmp(kept, "imports = ", 10), 0);
    free(kept);
    rig_end(&rig);
}

/* What is copied is what is seen. */
static void copies_have_the_chosen_columns(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    write_file("imports = rows:9 file\n");
    begin(&rig);
    rig_keys(&rig, "9");
    rig_wait(&rig, ".csv");
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    assert_int_equal(app_tables(&rig.app, rig.app.frame, tables, &cursor), 1);
    const struct table *whole = cursor->table;
    assert_true(tables[0]->column_count < whole->column_count);
    assert_string_equal(tables[0]->columns[0].id, whole->columns[0].id);
    assert_string_equal(tables[0]->columns[1].id, "rows");
    assert_string_equal(tables[0]->columns[2].id, "file");
    rig_end(&rig);
}

static void marks_are_counted(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    begin(&rig);
    rig_keys(&rig, "2");
    rig_wait(&rig, "Campaign 1");
    assert_null(strstr(rig_look(&rig), "marked"));
    rig_keys(&rig, "  ");
    rig_expect(&rig, "2 marked");
    rig_keys(&rig, "k ");
    rig_expect(&rig, "1 marked");
    rig_end(&rig);
}

static char saved[700];

static void saved_lines(const char *text)
{
    char *there = check_read(saved, NULL);
    assert_string_equal(there, text);
    free(there);
}

/* The whole of what is seen has a name: it comes back from another tab, over another filter. */
static void views_have_names(void **state)
{
    (void)state;
    struct rig rig;
    fresh_path();
    snprintf(saved, sizeof saved, "%s.saved", path);
    begin(&rig);
    resize(&rig, 120, 40);
    rig.options.filters_path = saved;
    rig_keys(&rig, "2");
    rig_wait(&rig, "Start");
    rig_keys(&rig, "cjjj <Enter>");
    rig_wait_gone(&rig, "Delivery");
    rig_keys(&rig, "llsb/sent > 0<Enter>p");
    rig_expect(&rig, "all time");
    rig_keys(&rig, "Gkk<Enter>2026<Enter>");
    rig_wait(&rig, "per sent");
    rig_keys(&rig, "FG<Enter>");
    rig_expect(&rig, "Keep this view");
    rig_keys(&rig, "mine<Enter>");
    rig_expect(&rig, "kept as \"mine\"");
    saved_lines("mine = [campaigns; base sent; period 2026-01-01..2026-12-31; sort sent desc, "
                "start desc; columns start sent open_rate ctr engagement_rate optout_rate "
                "conversion_rate rocs revenue spark] sent > 0\n");
    rig_keys(&rig, "<Esc>bcR<Enter>");
    rig_wait(&rig, "Delivery");
    rig_keys(&rig, "pg<Enter>9");
    rig_wait_gone(&rig, "sent > 0");
    rig_keys(&rig, "F<Enter>");
    rig_wait(&rig, "per sent");
    rig_wait(&rig, "sent > 0");
    rig_wait(&rig, "2026-01-01");
    rig_wait_gone(&rig, "Delivery");
    rig_wait(&rig, "\xe2\x96\xbcSent");
    assert_string_equal(app_front(&rig.app)->ops->name, "campaigns");
    /* What was chosen for the time being is not kept as everybody's columns. */
    has("");
    rig_end(&rig);
}

/* A line that somebody wrote: what is wrong in it is named, and nothing changes. */
static void a_wrong_view_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *line, *words;
    } cases[] = {{"x = [nowhere] a", "no view is called \"nowhere\""},
                 {"x = [campaigns", "there is no ]"},
                 {"x = [campaigns; base half]", "no base is called \"half\""},
                 {"x = [campaigns; period sometime]", "sometime"},
                 {"x = [campaigns; sort ctr up]", "no order of rows is \"up\""},
                 {"x = [campaigns; color red]", "nothing that is called \"color\""},
                 {"x = [campaigns; columns a:999]", "no column can be called \"a:999\""},
                 {"x = [campaigns] ctr <", "value"}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rig rig;
        struct err err = ERR_INIT;
        fresh_path();
        snprintf(saved, sizeof saved, "%s.saved", path);
        check_ok(file_write(saved, cases[i].line, strlen(cases[i].line), &err), &err);
        begin(&rig);
        resize(&rig, 120, 40);
        rig.options.filters_path = saved;
        rig_wait(&rig, "changed");
        rig_keys(&rig, "F<Enter>");
        rig_expect(&rig, cases[i].words);
        assert_null(rig.app.where);
        assert_string_equal(app_front(&rig.app)->ops->name, "overview");
        rig_end(&rig);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_have_names),
        cmocka_unit_test(a_wrong_view_is_refused),
        cmocka_unit_test(columns_are_chosen_and_kept),
        cmocka_unit_test(a_figure_that_was_not_there_is_read),
        cmocka_unit_test(nothing_is_kept_that_was_not_wanted),
        cmocka_unit_test(a_mistake_in_the_file_is_said),
        cmocka_unit_test(columns_that_cannot_be_kept_hold_until_one_leaves),
        cmocka_unit_test(other_tables_have_columns_to_choose),
        cmocka_unit_test(copies_have_the_chosen_columns),
        cmocka_unit_test(marks_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
