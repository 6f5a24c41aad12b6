/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An import as lines of text that a test can compare: the format, notes, rejects, and every record
 * with all it says. Keyed hashes are numbered in order of first sight, so that the lines are the
 * same under any key.
 */
#ifndef CAMPANE_TESTS_LIB_IMPORT_LINES_H
#define CAMPANE_TESTS_LIB_IMPORT_LINES_H

#include "base/strbuf.h"
#include "import/import.h"

/* The key all tests use: the same in every run. */
const struct keyhash *import_lines_key(void);

/* A request for a file: zone UTC, the test key, now at the end of November 2026. */
struct import_request import_lines_request(const char *path);

/* Write text to a new file of the test's folder; its path, until the next call. */
const char *import_lines_file(const char *name, const char *text, size_t length);

/* Import, and append the lines. False: refused; the error's words are the lines. */
bool import_lines(const struct import_request *request, struct strbuf *out);

/* Only the records, sorted together with the lines that are in `out` already, and with the hashes
 * as they are: for imports that should say the same. before: a read of the file's beginning, to go
 * on behind; NULL. after: may be NULL. */
bool import_lines_records(const struct import_request *request, const struct import_tally *before,
                          struct import_tally *after, struct strbuf *out);

#endif
