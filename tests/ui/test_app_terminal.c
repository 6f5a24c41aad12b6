/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dashboard as a program on a pseudo terminal: what it does to the terminal, and what comes
 * over it from outside (signals, sizes, another process that writes).
 */
#include "lib/term_harness.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/app_views.h"

struct place {
    struct fixture fixture;
    struct harness *harness;
};

static void start_with(struct place *place, const char *flag, const char *term, const char *locale,
                       const char *const *env)
{
    const char *argv[] = {"./app_demo", flag, place->fixture.path, NULL};
    if (!flag) {
        argv[1] = place->fixture.path;
        argv[2] = NULL;
    }
    struct harness_options options = {
        .argv = argv, .columns = 80, .rows = 24, .term = term, .locale = locale, .env = env};
    place->harness = harness_start(&options);
}

static void begin(struct place *place, int campaigns)
{
    plain_store(&place->fixture, campaigns);
    start_with(place, NULL, NULL, NULL, NULL);
    harness_wait_text(place->harness, "sent ");
    harness_settle(place->harness);
}

static void end(struct place *place)
{
    harness_free(place->harness);
    fixture_close(&place->fixture);
}

static void check_bye(struct place *place)
{
    int status = harness_wait_exit(place->harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(harness_find(place->harness, "bye") >= 0);
    harness_check_restored(place->harness);
}

static void starts_and_quits(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 2);
    struct harness_state now = harness_state(place.harness);
    assert_true(now.alternate_screen);
    assert_false(now.cursor_visible);
    assert_true(now.clears <= 1);
    harness_keys(place.harness, "q");
    check_bye(&place);
    end(&place);
}

static void every_way_out_restores_the_terminal(void **state)
{
    (void)state;
    static const char *const ways[] = {"Q", "<C-c>", "?<C-c>", "2<Enter>qq", "pQ", "2/x<C-c>"};
    for (size_t i = 0; i < ARRAY_COUNT(ways); i++) {
        struct place place;
        begin(&place, 2);
        harness_keys(place.harness, ways[i]);
        check_bye(&place);
        end(&place);
    }
}

static void signals_restore_the_terminal(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGABRT};
    for (size_t i = 0; i < ARRAY_COUNT(signals); i++) {
        struct place place;
        begin(&place, 2);
        harness_keys(place.harness, "2/camp");
        harness_wait_text(place.harness, "2 of 2 match");
        harness_signal(place.harness, signals[i]);
        int status = harness_wait_exit(place.harness);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), signals[i]);
        harness_check_restored(place.harness);
        end(&place);
    }
}

static void it_is_stopped_and_continued(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 2);
    harness_keys(place.harness, "2");
    harness_wait_text(place.harness, "answer: Campaign 1");
    harness_keys(place.harness, "<C-z>");
    harness_wait_stopped(place.harness);
    harness_check_restored(place.harness);
    plain_campaign(&place.fixture, "While asleep");
    harness_continue(place.harness);
    harness_wait_text(place.harness, "While asleep");
    harness_keys(place.harness, "?");
    harness_wait_text(place.harness, "Keys");
    harness_keys(place.harness, "<C-z>");
    harness_wait_stopped(place.harness);
    harness_continue(place.harness);
    harness_wait_text(place.harness, "Keys");
    harness_keys(place.harness, "<Esc>qq");
    check_bye(&place);
    end(&place);
}

static bool shows(const struct harness *harness, const void *screen)
{
    return strcmp(harness_screen((struct harness *)(uintptr_t)harness), screen) == 0;
}

/* A size that comes and goes at once leaves the program where it was, but not the terminal: that
 * has cut, or wrapped, what it showed. */
static void a_size_that_was_never_seen_is_mended(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 12);
    char *before = strdup(harness_screen(place.harness));
    assert_non_null(before);
    for (int i = 0; i < 30; i++) {
        harness_resize(place.harness, 20, 5);
        harness_resize(place.harness, 80, 24);
        harness_wait(place.harness, shows, before, "the screen as it was");
    }
    free(before);
    harness_keys(place.harness, "Q");
    check_bye(&place);
    end(&place);
}

/* Neither sizes nor what is opened and closed clear the screen, or a part of it, by one sequence:
 * it would flash. */
static void nothing_is_cleared(void **state)
{
    (void)state;
    static const int sizes[][2] = {{20, 5}, {80, 24}, {59, 15}, {120, 40},
                                   {1, 1},  {60, 16}, {20, 5}};
    struct place place;
    begin(&place, 12);
    struct harness *harness = place.harness;
    struct harness_state before = harness_state(harness);
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        harness_resize(harness, sizes[i][0], sizes[i][1]);
        harness_settle(harness);
    }
    assert_true(harness_find(harness, "needs 60 x 16") >= 0);
    assert_true(harness_find(harness, "q quit") >= 0);
    harness_resize(harness, 80, 24);
    harness_wait_text(harness, "? help");
    static const char *const keys[] = {
        "2", "p",     "<Esc>", "?",     "<Esc>",   "c", "<Esc>", ":", "<Esc>", "/x", "<Esc>",
        "F", "<Esc>", "i",     "<Esc>", "<Enter>", "E", "<Esc>", "3", "4",     "5"};
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        harness_keys(harness, keys[i]);
        harness_settle(harness);
    }
    assert_int_equal(harness_state(harness).clears, before.clears);
    assert_int_equal(harness_state(harness).parts_cleared, before.parts_cleared);
    harness_keys(harness, "Q");
    check_bye(&place);
    end(&place);
}

