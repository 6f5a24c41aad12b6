/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dashboard behind a line of 20 kB a second: every screen comes out right, and keys that came
 * while it was still being painted lead to one picture, not to one each. Bytes are counted, not
 * seconds.
 */
#include "lib/term_harness.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static struct harness *start_demo(bool slow)
{
    static const char *const argv[] = {"./slow_line", "20000", "./campane", "demo", NULL};
    struct harness_options options = {.argv = argv + (slow ? 0 : 2), .columns = 80, .rows = 24};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "campaigns");
    harness_keys(harness, "2");
    harness_wait_text(harness, "▸");
    harness_wait_no_text(harness, "reading");
    harness_settle(harness);
    return harness;
}

static void leave(struct harness *harness)
{
    harness_keys(harness, "Q");
    int status = harness_wait_exit(harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    harness_check_restored(harness);
    harness_free(harness);
}

static bool shows_screen(const struct harness *harness, const void *screen)
{
    return strcmp(harness_screen((struct harness *)harness), screen) == 0;
}

static const char *const walk[] = {
    "jjjjjjjjjj", "k",         "/diwali", "<Esc>", "Gg",    "llll",  "s",
    "<Enter>",    "<Esc>",     " j =",    "dd",    "1",     "jjjj",  "4",
    "5",          "121212122", "?",       "<Esc>", ":comp", "<Esc>", "<PgDn><PgDn><PgUp>",
};

static void every_screen_comes_out_right(void **state)
{
    (void)state;
    struct harness *fast = start_demo(false), *slow = start_demo(true);
    for (size_t i = 0; i < ARRAY_COUNT(walk); i++) {
        harness_keys(fast, walk[i]);
        harness_settle(fast);
        harness_wait_no_text(fast, "reading");
        harness_settle(fast);
        char *want = strdup(harness_screen(fast));
        assert_non_null(want);
        harness_keys(slow, walk[i]);
        harness_wait(slow, shows_screen, want, walk[i]);
        free(want);
    }
    leave(fast);
    leave(slow);
}

static uint64_t bytes_of(struct harness *harness, const char *keys)
{
    uint64_t before = harness_state(harness).bytes;
    harness_keys(harness, keys);
    harness_settle(harness);
    harness_settle(harness);
    return harness_state(harness).bytes - before;
}

static void keys_that_wait_lead_to_one_picture(void **state)
{
    (void)state;
    struct harness *slow = start_demo(true);
    uint64_t single = 0, pages = 0;
    for (int i = 0; i < 8; i++) {
        single += bytes_of(slow, "j");
    }
    uint64_t burst = bytes_of(slow, "jjjjjjjjkkkkkkkkjjjjjjjjkkkkkkkkjjjjjjjjkkkkkkkk"); /* 48 */
    assert_true(single > 8 * 20); /* they were seen */
    assert_true(burst < single);  /* not six times as much */
    for (int i = 0; i < 4; i++) {
        pages += bytes_of(slow, i % 2 ? "<PgUp>" : "<PgDn>");
    }
    burst =
        bytes_of(slow, "<PgDn><PgUp><PgDn><PgUp><PgDn><PgUp><PgDn><PgUp><PgDn><PgUp><PgDn><PgUp>"
                       "<PgDn><PgUp><PgDn><PgUp><PgDn><PgUp><PgDn><PgUp><PgDn><PgUp><PgDn><PgUp>");
    assert_true(pages > 4 * 500);
    assert_true(burst < pages); /* 24 of them */
    leave(slow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_comes_out_right),
        cmocka_unit_test(keys_that_wait_lead_to_one_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
