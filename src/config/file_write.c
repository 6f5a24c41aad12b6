/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* The folders above a path; one that cannot be made is noticed when the file cannot. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)!mkdir(path, 0700);
        *slash = '/';
    }
}

enum { LINKS_MAX = 16 };

static bool refuse(const char *path, int errnum, struct err *err)
{
    struct strbuf folder = STRBUF_INIT;
    struct stat status;
    const char *slash = strrchr(path, '/');
    err_errno(err, ERR_IO, errnum, _("cannot be written"));
    err_at(err, path, 0, 0);
    strbuf_add(&folder, path, slash ? (size_t)(slash - path) : 0);
    if ((errnum == EACCES || errnum == EPERM) && stat(strbuf_text(&folder), &status) == 0) {
        char owner[64];
        err_todo(err, _("its folder belongs to %s, who can let you write there"),
                 file_owner(status.st_uid, owner));
    }
    strbuf_free(&folder);
    return false;
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

/* What is there already may be replaced; false with errno. */
static bool may_replace(const struct stat *there, const char *path)
{
    if (!S_ISREG(there->st_mode)) {
        errno = S_ISDIR(there->st_mode) ? EISDIR : EINVAL;
        return false;
    }
    return access(path, W_OK) == 0;
}

/* Fills a fresh file and puts it in place; false with errno, and nothing is left behind. */
static bool put_in_place(char *made, const char *path, const struct stat *there, const char *bytes,
                         size_t length)
{
    int file = mkstemp(made);
    if (file < 0) {
        return false;
    }
    bool ok = (!there || fchmod(file, there->st_mode & 0777) == 0) &&
              write_all(file, bytes, length) && fsync(file) == 0;
    int errnum = errno;
    if (close(file) != 0 && ok) {
        ok = false;
        errnum = errno;
    }
    if (ok && rename(made, path) != 0) {
        ok = false;
        errnum = errno;
    }
    if (!ok) {
        (void)unlink(made);
    }
    errno = errnum;
    return ok;
}

/* Where a link leads that leads to nothing yet: the file is made there, and the link stays. */
static bool dangling(const char *path, char place[PATH_MAX])
{
    char target[PATH_MAX];
    snprintf(place, PATH_MAX, "%s", path);
    bool link = false;
    for (int i = 0; i < LINKS_MAX; i++) {
        ssize_t length = readlink(place, target, sizeof target - 1);
        if (length < 0) {
            return link;
        }
        target[length] = '\0';
        char *slash = target[0] == '/' ? NULL : strrchr(place, '/');
        size_t folder = slash ? (size_t)(slash - place) + 1 : 0;
        if (folder + (size_t)length >= PATH_MAX) {
            return false;
        }
        memmove(place + folder, target, (size_t)length + 1);
        link = true;
    }
    return false;
}

bool file_write(const char *path, const char *bytes, size_t length, struct err *err)
{
    char real[PATH_MAX];
    struct stat there;
    struct strbuf name = STRBUF_INIT;
    bool exists = realpath(path, real) != NULL && stat(real, &there) == 0;
    const char *place = exists || dangling(path, real) ? real : path;
    strbuf_printf(&name, "%s.XXXXXX", place);
    char *made = strbuf_take(&name);
    if (!made) {
        strbuf_free(&name);
        return err_memory(err);
    }
    if (!exists) {
        make_folders(made);
    }
    bool ok = (!exists || may_replace(&there, place)) &&
              put_in_place(made, place, exists ? &there : NULL, bytes, length);
    int errnum = errno;
    mem_free(made);
    return ok || refuse(path, errnum, err);
}
