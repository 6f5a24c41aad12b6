/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_feedback.h"

#include <math.h>

#include "base/vec.h"
#include "store/query_private.h"
#include "store/touch.h"

static bool any(struct db *db, bool *is, struct err *err)
{
    sqlite3_stmt *row = db_statement(db, "SELECT 1 FROM touch_match WHERE kind = ?1 LIMIT 1", err);
    if (!row) {
        return false;
    }
    db_bind_int(row, 1, TOUCH_KIND_FEEDBACK);
    enum db_step step = db_step(db, row, err);
    *is = step == DB_ROW;
    db_reset(row);
    return step == DB_ROW || step == DB_DONE;
}

static bool count_rows(struct db *db, int32_t from, int32_t to, struct vec *counts, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        db,
        "SELECT m.campaign, max(f.rating), max(f.scale), max(f.kind) FROM touch_match m"
        " JOIN feedback f ON f.id = m.id WHERE m.kind = ?1"
        " AND m.campaign NOT IN (SELECT id FROM excluded WHERE kind = 1) AND (m.day BETWEEN ?2 AND "
        "?3"
        " OR (m.day IS NULL AND ?4)) GROUP BY m.campaign, m.id ORDER BY m.campaign",
        err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, TOUCH_KIND_FEEDBACK);
    db_bind_int(rows, 2, from);
    db_bind_int(rows, 3, to);
    db_bind_int(rows, 4, from == DAY_NONE);
    enum db_step step;
    while ((step = db_step(db, rows, err)) == DB_ROW) {
        int64_t campaign = db_column_int(rows, 0);
        struct feedback_counts *last =
            counts->count ? VEC_AT(counts, struct feedback_counts, counts->count - 1) : NULL;
        if (!last || last->campaign != campaign) {
            last = vec_push(counts);
            if (!last) {
                db_reset(rows);
                return err_memory(err);
            }
            last->campaign = campaign;
        }
        bool rated = sqlite3_column_type(rows, 1) != SQLITE_NULL;
        feedback_count(last, rated ? sqlite3_column_double(rows, 1) : (double)NAN,
                       db_column_int(rows, 2), db_column_text(rows, 3));
    }
    return step == DB_DONE;
}

bool query_has_feedback(struct store *store, bool *has, struct err *err)
{
    bool begun;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = any(store->db, has, err);
    query_end(store->db, begun);
    return ok;
}

bool query_feedback(struct store *store, struct arena *arena, int32_t from, int32_t to,
                    const struct feedback_counts **rows, size_t *count, struct err *err)
{
    bool begun, is = false;
    struct vec counts = VEC_INIT(struct feedback_counts);
    *rows = NULL;
    *count = 0;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = any(store->db, &is, err) && (!is || count_rows(store->db, from, to, &counts, err));
    query_end(store->db, begun);
    if (ok && counts.count > 0) {
        *count = counts.count;
        *rows = vec_keep(&counts, arena);
        ok = *rows || err_memory(err);
    }
    vec_free(&counts);
    return ok;
}
