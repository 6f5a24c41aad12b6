/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/keyhash.h"
#include "lib/store_fixture.h"
#include "ops/follow.h"
#include "ops/rotated.h"
#include "store/followed.h"

static void knows_rotated_names(void **state)
{
    (void)state;
    static const char *const yes[] = {
        "log.ndjson.1",           "log.ndjson.12.gz",    "log.ndjson-20261031",
        "log.ndjson-20261031.gz", "log-20261031.ndjson", "log-2026-10-31_01.ndjson.gz",
        "log.ndjson.old",         "log.1.ndjson",        "log.ndjson.2026-10-31T10"};
    static const char *const no[] = {"log.ndjson",
                                     "log.ndjson.swp",
                                     "log.ndjson.bak",
                                     "log.ndjson.1.gpg",
                                     "log.ndjson.",
                                     "log.ndjson.gz",
                                     "other.ndjson.1",
                                     "log-20261031.csv",
                                     "log.ndjson~",
                                     "log.ndjsonx.1",
                                     "log",
                                     ""};
    for (size_t i = 0; i < ARRAY_COUNT(yes); i++) {
        if (!rotated_is(yes[i], "log.ndjson")) {
            fail_msg("%s", yes[i]);
        }
    }
    for (size_t i = 0; i < ARRAY_COUNT(no); i++) {
        if (rotated_is(no[i], "log.ndjson")) {
            fail_msg("%s", no[i]);
        }
    }
    assert_true(rotated_is("webhooks.1", "webhooks"));
    assert_true(rotated_is("webhooks-20261031", "webhooks"));
    assert_false(rotated_is("webhooks.ndjson", "webhooks"));
}

static void digest_goes_on_from_what_was_saved(void **state)
{
    (void)state;
    struct digest whole, part, loaded;
    unsigned char saved[DIGEST_SAVED], want[32], have[32];
    char text[1000];
    memset(text, 'x', sizeof text);
    digest_begin(&whole);
    digest_add(&whole, text, sizeof text);
    digest_peek(&whole, want);
    digest_begin(&part);
    digest_add(&part, text, 333);
    digest_save(&part, saved);
    assert_true(digest_load(saved, &loaded));
    digest_add(&loaded, text + 333, sizeof text - 333);
    digest_peek(&loaded, have);
    assert_memory_equal(have, want, sizeof want);
    for (size_t i = 0; i < sizeof saved; i += 37) {
        saved[i] ^= 1;
        assert_false(digest_load(saved, &loaded));
        saved[i] ^= 1;
    }
}

#define HEADER  "message_id,campaign,sent_at\n"
#define ROW(id) id ",Spring,2026-09-01T10:00Z\n"

/* --- a log in a folder ------------------------------------------------------------------------ */

struct log {
    struct fixture fixture;
    struct cancel cancel;
    char path[600];
    bool undo; /* the batch, and let the log grow */
    int64_t rows;
    int events[FOLLOW_SKIPPED + 1];
};

