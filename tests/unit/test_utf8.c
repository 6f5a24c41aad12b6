/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/mem.h"
#include "text/utf8.h"

/* --- decoding ------------------------------------------------------------------------------- */

static void decodes_every_code_point(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char text[4];
        size_t bytes = utf8_encode(cp, text);
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        uint32_t got = 0;
        bool valid = false;
        if (utf8_decode(text, bytes, &got, &valid) != bytes || !valid ||
            got != (surrogate ? UTF8_REPLACEMENT : cp) || !utf8_valid(text, bytes, NULL)) {
            fail_msg("U+%04X", cp);
        }
        for (size_t cut = 1; cut < bytes; cut++) { /* a cut one is one wrong byte */
            if (utf8_decode(text, cut, &got, &valid) != 1 || valid || got != UTF8_REPLACEMENT) {
                fail_msg("U+%04X cut to %zu", cp, cut);
            }
        }
    }
    char text[4];
    assert_int_equal(utf8_encode(0x110000, text), 3);
    assert_memory_equal(text, "\xEF\xBF\xBD", 3);
    assert_int_equal(utf8_encode(UINT32_MAX, text), 3);
    uint32_t cp = 42;
    assert_int_equal(utf8_decode("x", 0, &cp, NULL), 0);
    assert_int_equal(cp, 42);
    assert_int_equal(utf8_decode("\xFF", 1, &cp, NULL), 1);
    assert_int_equal(cp, UTF8_REPLACEMENT);
}

static void refuses_what_is_not_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t bad;
    } rows[] = {
        {"\x80", 0},
        {"abc\xBF", 3},
        {"12345678\xC0\x80", 8}, /* overlong NUL */
        {"1234567\xC1\xBF", 7},  /* overlong in two bytes */
        {"\xE0\x80\xAF", 0},     /* in three */
        {"\xE0\x9F\xBF", 0},
        {"\xF0\x80\x80\xAF", 0}, /* in four */
        {"\xF0\x8F\xBF\xBF", 0},
        {"\xED\xA0\x80", 0}, /* surrogates */
        {"\xED\xBF\xBF", 0},
        {"\xF4\x90\x80\x80", 0}, /* above U+10FFFF */
        {"\xF5\x80\x80\x80", 0},
        {"\xF8\x88\x80\x80\x80", 0}, /* five bytes */
        {"\xFE", 0},
        {"é\xC3", 2},
        {"é\xC3(", 2},
        {"\xE2\x82(", 0},
        {"\xF0\x9F\x98(", 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        size_t bad = 99;
        assert_false(utf8_valid(rows[i].bytes, strlen(rows[i].bytes), &bad));
        assert_int_equal(bad, rows[i].bad);
        uint32_t cp;
        bool valid = true;
        const char *at = rows[i].bytes + bad;
        assert_int_equal(utf8_decode(at, strlen(at), &cp, &valid), 1);
        assert_false(valid);
        assert_int_equal(cp, UTF8_REPLACEMENT);
    }
    assert_true(utf8_valid("", 0, NULL));
    assert_true(utf8_valid("a\0b", 3, NULL));
    assert_true(utf8_valid("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF", 10, NULL));
}

static void finds_graphemes(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "a",
        "e\xCC\x81",
        "\r\n",
        "दी",
        "한",
        "ᄒ\xE1\x85\xA1\xE1\x86\xAB",
        "🇩🇪",
        "👨‍👩‍👧‍👦",
        "👍🏽",
        "❤️",
        "1️⃣",
        "🏴‍☠️",
        "กำ",
        "\xFF",
        "நி",
        "ক্‍",
        "e\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85",
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        char text[128];
        snprintf(text, sizeof text, "%sx", rows[i]);
        if (utf8_grapheme(text, strlen(text)) != strlen(rows[i])) {
            fail_msg("%s: %zu of %zu", rows[i], utf8_grapheme(text, strlen(text)), strlen(rows[i]));
        }
    }
    assert_int_equal(utf8_grapheme("", 0), 0);
    assert_int_equal(utf8_grapheme("🇩🇪🇫🇷", 16), 8);
    assert_int_equal(utf8_grapheme("e\xCC", 2), 1);
    assert_int_equal(utf8_grapheme("\xCC\x81", 2), 2);
}

