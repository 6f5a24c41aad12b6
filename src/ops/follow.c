/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/follow.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "ops/rotated.h"
#include "store/followed.h"

#define BATCH_BYTES                                                                                \
    (64u << 20) /* taken in at once, so that a kill costs little of a long backlog */
#define BLOCK_SIZE  (64u << 10)
#define SNIFF_BYTES (64u << 10) /* what is not recognized by then is of no known format */
#define LAST_LOOKS  2           /* at a file that was renamed: its writer may have it open still */

struct follow {
    struct store *store;
    const struct ops_follow *request;
    char path[PATH_MAX]; /* absolute */
    int file;            /* -1: there is none yet */
    struct followed left;
    uint64_t looked; /* size of the file when nothing more could be taken in */
    int quiet_looks; /* at a renamed file that did not grow */
    bool told_wait;
};

static struct cancel *cancel_of(const struct follow *follow)
{
    return follow->request->import.cancel;
}

static void tell(struct follow *follow, enum follow_event event, const char *words)
{
    if (follow->request->tell) {
        follow->request->tell(follow->request->context, event, words);
    }
}

/* Tell once that something is waited for. */
static void tell_wait(struct follow *follow, enum follow_event event, const char *words)
{
    if (!follow->told_wait) {
        tell(follow, event, words);
    }
    follow->told_wait = true;
}

/* The file need not exist, but its folder must. */
static bool make_absolute(struct follow *follow, struct err *err)
{
    const char *path = follow->request->import.file.path;
    const char *slash = strrchr(path, '/');
    char folder[PATH_MAX], real[PATH_MAX];
    int length = slash ? (int)(slash - path) + 1 : 1;
    snprintf(folder, sizeof folder, "%.*s", length, slash ? path : ".");
    if (!realpath(folder, real)) {
        err_errno(err, ERR_IO, errno, _("cannot be followed"));
        return err_at(err, path, 0, 0);
    }
    int wrote = snprintf(follow->path, sizeof follow->path, "%s/%s", strcmp(real, "/") ? real : "",
                         slash ? slash + 1 : path);
    if (wrote < 0 || (size_t)wrote >= sizeof follow->path) {
        err_set(err, ERR_IO, _("the path is too long"));
        return err_at(err, path, 0, 0);
    }
    return true;
}

/* --- bytes of the file ------------------------------------------------------------------------ */

static ssize_t read_at(int file, void *buffer, size_t size, uint64_t at)
{
    ssize_t got;
    do {
        got = pread(file, buffer, size, (off_t)at);
    } while (got < 0 && errno == EINTR);
    return got;
}

/* Bytes of a mark in front of the text, which sizes do not count. */
static uint64_t mark_size(int file)
{
    unsigned char first[3];
    bool marked = read_at(file, first, sizeof first, 0) == 3 && first[0] == 0xEF &&
                  first[1] == 0xBB && first[2] == 0xBF;
    return marked ? sizeof first : 0;
}

/* Packed text and UTF-16 cannot be read from the middle. */
static bool is_plain(const struct follow *follow, struct err *err)
{
    unsigned char first[2];
    bool two = read_at(follow->file, first, sizeof first, 0) == 2;
    if (two && ((first[0] == 0x1f && first[1] == 0x8b) || (first[0] == 0xff && first[1] == 0xfe) ||
                (first[0] == 0xfe && first[1] == 0xff))) {
        err_set(err, ERR_REFUSED, _("only plain UTF-8 text can be followed"));
        err_todo(err, _("import it without --follow when it is finished"));
        return err_at(err, follow->request->import.file.path, 0, 0);
    }
    return true;
}

/* Whether the file still begins with what was taken in, by its size and the last bytes of that. */
static bool is_same(int file, const struct followed *left, uint64_t size)
{
    char bytes[FOLLOWED_TAIL];
    unsigned char tail[32];
    uint64_t end = left->size + mark_size(file);
    size_t length = left->size < sizeof bytes ? (size_t)left->size : sizeof bytes;
    if (size < end || read_at(file, bytes, length, end - length) != (ssize_t)length) {
        return false;
    }
    struct digest digest;
    digest_begin(&digest);
    digest_add(&digest, bytes, length);
    digest_peek(&digest, tail);
    return memcmp(tail, left->tail, sizeof tail) == 0;
}

/* Where to stop: behind the last line feed at or before `to`, else behind the first one after it;
 * `from`: there is none. */
static uint64_t whole_lines(int file, uint64_t from, uint64_t to, uint64_t size)
{
    char block[BLOCK_SIZE];
    for (uint64_t end = to; end > from;) {
        size_t length = end - from < sizeof block ? (size_t)(end - from) : sizeof block;
        ssize_t got = read_at(file, block, length, end - length);
        for (ssize_t i = got; i > 0; i--) {
            if (block[i - 1] == '\n') {
                return end - length + (uint64_t)i;
            }
        }
        end -= length;
    }
    for (uint64_t at = to; at < size;) {
        ssize_t got = read_at(file, block, sizeof block, at);
        const char *feed = got > 0 ? memchr(block, '\n', (size_t)got) : NULL;
        if (feed || got <= 0) {
            return feed ? at + (uint64_t)(feed - block) + 1 : from;
        }
        at += (uint64_t)got;
    }
    return from;
}

