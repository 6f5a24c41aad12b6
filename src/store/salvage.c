/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/vec.h"
#include "store/maintain.h"
#include "store/store_private.h"

/* The names of the ledger, until a page comes that cannot be read. */
static bool read_files(struct db *db, struct arena *arena, struct store_salvage *salvage,
                       struct err *err)
{
    struct err damaged = ERR_INIT;
    struct vec names = VEC_INIT(const char *);
    sqlite3_stmt *rows = db_statement(
        db, "SELECT file FROM import_run WHERE undone_at IS NULL ORDER BY id", &damaged);
    enum db_step step = DB_FAILED;
    bool ok = true;
    while (rows && ok && (step = db_step(db, rows, &damaged)) == DB_ROW) {
        const char *text = db_column_text(rows, 0);
        const char **name = vec_push(&names);
        ok = name && (*name = arena_strdup(arena, text ? text : "?"));
    }
    if (rows) {
        db_reset(rows);
    }
    salvage->all = step == DB_DONE;
    salvage->file_count = names.count;
    salvage->files = ok ? vec_keep(&names, arena) : NULL;
    vec_free(&names);
    return salvage->files || err_memory(err);
}

bool store_salvage(const char *path, struct arena *arena, struct store_salvage *salvage,
                   struct err *err)
{
    struct err damaged = ERR_INIT;
    *salvage = (struct store_salvage){0};
    struct db *db = db_open(path, DB_SALVAGE, 2048, &damaged);
    bool ok = !db || read_files(db, arena, salvage, err);
    db_close(db);
    return ok;
}
