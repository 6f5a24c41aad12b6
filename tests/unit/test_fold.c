/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/mem.h"
#include "text/fold.h"
#include "text/utf8.h"

static char *folded(const char *text, size_t length)
{
    char *copy = malloc(length ? length : 1); /* so that a read past it is seen by the sanitizer */
    memcpy(copy, text, length);
    struct strbuf out = STRBUF_INIT;
    fold_text(&out, copy, length);
    free(copy);
    char *result = strbuf_take(&out);
    assert_non_null(result);
    return result;
}

static void folds(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"Diwali 2026", "diwali 2026"},
        {"Été", "ete"},
        {"e\xCC\x81te\xCC\x81", "ete"},
        {"Straße STRASSE", "strasse strasse"},
        {"ẞ", "ss"},
        {"Łódź", "lodz"},
        {"Smørrebrød ÆØÅ", "smorrebrod aeoa"},
        {"Œuvre", "oeuvre"},
        {"ħŦð", "htd"},
        {"Þór Đặng", "thor dang"},
        {"İstanbul ISPARTA ılık", "istanbul isparta ilik"},
        {"ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ"},
        {"ЁЖИК Йод", "ежик иод"},
        {"ﬁn ﬀ", "fin ff"},
        {"Ｓａｌｅ", "sale"},
        {"№ ½ ™", "no 1⁄2 tm"},
        {"a\xC2\xA0"
         "b",
         "a b"},
        {"مُحَمَّد", "محمد"},
        {"أحمد آدم إلى", "احمد ادم الى"},
        {"عـــرض", "عرض"},
        {"می\xE2\x80\x8Cخواهم", "میخواهم"},
        {"שָׁלוֹם", "שלום"},
        {"दीवाली", "दीवाली"}, /* vowel signs are letters */
        {"\xE0\xA5\x9E", "\xE0\xA4\xAB\xE0\xA4\xBC"},
        {"ทั้ง", "ทั้ง"},
        {"வணக்கம்", "வணக்கம்"},
        {"pay\xE2\x80\x8B\xC2\xADpal", "paypal"},
        {"❤\xEF\xB8\x8F", "❤"},
        {"\xFF", "\xEF\xBF\xBD"},
        {"A\xCC\x88\xCC\x81\xCC\xA3 b", "a b"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        char *got = folded(rows[i].text, strlen(rows[i].text));
        assert_string_equal(got, rows[i].want);
        char *again = folded(got, strlen(got)); /* folding is done once and for all */
        assert_string_equal(again, got);
        mem_free(again);
        mem_free(got);
    }
    char *got = folded("A\0B", 3);
    assert_memory_equal(got, "a\0b", 4);
    mem_free(got);
}

static void folds_equal_texts_alike(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"が", "か\xE3\x82\x99"},
        {"한국", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x80\xE1\x85\xAE\xE1\x86\xA8"},
        {"ｶﾞ", "ガ"},
        {"\xE0\xA6\x95\xE0\xA7\x8B", "\xE0\xA6\x95\xE0\xA7\x87\xE0\xA6\xBE"},
        {"क\xE0\xA5\x8D\xE0\xA4\xBC", "क\xE0\xA4\xBC\xE0\xA5\x8D"}, /* the order of marks */
        {"x\xE3\x82\x99\xE0\xA5\x8D", "x\xE0\xA5\x8D\xE3\x82\x99"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        char *a = folded(rows[i][0], strlen(rows[i][0]));
        char *b = folded(rows[i][1], strlen(rows[i][1]));
        assert_string_equal(a, b);
        mem_free(a);
        mem_free(b);
    }
}

