/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>

#include "base/money.h"

static const struct currency usd = {"USD"}, jpy = {"JPY"}, kwd = {"KWD"}, none = {""};

static void knows_currencies(void **state)
{
    (void)state;
    struct currency currency = {"ZZZ"};
    assert_true(currency_parse("eUr", 3, &currency));
    assert_string_equal(currency.code, "EUR");
    assert_true(currency_parse("USDollar", 3, &currency)); /* only length bytes are read */
    assert_string_equal(currency.code, "USD");
    assert_false(currency_parse("US", 2, &currency));
    assert_false(currency_parse("USDT", 4, &currency));
    assert_false(currency_parse("U$D", 3, &currency));
    assert_false(currency_parse("€", 3, &currency));
    assert_false(currency_parse("", 0, &currency));
    assert_string_equal(currency.code, "USD");
    assert_true(currency_equal(usd, currency));
    assert_false(currency_equal(usd, jpy));
    assert_true(currency_equal(none, (struct currency){"\0AB"}));

    assert_int_equal(currency_digits(usd), 2);
    assert_int_equal(currency_digits(jpy), 0);
    assert_int_equal(currency_digits(kwd), 3);
    assert_int_equal(currency_digits(none), 2);
    assert_int_equal(currency_digits((struct currency){"CLF"}), 4);
    assert_int_equal(currency_digits((struct currency){"QQQ"}), 2);

    assert_string_equal(currency_sign(usd), "$");
    assert_string_equal(currency_sign((struct currency){"EUR"}), "€");
    assert_string_equal(currency_sign((struct currency){"INR"}), "₹");
    assert_string_equal(currency_sign(kwd), "KWD");
    assert_string_equal(currency_sign((struct currency){"CAD"}), "CAD");
    assert_string_equal(currency_sign((struct currency){"XXX"}), "");
    assert_string_equal(currency_sign(none), "");
    assert_string_equal(currency_sign((struct currency){"a\x1b["}), "");
}

static void signs_of_all_codes(void **state)
{
    (void)state;
    static const char *const codes[] = {
#define CURRENCY(code, digits, sign) #code,
#include "base/currency.def"
#undef CURRENCY
    };
    static const char *const signs[] = {
#define CURRENCY(code, digits, sign) sign,
#include "base/currency.def"
#undef CURRENCY
    };
    static const int digits[] = {
#define CURRENCY(code, digits, sign) digits,
#include "base/currency.def"
#undef CURRENCY
    };
    for (size_t i = 0; i < ARRAY_COUNT(codes); i++) {
        assert_int_equal(strlen(codes[i]), 3);
        assert_true(i == 0 || strcmp(codes[i - 1], codes[i]) < 0);
        assert_in_range(digits[i], 0, 6);
        assert_true(digits[i] != 2 || strcmp(codes[i], signs[i]) != 0); /* needs no row */
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(signs[i], signs[j]);
        }
    }
    /* every other code is its own sign */
    struct currency currency = {"AAA"};
    for (currency.code[0] = 'A'; currency.code[0] <= 'Z'; currency.code[0]++) {
        for (currency.code[1] = 'A'; currency.code[1] <= 'Z'; currency.code[1]++) {
            for (currency.code[2] = 'A'; currency.code[2] <= 'Z'; currency.code[2]++) {
                const char *want = currency.code;
                for (size_t i = 0; i < ARRAY_COUNT(codes); i++) {
                    want = strcmp(codes[i], currency.code) == 0 ? signs[i] : want;
                }
                assert_string_equal(currency_sign(currency), want);
            }
        }
    }
}

static void adds(void **state)
{
    (void)state;
    int64_t sum = 7;
    assert_true(money_add(INT64_MAX, INT64_MIN, &sum));
    assert_int_equal(sum, -1);
    assert_true(money_add(INT64_MAX - 1, 1, &sum));
    assert_int_equal(sum, INT64_MAX);
    assert_false(money_add(INT64_MAX, 1, &sum));
    assert_false(money_add(INT64_MIN, -1, &sum));
    assert_int_equal(sum, INT64_MAX);
    assert_true(money_add(INT64_MIN + 1, -1, &sum));
    assert_int_equal(sum, INT64_MIN);
    assert_true(money_add(-3, 3, &sum));
    assert_int_equal(sum, 0);
}

