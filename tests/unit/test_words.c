/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>
#include <string.h>

#include "report/column.h"
#include "report/words.h"

static struct currency currency(const char *code)
{
    struct currency made = {""};
    memcpy(made.code, code, strlen(code) + 1);
    return made;
}

static void check_value(enum kpi id, double number, const char *code, const char *want)
{
    char buffer[WORDS_SIZE];
    struct kpi_value value = {.has_value = true, .value = number, .currency = currency(code)};
    assert_string_equal(words_value(id, &value, buffer), want);
}

static void values_have_their_unit(void **state)
{
    (void)state;
    check_value(KPI_CTR, 0.2017, "", "20.2 %");
    check_value(KPI_OPTOUT_RATE, 0.0032, "", "0.32 %");
    check_value(KPI_ROCS, 11.23, "", "11.2 ×");
    check_value(KPI_AOV, 41.5 * MONEY_UNIT, "EUR", "€ 41.50");
    check_value(KPI_CONVERSATIONS, 12, "", "12");
    check_value(KPI_TIME_TO_READ, 4.5, "", "4.5 min");
    char buffer[WORDS_SIZE];
    struct kpi_value none = {.reason = KPI_REASON_UNKNOWN_COUNTER};
    assert_string_equal(words_value(KPI_CTR, &none, buffer), "n/a");
}

/* A score by itself has a unit and a tenth at most. */
static void scores_have_points(void **state)
{
    (void)state;
    char buffer[WORDS_SIZE];
    struct kpi_value value = {.has_value = true, .value = 9.459459};
    assert_string_equal(words_score(KPI_NPS, &value, buffer), "9.5 points");
    value.value = 0.98;
    assert_string_equal(words_score(KPI_NPS, &value, buffer), "1 point");
    value.value = -46;
    assert_string_equal(words_score(KPI_NPS, &value, buffer), "-46 points");
    value.value = 0.744;
    assert_string_equal(words_score(KPI_CSAT, &value, buffer), "74.4 %");
    value.has_value = false;
    assert_string_equal(words_score(KPI_NPS, &value, buffer), "n/a");
}

static void check_distance(enum kpi id, enum grade grade, enum grade toward, double distance,
                           const char *want)
{
    char buffer[WORDS_SIZE];
    static const struct benchmark_row row = {.currency = {"USD"}};
    struct grade_result result = {
        .grade = grade, .has_distance = true, .distance = distance, .toward = toward, .row = &row};
    assert_string_equal(words_distance(id, &result, buffer), want);
}

static void distances_name_the_band(void **state)
{
    (void)state;
    check_distance(KPI_CTR, GRADE_TYPICAL, GRADE_GOOD, -0.022, "2.2 pt under good");
    check_distance(KPI_CTR, GRADE_BEST, GRADE_BEST, 0.031, "3.1 pt inside best");
    check_distance(KPI_CTR, GRADE_BEST, GRADE_BEST, 0, "at the edge of best");
    check_distance(KPI_OPTOUT_RATE, GRADE_TYPICAL, GRADE_GOOD, 0.0002, "0.02 pt over good");
    check_distance(KPI_OPTOUT_RATE, GRADE_BEST, GRADE_BEST, -0.0005, "0.05 pt inside best");
    check_distance(KPI_ROCS, GRADE_POOR, GRADE_TYPICAL, -1.2, "1.2 × under typical");
    check_distance(KPI_REVENUE_PER_RECIPIENT, GRADE_TYPICAL, GRADE_GOOD, -20000,
                   "$ 0.02 under good");
    check_distance(KPI_OPEN_RATE, GRADE_NONE, GRADE_TYPICAL, -0.32, "32.0 pt under typical");
    char buffer[WORDS_SIZE];
    struct grade_result none = {.grade = GRADE_NONE, .toward = GRADE_NONE};
    assert_string_equal(words_distance(KPI_CTR, &none, buffer), "");
}

static void intervals_and_changes(void **state)
{
    (void)state;
    char buffer[WORDS_SIZE];
    struct kpi_value value = {
        .has_value = true, .value = 0.2, .has_interval = true, .low = 0.191, .high = 0.213};
    assert_string_equal(words_interval(KPI_CTR, &value, false, buffer), "19.1–21.3 %");
    assert_string_equal(words_interval(KPI_CTR, &value, true, buffer), "19.1-21.3 %");
    value.has_interval = false;
    assert_string_equal(words_interval(KPI_CTR, &value, false, buffer), "");
    assert_string_equal(words_change(KPI_CTR, 0.025, currency(""), buffer), "+2.5 pt");
    assert_string_equal(words_change(KPI_CTR, -0.0003, currency(""), buffer), "-0.03 pt");
    assert_string_equal(words_change(KPI_ROCS, 0.4, currency(""), buffer), "+0.40 ×");
    assert_string_equal(words_change(KPI_AOV, 20000, currency("EUR"), buffer), "+€ 0.02");
    assert_string_equal(words_share(112, 100, buffer), "+12.0 %");
    assert_string_equal(words_share(88, 100, buffer), "-12.0 %");
    assert_string_equal(words_share(-50, -100, buffer), "+50.0 %");
}

