/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/zone.h"

/* A zone of the machine's own files; skips the test where they are not installed. */
static struct zone *need_zone(const char *name)
{
    struct err err = ERR_INIT;
    struct zone *zone = zone_load(name, &err);
    if (!zone) {
        char words[1024];
        print_message("%s: %s\n", name, err_format(&err, words, sizeof words));
        skip();
    }
    return zone;
}

static int64_t utc(int year, int month, int day, int hour, int minute, int second)
{
    struct civil civil = {year, month, day, hour, minute, second};
    return civil_to_seconds(&civil);
}

static const char *shown(const struct zone *zone, int64_t seconds)
{
    static char text[64];
    struct civil c;
    zone_civil(zone, seconds, &c);
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour,
             c.minute, c.second);
    return text;
}

static int64_t moment(const struct zone *zone, int year, int month, int day, int hour, int minute)
{
    struct civil civil = {year, month, day, hour, minute, 0};
    return zone_moment(zone, &civil);
}

/* --- files made here ------------------------------------------------------------------------ */

static void put_number(struct strbuf *out, uint64_t value, int bytes)
{
    while (bytes-- > 0) {
        strbuf_putc(out, (char)(value >> bytes * 8));
    }
}

struct counts {
    uint32_t utc, standard, leaps, changes, types, letters;
};

static void put_head(struct strbuf *out, char version, struct counts counts)
{
    strbuf_puts(out, "TZif");
    strbuf_putc(out, version);
    strbuf_repeat(out, '\0', 15);
    put_number(out, counts.utc, 4);
    put_number(out, counts.standard, 4);
    put_number(out, counts.leaps, 4);
    put_number(out, counts.changes, 4);
    put_number(out, counts.types, 4);
    put_number(out, counts.letters, 4);
}

/* A version 2 file with one type and a rule; the 32-bit block holds as little as may be. */
static void rule_file(struct strbuf *out, int32_t offset, const char *rule)
{
    for (int block = 0; block < 2; block++) {
        put_head(out, '2', (struct counts){.types = 1, .letters = 4});
        put_number(out, (uint32_t)offset, 4);
        put_number(out, 0, 2);
        strbuf_add(out, "LMT", 4);
    }
    strbuf_printf(out, "\n%s\n", rule);
}

static struct zone *zone_of(const struct strbuf *file, struct err *err)
{
    /* from a block of just that size, so that a read past it is seen by the sanitizer */
    char *copy = malloc(file->length);
    memcpy(copy, file->data, file->length);
    struct zone *zone = zone_from_bytes("test", copy, file->length, err);
    free(copy);
    return zone;
}

static struct zone *zone_of_rule(const char *rule)
{
    struct strbuf file = STRBUF_INIT;
    rule_file(&file, 0, rule);
    struct zone *zone = zone_of(&file, NULL);
    strbuf_free(&file);
    return zone;
}

/* --- without files -------------------------------------------------------------------------- */

static void knows_utc_and_offsets(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int32_t offset;
    } rows[] = {
        {"UTC", 0},         {"+05:30", 19800}, {"-0300", -10800}, {"+00:00", 0},
        {"-23:59", -86340}, {"+14", 50400},    {"-00:30", -1800},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct err err = ERR_INIT;
        struct zone *zone = zone_load(rows[i].name, &err);
        check_ok(zone, &err);
        assert_string_equal(zone_name(zone), rows[i].name);
        static const int64_t moments[] = {INT64_MIN, -1, 0, 1, 1791547445, 9999999999, INT64_MAX};
        for (size_t j = 0; j < ARRAY_COUNT(moments); j++) {
            assert_int_equal(zone_offset(zone, moments[j]), rows[i].offset);
        }
        assert_int_equal(zone_day(zone, -rows[i].offset), 0);
        assert_int_equal(zone_day(zone, -rows[i].offset - 1), -1);
        assert_int_equal(moment(zone, 1970, 1, 1, 0, 0), -rows[i].offset);
        zone_free(zone);
    }
    zone_free(NULL);
}

