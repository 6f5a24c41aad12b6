/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the dashboard costs on a terminal of 120 x 40: time to the first screen, bytes and time a
 * key, bytes while nothing happens, memory. Run it in the build folder:
 *
 *     tests/bench/make_store /tmp/large.db
 *     tests/bench/bench_dashboard ./campane --store /tmp/large.db --now 2026-10-31
 *
 * Starts the program several times; figures are medians. One that is slow because the machine is
 * busy is no bug: nothing is asserted.
 */
#include "lib/term_harness.h"

#include <dirent.h>
#include <time.h>

enum {
    STARTS = 11,
    KEYS = 200,
    SAMPLES = 4096,
    QUIET_US = 700 * 1000,
    KEY_US = 30 * 1000,
    IDLE_US = 3 * 1000 * 1000
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

/* --- memory ---------------------------------------------------------------------------------- */

static bool is_program(const char *pid, const char *store)
{
    char path[300], words[4096];
    snprintf(path, sizeof path, "/proc/%s/cmdline", pid);
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(words, 1, sizeof words - 1, file) : 0;
    if (file) {
        fclose(file);
    }
    for (size_t i = 0; i < length; i++) {
        words[i] = words[i] ? words[i] : ' ';
    }
    words[length] = '\0';
    return strstr(words, store) && !strstr(words, "bench_dashboard");
}

/* Peak resident KiB of the program that was given these words; 0 where the system does not tell. */
static long peak_memory(const char *word)
{
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    long peak = 0;
    while (processes && (entry = readdir(processes))) {
        char path[300], line[256];
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9' || !is_program(entry->d_name, word)) {
            continue;
        }
        snprintf(path, sizeof path, "/proc/%s/status", entry->d_name);
        FILE *file = fopen(path, "r");
        while (file && fgets(line, sizeof line, file)) {
            long kib;
            if (sscanf(line, "VmHWM: %ld", &kib) == 1 && kib > peak) {
                peak = kib;
            }
        }
        if (file) {
            fclose(file);
        }
    }
    if (processes) {
        closedir(processes);
    }
    return peak;
}

/* --- measuring ------------------------------------------------------------------------------- */

static struct harness *start(char **argv)
{
    struct harness_options options = {
        .argv = (const char *const *)argv, .columns = 120, .rows = 40};
    return harness_start(&options);
}

static void measure_start(char **argv, struct trace *trace)
{
    int64_t first[STARTS], most[STARTS], all[STARTS], bytes[STARTS];
    for (int i = 0; i < STARTS; i++) {
        begin(trace, NULL, QUIET_US, true);
        struct harness *harness = start(argv);
        harness_wait(harness, is_quiet, trace, "the first screen");
        first[i] = until(trace, 0);
        most[i] = until(trace, 90);
        all[i] = until(trace, 100);
        bytes[i] = (int64_t)total(trace);
        harness_free(harness);
    }
    printf("first byte             %8.2f ms\n", (double)at_share(first, STARTS, 50) / 1000);
    printf("90 %% of first screen   %8.2f ms\n", (double)at_share(most, STARTS, 50) / 1000);
    printf("all of first screen    %8.2f ms\n", (double)at_share(all, STARTS, 50) / 1000);
    printf("bytes of first screen  %8lld\n", (long long)at_share(bytes, STARTS, 50));
}

static void measure_keys(struct harness *harness, struct trace *trace, const char *name,
                         const char *keys)
{
    int64_t bytes[KEYS], times[KEYS];
    size_t length = strlen(keys);
    for (size_t i = 0; i < KEYS; i++) {
        begin(trace, harness, KEY_US, false);
        harness_send(harness, keys + i % length, 1);
        harness_wait(harness, is_quiet, trace, "a key's effect");
        bytes[i] = (int64_t)total(trace);
        times[i] = until(trace, 100);
    }
    printf("%-14s bytes a key: median %lld, most %lld; to the last byte: median %.2f ms, 99 %% "
           "%.2f ms\n",
           name, (long long)at_share(bytes, KEYS, 50), (long long)at_share(bytes, KEYS, 100),
           (double)at_share(times, KEYS, 50) / 1000, (double)at_share(times, KEYS, 99) / 1000);
}

int main(int argc, char **argv)
{
    static struct trace trace;
    if (argc < 2) {
        fprintf(stderr, "usage: bench_dashboard PROGRAM [ARGUMENT]...\n");
        return 2;
    }
    measure_start(argv + 1, &trace);
    struct harness *harness = start(argv + 1);
    begin(&trace, harness, QUIET_US, true);
    harness_wait(harness, is_quiet, &trace, "the first screen");
    harness_keys(harness, "2");
    begin(&trace, harness, QUIET_US, true);
    harness_wait(harness, is_quiet, &trace, "the campaigns");
    measure_keys(harness, &trace, "down and up", "jjjjjjjjjjjjjjjjkkkkkkkk");
    measure_keys(harness, &trace, "right and left", "lllllhhhhh");
    measure_keys(harness, &trace, "scrolling", "j");
    begin(&trace, harness, IDLE_US, false);
    harness_wait(harness, is_quiet, &trace, "nothing");
    printf("bytes in %d s of nothing  %llu\n", IDLE_US / 1000000,
           (unsigned long long)total(&trace));
    printf("peak memory            %8.1f MiB\n", (double)peak_memory(argv[argc - 1]) / 1024);
    harness_free(harness);
    return 0;
}