/* --- taking in -------------------------------------------------------------------------------- */

struct wait {
    const struct ops_import *import;
};

/* A store that somebody else writes to is waited for, however long. */
static bool waiting(void *context, int seconds)
{
    const struct ops_import *import = ((struct wait *)context)->import;
    if (import->waiting) {
        import->waiting(import->context, seconds);
    }
    return !cancelled(import->cancel);
}

/* Take in a file, or what is new in the followed one; file NULL: the whole file of a path. */
static bool take(struct follow *follow, const struct import_request *file,
                 struct followed *followed, struct err *err)
{
    struct arena *arena = arena_new();
    if (!arena) {
        return err_memory(err);
    }
    struct wait wait = {&follow->request->import};
    struct ops_import import = {.file = *file,
                                .keep_going = true, /* a bad line must not stop all further ones */
                                .many = follow->request->import.many,
                                .followed = followed,
                                .cancel = cancel_of(follow),
                                .waiting = waiting,
                                .context = &wait};
    struct ops_imported batch;
    bool done = ops_import_file(follow->store, &import, arena, &batch, err);
    if (done && follow->request->took) {
        follow->request->took(follow->request->context, &batch);
    }
    arena_free(arena);
    return done;
}

/* The bytes up to `end` (0: all, and nothing more will come). */
static bool take_new(struct follow *follow, const struct stat *status, uint64_t end,
                     struct err *err)
{
    struct import_request file = follow->request->import.file;
    file.file = &follow->file;
    file.end = end;
    file.growing = end > 0;
    follow->left.path = follow->path;
    follow->left.device = (uint64_t)status->st_dev;
    follow->left.inode = (uint64_t)status->st_ino;
    follow->left.modified = (int64_t)status->st_mtime;
    return take(follow, &file, &follow->left, err);
}

/* What is there of whole lines; *more: there is more than was taken in at once. */
static bool take_grown(struct follow *follow, const struct stat *status, bool *more,
                       struct err *err)
{
    uint64_t size = (uint64_t)status->st_size;
    uint64_t from = follow->left.import ? follow->left.size + mark_size(follow->file) : 0;
    *more = false;
    if (size <= from || size == follow->looked || !is_plain(follow, err)) {
        return size <= from || size == follow->looked;
    }
    uint64_t to = size - from > BATCH_BYTES ? from + BATCH_BYTES : size;
    uint64_t end = whole_lines(follow->file, from, to, size);
    int64_t import = follow->left.import;
    uint64_t had = follow->left.size;
    follow->looked = size;
    if (end == from) {
        return true;
    }
    if (!take_new(follow, status, end, err)) {
        if (err->code == ERR_REFUSED && import == 0 && size < SNIFF_BYTES) {
            tell_wait(follow, FOLLOW_WAITS_FOR_MORE, err->text);
            err_clear(err);
            return true;
        }
        return false;
    }
    follow->told_wait = false;
    *more = end < size && (follow->left.size > had || import == 0);
    if (*more) {
        follow->looked = 0;
    }
    return true;
}

/* The file is done with: its last line too, which may lack its end. */
static bool take_rest(struct follow *follow, const struct stat *status, struct err *err)
{
    bool more = true;
    while (more) {
        follow->looked = 0;
        if (!take_grown(follow, status, &more, err)) {
            return false;
        }
    }
    uint64_t taken = follow->left.import ? follow->left.size + mark_size(follow->file) : 0;
    return (uint64_t)status->st_size <= taken || take_new(follow, status, 0, err);
}

static void forget_file(struct follow *follow)
{
    if (follow->file >= 0) {
        close(follow->file);
    }
    follow->file = -1;
    follow->looked = 0;
    follow->quiet_looks = 0;
    memset(&follow->left, 0, sizeof follow->left);
}

/* --- what was rotated away -------------------------------------------------------------------- */

/* A rotated file that is none of the known formats, or is being packed just now (what it is made of
 * lies beside it then), must not end the following for ever. False: it is not the file's fault. */
static bool skip(struct follow *follow, const struct rotated *file, struct err *err)
{
    const char *ending = strrchr(file->name, '.');
    bool packed = ending && strcmp(ending, ".gz") == 0;
    if (err->code != ERR_REFUSED && !(err->code == ERR_IO && packed)) {
        return false;
    }
    char words[sizeof err->file + sizeof err->text + sizeof err->todo];
    tell(follow, FOLLOW_SKIPPED, err_format(err, words, sizeof words));
    err_clear(err);
    return true;
}

/* Take in the files beside the followed one that were rotated from it and written to since it was
 * left; `done`: the one that was read to its end already. */
