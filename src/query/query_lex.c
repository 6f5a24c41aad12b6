/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "query/query_tree.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/width.h"

/* Longest first, so that "<=" is not "<". */
static const struct {
    const char *sign;
    enum query_op op;
} signs[] = {
    {"<=", QUERY_LESS_EQUAL}, {">=", QUERY_GREATER_EQUAL}, {"!=", QUERY_NOT_EQUAL},
    {"<>", QUERY_NOT_EQUAL},  {"==", QUERY_EQUAL},         {"!~", QUERY_CONTAINS_NOT},
    {"≤", QUERY_LESS_EQUAL},  {"≥", QUERY_GREATER_EQUAL},  {"≠", QUERY_NOT_EQUAL},
    {"<", QUERY_LESS},        {">", QUERY_GREATER},        {"=", QUERY_EQUAL},
    {"~", QUERY_CONTAINS},
};

/* The sign the text begins with; its bytes, 0: none. */
static size_t sign_at(const char *at, enum query_op *op)
{
    for (size_t i = 0; i < ARRAY_COUNT(signs); i++) {
        size_t length = strlen(signs[i].sign);
        if (strncmp(at, signs[i].sign, length) == 0) {
            *op = signs[i].op;
            return length;
        }
    }
    return 0;
}

/* Bytes of the blank that the text begins with; 0: it begins with none. People who write Japanese
 * type wide ones. */
static size_t blank_at(const char *at)
{
    uint32_t cp = 0;
    size_t bytes = utf8_decode(at, strnlen(at, 4), &cp, NULL);
    bool is_blank = cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x1680 ||
                    (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
                    cp == 0x202F || cp == 0x205F || cp == 0x3000;
    return bytes > 0 && is_blank ? bytes : 0;
}

bool query_mistake(const struct query_lexer *lexer, const char *at)
{
    size_t before = (size_t)(at - lexer->text);
    return err_at(lexer->err, NULL, 0, (uint64_t)width_text(lexer->text, before) + 1);
}

static bool lex_phrase(struct query_lexer *lexer, struct query_token *token)
{
    const char *begin = lexer->at + 1;
    const char *end = strchr(begin, '"');
    if (!end) {
        err_set(lexer->err, ERR_USAGE, _("the quote that begins here does not end"));
        err_todo(lexer->err, _("close it with \""));
        return query_mistake(lexer, lexer->at);
    }
    *token = (struct query_token){.kind = QUERY_TOKEN_PHRASE,
                                  .begin = begin,
                                  .length = (size_t)(end - begin),
                                  .at = lexer->at};
    lexer->at = end + 1;
    return true;
}

static void lex_word(struct query_lexer *lexer, struct query_token *token)
{
    const char *end = lexer->at;
    enum query_op op;
    while (*end && !strchr("\"()", *end) && !(lexer->list && *end == ',') && blank_at(end) == 0 &&
           sign_at(end, &op) == 0) {
        end++;
    }
    *token = (struct query_token){.kind = QUERY_TOKEN_WORD,
                                  .begin = lexer->at,
                                  .length = (size_t)(end - lexer->at),
                                  .at = lexer->at};
    lexer->at = end;
}

bool query_lex(struct query_lexer *lexer, struct query_token *token)
{
    size_t skip;
    while ((skip = blank_at(lexer->at)) > 0) {
        lexer->at += skip;
    }
    char c = *lexer->at;
    if (c == '"') {
        return lex_phrase(lexer, token);
    }
    enum query_op op = QUERY_EQUAL;
    size_t length = sign_at(lexer->at, &op);
    enum query_token_kind kind = c == '\0'                 ? QUERY_TOKEN_END
                                 : c == '('                ? QUERY_TOKEN_OPEN
                                 : c == ')'                ? QUERY_TOKEN_CLOSE
                                 : lexer->list && c == ',' ? QUERY_TOKEN_COMMA
                                 : length                  ? QUERY_TOKEN_OP
                                                           : QUERY_TOKEN_WORD;
    if (kind == QUERY_TOKEN_WORD) {
        lex_word(lexer, token);
        return true;
    }
    length = length ? length : c != '\0';
    *token = (struct query_token){
        .kind = kind, .begin = lexer->at, .length = length, .at = lexer->at, .op = op};
    lexer->at += length;
    return true;
}

bool query_token_is(const struct query_token *token, const char *word)
{
    if (token->kind != QUERY_TOKEN_WORD || token->length != strlen(word)) {
        return false;
    }
    for (size_t i = 0; i < token->length; i++) {
        char c = token->begin[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != word[i]) {
            return false;
        }
    }
    return true;
}

const char *query_token_fold(struct arena *arena, const struct query_token *token)
{
    struct strbuf clean = STRBUF_INIT, folded = STRBUF_INIT;
    utf8_sanitize(&clean, token->begin, token->length, 0);
    fold_text(&folded, strbuf_text(&clean), clean.length);
    const char *kept =
        clean.failed || folded.failed ? NULL : arena_strdup(arena, strbuf_text(&folded));
    strbuf_free(&clean);
    strbuf_free(&folded);
    return kept;
}
