/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- currencies ----------------------------------------------------------------------------- */

struct row {
    char code[4];
    int digits;
    const char *sign;
};

static const struct row rows[] = {
#define CURRENCY(code, digits, sign) {#code, digits, sign},
#include "base/currency.def"
#undef CURRENCY
};

/* Every code of three letters, so that the sign of a currency without a row can be lent for ever
 * although the currency itself comes by value. 70 KiB that are not touched unless asked for. */
#define LAST(a, b)                                                                                 \
    {a, b, 'A'}, {a, b, 'B'}, {a, b, 'C'}, {a, b, 'D'}, {a, b, 'E'}, {a, b, 'F'}, {a, b, 'G'},     \
        {a, b, 'H'}, {a, b, 'I'}, {a, b, 'J'}, {a, b, 'K'}, {a, b, 'L'}, {a, b, 'M'}, {a, b, 'N'}, \
        {a, b, 'O'}, {a, b, 'P'}, {a, b, 'Q'}, {a, b, 'R'}, {a, b, 'S'}, {a, b, 'T'}, {a, b, 'U'}, \
        {a, b, 'V'}, {a, b, 'W'}, {a, b, 'X'}, {a, b, 'Y'}, {a, b, 'Z'},
#define MIDDLE(a)                                                                                  \
    {LAST(a, 'A')}, {LAST(a, 'B')}, {LAST(a, 'C')}, {LAST(a, 'D')}, {LAST(a, 'E')},                \
        {LAST(a, 'F')}, {LAST(a, 'G')}, {LAST(a, 'H')}, {LAST(a, 'I')}, {LAST(a, 'J')},            \
        {LAST(a, 'K')}, {LAST(a, 'L')}, {LAST(a, 'M')}, {LAST(a, 'N')}, {LAST(a, 'O')},            \
        {LAST(a, 'P')}, {LAST(a, 'Q')}, {LAST(a, 'R')}, {LAST(a, 'S')}, {LAST(a, 'T')},            \
        {LAST(a, 'U')}, {LAST(a, 'V')}, {LAST(a, 'W')}, {LAST(a, 'X')}, {LAST(a, 'Y')},            \
        {LAST(a, 'Z')},
static const char codes[26][26][26][4] = {
    {MIDDLE('A')}, {MIDDLE('B')}, {MIDDLE('C')}, {MIDDLE('D')}, {MIDDLE('E')}, {MIDDLE('F')},
    {MIDDLE('G')}, {MIDDLE('H')}, {MIDDLE('I')}, {MIDDLE('J')}, {MIDDLE('K')}, {MIDDLE('L')},
    {MIDDLE('M')}, {MIDDLE('N')}, {MIDDLE('O')}, {MIDDLE('P')}, {MIDDLE('Q')}, {MIDDLE('R')},
    {MIDDLE('S')}, {MIDDLE('T')}, {MIDDLE('U')}, {MIDDLE('V')}, {MIDDLE('W')}, {MIDDLE('X')},
    {MIDDLE('Y')}, {MIDDLE('Z')},
};
#undef MIDDLE
#undef LAST

