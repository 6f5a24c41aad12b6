/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/values.h"

#include <string.h>

#include "import/values_script.h"

#define COUNT_MAX   999999999999999 /* 10^15 - 1: sums of many such still fit */
#define DIGITS_MAX  40
#define GROUPS_MAX  16
#define GROUP_BLANK ' ' /* any blank or apostrophe between groups */

/* --- what stands around a value --------------------------------------------------------------- */

/* Bytes of a blank or invisible mark at the start of text, 0 when there is none. */
static size_t blank_at(const char *text, size_t length)
{
    unsigned char c = length ? (unsigned char)text[0] : 0;
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
        return 1;
    }
    if (c == 0xc2 && length >= 2 && (unsigned char)text[1] == 0xa0) {
        return 2; /* NBSP */
    }
    if (length < 3) {
        return 0;
    }
    unsigned char d = (unsigned char)text[1];
    unsigned char e = (unsigned char)text[2];
    if (c == 0xe2 && d == 0x80 && ((e >= 0x80 && e <= 0x8f) || (e >= 0xaa && e <= 0xaf))) {
        return 3; /* U+2000 … U+200F: spaces, zero width, marks; U+202A … U+202F */
    }
    if (c == 0xe2 && d == 0x81 && e >= 0xa6 && e <= 0xa9) {
        return 3; /* isolates */
    }
    if (c == 0xef && d == 0xbb && e == 0xbf) {
        return 3; /* zero width no-break space */
    }
    return 0;
}

/* The same at the end. */
static size_t blank_before(const char *text, size_t length)
{
    for (size_t size = 1; size <= 3 && size <= length; size++) {
        if (blank_at(text + length - size, size) == size) {
            return size;
        }
    }
    return 0;
}