/* --- sanitising ----------------------------------------------------------------------------- */

static char *sanitized(const char *bytes, size_t length, size_t max)
{
    char *copy = malloc(length ? length : 1); /* so that a read past it is seen by the sanitizer */
    memcpy(copy, bytes, length);
    struct strbuf out = STRBUF_INIT;
    utf8_sanitize(&out, copy, length, max);
    free(copy);
    char *text = strbuf_take(&out);
    assert_non_null(text);
    return text;
}

static void assert_sanitized(const char *bytes, size_t length, const char *want)
{
    char *got = sanitized(bytes, length, 0);
    assert_string_equal(got, want);
    char *again = sanitized(got, strlen(got), 0);
    assert_string_equal(again, want);
    mem_free(again);
    mem_free(got);
}

#define SANE(text, want) assert_sanitized(text, sizeof(text) - 1, want)

static void leaves_names_alone(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",
        "Diwali early access",
        "Été à Łódź",
        "عرض نهاية الأسبوع",
        "שָׁלוֹם",
        "می\xE2\x80\x8Cخواهم",      /* ZWNJ */
        "දිවයින ශ්\xE2\x80\x8Dරී ලංකා", /* ZWJ */
        "दीवाली ऑफ\xE0\xA4\xBCर",
        "ক্ষুদ্র",
        "தீபாவளி",
        "ลดราคา 50% ทั้งร้าน",
        "双十一 大促",
        "한국어 행사",
        "Շնորհավոր Նոր Տարի",
        "👨‍👩‍👧‍👦 family ❤️ 🏴‍☠️ 👍🏽 🇩🇪 1️⃣ ✈︎",
        "50 % – “deal” … × €",
        "\xEF\xBF\xBD",
    };
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        char *once = sanitized(names[i], strlen(names[i]), 0);
        if (strcmp(once, names[i]) != 0) {
            fail_msg("%s became %s", names[i], once);
        }
        mem_free(once);
    }
}

static void composes(void **state)
{
    (void)state;
    SANE("e\xCC\x81", "é");
    SANE("ne\xCC\x81 a\xCC\x8A", "né å");
    SANE("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한");
    SANE("q\xCC\xA3\xCC\x87", "q\xCC\xA3\xCC\x87");
    SANE("q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87"); /* put in order */
    SANE("\xE2\x84\xAB", "Å");                      /* Angstrom sign */
    SANE("\xE2\x84\xAA", "K");                      /* Kelvin sign */
    SANE("\xE0\xA6\x95\xE0\xA7\x87\xE0\xA6\xBE", "কো");
    SANE("\xE0\xA5\x9E", "\xE0\xA4\xAB\xE0\xA4\xBC"); /* nukta letters are not composed in NFC */
    /* what is taken out between them does not keep a letter and its mark apart */
    SANE("e\xE2\x80\x8B\xCC\x81", "é");
    SANE("e\xC2\xAD\xCC\x81", "é");
}

static void makes_one_space(void **state)
{
    (void)state;
    SANE("  a\t\r\n b  ", "a b");
    SANE("\n", "");
    SANE("   ", "");
    SANE("a\xC2\xA0\xC2\xA0"
         "b",
         "a b"); /* no-break */
    SANE("a\xE3\x80\x80\xE2\x80\x83"
         "b",
         "a b"); /* ideographic, em */
    SANE("a\xE2\x80\xA8\xE2\x80\xA9"
         "b",
         "a b"); /* line, paragraph */
    SANE("a\xC2\x85"
         "b",
         "a b"); /* next line */
    SANE("a\x0B\x0C"
         "b",
         "a b");
    SANE("a \xE2\x80\x8B b", "a b"); /* nothing visible between */
    SANE("\xE2\x80\x8B a", "a");
}

