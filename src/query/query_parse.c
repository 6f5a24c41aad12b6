/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "query/query_tree.h"
#include "text/utf8.h"

#define VALUES_MAX 64 /* in one list */

/* Recursive descent; `token` is the one that is looked at. */
struct parser {
    struct query_lexer lexer;
    struct query_token token;
    struct arena *arena;
    struct query *query;
    int depth, terms;
    size_t whole; /* bytes read so far that are a filter of their own */
    struct err *err;
};

static bool advance(struct parser *parser)
{
    return query_lex(&parser->lexer, &parser->token);
}

static bool mistake(struct parser *parser, const char *at)
{
    return query_mistake(&parser->lexer, at);
}

static bool refuse(struct parser *parser)
{
    const struct query_token *token = &parser->token;
    if (token->kind == QUERY_TOKEN_END) {
        err_set(parser->err, ERR_USAGE, _("something is missing at the end"));
        err_todo(parser->err, _("write a word or a comparison such as ctr < 15%%"));
    } else if (token->kind == QUERY_TOKEN_OP) {
        err_set(parser->err, ERR_USAGE, _("nothing stands before \"%.*s\" that could be compared"),
                (int)token->length, token->begin);
        err_todo(parser->err, _("write a comparison such as ctr < 15%%"));
    } else {
        err_set(parser->err, ERR_USAGE, _("\"%.*s\" has no place here"), (int)token->length,
                token->begin);
        err_todo(parser->err, _("a word of a name goes in quotes"));
    }
    return mistake(parser, token->at);
}

static struct query_node *new_node(struct parser *parser, enum query_kind kind)
{
    struct query_node *node = ARENA_NEW(parser->arena, struct query_node);
    if (node) {
        node->kind = kind;
    } else {
        err_memory(parser->err);
    }
    return node;
}

static const struct query_node *join(struct parser *parser, enum query_kind kind,
                                     const struct query_node *left, const struct query_node *right)
{
    struct query_node *node = new_node(parser, kind);
    if (node) {
        node->left = left;
        node->right = right;
    }
    return node;
}

/* --- words ------------------------------------------------------------------------------------ */

static size_t place_of(const struct parser *parser, const char *at)
{
    return (size_t)(at - parser->lexer.text);
}

/* What follows a word may begin with a mistake: the word is whole, then. */
static bool advance_from_word(struct parser *parser)
{
    if (advance(parser)) {
        return true;
    }
    if (parser->depth == 1) {
        parser->whole = place_of(parser, parser->lexer.at);
    }
    return false;
}

/* A word of which nothing is left when it is folded stands for nothing: everything passes. */
static const struct query_node *parse_word(struct parser *parser)
{
    struct query_node *node = new_node(parser, QUERY_WORD);
    if (!node) {
        return NULL;
    }
    node->at = place_of(parser, parser->token.at);
    node->folded = query_token_fold(parser->arena, &parser->token);
    if (!node->folded) {
        err_memory(parser->err);
        return NULL;
    }
    return advance_from_word(parser) ? node : NULL;
}

/* --- comparisons ------------------------------------------------------------------------------ */

static bool is_in(const struct parser *parser, const struct query_token *token)
{
    /* "in" is an operator only before a bracket: "sale in india" are words. */
    struct query_lexer ahead = parser->lexer;
    struct query_token next;
    struct err ignored = ERR_INIT;
    ahead.err = &ignored;
    return query_token_is(token, "in") && query_lex(&ahead, &next) && next.kind == QUERY_TOKEN_OPEN;
}

