/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where output goes: a stream, or a file that appears whole or not at all (written under a
 * temporary name beside it, renamed at the end).
 */
#ifndef CAMPANE_EXPORT_SINK_H
#define CAMPANE_EXPORT_SINK_H

#include <stdio.h>

#include "base/err.h"

struct sink;

/* Into a stream, which stays the caller's. NULL: out of memory. */
struct sink *sink_stream(FILE *stream, struct err *err) CAMPANE_NODISCARD;

/* Into a file (mode 0666 less the umask; an existing file keeps its mode and is replaced when all
 * is written). ERR_IO: the folder cannot be written. */
struct sink *sink_file(const char *path, struct err *err) CAMPANE_NODISCARD;

/* Write. After a failure (a full disk, a closed pipe) it stays failed and further calls do nothing,
 * so that it is checked once, at the end. */
void sink_write(struct sink *sink, const char *bytes, size_t length);
void sink_puts(struct sink *sink, const char *text);
bool sink_failed(const struct sink *sink);

/* End: flush, sync and rename. False: something could not be written; the file is then as it was
 * before. Frees the sink. */
bool sink_finish(struct sink *sink, struct err *err);

/* Give up: the file stays as it was. NULL is fine. */
void sink_abandon(struct sink *sink);

#endif