static void disarms_escape_sequences(void **state)
{
    (void)state;
    SANE("\x1b[31mred\x1b[0m", "\xEF\xBF\xBD[31mred\xEF\xBF\xBD[0m");
    SANE("\x1b]0;title\x07", "\xEF\xBF\xBD]0;title\xEF\xBF\xBD");
    SANE("\xC2\x9B"
         "2J",
         "\xEF\xBF\xBD"
         "2J"); /* CSI of C1 */
    SANE("\x9B"
         "2J",
         "\xEF\xBF\xBD"
         "2J"); /* the same as a bare byte */
    SANE("\xC2\x90q\xC2\x9C", "\xEF\xBF\xBDq\xEF\xBF\xBD");
    SANE("a\0b", "a\xEF\xBF\xBD"
                 "b");
    SANE("a\x7f\x08\x08", "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    SANE("bell\x07", "bell\xEF\xBF\xBD");
    for (int byte = 0; byte < 256; byte++) { /* no byte alone gets a control through */
        char text[3] = {'a', (char)byte, 'b'};
        char *got = sanitized(text, 3, 0);
        assert_true(utf8_valid(got, strlen(got), NULL));
        for (const char *c = got; *c; c++) {
            assert_true((unsigned char)*c >= 0x20 && *c != 0x7F);
        }
        assert_true(strlen(got) >= 3);
        mem_free(got);
    }
}

static void takes_out_the_invisible(void **state)
{
    (void)state;
    SANE("in\xE2\x80\xAEvoice\xE2\x80\xAC", "invoice");               /* RLO, PDF */
    SANE("\xE2\x81\xA6x\xE2\x81\xA9\xE2\x81\xA8y\xE2\x81\xA9", "xy"); /* isolates */
    SANE("\xE2\x80\x8Ex\xE2\x80\x8F\xD8\x9C", "x");                   /* LRM, RLM, ALM */
    SANE("\xEF\xBB\xBFname", "name");                                 /* byte order mark */
    SANE("pay\xE2\x80\x8Bpal", "paypal");                             /* zero-width space */
    SANE("pay\xE2\x81\xA0pal", "paypal");                             /* word joiner */
    SANE("pay\xC2\xADpal", "paypal");                                 /* soft hyphen */
    SANE("\xE3\x85\xA4", "");                                         /* Hangul filler */
    SANE("a\xEF\xBE\xA0\xE1\x85\x9F\xE1\x85\xA0"
         "b",
         "ab"); /* other fillers */
    SANE("a\xCD\x8F"
         "b",
         "ab");                                                           /* grapheme joiner */
    SANE("🏴\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2\xF3\xA0\x81\xBF", "🏴"); /* tags */
    SANE("a\xE1\xA0\x8E"
         "b\xE1\xA0\x8B",
         "ab");                       /* Mongolian */
    SANE("漢\xF3\xA0\x84\x80", "漢"); /* ideographic variation */
    SANE("a\xEF\xBF\xB9"
         "b\xEF\xBF\xBB",
         "ab"); /* annotation */
}

static void shows_what_nobody_should_use(void **state)
{
    (void)state;
    SANE("a\xEE\x80\x80"
         "b",
         "a\xEF\xBF\xBD"
         "b");                                                    /* private use */
    SANE("\xF3\xB0\x80\x80", "\xEF\xBF\xBD");                     /* on plane 15 */
    SANE("\xEF\xBF\xBE\xEF\xB7\x90", "\xEF\xBF\xBD\xEF\xBF\xBD"); /* non-characters */
    SANE("\xF4\x8F\xBF\xBF", "\xEF\xBF\xBD");
    SANE("\xC3(", "\xEF\xBF\xBD("); /* not UTF-8: one for each byte */
    SANE("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    SANE("x\xE2\x82", "x\xEF\xBF\xBD\xEF\xBF\xBD");
    SANE("\xF0\x9F\xBF\xBA", "\xF0\x9F\xBF\xBA"); /* not known yet: may be an emoji tomorrow */
}

static void keeps_joiners_that_join(void **state)
{
    (void)state;
    SANE("\xE2\x80\x8D", "");
    SANE("a\xE2\x80\x8D"
         "b",
         "ab");
    SANE("\xE2\x80\x8Cم", "م");
    SANE("م\xE2\x80\x8C", "م");
    SANE("م\xE2\x80\x8C م", "م م");
    SANE("م\xE2\x80\x8C\xE2\x80\x8C\xE2\x80\x8Dم", "م\xE2\x80\x8Cم");
    SANE("م\xE2\x80\x8C\x01", "م\xEF\xBF\xBD");
    SANE("م\xE2\x80\x8C"
         "a",
         "مa");
    SANE("a\xEF\xB8\x8F", "a");
    SANE("\xEF\xB8\x8F", "");
    SANE("❤\xEF\xB8\x8F\xEF\xB8\x8F\xEF\xB8\x8E", "❤\xEF\xB8\x8F");
    SANE("#\xEF\xB8\x8F\xE2\x83\xA3", "#\xEF\xB8\x8F\xE2\x83\xA3");
    SANE("x \xEF\xB8\x8F", "x");
}

static void limits_marks(void **state)
{
    (void)state;
    SANE("\xCC\x81 x", "\xE2\x97\x8C\xCC\x81 x"); /* nothing to sit on */
    SANE(" \xCC\x81", "\xE2\x97\x8C\xCC\x81");
    struct strbuf zalgo = STRBUF_INIT;
    strbuf_puts(&zalgo, "q");
    for (int i = 0; i < 200000; i++) { /* would take hours if sorted as a whole */
        strbuf_puts(&zalgo, i % 2 ? "\xCC\x81" : "\xCC\xA3");
    }
    char *got = sanitized(zalgo.data, zalgo.length, 0);
    assert_int_equal(strlen(got), 1 + 2 * UTF8_MARKS);
    assert_sanitized(got, strlen(got), got);
    mem_free(got);
    strbuf_clear(&zalgo);
    strbuf_puts(&zalgo, "क");
    for (int i = 0; i < 100000; i++) { /* with joiners between them too */
        strbuf_puts(&zalgo, "\xE2\x80\x8C\xCC\x81");
    }
    got = sanitized(zalgo.data, zalgo.length, 0);
    assert_in_range(strlen(got), 3 + 5 * UTF8_MARKS, 3 + 5 * UTF8_MARKS + 3);
    mem_free(got);
    strbuf_free(&zalgo);
}

static void cuts_at_graphemes(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "plain ascii words that are long enough to be cut",
        "दीवाली दीवाली दीवाली",
        "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
        "e\xCC\x81\xCC\xA3xe\xCC\x81\xCC\xA3",
        "a  b  c  d",
        "می\xE2\x80\x8Cخواهم می\xE2\x80\x8Cخواهم",
        "🇩🇪🇫🇷🇮🇹",
    };
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        char *whole = sanitized(texts[i], strlen(texts[i]), 0);
        for (size_t max = 1; max < strlen(whole) + 3; max++) {
            char *got = sanitized(texts[i], strlen(texts[i]), max);
            assert_true(strlen(got) <= max);
            assert_true(utf8_valid(got, strlen(got), NULL));
            if (max >= strlen(whole)) {
                assert_string_equal(got, whole);
            } else {
                size_t kept = strlen(got);
                if (max >= 3) {
                    assert_string_equal(got + kept - 3, "…");
                    kept -= 3;
                }
                assert_memory_equal(got, whole, kept);
                size_t at = 0; /* the cut is at a boundary, or before a space or joiner there */
                while (at < kept) {
                    at += utf8_grapheme(whole + at, strlen(whole) - at);
                }
                assert_true(at - kept <= 3);
                char *again = sanitized(got, strlen(got), max);
                assert_string_equal(again, got);
                mem_free(again);
            }
            mem_free(got);
        }
        mem_free(whole);
    }
    char *got = sanitized("ab cd", 5, 4);
    assert_string_equal(got, "a…");
    mem_free(got);
    got = sanitized("a bcdefg", 8, 5);
    assert_string_equal(got, "a…"); /* no space before the ellipsis */
    mem_free(got);
}

