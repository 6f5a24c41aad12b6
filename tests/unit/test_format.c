/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <float.h>
#include <locale.h>
#include <math.h>

#include "text/decimal.h"
#include "text/format.h"

static char b[FORMAT_SIZE];

static void counts(void **state)
{
    (void)state;
    assert_string_equal(format_count(0, b), "0");
    assert_string_equal(format_count(7, b), "7");
    assert_string_equal(format_count(999, b), "999");
    assert_string_equal(format_count(1000, b), "1 000");
    assert_string_equal(format_count(24570, b), "24 570");
    assert_string_equal(format_count(-999, b), "-999");
    assert_string_equal(format_count(-1204567, b), "-1 204 567");
    assert_string_equal(format_count(INT64_MAX, b), "9 223 372 036 854 775 807");
    assert_string_equal(format_count(INT64_MIN, b), "-9 223 372 036 854 775 808");
}

static void counts_that_fit(void **state)
{
    (void)state;
    static const struct {
        int64_t count;
        int columns;
        const char *want;
    } rows[] = {
        {24570, 6, "24 570"},
        {24570, 5, "24.6k"},
        {24570, 4, "25k"},
        {24570, 3, "25k"},
        {24570, 2, "##"},
        {24570, 0, ""},
        {24570, -3, ""},
        {24000, 5, "24.0k"},
        {1234567, 9, "1 234 567"},
        {1234567, 8, "1.2M"},
        {1234567, 3, "1M"},
        {1234567, 2, "1M"},
        {1234567, 1, "#"},
        {999949, 6, "999.9k"},
        {999950, 6, "1.0M"}, /* never "1000.0k" */
        {999499, 4, "999k"},
        {999500, 4, "1M"},
        {999500, 2, "1M"},
        {999950000, 6, "1.0G"},
        {3400000000, 5, "3.4G"},
        {7300000000000, 5, "7.3T"},
        {7300000000000000, 5, "7.3P"},
        {INT64_MAX, 5, "9.2E"},
        {INT64_MIN, 5, "-9.2E"},
        {INT64_MIN, 4, "-9E"},
        {-24570, 6, "-24.6k"},
        {-24570, 7, "-24 570"},
        {123, 2, "##"}, /* "0k" would be another number */
        {999, 3, "999"},
        {-5, 1, "#"},
        {0, 1, "0"},
        {1000, 4, "1.0k"},
        {1000, 5, "1 000"},
        {1049, 4, "1.0k"},
        {1050, 4, "1.1k"},
        {5, 1000, "5"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(format_count_fit(rows[i].count, rows[i].columns, b), rows[i].want);
    }
    for (int columns = 0; columns < 30; columns++) { /* whatever the number, it fits */
        uint64_t random = 88172645463325252u;
        for (int i = 0; i < 2000; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            int64_t count = (int64_t)(random >> (random & 63));
            assert_true(strlen(format_count_fit(i % 2 ? count : -(count / 2), columns, b)) <=
                        (size_t)columns);
        }
    }
    assert_int_equal(strlen(format_count_fit(INT64_MIN, INT32_MAX, b)), 26);
}

static void percents(void **state)
{
    (void)state;
    static const struct {
        double fraction;
        const char *want;
    } rows[] = {
        {0.2017, "20.2 %"},
        {0, "0.00 %"},
        {-0.0, "0.00 %"},
        {1, "100.0 %"},
        {0.0032, "0.32 %"},
        {0.0999, "10.0 %"},
        {0.09994, "10.0 %"},
        {0.09949, "9.9 %"},
        {0.0995, "10.0 %"},
        {0.00994, "0.99 %"},
        {0.00995, "1.0 %"}, /* not "1.00 %" */
        {0.00996, "1.0 %"},
        {0.01, "1.0 %"},
        {0.99949, "99.9 %"},
        {0.9995, "100.0 %"},
        {9.9994, "999.9 %"},
        {9.9995, "1 000 %"},
        {10, "1 000 %"},
        {123.456, "12 346 %"},
        {0.00001, "<0.01 %"},
        {0.000049999, "<0.01 %"},
        {0.00005, "0.01 %"},
        {1e-300, "<0.01 %"},
        {5e-324, "<0.01 %"},
        {-0.00001, ">-0.01 %"},
        {-0.00005, "-0.01 %"},
        {-0.2017, "-20.2 %"},
        {0.00145, "0.15 %"}, /* the double lies below the half; people round up */
        {0.00125, "0.13 %"},
        {0.1345, "13.5 %"},
        {0.285, "28.5 %"},
        {0.5305, "53.1 %"},
        {29.0 / 200, "14.5 %"},
        {1.0 / 3, "33.3 %"},
        {2.0 / 3, "66.7 %"},
        {1e15, "100 000 000 000 000 000 %"},
        {1e30, "1.00e+32 %"},
        {DBL_MAX, "1.80e+310 %"},
        {-DBL_MAX, "-1.80e+310 %"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(format_percent(rows[i].fraction, true, b), rows[i].want);
        char bare[FORMAT_SIZE];
        format_percent(rows[i].fraction, false, bare);
        assert_int_equal(strlen(bare), strlen(b) - 2);
        assert_memory_equal(bare, b, strlen(bare));
    }
    assert_string_equal(format_percent((double)NAN, true, b), "n/a");
    assert_string_equal(format_percent((double)INFINITY, true, b), "n/a");
    assert_string_equal(format_percent(-(double)INFINITY, false, b), "n/a");
}

/* What is shown grows with the value, and is off by no more than half of its last digit. */
static void percents_are_true_and_rise(void **state)
{
    (void)state;
    double last = -1;
    for (int i = 1; i < 200000; i++) {
        double fraction = (double)i / 100000 * (i < 20000 ? 0.1 : 1);
        format_percent(fraction, false, b);
        double value = fraction * 100, shown = b[0] == '<' ? 0.0001 : strtod(b, NULL);
        double step = value < 0.995 ? 0.01 : 0.1;
        if (shown < last && i != 20000) {
            fail_msg("%.17g: %s after %.17g", fraction, b, last);
        }
        if (fabs(shown - value) > step / 2 * (1 + 1e-9) && b[0] != '<') {
            fail_msg("%.17g: %s", fraction, b);
        }
        last = shown;
    }
}

static void points(void **state)
{
    (void)state;
    static const struct {
        double fraction;
        const char *with, *without;
    } rows[] = {
        {0.025, "+2.5 pt", "2.5 pt"},      {-0.0003, "-0.03 pt", "-0.03 pt"},
        {0.0003, "+0.03 pt", "0.03 pt"},   {0, "0.00 pt", "0.00 pt"},
        {-0.0, "0.00 pt", "0.00 pt"},      {0.00996, "+1.0 pt", "1.0 pt"},
        {0.00001, "<0.01 pt", "<0.01 pt"}, {-0.00001, ">-0.01 pt", ">-0.01 pt"},
        {-1, "-100.0 pt", "-100.0 pt"},    {0.21 - 0.185, "+2.5 pt", "2.5 pt"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(format_points(rows[i].fraction, true, b), rows[i].with);
        assert_string_equal(format_points(rows[i].fraction, false, b), rows[i].without);
    }
    assert_string_equal(format_points((double)NAN, true, b), "n/a");
}

static void ratios(void **state)
{
    (void)state;
    assert_string_equal(format_ratio(11.23, true, b), "11.2 ×");
    assert_string_equal(format_ratio(0.953, true, b), "0.95 ×");
    assert_string_equal(format_ratio(0.996, true, b), "1.0 ×");
    assert_string_equal(format_ratio(80, false, b), "80.0");
    assert_string_equal(format_ratio(2.95, true, b), "3.0 ×");
    assert_string_equal(format_ratio(999.95, true, b), "1 000 ×");
    assert_string_equal(format_ratio(0, true, b), "0.00 ×");
    assert_string_equal(format_ratio(0.001, true, b), "<0.01 ×");
    assert_string_equal(format_ratio(-3.21, false, b), "-3.2");
    assert_string_equal(format_ratio((double)NAN, true, b), "n/a");
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *want;
    } rows[] = {
        {0, "0"},
        {-0.0, "0"},
        {5, "5"},
        {2.5, "2.5"},
        {1.234, "1.23"},
        {1.235, "1.24"},
        {12.34, "12.3"},
        {123.4, "123"},
        {123.5, "124"},
        {1234.5, "1 235"},
        {9.995, "10"},
        {99.95, "100"},
        {999.5, "1 000"},
        {0.1234, "0.123"},
        {0.01234, "0.0123"},
        {0.09996, "0.1"},
        {1e6, "1 000 000"},
        {-1.5, "-1.5"},
        {0.00001234, "0.0000123"},
        {0.0000001234, "1.23e-7"},
        {-0.0000001234, "-1.23e-7"},
        {1e-300, "1.00e-300"},
        {1e20, "1.00e+20"},
        {9.996e20, "1.00e+21"},
        {-DBL_MAX, "-1.80e+308"},
        {9007199254740993.0, "9 007 199 254 740 990"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(format_number(rows[i].value, b), rows[i].want);
    }
    assert_string_equal(format_number((double)NAN, b), "n/a");
    assert_string_equal(format_number((double)INFINITY, b), "n/a");
}

static void money(void **state)
{
    (void)state;
    static const struct {
        int64_t micros;
        const char *code, *want, *brief;
    } rows[] = {
        {30311690000, "EUR", "€ 30 311.69", "€ 30.3k"},
        {41249000000, "EUR", "€ 41 249.00", "€ 41.2k"},
        {1700000000000, "INR", "₹ 1 700 000.00", "₹ 1.7M"},
        {999999999, "USD", "$ 1 000.00", "$ 1.0k"},
        {999994999, "USD", "$ 999.99", "$ 999.99"},
        {999995000, "USD", "$ 1 000.00", "$ 1.0k"},
        {999949999999, "USD", "$ 999 950.00", "$ 999.9k"},
        {999950000000, "USD", "$ 999 950.00", "$ 1.0M"},
        {1234567890000000, "USD", "$ 1 234 567 890.00", "$ 1.2B"},
        {12500000, "EUR", "€ 12.50", "€ 12.50"},
        {12345000, "EUR", "€ 12.35", "€ 12.35"},
        {1000000, "EUR", "€ 1.00", "€ 1.00"},
        {500000, "EUR", "€ 0.50", "€ 0.50"},
        {84000, "EUR", "€ 0.084", "€ 0.084"},
        {8400, "EUR", "€ 0.0084", "€ 0.0084"},
        {333333, "EUR", "€ 0.333", "€ 0.333"},
        {999900, "EUR", "€ 1.00", "€ 1.00"},
        {1, "EUR", "€ 0.000001", "€ 0.000001"},
        {0, "EUR", "€ 0.00", "€ 0.00"},
        {-5000000, "EUR", "-€ 5.00", "-€ 5.00"},
        {-8400, "EUR", "-€ 0.0084", "-€ 0.0084"},
        {-41249000000, "EUR", "-€ 41 249.00", "-€ 41.2k"},
        {1200000000, "JPY", "¥ 1 200", "¥ 1.2k"},
        {412000000, "JPY", "¥ 412", "¥ 412"},
        {412500000, "JPY", "¥ 413", "¥ 413"},
        {0, "JPY", "¥ 0", "¥ 0"},
        {840000, "JPY", "¥ 0.84", "¥ 0.84"},
        {12345600, "KWD", "KWD 12.346", "KWD 12.35"},
        {0, "KWD", "KWD 0.000", "KWD 0.00"},
        {500000, "KWD", "KWD 0.500", "KWD 0.50"},
        {5000000, "CAD", "CAD 5.00", "CAD 5.00"},
        {5000000, "XXX", "5.00", "5.00"},
        {5000000, "", "5.00", "5.00"},
        {0, "", "0", "0"},
        {INT64_MAX, "USD", "$ 9 223 372 036 854.78", "$ 9.2T"},
        {INT64_MIN, "USD", "-$ 9 223 372 036 854.78", "-$ 9.2T"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct currency currency = {""};
        memcpy(currency.code, rows[i].code, strlen(rows[i].code) + 1);
        assert_string_equal(format_money(rows[i].micros, currency, b), rows[i].want);
        assert_string_equal(format_money_short(rows[i].micros, currency, b), rows[i].brief);
    }
}

static void days(void **state)
{
    (void)state;
    int32_t day = civil_to_day(2026, 10, 9);
    assert_string_equal(format_day(day, b), "2026-10-09");
    assert_string_equal(format_day(DAY_NONE, b), "no date");
    assert_string_equal(format_day_short(day, b), "10-09");
    assert_string_equal(format_day_short(DAY_NONE, b), "no date");
    static const struct {
        int from[3], to[3];
        const char *want, *ascii;
    } rows[] = {
        {{2026, 10, 1}, {2026, 10, 31}, "2026-10-01–31", "2026-10-01..31"},
        {{2026, 10, 1}, {2026, 11, 3}, "2026-10-01–11-03", "2026-10-01..11-03"},
        {{2025, 12, 30}, {2026, 1, 2}, "2025-12-30–2026-01-02", "2025-12-30..2026-01-02"},
        {{2025, 10, 1}, {2026, 10, 2}, "2025-10-01–2026-10-02", "2025-10-01..2026-10-02"},
        {{2026, 10, 1}, {2026, 10, 1}, "2026-10-01", "2026-10-01"},
        {{2026, 10, 2}, {2026, 10, 1}, "2026-10-02–2026-10-01", "2026-10-02..2026-10-01"},
        {{0, 0, 0}, {2026, 10, 1}, "–2026-10-01", "..2026-10-01"},
        {{2026, 10, 1}, {0, 0, 0}, "2026-10-01–", "2026-10-01.."},
        {{0, 0, 0}, {0, 0, 0}, "no date", "no date"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        int32_t from = civil_to_day(rows[i].from[0], rows[i].from[1], rows[i].from[2]);
        int32_t to = civil_to_day(rows[i].to[0], rows[i].to[1], rows[i].to[2]);
        assert_string_equal(format_day_range(from, to, false, b), rows[i].want);
        assert_string_equal(format_day_range(from, to, true, b), rows[i].ascii);
    }
}

static void spans(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *want;
    } rows[] = {
        {0, "0 s"},
        {3, "3 s"},
        {59, "59 s"},
        {60, "1 min"},
        {90, "1 min 30 s"},
        {120, "2 min"},
        {3599, "59 min 59 s"},
        {3600, "1 h"},
        {3629, "1 h"},
        {3630, "1 h 1 min"},
        {4800, "1 h 20 min"},
        {7199, "2 h"}, /* not "1 h 60 min" */
        {86399, "1 d"},
        {86400, "1 d"},
        {97200, "1 d 3 h"},
        {172799, "2 d"},
        {-3, "-3 s"},
        {-4800, "-1 h 20 min"},
        {INT64_MAX, "106751991167300 d 16 h"},
        {INT64_MIN, "-106751991167300 d 16 h"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(format_span(rows[i].seconds, b), rows[i].want);
    }
}

static void sizes(void **state)
{
    (void)state;
    assert_string_equal(format_bytes(0, b), "0 B");
    assert_string_equal(format_bytes(1023, b), "1 023 B");
    assert_string_equal(format_bytes(1024, b), "1.0 KiB");
    assert_string_equal(format_bytes(17825792, b), "17.0 MiB");
    assert_string_equal(format_bytes(1048524, b), "1 023.9 KiB");
    assert_string_equal(format_bytes(1048525, b), "1.0 MiB");
    assert_string_equal(format_bytes(UINT64_MAX, b), "16.0 EiB");
}

static void doubles(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *want;
    } rows[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-1.5, "-1.5"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {0.53, "0.53"},
        {100000, "100000"},
        {1e15, "1e+15"},
        {123456789012345, "123456789012345"},
        {9007199254740993.0, "9007199254740992"},
        {1e-5, "1e-05"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {5e-324, "5e-324"},
        {-2.5e-320, "-2.5e-320"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(format_double(rows[i].value, b), rows[i].want);
    }
    assert_string_equal(format_double((double)NAN, b), "null");
    assert_string_equal(format_double((double)INFINITY, b), "null");
    assert_string_equal(format_double(-(double)INFINITY, b), "null");
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 300000; i++) { /* all bit patterns */
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        double value;
        memcpy(&value, &random, sizeof value);
        if (isfinite(value)) {
            format_double(value, b);
            if (strtod(b, NULL) != value) {
                fail_msg("%.17g: %s", value, b);
            }
        }
    }
}

/* What C's own rounding says: fifteen digits, those of a decimal. */
static void same_digits(double value)
{
    struct decimal decimal = decimal_of_double(value);
    char want[40], digits[24] = "";
    snprintf(want, sizeof want, "%.14e", value < 0 ? -value : value);
    memmove(want + 1, want + 2, strlen(want + 2) + 1); /* the point */
    int power = atoi(strchr(want, 'e') + 1);
    *strchr(want, 'e') = '\0';
    for (int i = 0; i < 15; i++) {
        digits[i] = (char)('0' + (i < decimal.count ? decimal.digits[i] : 0));
    }
    if (strcmp(digits, want) != 0 || decimal.count > 15 || decimal.negative != (value < 0) ||
        (value != 0 && decimal.point != power + 1) ||
        (decimal.count > 0 && decimal.digits[decimal.count - 1] == 0)) {
        fail_msg("%.17g: %s, point %d; wanted %s, %d", value, digits, decimal.point, want,
                 power + 1);
    }
}

static void digits_of_doubles(void **state)
{
    (void)state;
    static const double rows[] = {
        0,    1,     0.1,    1e-7,  9.9999e-8, 0.145,   0.5,  1e14,   1e15,     99999.5,
        1e22, 1e300, 1e-300, -0.25, 2.5,       999e-17, 0.15, 1.0005, 1e14 - 1, 0.999999999999999};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        same_digits(rows[i]);
        same_digits(nextafter(rows[i], 0));
        same_digits(nextafter(rows[i], (double)INFINITY));
    }
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 300000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        double n = (double)(random % 1000000 + 1), x = (double)(random >> 40);
        same_digits(x / n);
        same_digits(x * 1e-6);
        same_digits(-ldexp((double)(random >> 11), (int)(random % 120) - 100));
        same_digits((double)(2 * (random >> 30) + 1) / 2e3); /* many a half */
    }
}

/* A locale with a decimal comma: one of the machine's own, else one made for this test. */
static bool enter_comma_locale(void)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "pt_BR.UTF-8"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (setlocale(LC_ALL, names[i])) {
            return true;
        }
    }
    char command[1024];
    snprintf(command, sizeof command,
             "localedef -i de_DE -f UTF-8 --no-archive '%s/de_DE.UTF-8' >/dev/null 2>&1",
             check_folder());
    if (system(command) != 0) {
        return false;
    }
    setenv("LOCPATH", check_folder(), 1);
    return setlocale(LC_ALL, "de_DE.UTF-8");
}

static void no_locale_has_a_say(void **state)
{
    (void)state;
    if (!enter_comma_locale()) {
        print_message("no locale with a decimal comma here\n");
        skip();
    }
    snprintf(b, sizeof b, "%.1f", 0.5);
    assert_string_equal(b, "0,5"); /* the locale is really in force */
    percents(NULL);
    points(NULL);
    numbers(NULL);
    money(NULL);
    sizes(NULL);
    assert_string_equal(format_double(0.1 + 0.2, b), "0.30000000000000004");
    assert_string_equal(format_double(-1.5, b), "-1.5");
    assert_string_equal(format_double(DBL_MIN, b), "2.2250738585072014e-308");
    int64_t micros = 0;
    assert_true(money_from_double(30311.69, &micros));
    assert_int_equal(micros, 30311690000);
    assert_true(money_parse("1.5", 3, &micros));
    assert_int_equal(micros, 1500000);
    assert_false(money_parse("1,5", 3, &micros));
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(counts_that_fit),
        cmocka_unit_test(percents),
        cmocka_unit_test(percents_are_true_and_rise),
        cmocka_unit_test(points),
        cmocka_unit_test(ratios),
        cmocka_unit_test(numbers),
        cmocka_unit_test(money),
        cmocka_unit_test(days),
        cmocka_unit_test(spans),
        cmocka_unit_test(sizes),
        cmocka_unit_test(doubles),
        cmocka_unit_test(digits_of_doubles),
        cmocka_unit_test(no_locale_has_a_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
