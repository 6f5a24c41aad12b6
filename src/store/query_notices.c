/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_notices.h"

#include "base/vec.h"
#include "store/query_private.h"

static const char last_notices[] =
    "SELECT kind, subject, at, value, name, before FROM (SELECT kind, subject, at, value,"
    " min(name) name, min(before) before, row_number() OVER (PARTITION BY kind, subject"
    " ORDER BY at DESC, value DESC) place FROM notice WHERE at < ?1"
    " GROUP BY kind, subject, at, value) WHERE place = 1 ORDER BY kind, at DESC, subject";

static bool read_row(struct arena *arena, sqlite3_stmt *row, struct notice *notice)
{
    const char *name = db_column_text(row, 4);
    const char *before = db_column_text(row, 5);
    *notice = (struct notice){.kind = (enum notice_kind)db_column_int(row, 0),
                              .subject = (uint64_t)db_column_int(row, 1),
                              .at = db_column_int(row, 2),
                              .value = arena_strdup(arena, db_column_text(row, 3)),
                              .name = name ? arena_strdup(arena, name) : NULL,
                              .before = before ? arena_strdup(arena, before) : NULL};
    return notice->value && (!name || notice->name) && (!before || notice->before);
}

bool query_notices(struct store *store, struct arena *arena, int64_t end, struct notice **notices,
                   size_t *count, struct err *err)
{
    struct vec found = VEC_INIT(struct notice);
    sqlite3_stmt *rows = db_statement(store->db, last_notices, err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, end);
    enum db_step step;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct notice *notice = vec_push(&found);
        ok = (notice && read_row(arena, rows, notice)) || err_memory(err);
    }
    db_reset(rows);
    size_t n = found.count;
    struct notice *kept = ok && step == DB_DONE ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!kept) {
        return ok && step == DB_DONE ? err_memory(err) : false;
    }
    *notices = kept;
    *count = n;
    return true;
}
