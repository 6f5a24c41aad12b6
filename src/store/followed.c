/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/followed.h"

#include <string.h>

#include "base/i18n.h"
#include "store/store_private.h"

static bool blob(sqlite3_stmt *row, int column, void *to, size_t size)
{
    if (sqlite3_column_bytes(row, column) != (int)size) {
        return false;
    }
    memcpy(to, sqlite3_column_blob(row, column), size);
    return true;
}

bool followed_find(struct store *store, const char *path, struct followed *followed, bool *found,
                   struct err *err)
{
    *found = false;
    sqlite3_stmt *find = db_statement(
        store->db,
        "SELECT f.import, f.device, f.inode, f.modified, f.feeds, f.tail, f.state, r.size, r.digest"
        " FROM followed f JOIN import_run r ON r.id = f.import"
        " WHERE f.path = ?1 AND r.undone_at IS NULL ORDER BY f.import DESC LIMIT 1",
        err);
    if (!find) {
        return false;
    }
    db_bind_text(find, 1, path);
    enum db_step step = db_step(store->db, find, err);
    if (step == DB_ROW) {
        unsigned char saved[DIGEST_SAVED], stated[32], have[32];
        *followed = (struct followed){.import = db_column_int(find, 0),
                                      .path = path,
                                      .device = (uint64_t)db_column_int(find, 1),
                                      .inode = (uint64_t)db_column_int(find, 2),
                                      .modified = db_column_int(find, 3),
                                      .size = (uint64_t)db_column_int(find, 7),
                                      .feeds = (uint64_t)db_column_int(find, 4)};
        if (blob(find, 5, followed->tail, sizeof followed->tail) &&
            blob(find, 6, saved, sizeof saved) && blob(find, 8, stated, sizeof stated) &&
            digest_load(saved, &followed->digest)) {
            /* Another import may have continued the file since. */
            digest_peek(&followed->digest, have);
            *found = memcmp(have, stated, sizeof have) == 0;
        }
        db_reset(find);
    }
    return step != DB_FAILED;
}

bool followed_write(struct change *change, int64_t import, const struct followed *followed,
                    struct err *err)
{
    sqlite3_stmt *forget =
        db_statement(change->db, "DELETE FROM followed WHERE path = ?1 AND import <> ?2", err);
    if (!forget) {
        return false;
    }
    db_bind_text(forget, 1, followed->path);
    db_bind_int(forget, 2, import);
    sqlite3_stmt *write =
        db_run(change->db, forget, err)
            ? db_statement(change->db,
                           "INSERT OR REPLACE INTO followed (import, path, device, inode, modified,"
                           " feeds, tail, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                           err)
            : NULL;
    if (!write) {
        return false;
    }
    unsigned char saved[DIGEST_SAVED];
    digest_save(&followed->digest, saved);
    db_bind_int(write, 1, import);
    db_bind_text(write, 2, followed->path);
    db_bind_int(write, 3, (int64_t)followed->device);
    db_bind_int(write, 4, (int64_t)followed->inode);
    db_bind_int(write, 5, followed->modified);
    db_bind_int(write, 6, (int64_t)followed->feeds);
    db_bind_blob(write, 7, followed->tail, sizeof followed->tail);
    db_bind_blob(write, 8, saved, sizeof saved);
    return db_run(change->db, write, err);
}
