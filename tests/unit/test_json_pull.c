/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fuzz/json_oracle.h"
#include "import/json_pull.h"

/* --- what is JSON ----------------------------------------------------------------------------- */

static bool whole(struct json_pull *json, const char *text, size_t length)
{
    json_pull_init(json, text, length);
    return json_pull_skip(json) && json_pull_next(json) == JSON_DONE;
}

static void takes_all_json(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{}",
        "[]",
        " [ ] ",
        "\t\n\r {\r\n}\n",
        "0",
        "-0",
        "-0.0e-0",
        "10",
        "1.5",
        "1e5",
        "1E+5",
        "-12.25e-10",
        "1234567890123456789012345678901234567890123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\udE00 alone\"",
        "\"\\u0000\"",
        "\"\x7f\"",
        "\"\xc2\x80 \xdf\xbf \xe0\xa0\x80 \xed\x9f\xbf \xee\x80\x80 \xef\xbf\xbf\"",
        "\"\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf\"",
        "[1,2,[3],{\"a\":[{}]},null]",
        "{\"a\":1,\"a\":2}",
        "{\"\":\"\"}",
        "{ \"a\" : [ true , false ] , \"b\" : { } }",
        "\"seven77\"",
        "\"eight888\"",
        "\"nine99999\"",
        "\"a string of more than sixteen bytes without anything special in it\"",
    };
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        struct json_pull json;
        if (!whole(&json, texts[i], strlen(texts[i]))) {
            fail_msg("refused %s: %s at %zu", texts[i], json_pull_error(&json),
                     json_pull_offset(&json));
        }
        assert_int_equal(json_pull_offset(&json), strlen(texts[i]));
        assert_null(json_pull_error(&json));
    }
}

