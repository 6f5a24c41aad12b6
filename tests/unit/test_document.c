/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "config/document.h"
#include "config/file.h"

static int set_up(void **state)
{
    (void)state;
    document_setup();
    return 0;
}

static void wrong(const char *text, uint64_t line, uint64_t column)
{
    struct document document = {0};
    struct err err = ERR_INIT;
    assert_false(document_parse(&document, "x.json", text, strlen(text), &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_string_equal(err.file, "x.json");
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    assert_null(document.root);
}

static void test_syntax(void **state)
{
    (void)state;
    wrong("{\n  \"a\": tru\n}", 2, 8);
    wrong("{\"a\": 1} {}", 1, 10);
    wrong("[1]\n\nx", 3, 1);
    wrong("", 1, 1);
    struct document document;
    struct err err = ERR_INIT;
    static const char with_mark[] = "\xEF\xBB\xBF [1, 2]\r\n ";
    check_ok(document_parse(&document, "x", with_mark, sizeof with_mark - 1, &err), &err);
    assert_int_equal(cJSON_GetArraySize(document.root), 2);
    document_free(&document);
}

/* The place of every value, whatever stands before it. */
static void test_places(void **state)
{
    (void)state;
    static const char text[] = "{ \"a,:]}\" : [ 1 , -2.5e3,\n"
                               "   \"x\\\"y\\\\\", {} ,[ ],\n"
                               "\t{\"b\":null,\"c\" :\n"
                               "true}],\"d\":\"e\"}";
    struct document document;
    struct err err = ERR_INIT;
    check_ok(document_parse(&document, "x", text, sizeof text - 1, &err), &err);
    const cJSON *list = cJSON_GetObjectItem(document.root, "a,:]}");
    const cJSON *object = cJSON_GetArrayItem(list, 5);
    const struct {
        const cJSON *value;
        uint64_t line, column;
    } rows[] = {
        {document.root, 1, 1},
        {list, 1, 13},
        {cJSON_GetArrayItem(list, 0), 1, 15},
        {cJSON_GetArrayItem(list, 1), 1, 19},
        {cJSON_GetArrayItem(list, 2), 2, 4},
        {cJSON_GetArrayItem(list, 3), 2, 14},
        {cJSON_GetArrayItem(list, 4), 2, 18},
        {object, 3, 2},
        {cJSON_GetObjectItem(object, "b"), 3, 7},
        {cJSON_GetObjectItem(object, "c"), 4, 1},
        {cJSON_GetObjectItem(document.root, "d"), 4, 12},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        uint64_t line;
        uint64_t column;
        assert_non_null(rows[i].value);
        document_place(&document, rows[i].value, &line, &column);
        assert_int_equal(line, rows[i].line);
        assert_int_equal(column, rows[i].column);
    }
    document_free(&document);
}

static bool keys_of(const char *text, struct err *err)
{
    struct document document;
    check_ok(document_parse(&document, "f", text, strlen(text), err), err);
    bool done = document_keys(&document, document.root, "id rows", "set 1", err);
    document_free(&document);
    return done;
}

static void test_keys(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    assert_true(keys_of("{}", &err));
    assert_true(keys_of("{\"rows\":1,\"id\":null}", &err));
    assert_false(keys_of("{\"id\":1,\n \"row\":[2]}", &err));
    assert_string_equal(err.text, "set 1: unknown key \"row\"");
    assert_string_equal(err.todo, "known keys: id rows");
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 8);
    assert_false(keys_of("{\"id\":1, \"id\":2}", &err));
    assert_string_equal(err.text, "set 1: the key \"id\" stands there twice");
    assert_false(keys_of("[1]", &err));
    assert_string_equal(err.text, "set 1 is not an object");
    assert_false(keys_of("{\"\\u001b[31m\":1}", &err));
    assert_null(strchr(err.text, '\x1b'));
    assert_false(keys_of("{\"ID\":1}", &err));
}

static void test_text(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct document document;
    struct err err = ERR_INIT;
    static const char text[] = "{\"a\":\" two\\n words\\u001b[1m \", \"b\":null, \"c\":5, "
                               "\"d\":\"abcdefghijklmnop\"}";
    check_ok(document_parse(&document, "f", text, sizeof text - 1, &err), &err);
    const char *got = NULL;
    assert_true(document_text(&document, arena, document.root, "a", 0, "here", &got, &err));
    assert_null(strchr(got, '\n'));
    assert_null(strchr(got, '\x1b'));
    assert_memory_equal(got, "two words", 9);
    assert_true(document_text(&document, arena, document.root, "b", 0, "here", &got, &err));
    assert_string_equal(got, "");
    assert_true(document_text(&document, arena, document.root, "none", 0, "here", &got, &err));
    assert_string_equal(got, "");
    assert_true(document_text(&document, arena, document.root, "d", 8, "here", &got, &err));
    assert_true(strlen(got) <= 8);
    assert_false(document_text(&document, arena, document.root, "c", 0, "here", &got, &err));
    assert_string_equal(err.text, "here: \"c\" is not text");
    document_free(&document);
    arena_free(arena);
}

/* A lack of memory is called that, not a mistake in the file. */
static void test_memory(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":[1,2,{\"b\":\"c\"}]}";
    for (uint64_t n = 1; n < 30; n++) {
        struct document document = {0};
        struct err err = ERR_INIT;
        mem_fault_after(n, true);
        bool done = document_parse(&document, "f", text, sizeof text - 1, &err);
        mem_fault_after(0, false);
        if (done) {
            document_free(&document);
            assert_true(n > 5);
            return;
        }
        assert_int_equal(err.code, ERR_MEMORY);
    }
    fail_msg("never had enough memory");
}

static void put_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void test_file(void **state)
{
    (void)state;
    char path[600];
    struct err err = ERR_INIT;
    size_t length = 99;
    snprintf(path, sizeof path, "%s/file", check_folder());
    assert_null(file_read(path, &length, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(length, 99);

    put_file(path, "a\0b", 3);
    char *text = file_read(path, &length, &err);
    assert_non_null(text);
    assert_int_equal(length, 3);
    assert_memory_equal(text, "a\0b", 4);
    mem_free(text);
    put_file(path, "", 0);
    text = file_read(path, &length, &err);
    assert_non_null(text);
    assert_int_equal(length, 0);
    mem_free(text);

    char below[700];
    snprintf(below, sizeof below, "%s/file/below", check_folder());
    assert_null(file_read(below, &length, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_null(file_read(check_folder(), &length, &err));
    assert_int_equal(err.code, ERR_IO);

    /* a pipe nobody writes to must not be waited for */
    snprintf(path, sizeof path, "%s/pipe", check_folder());
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(file_read(path, &length, &err));
    assert_int_equal(err.code, ERR_IO);
}

static void test_file_limits(void **state)
{
    (void)state;
    char path[600];
    struct err err = ERR_INIT;
    size_t length = 99;
    snprintf(path, sizeof path, "%s/large", check_folder());
    put_file(path, "x", 1);
    assert_int_equal(truncate(path, FILE_MAX_BYTES), 0);
    char *text = file_read(path, &length, &err);
    assert_non_null(text);
    assert_int_equal(length, FILE_MAX_BYTES);
    mem_free(text);
    assert_int_equal(truncate(path, FILE_MAX_BYTES + 1), 0);
    assert_null(file_read(path, &length, &err));
    assert_int_equal(err.code, ERR_REFUSED);
}

static void test_file_denied(void **state)
{
    (void)state;
    if (geteuid() == 0) {
        print_message("root reads everything: nothing is denied\n");
        skip();
    }
    char path[600];
    struct err err = ERR_INIT;
    size_t length;
    snprintf(path, sizeof path, "%s/denied", check_folder());
    put_file(path, "x", 1);
    assert_int_equal(chmod(path, 0), 0);
    assert_null(file_read(path, &length, &err));
    assert_int_equal(err.code, ERR_IO);
    char owner[64];
    assert_non_null(strstr(err.todo, file_owner(geteuid(), owner)));
}

static void test_owner(void **state)
{
    (void)state;
    char owner[64];
    assert_string_equal(file_owner(0, owner), "root");
    assert_string_equal(file_owner(3999999999, owner), "user 3999999999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_syntax),      cmocka_unit_test(test_places),
        cmocka_unit_test(test_keys),        cmocka_unit_test(test_text),
        cmocka_unit_test(test_memory),      cmocka_unit_test(test_file),
        cmocka_unit_test(test_file_limits), cmocka_unit_test(test_file_denied),
        cmocka_unit_test(test_owner),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