static void finds(void **state)
{
    (void)state;
    static const struct {
        const char *text, *needle;
        bool found;
    } rows[] = {
        {"Panier oublié", "oublie", true},
        {"Panier oublié", "OUBLIÉ", true},
        {"Panier oublié", "", true},
        {"", "", true},
        {"", "x", false},
        {"Straße", "strasse", true},
        {"Straße", "s", true},
        {"Straße", "sse", true},
        {"Straße", "ß", true},
        {"aaab", "aab", true},
        {"aaa", "aaaa", false},
        {"दीवाली ऑफर", "ली", true},
        {"عَرْض", "عرض", true},
        {"x", "y", false},
        {"Łódź", "lodz", true},
        {"双十一 大促", "十一", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        char *needle = folded(rows[i].needle, strlen(rows[i].needle));
        if (fold_contains(rows[i].text, needle) != rows[i].found) {
            fail_msg("%s in %s", rows[i].needle, rows[i].text);
        }
        mem_free(needle);
    }
}

static void agrees_with_strstr(void **state)
{
    (void)state;
    static const char *const parts[] = {"a",
                                        "A",
                                        "b",
                                        "é",
                                        "ß",
                                        "\xCC\x81",
                                        "\xCC\xA3",
                                        "ड",
                                        "\xE0\xA4\xBC",
                                        "한",
                                        "か\xE3\x82\x99",
                                        " ",
                                        "ﬁ",
                                        "\xFF",
                                        "\xE2\x80\x8D"};
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 20000; round++) {
        char texts[2][64] = {"", ""};
        for (int i = 0; i < 11; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            strcat(texts[i > 8], parts[(random >> 24) % ARRAY_COUNT(parts)]);
        }
        char *a = folded(texts[0], strlen(texts[0])), *b = folded(texts[1], strlen(texts[1]));
        assert_true(utf8_valid(a, strlen(a), NULL));
        if (fold_contains(texts[0], b) != (strstr(a, b) != NULL)) {
            fail_msg("%s in %s", b, a);
        }
        int order = strcmp(a, b), got = fold_compare(texts[0], texts[1]);
        order = order ? order : strcmp(texts[0], texts[1]);
        if ((order < 0) != (got < 0) || (order > 0) != (got > 0)) {
            fail_msg("%s before %s", texts[0], texts[1]);
        }
        mem_free(a);
        mem_free(b);
    }
}

static void orders(void **state)
{
    (void)state;
    static const char *const sorted[] = {"",         "Apfel", "apfel",  "Äpfel",
                                         "apfelmus", "Zebra", "zebra 2"};
    for (size_t i = 0; i < ARRAY_COUNT(sorted); i++) {
        for (size_t j = 0; j < ARRAY_COUNT(sorted); j++) {
            int got = fold_compare(sorted[i], sorted[j]);
            if ((got < 0) != (i < j) || (got > 0) != (i > j)) {
                fail_msg("%s, %s: %d", sorted[i], sorted[j], got);
            }
        }
    }
}

static void takes_long_runs_of_marks(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, "q");
    for (int i = 0; i < 100000; i++) { /* kept marks, of two classes by turns */
        strbuf_puts(&text, i % 2 ? "\xE0\xA4\xBC" : "\xE3\x82\x99\xE0\xA5\x8D");
    }
    strbuf_puts(&text, "end");
    char *got = folded(text.data, text.length);
    assert_int_equal(got[0], 'q');
    assert_int_equal(strlen(got), 1 + 3 * UTF8_MARKS + 3);
    assert_string_equal(got + strlen(got) - 3, "end");
    assert_true(fold_contains(text.data, "end"));
    mem_free(got);
    strbuf_free(&text);
}

static bool work(void *context)
{
    (void)context;
    struct strbuf out = STRBUF_INIT;
    fold_text(&out, "ÉTÉ", 5);
    bool done = !out.failed;
    strbuf_free(&out);
    assert_true(fold_contains("Été", "ete")); /* allocates nothing */
    assert_true(fold_compare("Été", "ete") != 0);
    return done;
}

static void survives_faults(void **state)
{
    (void)state;
    check_faults(work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds),           cmocka_unit_test(folds_equal_texts_alike),
        cmocka_unit_test(finds),           cmocka_unit_test(agrees_with_strstr),
        cmocka_unit_test(orders),          cmocka_unit_test(takes_long_runs_of_marks),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