static void append(const struct log *log, const char *text)
{
    FILE *file = fopen(log->path, "a");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void took(void *context, const struct ops_imported *batch)
{
    struct log *log = context;
    struct err err = ERR_INIT;
    log->rows += (int64_t)batch->tally.rows;
    if (log->undo) {
        assert_true(ledger_undo(log->fixture.store, batch->result.import, NULL, &err));
        append(log, ROW("b"));
        return;
    }
    cancel_set(&log->cancel); /* one batch a call: the test goes on */
}

static void tell(void *context, enum follow_event event, const char *words)
{
    struct log *log = context;
    (void)words;
    log->events[event]++;
    if (event == FOLLOW_WAITS_FOR_FILE || event == FOLLOW_WAITS_FOR_MORE) {
        cancel_set(&log->cancel);
    }
}

static bool follow(struct log *log, struct err *err)
{
    struct ops_follow request = {
        .import = {.file = {.path = log->path}, .cancel = &log->cancel},
        .interval = 1,
        .took = took,
        .tell = tell,
        .context = log,
    };
    log->cancel = (struct cancel)CANCEL_INIT;
    log->rows = 0;
    memset(log->events, 0, sizeof log->events);
    return ops_follow(log->fixture.store, &request, err);
}

static void open_log(struct log *log)
{
    memset(log, 0, sizeof *log);
    fixture_open(&log->fixture, NULL);
    snprintf(log->path, sizeof log->path, "%s.log.csv", log->fixture.path);
}

static void close_log(struct log *log)
{
    unlink(log->path);
    fixture_close(&log->fixture);
}

static void takes_whole_lines_and_goes_on(void **state)
{
    (void)state;
    struct log log;
    struct err err = ERR_INIT;
    struct import_run run;
    struct arena *arena = arena_new();
    open_log(&log);
    assert_true(follow(&log, &err));
    assert_int_equal(log.events[FOLLOW_WAITS_FOR_FILE], 1);
    append(&log, HEADER ROW("a") ROW("b") "c,Spr");
    assert_true(follow(&log, &err));
    assert_int_equal(log.rows, 2);
    append(&log, "ing,2026-09-01T10:00Z\n");
    fixture_reopen(&log.fixture);
    assert_true(follow(&log, &err));
    assert_int_equal(log.events[FOLLOW_GOES_ON], 1);
    assert_int_equal(log.rows, 1);
    assert_true(ledger_get(log.fixture.store, arena, 1, &run, &err));
    assert_int_equal(run.rows, 3);
    assert_int_equal(run.rejected, 0);
    assert_int_equal(fixture_counter(&log.fixture, "Spring", COUNTER_SENT), 3);
    arena_free(arena);
    close_log(&log);
}

static void ends_when_its_import_is_undone(void **state)
{
    (void)state;
    struct log log;
    struct err err = ERR_INIT;
    open_log(&log);
    append(&log, HEADER ROW("a"));
    log.undo = true;
    assert_false(follow(&log, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err.text, "import 1"));
    assert_int_equal(fixture_counter(&log.fixture, "Spring", COUNTER_SENT), -2);
    /* Who begins anew wants it: from its start. */
    log.undo = false;
    assert_true(follow(&log, &err));
    assert_int_equal(log.events[FOLLOW_GOES_ON], 0);
    assert_int_equal(log.rows, 2);
    close_log(&log);
}

static void reads_another_text_from_its_start(void **state)
{
    (void)state;
    struct log log;
    struct err err = ERR_INIT;
    open_log(&log);
    append(&log, HEADER ROW("a") ROW("b"));
    assert_true(follow(&log, &err));
    /* As long as before and longer, in the same file: only the text tells. */
    assert_int_equal(truncate(log.path, 0), 0);
    append(&log, HEADER ROW("x") ROW("y") ROW("z"));
    assert_true(follow(&log, &err));
    assert_int_equal(log.events[FOLLOW_GOES_ON], 0);
    assert_int_equal(log.rows, 3);
    assert_int_equal(fixture_counter(&log.fixture, "Spring", COUNTER_SENT), 5);
    close_log(&log);
}

static void takes_in_what_was_rotated_away(void **state)
{
    (void)state;
    struct log log, old;
    struct err err = ERR_INIT;
    open_log(&log);
    append(&log, HEADER ROW("a"));
    assert_true(follow(&log, &err));
    append(&log, ROW("b"));
    snprintf(old.path, sizeof old.path, "%.590s.2", log.path);
    assert_int_equal(rename(log.path, old.path), 0);
    snprintf(old.path, sizeof old.path, "%.590s.1", log.path);
    append(&old, "no table of any kind\n");
    append(&log, HEADER ROW("c") ROW("d"));
    assert_true(follow(&log, &err)); /* the rest of the old one */
    assert_int_equal(log.events[FOLLOW_FOUND_ROTATED], 2);
    assert_int_equal(log.events[FOLLOW_SKIPPED], 1);
    assert_int_equal(log.rows, 1);
    assert_true(follow(&log, &err));
    assert_int_equal(fixture_counter(&log.fixture, "Spring", COUNTER_SENT), 4);
    unlink(old.path);
    snprintf(old.path, sizeof old.path, "%.590s.2", log.path);
    unlink(old.path);
    close_log(&log);
}

static void refuses_what_cannot_be_followed(void **state)
{
    (void)state;
    struct log log;
    struct err err = ERR_INIT;
    open_log(&log);
    append(&log, "\x1f\x8b\x08 packed\n");
    assert_false(follow(&log, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err.text, "plain UTF-8"));
    unlink(log.path);
    append(&log, "words that are\n");
    assert_true(follow(&log, &err));
    assert_int_equal(log.events[FOLLOW_WAITS_FOR_MORE], 1);
    unlink(log.path);
    assert_int_equal(mkdir(log.path, 0700), 0);
    assert_false(follow(&log, &err));
    assert_int_equal(err.code, ERR_IO);
    rmdir(log.path);
    close_log(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_rotated_names),
        cmocka_unit_test(digest_goes_on_from_what_was_saved),
        cmocka_unit_test(takes_whole_lines_and_goes_on),
        cmocka_unit_test(ends_when_its_import_is_undone),
        cmocka_unit_test(reads_another_text_from_its_start),
        cmocka_unit_test(takes_in_what_was_rotated_away),
        cmocka_unit_test(refuses_what_cannot_be_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
