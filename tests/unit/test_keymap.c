/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "base/strbuf.h"
#include "ui/keymap/keymap.h"

static struct keymap map;

static int init(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    return keymap_init(&map, &err) ? 0 : -1;
}

static struct key key_of(const char *name)
{
    struct key key = {0};
    assert_true(key_parse(name, strlen(name), &key));
    return key;
}

static void every_action_is_documented(void **state)
{
    (void)state;
    for (int id = 0; id < ACTION_COUNT; id++) {
        const struct action_info *info = action_info((enum action)id);
        assert_true(strlen(info->name) > 1);
        assert_true(strlen(info->keys) > 0);
        assert_true(strlen(info->help) > 8);
        assert_true(info->help[0] >= 'A' && info->help[0] <= 'Z');
        assert_int_not_equal(info->help[strlen(info->help) - 1], '.');
        assert_int_not_equal(info->where, 0);
        assert_int_equal(info->where & ~(unsigned)IN_ALL, 0);
        assert_true(info->rank == 0 || info->hint);
        for (int other = 0; other < id; other++) {
            assert_string_not_equal(info->name, action_info((enum action)other)->name);
        }
    }
}

static void no_keys_clash_in_a_mode(void **state)
{
    (void)state;
    for (size_t i = 0; i < map.count; i++) {
        for (size_t j = 0; j < i; j++) {
            bool together = (action_info(map.bindings[i].action)->where &
                             action_info(map.bindings[j].action)->where) != 0;
            if (together && key_equal(map.bindings[i].key, map.bindings[j].key)) {
                fail_msg("%s and %s have the same key", action_info(map.bindings[i].action)->name,
                         action_info(map.bindings[j].action)->name);
            }
        }
    }
}

static void every_binding_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < map.count; i++) {
        unsigned where = action_info(map.bindings[i].action)->where;
        for (unsigned bit = 1; bit <= IN_ALL; bit <<= 1) {
            if (where & bit) {
                assert_int_equal(keymap_find(&map, bit, map.bindings[i].key),
                                 map.bindings[i].action);
            }
        }
    }
}

static void keys_mean_what_people_expect(void **state)
{
    (void)state;
    static const struct {
        unsigned where;
        const char *key;
        enum action action;
    } cases[] = {
        {IN_CAMPAIGNS, "j", ACTION_DOWN},
        {IN_CAMPAIGNS, "Down", ACTION_DOWN},
        {IN_CAMPAIGNS, "G", ACTION_LAST},
        {IN_CAMPAIGNS, "C-f", ACTION_PAGE_DOWN},
        {IN_CAMPAIGNS, "Enter", ACTION_OPEN},
        {IN_PICKER, "Enter", ACTION_CHOOSE},
        {IN_CAMPAIGNS, "/", ACTION_SEARCH},
        {IN_OVERVIEW, "/", ACTION_NONE},
        {IN_OVERVIEW, "x", ACTION_KEEP_BENCHMARK},
        {IN_IMPORTS, "x", ACTION_UNDO},
        {IN_CAMPAIGNS, "x", ACTION_NONE},
        {IN_EMPTY, "D", ACTION_DEMO},
        {IN_CAMPAIGNS, "D", ACTION_NONE},
        {IN_INPUT, "j", ACTION_NONE},
        {IN_INPUT, "q", ACTION_NONE},
        {IN_INPUT, "C-u", ACTION_ERASE_ALL},
        {IN_CAMPAIGNS, "C-u", ACTION_HALF_UP},
        {IN_INPUT, "C-c", ACTION_INTERRUPT},
        {IN_INPUT, "C-z", ACTION_SUSPEND},
        {IN_QUESTION, "n", ACTION_NO},
        {IN_CAMPAIGNS, "n", ACTION_NEXT_MATCH},
        {IN_DETAIL, "B", ACTION_BENCHMARK},
        {IN_DETAIL, "b", ACTION_BASE},
        {IN_DETAIL, "9", ACTION_TAB_IMPORTS},
        {IN_DETAIL, "3", ACTION_TAB_COMPARE},
        {IN_DETAIL, "4", ACTION_TAB_TRENDS},
        {IN_DETAIL, "6", ACTION_TAB_OPPORTUNITIES},
        {IN_HEAT, "8", ACTION_TAB_BENCHMARKS},
        {IN_DETAIL, "0", ACTION_NONE},
        {IN_TRENDS, "w", ACTION_STEP},
        {IN_CAMPAIGNS, "t", ACTION_TREND},
        {IN_DETAIL, "=", ACTION_COMPARE},
        {IN_CAMPAIGNS, "Space", ACTION_MARK},
        {IN_COMPARE, "d", ACTION_DETAILS},
        {IN_COMPARE, "P", ACTION_PLAN},
        {IN_IMPORTS, "P", ACTION_NONE},
        {IN_FORM, "C-x", ACTION_PLAN_DROP},
        {IN_INPUT, "C-x", ACTION_NONE},
        {IN_FORM, "Enter", ACTION_ACCEPT},
        {IN_FORM, "j", ACTION_NONE},
        {IN_HELP, "?", ACTION_HELP},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        assert_int_equal(keymap_find(&map, cases[i].where, key_of(cases[i].key)), cases[i].action);
    }
}