static void refuses_what_is_none(void **state)
{
    (void)state;
    /* text, where it is wrong, a word of the reason; cut: whether more text could repair it */
    static const struct {
        const char *text;
        size_t length; /* 0: strlen */
        size_t at;
        const char *reason;
        bool cut;
    } cases[] = {
        {"", 0, 0, "early", true},
        {"  ", 0, 2, "early", true},
        {"\xEF\xBB\xBF{}", 0, 0, "no JSON value", false},
        {"\f1", 0, 0, "no JSON value", false},
        {"1\0", 2, 0, NULL, false}, /* a document and a NUL behind it: DONE before the NUL */
        {"{", 0, 1, "early", true},
        {"[1", 0, 2, "early", true},
        {"[1,", 0, 3, "early", true},
        {"[,1]", 0, 1, "no JSON value", false},
        {"[1,]", 0, 3, "no JSON value", false},
        {"[1 2]", 0, 3, "comma or ]", false},
        {"[1}", 0, 2, "comma or ]", false},
        {"{\"a\":1]", 0, 6, "comma or }", false},
        {"{\"a\":1,}", 0, 7, "key in quotes", false},
        {"{a:1}", 0, 1, "key in quotes", false},
        {"{'a':1}", 0, 1, "key in quotes", false},
        {"{\"a\" 1}", 0, 5, "colon", false},
        {"{\"a\":}", 0, 5, "no JSON value", false},
        {"{\"a\"", 0, 4, "early", true},
        {"{\"a\":", 0, 5, "early", true},
        {"]", 0, 0, "no JSON value", false},
        {"}", 0, 0, "no JSON value", false},
        {"tru", 0, 3, "early", true},
        {"trux", 0, 3, "no JSON value", false},
        {"nul]", 0, 3, "no JSON value", false},
        {"True", 0, 0, "no JSON value", false},
        {"NaN", 0, 0, "no JSON value", false},
        {"Infinity", 0, 0, "no JSON value", false},
        {"undefined", 0, 0, "no JSON value", false},
        {"01", 0, 0, "zero", false},
        {"-012", 0, 1, "zero", false},
        {"-", 0, 1, "early", true},
        {"-a", 0, 1, "digit", false},
        {"+1", 0, 0, "no JSON value", false},
        {".5", 0, 0, "no JSON value", false},
        {"-.5", 0, 1, "digit", false},
        {"1.", 0, 2, "early", true},
        {"[1.]", 0, 3, "digit", false},
        {"[1.e5]", 0, 3, "digit", false},
        {"1e", 0, 2, "early", true},
        {"[1e]", 0, 3, "digit", false},
        {"[1e+]", 0, 4, "digit", false},
        {"\"abc", 0, 4, "early", true},
        {"\"abc\\", 0, 5, "early", true},
        {"\"abc\\\"", 0, 6, "early", true},
        {"\"\\x41\"", 0, 2, "no such escape", false},
        {"\"\\'\"", 0, 2, "no such escape", false},
        {"\"\\u12G4\"", 0, 5, "hexadecimal", false},
        {"\"\\u12\"", 0, 5, "hexadecimal", false},
        {"\"\\u12", 0, 5, "early", true},
        {"\"a\nb\"", 0, 2, "line ends", false},
        {"\"a\rb\"", 0, 2, "line ends", false},
        {"\"a\tb\"", 0, 2, "control", false},
        {"\"a\0b\"", 5, 2, "control", false},
        {"\"a\x1f\"", 0, 2, "control", false},
        {"\"\x80\"", 0, 1, "UTF-8", false},
        {"\"\xbf\"", 0, 1, "UTF-8", false},
        {"\"\xc0\x80\"", 0, 1, "UTF-8", false},
        {"\"\xc1\xbf\"", 0, 1, "UTF-8", false},
        {"\"\xc3\"", 0, 1, "UTF-8", false},
        {"\"\xc3", 0, 2, "early", true},
        {"\"\xe0\x9f\xbf\"", 0, 1, "UTF-8", false},
        {"\"\xed\xa0\x80\"", 0, 1, "UTF-8", false},
        {"\"\xef\xbf\"", 0, 1, "UTF-8", false},
        {"\"\xef\xbf", 0, 3, "early", true},
        {"\"\xf0\x8f\xbf\xbf\"", 0, 1, "UTF-8", false},
        {"\"\xf4\x90\x80\x80\"", 0, 1, "UTF-8", false},
        {"\"\xf5\x80\x80\x80\"", 0, 1, "UTF-8", false},
        {"\"\xff\"", 0, 1, "UTF-8", false},
        {"\"12345678\x01\"", 0, 9, "control", false},
        {"\"12345678901234567\xe9\"", 0, 18, "UTF-8", false},
        {"{\"\xe9\":1}", 0, 2, "UTF-8", false},
        {"// c\n1", 0, 0, "no JSON value", false},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct json_pull json;
        size_t length = cases[i].length ? cases[i].length : strlen(cases[i].text);
        bool took = whole(&json, cases[i].text, length);
        if (!cases[i].reason) {
            assert_true(took);
            assert_int_equal(json_pull_offset(&json), 1);
            continue;
        }
        if (took || json_pull_offset(&json) != cases[i].at || json.cut != cases[i].cut ||
            !strstr(json_pull_error(&json), cases[i].reason)) {
            fail_msg("case %zu \"%s\": %s at %zu, cut %d", i, cases[i].text,
                     took ? "taken" : json_pull_error(&json), json_pull_offset(&json), json.cut);
        }
        assert_int_equal(json_pull_next(&json), JSON_ERROR); /* it stays there */
        assert_false(json_pull_skip(&json));
    }
}

static void depth_is_limited(void **state)
{
    (void)state;
    char text[2 * JSON_DEPTH_MAX + 2];
    for (int objects = 0; objects < 2; objects++) {
        for (int depth = JSON_DEPTH_MAX; depth <= JSON_DEPTH_MAX + 1; depth++) {
            struct json_pull json;
            memset(text, '[', (size_t)depth);
            memset(text + depth, ']',
                   (size_t)depth < sizeof text - (size_t)depth ? (size_t)depth
                                                               : sizeof text - (size_t)depth);
            bool took = whole(&json, text, (size_t)depth * 2);
            assert_int_equal(took, depth <= JSON_DEPTH_MAX);
            if (!took) {
                assert_int_equal(json_pull_offset(&json), JSON_DEPTH_MAX);
                assert_non_null(strstr(json_pull_error(&json), "64"));
            }
        }
    }
}

static const char BODY[] =
    "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"10229\",\"time\":-1.5e+3,"
    "\"changes\":[{\"value\":{\"ok\":true,\"no\":false,\"nil\":null,\"t\":\"\\u00e9\\n\xc3\xa9 "
    "\xf0\x9f\x98\x80\"},\"field\":\"messages\"}, []]}]}";

