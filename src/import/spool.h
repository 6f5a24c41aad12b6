/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping what can be read only once (a pipe) in a file without a name, so that it can be read
 * again.
 */
#ifndef CAMPANE_IMPORT_SPOOL_H
#define CAMPANE_IMPORT_SPOOL_H

#include "base/cancel.h"
#include "base/err.h"

/* Copy everything from `descriptor` into a new file in folder (NULL: /tmp) of mode 0600 that has no
 * name any more. The descriptor of that file, or -1: ERR_IO (the folder cannot be written, the disk
 * is full, the pipe cannot be read) or ERR_CANCELLED. The caller closes both. */
int spool_descriptor(int descriptor, const char *folder, struct cancel *cancel, struct err *err);

/* So, of bytes that are there already. */
int spool_bytes(const char *bytes, size_t length, const char *folder, struct err *err);

#endif
