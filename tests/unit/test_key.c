/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "ui/canvas/key.h"

static void names_go_both_ways(void **state)
{
    (void)state;
    static const char *const names[] = {
        "j",   "G",   "?",    "/",  "é",  "日",  "Space", "Tab",    "S-Tab",  "Esc", "Enter",
        "C-c", "C-z", "PgUp", "Up", "F5", "F12", "Del",   "Resize", "C-S-Up", "-",   "Backspace"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct key key;
        char buffer[KEY_NAME_SIZE];
        assert_true(key_parse(names[i], strlen(names[i]), &key));
        assert_string_equal(key_format(key, buffer), names[i]);
    }
}

static void wrong_names_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"",   "jk",      "C-", "C-C", "C-1",  "C-é", "S-a", "C-C-c",
                                        "up", "S-S-Tab", " ",  "\t",  "\xff", "M-x", "F13"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct key key = {.code = 7};
        assert_false(key_parse(names[i], strlen(names[i]), &key));
        assert_int_equal(key.code, 7);
    }
}

static void codes_and_modifiers_tell_keys_apart(void **state)
{
    (void)state;
    struct key a = {.code = 'c', .mods = KM_CTRL, .x = 1};
    struct key b = {.code = 'c', .mods = KM_CTRL, .x = 2};
    struct key c = {.code = 'c'};
    assert_true(key_equal(a, b));
    assert_false(key_equal(a, c));
}

static void bytes_are_keys(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *name; /* NULL: none */
    } cases[] = {
        {"a", 1, "a"},         {"A", 1, "A"},
        {" ", 1, "Space"},     {"\t", 1, "Tab"},
        {"\r", 1, "Enter"},    {"\n", 1, "Enter"},
        {"\033", 1, "Esc"},    {"\177", 1, "Backspace"},
        {"\001", 1, "C-a"},    {"\032", 1, "C-z"},
        {"\b", 1, "C-h"},      {"\0", 1, NULL},
        {"\034", 1, NULL},     {"é", 2, "é"},
        {"日", 3, "日"},       {"\xf0\x9f\x8e\x89", 4, "🎉"},
        {"\xc3", 1, NULL},     {"\xff", 1, NULL},
        {"\xc2\x9b", 2, NULL}, {"", 0, NULL},
        {"ab", 2, NULL},       {"\xed\xa0\x80", 3, NULL},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char buffer[KEY_NAME_SIZE];
        struct key key = key_from_bytes(cases[i].bytes, cases[i].length);
        if (cases[i].name) {
            assert_string_equal(key_format(key, buffer), cases[i].name);
        } else {
            assert_int_equal(key.code, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(wrong_names_are_refused),
        cmocka_unit_test(bytes_are_keys),
        cmocka_unit_test(codes_and_modifiers_tell_keys_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
