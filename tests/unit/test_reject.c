/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "import/reject.h"

static const char *path_of(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    return path;
}

static void only_counts_without_a_path(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct reject_log *log = reject_log_new(NULL, "x.csv", &err);
    check_ok(log, &err);
    const struct import_reject *rejects;
    assert_int_equal(reject_first(log, &rejects), 0);
    for (uint64_t i = 1; i <= REJECTS_KEPT + 9; i++) {
        assert_true(reject_add(log, i, i * 2, "row", 3, &err, "reason %d of 100%%", (int)i));
        assert_int_equal(reject_count(log), i);
    }
    assert_int_equal(reject_first(log, &rejects), REJECTS_KEPT);
    for (size_t i = 0; i < REJECTS_KEPT; i++) {
        char reason[32];
        snprintf(reason, sizeof reason, "reason %zu of 100%%", i + 1);
        assert_int_equal(rejects[i].line, i + 1);
        assert_int_equal(rejects[i].column, 2 * (i + 1));
        assert_string_equal(rejects[i].reason, reason);
        assert_string_equal(rejects[i].row, "row");
    }
    assert_true(reject_log_finish(log, &err));
    reject_log_free(log);
    reject_log_free(NULL);
}

/* What may be shown of a row: no number or address, nothing that steers a terminal, not all of a
 * long one. */
static void rows_can_be_looked_at(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct reject_log *log = reject_log_new(NULL, "x.csv", &err);
    check_ok(log, &err);
    static const char *const rows[][2] = {
        {"+49 170 0000001,sent,x", "[phone],sent,x"},
        {"ann@example.org;\033[2J\r\nnext", "[e-mail];\uFFFD[2J next"},
        /* zero-width spaces between the digits */
        {"+491\u200B70\u200B000\u200B00\u200B01,sent", "[phone],sent"},
        {"a\u202Eb", "ab"},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_true(reject_add(log, i, 0, rows[i][0], strlen(rows[i][0]), &err, "no"));
    }
    char tail[600];
    memset(tail, 'x', sizeof tail);
    memcpy(tail + 190, " 491700000001 ", 14); /* where it is cut */
    assert_true(reject_add(log, 9, 0, tail, sizeof tail, &err, "long"));
    assert_true(reject_add(log, 9, 0, NULL, 0, &err, "none"));
    const struct import_reject *rejects;
    assert_int_equal(reject_first(log, &rejects), ARRAY_COUNT(rows) + 2);
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(rejects[i].row, rows[i][1]);
    }
    const char *cut = rejects[ARRAY_COUNT(rows)].row;
    assert_in_range(strlen(cut), 190, 200);
    assert_null(strpbrk(cut, "0123456789"));
    assert_string_equal(rejects[ARRAY_COUNT(rows) + 1].row, "");
    reject_log_free(log);
}

