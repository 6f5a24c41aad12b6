/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that the members of a group may read: folder 2750, files 0640, the key the owner's. */
#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/maintain.h"
#include "store/place.h"
#include "store/store_private.h"

struct sharing {
    gid_t group;
    const char *group_name;
    char folder[PATH_MAX];
    const char *base; /* of the store, in its path */
    size_t base_length;
    struct err *err;
};

static bool fail(const struct sharing *sharing, const char *path)
{
    int why = errno;
    err_errno(sharing->err, ERR_IO, why, _("%s cannot be given to the group %s"), path,
              sharing->group_name);
    return why == EPERM && err_todo(sharing->err, _("only its owner can do that, as a member of "
                                                    "the group, or root"));
}

/* The group first: nobody of another one may look in between. */
static bool give(const struct sharing *sharing, const char *path, mode_t mode)
{
    return (chown(path, (uid_t)-1, sharing->group) == 0 && chmod(path, mode) == 0) ||
           fail(sharing, path);
}

static bool is_key(const char *name)
{
    size_t length = strlen(name);
    return length >= 4 && strcmp(name + length - 4, ".key") == 0;
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
    return is_key(name) || give(sharing, path, 0640);
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

bool store_share(struct store *store, const char *group, char closed[PATH_MAX], struct err *err)
{
    struct err ignored = ERR_INIT;
    struct sharing sharing = {.group_name = group, .err = err ? err : &ignored};
    const struct group *found = getgrnam(group);
    const char *slash = strrchr(store->path, '/');
    if (!found) {
        return err_set(err, ERR_USAGE, _("there is no group \"%.60s\""), group);
    }
    sharing.group = found->gr_gid;
    sharing.base = slash ? slash + 1 : store->path;
    sharing.base_length = strlen(sharing.base);
    if (!place_folder(store->path, sharing.folder, sizeof sharing.folder)) {
        return err_set(err, ERR_IO, "%s", _("the path of the store is too long"));
    }
    /* Who may not write needs a WAL that stays; writing makes it, and its index. */
    if (!each_file(&sharing, is_own) || !db_keep_wal(store->db, err) ||
        !store_set(store, STORE_SETTING_SHARED, group, err) || !each_file(&sharing, give_file) ||
        !give(&sharing, sharing.folder, 02750)) {
        return false;
    }
    find_closed(&sharing, closed);
    return true;
}
