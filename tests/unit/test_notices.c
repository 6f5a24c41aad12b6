/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Meta says of the account: kept per import, read as the last word on each subject. */
#include "lib/store_fixture.h"

#include <string.h>

#include "store/query_notices.h"

#define T1 ((int64_t)1789725600) /* 2026-09-18T10:00Z */

static struct fixture fixture;

static int set_up(void **unused)
{
    (void)unused;
    fixture_open(&fixture, NULL);
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    fixture_close(&fixture);
    return 0;
}

static void add(struct batch *batch, enum notice_kind kind, uint64_t subject, int64_t at,
                const char *value)
{
    struct notice *notice = batch_notice(batch);
    assert_non_null(notice);
    *notice = (struct notice){.kind = kind, .subject = subject, .at = at, .value = value};
}

/* "1 2@0 RED, …": kind, subject, seconds after T1, value. */
static const char *last_words(int64_t end)
{
    static char text[400];
    struct arena *arena = arena_new();
    struct notice *notices;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(query_notices(fixture.store, arena, end, &notices, &count, &err), &err);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t at = strlen(text);
        snprintf(text + at, sizeof text - at, "%s%d %d@%d %s", i ? ", " : "", (int)notices[i].kind,
                 (int)notices[i].subject, (int)(notices[i].at - T1), notices[i].value);
    }
    arena_free(arena);
    return text;
}

static void the_last_word_on_each_subject_stands(void **unused)
{
    (void)unused;
    struct batch *batch = batch_new();
    add(batch, NOTICE_LIMIT, 7, T1 + 5, "10000");
    add(batch, NOTICE_QUALITY, 2, T1 + 20, "RED");
    add(batch, NOTICE_QUALITY, 2, T1 + 10, "GREEN");
    add(batch, NOTICE_QUALITY, 1, T1 + 30, "YELLOW");
    add(batch, NOTICE_LIMIT, 8, T1 + 6, "unlimited");
    fixture_import(&fixture, "a", batch, TIME_NONE);
    batch_free(batch);
    assert_string_equal(last_words(T1 + 100),
                        "1 1@30 YELLOW, 1 2@20 RED, 4 8@6 unlimited, 4 7@5 10000");
    /* the end is exclusive */
    assert_string_equal(last_words(T1 + 20), "1 2@10 GREEN, 4 8@6 unlimited, 4 7@5 10000");
    assert_string_equal(last_words(T1), "");
}

static int64_t changed_by(int64_t import)
{
    struct arena *arena = arena_new();
    struct import_run run;
    struct err err = ERR_INIT;
    check_ok(ledger_get(fixture.store, arena, import, &run, &err), &err);
    int64_t changed = run.changed;
    arena_free(arena);
    return changed;
}

static void an_undo_takes_back_what_one_import_said(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    char before[33], after[33];
    struct batch *batch = batch_new();
    add(batch, NOTICE_QUALITY, 2, T1, "GREEN");
    add(batch, NOTICE_QUALITY, 2, T1, "GREEN"); /* Meta sends twice */
    int64_t first = fixture_import(&fixture, "a", batch, TIME_NONE);
    assert_int_equal(changed_by(first), 1);
    fixture_digest(&fixture, before);
    add(batch, NOTICE_QUALITY, 2, T1 + 10, "RED");
    int64_t second = fixture_import(&fixture, "b", batch, TIME_NONE);
    assert_int_equal(changed_by(second), 1);
    assert_string_equal(last_words(T1 + 100), "1 2@10 RED");
    check_ok(ledger_undo(fixture.store, second, NULL, &err), &err);
    assert_string_equal(last_words(T1 + 100), "1 2@0 GREEN");
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    /* what both said stands while one of them does */
    second = fixture_import(&fixture, "b", batch, TIME_NONE);
    check_ok(ledger_undo(fixture.store, first, NULL, &err), &err);
    assert_string_equal(last_words(T1 + 1), "1 2@0 GREEN");
    check_ok(ledger_undo(fixture.store, second, NULL, &err), &err);
    assert_string_equal(last_words(T1 + 100), "");
    batch_free(batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_last_word_on_each_subject_stands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_undo_takes_back_what_one_import_said, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
