/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every edge of every shipped set, exactly at it, one step below and one above, from counts. */
#include "lib/check.h"

#include <math.h>
#include <string.h>

#include "config/benchmarks.h"
#include "config/document.h"
#include "kpi/grade.h"

static const struct kpi_options options = KPI_OPTIONS_INIT;
static struct arena *arena;
static const struct benchmarks *sets;

/* The tables of kpis.md once more, as they are written there (per cent, times, US dollars). For
 * rates where lower is better: the upper edges of typical, good, best. */
static const struct expected {
    const char *set, *kpi;
    double typical, good, best;
    double unit; /* what the figures are multiplied by to be in the KPI's unit */
} table[] = {
    {"reference", "open_rate", 85, 90, 95, 0.01},
    {"reference", "open_rate_adjusted", 85, 90, 95, 0.01},
    {"reference", "ctr", 15, 25, 30, 0.01},
    {"reference", "optout_rate", 0.6, 0.3, 0.2, 0.01},
    {"reference", "conversion_rate", 30, 45, 50, 0.01},
    {"reference", "click_to_conversion_rate", 30, 45, 50, 0.01},
    {"reference", "rocs", 5, 7, 10, 1},
    {"reference", "delivery_rate", 90, 95, 97, 0.01},
    {"measured-2026", "open_rate", 50, 75, 90, 0.01},
    {"measured-2026", "ctr", 5, 15, 25, 0.01},
    {"measured-2026", "engagement_rate", 5, 10, 15, 0.01},
    {"measured-2026", "conversion_rate", 3, 7, 10, 0.01},
    {"measured-2026", "delivery_rate", 90, 95, 97, 0.01},
    {"measured-2026", "rocs", 5, 10, 30, 1},
    {"automation", "ctr", 15, 35, 55, 0.01},
    {"automation", "conversion_rate", 10, 18, 28, 0.01},
    {"automation", "rocs", 10, 30, 100, 1},
    {"email", "open_rate", 30, 35, 45, 0.01},
    {"email", "ctr", 1, 1.5, 4, 0.01},
    {"email", "conversion_rate", 0.05, 0.1, 0.5, 0.01},
    {"email", "optout_rate", 0.6, 0.25, 0.2, 0.01},
    {"email", "revenue_per_recipient", 0.05, 0.10, 0.15, 1000000},
};

static int set_up(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    document_setup();
    arena = arena_new();
    sets = benchmarks_load(arena, NULL, &err);
    return sets ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Rows and edges of the file are those of the table, no more and no fewer. */
static void test_rows(void **state)
{
    (void)state;
    size_t rows = 0;
    assert_int_equal(sets->count, 4);
    for (size_t i = 0; i < sets->count; i++) {
        rows += sets->sets[i].row_count;
    }
    assert_int_equal(rows, ARRAY_COUNT(table));
    for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
        const struct expected *want = &table[i];
        enum kpi id = kpi_by_name(want->kpi);
        const struct benchmark_set *set = benchmark_find(sets, want->set);
        assert_non_null(set);
        const struct benchmark_row *row = benchmark_row(set, id);
        assert_non_null(row);
        check_double(row->typical, want->typical * want->unit, 0, 1e-15);
        check_double(row->good, want->good * want->unit, 0, 1e-15);
        check_double(row->best, want->best * want->unit, 0, 1e-15);
        assert_int_equal(row->base,
                         kpi_info(id)->based ? BENCHMARK_BASE_DELIVERED : BENCHMARK_BASE_ANY);
        assert_true(row->source[0] && row->date[0] && row->sample[0]);
        const char *currency = kpi_info(id)->unit == KPI_UNIT_MONEY ? "USD" : "";
        assert_string_equal(row->currency.code, currency);
    }
}

#define PEOPLE INT64_C(1000000)

/* A campaign of a million with everything known, so that one count can then be set. */
static struct tally full(void)
{
    struct tally tally = {0};
    tally_set(&tally, COUNTER_SENT, PEOPLE);
    tally_set(&tally, COUNTER_DELIVERED, PEOPLE);
    tally_set(&tally, COUNTER_CLICKERS, PEOPLE);
    tally_set(&tally, COUNTER_CONVERSIONS, PEOPLE);
    tally_set(&tally, COUNTER_COST_MESSAGE, PEOPLE);
    return tally;
}

