/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/plans.h"

#include "base/i18n.h"
#include "base/vec.h"
#include "store/query_private.h"

static bool keep_row(struct arena *arena, sqlite3_stmt *row, struct vec *found, struct err *err)
{
    struct plan_row *plan = vec_push(found);
    if (!plan) {
        return err_memory(err);
    }
    *plan = (struct plan_row){.id = db_column_int(row, 0),
                              .campaign = db_column_int(row, 1),
                              .made_at = db_column_int(row, 2),
                              .dropped_at = db_column_int_or(row, 3, TIME_NONE),
                              .document = arena_strdup(arena, db_column_text(row, 4))};
    return plan->document || err_memory(err);
}

bool plans_list(struct store *store, struct arena *arena, int64_t campaign, struct plan_row **rows,
                size_t *count, struct err *err)
{
    sqlite3_stmt *list =
        campaign < 0 ? db_statement(store->db,
                                    "SELECT id, campaign, made_at, dropped_at, document FROM plan"
                                    " WHERE dropped_at IS NULL ORDER BY id",
                                    err)
                     : db_statement(store->db,
                                    "SELECT id, campaign, made_at, dropped_at, document FROM plan"
                                    " WHERE campaign = ?1 ORDER BY id",
                                    err);
    if (!list) {
        return false;
    }
    if (campaign >= 0) {
        db_bind_int(list, 1, campaign);
    }
    struct vec found = VEC_INIT(struct plan_row);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, list, err)) == DB_ROW) {
        ok = keep_row(arena, list, &found, err);
    }
    db_reset(list);
    ok = ok && step == DB_DONE;
    size_t all = found.count;
    struct plan_row *kept = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!kept) {
        return ok ? err_memory(err) : false;
    }
    *rows = kept;
    *count = all;
    return true;
}

static bool begin(struct store *store, struct err *err)
{
    if (store->read_only) {
        err_set(err, ERR_READ_ONLY, _("%s: the store is opened for reading only"), store->path);
        return store->warning[0] && err_todo(err, "%s", store->warning);
    }
    return db_exec(store->db, "BEGIN IMMEDIATE", err);
}

static bool end(struct store *store, bool ok, struct err *err)
{
    if (ok && db_exec(store->db, "COMMIT", err)) {
        return true;
    }
    /* SQLite may have rolled back by itself. */
    if (!sqlite3_get_autocommit(db_handle(store->db))) {
        struct err ignored = ERR_INIT;
        db_exec(store->db, "ROLLBACK", &ignored);
    }
    return false;
}

/* Inside a transaction; tells whether one stood. */
static bool drop(struct store *store, int64_t campaign, bool *stood, struct err *err)
{
    sqlite3_stmt *update = db_statement(
        store->db, "UPDATE plan SET dropped_at = ?2 WHERE campaign = ?1 AND dropped_at IS NULL",
        err);
    if (!update) {
        return false;
    }
    db_bind_int(update, 1, campaign);
    db_bind_int(update, 2, store_now(store));
    if (!db_run(store->db, update, err)) {
        return false;
    }
    *stood = sqlite3_changes(db_handle(store->db)) > 0;
    return true;
}

static bool add(struct store *store, int64_t campaign, const char *document, struct err *err)
{
    sqlite3_stmt *insert = db_statement(
        store->db, "INSERT INTO plan (campaign, made_at, document) VALUES (?1, ?2, ?3)", err);
    if (!insert) {
        return false;
    }
    db_bind_int(insert, 1, campaign);
    db_bind_int(insert, 2, store_now(store));
    db_bind_text(insert, 3, document);
    return db_run(store->db, insert, err);
}

bool plans_put(struct store *store, int64_t campaign, const char *document, struct err *err)
{
    bool stood;
    return begin(store, err) &&
           end(store, drop(store, campaign, &stood, err) && add(store, campaign, document, err),
               err);
}

bool plans_drop(struct store *store, int64_t campaign, struct err *err)
{
    bool stood = false;
    if (!begin(store, err)) {
        return false;
    }
    bool ok = drop(store, campaign, &stood, err) &&
              (stood || err_set(err, ERR_NOT_FOUND, "%s", _("there is no plan to drop")));
    return end(store, ok, err);
}
