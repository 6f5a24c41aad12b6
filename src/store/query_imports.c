/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "store/query_private.h"

bool query_campaign_imports(struct store *store, struct arena *arena, int64_t number,
                            struct campaign_import **imports, size_t *count, struct err *err)
{
    /* Messages need a pass over their table: there is no index by import (architecture.md). */
    sqlite3_stmt *rows = db_statement(
        store->db,
        "WITH dims (id) AS MATERIALIZED (SELECT id FROM dim WHERE campaign = ?1"
        " OR (campaign = -1 AND said IN (SELECT campaign FROM merged WHERE target = ?1))),"
        " spoke (import) AS (SELECT DISTINCT import FROM series WHERE import > 0"
        " AND dim IN (SELECT id FROM dims) UNION"
        " SELECT DISTINCT import FROM message WHERE dim IN (SELECT id FROM dims) UNION"
        " SELECT DISTINCT import FROM message_more WHERE dim IN (SELECT id FROM dims) UNION"
        " SELECT DISTINCT m.import FROM message_more x JOIN message m ON m.key = x.key"
        " WHERE x.dim IN (SELECT id FROM dims) UNION"
        " SELECT import FROM campaign_fact WHERE campaign = ?1 OR campaign IN"
        " (SELECT campaign FROM merged WHERE target = ?1))"
        " SELECT id, file, format, updated_at FROM import_run WHERE id IN (SELECT import FROM "
        "spoke)"
        " AND undone_at IS NULL ORDER BY id DESC",
        err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, number);
    struct vec found = VEC_INIT(struct campaign_import);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct campaign_import *import = vec_push(&found);
        ok = import && (import->file = arena_strdup(arena, db_column_text(rows, 1))) &&
             (import->format = arena_strdup(arena, db_column_text(rows, 2)));
        if (!ok) {
            err_memory(err);
            break;
        }
        import->id = db_column_int(rows, 0);
        import->updated_at = db_column_int(rows, 3);
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct campaign_import *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *imports = all;
    *count = n;
    return true;
}