static bool check_op(struct parser *parser, const struct query_node *node, const char *at)
{
    enum query_type type = query_field_type(&node->field);
    bool ordering = node->op <= QUERY_GREATER_EQUAL;
    bool holding = node->op == QUERY_CONTAINS || node->op == QUERY_CONTAINS_NOT;
    if (type == QUERY_TEXT && ordering) {
        err_set(parser->err, ERR_USAGE, _("texts are not compared by size"));
        err_todo(parser->err, _("take =, !=, ~ (contains) or in (…)"));
        return mistake(parser, at);
    }
    if (type != QUERY_TEXT && holding) {
        err_set(parser->err, ERR_USAGE, _("~ looks into texts only"));
        err_todo(parser->err, _("take <, <=, >, >=, = or !="));
        return mistake(parser, at);
    }
    return true;
}

static bool parse_value(struct parser *parser, struct query_node *node, struct query_value *value)
{
    struct query_token first = parser->token;
    bool ordered = node->op <= QUERY_GREATER_EQUAL || node->op >= QUERY_CONTAINS;
    if (first.kind != QUERY_TOKEN_END && !advance(parser)) {
        return false;
    }
    if (!query_value_read(&parser->lexer, parser->arena, &node->field, &first, &parser->token,
                          value)) {
        return false;
    }
    if (value->unknown && ordered) {
        err_set(parser->err, ERR_USAGE, _("what is unknown has no size"));
        err_todo(parser->err, _("take = unknown or != unknown"));
        return mistake(parser, first.at);
    }
    return true;
}

/* "(a, b, c)"; the opening bracket is the current token. */
static bool parse_list(struct parser *parser, struct query_node *node)
{
    struct query_value *values = ARENA_ARRAY(parser->arena, struct query_value, VALUES_MAX);
    err_todo(parser->err, _("join two lists with or"));
    if (!values) {
        return err_memory(parser->err);
    }
    node->values = values;
    parser->lexer.list = true;
    do {
        const char *at = parser->token.at;
        if (node->value_count == VALUES_MAX) {
            err_set(parser->err, ERR_USAGE, _("the list is longer than %d values"), VALUES_MAX);
            return mistake(parser, at);
        }
        if (!advance(parser) || !parse_value(parser, node, &values[node->value_count++])) {
            return false;
        }
    } while (parser->token.kind == QUERY_TOKEN_COMMA);
    parser->lexer.list = false;
    if (parser->token.kind != QUERY_TOKEN_CLOSE) {
        err_set(parser->err, ERR_USAGE, _("the list is not closed"));
        err_todo(parser->err, _("write values with commas between them, and \")\""));
        return mistake(parser, parser->token.at);
    }
    return advance(parser);
}

/* The operator and what stands right of it; the current token is the operator, "in" or "not". */
static const struct query_node *parse_compare(struct parser *parser, struct query_node *node)
{
    bool negated = query_token_is(&parser->token, "not");
    if (negated && !advance(parser)) {
        return NULL;
    }
    if (is_in(parser, &parser->token)) {
        node->op = negated ? QUERY_NOT_EQUAL : QUERY_EQUAL;
        return advance(parser) && parse_list(parser, node) ? node : NULL;
    }
    struct query_value *value = ARENA_NEW(parser->arena, struct query_value);
    node->op = parser->token.op;
    node->values = value;
    node->value_count = 1;
    if (!value) {
        err_memory(parser->err);
        return NULL;
    }
    return check_op(parser, node, parser->token.at) && advance(parser) &&
                   parse_value(parser, node, value)
               ? node
               : NULL;
}

/* Whether what follows a word makes a comparison of it: an operator, "in (" or "not in (". */
static bool compares(const struct parser *parser, const struct query_token *next)
{
    if (next->kind == QUERY_TOKEN_OP || is_in(parser, next)) {
        return true;
    }
    if (!query_token_is(next, "not")) {
        return false;
    }
    struct parser ahead = *parser;
    struct err ignored = ERR_INIT;
    ahead.lexer.err = &ignored;
    return query_lex(&ahead.lexer, &ahead.token) && is_in(&ahead, &ahead.token);
}

