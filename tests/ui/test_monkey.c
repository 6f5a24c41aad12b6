/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A monkey at the keyboard of the real binary: keys, text, clicks, sizes, Ctrl-Z and signals by
 * chance, while other processes import files with hostile names and take imports back. Held at any
 * time: it does not crash, a sanitizer has nothing to say, nothing but good text and known
 * sequences reaches the terminal, every key is read and answered in time, drawing all again changes
 * nothing, and the terminal is restored whenever the program leaves it.
 *
 * Environment:
 *   CAMPANE_MONKEY_SECONDS  how long (6)
 *   CAMPANE_MONKEY_SEED     a number, or "clock" (1); it is printed
 *   CAMPANE_MONKEY_REPLAY   a file of steps to take instead
 *
 * What was done is in monkey-SEED.steps, one step a line, in the folder it was started in; it stays
 * there when something went wrong. `test_monkey --shrink FILE` leaves out what is not needed for
 * that to happen again.
 */
#include "lib/term_harness.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/monkey_steps.h"
#include "lib/view_sample.h"
#include "lib/wire.h"
#include "ops/demo.h"
#include "ui/keymap/keymap.h"

#if defined(__SANITIZE_ADDRESS__)
enum { ANSWER_MS = 20000 };
#else
enum { ANSWER_MS = 5000 };
#endif
enum { CHANGE_S = 3, QUIET_MS = 300 };

static char program[4096], scratch[512], store[600], steps_path[4096];
static bool went_well;

struct monkey {
    struct harness *harness;
    struct wire wire;
    bool has_terminal;
    FILE *log;
    pid_t other;      /* the process that changes the store; 0: none */
    int64_t deadline; /* of what is waited for */
    int64_t quiet;    /* milliseconds without a byte that are silence */
    int64_t longest;  /* until a key was read or answered, milliseconds */
    uint64_t before;  /* bytes */
    int taken, starts, looks;
};

static int64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* --- the program ----------------------------------------------------------------------------- */

/* While the program has the terminal: before and after, the kernel writes what is typed. */
static void on_bytes(void *user, const char *bytes, size_t length)
{
    static const char taken[] = "\033[?1049h", given_back[] = "\033[?1049l";
    struct monkey *monkey = user;
    if (!monkey->has_terminal && memmem(bytes, length, taken, strlen(taken))) {
        monkey->has_terminal = true;
    }
    if (!monkey->has_terminal) {
        return;
    }
    const char *end = memmem(bytes, length, given_back, strlen(given_back));
    wire_feed(&monkey->wire, bytes, end ? (size_t)(end - bytes) + strlen(given_back) : length);
    monkey->has_terminal = !end;
}

static void check_reports(void)
{
    char pattern[700];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/report.*", scratch);
    if (glob(pattern, 0, NULL, &found) == 0) {
        char *text = check_read(found.gl_pathv[0], NULL);
        fail_msg("a sanitizer reports:\n%.6000s", text);
    }
    globfree(&found);
}

static void check_wire(struct monkey *monkey)
{
    if (monkey->wire.what) {
        fprintf(stderr, "--- the screen\n%s--- the bytes\n", harness_screen(monkey->harness));
        for (size_t i = 0; i < sizeof monkey->wire.last; i++) {
            unsigned char c = (unsigned char)monkey->wire.last[i];
            fprintf(stderr, c > 32 && c < 127 ? "%c" : " %02x ", c);
        }
        fprintf(stderr, "\n");
        fail_msg("it wrote %s, byte %llu", monkey->wire.what, (unsigned long long)monkey->wire.at);
    }
}

static bool is_on(const struct harness *harness, const void *argument)
{
    (void)argument;
    return harness_state(harness).alternate_screen || harness_ended(harness);
}

