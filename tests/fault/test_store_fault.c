/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever fails at whatever instant (the n-th allocation, the n-th SQLite step, the n-th kilobyte
 * written), a change to the store either happens whole or not at all, and says why.
 */
#include "lib/store_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/correct.h"
#include "store/merge.h"

#define DAY_1 ((int64_t)1788220800)

static struct batch *make_batch(int first)
{
    struct batch *batch = batch_new();
    struct attrs events = fixture_attrs("Log", SOURCE_EVENTS, FIXTURE_WEBHOOK);
    struct attrs daily = fixture_attrs("Daily", SOURCE_DAILY, 0);
    for (int i = 0; i < 12; i++) {
        struct message *message =
            batch_message(batch, (uint64_t)(first + i), batch_attrs(batch, &events));
        message->at[MESSAGE_SENT] = DAY_1 + i * 7000;
        message->recipient = (uint64_t)(1 + i % 5);
        struct report_tally *report =
            batch_report(batch, batch_attrs(batch, &daily), civil_to_day(2026, 9, 1) + i);
        tally_set(&report->tally, COUNTER_SENT, 100 + first);
        tally_set(&report->tally, COUNTER_CLICKERS, 10);
    }
    *batch_person(batch) = (struct person_event){77, 3, DAY_1 + 90000, PERSON_STOP};
    struct attrs spare = fixture_attrs("Spare", SOURCE_DAILY, 0);
    tally_set(&batch_report(batch, batch_attrs(batch, &spare), civil_to_day(2026, 9, 1))->tally,
              COUNTER_SENT, 50);
    batch_campaign(batch, "Daily")->start = civil_to_day(2026, 9, 1);
    return batch;
}

static bool import(struct store *store, const struct batch *batch, struct err *err)
{
    struct ingest_options options = {.file = "f", .format = "test", .options = ""};
    struct ingest *ingest = ingest_begin(store, &options, err);
    if (!ingest) {
        return false;
    }
    if (!ingest_add(ingest, batch, err)) {
        ingest_abort(ingest);
        return false;
    }
    struct ingest_file file = {
        .size = 1, .rows = 1, .first = TIME_NONE, .last = TIME_NONE, .as_of = TIME_NONE};
    struct ingest_result result;
    return ingest_finish(ingest, &file, &result, err);
}

static bool edit(struct store *store, const char *tag, int exclude, struct err *err)
{
    const int64_t campaigns[] = {campaign_number("Log"), campaign_number("Daily")};
    const struct edit_word words[] = {{EDIT_KIND, "flow", false}, {EDIT_TAG, tag, false}};
    const struct correct_wish wish = {.campaigns = campaigns,
                                      .count = ARRAY_COUNT(campaigns),
                                      .words = words,
                                      .word_count = ARRAY_COUNT(words),
                                      .exclude = exclude,
                                      .shown = "words"};
    struct edit_result result;
    return store_correct(store, &wish, &result, NULL, err);
}

/* Corrected and left out at once. */
static bool edit_spare(struct store *store, const char *tag, struct err *err)
{
    const int64_t campaign = campaign_number("Spare");
    const struct edit_word word = {EDIT_TAG, tag, false};
    const struct correct_wish wish = {.campaigns = &campaign,
                                      .count = 1,
                                      .words = &word,
                                      .word_count = 1,
                                      .exclude = CORRECT_LEAVE_OUT,
                                      .shown = "words"};
    struct edit_result result;
    return store_correct(store, &wish, &result, NULL, err);
}

static bool exclude(struct store *store, int64_t recipient, bool away, struct err *err)
{
    const int64_t campaign = campaign_number("Log");
    struct exclude_result result;
    return recipient ? store_exclude(store, EXCLUDE_RECIPIENT, &recipient, 1, away, "words",
                                     &result, NULL, err)
                     : store_exclude(store, EXCLUDE_CAMPAIGN, &campaign, 1, away, "words", &result,
                                     NULL, err);
}

