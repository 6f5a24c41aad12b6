/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key beside a store, and what can be done without it. What names persons and messages is
 * hashed with it: whoever has none, as a member of a group that may write, or after it was lost,
 * can correct what was taken in, but neither take in more nor take it away for good.
 */
#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/place.h"
#include "store/store_private.h"

/* Whether it is there and somebody else's, who may have good reasons. */
static bool is_kept(const char *path, uid_t *owner)
{
    struct stat status;
    bool kept = stat(path, &status) == 0 && access(path, R_OK) != 0 && errno == EACCES;
    *owner = kept ? status.st_uid : 0;
    return kept && status.st_uid != geteuid();
}

bool store_load_key(struct store *store, struct err *err)
{
    char path[PATH_MAX];
    const char *fingerprint = store_setting(store, STORE_SETTING_FINGERPRINT, NULL);
    if (!fingerprint || !place_key(store->path, path, sizeof path)) {
        return err_set(err, ERR_STORE_DAMAGED, _("%s does not know its key"), store->path);
    }
    snprintf(store->fingerprint, sizeof store->fingerprint, "%s", fingerprint);
    struct err why = ERR_INIT;
    store->hash = keyhash_load(path, &why);
    if (store->hash && strcmp(keyhash_fingerprint(store->hash), store->fingerprint) == 0) {
        return true;
    }
    char reason[512];
    if (store->hash) {
        keyhash_free(store->hash);
        store->hash = NULL;
        snprintf(store->keyless, sizeof store->keyless, _("%s is not the key of this store"), path);
    } else {
        snprintf(store->keyless, sizeof store->keyless, "%s",
                 err_format(&why, reason, sizeof reason));
    }
    return true;
}

bool store_need_key(const struct store *store, struct err *err)
{
    char path[PATH_MAX];
    uid_t owner;
    if (store->hash && !store->read_only) {
        return true;
    }
    if (store->read_only) {
        return err_set(err, ERR_READ_ONLY, "%s",
                       store->warning[0] ? store->warning
                                         : _("the store is opened for reading only"));
    }
    if (place_key(store->path, path, sizeof path) && is_kept(path, &owner)) {
        const struct passwd *user = getpwuid(owner);
        const char *name = user ? user->pw_name : _("somebody else");
        err_set(err, ERR_READ_ONLY,
                _("the key of %s belongs to %s: without it you can correct campaigns, but not "
                  "import, undo an import, change the zone, or do anything by phone number"),
                store->path, name);
        return err_todo(err, _("let %s do it, or who may become them: sudo -u %s campane ..."),
                        name, name);
    }
    err_set(err, ERR_READ_ONLY,
            _("without its key you can correct campaigns of %s, but not import, undo an import, "
              "change the zone, or do anything by phone number: %.400s"),
            store->path, store->keyless);
    return err_todo(err, "%s", _("put the key back from where it was copied to"));
}

bool store_has_key(const struct store *store)
{
    return store->hash != NULL;
}
