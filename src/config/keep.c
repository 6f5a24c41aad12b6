/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/keyhash.h"
#include "base/mem.h"
#include "config/file.h"

#define HEX_DIGEST 64

/* --- what stands before the text: the digests of key and text -------------------------------- */

static void put_hex(const unsigned char bytes[32], char out[HEX_DIGEST + 1])
{
    for (size_t i = 0; i < 32; i++) {
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    }
}

static void text_digest(const char *mark, const char *text, char out[HEX_DIGEST + 1])
{
    struct digest digest;
    unsigned char bytes[32];
    digest_begin(&digest);
    digest_add(&digest, mark, strlen(mark) + 1);
    digest_add(&digest, text, strlen(text));
    digest_peek(&digest, bytes);
    put_hex(bytes, out);
}

void keep_digest(const char *text, char out[17])
{
    char whole[HEX_DIGEST + 1];
    text_digest("", text, whole);
    memcpy(out, whole, 16);
    out[16] = '\0';
}

#define HEAD_SIZE (2 * (HEX_DIGEST + 1))

static void make_head(const struct keep *keep, const char *key, const char *text,
                      char head[HEAD_SIZE + 1])
{
    char of_key[HEX_DIGEST + 1], of_text[HEX_DIGEST + 1];
    text_digest(keep->mark, key, of_key);
    text_digest("", text, of_text);
    snprintf(head, HEAD_SIZE + 1, "%s\n%s\n", of_key, of_text);
}

/* --- reading and writing --------------------------------------------------------------------- */

static bool path_of(const struct keep *keep, const char *name, struct strbuf *path)
{
    strbuf_printf(path, "%s/%s", keep->folder, name);
    return !path->failed;
}

char *keep_read_at(const struct keep *keep, const char *path, const char *key)
{
    size_t length = 0;
    char head[HEAD_SIZE + 1];
    char *text = file_read(path, &length, NULL);
    if (text && length > HEAD_SIZE && strlen(text) == length) {
        make_head(keep, key, text + HEAD_SIZE, head);
        if (memcmp(text, head, HEAD_SIZE) == 0) {
            memmove(text, text + HEAD_SIZE, length - HEAD_SIZE + 1);
            return text;
        }
    }
    mem_free(text);
    return NULL;
}

char *keep_read(const struct keep *keep, const char *name, const char *key)
{
    struct strbuf path = STRBUF_INIT;
    char *text = path_of(keep, name, &path) ? keep_read_at(keep, strbuf_text(&path), key) : NULL;
    strbuf_free(&path);
    return text;
}

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t step = write(file, bytes, length);
        if (step < 0 && errno != EINTR) {
            return false;
        }
        bytes += step > 0 ? step : 0;
        length -= step > 0 ? (size_t)step : 0;
    }
    return true;
}

/* The folder and the one above it: ~/.cache may not be there yet. */
static void make_folder(const char *folder)
{
    char *above = mem_strdup(folder);
    char *slash = above ? strrchr(above, '/') : NULL;
    if (slash && slash != above) {
        *slash = '\0';
        (void)!mkdir(above, 0700);
    }
    (void)!mkdir(folder, 0700);
    mem_free(above);
}

/* Nobody may read it who may not read the other one: without its group it stays the writer's. */
static bool set_readers(int file, const char *like)
{
    struct stat status;
    return !like ||
           (stat(like, &status) == 0 && (fchown(file, (uid_t)-1, status.st_gid) != 0 ||
                                         fchmod(file, (status.st_mode & 0444) | 0600) == 0));
}

void keep_write_at(const struct keep *keep, const char *path, const char *like, const char *key,
                   const char *text)
{
    struct strbuf temporary = STRBUF_INIT;
    char head[HEAD_SIZE + 1];
    make_head(keep, key, text, head);
    strbuf_printf(&temporary, "%s.XXXXXX", path);
    char *made = strbuf_take(&temporary);
    int file = made ? mkstemp(made) : -1;
    if (file >= 0) {
        bool ok = set_readers(file, like) && write_all(file, head, HEAD_SIZE) &&
                  write_all(file, text, strlen(text));
        ok = close(file) == 0 && ok;
        if (!ok || rename(made, path) != 0) {
            (void)unlink(made);
        }
    }
    mem_free(made);
}

void keep_write(const struct keep *keep, const char *name, const char *key, const char *text)
{
    struct strbuf path = STRBUF_INIT;
    make_folder(keep->folder);
    if (path_of(keep, name, &path)) {
        keep_write_at(keep, strbuf_text(&path), NULL, key, text);
    }
    strbuf_free(&path);
}