static void refuses_names(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "../etc/passwd",
        "/etc/localtime",
        "Europe/../../x",
        "Europe",
        "No/Where",
        "+5:30",
        "+05:3",
        "+0530x",
        "+24:00",
        "+05:60",
        "+",
        "-",
        "Europe/Berlin ",
        "Europe\nBerlin",
        "zone.tab",
        "tzdata.zi",
        "Mars/Phobos",
        "+05:",
        "+05 30",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        struct err err = ERR_INIT;
        assert_null(zone_load(bad[i], &err));
        assert_int_equal(err.code, ERR_NOT_FOUND);
        assert_true(err.todo[0]);
        assert_null(zone_load(bad[i], NULL));
    }
}

static void unknown_moments_have_no_day(void **state)
{
    (void)state;
    struct zone *zone = zone_load("+05:30", NULL);
    assert_int_equal(zone_day(zone, TIME_NONE), DAY_NONE);
    assert_int_equal(zone_day(zone, TIME_SOME), DAY_NONE);
    assert_int_equal(zone_day(zone, TIME_NONE + 1), CIVIL_DAY_MIN);
    assert_int_equal(zone_day(zone, TIME_SOME - 1), CIVIL_DAY_MAX);
    assert_string_equal(shown(zone, INT64_MIN), "0001-01-01 05:30:00");
    assert_string_equal(shown(zone, INT64_MAX), "9999-12-31 23:59:59");
    assert_int_equal(moment(zone, 2026, 2, 30, 0, 0), TIME_NONE);
    zone_free(zone);
    zone = zone_load("-05:30", NULL);
    assert_int_equal(zone_day(zone, TIME_NONE + 1), CIVIL_DAY_MIN);
    zone_free(zone);
}

static void reads_rules(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        int64_t moment;
        int32_t offset;
    } rows[] = {
        /* no summer time; names in brackets; odd offsets */
        {"<+0530>-5:30", 1791547445, 19800},
        {"<-03>3", 1791547445, -10800},
        {"ABC-1:02:03", 0, 3723},
        {"UTC0", 0, 0},
        {"XYZ+24:59:59", 0, -89999},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct zone *zone = zone_of_rule(rows[i].rule);
        assert_non_null(zone);
        assert_int_equal(zone_offset(zone, rows[i].moment), rows[i].offset);
        zone_free(zone);
    }
    static const char *const bad[] = {
        "CET",
        "CE-1",
        "-1",
        "CET-1CEST",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,",
        "CET-1CEST,M0.5.0,M10.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,M3.5,M10.5.0",
        "CET-1CEST,J0,J365",
        "CET-1CEST,J1,J366",
        "CET-1CEST,0,366",
        "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0/-168,M10.5.0",
        "CET-1CEST,M3.5.0/2:60,M10.5.0",
        "CET-1CEST,M3.5.0/2:00:60,M10.5.0",
        "CET-25",
        "CET-1:60",
        "CET-999999999999999999999",
        "CET-1CEST,M3.5.0,M10.5.0/3x",
        "CET-1CEST,M3.5.0,M10.5.0/3 ",
        "<+01>",
        "<+01-1",
        "<+0>-1",
        "<+0 >-1",
        "+01-1",
        "C3T-1",
        ":Europe/Berlin",
    };
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        struct zone *zone = zone_of_rule(bad[i]);
        if (zone) {
            fail_msg("taken: %s", bad[i]);
        }
    }
}

/* The last second before and the first second of each change. */
static void assert_change(const struct zone *zone, int64_t at, int32_t before, int32_t after)
{
    assert_int_equal(zone_offset(zone, at - 1), before);
    assert_int_equal(zone_offset(zone, at), after);
}