static bool merge(struct store *store, const char *name, const char *into, struct err *err)
{
    const int64_t campaign = campaign_number(name);
    const struct merge_wish wish = {
        .campaigns = &campaign, .count = 1, .target = -1, .target_name = into, .words = "words"};
    struct merge_result result;
    struct arena *arena = arena_new();
    bool done = arena ? store_merge(store, arena, &wish, &result, NULL, err) : err_memory(err);
    arena_free(arena);
    return done;
}

/* The ways to change a store that are tried. */
enum work {
    WORK_IMPORT,
    WORK_UNDO,
    WORK_REBUILD,
    WORK_EDIT,
    WORK_EDIT_AND_EXCLUDE,
    WORK_UNDO_EDIT,
    WORK_UNDO_BOTH,
    WORK_EXCLUDE,
    WORK_EXCLUDE_PERSON,
    WORK_UNDO_EXCLUDE,
    WORK_MERGE,
    WORK_UNDO_MERGE,
    WORK_COUNT
};

static bool do_work(struct store *store, enum work work, const struct batch *batch, struct err *err)
{
    switch (work) {
    case WORK_IMPORT:
        return import(store, batch, err);
    case WORK_UNDO:
        return ledger_undo(store, 1, NULL, err);
    case WORK_REBUILD:
        return store_rebuild(store, "Asia/Kolkata", NULL, err);
    case WORK_EDIT:
        return edit(store, "vip", CORRECT_AS_IT_IS, err);
    case WORK_EDIT_AND_EXCLUDE:
        return edit(store, "vip", CORRECT_LEAVE_OUT, err);
    case WORK_UNDO_EDIT:
        return ledger_undo(store, 2, NULL, err);
    case WORK_UNDO_BOTH:
        return ledger_undo(store, 5, NULL, err);
    case WORK_EXCLUDE:
        return exclude(store, 0, false, err);
    case WORK_EXCLUDE_PERSON:
        return exclude(store, 1, false, err);
    case WORK_UNDO_EXCLUDE:
        return ledger_undo(store, 3, NULL, err);
    case WORK_MERGE:
        return merge(store, "Daily", "Whole", err);
    case WORK_UNDO_MERGE:
        return ledger_undo(store, 4, NULL, err);
    case WORK_COUNT:
        break;
    }
    return true;
}

enum fault { FAULT_MEMORY, FAULT_MEMORY_FOR_GOOD, FAULT_STEP };

static void set_fault(enum fault fault, uint64_t n)
{
    if (fault == FAULT_STEP) {
        store_fault_after(n);
    } else {
        mem_fault_after(n, fault == FAULT_MEMORY_FOR_GOOD);
    }
}

/* Switch the fault off; whether it struck. */
static bool end_fault(enum fault fault, uint64_t n)
{
    return (fault == FAULT_STEP ? store_fault_after(0) : mem_fault_after(0, false)) >= n;
}

static void open_filled(struct fixture *fixture)
{
    struct batch *first = make_batch(1);
    fixture_open(fixture, NULL);
    struct err err = ERR_INIT;
    fixture_import(fixture, "first", first, TIME_NONE);
    check_ok(edit(fixture->store, "spring", CORRECT_AS_IT_IS, &err), &err);
    check_ok(exclude(fixture->store, 2, false, &err), &err);
    check_ok(merge(fixture->store, "Log", "Daily", &err), &err);
    check_ok(edit_spare(fixture->store, "odd", &err), &err);
    batch_free(first);
}

