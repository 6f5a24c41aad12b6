/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import/profile_rules.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool profile_text_is(const char *pattern, const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && pattern[at] && lower(pattern[at]) == lower(text[at])) {
        at++;
    }
    return (at == length && !pattern[at]) || (pattern[at] == '*' && !pattern[at + 1]);
}

bool profile_match_text(const struct profile_match *match, const char *text, size_t length)
{
    if (match->count == 0) {
        return match->exists || match->present == (length > 0);
    }
    for (size_t i = 0; i < match->count; i++) {
        if (length > 0 && profile_text_is(match->texts[i], text, length)) {
            return !match->negated;
        }
    }
    return match->negated;
}

/* A match that is being tried on every value its pointer leads to. */
struct trial {
    const struct profile_match *match;
    bool any; /* some value is one of the texts, or is there */
};

static bool try_value(void *user, const struct json_tree *tree, uint32_t number)
{
    struct trial *trial = user;
    const struct json_node *node = json_node(tree, number);
    bool empty = node->kind == JSON_IS_NULL || (node->kind == JSON_IS_STRING && !node->length);
    if (trial->match->count == 0) {
        trial->any = !empty || trial->match->exists;
        return !trial->any;
    }
    if (empty || node->kind == JSON_IS_ARRAY || node->kind == JSON_IS_OBJECT) {
        return true;
    }
    struct strbuf plain = STRBUF_INIT;
    const char *text = tree->text + node->at;
    size_t length = node->length;
    if (node->escaped) {
        json_tree_text(tree, number, &plain);
        text = strbuf_text(&plain);
        length = plain.length;
    }
    for (size_t i = 0; i < trial->match->count && !trial->any; i++) {
        trial->any = profile_text_is(trial->match->texts[i], text, length);
    }
    strbuf_free(&plain);
    return !trial->any;
}

bool profile_match_json(const struct profile_match *match, const struct json_spot *spot)
{
    struct trial trial = {.match = match};
    const struct json_pointer *pointer = &match->place.pointer;
    json_pointer_each(pointer, spot->tree, json_spot_from(spot, pointer), try_value, &trial);
    return match->count == 0 ? trial.any == match->present : trial.any != match->negated;
}

bool profile_match_all(const struct profile_match *list, size_t count, const struct json_spot *spot)
{
    for (size_t i = 0; i < count; i++) {
        if (!profile_match_json(&list[i], spot)) {
            return false;
        }
    }
    return true;
}

const struct profile_keys *profile_match_keys(const struct profile_recognition *recognition,
                                              const struct json_spot *spot)
{
    for (size_t i = 0; i < recognition->key_count; i++) {
        if (profile_match_all(recognition->keys[i].matches, recognition->keys[i].count, spot)) {
            return &recognition->keys[i];
        }
    }
    return NULL;
}
