/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON documents of a source, whole, one after the other: one a line, pretty-printed, in an
 * array, or one alone; behind other words on their line; damaged ones among the good. What a
 * document is about, alone or in what a logger wrapped around it, is found by unwrap.h.
 */
#ifndef CAMPANE_IMPORT_JSON_DOCS_H
#define CAMPANE_IMPORT_JSON_DOCS_H

#include "import/format.h"
#include "import/unwrap.h"
#include "import/webhook_stream.h"

struct json_docs;

struct json_doc {
    const struct json_tree *tree; /* DOCS_DOC */
    struct piece piece;           /* its text and place; of DOCS_BAD what was left out */
    const char *why;              /* DOCS_BAD: translated */
    size_t bad_at;                /* same: byte of the piece */
    uint64_t begin, end;          /* decoded offsets; end is begin where more may still come */
};

enum docs_step { DOCS_DOC, DOCS_BAD, DOCS_END, DOCS_FAILED };

/* From where the source stands. */
struct json_docs *json_docs_new(struct byte_source *source, struct err *err) CAMPANE_NODISCARD;
void json_docs_free(struct json_docs *docs);

/* The next document; lent until the next call. */
enum docs_step json_docs_next(struct json_docs *docs, struct json_doc *doc, struct err *err);

/* Go on at a decoded offset, which lies in line `line`. */
bool json_docs_seek(struct json_docs *docs, uint64_t offset, uint64_t line, struct err *err);

/* Where the next document is looked for. */
void json_docs_place(const struct json_docs *docs, uint64_t *offset, uint64_t *line);

/* Reject a document, or what is at byte `at` of it, and count it as a row. */
bool json_docs_reject(struct import_context *context, const struct json_doc *doc, size_t at,
                      const char *why, struct err *err);

/* Add remarks on what stood around the documents. */
bool json_docs_note(const struct json_docs *docs, struct import_context *context);

/* The first documents of a beginning that is looked at for recognition: call look for each,
 * until it gives false. Documents that are cut count when the beginning is not all there is. */
void json_docs_sniff(const struct sniff *sniff,
                     bool (*look)(void *user, const struct json_tree *tree), void *user);

#endif
