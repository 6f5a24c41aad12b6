/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "export/sink.h"

static char path[600];

static const char *file_named(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    return path;
}

static void check_content(const char *name, const char *want)
{
    char *got = check_read(file_named(name), NULL);
    assert_string_equal(got, want);
    free(got);
}

static void write_content(const char *name, const char *text)
{
    FILE *file = fopen(file_named(name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Files in the folder whose name begins so. */
static int count_files(const char *beginning)
{
    int count = 0;
    DIR *folder = opendir(check_folder());
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        count += strncmp(entry->d_name, beginning, strlen(beginning)) == 0;
    }
    closedir(folder);
    return count;
}

static void a_file_appears_when_it_is_whole(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct sink *sink = sink_file(file_named("whole"), &err);
    check_ok(sink, &err);
    sink_puts(sink, "first ");
    sink_write(sink, "second", 6);
    sink_write(sink, "", 0);
    assert_int_equal(access(file_named("whole"), F_OK), -1);
    assert_false(sink_failed(sink));
    check_ok(sink_finish(sink, &err), &err);
    check_content("whole", "first second");
    assert_int_equal(count_files("whole"), 1);
}

static void an_existing_file_is_replaced_at_the_end(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct stat status;
    write_content("old", "old");
    assert_int_equal(chmod(path, 0640), 0);
    struct sink *sink = sink_file(path, &err);
    check_ok(sink, &err);
    sink_puts(sink, "new");
    check_content("old", "old");
    check_ok(sink_finish(sink, &err), &err);
    check_content("old", "new");
    assert_int_equal(stat(file_named("old"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
}

static void what_is_given_up_leaves_no_trace(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    write_content("kept", "kept");
    struct sink *sink = sink_file(path, &err);
    check_ok(sink, &err);
    sink_puts(sink, "half");
    sink_abandon(sink);
    check_content("kept", "kept");
    assert_int_equal(count_files("kept"), 1);
    sink_abandon(NULL);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct stat status;
    char target[600];
    write_content("target", "old");
    snprintf(target, sizeof target, "%s", path);
    assert_int_equal(symlink(target, file_named("link")), 0);
    struct sink *sink = sink_file(path, &err);
    check_ok(sink, &err);
    sink_puts(sink, "new");
    check_ok(sink_finish(sink, &err), &err);
    assert_int_equal(lstat(file_named("link"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    check_content("target", "new");
}

static void places_that_cannot_be_written_are_refused(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    assert_null(sink_file("/nowhere/at/all/report.csv", &err));
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, "/nowhere/at/all/report.csv"));
    assert_null(sink_file(check_folder(), &err));
    assert_int_equal(err.code, ERR_IO);
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct sink *sink = sink_file("/dev/full", &err); /* a device is written in place */
    check_ok(sink, &err);
    for (int i = 0; i < 10000; i++) {
        sink_puts(sink, "a line that is long enough to fill a buffer sooner or later\n");
    }
    assert_true(sink_failed(sink));
    assert_false(sink_finish(sink, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, "/dev/full"));

    sink = sink_file("/dev/full", &err); /* little enough to fail at the end only */
    check_ok(sink, &err);
    sink_puts(sink, "x");
    assert_false(sink_failed(sink));
    assert_false(sink_finish(sink, &err));
    assert_int_equal(err.code, ERR_IO);
}

static void a_closed_pipe_is_an_error(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    FILE *stream = fdopen(ends[1], "w");
    assert_non_null(stream);
    struct sink *sink = sink_stream(stream, &err);
    check_ok(sink, &err);
    sink_puts(sink, "anybody there?");
    assert_false(sink_finish(sink, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, "output"));
    fclose(stream);
}

static void a_stream_stays_open(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    FILE *stream = tmpfile();
    assert_non_null(stream);
    for (int i = 0; i < 2; i++) {
        struct sink *sink = sink_stream(stream, &err);
        check_ok(sink, &err);
        sink_puts(sink, "twice ");
        check_ok(sink_finish(sink, &err), &err);
    }
    char buffer[32] = "";
    rewind(stream);
    assert_non_null(fgets(buffer, sizeof buffer, stream));
    assert_string_equal(buffer, "twice twice ");
    fclose(stream);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 20; n++) {
        struct err err = ERR_INIT;
        mem_fault_after(n, false);
        struct sink *sink = sink_file(file_named("faulty"), &err);
        uint64_t asked = mem_fault_after(0, false);
        if (sink) {
            sink_abandon(sink);
        } else {
            assert_true(err.code == ERR_MEMORY || err.code == ERR_IO);
        }
        assert_int_equal(count_files("faulty"), 0);
        if (sink && asked < n) {
            return;
        }
    }
    fail_msg("never done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_appears_when_it_is_whole),
        cmocka_unit_test(an_existing_file_is_replaced_at_the_end),
        cmocka_unit_test(what_is_given_up_leaves_no_trace),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(places_that_cannot_be_written_are_refused),
        cmocka_unit_test(a_full_disk_is_an_error),
        cmocka_unit_test(a_closed_pipe_is_an_error),
        cmocka_unit_test(a_stream_stays_open),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