static void appends_behind_what_is_there(void **state)
{
    (void)state;
    struct strbuf out = STRBUF_INIT;
    strbuf_puts(&out, "e");
    utf8_sanitize(&out, "\xCC\x81 x", 4, 0);
    assert_string_equal(strbuf_text(&out), "e\xE2\x97\x8C\xCC\x81 x");
    utf8_sanitize(&out, "abcdefgh", 8, 6);
    assert_string_equal(strbuf_text(&out), "e\xE2\x97\x8C\xCC\x81 xabc…");
    strbuf_free(&out);
}

/* Random mixtures of all that is dangerous: the result is safe and stays as it is. */
static void is_safe_and_stable_on_noise(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a",
        "é",
        "e",
        "\xCC\x81",
        "\xCC\xA3",
        " ",
        "\n",
        "\x1b",
        "\xC2\x9B",
        "\x80",
        "\xFF",
        "\xE2\x80\x8D",
        "\xE2\x80\x8C",
        "\xEF\xB8\x8F",
        "\xEF\xB8\x8E",
        "👍",
        "🏽",
        "❤",
        "1",
        "\xE2\x83\xA3",
        "🇩",
        "म",
        "\xE0\xA5\x8D",
        "\xE0\xA4\xBE",
        "\xE1\x84\x92",
        "\xE1\x85\xA1",
        "\xE1\x86\xAB",
        "한",
        "\xE2\x80\xAE",
        "\xE2\x80\x8B",
        "ع",
        "ש",
        "\xEE\x80\x80",
        "\xCD\x8F",
        "\xE0\xA7\x87",
        "\xE0\xA6\xBE",
        "\xE2\x84\xAA",
        "\xE1\xBE\xB4",
        "\xD9\xB0",
        "\xE3\x82\x99",
        "か",
        "\xF3\xA0\x81\xA7",
        "\xC2\xA0",
        "\xE3\x85\xA4",
        "\xE2\x97\x8C",
        "\xEF\xBF\xBD",
    };
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 30000; round++) {
        struct strbuf noise = STRBUF_INIT;
        size_t max = 0;
        for (int i = 0; i < 14; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            strbuf_puts(&noise, parts[(random >> 20) % ARRAY_COUNT(parts)]);
            max = (random >> 50) % 40;
        }
        char *got = sanitized(noise.data, noise.length, max);
        assert_true(max == 0 || strlen(got) <= max);
        char *again = sanitized(got, strlen(got), max);
        if (strcmp(got, again) != 0) {
            fail_msg("not stable: %s | %s", got, again);
        }
        size_t length = strlen(got);
        assert_true(length == 0 || (got[0] != ' ' && got[length - 1] != ' '));
        bool space = false;
        for (size_t i = 0; i < length;) {
            uint32_t cp;
            bool valid;
            i += utf8_decode(got + i, length - i, &cp, &valid);
            assert_true(valid && cp >= 0x20 && (cp < 0x7F || cp > 0x9F));
            assert_true(cp != 0x200B && cp != 0x202E && cp != 0xE000 && cp != 0x34F &&
                        cp != 0x3164 && cp != 0xE0067 && cp != 0xA0);
            assert_false(space && cp == ' ');
            space = cp == ' ';
        }
        mem_free(again);
        mem_free(got);
        strbuf_free(&noise);
    }
}

static bool work(void *context)
{
    const struct strbuf *text = context;
    struct strbuf out = STRBUF_INIT;
    utf8_sanitize(&out, text->data, text->length, 0);
    bool done = !out.failed && out.length > 3000;
    strbuf_free(&out);
    return done;
}

static void survives_faults(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    for (int i = 0; i < 1000; i++) {
        strbuf_puts(&text, "é\x1b ");
    }
    check_faults(work, &text);
    strbuf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_every_code_point),
        cmocka_unit_test(refuses_what_is_not_utf8),
        cmocka_unit_test(finds_graphemes),
        cmocka_unit_test(leaves_names_alone),
        cmocka_unit_test(composes),
        cmocka_unit_test(makes_one_space),
        cmocka_unit_test(disarms_escape_sequences),
        cmocka_unit_test(takes_out_the_invisible),
        cmocka_unit_test(shows_what_nobody_should_use),
        cmocka_unit_test(keeps_joiners_that_join),
        cmocka_unit_test(limits_marks),
        cmocka_unit_test(cuts_at_graphemes),
        cmocka_unit_test(appends_behind_what_is_there),
        cmocka_unit_test(is_safe_and_stable_on_noise),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
