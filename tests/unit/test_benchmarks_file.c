/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "config/benchmarks.h"
#include "config/benchmarks_file.h"
#include "config/document.h"
#include "config/file.h"

static struct arena *arena;
static char path[600];

static int set_up(void **state)
{
    (void)state;
    static int number;
    document_setup();
    snprintf(path, sizeof path, "%s/%d/campane/benchmarks.json", check_folder(), ++number);
    arena = arena_new();
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void has(const char *text)
{
    char *there = check_read(path, NULL);
    assert_string_equal(there, text);
    free(there);
}

static void begin_with(const char *text)
{
    struct err err = ERR_INIT;
    check_ok(file_write(path, text, strlen(text), &err), &err);
}

static struct benchmarks_file now(void)
{
    struct benchmarks_file file;
    struct err err = ERR_INIT;
    check_ok(benchmarks_file_read(arena, path, &file, &err), &err);
    return file;
}

static struct benchmark_row row_of(enum kpi kpi, double typical, double good, double best)
{
    return (struct benchmark_row){.kpi = kpi,
                                  .base = BENCHMARK_BASE_DELIVERED,
                                  .typical = typical,
                                  .good = good,
                                  .best = best,
                                  .source = "the board",
                                  .date = "",
                                  .sample = "",
                                  .note = ""};
}

static const struct benchmark_set targets = {
    .id = "targets", .title = "Your own targets", .origin = "your own", .date = "", .note = ""};

static void put(const struct benchmark_row *row)
{
    struct benchmarks_file file = now();
    struct err err = ERR_INIT;
    check_ok(benchmarks_file_put(arena, &file, &targets, row, &err), &err);
}

/* A file, its folder and the set are made; what is there can be read as any benchmarks file. */
static void the_first_row_makes_the_file(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct benchmark_row row = row_of(KPI_CTR, 0.12, 0.2, 0.3);
    assert_null(now().text);
    put(&row);
    const struct benchmarks *all = benchmarks_load(arena, path, &err);
    check_ok(all, &err);
    const struct benchmark_set *set = benchmark_find(all, "targets");
    assert_non_null(set);
    assert_string_equal(set->title, "Your own targets");
    check_double(benchmark_row(set, KPI_CTR)->typical, 0.12, 0, 0);
    assert_string_equal(benchmark_row(set, KPI_CTR)->source, "the board");
}

/* Other rows, keys that nobody knows, a ceiling, figures as they were written, blanks: all stays,
 * byte for byte. */
static void what_is_not_changed_keeps_its_bytes(void **state)
{
    (void)state;
    begin_with("{ \"campane_benchmarks\": 1, \"later\": [1, {\"a\": \"}]\"}],\n"
               "  \"sets\": [\n"
               "    {\"id\": \"targets\", \"color\": \"red\",\n"
               "     \"rows\": [\n"
               "       {\"kpi\": \"ctr\", \"typical\": 0.10, \"good\": 0.20, \"best\": 0.30,\n"
               "        \"ceiling\": 0.825, \"owner\": \"Ana \\\"A\\\"\", \"sample\": 1200},\n"
               "       {\"kpi\":\"rocs\",\"typical\":5e0,\"good\":7,\"best\":10}\n"
               "     ]}\n"
               "  ] }\n");
    struct benchmark_row row = row_of(KPI_CTR, 0.1, 0.25, 0.3);
    row.sample = "1200";
    put(&row);
    has("{ \"campane_benchmarks\": 1, \"later\": [1, {\"a\": \"}]\"}],\n"
        "  \"sets\": [\n"
        "    {\"id\": \"targets\", \"color\": \"red\",\n"
        "     \"rows\": [\n"
        "       {\"kpi\": \"ctr\", \"typical\": 0.10, \"good\": 0.25, \"best\": 0.30,\n"
        "        \"ceiling\": 0.825, \"owner\": \"Ana \\\"A\\\"\", \"sample\": 1200, "
        "\"base\": \"delivered\", \"source\": \"the board\"},\n"
        "       {\"kpi\":\"rocs\",\"typical\":5e0,\"good\":7,\"best\":10}\n"
        "     ]}\n"
        "  ] }\n");
    row = row_of(KPI_NPS, 0, 30, 60);
    row.base = BENCHMARK_BASE_ANY;
    row.source = "";
    put(&row);
    has("{ \"campane_benchmarks\": 1, \"later\": [1, {\"a\": \"}]\"}],\n"
        "  \"sets\": [\n"
        "    {\"id\": \"targets\", \"color\": \"red\",\n"
        "     \"rows\": [\n"
        "       {\"kpi\": \"ctr\", \"typical\": 0.10, \"good\": 0.25, \"best\": 0.30,\n"
        "        \"ceiling\": 0.825, \"owner\": \"Ana \\\"A\\\"\", \"sample\": 1200, "
        "\"base\": \"delivered\", \"source\": \"the board\"},\n"
        "       {\"kpi\":\"rocs\",\"typical\":5e0,\"good\":7,\"best\":10},\n"
        "       {\"kpi\": \"nps\", \"typical\": 0, \"good\": 30, \"best\": 60}\n"
        "     ]}\n"
        "  ] }\n");
}

/* Texts that say nothing any more go; the same row once more changes no byte. */
static void members_come_and_go(void **state)
{
    (void)state;
    begin_with(
        "{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\",\"rows\":[{\"source\":\"x\","
        "\"note\":\"y\",\"kpi\":\"ctr\",\"base\":\"sent\",\"typical\":0.1,\"good\":0.2,"
        "\"best\":0.3}]}]}");
    struct benchmark_row row = row_of(KPI_CTR, 0.1, 0.2, 0.3);
    row.source = "";
    put(&row);
    static const char after[] =
        "{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\",\"rows\":[{\"kpi\":\"ctr\","
        "\"base\":\"delivered\",\"typical\":0.1,\"good\":0.2,\"best\":0.3}]}]}";
    has(after);
    put(&row);
    has(after);
}

static void sets_and_lists_are_made(void **state)
{
    (void)state;
    struct benchmark_row row = row_of(KPI_ROCS, 5, 7, 10);
    row.base = BENCHMARK_BASE_ANY;
    begin_with("{\"campane_benchmarks\":1,\"sets\":[]}");
    put(&row);
    has("{\"campane_benchmarks\":1,\"sets\":[{\"id\": \"targets\", \"title\": \"Your own "
        "targets\", "
        "\"origin\": \"your own\", \"rows\": [{\"kpi\": \"rocs\", \"typical\": 5, \"good\": 7, "
        "\"best\": 10, \"source\": \"the board\"}]}]}");
    begin_with("{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\"}]}");
    put(&row);
    has("{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\", \"rows\": [{\"kpi\": \"rocs\", "
        "\"typical\": 5, \"good\": 7, \"best\": 10, \"source\": \"the board\"}]}]}");
}

static void a_row_is_dropped(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    begin_with("{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\",\"rows\":[\n"
               "  {\"kpi\":\"nps\",\"typical\":0,\"good\":30,\"best\":60},\n"
               "  {\"kpi\":\"rocs\",\"typical\":5,\"good\":7,\"best\":10},\n"
               "  {\"kpi\":\"csat\",\"typical\":0.5,\"good\":0.7,\"best\":0.9}\n]}]}");
    struct benchmarks_file file = now();
    check_ok(benchmarks_file_drop(arena, &file, "targets", KPI_ROCS, &err), &err);
    has("{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\",\"rows\":[\n"
        "  {\"kpi\":\"nps\",\"typical\":0,\"good\":30,\"best\":60},\n"
        "  {\"kpi\":\"csat\",\"typical\":0.5,\"good\":0.7,\"best\":0.9}\n]}]}");
    file = now();
    check_ok(benchmarks_file_drop(arena, &file, "targets", KPI_NPS, &err), &err);
    file = now();
    check_ok(benchmarks_file_drop(arena, &file, "targets", KPI_CSAT, &err), &err);
    has("{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\",\"rows\":[]}]}");
    file = now();
    assert_false(benchmarks_file_drop(arena, &file, "targets", KPI_CSAT, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

/* Somebody else's edit is not lost. */
static void a_file_that_changed_is_refused(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    static const char theirs[] = "{\"campane_benchmarks\":1,\"sets\":[] }";
    struct benchmark_row row = row_of(KPI_CTR, 0.1, 0.2, 0.3);
    struct benchmarks_file before = now();
    begin_with(theirs);
    assert_false(benchmarks_file_put(arena, &before, &targets, &row, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err.text, "changed meanwhile"));
    has(theirs);
    before = now();
    begin_with("{\"campane_benchmarks\":1,\"sets\":[]}");
    assert_false(benchmarks_file_put(arena, &before, &targets, &row, &err));
    has("{\"campane_benchmarks\":1,\"sets\":[]}");
    assert_int_equal(unlink(path), 0);
    assert_false(benchmarks_file_put(arena, &before, &targets, &row, &err));
    assert_int_equal(access(path, F_OK), -1);
}

/* A row that no file may have, and a file that is none. */
static void what_is_wrong_is_not_written(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct benchmark_row row = row_of(KPI_CTR, 0.3, 0.2, 0.1);
    begin_with("{\"campane_benchmarks\":1,\"sets\":[]}");
    struct benchmarks_file file = now();
    assert_false(benchmarks_file_put(arena, &file, &targets, &row, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    has("{\"campane_benchmarks\":1,\"sets\":[]}");
    static const char *const wrong[] = {
        "[]", "{", "", "{\"sets\":7}", "{}", "{\"sets\":[{\"id\":\"targets\",\"rows\":{}}]}"};
    row = row_of(KPI_CTR, 0.1, 0.2, 0.3);
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        begin_with(wrong[i]);
        file = now();
        assert_false(benchmarks_file_put(arena, &file, &targets, &row, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        has(wrong[i]);
    }
}

/* A folder that cannot be made, a name that is a folder's, a file that is protected. */
static void what_cannot_be_written_says_so(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    char below[700];
    begin_with("kept");
    snprintf(below, sizeof below, "%s/more.json", path);
    assert_false(file_write(below, "x", 1, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_string_equal(err.file + strlen(err.file) - strlen("more.json"), "more.json");
    has("kept");
    assert_false(file_write(check_folder(), "x", 1, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_int_equal(chmod(path, 0400), 0);
    if (access(path, W_OK) != 0) { /* who may write anything is not kept from it */
        assert_false(file_write(path, "x", 1, &err));
        has("kept");
    }
}

/* Permissions stay, and what a link points to is written, not the link. */
static void the_file_stays_what_it_was(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct stat status;
    char link[700];
    begin_with("old");
    assert_int_equal(chmod(path, 0640), 0);
    snprintf(link, sizeof link, "%s.link", path);
    assert_int_equal(symlink("benchmarks.json", link), 0);
    check_ok(file_write(link, "new", 3, &err), &err);
    has("new");
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    /* So it is where what it points to is not there yet, over a link in between too. */
    assert_int_equal(unlink(path), 0);
    char between[720];
    snprintf(between, sizeof between, "%s.between", path);
    assert_int_equal(unlink(link), 0);
    assert_int_equal(symlink("benchmarks.json.between", link), 0);
    assert_int_equal(symlink(path, between), 0);
    check_ok(file_write(link, "newer", 5, &err), &err);
    has("newer");
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(lstat(between, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
}

/* Without memory nothing is written; a document is parsed twice before that is believed, so a
 * refusal alone may pass. */
static void memory_can_fail(void **state)
{
    (void)state;
    static const char old[] = "{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"targets\","
                              "\"rows\":[{\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,"
                              "\"best\":0.3}]}]}";
    struct benchmark_row row = row_of(KPI_CTR, 0.1, 0.25, 0.3);
    int refusals = 0;
    for (int forever = 0; forever < 2; forever++) {
        bool refused = true;
        for (uint64_t n = 1; refused; n++) {
            struct err err = ERR_INIT;
            struct benchmarks_file file;
            begin_with(old);
            mem_fault_after(n, forever);
            struct arena *own = arena_new();
            bool ok = own && benchmarks_file_read(own, path, &file, &err) &&
                      benchmarks_file_put(own, &file, &targets, &row, &err);
            refused = mem_fault_after(0, false) >= n;
            arena_free(own);
            assert_true(ok || (refused && (!own || err.code == ERR_MEMORY)));
            assert_false(ok && refused && forever);
            char *there = check_read(path, NULL);
            assert_int_equal(strcmp(there, old) != 0, ok);
            free(there);
            refusals += refused;
        }
    }
    assert_true(refusals > 20);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_row_makes_the_file),
        TEST(what_is_not_changed_keeps_its_bytes),
        TEST(members_come_and_go),
        TEST(sets_and_lists_are_made),
        TEST(a_row_is_dropped),
        TEST(a_file_that_changed_is_refused),
        TEST(what_is_wrong_is_not_written),
        TEST(what_cannot_be_written_says_so),
        TEST(the_file_stays_what_it_was),
        TEST(memory_can_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
