/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <string.h>

#include "base/money.h"
#include "text/ascii.h"
#include "text/utf8.h"
#include "text/width.h"

static void draws_every_glyph(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        for (int columns = 1; columns <= 2; columns++) {
            char got[3];
            ascii_glyph(cp, columns, got);
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
        {"€", "?"},
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
        {"双", "??"},
        {"か", "ka"},
        {"한", "ha"},
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
        {"￡", "??"},
        {"、", ", "},
        {"٥", "5"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct glyph glyph;
        assert_int_equal(width_glyph(rows[i].glyph, strlen(rows[i].glyph), &glyph),
                         strlen(rows[i].glyph));
        char got[3];
        ascii_glyph(glyph.base, glyph.columns, got);
        assert_string_equal(got, rows[i].want);
    }
    /* eight levels of a sparkline stay in order, and the lowest is not the highest */
    char low[3], high[3];
    ascii_glyph(0x2581, 1, low);
    ascii_glyph(0x2588, 1, high);
    assert_string_not_equal(low, high);
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
        {"2026-10-01–31, 10-02–11-03", "2026-10-01..31, 10-02..11-03"},
        {"12.4–18.4 %, 10-02–, 2026–27", "12.4-18.4 %, 10-02-, 2026-27"},
        {"双十一", "<2847b>"},
        {"दीवाली", "divali"},
        {"मुफ़्त ५०% से", "muft 50% se"},
        {"عرض", "'rd"},
        {"Привет Ёлка", "Privet Elka"},
        {"Καλημέρα", "Kalhmera"},
        {"Հայ", "Hay"},
        {"שלום", "slvm"},
        {"سلام گل", "slam gl"},
        {"বাংলা தமிழ்", "banla tmil"},
        {"สวัสดี ๙", "swasdi 9"},
        {"გამარჯობა", "gamarjoba"},
        {"ひらがな カタカナ", "hiragana katakana"},
        {"한국 할인", "hanguk halin"},
        {"ラーメン・セール、「春」。", "ra-men-se-ru, \"<e504b>\"."},
        {"👨‍👩‍👧‍👦!", "<0b>!"},
        {"🇮🇳 1️⃣", "IN 1"},
        {"خصم ٥٠٪، الآن؟", "xsm 50%, alan?"},
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
    static const char signs[] =
        "¡¢¥§©«®°±´·»ÆÐ×ØÞßæð÷øþĐđĦħıŁłŒœŦŧẞ‐‑‒–—―‘’‚‛“”„‟†‡•…′″‹›⁄←↑→↓↔−∕≈≠≤≥"
        "─━│┃┄┅┆┇┈┉┊┋═║╱╲╳╴╵╶╷╸╹╺╻▀▁▂▃▄▅▆▇█░▒▓■□▪▲▴▶▸▼▾◀◂◆◇○●★☆✓✔✗✘";
    for (size_t i = 0; i < sizeof signs - 1;) {
        uint32_t cp;
        i += utf8_decode(signs + i, sizeof signs - 1 - i, &cp, NULL);
        char got[3];
        ascii_glyph(cp, 1, got);
        if (strcmp(got, "?") == 0) {
            fail_msg("U+%04X", cp);
        }
    }
}

static const char *form(struct strbuf *out, const char *text)
{
    strbuf_clear(out);
    ascii_text(out, text);
    return strbuf_text(out);
}

static void calls_currencies_by_their_code(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"€ 11.5k", "EUR 11.5k"},
        {"-€ 5.00", "-EUR 5.00"},
        {"(₹ 5 000 to ₹ 6 000)", "(INR 5 000 to INR 6 000)"},
        {"€5 off, 10€ off", "EUR 5 off, 10 EUR off"},
        {"EUR 12", "EUR 12"},
        {"$ 12", "$ 12"},
        {"¥ 500", "JPY 500"},
        {"领¥50", "<d29c2>Y50"}, /* whose amount is not known */
        {"zł 50, 50 zł, 50zł", "PLN 50, 50 PLN, 50 PLN"},
        {"złoty Kčs zzł", "zloty Kcs zzl"},
        {"Kč 5", "CZK 5"},
        {"৳ 5, ฿ 5, ៛ 5", "BDT 5, THB 5, KHR 5"},
    };
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_string_equal(form(&out, rows[i].text), rows[i].want);
    }
    strbuf_free(&out);
}

