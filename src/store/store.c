/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/codec.h"
#include "store/maintain.h"
#include "store/place.h"
#include "store/schema.h"
#include "store/store_private.h"

#define DEFAULT_WINDOW_DAYS 5
/* Walks read each page once, and the system keeps them anyway: a larger cache of one's own only
 * costs the time to fill fresh memory (a third of the first screen). */
#define READER_CACHE_KIB 512

/* Names of settings that only the store itself uses. */
#define SETTING_CREATED "created"
#define SETTING_DERIVED "derived"

/* Totals are stored slot by slot: with another list of KPIs they mean something else. */
static void derived_version(char text[40])
{
    uint64_t hash = SOURCE_COUNT;
    for (int index = 0; index < kpi_slot_count(); index++) {
        const struct kpi_slot *slot = kpi_slot(index);
        int pair[2] = {slot->numerator, slot->denominator};
        hash = hash * 31 + map_hash(pair, sizeof pair);
    }
    snprintf(text, 40, "2-%016llx", (unsigned long long)hash);
}

int64_t store_now(const struct store *store)
{
    return clock_now(store->clock);
}

static bool add_setting(struct db *db, const char *name, const char *value, int64_t since,
                        struct err *err)
{
    sqlite3_stmt *put = db_statement(
        db,
        "INSERT INTO setting (name, value, since) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value, since = excluded.since",
        err);
    if (!put) {
        return false;
    }
    db_bind_text(put, 1, name);
    db_bind_text(put, 2, value);
    db_bind_int(put, 3, since);
    return db_run(db, put, err);
}

/* A new store: its zone, its key and its schema come into being together. */
static bool populate(struct store *store, int version, const char *zone_text, struct err *err)
{
    char system_zone[128], key_path[PATH_MAX], derived[40];
    const char *zone = zone_text ? zone_text : zone_system_name(system_zone, sizeof system_zone);
    struct zone *known = zone_load(zone, err);
    if (!known || !place_key(store->path, key_path, sizeof key_path)) {
        zone_free(known);
        return known ? err_set(err, ERR_IO, _("the path of the store is too long")) : false;
    }
    zone_free(known);
    struct err why = ERR_INIT;
    struct keyhash *key = keyhash_load(key_path, &why);
    if (!key && why.code == ERR_NOT_FOUND) {
        key = keyhash_new(err);
        if (!key || !keyhash_save(key, key_path, err)) {
            keyhash_free(key);
            return false;
        }
    } else if (!key) {
        if (err) {
            *err = why;
        }
        return false;
    }
    derived_version(derived);
    int64_t now = store_now(store);
    bool ok =
        schema_apply(store->db, version, err) &&
        add_setting(store->db, STORE_SETTING_ZONE, zone, now, err) &&
        add_setting(store->db, STORE_SETTING_ZONE_FROM, zone_text ? "chosen" : "system", now,
                    err) &&
        add_setting(store->db, SETTING_CREATED, "campane", now, err) &&
        add_setting(store->db, STORE_SETTING_FINGERPRINT, keyhash_fingerprint(key), now, err) &&
        add_setting(store->db, SETTING_DERIVED, derived, now, err);
    keyhash_free(key);
    return ok;
}

/* Take the store for oneself, in WAL mode. For that mode SQLite does not wait as it does for locks,
 * so whoever makes the store at the same time is waited for here, as long as for a lock. */
static bool begin_alone(struct store *store, struct err *err)
{
    enum { WAIT_MS = 5000, PAUSE_MS = 20 };
    int64_t end = clock_ticks() + WAIT_MS;
    struct err why = ERR_INIT;
    while (!db_exec(store->db, "PRAGMA journal_mode = WAL", &why)) {
        if (why.code != ERR_BUSY || clock_ticks() >= end) {
            if (err) {
                *err = why;
            }
            return false;
        }
        clock_pause(PAUSE_MS);
    }
    return db_exec(store->db, "BEGIN IMMEDIATE", err);
}

/* A copy that was put back has none. Who is not alone with the store leaves that for another time:
 * everything goes without one, only that readers and a writer then wait for each other. */
static void take_up_wal(struct store *store)
{
    struct err ignored = ERR_INIT;
    if (!store->read_only) {
        db_exec(store->db, "PRAGMA journal_mode = WAL", &ignored);
    }
}