static void follows_rules(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        int32_t winter, summer;
        int64_t on_2026, off_2026, on_2601, off_2601; /* inside and beyond the written-out spans */
    } rows[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", 3600, 7200, 1774746000, 1792890000, 19919955600,
         19938099600},
        /* Jerusalem: Friday before the last Sunday of March, as hour 26 of a Thursday */
        {"IST-2IDT,M3.4.4/26,M10.5.0", 7200, 10800, 1774569600, 1792882800, 19919779200,
         19938092400},
        /* Nuuk: an hour before midnight UTC, negative time */
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7200, -3600, 1774746000, 1792890000, 19919955600,
         19938099600},
        /* Dublin: winter time is the one that saves */
        {"IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0, 1792890000, 1774746000, 19938099600, 19919955600},
        /* days of the year, with and without the leap day (2026 and 2601 have none) */
        {"AAA0BBB,J60/0,J300/0", 0, 3600, 1772323200, 1793055600, 19917532800, 19938265200},
        {"AAA0BBB,59/0,299/0", 0, 3600, 1772323200, 1793055600, 19917532800, 19938265200},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct zone *zone = zone_of_rule(rows[i].rule);
        assert_non_null(zone);
        assert_change(zone, rows[i].on_2026, rows[i].winter, rows[i].summer);
        assert_change(zone, rows[i].off_2026, rows[i].summer, rows[i].winter);
        assert_change(zone, rows[i].on_2601, rows[i].winter, rows[i].summer);
        assert_change(zone, rows[i].off_2601, rows[i].summer, rows[i].winter);
        zone_free(zone);
    }
    /* 1 March of a leap year is J60 and day 60 from 0 */
    struct zone *julian = zone_of_rule("AAA0BBB,J60/0,J300/0");
    struct zone *zero = zone_of_rule("AAA0BBB,60/0,300/0");
    assert_change(julian, utc(2028, 3, 1, 0, 0, 0), 0, 3600);
    assert_change(zero, utc(2028, 3, 1, 0, 0, 0), 0, 3600);
    assert_change(zero, utc(2027, 3, 2, 0, 0, 0), 0, 3600);
    assert_change(julian, utc(3004, 3, 1, 0, 0, 0), 0, 3600);
    zone_free(julian);
    zone_free(zero);
}

static void summer_time_may_never_end(void **state)
{
    (void)state;
    /* RFC 8536's own example: summer time (UTC-4) all year */
    struct zone *zone = zone_of_rule("XXX3EDT4,0/0,J365/23");
    assert_non_null(zone);
    for (int year = 1900; year < 2700; year += 7) {
        assert_int_equal(zone_offset(zone, utc(year, 1, 1, 3, 0, 0) - 1), -14400);
        assert_int_equal(zone_offset(zone, utc(year, 1, 1, 3, 0, 0)), -14400);
        assert_int_equal(zone_offset(zone, utc(year, 7, 1, 0, 0, 0)), -14400);
    }
    assert_int_equal(moment(zone, 2500, 12, 31, 23, 59), utc(2501, 1, 1, 3, 59, 0));
    zone_free(zone);
}

static void goes_from_changes_to_rule(void **state)
{
    (void)state;
    /* types: 0 +0:10 (before all), 1 +1, 2 +2; a change in 1950 and one in 2000; then a rule */
    struct strbuf file = STRBUF_INIT;
    put_head(&file, '3', (struct counts){.types = 1, .letters = 1});
    put_number(&file, 0, 4);
    put_number(&file, 0, 2);
    put_number(&file, 0, 1);
    put_head(&file, '3', (struct counts){.changes = 2, .types = 3, .letters = 4});
    put_number(&file, (uint64_t)utc(1950, 1, 1, 0, 0, 0), 8);
    put_number(&file, (uint64_t)utc(2000, 3, 26, 1, 0, 0), 8);
    put_number(&file, 1, 1);
    put_number(&file, 2, 1);
    static const uint32_t offsets[] = {600, 3600, 7200};
    for (size_t i = 0; i < 3; i++) {
        put_number(&file, offsets[i], 4);
        put_number(&file, 0, 2);
    }
    strbuf_add(&file, "ABC", 4);
    size_t without_rule = file.length;
    strbuf_puts(&file, "\nCET-1CEST,M3.5.0,M10.5.0/3\n");
    struct zone *zone = zone_of(&file, NULL);
    assert_non_null(zone);
    assert_int_equal(zone_offset(zone, INT64_MIN), 600);
    assert_change(zone, utc(1950, 1, 1, 0, 0, 0), 600, 3600);
    assert_change(zone, utc(2000, 3, 26, 1, 0, 0), 3600, 7200);
    assert_change(zone, utc(2000, 10, 29, 1, 0, 0), 7200, 3600);
    assert_change(zone, utc(2099, 3, 29, 1, 0, 0), 3600, 7200);
    assert_change(zone, utc(2100, 3, 28, 1, 0, 0), 3600, 7200);
    assert_change(zone, utc(9999, 10, 31, 1, 0, 0), 7200, 3600);
    zone_free(zone);

    /* the empty rule: the last change holds for ever */
    strbuf_truncate(&file, without_rule);
    strbuf_puts(&file, "\n\n");
    zone = zone_of(&file, NULL);
    assert_non_null(zone);
    assert_int_equal(zone_offset(zone, utc(2300, 1, 1, 0, 0, 0)), 7200);
    zone_free(zone);
    strbuf_free(&file);
}

