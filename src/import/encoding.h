/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encodings by name, and those in which a text that is not UTF-8 may be written. Which one it is is
 * never guessed silently: a person looks at the candidates and says it.
 */
#ifndef CAMPANE_IMPORT_ENCODING_H
#define CAMPANE_IMPORT_ENCODING_H

#include "base/strbuf.h"
#include "import/byte_source.h"

/* By any of its names, in any case; false: there is none of that name. */
bool encoding_by_name(const char *name, enum source_encoding *encoding);

/* The name that is shown; NULL for ENCODING_AUTO. */
const char *encoding_name(enum source_encoding encoding);

/* Append the names that are shown: "utf-8, utf-16le, …". */
void encoding_names(struct strbuf *out);

/* Whether the beginning of a text is wholly of another encoding than UTF-8: its first line is not
 * UTF-8, or over a fifth of its lines and more of those with other than ASCII letters than not. A
 * row that is damaged in a file of UTF-8 is no reason. The last line may be cut. */
bool encoding_is_other(const char *text, size_t length);

/* Append the encodings in which the text may be written, the likeliest first, each with its first
 * three lines that are not blank as they would read, sanitised. False: none fits, or out of
 * memory (out->failed). */
bool encoding_candidates(const char *text, size_t length, struct strbuf *out);

#endif