static void start(struct monkey *monkey)
{
    const char *argv[] = {program, "--store", store, "--now", "2026-10-31T18:30", NULL};
    struct harness_options options = {.argv = argv, .columns = 80, .rows = 24};
    monkey->harness = harness_start(&options);
    memset(&monkey->wire, 0, sizeof monkey->wire);
    harness_listen(monkey->harness, on_bytes, monkey);
    monkey->has_terminal = false;
    monkey->starts++;
    harness_wait(monkey->harness, is_on, NULL, "the program to begin");
}

/* It has ended: of itself, or by this signal. */
static void check_end(struct monkey *monkey, int signal)
{
    int status = harness_wait_exit(monkey->harness);
    check_reports();
    if (signal && WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), signal);
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT &&
               !harness_state(monkey->harness).alternate_screen) {
        /* It was leaving, the terminal was given back, and Ctrl-C is the terminal's own again. */
    } else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "--- the screen\n%s---\n", harness_screen(monkey->harness));
        fail_msg("it ended with status %#x", (unsigned)status);
    }
    check_wire(monkey);
    assert_true(wire_whole(&monkey->wire));
    harness_check_restored(monkey->harness);
    harness_free(monkey->harness);
    monkey->harness = NULL;
}

static bool is_read(const struct harness *harness, const void *argument)
{
    const struct monkey *monkey = argument;
    return harness_ended(harness) || harness_stopped(harness) ||
           harness_unread(monkey->harness) == 0 || now_ms() > monkey->deadline;
}

static bool has_answered(const struct harness *harness, const void *argument)
{
    const struct monkey *monkey = argument;
    return harness_ended(harness) || harness_state(harness).bytes != monkey->before ||
           now_ms() > monkey->deadline;
}

static bool has_stopped(const struct harness *harness, const void *argument)
{
    const struct monkey *monkey = argument;
    return harness_ended(harness) || harness_stopped(harness) || now_ms() > monkey->deadline;
}

static void wait_in_time(struct monkey *monkey, harness_condition *condition, const char *what)
{
    int64_t begin = now_ms();
    monkey->deadline = begin + ANSWER_MS;
    harness_wait(monkey->harness, condition, monkey, what);
    int64_t took = now_ms() - begin;
    if (took >= ANSWER_MS) {
        fprintf(stderr, "--- the screen\n%s---\n", harness_screen(monkey->harness));
        fail_msg("no key was %s for %d s", what, ANSWER_MS / 1000);
    }
    monkey->longest = took > monkey->longest ? took : monkey->longest;
}

/* Keys have been sent: they are read, and what comes of it is well. */
static void check_alive(struct monkey *monkey)
{
    wait_in_time(monkey, is_read, "read");
    if (harness_ended(monkey->harness) ||
        (!harness_state(monkey->harness).alternate_screen && !harness_stopped(monkey->harness))) {
        /* It leaves: what is typed now is for nobody, and the terminal echoes it. */
        check_end(monkey, 0);
        start(monkey);
        return;
    }
    check_wire(monkey);
}

/* Print rows that differ, but for the last, where a notice goes with any key; how many. */
static int differing(const char *a, const char *b)
{
    int count = 0;
    for (int y = 0; *a && *b; y++) {
        size_t length_a = strcspn(a, "\n"), length_b = strcspn(b, "\n");
        if (a[length_a + 1] && (length_a != length_b || memcmp(a, b, length_a) != 0)) {
            fprintf(stderr, "row %d was: %.*s\nrow %d is:  %.*s\n", y, (int)length_a, a, y,
                    (int)length_b, b);
            count++;
        }
        a += length_a + (a[length_a] == '\n');
        b += length_b + (b[length_b] == '\n');
    }
    return count;
}

static bool is_quiet(const struct harness *harness, const void *argument)
{
    struct monkey *monkey = (struct monkey *)(uintptr_t)argument;
    uint64_t bytes = harness_state(harness).bytes;
    if (bytes != monkey->before) {
        monkey->before = bytes;
        monkey->deadline = now_ms() + monkey->quiet;
    }
    return harness_ended(harness) || now_ms() > monkey->deadline;
}

