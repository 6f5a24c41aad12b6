/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/keyhash.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

#define SECRET_BYTES crypto_kdf_KEYBYTES

/* The key file: one line of text, so that people see what it is. */
#define FILE_MARK   "campane-key-1 "
#define MARK_LENGTH (sizeof FILE_MARK - 1)
#define HEX_LENGTH  ((size_t)SECRET_BYTES * 2)
#define FILE_LENGTH (MARK_LENGTH + HEX_LENGTH + 1)

/* Numbers of the sub-keys; a store depends on them for ever. */
#define SUBKEY_CONTEXT     "campane1"
#define SUBKEY_FINGERPRINT 0
#define SUBKEY_FIRST_USE   1

struct keyhash {
    unsigned char secret[SECRET_BYTES];
    unsigned char subkeys[KEYHASH_USES][crypto_shorthash_KEYBYTES];
    char fingerprint[17];
};

_Static_assert(sizeof(SUBKEY_CONTEXT) - 1 == crypto_kdf_CONTEXTBYTES, "context of the sub-keys");
_Static_assert(crypto_shorthash_KEYBYTES >= crypto_kdf_BYTES_MIN, "length of the sub-keys");

/* An empty key in memory, with libsodium ready. */
static struct keyhash *prepare(struct err *err)
{
    if (sodium_init() < 0) {
        err_set(err, ERR_IO, _("libsodium cannot start (no source of random numbers)"));
        return NULL;
    }
    struct keyhash *key = mem_new(1, sizeof *key);
    if (!key) {
        err_memory(err);
    }
    return key;
}

static void derive(struct keyhash *key)
{
    for (size_t use = 0; use < KEYHASH_USES; use++) {
        crypto_kdf_derive_from_key(key->subkeys[use], sizeof key->subkeys[use],
                                   SUBKEY_FIRST_USE + use, SUBKEY_CONTEXT, key->secret);
    }
    unsigned char print[crypto_kdf_BYTES_MIN];
    crypto_kdf_derive_from_key(print, sizeof print, SUBKEY_FINGERPRINT, SUBKEY_CONTEXT,
                               key->secret);
    sodium_bin2hex(key->fingerprint, sizeof key->fingerprint, print,
                   (sizeof key->fingerprint - 1) / 2);
}

struct keyhash *keyhash_new(struct err *err)
{
    struct keyhash *key = prepare(err);
    if (key) {
        randombytes_buf(key->secret, sizeof key->secret);
        derive(key);
    }
    return key;
}

void keyhash_free(struct keyhash *key)
{
    if (key) {
        sodium_memzero(key, sizeof *key);
        mem_free(key);
    }
}

/* --- the file ------------------------------------------------------------------------------- */

/* Reads up to `size` bytes; -1 with errno on failure. */
static ssize_t read_all(int fd, char *bytes, size_t size)
{
    size_t got = 0;
    while (got < size) {
        ssize_t n = read(fd, bytes + got, size - got);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return -1;
        }
        if (n == 0) {
            break;
        }
        got += (size_t)n;
    }
    return (ssize_t)got;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

static bool parse_file(const char *bytes, size_t length, unsigned char secret[SECRET_BYTES])
{
    size_t decoded = 0;
    const char *end = NULL;
    return length == FILE_LENGTH && memcmp(bytes, FILE_MARK, MARK_LENGTH) == 0 &&
           bytes[FILE_LENGTH - 1] == '\n' &&
           sodium_hex2bin(secret, SECRET_BYTES, bytes + MARK_LENGTH, HEX_LENGTH, NULL, &decoded,
                          &end) == 0 &&
           decoded == SECRET_BYTES && end == bytes + MARK_LENGTH + HEX_LENGTH;
}

/* The secret from an open file; path is for the words only. */
static bool read_secret(int fd, const char *path, unsigned char secret[SECRET_BYTES],
                        struct err *err)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return err_errno(err, ERR_IO, errno, _("cannot read the key “%s”"), path);
    }
    if (!S_ISREG(status.st_mode)) {
        return err_set(err, ERR_IO, _("the key “%s” is not a file"), path);
    }
    if ((status.st_mode & 077) != 0) {
        err_set(err, ERR_IO, _("others can read the key “%s”"), path);
        return err_todo(err, "chmod 600 '%s'", path);
    }
    char bytes[FILE_LENGTH + 1];
    ssize_t got = read_all(fd, bytes, sizeof bytes);
    bool done = false;
    if (got < 0) {
        err_errno(err, ERR_IO, errno, _("cannot read the key “%s”"), path);
    } else if (!parse_file(bytes, (size_t)got, secret)) {
        err_set(err, ERR_IO, _("“%s” is not a key of campane"), path);
        err_todo(err, _("restore it from the backup of the store"));
    } else {
        done = true;
    }
    sodium_memzero(bytes, sizeof bytes);
    return done;
}