static void writes_a_csv_file(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct stat status;
    const char *path = path_of("rejects.csv");
    mode_t mask = umask(0);
    struct reject_log *log = reject_log_new(path, "the \"log\".csv", &err);
    check_ok(log, &err);
    assert_int_not_equal(stat(path, &status), 0); /* not made before there is one */
    assert_true(reject_add(log, 7, 3, "a;\"b\";c", 7, &err, "wrong \"%s\"", "b"));
    assert_true(reject_add(log, 8, 0, "two\r\nlines", 10, &err, "both"));
    assert_true(reject_add(log, 9, 1, "=cmd()", 6, &err, "formula"));
    assert_true(reject_add(log, 10, 1, "+1650555", 8, &err, "-reason"));
    assert_true(reject_add(log, 11, 1, "nul\0byte", 8, &err, "nul"));
    assert_true(reject_add(log, 12, 1, NULL, 0, &err, "empty"));
    assert_true(reject_log_finish(log, &err));
    reject_log_free(log);
    umask(mask);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    static const char want[] = "file,line,column,reason,row\n"
                               "\"the \"\"log\"\".csv\",7,3,\"wrong \"\"b\"\"\",\"a;\"\"b\"\";c\"\n"
                               "\"the \"\"log\"\".csv\",8,,\"both\",\"two\r\nlines\"\n"
                               "\"the \"\"log\"\".csv\",9,1,\"formula\",\"'=cmd()\"\n"
                               "\"the \"\"log\"\".csv\",10,1,\"'-reason\",\"'+1650555\"\n"
                               "\"the \"\"log\"\".csv\",11,1,\"nul\",\"nul\0byte\"\n"
                               "\"the \"\"log\"\".csv\",12,1,\"empty\",\"\"\n";
    size_t length;
    char *text = check_read(path, &length);
    assert_int_equal(length, sizeof want - 1);
    assert_memory_equal(text, want, length);
    free(text);

    log = reject_log_new(path, "next.csv", &err); /* the next file's rejects follow */
    check_ok(log, &err);
    assert_true(reject_add(log, 1, 1, "x", 1, &err, "y"));
    assert_true(reject_log_finish(log, &err));
    assert_true(reject_log_finish(log, &err));
    reject_log_free(log);
    text = check_read(path, &length);
    assert_string_equal(text + sizeof want - 1, "\"next.csv\",1,1,\"y\",\"x\"\n");
    free(text);
}

static void long_rows_are_cut(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    const char *path = path_of("long.csv");
    size_t size = 3 << 20;
    char *row = malloc(size);
    assert_non_null(row);
    memset(row, 'x', size);
    struct reject_log *log = reject_log_new(path, "f", &err);
    check_ok(log, &err);
    assert_true(reject_add(log, 1, 0, row, size, &err, "long"));
    assert_true(reject_log_finish(log, &err));
    reject_log_free(log);
    size_t length;
    free(check_read(path, &length));
    assert_in_range(length, 1 << 20, (1 << 20) + 100);
    free(row);
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0) {
        print_message("there is no /dev/full here\n");
        skip();
    }
    struct err err = ERR_INIT;
    struct reject_log *log = reject_log_new("/dev/full", "f", &err);
    check_ok(log, &err);
    assert_true(reject_add(log, 1, 0, "x", 1, &err, "kept back"));
    assert_false(reject_log_finish(log, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_string_equal(err.file, "/dev/full");
    reject_log_free(log);

    log = reject_log_new("/dev/full", "f", &err);
    check_ok(log, &err);
    bool done = true;
    for (int i = 0; i < 10000 && done; i++) {
        done = reject_add(log, 1, 0, "a row", 5, &err, "written when there are many");
    }
    assert_false(done);
    reject_log_free(log);

    log = reject_log_new("/nowhere/rejects.csv", "f", &err);
    check_ok(log, &err);
    assert_false(reject_add(log, 1, 0, "x", 1, &err, "no folder"));
    assert_int_equal(err.code, ERR_IO);
    assert_string_equal(err.file, "/nowhere/rejects.csv");
    reject_log_free(log);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        assert_true(n < 50);
        struct err err = ERR_INIT;
        char *path = strdup(path_of("fault.csv"));
        mem_fault_after(n, true);
        struct reject_log *log = reject_log_new(path, "source", &err);
        bool worked = log && reject_add(log, 1, 2, "row", 3, &err, "reason") &&
                      reject_add(log, 2, 2, "row", 3, &err, "a longer reason %100d", 1) &&
                      reject_log_finish(log, &err);
        done = mem_fault_after(0, false) < n;
        assert_int_equal(worked, done);
        assert_int_equal(err.code, done ? ERR_NONE : ERR_MEMORY);
        reject_log_free(log);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_counts_without_a_path), cmocka_unit_test(rows_can_be_looked_at),
        cmocka_unit_test(writes_a_csv_file),          cmocka_unit_test(long_rows_are_cut),
        cmocka_unit_test(a_full_disk_is_an_error),    cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