static void writes(void **state)
{
    (void)state;
    static const struct {
        int64_t micros;
        const char *usd, *jpy, *kwd;
    } rows[] = {
        {30311690000, "30311.69", "30311.69", "30311.690"},
        {12000000, "12.00", "12", "12.000"},
        {-7500, "-0.0075", "-0.0075", "-0.0075"},
        {0, "0.00", "0", "0.000"},
        {1, "0.000001", "0.000001", "0.000001"},
        {-1, "-0.000001", "-0.000001", "-0.000001"},
        {100000, "0.10", "0.1", "0.100"},
        {INT64_MAX, "9223372036854.775807", "9223372036854.775807", "9223372036854.775807"},
        {INT64_MIN, "-9223372036854.775808", "-9223372036854.775808", "-9223372036854.775808"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        char buffer[32];
        assert_string_equal(money_decimal(rows[i].micros, usd, buffer), rows[i].usd);
        assert_string_equal(money_decimal(rows[i].micros, none, buffer), rows[i].usd);
        assert_string_equal(money_decimal(rows[i].micros, jpy, buffer), rows[i].jpy);
        assert_string_equal(money_decimal(rows[i].micros, kwd, buffer), rows[i].kwd);
        int64_t back = 42;
        assert_true(money_parse(buffer, strlen(buffer), &back));
        assert_int_equal(back, rows[i].micros);
    }
}

static void reads(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t micros;
    } good[] = {
        {"0", 0},
        {"-0", 0},
        {"-0.00750", -7500},
        {"30311.69", 30311690000},
        {"+5", 5000000},
        {".5", 500000},
        {"-.5", -500000},
        {"0.0000005", 1},
        {"0.00000049999999999", 0},
        {"-0.0000005", -1},
        {"-0.00000049999", 0},
        {"1.9999995", 2000000},
        {"000000000000000000000000000000001.000000000000000000000000000", 1000000},
        {"9223372036854.775807", INT64_MAX},
        {"9223372036854.7758074999", INT64_MAX},
        {"-9223372036854.775808", INT64_MIN},
        {"-9223372036854.7758084", INT64_MIN},
        {"-9223372036854.7758075", INT64_MIN},
    };
    for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
        int64_t micros = 42;
        if (!money_parse(good[i].text, strlen(good[i].text), &micros)) {
            fail_msg("refused: %s", good[i].text);
        }
        assert_int_equal(micros, good[i].micros);
    }
    static const char *const bad[] = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "1e3",
        "1.",
        "1,5",
        "1 000",
        " 1",
        "1 ",
        "--1",
        "+-1",
        "0x10",
        "1.2.3",
        "nan",
        "inf",
        "$5",
        "1-",
        "१२",
        "5\n",
        "9223372036854.7758075",
        "-9223372036854.7758085",
        "9223372036855",
        "99999999999999999999999999999",
        "18446744073709.551616",
        "-18446744073710",
    };
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        int64_t micros = 42;
        if (money_parse(bad[i], strlen(bad[i]), &micros)) {
            fail_msg("taken: %s", bad[i]);
        }
        assert_int_equal(micros, 42);
    }
    int64_t micros = 42;
    assert_true(money_parse("12.345", 4, &micros)); /* only length bytes */
    assert_int_equal(micros, 12300000);
    assert_false(money_parse("1\0002", 3, &micros));
}

static void takes_doubles(void **state)
{
    (void)state;
    static const struct {
        double value;
        int64_t micros;
    } good[] = {
        {0, 0},
        {-0.0, 0},
        {30311.69, 30311690000},
        {0.1, 100000},
        {-0.0075, -7500},
        {1.0000005, 1000001}, /* as people wrote it: the double lies below the half */
        {2.0000015, 2000002},
        {-1.0000005, -1000001},
        {0.0000005, 1},
        {0.00000049999, 0},
        {1e-300, 0},
        {5e-324, 0},
        {25000, 25000000000},
        {1e12, 1000000000000000000},
        {9223372036854.0, 9223372036854000000},
        {123456789012.25, 123456789012250000},
    };
    for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
        int64_t micros = 42;
        assert_true(money_from_double(good[i].value, &micros));
        assert_int_equal(micros, good[i].micros);
    }
    static const double bad[] = {1e13, -1e13, 9223372036855.0, 1e300, 1.7976931348623157e308};
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        int64_t micros = 42;
        assert_false(money_from_double(bad[i], &micros));
        assert_int_equal(micros, 42);
    }
    int64_t micros = 42;
    assert_false(money_from_double((double)NAN, &micros));
    assert_false(money_from_double((double)INFINITY, &micros));
    assert_false(money_from_double(-(double)INFINITY, &micros));
    assert_int_equal(micros, 42);
}

static void doubles_agree_with_texts(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        char text[64];
        int64_t whole = (int64_t)(random % 1000000000);
        snprintf(text, sizeof text, "%s%lld.%0*llu", random & 1 ? "-" : "", (long long)whole,
                 (int)(random >> 40) % 6 + 1, (unsigned long long)(random >> 50) % 10);
        int64_t from_text, from_double;
        assert_true(money_parse(text, strlen(text), &from_text));
        assert_true(money_from_double(strtod(text, NULL), &from_double));
        if (from_text != from_double) {
            fail_msg("%s: %lld %lld", text, (long long)from_text, (long long)from_double);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_currencies),
        cmocka_unit_test(signs_of_all_codes),
        cmocka_unit_test(adds),
        cmocka_unit_test(writes),
        cmocka_unit_test(reads),
        cmocka_unit_test(takes_doubles),
        cmocka_unit_test(doubles_agree_with_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