struct keyhash *keyhash_load(const char *path, struct err *err)
{
    /* Not blocking: a pipe in the key's place must not hang the program. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        err_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, errno,
                  _("cannot open the key “%s”"), path);
        return NULL;
    }
    struct keyhash *key = prepare(err);
    if (key && read_secret(fd, path, key->secret, err)) {
        derive(key);
    } else {
        keyhash_free(key);
        key = NULL;
    }
    close(fd);
    return key;
}

/* Makes the name of a new file last through a power cut. */
static bool sync_folder(const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/');
    char *folder =
        slash ? mem_strndup(path, slash == path ? 1 : (size_t)(slash - path)) : mem_strdup(".");
    if (!folder) {
        return err_memory(err);
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* Some file systems cannot sync a folder and say EINVAL; there is nothing more to do then. */
    bool done = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (!done) {
        err_errno(err, ERR_IO, errno, _("cannot write the folder “%s”"), folder);
    }
    if (fd >= 0) {
        close(fd);
    }
    mem_free(folder);
    return done;
}

bool keyhash_save(const struct keyhash *key, const char *path, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return err_errno(err, ERR_IO, errno, _("cannot make the key “%s”"), path);
    }
    char line[FILE_LENGTH + 1];
    memcpy(line, FILE_MARK, MARK_LENGTH);
    sodium_bin2hex(line + MARK_LENGTH, HEX_LENGTH + 1, key->secret, SECRET_BYTES);
    line[FILE_LENGTH - 1] = '\n';
    errno = 0;
    bool done = fchmod(fd, 0600) == 0 && write_all(fd, line, FILE_LENGTH) && fsync(fd) == 0;
    int why = errno;
    sodium_memzero(line, sizeof line);
    if (close(fd) != 0 && done) {
        why = errno;
        done = false;
    }
    if (!done) {
        err_errno(err, ERR_IO, why, _("cannot write the key “%s”"), path);
    } else {
        done = sync_folder(path, err);
    }
    if (!done) {
        unlink(path); /* half a key would stand in the way of a whole one */
    }
    return done;
}

/* --- hashes --------------------------------------------------------------------------------- */

uint64_t keyhash_id(const struct keyhash *key, enum keyhash_use use, const void *bytes,
                    size_t length)
{
    if (length == 0) {
        return 0;
    }
    unsigned char out[crypto_shorthash_BYTES];
    crypto_shorthash(out, bytes, length, key->subkeys[use]);
    uint64_t hash = 0;
    for (size_t i = sizeof out; i-- > 0;) { /* the same number on every machine */
        hash = hash << 8 | out[i];
    }
    hash >>= 1;
    return hash ? hash : 1;
}

const char *keyhash_fingerprint(const struct keyhash *key)
{
    return key->fingerprint;
}

/* --- digest --------------------------------------------------------------------------------- */

/* libsodium wants its state at a multiple of 64, which a struct that callers copy and embed cannot
 * promise; so it is moved to such a place for every step. */
_Static_assert(sizeof(crypto_generichash_state) <= sizeof(((struct digest *)0)->state),
               "struct digest is too small for libsodium's state");

void digest_begin(struct digest *digest)
{
    crypto_generichash_state state;
    if (sodium_init() < 0) {
        /* Only random numbers would be missing, and BLAKE2b without a key needs none. */
    }
    crypto_generichash_init(&state, NULL, 0, 32);
    memset(digest, 0, sizeof *digest);
    memcpy(digest->state.bytes, &state, sizeof state);
}

void digest_add(struct digest *digest, const void *bytes, size_t length)
{
    crypto_generichash_state state;
    if (length > 0) {
        memcpy(&state, digest->state.bytes, sizeof state);
        crypto_generichash_update(&state, bytes, length);
        memcpy(digest->state.bytes, &state, sizeof state);
    }
}

void digest_peek(const struct digest *digest, unsigned char out[32])
{
    crypto_generichash_state state;
    memcpy(&state, digest->state.bytes, sizeof state);
    crypto_generichash_final(&state, out, 32);
}

/* Tells a state of this library from damage and from one of another. */
static void seal(const unsigned char *state, unsigned char out[32])
{
    struct digest digest;
    const char *version = sodium_version_string();
    digest_begin(&digest);
    digest_add(&digest, version, strlen(version));
    digest_add(&digest, state, DIGEST_SAVED - 32);
    digest_peek(&digest, out);
}

void digest_save(const struct digest *digest, unsigned char saved[DIGEST_SAVED])
{
    memcpy(saved, digest->state.bytes, DIGEST_SAVED - 32);
    seal(saved, saved + DIGEST_SAVED - 32);
}

bool digest_load(const unsigned char saved[DIGEST_SAVED], struct digest *digest)
{
    unsigned char sealed[32];
    seal(saved, sealed);
    if (memcmp(sealed, saved + DIGEST_SAVED - 32, sizeof sealed) != 0) {
        return false;
    }
    memcpy(digest->state.bytes, saved, DIGEST_SAVED - 32);
    return true;
}

const char *keyhash_library(void)
{
    return sodium_version_string();
}
