/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pull parser for line-by-line logs and very large documents: no tree, no allocation per value,
 * one pass over the bytes. RFC 8259 strictly (as cJSON is asked to be in the differential tests):
 * UTF-8 checked in strings, numbers kept as text, depth limited, duplicate keys seen as they come.
 *
 *     struct json_pull json;
 *     json_pull_init(&json, text, length);
 *     if (json_pull_next(&json) != JSON_OBJECT_BEGIN) ...
 *     while (json_pull_next(&json) == JSON_KEY) {
 *         if (json_pull_is(&json, "id")) ... json_pull_next(&json) ...
 *         else json_pull_skip(&json);
 *     }
 *     if (json_pull_next(&json) != JSON_DONE) ... json_pull_error(&json) ...
 *
 * After a JSON_ERROR every further call gives JSON_ERROR, so a loop like this one ends by itself
 * and the end of the document is the one place where it must be looked at.
 */
#ifndef CAMPANE_IMPORT_JSON_PULL_H
#define CAMPANE_IMPORT_JSON_PULL_H

#include "base/base.h"
#include "base/strbuf.h"

#define JSON_DEPTH_MAX 64

enum json_token {
    JSON_OBJECT_BEGIN,
    JSON_OBJECT_END,
    JSON_ARRAY_BEGIN,
    JSON_ARRAY_END,
    JSON_KEY,
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
    JSON_DONE, /* the document is complete; nothing but white space followed, or more documents do
                  (json_pull_offset says where) */
    JSON_ERROR /* json_pull_error says what; the parser stays there */
};

struct json_pull {
    const char *text;
    size_t length;
    size_t at;
    int depth;
    uint8_t stack[JSON_DEPTH_MAX];
    uint8_t state;
    bool escaped;      /* the last string holds escapes: json_pull_decode it */
    bool cut;          /* the error is that the text ends too early: more text might repair it */
    const char *value; /* last key, string (between the quotes) or number; lent by the text */
    size_t value_length;
    const char *error; /* untranslated; NULL */
};

/* At the start of a document. The text must stand as long as the parser is used; length 0 is an
 * error at the first step, as is anything that is no JSON (a byte order mark too). */
void json_pull_init(struct json_pull *json, const char *text, size_t length);

/* The next token. After JSON_KEY, JSON_STRING and JSON_NUMBER value and value_length hold it; other
 * tokens leave them. The colon behind a key is read with the key. */
enum json_token json_pull_next(struct json_pull *json);

/* Skip the value that comes next (after a key or in an array), whole; every byte of it is checked
 * as always. At the end of an array or object it takes just that end. False on JSON_ERROR. */
bool json_pull_skip(struct json_pull *json);

/* Skip the rest of the value whose first token was just given: up to its end for an object or
 * array, nothing for others. False on JSON_ERROR (and when token is JSON_ERROR). */
bool json_pull_rest(struct json_pull *json, enum json_token token);

/* Whether the last key or string equals text (escapes honoured). */
bool json_pull_is(const struct json_pull *json, const char *text);

/* Append the last key or string with its escapes resolved (lone surrogates become U+FFFD). */
void json_pull_decode(const struct json_pull *json, struct strbuf *out);

/* The last number or numeric string as an integer; false when it is not a whole number that fits.
 * "12.0" and "1.2e1" are whole, a string may begin with zeros. */
bool json_pull_int64(const struct json_pull *json, int64_t *value);

/* Bytes read: where the next token is looked for; after JSON_DONE the first byte that is not white
 * space behind the document (or the length); after JSON_ERROR the byte that is wrong. */
size_t json_pull_offset(const struct json_pull *json);

/* What is wrong, untranslated, without place; NULL when nothing is. */
const char *json_pull_error(const struct json_pull *json);

#endif
