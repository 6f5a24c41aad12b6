/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "model/attrs.h"
#include "model/counter.h"
#include "model/names.h"

/* The counters as the catalogue lists them, with their unit. */
static void test_catalogue(void **state)
{
    (void)state;
    static const char *const counts[] = {
        "sent",       "failed",     "failed_cap",    "failed_unreachable",
        "delivered",  "read",       "clickers",      "clicks",
        "repliers",   "optouts",    "blocks",        "conversions",
        "orders",     "leads",      "new_customers", "sessions",
        "key_events", "optins",     "conversations", "interactors",
        "cod_orders", "rto_orders",
    };
    static const char *const money[] = {"revenue", "cost_message", "cost_platform", "cost_ads",
                                        "cost"};
    assert_int_equal(COUNTER_COUNT, ARRAY_COUNT(counts) + ARRAY_COUNT(money));
    for (size_t i = 0; i < ARRAY_COUNT(counts); i++) {
        enum counter id = counter_by_name(counts[i], false);
        assert_int_not_equal(id, COUNTER_NONE);
        assert_int_equal(counter_info(id)->kind, COUNTER_KIND_COUNT);
    }
    for (size_t i = 0; i < ARRAY_COUNT(money); i++) {
        enum counter id = counter_by_name(money[i], false);
        assert_int_not_equal(id, COUNTER_NONE);
        assert_int_equal(counter_info(id)->kind, COUNTER_KIND_MONEY);
    }
}

/* No gap in the numbers, no entry without words, every name and column its own. */
static void test_entries(void **state)
{
    (void)state;
    for (int i = 0; i < COUNTER_COUNT; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        assert_non_null(info->name);
        assert_non_null(info->csv);
        assert_true(info->label[0] != '\0');
        assert_true(info->help[0] != '\0');
        assert_true(info->help[strlen(info->help) - 1] != '.');
        assert_int_equal(counter_by_name(info->name, false), i);
        if (i < COUNTER_STORED) {
            assert_int_equal(counter_by_name(info->name, true), i);
        }
    }
}

static void test_columns(void **state)
{
    (void)state;
    static const struct {
        const char *column;
        enum counter id;
    } rows[] = {
        {"clicked", COUNTER_CLICKERS},
        {"replied", COUNTER_REPLIERS},
        {"opted_out", COUNTER_OPTOUTS},
        {"blocked", COUNTER_BLOCKS},
        {"cost", COUNTER_COST_MESSAGE},
        {"clicks", COUNTER_CLICKS},
        {"Clicked", COUNTER_NONE},
        {"", COUNTER_NONE},
        {"clicke", COUNTER_NONE},
        {"clicked clicks", COUNTER_NONE},
        {"cost_platform", COUNTER_COST_PLATFORM},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_int_equal(counter_by_name(rows[i].column, true), rows[i].id);
    }
    assert_int_equal(counter_by_name("clicked", false), COUNTER_NONE);
    assert_int_equal(counter_by_name("cost", false), COUNTER_COST);
}

static void test_sum(void **state)
{
    (void)state;
    assert_true(counter_sum(2, -5) == -3);
    assert_true(counter_sum(INT64_MAX, 1) == INT64_MAX);
    assert_true(counter_sum(INT64_MAX - 1, 1) == INT64_MAX);
    assert_true(counter_sum(INT64_MIN, -1) == INT64_MIN);
    assert_true(counter_sum(INT64_MIN + 1, -1) == INT64_MIN);
    assert_true(counter_sum(INT64_MIN, INT64_MAX) == INT64_MIN);
}

static void test_attributes(void **state)
{
    (void)state;
    for (int i = 0; i < ATTR_COUNT; i++) {
        const struct attr_info *info = attr_info((enum attr)i);
        assert_non_null(info->name);
        assert_true(info->label[0] && info->help[0]);
        assert_int_equal(attr_by_name(info->name, false), i);
        assert_int_equal(attr_by_name(info->name, true), i);
    }
    assert_int_equal(attr_by_name("template_name", true), ATTR_TEMPLATE);
    assert_int_equal(attr_by_name("template_name", false), ATTR_NONE);
    assert_int_equal(attr_by_name("locale", true), ATTR_LANGUAGE);
    assert_int_equal(attr_by_name("campaign", true), ATTR_NONE);
}

static void test_sources(void **state)
{
    (void)state;
    static const char *const names[] = {"events",  "rows",  "daily",  "analytics",
                                        "summary", "facts", "account"};
    assert_int_equal(SOURCE_COUNT, ARRAY_COUNT(names));
    for (int i = 0; i < SOURCE_COUNT; i++) {
        assert_string_equal(source_name((enum source)i), names[i]);
        assert_int_equal(source_is_message((enum source)i), i <= SOURCE_ROWS);
    }
}

static void test_names(void **state)
{
    (void)state;
    assert_true(names_same("Post-Purchase", "post_purchase"));
    assert_true(names_same("post purchase", "POST_PURCHASE"));
    assert_false(names_same("post", "post_purchase"));
    assert_false(names_same("post_purchase", "post"));
    assert_false(names_same("a", NULL));
    assert_true(names_same(NULL, NULL));
    assert_true(names_compare("Email", "sms") < 0);
    assert_true(names_compare("sms", "Email") > 0);
    assert_true(names_hold("a bc d", "bc"));
    assert_true(names_hold("a bc d", "d"));
    assert_false(names_hold("a bc d", "b"));
    assert_false(names_hold("a bc d", "bc d"));
    assert_false(names_hold("", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catalogue),  cmocka_unit_test(test_entries),
        cmocka_unit_test(test_columns),    cmocka_unit_test(test_sum),
        cmocka_unit_test(test_attributes), cmocka_unit_test(test_sources),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