static const struct row *find(struct currency currency)
{
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (memcmp(rows[i].code, currency.code, 3) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool currency_equal(struct currency a, struct currency b)
{
    return strncmp(a.code, b.code, sizeof a.code) == 0;
}

bool currency_parse(const char *text, size_t length, struct currency *currency)
{
    if (length != 3) {
        return false;
    }
    struct currency read = {""};
    for (size_t i = 0; i < 3; i++) {
        char c = text[i];
        read.code[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (!is_letter(read.code[i])) {
            return false;
        }
    }
    *currency = read;
    return true;
}

int currency_digits(struct currency currency)
{
    const struct row *row = find(currency);
    return row ? row->digits : 2;
}

const char *currency_sign(struct currency currency)
{
    const struct row *row = find(currency);
    if (row) {
        return row->sign;
    }
    const char *code = currency.code;
    if (!is_letter(code[0]) || !is_letter(code[1]) || !is_letter(code[2])) {
        return "";
    }
    return codes[code[0] - 'A'][code[1] - 'A'][code[2] - 'A'];
}

static bool is_ascii(const char *text)
{
    while (*text && !(*text & 0x80)) {
        text++;
    }
    return *text == '\0';
}

size_t currency_sign_at(const char *text, size_t length, struct currency *currency)
{
    for (size_t i = 0; length > 0 && i < ARRAY_COUNT(rows); i++) {
        const char *sign = rows[i].sign;
        size_t size = sign[0] == text[0] ? strlen(sign) : 0;
        if (size == 0 || size > length || memcmp(text, sign, size) != 0 || is_ascii(sign)) {
            continue;
        }
        char next = size < length ? text[size] : ' ';
        bool letters = !(sign[0] & 0x80);
        if (!letters || !((next & 0x80) || (next >= 'a' && next <= 'z') || is_letter(next))) {
            memcpy(currency->code, rows[i].code, sizeof currency->code);
            return size;
        }
    }
    return 0;
}

/* --- amounts -------------------------------------------------------------------------------- */

bool money_add(int64_t a, int64_t b, int64_t *sum)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b) {
        return false;
    }
    *sum = a + b;
    return true;
}

static uint64_t magnitude(int64_t micros)
{
    return micros < 0 ? 0 - (uint64_t)micros : (uint64_t)micros;
}

const char *money_decimal(int64_t micros, struct currency currency, char buffer[32])
{
    uint64_t amount = magnitude(micros);
    int length = snprintf(buffer, 32, "%s%" PRIu64 ".%06u", micros < 0 ? "-" : "",
                          amount / MONEY_UNIT, (unsigned)(amount % MONEY_UNIT));
    int spare = 6 - currency_digits(currency);
    while (spare-- > 0 && buffer[length - 1] == '0') {
        buffer[--length] = '\0';
    }
    if (buffer[length - 1] == '.') {
        buffer[--length] = '\0';
    }
    return buffer;
}

/* Collects decimal digits, from the first to the last, into millionths. */
struct amount {
    uint64_t micros;
    int places; /* digits behind the point that were taken, at most 6 */
    bool up;    /* the first digit behind them rounds up */
    bool ended; /* that digit was seen */
    bool overflow;
};

static void amount_shift(struct amount *amount, unsigned digit)
{
    if (amount->micros > (UINT64_MAX - digit) / 10) {
        amount->overflow = true;
    } else {
        amount->micros = amount->micros * 10 + digit;
    }
}

static void amount_digit(struct amount *amount, unsigned digit, bool behind_point)
{
    if (!behind_point) {
        amount_shift(amount, digit);
    } else if (amount->places < 6) {
        amount_shift(amount, digit);
        amount->places++;
    } else if (!amount->ended) {
        amount->up = digit >= 5;
        amount->ended = true;
    }
}

static bool amount_finish(struct amount *amount, bool negative, int64_t *micros)
{
    for (; amount->places < 6; amount->places++) {
        amount_shift(amount, 0);
    }
    uint64_t limit = (uint64_t)INT64_MAX + (negative ? 1 : 0);
    if (amount->overflow || amount->micros > limit - (amount->up ? 1 : 0)) {
        return false;
    }
    uint64_t value = amount->micros + (amount->up ? 1 : 0);
    *micros = !negative ? (int64_t)value : value == limit ? INT64_MIN : -(int64_t)value;
    return true;
}

bool money_parse(const char *text, size_t length, int64_t *micros)
{
    struct amount amount = {0};
    size_t i = 0;
    bool negative = false;
    if (i < length && (text[i] == '-' || text[i] == '+')) {
        negative = text[i++] == '-';
    }
    bool behind_point = false, digit_last = false;
    for (; i < length; i++) {
        if (text[i] == '.' && !behind_point) {
            behind_point = true;
            digit_last = false;
        } else if (text[i] >= '0' && text[i] <= '9') {
            amount_digit(&amount, (unsigned)(text[i] - '0'), behind_point);
            digit_last = true;
        } else {
            return false;
        }
    }
    return digit_last && amount_finish(&amount, negative, micros);
}

bool money_from_double(double value, int64_t *micros)
{
    if (!isfinite(value)) {
        return false;
    }
    /* Rounded as the decimal people wrote, not as its binary neighbour: 1.0000005 goes up although
     * its double lies below. The fewest digits that read back as the same double are that decimal;
     * whatever stands between them is the point of LC_NUMERIC. */
    char text[48];
    for (int digits = 14; digits <= 16; digits++) {
        snprintf(text, sizeof text, "%.*e", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    const char *mark = strchr(text, 'e');
    if (!mark) {
        return false;
    }
    long exponent = strtol(mark + 1, NULL, 10);
    if (exponent > 18) {
        return false;
    }
    struct amount amount = {0};
    long place = exponent; /* the power of ten of the next digit */
    for (long zero = -1; zero > place && zero > -9; zero--) {
        amount_digit(&amount, 0, true);
    }
    for (const char *c = text; c < mark; c++) {
        if (*c >= '0' && *c <= '9') {
            amount_digit(&amount, (unsigned)(*c - '0'), place < 0);
            place--;
        }
    }
    for (; place >= 0; place--) {
        amount_digit(&amount, 0, false);
    }
    return amount_finish(&amount, text[0] == '-', micros);
}

/* --- signs beside amounts -------------------------------------------------------------------- */

struct written_sign {
    const char *sign;
    char code[4]; /* "": several currencies use it */
};

static const struct written_sign written_signs[] = {
#define SIGN(sign, code) {sign, code},
#include "base/currency_sign.def"
#undef SIGN
};

size_t currency_at(const char *text, size_t length, bool from_end, struct currency *currency)
{
    for (size_t i = 0; i < ARRAY_COUNT(written_signs); i++) {
        size_t size = strlen(written_signs[i].sign);
        if (size <= length &&
            memcmp(from_end ? text + length - size : text, written_signs[i].sign, size) == 0) {
            size_t beside = from_end ? length - size - 1 : size;
            if (size < length && is_letter(text[beside]) &&
                is_letter(written_signs[i].sign[from_end ? 0 : size - 1])) {
                continue; /* "Rsx" is not "Rs" */
            }
            memcpy(currency->code, written_signs[i].code, sizeof currency->code);
            return size;
        }
    }
    if (length > 3 && currency_parse(from_end ? text + length - 3 : text, 3, currency) &&
        !is_letter(from_end ? text[length - 4] : text[3])) {
        return 3;
    }
    return 0;
}