/* Cut anywhere a document is an error that more text could repair. */
static void every_cut_is_seen(void **state)
{
    (void)state;
    struct json_pull json;
    size_t length = sizeof BODY - 1;
    assert_true(whole(&json, BODY, length));
    for (size_t cut = 0; cut < length; cut++) {
        char *copy = malloc(cut ? cut : 1); /* exactly sized: a byte too far is seen by ASan */
        assert_non_null(copy);
        memcpy(copy, BODY, cut);
        assert_false(whole(&json, copy, cut));
        assert_true(json.cut);
        assert_int_equal(json_pull_offset(&json), cut);
        free(copy);
    }
}

/* --- tokens ----------------------------------------------------------------------------------- */

static void tokens_come_in_order(void **state)
{
    (void)state;
    static const char *const names[] = {"{", "}", "[", "]", "k:", "s:", "n:", "T", "F", "N"};
    struct json_pull json;
    struct strbuf seen = STRBUF_INIT;
    json_pull_init(&json, BODY, sizeof BODY - 1);
    for (;;) {
        enum json_token token = json_pull_next(&json);
        if (token == JSON_DONE) {
            break;
        }
        assert_int_not_equal(token, JSON_ERROR);
        strbuf_puts(&seen, names[token]);
        if (token == JSON_KEY || token == JSON_STRING || token == JSON_NUMBER) {
            json_pull_decode(&json, &seen);
        }
        strbuf_putc(&seen, ' ');
    }
    assert_string_equal(strbuf_text(&seen),
                        "{ k:object s:whatsapp_business_account k:entry [ { k:id s:10229 k:time "
                        "n:-1.5e+3 k:changes [ { k:value { k:ok T k:no F k:nil N k:t s:\xc3\xa9\n"
                        "\xc3\xa9 \xf0\x9f\x98\x80 } k:field s:messages } [ ] ] } ] } ");
    assert_int_equal(json_pull_next(&json), JSON_DONE); /* again and again */
    strbuf_free(&seen);
}

static void documents_follow_each_other(void **state)
{
    (void)state;
    const char *text = "{\"a\":1} \n[2]3";
    size_t length = strlen(text), at = 0;
    static const size_t ends[] = {9, 12, 13};
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        struct json_pull json;
        json_pull_init(&json, text + at, length - at);
        assert_true(json_pull_skip(&json));
        assert_int_equal(json_pull_next(&json), JSON_DONE);
        at += json_pull_offset(&json);
        assert_int_equal(at, ends[i]);
    }
}

static void skips_values(void **state)
{
    (void)state;
    const char *text = "{\"a\":[1,{\"x\":[]}],\"b\":\"s\",\"c\":[[1],[2]],\"d\":{\"e\":5}}";
    struct json_pull json;
    json_pull_init(&json, text, strlen(text));
    assert_int_equal(json_pull_next(&json), JSON_OBJECT_BEGIN);
    assert_int_equal(json_pull_next(&json), JSON_KEY);
    assert_true(json_pull_skip(&json)); /* [1,{…}] */
    assert_int_equal(json_pull_next(&json), JSON_KEY);
    assert_true(json_pull_is(&json, "b"));
    assert_true(json_pull_skip(&json));
    assert_int_equal(json_pull_next(&json), JSON_KEY);
    assert_int_equal(json_pull_next(&json), JSON_ARRAY_BEGIN);
    assert_int_equal(json_pull_next(&json), JSON_ARRAY_BEGIN);
    assert_true(json_pull_rest(&json, JSON_ARRAY_BEGIN)); /* the rest of [1] */
    assert_true(json_pull_skip(&json));                   /* [2] */
    assert_true(json_pull_skip(&json));                   /* the end of "c" */
    assert_int_equal(json_pull_next(&json), JSON_KEY);
    assert_true(json_pull_is(&json, "d"));
    enum json_token token = json_pull_next(&json);
    assert_true(json_pull_rest(&json, token));
    assert_true(json_pull_rest(&json, JSON_NUMBER)); /* nothing of a number is left */
    assert_int_equal(json_pull_next(&json), JSON_OBJECT_END);
    assert_int_equal(json_pull_next(&json), JSON_DONE);
    assert_false(json_pull_rest(&json, JSON_ERROR));
}

/* --- values ----------------------------------------------------------------------------------- */

static void string_of(struct json_pull *json, const char *text)
{
    json_pull_init(json, text, strlen(text));
    assert_int_equal(json_pull_next(json), JSON_STRING);
}

