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

/* "=" asks for the name that it has. */
static void former_names_are_found_by_words_and_contains(void **state)
{
    (void)state;
    static const char *const former[] = {"diwali_v1", "Lichterfest Log"};
    struct query_row row = {.name = "Diwali", .former = former, .former_count = 2};
    assert_true(finds("LOG", &row));
    assert_true(finds("diwali lichterfest", &row));
    assert_true(finds("name ~ v1", &row));
    assert_true(finds("name ~ log", &row));
    assert_false(finds("name !~ log", &row));
    assert_true(finds("name !~ spring", &row));
    assert_false(finds("alias ~ log", &row));
    assert_false(finds("tag ~ log", &row));
    assert_false(finds("name = diwali_v1", &row));
    assert_true(finds("name != diwali_v1", &row));
    assert_true(finds("name = diwali", &row));
    assert_false(finds("winter", &row));
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
    assert_true(query_is_words(NULL));
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

/* --- comparisons ------------------------------------------------------------------------------ */

/* A campaign: CTR 15 %, sent 1500, revenue € 2 000, opt-out rate and orders unknown, segments new
 * and VIP, CTR poor. */
static bool get_kpi(const void *context, enum kpi id, struct kpi_value *value)
{
    (void)context;
    *value = (struct kpi_value){.has_value = true};
    switch ((int)id) {
    case KPI_CTR:
        value->value = 0.15;
        return true;
    case KPI_ROCS:
        value->value = 5.5;
        return true;
    case KPI_REVENUE_PER_RECIPIENT:
        value->value = 1333333;
        memcpy(value->currency.code, "EUR", 4);
        return true;
    default:
        return false;
    }
}

static bool get_counter(const void *context, enum counter id, int64_t *value)
{
    (void)context;
    if (id != COUNTER_SENT && id != COUNTER_REVENUE && id != COUNTER_CLICKERS) {
        return false;
    }
    *value = id == COUNTER_SENT ? 1500 : id == COUNTER_CLICKERS ? 0 : INT64_C(2000000000);
    return true;
}

static bool get_grade(const void *context, enum kpi id, enum grade *grade)
{
    (void)context;
    *grade = id == KPI_CTR ? GRADE_TYPICAL : GRADE_POOR;
    return id == KPI_CTR || id == KPI_ROCS;
}

static struct currency get_currency(const void *context)
{
    (void)context;
    return (struct currency){"EUR"};
}

static bool get_fact(const void *context, const char *name, const char **value)
{
    (void)context;
    *value = "flow";
    return strcmp(name, "kind") == 0;
}

static bool get_attribute(const void *context, enum attr attr, size_t index, const char **value)
{
    (void)context;
    static const char *const segments[] = {"New", "VIP"};
    if (attr != ATTR_SEGMENT || index >= ARRAY_COUNT(segments)) {
        return false;
    }
    *value = segments[index];
    return true;
}

static bool get_day(const void *context, bool end, int32_t *day)
{
    (void)context;
    return !end && civil_parse_day("2026-10-01", day);
}

static bool passes(const char *filter)
{
    static const struct query_getters getters = {.kpi = get_kpi,
                                                 .counter = get_counter,
                                                 .grade = get_grade,
                                                 .currency = get_currency,
                                                 .fact = get_fact,
                                                 .attribute = get_attribute,
                                                 .day = get_day};
    static const char *const tags[] = {"autumn"};
    const struct query_row row = {
        .name = "Diwali early access", .tags = tags, .tag_count = 1, .getters = &getters};
    return finds(filter, &row);
}

static void figures_are_compared_in_their_units(void **state)
{
    (void)state;
    static const struct {
        const char *filter;
        bool passes;
    } cases[] = {
        {"ctr < 15%", false},
        {"ctr <= 15%", true},
        {"ctr=15%", true},
        {"ctr >= 15 %", true},
        {"ctr > 14.99%", true},
        {"ctr != 15%", false},
        {"ctr > 0", true},
        {"CTR > 10%", true},
        {"sent > 1.4k", true},
        {"sent = 1500", true},
        {"sent > 0.0015M", false},
        {"sent >= 1500 and sent <= 1500", true},
        {"clickers = 0", true},
        {"revenue = 2k", true},
        {"revenue = €2000", true},
        {"revenue >= € 2k", true},
        {"revenue >= 2000 EUR", true},
        {"revenue > 1 USD", false}, /* another currency says nothing */
        {"not revenue > 1 USD", false},
        {"revenue_per_recipient > €1.33", true},
        {"rocs > 5x", true},
        {"rocs >= 5.5×", true},
        {"start >= 2026-10-01", true},
        {"start < 2026-10-01", false},
        {"start in (2026-10-01, 2026-10-02)", true},
        {"grade(ctr) = typical", true},
        {"grade(ctr) >= typical", true},
        {"grade(ctr) > typical", false},
        {"grade(rocs) in (poor, best)", true},
        {"Grade( ctr )=Good", false},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        if (passes(cases[i].filter) != cases[i].passes) {
            fail_msg("%s: %s", cases[i].filter, cases[i].passes ? "lost" : "found");
        }
    }
}

/* CTR 15 % is anything from 10 to 20 %, ROCS anything at all; a typical grade may be a poor one. */
static bool get_kpi_range(const void *context, enum kpi id, struct query_range *range)
{
    (void)context;
    *range = (struct query_range){0.10, 0.20, id == KPI_ROCS};
    return id == KPI_CTR || id == KPI_ROCS;
}

static bool get_grade_range(const void *context, enum kpi id, struct query_range *range)
{
    (void)context;
    *range = (struct query_range){GRADE_POOR, GRADE_TYPICAL, false};
    return id == KPI_CTR;
}

static void what_could_be_is_told_from_what_cannot(void **state)
{
    (void)state;
    static const struct {
        const char *filter;
        bool may;
    } cases[] = {
        {"ctr > 19%", true},
        {"ctr > 20%", false},
        {"ctr >= 20%", true},
        {"ctr < 10%", false},
        {"ctr <= 10%", true},
        {"ctr = 12%", true}, /* between the ends */
        {"ctr = 9%", false},
        {"ctr != 15%", true},
        {"not ctr < 19%", true},
        {"not ctr < 21%", false},
        {"ctr in (5%, 11%)", true},
        {"ctr < 11% and ctr > 19%", true}, /* each for itself: it errs to this side */
        {"ctr < 9% and sent = 1500", false},
        {"ctr < 9% or sent = 1500", true},
        {"ctr > 19% and sent > 1500", false}, /* counters are as they are */
        {"rocs > 999x", true},
        {"not rocs > 999x", true},
        {"grade(ctr) = poor", true},
        {"grade(ctr) = typical", true},
        {"grade(ctr) >= good", false},
        {"not grade(ctr) in (poor, typical)", false},
        {"grade(rocs) = good", false}, /* a grade without a range is certain */
        {"csat > 1%", false},          /* nobody knows it */
        {"not csat > 1%", false},
        {"diwali", true},
        {"holi", false},
        {"not holi", true},
        {"kind = flow", true},
        {"", true},
    };
    static const struct query_getters getters = {.kpi = get_kpi,
                                                 .counter = get_counter,
                                                 .grade = get_grade,
                                                 .currency = get_currency,
                                                 .fact = get_fact,
                                                 .kpi_range = get_kpi_range,
                                                 .grade_range = get_grade_range};
    const struct query_row row = {.name = "Diwali", .getters = &getters};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct arena *arena = arena_new();
        struct err err = ERR_INIT;
        const struct query *query = query_parse(arena, cases[i].filter, &err);
        check_ok(query, &err);
        if (query_may_match(query, &row) != cases[i].may) {
            fail_msg("%s: %s", cases[i].filter, cases[i].may ? "it may" : "it may not");
        }
        arena_free(arena);
    }
}

