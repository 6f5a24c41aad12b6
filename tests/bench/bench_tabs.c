/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it costs to open each tab and page of the dashboard, and to change the period, on a terminal
 * of 120 x 40. Run it in the build folder:
 *
 *     tests/bench/make_store /tmp/large.db
 *     tests/bench/bench_tabs ./campane --store /tmp/large.db --now 2026-10-31
 *
 * Prints milliseconds from the key to the first bytes that answer it, to the word that something is
 * computing ("-": there was none), to the last change of the lines where Overview's first tiles and
 * the table's upper rows have their figures, and to the last byte of all that was read: medians of
 * three fresh programs. Nothing is asserted.
 */
#include "lib/term_harness.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { RUNS = 3, QUIET_US = 300 * 1000, MOST_US = 9 * 1000 * 1000 };

enum { FIGURES = 6, FIGURES_END = 8 }; /* these lines */

static const char computing[] = "computing";

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* A key and what comes of it. */
struct course {
    struct harness *harness;
    int64_t start, first, word, figures, last;
    uint64_t bytes, seen; /* seen: a hash of the lines with figures */
    bool busy;
};

static bool is_busy(struct harness *harness)
{
    return harness_find(harness, computing) >= 0 || harness_find(harness, "reading …") >= 0;
}

static uint64_t hash_of_figures(struct harness *harness)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (int y = FIGURES; y < FIGURES_END; y++) {
        for (const char *row = harness_row(harness, y); *row; row++) {
            hash = (hash ^ (unsigned char)*row) * 1099511628211u;
        }
    }
    return hash;
}

/* Quiet, with nothing that says it is still at work. */
static bool is_over(const struct harness *harness, const void *argument)
{
    struct course *course = (struct course *)(uintptr_t)argument;
    uint64_t bytes = harness_state(harness).bytes;
    int64_t at = now();
    if (bytes != course->bytes) {
        course->bytes = bytes;
        course->last = at;
        course->first = course->first ? course->first : at;
        course->busy = is_busy(course->harness);
        if (!course->word && harness_find(course->harness, computing) >= 0) {
            course->word = at;
        }
        uint64_t seen = hash_of_figures(course->harness);
        if (seen != course->seen) {
            course->seen = seen;
            course->figures = at;
        }
    }
    int64_t since = course->last ? course->last : course->start;
    return (!course->busy && at - since > QUIET_US) || at - course->start > MOST_US;
}

static struct course press(struct harness *harness, const char *keys)
{
    struct course course = {.harness = harness, .bytes = harness_state(harness).bytes};
    course.seen = hash_of_figures(harness);
    course.start = now();
    harness_keys(harness, keys);
    harness_wait(harness, is_over, &course, "what a key leads to");
    return course;
}

static double ms(int64_t from, int64_t to)
{
    return to ? (double)(to - from) / 1000 : 0;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double middle(double *values)
{
    qsort(values, RUNS, sizeof *values, compare);
    return values[RUNS / 2];
}

struct step {
    const char *name, *keys;
    const char *back, *more; /* keys that lead to where it begins, not measured; NULL: none */
};

static const struct step steps[] = {
    {"2 campaigns", "2", "1", NULL},
    {"3 compare", "3", "1", NULL},
    {"4 trends", "4", "1", NULL},
    {"4 retention", "<Tab>", "4", NULL},
    {"4 all KPIs", "<Tab>", "4<Tab>", NULL},
    {"5 breakdown", "5", "1", NULL},
    {"5 hour x weekday", "<Tab>", "5", NULL},
    {"5 frequency", "<Tab>", "5<Tab>", NULL},
    {"5 failures", "<Tab>", "5<Tab><Tab>", NULL},
    {"6 gaps", "6", "1", NULL},
    {"6 money", "<Tab>", "6", NULL},
    {"6 what-if", "<Tab>", "6<Tab>", NULL},
    {"8 benchmarks", "8", "1", NULL},
    {"9 imports", "9", "1", NULL},
    {"a campaign", "<Enter>", "2", NULL},
    {"1 period 30 days", "<Enter>", "1", "pg<Down>"},
    {"2 period 30 days", "<Enter>", "2", "pg<Down>"},
    {"3 period 30 days", "<Enter>", "3", "pg<Down>"},
    {"4 period 30 days", "<Enter>", "4", "pg<Down>"},
    {"5 period 30 days", "<Enter>", "5", "pg<Down>"},
    {"6 period 30 days", "<Enter>", "6", "pg<Down>"},
    {"money period 30 days", "<Enter>", "6<Tab>", "pg<Down>"},
    {"8 period 30 days", "<Enter>", "8", "pg<Down>"},
};

static struct harness *start(char **argv)
{
    struct harness_options options = {
        .argv = (const char *const *)argv, .columns = 120, .rows = 40};
    struct harness *harness = harness_start(&options);
    press(harness, "");
    return harness;
}

static void measure(char **argv, const struct step *step)
{
    double first[RUNS], word[RUNS], figures[RUNS], last[RUNS];
    bool seen = true;
    for (int i = 0; i < RUNS; i++) {
        struct harness *harness = start(argv); /* nothing is loaded yet */
        press(harness, step->back);
        if (step->more) {
            press(harness, step->more);
        }
        struct course course = press(harness, step->keys);
        first[i] = ms(course.start, course.first);
        word[i] = ms(course.start, course.word);
        figures[i] = ms(course.start, course.figures);
        last[i] = ms(course.start, course.last);
        seen &= course.word != 0;
        harness_free(harness);
    }
    printf("%-20s %9.1f ", step->name, middle(first));
    if (seen) {
        printf("%9.1f ", middle(word));
    } else {
        printf("%9s ", "-");
    }
    printf("%9.1f %9.1f\n", middle(figures), middle(last));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    const char *only = NULL;
    if (argc > 2 && strcmp(argv[1], "--only") == 0) {
        only = argv[2];
        argv += 2;
        argc -= 2;
    }
    if (argc < 2) {
        fprintf(stderr, "usage: bench_tabs [--only TEXT] PROGRAM [ARGUMENT]...\n");
        return 2;
    }
    printf("%-20s %9s %9s %9s %9s\n", "ms to", "first", "computing", "figures", "last");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (!only || strstr(steps[i].name, only)) {
            measure(argv + 1, &steps[i]);
        }
    }
    return 0;
}