void value_trim(const char **text, size_t *length)
{
    size_t size;
    if (*length > 0 && (*text)[0] > ' ' && (*text)[*length - 1] > ' ') {
        return; /* ASCII at both ends, as nearly always */
    }
    while ((size = blank_at(*text, *length)) > 0) {
        *text += size;
        *length -= size;
    }
    while ((size = blank_before(*text, *length)) > 0) {
        *length -= size;
    }
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool equals(const char *text, size_t length, const char *word)
{
    for (size_t i = 0; i < length; i++) {
        if (!word[i] || lower(text[i]) != word[i]) {
            return false;
        }
    }
    return !word[length];
}

static bool is_one_of(const char *text, size_t length, const char *const *words)
{
    for (; *words; words++) {
        if (equals(text, length, *words)) {
            return true;
        }
    }
    return false;
}

bool value_is_empty(const char *text, size_t length)
{
    static const char *const words[] = {"-",      "--",  "---",          "n/a",          "#n/a",
                                        "null",   "nan", "none",         "nil",          "nat",
                                        "(null)", "\\n", "\xe2\x80\x93", "\xe2\x80\x94", NULL};
    if (length == 0 || length > 6) {
        return length == 0;
    }
    switch (text[0]) {
    case '-':
    case 'n':
    case 'N':
    case '#':
    case '(':
    case '\\':
    case '\xe2':
        return is_one_of(text, length, words);
    default:
        return false; /* as nearly always */
    }
}

static bool is_no_number(const char *text, size_t length)
{
    if (length > 0 && is_digit(text[0])) {
        return false;
    }
    return value_is_empty(text, length) || equals(text, length, "na");
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* A number taken apart: its digits, and how they were separated. */
struct digits {
    char digit[DIGITS_MAX];
    size_t count;
    size_t run[GROUPS_MAX];     /* digits per group */
    char separator[GROUPS_MAX]; /* behind group i */
    size_t groups;
};

/* Bytes of a group separator at text, its kind in *kind. */
static size_t separator_at(const char *text, size_t length, char *kind)
{
    if (text[0] == ',' || text[0] == '.') {
        *kind = text[0];
        return 1;
    }
    *kind = GROUP_BLANK;
    if (text[0] == '\'') {
        return 1;
    }
    if (length >= 3 && memcmp(text, "\xe2\x80\x99", 3) == 0) {
        return 3; /* typographic apostrophe */
    }
    return blank_at(text, length);
}

static bool take_apart(const char *text, size_t length, struct digits *digits)
{
    digits->count = 0;
    digits->groups = 1;
    digits->run[0] = 0;
    for (size_t i = 0; i < length;) {
        if (is_digit(text[i])) {
            if (digits->count == DIGITS_MAX) {
                return false;
            }
            digits->digit[digits->count++] = text[i++];
            digits->run[digits->groups - 1]++;
            continue;
        }
        char kind;
        size_t size = separator_at(text + i, length - i, &kind);
        if (size == 0 || digits->groups == GROUPS_MAX) {
            return false;
        }
        digits->separator[digits->groups - 1] = kind;
        digits->run[digits->groups++] = 0;
        i += size;
    }
    return digits->count > 0 && digits->run[digits->groups - 1] > 0;
}

/* Whether the first `groups` groups are thousands ("1,234,567") or lakhs ("17,12,800"). */
static bool is_grouped(const struct digits *digits, size_t groups)
{
    if (groups < 2 || digits->run[0] == 0 || digits->digit[0] == '0' ||
        digits->run[groups - 1] != 3) {
        return false;
    }
    bool thousands = digits->run[0] <= 3;
    bool lakhs = digits->run[0] <= 2;
    for (size_t i = 1; i + 1 < groups; i++) {
        thousands = thousands && digits->run[i] == 3;
        lakhs = lakhs && digits->run[i] == 2;
    }
    return thousands || lakhs;
}

/* How many of the groups are the whole part: all, or all but the last one when the last separator
 * is the decimal point. 0: not a number. */
static size_t whole_groups(const struct digits *digits, char decimal, bool count)
{
    size_t groups = digits->groups;
    if (groups == 1) {
        return 1;
    }
    char last = digits->separator[groups - 2];
    bool mixed = false;
    for (size_t i = 0; i + 2 < groups; i++) {
        mixed = mixed || digits->separator[i] != last;
        if (digits->separator[i] != digits->separator[0]) {
            return 0; /* three kinds, or the point before a group */
        }
    }
    if (mixed) {
        bool point = last != GROUP_BLANK && (decimal == 0 || decimal == last);
        return point && is_grouped(digits, groups - 1) ? groups - 1 : 0;
    }
    bool grouped = is_grouped(digits, groups) && (decimal == 0 || last != decimal);
    if (groups > 2 || last == GROUP_BLANK) {
        return grouped ? groups : 0;
    }
    /* One separator that may be either. */
    if (decimal == 0 ? grouped && (count || last == ',') : last != decimal) {
        return grouped ? 2 : 0;
    }
    return 1;
}

/* The number as a plain decimal ("1234.56"); false when it is none. */
static bool plain_number(const char *text, size_t length, char decimal, bool count,
                         char plain[DIGITS_MAX + 2], size_t *size)
{
    struct digits digits;
    if (!take_apart(text, length, &digits)) {
        return false;
    }
    size_t whole = whole_groups(&digits, decimal, count);
    if (whole == 0) {
        return false;
    }
    size_t before = digits.count - (whole < digits.groups ? digits.run[whole] : 0);
    size_t at = 0;
    if (before == 0) {
        plain[at++] = '0';
    }
    for (size_t i = 0; i < digits.count; i++) {
        if (i == before) {
            plain[at++] = '.';
        }
        plain[at++] = digits.digit[i];
    }
    *size = at;
    return true;
}

/* Multiply a plain number by a power of ten; false when it grows too long. */
static bool raise_number(char plain[DIGITS_MAX + 2], size_t *size, int power)
{
    char *point = memchr(plain, '.', *size);
    for (; power > 0; power--) {
        if (!point || point + 1 == plain + *size) {
            size_t end = point ? *size - 1 : *size;
            if (end == DIGITS_MAX) {
                return false;
            }
            plain[end] = '0';
            *size = end + 1;
            point = NULL;
            continue;
        }
        point[0] = point[1];
        point[1] = '.';
        point++;
    }
    if (point && point + 1 == plain + *size) {
        *size -= 1;
    }
    return true;
}

/* Nothing but a few digits, as most counts are. */
static bool read_digits(const char *text, size_t length, int64_t *value)
{
    int64_t number = 0;
    if (length == 0 || length > 15) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i])) {
            return false;
        }
        number = number * 10 + (text[i] - '0');
    }
    *value = number;
    return true;
}

