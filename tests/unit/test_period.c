/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "report/period.h"

static int32_t today;

static int setup(void **state)
{
    (void)state;
    today = civil_to_day(2026, 10, 12); /* a Monday */
    return 0;
}

static struct period_choice parse(const char *words)
{
    struct period_choice choice;
    struct err err = ERR_INIT;
    check_ok(period_parse(words, &choice, &err), &err);
    return choice;
}

static void check_days(const char *words, const char *from, const char *to)
{
    struct period_choice choice = parse(words);
    struct period days = period_days(&choice, today);
    char text[24];
    if (strcmp(civil_format_day(days.from, text), from) != 0) {
        fail_msg("%s begins on %s", words, text);
    }
    if (days.to == INT32_MAX ? to[0] != '\0' : strcmp(civil_format_day(days.to, text), to) != 0) {
        fail_msg("%s ends on %s", words, text);
    }
}

static void words_mean_days(void **state)
{
    (void)state;
    check_days("all", "", "");
    check_days("today", "2026-10-12", "2026-10-12");
    check_days("last 30d", "2026-09-13", "2026-10-12");
    check_days(" Last  30 Days ", "2026-09-13", "2026-10-12");
    check_days("7d", "2026-10-06", "2026-10-12");
    check_days("4 weeks", "2026-09-15", "2026-10-12");
    check_days("1 day", "2026-10-12", "2026-10-12");
    check_days("this week", "2026-10-12", "2026-10-12");
    check_days("last week", "2026-10-05", "2026-10-11");
    check_days("this month", "2026-10-01", "2026-10-12");
    check_days("month", "2026-10-01", "2026-10-12");
    check_days("last month", "2026-09-01", "2026-09-30");
    check_days("quarter", "2026-10-01", "2026-10-12");
    check_days("last quarter", "2026-07-01", "2026-09-30");
    check_days("this year", "2026-01-01", "2026-10-12");
    check_days("last year", "2025-01-01", "2025-12-31");
    check_days("2026", "2026-01-01", "2026-12-31");
    check_days("2026-Q3", "2026-07-01", "2026-09-30");
    check_days("2026-02", "2026-02-01", "2026-02-28");
    check_days("2024-02", "2024-02-01", "2024-02-29");
    check_days("2026-10-09", "2026-10-09", "2026-10-09");
    check_days("2026-10-01..2026-10-31", "2026-10-01", "2026-10-31");
    check_days("2026-09 .. 2026-10-05", "2026-09-01", "2026-10-05");
    check_days("2026-10-01..", "2026-10-01", "");
    check_days("..2026-10-31", "", "2026-10-31");
    check_days("9999-12", "9999-12-01", "9999-12-31");
}

static void the_rest_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "last",
                                        "last 0d",
                                        "0d",
                                        "36501d",
                                        "30x",
                                        "last 2026",
                                        "2026-13",
                                        "2026-00",
                                        "2026-Q5",
                                        "2026-1",
                                        "26",
                                        "02026",
                                        "2026-02-30",
                                        "..",
                                        "2026-10-31..2026-10-01",
                                        "2026-10-01..soon",
                                        "this 30d",
                                        "yesteryear",
                                        "1 day 2 days 3 days 4 days 5 days 6 days 7 days 8 days 9"};
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct period_choice choice = {PERIOD_YEAR, 7, 1, 2};
        struct err err = ERR_INIT;
        if (period_parse(wrong[i], &choice, &err)) {
            fail_msg("\"%s\" was taken", wrong[i]);
        }
        assert_int_equal(err.code, ERR_USAGE);
        assert_int_equal(choice.count, 7);
    }
    char longer[200];
    memset(longer, '7', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    struct period_choice choice;
    assert_false(period_parse(longer, &choice, NULL));
    memset(longer, ' ', sizeof longer - 4); /* blanks do not make it long */
    memcpy(longer + sizeof longer - 4, "30d", 4);
    assert_true(period_parse(longer, &choice, NULL));
}