/* The numerator at which a KPI of `full` has the value; a whole number for all edges. */
static int64_t numerator_at(enum kpi id, double value)
{
    double scale = id == KPI_OPEN_RATE_ADJUSTED ? 0.825 : 1;
    double exact = value * (double)PEOPLE * scale;
    assert_true(fabs(exact - round(exact)) < 1e-6);
    return (int64_t)round(exact);
}

static struct grade_result grade_at(const char *set, enum kpi id, int64_t numerator)
{
    struct tally tally = full();
    tally_set(&tally, kpi_info(id)->numerator, numerator);
    struct total total = {0};
    total_add_tally(&total, &tally, SOURCE_EVENTS, (struct currency){"USD"});
    struct kpi_value value = kpi_eval(id, &total, &options);
    assert_true(value.has_value);
    struct grade_context context = {
        .sets = sets, .chosen = set, .force = true, .kind = KIND_UNKNOWN, .goal = GOAL_SALES};
    struct grade_result result = grade_value(id, &value, &total, &options, &context);
    assert_false(result.fallback);
    assert_string_equal(result.set->id, set);
    assert_int_equal(result.row->kpi, id);
    return result;
}

static void expect(const struct expected *want, enum kpi id, int64_t numerator, enum grade grade)
{
    struct grade_result result = grade_at(want->set, id, numerator);
    bool hidden = grade == GRADE_POOR && id == KPI_OPEN_RATE && strcmp(want->set, "reference") == 0;
    if (hidden) {
        assert_int_equal(result.grade, GRADE_NONE);
        assert_int_equal(result.reason, KPI_REASON_OUT_OF_REACH);
        assert_true(result.has_distance);
        return;
    }
    if (result.grade != grade || result.reason != KPI_REASON_NONE) {
        fail_msg("%s %s at %lld of a million: %s, not %s", want->set, want->kpi,
                 (long long)numerator, grade_name(result.grade) ? grade_name(result.grade) : "none",
                 grade_name(grade));
    }
}

static void test_edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
        const struct expected *want = &table[i];
        enum kpi id = kpi_by_name(want->kpi);
        int64_t typical = numerator_at(id, want->typical * want->unit);
        int64_t good = numerator_at(id, want->good * want->unit);
        int64_t best = numerator_at(id, want->best * want->unit);
        if (kpi_info(id)->direction > 0) {
            expect(want, id, typical - 1, GRADE_POOR);
            expect(want, id, typical, GRADE_TYPICAL);
            expect(want, id, typical + 1, GRADE_TYPICAL);
            expect(want, id, good - 1, GRADE_TYPICAL);
            expect(want, id, good, GRADE_GOOD);
            expect(want, id, good + 1, GRADE_GOOD);
            expect(want, id, best - 1, GRADE_GOOD);
            expect(want, id, best, GRADE_BEST);
            expect(want, id, best + 1, GRADE_BEST);
        } else {
            expect(want, id, typical + 1, GRADE_POOR);
            expect(want, id, typical, GRADE_TYPICAL);
            expect(want, id, typical - 1, GRADE_TYPICAL);
            expect(want, id, good + 1, GRADE_TYPICAL);
            expect(want, id, good, GRADE_TYPICAL);
            expect(want, id, good - 1, GRADE_GOOD);
            expect(want, id, best + 1, GRADE_GOOD);
            expect(want, id, best, GRADE_BEST);
            expect(want, id, best - 1, GRADE_BEST);
        }
    }
}

/* The same with the bare numbers, the nearest double below and above each edge. */
static void test_bare_edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
        enum kpi id = kpi_by_name(table[i].kpi);
        const struct benchmark_row *row = benchmark_row(benchmark_find(sets, table[i].set), id);
        bool up = kpi_info(id)->direction > 0;
        double worse = up ? -HUGE_VAL : HUGE_VAL;
        double better = -worse;
        assert_int_equal(grade_band(id, row, nextafter(row->typical, worse)), GRADE_POOR);
        assert_int_equal(grade_band(id, row, row->typical), GRADE_TYPICAL);
        assert_int_equal(grade_band(id, row, nextafter(row->good, worse)), GRADE_TYPICAL);
        assert_int_equal(grade_band(id, row, row->good), up ? GRADE_GOOD : GRADE_TYPICAL);
        assert_int_equal(grade_band(id, row, nextafter(row->good, better)), GRADE_GOOD);
        assert_int_equal(grade_band(id, row, nextafter(row->best, worse)), GRADE_GOOD);
        assert_int_equal(grade_band(id, row, row->best), GRADE_BEST);
        assert_int_equal(grade_band(id, row, nextafter(row->best, better)), GRADE_BEST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_bare_edges),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
