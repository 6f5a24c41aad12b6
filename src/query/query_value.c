/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "query/query_tree.h"

#define NUMBER_BYTES 40

/* A number as it is being read: its words may be several tokens. */
struct number {
    char text[NUMBER_BYTES]; /* digits, with what stands beside them cut off */
    double factor;           /* of k, M, G */
    bool percent, times, minutes;
    struct currency currency;
};

static const char *type_words(enum query_type type)
{
    switch (type) {
    case QUERY_SHARE:
        return _("a share, for example 15%");
    case QUERY_MONEY:
        return _("an amount, for example 1.5k or €2");
    case QUERY_NUMBER:
        return _("a number, for example 1000 or 1.5k");
    case QUERY_DAY:
        return _("a day, for example 2026-10-01");
    case QUERY_BAND:
        return _("a grade: poor, typical, good or best");
    case QUERY_TEXT:
        break;
    }
    return _("a word, or words in quotes");
}

static bool wrong_value(struct query_lexer *lexer, const struct query_token *token,
                        enum query_type type)
{
    if (token->kind == QUERY_TOKEN_END) {
        err_set(lexer->err, ERR_USAGE, _("a value is missing at the end"));
    } else {
        err_set(lexer->err, ERR_USAGE, _("\"%.*s\" is not what is compared here"),
                (int)(token->length < 40 ? token->length : 40), token->begin);
    }
    err_todo(lexer->err, _("write %s"), type_words(type));
    return query_mistake(lexer, token->at);
}

/* Cut a unit off the end of the digits. */
static bool cut_unit(struct number *number)
{
    static const struct {
        const char *unit;
        double factor;
        char what; /* '%', 'x', 'm' */
    } units[] = {{"%", 1, '%'}, {"×", 1, 'x'}, {"x", 1, 'x'}, {"min", 1, 'm'}, {"k", 1e3, 0},
                 {"K", 1e3, 0}, {"M", 1e6, 0}, {"G", 1e9, 0}, {"B", 1e9, 0}};
    size_t length = strlen(number->text);
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        size_t bytes = strlen(units[i].unit);
        if (length >= bytes && strcmp(number->text + length - bytes, units[i].unit) == 0) {
            number->text[length - bytes] = '\0';
            number->factor *= units[i].factor;
            number->percent |= units[i].what == '%';
            number->times |= units[i].what == 'x';
            number->minutes |= units[i].what == 'm';
            return true;
        }
    }
    return false;
}

static void cut_currency(struct number *number)
{
    size_t length = strlen(number->text);
    size_t bytes = currency_at(number->text, length, false, &number->currency);
    if (bytes > 0) {
        memmove(number->text, number->text + bytes, length - bytes + 1);
        return;
    }
    bytes = currency_at(number->text, length, true, &number->currency);
    number->text[length - bytes] = '\0';
}

static bool append(struct number *number, const struct query_token *token)
{
    size_t length = strlen(number->text);
    if (length + token->length >= sizeof number->text) {
        return false;
    }
    memcpy(number->text + length, token->begin, token->length);
    number->text[length + token->length] = '\0';
    return true;
}

/* Digits with one point; no exponents, no "inf". */
static bool parse_digits(const char *text, double *value)
{
    size_t sign = text[0] == '-' || text[0] == '+';
    if (!text[sign] || text[sign + strspn(text + sign, "0123456789.")] != '\0') {
        return false;
    }
    char *end;
    *value = strtod(text, &end);
    return *end == '\0' && isfinite(*value) && strcmp(text + sign, ".") != 0;
}

