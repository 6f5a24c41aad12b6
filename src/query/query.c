/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/query.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/width.h"

/* Something that must be found in one of the row's texts. */
struct query_word {
    const char *folded;
    const struct query_word *next;
};

struct query {
    const char *text;
    const struct query_word *words; /* all must be found */
};

struct parser {
    struct arena *arena;
    const char *text; /* as it was typed: places of mistakes are counted in it */
    const char *at;
    struct query_word *first, *last;
    struct err *err;
};

/* --- what this version does not search for
 * ------------------------------------------------------------ */

static bool is_sign(char c)
{
    return c != '\0' && strchr("<>=~()", c) != NULL;
}

static bool word_is(const char *word, size_t length, const char *keyword)
{
    for (size_t i = 0; i < length; i++) {
        char c = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
        if (keyword[i] == '\0' || c != keyword[i]) {
            return false;
        }
    }
    return keyword[length] == '\0';
}

static bool is_keyword(const char *word, size_t length)
{
    return word_is(word, length, "and") || word_is(word, length, "or") ||
           word_is(word, length, "not");
}

/* Point at a byte of the text: by the columns before it. */
static bool mistake(struct parser *parser, const char *at)
{
    size_t before = (size_t)(at - parser->text);
    return err_at(parser->err, NULL, 0, (uint64_t)width_text(parser->text, before) + 1);
}

static bool refuse_sign(struct parser *parser, const char *at)
{
    err_set(parser->err, ERR_USAGE,
            _("\"%c\": this version searches names only and cannot compare or combine"), *at);
    err_todo(parser->err, _("type words, or put what is part of a name in quotes"));
    return mistake(parser, at);
}

static bool refuse_keyword(struct parser *parser, const char *at, size_t length)
{
    err_set(parser->err, ERR_USAGE,
            _("\"%.*s\": this version searches names only and cannot compare or combine"),
            (int)length, at);
    err_todo(parser->err,
             _("all words must be found anyway; a word of a name goes in quotes: "
               "\"%.*s\""),
             (int)length, at);
    return mistake(parser, at);
}

static bool refuse_quote(struct parser *parser, const char *at)
{
    err_set(parser->err, ERR_USAGE, _("the quote that begins here does not end"));
    err_todo(parser->err, _("close it with \""));
    return mistake(parser, at);
}

/* --- parsing
 * ------------------------------------------------------------------------------------------ */

/* Bytes of the blank that the text begins with; 0: it begins with none. People who write Japanese
 * type wide ones. */
static size_t blank(const char *at)
{
    uint32_t cp;
    size_t bytes = utf8_decode(at, strlen(at), &cp, NULL);
    bool is_blank = cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x1680 ||
                    (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
                    cp == 0x202F || cp == 0x205F || cp == 0x3000;
    return bytes > 0 && is_blank ? bytes : 0;
}

static bool add_word(struct parser *parser, const char *word, size_t length)
{
    struct strbuf clean = STRBUF_INIT;
    struct strbuf folded = STRBUF_INIT;
    utf8_sanitize(&clean, word, length, 0);
    fold_text(&folded, strbuf_text(&clean), clean.length);
    struct query_word *item = ARENA_NEW(parser->arena, struct query_word);
    const char *kept =
        clean.failed || folded.failed ? NULL : arena_strdup(parser->arena, strbuf_text(&folded));
    strbuf_free(&clean);
    strbuf_free(&folded);
    if (!item || !kept) {
        return err_memory(parser->err);
    }
    if (kept[0] == '\0') { /* nothing that could be seen, so nothing to look for */
        return true;
    }
    item->folded = kept;
    if (parser->last) {
        parser->last->next = item;
    } else {
        parser->first = item;
    }
    parser->last = item;
    return true;
}

static bool parse_phrase(struct parser *parser)
{
    const char *begin = parser->at + 1;
    const char *end = strchr(begin, '"');
    if (!end) {
        return refuse_quote(parser, parser->at);
    }
    parser->at = end + 1;
    return add_word(parser, begin, (size_t)(end - begin));
}

static bool parse_word(struct parser *parser)
{
    const char *begin = parser->at;
    const char *end = begin;
    while (*end && *end != '"' && !is_sign(*end) && blank(end) == 0) {
        end++;
    }
    if (is_sign(*end)) {
        return refuse_sign(parser, end);
    }
    size_t length = (size_t)(end - begin);
    if (is_keyword(begin, length)) {
        return refuse_keyword(parser, begin, length);
    }
    parser->at = end;
    return add_word(parser, begin, length);
}

static bool parse_all(struct parser *parser)
{
    while (*parser->at) {
        size_t skip = blank(parser->at);
        if (skip > 0) {
            parser->at += skip;
        } else if (!(*parser->at == '"' ? parse_phrase(parser) : parse_word(parser))) {
            return false;
        }
    }
    return true;
}

const struct query *query_parse(struct arena *arena, const char *text, struct err *err)
{
    const char *typed = text ? text : "";
    struct parser parser = {.arena = arena, .text = typed, .at = typed, .err = err};
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, typed, strlen(typed), 0);
    const char *kept = clean.failed ? NULL : arena_strdup(arena, strbuf_text(&clean));
    strbuf_free(&clean);
    struct query *query = ARENA_NEW(arena, struct query);
    if (!kept || !query) {
        err_memory(err);
        return NULL;
    }
    if (!parse_all(&parser)) {
        return NULL;
    }
    query->text = kept;
    query->words = parser.first;
    return query;
}

bool query_is_empty(const struct query *query)
{
    return !query || !query->words;
}

const char *query_text(const struct query *query)
{
    return query ? query->text : "";
}

/* --- matching
 * ----------------------------------------------------------------------------------------- */

static bool row_holds(const struct query_row *row, const char *folded)
{
    if ((row->name && fold_contains(row->name, folded)) ||
        (row->alias && fold_contains(row->alias, folded))) {
        return true;
    }
    for (size_t i = 0; i < row->tag_count; i++) {
        if (fold_contains(row->tags[i], folded)) {
            return true;
        }
    }
    return false;
}

bool query_matches(const struct query *query, const struct query_row *row)
{
    for (const struct query_word *word = query ? query->words : NULL; word; word = word->next) {
        if (!row_holds(row, word->folded)) {
            return false;
        }
    }
    return true;
}
