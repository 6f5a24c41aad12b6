/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/ascii_letter.h"

#include <string.h>
#include <utf8proc.h>

/* Alphabets in the order of their code points; "_" where nothing is known. */
static const struct script {
    uint32_t first;
    const char *letters;
} scripts[] = {
    {0x0391, "ABGDEZHQIKLMNXOPR_STUFCYW"}, /* Greek */
    {0x03B1, "abgdezhqiklmnxoprsstufcyw"},
    {0x0400, "EEDGESIIJLNCKIUD"}, /* Cyrillic */
    {0x0410, "ABVGDEJZIYKLMNOPRSTUFHCQWX'Y'EUA"},
    {0x0430, "abvgdejziyklmnoprstufhcqwx'y'eua"},
    {0x0450, "eedgesiijlnckiud"},
    {0x0490, "Gg"},
    {0x0531, "ABGDEZEYTJILXCKHJGCMYNSOCPJRSVTRCWPKOF"}, /* Armenian */
    {0x0561, "abgdezeytjilxckhjgcmynsocpjrsvtrcwpkofe"},
    {0x05D0, "'bgdhvzxtykklmmnns'ppccqrst"},                /* Hebrew */
    {0x0621, "'aawiyabhtcjhxdzrzsssdtz'g_____-fqklmnhway"}, /* Arabic */
    {0x067E, "p"},                                          /* Persian, Urdu */
    {0x0686, "c"},
    {0x0688, "d"},
    {0x0691, "r"},
    {0x0698, "z"},
    {0x06A9, "k"},
    {0x06AF, "g"},
    {0x06BA, "n"},
    {0x06C1, "h"},
    {0x06CC, "y"},
    {0x06D2, "e"},
    {0x0E01, "kkkkkkncccscydttttndttttnbppfpfpmyrrllwssshloh.a_aa"}, /* Thai */
    {0x0E40, "eeoii"},
    {0x10D0, "abgdevztiklmnopjrstufkgqscczwcxjh"}, /* Georgian */
};

/* From Devanagari to Malayalam every block of 128 has the same order, from its third on. */
enum { INDIC_FIRST = 0x0900, INDIC_LAST = 0x0D7F, INDIC_BLOCK = 0x80, INDIC_OFFSET = 2 };
static const char indic[] = "nh_aaiiuurleeeeoooo"
                            "kkggnccjjnttddnttddnnpfbbmyrrlllvsssh"
                            "____"
                            "aiiuurreeeeoooo";

enum { HIRAGANA = 0x3041, KATAKANA = 0x30A1, KANA_COUNT = 86 };
static const char kana[KANA_COUNT][3] = {
    "aa", "aa", "ii", "ii", "uu", "uu", "ee", "ee", "oo", "oo", "ka", "ga", "ki", "gi", "ku",
    "gu", "ke", "ge", "ko", "go", "sa", "za", "si", "zi", "su", "zu", "se", "ze", "so", "zo",
    "ta", "da", "ti", "di", "tt", "tu", "du", "te", "de", "to", "do", "na", "ni", "nu", "ne",
    "no", "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo",
    "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru",
    "re", "ro", "wa", "wa", "wi", "we", "wo", "nn", "vu", "ka", "ke"};

enum { HANGUL_FIRST = 0xAC00, HANGUL_LAST = 0xD7A3, HANGUL_VOWELS = 21, HANGUL_FINALS = 28 };
static const char initials[] = "gkndtrmbpssojjcktph";
static const char vowels[] = "aeaeoeoeoaeoouoeiuuii";

/* One letter, and all pairs of letters. */
#define ONE(c)                                                                                     \
    {                                                                                              \
        (c), 0                                                                                     \
    }
#define PAIR(a, b)                                                                                 \
    {                                                                                              \
        (a), (b), 0                                                                                \
    }