/* Nobody is locked in. */
static void every_mode_can_be_left(void **state)
{
    (void)state;
    for (unsigned bit = 1; bit <= IN_ALL; bit <<= 1) {
        assert_int_equal(keymap_find(&map, bit, key_of("Esc")), ACTION_BACK);
        assert_int_equal(keymap_find(&map, bit, key_of("C-c")), ACTION_INTERRUPT);
        assert_int_equal(keymap_find(&map, bit, key_of("C-z")), ACTION_SUSPEND);
        assert_int_equal(keymap_find(&map, bit, key_of("C-l")), ACTION_REDRAW);
    }
}

static void hints_are_ranked_and_hidden(void **state)
{
    (void)state;
    enum action ids[ACTION_COUNT];
    for (unsigned bit = 1; bit <= IN_ALL; bit <<= 1) {
        for (unsigned when = WHEN_EVER; when < 2 * WHEN_BUSY; when++) {
            size_t count = keymap_hints(bit, when, NULL, ACTION_COUNT, ids);
            assert_true(count > 0);
            for (size_t i = 0; i < count; i++) {
                assert_true(action_info(ids[i])->where & bit);
                assert_non_null(action_info(ids[i])->hint);
                assert_true(i == 0 ||
                            keymap_rank(ids[i - 1], bit, when) <= keymap_rank(ids[i], bit, when));
            }
            /* Of fewer it is the first ones, and those at the end that are always there. */
            enum action few[ACTION_COUNT];
            assert_int_equal(keymap_hints(bit, when, NULL, 3, few), count < 3 ? count : 3);
            assert_int_equal(few[count < 3 ? count - 1 : 2], ids[count - 1]);
        }
    }
    static const struct action_set hidden = {
        .has = {[ACTION_NEXT_MATCH] = true, [ACTION_ASSIGN] = true}};
    size_t count = keymap_hints(IN_CAMPAIGNS, WHEN_EVER, &hidden, ACTION_COUNT, ids);
    assert_int_equal(ids[0], ACTION_OPEN);
    assert_int_equal(ids[1], ACTION_SEARCH);
    assert_int_equal(ids[2], ACTION_SORT);
    assert_int_equal(ids[count - 1], ACTION_HELP);
}

/* What no view shows at once: which of the two ways out, and what needs something to be there. */
static void hide_what_is_rare(struct action_set *hidden, bool inside)
{
    action_set_add(hidden, inside ? ACTION_LEAVE : ACTION_BACK, true);
    action_set_add(hidden, ACTION_ASSIGN, true);
    action_set_add(hidden, ACTION_NEXT_MATCH, true);
}

