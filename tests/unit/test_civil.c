/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/civil.h"

static void counts_every_day(void **state)
{
    (void)state;
    int32_t day = CIVIL_DAY_MIN;
    int weekday = 0; /* 0001-01-01 was a Monday */
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int d = 1; d <= civil_days_in_month(year, month); d++) {
                int y, m, dd;
                civil_from_day(day, &y, &m, &dd);
                if (civil_to_day(year, month, d) != day || y != year || m != month || dd != d ||
                    civil_weekday(day) != weekday) {
                    fail_msg("%04d-%02d-%02d", year, month, d);
                }
                day++;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    assert_int_equal(day - 1, CIVIL_DAY_MAX);
    assert_int_equal(civil_to_day(1970, 1, 1), 0);
    assert_int_equal(civil_weekday(0), 3);
    assert_int_equal(civil_weekday(civil_to_day(2026, 10, 9)), 4); /* a Friday */
}

static void refuses_what_is_no_date(void **state)
{
    (void)state;
    static const int bad[][3] = {
        {2026, 2, 29}, {1900, 2, 29},       {2026, 4, 31}, {2026, 13, 1},
        {2026, 0, 1},  {2026, 1, 0},        {2026, 1, 32}, {0, 1, 1},
        {10000, 1, 1}, {-2147483647, 1, 1}, {2026, 1, -1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        assert_false(civil_valid(bad[i][0], bad[i][1], bad[i][2]));
        assert_int_equal(civil_to_day(bad[i][0], bad[i][1], bad[i][2]), DAY_NONE);
    }
    assert_true(civil_valid(2000, 2, 29));
    assert_true(civil_valid(2024, 2, 29));
    assert_int_equal(civil_days_in_month(2024, 2), 29);
    assert_int_equal(civil_days_in_month(2100, 2), 28);
    assert_int_equal(civil_days_in_month(2024, 0), 0);
    assert_int_equal(civil_days_in_month(2024, 13), 0);
}

static void clamps(void **state)
{
    (void)state;
    int year, month, day;
    civil_from_day(DAY_NONE, &year, &month, &day);
    assert_int_equal(year, 1);
    civil_from_day(INT32_MAX, &year, &month, &day);
    assert_int_equal(year, 9999);
    assert_int_equal(month, 12);
    assert_int_equal(day, 31);
    struct civil civil;
    civil_from_seconds(INT64_MIN, &civil);
    assert_int_equal(civil.year, 1);
    assert_int_equal(civil.second, 0);
    civil_from_seconds(INT64_MAX, &civil);
    assert_int_equal(civil.year, 9999);
    assert_int_equal(civil.second, 59);
}

static void steps_by_months(void **state)
{
    (void)state;
    int32_t day = civil_to_day(2026, 1, 31);
    assert_int_equal(civil_month_start(day, 0), civil_to_day(2026, 1, 1));
    assert_int_equal(civil_month_start(day, 1), civil_to_day(2026, 2, 1));
    assert_int_equal(civil_month_start(day, -1), civil_to_day(2025, 12, 1));
    assert_int_equal(civil_month_start(day, 24), civil_to_day(2028, 1, 1));
    assert_int_equal(civil_month_start(day, -25), civil_to_day(2023, 12, 1));
    assert_int_equal(civil_month_start(DAY_NONE, 1), DAY_NONE);
    assert_int_equal(civil_month_start(CIVIL_DAY_MAX, 1), DAY_NONE);
    assert_int_equal(civil_month_start(CIVIL_DAY_MIN, -1), DAY_NONE);
    assert_int_equal(civil_month_start(day, INT32_MAX), DAY_NONE);
    assert_int_equal(civil_month_start(day, INT32_MIN), DAY_NONE);
}

static void turns_into_seconds(void **state)
{
    (void)state;
    struct civil civil = {2026, 10, 9, 12, 4, 5};
    assert_int_equal(civil_to_seconds(&civil), 1791547445);
    static const int64_t moments[] = {
        0, -1, 86399, 86400, -86400, -86401, 1791547445, CIVIL_SECONDS_MIN, CIVIL_SECONDS_MAX};
    for (size_t i = 0; i < ARRAY_COUNT(moments); i++) {
        civil_from_seconds(moments[i], &civil);
        assert_int_equal(civil_to_seconds(&civil), moments[i]);
    }
    civil_from_seconds(-1, &civil);
    assert_int_equal(civil.year, 1969);
    assert_int_equal(civil.hour, 23);
    civil = (struct civil){2016, 12, 31, 23, 59, 60};
    assert_int_equal(civil_to_seconds(&civil), 1483228800);
    static const struct civil bad[] = {{2026, 2, 30, 0, 0, 0}, {2026, 2, 1, 24, 0, 0},
                                       {2026, 2, 1, -1, 0, 0}, {2026, 2, 1, 0, 60, 0},
                                       {2026, 2, 1, 0, -1, 0}, {2026, 2, 1, 0, 0, 61},
                                       {2026, 2, 1, 0, 0, -1}};
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        assert_int_equal(civil_to_seconds(&bad[i]), TIME_NONE);
    }
}

