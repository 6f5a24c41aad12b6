/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tree of a filter, for the files of this folder only.
 */
#ifndef CAMPANE_QUERY_QUERY_TREE_H
#define CAMPANE_QUERY_QUERY_TREE_H

#include "query/query.h"
#include "query/query_field.h"

enum query_op {
    QUERY_LESS,
    QUERY_LESS_EQUAL,
    QUERY_GREATER,
    QUERY_GREATER_EQUAL,
    QUERY_EQUAL, /* any of the values */
    QUERY_NOT_EQUAL,
    QUERY_CONTAINS,
    QUERY_CONTAINS_NOT
};

/* A value right of an operator, as the field's type writes it. */
struct query_value {
    bool unknown;             /* the word "unknown": the row does not know the field */
    double number;            /* SHARE as a fraction, MONEY in millionths, NUMBER, BAND, DAY */
    struct currency currency; /* of MONEY; "": any */
    const char *folded;       /* TEXT */
};

enum query_kind { QUERY_WORD, QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_COMPARE };

struct query_node {
    enum query_kind kind;
    const struct query_node *left, *right; /* AND, OR; NOT has left only */
    const char *folded;                    /* WORD */
    size_t at;                             /* WORD: the byte of the text where it begins */
    struct query_field field;              /* COMPARE */
    enum query_op op;
    const struct query_value *values; /* value_count of them, at least 1 */
    size_t value_count;
};

struct query {
    const char *text;
    const struct query_node *root; /* NULL: everything */
    unsigned attrs;
    bool words;
    bool archived; /* asks for it */
    bool excluded;
};

/* --- words of a filter ------------------------------------------------------------------------ */

enum query_token_kind {
    QUERY_TOKEN_END,
    QUERY_TOKEN_WORD,
    QUERY_TOKEN_PHRASE,
    QUERY_TOKEN_OP,
    QUERY_TOKEN_OPEN,
    QUERY_TOKEN_CLOSE,
    QUERY_TOKEN_COMMA /* only inside a list */
};

struct query_token {
    enum query_token_kind kind;
    const char *begin; /* WORD, PHRASE: without the quotes */
    size_t length;
    const char *at; /* where it stands, for places of mistakes */
    enum query_op op;
};

struct query_lexer {
    const char *text; /* as it was typed */
    const char *at;
    bool list; /* commas part words */
    struct err *err;
};

/* The next token. False: ERR_USAGE with its place. */
bool query_lex(struct query_lexer *lexer, struct query_token *token);

/* Put the place of a byte of the text into the error, as a display column. Returns false. */
bool query_mistake(const struct query_lexer *lexer, const char *at);

/* Whether a token is this word, whatever case and not in quotes. */
bool query_token_is(const struct query_token *token, const char *word);

/* Text of a token, sanitised and folded, in the arena. NULL: out of memory. */
const char *query_token_fold(struct arena *arena, const struct query_token *token);

/* --- values ------------------------------------------------------------------------------------
 */

/* Read the value that begins with `token` for a field; `next` is what follows and is advanced when
 * it belongs to the value ("€ 2", "15 %", "2 EUR"). False: ERR_USAGE with its place. */
bool query_value_read(struct query_lexer *lexer, struct arena *arena,
                      const struct query_field *field, const struct query_token *token,
                      struct query_token *next, struct query_value *value);

#endif