/* The footer of each view, word for word: six at most, how to get out and the help among them. */
static void the_six_likeliest_are_shown(void **state)
{
    (void)state;
    static const struct {
        unsigned where, when;
        bool inside;
        const char *want;
    } rows[] = {
        {IN_OVERVIEW, 0, false, "Enter open, p period, i import, Tab next tab, q quit, ? help"},
        {IN_CAMPAIGNS, 0, false, "Enter open, / filter, s sort, Space mark, q quit, ? help"},
        {IN_CAMPAIGNS, WHEN_FILTERED, true,
         "Enter open, / filter, F saved views, s sort, Esc back, ? help"},
        {IN_CAMPAIGNS, WHEN_MARKED, false, "= compare, t trend, E edit, e export, q quit, ? help"},
        {IN_CAMPAIGNS, WHEN_MARKED | WHEN_FILTERED, true,
         "= compare, t trend, E edit, e export, Esc back, ? help"},
        {IN_CAMPAIGNS, WHEN_BUSY, false,
         "Ctrl-C stop, Enter open, / filter, s sort, q quit, ? help"},
        {IN_DETAIL, 0, true, "= compare, t trend, E edit, p period, Esc back, ? help"},
        {IN_COMPARE, 0, false, "d details, n next, P plan a test, p period, q quit, ? help"},
        {IN_COMPARE, 0, true, "d details, n next, P plan a test, p period, Esc back, ? help"},
        {IN_TRENDS, 0, false, "n next, w day/week/month, p period, B benchmark, q quit, ? help"},
        {IN_RETENTION, 0, false, "n next, s sort, p period, c columns, q quit, ? help"},
        {IN_KPIS, 0, false, "Enter open, w day/week/month, p period, b base, q quit, ? help"},
        {IN_BREAKDOWN, 0, false, "v view by, n next, s sort, p period, q quit, ? help"},
        {IN_HEAT, 0, false, "n next, p period, b base, E edit, q quit, ? help"},
        {IN_FREQUENCY, 0, false, "s sort, p period, B benchmark, c columns, q quit, ? help"},
        {IN_FAILURES, 0, false, "s sort, p period, c columns, E edit, q quit, ? help"},
        {IN_OPPORTUNITIES, 0, false, "Enter open, s sort, p period, B benchmark, q quit, ? help"},
        {IN_MONEY, 0, false, "Enter open, n next, s sort, p period, q quit, ? help"},
        {IN_WHATIF, 0, false, "+/- recipients, n next, p period, s sort, q quit, ? help"},
        {IN_FEEDBACK, 0, false, "Enter open, / search, v rating, f kind, q quit, ? help"},
        {IN_BENCHMARKS, 0, false,
         "Enter grade by it, E edit, x keep benchmark, p period, q quit, ? help"},
        {IN_IMPORTS, 0, false, "Enter open, x undo, s sort, i import, q quit, ? help"},
        {IN_EMPTY, 0, false, "i import, D demo, q quit, ? help"},
        {IN_EMPTY, WHEN_BUSY, false, "Ctrl-C stop, i import, D demo, q quit, ? help"},
        {IN_HELP, 0, true, "/ search, Esc back"},
        {IN_PICKER, 0, true, "Enter choose, Ctrl-X take away, Esc back"},
        {IN_QUESTION, 0, true, "y yes, n no, Esc back"},
        {IN_COLUMNS, 0, true,
         "Enter done, Space show/hide, K/J move, +/- width, R reset, Esc back"},
        {IN_PEEK, 0, true, "Enter import, Esc back"},
        {IN_FORM, 0, true,
         "Enter done, Ctrl-X drop, Ctrl-R bring back, Up/Down field, Ctrl-U erase, Esc back"},
        {IN_INPUT, 0, true, "Enter done, Ctrl-U erase, Esc back"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        enum action ids[ACTION_COUNT];
        struct action_set hidden = {.has = {false}};
        struct strbuf line = STRBUF_INIT;
        hide_what_is_rare(&hidden, rows[i].inside);
        size_t count = keymap_hints(rows[i].where, rows[i].when, &hidden, HINTS_MOST, ids);
        assert_true(count <= 6);
        for (size_t k = 0; k < count; k++) {
            char keys[KEYMAP_KEYS_SIZE];
            strbuf_printf(&line, "%s%s %s", k ? ", " : "", keymap_hint_keys(&map, ids[k], keys),
                          action_info(ids[k])->hint);
        }
        assert_string_equal(strbuf_text(&line), rows[i].want);
        strbuf_free(&line);
    }
}

/* A hint names the keys that a person chose; of a pair the one that has a key. */
static void hints_name_chosen_keys(void **state)
{
    (void)state;
    static const struct keymap_choice choices[] = {
        {"column-up", "F5"}, {"column-wider", "none"}, {"fewer", "none"}, {"more", "none"}};
    struct keymap chosen;
    struct err err = ERR_INIT;
    size_t wrong;
    char keys[KEYMAP_KEYS_SIZE];
    check_ok(keymap_choose(&chosen, true, choices, ARRAY_COUNT(choices), &wrong, &err), &err);
    assert_string_equal(keymap_hint_keys(&chosen, ACTION_COLUMN_UP, keys), "F5/J");
    assert_string_equal(keymap_hint_keys(&chosen, ACTION_COLUMN_WIDER, keys), "-");
    assert_string_equal(keymap_hint_keys(&chosen, ACTION_MORE, keys), "");
    assert_string_equal(keymap_hint_keys(&chosen, ACTION_UP, keys), "Up");
}

static void help_lists_every_valid_action(void **state)
{
    (void)state;
    enum action ids[ACTION_COUNT];
    size_t count = keymap_help(IN_IMPORTS, NULL, ids);
    bool undo = false;
    for (size_t i = 0; i < count; i++) {
        undo = undo || ids[i] == ACTION_UNDO;
        assert_int_not_equal(ids[i], ACTION_SEARCH);
    }
    assert_true(undo);
    static const struct action_set hidden = {.has = {[ACTION_UNDO] = true}};
    assert_int_equal(keymap_help(IN_IMPORTS, &hidden, ids), count - 1);
}

static void keys_are_written_for_people(void **state)
{
    (void)state;
    char buffer[KEYMAP_KEYS_SIZE];
    assert_string_equal(keymap_keys(&map, ACTION_DOWN, false, buffer), "Down j");
    assert_string_equal(keymap_keys(&map, ACTION_DOWN, true, buffer), "Down");
    assert_string_equal(keymap_keys(&map, ACTION_PAGE_UP, false, buffer), "PgUp Ctrl-B");
    assert_string_equal(keymap_keys(&map, ACTION_PREVIOUS_TAB, false, buffer), "Shift-Tab");
}

/* What the same key does before and after a person chose. */
static void chosen_keys_take_the_place_of_others(void **state)
{
    (void)state;
    static const struct keymap_choice choices[] = {
        {"sort", "C-s F5"}, {"plan", "s"}, {"refresh", "none"}, {"help", "?  F1"}};
    struct keymap chosen;
    struct err err = ERR_INIT;
    size_t wrong;
    char names[KEYMAP_KEYS_SIZE];
    check_ok(keymap_choose(&chosen, true, choices, ARRAY_COUNT(choices), &wrong, &err), &err);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("C-s")), ACTION_SORT);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("F5")), ACTION_SORT);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("s")), ACTION_PLAN);
    assert_int_equal(keymap_find(&chosen, IN_IMPORTS, key_of("s")), ACTION_NONE);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("P")), ACTION_NONE);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("r")), ACTION_NONE);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("j")), ACTION_DOWN);
    assert_string_equal(keymap_names(&chosen, ACTION_SORT, names), "C-s F5");
    assert_string_equal(keymap_names(&chosen, ACTION_REFRESH, names), "none");
    assert_string_equal(keymap_names(&chosen, ACTION_INTERRUPT, names), "C-c");
}