static void reads_days(void **state)
{
    (void)state;
    int32_t day = 7;
    assert_true(civil_parse_day("2026-10-09", &day));
    assert_int_equal(day, civil_to_day(2026, 10, 9));
    static const char *const bad[] = {"",           "2026-10-9",   "2026-10-091",  "2026-13-01",
                                      "2026-02-29", " 2026-10-09", "2026-10-09 ",  "26-10-09",
                                      "2026/10/09", "+026-10-09",  "2026-10-09T0", "2026-1--9",
                                      "2026-10",    "0000-01-01",  "٢٠٢٦-10-09"};
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        day = 7;
        assert_false(civil_parse_day(bad[i], &day));
        assert_int_equal(day, 7);
    }
    assert_false(civil_parse_day(NULL, &day));
}

struct iso {
    const char *text;
    bool has_time, has_offset;
    int32_t offset;
    struct civil civil;
};

static bool parse_exactly(const char *text, struct iso *iso)
{
    /* in a block of just that length, so that a read past it is seen by the sanitizer */
    size_t length = strlen(text);
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    bool done =
        civil_parse_iso(copy, length, &iso->civil, &iso->has_time, &iso->has_offset, &iso->offset);
    free(copy);
    return done;
}

static void reads_iso(void **state)
{
    (void)state;
    static const struct iso good[] = {
        {"2026-10-09", false, false, 0, {2026, 10, 9, 0, 0, 0}},
        {"2026-10-09T12:04", true, false, 0, {2026, 10, 9, 12, 4, 0}},
        {"2026-10-09 12:04:05", true, false, 0, {2026, 10, 9, 12, 4, 5}},
        {"2026-10-09 12:04:05.999999", true, false, 0, {2026, 10, 9, 12, 4, 5}},
        {"2026-10-09T12:04:05Z", true, true, 0, {2026, 10, 9, 12, 4, 5}},
        {"2026-10-09T12:04Z", true, true, 0, {2026, 10, 9, 12, 4, 0}},
        {"2026-10-09T12:04:05.123456789+05:30", true, true, 19800, {2026, 10, 9, 12, 4, 5}},
        {"2026-10-09T12:04:05+0530", true, true, 19800, {2026, 10, 9, 12, 4, 5}},
        {"2026-10-09T12:04:05-03", true, true, -10800, {2026, 10, 9, 12, 4, 5}},
        {"2026-10-09 12:04:05 +0500", true, true, 18000, {2026, 10, 9, 12, 4, 5}},
        {"2016-12-31T23:59:60Z", true, true, 0, {2016, 12, 31, 23, 59, 60}},
        {"2026-10-09T00:00:00-00:00", true, true, 0, {2026, 10, 9, 0, 0, 0}},
        {"2026-10-09T00:00:00+23:59", true, true, 86340, {2026, 10, 9, 0, 0, 0}},
    };
    for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
        struct iso got = {.has_time = !good[i].has_time};
        if (!parse_exactly(good[i].text, &got)) {
            fail_msg("refused: %s", good[i].text);
        }
        assert_int_equal(got.has_time, good[i].has_time);
        assert_int_equal(got.has_offset, good[i].has_offset);
        assert_int_equal(got.offset, good[i].offset);
        assert_memory_equal(&got.civil, &good[i].civil, sizeof got.civil);
    }
}

