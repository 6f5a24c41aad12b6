/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <time.h>

#include "base/clock.h"

static void follows_the_system(void **state)
{
    (void)state;
    struct clock clock = CLOCK_SYSTEM;
    int64_t before = (int64_t)time(NULL);
    int64_t now = clock_now(&clock);
    assert_in_range(now, before, before + 5);
}

static void pins(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct zone *zone = zone_load("+05:30", &err);
    static const struct {
        const char *text;
        bool zoned;
        int64_t want;
    } rows[] = {
        {"2026-10-31", false, 1793448000},
        {"2026-10-31", true, 1793448000 - 19800},
        {"2026-10-31T12:00", true, 1793448000 - 19800},
        {"2026-10-31 12:00:01", false, 1793448001},
        {"2026-10-31T12:00:00+05:30", false, 1793448000 - 19800},
        {"2026-10-31T12:00:00Z", true, 1793448000},
        {"@1793404800", true, 1793404800},
        {"@0", false, 0},
        {"@-1", false, -1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct clock clock = CLOCK_SYSTEM;
        check_ok(clock_pin(&clock, rows[i].text, rows[i].zoned ? zone : NULL, &err), &err);
        assert_int_equal(clock_now(&clock), rows[i].want);
    }
    zone_free(zone);
}

static void knows_what_needs_no_zone(void **state)
{
    (void)state;
    assert_true(clock_names_zone("@1793404800"));
    assert_true(clock_names_zone("2026-10-31T12:00:00+05:30"));
    assert_true(clock_names_zone("2026-10-31T12:00:00Z"));
    assert_false(clock_names_zone("2026-10-31T12:00"));
    assert_false(clock_names_zone("2026-10-31"));
    assert_false(clock_names_zone("yesterday"));
}

static void refuses_what_is_no_time(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "now",
                                      "@",
                                      "@-",
                                      "@12x",
                                      "2026-10-32",
                                      "12:00",
                                      "@99999999999999999999",
                                      "@253402300800",
                                      "@+5",
                                      "2026-10-31T25:00"};
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        struct clock clock = {42};
        struct err err = ERR_INIT;
        assert_false(clock_pin(&clock, bad[i], NULL, &err));
        assert_int_equal(err.code, ERR_USAGE);
        assert_true(err.todo[0]);
        assert_int_equal(clock_now(&clock), 42);
    }
    struct clock clock = CLOCK_SYSTEM;
    assert_false(clock_pin(&clock, NULL, NULL, NULL));
}

static void ticks_forward(void **state)
{
    (void)state;
    int64_t before = clock_ticks();
    struct timespec pause = {0, 5000000};
    nanosleep(&pause, NULL);
    int64_t after = clock_ticks();
    assert_in_range(after - before, 4, 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_system),
        cmocka_unit_test(pins),
        cmocka_unit_test(knows_what_needs_no_zone),
        cmocka_unit_test(refuses_what_is_no_time),
        cmocka_unit_test(ticks_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