#define PAIRS(a)                                                                                   \
    PAIR(a, 'a'), PAIR(a, 'b'), PAIR(a, 'c'), PAIR(a, 'd'), PAIR(a, 'e'), PAIR(a, 'f'),            \
        PAIR(a, 'g'), PAIR(a, 'h'), PAIR(a, 'i'), PAIR(a, 'j'), PAIR(a, 'k'), PAIR(a, 'l'),        \
        PAIR(a, 'm'), PAIR(a, 'n'), PAIR(a, 'o'), PAIR(a, 'p'), PAIR(a, 'q'), PAIR(a, 'r'),        \
        PAIR(a, 's'), PAIR(a, 't'), PAIR(a, 'u'), PAIR(a, 'v'), PAIR(a, 'w'), PAIR(a, 'x'),        \
        PAIR(a, 'y'), PAIR(a, 'z')
enum { LETTERS = 26 };
static const char pairs[LETTERS * LETTERS][3] = {
    PAIRS('a'), PAIRS('b'), PAIRS('c'), PAIRS('d'), PAIRS('e'), PAIRS('f'), PAIRS('g'),
    PAIRS('h'), PAIRS('i'), PAIRS('j'), PAIRS('k'), PAIRS('l'), PAIRS('m'), PAIRS('n'),
    PAIRS('o'), PAIRS('p'), PAIRS('q'), PAIRS('r'), PAIRS('s'), PAIRS('t'), PAIRS('u'),
    PAIRS('v'), PAIRS('w'), PAIRS('x'), PAIRS('y'), PAIRS('z')};
#define TEN(c)                                                                                     \
    ONE(c), ONE(c + 1), ONE(c + 2), ONE(c + 3), ONE(c + 4), ONE(c + 5), ONE(c + 6), ONE(c + 7),    \
        ONE(c + 8), ONE(c + 9)
static const char ones[][2] = {TEN(0x20), TEN(0x2A), TEN(0x34), TEN(0x3E), TEN(0x48),
                               TEN(0x52), TEN(0x5C), TEN(0x66), TEN(0x70), ONE(0x7A)};

static const char *pair(uint32_t first, uint32_t second)
{
    return pairs[first * LETTERS + second];
}

/* The letter of an alphabet; 0: it has none. */
static char likeness(uint32_t base)
{
    char found = 0;
    for (size_t i = 0; i < ARRAY_COUNT(scripts) && base >= scripts[i].first; i++) {
        size_t place = base - scripts[i].first;
        found = place < strlen(scripts[i].letters) ? scripts[i].letters[place] : found;
    }
    if (base >= INDIC_FIRST && base <= INDIC_LAST) {
        uint32_t place = base % INDIC_BLOCK;
        bool known = place >= INDIC_OFFSET && place - INDIC_OFFSET < sizeof indic - 1;
        found = known ? indic[place - INDIC_OFFSET] : 0;
    }
    return found == '_' ? 0 : found;
}

static const char *of_two_columns(uint32_t base)
{
    if (base >= HIRAGANA && base < HIRAGANA + KANA_COUNT) {
        return kana[base - HIRAGANA];
    }
    if (base >= KATAKANA && base < KATAKANA + KANA_COUNT) {
        return kana[base - KATAKANA];
    }
    if (base >= HANGUL_FIRST && base <= HANGUL_LAST) {
        uint32_t sound = (base - HANGUL_FIRST) / HANGUL_FINALS;
        return pair((uint32_t)initials[sound / HANGUL_VOWELS] - 'a',
                    (uint32_t)vowels[sound % HANGUL_VOWELS] - 'a');
    }
    uint32_t number = base % (LETTERS * LETTERS);
    return pair(number / LETTERS, number % LETTERS);
}

const char *ascii_letter(uint32_t base, int columns)
{
    char letter = columns == 1 ? likeness(base) : 0;
    if (letter) {
        return ones[letter - 0x20];
    }
    if (utf8proc_category((utf8proc_int32_t)base) != UTF8PROC_CATEGORY_LO) {
        return NULL;
    }
    return columns == 1 ? ones['a' + base % LETTERS - 0x20] : of_two_columns(base);
}
