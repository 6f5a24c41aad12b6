/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What single messages tell of people: weekly cohorts, who stayed, the middle of times to read,
 * hours and frequencies; stopped and out of memory at every step.
 */
#include <stdio.h>

#include "report/breakdown.h"
#include "report/people.h"
#include "report/retention.h"
#include "report/trend_list.h"
#include "unit/report_store.h"

#define DAY    86400
#define MONDAY INT64_C(1788739200) /* 2026-09-07T00:00:00Z */

static struct fixture fixture;
static struct arena *arena;

struct told {
    uint64_t recipient;
    int64_t sent;
    int64_t delivered_after, read_after; /* seconds behind; -1: did not happen */
    bool left;
};

static void import_told(const char *campaign, const struct told *told, size_t count, uint64_t key)
{
    struct batch *batch = batch_new();
    assert_non_null(batch);
    struct attrs attrs = fixture_attrs(campaign, SOURCE_EVENTS, FIXTURE_WEBHOOK);
    for (size_t i = 0; i < count; i++) {
        struct message *message = batch_message(batch, key + i, batch_attrs(batch, &attrs));
        assert_non_null(message);
        message->recipient = told[i].recipient;
        message->at[MESSAGE_SENT] = told[i].sent;
        if (told[i].delivered_after >= 0) {
            message->at[MESSAGE_DELIVERED] = told[i].sent + told[i].delivered_after;
        }
        if (told[i].read_after >= 0) {
            message->at[MESSAGE_READ] = told[i].sent + told[i].read_after;
        }
        if (told[i].left) {
            message->at[MESSAGE_OPTED_OUT] = told[i].sent + 1000;
        }
    }
    fixture_import(&fixture, campaign, batch, TIME_NONE);
    batch_free(batch);
}

/* Two people begin in the first week, one in the second; read after 50, 110 and 170 seconds. */
static const struct told spring[] = {
    {1, MONDAY, 10, 60, false},
    {2, MONDAY + 6 * DAY + 86399, 10, -1, false},
    {1, MONDAY + 7 * DAY, 10, 120, false},
    {3, MONDAY + 8 * DAY, 10, 180, true},
};

static int set_up(void **unused)
{
    (void)unused;
    fixture_open(&fixture, NULL);
    arena = arena_new();
    assert_non_null(arena);
    import_told("Spring", spring, ARRAY_COUNT(spring), 100);
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    arena_free(arena);
    fixture_close(&fixture);
    return 0;
}

static struct scope scope_over(const char *words, const char *where)
{
    struct scope scope;
    make_scope(&fixture, arena, words, where, NULL, &scope);
    return scope;
}

static void cohorts(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    struct scope scope = scope_over("2026-09-07..2026-09-20", NULL);
    const struct retention *retention;
    assert_true(retention_build(arena, fixture.store, &scope, NULL, &retention, &err));
    assert_int_equal(retention->cohort_count, 2);
    assert_int_equal(retention->cohorts[0].people, 2);
    assert_int_equal(retention->cohorts[0].cells[0].reached, 2);
    assert_int_equal(retention->cohorts[0].cells[0].engaged.x, 1);
    assert_int_equal(retention->cohorts[0].cells[1].reached, 1);
    assert_int_equal(retention->cohorts[0].cells[1].engaged.x, 1);
    assert_int_equal(retention->cohorts[0].cells[1].engaged.n, 2);
    assert_int_equal(retention->cohorts[1].people, 1);
    assert_int_equal(retention->rows[1].people, 2);
    assert_int_equal(retention->rows[1].fresh, 1);
    assert_int_equal(retention->rows[1].stayed.x, 1);
    assert_int_equal(retention->rows[1].stayed.n, 1);
    assert_int_equal(retention->rows[1].left.x, 1);
    assert_int_equal(retention->rows[1].left.n, 2);
    assert_int_equal(retention->leaving_count, 1);
    assert_int_equal(retention->leavings[0].left.n, 4);
}

/* 50, 110, 170: the middle one; with another campaign's 20 the mean of the middle two, (50 + 110) /
 * 2. */
static void times_to_read(void **unused)
{
    (void)unused;
    static const struct told more[] = {{4, MONDAY, 10, 30, false}, {5, MONDAY, 10, -1, false}};
    struct err err = ERR_INIT;
    const struct people *people;
    struct scope scope = scope_over(NULL, NULL);
    assert_true(people_build(arena, fixture.store, &scope, NULL, &people, &err));
    assert_int_equal(people->sum.readings, 3);
    check_double(people->sum.median_reading, 110, 1e-9, 0);
    import_told("Autumn", more, ARRAY_COUNT(more), 200);
    scope = scope_over(NULL, NULL);
    assert_true(people_build(arena, fixture.store, &scope, NULL, &people, &err));
    check_double(people->sum.median_reading, 80, 1e-9, 0);
    scope = scope_over(NULL, "name ~ autumn");
    assert_true(people_build(arena, fixture.store, &scope, NULL, &people, &err));
    assert_int_equal(people->sum.readings, 1);
    check_double(people->sum.median_reading, 20, 1e-9, 0);
    assert_null(people_of(people, 12345));
}