static bool name_field(struct parser *parser, const struct query_token *token,
                       struct query_field *field)
{
    char name[64];
    size_t length = token->length < sizeof name - 1 ? token->length : sizeof name - 1;
    memcpy(name, token->begin, length);
    name[length] = '\0';
    return query_field_find(name, field, parser->err) || mistake(parser, token->at);
}

/* "grade(ctr)": the current token is the opening bracket. */
static bool parse_grade(struct parser *parser, struct query_field *field)
{
    if (!advance(parser) || !name_field(parser, &parser->token, field)) {
        return false;
    }
    if (field->what != QUERY_KPI) {
        err_set(parser->err, ERR_USAGE, _("only KPIs have a grade"));
        err_todo(parser->err, _("for example: grade(ctr), grade(optout_rate)"));
        return mistake(parser, parser->token.at);
    }
    field->what = QUERY_GRADE;
    if (!advance(parser)) {
        return false;
    }
    if (parser->token.kind != QUERY_TOKEN_CLOSE) {
        err_set(parser->err, ERR_USAGE, _("\")\" is missing behind grade(%s"),
                kpi_info(field->kpi)->name);
        err_todo(parser->err, _("write %s"), "grade(ctr) = poor");
        return mistake(parser, parser->token.at);
    }
    return advance(parser);
}

static const struct query_node *parse_named(struct parser *parser)
{
    struct query_token name = parser->token;
    struct query_lexer behind = parser->lexer;
    if (!advance_from_word(parser)) {
        return NULL;
    }
    bool grade = query_token_is(&name, "grade") && parser->token.kind == QUERY_TOKEN_OPEN;
    if (!grade && !compares(parser, &parser->token)) {
        parser->lexer = behind;
        parser->token = name;
        return parse_word(parser);
    }
    struct query_node *node = new_node(parser, QUERY_COMPARE);
    if (!node ||
        !(grade ? parse_grade(parser, &node->field) : name_field(parser, &name, &node->field))) {
        return NULL;
    }
    if (grade && !compares(parser, &parser->token)) {
        err_set(parser->err, ERR_USAGE, _("grade(%s) is compared with nothing"),
                kpi_info(node->field.kpi)->name);
        err_todo(parser->err, _("write %s"), "grade(ctr) = poor");
        mistake(parser, parser->token.at);
        return NULL;
    }
    if (node->field.what == QUERY_ATTR) {
        parser->query->attrs |= 1U << node->field.attr;
    }
    parser->query->archived |=
        node->field.fact && strcmp(node->field.fact, QUERY_FACT_ARCHIVED) == 0;
    parser->query->excluded |=
        node->field.fact && strcmp(node->field.fact, QUERY_FACT_EXCLUDED) == 0;
    parser->query->words &= node->field.what <= QUERY_TAG;
    return parse_compare(parser, node);
}

/* --- and, or, not ------------------------------------------------------------------------------
 */

static const struct query_node *parse_or(struct parser *parser);

static const struct query_node *parse_brackets(struct parser *parser)
{
    const char *open = parser->token.at;
    const struct query_node *inside = advance(parser) ? parse_or(parser) : NULL;
    if (!inside) {
        return NULL;
    }
    if (parser->token.kind != QUERY_TOKEN_CLOSE) {
        err_set(parser->err, ERR_USAGE, _("the bracket that begins here does not end"));
        err_todo(parser->err, _("close it with )"));
        mistake(parser, open);
        return NULL;
    }
    return advance(parser) ? inside : NULL;
}