static void reads_version_1(void **state)
{
    (void)state;
    struct strbuf file = STRBUF_INIT;
    put_head(&file, '\0',
             (struct counts){.utc = 2, .standard = 2, .changes = 2, .types = 2, .letters = 8});
    put_number(&file, (uint32_t)-1000000, 4);
    put_number(&file, 1000000, 4);
    put_number(&file, 1, 1);
    put_number(&file, 0, 1);
    put_number(&file, (uint32_t)-3600, 4);
    put_number(&file, 0, 2);
    put_number(&file, 3600, 4);
    put_number(&file, 0x0104, 2);
    strbuf_add(&file, "ABC\0DEF", 8);
    put_number(&file, 0, 4);
    struct zone *zone = zone_of(&file, NULL);
    assert_non_null(zone);
    assert_change(zone, -1000000, -3600, 3600);
    assert_change(zone, 1000000, 3600, -3600);
    assert_int_equal(zone_offset(zone, INT64_MAX), -3600);
    zone_free(zone);
    for (size_t length = 0; length < file.length; length++) {
        struct strbuf cut = {file.data, length, 0, false};
        assert_null(zone_of(&cut, NULL));
    }
    strbuf_free(&file);
}

struct wrong {
    const char *what;
    struct counts counts;
    int64_t at[2];
    uint8_t type[2];
    int64_t offset;
    uint8_t summer, letter;
};