static void options_name_both_ends(void **state)
{
    (void)state;
    struct period_choice choice;
    struct err err = ERR_INIT;
    assert_true(period_options(NULL, NULL, NULL, &choice, &err));
    assert_int_equal(choice.kind, PERIOD_ALL);
    assert_true(period_options("2026-10-01", NULL, NULL, &choice, &err));
    assert_int_equal(choice.from, civil_to_day(2026, 10, 1));
    assert_int_equal(choice.to, INT32_MAX);
    assert_true(period_options("2026-10-01", "2026-10-01", NULL, &choice, &err));
    assert_int_equal(choice.to, civil_to_day(2026, 10, 1));
    assert_true(period_options(NULL, NULL, "month", &choice, &err));
    assert_int_equal(choice.kind, PERIOD_MONTH);
    assert_int_equal(choice.count, 1);
    assert_true(period_options(NULL, NULL, "this month", &choice, &err));
    assert_int_equal(choice.count, 0);
    assert_true(period_options(NULL, NULL, "30d", &choice, &err));
    assert_int_equal(choice.count, 30);

    assert_false(period_options("2026-10-02", "2026-10-01", NULL, &choice, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_false(period_options("2026-10-02", NULL, "30d", &choice, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_false(period_options("2.10.2026", NULL, NULL, &choice, &err));
    assert_non_null(strstr(err.text, "--from"));
    assert_false(period_options(NULL, "tomorrow", NULL, &choice, &err));
    assert_non_null(strstr(err.text, "--to"));
}

static void check_before(const char *words, const char *from, const char *to)
{
    struct period_choice choice = parse(words);
    struct period before;
    char first[24], last[24];
    if (!period_before(&choice, PERIOD_AGAINST_BEFORE, today, &before)) {
        fail_msg("%s has nothing before", words);
    }
    civil_format_day(before.from, first);
    civil_format_day(before.to, last);
    if (strcmp(first, from) != 0 || strcmp(last, to) != 0) {
        fail_msg("before %s: %s to %s", words, first, last);
    }
}

static void the_period_before_is_as_long(void **state)
{
    (void)state;
    check_before("last 30d", "2026-08-14", "2026-09-12");
    check_before("today", "2026-10-11", "2026-10-11");
    check_before("last week", "2026-09-28", "2026-10-04");
    check_before("last month", "2026-08-01", "2026-08-31");
    check_before("last quarter", "2026-04-01", "2026-06-30");
    check_before("last year", "2024-01-01", "2024-12-31");
    check_before("2026-10-05..2026-10-11", "2026-09-28", "2026-10-04");
    check_before("2026-03", "2026-02-01", "2026-02-28"); /* whole months */
    check_before("2026-Q1", "2025-10-01", "2025-12-31");
    check_before("2026-02..2026-03", "2025-12-01", "2026-01-31");
    check_before("2026-10-01..2026-10-30", "2026-09-01", "2026-09-30"); /* 30 days, no month */
    check_before("2026-10-03..", "2026-09-23", "2026-10-02");           /* to today: 10 days */
}

static void a_running_one_compares_with_as_many_days(void **state)
{
    (void)state;
    check_before("this month", "2026-09-01", "2026-09-12");
    check_before("this quarter", "2026-07-01", "2026-07-12");
    check_before("this year", "2025-01-01", "2025-10-12");
    check_before("this week", "2026-10-05", "2026-10-05");
    today = civil_to_day(2026, 3, 31); /* 31 days, and February has 28 */
    check_before("this month", "2026-02-01", "2026-02-28");
    today = civil_to_day(2026, 10, 12);
}

static void check_year(const char *words, const char *from, const char *to)
{
    struct period_choice choice = parse(words);
    struct period before;
    char first[24], last[24];
    if (!period_before(&choice, PERIOD_AGAINST_YEAR, today, &before)) {
        fail_msg("%s has nothing a year before", words);
    }
    civil_format_day(before.from, first);
    civil_format_day(before.to, last);
    if (strcmp(first, from) != 0 || strcmp(last, to) != 0) {
        fail_msg("a year before %s: %s to %s", words, first, last);
    }
}

/* Today is Monday, 2026-10-12. */
static void the_same_period_of_last_year(void **state)
{
    (void)state;
    check_year("last 30d", "2025-09-13", "2025-10-12");
    check_year("last 7d", "2025-10-07", "2025-10-13"); /* Tuesday to Monday, both times */
    check_year("this week", "2025-10-13", "2025-10-13");
    check_year("last week", "2025-10-06", "2025-10-12");
    check_year("this month", "2025-10-01", "2025-10-12");
    check_year("last month", "2025-09-01", "2025-09-30");
    check_year("2026-02", "2025-02-01", "2025-02-28");
    check_year("2025-02", "2024-02-01", "2024-02-29"); /* all of it */
    check_year("2024-02", "2023-02-01", "2023-02-28");
    check_year("2024-02-10..2024-02-29", "2023-02-10", "2023-02-28");
    check_year("2026-Q1", "2025-01-01", "2025-03-31");
    check_year("this year", "2025-01-01", "2025-10-12");
    check_year("2026-10-03..", "2025-10-03", "2025-10-12");

    static const char *const none[] = {"all", "..2026-10-01", "2027-01-01..", "0001-01-01"};
    for (size_t i = 0; i < ARRAY_COUNT(none); i++) {
        struct period_choice choice = parse(none[i]);
        struct period before = {1, 2};
        assert_false(period_before(&choice, PERIOD_AGAINST_YEAR, today, &before));
        assert_int_equal(before.from, 1);
    }
    enum period_against against;
    assert_true(period_against_parse("year", &against));
    assert_int_equal(against, PERIOD_AGAINST_YEAR);
    assert_true(period_against_parse("before", &against));
    assert_int_equal(against, PERIOD_AGAINST_BEFORE);
    assert_false(period_against_parse("yesteryear", &against));
    assert_false(period_against_parse(NULL, &against));
}

static void some_periods_have_none_before(void **state)
{
    (void)state;
    static const char *const words[] = {"all", "..2026-10-01", "2027-01-01..", "0001-01-01"};
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        struct period_choice choice = parse(words[i]);
        struct period before = {1, 2};
        assert_false(period_before(&choice, PERIOD_AGAINST_BEFORE, today, &before));
        assert_int_equal(before.from, 1);
    }
}

static void check_words(const char *words, const char *want)
{
    struct period_choice choice = parse(words);
    char buffer[96];
    assert_string_equal(period_words(&choice, today, true, buffer), want);
}

static void periods_have_words(void **state)
{
    (void)state;
    check_words("all", "all time");
    check_words("last 30d", "last 30 days");
    check_words("today", "today");
    check_words("this month", "this month");
    check_words("last quarter", "last quarter");
    check_words("2026-10", "2026-10-01..31");
    check_words("2026-10-09", "2026-10-09");
    check_words("2026-10-01..", "from 2026-10-01");
    check_words("..2026-10-01", "until 2026-10-01");
    char buffer[96];
    struct period days = {civil_to_day(2026, 10, 1), civil_to_day(2026, 11, 3)};
    assert_string_equal(period_range_words(&days, false, buffer), "2026-10-01–11-03");
}

static void presets_are_understood(void **state)
{
    (void)state;
    size_t count = 0;
    for (; period_presets[count]; count++) {
        parse(period_presets[count]);
    }
    assert_int_equal(count, 7);
}

/* What is spelled is read as the same choice. */
static void choices_are_spelled(void **state)
{
    (void)state;
    static const char *const words[] = {
        "all",       "30d",          "this week",    "last week",    "last month",
        "last year", "this quarter", "2026-10-01..", "..2026-10-31", "2026-10-01..2026-10-31"};
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        struct period_choice choice;
        char buffer[48];
        assert_true(period_parse(words[i], &choice, NULL));
        assert_string_equal(period_spell(&choice, buffer), words[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_are_spelled),
        cmocka_unit_test(words_mean_days),
        cmocka_unit_test(the_rest_is_refused),
        cmocka_unit_test(options_name_both_ends),
        cmocka_unit_test(the_period_before_is_as_long),
        cmocka_unit_test(a_running_one_compares_with_as_many_days),
        cmocka_unit_test(the_same_period_of_last_year),
        cmocka_unit_test(some_periods_have_none_before),
        cmocka_unit_test(periods_have_words),
        cmocka_unit_test(presets_are_understood),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