/* A chosen key is taken from those that have it by default only where both are valid. */
static void a_key_is_taken_only_where_it_is_needed(void **state)
{
    (void)state;
    static const struct keymap_choice choices[] = {{"details", "g"}, {"undo", "P"}};
    struct keymap chosen;
    struct err err = ERR_INIT;
    size_t wrong;
    check_ok(keymap_choose(&chosen, true, choices, ARRAY_COUNT(choices), &wrong, &err), &err);
    assert_int_equal(keymap_find(&chosen, IN_COMPARE, key_of("g")), ACTION_DETAILS);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("Home")), ACTION_FIRST);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("P")), ACTION_PLAN);
    assert_int_equal(keymap_find(&chosen, IN_IMPORTS, key_of("P")), ACTION_UNDO);
}

static void plain_keys_leave_letters_alone(void **state)
{
    (void)state;
    static const struct keymap_choice choices[] = {{"trend", "j"}};
    struct keymap chosen;
    struct err err = ERR_INIT;
    size_t wrong;
    check_ok(keymap_choose(&chosen, false, choices, 1, &wrong, &err), &err);
    static const char *const letters[] = {"h", "k", "l", "g", "G", "C-f", "C-b", "C-u", "C-d"};
    for (size_t i = 0; i < ARRAY_COUNT(letters); i++) {
        assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of(letters[i])), ACTION_NONE);
    }
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("j")), ACTION_TREND);
    assert_int_equal(keymap_find(&chosen, IN_CAMPAIGNS, key_of("Down")), ACTION_DOWN);
    assert_int_equal(keymap_find(&chosen, IN_INPUT, key_of("C-u")), ACTION_ERASE_ALL);
}