static void escapes_are_resolved(void **state)
{
    (void)state;
    static const struct {
        const char *text, *decoded;
    } cases[] = {
        {"\"plain\"", "plain"},
        {"\"\"", ""},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
        {"\"a\\u0041\\u00E9\\u20ac\\uFFFF!\"", "aA\xc3\xa9\xe2\x82\xac\xef\xbf\xbf!"},
        {"\"\\uD83D\\uDE00x\"", "\xf0\x9f\x98\x80x"},
        {"\"\\uD83Dx\"", "\xef\xbf\xbdx"},
        {"\"\\uDE00\\uD83D\"", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\"\\uD83D\\u0041\"", "\xef\xbf\xbd"
                               "A"},
        {"\"\\uD83D\\uD83D\\uDE00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80"},
        {"\"\\uD83D\\n\"", "\xef\xbf\xbd\n"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct json_pull json;
        struct strbuf out = STRBUF_INIT;
        string_of(&json, cases[i].text);
        json_pull_decode(&json, &out);
        assert_string_equal(strbuf_text(&out), cases[i].decoded);
        assert_true(json_pull_is(&json, cases[i].decoded));
        strbuf_putc(&out, 'x');
        assert_false(json_pull_is(&json, strbuf_text(&out)));
        if (out.length > 1) {
            strbuf_truncate(&out, out.length - 2);
            assert_false(json_pull_is(&json, strbuf_text(&out)));
        }
        strbuf_free(&out);
    }
}

static void whole_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"1750030073", true, 1750030073},
        {"\"1750030073\"", true, 1750030073},
        {"1710941393420", true, 1710941393420},
        {"\"0012\"", true, 12},
        {"\"0000000000000000000000000000012\"", true, 12},
        {"12.0", true, 12},
        {"120.000000000000000000000000000000", true, 120},
        {"12.5", false, 0},
        {"1.75e9", true, 1750000000},
        {"1.2e1", true, 12},
        {"1.25e1", false, 0},
        {"100e-2", true, 1},
        {"105e-2", false, 0},
        {"0e99999", true, 0},
        {"0.000", true, 0},
        {"0.001", false, 0},
        {"0.001e3", true, 1},
        {"1e18", true, 1000000000000000000},
        {"1e19", false, 0},
        {"1e99999", false, 0},
        {"1e-99999", false, 0},
        {"9223372036854775807", true, INT64_MAX},
        {"9223372036854775808", false, 0},
        {"-9223372036854775808", true, INT64_MIN},
        {"-9223372036854775809", false, 0},
        {"18446744073709551616", false, 0},
        {"99999999999999999999999999", false, 0},
        {"922337203685477580.7e1", true, INT64_MAX},
        {"\"\"", false, 0},
        {"\"-\"", false, 0},
        {"\"+1\"", false, 0},
        {"\" 1\"", false, 0},
        {"\"1 \"", false, 0},
        {"\"1.\"", false, 0},
        {"\".5\"", false, 0},
        {"\"1e\"", false, 0},
        {"\"1e+\"", false, 0},
        {"\"1x\"", false, 0},
        {"\"0x10\"", false, 0},
        {"\"1.2.3\"", false, 0},
        {"\"\\u0031\"", false, 0},
        {"\"2025-06-15\"", false, 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct json_pull json;
        int64_t value = 77;
        json_pull_init(&json, cases[i].text, strlen(cases[i].text));
        enum json_token token = json_pull_next(&json);
        assert_true(token == JSON_NUMBER || token == JSON_STRING);
        bool is = json_pull_int64(&json, &value);
        if (is != cases[i].is || (is && value != cases[i].value) || (!is && value != 77)) {
            fail_msg("%s: %d %" PRId64, cases[i].text, is, value);
        }
    }
}

/* --- against cJSON ---------------------------------------------------------------------------- */

static uint64_t seed;

static uint32_t dice(uint32_t sides)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % sides;
}

static const char *pick(const char *const *words, uint32_t count)
{
    return words[dice(count)];
}

static void make_string(struct strbuf *out)
{
    static const char *const parts[] = {"a",
                                        "wamid.HBgLMTY1MDU1NTEyMzQ",
                                        "\\n",
                                        "\\\"",
                                        "\\\\",
                                        "\\/",
                                        "\\u00e9",
                                        "\\uD83D\\uDE00",
                                        "\\u0000",
                                        "\xc3\xa9",
                                        "\xe0\xa4\x95",
                                        "\xf0\x9f\x98\x80",
                                        " ",
                                        "{",
                                        "]",
                                        ":",
                                        "\\ud800",
                                        "\x7f"};
    strbuf_putc(out, '"');
    for (uint32_t i = dice(6); i > 0; i--) {
        strbuf_puts(out, pick(parts, ARRAY_COUNT(parts)));
    }
    strbuf_putc(out, '"');
}

