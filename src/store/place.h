/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a store lies: its folder, its rights, the file system, the key beside it.
 */
#ifndef CAMPANE_STORE_PLACE_H
#define CAMPANE_STORE_PLACE_H

#include "base/err.h"
#include "base/keyhash.h"

/* The folder of a path, "." where it names none; false: it does not fit. */
bool place_folder(const char *path, char *folder, size_t size);

/* Whether a group may read the file. */
bool place_shared(const char *path);

/* Make an empty 0600 file and the folders above it (0700) where they are missing. */
bool place_create(const char *path, struct err *err);

/* Whether the file exists and may be read; the error names the owner and what to ask for. */
bool place_readable(const char *path, struct err *err);

/* Whether the file and its folder may be written (SQLite needs both). */
bool place_writable(const char *path);
bool place_folder_writable(const char *path);

/* ERR_IO when the file lies on a network file system, where SQLite's locks cannot be trusted. */
bool place_local(const char *path, struct err *err);

/* "PATH.key", into buffer; false when it does not fit. */
bool place_key(const char *path, char *buffer, size_t size);

/* Bytes of the file and its WAL. */
uint64_t place_bytes(const char *path);

/* Device, inode, size and time of the last change of the file and of its WAL where that holds
 * anything, as text. False: the file cannot be looked at, or there is no room. */
bool place_stamp(const char *path, char *out, size_t size);

#endif
