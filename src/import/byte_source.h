/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A source: the bytes of a file, standard input or a gzip file, as UTF-8, readable again from the
 * start. What cannot be read twice (standard input, a pipe) is spooled to an unlinked 0600 file
 * first (files have to be looked at twice: to recognise them, and to find out whether they continue
 * an earlier import).
 */
#ifndef CAMPANE_IMPORT_BYTE_SOURCE_H
#define CAMPANE_IMPORT_BYTE_SOURCE_H

#include "base/cancel.h"
#include "base/err.h"

enum source_encoding {
    ENCODING_AUTO, /* UTF-8, with or without BOM; UTF-16 by its BOM */
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_LATIN1, /* Windows-1252 for 0x80 … 0x9f, as browsers do */
    ENCODING_WINDOWS1251,
    ENCODING_WINDOWS1256,
    ENCODING_WINDOWS874,
    ENCODING_GB18030,
    ENCODING_MACROMAN
};

struct byte_source;

/* Open and look at the first bytes (gzip magic, BOM). "-" is standard input: spooled into
 * spool_folder (NULL: /tmp) unless it is a regular file, which is read in place from where it
 * stands; so are pipes that are given by name. An encoding that the system cannot read is
 * ERR_USAGE; a folder, a missing or unreadable file and a full disk while spooling are ERR_IO with
 * the path. cancel (may be NULL) stops spooling. */
struct byte_source *byte_source_open(const char *path, const char *spool_folder,
                                     enum source_encoding encoding, struct cancel *cancel,
                                     struct err *err) CAMPANE_NODISCARD;

/* So, of a regular file that is open already (it may have been renamed or removed since); name is
 * what messages call it. The descriptor stays the caller's. */
struct byte_source *byte_source_open_file(int file, const char *name, enum source_encoding encoding,
                                          struct err *err) CAMPANE_NODISCARD;

/* Read as if the file ended behind its first `end` bytes, as they lie on disk (0: at its end). */
void byte_source_end_at(struct byte_source *source, uint64_t end);

/* Over bytes in memory, which must stand as long; everything else is as for a file. chunk: the most
 * that one read gives (0: no limit), so that tests can cut anywhere. */
struct byte_source *byte_source_memory(const void *bytes, size_t length, size_t chunk,
                                       enum source_encoding encoding,
                                       struct err *err) CAMPANE_NODISCARD;

void byte_source_free(struct byte_source *source);

/* Up to `size` bytes of decoded text (BOM removed); 0 at the end, -1 on failure: unreadable, a
 * gzip that is cut or broken (says after how many bytes), UTF-16 that is cut. What was decoded
 * before a failure is given out first. Bytes of a UTF-8 file are passed on unchecked, straight into
 * the buffer: the formats reject what is not UTF-8 row by row. */
int64_t byte_source_read(struct byte_source *source, void *buffer, size_t size, struct err *err);

/* Back to the first byte, or to the decoded byte `offset` (at once in a plain UTF-8 file; else it
 * reads over what lies before). Beyond the end nothing more is read. */
bool byte_source_seek(struct byte_source *source, uint64_t offset, struct err *err);

/* Have every byte that is read shown to `seen` too, with its decoded offset, before
 * byte_source_read gives it out; bytes read over by a seek are shown as well. NULL ends it. */
typedef void byte_source_seen(void *user, uint64_t offset, const void *bytes, size_t length);
void byte_source_watch(struct byte_source *source, byte_source_seen *seen, void *user);

uint64_t byte_source_offset(const struct byte_source *source);  /* decoded bytes given out so far */
uint64_t byte_source_done(const struct byte_source *source);    /* bytes of the file as on disk */
uint64_t byte_source_total(const struct byte_source *source);   /* its size on disk, >= done */
const char *byte_source_name(const struct byte_source *source); /* as the user gave it, "stdin" */
/* A copy of the descriptor of the file or of the spool, for the caller to close; -1 with errno. */
int byte_source_file(const struct byte_source *source);
bool byte_source_is_gzip(const struct byte_source *source);
/* Whether decoded offsets are offsets of the file (plain UTF-8), so that seeking costs nothing. */
bool byte_source_is_plain(const struct byte_source *source);

#endif