/* What tests leave behind is theirs, and what somebody has set up for himself changes none. */
static void programs_have_folders_of_their_own(void **state)
{
    (void)state;
    static const char *const argv[] = {"/usr/bin/env", NULL};
    struct harness_options options = {.argv = argv, .columns = 200, .rows = 24};
    setenv("XDG_CONFIG_HOME", "/somebody", 1);
    struct harness *harness = harness_start(&options);
    unsetenv("XDG_CONFIG_HOME");
    harness_wait_exit(harness);
    static const char *const own[] = {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"};
    for (size_t i = 0; i < ARRAY_COUNT(own); i++) {
        char line[700];
        snprintf(line, sizeof line, "%s=%s/%s", own[i], check_folder(), own[i]);
        assert_true(harness_find(harness, line) >= 0);
    }
    harness_free(harness);
}

static void sizes_come_and_go(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 2);
    harness_keys(place.harness, "2");
    harness_wait_text(place.harness, "answer: Campaign 1");
    harness_keys(place.harness, "j");
    harness_wait_text(place.harness, "> Campaign 2");
    for (int i = 0; i < 60; i++) {
        harness_resize(place.harness, 20 + i * 37 % 140, 5 + i * 13 % 50);
    }
    harness_resize(place.harness, 40, 12);
    harness_wait_text(place.harness, "has 40 x 12");
    harness_resize(place.harness, 100, 30);
    harness_wait_text(place.harness, "> Campaign 2");
    harness_keys(place.harness, "?");
    harness_wait_text(place.harness, "Keys");
    harness_resize(place.harness, 62, 17);
    harness_settle(place.harness);
    harness_keys(place.harness, "<Esc>");
    harness_wait_text(place.harness, "> Campaign 2");
    harness_keys(place.harness, "Q");
    assert_true(harness_state(place.harness).clears <= 1);
    check_bye(&place);
    end(&place);
}

static void nothing_is_written_while_nothing_happens(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 2);
    harness_keys(place.harness, "2");
    harness_wait_text(place.harness, "answer: Campaign 1");
    harness_settle(place.harness);
    /* What was still to come comes once; what is written without need comes each time. */
    bool quiet = false;
    for (int tries = 0; tries < 4 && !quiet; tries++) {
        uint64_t before = harness_state(place.harness).bytes;
        for (int i = 0; i < 6; i++) {
            harness_settle(place.harness);
        }
        quiet = harness_state(place.harness).bytes == before;
    }
    assert_true(quiet);
    end(&place);
}

static void another_process_is_followed(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 3);
    harness_keys(place.harness, "2");
    harness_wait_text(place.harness, "answer: Campaign 1");
    harness_keys(place.harness, "jj");
    harness_wait_text(place.harness, "> Campaign 3");
    plain_campaign(&place.fixture, "Zuletzt");
    harness_wait_text(place.harness, "Zuletzt");
    harness_wait_text(place.harness, "> Campaign 3");
    harness_wait_text(place.harness, "4 campaigns");
    end(&place);
}

static bool cursor_is_in_row(const struct harness *harness, const void *row)
{
    struct harness_state now = harness_state(harness);
    return now.cursor_visible && now.cursor_y == *(const int *)row;
}

static void the_cursor_is_shown_where_one_types(void **state)
{
    static const int last = 23;
    (void)state;
    struct place place;
    begin(&place, 2);
    harness_keys(place.harness, "2/pai");
    harness_wait_text(place.harness, "2 of 2 match");
    /* The words may be seen before the rest of what is written with them. */
    harness_wait(place.harness, cursor_is_in_row, &last, "the cursor in the last row");
    harness_keys(place.harness, "<Esc>");
    harness_wait_no_text(place.harness, "match");
    harness_settle(place.harness);
    assert_false(harness_state(place.harness).cursor_visible);
    end(&place);
}

static void the_mouse_is_on_only_when_wanted(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 3);
    assert_false(harness_state(place.harness).mouse);
    harness_free(place.harness);
    start_with(&place, "--mouse", NULL, NULL, NULL);
    harness_wait_text(place.harness, "sent ");
    assert_true(harness_state(place.harness).mouse);
    harness_click(place.harness, 23, 0);
    harness_wait_text(place.harness, "2 Campaigns");
    harness_wait_text(place.harness, "answer: ");
    harness_click(place.harness, 4, 5);
    harness_wait_text(place.harness, "> Campaign 3");
    harness_wheel(place.harness, 4, 5, true);
    harness_wait_text(place.harness, "> Campaign 1");
    harness_keys(place.harness, "p");
    harness_wait_text(place.harness, "last 7 days");
    harness_click(place.harness, 40, harness_find(place.harness, "last 30 days"));
    harness_wait_no_text(place.harness, "other days");
    harness_keys(place.harness, "Q");
    check_bye(&place);
    end(&place);
}