static void make_value(struct strbuf *out, int depth)
{
    static const char *const scalars[] = {
        "0",     "-1",   "1.5",  "1e3",   "-2.5E-2", "1750030073",         "true",
        "false", "null", "\"\"", "1e400", "0.1",     "123456789012345678", "-0"};
    static const char *const blanks[] = {"", "", "", " ", "\n", "\t\r\n  "};
    strbuf_puts(out, pick(blanks, ARRAY_COUNT(blanks)));
    uint32_t kind = dice(depth > 6 ? 2 : 4);
    if (kind == 0) {
        strbuf_puts(out, pick(scalars, ARRAY_COUNT(scalars)));
    } else if (kind == 1) {
        make_string(out);
    } else {
        bool object = kind == 2;
        strbuf_putc(out, object ? '{' : '[');
        for (uint32_t i = dice(5); i > 0; i--) {
            strbuf_puts(out, pick(blanks, ARRAY_COUNT(blanks)));
            if (object) {
                make_string(out);
                strbuf_puts(out, pick(blanks, ARRAY_COUNT(blanks)));
                strbuf_putc(out, ':');
            }
            make_value(out, depth + 1);
            strbuf_puts(out, i > 1 ? "," : "");
        }
        strbuf_putc(out, object ? '}' : ']');
    }
    strbuf_puts(out, pick(blanks, ARRAY_COUNT(blanks)));
}

static void must_agree(const struct strbuf *text, uint64_t from, uint32_t *taken)
{
    bool accepted;
    char *exact = malloc(text->length ? text->length : 1); /* no byte behind it */
    assert_non_null(exact);
    memcpy(exact, strbuf_text(text), text->length);
    const char *difference = json_oracle(exact, text->length, &accepted);
    free(exact);
    if (difference) {
        fail_msg("seed %" PRIu64 ": %s in %s", from, difference, strbuf_text(text));
    }
    *taken += accepted ? 1 : 0;
}

static void generated_documents_agree(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    uint32_t taken = 0;
    for (uint32_t i = 1; i <= 20000; i++) {
        uint64_t from = i * UINT64_C(0x9E3779B97F4A7C15);
        seed = from;
        strbuf_clear(&text);
        make_value(&text, 0);
        must_agree(&text, from, &taken);
    }
    assert_int_equal(taken, 20000); /* all of them are JSON */
    strbuf_free(&text);
}

static void damaged_documents_agree(void **state)
{
    (void)state;
    static const char bytes[] = "{}[]\",:\\/u0123456789.eE+-truefalsn \t\r\n\x01\x1f\x80\xc3\xff\0";
    struct strbuf text = STRBUF_INIT;
    uint32_t taken = 0;
    const uint32_t rounds = 60000;
    for (uint32_t i = 1; i <= rounds; i++) {
        uint64_t from = i * UINT64_C(0xD1B54A32D192ED03);
        seed = from;
        strbuf_clear(&text);
        make_value(&text, 4);
        for (uint32_t edits = 1 + dice(3); edits > 0 && text.length > 0; edits--) {
            size_t at = dice((uint32_t)text.length);
            char byte = bytes[dice(sizeof bytes - 1)];
            switch (dice(4)) {
            case 0: /* another byte */
                text.data[at] = byte;
                break;
            case 1: /* one less */
                memmove(text.data + at, text.data + at + 1, text.length - at);
                text.length--;
                break;
            case 2: /* cut */
                strbuf_truncate(&text, at);
                break;
            default: /* one more */
                strbuf_putc(&text, '?');
                memmove(text.data + at + 1, text.data + at, text.length - 1 - at);
                text.data[at] = byte;
            }
        }
        must_agree(&text, from, &taken);
    }
    assert_in_range(taken, rounds / 50, rounds / 2); /* both outcomes were met often */
    strbuf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_all_json),
        cmocka_unit_test(refuses_what_is_none),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(tokens_come_in_order),
        cmocka_unit_test(documents_follow_each_other),
        cmocka_unit_test(skips_values),
        cmocka_unit_test(escapes_are_resolved),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(generated_documents_agree),
        cmocka_unit_test(damaged_documents_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
