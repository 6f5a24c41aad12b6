/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store_fixture.h"
#include "store/maintain.h"
#include "store/query.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define DAY_1 ((int64_t)1788220800)

static struct store *try_open(const char *path, bool read_only, struct err *err)
{
    struct store_options options = {.path = path, .read_only = read_only};
    err_clear(err);
    return store_open(&options, err);
}

static void fill(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Spring", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    for (uint64_t key = 1; key <= 200; key++) {
        struct message *message = batch_message(batch, key, batch_attrs(batch, &attrs));
        message->at[MESSAGE_SENT] = DAY_1 + (int64_t)key * 3000;
    }
    fixture_import(fixture, "a", batch, TIME_NONE);
    batch_free(batch);
}

static unsigned mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static void a_new_store_is_private(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char path[600];
    fixture_open(&fixture, "Asia/Kolkata");
    fill(&fixture);
    assert_int_equal(mode_of(fixture.path), 0600);
    snprintf(path, sizeof path, "%s.key", fixture.path);
    assert_int_equal(mode_of(path), 0600);
    snprintf(path, sizeof path, "%s-wal", fixture.path);
    assert_int_equal(mode_of(path), 0600);
    assert_string_equal(zone_name(store_zone(fixture.store)), "Asia/Kolkata");
    assert_false(store_is_read_only(fixture.store));
    fixture_close(&fixture);
}

static void the_file_names_nobody(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Spring", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    size_t length;
    fixture_open(&fixture, NULL);
    const struct keyhash *hash = store_hash(fixture.store);
    struct message *message =
        batch_message(batch, keyhash_id(hash, KEYHASH_MESSAGE, "wamid.ABCDEF123456", 18),
                      batch_attrs(batch, &attrs));
    message->recipient = keyhash_id(hash, KEYHASH_RECIPIENT, "16505551234", 11);
    message->at[MESSAGE_SENT] = DAY_1;
    fixture_import(&fixture, "a", batch, TIME_NONE);
    fixture_close(&fixture);
    char *bytes = check_read(fixture.path, &length);
    assert_null(memmem(bytes, length, "16505551234", 11));
    assert_null(memmem(bytes, length, "ABCDEF123456", 12));
    assert_non_null(memmem(bytes, length, "Spring", 6));
    free(bytes);
    batch_free(batch);
}

