/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that tools give their columns, and what they mean (alias.def, and alias_local.def for
 * other languages than English). A name is compared without case, accents, blanks, "_", "-", dots
 * and "#".
 */
#ifndef CAMPANE_IMPORT_ALIAS_H
#define CAMPANE_IMPORT_ALIAS_H

#include "import/field.h"

#define ALIAS_KEY_SIZE 64

/* The form in which names are compared; "" when the name is longer than any that is known (or out
 * of memory, which only names beyond ASCII need). */
void alias_key(const char *text, size_t length, char key[ALIAS_KEY_SIZE]);

/* What a column called `key` means in a record; FIELD_NONE when nobody knows. *rank (may be NULL)
 * orders several columns of one meaning: the lowest is the best ("Template" before "Template ID").
 * Rank 0 are the names of the canonical files. */
enum field alias_find(enum record record, const char *key, int *rank);

/* Whether the name means something in any record. */
bool alias_is_known(const char *key);

/* What a name in brackets says beside the meaning ("Revenue (INR)", "Sent At (UTC)"): */
struct alias_extra {
    struct currency currency; /* "" */
    bool utc;
};

/* As alias_find for a column's whole name, brackets understood. Brackets that say something else
 * make the name unknown. */
enum field alias_column(enum record record, const char *name, int *rank, struct alias_extra *extra);

#endif