static void every_fault_of(enum fault fault, enum work work, const struct batch *batch)
{
    struct fixture fixture;
    struct err err = ERR_INIT;
    char before[33], after[33], now[33];
    open_filled(&fixture);
    fixture_digest(&fixture, before);
    check_ok(do_work(fixture.store, work, batch, &err), &err);
    fixture_digest(&fixture, after);
    assert_string_not_equal(before, after);
    bool struck = true, fresh = false;
    /* every one of the first, then ever wider apart: the late ones are alike */
    for (uint64_t n = 1; struck; n += 1 + n / 64) {
        if (!fresh) {
            fixture_close(&fixture);
            open_filled(&fixture);
        }
        err_clear(&err);
        set_fault(fault, n);
        bool done = do_work(fixture.store, work, batch, &err);
        struck = end_fault(fault, n);
        fixture_digest(&fixture, now);
        assert_string_equal(now, done ? after : before);
        assert_true(done || err.code != ERR_NONE);
        assert_true(n < 100000);
        fresh = !done;
    }
    fixture_close(&fixture);
}

static void every_fault(enum fault fault)
{
    struct batch *batch = make_batch(6);
    for (int work = 0; work < WORK_COUNT; work++) {
        every_fault_of(fault, (enum work)work, batch);
    }
    batch_free(batch);
}

static void the_nth_allocation_fails(void **unused)
{
    (void)unused;
    every_fault(FAULT_MEMORY);
}

static void all_allocations_fail_from_the_nth_on(void **unused)
{
    (void)unused;
    every_fault(FAULT_MEMORY_FOR_GOOD);
}

static void the_nth_step_fails(void **unused)
{
    (void)unused;
    every_fault(FAULT_STEP);
}

/* Killed while it corrects and leaves out: after so long, and ever longer until it is through. */
static void a_kill_leaves_all_or_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char before[33], after[33], now[33];
    struct err err = ERR_INIT;
    open_filled(&fixture);
    fixture_digest(&fixture, before);
    check_ok(edit(fixture.store, "vip", CORRECT_LEAVE_OUT, &err), &err);
    fixture_digest(&fixture, after);
    bool done = false;
    for (useconds_t wait = 500; !done && wait < 5000000; wait += wait / 4) {
        fixture_close(&fixture);
        open_filled(&fixture);
        fixture_close(&fixture); /* nothing of SQLite goes into the child */
        fflush(NULL);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct store_options options = {.path = fixture.path, .clock = &fixture.clock};
            struct store *store = store_open(&options, &err);
            bool ok = store && edit(store, "vip", CORRECT_LEAVE_OUT, &err);
            store_close(store);
            _exit(ok ? 0 : 1);
        }
        usleep(wait);
        kill(child, SIGKILL);
        int status;
        waitpid(child, &status, 0);
        done = WIFEXITED(status);
        assert_true(!done || WEXITSTATUS(status) == 0);
        fixture_reopen(&fixture);
        fixture_digest(&fixture, now);
        assert_true(strcmp(now, after) == 0 || (!done && strcmp(now, before) == 0));
    }
    assert_true(done);
    fixture_close(&fixture);
}

/* A file may grow to so many bytes and no further, as on a full disk. In a child: the limit cannot
 * be taken back. */
