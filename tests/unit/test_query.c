/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "base/mem.h"
#include "query/query.h"

static bool finds(const char *filter, const struct query_row *row)
{
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    const struct query *query = query_parse(arena, filter, &err);
    check_ok(query, &err);
    bool found = query_matches(query, row);
    arena_free(arena);
    return found;
}

static bool finds_name(const char *filter, const char *name)
{
    struct query_row row = {.name = name};
    return finds(filter, &row);
}

static void words_are_found_whatever_case_and_accents(void **state)
{
    (void)state;
    assert_true(finds_name("panier", "Panier oublié"));
    assert_true(finds_name("OUBLIE", "Panier oublié"));
    assert_true(finds_name("strasse", "Gute Straße"));
    assert_true(finds_name("نهاية", "عرض نهاية الأسبوع"));
    assert_true(finds_name("दीवाली", "दीवाली ऑफ़र"));
    assert_false(finds_name("paniers", "Panier oublié"));
}

static void all_words_must_be_found_in_any_order(void **state)
{
    (void)state;
    assert_true(finds_name("early diwali", "Diwali early access"));
    assert_true(finds_name("  early \t diwali  ", "Diwali early access"));
    assert_true(finds_name("early\xe3\x80\x80"
                           "diwali",
                           "Diwali early access")); /* wide blank */
    assert_false(finds_name("early diwali late", "Diwali early access"));
}

static void a_phrase_is_found_as_it_stands(void **state)
{
    (void)state;
    assert_true(finds_name("\"early access\"", "Diwali early access"));
    assert_false(finds_name("\"access early\"", "Diwali early access"));
    assert_true(finds_name("\" early   access \" diwali", "Diwali early access"));
    assert_true(finds_name("di\"early\"", "Diwali early access")); /* a word, then a phrase */
    assert_true(finds_name("\"and\"", "Black and White"));
    assert_true(finds_name("\"A=B\"", "Test a=b"));
    assert_true(finds_name("\"\"", "anything"));
}

static void alias_and_tags_are_searched_too(void **state)
{
    (void)state;
    static const char *const tags[] = {"autumn", "VIP"};
    struct query_row row = {.name = "k_1", .alias = "Herbst", .tags = tags, .tag_count = 2};
    assert_true(finds("herbst", &row));
    assert_true(finds("vip autumn k_1", &row));
    assert_false(finds("winter", &row));
    struct query_row nameless = {.name = NULL};
    assert_false(finds("x", &nameless));
}

static void nothing_typed_lets_everything_pass(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct query_row row = {.name = "any"};
    static const char *const blanks[] = {NULL, "", "   ", "\"\"", "\xe2\x80\x8b"};
    for (size_t i = 0; i < ARRAY_COUNT(blanks); i++) {
        const struct query *query = query_parse(arena, blanks[i], NULL);
        assert_non_null(query);
        assert_true(query_is_empty(query));
        assert_true(query_matches(query, &row));
    }
    assert_true(query_is_empty(NULL));
    assert_true(query_matches(NULL, &row));
    assert_string_equal(query_text(NULL), "");
    arena_free(arena);
}

static void the_text_is_kept_without_blanks_around(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct query *query = query_parse(arena, "  early\x1b  access ", NULL);
    assert_non_null(query);
    assert_string_equal(query_text(query), "early\xef\xbf\xbd access");
    arena_free(arena);
}

static void check_refused(const char *filter, uint64_t column, const char *word)
{
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    assert_null(query_parse(arena, filter, &err));
    assert_int_equal(err.code, ERR_USAGE);
    if (err.column != column || !strstr(err.text, word)) {
        fail_msg("%s: column %u, \"%s\"", filter, (unsigned)err.column, err.text);
    }
    assert_true(err.todo[0] != '\0');
    arena_free(arena);
}

static void operators_are_refused_with_their_place(void **state)
{
    (void)state;
    check_refused("ctr < 15%", 5, "\"<\"");
    check_refused("ctr<15%", 4, "\"<\"");
    check_refused("sent >= 1000", 6, "\">\"");
    check_refused("name ~ diwali", 6, "\"~\"");
    check_refused("kind=flow", 5, "\"=\"");
    check_refused("(diwali)", 1, "\"(\"");
    check_refused("diwali)", 7, "\")\"");
    check_refused("diwali and vip", 8, "\"and\"");
    check_refused("diwali OR vip", 8, "\"OR\"");
    check_refused("Not diwali", 1, "\"Not\"");
    check_refused("grade(optout_rate) = poor", 6, "\"(\"");
}

static void places_are_columns_of_what_was_typed(void **state)
{
    (void)state;
    check_refused("  a   <", 7, "\"<\"");
    check_refused("新年 <", 6, "\"<\"");       /* two columns a sign */
    check_refused("e\xcc\x81t <", 4, "\"<\""); /* a mark takes none */
    check_refused("diwali \"early", 8, "quote");
}

static void words_that_hold_keywords_are_words(void **state)
{
    (void)state;
    assert_true(finds_name("android", "Android users"));
    assert_true(finds_name("nothing", "Nothing new"));
    assert_true(finds_name("50% -20 a:b it's off!", "It's -20 / 50% a:b off!"));
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct arena *arena = arena_new();
        struct err err = ERR_INIT;
        mem_fault_after(n, false);
        const struct query *query = query_parse(arena, "early \"access now\" diwali", &err);
        uint64_t asked = mem_fault_after(0, false);
        assert_true(query || err.code == ERR_MEMORY);
        arena_free(arena);
        if (query && asked < n) {
            break;
        }
        assert_true(n < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_whatever_case_and_accents),
        cmocka_unit_test(all_words_must_be_found_in_any_order),
        cmocka_unit_test(a_phrase_is_found_as_it_stands),
        cmocka_unit_test(alias_and_tags_are_searched_too),
        cmocka_unit_test(nothing_typed_lets_everything_pass),
        cmocka_unit_test(the_text_is_kept_without_blanks_around),
        cmocka_unit_test(operators_are_refused_with_their_place),
        cmocka_unit_test(places_are_columns_of_what_was_typed),
        cmocka_unit_test(words_that_hold_keywords_are_words),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
