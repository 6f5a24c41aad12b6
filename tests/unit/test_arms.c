/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_arms.h"
#include "unit/report_store.h"

#include <string.h>

static int64_t campaign(const char *name)
{
    return campaign_number(name);
}

static void ask(struct fixture *fixture, struct arena *arena, enum attr attr, int32_t from,
                int32_t to, struct arm_days **arms, size_t *count)
{
    struct err err = ERR_INIT;
    check_ok(query_arms(fixture->store, arena, campaign("x"), attr, from, to, arms, count, &err),
             &err);
}

static int64_t sum(const struct total *total, enum counter counter)
{
    int64_t value;
    return total_get(total, counter, &value) ? value : -1;
}

static void arms_come_day_by_day(void **state)
{
    (void)state;
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .variant = "A", .month = 9, .day = 1, .sent = 100, .clickers = 10),
        FIGURES(.campaign = "x", .variant = "A", .month = 9, .day = 3, .sent = 50,
                .clickers = ZERO),
        FIGURES(.campaign = "x", .variant = "B", .month = 9, .day = 1, .sent = 300, .clickers = 20),
        FIGURES(.campaign = "x", .variant = NULL, .month = 9, .day = 2, .sent = 999),
        FIGURES(.campaign = "y", .variant = "A", .month = 9, .day = 1, .sent = 7),
    };
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    struct arm_days *arms;
    size_t count;
    ask(&fixture, arena, ATTR_VARIANT, DAY_NONE, INT32_MAX, &arms, &count);
    assert_int_equal(count, 2);
    assert_string_equal(arms[0].value, "B"); /* the larger first */
    assert_int_equal(sum(&arms[0].total, COUNTER_SENT), 300);
    assert_int_equal(arms[0].count, 1);
    assert_string_equal(arms[1].value, "A");
    assert_int_equal(arms[1].count, 2);
    assert_int_equal(sum(&arms[1].days[0].total, COUNTER_CLICKERS), 10);
    assert_int_equal(sum(&arms[1].days[1].total, COUNTER_SENT), 50);
    assert_int_equal(arms[1].days[1].day - arms[1].days[0].day, 2);
    assert_int_equal(sum(&arms[1].total, COUNTER_CLICKERS), 10);
    int32_t third = arms[1].days[1].day;
    ask(&fixture, arena, ATTR_VARIANT, third, INT32_MAX, &arms, &count);
    assert_int_equal(count, 1);
    assert_int_equal(sum(&arms[0].total, COUNTER_SENT), 50);
    ask(&fixture, arena, ATTR_SEGMENT, DAY_NONE, INT32_MAX, &arms, &count);
    assert_int_equal(count, 0);
    arena_free(arena);
    fixture_close(&fixture);
}

/* One source counts sends of both arms, another only those of A: what is compared comes from the
 * first. */
static void arms_share_their_source(void **state)
{
    (void)state;
    struct fixture fixture;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    const struct figures rows[] = {
        FIGURES(.campaign = "x", .variant = "A", .month = 9, .day = 1, .sent = 100),
        FIGURES(.campaign = "x", .variant = "B", .month = 9, .day = 1, .sent = 110),
        FIGURES(.campaign = "x", .variant = "B", .month = 9, .day = 2, .sent = 120),
        FIGURES(.campaign = "x", .variant = "A", .month = 9, .day = 1, .sent = 900,
                .source = SOURCE_ANALYTICS),
    };
    import_figures(&fixture, "a.csv", rows, ARRAY_COUNT(rows));
    struct arm_days *arms;
    size_t count;
    ask(&fixture, arena, ATTR_VARIANT, DAY_NONE, INT32_MAX, &arms, &count);
    assert_int_equal(count, 2);
    assert_int_equal(sum(&arms[0].total, COUNTER_SENT), 230);
    assert_int_equal(sum(&arms[1].total, COUNTER_SENT), 100);
    arena_free(arena);
    fixture_close(&fixture);
}

static void put_segments(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    assert_non_null(batch);
    static const struct {
        const char *variant, *segment;
        int64_t sent;
    } rows[] = {{"A", "new", 10}, {"A", "vip", 30}, {"B", "new", 12}, {"B", NULL, 50}};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct attrs attrs = fixture_attrs("x", SOURCE_DAILY, COUNTER_BIT(COUNTER_SENT));
        attrs.value[ATTR_VARIANT] = rows[i].variant;
        attrs.value[ATTR_SEGMENT] = rows[i].segment;
        struct report_tally *report =
            batch_report(batch, batch_attrs(batch, &attrs), 20000 + (int32_t)i);
        assert_non_null(report);
        tally_set(&report->tally, COUNTER_SENT, rows[i].sent);
    }
    fixture_import(fixture, "s.csv", batch, TIME_NONE);
    batch_free(batch);
}

static void pairs_of_attributes_are_counted(void **state)
{
    (void)state;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    struct arm_cross *pairs;
    size_t count;
    fixture_open(&fixture, NULL);
    put_segments(&fixture);
    check_ok(query_arm_cross(fixture.store, arena, campaign("x"), ATTR_VARIANT, ATTR_SEGMENT,
                             &pairs, &count, &err),
             &err);
    assert_int_equal(count, 3);
    assert_string_equal(pairs[0].arm, "A");
    assert_string_equal(pairs[0].other, "new");
    assert_int_equal(pairs[0].sent, 10);
    assert_string_equal(pairs[2].arm, "B");
    assert_int_equal(pairs[2].sent, 12);
    arena_free(arena);
    fixture_close(&fixture);
}

static void nobody_is_not_found(void **state)
{
    (void)state;
    struct fixture fixture;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    struct arm_days *arms;
    size_t count;
    fixture_open(&fixture, NULL);
    assert_false(query_arms(fixture.store, arena, campaign("none"), ATTR_VARIANT, DAY_NONE,
                            INT32_MAX, &arms, &count, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    arena_free(arena);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arms_come_day_by_day),
        cmocka_unit_test(arms_share_their_source),
        cmocka_unit_test(pairs_of_attributes_are_counted),
        cmocka_unit_test(nobody_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