static void refuses_other_iso(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "2026-10",
        "2026-10-0",
        "2026-10-09T",
        "2026-10-09 ",
        "2026-10-09T12",
        "2026-10-09T12:4",
        "2026-10-09T12:04:",
        "2026-10-09T12:04:5",
        "2026-10-09T12:04:05.",
        "2026-10-09T12:04:05,5",
        "2026-10-09T24:00:00",
        "2026-10-09T12:60:00",
        "2026-10-09T12:04:61",
        "2026-10-09t12:04:05",
        "2026-10-09T12:04:05z",
        "2026-10-09T12:04:05+5",
        "2026-10-09T12:04:05+05:3",
        "2026-10-09T12:04:05+05:",
        "2026-10-09T12:04:05+053",
        "2026-10-09T12:04:05+24:00",
        "2026-10-09T12:04:05+05:60",
        "2026-10-09T12:04:05+05:30 ",
        "2026-10-09T12:04:05 +0530",
        "2026-10-09 12:04:05 Z",
        "2026-10-09 12:04:05 ",
        "2026-10-09 12:04:05  +0500",
        "2026-10-09Z",
        "2026-10-09+05:30",
        "2026-10-09  12:04",
        "2026-02-29T12:04",
        "20261009T120405Z",
        "2026-10-09T12:04:05Zx",
        "2026-10-09T12:04:05.5.5",
        "-026-10-09",
    };
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        struct iso got = {NULL, true, true, 77, {1, 2, 3, 4, 5, 6}};
        struct iso before = got;
        if (parse_exactly(bad[i], &got)) {
            fail_msg("taken: %s", bad[i]);
        }
        assert_memory_equal(&got.civil, &before.civil, sizeof got.civil);
        assert_int_equal(got.offset, 77);
        assert_true(got.has_time && got.has_offset);
    }
    struct iso got;
    assert_false(civil_parse_iso("2026-10-09\0", 11, &got.civil, &got.has_time, &got.has_offset,
                                 &got.offset));
    assert_false(civil_parse_iso(NULL, 0, &got.civil, &got.has_time, &got.has_offset, &got.offset));
}

static void reads_no_mutation_wrongly(void **state)
{
    (void)state;
    /* every byte of a good text replaced by every other: what is still taken writes back the same
     */
    static const char good[] = "2026-10-09T12:04:05+05:30";
    for (size_t i = 0; i < sizeof good - 1; i++) {
        for (int byte = 0; byte < 256; byte++) {
            char text[sizeof good];
            memcpy(text, good, sizeof good);
            text[i] = (char)byte;
            struct iso got = {0};
            if (civil_parse_iso(text, sizeof good - 1, &got.civil, &got.has_time, &got.has_offset,
                                &got.offset)) {
                char again[64];
                int minutes = abs(got.offset) / 60;
                snprintf(again, sizeof again, "%04d-%02d-%02d%c%02d:%02d:%02d%c%02d:%02d",
                         got.civil.year, got.civil.month, got.civil.day, text[10], got.civil.hour,
                         got.civil.minute, got.civil.second, text[19], minutes / 60, minutes % 60);
                assert_string_equal(again, text);
            }
        }
    }
}

static void writes(void **state)
{
    (void)state;
    char buffer[24];
    assert_string_equal(civil_format_day(DAY_NONE, buffer), "");
    assert_string_equal(civil_format_day(0, buffer), "1970-01-01");
    assert_string_equal(civil_format_day(CIVIL_DAY_MIN, buffer), "0001-01-01");
    assert_string_equal(civil_format_day(INT32_MAX, buffer), "9999-12-31");
    assert_string_equal(civil_format_utc(1791547445, buffer), "2026-10-09T12:04:05Z");
    assert_string_equal(civil_format_utc(INT64_MIN, buffer), "0001-01-01T00:00:00Z");
    assert_string_equal(civil_format_utc(INT64_MAX, buffer), "9999-12-31T23:59:59Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_every_day),
        cmocka_unit_test(refuses_what_is_no_date),
        cmocka_unit_test(clamps),
        cmocka_unit_test(steps_by_months),
        cmocka_unit_test(turns_into_seconds),
        cmocka_unit_test(reads_days),
        cmocka_unit_test(reads_iso),
        cmocka_unit_test(refuses_other_iso),
        cmocka_unit_test(reads_no_mutation_wrongly),
        cmocka_unit_test(writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
