/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pointers into JSON (RFC 6901) as profiles write them: "/data/0/id", and beyond the standard
 *   "*"     every item of an array; an object that stands where an array could is its only item
 *   "^/…"   from the document's top, not from the record
 */
#ifndef CAMPANE_IMPORT_JSON_POINTER_H
#define CAMPANE_IMPORT_JSON_POINTER_H

#include "base/arena.h"
#include "import/json_tree.h"

struct json_step {
    const char *name;
    size_t length;
    uint32_t index; /* of an item; UINT32_MAX: the name is no number */
    bool every;     /* "*" */
};

struct json_pointer {
    const char *text; /* as written */
    const struct json_step *steps;
    size_t count;
    bool from_top; /* "^" */
};

#define JSON_STEPS_MAX 32

/* Read a pointer; "" is the value itself. NULL, or a sentence's end why it is none (untranslated).
 * Lives in the arena; *memory is set when that is what was lacking. */
const char *json_pointer_parse(struct arena *arena, const char *text, struct json_pointer *pointer,
                               bool *memory);

/* Call visit for every value that the pointer leads to from a node, in the order of the document,
 * until it gives false. Gives false then. */
typedef bool json_pointer_visit(void *user, const struct json_tree *tree, uint32_t number);
bool json_pointer_each(const struct json_pointer *pointer, const struct json_tree *tree,
                       uint32_t from, json_pointer_visit *visit, void *user);

/* The first value other than null that it leads to; JSON_NODE_NONE. */
uint32_t json_pointer_find(const struct json_pointer *pointer, const struct json_tree *tree,
                           uint32_t from);

/* A record in a document: where "^" and other pointers begin. */
struct json_spot {
    const struct json_tree *tree;
    uint32_t top, record;
};

static inline uint32_t json_spot_from(const struct json_spot *spot,
                                      const struct json_pointer *pointer)
{
    return pointer->from_top ? spot->top : spot->record;
}

/* Whether what stands before its first "*" is there (an empty list is); without one, the value. */
bool json_pointer_begins(const struct json_pointer *pointer, const struct json_tree *tree,
                         uint32_t from);

#endif
