/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Profiles: tests/fixtures/profiles.tsv holds documents and what is wrong with them ("ok":
 * nothing). CAMPANE_UPDATE=1 writes the second column anew.
 */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "config/document.h"
#include "import/profile.h"
#include "lib/import_lines.h"

static void words_of(const char *text, size_t length, struct strbuf *out)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    char words[1024];
    assert_non_null(arena);
    const struct profile *profile = profile_parse(arena, text, length, "p.json", &err);
    if (profile) {
        strbuf_puts(out, "ok");
        assert_int_equal(strlen(profile_digest(profile)), 16);
        assert_string_equal(profile_name(profile), "p");
        assert_string_equal(profile_title(profile), "p");
    } else {
        assert_true(err.code == ERR_REFUSED);
        strbuf_puts(out, err_format(&err, words, sizeof words));
    }
    arena_free(arena);
}

static void test_documents(void **state)
{
    (void)state;
    const char *path = check_path("tests/fixtures/profiles.tsv");
    char *text = check_read(path, NULL);
    struct strbuf got = STRBUF_INIT;
    for (char *line = text; *line;) {
        char *end = strchr(line, '\n');
        char *tab = strchr(line, '\t');
        assert_true(end && tab && tab < end);
        strbuf_add(&got, line, (size_t)(tab + 1 - line));
        words_of(line, (size_t)(tab - line), &got);
        strbuf_putc(&got, '\n');
        line = end + 1;
    }
    if (getenv("CAMPANE_UPDATE")) {
        FILE *file = fopen(check_path("tests/fixtures/profiles.tsv"), "w");
        assert_non_null(file);
        fwrite(got.data, 1, got.length, file);
        fclose(file);
    } else {
        assert_string_equal(got.data, text);
    }
    strbuf_free(&got);
    free(text);
}

static const char full[] =
    "{ \"campane_profile\": 1, \"name\": \"example-provider\",\n"
    "  \"title\": \"Example provider, broadcast report\", \"record\": \"message\",\n"
    "  \"input\": { \"type\": \"csv\", \"delimiter\": \";\", \"encoding\": \"utf-16le\",\n"
    "    \"decimal\": \",\", \"header_row\": 1, \"comment\": \"#\", \"total_row\": \"Sum\" },\n"
    "  \"constants\": { \"campaign\": \"Spring\", \"channel\": \"whatsapp\" },\n"
    "  \"fields\": { \"recipient\": { \"from\": \"Telefone\", \"as\": \"phone\" },\n"
    "    \"status\": { \"from\": \"S\", \"as\": \"status\", \"values\": { \"Lido\": \"read\" } },\n"
    "    \"sent_at\": { \"from\": \"E\", \"as\": \"time\", \"format\": \"%d/%m/%Y %H:%M\",\n"
    "      \"zone\": \"America/Sao_Paulo\" },\n"
    "    \"revenue\": { \"from\": \"spend\", \"as\": \"money\", \"currency\": \"BRL\",\n"
    "      \"scale\": 1 } },\n"
    "  \"buckets\": \"cumulative\" }\n";

static void test_getters(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct profile *profile =
        profile_parse(arena, full, sizeof full - 1, "example.json", &err);
    check_ok(profile != NULL, &err);
    assert_string_equal(profile_name(profile), "example-provider");
    assert_string_equal(profile_title(profile), "Example provider, broadcast report");
    assert_int_equal(profile_encoding(profile), ENCODING_UTF16LE);
    arena_free(arena);
}

/* The digest tells what a profile says, not how it is laid out. */
static void test_digest(void **state)
{
    (void)state;
    static const char wide[] = "{ \"campane_profile\" : 1,\n \"name\":\"p\", \"record\":\"sent\","
                               "\n\"fields\":{\"message_id\":{\"from\":\"A\"}}}";
    static const char tight[] = "{\"campane_profile\":1,\"name\":\"p\",\"record\":\"sent\","
                                "\"fields\":{\"message_id\":{\"from\":\"A\"}}}";
    static const char other[] = "{\"campane_profile\":1,\"name\":\"p\",\"record\":\"sent\","
                                "\"fields\":{\"message_id\":{\"from\":\"B\"}}}";
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct profile *a = profile_parse(arena, wide, sizeof wide - 1, "a", &err);
    const struct profile *b = profile_parse(arena, tight, sizeof tight - 1, "b", &err);
    const struct profile *c = profile_parse(arena, other, sizeof other - 1, "c", &err);
    check_ok(a && b && c, &err);
    assert_string_equal(profile_digest(a), profile_digest(b));
    assert_string_not_equal(profile_digest(a), profile_digest(c));
    arena_free(arena);
}

static void test_load(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    assert_null(profile_load(arena, "/nowhere/p.json", &err));
    assert_string_equal(err.file, "/nowhere/p.json");
    const char *path = import_lines_file("p.json", full, sizeof full - 1);
    check_ok(profile_load(arena, path, &err) != NULL, &err);
    check_ok(profile_load(arena, check_path("data/examples/hillstrom-email.json"), &err) != NULL,
             &err);
    arena_free(arena);
}

/* Let the n-th allocation fail, for every n: out of memory is said, nothing leaks or crashes. */
static void test_memory(void **state)
{
    (void)state;
    document_setup();
    bool done = false;
    uint64_t n = 0;
    while (!done) {
        struct err err = ERR_INIT;
        struct arena *arena = arena_new();
        assert_non_null(arena);
        mem_fault_after(++n, true);
        done = profile_parse(arena, full, sizeof full - 1, "example.json", &err) != NULL;
        mem_fault_after(0, false);
        assert_true(done || err.code == ERR_MEMORY);
        arena_free(arena);
        assert_true(n < 2000);
    }
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents), cmocka_unit_test(test_getters),
        cmocka_unit_test(test_digest),    cmocka_unit_test(test_load),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
