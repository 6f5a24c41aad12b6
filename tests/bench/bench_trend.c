/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a trend costs on a large store (make_store):
 *
 *     tests/bench/bench_trend STORE [RUNS]      21 runs each unless told
 *
 * Prints medians in milliseconds: one campaign, all of them by what is stored of each day, the
 * small charts of the dashboard, a filter that lets all campaigns pass (the longest way), and how
 * soon that one gives up. Today is 2026-10-31. Nothing is asserted.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "config/benchmarks.h"
#include "report/trend.h"

enum { RUNS = 21, RUNS_MAX = 1001, SMALL = 8, CANCEL_AFTER_MS = 30 };

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void die(const struct err *err)
{
    char text[1024];
    fprintf(stderr, "bench_trend: %s\n", err_format(err, text, sizeof text));
    exit(1);
}

struct asked {
    struct store *store;
    const struct benchmarks *sets;
    const char *where, *period;
    int64_t campaign; /* 0: all */
    size_t measures;
};

static const struct trend_measure measures[SMALL] = {
    {KPI_CTR, COUNTER_NONE},           {KPI_OPEN_RATE, COUNTER_NONE},
    {KPI_DELIVERY_RATE, COUNTER_NONE}, {KPI_ENGAGEMENT_RATE, COUNTER_NONE},
    {KPI_OPTOUT_RATE, COUNTER_NONE},   {KPI_CONVERSION_RATE, COUNTER_NONE},
    {KPI_ROCS, COUNTER_NONE},          {KPI_NONE, COUNTER_REVENUE}};

static bool build(const struct asked *asked, struct arena *arena, struct cancel *cancel,
                  double *reading, struct err *err)
{
    struct scope_request wanted = SCOPE_REQUEST_INIT;
    struct scope scope;
    const struct trend *trends[SMALL];
    wanted.where = asked->where;
    if (asked->period && !period_parse(asked->period, &wanted.period, err)) {
        return false;
    }
    if (!scope_resolve(arena, asked->store, asked->sets, &wanted, cancel, &scope, err)) {
        return false;
    }
    double begin = now_ms();
    struct trend_request request = {.measure = measures[0],
                                    .campaigns = &asked->campaign,
                                    .campaign_count = asked->campaign != 0};
    bool done = trend_build_several(arena, asked->store, &scope, &request, measures,
                                    asked->measures, cancel, trends, err);
    *reading = now_ms() - begin;
    return done;
}

static void measure(const char *name, const struct asked *asked, int runs)
{
    static double times[RUNS_MAX];
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    for (int i = 0; i < runs; i++) {
        arena_reset(arena);
        if (!build(asked, arena, NULL, &times[i], &err)) {
            die(&err);
        }
    }
    qsort(times, (size_t)runs, sizeof *times, by_size);
    printf("%-44s %8.2f %8.2f\n", name, times[runs / 2], times[0]);
    arena_free(arena);
}

static void *stop_soon(void *context)
{
    struct timespec wait = {0, CANCEL_AFTER_MS * 1000000L};
    nanosleep(&wait, NULL);
    cancel_set(context);
    return NULL;
}

static void measure_stop(const struct asked *asked)
{
    struct cancel cancel = {0};
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    pthread_t thread;
    double took = 0;
    double begin = now_ms();
    if (pthread_create(&thread, NULL, stop_soon, &cancel) != 0) {
        exit(1);
    }
    bool done = build(asked, arena, &cancel, &took, &err);
    printf("%-44s %8.2f\n", done ? "was done before it was stopped" : "stopped: gave up after",
           now_ms() - begin - CANCEL_AFTER_MS);
    pthread_join(thread, NULL);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    struct err err = ERR_INIT;
    struct clock clock = {0};
    int runs = argc > 2 ? atoi(argv[2]) : RUNS;
    runs = runs < 1 || runs > RUNS_MAX ? RUNS : runs;
    if (!clock_pin(&clock, "2026-10-31", NULL, &err)) {
        die(&err);
    }
    struct store_options options = {
        .path = argc > 1 ? argv[1] : "", .read_only = true, .clock = &clock};
    struct arena *arena = arena_new();
    struct store *store = argc > 1 ? store_open(&options, &err) : NULL;
    const struct benchmarks *sets = benchmarks_load(arena, NULL, &err);
    struct campaign_name *names = NULL;
    size_t count = 0;
    if (!store || !sets || !query_names(store, arena, &names, &count, &err) || !count) {
        die(&err);
    }
    printf("%-44s %8s %8s\n", "ms", "median", "least");
    measure("one campaign, CTR by day",
            &(struct asked){store, sets, NULL, NULL, names[count / 2].number, 1}, runs);
    measure("one campaign, the small charts",
            &(struct asked){store, sets, NULL, NULL, names[count / 2].number, SMALL}, runs);
    measure("all campaigns, every day", &(struct asked){store, sets, NULL, NULL, 0, 1}, runs);
    measure("all campaigns, the small charts", &(struct asked){store, sets, NULL, NULL, 0, SMALL},
            runs);
    measure("all campaigns, 90 days and those before",
            &(struct asked){store, sets, NULL, "90d", 0, 1}, runs);
    const struct asked filtered = {store, sets, "sent > 1", NULL, 0, 1};
    measure("a filter that all campaigns pass", &filtered, runs / 4 + 1);
    measure_stop(&filtered);
    store_close(store);
    arena_free(arena);
    return 0;
}
