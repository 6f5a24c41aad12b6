/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a file before it is taken in, and what is said of it. */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "ops/peek.h"
#include "report/peeked.h"

struct seen {
    struct arena *arena;
    struct ops_peek peek;
    struct err err;
    bool ok;
};

static const char *path_of(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    return path;
}

static const char *file_of(const char *name, const char *text, size_t length)
{
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void look_at(struct seen *seen, const char *path, struct cancel *cancel)
{
    struct zone *zone = zone_load("Europe/Berlin", NULL);
    struct import_request request = {
        .path = path, .zone = zone, .now = 1793000000, .cancel = cancel};
    memset(seen, 0, sizeof *seen);
    seen->arena = arena_new();
    assert_non_null(seen->arena);
    seen->ok = ops_peek_file(&request, seen->arena, &seen->peek, &seen->err);
    zone_free(zone);
}

static void forget(struct seen *seen)
{
    arena_free(seen->arena);
}

/* Some 40 bytes a row, one a day. */
static struct strbuf daily(int rows)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, "date,campaign,sent,delivered,read\n");
    for (int i = 0; i < rows; i++) {
        strbuf_printf(&text, "2026-09-%02d,Campaign number %04d,1000,900,500\n", i % 28 + 1,
                      i / 28);
    }
    assert_false(text.failed);
    return text;
}

static void a_small_file_is_seen_whole(void **state)
{
    (void)state;
    struct seen seen;
    struct strbuf text = daily(28);
    look_at(&seen, file_of("small.csv", text.data, text.length), NULL);
    check_ok(seen.ok, &seen.err);
    assert_string_equal(seen.peek.file, "small.csv");
    assert_true(seen.peek.whole);
    assert_false(seen.peek.packed);
    assert_int_equal(seen.peek.bytes, text.length);
    assert_int_equal(seen.peek.tally.rows, 28);
    assert_int_equal(seen.peek.tally.rejected, 0);
    assert_int_equal(seen.peek.about, 0);
    assert_int_equal(seen.peek.first, civil_to_day(2026, 9, 1));
    assert_int_equal(seen.peek.last, civil_to_day(2026, 9, 28));
    assert_false(seen.peek.needs_campaign);
    forget(&seen);
    strbuf_free(&text);
}

/* However large it is; the row that the end of the look cuts is no reject. */
static void a_large_file_is_seen_in_part(void **state)
{
    (void)state;
    struct seen seen;
    struct strbuf text = daily(100000);
    assert_true(text.length > 4 * OPS_PEEK_SIZE);
    look_at(&seen, file_of("large.csv", text.data, text.length), NULL);
    check_ok(seen.ok, &seen.err);
    assert_false(seen.peek.whole);
    assert_int_equal(seen.peek.tally.rejected, 0);
    assert_in_range(seen.peek.tally.rows, 5000, 7000);
    assert_true(seen.peek.tally.size <= OPS_PEEK_SIZE);
    assert_in_range(seen.peek.about, 99000, 101000);
    forget(&seen);
    strbuf_free(&text);
}

static void compressed_files_are_looked_into(void **state)
{
    (void)state;
    struct seen seen;
    struct strbuf text = daily(100000);
    char command[2200], packed[1100];
    snprintf(packed, sizeof packed, "%s.gz", file_of("packed.csv", text.data, text.length));
    snprintf(command, sizeof command, "gzip -kf '%s'", path_of("packed.csv"));
    assert_int_equal(system(command), 0);
    look_at(&seen, packed, NULL);
    check_ok(seen.ok, &seen.err);
    assert_true(seen.peek.packed);
    assert_false(seen.peek.whole);
    assert_true(seen.peek.bytes > 0 && seen.peek.bytes < text.length);
    assert_in_range(seen.peek.tally.rows, 5000, 7000);
    assert_int_equal(seen.peek.tally.rejected, 0);
    assert_int_equal(seen.peek.about, 0); /* how much the rest is packed is not known */
    forget(&seen);
    strbuf_free(&text);
}

