/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "store/ledger.h"
#include "store/maintain.h"
#include "store/store_private.h"

static const char drop_derived[] =
    "DELETE FROM series WHERE import = 0;"
    "DELETE FROM total;"
    "DELETE FROM campaign_total;"
    "DELETE FROM excluded_total;"
    "DELETE FROM pulse;"
    "UPDATE person_event SET message = NULL WHERE message IS NOT NULL;"
    "UPDATE message SET more = more & ~2 WHERE more & 2;";

bool rebuild_within(struct change *change, struct err *err)
{
    return db_exec(change->db, drop_derived, err) && merge_derive_all(change, err) &&
           edits_derive_all(change, err) && exclude_derive_all(change, err) &&
           persons_note_all(change, err) && persons_attribute(change, false, err) &&
           messages_count_all(change, err) && deltas_flush(change, err) &&
           reports_merge_all(change, err) && touches_note_all(change, err) &&
           totals_touch_all(change, err) && touches_settle(change, err) &&
           totals_touch_all(change, err) && totals_settle(change, err) && totals_sweep(change, err);
}

static bool put_setting(struct change *change, const char *name, const char *value, struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db, "REPLACE INTO setting (name, value, since) VALUES (?1, ?2, ?3)", err);
    if (!put) {
        return false;
    }
    db_bind_text(put, 1, name);
    db_bind_text(put, 2, value);
    db_bind_int(put, 3, store_now(change->store));
    return db_run(change->db, put, err);
}

static bool set_zone(struct change *change, const char *name, struct err *err)
{
    return put_setting(change, STORE_SETTING_ZONE, name, err) &&
           put_setting(change, STORE_SETTING_ZONE_FROM, "chosen", err);
}

bool store_rebuild(struct store *store, const char *zone, struct cancel *cancel, struct err *err)
{
    struct change change;
    struct zone *fresh = zone ? zone_load(zone, err) : NULL;
    if (zone && !fresh) {
        return false;
    }
    if (!change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        zone_free(fresh);
        return false;
    }
    struct zone *old = store->zone;
    store->zone = fresh ? fresh : old;
    if ((fresh && !set_zone(&change, zone_name(fresh), err)) || !rebuild_within(&change, err)) {
        change_abort(&change);
        store->zone = old;
        zone_free(fresh);
        return false;
    }
    bool ok = change_commit(&change, err);
    if (!ok) {
        store->zone = old;
        zone_free(fresh);
    } else if (fresh) {
        zone_free(old);
    }
    return ok;
}

bool store_fold(struct store *store, int64_t now, struct err *err)
{
    struct change change;
    if (!change_begin(&change, store, true, NULL, NULL, NULL, err)) {
        return false;
    }
    if (!ledger_fold(&change, now - (int64_t)LEDGER_FOLD_DAYS * 86400, err) ||
        !change_settle(&change, err)) {
        change_abort(&change);
        return false;
    }
    return change_commit(&change, err);
}

bool store_vacuum(struct store *store, struct cancel *cancel, struct err *err)
{
    if (store->read_only) {
        return err_set(err, ERR_READ_ONLY, _("%s: the store is opened for reading only"),
                       store->path);
    }
    db_watch(store->db, cancel);
    bool done = db_exec(store->db, "VACUUM", err) &&
                db_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", err);
    db_watch(store->db, NULL);
    return done;
}

uint64_t store_fault_after(uint64_t n)
{
    return db_fault_after(n);
}