static void a_missing_store_is_not_made_by_looking(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    char path[600];
    snprintf(path, sizeof path, "%s/none.db", check_folder());
    assert_null(try_open(path, true, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_null(try_open(path, false, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(access(path, F_OK), -1);
    assert_null(try_open(check_folder(), true, &err));
    assert_int_equal(err.code, ERR_IO);
}

static void without_its_key_a_store_can_be_corrected_and_takes_nothing_in(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    char key[600], aside[600];
    fixture_open(&fixture, NULL);
    fill(&fixture);
    fixture_close(&fixture);
    snprintf(key, sizeof key, "%s.key", fixture.path);
    snprintf(aside, sizeof aside, "%s.aside", fixture.path);
    assert_int_equal(rename(key, aside), 0);
    struct store *store = try_open(fixture.path, false, &err);
    check_ok(store, &err);
    assert_false(store_is_read_only(store));
    assert_true(store_writable(store));
    assert_false(store_has_key(store));
    assert_null(store_hash(store));
    check_ok(store_set(store, "x", "y", &err), &err);
    assert_false(store_need_key(store, &err));
    assert_int_equal(err.code, ERR_READ_ONLY);
    err_clear(&err);
    assert_false(ledger_undo(store, 1, NULL, &err));
    assert_int_equal(err.code, ERR_READ_ONLY);
    err_clear(&err);
    store_close(store);

    struct keyhash *other = keyhash_new(&err);
    check_ok(keyhash_save(other, key, &err), &err);
    keyhash_free(other);
    store = try_open(fixture.path, false, &err);
    check_ok(store, &err);
    assert_null(store_hash(store));
    assert_false(store_need_key(store, &err));
    assert_non_null(strstr(err.text, "is not the key of this store"));
    err_clear(&err);
    store_close(store);

    assert_int_equal(rename(aside, key), 0);
    store = try_open(fixture.path, false, &err);
    check_ok(store, &err);
    check_ok(store_need_key(store, &err), &err);
    assert_null(store_warning(store));
    store_close(store);
    store = try_open(fixture.path, true, &err);
    check_ok(store, &err);
    assert_false(store_need_key(store, &err)); /* for reading only */
    err_clear(&err);
    store_close(store);
}

static void write_file(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void what_is_no_store_is_said_to_be_none(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    char path[600];
    snprintf(path, sizeof path, "%s/text.db", check_folder());
    write_file(path, "this is not a database, only text that is long enough to be one", 64);
    assert_null(try_open(path, false, &err));
    assert_int_equal(err.code, ERR_STORE_DAMAGED);
}

static void a_newer_store_is_refused(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    fixture_open(&fixture, NULL);
    fixture_close(&fixture);
    /* user_version lies at offset 60 of the header, big-endian */
    int file = open(fixture.path, O_RDWR);
    assert_true(file >= 0);
    assert_int_equal(pwrite(file, "\0\0\3\xe7", 4, 60), 4);
    close(file);
    assert_null(try_open(fixture.path, false, &err));
    assert_int_equal(err.code, ERR_STORE_NEWER);
    assert_int_equal(err_exit_status(err.code), 4);
}

static void damage_is_found(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct store_problem *problems;
    size_t count;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    check_ok(store_check(fixture.store, arena, &problems, &count, NULL, &err), &err);
    assert_int_equal(count, 0);
    fixture_close(&fixture);
    struct stat status;
    assert_int_equal(stat(fixture.path, &status), 0);
    int found = 0;
    for (off_t page = 1; page < status.st_size / 4096; page++) {
        char good[4096], bad[4096];
        int file = open(fixture.path, O_RDWR);
        assert_int_equal(pread(file, good, sizeof good, page * 4096), 4096);
        memset(bad, 0x5a, sizeof bad);
        assert_int_equal(pwrite(file, bad, sizeof bad, page * 4096), 4096);
        struct store *store = try_open(fixture.path, false, &err);
        if (!store) {
            found += err.code == ERR_STORE_DAMAGED;
        } else {
            found += store_check(store, arena, &problems, &count, NULL, &err)
                         ? count > 0
                         : err.code != ERR_NONE;
            store_close(store);
        }
        assert_int_equal(pwrite(file, good, sizeof good, page * 4096), 4096);
        close(file);
    }
    /* every page in use is looked at */
    assert_true(found >= (int)(status.st_size / 4096) - 3);
    arena_free(arena);
}

static void derived_tables_that_lie_are_found_and_mended(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct store_problem *problems;
    size_t count;
    char command[900], good[33], after[33];
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill(&fixture);
    fixture_digest(&fixture, good);
    fixture_close(&fixture);
    snprintf(command, sizeof command,
             "sqlite3 '%s' \"DELETE FROM pulse WHERE day = (SELECT min(day) FROM pulse)\"",
             fixture.path);
    if (system("command -v sqlite3 >/dev/null") != 0) {
        arena_free(arena);
        print_message("sqlite3 is not installed\n");
        skip();
    }
    assert_int_equal(system(command), 0);
    fixture_reopen(&fixture);
    check_ok(store_check(fixture.store, arena, &problems, &count, NULL, &err), &err);
    assert_int_equal(count, 1);
    check_ok(store_rebuild(fixture.store, NULL, NULL, &err), &err);
    fixture_digest(&fixture, after);
    assert_string_equal(good, after);
    fixture_close(&fixture);
    arena_free(arena);
}

static void a_backup_is_the_store_again(void **unused)
{
    (void)unused;
    struct fixture fixture, copy;
    struct err err = ERR_INIT;
    char digest[33], other[33], key[600];
    fixture_open(&fixture, NULL);
    fill(&fixture);
    fixture_digest(&fixture, digest);
    copy = fixture;
    snprintf(copy.path, sizeof copy.path, "%s/backup.db", check_folder());
    check_ok(store_backup(fixture.store, copy.path, false, NULL, &err), &err);
    assert_false(store_backup(fixture.store, copy.path, false, NULL, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_int_equal(mode_of(copy.path), 0600);
    copy.store = NULL;
    fixture_reopen(&copy);
    assert_false(store_is_read_only(copy.store));
    fixture_digest(&copy, other);
    assert_string_equal(digest, other);
    fixture_close(&copy);
    snprintf(copy.path, sizeof copy.path, "%s/without-key.db", check_folder());
    check_ok(store_backup(fixture.store, copy.path, true, NULL, &err), &err);
    snprintf(key, sizeof key, "%s.key", copy.path);
    assert_int_equal(access(key, F_OK), -1);
    check_ok(store_vacuum(fixture.store, NULL, &err), &err);
    fixture_digest(&fixture, other);
    assert_string_equal(digest, other);
    fixture_close(&fixture);
}

static bool give_up(void *context, int seconds)
{
    *(int *)context = seconds;
    return false;
}

static void readers_never_wait_and_a_second_writer_does(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct total total;
    int waited = 0;
    int64_t value;
    fixture_open(&fixture, NULL);
    fill(&fixture);
    struct ingest_options options = {.file = "b", .format = "test", .options = ""};
    struct ingest *ingest = ingest_begin(fixture.store, &options, &err);
    check_ok(ingest, &err);
    struct batch *batch = batch_new();
    struct attrs attrs = fixture_attrs("Autumn", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    batch_message(batch, 999, batch_attrs(batch, &attrs))->at[MESSAGE_SENT] = DAY_1;
    check_ok(ingest_add(ingest, batch, &err), &err);

    struct store *reader = try_open(fixture.path, true, &err);
    check_ok(reader, &err);
    uint32_t version = store_version(reader);
    check_ok(query_sum(reader, DAY_NONE, INT32_MAX, &total, &err), &err);
    assert_true(total_get(&total, COUNTER_SENT, &value));
    assert_int_equal(value, 200);

    struct store *second = try_open(fixture.path, false, &err);
    check_ok(second, &err);
    struct ingest_options waiting = options;
    waiting.waiting = give_up;
    waiting.waiting_context = &waited;
    assert_null(ingest_begin(second, &waiting, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(waited, 1);
    assert_int_equal(err_exit_status(err.code), 3);

    struct ingest_file file = {
        .size = 1, .first = TIME_NONE, .last = TIME_NONE, .as_of = TIME_NONE};
    struct ingest_result result;
    check_ok(ingest_finish(ingest, &file, &result, &err), &err);
    assert_int_equal(result.messages_new, 1);
    assert_int_equal(result.campaigns_new, 1);
    assert_int_not_equal(store_version(reader), version);
    check_ok(query_sum(reader, DAY_NONE, INT32_MAX, &total, &err), &err);
    assert_true(total_get(&total, COUNTER_SENT, &value));
    assert_int_equal(value, 201);
    ingest = ingest_begin(second, &waiting, &err);
    check_ok(ingest, &err);
    ingest_abort(ingest);
    store_close(second);
    store_close(reader);
    batch_free(batch);
    fixture_close(&fixture);
}

/* Import in a child that is killed at some instant; the store is as before or as after. */
static void a_kill_leaves_the_store_as_before_or_after(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char before[33], now[33];
    fixture_open(&fixture, NULL);
    fill(&fixture);
    fixture_digest(&fixture, before);
    fixture_close(&fixture);
    for (int round = 0; round < 30; round++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct fixture own = fixture;
            struct batch *batch = batch_new();
            own.store = NULL;
            fixture_reopen(&own);
            struct attrs attrs = fixture_attrs("Killed", SOURCE_EVENTS, FIXTURE_WEBHOOK);
            for (uint64_t key = 1000; key < 4000; key++) {
                batch_message(batch, key, batch_attrs(batch, &attrs))->at[MESSAGE_SENT] =
                    DAY_1 + (int64_t)key * 100;
            }
            for (;;) {
                int64_t id = fixture_import(&own, "killed", batch, TIME_NONE);
                struct err err = ERR_INIT;
                ledger_undo(own.store, id, NULL, &err);
            }
        }
        usleep((useconds_t)(1000 + round * 1700));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        fixture_reopen(&fixture);
        fixture_digest(&fixture, now);
        int64_t sent = fixture_counter(&fixture, "Killed", COUNTER_SENT);
        assert_true(sent == -2 ? strcmp(now, before) == 0 : sent == 3000);
        if (sent > 0) { /* go on from the clean state */
            struct err err = ERR_INIT;
            struct arena *arena = arena_new();
            struct import_run *runs;
            size_t count;
            check_ok(ledger_list(fixture.store, arena, &runs, &count, &err), &err);
            check_ok(ledger_undo(fixture.store, runs[0].id, NULL, &err), &err);
            arena_free(arena);
        }
        fixture_close(&fixture);
    }
}

static void settings_are_dated(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    int64_t since = 0;
    fixture_open(&fixture, NULL);
    assert_null(store_setting(fixture.store, STORE_SETTING_BENCHMARK, NULL));
    check_ok(store_set(fixture.store, STORE_SETTING_BENCHMARK, "email", &err), &err);
    assert_string_equal(store_setting(fixture.store, STORE_SETTING_BENCHMARK, &since), "email");
    assert_int_equal(since, FIXTURE_NOW);
    assert_int_equal(store_window_days(fixture.store), 5);
    check_ok(store_set(fixture.store, STORE_SETTING_WINDOW, "7", &err), &err);
    assert_int_equal(store_window_days(fixture.store), 7);
    fixture_close(&fixture);
}

static void info_counts(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct store_info info;
    fixture_open(&fixture, NULL);
    check_ok(store_info(fixture.store, &info, &err), &err);
    assert_int_equal(info.campaigns, 0);
    assert_int_equal(info.first_day, DAY_NONE);
    fill(&fixture);
    check_ok(store_info(fixture.store, &info, &err), &err);
    assert_int_equal(info.campaigns, 1);
    assert_int_equal(info.messages, 200);
    assert_int_equal(info.imports, 1);
    assert_int_equal(info.first_day, civil_to_day(2026, 9, 1));
    assert_int_equal(info.last_day, civil_to_day(2026, 9, 7));
    assert_int_equal(strlen(info.fingerprint), 16);
    assert_string_equal(info.zone, "UTC");
    fixture_close(&fixture);
}

/* Whatever step of a question fails (as an interrupt makes it), the next one sees what others wrote
 * meanwhile: no transaction is left open on the old state. */
static void a_question_that_failed_leaves_nothing_open(void **state)
{
    (void)state;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    struct store *reader = NULL;
    for (uint64_t n = 1; n <= 12; n++) {
        char name[32];
        struct batch *batch = batch_new();
        struct attrs attrs = fixture_attrs("x", SOURCE_EVENTS, FIXTURE_WEBHOOK);
        struct message *message = batch_message(batch, n, batch_attrs(batch, &attrs));
        message->at[MESSAGE_SENT] = FIXTURE_NOW - 86400;
        snprintf(name, sizeof name, "log%d.ndjson", (int)n);
        fixture_import(&fixture, name, batch, TIME_NONE);
        batch_free(batch);
        reader = reader ? reader : try_open(fixture.path, true, &err);
        assert_non_null(reader);
        struct day_total *days;
        size_t count;
        check_ok(query_campaign_days(reader, arena, campaign_number("x"), DAY_NONE, INT32_MAX,
                                     &days, &count, NULL, &err),
                 &err);
        assert_int_equal(count, 1);
        assert_int_equal(days[0].total.sum[COUNTER_SENT], n);
        store_fault_after(n);
        query_campaign_days(reader, arena, campaign_number("x"), DAY_NONE, INT32_MAX, &days, &count,
                            NULL, NULL);
        store_fault_after(0);
    }
    store_close(reader);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_store_is_private),
        cmocka_unit_test(the_file_names_nobody),
        cmocka_unit_test(a_missing_store_is_not_made_by_looking),
        cmocka_unit_test(without_its_key_a_store_can_be_corrected_and_takes_nothing_in),
        cmocka_unit_test(what_is_no_store_is_said_to_be_none),
        cmocka_unit_test(a_newer_store_is_refused),
        cmocka_unit_test(damage_is_found),
        cmocka_unit_test(derived_tables_that_lie_are_found_and_mended),
        cmocka_unit_test(a_backup_is_the_store_again),
        cmocka_unit_test(readers_never_wait_and_a_second_writer_does),
        cmocka_unit_test(a_kill_leaves_the_store_as_before_or_after),
        cmocka_unit_test(settings_are_dated),
        cmocka_unit_test(info_counts),
        cmocka_unit_test(a_question_that_failed_leaves_nothing_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
