/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A JSON document as a flat list of its values, made by the pull parser: for documents that have to
 * be looked at in any order. Unlike cJSON it keeps numbers as they are written (ids over 2^53) and
 * where each value stands (places in messages), and takes one allocation for many documents.
 */
#ifndef CAMPANE_IMPORT_JSON_TREE_H
#define CAMPANE_IMPORT_JSON_TREE_H

#include "base/strbuf.h"
#include "base/vec.h"

/* Documents of more values are refused, so that memory stays bounded. */
#define JSON_NODES_MAX 600000

enum json_kind {
    JSON_IS_NULL,
    JSON_IS_FALSE,
    JSON_IS_TRUE,
    JSON_IS_NUMBER,
    JSON_IS_STRING,
    JSON_IS_ARRAY,
    JSON_IS_OBJECT
};

struct json_node {
    uint32_t at;     /* first byte: behind the quote of a string */
    uint32_t length; /* as written; of arrays and objects with their brackets */
    uint32_t key;    /* behind the quote of its key, in an object */
    uint32_t key_length;
    uint32_t end; /* number of the node behind it and all in it */
    uint8_t kind; /* enum json_kind */
    bool escaped; /* a string that holds escapes */
    bool key_escaped;
};

/* Node 0 is the document; what is in an array or object follows it: number + 1 is the first, the
 * end of one is the next, up to the end of the whole. */
struct json_tree {
    const char *text;
    struct vec nodes;  /* struct json_node */
    size_t length;     /* bytes of the document in the text */
    size_t bad_at;     /* TREE_BAD, TREE_CUT: where */
    const char *error; /* same: untranslated */
    bool memory;       /* TREE_BAD: it was memory that was lacking */
};

#define JSON_TREE_INIT                                                                             \
    {                                                                                              \
        .nodes = VEC_INIT(struct json_node)                                                        \
    }

enum json_tree_result {
    TREE_WHOLE, /* something may follow the document */
    TREE_CUT,   /* the text ends before it does; the nodes are those so far */
    TREE_BAD    /* no JSON, or too many values */
};

/* Read the document at the start of the text, which must stand as long as the nodes are used and be
 * shorter than 4 GiB. What was read before is forgotten. */
enum json_tree_result json_tree_read(struct json_tree *tree, const char *text, size_t length);
void json_tree_free(struct json_tree *tree);

static inline const struct json_node *json_node(const struct json_tree *tree, uint32_t number)
{
    return VEC_AT(&tree->nodes, struct json_node, number);
}

#define JSON_NODE_NONE UINT32_MAX

/* The member of an object by its key (the first of that name); JSON_NODE_NONE when the node is no
 * object (JSON_NODE_NONE too) or has none. */
uint32_t json_tree_member(const struct json_tree *tree, uint32_t number, const char *key);

/* The first thing in an array or object, and the one behind `number` in `parent`; JSON_NODE_NONE
 * when there is none. */
uint32_t json_tree_first(const struct json_tree *tree, uint32_t parent);
uint32_t json_tree_next(const struct json_tree *tree, uint32_t parent, uint32_t number);

/* Whether a node's key, or its text, equals text (escapes honoured). */
bool json_tree_key_is(const struct json_tree *tree, uint32_t number, const char *text,
                      size_t length);
bool json_tree_text_is(const struct json_tree *tree, uint32_t number, const char *text);

/* Append a string with its escapes resolved; other values as they are written. */
void json_tree_text(const struct json_tree *tree, uint32_t number, struct strbuf *out);
void json_tree_key(const struct json_tree *tree, uint32_t number, struct strbuf *out);

#endif
