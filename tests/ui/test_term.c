/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal for real: term_demo on a pseudo terminal, seen through libvterm.
 */
#include "lib/term_harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define FIRST_ROW "▸ Diwali early access       10-02     24 570    97.9 B  88.1~T   20.2~T   0.32~T"

static const char *const demo[] = {"./term_demo", NULL};
static const char *const demo_mouse[] = {"./term_demo", "--mouse", NULL};

static struct harness *start(int columns, int rows)
{
    struct harness_options options = {.argv = demo, .columns = columns, .rows = rows};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "Campaign ");
    harness_settle(harness);
    return harness;
}

static struct harness *start_with(const char *const *argv, const char *term, const char *locale,
                                  const char *const *env)
{
    struct harness_options options = {
        .argv = argv, .columns = 80, .rows = 24, .term = term, .locale = locale, .env = env};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "Campaign ");
    harness_settle(harness);
    return harness;
}

static void check_bye(struct harness *harness)
{
    int status = harness_wait_exit(harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(harness_find(harness, "bye") >= 0);
    harness_check_restored(harness);
}

static void starts_and_quits(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    struct harness_state now = harness_state(harness);
    assert_true(now.alternate_screen);
    assert_false(now.cursor_visible);
    assert_false(now.mouse);
    assert_true(now.clears <= 1);
    assert_string_equal(harness_row(harness, 3), FIRST_ROW);
    assert_true(harness_find(harness, "depth 3 flags 0") == 1);
    harness_keys(harness, "q");
    check_bye(harness);
    harness_free(harness);
}

static void every_script_keeps_its_columns(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    /* The day of each of the first twelve rows stands in the same columns. */
    for (int y = 3; y < 15; y++) {
        assert_string_equal(harness_cell(harness, 30, y).text, "-");
        assert_string_equal(harness_cell(harness, 33, y).text, " ");
    }
    assert_string_equal(harness_cell(harness, 2, 6).text, "双");
    assert_int_equal(harness_cell(harness, 2, 6).width, 2);
    harness_free(harness);
}

static void keys_move_the_marker(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "j<Down>");
    harness_wait_text(harness, "▸ عرض");
    harness_settle(harness);
    assert_true(harness_cell(harness, 2, 5).bold);
    assert_false(harness_cell(harness, 2, 4).bold);
    harness_keys(harness, "k<Up>G");
    harness_wait_text(harness, "▸ Campaign 500");
    harness_keys(harness, "<PgUp><Home>");
    harness_wait_text(harness, "▸ Diwali");
    harness_keys(harness, "<C-f>");
    harness_settle(harness);
    assert_int_equal(harness_find(harness, "▸ Diwali"), -1);
    harness_free(harness);
}

static void every_key_is_understood(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *name;
    } cases[] = {
        {"<Left>", "got Left"},   {"<Right>", "got Right"}, {"<Home>", "got Home"},
        {"<End>", "got End"},     {"<PgUp>", "got PgUp"},   {"<PgDn>", "got PgDn"},
        {"<Tab>", "got Tab"},     {"<S-Tab>", "got S-Tab"}, {"<Enter>", "got Enter"},
        {"<Esc>", "got Esc"},     {"<Del>", "got Del"},     {"<Ins>", "got Ins"},
        {"<F2>", "got F2"},       {"<F8>", "got F8"},       {"<F12>", "got F12"},
        {"<F5>", "got F5"},       {"<C-l>", "got C-l"},     {"<Backspace>", "got Backspace"},
        {"<Space>", "got Space"}, {"é", "got é"},           {"日", "got 日"},
        {"G", "got G"},           {"<C-d>", "got C-d"},     {"🎉", "got 🎉"},
    };
    struct harness *harness = start(80, 24);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        harness_keys(harness, cases[i].keys);
        harness_wait_text(harness, cases[i].name);
    }
    harness_free(harness);
}

