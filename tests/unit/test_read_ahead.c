/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of several batches: what is read on a second thread, and how that thread ends. */
#include "lib/check.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "lib/import_lines.h"
#include "lib/store_fixture.h"
#include "ops/import_file.h"

enum { ROWS = 3 * BATCH_FULL + 17 };

/* A report of ROWS messages; where the last row is broken off, of one less. */
static const char *write_report(bool broken)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, "message_id,campaign,sent_at,delivered_at\n");
    for (int i = 0; i < ROWS; i++) {
        strbuf_printf(&text, "m%d,Spring,2026-03-%02d 10:00:00,%s\n", i, 1 + i % 20,
                      i % 4 ? "2026-04-01 10:00:00" : "");
    }
    if (broken) {
        strbuf_puts(&text, "\"");
    }
    assert_false(text.failed);
    const char *path = import_lines_file("report.csv", text.data, text.length);
    strbuf_free(&text);
    return path;
}

struct told {
    struct cancel cancel;
    int fault;                /* see set_fault; its number: 0: none */
    uint64_t fault_at, asked; /* asked: how many there were */
    uint64_t rows, stop_at;   /* stop_at 0: never */
    int calls;
    uint64_t reject_line; /* of the first; 0: there is none */
};

static void told(void *context, const struct ops_progress *progress)
{
    struct told *told = context;
    assert_true(progress->rows >= told->rows);
    told->rows = progress->rows;
    told->calls++;
    if (told->stop_at && progress->rows >= told->stop_at) {
        cancel_set(&told->cancel);
    }
}

/* Let the n-th allocation and all after it fail, or the n-th step of the store. */
static uint64_t set_fault(int kind, uint64_t n)
{
    return kind == 0 ? mem_fault_after(n, true) : store_fault_after(n);
}

static bool take_in(struct fixture *fixture, const char *path, struct told *told_of,
                    struct ops_imported *imported, struct err *err)
{
    struct ops_import request = {.progress = told, .context = told_of, .cancel = &told_of->cancel};
    struct arena *arena = arena_new();
    assert_non_null(arena);
    request.file.path = path;
    set_fault(told_of->fault, told_of->fault_at);
    bool done = ops_import_file(fixture->store, &request, arena, imported, err);
    told_of->asked = set_fault(told_of->fault, 0);
    told_of->reject_line = done && imported->reject_count ? imported->rejects[0].line : 0;
    arena_free(arena);
    return done;
}

static void takes_in_every_batch_in_order(void **state)
{
    (void)state;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct told told_of = {.cancel = CANCEL_INIT};
    struct ops_imported imported;
    fixture_open(&fixture, NULL);
    check_ok(take_in(&fixture, write_report(false), &told_of, &imported, &err), &err);
    assert_int_equal(imported.tally.rows, ROWS);
    assert_int_equal(imported.result.messages_new, ROWS);
    assert_int_equal(fixture_counter(&fixture, "Spring", COUNTER_SENT), ROWS);
    assert_int_equal(fixture_counter(&fixture, "Spring", COUNTER_DELIVERED), ROWS - (ROWS + 3) / 4);
    assert_int_equal(told_of.rows, ROWS);
    assert_true(told_of.calls > 3);
    fixture_close(&fixture);
}

static void stops_when_it_is_asked_to(void **state)
{
    (void)state;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct told told_of = {.cancel = CANCEL_INIT, .stop_at = BATCH_FULL + 1};
    struct ops_imported imported;
    char before[33], after[33];
    fixture_open(&fixture, NULL);
    fixture_digest(&fixture, before);
    assert_false(take_in(&fixture, write_report(false), &told_of, &imported, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    fixture_digest(&fixture, after);
    assert_string_equal(before, after);
    fixture_close(&fixture);
}

static void tells_the_place_of_a_reject(void **state)
{
    (void)state;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct told told_of = {.cancel = CANCEL_INIT};
    struct ops_imported imported;
    const char *path = write_report(true);
    fixture_open(&fixture, NULL);
    check_ok(take_in(&fixture, path, &told_of, &imported, &err), &err);
    assert_int_equal(imported.tally.rejected, 1);
    assert_int_equal(imported.result.messages_new, ROWS);
    assert_int_equal(told_of.reject_line, ROWS + 2);
    fixture_close(&fixture);
}

/* Whatever fails on either thread: nothing was changed, and a further import is whole. */
static void holds_when_memory_or_the_store_fails(void **state)
{
    (void)state;
    struct fixture fixture;
    struct ops_imported imported;
    char empty[33], text[33];
    const char *path = write_report(false);
    fixture_open(&fixture, NULL);
    fixture_digest(&fixture, empty);
    for (int kind = 0; kind < 2; kind++) {
        unsigned failures = 0;
        bool struck = true;
        for (uint64_t n = 1; struck; n = n * 3 / 2 + 1) {
            struct err err = ERR_INIT;
            struct told told_of = {.cancel = CANCEL_INIT, .fault = kind, .fault_at = n};
            bool done = take_in(&fixture, path, &told_of, &imported, &err);
            struck = told_of.asked >= n;
            if (!done) {
                failures++;
                assert_int_not_equal(err.code, ERR_NONE);
                fixture_digest(&fixture, text);
                assert_string_equal(text, empty);
                continue;
            }
            assert_int_equal(fixture_counter(&fixture, "Spring", COUNTER_SENT), ROWS);
            fixture_close(&fixture);
            fixture_open(&fixture, NULL);
        }
        assert_true(failures > 5);
    }
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_in_every_batch_in_order),
        cmocka_unit_test(stops_when_it_is_asked_to),
        cmocka_unit_test(tells_the_place_of_a_reject),
        cmocka_unit_test(holds_when_memory_or_the_store_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
