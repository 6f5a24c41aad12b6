/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping a store in order: making derived tables again, checking them, copying, shrinking.
 */
#ifndef CAMPANE_STORE_MAINTAIN_H
#define CAMPANE_STORE_MAINTAIN_H

#include <limits.h>

#include "store/store.h"

/* Make everything derived again from what the imports said, in one transaction. zone: cut the days
 * of messages in another zone from now on (report days stay as their source named them); NULL: the
 * store's own. */
bool store_rebuild(struct store *store, const char *zone, struct cancel *cancel, struct err *err);

/* Change a setting that somebody decides (STORE_SETTING_WINDOW, _COST_PLATFORM, _ORDER_TAX,
 * _STOP_WORDS; "" takes it back), and make again what follows from it. A name or value that is none
 * is ERR_REFUSED. The tax choice and the stop words count for files that are imported from then on.
 */
bool store_configure(struct store *store, const char *name, const char *value,
                     struct cancel *cancel, struct err *err);

/* Let the members of a group read the store: its folder becomes 2750 and its files 0640, of that
 * group; writers: correct it, too (2770, 0660). The key stays the owner's, so that others take
 * nothing in (store_need_key). closed: the uppermost folder on
 * the way there that the group cannot enter; "": none. ERR_USAGE: no such group, or the folder
 * holds other things; ERR_IO: this user may not (only the owner as a member of the group, or
 * root). */
bool store_share(struct store *store, const char *group, bool writers, char closed[PATH_MAX],
                 struct err *err);

struct store_forgotten {
    int64_t people;   /* asked for */
    int64_t known;    /* of whom the store held anything */
    int64_t messages; /* to them */
    int64_t comments; /* of theirs, removed */
};

/* Cut every link to persons (keyed hashes of recipients): whose messages, orders, clicks, replies
 * and ratings theirs are can no longer be told, their comments are gone, and what is imported later
 * comes without them. No figure changes, and nothing is counted twice by a file that is imported
 * again. The pages are overwritten; backups are not. Makes everything derived again. */
bool store_forget(struct store *store, const uint64_t *recipients, size_t count,
                  struct store_forgotten *result, struct cancel *cancel, struct err *err);

struct store_problem {
    const char *text; /* translated sentence, in the arena */
};

/* Look for damage: SQLite's own integrity check, values that do not decode, and whether derived
 * tables equal a rebuild (made inside a transaction that is rolled back). count 0: sound. False: it
 * could not be checked. */
bool store_check(struct store *store, struct arena *arena, struct store_problem **problems,
                 size_t *count, struct cancel *cancel, struct err *err);

/* What the ledger of a store that is too damaged to be opened still tells: the files whose import
 * stands, the oldest first, so that they can be imported again. False: out of memory. */
struct store_salvage {
    const char *const *files; /* in the arena */
    size_t file_count;
    bool all; /* the list could be read to its end */
};
bool store_salvage(const char *path, struct arena *arena, struct store_salvage *salvage,
                   struct err *err);

/* A 128-bit digest of all the store says, facts and derived figures, that does not depend on row
 * ids, import ids or the order of imports: equal digests mean equal reports. 33 characters. */
bool store_digest(struct store *store, char text[33], struct err *err);

/* Copy a consistent state while others work on it (SQLite's backup interface), mode 0600, to a
 * temporary name first; with the key file beside it unless without_key. Refuses to overwrite. */
bool store_backup(struct store *store, const char *path, bool without_key, struct cancel *cancel,
                  struct err *err);

/* Give back unused pages. */
bool store_vacuum(struct store *store, struct cancel *cancel, struct err *err);

/* Fold imports that are older than LEDGER_FOLD_DAYS: they cannot be undone any more, and what they
 * said of the same message becomes one row. Part of every import; here for tests. */
bool store_fold(struct store *store, int64_t now, struct err *err);

/* For the fault tests: let the n-th SQLite step from now fail with SQLITE_IOERR (1: the next one;
 * 0: off). Returns how many steps were taken since the last call. */
uint64_t store_fault_after(uint64_t n);

#endif