static void unknown_sequences_are_swallowed(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    static const char strange[] = "\033[1;99q\033[?2027;1$y\033Oz";
    harness_send(harness, strange, sizeof strange - 1);
    harness_keys(harness, "<Tab>");
    harness_wait_text(harness, "got Tab");
    harness_settle(harness);
    assert_int_equal(harness_find(harness, "got q"), -1);
    harness_keys(harness, "<Esc>j"); /* quickly one after the other */
    harness_wait_text(harness, "▸ Panier");
    harness_free(harness);
}

/* What was cut takes no key with it. */
static void a_cut_sequence_ends_before_a_control(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    static const char cut[] = "\033[1;\t";
    harness_send(harness, cut, sizeof cut - 1);
    harness_wait_text(harness, "got Tab");
    harness_send(harness, "\033[1;", 4);
    harness_keys(harness, "<Down>");
    harness_wait_text(harness, "▸ Panier");
    harness_free(harness);
}

static void characters_may_come_in_parts(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    static const char *const parts[] = {"\xf0\x9f", "\x8e", "\x89"};
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        harness_send(harness, parts[i], strlen(parts[i]));
        harness_settle(harness);
    }
    harness_wait_text(harness, "got 🎉");
    harness_send(harness, "\xff\xe6\x80x", 4); /* not UTF-8, and then a key */
    harness_wait_text(harness, "got x");
    harness_send(harness, "\x97\xc3\xa9", 3);
    harness_wait_text(harness, "got é");
    harness_free(harness);
}

static void typing_shows_the_cursor(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "/dé日");
    harness_wait_text(harness, "Search: dé日");
    harness_settle(harness);
    struct harness_state now = harness_state(harness);
    assert_true(now.cursor_visible);
    assert_int_equal(now.cursor_y, 22);
    assert_int_equal(now.cursor_x, 9 + 4);
    harness_keys(harness, "<Left><Backspace>x");
    harness_wait_text(harness, "Search: dx日");
    harness_keys(harness, "<C-u>q");
    harness_wait_text(harness, "Search: q");
    harness_keys(harness, "<Esc>");
    harness_wait_no_text(harness, "Search:");
    harness_settle(harness);
    assert_false(harness_state(harness).cursor_visible);
    harness_free(harness);
}

static void escape_closes_the_help_soon(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "?");
    harness_wait_text(harness, "Go one row up");
    harness_keys(harness, "<Esc>");
    harness_wait_no_text(harness, "Go one row up");
    harness_keys(harness, "Q");
    check_bye(harness);
    harness_free(harness);
}

static void resize_lays_out_anew_without_a_clear(void **state)
{
    (void)state;
    struct harness *harness = start(120, 40);
    uint64_t clears = harness_state(harness).clears;
    uint64_t parts = harness_state(harness).parts_cleared;
    static const int sizes[][2] = {{60, 16}, {200, 60}, {59, 16}, {60, 15}, {20, 5},
                                   {1, 1},   {2, 50},   {300, 2}, {80, 24}};
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        harness_resize(harness, sizes[i][0], sizes[i][1]);
        harness_settle(harness);
    }
    harness_wait_text(harness, "got Resize to 80 x 24");
    harness_wait_text(harness, "▸ Diwali");
    harness_settle(harness);
    assert_string_equal(harness_row(harness, 3), FIRST_ROW);
    assert_true(harness_find(harness, "Campaign 20") >= 0);
    assert_int_equal(harness_state(harness).clears, clears);
    harness_resize(harness, 40, 12);
    harness_wait_text(harness, "needs 60 x 16, has 40 x 12");
    harness_resize(harness, 100, 30);
    harness_wait_text(harness, "▸ Diwali");
    harness_settle(harness);
    assert_int_equal(harness_find(harness, "needs"), -1);
    assert_int_equal(harness_state(harness).clears, clears);
    assert_int_equal(harness_state(harness).parts_cleared, parts);
    harness_free(harness);
}

