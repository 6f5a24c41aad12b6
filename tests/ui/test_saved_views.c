/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Views and filters with a name: what a line may say, what it brings back, and that nothing is lost
 * by it.
 */
#include "lib/check.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "config/file.h"
#include "store/targets.h"
#include "ui/app/saved_view.h"
#include "ui/views/sorting.h"
#include "unit/app_views.h"

static const struct app_views real_views = {view_all, &view_first, &view_detail};

static char path[600];

static void begin(struct rig *rig, const char *lines)
{
    static int number;
    struct err err = ERR_INIT;
    snprintf(path, sizeof path, "%s/%d/filters", check_folder(), ++number);
    check_ok(file_write(path, lines, strlen(lines), &err), &err);
    rig_begin_with(rig, 3, &real_views);
    canvas_free(rig->canvas);
    rig->app.width = 120;
    rig->app.height = 40;
    rig->canvas = canvas_new(120, 40, rig->app.flags);
    assert_non_null(rig->canvas);
    rig->options.filters_path = path;
    rig_wait(rig, "changed"); /* all is read */
}

static void has(const char *text)
{
    char *there = check_read(path, NULL);
    assert_string_equal(there, text);
    free(there);
}

static struct screen *tab_of(struct rig *rig, const char *name)
{
    for (size_t i = 0; i < rig->app.tab_count; i++) {
        if (strcmp(rig->app.tabs[i].ops->name, name) == 0) {
            return &rig->app.tabs[i];
        }
    }
    fail_msg("no tab %s", name);
    return &rig->app.first;
}

static bool knows_targets(struct rig *rig)
{
    return app_scope(&rig->app) && app_scope(&rig->app)->sets != rig->app.sets;
}

static bool is_read(struct rig *rig)
{
    return !app_front(&rig->app)->pending;
}

/* What no picture shows. */
static void wait_until(struct rig *rig, bool (*holds)(struct rig *))
{
    for (int i = 0; i < 3000 && !holds(rig); i++) {
        usleep(10000);
        rig_look(rig);
    }
    assert_true(holds(rig));
}

/* What is wrong, or not there now, is named; what was in front stays, with all that it shows. */
static void what_is_not_there_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *line, *words;
    } cases[] = {
        {"x = [campaigns; benchmark gone] a", "no benchmark set now that is called \"gone\""},
        {"x = [campaigns; benchmark targets]", "no benchmark set now that is called \"targets\""},
        {"x = [campaigns; sort nothing]", "there is no column \"nothing\""},
        {"x = [campaigns; sort sent, ctr, sent desc]", "names twice \"sent\""},
        {"x = [campaigns; columns sent nothing]", "there is no column \"nothing\""},
        {"x = [campaigns; columns sent ctr sent:9]", "name twice \"sent\""},
        {"x = [campaigns; columns sent:9x]", "no column can be called \"sent:9x\""},
        {"x = [campaigns; columns sent:]", "no column can be called \"sent:\""},
        {"x = [campaigns; columns sent:0]", "no column can be called \"sent:0\""},
        {"x = [campaigns; columns sent:-1]", "no column can be called \"sent:-1\""},
        {"x = [campaigns; base sent; base sent]", "names twice \"base\""},
        {"x = [overview; sort sent]", "no table to arrange on \"overview\""},
        {"x = [campaigns; table 2]", "no table to arrange on \"campaigns\""},
        {"x = [retention; table 0]", "no number of a table is \"0\""},
        /* as it stands on the item that keeps a view, but it is a line like any other */
        {"x = [", "there is no ] in \"[\""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rig rig;
        begin(&rig, cases[i].line);
        rig_keys(&rig, "F<Enter>");
        rig_expect(&rig, cases[i].words);
        rig_expect(&rig, "changed");
        assert_null(rig.app.where);
        assert_null(rig.app.benchmark);
        assert_string_equal(app_front(&rig.app)->ops->name, "overview");
        rig_end(&rig);
    }
}

static void set_target(struct rig *rig, bool wanted)
{
    struct err err = ERR_INIT;
    int64_t run;
    const struct target target = {.kpi = KPI_DELIVERY_RATE,
                                  .counter = COUNTER_NONE,
                                  .month = DAY_NONE,
                                  .kind = KIND_UNKNOWN,
                                  .value = 0.9};
    check_ok(store_target(rig->fixture.store, &target, !wanted, "90 %", &run, &err), &err);
}

/* Targets are a set as long as there are any; who looks by them when they go sees something yet. */
static void targets_grade_while_there_are_any(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, "x = [overview; benchmark targets]");
    set_target(&rig, true);
    app_reload(&rig.app);
    wait_until(&rig, knows_targets);
    rig_keys(&rig, "F<Enter>");
    rig_wait(&rig, "benchmark targets");
    set_target(&rig, false);
    app_reload(&rig.app);
    rig_wait(&rig, "benchmark reference");
    rig_wait(&rig, "\"targets\" is not there any more: reference stands in");
    assert_int_equal(rig.app.trouble.code, ERR_NONE);
    rig_end(&rig);
}

