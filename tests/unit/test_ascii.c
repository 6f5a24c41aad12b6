/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "text/ascii.h"
#include "text/utf8.h"
#include "text/width.h"

static void draws_every_glyph(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        for (int columns = 1; columns <= 2; columns++) {
            const char *got = ascii_glyph(cp, columns);
            if (strlen(got) != (size_t)columns) {
                fail_msg("U+%04X: \"%s\" is not %d wide", cp, got, columns);
            }
            for (const char *c = got; *c; c++) {
                assert_true(*c >= 0x20 && *c < 0x7F);
            }
        }
    }
}

static void keeps_a_likeness(void **state)
{
    (void)state;
    static const struct {
        const char *glyph, *want;
    } rows[] = {
        {"a", "a"},
        {"~", "~"},
        {"é", "e"},
        {"Å", "A"},
        {"ñ", "n"},
        {"ø", "o"},
        {"Ł", "L"},
        {"ß", "s"},
        {"…", "."},
        {"–", "-"},
        {"—", "-"},
        {"×", "x"},
        {"€", "E"},
        {"·", "-"},
        {"’", "'"},
        {"“", "\""},
        {"│", "|"},
        {"─", "-"},
        {"┌", "+"},
        {"┼", "+"},
        {"╭", "+"},
        {"═", "="},
        {"█", "#"},
        {"▌", "#"},
        {"▁", "_"},
        {"▇", "^"},
        {"▲", "^"},
        {"▼", "v"},
        {"◆", "o"},
        {"★", "*"},
        {"▸", ">"},
        {"●", "*"},
        {"✓", "+"},
        {"→", ">"},
        {"⠀", " "},
        {"⠁", "'"},
        {"⣀", "."},
        {"⣿", ":"},
        {"²", "2"},
        {"ﬁ", "?"},
        {"双", "tc"},
        {"Ａ", "A "},
        {"\xE3\x80\x80", "  "},
        {"😀", "??"},
        {"د", "d"},
        {"द", "d"},
        {"\xEF\xBF\xBD", "?"},
        {"≤", "<"},
        {"½", "?"},
        {"ǆ", "?"},
        {"\xC2\xA0", " "},
        {"￡", "L "},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct glyph glyph;
        assert_int_equal(width_glyph(rows[i].glyph, strlen(rows[i].glyph), &glyph),
                         strlen(rows[i].glyph));
        assert_string_equal(ascii_glyph(glyph.base, glyph.columns), rows[i].want);
    }
    /* eight levels of a sparkline stay in order, and the lowest is not the highest */
    assert_string_not_equal(ascii_glyph(0x2581, 1), ascii_glyph(0x2588, 1));
}

static void writes_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"Diwali 50 %", "Diwali 50 %"},
        {"Panier oublié…", "Panier oublie..."},
        {"1–2 × € 3 · „x“", "1-2 x EUR 3 - \"x\""},
        {"Straße Æther Œuvre Þór", "Strasse AEther OEuvre Thor"},
        {"½ ﬁ № ² ™", "1/2 fi No 2 TM"},
        {"≤ 5 → 6", "<= 5 -> 6"},
        {"双十一", "tcntoa"},
        {"दीवाली", "divali"},
        {"عرض", "'rd"},
        {"Привет Ёлка", "Privet Elka"},
        {"Καλημέρα", "Kalhmera"},
        {"Հայ", "Hay"},
        {"שלום", "slvm"},
        {"سلام گل", "slam gl"},
        {"বাংলা தமிழ்", "banla tmil"},
        {"สวัสดี", "swsd"},
        {"გამარჯობა", "gamarjoba"},
        {"ひらがな カタカナ", "hiragana katakana"},
        {"한국", "hagu"},
        {"👨‍👩‍👧‍👦!", "?"
                                       "?!"},
        {"a\tb\nc", "a\tb\nc"},
        {"a\x1b[31mb\r\x7f\x9b", "a?[31mb???"},
        {"e\xCC\x81\xCC\xA3", "e"},
        {"\xCC\x81", "?"},
        {"a\xE2\x80\x8B", "a"},
        {"║░▒▓█", "|.:##"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct strbuf out = STRBUF_INIT;
        ascii_text(&out, rows[i].text);
        assert_string_equal(strbuf_text(&out), rows[i].want);
        strbuf_free(&out);
    }
}

static void keeps_the_rows_in_order(void **state)
{
    (void)state;
    /* every sign of the table is found by its search: one that is out of order would be "?" */
    static const char signs[] = "¡¢£¥§©«®°±´·»ÆÐ×ØÞßæð÷øþĐđĦħıŁłŒœŦŧẞ‐‑‒–—―‘’‚‛“”„‟†‡•…′″‹›⁄₦₩₪₫€₱₴"
                                "₹₺₽←↑→↓↔−∕≈≠≤≥"
                                "─━│┃┄┅┆┇┈┉┊┋═║╱╲╳╴╵╶╷╸╹╺╻▀▁▂▃▄▅▆▇█░▒▓■□▪▲▴▶▸▼▾◀◂◆◇○●★☆✓✔✗✘";
    for (size_t i = 0; i < sizeof signs - 1;) {
        uint32_t cp;
        i += utf8_decode(signs + i, sizeof signs - 1 - i, &cp, NULL);
        if (strcmp(ascii_glyph(cp, 1), "?") == 0) {
            fail_msg("U+%04X", cp);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_every_glyph),
        cmocka_unit_test(keeps_a_likeness),
        cmocka_unit_test(writes_texts),
        cmocka_unit_test(keeps_the_rows_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