static void screen_of(struct harness *harness, char *copy, size_t size)
{
    snprintf(copy, size, "%s", harness_screen(harness));
}

static void redraw_repairs_the_screen(void **state)
{
    (void)state;
    static char before[16384];
    struct harness *harness = start(80, 24);
    harness_keys(harness, "<C-l>");
    harness_wait_text(harness, "got C-l");
    harness_settle(harness);
    screen_of(harness, before, sizeof before);
    uint64_t clears = harness_state(harness).clears;
    uint64_t bytes = harness_state(harness).bytes;
    harness_keys(harness, "<C-l>");
    harness_settle(harness);
    assert_string_equal(harness_screen(harness), before);
    assert_true(harness_state(harness).bytes > bytes + 1500);
    assert_int_equal(harness_state(harness).clears, clears);
    harness_free(harness);
}

static void suspend_and_resume(struct harness *harness)
{
    static char before[16384];
    uint64_t clears = harness_state(harness).clears;
    harness_keys(harness, "g<Tab>j");
    harness_wait_text(harness, "▸ Panier");
    harness_settle(harness);
    screen_of(harness, before, sizeof before);
    harness_keys(harness, "<C-z>");
    harness_wait_stopped(harness);
    harness_check_restored(harness);
    harness_continue(harness);
    harness_wait_text(harness, "▸ Panier");
    harness_wait_text(harness, "got Resume");
    harness_settle(harness);
    struct harness_state now = harness_state(harness);
    assert_true(now.alternate_screen);
    assert_false(now.cursor_visible);
    assert_true(now.keypad);
    assert_int_equal(now.clears, clears);
    /* All rows but the second, which says what came last. */
    const char *a = strchr(strchr(before, '\n') + 1, '\n');
    const char *b = harness_screen(harness);
    b = strchr(strchr(b, '\n') + 1, '\n');
    assert_string_equal(b, a);
}

static void ctrl_z_stops_and_fg_continues(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    suspend_and_resume(harness);
    suspend_and_resume(harness);
    harness_keys(harness, "k<Up>q");
    check_bye(harness);
    harness_free(harness);
}

static void ctrl_z_stops_with_threads_too(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "T");
    harness_wait_text(harness, "got T");
    suspend_and_resume(harness);
    harness_keys(harness, "Q");
    check_bye(harness);
    harness_free(harness);
}

static void size_changes_while_stopped(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "<C-z>");
    harness_wait_stopped(harness);
    harness_resize(harness, 100, 30);
    harness_continue(harness);
    harness_wait_text(harness, "▸ Diwali");
    harness_wait_text(harness, "Campaign 26");
    harness_free(harness);
}

static void stop_signal_restores_too(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_signal(harness, SIGTSTP);
    harness_wait_stopped(harness);
    harness_check_restored(harness);
    harness_continue(harness);
    harness_wait_text(harness, "got Resume");
    harness_keys(harness, "q");
    check_bye(harness);
    harness_free(harness);
}

static void signals_restore_and_kill(void **state)
{
    (void)state;
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT};
    for (size_t i = 0; i < ARRAY_COUNT(numbers); i++) {
        struct harness *harness = start(80, 24);
        harness_signal(harness, numbers[i]);
        int status = harness_wait_exit(harness);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), numbers[i]);
        harness_check_restored(harness);
        harness_free(harness);
    }
}

static void abort_restores(void **state)
{
    (void)state;
    struct harness *harness = start_with(demo_mouse, NULL, NULL, NULL);
    assert_true(harness_state(harness).mouse);
    harness_keys(harness, "A");
    int status = harness_wait_exit(harness);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    harness_check_restored(harness);
    harness_free(harness);
}

static void fault_restores(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "V");
    int status = harness_wait_exit(harness);
    /* A sanitizer says its own word and exits. */
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) != 0);
    harness_check_restored(harness);
    harness_free(harness);
}