static int import_with_limit(const struct fixture *fixture, rlim_t bytes)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct fixture own = *fixture;
        struct err err = ERR_INIT;
        struct batch *batch = make_batch(6);
        signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = {bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
        struct store_options options = {.path = own.path, .clock = &own.clock};
        struct store *store = store_open(&options, &err);
        bool ok = store && import(store, batch, &err);
        store_close(store);
        _exit(ok ? 0 : err.code == ERR_NONE ? 99 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void the_disk_fills_up(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char before[33], now[33];
    open_filled(&fixture);
    fixture_digest(&fixture, before);
    fixture_close(&fixture);
    int status = 1;
    for (rlim_t bytes = 1024; status != 0; bytes += bytes < 65536 ? 3000 : 20000) {
        status = import_with_limit(&fixture, bytes);
        assert_int_not_equal(status, 99);
        fixture_reopen(&fixture);
        fixture_digest(&fixture, now);
        if (status != 0) {
            assert_string_equal(before, now);
        } else {
            assert_string_not_equal(before, now);
        }
        fixture_close(&fixture);
        assert_true(bytes < 10000000);
    }
}

/* Opening and asking fail cleanly, too. */
static void questions_fail_cleanly(void **unused)
{
    (void)unused;
    struct fixture fixture;
    open_filled(&fixture);
    fixture_close(&fixture);
    for (int fault = FAULT_MEMORY; fault <= FAULT_STEP; fault++) {
        bool struck = true;
        for (uint64_t n = 1; struck; n++) {
            struct err err = ERR_INIT;
            struct store_options options = {.path = fixture.path, .clock = &fixture.clock};
            set_fault((enum fault)fault, n);
            struct store *store = store_open(&options, &err);
            struct arena *arena = store ? arena_new() : NULL;
            if (store && !arena) {
                err_memory(&err);
            }
            struct campaign_row row;
            struct day_total *days;
            struct part_total *parts;
            struct source_total *sources;
            struct campaign_import *imports;
            size_t count;
            int64_t number = campaign_number("Daily");
            struct campaign_cursor *cursor =
                arena ? campaign_cursor_open(store, civil_to_day(2026, 9, 2),
                                             civil_to_day(2026, 9, 5), CAMPAIGN_ORDER_START, NULL,
                                             &err)
                      : NULL;
            while (cursor && campaign_cursor_next(cursor, &row, &err)) {
            }
            const enum kpi ctr = KPI_CTR;
            const struct campaign_pair pair = {.from = civil_to_day(2026, 9, 3),
                                               .to = civil_to_day(2026, 9, 5),
                                               .past_from = civil_to_day(2026, 9, 1),
                                               .past_to = civil_to_day(2026, 9, 2),
                                               .choice =
                                                   slot_choice_of(&ctr, 1, RATE_BASE_DELIVERED)};
            struct campaign_cursor *both = cursor && err.code == ERR_NONE
                                               ? campaign_cursor_pair(store, &pair, NULL, &err)
                                               : NULL;
            while (both && campaign_cursor_next(both, &row, &err)) {
            }
            static const enum attr attrs[] = {ATTR_TEMPLATE, ATTR_COUNTRY};
            struct campaign_cursor *parted =
                both && err.code == ERR_NONE
                    ? campaign_cursor_parted(store, civil_to_day(2026, 9, 1),
                                             civil_to_day(2026, 9, 5), attrs, 2, NULL, &err)
                    : NULL;
            while (parted && campaign_cursor_next(parted, &row, &err) &&
                   campaign_cursor_parts(parted, arena, ATTR_TEMPLATE, &parts, &count, &err) &&
                   campaign_cursor_parts(parted, arena, ATTR_COUNTRY, &parts, &count, &err)) {
            }
            bool done = cursor && both && parted && err.code == ERR_NONE &&
                        query_campaign(store, arena, number, DAY_NONE, INT32_MAX, &row, &err) &&
                        query_campaign_days(store, arena, number, DAY_NONE, INT32_MAX, &days,
                                            &count, NULL, &err) &&
                        query_parts(store, arena, number, ATTR_CHANNEL, DAY_NONE, INT32_MAX, &parts,
                                    &count, &err) &&
                        query_sources(store, arena, number, &sources, &count, &err) &&
                        query_campaign_imports(store, arena, number, &imports, &count, &err) &&
                        query_days(store, arena, DAY_NONE, INT32_MAX, &days, &count, NULL, &err);
            done = done && err.code == ERR_NONE;
            campaign_cursor_close(cursor);
            campaign_cursor_close(both);
            campaign_cursor_close(parted);
            arena_free(arena);
            store_close(store);
            struck = end_fault((enum fault)fault, n);
            assert_true(done || err.code != ERR_NONE);
            assert_true(struck || done);
            assert_true(n < 100000);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nth_allocation_fails),
        cmocka_unit_test(all_allocations_fail_from_the_nth_on),
        cmocka_unit_test(the_nth_step_fails),
        cmocka_unit_test(a_kill_leaves_all_or_nothing),
        cmocka_unit_test(the_disk_fills_up),
        cmocka_unit_test(questions_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
