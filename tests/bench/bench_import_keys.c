/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a key waits for its answer on the campaigns' view while the dashboard imports a file:
 * the selection moves, and the time is taken from the key to the screen that shows it moved. Run it
 * in the build folder, with a store of its own that has campaigns:
 *
 *     tests/bench/make_store /tmp/small.db 100 30
 *     tests/bench/gen_webhook 1000000 >/tmp/log.ndjson
 *     tests/bench/bench_import_keys /tmp/log.ndjson ./campane --store /tmp/small.db --now
 * 2026-10-31
 *
 * Prints the median, the 99th percentile and the longest, idle and during the import; nothing is
 * asserted.
 */
#include "lib/term_harness.h"

#include <time.h>

enum {
    KEYS_IDLE = 200,
    KEYS_MAX = 20000,
    PAUSE_NS = 15 * 1000 * 1000,
    ROW_FIRST = 3,
    ROW_LAST = 12
};

struct answer {
    struct harness *harness;
    int before;     /* row of the selection */
    bool importing; /* an import must be running */
};

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static bool is_importing(struct harness *harness)
{
    return harness_find(harness, "importing") >= 0;
}

static int selection(struct harness *harness)
{
    return harness_find(harness, "\u25b8 ");
}

static bool has_answered(const struct harness *harness, const void *argument)
{
    const struct answer *answer = argument;
    (void)harness;
    int row = selection(answer->harness);
    return (row >= 0 && row != answer->before) ||
           (answer->importing && !is_importing(answer->harness));
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(struct harness *harness, const char *name, bool importing, size_t most)
{
    static double times[KEYS_MAX];
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    size_t count = 0;
    bool down = true;
    while (count < most && (!importing || is_importing(harness))) {
        struct answer answer = {harness, selection(harness), importing};
        down = answer.before <= ROW_FIRST || (down && answer.before < ROW_LAST);
        double begin = now_ms();
        harness_send(harness, down ? "j" : "k", 1);
        harness_wait(harness, has_answered, &answer, "the selection to move");
        times[count] = now_ms() - begin;
        count += !importing || is_importing(harness);
        nanosleep(&pause, NULL);
    }
    if (count == 0) {
        printf("%-20s no key in time: the file is too small\n", name);
        return;
    }
    qsort(times, count, sizeof *times, compare);
    printf("%-20s %6zu keys: median %.2f ms, 99 %% %.2f ms, longest %.2f ms\n", name, count,
           times[count / 2], times[(count - 1) * 99 / 100], times[count - 1]);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: bench_import_keys FILE PROGRAM [ARGUMENT]...\n");
        return 2;
    }
    struct harness_options options = {
        .argv = (const char *const *)(argv + 2), .columns = 120, .rows = 40};
    struct harness *harness = harness_start(&options);
    harness_settle(harness);
    harness_keys(harness, "2");
    harness_wait_text(harness, "\u25b8 ");
    harness_settle(harness);
    measure(harness, "idle", false, KEYS_IDLE);
    harness_keys(harness, "i");
    harness_wait_text(harness, "Import a file");
    harness_keys(harness, argv[1]);
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "importing");
    measure(harness, "during an import", true, KEYS_MAX);
    harness_wait_text(harness, "Imported");
    harness_free(harness);
    return 0;
}