static void exit_restores(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "X");
    int status = harness_wait_exit(harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    harness_check_restored(harness);
    harness_free(harness);
}

static void ctrl_c_is_a_key(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "<C-c>");
    check_bye(harness);
    harness_free(harness);
}

static void mouse_clicks_and_wheel(void **state)
{
    (void)state;
    struct harness *harness = start_with(demo_mouse, NULL, NULL, NULL);
    harness_click(harness, 5, 4);
    harness_wait_text(harness, "got Click at 5,4");
    harness_wait_text(harness, "▸ Panier");
    harness_wheel(harness, 70, 20, false);
    harness_wait_text(harness, "got WheelDown at 70,20");
    harness_wheel(harness, 0, 0, true);
    harness_wait_text(harness, "got WheelUp at 0,0");
    harness_keys(harness, "q");
    check_bye(harness);
    harness_free(harness);
}

static void colors_follow_the_terminal(void **state)
{
    (void)state;
    static const char *const no_color[] = {"NO_COLOR=1", NULL};
    static const char *const empty[] = {"NO_COLOR=", NULL};
    static const char *const clicolor[] = {"CLICOLOR=0", NULL};
    static const struct {
        const char *term;
        const char *const *env;
        const char *says;
        bool colors;
    } cases[] = {
        {"xterm-256color", NULL, "depth 3 flags 0", true},
        {"xterm-256color", empty, "depth 3 flags 0", true},
        {"xterm", NULL, "depth 1 flags 2", true},
        {"linux", NULL, "depth 1 flags 6", true},
        {"xterm-256color", no_color, "depth 0 flags 2", false},
        {"xterm-256color", clicolor, "depth 0 flags 2", false},
        {"vt100", NULL, "depth 0 flags 2", false},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct harness *harness = start_with(demo, cases[i].term, NULL, cases[i].env);
        harness_wait_text(harness, cases[i].says);
        assert_int_equal(harness_state(harness).colors > 0, cases[i].colors);
        harness_keys(harness, "q");
        check_bye(harness);
        harness_free(harness);
    }
}

/* A terminal with RGB gets the colors of the table, not their numbers as shades of blue. */
static void colors_are_rgb_where_terminfo_says_so(void **state)
{
    (void)state;
    struct harness *harness = start_with(demo, "xterm-direct", NULL, NULL);
    harness_wait_text(harness, "depth 3 flags");
    assert_false(harness_wrote(harness, "38:2::0:0:"));
    assert_true(harness_wrote(harness, "38:2::"));
    harness_keys(harness, "q");
    check_bye(harness);
    harness_free(harness);
}

static void locale_c_is_ascii(void **state)
{
    (void)state;
    struct harness *harness = start_with(demo, NULL, "C", NULL);
    harness_wait_text(harness, "flags 1");
    harness_wait_text(harness, "> Diwali");
    for (const char *c = harness_screen(harness); *c; c++) {
        assert_true((unsigned char)*c < 0x80);
    }
    harness_keys(harness, "?");
    harness_wait_text(harness, "+- Help ---");
    harness_keys(harness, "<Esc>q");
    check_bye(harness);
    harness_free(harness);
}

static void without_a_terminal_it_says_what_to_use(void **state)
{
    (void)state;
    static const struct {
        const char *env, *says;
    } cases[] = {
        {"TERM", "TERM is not set"},
        {"TERM=", "TERM is not set"},
        {"TERM=no-such-terminal", "TERM is no-such-terminal, which terminfo does not know"},
        {"TERM=dumb", "TERM is dumb, which cannot place a cursor"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const char *env[] = {cases[i].env, NULL};
        struct harness_options options = {.argv = demo, .columns = 300, .rows = 10, .env = env};
        struct harness *harness = harness_start(&options);
        int status = harness_wait_exit(harness);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 2);
        assert_true(harness_find(harness, cases[i].says) >= 0);
        assert_true(harness_find(harness, "campane report") >= 0);
        harness_check_restored(harness);
        harness_free(harness);
    }
}

