/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/app_views.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "ui/app/reader.h"

struct bench {
    struct fixture fixture;
    struct worker *worker;
};

static struct worker *start(const char *path, const struct clock *clock)
{
    struct err err = ERR_INIT;
    struct reader_options options = {
        .path = path, .clock = clock, .sets = plain_sets(), .first = plain_views.first};
    struct worker *worker = worker_new(&options, &err);
    check_ok(worker, &err);
    return worker;
}

static void begin(struct bench *bench, int campaigns)
{
    plain_store(&bench->fixture, campaigns);
    bench->worker = start(bench->fixture.path, &bench->fixture.clock);
}

static void end(struct bench *bench)
{
    worker_free(bench->worker);
    fixture_close(&bench->fixture);
}

/* The next message, however long it takes. */
static struct worker_message *next(struct worker *worker)
{
    struct worker_message *message;
    while (!(message = worker_take(worker))) {
        struct pollfd fd = {.fd = worker_fd(worker), .events = POLLIN};
        assert_int_equal(poll(&fd, 1, 30000), 1);
    }
    return message;
}

static struct load *load_of(const struct view_ops *view, const char *where)
{
    struct err err = ERR_INIT;
    struct scope_request request = SCOPE_REQUEST_INIT;
    request.where = where;
    struct load *load = load_new(view, 0, &request, &err);
    check_ok(load, &err);
    return load;
}

static void expect(struct worker *worker, enum worker_kind kind, const struct load *load)
{
    struct worker_message *message = next(worker);
    char words[1024];
    if (message->kind != kind) {
        fail_msg("message %d: %s", (int)message->kind,
                 err_format(&message->err, words, sizeof words));
    }
    assert_ptr_equal(message->load, load);
    worker_message_free(message);
}

static void parts_come_one_after_the_other(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 3);
    struct load *load = load_of(plain_views.all[0], NULL);
    worker_load(bench.worker, load);
    struct worker_message *message = next(bench.worker);
    assert_int_equal(message->kind, WORKER_PART);
    assert_int_equal(message->part, 0);
    assert_ptr_equal(load->shown, plain_views.all[0]);
    worker_message_free(message);
    message = next(bench.worker);
    assert_int_equal(message->part, 1);
    assert_string_equal(message->result, "sent 300");
    worker_message_free(message);
    message = next(bench.worker);
    assert_int_equal(message->kind, WORKER_DONE);
    assert_int_equal(message->changed, FIXTURE_NOW);
    worker_message_free(message);
    assert_true(load->has_scope);
    assert_false(load->scope.read_only);
    assert_string_equal(load->scope.zone, "UTC");
    load_drop(load);
    end(&bench);
}

static void a_newer_load_stops_the_older(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 2);
    struct load *older = load_of(plain_views.all[0], NULL);
    struct load *newer = load_of(plain_views.all[1], NULL);
    int before = plain_reads();
    plain_hold(true);
    worker_load(bench.worker, older);
    while (plain_reads() == before) {
    }
    worker_load(bench.worker, newer);
    plain_hold(false);
    expect(bench.worker, WORKER_PART, newer);
    expect(bench.worker, WORKER_PART, newer);
    expect(bench.worker, WORKER_DONE, newer);
    load_drop(older);
    load_drop(newer);
    end(&bench);
}

static void many_loads_end_in_the_last(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 2);
    struct load *last = NULL;
    for (int i = 0; i < 200; i++) {
        load_drop(last);
        last = load_of(plain_views.all[i % 3], i % 2 ? "campaign" : NULL);
        worker_load(bench.worker, last);
    }
    for (bool done = false; !done;) {
        struct worker_message *message = next(bench.worker);
        assert_int_not_equal(message->kind, WORKER_FAILED);
        done = message->kind == WORKER_DONE && message->load == last;
        worker_message_free(message);
    }
    load_drop(last);
    end(&bench);
}

