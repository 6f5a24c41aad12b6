/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "config/settings.h"

static const char *put(const char *name, const char *bytes, size_t length)
{
    static char paths[2][600];
    char *path = paths[strcmp(name, "user") == 0];
    snprintf(path, sizeof paths[0], "%s/%s", check_folder(), name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void test_defaults(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    const struct settings *settings = settings_load(arena, NULL, "/nowhere/config", &err);
    check_ok(settings, &err);
    assert_null(settings->value[SETTING_STORE]);
    assert_string_equal(settings->value[SETTING_THEME], "dark");
    assert_string_equal(settings->value[SETTING_GRADES], "letters");
    assert_string_equal(settings->value[SETTING_MOUSE], "yes");
    assert_string_equal(settings->value[SETTING_BASE], "delivered");
    assert_null(settings->value[SETTING_TIGHTEST]);
    assert_null(settings->value[SETTING_SAME]);
    for (int i = 0; i < SETTING_COUNT; i++) {
        assert_null(settings->origin[i]);
        assert_true(setting_info((enum setting)i)->help[0] != '\0');
    }
    arena_free(arena);
}

static void test_files(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    static const char system_text[] =
        "\xEF\xBB\xBF# the machine's\r\n\r\n  store = /srv/a#b/campane.db \r\n"
        "base=sent\r\ntheme =\tlight\nkey.sort = \xC3\x9B C-s";
    static const char user_text[] = "\n# mine\ntheme = d\xC3\xBCster Mond\n \t \nmouse = no\n";
    const char *system_path = put("system", system_text, sizeof system_text - 1);
    const char *user_path = put("user", user_text, sizeof user_text - 1);
    const struct settings *settings = settings_load(arena, system_path, user_path, &err);
    check_ok(settings, &err);
    assert_string_equal(settings->value[SETTING_STORE], "/srv/a#b/campane.db");
    assert_string_equal(settings->keys[0].keys, "\xC3\x9B C-s"); /* Û: 9B is a part of it */
    assert_string_equal(settings->origin[SETTING_STORE], system_path);
    assert_string_equal(settings->value[SETTING_BASE], "sent");
    assert_string_equal(settings->value[SETTING_THEME], "d\xC3\xBCster Mond");
    assert_string_equal(settings->origin[SETTING_THEME], user_path);
    assert_string_equal(settings->value[SETTING_MOUSE], "no");
    assert_null(settings->origin[SETTING_GRADES]);
    arena_free(arena);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        uint64_t line, column;
        const char *says;
    } rows[] = {
#define TEXT(text) text, sizeof text - 1
        {TEXT("# x\ntheme = a\ncolour = red\n"), 3, 1, "there is no setting \"colour\""},
        {TEXT("Theme = a"), 1, 1, "there is no setting \"Theme\""},
        {TEXT("= a"), 1, 1, "there is no setting \"\""},
        {TEXT("\n\n  mouse\n"), 3, 3, "\"mouse\""},
        {TEXT("mouse = maybe\n"), 1, 9, "wrong value \"maybe\""},
        {TEXT("mouse = yes no\n"), 1, 9, "wrong value \"yes no\""},
        {TEXT("grades = Letters\n"), 1, 10, "wrong value \"Letters\""},
        {TEXT("theme =\n"), 1, 8, "wrong value \"\""},
        {TEXT("store = campane.db\n"), 1, 9, "wrong value \"campane.db\""},
        {TEXT("store = ~campane.db\n"), 1, 9, "wrong value"},
        {TEXT("mouse = yes\nbase = sent\nmouse = no\n"), 3, 1, "sets twice \"mouse\""},
        {TEXT("theme = a\0b\n"), 1, 1, "NUL byte"},
        {TEXT("theme = a\x1b[31mb\n"), 1, 9, "wrong value"},
        {TEXT("theme = a\x7f\n"), 1, 9, "wrong value"},
        {TEXT("\x1b[31m = 1\n"), 1, 1, "there is no setting"},
        {TEXT("theme = a\xc2\x9b"
              "31m\n"),
         1, 9, "wrong value"},
        {TEXT("store = /a\x9b"
              "31m\n"),
         1, 9, "wrong value"},
        {TEXT("key.sort = s \x1b[31m\n"), 1, 12, "wrong value"},
        {TEXT("key.sort = \xc2\x9d"
              "52\n"),
         1, 12, "wrong value"},
        {TEXT("key.so\x1b[31m = s\n"), 1, 1, "there is no setting"},
#undef TEXT
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct err err = ERR_INIT;
        const char *path = put("user", rows[i].text, rows[i].length);
        assert_null(settings_load(arena, NULL, path, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        assert_string_equal(err.file, path);
        assert_int_equal(err.line, rows[i].line);
        assert_int_equal(err.column, rows[i].column);
        assert_non_null(strstr(err.text, rows[i].says));
        assert_null(strchr(err.text, '\x1b'));
        assert_null(settings_load(arena, path, NULL, NULL));
    }
    struct err err = ERR_INIT;
    assert_null(settings_load(arena, check_folder(), NULL, &err));
    assert_int_equal(err.code, ERR_IO);
    arena_free(arena);
}

static void test_faults(void **state)
{
    (void)state;
    static const char text[] = "theme = light\nstore = /a/b\n";
    const char *path = put("user", text, sizeof text - 1);
    for (uint64_t n = 1;; n++) {
        struct arena *arena = arena_new();
        struct err err = ERR_INIT;
        mem_fault_after(n, false);
        const struct settings *settings = settings_load(arena, NULL, path, &err);
        uint64_t asked = mem_fault_after(0, false);
        assert_int_equal(settings == NULL, err.code == ERR_MEMORY);
        arena_free(arena);
        if (asked < n) {
            assert_non_null(settings);
            assert_true(n > 2);
            return;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
