/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"

struct sink {
    FILE *stream;
    int failure;     /* errno of the first failure; 0: none */
    char *path;      /* where the file goes; NULL: the stream is the caller's */
    char *temporary; /* where it is meanwhile; NULL: written in place (a device, a pipe) */
};

#define TEMPORARY_TRIES 100

static void sink_free(struct sink *sink)
{
    mem_free(sink->path);
    mem_free(sink->temporary);
    mem_free(sink);
}

struct sink *sink_stream(FILE *stream, struct err *err)
{
    struct sink *sink = mem_new(1, sizeof *sink);
    if (!sink) {
        err_memory(err);
        return NULL;
    }
    sink->stream = stream;
    return sink;
}

static void refuse(const char *path, int errnum, struct err *err)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash && slash > path ? (size_t)(slash - path) : 0;
    struct stat there;
    err_errno(err, ERR_IO, errnum, _("%s: cannot be written"), path);
    if (errnum == EISDIR) {
        err_todo(err, "%s", _("it is a folder: name a file in it"));
    } else if (errnum == ENOENT && folder > 0) {
        err_todo(err, _("there is no folder \"%.*s\""), (int)folder, path);
    } else if (errnum == EROFS || errnum == EACCES || errnum == EPERM) {
        err_todo(err, "%s",
                 stat(path, &there) == 0 ? _("the file is protected: name another one")
                                         : _("you may not write in that folder: name another one"));
    }
}

/* Through links to the file they lead to, so that a link stays a link. */
static char *real_path(const char *path)
{
    char *resolved = realpath(path, NULL);
    char *kept = mem_strdup(resolved ? resolved : path);
    free(resolved); /* realpath's own */
    return kept;
}

/* A new file beside the path under a name that is free. */
static int open_temporary(struct sink *sink, mode_t mode)
{
    struct strbuf name = STRBUF_INIT;
    int file = -1;
    for (int i = 0; i < TEMPORARY_TRIES && file < 0; i++) {
        strbuf_clear(&name);
        strbuf_printf(&name, "%s.%ld.%d.tmp", sink->path, (long)getpid(), i);
        if (name.failed) {
            errno = ENOMEM;
            break;
        }
        file = open(name.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (file < 0 && errno != EEXIST) {
            break;
        }
    }
    if (file >= 0) {
        sink->temporary = strbuf_take(&name);
    }
    strbuf_free(&name);
    return file;
}

static bool open_file(struct sink *sink)
{
    struct stat there;
    bool exists = stat(sink->path, &there) == 0;
    int file;
    if (exists && S_ISDIR(there.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (exists && !S_ISREG(there.st_mode)) {
        file = open(sink->path, O_WRONLY | O_CLOEXEC);
    } else if (exists && access(sink->path, W_OK) != 0) {
        return false; /* a file that is protected is not replaced behind its owner's back */
    } else {
        file = open_temporary(sink, exists ? there.st_mode & 0777 : 0666);
        if (file >= 0 && exists && fchmod(file, there.st_mode & 0777) != 0) {
            sink->failure = errno;
        }
    }
    sink->stream = file >= 0 ? fdopen(file, "w") : NULL;
    if (file >= 0 && !sink->stream) {
        close(file);
    }
    return sink->stream != NULL;
}

struct sink *sink_file(const char *path, struct err *err)
{
    struct sink *sink = mem_new(1, sizeof *sink);
    if (!sink || !(sink->path = real_path(path))) {
        mem_free(sink);
        err_memory(err);
        return NULL;
    }
    if (!open_file(sink)) {
        refuse(path, errno, err);
        if (sink->temporary) {
            unlink(sink->temporary);
        }
        sink_free(sink);
        return NULL;
    }
    return sink;
}

void sink_write(struct sink *sink, const char *bytes, size_t length)
{
    if (sink->failure == 0 && length > 0 && fwrite(bytes, 1, length, sink->stream) != length) {
        sink->failure = errno ? errno : EIO;
    }
}

void sink_puts(struct sink *sink, const char *text)
{
    sink_write(sink, text, strlen(text));
}

bool sink_failed(const struct sink *sink)
{
    return sink->failure != 0;
}

static void note_failure(struct sink *sink)
{
    if (sink->failure == 0) {
        sink->failure = errno ? errno : EIO;
    }
}

/* Everything out of the program's hands. */
static void flush(struct sink *sink)
{
    if (fflush(sink->stream) != 0 || ferror(sink->stream)) {
        note_failure(sink);
    }
    if (!sink->path) {
        return;
    }
    if (sink->temporary && fsync(fileno(sink->stream)) != 0) {
        note_failure(sink);
    }
    if (fclose(sink->stream) != 0) {
        note_failure(sink);
    }
}

bool sink_finish(struct sink *sink, struct err *err)
{
    errno = 0;
    flush(sink);
    if (sink->temporary && sink->failure == 0 && rename(sink->temporary, sink->path) != 0) {
        note_failure(sink);
    }
    if (sink->temporary && sink->failure != 0) {
        unlink(sink->temporary);
    }
    bool ok = sink->failure == 0;
    if (!ok) {
        refuse(sink->path ? sink->path : _("standard output"), sink->failure, err);
    }
    sink_free(sink);
    return ok;
}

void sink_abandon(struct sink *sink)
{
    if (!sink) {
        return;
    }
    if (sink->path) {
        fclose(sink->stream);
    }
    if (sink->temporary) {
        unlink(sink->temporary);
    }
    sink_free(sink);
}
