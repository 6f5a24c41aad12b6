/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef HAVE_SYS_STATFS_H
#include <sys/statfs.h>
#elif defined(HAVE_SYS_MOUNT_H)
#include <sys/mount.h>
#include <sys/param.h>
#endif

#include "base/base.h"
#include "base/i18n.h"

bool place_folder(const char *path, char *folder, size_t size)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;
    if (length >= size) {
        return false;
    }
    memcpy(folder, path, length);
    folder[length] = '\0';
    if (!slash) {
        snprintf(folder, size, ".");
    }
    return true;
}

/* mkdir -p with 0700 for what is made. */
static bool make_folders(char *folder, struct err *err)
{
    for (char *at = folder + 1; *at; at++) {
        if (*at != '/') {
            continue;
        }
        *at = '\0';
        bool ok = mkdir(folder, 0700) == 0 || errno == EEXIST || errno == EISDIR;
        int why = errno;
        if (!ok && access(folder, F_OK) != 0) {
            return err_errno(err, ERR_IO, why, _("the folder %s cannot be made"), folder);
        }
        *at = '/';
    }
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        return err_errno(err, ERR_IO, errno, _("the folder %s cannot be made"), folder);
    }
    return true;
}

bool place_create(const char *path, struct err *err)
{
    char folder[PATH_MAX];
    if (!place_folder(path, folder, sizeof folder)) {
        return err_set(err, ERR_IO, _("the path of the store is too long"));
    }
    if (!make_folders(folder, err)) {
        return false;
    }
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) {
        return true;
    }
    if (file < 0) {
        return err_errno(err, ERR_IO, errno, _("the store %s cannot be made"), path);
    }
    close(file);
    return true;
}

static bool belongs_to(uid_t user, struct err *err)
{
    const struct passwd *owner = getpwuid(user);
    return err_todo(err, _("it belongs to %s: ask for read permission on it and its folder"),
                    owner ? owner->pw_name : _("somebody else"));
}

/* The owner of the folder that keeps this user out: the last one on the way that can be looked at.
 */
static bool find_keeper(const char *path, uid_t *user)
{
    char way[PATH_MAX];
    struct stat status;
    if (!place_folder(path, way, sizeof way)) {
        return false;
    }
    while (stat(way, &status) != 0) {
        char *slash = strrchr(way, '/');
        if (errno != EACCES || !slash || slash == way) {
            return false;
        }
        *slash = '\0';
    }
    *user = status.st_uid;
    return true;
}

bool place_readable(const char *path, struct err *err)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        int why = errno;
        uid_t keeper;
        err_errno(err, why == ENOENT ? ERR_NOT_FOUND : ERR_IO, why, _("the store %s"), path);
        return why == EACCES && find_keeper(path, &keeper) && belongs_to(keeper, err);
    }
    if (S_ISDIR(status.st_mode)) {
        return err_set(err, ERR_IO, _("%s is a folder, not a store"), path);
    }
    if (access(path, R_OK) == 0) {
        return true;
    }
    int why = errno;
    err_errno(err, ERR_IO, why, _("the store %s cannot be read"), path);
    return belongs_to(status.st_uid, err);
}

bool place_writable(const char *path)
{
    return access(path, W_OK) == 0;
}

bool place_folder_writable(const char *path)
{
    char folder[PATH_MAX];
    return place_folder(path, folder, sizeof folder) && access(folder, W_OK) == 0;
}

bool place_shared(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && (status.st_mode & 0070) != 0;
}

bool place_local(const char *path, struct err *err)
{
    bool network = false;
#ifdef __linux__
    struct statfs status;
    if (statfs(path, &status) == 0) {
        switch ((unsigned long)status.f_type) {
        case 0x6969UL:     /* NFS */
        case 0xff534d42UL: /* CIFS */
        case 0xfe534d42UL: /* SMB 2 */
        case 0x517bUL:     /* SMB */
        case 0x5346414fUL: /* AFS */
        case 0x73757245UL: /* Coda */
            network = true;
            break;
        default:
            break;
        }
    }
#elif defined(MNT_LOCAL)
    struct statfs status;
    network = statfs(path, &status) == 0 && !(status.f_flags & MNT_LOCAL);
#endif
    if (!network) {
        return true;
    }
    err_set(err, ERR_IO,
            _("the store %s lies on a network file system, where two writers could "
              "destroy it"),
            path);
    return err_todo(err, _("keep it on a local disk of the server and look at it over SSH"));
}

bool place_key(const char *path, char *buffer, size_t size)
{
    int length = snprintf(buffer, size, "%s.key", path);
    return length > 0 && (size_t)length < size;
}

uint64_t place_bytes(const char *path)
{
    struct stat status;
    char wal[PATH_MAX];
    uint64_t bytes = stat(path, &status) == 0 ? (uint64_t)status.st_size : 0;
    snprintf(wal, sizeof wal, "%s-wal", path);
    return bytes + (stat(wal, &status) == 0 ? (uint64_t)status.st_size : 0);
}

static bool put_stamp(const struct stat *status, char *out, size_t size)
{
    int length =
        snprintf(out, size, "%llu:%llu:%lld:%lld.%09ld", (unsigned long long)status->st_dev,
                 (unsigned long long)status->st_ino, (long long)status->st_size,
                 (long long)status->st_mtim.tv_sec, (long)status->st_mtim.tv_nsec);
    return length > 0 && (size_t)length < size;
}

bool place_stamp(const char *path, char *out, size_t size)
{
    struct stat status;
    char wal[PATH_MAX];
    int length = snprintf(wal, sizeof wal, "%s-wal", path);
    if (length < 0 || (size_t)length >= sizeof wal || stat(path, &status) != 0 ||
        !put_stamp(&status, out, size)) {
        return false;
    }
    if (stat(wal, &status) != 0 || status.st_size == 0) {
        return true; /* a reader that comes or goes makes and removes an empty one */
    }
    size_t used = strlen(out);
    return used + 2 < size && (out[used] = '+') &&
           put_stamp(&status, out + used + 1, size - used - 1);
}
