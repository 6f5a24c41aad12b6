/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pull parser held against cJSON, its oracle: both must accept or both reject, and what they
 * read must be the same tree.
 */
#ifndef CAMPANE_TESTS_FUZZ_JSON_ORACLE_H
#define CAMPANE_TESTS_FUZZ_JSON_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

/* NULL when the two agree on text[0 … length), else what they differ in (a static sentence).
 *
 * Where cJSON 1.7 is laxer than RFC 8259, a rejection by the pull parser alone is agreed to, but
 * only after the byte it points at was seen to be wrong by other means:
 *   - a byte order mark at the start, and control bytes taken for white space (a NUL even ends the
 *     document for cJSON)
 *   - control bytes and line ends inside strings, strings that are not UTF-8
 *   - \u followed by something else than four hexadecimal digits
 *   - numbers with needless zeros in front ("012"), without digits on a side of the point ("1.",
 *     "-.5")
 *   - more than 64 levels (cJSON: 1000)
 * Where it is stricter, an acceptance by the pull parser alone is agreed to:
 *   - escapes of lone surrogates (decoded to U+FFFD)
 *   - numbers of more than 63 characters (refused by releases without the fix of their buffer)
 * A string that holds \u0000 is compared up to it, since cJSON's strings end there.
 * *accepted (may be NULL): whether the pull parser took it. */
const char *json_oracle(const char *text, size_t length, bool *accepted);

#endif
