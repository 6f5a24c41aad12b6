/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form in which a row of the user's own benchmarks is written, as the whole screen shows it.
 */
#include "lib/golden.h"

#include "config/file.h"
#include "unit/app_views.h"

static char path[600];

static void write_file(const char *text)
{
    struct err err = ERR_INIT;
    check_ok(file_write(path, text, strlen(text), &err), &err);
}

static void begin(struct rig *rig)
{
    static int number;
    snprintf(path, sizeof path, "%s/%d/benchmarks.json", check_folder(), ++number);
    rig_begin(rig, 2);
    rig->options.benchmarks_path = path;
    rig_wait(rig, "changed 14:13");
    rig_wait(rig, "sent 200");
}

/* The row of "targets" that grades now; of no KPI: there is none. */
static struct benchmark_row mine(const struct rig *rig, enum kpi kpi)
{
    const struct benchmark_set *set = benchmark_find(rig->app.sets, "targets");
    const struct benchmark_row *row = set ? benchmark_row(set, kpi) : NULL;
    return row ? *row : (struct benchmark_row){.kpi = KPI_NONE};
}

/* It begins with the edges of the set under the cursor, and is used as soon as it is kept. */
static void a_row_is_written(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    rig.options.benchmarks_path = "benchmarks.json"; /* the same in every picture */
    overlay_bench(&rig.app, KPI_CTR, "measured-2026");
    rig_shoot(&rig, "bench-form-new");
    rig_keys(&rig, "<Esc>");
    rig.options.benchmarks_path = path;
    overlay_bench(&rig.app, KPI_CTR, "measured-2026");
    rig_keys(&rig, "<C-u>12 %<Down><Down><C-u>40%<Down><Right><Down>the board<Enter>");
    rig_expect(&rig, "kept in targets; Enter on its column grades by it");
    struct benchmark_row row = mine(&rig, KPI_CTR);
    assert_int_equal(row.kpi, KPI_CTR);
    check_double(row.typical, 0.12, 0, 0);
    check_double(row.good, 0.15, 0, 0);
    check_double(row.best, 0.4, 0, 0);
    assert_int_equal(row.base, BENCHMARK_BASE_SENT);
    assert_string_equal(row.source, "the board");
    assert_string_equal(row.sample, ""); /* not that of the study */
    /* What is read from now on is graded by it. */
    check_ok(app_set_benchmark(&rig.app, "targets"), NULL);
    app_reload(&rig.app);
    rig_wait(&rig, "grades need base sent");
    rig_end(&rig);
}

static void a_row_that_stands_is_changed_and_dropped(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    write_file(
        "{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\",\"rows\":[{\"kpi\":\"rocs\","
        "\"typical\":4,\"good\":6.5,\"best\":9,\"source\":\"agreed in the spring\","
        "\"note\":\"see the minutes\"}]}]}");
    overlay_bench(&rig.app, KPI_ROCS, "reference");
    rig_expect(&rig, "6.5x");
    rig_expect(&rig, "Ctrl-X drop");
    rig_keys(&rig, "<Enter>");
    rig_expect(&rig, "nothing was changed");
    overlay_bench(&rig.app, KPI_ROCS, NULL);
    rig_keys(&rig, "<Down><C-u>3<Enter>");
    rig_expect(&rig, "wrong side");
    rig_keys(&rig, "<C-u>7<Enter>");
    rig_expect(&rig, "kept in targets");
    check_double(mine(&rig, KPI_ROCS).good, 7, 0, 0);
    char *text = check_read(path, NULL);
    assert_string_equal(text, "{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\",\"rows\":[{"
                              "\"kpi\":\"rocs\",\"typical\":4,\"good\":7,\"best\":9,\"source\":"
                              "\"agreed in the spring\",\"note\":\"see the minutes\"}]}]}");
    free(text);
    overlay_bench(&rig.app, KPI_ROCS, NULL);
    rig_keys(&rig, "<C-x>");
    rig_expect(&rig, "Ctrl-X once more does it");
    rig_keys(&rig, "<Down><C-x>"); /* what comes between takes the question back */
    rig_expect(&rig, "Ctrl-X once more does it");
    rig_keys(&rig, "<C-x>");
    rig_expect(&rig, "targets says nothing of");
    assert_int_equal(mine(&rig, KPI_ROCS).kpi, KPI_NONE);
    rig_end(&rig);
}

