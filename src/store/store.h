/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: the one local file everything lives in (SQLite), and the only SQL of the program.
 *
 * What each import said is the truth; everything else is a merge of it. After any sequence of
 * imports and undos the store equals the rebuild of the imports that stand (store_rebuild,
 * store_digest).
 *
 * Here live: opening, locking, migrating (this header), taking in batches (ingest.h), the ledger
 * with undo (ledger.h), questions (query.h), rebuild, check and backup (maintain.h).
 * Not here: file formats, KPIs' meaning, words for people beyond errors.
 *
 * A store is used by one thread at a time. Any number of readers, in this process or others, can
 * look while one writer imports. Only store_interrupt may be called from another thread.
 */
#ifndef CAMPANE_STORE_STORE_H
#define CAMPANE_STORE_STORE_H

#include "base/arena.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/keyhash.h"
#include "base/zone.h"

struct store;

struct store_options {
    const char *path;
    bool read_only;            /* never write, not even a checkpoint */
    bool create;               /* make it (and its folder) when it is not there */
    const char *zone;          /* for a new store; NULL: the system's */
    const struct clock *clock; /* NULL: the system's; must live as long as the store */
    uint32_t cache_kib;        /* page cache; 0: small, as for reading */
};

/* Open a store. Without `create` a missing file is ERR_NOT_FOUND. A store that was made by a newer
 * program is ERR_STORE_NEWER, a damaged one or a file that is no store ERR_STORE_DAMAGED, one on a
 * network file system ERR_IO, a permission problem ERR_IO naming the owner and what to ask for.
 * A store in a folder that cannot be written is opened immutable. Without its key
 * (which is its owner's alone) a store can be corrected but not take anything in: store_need_key.
 */
struct store *store_open(const struct store_options *options, struct err *err) CAMPANE_NODISCARD;

/* Close; NULL is fine. A writer checkpoints first. */
void store_close(struct store *store);

/* The version of SQLite. */
const char *store_library(void);

/* Stop what another thread is doing with this store as soon as possible: it fails with
 * ERR_CANCELLED. The store stays usable. Safe from any thread. */
void store_interrupt(struct store *store);

const char *store_path(const struct store *store);
bool store_is_read_only(const struct store *store);
const char *store_warning(const struct store *store); /* translated sentence; NULL: all is well */

/* Whether this user could change the store, though it may be open for reading only now: its file
 * and folder allow it. What needs the key: store_need_key. */
bool store_writable(const struct store *store);

/* Whether the key is there for this user; and that it is, and the store open for writing, else
 * ERR_READ_ONLY that names whose it is and what to do. Importing, undoing an import, forgetting and
 * naming persons or senders need it. */
bool store_has_key(const struct store *store);
bool store_need_key(const struct store *store, struct err *err);

/* The zone that days are cut in; fixed at creation (store_rebuild can change it). */
const struct zone *store_zone(const struct store *store);

/* What the zone was taken from. Cost: one lookup. */
enum store_zone_from {
    STORE_ZONE_UNSAID, /* an older campane made the store, and did not write it down */
    STORE_ZONE_SYSTEM, /* the system's, when the store was made */
    STORE_ZONE_CHOSEN  /* somebody named it, then or by store_rebuild */
};
enum store_zone_from store_zone_from(struct store *store);

/* The key that everything personal is hashed with; NULL when it is not there for this user. */
const struct keyhash *store_hash(const struct store *store);

int64_t store_now(const struct store *store);

/* A number that changes whenever another connection changed the store (PRAGMA data_version), for a
 * view that follows. 0 on failure. A few microseconds. */
uint32_t store_version(struct store *store);

/* What the file is now, as text without blanks: another one after every change by anybody, and the
 * same for as long as nobody changes it, whoever opens it. False: it cannot be looked at. */
#define STORE_STAMP_SIZE 256
bool store_stamp(const struct store *store, char stamp[STORE_STAMP_SIZE]);

/* Settings: text by name, with the moment they were set (may be NULL). NULL: not set. Lent until
 * the next store call. */
const char *store_setting(struct store *store, const char *name, int64_t *since);
bool store_set(struct store *store, const char *name, const char *value, struct err *err);

#define STORE_SETTING_BENCHMARK "benchmark"   /* set chosen by somebody */
#define STORE_SETTING_WINDOW    "window_days" /* attribution window; default 5 */
#define STORE_SETTING_COST_PLATFORM                                                                \
    "cost_platform"                         /* "0.005 USD per message", "49 EUR per month" */
#define STORE_SETTING_ORDER_TAX "order_tax" /* "excluded": orders count without their tax */
#define STORE_SETTING_STOP_WORDS                                                                   \
    "stop_words" /* "no gracias, -alto": replies that are opt-outs, and that are none */
#define STORE_SETTING_SHARED  "shared" /* the group that may read it (store_share) */
#define STORE_STOP_WORDS_SIZE 1000     /* bytes of it at most */

/* Attribution window in days. */
int store_window_days(struct store *store);

struct store_info {
    int schema;      /* version of the schema */
    int64_t created; /* seconds */
    const char *zone;
    enum store_zone_from zone_from;
    const char *fingerprint; /* of its key, 16 digits */
    uint64_t bytes;          /* file and WAL on disk */
    int64_t campaigns, dims, messages, days, imports;
    int64_t unattributed;        /* messages that name no campaign */
    int32_t first_day, last_day; /* DAY_NONE: nothing dated */
};
bool store_info(struct store *store, struct store_info *info, struct err *err);

#endif