enum value_result value_count(const char *text, size_t length, char decimal, int64_t *count)
{
    value_trim(&text, &length);
    if (read_digits(text, length, count)) {
        return VALUE_OK;
    }
    char own[VALUE_PLAIN_SIZE];
    int power = 0;
    if (!value_is_plain(text, length) && value_plain(&text, &length, decimal, own, &power)) {
        value_trim(&text, &length);
    }
    if (is_no_number(text, length)) {
        return VALUE_EMPTY;
    }
    bool negative = text[0] == '-';
    if (negative || text[0] == '+') {
        text++;
        length--;
    }
    char plain[DIGITS_MAX + 2];
    size_t size;
    if (!plain_number(text, length, decimal, power == 0, plain, &size) ||
        !raise_number(plain, &size, power)) {
        return VALUE_BAD;
    }
    int64_t value = 0;
    size_t i = 0;
    for (; i < size && plain[i] != '.'; i++) {
        value = value * 10 + (plain[i] - '0');
        if (value > COUNT_MAX) {
            return VALUE_BAD;
        }
    }
    for (i++; i < size; i++) {
        if (plain[i] != '0') {
            return VALUE_BAD;
        }
    }
    if (negative && value != 0) {
        return VALUE_BAD;
    }
    *count = value;
    return VALUE_OK;
}

/* --- money ------------------------------------------------------------------------------------ */

enum value_result value_money(const char *text, size_t length, char decimal, int64_t *micros,
                              struct currency *currency)
{
    value_trim(&text, &length);
    char own[VALUE_PLAIN_SIZE];
    int power = 0;
    if (!value_is_plain(text, length) && value_plain(&text, &length, decimal, own, &power)) {
        value_trim(&text, &length);
    }
    if (is_no_number(text, length)) {
        return VALUE_EMPTY;
    }
    bool negative = false;
    if (length > 2 && text[0] == '(' && text[length - 1] == ')') {
        negative = true;
        text++;
        length -= 2;
        value_trim(&text, &length);
    }
    struct currency found = {""};
    bool named = false;
    bool signed_ = negative;
    while (length > 0 && !is_digit(text[0]) && text[0] != '.' && text[0] != ',') {
        size_t size = 0;
        if (text[0] == '-' || text[0] == '+') {
            size = 1;
        } else if (length >= 3 && memcmp(text, "\xe2\x88\x92", 3) == 0) {
            size = 3; /* minus sign */
        }
        if (size > 0) {
            if (signed_) {
                return VALUE_BAD;
            }
            signed_ = true;
            negative = text[0] != '+';
        } else {
            size = named ? 0 : currency_at(text, length, false, &found);
            if (size == 0) {
                return VALUE_BAD;
            }
            named = true;
        }
        text += size;
        length -= size;
        value_trim(&text, &length);
    }
    if (length > 0 && !is_digit(text[length - 1])) {
        size_t size = named ? 0 : currency_at(text, length, true, &found);
        if (size == 0) {
            return VALUE_BAD;
        }
        length -= size;
        value_trim(&text, &length);
    }
    char plain[DIGITS_MAX + 2];
    size_t size;
    int64_t value;
    if (!plain_number(text, length, decimal, false, plain, &size) ||
        !raise_number(plain, &size, power) || !money_parse(plain, size, &value)) {
        return VALUE_BAD;
    }
    *micros = negative ? -value : value;
    *currency = found;
    return VALUE_OK;
}

/* --- flags ------------------------------------------------------------------------------------ */

enum value_result value_flag(const char *text, size_t length, bool *flag)
{
    static const char *const yes[] = {"1", "true", "yes", "y", "x", "1.0", NULL};
    static const char *const no[] = {"0", "false", "no", "n", "0.0", NULL};
    value_trim(&text, &length);
    if (is_no_number(text, length)) {
        return VALUE_EMPTY;
    }
    bool is_yes = is_one_of(text, length, yes);
    if (!is_yes && !is_one_of(text, length, no)) {
        return VALUE_BAD;
    }
    *flag = is_yes;
    return VALUE_OK;
}
