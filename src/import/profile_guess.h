/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A guess at the profile of a table that nobody knows, ready to be edited: by the names of its
 * columns, and by what stands in them.
 */
#ifndef CAMPANE_IMPORT_PROFILE_GUESS_H
#define CAMPANE_IMPORT_PROFILE_GUESS_H

#include "import/format.h"

/* Append the guess as JSON, with a line feed. name: the file's, for the profile's. What no column
 * is known for is left out; the title names the columns that are not mapped. *any: there is a
 * column that is. False: the beginning is no table, or (*memory) out of memory. */
bool profile_guess(const struct sniff *sniff, const char *name, struct strbuf *out, bool *any,
                   bool *memory);

#endif
