/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define SPOOL_BLOCK (128u << 10)

static int make_file(const char *folder, struct err *err)
{
    struct strbuf path = STRBUF_INIT;
    strbuf_printf(&path, "%s/campane-input.XXXXXX", folder);
    if (path.failed) {
        err_memory(err);
        return -1;
    }
    int file = mkstemp(path.data);
    if (file < 0) {
        err_errno(err, ERR_IO, errno, _("cannot keep the input in %s"), folder);
    } else {
        unlink(path.data);
    }
    strbuf_free(&path);
    return file;
}

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(file, bytes, length);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return false;
        }
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

static bool copy(int from, int to, const char *folder, char *block, struct cancel *cancel,
                 struct err *err)
{
    for (;;) {
        if (cancelled(cancel)) {
            return err_set(err, ERR_CANCELLED, _("stopped"));
        }
        ssize_t got = read(from, block, SPOOL_BLOCK);
        if (got == 0) {
            return true;
        }
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            return err_errno(err, ERR_IO, errno, _("cannot read the input"));
        }
        if (!write_all(to, block, (size_t)got)) {
            err_errno(err, ERR_IO, errno, _("cannot keep the input in %s"), folder);
            return err_todo(err, _("make room there, or put the data into a file and import that"));
        }
    }
}

int spool_bytes(const char *bytes, size_t length, const char *folder, struct err *err)
{
    folder = folder ? folder : "/tmp";
    int file = make_file(folder, err);
    if (file >= 0 && !write_all(file, bytes, length)) {
        err_errno(err, ERR_IO, errno, _("cannot keep the input in %s"), folder);
        close(file);
        return -1;
    }
    return file;
}

int spool_descriptor(int descriptor, const char *folder, struct cancel *cancel, struct err *err)
{
    folder = folder ? folder : "/tmp";
    int file = make_file(folder, err);
    if (file < 0) {
        return -1;
    }
    char *block = mem_new(SPOOL_BLOCK, 1);
    bool done = block ? copy(descriptor, file, folder, block, cancel, err) : err_memory(err);
    mem_free(block);
    if (!done) {
        close(file);
        return -1;
    }
    return file;
}
