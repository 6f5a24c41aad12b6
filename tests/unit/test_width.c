/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <utf8proc.h>

#include "base/mem.h"
#include "text/utf8.h"
#include "text/width.h"

static const struct {
    const char *text;
    int columns;
} measured[] = {
    {"", 0},
    {"Diwali", 6},
    {"Été", 3},
    {"e\xCC\x81", 1},
    {"दीवाली", 6}, /* spacing vowel signs count */
    {"हिन्दी", 5},  /* the virama does not */
    {"বাংলা", 5},
    {"কো", 2}, /* one spacing sign in NFC */
    {"தீபாவளி", 6},
    {"தமிழ்", 4},
    {"ภาษาไทย", 7},
    {"ทั้งร้าน", 5},
    {"กำ", 2},
    {"عرض نهاية الأسبوع", 17},
    {"مُحَمَّد", 4},
    {"שָׁלוֹם", 4},
    {"می\xE2\x80\x8Cخواهم", 7},
    {"双十一", 6},
    {"한국어", 6},
    {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2}, /* the same syllable in its parts */
    {"か\xE3\x82\x99", 2},
    {"ｶﾞ", 2},
    {"Ａ", 2},
    {"\xE3\x80\x80", 2},
    {"Շնորհավոր", 9},
    {"👨‍👩‍👧‍👦", 2}, /* a family is drawn as its first member */
    {"👍🏽", 2},
    {"👍", 2},
    {"❤\xEF\xB8\x8F", 1}, /* drawn without the selector, as the plain heart */
    {"⌚", 2},
    {"1\xEF\xB8\x8F\xE2\x83\xA3", 1},
    {"🇩🇪", 1},
    {"🇩🇪🇫🇷", 2},
    {"🇩", 1},
    {"🏴‍☠️", 2},
    {"👁️‍🗨️", 1},
    {"\xEF\xBF\xBD", 1},
    {"a\xEF\xBF\xBD"
     "b",
     3},
    {"\xFF\xFE", 2}, /* bad bytes: U+FFFD each */
    {"\x1b[m", 3},
    {"\xCC\x81", 1}, /* sits on a dotted circle */
    {"\xE0\xA4\xBF", 1},
    {"\xE2\x80\x8B", 0},
    {"a\xE2\x80\x8B\xE2\x80\xAE"
     "b",
     2},
    {"€…–×·", 5},
    {"▁▂▃▄▅▆▇█", 8},
    {"█▓▒░│┼", 6},
    {"⣿⠀", 2},
    {"▲▼◆★●", 5},
    {"ﷺ", 1},
    {"က္ခ", 2},
    {"ខ្មែរ", 4},
};

static void measures(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(measured); i++) {
        int got = width_text(measured[i].text, SIZE_MAX);
        if (got != measured[i].columns) {
            fail_msg("%s: %d, not %d", measured[i].text, got, measured[i].columns);
        }
        assert_int_equal(width_text(measured[i].text, strlen(measured[i].text)), got);
    }
    assert_int_equal(width_text("दीवाली", 3), 1); /* only length bytes */
    assert_int_equal(width_text("a\0b", 3), 3);
}

static void knows_code_points(void **state)
{
    (void)state;
    static const struct {
        uint32_t cp;
        int columns;
    } rows[] = {
        {'a', 1},    {0, 0},       {0x1B, 0},    {0x7F, 0},    {0x9B, 0},     {0xA0, 1},
        {0xAD, 1},   {0x301, 0},   {0x200B, 0},  {0x200D, 0},  {0xFE0F, 0},   {0x0940, 1},
        {0x093F, 1}, {0x0941, 0},  {0x09CB, 1},  {0x0E31, 0},  {0x0E33, 1},   {0x1100, 2},
        {0x1161, 0}, {0x11A8, 0},  {0xD7B0, 0},  {0xAC00, 2},  {0x4E00, 2},   {0xFF21, 2},
        {0xFF9E, 1}, {0x1F600, 2}, {0x1F3FD, 2}, {0x1F1E9, 1}, {0x20E3, 0},   {0x2764, 1},
        {0xFFFD, 1}, {0x25CC, 1},  {0x302E, 2},  {0xE0067, 0}, {0x10FFFF, 1}, {0x110000, 1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (width_code_point(rows[i].cp) != rows[i].columns) {
            fail_msg("U+%04X: %d", rows[i].cp, width_code_point(rows[i].cp));
        }
    }
    /* the rule: utf8proc's, but for spacing marks, which never count 0, and conjoining jamo */
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        int want = utf8proc_charwidth((utf8proc_int32_t)cp);
        int got = width_code_point(cp);
        bool jamo = (cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB);
        if (utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_MC && want == 0) {
            want = 1;
        }
        if (got != want && !(jamo && got == 0)) {
            fail_msg("U+%04X: %d, not %d", cp, got, want);
        }
    }
}