static void texts_are_compared_folded(void **state)
{
    (void)state;
    assert_true(passes("name ~ diwali"));
    assert_true(passes("name !~ holi"));
    assert_false(passes("name = diwali"));
    assert_true(passes("name = \"DIWALI early access\""));
    assert_true(passes("segment = vip"));
    assert_true(passes("segment = new"));
    assert_false(passes("segment = old"));
    assert_false(passes("segment != vip"));
    assert_true(passes("segment in (old, vip)"));
    assert_true(passes("segment not in (old, gold)"));
    assert_true(passes("kind=flow"));
    assert_true(passes("tag = autumn"));
    assert_true(passes("tag != winter"));
}

static void unknown_is_neither_less_nor_more(void **state)
{
    (void)state;
    assert_false(passes("optout_rate < 1%"));
    assert_false(passes("optout_rate >= 1%"));
    assert_false(passes("not optout_rate < 1%"));
    assert_false(passes("optout_rate != 1%"));
    assert_true(passes("optout_rate < 1% or diwali"));
    assert_true(passes("not (optout_rate < 1% and holi)"));
    assert_true(passes("optout_rate = unknown"));
    assert_false(passes("optout_rate != unknown"));
    assert_false(passes("ctr = unknown"));
    assert_true(passes("ctr != unknown"));
    assert_true(passes("end = unknown"));
    assert_true(passes("language = unknown"));
    assert_true(passes("language in (de, unknown)"));
    assert_false(passes("language = \"unknown\"")); /* a word in quotes is a word */
    assert_true(passes("grade(optout_rate) = unknown"));
}

