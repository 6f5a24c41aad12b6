/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/maintain.h"
#include "store/place.h"
#include "store/store_private.h"

#define PAGES_A_STEP 256

static bool copy_pages(struct store *store, sqlite3 *to, const char *path, struct cancel *cancel,
                       struct err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", db_handle(store->db), "main");
    if (!backup) {
        return err_set(err, ERR_IO, _("%s: %s"), path, sqlite3_errmsg(to));
    }
    int code = SQLITE_OK;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        if (cancelled(cancel)) {
            sqlite3_backup_finish(backup);
            return err_set(err, ERR_CANCELLED, _("stopped"));
        }
        code = sqlite3_backup_step(backup, PAGES_A_STEP);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            sqlite3_sleep(20);
        }
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) {
        return true;
    }
    return err_set(err, ERR_IO, _("%s cannot be written: %s"), path, sqlite3_errstr(code));
}

static bool write_copy(struct store *store, const char *temporary, const char *path,
                       struct cancel *cancel, struct err *err)
{
    int file = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return err_errno(err, ERR_IO, errno, _("%s cannot be made"), path);
    }
    close(file);
    sqlite3 *to = NULL;
    bool ok = sqlite3_open_v2(temporary, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
                  SQLITE_OK ||
              err_set(err, ERR_IO, _("%s cannot be opened: %s"), temporary, sqlite3_errmsg(to));
    ok = ok && copy_pages(store, to, temporary, cancel, err);
    /* A copy in one file: the WAL mode is taken up again when it is first opened for writing. */
    ok = ok && (sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK ||
                err_set(err, ERR_IO, "%s: %s", temporary, sqlite3_errmsg(to)));
    sqlite3_close_v2(to);
    return ok;
}

static bool copy_key(const char *path, const char *to, struct err *err)
{
    char from_key[PATH_MAX], to_key[PATH_MAX];
    if (!place_key(path, from_key, sizeof from_key) || !place_key(to, to_key, sizeof to_key)) {
        return err_set(err, ERR_IO, _("the path of the store is too long"));
    }
    struct keyhash *key = keyhash_load(from_key, err);
    bool ok = key && keyhash_save(key, to_key, err);
    keyhash_free(key);
    return ok;
}

/* A copy in a folder that the store is shared in is for the same people: its group is the folder's.
 * Anywhere else it is its maker's alone. */
static bool share_copy(const struct store *store, const char *temporary, struct err *err)
{
    char here[PATH_MAX], there[PATH_MAX];
    struct stat of_store, to_folder, of_folder;
    if (!place_shared(store->path) || !place_folder(store->path, here, sizeof here) ||
        !place_folder(temporary, there, sizeof there) || stat(store->path, &of_store) != 0 ||
        stat(here, &of_folder) != 0 || stat(there, &to_folder) != 0 ||
        of_folder.st_dev != to_folder.st_dev || of_folder.st_ino != to_folder.st_ino) {
        return true;
    }
    return chmod(temporary, of_store.st_mode & 0660) == 0 ||
           err_errno(err, ERR_IO, errno, _("%s cannot be made"), temporary);
}

bool store_backup(struct store *store, const char *path, bool without_key, struct cancel *cancel,
                  struct err *err)
{
    char temporary[PATH_MAX];
    if (access(path, F_OK) == 0) {
        err_set(err, ERR_IO, _("%s exists already"), path);
        return err_todo(err, _("name a file that is not there yet"));
    }
    int length = snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path, (long)getpid());
    if (length < 0 || (size_t)length >= sizeof temporary) {
        return err_set(err, ERR_IO, _("the path is too long"));
    }
    bool ok = write_copy(store, temporary, path, cancel, err) &&
              share_copy(store, temporary, err) &&
              (without_key || copy_key(store->path, path, err));
    ok = ok && (rename(temporary, path) == 0 ||
                err_errno(err, ERR_IO, errno, _("%s cannot be written"), path));
    if (!ok) {
        unlink(temporary);
    }
    return ok;
}
