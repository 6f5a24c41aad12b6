/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of JSON as the text that a row's cells are read from.
 */
#ifndef CAMPANE_IMPORT_JSON_VALUE_H
#define CAMPANE_IMPORT_JSON_VALUE_H

#include "import/profile_rules.h"

/* The text of a value for a field of that type: of an array or object only for lists of hits (as it
 * is written) and flags (whether there is anything in it). Numbers with an exponent are written
 * out. copy: into the arena, since the tree's text goes. False: out of memory. */
bool json_value_text(const struct json_tree *tree, uint32_t number, enum field_type type,
                     struct arena *arena, bool copy, const char **text, size_t *length);

/* What a pointer leads to in text that is JSON; nothing where it is not. */
bool json_value_inside(struct json_tree *scratch, const char *text, size_t length,
                       const struct profile_field *field, struct arena *arena, const char **found,
                       size_t *found_length);

#endif