/* Whether a token could be the other half of a value: a sign or unit alone. */
static bool is_unit(const struct query_token *token, enum query_type type)
{
    struct currency currency;
    if (token->kind != QUERY_TOKEN_WORD) {
        return false;
    }
    switch (type) {
    case QUERY_SHARE:
        return query_token_is(token, "%");
    case QUERY_MONEY: {
        /* currency_at wants something beside a code of three letters. */
        char text[NUMBER_BYTES] = "1";
        if (token->length > 4) {
            return false;
        }
        memcpy(text + 1, token->begin, token->length);
        text[token->length + 1] = '\0';
        return currency_at(text, token->length + 1, true, &currency) == token->length;
    }
    case QUERY_NUMBER:
        return query_token_is(token, "x") || query_token_is(token, "×") ||
               query_token_is(token, "min");
    case QUERY_TEXT:
    case QUERY_DAY:
    case QUERY_BAND:
        break;
    }
    return false;
}

static bool starts_number(const struct query_token *token)
{
    return token->kind == QUERY_TOKEN_WORD && token->length > 0 &&
           strchr("0123456789.", token->begin[0]);
}

static bool read_number(struct query_lexer *lexer, enum query_type type,
                        const struct query_token *token, struct query_token *next,
                        struct query_value *value)
{
    struct number number = {.factor = 1};
    if (token->kind != QUERY_TOKEN_WORD || !append(&number, token)) {
        return wrong_value(lexer, token, type);
    }
    bool joins = (starts_number(token) && is_unit(next, type)) ||
                 (type == QUERY_MONEY && is_unit(token, type) && starts_number(next));
    if (joins && append(&number, next) && !query_lex(lexer, next)) {
        return false;
    }
    if (type == QUERY_MONEY) {
        cut_currency(&number);
    }
    while (cut_unit(&number)) {
    }
    double digits;
    if (!parse_digits(number.text, &digits) || (number.percent && type != QUERY_SHARE) ||
        (number.times && type != QUERY_NUMBER)) {
        return wrong_value(lexer, token, type);
    }
    if (type == QUERY_SHARE && !number.percent && digits != 0) {
        return wrong_value(lexer, token, type);
    }
    digits *= number.factor;
    value->number = type == QUERY_SHARE   ? digits / 100
                    : type == QUERY_MONEY ? digits * MONEY_UNIT
                                          : digits;
    value->currency = number.currency;
    return true;
}

static bool read_day(struct query_lexer *lexer, const struct query_token *token,
                     struct query_value *value)
{
    char text[16] = "";
    int32_t day;
    if (token->length < sizeof text) {
        memcpy(text, token->begin, token->length);
        text[token->length] = '\0';
    }
    if (!civil_parse_day(text, &day)) {
        return wrong_value(lexer, token, QUERY_DAY);
    }
    value->number = day;
    return true;
}

static bool read_band(struct query_lexer *lexer, const struct query_token *token,
                      struct query_value *value)
{
    for (int grade = 0; grade < GRADE_COUNT; grade++) {
        if (query_token_is(token, grade_name((enum grade)grade))) {
            value->number = grade;
            return true;
        }
    }
    return wrong_value(lexer, token, QUERY_BAND);
}

bool query_value_read(struct query_lexer *lexer, struct arena *arena,
                      const struct query_field *field, const struct query_token *token,
                      struct query_token *next, struct query_value *value)
{
    enum query_type type = query_field_type(field);
    if (token->kind != QUERY_TOKEN_WORD &&
        !(token->kind == QUERY_TOKEN_PHRASE && type == QUERY_TEXT)) {
        return wrong_value(lexer, token, type);
    }
    if (query_token_is(token, "unknown")) {
        value->unknown = true;
        return true;
    }
    switch (type) {
    case QUERY_DAY:
        return read_day(lexer, token, value);
    case QUERY_BAND:
        return read_band(lexer, token, value);
    case QUERY_SHARE:
    case QUERY_MONEY:
    case QUERY_NUMBER:
        return read_number(lexer, type, token, next, value);
    case QUERY_TEXT:
        break;
    }
    value->folded = query_token_fold(arena, token);
    return value->folded || err_memory(lexer->err);
}
