/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/ascii_letter.h"

#include <string.h>

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
    {0x0E01, "kkkkkkncccscydttttndttttnbppfpfpmyrrllwssshloh.aaaaiiiiuu"}, /* Thai */
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
    "re", "ro", "wa", "wa", "wi", "we", "wo", "n",  "vu", "ka", "ke"};

/* Sounds of Hangul, as South Korea writes them. */
enum { HANGUL_FIRST = 0xAC00, HANGUL_LAST = 0xD7A3, HANGUL_VOWELS = 21, HANGUL_FINALS = 28 };
static const char initials[][3] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                   "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
static const char vowels[][4] = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                 "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                 "wo", "we", "wi", "yu",  "eu", "ui", "i"};
static const char finals[][3] = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                 "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                 "t", "ng", "t", "t", "k", "t", "p", "t"};

/* Where the digits of scripts that have their own begin. */
static const uint32_t zeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66,
                                 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
                                 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810};

/* The letter of an alphabet, or the digit; 0: it has none. */
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
    for (size_t i = 0; i < ARRAY_COUNT(zeros) && base >= zeros[i]; i++) {
        found = base - zeros[i] < 10 ? (char)('0' + (base - zeros[i])) : found;
    }
    return found == '_' ? 0 : found;
}

static const char *kana_of(uint32_t base)
{
    uint32_t first = base >= KATAKANA ? KATAKANA : HIRAGANA;
    return base >= first && base - first < KANA_COUNT ? kana[base - first] : NULL;
}

size_t ascii_letters(uint32_t base, char letters[ASCII_LETTERS_SIZE])
{
    letters[0] = likeness(base);
    letters[1] = '\0';
    if (base >= HANGUL_FIRST && base <= HANGUL_LAST) {
        uint32_t place = base - HANGUL_FIRST, body = place / HANGUL_FINALS;
        strcpy(letters, initials[body / HANGUL_VOWELS]);
        strcat(letters, vowels[body % HANGUL_VOWELS]);
        strcat(letters, finals[place % HANGUL_FINALS]);
    } else if (kana_of(base)) {
        strcpy(letters, kana_of(base));
    }
    return strlen(letters);
}