static void refuses_impossible_numbers(void **state)
{
    (void)state;
    static const struct wrong rows[] = {
        {"good", {0, 0, 0, 2, 1, 4}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"no type", {0, 0, 0, 0, 0, 4}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"no letters", {0, 0, 0, 2, 1, 0}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"flags of other types", {2, 0, 0, 2, 1, 4}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"marks of other types", {0, 3, 0, 2, 1, 4}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"leap seconds", {0, 0, 1, 2, 1, 4}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"a type that is not there", {0, 0, 0, 2, 1, 4}, {1, 2}, {0, 1}, 3600, 0, 0},
        {"the same time twice", {0, 0, 0, 2, 1, 4}, {2, 2}, {0, 0}, 3600, 0, 0},
        {"falling times", {0, 0, 0, 2, 1, 4}, {2, 1}, {0, 0}, 3600, 0, 0},
        {"offset of 26 hours", {0, 0, 0, 2, 1, 4}, {1, 2}, {0, 0}, 93600, 0, 0},
        {"offset of -26 hours", {0, 0, 0, 2, 1, 4}, {1, 2}, {0, 0}, -93600, 0, 0},
        {"the smallest offset", {0, 0, 0, 2, 1, 4}, {1, 2}, {0, 0}, INT32_MIN, 0, 0},
        {"half summer", {0, 0, 0, 2, 1, 4}, {1, 2}, {0, 0}, 3600, 2, 0},
        {"letters beyond the end", {0, 0, 0, 2, 1, 4}, {1, 2}, {0, 0}, 3600, 0, 4},
        {"huge counts", {0, 0, 0, UINT32_MAX, 1, 4}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"huge letters", {0, 0, 0, 2, 1, UINT32_MAX}, {1, 2}, {0, 0}, 3600, 0, 0},
        {"huge types",
         {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX},
         {1, 2},
         {0, 0},
         3600,
         0,
         0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct strbuf file = STRBUF_INIT;
        put_head(&file, '2', (struct counts){.types = 1, .letters = 1});
        strbuf_repeat(&file, '\0', 7);
        put_head(&file, '2', rows[i].counts);
        for (size_t j = 0; j < 2; j++) {
            put_number(&file, (uint64_t)rows[i].at[j], 8);
        }
        put_number(&file, rows[i].type[0], 1);
        put_number(&file, rows[i].type[1], 1);
        put_number(&file, (uint64_t)rows[i].offset, 4);
        put_number(&file, rows[i].summer, 1);
        put_number(&file, rows[i].letter, 1);
        strbuf_add(&file, "ABC", 4);
        strbuf_repeat(&file, '\0', rows[i].counts.leaps == 1 ? 12 : 0);
        strbuf_repeat(&file, '\0',
                      rows[i].counts.utc == 2        ? 2
                      : rows[i].counts.standard == 3 ? 3
                                                     : 0);
        strbuf_puts(&file, "\nUTC0\n");
        struct err err = ERR_INIT;
        struct zone *zone = zone_of(&file, &err);
        if (!zone != (i > 0)) {
            fail_msg("%s", rows[i].what);
        }
        assert_int_equal(err.code, i > 0 ? ERR_NOT_FOUND : ERR_NONE);
        zone_free(zone);
        strbuf_free(&file);
    }
}

/* --- the machine's own zones ---------------------------------------------------------------- */

static void kolkata(void **state)
{
    (void)state;
    struct zone *zone = need_zone("Asia/Kolkata");
    assert_string_equal(zone_name(zone), "Asia/Kolkata");
    assert_string_equal(shown(zone, 1793404800), "2026-10-31 05:30:00");
    assert_int_equal(zone_day(zone, 1793404800 - 19800), civil_to_day(2026, 10, 31));
    assert_int_equal(zone_day(zone, 1793404800 - 19801), civil_to_day(2026, 10, 30));
    assert_int_equal(moment(zone, 2026, 10, 31, 0, 0), 1793404800 - 19800);
    assert_int_equal(zone_offset(zone, utc(2500, 7, 1, 0, 0, 0)), 19800);
    assert_int_equal(zone_offset(zone, utc(1943, 1, 1, 0, 0, 0)), 23400); /* war time */
    zone_free(zone);
}

static void new_york(void **state)
{
    (void)state;
    struct zone *zone = need_zone("America/New_York");
    int64_t on = utc(2026, 3, 8, 7, 0, 0), off = utc(2026, 11, 1, 6, 0, 0);
    assert_change(zone, on, -18000, -14400);
    assert_change(zone, off, -14400, -18000);
    assert_string_equal(shown(zone, on - 1), "2026-03-08 01:59:59");
    assert_string_equal(shown(zone, on), "2026-03-08 03:00:00");
    /* 02:30 is skipped: moved forward by the gap */
    assert_int_equal(moment(zone, 2026, 3, 8, 1, 59), on - 60);
    assert_int_equal(moment(zone, 2026, 3, 8, 2, 0), on);
    assert_int_equal(moment(zone, 2026, 3, 8, 2, 30), on + 1800);
    assert_string_equal(shown(zone, on + 1800), "2026-03-08 03:30:00");
    assert_int_equal(moment(zone, 2026, 3, 8, 3, 0), on);
    /* 01:30 comes twice: the earlier one */
    assert_int_equal(moment(zone, 2026, 11, 1, 0, 59), off - 3660);
    assert_int_equal(moment(zone, 2026, 11, 1, 1, 0), off - 3600);
    assert_int_equal(moment(zone, 2026, 11, 1, 1, 30), off - 1800);
    assert_int_equal(moment(zone, 2026, 11, 1, 1, 59), off - 60);
    assert_int_equal(moment(zone, 2026, 11, 1, 2, 0), off + 3600);
    /* the same far beyond the spans that are written out, and long ago */
    assert_int_equal(moment(zone, 2526, 3, 10, 2, 30), utc(2526, 3, 10, 7, 30, 0));
    assert_int_equal(moment(zone, 2526, 11, 3, 1, 30), utc(2526, 11, 3, 5, 30, 0));
    assert_change(zone, utc(1918, 3, 31, 7, 0, 0), -18000, -14400);
    assert_int_equal(zone_offset(zone, utc(1800, 1, 1, 0, 0, 0)), -17762); /* local mean time */
    zone_free(zone);
}

static void berlin(void **state)
{
    (void)state;
    struct zone *zone = need_zone("Europe/Berlin");
    assert_change(zone, utc(2026, 3, 29, 1, 0, 0), 3600, 7200);
    assert_change(zone, utc(2026, 10, 25, 1, 0, 0), 7200, 3600);
    assert_change(zone, utc(2099, 3, 29, 1, 0, 0), 3600, 7200);
    assert_change(zone, utc(2099, 10, 25, 1, 0, 0), 7200, 3600);
    assert_change(zone, utc(2100, 3, 28, 1, 0, 0), 3600, 7200);
    assert_change(zone, utc(2222, 3, 31, 1, 0, 0), 3600, 7200);
    assert_int_equal(zone_offset(zone, utc(1945, 6, 1, 0, 0, 0)), 10800); /* double summer */
    zone_free(zone);
}

static void lord_howe(void **state)
{
    (void)state;
    struct zone *zone = need_zone("Australia/Lord_Howe");
    int64_t on = utc(2026, 10, 3, 15, 30, 0), off = utc(2026, 4, 4, 15, 0, 0);
    assert_change(zone, on, 37800, 39600);
    assert_change(zone, off, 39600, 37800);
    assert_int_equal(moment(zone, 2026, 10, 4, 2, 15), on + 900); /* a gap of half an hour */
    assert_string_equal(shown(zone, on + 900), "2026-10-04 02:45:00");
    assert_int_equal(moment(zone, 2026, 4, 5, 1, 45), off - 900);
    zone_free(zone);
}

static void casablanca(void **state)
{
    (void)state;
    struct zone *zone = need_zone("Africa/Casablanca");
    assert_int_equal(zone_offset(zone, utc(2026, 1, 15, 0, 0, 0)), 3600);
    assert_int_equal(zone_offset(zone, utc(2026, 3, 1, 0, 0, 0)), 0); /* Ramadan */
    assert_int_equal(zone_offset(zone, utc(2026, 7, 1, 0, 0, 0)), 3600);
    zone_free(zone);
    zone = need_zone("Europe/Dublin");
    assert_change(zone, utc(2098, 3, 30, 1, 0, 0), 0, 3600);
    assert_change(zone, utc(2098, 10, 26, 1, 0, 0), 3600, 0);
    assert_change(zone, utc(2198, 10, 28, 1, 0, 0), 3600, 0);
    zone_free(zone);
}

static void apia(void **state)
{
    (void)state;
    struct zone *zone = need_zone("Pacific/Apia");
    int64_t skip = utc(2011, 12, 30, 10, 0, 0);
    assert_change(zone, skip, -36000, 50400);
    assert_string_equal(shown(zone, skip - 1), "2011-12-29 23:59:59");
    assert_string_equal(shown(zone, skip), "2011-12-31 00:00:00");
    assert_int_equal(zone_day(zone, skip) - zone_day(zone, skip - 1), 2);
    /* 30 December never was: moved forward by a day */
    assert_int_equal(moment(zone, 2011, 12, 30, 0, 0), skip);
    assert_int_equal(moment(zone, 2011, 12, 30, 12, 0), skip + 43200);
    assert_int_equal(moment(zone, 2011, 12, 31, 0, 0), skip);
    assert_int_equal(moment(zone, 2011, 12, 29, 23, 59), skip - 60);
    zone_free(zone);
}

/* Every moment's civil time leads back: to itself, or to the earlier of two. */
static void goes_there_and_back(void **state)
{
    (void)state;
    static const char *const names[] = {"America/New_York",    "Europe/Dublin", "Africa/Casablanca",
                                        "Australia/Lord_Howe", "Pacific/Apia",  "Asia/Jerusalem",
                                        "America/St_Johns",    "Asia/Kathmandu"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct zone *zone = need_zone(names[i]);
        for (int64_t seconds = utc(1880, 1, 1, 0, 0, 0); seconds < utc(2210, 1, 1, 0, 0, 0);
             seconds += 100003) {
            struct civil civil;
            zone_civil(zone, seconds, &civil);
            int64_t back = zone_moment(zone, &civil);
            if (back != seconds) {
                assert_true(back < seconds && back > seconds - 90000);
                struct civil twice;
                zone_civil(zone, back, &twice);
                assert_memory_equal(&twice, &civil, sizeof civil);
            }
            int64_t local = civil_to_seconds(&civil);
            int64_t day = local / 86400 - (local % 86400 < 0);
            if (zone_day(zone, seconds) != day || zone_offset(zone, seconds) != local - seconds) {
                fail_msg("%s %lld", names[i], (long long)seconds);
            }
        }
        zone_free(zone);
    }
}

/* --- hostile files -------------------------------------------------------------------------- */

static char *own_file(const char *name, size_t *length)
{
    char path[256];
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    if (access(path, R_OK) != 0) {
        print_message("%s: not on this machine\n", path);
        skip();
    }
    return check_read(path, length);
}

static void survives_every_cut(void **state)
{
    (void)state;
    size_t length;
    char *bytes = own_file("Europe/Berlin", &length);
    for (size_t cut = 0; cut < length; cut++) {
        char *copy = malloc(cut ? cut : 1);
        memcpy(copy, bytes, cut);
        struct err err = ERR_INIT;
        struct zone *zone = zone_from_bytes("cut", copy, cut, &err);
        if (zone) {
            fail_msg("taken with %zu of %zu bytes", cut, length);
        }
        assert_int_equal(err.code, ERR_NOT_FOUND);
        assert_non_null(strstr(err.text, cut == 0 || cut >= 44 ? "cut" : "the file"));
        free(copy);
    }
    free(bytes);
}

/* Uses whatever came out of damaged bytes; only memory errors and hangs could go wrong. */
static void use(const struct zone *zone)
{
    static const int64_t moments[] = {
        INT64_MIN,  INT64_MIN + 1, CIVIL_SECONDS_MIN, -1,       0, 1791547445,
        4102444799, 4102444800,    CIVIL_SECONDS_MAX, INT64_MAX};
    for (size_t i = 0; i < ARRAY_COUNT(moments); i++) {
        assert_in_range(zone_offset(zone, moments[i]) + 93599, 0, 2 * 93599);
        int32_t day = zone_day(zone, moments[i]);
        assert_true(day == DAY_NONE || (day >= CIVIL_DAY_MIN && day <= CIVIL_DAY_MAX));
        struct civil civil;
        zone_civil(zone, moments[i], &civil);
        zone_moment(zone, &civil);
    }
}

static void survives_changed_bytes(void **state)
{
    (void)state;
    static const char *const names[] = {"Europe/Berlin", "Africa/Casablanca", "Asia/Jerusalem"};
    static const unsigned char masks[] = {0x01, 0x10, 0x80, 0xFF};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        size_t length;
        char *bytes = own_file(names[i], &length);
        for (size_t at = 0; at < length; at++) {
            for (size_t mask = 0; mask < ARRAY_COUNT(masks); mask++) {
                char *copy = malloc(length);
                memcpy(copy, bytes, length);
                copy[at] = (char)(copy[at] ^ masks[mask]);
                struct zone *zone = zone_from_bytes("changed", copy, length, NULL);
                free(copy); /* the zone keeps nothing of it */
                if (zone) {
                    use(zone);
                    zone_free(zone);
                }
            }
        }
        free(bytes);
    }
}