static void redraw(struct monkey *monkey)
{
    monkey->before = harness_state(monkey->harness).bytes;
    harness_keys(monkey->harness, "<C-l>");
    wait_in_time(monkey, has_answered, "answered");
}

static void wait_quiet(struct monkey *monkey)
{
    monkey->quiet = QUIET_MS + 4 * monkey->longest;
    monkey->deadline = now_ms() + monkey->quiet;
    harness_wait(monkey->harness, is_quiet, monkey, "silence");
}

/* The store was written to not long ago: what is seen may change of its own accord. */
static bool is_busy(struct monkey *monkey)
{
    static const char *const ends[] = {"", "-wal"};
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        char path[620];
        struct stat status;
        snprintf(path, sizeof path, "%s%s", store, ends[i]);
        if (stat(path, &status) == 0 && time(NULL) - status.st_mtime < CHANGE_S) {
            return true;
        }
    }
    return monkey->other || harness_find(monkey->harness, "importing") >= 0;
}

/* What is seen is what would be drawn: drawn anew, it is the same. */
static void look(struct monkey *monkey)
{
    if (is_busy(monkey)) {
        redraw(monkey);
        check_alive(monkey);
        return;
    }
    wait_quiet(monkey);
    char *before = strdup(harness_screen(monkey->harness));
    assert_non_null(before);
    bool there = harness_state(monkey->harness).alternate_screen; /* else it stops, or ends */
    redraw(monkey);
    wait_quiet(monkey);
    if (there && !harness_ended(monkey->harness) && !is_busy(monkey) &&
        differing(before, harness_screen(monkey->harness)) > 0) {
        fail_msg("what was seen is not what is drawn anew");
    }
    free(before);
    monkey->looks++;
    check_alive(monkey);
}

static void stop_and_continue(struct monkey *monkey)
{
    harness_keys(monkey->harness, "<C-z>");
    wait_in_time(monkey, has_stopped, "answered");
    if (harness_ended(monkey->harness)) {
        check_alive(monkey); /* a key before it was for leaving */
        return;
    }
    harness_wait_stopped(monkey->harness);
    check_wire(monkey);
    harness_check_restored(monkey->harness);
    harness_continue(monkey->harness);
    harness_settle(monkey->harness);
    check_alive(monkey);
}

static void end_by(struct monkey *monkey, int number)
{
    /* What is being written then may be cut; the sequences that restore begin with an Esc, which
     * ends what was cut. */
    check_wire(monkey);
    harness_listen(monkey->harness, NULL, NULL);
    memset(&monkey->wire, 0, sizeof monkey->wire);
    harness_signal(monkey->harness, number);
    check_end(monkey, number);
    start(monkey);
}

/* --- what others do to the store ------------------------------------------------------------- */

static void reap(struct monkey *monkey, bool wait)
{
    int status;
    while (monkey->other) {
        pid_t ended = waitpid(monkey->other, &status, wait ? 0 : WNOHANG);
        if (ended == 0) {
            return;
        }
        if (ended < 0 && errno == EINTR) {
            continue;
        }
        monkey->other = 0;
        check_reports();
        if (!WIFEXITED(status) || WEXITSTATUS(status) > 9) {
            fail_msg("the process beside ended with status %#x", (unsigned)status);
        }
    }
}

static void run_beside(struct monkey *monkey, const char *const *argv)
{
    reap(monkey, true);
    monkey->other = fork();
    if (monkey->other == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execv(program, (char *const *)(uintptr_t)argv);
        _exit(99);
    }
    assert_true(monkey->other > 0);
}

