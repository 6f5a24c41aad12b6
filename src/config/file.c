/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

const char *file_owner(unsigned long user, char buffer[64])
{
    char words[4096];
    struct passwd entry;
    struct passwd *found = NULL;
    if (getpwuid_r((uid_t)user, &entry, words, sizeof words, &found) == 0 && found) {
        snprintf(buffer, 64, "%s", found->pw_name);
    } else {
        snprintf(buffer, 64, _("user %lu"), user);
    }
    return buffer;
}

static bool refuse_open(const char *path, int errnum, struct err *err)
{
    if (errnum == ENOENT || errnum == ENOTDIR) {
        err_set(err, ERR_NOT_FOUND, _("there is no such file"));
        return err_at(err, path, 0, 0);
    }
    err_errno(err, ERR_IO, errnum, _("cannot be read"));
    err_at(err, path, 0, 0);
    struct stat status;
    if ((errnum == EACCES || errnum == EPERM) && stat(path, &status) == 0) {
        char owner[64];
        err_todo(err, _("it belongs to %s, who can let you read it"),
                 file_owner(status.st_uid, owner));
    }
    return false;
}

/* Reads until the end or until room is full; -1 with errno. */
static ssize_t read_all(int fd, char *text, size_t room)
{
    size_t got = 0;
    while (got < room) {
        ssize_t step = read(fd, text + got, room - got);
        if (step < 0 && errno == EINTR) {
            continue;
        }
        if (step < 0) {
            return -1;
        }
        if (step == 0) {
            break;
        }
        got += (size_t)step;
    }
    return (ssize_t)got;
}

static char *read_open(int fd, const char *path, size_t *length, struct err *err)
{
    struct stat status;
    /* /dev/null is how people say "none". */
    bool none = strcmp(path, "/dev/null") == 0;
    if (fstat(fd, &status) != 0 || (!S_ISREG(status.st_mode) && !none)) {
        err_set(err, ERR_IO, _("is not a regular file"));
        err_at(err, path, 0, 0);
        return NULL;
    }
    /* One byte more than the file had tells whether it is still growing. */
    size_t room = status.st_size < FILE_MAX_BYTES ? (size_t)status.st_size + 1 : FILE_MAX_BYTES + 1;
    char *text = mem_new(room + 1, 1);
    if (!text) {
        err_memory(err);
        return NULL;
    }
    ssize_t got = read_all(fd, text, room);
    if (got < 0) {
        err_errno(err, ERR_IO, errno, _("cannot be read"));
    } else if (got > FILE_MAX_BYTES) {
        err_set(err, ERR_REFUSED, _("is larger than 4 MiB, which no configuration file is"));
    } else if ((size_t)got == room) {
        err_set(err, ERR_IO, _("grew while it was read"));
        err_todo(err, _("try again"));
    } else {
        text[got] = '\0';
        *length = (size_t)got;
        return text;
    }
    err_at(err, path, 0, 0);
    mem_free(text);
    return NULL;
}

char *file_read(const char *path, size_t *length, struct err *err)
{
    /* Not blocking, so that a named pipe in the way is refused instead of waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        refuse_open(path, errno, err);
        return NULL;
    }
    char *text = read_open(fd, path, length, err);
    close(fd);
    return text;
}
