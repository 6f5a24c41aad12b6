/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What loggers wrap around the JSON that came in: pino, winston, docker's json-file, journald and
 * gateways write an object of their own that holds the body at some depth, as an object or as text
 * (which may be wrapped again, or stand behind other words). Here the bodies in such an object are
 * found, whoever wrote it.
 */
#ifndef CAMPANE_IMPORT_UNWRAP_H
#define CAMPANE_IMPORT_UNWRAP_H

#include "import/json_tree.h"

#define UNWRAP_LEVELS 4 /* text in text in text … */

/* Whether a value is what is looked for. Asked of parts of documents that are cut, too. */
typedef bool unwrap_wanted(void *user, const struct json_tree *tree, uint32_t number);

/* A body: the tree's text and nodes are lent until it returns. path is a pointer ("/req/body",
 * "/log (text)/msg"), "" for the document itself, with "*" for places in lists. False stops. */
typedef bool unwrap_found(void *user, const struct json_tree *tree, uint32_t number,
                          const char *path);

struct unwrap {
    unwrap_wanted *wanted;
    unwrap_found *found;
    void *user; /* of both */
    struct json_tree trees[UNWRAP_LEVELS];
    struct strbuf texts[UNWRAP_LEVELS];
    struct strbuf path;
    struct strbuf cut_path; /* UNWRAP_CUT: where */
    size_t count;           /* found in this document */
    bool stopped, cut;
};

void unwrap_init(struct unwrap *unwrap, unwrap_wanted *wanted, unwrap_found *found, void *user);
void unwrap_free(struct unwrap *unwrap);

enum unwrap_result {
    UNWRAP_FOUND,
    UNWRAP_NOTHING,
    UNWRAP_CUT,     /* nothing whole, but a text that begins as one and ends too early */
    UNWRAP_STOPPED, /* found gave false */
    UNWRAP_MEMORY
};

/* Find the bodies in a document; one that is wanted itself is its only body. */
enum unwrap_result unwrap_search(struct unwrap *unwrap, const struct json_tree *tree);

#endif