/* Days of campaigns whose names are made to hurt. */
static void import_beside(struct monkey *monkey, int number)
{
    static const char *const names[] = {
        "Red \033[31malert\033[0m",
        "\"two\nlines\tand a tab\"",
        "\xe2\x80\xae"
        "desrever",
        "title \033]0;owned\a and \033]52;c;ZXZpbA==\a",
        "\xc2\x9b"
        "31m eight bits",
        "👩‍👩‍👧‍👦 family ☎️ 🇩🇪",
        "Z\u0351\u036b\u0313\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324"
        "\u031e\u0349\u035a\u032f\u031e\u0320\u034dA\u0334\u0335\u031c\u0330"
        "\u0354\u036b\u0357\u0362L\u0320\u0368\u0367\u0369\u0358G\u0334\u033b"
        "\u0348\u034d\u0354\u0339\u0311\u0357\u030e\u0305\u035b\u0301\u01ea\u0335"
        "\u0339\u033b\u031d\u0333\u0342\u030c\u030c\u0358!",
        "عرض نهاية الأسبوع שלום",
        "दीवाली की शुभकामनाएँ สวัสดีปีใหม่ 双十一",
    };
    char path[600];
    snprintf(path, sizeof path, "%s/others.csv", scratch);
    reap(monkey, true);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "date,campaign,sent,delivered,read\n");
    for (int i = 0; i < 3; i++) {
        int name = (number + i) % (int)(ARRAY_COUNT(names) + 1);
        fprintf(file, "2026-10-%02d,", 1 + number * 3 % 28 + i % 3);
        for (int j = 0; name == (int)ARRAY_COUNT(names) && j < 1000; j++) {
            fputs("ten bytes ", file);
        }
        fprintf(file, "%s %d,%d,%d,%d\n", name < (int)ARRAY_COUNT(names) ? names[name] : "",
                number % 5, 1000 + number, 900 + number % 100, 500);
    }
    fclose(file);
    const char *argv[] = {program, "import", "--quiet",          "--store", store, "--zone",
                          "UTC",   "--now",  "2026-10-31T18:30", path,      NULL};
    run_beside(monkey, argv);
}

static void undo_beside(struct monkey *monkey, int number)
{
    char id[16];
    snprintf(id, sizeof id, "%d", number);
    const char *argv[] = {program, "imports", "undo", id, "--store", store, NULL};
    run_beside(monkey, argv);
}

/* --- steps ----------------------------------------------------------------------------------- */

/* Bytes at random hold the keys that leave now and then. */
static bool has_leaving_byte(const struct step *step)
{
    for (size_t i = 0; i < step->length; i++) {
        if (strchr("qQ\003", step->text[i]) && step->text[i] != '\0') {
            return true;
        }
    }
    return false;
}

static void take(struct monkey *monkey, const char *text)
{
    struct step step;
    if (!step_parse(text, &step)) {
        fail_msg("no step is written so: %s", text);
    }
    fprintf(monkey->log, "%s\n", text);
    monkey->taken++;
    reap(monkey, false);
    switch (step.kind) {
    case STEP_KEYS:
        harness_keys(monkey->harness, step.text);
        if (strstr(step.text, "<C-c>") || strpbrk(step.text, "qQ")) {
            harness_settle(monkey->harness); /* it may leave */
        }
        break;
    case STEP_BYTES:
        harness_send(monkey->harness, step.text, step.length);
        if (has_leaving_byte(&step)) {
            harness_settle(monkey->harness);
        }
        break;
    case STEP_RESIZE:
        harness_resize(monkey->harness, step.x, step.y);
        return; /* not waited for: a storm is several at once */
    case STEP_CLICK:
        harness_click(monkey->harness, step.x, step.y);
        break;
    case STEP_WHEEL:
        harness_wheel(monkey->harness, step.x, step.y, step.number > 0);
        break;
    case STEP_LOOK:
        look(monkey);
        return;
    case STEP_STOP:
        stop_and_continue(monkey);
        return;
    case STEP_SIGNAL:
        end_by(monkey, step.number);
        return;
    case STEP_IMPORT:
        import_beside(monkey, step.number);
        return;
    case STEP_UNDO:
        undo_beside(monkey, step.number);
        return;
    case STEP_KINDS:
    default:
        return;
    }
    check_alive(monkey);
}