static struct glyph only_glyph(const char *text)
{
    struct glyph glyph;
    if (width_glyph(text, strlen(text), &glyph) != strlen(text)) {
        fail_msg("%s is not one glyph", text);
    }
    return glyph;
}

static void draws_a_safe_form(void **state)
{
    (void)state;
    struct glyph glyph = only_glyph("e\xCC\x81\xCC\xA3");
    assert_int_equal(glyph.base, 'e');
    assert_int_equal(glyph.mark_count, 2);
    assert_int_equal(glyph.marks[0], 0x301);
    assert_int_equal(glyph.marks[1], 0x323);
    assert_int_equal(glyph.columns, 1);
    glyph = only_glyph("q\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81");
    assert_int_equal(glyph.mark_count, WIDTH_MAX_MARKS);
    static const char *const emoji[] = {"👨‍👩‍👧‍👦",
                                        "👍🏽",
                                        "👩🏽‍🚀",
                                        "🏳️‍🌈",
                                        "🇩🇪",
                                        "❤️‍🔥",
                                        "⌚\xEF\xB8\x8E"};
    for (size_t i = 0; i < ARRAY_COUNT(emoji); i++) {
        glyph = only_glyph(emoji[i]);
        uint32_t first;
        utf8_decode(emoji[i], strlen(emoji[i]), &first, NULL);
        assert_int_equal(glyph.base, first);
        assert_int_equal(glyph.mark_count, 0);
    }
    glyph = only_glyph("1\xEF\xB8\x8F\xE2\x83\xA3");
    assert_int_equal(glyph.base, '1');
    assert_int_equal(glyph.mark_count, 0);
    glyph = only_glyph("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB");
    assert_int_equal(glyph.base, 0x1112);
    assert_int_equal(glyph.mark_count, 2);
    assert_int_equal(glyph.columns, 2);
    glyph = only_glyph("\xCC\x81");
    assert_int_equal(glyph.base, 0x25CC);
    assert_int_equal(glyph.marks[0], 0x301);
    glyph = only_glyph("ی\xE2\x80\x8C");
    assert_int_equal(glyph.marks[0], 0x200C);
    glyph = only_glyph("\xFF");
    assert_int_equal(glyph.base, UTF8_REPLACEMENT);
    glyph = only_glyph("\x1b");
    assert_int_equal(glyph.base, UTF8_REPLACEMENT);
    /* a spacing mark has a cell of its own */
    assert_int_equal(width_glyph("दी", 6, &glyph), 3);
    assert_int_equal(glyph.base, 0x926);
    assert_int_equal(glyph.mark_count, 0);
    glyph = only_glyph("\xE0\xA5\x80");
    assert_int_equal(glyph.base, 0x940);
    /* a skin tone by itself, and on what has no skin */
    assert_int_equal(only_glyph("🏽").columns, 2);
    assert_int_equal(width_text("a🏽", SIZE_MAX), 3);
    /* nothing visible is no glyph */
    assert_int_equal(width_glyph("\xE2\x80\x8B\xE2\x80\x8D", 6, &glyph), 0);
    assert_int_equal(width_glyph("", 0, &glyph), 0);
    assert_int_equal(width_glyph("\xE2\x80\x8E"
                                 "a",
                                 4, &glyph),
                     4);
    assert_int_equal(glyph.base, 'a');
}

