/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/callback_data.h"

#include <string.h>

#include "import/json_pull.h"
#include "import/values.h"
#include "text/utf8.h"

#define KEY_SIZE 32

static const enum attr taken[] = {ATTR_TEMPLATE, ATTR_VARIANT, ATTR_SEGMENT,
                                  ATTR_LANGUAGE, ATTR_COUNTRY, ATTR_CTA};

struct reader {
    struct arena *arena;
    struct attrs *attrs;
    struct word_count *unknown;
    int campaign_rank; /* how good the key was that named the campaign; 0: none did */
    bool memory;       /* out of it */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void trim(const char **text, size_t *length)
{
    while (*length > 0 && is_blank(**text)) {
        ++*text;
        --*length;
    }
    while (*length > 0 && is_blank((*text)[*length - 1])) {
        --*length;
    }
}

/* The key in lower case; false when it is too long to be one of ours. */
static bool lower_key(const char *text, size_t length, char key[KEY_SIZE])
{
    if (length == 0 || length >= KEY_SIZE) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        key[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + ('a' - 'A') : text[i]);
    }
    key[length] = '\0';
    return true;
}

static int campaign_rank(const char *key)
{
    static const char *const names[] = {"campaign_id", "campaign_name", "campaign"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (strcmp(key, names[i]) == 0) {
            return (int)i + 1;
        }
    }
    return 0;
}

static enum attr attribute(const char *key)
{
    enum attr attr = attr_by_name(key, true);
    for (size_t i = 0; i < ARRAY_COUNT(taken); i++) {
        if (taken[i] == attr) {
            return attr;
        }
    }
    return ATTR_NONE;
}

/* A sanitised copy; NULL when nothing is left of it or memory is out. */
static const char *copy(struct reader *reader, const char *text, size_t length)
{
    struct strbuf clean = STRBUF_INIT;
    const char *result = NULL;
    utf8_sanitize(&clean, text, length, CALLBACK_VALUE_SIZE);
    if (clean.length > 0 && !clean.failed) {
        result = arena_strdup(reader->arena, clean.data);
    }
    reader->memory |= clean.failed || (clean.length > 0 && !result);
    strbuf_free(&clean);
    return result;
}

static bool known_key(const char *text, size_t length)
{
    char key[KEY_SIZE];
    return lower_key(text, length, key) && (campaign_rank(key) > 0 || attribute(key) != ATTR_NONE);
}

static void take(struct reader *reader, const char *name, size_t name_length, const char *value,
                 size_t length)
{
    char key[KEY_SIZE];
    if (!known_key(name, name_length) || !lower_key(name, name_length, key)) {
        word_count_add(reader->unknown, name, name_length);
        return;
    }
    const char *text = copy(reader, value, length);
    if (!text) {
        return;
    }
    int rank = campaign_rank(key);
    if (rank > 0) {
        if (rank > reader->campaign_rank) {
            reader->attrs->campaign = text;
            reader->campaign_rank = rank;
        }
        return;
    }
    enum attr attr = attribute(key);
    const char *country = attr == ATTR_COUNTRY ? value_country(text, strlen(text)) : NULL;
    reader->attrs->value[attr] = country ? country : text;
}

/* --- key=value;key=value ---------------------------------------------------------------------- */

/* The next piece up to a ';' of *text, trimmed, split at its first '='. False at the end. A piece
 * without '=' has value NULL. */
static bool next_pair(const char **text, size_t *left, const char **key, size_t *key_length,
                      const char **value, size_t *value_length)
{
    if (*left == 0) {
        return false;
    }
    const char *end = memchr(*text, ';', *left);
    size_t piece = end ? (size_t)(end - *text) : *left;
    const char *sign = memchr(*text, '=', piece);
    *key = *text;
    *key_length = sign ? (size_t)(sign - *text) : piece;
    *value = sign ? sign + 1 : NULL;
    *value_length = sign ? piece - *key_length - 1 : 0;
    trim(key, key_length);
    if (*value) {
        trim(value, value_length);
    }
    *left -= end ? piece + 1 : piece;
    *text += end ? piece + 1 : piece;
    return true;
}

static bool is_word(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '-' || c == '.')) {
            return false;
        }
    }
    return length > 0;
}

/* Whether the text is made of pairs: a key that is known, or every piece looks like one. An id such
 * as "c3ByaW5n==" does not. */
static bool has_pairs(const char *text, size_t length)
{
    const char *key, *value;
    size_t key_length, value_length;
    bool all = length > 0;
    while (next_pair(&text, &length, &key, &key_length, &value, &value_length)) {
        if (value && known_key(key, key_length)) {
            return true;
        }
        bool empty = !value && key_length == 0; /* behind a last ';' */
        all = all &&
              (empty || (value && is_word(key, key_length) && value_length > 0 && value[0] != '='));
    }
    return all;
}

static void read_pairs(struct reader *reader, const char *text, size_t length)
{
    const char *key, *value;
    size_t key_length, value_length;
    while (next_pair(&text, &length, &key, &key_length, &value, &value_length)) {
        if (value) {
            take(reader, key, key_length, value, value_length);
        } else if (key_length > 0) {
            word_count_add(reader->unknown, key, key_length);
        }
    }
}

/* --- JSON ------------------------------------------------------------------------------------- */

static bool read_object(struct reader *reader, const char *text, size_t length)
{
    struct json_pull json;
    struct strbuf key = STRBUF_INIT;
    struct strbuf value = STRBUF_INIT;
    json_pull_init(&json, text, length);
    bool done = json_pull_next(&json) == JSON_OBJECT_BEGIN;
    while (done && json_pull_next(&json) == JSON_KEY) {
        strbuf_clear(&key);
        json_pull_decode(&json, &key);
        enum json_token token = json_pull_next(&json);
        if (token == JSON_STRING || token == JSON_NUMBER) {
            strbuf_clear(&value);
            json_pull_decode(&json, &value);
            take(reader, strbuf_text(&key), key.length, strbuf_text(&value), value.length);
        } else if (token != JSON_NULL) {
            word_count_add(reader->unknown, strbuf_text(&key), key.length);
            done = json_pull_rest(&json, token);
        }
    }
    reader->memory |= key.failed || value.failed;
    strbuf_free(&key);
    strbuf_free(&value);
    return done && json_pull_next(&json) == JSON_DONE && json_pull_offset(&json) == length;
}

bool callback_data_read(struct arena *arena, const char *text, size_t length, struct attrs *attrs,
                        struct word_count *unknown, bool *memory)
{
    struct attrs before = *attrs;
    struct reader reader = {.arena = arena, .attrs = attrs, .unknown = unknown};
    bool done = true;
    trim(&text, &length);
    if (length > 0 && text[0] == '{') {
        done = read_object(&reader, text, length);
    } else if (memchr(text, '=', length) && has_pairs(text, length)) {
        read_pairs(&reader, text, length);
    } else {
        const char *campaign = copy(&reader, text, length);
        attrs->campaign = campaign ? campaign : attrs->campaign;
    }
    done = done && !reader.memory;
    if (!done) {
        *attrs = before;
    }
    *memory = reader.memory;
    return done;
}
