/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Profiles: a JSON file that maps the columns of somebody's table to the program's fields
 * (formats.md, "Profile").
 */
#ifndef CAMPANE_IMPORT_PROFILE_H
#define CAMPANE_IMPORT_PROFILE_H

#include "base/arena.h"
#include "base/err.h"
#include "import/byte_source.h"

struct profile;

/* Read and check a profile, from a file or, by a name without "/" and ".", one of those that come
 * with the program; unknown keys, fields and kinds are errors that name them. Lives in the
 * arena. NULL: ERR_REFUSED (wrong) or ERR_IO. */
const struct profile *profile_load(struct arena *arena, const char *path, struct err *err);
const struct profile *profile_parse(struct arena *arena, const char *text, size_t length,
                                    const char *name, struct err *err);

const char *profile_name(const struct profile *profile);
const char *profile_title(const struct profile *profile);
/* Digest of what it says (16 hexadecimal digits), for the ledger's options line. */
const char *profile_digest(const struct profile *profile);
/* The encoding it states, for byte_source_open; ENCODING_AUTO when it states none. */
enum source_encoding profile_encoding(const struct profile *profile);

#endif