static void wrong_choices_are_told(void **state)
{
    (void)state;
    static const struct {
        struct keymap_choice choices[2];
        size_t wrong;
        const char *says;
    } rows[] = {
        {{{"sort", "s"}, {"sorting", "s"}}, 1, "no action \"sorting\""},
        {{{"sort", "Hyper-x"}, {"plan", "p"}}, 0, "no key named \"Hyper-x\""},
        {{{"sort", ""}, {"plan", "p"}}, 0, "no key is named"},
        {{{"sort", "v"}, {"plan", "v"}}, 1, "\"v\" is chosen for sort already"},
        {{{"sort", "v"}, {"sort", "w"}}, 1, "set twice"},
        {{{"sort", "C-c"}, {"plan", "p"}}, 0, "Ctrl-C always leaves"},
        {{{"interrupt", "none"}, {"plan", "p"}}, 0, "needs a key"},
        {{{"sort", "C-i"}, {"plan", "p"}}, 0, "no key named"},
        {{{"up", "Esc q"}, {"down", "v"}}, 0, "back is left without a key"},
        {{{"up", "v"}, {"down", "Enter"}}, 1, "is left without a key"},
        {{{"back", "x"}, {"plan", "p"}}, 0, "could not be typed"},
        {{{"plan", "p"}, {"back", "none"}}, 1, "needs a key"},
        {{{"plan", "p"}, {"sort", "none s"}}, 1, "with other keys"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct keymap chosen = map;
        struct err err = ERR_INIT;
        size_t wrong = 9;
        assert_false(keymap_choose(&chosen, true, rows[i].choices, 2, &wrong, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        assert_int_equal(wrong, rows[i].wrong);
        if (!strstr(err.text, rows[i].says)) {
            fail_msg("\"%s\" does not say \"%s\"", err.text, rows[i].says);
        }
        assert_memory_equal(&chosen, &map, sizeof map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_is_documented),
        cmocka_unit_test(no_keys_clash_in_a_mode),
        cmocka_unit_test(every_binding_is_found),
        cmocka_unit_test(keys_mean_what_people_expect),
        cmocka_unit_test(every_mode_can_be_left),
        cmocka_unit_test(hints_are_ranked_and_hidden),
        cmocka_unit_test(the_six_likeliest_are_shown),
        cmocka_unit_test(hints_name_chosen_keys),
        cmocka_unit_test(help_lists_every_valid_action),
        cmocka_unit_test(keys_are_written_for_people),
        cmocka_unit_test(chosen_keys_take_the_place_of_others),
        cmocka_unit_test(a_key_is_taken_only_where_it_is_needed),
        cmocka_unit_test(plain_keys_leave_letters_alone),
        cmocka_unit_test(wrong_choices_are_told),
    };
    return cmocka_run_group_tests(tests, init, NULL);
}
