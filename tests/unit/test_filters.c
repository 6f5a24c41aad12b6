/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <sys/stat.h>

#include "base/mem.h"
#include "config/filters.h"

static const char *path(void)
{
    static char text[600];
    snprintf(text, sizeof text, "%s/filters", check_folder());
    return text;
}

static void put(const char *text)
{
    FILE *file = fopen(path(), "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void expect(const char *text)
{
    char *now = check_read(path(), NULL);
    assert_string_equal(now, text);
    free(now);
}

static void names_are_kept_changed_and_taken_away(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    remove(path());
    const struct filters *none = filters_load(arena, path(), &err);
    check_ok(none, &err);
    assert_int_equal(none->count, 0);
    check_ok(filters_save(arena, path(), "weak vips", "ctr < 15% and segment = vip", &err), &err);
    check_ok(filters_save(arena, path(), "\xd8\xb9\xd8\xb1\xd8\xb6", "name ~ x", &err), &err);
    expect("weak vips = ctr < 15% and segment = vip\n\xd8\xb9\xd8\xb1\xd8\xb6 = name ~ x\n");
    put("# mine\n\n a  =  diwali \nb = sent > 1k");
    check_ok(filters_save(arena, path(), "a", "ctr >= 20%", &err), &err);
    expect("# mine\n\na = ctr >= 20%\nb = sent > 1k");
    check_ok(filters_save(arena, path(), "c", "x = y", &err), &err);
    expect("# mine\n\na = ctr >= 20%\nb = sent > 1k\nc = x = y\n");
    const struct filters *filters = filters_load(arena, path(), &err);
    check_ok(filters, &err);
    assert_int_equal(filters->count, 3);
    assert_string_equal(filters->lines[2].name, "c");
    assert_string_equal(filters->lines[2].filter, "x = y");
    check_ok(filters_save(arena, path(), "d", "sent > 1\nand ctr\t> 2%", &err), &err);
    check_ok(filters_load(arena, path(), &err), &err);
    check_ok(filters_save(arena, path(), "d", NULL, &err), &err);
    check_ok(filters_save(arena, path(), "b", NULL, &err), &err);
    check_ok(filters_save(arena, path(), "nobody", NULL, &err), &err);
    expect("# mine\n\na = ctr >= 20%\nc = x = y\n");
    arena_free(arena);
}

static void wrong_names_and_files_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    static const char *const names[] = {
        "",
        "a=b",
        "#a",
        " a",
        "a ",
        "a\nb",
        "a\tb",
        "a\033b",
        "a\001",
        "a\xff",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    put("a = b\n");
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        assert_false(filters_save(arena, path(), names[i], "x", &err));
        assert_int_equal(err.code, ERR_USAGE);
    }
    expect("a = b\n");
    put("a = b\nno equals\n");
    assert_false(filters_save(arena, path(), "c", "x", &err));
    assert_int_equal(err.line, 2);
    expect("a = b\nno equals\n");
    put("a = b\na = c\n");
    assert_null(filters_load(arena, path(), &err));
    assert_int_equal(err.line, 2);
    assert_null(filters_load(arena, check_folder(), &err));
    assert_int_equal(err.code, ERR_IO);
    arena_free(arena);
}

/* One more than may be would make a file of which nothing can be read any more. */
static void a_full_file_takes_no_more(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    char name[16], words[1024];
    remove(path());
    for (int i = 0; i < FILTERS_MAX; i++) {
        snprintf(name, sizeof name, "f%d", i);
        check_ok(filters_save(arena, path(), name, "x", &err), &err);
    }
    char *before = check_read(path(), NULL);
    assert_false(filters_save(arena, path(), "more", "x", &err));
    assert_int_equal(err.code, ERR_REFUSED);
    err_format(&err, words, sizeof words);
    assert_non_null(strstr(words, path()));
    assert_non_null(strstr(words, "200"));
    expect(before);
    free(before);
    check_ok(filters_save(arena, path(), "f7", "y", &err), &err);
    check_ok(filters_save(arena, path(), "f8", NULL, &err), &err);
    check_ok(filters_save(arena, path(), "more", "x", &err), &err);
    const struct filters *filters = filters_load(arena, path(), &err);
    check_ok(filters, &err);
    assert_int_equal(filters->count, FILTERS_MAX);
    arena_free(arena);
}

static bool load_and_save(void *context)
{
    (void)context;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    bool ok = arena && filters_save(arena, path(), "a", "x", &err);
    assert_true(ok || !arena || err.code == ERR_MEMORY);
    arena_free(arena);
    return ok;
}

static void memory_runs_out(void **state)
{
    (void)state;
    put("a = b\nc = d\n");
    check_faults(load_and_save, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_kept_changed_and_taken_away),
        cmocka_unit_test(wrong_names_and_files_are_refused),
        cmocka_unit_test(a_full_file_takes_no_more),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