static bool take_rotated(struct follow *follow, const struct followed *left,
                         const struct stat *done, struct err *err)
{
    struct arena *arena = arena_new();
    const struct rotated *files;
    size_t count;
    bool ok = arena != NULL || err_memory(err);
    ok = ok && rotated_find(arena, follow->path, left->modified, &files, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        struct import_request file = follow->request->import.file;
        if (done && files[i].device == (uint64_t)done->st_dev &&
            files[i].inode == (uint64_t)done->st_ino) {
            continue;
        }
        file.path = files[i].path;
        tell(follow, FOLLOW_FOUND_ROTATED, files[i].name);
        /* Where it was left, this reads its beginning again to know it: it may have been packed. */
        ok = take(follow, &file, NULL, err) || skip(follow, &files[i], err);
    }
    arena_free(arena);
    return ok;
}

/* --- looking ---------------------------------------------------------------------------------- */

/* Open the file that stands at the path now, if there is one. */
static bool open_file(struct follow *follow, struct err *err)
{
    struct stat status;
    follow->file = open(follow->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (follow->file < 0) {
        if (errno == ENOENT) {
            tell_wait(follow, FOLLOW_WAITS_FOR_FILE, NULL);
            return true;
        }
        err_errno(err, ERR_IO, errno, _("cannot be opened"));
        return err_at(err, follow->request->import.file.path, 0, 0);
    }
    if (fstat(follow->file, &status) != 0 || !S_ISREG(status.st_mode)) {
        err_set(err, ERR_IO, _("is no regular file"));
        err_todo(err, _("only files can be followed; give a pipe as standard input"));
        return err_at(err, follow->request->import.file.path, 0, 0);
    }
    return true;
}

/* At the start: go on where an earlier run left the path. */
static bool begin(struct follow *follow, struct err *err)
{
    struct followed left;
    struct stat status;
    bool found;
    if (!followed_find(follow->store, follow->path, &left, &found, err) ||
        !open_file(follow, err)) {
        return false;
    }
    if (!found) {
        return true;
    }
    if (follow->file >= 0 && fstat(follow->file, &status) == 0 &&
        is_same(follow->file, &left, (uint64_t)status.st_size)) {
        follow->left = left;
        tell(follow, FOLLOW_GOES_ON, NULL);
        return true;
    }
    return take_rotated(follow, &left, NULL, err);
}

/* Whether another file, or none, stands at the path now. */
static bool is_rotated(const struct follow *follow, const struct stat *status)
{
    struct stat there;
    return stat(follow->path, &there) != 0 || there.st_dev != status->st_dev ||
           there.st_ino != status->st_ino;
}

/* The file was renamed: read on as long as its writer goes on, then turn to the new one. */
static bool leave_rotated(struct follow *follow, const struct stat *status, struct err *err)
{
    if (access(follow->path, F_OK) != 0 || ++follow->quiet_looks < LAST_LOOKS) {
        return true; /* nobody writes a new one yet */
    }
    struct followed left = follow->left;
    if (left.import == 0) {
        left.modified = (int64_t)status->st_mtime;
    }
    if (!take_rest(follow, status, err)) {
        return false;
    }
    forget_file(follow);
    tell(follow, FOLLOW_ROTATED, NULL);
    return take_rotated(follow, &left, status, err) && open_file(follow, err);
}

/* One look at the file. */
static bool look(struct follow *follow, bool *more, struct err *err)
{
    struct stat status;
    *more = false;
    if (follow->file < 0 && (!open_file(follow, err) || follow->file < 0)) {
        return follow->file < 0 && err->code == ERR_NONE;
    }
    if (fstat(follow->file, &status) != 0) {
        err_errno(err, ERR_IO, errno, _("cannot be read"));
        return err_at(err, follow->request->import.file.path, 0, 0);
    }
    if (follow->left.import && !is_same(follow->file, &follow->left, (uint64_t)status.st_size)) {
        struct followed left = follow->left;
        forget_file(follow);
        tell(follow, FOLLOW_EMPTIED, NULL);
        return take_rotated(follow, &left, NULL, err) && open_file(follow, err);
    }
    bool rotated = is_rotated(follow, &status);
    uint64_t had = follow->left.size;
    if (!take_grown(follow, &status, more, err)) {
        return false;
    }
    if (!rotated || *more || follow->left.size > had) {
        follow->quiet_looks = 0;
        return true;
    }
    return leave_rotated(follow, &status, err);
}

bool ops_follow(struct store *store, const struct ops_follow *request, struct err *err)
{
    struct follow follow = {.store = store, .request = request, .file = -1};
    struct err own = ERR_INIT;
    bool ok = make_absolute(&follow, &own) && begin(&follow, &own);
    while (ok && !cancelled(request->import.cancel)) {
        bool more;
        ok = look(&follow, &more, &own);
        if (ok && !more && !cancelled(request->import.cancel)) {
            clock_pause(request->interval);
        }
    }
    forget_file(&follow);
    /* Whatever a signal stopped was rolled back and comes again next time. */
    if (!ok && cancelled(request->import.cancel)) {
        return true;
    }
    if (!ok && err) {
        *err = own;
    }
    return ok;
}