static bool is_calm(const struct harness *harness, const void *argument)
{
    (void)harness;
    return !is_busy((struct monkey *)(uintptr_t)argument);
}

static void leave(struct monkey *monkey)
{
    reap(monkey, true);
    harness_wait(monkey->harness, is_calm, monkey, "the store to be left alone");
    look(monkey);
    for (int i = 0; i < 5 && !harness_ended(monkey->harness); i++) {
        harness_keys(monkey->harness, "<C-c>"); /* the first may end an import only */
        harness_settle(monkey->harness);
    }
    check_end(monkey, 0);
}

static int64_t number_of(const char *name, int64_t otherwise)
{
    const char *value = getenv(name);
    if (value && strcmp(value, "clock") == 0) {
        return time(NULL);
    }
    return value && *value ? atoll(value) : otherwise;
}

static void replay(struct monkey *monkey, const char *path)
{
    char line[STEP_LINE];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        take(monkey, line);
    }
    fclose(file);
}

static void a_monkey_does_no_harm(void **state)
{
    (void)state;
    uint64_t seed = (uint64_t)number_of("CAMPANE_MONKEY_SEED", 1);
    int64_t end = now_ms() + 1000 * number_of("CAMPANE_MONKEY_SECONDS", 6);
    const char *given = getenv("CAMPANE_MONKEY_REPLAY");
    struct monkey monkey = {.taken = 0};
    size_t length = strlen(steps_path);
    snprintf(steps_path + length, sizeof steps_path - length, "/monkey-%s%llu.steps",
             given ? "replay-" : "", (unsigned long long)seed);
    monkey.log = fopen(steps_path, "w");
    assert_non_null(monkey.log);
    setvbuf(monkey.log, NULL, _IOLBF, 0);
    print_message("seed %llu, steps in %s\n", (unsigned long long)seed, steps_path);
    start(&monkey);
    if (given) {
        replay(&monkey, given);
    } else {
        struct step_source source;
        char text[STEP_LINE];
        step_source_init(&source, seed);
        while (now_ms() < end) {
            step_next(&source, text);
            take(&monkey, text);
        }
    }
    leave(&monkey);
    fclose(monkey.log);
    print_message("%d steps, %d starts, %d times drawn anew; the longest wait was %lld ms\n",
                  monkey.taken, monkey.starts, monkey.looks, (long long)monkey.longest);
    unlink(steps_path);
    went_well = true;
}

/* --------------------------------------------------------------------------------------------- */

static struct view_sample sample;

static int setup(void **state)
{
    (void)state;
    assert_non_null(getcwd(steps_path, sizeof steps_path));
    assert_true(snprintf(program, sizeof program, "%s/campane", steps_path) < 4096);
    snprintf(scratch, sizeof scratch, "%s", check_folder());
    view_sample_open(&sample);
    snprintf(store, sizeof store, "%s", demo_path(sample.demo));
    /* What it writes, and what it remembers, stays in a folder that goes. */
    char options[700];
    snprintf(options, sizeof options, "log_path=%s/report:exitcode=99:halt_on_error=1", scratch);
    setenv("ASAN_OPTIONS", options, 1);
    setenv("UBSAN_OPTIONS", options, 1);
    setenv("LSAN_OPTIONS", options, 1);
    setenv("HOME", scratch, 1);
    /* For what imports beside it; the harness gives the dashboard the same. */
    static const char *const own[] = {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"};
    for (size_t i = 0; i < ARRAY_COUNT(own); i++) {
        char folder[700];
        snprintf(folder, sizeof folder, "%s/%s", scratch, own[i]);
        setenv(own[i], folder, 1);
    }
    return chdir(scratch);
}

static int teardown(void **state)
{
    (void)state;
    if (!went_well) {
        print_error("what was done: %s; shorter: ./test_monkey --shrink FILE\n", steps_path);
    }
    view_sample_close(&sample);
    return chdir("/");
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--shrink") == 0) {
        return step_shrink(argv[0], argv[2]);
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_monkey_does_no_harm)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
