/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "store/maintain.h"
#include "store/store_private.h"

/*
 * Figures must stay what they are, and they follow from who got which message: a person's rows get
 * one number that was drawn by lot and is written down nowhere else. Nobody can tell any more whose
 * they are, not even with the key and the phone number. What is imported later of the person comes
 * without a recipient.
 */

bool forgotten_load(struct change *change, struct err *err)
{
    sqlite3_stmt *all = db_statement(change->db, "SELECT recipient FROM forgotten", err);
    if (!all) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, all, err)) == DB_ROW) {
        if (!map64_put(&change->forgotten, (uint64_t)db_column_int(all, 0), NULL)) {
            db_reset(all);
            return err_memory(err);
        }
    }
    return step == DB_DONE;
}

uint64_t forgotten_mask(const struct change *change, uint64_t recipient)
{
    return change->forgotten.count > 0 && map64_get(&change->forgotten, recipient) ? 0 : recipient;
}

static bool run(struct change *change, const char *sql, int64_t a, int64_t b, int64_t *changed,
                struct err *err)
{
    sqlite3_stmt *statement = db_statement(change->db, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_int(statement, 1, a);
    if (sqlite3_bind_parameter_count(statement) > 1) {
        db_bind_int(statement, 2, b);
    }
    if (!db_run(change->db, statement, err)) {
        return false;
    }
    *changed += sqlite3_changes(db_handle(change->db));
    return true;
}

static bool forget(struct change *change, uint64_t recipient, struct store_forgotten *result,
                   struct err *err)
{
    int64_t lot, comments = 0, messages = 0, others = 0, fresh = 0;
    int64_t person = (int64_t)recipient;
    /* An empty comment is the least of all that several imports say: it stays empty. */
    static const char comments_of[] =
        "UPDATE feedback SET comment = '' WHERE comment <> '' AND (recipient = ?1 OR"
        " message IN (SELECT key FROM message WHERE recipient = ?1) OR"
        " message IN (SELECT key FROM message_more WHERE recipient = ?1))";
    if (!run(change, "INSERT OR IGNORE INTO forgotten (recipient, since) VALUES (?1, ?2)", person,
             store_now(change->store), &fresh, err) ||
        !db_integer(change->db, "SELECT (random() >> 2) & 0x1fffffffffffffff | 1", 0, &lot, err) ||
        !run(change, comments_of, person, 0, &comments, err)) {
        return false;
    }
    static const char *const places[] = {
        "UPDATE message_more SET recipient = ?2 WHERE recipient = ?1",
        "UPDATE person_event SET recipient = ?2 WHERE recipient = ?1",
        "UPDATE orders SET recipient = ?2 WHERE recipient = ?1",
        "UPDATE clicks SET recipient = ?2 WHERE recipient = ?1",
        "UPDATE feedback SET recipient = ?2 WHERE recipient = ?1",
        "UPDATE exclusion SET id = ?2 WHERE kind = 2 AND id = ?1",
    };
    bool ok = run(change, "UPDATE message SET recipient = ?2 WHERE recipient = ?1", person, lot,
                  &messages, err);
    for (size_t i = 0; ok && i < ARRAY_COUNT(places); i++) {
        ok = !change_cancelled(change, err) && run(change, places[i], person, lot, &others, err);
    }
    result->people++;
    result->known += messages + others + comments > 0;
    result->messages += messages;
    result->comments += comments;
    return ok;
}

/* What was there before must not be left in the log either. */
static bool overwrite(struct store *store, struct err *err)
{
    return db_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", err);
}

bool store_forget(struct store *store, const uint64_t *recipients, size_t count,
                  struct store_forgotten *result, struct cancel *cancel, struct err *err)
{
    struct change change;
    *result = (struct store_forgotten){0};
    if (count == 0) {
        return true;
    }
    if (!db_exec(store->db, "PRAGMA secure_delete = ON", err) ||
        !change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        ok = forget(&change, recipients[i], result, err);
    }
    if (!ok || !rebuild_within(&change, err)) {
        change_abort(&change);
        return false;
    }
    return change_commit(&change, err) && overwrite(store, err);
}