static void piped_it_writes_nothing_to_stdout(void **state)
{
    (void)state;
    static const char *const commands[] = {
        "TERM=xterm ./term_demo 2>&1 >/dev/null </dev/null",
        "TERM=xterm ./term_demo 2>/dev/null </dev/null",
    };
    static const char *const want[] = {"the dashboard needs a terminal: standard input is none",
                                       ""};
    for (size_t i = 0; i < ARRAY_COUNT(commands); i++) {
        char text[512] = {0};
        FILE *pipe = popen(commands[i], "r");
        assert_non_null(pipe);
        size_t got = fread(text, 1, sizeof text - 1, pipe);
        int status = pclose(pipe);
        assert_int_equal(WEXITSTATUS(status), 2);
        assert_true(*want[i] ? strstr(text, want[i]) != NULL : got == 0);
    }
}

static int compare_numbers(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The budget of a cursor key in 256 colors at 120 x 40, scrolling included. */
static void cursor_keys_are_cheap(void **state)
{
    (void)state;
    enum { KEYS = 60 };
    int costs[KEYS];
    struct harness *harness = start(120, 40);
    harness_keys(harness, "jk");
    harness_settle(harness);
    uint64_t first = harness_state(harness).bytes;
    for (int i = 0; i < KEYS; i++) {
        uint64_t before = harness_state(harness).bytes;
        harness_keys(harness, i < 50 ? "j" : "k");
        harness_settle(harness);
        costs[i] = (int)(harness_state(harness).bytes - before);
    }
    qsort(costs, KEYS, sizeof *costs, compare_numbers);
    print_message("first screen %d bytes, a cursor key %d bytes (median), %d (most)\n", (int)first,
                  costs[KEYS / 2], costs[KEYS - 1]);
    assert_true(costs[0] > 0);
    assert_true(costs[KEYS / 2] <= 200);
    assert_true(costs[KEYS - 1] <= 600);
    assert_true(first <= 12 * 1024);
    harness_free(harness);
}

/* Keys and sizes at random, faster than they can be shown. */
static void a_monkey_does_no_harm(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "j",     "k",           "G", "g",     "<PgDn>",  "<PgUp>", "<Left>", "<Right>",
        "/",     "日",          "é", "<Esc>", "<Enter>", "?",      "<Tab>",  "<C-l>",
        "<C-u>", "<Backspace>", "h", "l",     "<Home>",  "<End>",  "<Del>",  "<C-w>"};
    struct harness *harness = start(80, 24);
    uint32_t random = 7;
    for (int i = 0; i < 1500; i++) {
        random = random * 1664525u + 1013904223u;
        if (random >> 28 == 0) {
            harness_resize(harness, 1 + (int)(random >> 8) % 200, 1 + (int)(random >> 16) % 60);
        } else {
            harness_keys(harness, keys[(random >> 8) % ARRAY_COUNT(keys)]);
        }
        if (i % 50 == 0) {
            harness_settle(harness);
        }
    }
    harness_resize(harness, 80, 24);
    harness_keys(harness, "<Esc>");
    harness_settle(harness);
    harness_keys(harness, "<Esc>");
    harness_settle(harness);
    harness_keys(harness, "g");
    harness_wait_text(harness, "▸ Diwali");
    assert_true(harness_state(harness).clears <= 1);
    harness_keys(harness, "Q");
    /* Not check_bye: after many sizes this libvterm loses where the cursor of the other screen was.
     */
    int status = harness_wait_exit(harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    harness_check_restored(harness);
    harness_free(harness);
}

static void idle_writes_nothing(void **state)
{
    (void)state;
    struct harness *harness = start(120, 40);
    bool quiet = false;
    for (int tries = 0; tries < 4 && !quiet; tries++) {
        uint64_t bytes = harness_state(harness).bytes;
        harness_settle(harness);
        harness_settle(harness);
        quiet = harness_state(harness).bytes == bytes;
    }
    assert_true(quiet);
    harness_free(harness);
}

/* libvterm says that it does not have it; the answer of one that has is put in. */
static void a_terminal_that_can_gets_pictures_whole(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_keys(harness, "?");
    harness_wait_text(harness, "Go one row up");
    harness_settle(harness);
    assert_false(harness_wrote(harness, "\033[?2026l"));
    harness_send(harness, "\033[?2026;2$y", 11);
    harness_keys(harness, "<Esc>");
    harness_wait_no_text(harness, "Go one row up");
    harness_settle(harness);
    assert_int_equal(harness_find(harness, "got $"), -1);
    assert_true(harness_wrote(harness, "\033[?2026l"));
    harness_free(harness);
}

/* A screen that is too small is short enough for all that was written to be at hand. */
static void relatives_of_xterm_are_asked_once(void **state)
{
    (void)state;
    struct harness_options options = {.argv = demo, .columns = 40, .rows = 12};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "needs 60 x 16");
    assert_true(harness_wrote(harness, "\033[?2026$p"));
    harness_free(harness);
}