/* --- folders and the system's zone ---------------------------------------------------------- */

static void set(const char *name, const char *value)
{
    if (value) {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}

static void looks_into_tzdir_first(void **state)
{
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/Test_Zone", check_folder());
    struct strbuf file = STRBUF_INIT;
    rule_file(&file, 0, "TST-3");
    FILE *out = fopen(path, "wb");
    assert_int_equal(fwrite(file.data, 1, file.length, out), file.length);
    fclose(out);
    strbuf_free(&file);

    struct err err = ERR_INIT;
    assert_null(zone_load("Test_Zone", &err));
    set("TZDIR", check_folder());
    struct zone *zone = zone_load("Test_Zone", &err);
    check_ok(zone, &err);
    assert_int_equal(zone_offset(zone, 0), 10800);
    zone_free(zone);
    /* what only looks like a file is none */
    snprintf(path, sizeof path, "%s/Test_Pipe", check_folder());
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(zone_load("Test_Pipe", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    /* a name that is too long for a path, and a folder that is not there */
    set("TZDIR", "/nonexistent");
    assert_null(zone_load("Test_Zone", &err));
    set("TZDIR", NULL);
}

static void names_the_systems_zone(void **state)
{
    (void)state;
    char buffer[64];
    static const struct {
        const char *tz, *want;
    } rows[] = {
        {"UTC", "UTC"},      {"", "UTC"},        {"+05:30", "+05:30"}, {":UTC", "UTC"},
        {"No/Where", "UTC"}, {"../../x", "UTC"}, {"<+03>-3", "UTC"},   {"/usr/share", "UTC"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        set("TZ", rows[i].tz);
        assert_string_equal(zone_system_name(buffer, sizeof buffer), rows[i].want);
    }
    /* whatever this machine has, it can be loaded */
    set("TZ", NULL);
    zone_system_name(buffer, sizeof buffer);
    struct zone *zone = zone_load(buffer, NULL);
    assert_non_null(zone);
    zone_free(zone);
    set("TZ", "+05:30");
    assert_string_equal(zone_system_name(buffer, 4), "UTC");
    assert_string_equal(zone_system_name(buffer, 2), "U");
    set("TZ", "UTC");

    zone_free(need_zone("Asia/Kolkata"));
    set("TZ", ":Asia/Kolkata");
    assert_string_equal(zone_system_name(buffer, sizeof buffer), "Asia/Kolkata");
    set("TZ", "/usr/share/zoneinfo/Asia/Kolkata");
    assert_string_equal(zone_system_name(buffer, sizeof buffer), "Asia/Kolkata");
    set("TZ", "UTC");
}

static bool work(void *context)
{
    (void)context;
    struct err err = ERR_INIT;
    struct zone *zone = zone_load("America/New_York", &err);
    if (!zone) {
        assert_int_equal(err.code, ERR_MEMORY);
        return false;
    }
    assert_int_equal(zone_offset(zone, utc(2098, 7, 1, 0, 0, 0)), -14400);
    zone_free(zone);
    zone = zone_load("+05:30", &err);
    zone_free(zone);
    return zone;
}

static void survives_faults(void **state)
{
    (void)state;
    zone_free(need_zone("America/New_York"));
    check_faults(work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_utc_and_offsets),
        cmocka_unit_test(refuses_names),
        cmocka_unit_test(unknown_moments_have_no_day),
        cmocka_unit_test(reads_rules),
        cmocka_unit_test(follows_rules),
        cmocka_unit_test(summer_time_may_never_end),
        cmocka_unit_test(goes_from_changes_to_rule),
        cmocka_unit_test(reads_version_1),
        cmocka_unit_test(refuses_impossible_numbers),
        cmocka_unit_test(kolkata),
        cmocka_unit_test(new_york),
        cmocka_unit_test(berlin),
        cmocka_unit_test(lord_howe),
        cmocka_unit_test(casablanca),
        cmocka_unit_test(apia),
        cmocka_unit_test(goes_there_and_back),
        cmocka_unit_test(survives_every_cut),
        cmocka_unit_test(survives_changed_bytes),
        cmocka_unit_test(looks_into_tzdir_first),
        cmocka_unit_test(names_the_systems_zone),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
