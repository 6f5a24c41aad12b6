/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-16 and Windows-1252 to UTF-8, a block at a time. Pure.
 */
#ifndef CAMPANE_IMPORT_TRANSCODE_H
#define CAMPANE_IMPORT_TRANSCODE_H

#include "import/byte_source.h"

/* Bytes of UTF-8 that one byte of input makes at most. */
#define TRANSCODE_GROWTH 3

/* Write the UTF-8 of as much of in[0 … length) as is whole into out, which has room for length *
 * TRANSCODE_GROWTH bytes; *taken says how much that was (a unit or surrogate pair that is cut by
 * the end is left, unless `last`: then half a pair becomes U+FFFD and only an odd byte is left).
 * Lone surrogates become U+FFFD. encoding: UTF16LE, UTF16BE or LATIN1. Returns bytes written. */
size_t transcode(enum source_encoding encoding, const unsigned char *in, size_t length, bool last,
                 char *out, size_t *taken);

#endif