static void an_answer_may_come_in_parts(void **state)
{
    (void)state;
    struct harness *harness = start(80, 24);
    harness_send(harness, "\033[?20", 5);
    harness_send(harness, "26;2$y", 6);
    harness_keys(harness, "?");
    harness_wait_text(harness, "Go one row up");
    harness_settle(harness);
    assert_true(harness_wrote(harness, "\033[?2026l"));
    harness_free(harness);
}

static void terminals_that_might_show_it_are_not_asked(void **state)
{
    (void)state;
    struct harness_options options = {.argv = demo, .columns = 40, .rows = 12, .term = "vt220"};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "needs 60 x 16");
    assert_false(harness_wrote(harness, "\033[?2026"));
    harness_free(harness);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_and_quits),
        cmocka_unit_test(every_script_keeps_its_columns),
        cmocka_unit_test(keys_move_the_marker),
        cmocka_unit_test(every_key_is_understood),
        cmocka_unit_test(unknown_sequences_are_swallowed),
        cmocka_unit_test(a_cut_sequence_ends_before_a_control),
        cmocka_unit_test(characters_may_come_in_parts),
        cmocka_unit_test(typing_shows_the_cursor),
        cmocka_unit_test(escape_closes_the_help_soon),
        cmocka_unit_test(resize_lays_out_anew_without_a_clear),
        cmocka_unit_test(redraw_repairs_the_screen),
        cmocka_unit_test(ctrl_z_stops_and_fg_continues),
        cmocka_unit_test(ctrl_z_stops_with_threads_too),
        cmocka_unit_test(size_changes_while_stopped),
        cmocka_unit_test(stop_signal_restores_too),
        cmocka_unit_test(signals_restore_and_kill),
        cmocka_unit_test(abort_restores),
        cmocka_unit_test(fault_restores),
        cmocka_unit_test(exit_restores),
        cmocka_unit_test(ctrl_c_is_a_key),
        cmocka_unit_test(mouse_clicks_and_wheel),
        cmocka_unit_test(colors_follow_the_terminal),
        cmocka_unit_test(colors_are_rgb_where_terminfo_says_so),
        cmocka_unit_test(locale_c_is_ascii),
        cmocka_unit_test(without_a_terminal_it_says_what_to_use),
        cmocka_unit_test(piped_it_writes_nothing_to_stdout),
        cmocka_unit_test(cursor_keys_are_cheap),
        cmocka_unit_test(a_monkey_does_no_harm),
        cmocka_unit_test(idle_writes_nothing),
        cmocka_unit_test(a_terminal_that_can_gets_pictures_whole),
        cmocka_unit_test(relatives_of_xterm_are_asked_once),
        cmocka_unit_test(an_answer_may_come_in_parts),
        cmocka_unit_test(terminals_that_might_show_it_are_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
