/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/batch.h"
#include "store/store_private.h"

/* What one file says of a notice twice is one row; the least text wins, so that order does not
 * matter. */
static const char put_notice[] =
    "INSERT INTO notice (kind, subject, at, value, import, name, before)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET"
    " name = coalesce(min(excluded.name, name), excluded.name, name),"
    " before = coalesce(min(excluded.before, before), excluded.before, before)"
    " WHERE name IS NOT coalesce(min(excluded.name, name), excluded.name, name)"
    " OR before IS NOT coalesce(min(excluded.before, before), excluded.before, before)";

/* Whether any import says it already. */
static bool is_known(struct change *change, const struct notice *notice, bool *known,
                     struct err *err)
{
    sqlite3_stmt *find = db_statement(change->db,
                                      "SELECT 1 FROM notice WHERE kind = ?1 AND subject = ?2"
                                      " AND at = ?3 AND value = ?4 LIMIT 1",
                                      err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, notice->kind);
    db_bind_int(find, 2, (int64_t)notice->subject);
    db_bind_int(find, 3, notice->at);
    db_bind_text(find, 4, notice->value);
    enum db_step step = db_step(change->db, find, err);
    *known = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

static bool put(struct change *change, int64_t import, const struct notice *notice, int64_t *added,
                struct err *err)
{
    bool known;
    if (!is_known(change, notice, &known, err)) {
        return false;
    }
    sqlite3_stmt *add = db_statement(change->db, put_notice, err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, notice->kind);
    db_bind_int(add, 2, (int64_t)notice->subject);
    db_bind_int(add, 3, notice->at);
    db_bind_text(add, 4, notice->value);
    db_bind_int(add, 5, import);
    db_bind_text(add, 6, notice->name);
    db_bind_text(add, 7, notice->before);
    *added += !known;
    return db_run(change->db, add, err);
}

bool notices_add(struct change *change, int64_t import, const struct vec *notices, int64_t *added,
                 struct err *err)
{
    for (size_t i = 0; i < notices->count; i++) {
        if (!put(change, import, VEC_AT(notices, const struct notice, i), added, err)) {
            return false;
        }
    }
    return true;
}

bool notices_remove(struct change *change, int64_t import, struct err *err)
{
    sqlite3_stmt *drop = db_statement(change->db, "DELETE FROM notice WHERE import = ?1", err);
    if (!drop) {
        return false;
    }
    db_bind_int(drop, 1, import);
    return db_run(change->db, drop, err);
}
