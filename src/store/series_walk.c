/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/series_walk.h"

#include "base/mem.h"

/* Where the walk is in one block. */
struct head {
    sqlite3_stmt *rows;
    int32_t number;
    int64_t dim; /* of the row at hand; DIMS_END: there is none */
    bool given;
};

#define DIMS_END INT64_MAX

struct series_walk {
    struct db *db;
    struct head heads[SERIES_WALK_BLOCKS];
    size_t count;
    int64_t dim; /* that is walked */
    size_t at;   /* the head whose row comes next */
};

static bool step(struct series_walk *walk, struct head *head, struct err *err)
{
    enum db_step step = db_step(walk->db, head->rows, err);
    head->dim = step == DB_ROW ? db_column_int(head->rows, 0) : DIMS_END;
    head->given = false;
    return step != DB_FAILED;
}

static bool add_head(struct series_walk *walk, int32_t number, struct err *err)
{
    struct head *head = &walk->heads[walk->count];
    head->rows = db_prepare(
        walk->db, "SELECT dim, data FROM series WHERE block = ?1 ORDER BY dim, import", err);
    if (!head->rows) {
        return false;
    }
    walk->count++;
    head->number = number;
    db_bind_int(head->rows, 1, number);
    return step(walk, head, err);
}

/* The first block from a number on that has anything; *number is over `last` where none has. */
static bool find_block(struct db *db, int64_t from, int32_t last, int64_t *number, struct err *err)
{
    sqlite3_stmt *find =
        db_statement(db, "SELECT min(block) FROM series WHERE block BETWEEN ?1 AND ?2", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, from);
    db_bind_int(find, 2, last);
    bool ok = db_step(db, find, err) == DB_ROW;
    *number = ok ? db_column_int_or(find, 0, (int64_t)last + 1) : 0;
    db_reset(find);
    return ok;
}

static bool add_range(struct series_walk *walk, const struct series_range *range, bool *many,
                      struct err *err)
{
    for (int64_t number = range->first;; number++) {
        if (!find_block(walk->db, number, range->last, &number, err)) {
            return false;
        }
        if (number > range->last) {
            return true;
        }
        if (walk->count == SERIES_WALK_BLOCKS) {
            *many = true;
            return false;
        }
        if (!add_head(walk, (int32_t)number, err)) {
            return false;
        }
    }
}

struct series_walk *series_walk_open(struct db *db, const struct series_range *ranges, size_t count,
                                     bool *many, struct err *err)
{
    *many = false;
    struct series_walk *walk = mem_new(1, sizeof *walk);
    if (!walk) {
        err_memory(err);
        return NULL;
    }
    walk->db = db;
    walk->dim = -1;
    for (size_t i = 0; i < count; i++) {
        if (!add_range(walk, &ranges[i], many, err)) {
            series_walk_close(walk);
            return NULL;
        }
    }
    return walk;
}

enum db_step series_walk_next(struct series_walk *walk, uint32_t dim, int32_t *number,
                              sqlite3_stmt **row, struct err *err)
{
    if (walk->dim != dim) {
        walk->dim = dim;
        walk->at = 0;
    }
    for (; walk->at < walk->count; walk->at++) {
        struct head *head = &walk->heads[walk->at];
        while (head->dim < dim || (head->dim == dim && head->given)) {
            bool same = head->dim == dim; /* what single imports said, under the merged row */
            if (!step(walk, head, err)) {
                return DB_FAILED;
            }
            head->given = same && head->dim == dim;
        }
        if (head->dim == dim) {
            head->given = true;
            *number = head->number;
            *row = head->rows;
            return DB_ROW;
        }
    }
    return DB_DONE;
}

void series_walk_close(struct series_walk *walk)
{
    if (!walk) {
        return;
    }
    for (size_t i = 0; i < walk->count; i++) {
        sqlite3_finalize(walk->heads[i].rows);
    }
    mem_free(walk);
}