/* A pipe can be read once: looking would take away what the import is to get. */
static void a_pipe_is_left_alone(void **state)
{
    (void)state;
    struct seen seen;
    const char *path = path_of("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    look_at(&seen, path, NULL); /* would wait for a writer for ever */
    check_ok(seen.ok, &seen.err);
    assert_true(seen.peek.unseen);
    forget(&seen);
}

static void what_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct seen seen;
    look_at(&seen, "/not/there.csv", NULL);
    assert_false(seen.ok);
    assert_int_equal(seen.err.code, ERR_IO);
    forget(&seen);
    look_at(&seen, file_of("poem.txt", "roses are red\nviolets are blue\n", 31), NULL);
    assert_false(seen.ok);
    assert_int_equal(seen.err.code, ERR_REFUSED);
    assert_non_null(strstr(seen.err.file, "poem.txt"));
    forget(&seen);
    struct cancel cancel = {0};
    cancel_set(&cancel);
    struct strbuf text = daily(5);
    look_at(&seen, file_of("small.csv", text.data, text.length), &cancel);
    assert_false(seen.ok);
    assert_int_equal(seen.err.code, ERR_CANCELLED);
    forget(&seen);
    strbuf_free(&text);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct strbuf text = daily(3);
    strbuf_puts(&text, "never,x,1,1,1\n");
    char path[1024];
    snprintf(path, sizeof path, "%s", file_of("fault.csv", text.data, text.length));
    struct zone *zone = zone_load("UTC", NULL);
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        assert_true(n < 20000);
        struct err err = ERR_INIT;
        struct ops_peek peek;
        struct arena *arena = arena_new();
        struct import_request request = {.path = path, .zone = zone, .now = 1793000000};
        mem_fault_after(n, true);
        bool worked = ops_peek_file(&request, arena, &peek, &err);
        done = mem_fault_after(0, false) < n;
        assert_true(!worked || err.code == ERR_NONE);
        assert_true(worked || err.code == ERR_MEMORY);
        arena_free(arena);
    }
    zone_free(zone);
    strbuf_free(&text);
}

/* --- the words ------------------------------------------------------------------------------- */

static void assert_lines(const struct peeked_file *file, const char *want)
{
    struct arena *arena = arena_new();
    struct strbuf out = STRBUF_INIT;
    size_t count = 0;
    const struct peeked_line *lines = peeked_lines(arena, file, false, &count);
    assert_non_null(lines);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&out, "%s|%s\n", lines[i].label ? lines[i].label : "#", lines[i].text);
    }
    assert_string_equal(strbuf_text(&out), want);
    strbuf_free(&out);
    arena_free(arena);
}

static void it_is_said_in_lines(void **state)
{
    (void)state;
    static const char *const notes[] = {"column x is ignored", "dates are day first"};
    static const struct peeked_reject rejects[] = {{7, 2, "no date", "never,x"},
                                                   {9, 0, "too short", ""}};
    struct peeked_file file = {.file = "a.csv",
                               .format = "Daily figures",
                               .why = "its columns date, sent",
                               .bytes = 2048,
                               .whole = true,
                               .rows = 28,
                               .first = civil_to_day(2026, 9, 1),
                               .last = civil_to_day(2026, 9, 28)};
    assert_lines(&file, "File|a.csv\n"
                        "Format|Daily figures (its columns date, sent)\n"
                        "Size|2.0 KiB\n"
                        "Rows|28\n"
                        "Period|2026-09-01–28\n");
    file.whole = false;
    file.about = 1234567;
    file.profile = "gupshup";
    file.asks_campaign = true;
    file.zone = "Asia/Kolkata";
    file.rejected = 2;
    file.notes = notes;
    file.note_count = 2;
    file.rejects = rejects;
    file.reject_count = 2;
    assert_lines(&file, "File|a.csv\n"
                        "Format|Daily figures (its columns date, sent)\n"
                        "Profile|gupshup\n"
                        "Size|2.0 KiB\n"
                        "Rows|about 1 234 567, by the first 28\n"
                        "Unreadable|2 of these rows; they will be rejected\n"
                        "Period|2026-09-01–28 in these rows\n"
                        "|times without a zone are read in Asia/Kolkata\n"
                        "Campaign|none is named in it: you will be asked\n"
                        "Remarks|column x is ignored\n"
                        "|dates are day first\n"
                        "#|What cannot be read\n"
                        "|line 7, column 2: no date\n"
                        "|> never,x\n"
                        "|line 9: too short\n");
}

/* What is not known is said to be so. */
static void what_is_not_known_is_said(void **state)
{
    (void)state;
    struct peeked_file file = {.file = "a.gz",
                               .format = "Log",
                               .why = "it says so",
                               .packed = true,
                               .bytes = 100,
                               .rows = 5,
                               .first = DAY_NONE,
                               .last = DAY_NONE};
    assert_lines(&file, "File|a.gz\n"
                        "Format|Log (it says so)\n"
                        "Size|100 B, compressed (gzip)\n"
                        "Rows|not known; more than the first 5\n"
                        "Period|not known: the first rows have no dates\n");
    file.rows = 0;
    file.packed = false;
    assert_lines(&file, "File|a.gz\n"
                        "Format|Log (it says so)\n"
                        "Size|100 B\n"
                        "Rows|not known: the first one is longer than what is looked at\n"
                        "Period|not known\n");
    file.unseen = true;
    assert_lines(&file, "File|a.gz\n"
                        "Format|not known: it is no ordinary file, and can be read only once\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_file_is_seen_whole),
        cmocka_unit_test(a_large_file_is_seen_in_part),
        cmocka_unit_test(compressed_files_are_looked_into),
        cmocka_unit_test(a_pipe_is_left_alone),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(it_is_said_in_lines),
        cmocka_unit_test(what_is_not_known_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