static void words_and_comparisons_are_joined(void **state)
{
    (void)state;
    assert_true(passes("diwali ctr > 10%"));
    assert_false(passes("diwali ctr > 20%"));
    assert_true(passes("ctr > 20% or diwali and sent > 1k"));
    assert_false(passes("(ctr > 20% or diwali) and sent > 2k"));
    assert_true(passes("not holi"));
    assert_true(passes("not not diwali"));
    assert_false(passes("not (diwali or holi)"));
    assert_true(passes("not holi not eid"));
    assert_true(finds_name("sale in india", "Sale in India"));
    assert_true(finds_name("grade school", "Grade school"));
}

static void what_is_asked_for_is_known_before(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct query *query = query_parse(arena, "segment = vip or not language in (de)", NULL);
    assert_int_equal(query_attrs(query), 1U << ATTR_SEGMENT | 1U << ATTR_LANGUAGE);
    assert_false(query_is_words(query));
    assert_true(query_is_words(query_parse(arena, "a or not name ~ b", NULL)));
    assert_false(query_is_words(query_parse(arena, "a ctr > 1%", NULL)));
    arena_free(arena);
}

static void mistakes_are_refused_with_their_place(void **state)
{
    (void)state;
    check_refused("ctr < 15", 7, "\"15\"");
    check_refused("ctr < 0.15", 7, "\"0.15\"");
    check_refused("ctrr < 15%", 1, "ctrr");
    check_refused("ctr <", 6, "missing");
    check_refused("ctr < diwali", 7, "diwali");
    check_refused("sent > 10%", 8, "10%");
    check_refused("sent > 1e3", 8, "1e3");
    check_refused("sent > -", 8, "-");
    check_refused("sent > 5x5", 8, "5x5");
    check_refused("start > 2026-13-01", 9, "2026-13-01");
    check_refused("(diwali", 1, "bracket");
    check_refused("diwali)", 7, "\")\"");
    check_refused("()", 2, "\")\"");
    check_refused("< 5", 1, "\"<\"");
    check_refused("and diwali", 1, "\"and\"");
    check_refused("diwali or", 10, "missing");
    check_refused("not", 4, "missing");
    check_refused("segment in (vip", 16, "closed");
    check_refused("segment in ()", 13, "\")\"");
    check_refused("segment > vip", 9, "size");
    check_refused("sent ~ 5", 6, "texts");
    check_refused("sent > unknown", 8, "unknown");
    check_refused("grade(sent) = poor", 7, "KPI");
    check_refused("grade(ctr)", 11, "nothing");
    check_refused("grade(ctr) = bad", 14, "bad");
}