/* What a line does not name is as usual, not as it happens to be. */
static void what_is_not_named_is_as_usual(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, "x = [campaigns] sent > 0");
    rig_keys(&rig, "b");
    rig_wait(&rig, "per sent");
    rig_keys(&rig, "F<Enter>");
    rig_wait(&rig, "per delivered");
    rig_wait(&rig, "sent > 0");
    rig_end(&rig);
}

/* The order is that of the table which it was of, and that one is in front again. */
static void the_table_in_front_comes_back(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig, "a = [retention; table 3; sort sent desc]\nb = [retention; sort size]\n"
                "c = [retention; sort nothing]\nd = [money; table 2; sort cost desc]\n");
    struct screen *retention = tab_of(&rig, "retention"), *money = tab_of(&rig, "money");
    rig_keys(&rig, "F<Enter>");
    rig_wait(&rig, "3 of 3");
    assert_int_equal(retention->ops->sorting(retention->state)->count, 1);
    assert_string_equal(retention->ops->sorting(retention->state)->keys[0].column, "sent");
    rig_keys(&rig, "FG<Enter>");
    rig_expect(&rig, "Keep this view");
    rig_keys(&rig, "again<Enter>");
    char *kept = check_read(path, NULL);
    assert_non_null(strstr(kept, "again = [retention; base delivered; table 3; sort sent desc]\n"));
    free(kept);
    rig_keys(&rig, "Fj<Enter>");
    rig_wait(&rig, "1 of 3");
    assert_string_equal(retention->ops->sorting(retention->state)->keys[0].column, "size");
    rig_keys(&rig, "nn");
    rig_wait(&rig, "3 of 3");
    assert_string_equal(retention->ops->sorting(retention->state)->keys[0].column, "sent");
    /* of a table that was not read before, nobody knows the columns until it is */
    rig_keys(&rig, "Fjj<Enter>");
    rig_wait(&rig, "names a column that is not here: \"nothing\"");
    rig_keys(&rig, "Fjjj<Enter>");
    rig_wait(&rig, "changed");
    assert_string_equal(app_front(&rig.app)->ops->name, "money");
    wait_until(&rig, is_read);
    assert_int_equal(money->ops->leaf(money->state, VIEW_LEAF_SAME), 1);
    assert_int_equal(money->ops->sorting(money->state)->count, 1);
    rig_end(&rig);
}

/* Nothing brings a name back: it is asked for a second time, with nothing else between. */
static void taking_away_asks_first(void **state)
{
    (void)state;
    static const char lines[] = "a = sent > 1\nb = sent > 2\n";
    struct rig rig;
    begin(&rig, lines);
    rig_keys(&rig, "F<C-x>");
    rig_expect(&rig, "Ctrl-X once more takes \"a\" away for good");
    has(lines);
    rig_keys(&rig, "j<C-x>");
    rig_expect(&rig, "Ctrl-X once more takes \"b\" away for good");
    rig_keys(&rig, "kj<C-x>");
    has(lines);
    rig_keys(&rig, "<Esc>F<C-x>");
    has(lines);
    rig_keys(&rig, "<C-x>");
    has("b = sent > 2\n");
    rig_expect(&rig, "\"a\" is taken away");
    rig_expect(&rig, "Ctrl-X take away");
    rig_keys(&rig, "j"); /* what keeps a view is no name */
    assert_null(strstr(rig_look(&rig), "Ctrl-X take away"));
    rig_keys(&rig, "k");
    rig_keys(&rig, "<C-x>");
    has("b = sent > 2\n");
    rig_end(&rig);
}

/* All of it, or nothing. */
static void memory_runs_out(void **state)
{
    (void)state;
    struct rig rig;
    struct app app;
    struct err err = ERR_INIT;
    begin(&rig, "");
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        check_ok(app_begin(&app, &rig.options, &real_views, &err), &err);
        app.request.options.base = RATE_BASE_SENT;
        const struct screen *campaigns = &app.tabs[1];
        assert_string_equal(campaigns->ops->name, "campaigns");
        app.tabs[1].offered = true;
        mem_fault_after(n, false);
        done = saved_view_open(&app,
                               "[campaigns; benchmark email; period 2026; sort ctr; "
                               "columns sent ctr:9] sent > 0",
                               &err);
        mem_fault_after(0, false);
        assert_true(done || err.code == ERR_MEMORY);
        assert_int_equal(app.where != NULL, done);
        assert_int_equal(app.benchmark != NULL, done);
        assert_int_equal(app.request.where != NULL, done);
        assert_int_equal(app.request.benchmark != NULL, done);
        assert_int_equal(app.layouts[1] != NULL, done);
        assert_int_equal(app.request.period.kind != PERIOD_ALL, done);
        assert_int_equal(app.request.options.base == RATE_BASE_DELIVERED, done);
        assert_int_equal(campaigns->ops->sorting(campaigns->state)->count, done);
        assert_int_equal(app.current, done);
        app_end(&app);
        err_clear(&err);
        assert_true(n < 1000);
    }
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_there_is_refused),
        cmocka_unit_test(targets_grade_while_there_are_any),
        cmocka_unit_test(what_is_not_named_is_as_usual),
        cmocka_unit_test(the_table_in_front_comes_back),
        cmocka_unit_test(taking_away_asks_first),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
