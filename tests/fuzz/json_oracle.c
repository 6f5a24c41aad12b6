/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/json_oracle.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/json_pull.h"
#include "text/utf8.h"

static const char *compare_value(struct json_pull *json, enum json_token token, const cJSON *node);

/* The text of the last key or string against cJSON's, which ends at the first NUL. */
static bool same_text(const struct json_pull *json, const char *text)
{
    struct strbuf mine = STRBUF_INIT;
    json_pull_decode(json, &mine);
    size_t length = strlen(text);
    bool same = length <= mine.length && memcmp(strbuf_text(&mine), text, length) == 0 &&
                (length == mine.length || mine.data[length] == '\0');
    if (length == mine.length && !json_pull_is(json, text)) {
        same = false;
    }
    strbuf_free(&mine);
    return same;
}

static const char *compare_number(const struct json_pull *json, const cJSON *node)
{
    char *text = malloc(json->value_length + 1);
    if (!text) {
        return NULL;
    }
    memcpy(text, json->value, json->value_length);
    text[json->value_length] = '\0';
    double value = strtod(text, NULL);
    bool plain = !strpbrk(text, ".eE");
    free(text);
    if (value < node->valuedouble || value > node->valuedouble) {
        return "numbers differ";
    }
    int64_t whole;
    bool is_whole = json_pull_int64(json, &whole);
    if (is_whole && fabs(value) < 9e15 && ((double)whole < value || (double)whole > value)) {
        return "whole numbers differ";
    }
    if (!is_whole && plain && fabs(value) < 9e15) {
        return "a whole number was not seen as one";
    }
    return NULL;
}

static const char *compare_array(struct json_pull *json, const cJSON *node)
{
    const cJSON *item = node->child;
    for (;; item = item->next) {
        enum json_token token = json_pull_next(json);
        if (token == JSON_ARRAY_END) {
            return item ? "an array ends early" : NULL;
        }
        if (!item) {
            return "an array has more items";
        }
        const char *difference = compare_value(json, token, item);
        if (difference) {
            return difference;
        }
    }
}

static const char *compare_object(struct json_pull *json, const cJSON *node)
{
    const cJSON *item = node->child;
    for (;; item = item->next) {
        enum json_token token = json_pull_next(json);
        if (token == JSON_OBJECT_END) {
            return item ? "an object ends early" : NULL;
        }
        if (!item || token != JSON_KEY) {
            return "an object has more members";
        }
        if (!same_text(json, item->string)) {
            return "keys differ";
        }
        const char *difference = compare_value(json, json_pull_next(json), item);
        if (difference) {
            return difference;
        }
    }
}

static const char *compare_value(struct json_pull *json, enum json_token token, const cJSON *node)
{
    switch (token) {
    case JSON_OBJECT_BEGIN:
        return cJSON_IsObject(node) ? compare_object(json, node) : "no object";
    case JSON_ARRAY_BEGIN:
        return cJSON_IsArray(node) ? compare_array(json, node) : "no array";
    case JSON_STRING:
        return cJSON_IsString(node) && same_text(json, node->valuestring) ? NULL : "strings differ";
    case JSON_NUMBER:
        return cJSON_IsNumber(node) ? compare_number(json, node) : "no number";
    case JSON_TRUE:
        return cJSON_IsTrue(node) ? NULL : "not true";
    case JSON_FALSE:
        return cJSON_IsFalse(node) ? NULL : "not false";
    case JSON_NULL:
        return cJSON_IsNull(node) ? NULL : "not null";
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
    case JSON_KEY:
    case JSON_DONE:
    case JSON_ERROR:
        break;
    }
    return "a token where a value was expected";
}

static int tree_depth(const cJSON *node)
{
    int deepest = 0;
    for (const cJSON *item = node->child; item; item = item->next) {
        int depth = tree_depth(item);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest + (cJSON_IsObject(node) || cJSON_IsArray(node) ? 1 : 0);
}

static bool one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* Whether the byte at which the pull parser stopped is one where cJSON is known to be laxer. */
static bool known_laxity(const char *text, size_t length, size_t at, const cJSON *tree)
{
    if (at == 0 && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        return true;
    }
    size_t bad;
    if (at < length && !utf8_valid(text, length, &bad) && bad == at) {
        return true;
    }
    if (tree_depth(tree) > JSON_DEPTH_MAX) {
        return true;
    }
    if (at >= length) {
        /* "1." or "-" at the very end, or a \u that the end cuts. */
        return length > 0 && one_of(text[length - 1], ".eE+-");
    }
    unsigned char c = (unsigned char)text[at];
    if (c < 0x20 && !one_of((char)c, "\t\n\r")) {
        return true; /* white space for cJSON, or a control byte in a string */
    }
    if (c == '\n' || c == '\r' || c == '\t') {
        return true; /* only ever an error inside a string, or in a cut number or \u */
    }
    if (c == '0' && at + 1 < length && text[at + 1] >= '0' && text[at + 1] <= '9') {
        return true;
    }
    bool digit = c >= '0' && c <= '9';
    if (!digit && at > 0 && one_of(text[at - 1], ".-")) {
        return true;
    }
    bool hex = digit || one_of((char)c, "abcdefABCDEF");
    for (size_t back = 2; !hex && back <= 5 && back <= at; back++) {
        if (text[at - back] == '\\' && text[at - back + 1] == 'u') {
            return true;
        }
    }
    return false;
}

/* Whether the text holds what cJSON refuses though RFC 8259 allows it. */
static bool known_strictness(const char *text, size_t length)
{
    size_t run = 0;
    for (size_t i = 0; i < length; i++) {
        run = (text[i] >= '0' && text[i] <= '9') || one_of(text[i], "+-eE.") ? run + 1 : 0;
        if (run > 63) {
            return true;
        }
        if (i + 5 < length && text[i] == '\\' && text[i + 1] == 'u' && one_of(text[i + 2], "dD") &&
            one_of(text[i + 3], "89abcdefABCDEF")) {
            return true;
        }
    }
    return false;
}

const char *json_oracle(const char *text, size_t length, bool *accepted)
{
    struct json_pull json;
    json_pull_init(&json, text, length);
    bool mine = json_pull_skip(&json) && json_pull_next(&json) == JSON_DONE &&
                json_pull_offset(&json) == length;
    size_t stopped = json_pull_offset(&json);
    if (accepted) {
        *accepted = mine;
    }
    char *copy = malloc(length + 1); /* cJSON looks for the NUL behind the document */
    if (!copy) {
        return NULL;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    cJSON *tree = cJSON_ParseWithLengthOpts(copy, length + 1, NULL, 1);
    const char *difference = NULL;
    if (mine && tree) {
        json_pull_init(&json, text, length);
        difference = compare_value(&json, json_pull_next(&json), tree);
        if (!difference && json_pull_next(&json) != JSON_DONE) {
            difference = "the document does not end";
        }
    } else if (mine && !known_strictness(text, length)) {
        difference = "only the pull parser takes it";
    } else if (tree && !mine && !known_laxity(text, length, stopped, tree)) {
        difference = "only cJSON takes it";
    }
    cJSON_Delete(tree);
    free(copy);
    return difference;
}