static const struct query_node *parse_one(struct parser *parser)
{
    const struct query_token *token = &parser->token;
    const struct query_node *node = NULL;
    if (++parser->terms > QUERY_TERMS_MAX) {
        err_set(parser->err, ERR_USAGE, _("the filter has more than %d parts"), QUERY_TERMS_MAX);
        err_todo(parser->err, _("take in (a, b, …) for many values of one thing"));
        mistake(parser, token->at);
        return NULL;
    }
    if (++parser->depth > QUERY_DEPTH_MAX) {
        err_set(parser->err, ERR_USAGE, _("this is nested deeper than %d brackets"),
                QUERY_DEPTH_MAX);
        err_todo(parser->err, _("write it with fewer brackets"));
        mistake(parser, token->at);
        return NULL;
    }
    if (query_token_is(token, "not")) {
        const struct query_node *inside = advance(parser) ? parse_one(parser) : NULL;
        node = inside ? join(parser, QUERY_NOT, inside, NULL) : NULL;
    } else if (token->kind == QUERY_TOKEN_OPEN) {
        node = parse_brackets(parser);
    } else if (token->kind == QUERY_TOKEN_PHRASE) {
        node = parse_word(parser);
    } else if (token->kind == QUERY_TOKEN_WORD && !query_token_is(token, "and") &&
               !query_token_is(token, "or")) {
        node = parse_named(parser);
    } else {
        refuse(parser);
    }
    parser->depth--;
    if (node && parser->depth == 0) {
        parser->whole = place_of(parser, token->at);
    }
    return node;
}

static bool ends(const struct query_token *token)
{
    return token->kind == QUERY_TOKEN_END || token->kind == QUERY_TOKEN_CLOSE ||
           query_token_is(token, "or");
}

static const struct query_node *parse_and(struct parser *parser)
{
    const struct query_node *left = parse_one(parser);
    while (left && !ends(&parser->token)) {
        if (query_token_is(&parser->token, "and") && !advance(parser)) {
            return NULL;
        }
        const struct query_node *right = parse_one(parser);
        left = right ? join(parser, QUERY_AND, left, right) : NULL;
    }
    return left;
}

static const struct query_node *parse_or(struct parser *parser)
{
    const struct query_node *left = parse_and(parser);
    while (left && query_token_is(&parser->token, "or")) {
        const struct query_node *right = advance(parser) ? parse_and(parser) : NULL;
        left = right ? join(parser, QUERY_OR, left, right) : NULL;
    }
    return left;
}

/* Whether nothing but words of which nothing is left was typed. */
static bool says_nothing(const struct query_node *node)
{
    return !node || (node->kind == QUERY_WORD && node->folded[0] == '\0') ||
           (node->kind == QUERY_AND && says_nothing(node->left) && says_nothing(node->right));
}

/* NULL: the mistake is in the parser's error. */
static const struct query *parse(struct parser *parser, const char *text)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, strlen(text), 0);
    const char *kept = clean.failed ? NULL : arena_strdup(parser->arena, strbuf_text(&clean));
    strbuf_free(&clean);
    struct query *query = ARENA_NEW(parser->arena, struct query);
    if (!kept || !query) {
        err_memory(parser->err);
        return NULL;
    }
    parser->query = query;
    parser->lexer = (struct query_lexer){.text = text, .at = text, .err = parser->err};
    query->text = kept;
    query->words = true;
    if (!advance(parser)) {
        return NULL;
    }
    if (parser->token.kind == QUERY_TOKEN_END) {
        return query;
    }
    query->root = parse_or(parser);
    if (!query->root) {
        return NULL;
    }
    if (parser->token.kind != QUERY_TOKEN_END) { /* a bracket that nobody opened */
        refuse(parser);
        return NULL;
    }
    if (says_nothing(query->root)) {
        query->root = NULL;
    }
    return query;
}

const struct query *query_parse(struct arena *arena, const char *text, struct err *err)
{
    struct err ignored = ERR_INIT;
    struct parser parser = {.arena = arena, .err = err ? err : &ignored};
    return parse(&parser, text ? text : "");
}

size_t query_whole(struct arena *arena, const char *text)
{
    struct err ignored = ERR_INIT;
    struct parser parser = {.arena = arena, .err = &ignored};
    return parse(&parser, text) ? strlen(text) : parser.whole;
}
