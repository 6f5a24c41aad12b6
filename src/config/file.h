/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole small files into memory: configuration is read at once, not in pieces.
 */
#ifndef CAMPANE_CONFIG_FILE_H
#define CAMPANE_CONFIG_FILE_H

#include "base/err.h"

/* Everything a configuration file may hold; far above what people write. */
#define FILE_MAX_BYTES (4 * 1024 * 1024)

/* All bytes of a file, with a terminator behind them that does not count; free with mem_free.
 * NULL: ERR_NOT_FOUND when there is no such file, ERR_IO when it cannot be read (a permission that
 * is denied names the owner) or is no regular file (/dev/null is an empty one), ERR_REFUSED when it
 * is larger than FILE_MAX_BYTES, ERR_MEMORY. */
char *file_read(const char *path, size_t *length, struct err *err) CAMPANE_NODISCARD;

/* Write a whole file: it appears at once or not at all, in the place of what a link points to, with
 * the permissions of the one before (a new one is 0600); folders that are missing are made (0700).
 * A file that its owner protected from writing is not replaced. False: ERR_IO with the path and who
 * could help, ERR_MEMORY. */
bool file_write(const char *path, const char *bytes, size_t length,
                struct err *err) CAMPANE_NODISCARD;

/* The name of a user, or "user 1234" where the number has none; the same buffer. */
const char *file_owner(unsigned long user, char buffer[64]);

#endif