static bool make_ready(struct store *store, const struct store_options *options, struct err *err)
{
    int version;
    if (!schema_version(store->db, &version, err)) {
        return false;
    }
    if (version == schema_latest()) {
        take_up_wal(store);
        return true;
    }
    if (store->read_only) {
        err_set(err, version == 0 ? ERR_NOT_FOUND : ERR_READ_ONLY,
                version == 0 ? _("%s holds no store yet")
                             : _("%s was made by an older campane and must be brought up to date"),
                store->path);
        return version > 0 && err_todo(err, _("its owner's next import does that"));
    }
    bool fresh = version == 0;
    bool ok =
        (!fresh || db_exec(store->db, "PRAGMA page_size = 4096", err)) && begin_alone(store, err);
    if (!ok) {
        return false;
    }
    /* Somebody else may have done it while we waited for the lock. */
    ok = schema_version(store->db, &version, err) &&
         (version == schema_latest() || (fresh ? populate(store, version, options->zone, err)
                                               : schema_apply(store->db, version, err)));
    struct err ignored = ERR_INIT;
    ok = ok && db_exec(store->db, "COMMIT", err);
    if (!ok) {
        db_exec(store->db, "ROLLBACK", &ignored);
    }
    return ok;
}

static void warn(struct store *store, const char *words)
{
    snprintf(store->warning, sizeof store->warning, "%s", words);
}

static bool load_zone(struct store *store, struct err *err)
{
    const char *name = store_setting(store, STORE_SETTING_ZONE, NULL);
    if (!name) {
        return err_set(err, ERR_STORE_DAMAGED, _("%s does not know its time zone"), store->path);
    }
    store->zone = zone_load(name, err);
    return store->zone != NULL;
}

/* Derived tables of a program with another list of KPIs are made again. */
static bool check_derived(struct store *store, struct err *err)
{
    char wanted[40];
    derived_version(wanted);
    const char *has = store_setting(store, SETTING_DERIVED, NULL);
    if (has && strcmp(has, wanted) == 0) {
        return true;
    }
    if (store->read_only) {
        err_set(err, ERR_READ_ONLY, _("%s was written by another version of campane"), store->path);
        return err_todo(err, _("its owner brings it up to date with: campane store rebuild"));
    }
    return store_rebuild(store, NULL, NULL, err) && store_set(store, SETTING_DERIVED, wanted, err);
}

static struct db *open_db(struct store *store, const struct store_options *options, struct err *err)
{
    bool immutable = false;
    if (options->create && !options->read_only && !place_create(options->path, err)) {
        return NULL;
    }
    if (!place_readable(options->path, err) || !place_local(options->path, err)) {
        return NULL;
    }
    if (!options->read_only && !place_writable(options->path)) {
        store->read_only = true;
        warn(store, _("the store cannot be written by you: it is opened for reading only"));
    }
    if (store->read_only && !place_folder_writable(options->path)) {
        char shm[PATH_MAX];
        snprintf(shm, sizeof shm, "%s-shm", options->path);
        /* Readers of a WAL store need its -shm file; without one and without the right to make it,
         * nobody can be writing either. */
        immutable = !place_writable(shm) && !place_readable(shm, NULL);
    }
    uint32_t cache = options->cache_kib ? options->cache_kib : READER_CACHE_KIB;
    enum db_mode mode = immutable ? DB_IMMUTABLE : store->read_only ? DB_READ : DB_WRITE;
    struct db *db = db_open(options->path, mode, cache, err);
    if (db && !immutable && place_shared(options->path) && !db_keep_wal(db, true, err)) {
        db_close(db);
        return NULL;
    }
    if (db && !store->read_only &&
        !db_exec(db,
                 "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16777216;"
                 "PRAGMA foreign_keys = OFF;",
                 err)) {
        db_close(db);
        return NULL;
    }
    return db;
}

struct store *store_open(const struct store_options *options, struct err *err)
{
    static const struct clock system_clock = CLOCK_SYSTEM;
    struct store *store = mem_new(1, sizeof *store);
    if (!store || !(store->path = mem_strdup(options->path))) {
        err_memory(err);
        mem_free(store);
        return NULL;
    }
    store->clock = options->clock ? options->clock : &system_clock;
    store->read_only = options->read_only;
    store->db = open_db(store, options, err);
    if (!store->db || !make_ready(store, options, err) || !store_load_key(store, err) ||
        !load_zone(store, err) || !check_derived(store, err)) {
        store_close(store);
        return NULL;
    }
    return store;
}

void store_close(struct store *store)
{
    if (!store) {
        return;
    }
    if (store->db && !store->read_only) {
        struct err ignored = ERR_INIT;
        db_exec(store->db, "PRAGMA optimize", &ignored);
    }
    db_close(store->db);
    zone_free(store->zone);
    keyhash_free(store->hash);
    strbuf_free(&store->setting);
    mem_free(store->path);
    mem_free(store);
}

const char *store_library(void)
{
    return sqlite3_libversion();
}

void store_interrupt(struct store *store)
{
    sqlite3_interrupt(db_handle(store->db));
}

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_is_read_only(const struct store *store)
{
    return store->read_only;
}

bool store_writable(const struct store *store)
{
    return !store->read_only || (place_writable(store->path) && place_folder_writable(store->path));
}

const char *store_warning(const struct store *store)
{
    return store->warning[0] ? store->warning : NULL;
}

const struct zone *store_zone(const struct store *store)
{
    return store->zone;
}

