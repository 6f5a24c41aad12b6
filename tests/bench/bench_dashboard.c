/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the dashboard costs on a terminal of 120 x 40, and htop, tig and ncdu beside it by the same
 * meter: time to the first screen, bytes and time a key, bytes and wake-ups while nothing happens,
 * memory. Run it in the build folder, of a clone if tig shall have a history to show:
 *
 *     tests/bench/make_store /tmp/large.db
 *     tests/bench/bench_dashboard ./campane --store /tmp/large.db --now 2026-10-31
 *
 * Starts each program several times, by turns; figures are medians. One that is slow because the
 * machine is busy is no bug: nothing is asserted.
 */
#include "lib/term_harness.h"

#include <dirent.h>
#include <time.h>

enum {
    STARTS = 9,
    KEYS = 200,
    SAMPLES = 4096,
    QUIET_US = 700 * 1000,
    KEY_US = 30 * 1000,
    IDLE_US = 5 * 1000 * 1000
};

/* Bytes that had come, over time. */
struct trace {
    int64_t start;
    uint64_t before;
    struct {
        int64_t at;
        uint64_t bytes;
    } samples[SAMPLES];
    size_t count;
    int64_t quiet; /* microseconds without a byte that end it */
    bool wants;    /* something must come first */
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static bool is_quiet(const struct harness *harness, const void *argument)
{
    struct trace *trace = (struct trace *)(uintptr_t)argument;
    uint64_t bytes = harness_state(harness).bytes;
    int64_t at = now();
    uint64_t last = trace->count ? trace->samples[trace->count - 1].bytes : trace->before;
    if (bytes != last && trace->count < SAMPLES) {
        trace->samples[trace->count].at = at;
        trace->samples[trace->count++].bytes = bytes;
    }
    if (trace->count == 0) {
        return !trace->wants && at - trace->start > trace->quiet;
    }
    return at - trace->samples[trace->count - 1].at > trace->quiet;
}

static void begin(struct trace *trace, const struct harness *harness, int64_t quiet, bool wants)
{
    trace->count = 0;
    trace->quiet = quiet;
    trace->wants = wants;
    trace->before = harness ? harness_state(harness).bytes : 0;
    trace->start = now();
}

static uint64_t total(const struct trace *trace)
{
    return trace->count ? trace->samples[trace->count - 1].bytes - trace->before : 0;
}

/* Microseconds until so many parts of a hundred had come. */
static int64_t until(const struct trace *trace, unsigned percent)
{
    for (size_t i = 0; i < trace->count; i++) {
        if ((trace->samples[i].bytes - trace->before) * 100 >= total(trace) * percent) {
            return trace->samples[i].at - trace->start;
        }
    }
    return 0;
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int64_t at_share(int64_t *values, size_t count, unsigned percent)
{
    qsort(values, count, sizeof *values, compare);
    return count ? values[(count - 1) * percent / 100] : 0;
}

/* --- what the system tells of a process ------------------------------------------------------- */

/* The number behind a name in such a file; -1: there is none. */
static long number_in(const char *path, const char *name)
{
    char line[256];
    long number = -1;
    FILE *file = fopen(path, "r");
    while (file && number < 0 && fgets(line, sizeof line, file)) {
        if (strncmp(line, name, strlen(name)) == 0) {
            number = strtol(line + strlen(name), NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return number;
}

static long peak_kib(int process)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/status", process);
    return number_in(path, "VmHWM:");
}

/* Times that its threads went to sleep of their own accord: so often they had been woken up. */
static long wakeups(int process)
{
    char path[400];
    long sum = -1;
    snprintf(path, sizeof path, "/proc/%d/task", process);
    DIR *tasks = opendir(path);
    for (struct dirent *entry; tasks && (entry = readdir(tasks));) {
        snprintf(path, sizeof path, "/proc/%d/task/%s/status", process, entry->d_name);
        long number = entry->d_name[0] == '.' ? -1 : number_in(path, "voluntary_ctxt_switches:");
        sum = number >= 0 ? (sum > 0 ? sum : 0) + number : sum;
    }
    if (tasks) {
        closedir(tasks);
    }
    return sum;
}

/* --- measuring ------------------------------------------------------------------------------- */

enum figure {
    FIRST_BYTE,
    PAINT90,
    PAINT_ALL,
    FIRST_BYTES,
    MOVE_BYTES,
    MOVE_BYTES_MOST,
    MOVE_TIME,
    MOVE_TIME_99,
    PAGE_BYTES,
    PAGE_TIME,
    ESC_TIME,
    CLEARS,
    IDLE_BYTES,
    IDLE_WAKEUPS,
    MEMORY,
    FIGURES
};

static const struct {
    const char *name, *target;
    int decimals;
} rows[FIGURES] = {
    [FIRST_BYTE] = {"first byte, ms", "", 2},
    [PAINT90] = {"90 % of the first screen, ms", "30", 2},
    [PAINT_ALL] = {"all of the first screen, ms", "", 2},
    [FIRST_BYTES] = {"bytes of the first screen", "12288", 0},
    [MOVE_BYTES] = {"bytes a key, median", "200", 0},
    [MOVE_BYTES_MOST] = {"bytes a key, most", "600", 0},
    [MOVE_TIME] = {"key to last byte, ms, median", "0.5", 2},
    [MOVE_TIME_99] = {"key to last byte, ms, 99 %", "3", 2},
    [PAGE_BYTES] = {"bytes a page, median", "", 0},
    [PAGE_TIME] = {"page to last byte, ms", "", 2},
    [ESC_TIME] = {"Esc closes the help, ms", "30", 2},
    [CLEARS] = {"clears after the start", "0", 0},
    [IDLE_BYTES] = {"bytes a second, idle", "0", 1},
    [IDLE_WAKEUPS] = {"wake-ups a second, idle", "1", 1},
    [MEMORY] = {"peak memory, MiB", "16", 1},
};

struct subject {
    const char *name;
    const char *argv[24];
    const char *list, *help; /* keys that lead to what is moved in, that open the help */
    bool absent;
    int64_t starts[4][STARTS];
    double figures[FIGURES]; /* below 0: none */
};

static struct trace trace;

static struct harness *start(const struct subject *subject)
{
    struct harness_options options = {.argv = subject->argv, .columns = 120, .rows = 40};
    return harness_start(&options);
}

static void measure_start(struct subject *subject, int turn)
{
    begin(&trace, NULL, QUIET_US, true);
    struct harness *harness = start(subject);
    harness_wait(harness, is_quiet, &trace, "the first screen");
    subject->starts[0][turn] = until(&trace, 0);
    subject->starts[1][turn] = until(&trace, 90);
    subject->starts[2][turn] = until(&trace, 100);
    subject->starts[3][turn] = (int64_t)total(&trace);
    harness_free(harness);
}

static double ms(int64_t us)
{
    return (double)us / 1000;
}

/* Bytes and time of keys by turns: `turns` times the first, then half as often the second. */
static void measure_keys(struct harness *harness, const char *there, const char *back, int turns,
                         int64_t bytes[KEYS], int64_t times[KEYS])
{
    for (int i = 0; i < KEYS; i++) {
        begin(&trace, harness, KEY_US, false);
        harness_keys(harness, i % (turns + turns / 2) < turns ? there : back);
        harness_wait(harness, is_quiet, &trace, "a key's effect");
        bytes[i] = (int64_t)total(&trace);
        times[i] = until(&trace, 100);
    }
}

static void go(struct harness *harness, const char *keys)
{
    begin(&trace, harness, QUIET_US, false);
    harness_keys(harness, keys);
    harness_wait(harness, is_quiet, &trace, "what keys lead to");
}

static bool is_late(const struct harness *harness, const void *from)
{
    (void)harness;
    return now() - *(const int64_t *)from >= IDLE_US;
}

static void measure_idle(struct subject *subject, struct harness *harness)
{
    long before = wakeups(harness_process(harness));
    uint64_t bytes = harness_state(harness).bytes;
    int64_t from = now();
    harness_wait(harness, is_late, &from, "the time to go by");
    double seconds = (double)(now() - from) / 1e6;
    long after = wakeups(harness_process(harness));
    subject->figures[IDLE_BYTES] = (double)(harness_state(harness).bytes - bytes) / seconds;
    subject->figures[IDLE_WAKEUPS] = before < 0 ? -1 : (double)(after - before) / seconds;
}

static void measure(struct subject *subject)
{
    int64_t bytes[KEYS], times[KEYS];
    double *figures = subject->figures;
    for (int i = 0; i < 3; i++) {
        figures[FIRST_BYTE + i] = ms(at_share(subject->starts[i], STARTS, 50));
    }
    figures[FIRST_BYTES] = (double)at_share(subject->starts[3], STARTS, 50);
    struct harness *harness = start(subject);
    begin(&trace, harness, QUIET_US, true);
    harness_wait(harness, is_quiet, &trace, "the first screen");
    uint64_t clears = harness_state(harness).clears;
    go(harness, subject->list);
    measure_keys(harness, "<Down>", "<Up>", 16, bytes, times);
    figures[MOVE_BYTES] = (double)at_share(bytes, KEYS, 50);
    figures[MOVE_BYTES_MOST] = (double)at_share(bytes, KEYS, 100);
    figures[MOVE_TIME] = ms(at_share(times, KEYS, 50));
    figures[MOVE_TIME_99] = ms(at_share(times, KEYS, 99));
    measure_keys(harness, "<PgDn>", "<PgUp>", 4, bytes, times);
    figures[PAGE_BYTES] = (double)at_share(bytes, KEYS, 50);
    figures[PAGE_TIME] = ms(at_share(times, KEYS, 50));
    figures[ESC_TIME] = -1;
    if (subject->help) {
        go(harness, subject->help);
        go(harness, "<Esc>");
        figures[ESC_TIME] = ms(until(&trace, 100));
    }
    harness_resize(harness, 90, 30);
    go(harness, "");
    harness_resize(harness, 20, 5);
    go(harness, "");
    harness_resize(harness, 120, 40);
    go(harness, "");
    figures[CLEARS] = (double)(harness_state(harness).clears - clears);
    measure_idle(subject, harness);
    long peak = peak_kib(harness_process(harness));
    figures[MEMORY] = peak < 0 ? -1 : (double)peak / 1024;
    harness_free(harness);
}

/* --- the table ------------------------------------------------------------------------------- */

static void print_figure(double value, int decimals)
{
    if (value < 0) {
        printf("  %9s", "-");
    } else {
        printf("  %9.*f", decimals, value);
    }
}

/* How many times less the first needs than the other. */
static void print_ratio(double ours, double theirs)
{
    if (ours < 0 || theirs < 0 || (ours == 0 && theirs == 0)) {
        printf("  %8s", "");
    } else if (ours == 0) {
        printf("  %8s", "all less");
    } else {
        printf("  %7.2fx", theirs / ours);
    }
}

static void print_table(const struct subject *subjects, size_t count)
{
    printf("%-30s  %7s", "", "target");
    for (size_t i = 0; i < count; i++) {
        printf(i ? "  %9s  %8s" : "  %9s", subjects[i].name, "of ours");
    }
    putchar('\n');
    for (int row = 0; row < FIGURES; row++) {
        printf("%-30s  %7s", rows[row].name, rows[row].target);
        for (size_t i = 0; i < count; i++) {
            double value = subjects[i].absent ? -1 : subjects[i].figures[row];
            print_figure(value, rows[row].decimals);
            if (i > 0) {
                print_ratio(subjects[0].figures[row], value);
            }
        }
        putchar('\n');
    }
}

static bool is_installed(const char *name)
{
    char command[64];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    return system(command) == 0;
}

int main(int argc, char **argv)
{
    const char *folder = getenv("srcdir");
    folder = folder ? folder : "..";
    static struct subject subjects[] = {
        {.name = "campane", .list = "2", .help = "?"},
        {.name = "htop", .argv = {"/usr/bin/env", "htop"}, .list = "", .help = "<F1>"},
        {.name = "tig", .argv = {"/usr/bin/env", "-C", NULL, "tig"}, .list = ""},
        {.name = "ncdu", .argv = {"/usr/bin/env", "ncdu", NULL}, .list = ""},
    };
    if (argc < 2 || argc > 20) {
        fprintf(stderr, "usage: bench_dashboard PROGRAM [ARGUMENT]...\n");
        return 2;
    }
    subjects[0].argv[0] = "/usr/bin/env";
    for (int i = 1; i < argc; i++) {
        subjects[0].argv[i] = argv[i];
    }
    subjects[2].argv[2] = folder;
    subjects[3].argv[2] = folder;
    for (size_t i = 1; i < ARRAY_COUNT(subjects); i++) {
        subjects[i].absent = !is_installed(subjects[i].name);
        if (subjects[i].absent) {
            printf("%s is not installed: left out\n", subjects[i].name);
        }
    }
    for (int turn = 0; turn < STARTS; turn++) {
        for (size_t i = 0; i < ARRAY_COUNT(subjects); i++) {
            if (!subjects[i].absent) {
                measure_start(&subjects[i], turn);
            }
        }
    }
    for (size_t i = 0; i < ARRAY_COUNT(subjects); i++) {
        if (!subjects[i].absent) {
            measure(&subjects[i]);
        }
    }
    print_table(subjects, ARRAY_COUNT(subjects));
    return 0;
}
