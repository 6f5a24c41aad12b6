/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-16 and code pages to UTF-8, a block at a time. UTF-16 and Windows-1252 are decoded here, the
 * others by iconv.
 */
#ifndef CAMPANE_IMPORT_TRANSCODE_H
#define CAMPANE_IMPORT_TRANSCODE_H

#include "import/byte_source.h"

/* Bytes of UTF-8 that one byte of input makes at most. */
#define TRANSCODE_GROWTH 3

/* What decodes one text. */
struct transcoder;

/* Any encoding but AUTO and UTF8. NULL: the system does not know it (ERR_USAGE), or out of memory.
 */
struct transcoder *transcoder_new(enum source_encoding encoding, struct err *err) CAMPANE_NODISCARD;
void transcoder_free(struct transcoder *transcoder);

/* Write the UTF-8 of as much of in[0 … length) as is whole into out, which has room for length *
 * TRANSCODE_GROWTH bytes; *taken says how much that was (a unit, surrogate pair or character of
 * several bytes that is cut by the end is left, unless `last`: then half a pair becomes U+FFFD and
 * only an odd byte of UTF-16 is left). Lone surrogates and bytes without a character become U+FFFD.
 * Returns bytes written. */
size_t transcode(struct transcoder *transcoder, const unsigned char *in, size_t length, bool last,
                 char *out, size_t *taken);

#endif