/* Two rows of one message, the second read out of order, are one message. */
static void told_twice(void **unused)
{
    (void)unused;
    static const struct told again[] = {{2, MONDAY + 6 * DAY + 86399, 5, 30, false}};
    struct err err = ERR_INIT;
    const struct people *people;
    import_told("Spring", again, 1, 101);
    struct scope scope = scope_over(NULL, NULL);
    assert_true(people_build(arena, fixture.store, &scope, NULL, &people, &err));
    assert_int_equal(people->sum.readings, 4);
    check_double(people->sum.median_reading, (50.0 + 110.0) / 2, 1e-9, 0);
}

static struct breakdown *broken_down(const char *name, struct cancel *cancel, struct err *err)
{
    struct breakdown_dimension dimension;
    struct breakdown *breakdown = NULL;
    struct scope scope = scope_over(NULL, NULL);
    assert_true(breakdown_by_name(name, &dimension, NULL));
    return breakdown_build(arena, fixture.store, &scope, &dimension, NULL, cancel, &breakdown, err)
               ? breakdown
               : NULL;
}

static void hours(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    const struct breakdown *breakdown = broken_down("hour_weekday", NULL, &err);
    assert_non_null(breakdown);
    assert_int_equal(breakdown->row_count, 3);
    assert_string_equal(breakdown->rows[0].key, "mon 00");
    assert_int_equal(breakdown->rows[0].item.total->sum[COUNTER_SENT], 2);
    assert_string_equal(breakdown->rows[1].key, "tue 00");
    assert_string_equal(breakdown->rows[2].key, "sun 23");
    breakdown = broken_down("frequency", NULL, &err);
    assert_non_null(breakdown);
    assert_int_equal(breakdown->row_count, 1);
    assert_int_equal(breakdown->rows[0].people.weeks, 4);
    assert_int_equal(breakdown->rows[0].people.left, 1);
}

static void stops(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    struct cancel cancel = CANCEL_INIT;
    const struct retention *retention;
    struct scope scope = scope_over(NULL, NULL);
    cancel_set(&cancel);
    assert_false(retention_build(arena, fixture.store, &scope, &cancel, &retention, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    err = (struct err)ERR_INIT;
    assert_null(broken_down("hour", &cancel, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    /* And what comes after is not stopped. */
    assert_non_null(broken_down("hour", NULL, &err));
}

static bool build_retention(void *context, struct arena *scratch, struct err *err)
{
    const struct retention *retention;
    return retention_build(scratch, fixture.store, context, NULL, &retention, err);
}

static void out_of_memory(void **unused)
{
    (void)unused;
    struct scope scope = scope_over(NULL, NULL);
    check_every_allocation(build_retention, &scope);
}

/* Week by week a trend says of who stayed what the weeks of retention say, and what the cursors
 * that it reads by give up is given up. */
static void over_time(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    struct cancel cancel = CANCEL_INIT;
    struct scope scope = scope_over("2026-09-07..2026-09-20", NULL);
    const struct trend_request request = {.measure = {KPI_RETENTION_RATE, COUNTER_NONE},
                                          .by = TREND_WEEK};
    const struct retention *retention;
    const struct trend *trend;
    check_ok(retention_build(arena, fixture.store, &scope, NULL, &retention, &err), &err);
    check_ok(trend_build(arena, fixture.store, &scope, &request, NULL, &trend, &err), &err);
    assert_int_equal(trend->count, 2);
    for (size_t i = 0; i < trend->count; i++) {
        assert_int_equal(trend->points[i].date, retention->rows[i].week);
        assert_int_equal(trend->points[i].x, retention->rows[i].stayed.x);
        assert_int_equal(trend->points[i].n, retention->rows[i].stayed.n);
    }
    cancel_set(&cancel);
    assert_false(trend_build(arena, fixture.store, &scope, &request, &cancel, &trend, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
}

static bool build_list(void *context, struct arena *scratch, struct err *err)
{
    const struct trend_list *list;
    const struct trend_request request = {.by = TREND_DAY};
    return trend_list_build(scratch, fixture.store, context, &request, true, NULL, &list, err);
}

static void lists_without_memory(void **unused)
{
    (void)unused;
    struct scope scope = scope_over(NULL, NULL);
    check_every_allocation(build_list, &scope);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cohorts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(times_to_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(told_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hours, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stops, set_up, tear_down),
        cmocka_unit_test_setup_teardown(out_of_memory, set_up, tear_down),
        cmocka_unit_test_setup_teardown(over_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_without_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
