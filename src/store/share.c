/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A store that the members of a group may read (folder 2750, files 0640), or correct too (2770,
 * 0660); the key stays the owner's. What is made later in the folder is the group's by its
 * set-group bit, and SQLite gives WAL and index the mode of the file.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/keyhash.h"
#include "store/maintain.h"
#include "store/place.h"
#include "store/store_private.h"

struct sharing {
    gid_t group;
    const char *group_name;
    bool writers;
    char folder[PATH_MAX];
    const char *base; /* of the store, in its path */
    size_t base_length;
    const char *fingerprint; /* of its key */
    struct err *err;
};

enum { KEY_SIZE_MAX = 4096 }; /* no key is larger */

static bool fail(const struct sharing *sharing, const char *path)
{
    int why = errno;
    err_errno(sharing->err, ERR_IO, why, _("%s cannot be given to the group %s"), path,
              sharing->group_name);
    return why == EPERM && err_todo(sharing->err, _("only its owner can do that, as a member of "
                                                    "the group, or root"));
}

/* No link is followed: whoever may write in the folder could lead to files of somebody else. They
 * are not opened for it either, since to close the store's file gives its locks up. The group
 * first: nobody of another one may look in between. */
static bool give(const struct sharing *sharing, const char *path, mode_t mode)
{
    struct stat status;
    if (lstat(path, &status) != 0) {
        return fail(sharing, path);
    }
    if (!S_ISDIR(status.st_mode) && (!S_ISREG(status.st_mode) || status.st_nlink > 1)) {
        return err_set(sharing->err, ERR_IO, _("%s is a link, or no file: it is not shared"), path);
    }
    return (lchown(path, (uid_t)-1, sharing->group) == 0 &&
            fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW) == 0) ||
           fail(sharing, path);
}

/* Of this store or another one. Who may write in the folder may have given it another name. */
static bool is_key(const struct sharing *sharing, const char *path)
{
    size_t length = strlen(path);
    struct stat status;
    struct err ignored = ERR_INIT;
    if (length >= 4 && strcmp(path + length - 4, ".key") == 0) {
        return true;
    }
    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > KEY_SIZE_MAX) {
        return false;
    }
    struct keyhash *key = keyhash_load(path, &ignored);
    bool same = key && strcmp(keyhash_fingerprint(key), sharing->fingerprint) == 0;
    keyhash_free(key);
    return same;
}

typedef bool (*seeing)(struct sharing *, const char *name);

static bool each_file(struct sharing *sharing, seeing see)
{
    DIR *folder = opendir(sharing->folder);
    bool ok = folder != NULL;
    if (!ok) {
        return err_errno(sharing->err, ERR_IO, errno, _("%s cannot be read"), sharing->folder);
    }
    for (const struct dirent *entry; ok && (entry = readdir(folder));) {
        bool self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        ok = self || see(sharing, entry->d_name);
    }
    closedir(folder);
    return ok;
}

/* What else lies in the folder would be the group's to see, and may be no place to share. */
static bool is_own(struct sharing *sharing, const char *name)
{
    if (strncmp(name, sharing->base, sharing->base_length) == 0) {
        return true;
    }
    err_set(sharing->err, ERR_USAGE, _("the folder %s holds more than the store"), sharing->folder);
    return err_todo(sharing->err, "%s",
                    _("move the store and its key to a folder of their own, as "
                      "/var/lib/campane, and share it there"));
}

static bool give_file(struct sharing *sharing, const char *name)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/%s", sharing->folder, name);
    if (length < 0 || (size_t)length >= sizeof path) {
        return err_set(sharing->err, ERR_IO, "%s", _("the path of the store is too long"));
    }
    return is_key(sharing, path) || give(sharing, path, sharing->writers ? 0660 : 0640);
}

/* Nothing is begun that only the owner, or root, could end. */
static bool is_mine(const struct sharing *sharing, const char *path)
{
    struct stat status;
    if (lstat(path, &status) == 0 && (geteuid() == 0 || status.st_uid == geteuid())) {
        return true;
    }
    errno = EPERM;
    return fail(sharing, path);
}

/* Whether WAL or index are there and another user's: a writer made them, when there were none. */
static bool is_foreign(const struct store *store)
{
    static const char *const beside[] = {"-wal", "-shm"};
    char path[PATH_MAX];
    struct stat status;
    for (size_t i = 0; i < ARRAY_COUNT(beside); i++) {
        int length = snprintf(path, sizeof path, "%s%s", store->path, beside[i]);
        if (length > 0 && (size_t)length < sizeof path && lstat(path, &status) == 0 &&
            status.st_uid != geteuid()) {
            return true;
        }
    }
    return false;
}

/* Nobody changes the rights of what is another's; but while no one else has the store open, both
 * can be emptied into it and made anew. */
static bool take_over(struct store *store, struct err *err)
{
    if (geteuid() == 0 || !is_foreign(store)) {
        return true;
    }
    if (!db_keep_wal(store->db, false, err) ||
        !db_exec(store->db, "PRAGMA journal_mode = DELETE", err) || is_foreign(store) ||
        !db_exec(store->db, "PRAGMA journal_mode = WAL", err)) {
        err_set(err, ERR_BUSY, _("%s is open elsewhere, and who may write it cannot change now"),
                store->path);
        return err_todo(err, "%s", _("try again when nobody else has it open"));
    }
    return true;
}

/* The first folder above that the group cannot enter; "": it can enter all. */
static void find_closed(const struct sharing *sharing, char closed[PATH_MAX])
{
    char whole[PATH_MAX];
    closed[0] = '\0';
    if (!realpath(sharing->folder, whole)) {
        return;
    }
    for (char *slash = strrchr(whole, '/'); slash && slash != whole; slash = strrchr(whole, '/')) {
        struct stat status;
        *slash = '\0';
        if (stat(whole, &status) == 0 && !(status.st_mode & 0001) &&
            !(status.st_gid == sharing->group && (status.st_mode & 0010))) {
            snprintf(closed, PATH_MAX, "%s", whole);
        }
    }
}

bool store_share(struct store *store, const char *group, bool writers, char closed[PATH_MAX],
                 struct err *err)
{
    struct err ignored = ERR_INIT;
    struct sharing sharing = {.group_name = group, .writers = writers, .err = err ? err : &ignored};
    const struct group *found = getgrnam(group);
    const char *slash = strrchr(store->path, '/');
    if (!found) {
        return err_set(err, ERR_USAGE, _("there is no group \"%.60s\""), group);
    }
    sharing.group = found->gr_gid;
    sharing.base = slash ? slash + 1 : store->path;
    sharing.base_length = strlen(sharing.base);
    sharing.fingerprint = store->fingerprint;
    if (!place_folder(store->path, sharing.folder, sizeof sharing.folder)) {
        return err_set(err, ERR_IO, "%s", _("the path of the store is too long"));
    }
    /* Who may not write needs a WAL that stays; writing makes it, and its index. */
    if (!is_mine(&sharing, store->path) || !each_file(&sharing, is_own) || !take_over(store, err) ||
        !db_keep_wal(store->db, true, err) || !store_set(store, STORE_SETTING_SHARED, group, err) ||
        !each_file(&sharing, give_file) ||
        !give(&sharing, sharing.folder, writers ? 02770 : 02750)) {
        return false;
    }
    find_closed(&sharing, closed);
    return true;
}
