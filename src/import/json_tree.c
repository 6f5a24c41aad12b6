/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json_tree.h"

#include <string.h>

#include "base/i18n.h"
#include "import/json_pull.h"

void json_tree_free(struct json_tree *tree)
{
    vec_free(&tree->nodes);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* A document on its way in. */
struct build {
    struct json_tree *tree;
    struct json_pull json;
    uint32_t open[JSON_DEPTH_MAX]; /* arrays and objects that have not ended */
    int depth;
    struct json_node key; /* that was read for the value to come */
};

static bool fail(struct build *build, const char *error, bool memory)
{
    build->tree->error = error;
    build->tree->memory = memory;
    build->tree->bad_at = json_pull_offset(&build->json);
    return false;
}

static bool add(struct build *build, enum json_kind kind, size_t at, size_t length)
{
    struct json_tree *tree = build->tree;
    if (tree->nodes.count >= JSON_NODES_MAX) {
        return fail(build, N_("too many values in one document"), false);
    }
    struct json_node *node = vec_push(&tree->nodes);
    if (!node) {
        return fail(build, N_("out of memory"), true);
    }
    *node = build->key;
    node->kind = (uint8_t)kind;
    node->at = (uint32_t)at;
    node->length = (uint32_t)length;
    node->end = (uint32_t)tree->nodes.count;
    build->key = (struct json_node){0};
    return true;
}

static void close_at(struct build *build, size_t at)
{
    struct json_node *node =
        VEC_AT(&build->tree->nodes, struct json_node, build->open[--build->depth]);
    node->length = (uint32_t)(at - node->at);
    node->end = (uint32_t)build->tree->nodes.count;
}

static size_t place(const struct build *build, const char *value)
{
    return (size_t)(value - build->json.text);
}

static bool take(struct build *build, enum json_token token)
{
    struct json_pull *json = &build->json;
    size_t at = json_pull_offset(json);
    switch (token) {
    case JSON_OBJECT_BEGIN:
    case JSON_ARRAY_BEGIN:
        build->open[build->depth++] = (uint32_t)build->tree->nodes.count;
        return add(build, token == JSON_OBJECT_BEGIN ? JSON_IS_OBJECT : JSON_IS_ARRAY, at - 1, 0);
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
        close_at(build, at);
        return true;
    case JSON_KEY:
        build->key.key = (uint32_t)place(build, json->value);
        build->key.key_length = (uint32_t)json->value_length;
        build->key.key_escaped = json->escaped;
        return true;
    case JSON_STRING:
        if (!add(build, JSON_IS_STRING, place(build, json->value), json->value_length)) {
            return false;
        }
        VEC_AT(&build->tree->nodes, struct json_node, build->tree->nodes.count - 1)->escaped =
            json->escaped;
        return true;
    case JSON_NUMBER:
        return add(build, JSON_IS_NUMBER, place(build, json->value), json->value_length);
    case JSON_TRUE:
        return add(build, JSON_IS_TRUE, at - 4, 4);
    case JSON_FALSE:
        return add(build, JSON_IS_FALSE, at - 5, 5);
    case JSON_NULL:
        return add(build, JSON_IS_NULL, at - 4, 4);
    case JSON_DONE:
    case JSON_ERROR:
        break;
    }
    return true;
}

enum json_tree_result json_tree_read(struct json_tree *tree, const char *text, size_t length)
{
    struct build build = {.tree = tree};
    enum json_token token;
    vec_clear(&tree->nodes);
    tree->text = text;
    tree->error = NULL;
    tree->memory = false;
    tree->length = 0;
    json_pull_init(&build.json, text, length);
    while ((token = json_pull_next(&build.json)) != JSON_DONE && token != JSON_ERROR) {
        if (!take(&build, token)) {
            return TREE_BAD;
        }
    }
    if (token == JSON_DONE) {
        tree->length = tree->nodes.count ? json_node(tree, 0)->at + json_node(tree, 0)->length : 0;
        tree->length += tree->nodes.count && json_node(tree, 0)->kind == JSON_IS_STRING;
        return TREE_WHOLE;
    }
    while (build.depth > 0) {
        close_at(&build, length);
    }
    tree->error = json_pull_error(&build.json);
    tree->bad_at = json_pull_offset(&build.json);
    return build.json.cut ? TREE_CUT : TREE_BAD;
}

/* --- looking ---------------------------------------------------------------------------------- */

uint32_t json_tree_first(const struct json_tree *tree, uint32_t parent)
{
    return parent != JSON_NODE_NONE && parent + 1 < json_node(tree, parent)->end ? parent + 1
                                                                                 : JSON_NODE_NONE;
}

uint32_t json_tree_next(const struct json_tree *tree, uint32_t parent, uint32_t number)
{
    uint32_t next = json_node(tree, number)->end;
    return next < json_node(tree, parent)->end ? next : JSON_NODE_NONE;
}

/* A string of the document as the pull parser shows one. */
static struct json_pull shown(const struct json_tree *tree, uint32_t at, uint32_t length,
                              bool escaped)
{
    return (struct json_pull){.value = tree->text + at, .value_length = length, .escaped = escaped};
}

static bool same(const struct json_tree *tree, uint32_t at, uint32_t size, bool escaped,
                 const char *text, size_t length)
{
    if (!escaped) {
        return size == length && memcmp(tree->text + at, text, length) == 0;
    }
    struct json_pull json = shown(tree, at, size, true);
    return json_pull_is(&json, text);
}

bool json_tree_key_is(const struct json_tree *tree, uint32_t number, const char *text,
                      size_t length)
{
    const struct json_node *node = json_node(tree, number);
    return same(tree, node->key, node->key_length, node->key_escaped, text, length);
}

bool json_tree_text_is(const struct json_tree *tree, uint32_t number, const char *text)
{
    if (number == JSON_NODE_NONE) {
        return false;
    }
    const struct json_node *node = json_node(tree, number);
    return node->kind == JSON_IS_STRING &&
           same(tree, node->at, node->length, node->escaped, text, strlen(text));
}

uint32_t json_tree_member(const struct json_tree *tree, uint32_t number, const char *key)
{
    if (number == JSON_NODE_NONE || json_node(tree, number)->kind != JSON_IS_OBJECT) {
        return JSON_NODE_NONE;
    }
    size_t length = strlen(key);
    uint32_t member = json_tree_first(tree, number);
    while (member != JSON_NODE_NONE && !json_tree_key_is(tree, member, key, length)) {
        member = json_tree_next(tree, number, member);
    }
    return member;
}

void json_tree_text(const struct json_tree *tree, uint32_t number, struct strbuf *out)
{
    const struct json_node *node = json_node(tree, number);
    if (node->escaped) {
        struct json_pull json = shown(tree, node->at, node->length, true);
        json_pull_decode(&json, out);
    } else {
        strbuf_add(out, tree->text + node->at, node->length);
    }
}

void json_tree_key(const struct json_tree *tree, uint32_t number, struct strbuf *out)
{
    const struct json_node *node = json_node(tree, number);
    struct json_pull json = shown(tree, node->key, node->key_length, node->key_escaped);
    json_pull_decode(&json, out);
}
