/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Unpacking gzip: any number of members one behind the other, zero padding at the end.
 */
#ifndef CAMPANE_IMPORT_GUNZIP_H
#define CAMPANE_IMPORT_GUNZIP_H

#include "base/err.h"

struct gunzip;

/* Where packed bytes come from: as byte_source_read (0 the end, -1 with err). */
typedef int64_t gunzip_input(void *user, void *buffer, size_t size, struct err *err);

struct gunzip *gunzip_new(gunzip_input *input, void *user, struct err *err) CAMPANE_NODISCARD;
void gunzip_free(struct gunzip *gunzip);

/* Start again; the input begins at its first byte too. */
bool gunzip_reset(struct gunzip *gunzip, struct err *err);

/* Up to `size` unpacked bytes; 0 at the end, -1 on failure (ERR_IO: cut, broken, followed by
 * something else, each with the number of good packed bytes; ERR_MEMORY). */
int64_t gunzip_read(struct gunzip *gunzip, void *buffer, size_t size, struct err *err);

/* Packed bytes used up so far. */
uint64_t gunzip_consumed(const struct gunzip *gunzip);

/* The version of zlib. */
const char *gunzip_library(void);

#endif
