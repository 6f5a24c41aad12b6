/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of formats, and the choice among them.
 */
#ifndef CAMPANE_IMPORT_REGISTRY_H
#define CAMPANE_IMPORT_REGISTRY_H

#include "import/format.h"

/* All formats in the order in which ties are settled; *count of them. */
const struct import_format *const *registry_formats(size_t *count);

const struct import_format *registry_by_id(const char *id); /* NULL when there is none */

/* The format of a file's beginning; NULL with an ERR_REFUSED that says what was seen and what the
 * nearest format lacks (ERR_MEMORY when that is what failed). The reason is appended to `why`. */
const struct import_format *registry_recognize(const struct sniff *sniff, struct strbuf *why,
                                               struct err *err);

#endif