static void questions_follow_the_load(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 2);
    struct load *load = load_of(plain_views.all[1], NULL);
    struct view_ask ask = {.what = 1, .number = 1};
    worker_load(bench.worker, load);
    worker_ask(bench.worker, load, &ask);
    expect(bench.worker, WORKER_PART, load);
    expect(bench.worker, WORKER_PART, load);
    expect(bench.worker, WORKER_DONE, load);
    struct worker_message *message = next(bench.worker);
    assert_int_equal(message->kind, WORKER_ANSWER);
    assert_int_equal(message->ask.number, 1);
    if (message->result) {
        assert_non_null(strstr(message->result, "answer: "));
    } else {
        assert_int_equal(message->err.code, ERR_NOT_FOUND); /* numbers are not counted from 1 */
    }
    worker_message_free(message);
    worker_explain(bench.worker, load, -1, "ctr");
    message = next(bench.worker);
    assert_int_equal(message->kind, WORKER_EXPLAINED);
    assert_non_null(message->result);
    worker_message_free(message);
    load_drop(load);
    end(&bench);
}

static void results_outlive_the_worker_s_interest(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 1);
    struct load *load = load_of(plain_views.all[0], NULL);
    worker_load(bench.worker, load);
    load_drop(load); /* only the messages hold it now */
    struct worker_message *first = next(bench.worker);
    struct worker_message *second = next(bench.worker);
    worker_message_free(first);
    assert_string_equal(second->result, "sent 100");
    worker_message_free(second);
    end(&bench);
}

static void another_connection_s_change_is_told(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 1);
    struct load *load = load_of(plain_views.all[0], NULL);
    worker_load(bench.worker, load);
    expect(bench.worker, WORKER_PART, load);
    expect(bench.worker, WORKER_PART, load);
    expect(bench.worker, WORKER_DONE, load);
    load_drop(load);
    plain_campaign(&bench.fixture, "Late");
    expect(bench.worker, WORKER_CHANGED, NULL);
    load = load_of(plain_views.all[0], NULL);
    worker_load(bench.worker, load);
    expect(bench.worker, WORKER_PART, load);
    struct worker_message *message = next(bench.worker);
    assert_string_equal(message->result, "sent 200");
    worker_message_free(message);
    load_drop(load);
    end(&bench);
}

static void no_store_is_the_first_screen_until_it_comes(void **state)
{
    (void)state;
    char path[512];
    struct fixture fixture;
    struct clock clock = {FIXTURE_NOW};
    snprintf(path, sizeof path, "%s/not-there.db", check_folder());
    struct worker *worker = start(path, &clock);
    struct load *load = load_of(plain_views.all[0], NULL);
    worker_load(worker, load);
    struct worker_message *message = next(worker);
    assert_int_equal(message->kind, WORKER_PART);
    assert_ptr_equal(message->load->shown, plain_views.first);
    assert_string_equal(message->result, "no campaigns, no store");
    worker_message_free(message);
    expect(worker, WORKER_DONE, load);
    load_drop(load);
    /* It comes, whole, from elsewhere. */
    plain_store(&fixture, 1);
    char key[600], new_key[600];
    snprintf(key, sizeof key, "%s.key", fixture.path);
    snprintf(new_key, sizeof new_key, "%s.key", path);
    fixture_close(&fixture);
    assert_int_equal(rename(key, new_key), 0);
    assert_int_equal(rename(fixture.path, path), 0);
    expect(worker, WORKER_CHANGED, NULL);
    load = load_of(plain_views.all[0], NULL);
    worker_load(worker, load);
    expect(worker, WORKER_PART, load);
    assert_ptr_equal(load->shown, plain_views.all[0]);
    expect(worker, WORKER_PART, load);
    expect(worker, WORKER_DONE, load);
    load_drop(load);
    /* And goes: what is seen of it stays, and it is waited for. */
    char aside[600];
    snprintf(aside, sizeof aside, "%s.aside", path);
    assert_int_equal(rename(path, aside), 0);
    expect(worker, WORKER_CHANGED, NULL);
    load = load_of(plain_views.all[0], NULL);
    worker_load(worker, load);
    message = next(worker);
    assert_int_equal(message->kind, WORKER_FAILED);
    assert_int_equal(message->err.code, ERR_NOT_FOUND);
    worker_message_free(message);
    load_drop(load);
    assert_int_equal(rename(aside, path), 0);
    expect(worker, WORKER_CHANGED, NULL);
    worker_free(worker);
}

static void an_empty_store_is_the_first_screen(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 0);
    struct load *load = load_of(plain_views.all[0], NULL);
    worker_load(bench.worker, load);
    struct worker_message *message = next(bench.worker);
    assert_string_equal(message->result, "no campaigns, store");
    worker_message_free(message);
    load_drop(load);
    end(&bench);
}

