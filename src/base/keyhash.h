/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keyed hashes: the only form in which phone numbers, e-mail addresses and message ids are kept.
 * SipHash-2-4 with a sub-key per purpose, derived (BLAKE2b KDF of libsodium) from one 32-byte
 * secret in a 0600 file beside the store. Pseudonymous, not anonymous: who has store and key can
 * try all numbers.
 */
#ifndef CAMPANE_BASE_KEYHASH_H
#define CAMPANE_BASE_KEYHASH_H

#include "base/base.h"
#include "base/err.h"

enum keyhash_use {
    KEYHASH_MESSAGE,   /* message ids; the result is the primary key of a message */
    KEYHASH_RECIPIENT, /* phone numbers, user ids, e-mail addresses, normalised by the caller */
    KEYHASH_ORDER,     /* order ids */
    KEYHASH_EVENT,     /* identity of events that have no id */
    KEYHASH_USES
};

struct keyhash; /* immutable after it was made: any thread may use it */

/* A fresh random key (not written anywhere), or NULL. */
struct keyhash *keyhash_new(struct err *err) CAMPANE_NODISCARD;
/* The key of a file; NULL with ERR_NOT_FOUND when there is none, ERR_IO when unreadable or not a
 * key. A file others can read is refused with the chmod to run. */
struct keyhash *keyhash_load(const char *path, struct err *err) CAMPANE_NODISCARD;
/* Write the key to a new file of mode 0600 (never overwrites), synced to disk. */
bool keyhash_save(const struct keyhash *key, const char *path, struct err *err);
void keyhash_free(struct keyhash *key); /* wipes the secret */

/* 63-bit hash (never negative as int64_t, never 0). length 0 gives 0, which means "unknown". */
uint64_t keyhash_id(const struct keyhash *key, enum keyhash_use use, const void *bytes,
                    size_t length);

/* 16 hexadecimal digits that tell keys apart and reveal nothing of the secret. */
const char *keyhash_fingerprint(const struct keyhash *key);

/* Streaming BLAKE2b-256 of file contents, for the ledger; not keyed. */
struct digest {
    union {
        unsigned char bytes[512];
        uint64_t align[64];
    } state;
};
void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t length);
/* Finish a copy: the digest may go on growing afterwards. out: 32 bytes. */
void digest_peek(const struct digest *digest, unsigned char out[32]);

/* The state as bytes that a later run can go on from; false when they are damaged or were written
 * by another version of the library (then what it holds must be read again). */
#define DIGEST_SAVED (512 + 32)
void digest_save(const struct digest *digest, unsigned char saved[DIGEST_SAVED]);
bool digest_load(const unsigned char saved[DIGEST_SAVED], struct digest *digest);

/* The version of libsodium. */
const char *keyhash_library(void);

#endif