/* Every currency of its own sign: as amounts are written, never a letter of the sign. */
static void knows_the_sign_of_every_currency(void **state)
{
    (void)state;
    struct strbuf out = STRBUF_INIT;
    for (char a = 'A'; a <= 'Z'; a++) {
        for (int rest = 0; rest < 26 * 26; rest++) {
            struct currency currency = {
                {a, (char)('A' + rest / 26), (char)('A' + rest % 26), '\0'}};
            char text[64], want[64];
            const char *sign = currency_sign(currency);
            bool ascii = width_plain(sign, strlen(sign)) == strlen(sign);
            snprintf(text, sizeof text, "for %s 5", sign);
            snprintf(want, sizeof want, "for %s 5", ascii ? sign : currency.code);
            assert_string_equal(form(&out, text), want);
            struct currency found;
            assert_int_equal(currency_sign_at(sign, strlen(sign), &found),
                             ascii ? 0 : strlen(sign));
            assert_true(ascii || currency_equal(found, currency));
        }
    }
    strbuf_free(&out);
}

static void tells_names_apart(void **state)
{
    (void)state;
    static const char *const parts[] = {"双十一", "春节", "国庆", "中秋", "新客", "老客",
                                        "预热",   "返场", "大促", "会员", "华东", "华南"};
    char made[ARRAY_COUNT(parts) * ARRAY_COUNT(parts)][16];
    size_t count = 0;
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        for (size_t k = 0; k < ARRAY_COUNT(parts); k++) {
            char name[64];
            snprintf(name, sizeof name, "%s%s", parts[i], parts[k]);
            form(&out, name);
            assert_int_equal(out.length, 7);
            snprintf(made[count], sizeof made[count], "%s", strbuf_text(&out));
            for (size_t other = 0; other < count; other++) {
                assert_string_not_equal(made[other], made[count]);
            }
            count++;
        }
    }
    /* the same wherever it stands, with what belongs to it, and apart from what does not */
    char alone[16];
    snprintf(alone, sizeof alone, "%s", form(&out, "双十一 返场"));
    assert_int_equal(strlen(alone), 7);
    char want[96];
    snprintf(want, sizeof want, "CTR of %s: 5 %%, %s and VIP%s2", alone, alone, alone);
    assert_string_equal(form(&out, "CTR of 双十一 返场: 5 %, 双十一 返场 and VIP双十一 返场2"),
                        want);
    assert_string_not_equal(form(&out, "双十一 返版"), alone);
    assert_int_equal(strlen(form(&out, "春の新生活")), 7);
    assert_int_equal(strlen(form(&out, "春のの新生活")), 18);
    /* scripts without letters of their own here; pictures are short */
    assert_int_equal(strlen(form(&out, "ខ្មែរ")), 7);
    assert_int_equal(strlen(form(&out, "አማርኛ")), 7);
    snprintf(alone, sizeof alone, "%s", form(&out, "🎉"));
    assert_int_equal(strlen(alone), 4);
    assert_string_not_equal(form(&out, "🔥"), alone);
    strbuf_free(&out);
}

static void measures_what_it_makes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int ascii, plain;
    } rows[] = {{"", 0, 0},          {"abc", 3, 3},  {"€ 5", 5, 3},    {"双十一", 7, 6},
                {"a…", 4, 2},        {"½", 3, 1},    {"Straße", 7, 6}, {"🎉", 4, 2},
                {"e\xCC\x81", 1, 1}, {"a\nb", 3, 3}, {"한국", 6, 4}};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        assert_int_equal(ascii_columns(rows[i].text, true), rows[i].ascii);
        assert_int_equal(ascii_columns(rows[i].text, false), rows[i].plain);
        struct strbuf out = STRBUF_INIT, again = STRBUF_INIT;
        form(&again, form(&out, rows[i].text)); /* what is ASCII stays */
        assert_string_equal(strbuf_text(&again), strbuf_text(&out));
        strbuf_free(&out);
        strbuf_free(&again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_every_glyph),
        cmocka_unit_test(keeps_a_likeness),
        cmocka_unit_test(writes_texts),
        cmocka_unit_test(keeps_the_rows_in_order),
        cmocka_unit_test(calls_currencies_by_their_code),
        cmocka_unit_test(knows_the_sign_of_every_currency),
        cmocka_unit_test(tells_names_apart),
        cmocka_unit_test(measures_what_it_makes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
