/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A source: the bytes of a file, standard input or a gzip file, as UTF-8, readable again from the
 * start. Standard input is spooled to an unlinked 0600 file first (files have to be looked at twice:
 * to recognise them, and to find out whether they continue an earlier import).
 */
#ifndef CAMPANE_IMPORT_BYTE_SOURCE_H
#define CAMPANE_IMPORT_BYTE_SOURCE_H

#include "base/cancel.h"
#include "base/err.h"

enum source_encoding {
    ENCODING_AUTO,   /* UTF-8, with or without BOM; UTF-16 by its BOM */
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_LATIN1  /* Windows-1252 for 0x80 … 0x9f, as browsers do */
};

struct byte_source;

/* Open and look at the first bytes (gzip magic, BOM). "-" spools standard input into spool_folder.
 * A folder, a missing or unreadable file is ERR_IO with the path. */
struct byte_source *byte_source_open(const char *path, const char *spool_folder,
                                     enum source_encoding encoding, struct cancel *cancel,
                                     struct err *err) CAMPANE_NODISCARD;
void byte_source_free(struct byte_source *source);

/* Up to `size` bytes of decoded text (BOM removed); 0 at the end, -1 on failure: unreadable, a
 * gzip that is cut or broken (says after how many bytes), UTF-16 that is cut. Bytes of a UTF-8
 * file are passed on unchecked: the formats reject what is not UTF-8 row by row. */
int64_t byte_source_read(struct byte_source *source, void *buffer, size_t size, struct err *err);

/* Back to the first byte, or to the decoded byte `offset` (reads over what lies before). */
bool byte_source_seek(struct byte_source *source, uint64_t offset, struct err *err);

uint64_t byte_source_offset(const struct byte_source *source); /* decoded bytes given out so far */
uint64_t byte_source_done(const struct byte_source *source);   /* bytes of the file as on disk */
uint64_t byte_source_total(const struct byte_source *source);  /* its size on disk */
const char *byte_source_name(const struct byte_source *source); /* as the user gave it, "stdin" */
bool byte_source_is_gzip(const struct byte_source *source);

#endif