enum store_zone_from store_zone_from(struct store *store)
{
    const char *from = store_setting(store, STORE_SETTING_ZONE_FROM, NULL);
    return !from                         ? STORE_ZONE_UNSAID
           : strcmp(from, "chosen") == 0 ? STORE_ZONE_CHOSEN
                                         : STORE_ZONE_SYSTEM;
}

const struct keyhash *store_hash(const struct store *store)
{
    return store->hash;
}

uint32_t store_version(struct store *store)
{
    int64_t version;
    db_settle(store->db);
    return db_integer(store->db, "PRAGMA data_version", 0, &version, NULL) ? (uint32_t)version : 0;
}

bool store_stamp(const struct store *store, char stamp[STORE_STAMP_SIZE])
{
    return place_stamp(store->path, stamp, STORE_STAMP_SIZE);
}

const char *store_setting(struct store *store, const char *name, int64_t *since)
{
    sqlite3_stmt *get =
        db_statement(store->db, "SELECT value, since FROM setting WHERE name = ?1", NULL);
    if (!get) {
        return NULL;
    }
    db_bind_text(get, 1, name);
    bool found = db_step(store->db, get, NULL) == DB_ROW;
    strbuf_clear(&store->setting);
    if (found) {
        strbuf_puts(&store->setting, db_column_text(get, 0));
        if (since) {
            *since = db_column_int(get, 1);
        }
    }
    db_reset(get);
    return found && !store->setting.failed ? strbuf_text(&store->setting) : NULL;
}

bool store_set(struct store *store, const char *name, const char *value, struct err *err)
{
    if (store->read_only) {
        return err_set(err, ERR_READ_ONLY, _("%s: the store is opened for reading only"),
                       store->path);
    }
    return add_setting(store->db, name, value, store_now(store), err);
}

bool store_window(struct store *store, int *days, struct err *err)
{
    int64_t value;
    if (!db_integer(store->db,
                    "SELECT CAST(value AS INTEGER) FROM setting"
                    " WHERE name = '" STORE_SETTING_WINDOW "'",
                    0, &value, err)) {
        return false;
    }
    *days = value >= 1 && value <= 90 ? (int)value : DEFAULT_WINDOW_DAYS;
    return true;
}

int store_window_days(struct store *store)
{
    int days = DEFAULT_WINDOW_DAYS;
    store_window(store, &days, NULL);
    return days;
}

static bool count_messages(struct store *store, struct store_info *info, struct err *err)
{
    struct db *db = store->db;
    int64_t first, last;
    if (!db_integer(db,
                    "SELECT count(*) FROM campaign WHERE id <> 0"
                    " AND id NOT IN (SELECT campaign FROM merged)",
                    0, &info->campaigns, err) ||
        !db_integer(db, "SELECT count(*) FROM dim WHERE campaign = said", 0, &info->dims, err) ||
        !db_integer(db, "SELECT count(*) FROM message", 0, &info->messages, err) ||
        !db_integer(db, "SELECT count(*) FROM pulse WHERE day > -2147483648", 0, &info->days,
                    err) ||
        !db_integer(db, "SELECT count(*) FROM import_run WHERE undone_at IS NULL", 0,
                    &info->imports, err) ||
        !db_integer(db, "SELECT min(day) FROM pulse WHERE day > -2147483648", DAY_NONE, &first,
                    err) ||
        !db_integer(db, "SELECT max(day) FROM pulse WHERE day > -2147483648", DAY_NONE, &last,
                    err)) {
        return false;
    }
    info->first_day = (int32_t)first;
    info->last_day = (int32_t)last;
    return store_unattributed(store, &info->unattributed, err);
}

bool store_info(struct store *store, struct store_info *info, struct err *err)
{
    memset(info, 0, sizeof *info);
    info->schema = schema_latest();
    info->zone = zone_name(store->zone);
    info->zone_from = store_zone_from(store);
    info->fingerprint = store->fingerprint;
    info->bytes = place_bytes(store->path);
    store_setting(store, SETTING_CREATED, &info->created);
    return count_messages(store, info, err);
}

bool store_unattributed(struct store *store, int64_t *messages, struct err *err)
{
    sqlite3_stmt *get =
        db_statement(store->db, "SELECT data FROM campaign_total WHERE campaign = 0", err);
    if (!get) {
        return false;
    }
    enum db_step step = db_step(store->db, get, err);
    struct total total;
    *messages = 0;
    bool good = step != DB_ROW || codec_read_total(sqlite3_column_blob(get, 0),
                                                   (size_t)sqlite3_column_bytes(get, 0), &total);
    if (step == DB_ROW && good) {
        total_get(&total, COUNTER_SENT, messages);
    }
    db_reset(get);
    return step != DB_FAILED &&
           (good || err_set(err, ERR_STORE_DAMAGED, _("%s: a total cannot be read"), store->path));
}
