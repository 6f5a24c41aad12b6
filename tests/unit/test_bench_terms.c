/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "report/bench_terms.h"

static const char *const names[BENCH_TERM_COUNT] = {"Typical", "Good", "Best",   "Base",
                                                    "Source",  "Date", "Sample", "Note"};

static bool take(enum kpi kpi, const char *typical, const char *good, const char *best,
                 struct benchmark_row *row, enum bench_term *wrong, struct err *err)
{
    static struct arena *arena;
    arena = arena ? arena : arena_new();
    struct bench_terms terms = {.text = {typical, good, best, "sent", "s", NULL, " ", "n"},
                                .names = names};
    *row = (struct benchmark_row){.kpi = kpi};
    return bench_terms_take(arena, &terms, row, wrong, err);
}

static void figures_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        enum kpi kpi;
        const char *typical, *good, *best;
        double values[3];
        const char *words[3];
    } cases[] = {
        {KPI_CTR, "15%", "25 %", " 30\xc2\xa0% ", {0.15, 0.25, 0.3}, {"15 %", "25 %", "30 %"}},
        {KPI_OPTOUT_RATE, "0.6 %", "0.3%", "0", {0.006, 0.003, 0}, {"0.6 %", "0.3 %", "0 %"}},
        {KPI_ROCS, "5x", "7 \xc3\x97", "10", {5, 7, 10}, {"5x", "7x", "10x"}},
        {KPI_ROI, "-50%", "200%", "1000 %", {-0.5, 2, 10}, {"-50 %", "200 %", "1000 %"}},
        {KPI_TIME_TO_READ, "30 min", "12min", "5", {30, 12, 5}, {"30 min", "12 min", "5 min"}},
        {KPI_NPS, "-10", "0", "60", {-10, 0, 60}, {"-10", "0", "60"}},
        {KPI_REVENUE_PER_RECIPIENT,
         "\xe2\x82\xac 0.05",
         "0.10 EUR",
         "0.155",
         {50000, 100000, 155000},
         {"0.05 EUR", "0.10 EUR", "0.155 EUR"}},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct benchmark_row row;
        struct err err = ERR_INIT;
        enum bench_term wrong;
        char words[BENCH_TERM_SIZE];
        check_ok(
            take(cases[i].kpi, cases[i].typical, cases[i].good, cases[i].best, &row, &wrong, &err),
            &err);
        const double values[] = {row.typical, row.good, row.best};
        for (size_t j = 0; j < 3; j++) {
            check_double(values[j], cases[i].values[j], 0, 1e-15);
            assert_string_equal(bench_term_words(&row, (enum bench_term)j, words),
                                cases[i].words[j]);
        }
        assert_string_equal(row.source, "s");
        assert_string_equal(row.sample, "");
        assert_string_equal(row.note, "n");
        assert_int_equal(row.base,
                         kpi_info(cases[i].kpi)->based ? BENCHMARK_BASE_SENT : BENCHMARK_BASE_ANY);
    }
}

static void mistakes_name_their_term(void **state)
{
    (void)state;
    static const struct {
        enum kpi kpi;
        const char *typical, *good, *best;
        enum bench_term wrong;
        const char *words;
    } cases[] = {
        {KPI_CTR, "", "25%", "30%", BENCH_TERM_TYPICAL, "nothing is there"},
        {KPI_CTR, "15", "25%", "30%", BENCH_TERM_TYPICAL, "such as 15 %"},
        {KPI_CTR, "15%", "0.25", "30%", BENCH_TERM_GOOD, "such as 15 %"},
        {KPI_CTR, "15%", "25%", "130%", BENCH_TERM_BEST, "cannot be"},
        {KPI_CTR, "15%", "25%", "20%", BENCH_TERM_BEST, "wrong side of Good"},
        {KPI_CTR, "15%", "10%", "20%", BENCH_TERM_GOOD, "wrong side of Typical"},
        {KPI_OPTOUT_RATE, "0.2%", "0.3%", "0.6%", BENCH_TERM_GOOD, "wrong side"},
        {KPI_ROCS, "5%", "7", "10", BENCH_TERM_TYPICAL, "such as 5x"},
        {KPI_ROCS, "-5", "7", "10", BENCH_TERM_TYPICAL, "cannot be"},
        {KPI_ROCS, "inf", "7", "10", BENCH_TERM_TYPICAL, "such as 5x"},
        {KPI_ROCS, "0x10", "7", "10", BENCH_TERM_TYPICAL, "such as 5x"},
        {KPI_ROCS, "5", "7", "1e1", BENCH_TERM_BEST, "such as 5x"},
        {KPI_AOV, "5", "7", "10", BENCH_TERM_TYPICAL, "in which currency"},
        {KPI_AOV, "5 EUR", "7 USD", "10", BENCH_TERM_GOOD, "another currency"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct benchmark_row row;
        struct err err = ERR_INIT;
        enum bench_term wrong = BENCH_TERM_COUNT;
        char words[1024];
        assert_false(
            take(cases[i].kpi, cases[i].typical, cases[i].good, cases[i].best, &row, &wrong, &err));
        assert_int_equal(wrong, cases[i].wrong);
        assert_int_equal(err.code, ERR_USAGE);
        assert_int_equal(row.typical == 0, 1); /* nothing was taken */
        if (!strstr(err_format(&err, words, sizeof words), cases[i].words)) {
            fail_msg("%s: not \"%s\"", words, cases[i].words);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_as_people_write_them),
        cmocka_unit_test(mistakes_name_their_term),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
