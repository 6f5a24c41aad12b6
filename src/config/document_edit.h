/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Change a JSON text that a person wrote: what is not changed keeps its bytes, blanks and order
 * included. Each function gives the whole new text, in the arena, and leaves the document as it is;
 * NULL: out of memory. `json` is a value as JSON writes it.
 */
#ifndef CAMPANE_CONFIG_DOCUMENT_EDIT_H
#define CAMPANE_CONFIG_DOCUMENT_EDIT_H

#include "config/document.h"

/* Another value in the place of one. */
const char *document_replace(const struct document *document, struct arena *arena,
                             const cJSON *value, const char *json);

/* One more at the end of an object (with a key) or a list (key NULL), on a line of its own where
 * the one before it has one. */
const char *document_append(const struct document *document, struct arena *arena,
                            const cJSON *container, const char *key, const char *json);

/* Without a child of an object or list. */
const char *document_remove(const struct document *document, struct arena *arena,
                            const cJSON *container, const cJSON *child);

#endif