static void fits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int columns;
        size_t bytes;
        int used;
    } rows[] = {
        {"Diwali", 3, 3, 3},
        {"Diwali", 6, 6, 6},
        {"Diwali", 99, 6, 6},
        {"Diwali", 0, 0, 0},
        {"Diwali", -5, 0, 0},
        {"双十一", 3, 3, 2},
        {"双十一", 4, 6, 4},
        {"双十一", 1, 0, 0},
        {"दीवाली", 1, 0, 0},
        {"दीवाली", 2, 6, 2},
        {"दीवाली", 5, 12, 4},
        {"e\xCC\x81x", 1, 3, 1},
        {"👨‍👩‍👧‍👦x", 2, 25, 2},
        {"🇩🇪🇫🇷", 1, 8, 1},
        {"a\xE2\x80\x8B", 1, 4, 1}, /* invisible ones go along */
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        int used = 99;
        size_t bytes = width_fit(rows[i].text, SIZE_MAX, rows[i].columns, &used);
        if (bytes != rows[i].bytes || used != rows[i].used) {
            fail_msg("%s in %d: %zu bytes, %d columns", rows[i].text, rows[i].columns, bytes, used);
        }
        assert_int_equal(width_fit(rows[i].text, strlen(rows[i].text), rows[i].columns, NULL),
                         bytes);
    }
    assert_int_equal(width_fit("abcdef", 2, 10, NULL), 2);
}

static void assert_padded(const char *text, int columns, enum width_align align, bool ascii,
                          const char *want)
{
    struct strbuf out = STRBUF_INIT;
    width_pad(&out, text, columns, align, ascii);
    assert_string_equal(strbuf_text(&out), want);
    assert_int_equal(width_text(strbuf_text(&out), SIZE_MAX), columns > 0 ? columns : 0);
    strbuf_free(&out);
}

static void pads(void **state)
{
    (void)state;
    assert_padded("abc", 5, WIDTH_LEFT, false, "abc  ");
    assert_padded("abc", 5, WIDTH_RIGHT, false, "  abc");
    assert_padded("abc", 6, WIDTH_CENTER, false, " abc  ");
    assert_padded("abc", 3, WIDTH_CENTER, false, "abc");
    assert_padded("abcd", 3, WIDTH_LEFT, false, "ab…");
    assert_padded("abcd", 3, WIDTH_RIGHT, true, "...");
    assert_padded("abcdef", 5, WIDTH_LEFT, true, "ab...");
    assert_padded("abcd", 2, WIDTH_LEFT, true, "..");
    assert_padded("abcd", 1, WIDTH_LEFT, true, ".");
    assert_padded("abcd", 1, WIDTH_LEFT, false, "…");
    assert_padded("abcd", 0, WIDTH_LEFT, false, "");
    assert_padded("abcd", -3, WIDTH_LEFT, false, "");
    assert_padded("", 2, WIDTH_LEFT, false, "  ");
    assert_padded("双十一", 6, WIDTH_LEFT, false, "双十一");
    assert_padded("双十一", 5, WIDTH_LEFT, false, "双十…");
    assert_padded("双十一", 4, WIDTH_LEFT, false, "双… ");
    assert_padded("双十一", 4, WIDTH_RIGHT, false, " 双…");
    assert_padded("双十一", 4, WIDTH_LEFT, true, "... ");
    assert_padded("दीवाली", 4, WIDTH_LEFT, false, "दी… ");
    assert_padded("दीवाली", 8, WIDTH_RIGHT, false, "  दीवाली");
    assert_padded("عرض", 5, WIDTH_LEFT, false, "عرض  ");
    assert_padded("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, WIDTH_LEFT, false,
                  "👨‍👩‍👧‍👦…");
}

static void knows_direction(void **state)
{
    (void)state;
    assert_true(width_is_rtl("عرض", SIZE_MAX));
    assert_true(width_is_rtl("Sale שלום", SIZE_MAX));
    assert_true(width_is_rtl("\xF0\x90\xA4\x80", SIZE_MAX)); /* Phoenician */
    assert_false(width_is_rtl("", SIZE_MAX));
    assert_false(width_is_rtl("Été 双 दी 1 … \xFF", SIZE_MAX));
    assert_false(width_is_rtl("٢٠٢٦", SIZE_MAX)); /* digits alone run from left to right */
    assert_false(width_is_rtl("aع", 1));
    struct strbuf out = STRBUF_INIT;
    width_isolate(&out, "Sale");
    width_isolate(&out, "عرض");
    assert_string_equal(strbuf_text(&out), "Sale\xE2\x81\xA8عرض\xE2\x81\xA9");
    strbuf_free(&out);
}

