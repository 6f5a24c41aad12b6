/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "import/callback_data.h"

/* What a text says, as "campaign|template|variant|segment|language|country|cta|unknown keys", "-"
 * where it says nothing; "!" when it cannot be read. */
static const char *read_text(const char *text)
{
    static char words[1024];
    static const enum attr shown[] = {ATTR_TEMPLATE, ATTR_VARIANT, ATTR_SEGMENT,
                                      ATTR_LANGUAGE, ATTR_COUNTRY, ATTR_CTA};
    struct arena *arena = arena_new();
    assert_non_null(arena);
    struct attrs attrs = {.campaign = NULL};
    struct word_count unknown = {.used = 0};
    struct strbuf out = STRBUF_INIT;
    bool memory;
    if (!callback_data_read(arena, text, strlen(text), &attrs, &unknown, &memory)) {
        assert_false(memory);
        assert_null(attrs.campaign);
        strbuf_puts(&out, "!");
    } else {
        strbuf_puts(&out, attrs.campaign ? attrs.campaign : "-");
        for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
            const char *value = attrs.value[shown[i]];
            strbuf_printf(&out, "|%s", value ? value : "-");
        }
        strbuf_puts(&out, "|");
        word_count_text(&unknown, &out);
    }
    assert_null(attrs.value[ATTR_SENDER]);
    assert_null(attrs.value[ATTR_CHANNEL]);
    snprintf(words, sizeof words, "%s", strbuf_text(&out));
    strbuf_free(&out);
    arena_free(arena);
    return words;
}

static void all_three_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        /* pairs */
        {"campaign=Spring;template=spring_a;variant=A;segment=vip;language=en;country=us;cta=Shop",
         "Spring|spring_a|A|vip|en|US|Shop|"},
        {" Campaign = Spring sale ; VARIANT = B ;", "Spring sale|-|B|-|-|-|-|"},
        {"campaign=a=b", "a=b|-|-|-|-|-|-|"},
        {"variant=A", "-|-|A|-|-|-|-|"},
        {"campaign=;variant=A", "-|-|A|-|-|-|-|"},
        {"template_name=t;lang=de;audience=x;button=Go;arm=2", "-|t|2|x|de|-|Go|"},
        {"country=Germany", "-|-|-|-|-|DE|-|"},
        {"country=Atlantis", "-|-|-|-|-|Atlantis|-|"},
        {"campaign_id=17;campaign_name=Spring", "Spring|-|-|-|-|-|-|"},
        {"campaign=Spring;campaign_id=17", "Spring|-|-|-|-|-|-|"},
        {"campaign_id=17", "17|-|-|-|-|-|-|"},
        {"order=12;campaign=x;order=13;step", "x|-|-|-|-|-|-|order 2, step 1"},
        {"order=12;user=7", "-|-|-|-|-|-|-|order 1, user 1"}, /* pairs that say nothing here */
        {"sender=15550783881;channel=sms;campaign=x", "x|-|-|-|-|-|-|sender 1, channel 1"},
        /* JSON */
        {"{\"campaign\":\"Spring\",\"template\":\"a\",\"variant\":1,\"x\":{\"y\":[1]},\"cta\":"
         "null}",
         "Spring|a|1|-|-|-|-|x 1"},
        {" { \"Campaign_Name\" : \"\\u0410\\n\\uD83D\\uDE00\" } ",
         "\xD0\x90 \xF0\x9F\x98\x80|-|-|-|-|-|-|"},
        {"{}", "-|-|-|-|-|-|-|"},
        {"{\"campaign\":\"Spring\",\"templa", "!"},
        {"{\"campaign\":\"Spring\"} and more", "!"},
        {"{campaign:Spring}", "!"},
        {"{\"campaign\":true}", "-|-|-|-|-|-|-|campaign 1"},
        /* a bare id */
        {"newsletter-17", "newsletter-17|-|-|-|-|-|-|"},
        {"some data", "some data|-|-|-|-|-|-|"},
        {"  4711 ", "4711|-|-|-|-|-|-|"},
        {"c3ByaW5n==", "c3ByaW5n==|-|-|-|-|-|-|"},
        {"a b=c", "a b=c|-|-|-|-|-|-|"}, /* no key has a blank */
        {"", "-|-|-|-|-|-|-|"},
        {" \n ", "-|-|-|-|-|-|-|"},
        /* nothing of it reaches a terminal */
        {"\x1b[31mred\x07", "\xEF\xBF\xBD[31mred\xEF\xBF\xBD|-|-|-|-|-|-|"},
        {"campaign=caf\xE9", "caf\xEF\xBF\xBD|-|-|-|-|-|-|"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const char *says = read_text(cases[i].text);
        if (strcmp(says, cases[i].says) != 0) {
            fail_msg("%s: says %s, not %s", cases[i].text, says, cases[i].says);
        }
    }
}

static void long_names_are_cut(void **state)
{
    (void)state;
    char text[2000] = "campaign=";
    memset(text + 9, 'x', sizeof text - 10);
    const char *says = read_text(text);
    assert_int_equal(strcspn(says, "|"), CALLBACK_VALUE_SIZE);
    assert_non_null(strstr(says, "x\xE2\x80\xA6|")); /* an ellipsis */
    memset(text, 'k', sizeof text - 1);
    memcpy(text + 1000, "=v;campaign=x", 13);
    says = read_text(text);
    assert_int_equal(says[0], 'x');
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const char *const texts[] = {"campaign=a;template=b", "{\"campaign\":\"a\"}", "bare"};
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        bool done = false;
        for (uint64_t n = 1; !done; n++) {
            assert_true(n < 50);
            struct arena *arena = arena_new();
            struct attrs attrs = {.campaign = "before"};
            struct word_count unknown = {.used = 0};
            bool memory = false;
            assert_non_null(arena);
            mem_fault_after(n, true);
            bool worked =
                callback_data_read(arena, texts[i], strlen(texts[i]), &attrs, &unknown, &memory);
            done = mem_fault_after(0, false) < n;
            assert_int_equal(worked, done);
            assert_int_equal(memory, !done);
            assert_int_equal(strcmp(attrs.campaign, "before") == 0, !done);
            arena_free(arena);
        }
    }
}

static void words_are_counted(void **state)
{
    (void)state;
    struct word_count list = {.used = 0};
    struct strbuf out = STRBUF_INIT;
    assert_true(word_count_empty(&list));
    word_count_text(&list, &out);
    assert_string_equal(strbuf_text(&out), "");
    word_count_add(&list, "calls", 5);
    word_count_add(&list, "his\x1btory", 8);
    word_count_add(&list, "calls", 5);
    word_count_add(&list, "his\x1btory", 8);
    word_count_add(&list, "", 0);
    assert_false(word_count_empty(&list));
    word_count_text(&list, &out);
    assert_string_equal(strbuf_text(&out), "calls 2, his\xEF\xBF\xBDtory 2, \xE2\x80\xA6 1");
    for (int i = 0; i < 40; i++) {
        char word[16];
        snprintf(word, sizeof word, "w%d", i);
        word_count_add(&list, word, strlen(word));
    }
    strbuf_clear(&out);
    word_count_text(&list, &out);
    assert_non_null(strstr(strbuf_text(&out), "w13 1, \xE2\x80\xA6 27"));
    strbuf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_three_forms),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
