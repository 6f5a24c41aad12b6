/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a comparison costs: two campaigns of 365 days against each other, and a campaign of that
 * length by its two variants, without and with a plan. Run it in the build folder:
 *
 *     tests/bench/bench_compare [RUNS]      101 runs each unless told
 *
 * Prints medians in milliseconds of processor time (what else runs does not count): all of it,
 * reading the days from the store, and what is left, which is the comparison. Nothing is asserted.
 */
#include "report/compare.h"
#include "store/query_arms.h"
#include "unit/report_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS = 365, RUNS = 101, ARMS = 2, RUNS_MAX = 10001 };

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_size);
    return values[count / 2];
}

/* A day's figures; clicks move a little from day to day. */
static struct figures row(const char *campaign, const char *variant, int32_t day, int lift)
{
    int year, month, date;
    civil_from_day(day, &year, &month, &date);
    return FIGURES(.campaign = campaign, .variant = variant, .month = month, .day = date,
                   .sent = 2000, .delivered = 1950, .read = 1500, .clickers = 300 + day % 7 + lift,
                   .repliers = 60, .optouts = 8, .conversions = 20 + day % 3, .currency = "EUR",
                   .revenue = 700 + day % 11, .cost = 100);
}

static void fill(struct fixture *fixture)
{
    struct figures *rows = calloc((size_t)DAYS * ARMS, sizeof *rows);
    assert_non_null(rows);
    int32_t first = civil_to_day(2026, 1, 1);
    for (int i = 0; i < DAYS; i++) {
        rows[2 * i] = row("first", NULL, first + i, 0);
        rows[2 * i + 1] = row("second", NULL, first + i, 1);
    }
    import_figures(fixture, "campaigns.csv", rows, (size_t)DAYS * ARMS);
    for (int i = 0; i < DAYS; i++) {
        rows[2 * i] = row("test", "A", first + i, 0);
        rows[2 * i + 1] = row("test", "B", first + i, 1);
    }
    import_figures(fixture, "variants.csv", rows, (size_t)DAYS * ARMS);
    free(rows);
}

/* The days as a comparison reads them. */
static void read_days(struct fixture *fixture, struct arena *arena,
                      const struct compare_request *request)
{
    struct err err = ERR_INIT;
    struct day_total *days;
    struct arm_days *arms;
    size_t count;
    if (request->campaign_count == 1) {
        check_ok(query_arms(fixture->store, arena, request->campaigns[0], ATTR_VARIANT, DAY_NONE,
                            INT32_MAX, &arms, &count, &err),
                 &err);
    }
    for (size_t i = 0; request->campaign_count > 1 && i < request->campaign_count; i++) {
        check_ok(query_campaign_days(fixture->store, arena, request->campaigns[i], DAY_NONE,
                                     INT32_MAX, &days, &count, NULL, &err),
                 &err);
    }
}

static void measure(struct fixture *fixture, const struct scope *scope, const char *name,
                    const struct compare_request *request, int runs)
{
    static double whole[RUNS_MAX], reading[RUNS_MAX];
    struct err err = ERR_INIT;
    const struct compare *compare = NULL;
    struct arena *arena = arena_new();
    for (int i = 0; i < runs; i++) {
        arena_reset(arena);
        double begin = now_ms();
        check_ok(compare_build(arena, fixture->store, scope, request, NULL, &compare, &err), &err);
        whole[i] = now_ms() - begin;
        arena_reset(arena);
        begin = now_ms();
        read_days(fixture, arena, request);
        reading[i] = now_ms() - begin;
    }
    double all = median(whole, runs), read = median(reading, runs);
    printf("%-28s %8.2f %8.2f %8.2f\n", name, all, read, all - read);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    int runs = argc > 1 ? atoi(argv[1]) : RUNS;
    runs = runs < 1 || runs > RUNS_MAX ? RUNS : runs;
    fixture_open(&fixture, NULL);
    fill(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    scope.options.base = RATE_BASE_SENT;
    scope.today = civil_to_day(2027, 2, 1); /* all days are old enough */
    const int64_t two[] = {campaign_number("first"), campaign_number("second")};
    const int64_t one = campaign_number("test");
    const struct compare_plan plan = {.recipients = 2.0 * DAYS * 2000};
    const struct compare_request campaigns = {
        .campaigns = two, .campaign_count = 2, .by = ATTR_NONE, .goal = KPI_NONE};
    const struct compare_request variants = {
        .campaigns = &one, .campaign_count = 1, .by = ATTR_NONE, .goal = KPI_NONE};
    struct compare_request charted = variants;
    charted.course = true;
    struct compare_request planned = variants;
    planned.plan = &plan;
    printf("%-28s %8s %8s %8s\n", "ms, medians", "all", "reading", "rest");
    measure(&fixture, &scope, "two campaigns of 365 days", &campaigns, runs);
    measure(&fixture, &scope, "two variants, 365 days", &variants, runs);
    measure(&fixture, &scope, "the same with the chart", &charted, runs);
    measure(&fixture, &scope, "two variants with a plan", &planned, runs);
    arena_free(arena);
    fixture_close(&fixture);
    return 0;
}