static void what_stands_before_a_mistake_is_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text, *whole;
    } cases[] = {
        {"ctr <", ""},
        {"ctr<2", ""},
        {"diwali ctr <", "diwali "},
        {"diwali and", "diwali "},
        {"diwali and ctr<", "diwali "},
        {"diwali or not sent > x", "diwali "},
        {"ctr < 15% and sent > ", "ctr < 15% "},
        {"a or b ctr <", "a or b "},
        {"diwali (holi or", "diwali "},
        {"(holi ctr <", ""},
        {"diwali )", "diwali "},
        {"diwali \"early", "diwali "},
        {"\"a b\" \"early", "\"a b\" "},
        {"新年 ctr<", "新年 "},
        {"segment in (vip, ", ""},
        {"diwali ctr < 15%", "diwali ctr < 15%"},
        {"", ""},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        size_t whole = query_whole(arena, cases[i].text);
        if (whole != strlen(cases[i].whole)) {
            fail_msg("of \"%s\" %zu bytes are whole", cases[i].text, whole);
        }
    }
    arena_free(arena);
}

static void words_are_known_by_their_place(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct query *query = query_parse(arena, "ctr < 5% or not vip", NULL);
    assert_true(query_seeks_word(query, 0));
    assert_true(query_seeks_word(query, 16));
    assert_false(query_seeks_word(query, 17));
    assert_false(query_seeks_word(query_parse(arena, "ctr < 5%", NULL), 0));
    assert_false(query_seeks_word(query_parse(arena, "", NULL), 0));
    assert_false(query_seeks_word(NULL, 0));
    arena_free(arena);
}

static void long_and_deep_filters_end(void **state)
{
    (void)state;
    char text[8192];
    memset(text, '(', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    check_refused(text, QUERY_DEPTH_MAX + 1, "nested");
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        text[i] = i % 2 ? ' ' : 'a';
    }
    check_refused(text, 2 * QUERY_TERMS_MAX + 1, "parts");
}

static void places_are_columns_of_what_was_typed(void **state)
{
    (void)state;
    check_refused("  a   )", 7, "\")\"");
    check_refused("新年 )", 6, "\")\"");       /* two columns a sign */
    check_refused("e\xcc\x81t )", 4, "\")\""); /* a mark takes none */
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
        const struct query *query =
            query_parse(arena, "early \"access now\" ctr < 5% or segment in (a, b)", &err);
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
        cmocka_unit_test(former_names_are_found_by_words_and_contains),
        cmocka_unit_test(nothing_typed_lets_everything_pass),
        cmocka_unit_test(the_text_is_kept_without_blanks_around),
        cmocka_unit_test(figures_are_compared_in_their_units),
        cmocka_unit_test(what_could_be_is_told_from_what_cannot),
        cmocka_unit_test(texts_are_compared_folded),
        cmocka_unit_test(unknown_is_neither_less_nor_more),
        cmocka_unit_test(words_and_comparisons_are_joined),
        cmocka_unit_test(what_is_asked_for_is_known_before),
        cmocka_unit_test(mistakes_are_refused_with_their_place),
        cmocka_unit_test(what_stands_before_a_mistake_is_whole),
        cmocka_unit_test(words_are_known_by_their_place),
        cmocka_unit_test(long_and_deep_filters_end),
        cmocka_unit_test(places_are_columns_of_what_was_typed),
        cmocka_unit_test(words_that_hold_keywords_are_words),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