static void a_damaged_store_is_an_error_that_is_tried_again(void **state)
{
    (void)state;
    char path[512];
    struct clock clock = {FIXTURE_NOW};
    snprintf(path, sizeof path, "%s/damaged.db", check_folder());
    FILE *file = fopen(path, "w");
    fputs("this is no store, though it is long enough to be taken for one by somebody who looks "
          "only at how many bytes there are",
          file);
    fclose(file);
    struct worker *worker = start(path, &clock);
    struct load *load = load_of(plain_views.all[0], NULL);
    worker_load(worker, load);
    struct worker_message *message = next(worker);
    assert_int_equal(message->kind, WORKER_FAILED);
    assert_int_equal(message->err.code, ERR_STORE_DAMAGED);
    worker_message_free(message);
    expect(worker, WORKER_CHANGED, NULL);
    load_drop(load);
    worker_free(worker);
}

static void a_wrong_benchmark_is_a_failure_with_words(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 1);
    struct err err = ERR_INIT;
    struct scope_request request = SCOPE_REQUEST_INIT;
    request.benchmark = "nonsense";
    struct load *load = load_new(plain_views.all[0], 0, &request, &err);
    worker_load(bench.worker, load);
    struct worker_message *message = next(bench.worker);
    assert_int_equal(message->kind, WORKER_FAILED);
    assert_int_equal(message->err.code, ERR_USAGE);
    worker_message_free(message);
    load_drop(load);
    end(&bench);
}

static void a_store_without_its_key_says_so(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench, 1);
    char key[600];
    snprintf(key, sizeof key, "%s.key", bench.fixture.path);
    fixture_close(&bench.fixture);
    assert_int_equal(unlink(key), 0);
    struct load *load = load_of(plain_views.all[0], NULL);
    worker_load(bench.worker, load);
    expect(bench.worker, WORKER_PART, load);
    assert_false(load->scope.read_only); /* corrections need none */
    assert_false(load->scope.has_key);
    load_drop(load);
    worker_free(bench.worker);
}

static void it_ends_in_the_middle_of_anything(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct bench bench;
        begin(&bench, 1);
        struct load *load = load_of(plain_views.all[0], NULL);
        int before = plain_reads();
        plain_hold(i % 2);
        worker_load(bench.worker, load);
        while (i % 4 == 1 && plain_reads() == before) {
        }
        load_drop(load);
        end(&bench);
        plain_hold(false);
    }
}

/* Whoever goes to another tab stops what is read, that time perhaps: it is told the next time. */
static void a_last_change_that_was_not_found_is_looked_for_again(void **state)
{
    (void)state;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct cancel cancel = CANCEL_INIT;
    plain_store(&fixture, 2);
    struct reader_options options = {.path = fixture.path,
                                     .clock = &fixture.clock,
                                     .sets = plain_sets(),
                                     .first = plain_views.first};
    struct reader *reader = reader_new(&options, &err);
    check_ok(reader, &err);
    struct load *load = load_of(plain_views.all[0], NULL);
    check_ok(reader_load(reader, load, &cancel, &err), &err);
    mem_fault_after(1, false);
    assert_true(reader_last_change(reader) == TIME_NONE);
    mem_fault_after(0, false);
    assert_true(reader_last_change(reader) != TIME_NONE);
    mem_fault_after(1, false); /* and kept */
    assert_true(reader_last_change(reader) != TIME_NONE);
    mem_fault_after(0, false);
    load_drop(load);
    reader_free(reader);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_come_one_after_the_other),
        cmocka_unit_test(a_newer_load_stops_the_older),
        cmocka_unit_test(many_loads_end_in_the_last),
        cmocka_unit_test(questions_follow_the_load),
        cmocka_unit_test(results_outlive_the_worker_s_interest),
        cmocka_unit_test(another_connection_s_change_is_told),
        cmocka_unit_test(no_store_is_the_first_screen_until_it_comes),
        cmocka_unit_test(an_empty_store_is_the_first_screen),
        cmocka_unit_test(a_damaged_store_is_an_error_that_is_tried_again),
        cmocka_unit_test(a_wrong_benchmark_is_a_failure_with_words),
        cmocka_unit_test(a_store_without_its_key_says_so),
        cmocka_unit_test(a_last_change_that_was_not_found_is_looked_for_again),
        cmocka_unit_test(it_ends_in_the_middle_of_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