/* A set that the user's file has under the name of a shipped one is the one that is meant there. */
static void the_set_under_the_cursor_is_meant_where_it_is_the_users(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    write_file("{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"reference\"}]}");
    overlay_bench(&rig.app, KPI_CTR, "reference");
    rig_keys(&rig, "<C-u>1%<Enter>");
    rig_expect(&rig, "kept in reference, which grades from now on");
    const struct benchmarks *all = rig.app.sets;
    const struct benchmark_set *set = benchmark_find(all, "reference");
    const struct benchmark_row *row = set ? benchmark_row(set, KPI_CTR) : NULL;
    check_double(row ? row->typical : -1, 0.01, 0, 0);
    assert_null(benchmark_find(all, "targets"));
    rig_end(&rig);
}

static void what_keeps_it_from_being_written_is_said(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    /* Changed while the form was open: nothing of it is lost, the form stays. */
    overlay_bench(&rig.app, KPI_CTR, NULL);
    write_file("{\"campane_benchmarks\":1,\"sets\":[]}");
    rig_keys(&rig, "<C-u>1%<Enter>");
    rig_expect(&rig, "changed meanwhile");
    rig_expect(&rig, "Typical from");
    rig_keys(&rig, "<Esc>");
    /* A mistake in the file: where it is. */
    write_file("{\"campane_benchmarks\":1,\n\"sets\":[{}]}");
    overlay_bench(&rig.app, KPI_CTR, NULL);
    rig_expect(&rig, "cannot be changed");
    rig_expect(&rig, ":2:9");
    rig_keys(&rig, "<Esc>");
    /* A folder in which nothing can be made. */
    char below[700];
    write_file("{\"campane_benchmarks\":1,\"sets\":[]}");
    snprintf(below, sizeof below, "%s/benchmarks.json", path);
    rig.options.benchmarks_path = below;
    overlay_bench(&rig.app, KPI_CTR, NULL);
    rig_keys(&rig, "<C-u>1%<Enter>");
    rig_expect(&rig, ": cannot"); /* wrapped somewhere behind the path */
    rig_expect(&rig, "Typical from");
    rig_keys(&rig, "<Esc>");
    rig.options.benchmarks_path = NULL;
    overlay_bench(&rig.app, KPI_CTR, NULL);
    rig_expect(&rig, "no home folder");
    rig.options.benchmarks_path = path;
    rig.app.session.read_only = true;
    overlay_bench(&rig.app, KPI_CTR, NULL);
    rig_expect(&rig, "opened read-only");
    assert_null(rig.app.overlay.ops);
    rig_end(&rig);
}

/* Money has its currency, and a KPI that is divided by nothing has no base. */
static void fields_fit_the_figure(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    rig.options.benchmarks_path = "benchmarks.json";
    overlay_bench(&rig.app, KPI_REVENUE_PER_RECIPIENT, "email");
    rig_expect(&rig, "0.05 USD");
    rig_expect(&rig, "Rates are per");
    rig_keys(&rig, "<Down><C-u>0.1 EUR<Enter>");
    rig_shoot(&rig, "bench-form-mistake");
    rig_keys(&rig, "<Esc>");
    overlay_bench(&rig.app, KPI_TIME_TO_READ, NULL);
    assert_null(strstr(rig_look(&rig), "Rates are per"));
    rig_expect(&rig, "such as 12 min");
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_written),
        cmocka_unit_test(a_row_that_stands_is_changed_and_dropped),
        cmocka_unit_test(the_set_under_the_cursor_is_meant_where_it_is_the_users),
        cmocka_unit_test(what_keeps_it_from_being_written_is_said),
        cmocka_unit_test(fields_fit_the_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
