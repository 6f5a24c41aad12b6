/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/series.h"

#include <string.h>

#include "base/i18n.h"
#include "store/codec.h"

bool series_decode(struct db *db, sqlite3_stmt *statement, int column, struct block *block,
                   struct err *err)
{
    if (codec_read_block(sqlite3_column_blob(statement, column),
                         (size_t)sqlite3_column_bytes(statement, column), block)) {
        return true;
    }
    err_set(err, ERR_STORE_DAMAGED, _("%s: a block of days cannot be read"), db_path(db));
    return err_todo(err, _("see what can still be read with: campane store check"));
}

static bool read_one(struct change *change, sqlite3_stmt *statement, struct block *block,
                     bool *there, struct err *err)
{
    enum db_step step = db_step(change->db, statement, err);
    memset(block, 0, sizeof *block);
    *there = step == DB_ROW;
    bool good =
        step != DB_FAILED && (!*there || series_decode(change->db, statement, 0, block, err));
    db_reset(statement);
    return good;
}

bool series_read(struct change *change, int32_t number, uint32_t dim, int64_t import,
                 struct block *block, bool *there, struct err *err)
{
    sqlite3_stmt *find = db_statement(
        change->db, "SELECT data FROM series WHERE block = ?1 AND dim = ?2 AND import = ?3", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, number);
    db_bind_int(find, 2, dim);
    db_bind_int(find, 3, import);
    return read_one(change, find, block, there, err);
}

bool series_seen(struct change *change, int32_t number, uint32_t dim, struct block *block,
                 struct err *err)
{
    sqlite3_stmt *find = db_statement(change->db,
                                      "SELECT data FROM series WHERE block = ?1 AND dim = ?2"
                                      " ORDER BY import LIMIT 1",
                                      err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, number);
    db_bind_int(find, 2, dim);
    bool there;
    return read_one(change, find, block, &there, err);
}

bool series_write(struct change *change, int32_t number, uint32_t dim, int64_t import,
                  const struct block *block, bool cover, struct err *err)
{
    bool empty = !cover && block_days(block) == 0;
    sqlite3_stmt *write =
        db_statement(change->db,
                     empty ? "DELETE FROM series WHERE block = ?1 AND dim = ?2 AND import = ?3"
                           : "INSERT INTO series (block, dim, import, data) VALUES (?1, ?2, ?3, ?4)"
                             " ON CONFLICT (block, dim, import) DO UPDATE SET data = excluded.data",
                     err);
    if (!write) {
        return false;
    }
    db_bind_int(write, 1, number);
    db_bind_int(write, 2, dim);
    db_bind_int(write, 3, import);
    if (!empty) {
        strbuf_clear(&change->scratch);
        codec_write_block(&change->scratch, block);
        if (change->scratch.failed) {
            return err_memory(err);
        }
        db_bind_blob(write, 4, change->scratch.data, change->scratch.length);
    }
    return db_run(change->db, write, err);
}

/* Whether row a is to be believed before b for the same day and counter. */
static bool beats(const struct report_row *a, const struct report_row *b, int64_t value_a,
                  int64_t value_b)
{
    if (a->keep_highest && b->keep_highest && value_a != value_b) {
        return value_a > value_b;
    }
    return a->as_of != b->as_of ? a->as_of > b->as_of : a->import > b->import;
}

static size_t index_of(const uint32_t *dims, size_t count, uint32_t dim)
{
    size_t i = 0;
    while (i + 1 < count && dims[i] != dim) {
        i++;
    }
    return i;
}

void series_merge(const struct report_row *rows, size_t count, const uint32_t *dims,
                  size_t dim_count, struct block *out)
{
    memset(out, 0, dim_count * sizeof *out);
    for (int id = 0; id < COUNTER_STORED; id++) {
        uint32_t days = 0;
        for (size_t i = 0; i < count; i++) {
            days |= rows[i].block.present[id];
        }
        for (; days; days &= days - 1) {
            int day = __builtin_ctz(days);
            const struct report_row *best = NULL;
            for (size_t i = 0; i < count; i++) {
                if ((rows[i].block.present[id] & (1u << day)) &&
                    (!best || beats(&rows[i], best, rows[i].block.value[id][day],
                                    best->block.value[id][day]))) {
                    best = &rows[i];
                }
            }
            /* The winning import may have stated a part in each of several currencies. */
            for (size_t i = 0; i < count; i++) {
                if (rows[i].import == best->import && (rows[i].block.present[id] & (1u << day))) {
                    struct block *to = &out[index_of(dims, dim_count, rows[i].dim)];
                    to->present[id] |= 1u << day;
                    to->value[id][day] = rows[i].block.value[id][day];
                }
            }
        }
    }
}