static void every_reason_has_words(void **state)
{
    (void)state;
    char buffer[WORDS_SIZE];
    assert_string_equal(words_reason(KPI_CTR, KPI_REASON_NONE, buffer), "");
    for (int reason = KPI_REASON_UNKNOWN_COUNTER; reason <= KPI_REASON_OUT_OF_REACH; reason++) {
        assert_true(words_reason(KPI_CTR, (enum kpi_reason)reason, buffer)[0] != '\0');
    }
    assert_string_equal(words_reason(KPI_CTR, KPI_REASON_TOO_FEW, buffer),
                        "too few to grade (under 100)");
    assert_string_equal(words_reason(KPI_OPTOUT_RATE, KPI_REASON_TOO_FEW, buffer),
                        "too few to grade (under 1 000)");
    assert_string_equal(words_reason(KPI_NONE, KPI_REASON_TOO_FEW, buffer), "too few to grade");
}

static void every_counter_has_a_file_that_tells_it(void **state)
{
    (void)state;
    for (int id = 0; id < COUNTER_COUNT; id++) {
        assert_true(words_unlock((enum counter)id)[0] != '\0');
    }
    assert_string_equal(words_unlock(COUNTER_CLICKERS), "clicks or template analytics");
}

static void add(struct total *total, int64_t sent, int64_t delivered, int64_t clickers)
{
    struct tally tally = {0};
    const struct {
        enum counter id;
        int64_t value;
    } values[] = {
        {COUNTER_SENT, sent}, {COUNTER_DELIVERED, delivered}, {COUNTER_CLICKERS, clickers}};
    for (size_t i = 0; i < ARRAY_COUNT(values); i++) {
        if (values[i].value >= 0) {
            tally_set(&tally, values[i].id, values[i].value);
        }
    }
    total_add_tally(total, &tally, SOURCE_DAILY, currency(""));
}

static void the_counter_that_is_missing_is_named(void **state)
{
    (void)state;
    struct kpi_options options = KPI_OPTIONS_INIT;
    struct total total = {0};
    add(&total, 100, 90, -1);
    assert_int_equal(words_missing(KPI_CTR, &total, &options), COUNTER_CLICKERS);
    assert_int_equal(words_missing(KPI_DELIVERY_RATE, &total, &options), COUNTER_NONE);
    assert_int_equal(words_missing(KPI_ROCS, &total, &options), COUNTER_REVENUE);
    assert_int_equal(words_missing(KPI_NPS, &total, &options), COUNTER_NONE);
    struct total clicks = {0};
    add(&clicks, 100, -1, 12);
    assert_int_equal(words_missing(KPI_CTR, &clicks, &options), COUNTER_DELIVERED);
    options.base = RATE_BASE_SENT;
    assert_int_equal(words_missing(KPI_CTR, &clicks, &options), COUNTER_NONE);
}

static void days_have_their_year_where_it_differs(void **state)
{
    (void)state;
    char buffer[WORDS_SIZE];
    int32_t today = civil_to_day(2026, 10, 31);
    assert_string_equal(words_day(civil_to_day(2026, 11, 7), today, buffer), "7 Nov");
    assert_string_equal(words_day(civil_to_day(2027, 1, 1), today, buffer), "1 Jan 2027");
}

static void amounts_stop_at_the_limits(void **state)
{
    (void)state;
    assert_int_equal(words_micros(1.5), 2);
    assert_int_equal(words_micros(-1.5), -2);
    assert_true(words_micros(1e300) == INT64_MAX);
    assert_true(words_micros(-1e300) < 0);
}

static void every_column_is_found_by_its_id(void **state)
{
    (void)state;
    size_t count;
    const struct column *all = column_all(&count);
    assert_int_equal(count, 12 + COUNTER_COUNT + KPI_COUNT);
    for (size_t i = 0; i < count; i++) {
        struct column column;
        struct err err = ERR_INIT;
        check_ok(column_by_id(column_id(&all[i]), &column, &err), &err);
        assert_string_equal(column_id(&column), column_id(&all[i]));
        struct table_column described = column_describe(&all[i]);
        assert_string_equal(described.id, column_id(&all[i]));
        assert_true(described.title && described.title[0]);
        assert_true(described.help && described.help[0]);
    }
    for (int id = 0; id < KPI_COUNT; id++) {
        assert_non_null(column_kpi_title((enum kpi)id)); /* column.c has a list of its own */
        assert_true(strlen(column_kpi_title((enum kpi)id)) <= 12);
    }
}

static void a_mistyped_column_is_answered_with_near_ones(void **state)
{
    (void)state;
    struct column column;
    struct err err = ERR_INIT;
    assert_false(column_by_id("ctrr", &column, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_string_equal(err.todo, "did you mean ctr?");
    assert_false(column_by_id("optout", &column, &err));
    assert_string_equal(err.todo, "did you mean optouts, optout_rate?");
    assert_false(column_by_id("zzzzzzzz", &column, &err));
    assert_non_null(strstr(err.todo, "for example"));
    assert_false(column_by_id("a_name_that_is_longer_than_any_column_may_ever_be", &column, &err));
    assert_false(column_by_id("", &column, &err));
    assert_true(column_by_id("conversations", &column, &err));
    assert_int_equal(column.what, COLUMN_COUNTER);
    assert_true(column_by_id("cost", &column, &err));
    assert_int_equal(column.counter, COUNTER_COST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_their_unit),
        cmocka_unit_test(scores_have_points),
        cmocka_unit_test(distances_name_the_band),
        cmocka_unit_test(intervals_and_changes),
        cmocka_unit_test(every_reason_has_words),
        cmocka_unit_test(every_counter_has_a_file_that_tells_it),
        cmocka_unit_test(the_counter_that_is_missing_is_named),
        cmocka_unit_test(days_have_their_year_where_it_differs),
        cmocka_unit_test(amounts_stop_at_the_limits),
        cmocka_unit_test(every_column_is_found_by_its_id),
        cmocka_unit_test(a_mistyped_column_is_answered_with_near_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