/* Curses reads on without end after what the mouse did when it throws that away: then nothing
 * would be shown until the next key. */
static void the_mouse_never_holds_the_screen_up(void **state)
{
    (void)state;
    static const char *const sent[] = {
        "\033[<0;50;20M",  /* press */
        "\033[<0;50;20m",  /* and let go, later */
        "\033[<2;50;20M",  /* the right button */
        "\033[<2;50;20m",  /**/
        "\033[<66;50;20M", /* the wheel sideways */
        "\033[<35;51;20M", /* a move that nobody asked for */
        "\033[<20;51;20M", /* press with modifiers */
        "\033[<128;51;20M" /* a button more */
    };
    struct place place;
    begin(&place, 1);
    harness_free(place.harness);
    start_with(&place, "--mouse", NULL, NULL, NULL);
    harness_wait_text(place.harness, "sent 100");
    for (size_t i = 0; i < ARRAY_COUNT(sent); i++) {
        char words[32];
        harness_send(place.harness, sent[i], strlen(sent[i]));
        harness_settle(place.harness);
        snprintf(words, sizeof words, "Late %d", (int)i);
        plain_campaign(&place.fixture, words);
        snprintf(words, sizeof words, "sent %d", (int)(100 * (i + 2)));
        harness_wait_text(place.harness, words);
    }
    harness_keys(place.harness, "Q");
    check_bye(&place);
    end(&place);
}

static void poor_terminals_are_served(void **state)
{
    (void)state;
    struct place place;
    static const char *const no_color[] = {"NO_COLOR=1", NULL};
    plain_store(&place.fixture, 2);
    start_with(&place, NULL, NULL, "C", NULL);
    harness_wait_text(place.harness, "sent 200");
    harness_keys(place.harness, "p");
    harness_wait_text(place.harness, "+- Period");
    harness_keys(place.harness, "Q");
    check_bye(&place);
    harness_free(place.harness);
    start_with(&place, NULL, NULL, NULL, no_color);
    harness_wait_text(place.harness, "sent 200");
    harness_settle(place.harness);
    assert_int_equal(harness_state(place.harness).colors, 0);
    harness_keys(place.harness, "q");
    check_bye(&place);
    harness_free(place.harness);
    start_with(&place, NULL, "dumb", NULL, NULL);
    int status = harness_wait_exit(place.harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 2);
    assert_true(harness_find(place.harness, "TERM is dumb") >= 0);
    end(&place);
}

static void keys_are_not_left_behind(void **state)
{
    (void)state;
    struct place place;
    begin(&place, 12);
    harness_keys(place.harness, "2");
    harness_wait_text(place.harness, "answer: ");
    for (int i = 0; i < 50; i++) {
        harness_keys(place.harness, "jjjjjkkkkkjjj");
        harness_keys(place.harness, "kkk");
    }
    harness_keys(place.harness, "<Esc>jj");
    harness_wait_text(place.harness, "> Campaign 11"); /* by name: 1, 10, 11 */
    end(&place);
}

/* A key behind an Esc lies in curses, not in the terminal, when both are looked at; a new size that
 * is drawn in between does not leave it there until the next key. */
static void a_new_size_leaves_no_key_behind(void **state)
{
    (void)state;
    static const char *const env[] = {"ESCDELAY=400", NULL};
    struct place place;
    plain_store(&place.fixture, 3);
    start_with(&place, NULL, NULL, NULL, env);
    harness_wait_text(place.harness, "sent ");
    harness_settle(place.harness);
    harness_send(place.harness, "\033", 1);
    usleep(100000); /* it is waited for what follows */
    harness_resize(place.harness, 90, 26);
    harness_send(place.harness, "?", 1);
    harness_wait_text(place.harness, "Esc back");
    harness_keys(place.harness, "Q");
    check_bye(&place);
    end(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_and_quits),
        cmocka_unit_test(every_way_out_restores_the_terminal),
        cmocka_unit_test(signals_restore_the_terminal),
        cmocka_unit_test(it_is_stopped_and_continued),
        cmocka_unit_test(sizes_come_and_go),
        cmocka_unit_test(a_size_that_was_never_seen_is_mended),
        cmocka_unit_test(nothing_is_cleared),
        cmocka_unit_test(programs_have_folders_of_their_own),
        cmocka_unit_test(nothing_is_written_while_nothing_happens),
        cmocka_unit_test(another_process_is_followed),
        cmocka_unit_test(the_cursor_is_shown_where_one_types),
        cmocka_unit_test(the_mouse_is_on_only_when_wanted),
        cmocka_unit_test(the_mouse_never_holds_the_screen_up),
        cmocka_unit_test(poor_terminals_are_served),
        cmocka_unit_test(keys_are_not_left_behind),
        cmocka_unit_test(a_new_size_leaves_no_key_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
