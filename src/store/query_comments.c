/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_comments.h"

#include <math.h>

#include "base/mem.h"
#include "store/query_private.h"
#include "store/touch.h"

struct comment_cursor {
    struct db *db;
    sqlite3_stmt *rows;
    bool begun;
};

struct comment_cursor *comment_cursor_open(struct store *store, int64_t campaign, int32_t from,
                                           int32_t to, struct err *err)
{
    struct comment_cursor *cursor = mem_new(1, sizeof *cursor);
    if (!cursor) {
        err_memory(err);
        return NULL;
    }
    cursor->db = store->db;
    if (!query_begin(store->db, &cursor->begun, err)) {
        mem_free(cursor);
        return NULL;
    }
    /* What several files say of one is taken together as query_feedback.c does. */
    cursor->rows = db_statement(
        store->db,
        "SELECT m.id, m.campaign, m.day, max(f.at), max(f.rating), max(f.scale), max(f.kind),"
        " max(f.comment) FROM touch_match m JOIN feedback f ON f.id = m.id WHERE m.kind = ?1"
        " AND (m.day BETWEEN ?2 AND ?3 OR (m.day IS NULL AND ?4)) AND (m.campaign = ?5 OR (?5 < 0"
        " AND m.campaign NOT IN (SELECT id FROM excluded WHERE kind = 1)))"
        " GROUP BY m.id",
        err);
    if (!cursor->rows) {
        comment_cursor_close(cursor);
        return NULL;
    }
    db_bind_int(cursor->rows, 1, TOUCH_KIND_FEEDBACK);
    db_bind_int(cursor->rows, 2, from);
    db_bind_int(cursor->rows, 3, to);
    db_bind_int(cursor->rows, 4, from == DAY_NONE);
    db_bind_int(cursor->rows, 5, campaign);
    return cursor;
}

bool comment_cursor_next(struct comment_cursor *cursor, struct comment *comment, struct err *err)
{
    if (db_step(cursor->db, cursor->rows, err) != DB_ROW) {
        return false;
    }
    bool rated = sqlite3_column_type(cursor->rows, 4) != SQLITE_NULL;
    *comment = (struct comment){
        .id = db_column_int(cursor->rows, 0),
        .campaign = db_column_int(cursor->rows, 1),
        .day = (int32_t)db_column_int_or(cursor->rows, 2, DAY_NONE),
        .at = db_column_int_or(cursor->rows, 3, TIME_NONE),
        .rating = rated ? sqlite3_column_double(cursor->rows, 4) : (double)NAN,
        .scale = db_column_int(cursor->rows, 5),
        .kind = db_column_text(cursor->rows, 6),
        .text = db_column_text(cursor->rows, 7),
    };
    return true;
}

void comment_cursor_close(struct comment_cursor *cursor)
{
    if (cursor) {
        db_reset(cursor->rows);
        query_end(cursor->db, cursor->begun);
        mem_free(cursor);
    }
}

bool query_comment_text(struct store *store, struct arena *arena, int64_t id, const char **text,
                        struct err *err)
{
    sqlite3_stmt *row =
        db_statement(store->db, "SELECT max(comment) FROM feedback WHERE id = ?1", err);
    if (!row) {
        return false;
    }
    db_bind_int(row, 1, id);
    enum db_step step = db_step(store->db, row, err);
    const char *found = step == DB_ROW ? db_column_text(row, 0) : NULL;
    *text = found ? arena_strdup(arena, found) : NULL;
    db_reset(row);
    return step != DB_FAILED && (!found || *text || err_memory(err));
}
