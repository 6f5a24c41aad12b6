/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

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
        assert_int_equal(info->rank != 0, info->hint != NULL);
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
        size_t count = keymap_hints(bit, 0, ids);
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++) {
            assert_true(action_info(ids[i])->where & bit);
            assert_true(i == 0 || action_info(ids[i - 1])->rank <= action_info(ids[i])->rank);
        }
    }
    static const struct action_set hidden = {
        .has = {[ACTION_NEXT_MATCH] = true, [ACTION_ASSIGN] = true}};
    size_t count = keymap_hints(IN_CAMPAIGNS, &hidden, ids);
    assert_int_equal(ids[0], ACTION_OPEN);
    assert_int_equal(ids[1], ACTION_SEARCH);
    assert_int_equal(ids[2], ACTION_SORT);
    assert_int_equal(ids[count - 1], ACTION_HELP);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_is_documented),
        cmocka_unit_test(no_keys_clash_in_a_mode),
        cmocka_unit_test(every_binding_is_found),
        cmocka_unit_test(keys_mean_what_people_expect),
        cmocka_unit_test(every_mode_can_be_left),
        cmocka_unit_test(hints_are_ranked_and_hidden),
        cmocka_unit_test(help_lists_every_valid_action),
        cmocka_unit_test(keys_are_written_for_people),
    };
    return cmocka_run_group_tests(tests, init, NULL);
}
