/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A JSON document with its text: cJSON reads it, and errors about any value in it name file, line
 * and column. For files that people write (benchmarks, profiles); unknown keys are errors.
 */
#ifndef CAMPANE_CONFIG_DOCUMENT_H
#define CAMPANE_CONFIG_DOCUMENT_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/err.h"

struct document {
    const char *name; /* for messages; the owner keeps it */
    const char *text; /* the owner keeps it */
    size_t length;
    cJSON *root;
};

/* Let cJSON allocate through base/mem.h. Once, before any thread starts. */
void document_setup(void);

/* Parse `length` bytes (a byte order mark is skipped; nothing may follow the value). False:
 * ERR_REFUSED with line and column, or ERR_MEMORY. Free with document_free. */
bool document_parse(struct document *document, const char *name, const char *text, size_t length,
                    struct err *err);
void document_free(struct document *document);

/* Fill err with ERR_REFUSED at the place of a value of the document. Returns false. */
bool document_refuse(const struct document *document, const cJSON *value, struct err *err,
                     const char *format, ...) CAMPANE_PRINTF(4, 5);

/* The line and column of a value (its key where it has one is before it on the same line as a
 * rule). Linear in the document. */
void document_place(const struct document *document, const cJSON *value, uint64_t *line,
                    uint64_t *column);

/* The bytes of a value in the text: its first, and the one behind its last. Linear in the document.
 */
void document_span(const struct document *document, const cJSON *value, size_t *begin, size_t *end);

/* Whether value is an object all of whose keys are words of `keys` (separated by single spaces),
 * each at most once. `where` names the object in the message: "set \"mine\", row 2". */
bool document_keys(const struct document *document, const cJSON *value, const char *keys,
                   const char *where, struct err *err);

/* A member of an object; NULL when it is absent or null. */
const cJSON *document_member(const cJSON *object, const char *key);

/* What a value holds; false (NULL) when the value is NULL or something else. */
bool document_number(const cJSON *value, double *number);
const char *document_string(const cJSON *value);

/* A member that is text, sanitised into the arena and cut at max_bytes; *text is "" when the member
 * is absent or null. False: it is something else, or memory. */
bool document_text(const struct document *document, struct arena *arena, const cJSON *object,
                   const char *key, size_t max_bytes, const char *where, const char **text,
                   struct err *err);

/* A key, id or text of the document made fit for a message: sanitised, shortened; the arena's. */
const char *document_shown(struct arena *arena, const char *text);

#endif
