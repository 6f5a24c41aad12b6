/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "model/attribution.h"
#include "model/benchmark.h"
#include "model/campaign.h"

static void test_kinds(void **state)
{
    (void)state;
    static const char *const names[] = {"broadcast", "drip",    "flow", "post_purchase",
                                        "ctwa_ad",   "service", "bot"};
    assert_int_equal(KIND_COUNT, ARRAY_COUNT(names));
    for (int i = 0; i < KIND_COUNT; i++) {
        assert_string_equal(campaign_kind_name((enum campaign_kind)i), names[i]);
        assert_int_equal(campaign_kind_parse(names[i]), i);
    }
    assert_int_equal(campaign_kind_parse("Post-Purchase"), KIND_POST_PURCHASE);
    assert_int_equal(campaign_kind_parse("CTWA ad"), KIND_CTWA_AD);
    assert_int_equal(campaign_kind_parse("broadcasts"), KIND_UNKNOWN);
    assert_int_equal(campaign_kind_parse(""), KIND_UNKNOWN);
    assert_int_equal(campaign_kind_parse(NULL), KIND_UNKNOWN);
    assert_string_equal(campaign_kind_name(KIND_UNKNOWN), "broadcast");
}

static void test_goals(void **state)
{
    (void)state;
    static const char *const names[] = {"none", "sales", "leads", "service", "brand"};
    assert_int_equal(GOAL_COUNT, ARRAY_COUNT(names));
    for (int i = 0; i < GOAL_COUNT; i++) {
        assert_string_equal(campaign_goal_name((enum campaign_goal)i), names[i]);
        assert_int_equal(campaign_goal_parse(names[i]), i);
    }
    assert_int_equal(campaign_goal_parse("Lead"), GOAL_LEADS);
    assert_int_equal(campaign_goal_parse("LEADS"), GOAL_LEADS);
    assert_int_equal(campaign_goal_parse("profit"), GOAL_UNKNOWN);
    assert_int_equal(campaign_goal_parse(NULL), GOAL_UNKNOWN);
}

static void test_ids(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        const char *text;
    } rows[] = {
        {0, "00000000"},
        {1, "00000001"},
        {31, "0000000z"},
        {32, "00000010"},
        {(INT64_C(1) << 40) - 1, "zzzzzzzz"},
        {INT64_C(0x123456789a), "28t5cy4t"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        char text[9];
        int64_t number = -1;
        campaign_id_format(rows[i].number, text);
        assert_string_equal(text, rows[i].text);
        assert_true(campaign_id_parse(text, &number));
        assert_true(number == rows[i].number);
    }
    int64_t number = -1;
    assert_true(campaign_id_parse("0000000Z", &number) && number == 31);
    assert_true(campaign_id_parse("oO0ilL1z", &number));
    int64_t plain = -2;
    assert_true(campaign_id_parse("0001111z", &plain) && plain == number);
    static const char *const wrong[] = {"",         "0000000",  "000000000",
                                        "0000000u", "0000 000", "0000000é"};
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        number = -9;
        assert_false(campaign_id_parse(wrong[i], &number));
        assert_true(number == -9);
    }
}

/* The id of a name is in other people's scripts and links: it never changes. */
static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *name, *id;
    } rows[] = {
        {"", "wj2ekmds"},
        {"a", "9j3ax3tg"},
        {"Diwali early access", "h4hkh38q"},
        {"Panier oublié", "fvdr7hp8"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        int64_t number = campaign_number(rows[i].name);
        assert_true(number > 0 && number < INT64_C(1) << 40);
        char text[9];
        campaign_id_format(number, text);
        assert_string_equal(text, rows[i].id);
    }
}

static void test_inside(void **state)
{
    (void)state;
    const int64_t window = 5 * 86400;
    assert_true(attribution_inside(1000, 1000, window));
    assert_true(attribution_inside(1000, 1000 + window, window));
    assert_false(attribution_inside(1000, 1001 + window, window));
    assert_false(attribution_inside(1000, 999, window));
    assert_true(attribution_inside(1000, 1000, 0));
    assert_false(attribution_inside(1000, 1000, -1));
    assert_false(attribution_inside(TIME_SOME, TIME_SOME, window));
    assert_false(attribution_inside(TIME_NONE, 5, window));
    assert_false(attribution_inside(5, TIME_SOME, INT64_MAX));
    assert_false(attribution_inside(INT64_MIN + 1, INT64_MAX - 1, INT64_MAX));
    assert_true(attribution_inside(-2, INT64_MAX - 2, INT64_MAX));
}

static void test_better(void **state)
{
    (void)state;
    const struct touch none = {0, 0};
    const struct touch early = {9, 100};
    const struct touch late = {5, 200};
    const struct touch tie = {6, 200};
    assert_true(attribution_better(&early, &none));
    assert_false(attribution_better(&none, &early));
    assert_false(attribution_better(&none, &none));
    assert_true(attribution_better(&late, &early));
    assert_false(attribution_better(&early, &late));
    assert_true(attribution_better(&tie, &late));
    assert_false(attribution_better(&late, &tie));
    assert_false(attribution_better(&late, &late));
}

static void test_grades(void **state)
{
    (void)state;
    assert_string_equal(grade_name(GRADE_POOR), "poor");
    assert_string_equal(grade_name(GRADE_TYPICAL), "typical");
    assert_string_equal(grade_name(GRADE_GOOD), "good");
    assert_string_equal(grade_name(GRADE_BEST), "best");
    assert_null(grade_name(GRADE_NONE));
    assert_int_equal(grade_letter(GRADE_POOR), 'P');
    assert_int_equal(grade_letter(GRADE_TYPICAL), 'T');
    assert_int_equal(grade_letter(GRADE_GOOD), 'G');
    assert_int_equal(grade_letter(GRADE_BEST), 'B');
    assert_int_equal(grade_letter(GRADE_NONE), ' ');
}

static void test_find(void **state)
{
    (void)state;
    const struct benchmark_row rows[] = {{.kpi = KPI_CTR}, {.kpi = KPI_ROCS}};
    const struct benchmark_set sets[] = {{.id = "a"}, {.id = "b", .rows = rows, .row_count = 2}};
    const struct benchmarks all = {sets, ARRAY_COUNT(sets)};
    assert_ptr_equal(benchmark_find(&all, "b"), &sets[1]);
    assert_null(benchmark_find(&all, "c"));
    assert_ptr_equal(benchmark_row(&sets[1], KPI_ROCS), &rows[1]);
    assert_null(benchmark_row(&sets[1], KPI_ROI));
    assert_null(benchmark_row(&sets[0], KPI_CTR));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),  cmocka_unit_test(test_goals),
        cmocka_unit_test(test_ids),    cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_inside), cmocka_unit_test(test_better),
        cmocka_unit_test(test_grades), cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