/* However a text is cut into pieces at graphemes, it is measured alike, and no glyph reaches over
 * such a cut; even of bytes that were never sanitised. */
static void adds_up_on_noise(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a",
        "1",
        "#",
        "é",
        "e",
        " ",
        "\xCC\x81",
        "\xCC\xA3",
        "\xE2\x80\x8D",
        "\xE2\x80\x8C",
        "\xEF\xB8\x8F",
        "\xE2\x83\xA3",
        "👍",
        "🏽",
        "❤",
        "👩",
        "🇩",
        "🇪",
        "म",
        "\xE0\xA5\x8D",
        "\xE0\xA4\xBE",
        "\xE0\xA4\xBF",
        "\xE0\xA6\xBE",
        "\xE1\x84\x92",
        "\xE1\x85\xA1",
        "\xE1\x86\xAB",
        "한",
        "\xEA\xB0\x80",
        "\xEF\xBE\x9E",
        "ก",
        "\xE0\xB8\xB3",
        "ع",
        "\xD9\x8E",
        "\xE2\x80\x8B",
        "\xE2\x80\xAE",
        "\xC2\xAD",
        "\x1b",
        "\r",
        "\n",
        "\x80",
        "\xF0\x9F",
        "\xD8\x80",
        "双",
        "\xF3\xA0\x81\xA7",
        "\xE1\x85\xA0",
        "\xF0\x91\x82\xBD",
        "\xE3\x80\xAE",
        "\xCD\x8F",
    };
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 60000; round++) {
        char text[128] = "";
        size_t length = 0;
        for (int i = 0; i < 9; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            const char *part = parts[(random >> 24) % ARRAY_COUNT(parts)];
            memcpy(text + length, part, strlen(part));
            length += strlen(part);
        }
        char *copy = malloc(length);
        memcpy(copy, text, length);
        int whole = width_text(copy, length), sum = 0;
        size_t glyph_at = 0;
        for (size_t at = 0; at < length;) {
            size_t bytes = utf8_grapheme(copy + at, length - at);
            sum += width_text(copy + at, bytes);
            at += bytes;
            struct glyph glyph;
            size_t taken;
            while (glyph_at < at &&
                   (taken = width_glyph(copy + glyph_at, length - glyph_at, &glyph)) > 0) {
                glyph_at += taken;
                assert_true(glyph.columns == 1 || glyph.columns == 2);
                assert_true(glyph.mark_count <= WIDTH_MAX_MARKS);
                assert_true(glyph.base >= 0x20 && glyph.base != 0x7F);
            }
        }
        if (whole != sum) {
            fail_msg("%s: %d, %d", text, whole, sum);
        }
        for (int columns = 0; columns <= whole + 1; columns++) {
            int used = 0;
            size_t fit = width_fit(copy, length, columns, &used);
            assert_true(used <= columns);
            assert_int_equal(width_text(copy, fit), used);
            assert_int_equal(used + width_text(copy + fit, length - fit), whole);
        }
        free(copy);
    }
}

static void never_breaks_what_is_sanitized(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(measured); i++) {
        struct strbuf safe = STRBUF_INIT;
        utf8_sanitize(&safe, measured[i].text, strlen(measured[i].text), 0);
        const char *text = strbuf_text(&safe);
        int whole = width_text(text, SIZE_MAX);
        for (int columns = 1; columns <= whole + 2; columns++) {
            struct strbuf out = STRBUF_INIT;
            width_pad(&out, text, columns, WIDTH_LEFT, columns % 2);
            assert_int_equal(width_text(strbuf_text(&out), SIZE_MAX), columns);
            assert_true(utf8_valid(out.data, out.length, NULL));
            strbuf_free(&out);
        }
        strbuf_free(&safe);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures),
        cmocka_unit_test(knows_code_points),
        cmocka_unit_test(draws_a_safe_form),
        cmocka_unit_test(fits),
        cmocka_unit_test(pads),
        cmocka_unit_test(knows_direction),
        cmocka_unit_test(adds_up_on_noise),
        cmocka_unit_test(never_breaks_what_is_sanitized),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
