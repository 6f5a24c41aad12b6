/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of `series`: reading, writing and merging blocks of days.
 */
#ifndef CAMPANE_STORE_SERIES_H
#define CAMPANE_STORE_SERIES_H

#include "store/store_private.h"

/* One statement about a block: what an import reported. */
struct report_row {
    uint32_t dim;
    int64_t import;
    int64_t as_of; /* of the import */
    bool keep_highest;
    struct block block;
};

/* The bytes of the current row of a statement as a block; ERR_STORE_DAMAGED when they are not. */
bool series_decode(struct db *db, sqlite3_stmt *statement, int column, struct block *block,
                   struct err *err);

/* The block of (block, dim, import); zeroed, *there false, when there is no such row. */
bool series_read(struct change *change, int32_t number, uint32_t dim, int64_t import,
                 struct block *block, bool *there, struct err *err);

/* Write it. An empty block deletes the row, unless `cover`: then it stays as an empty one, so that
 * readers do not see what lies under it. */
bool series_write(struct change *change, int32_t number, uint32_t dim, int64_t import,
                  const struct block *block, bool cover, struct err *err);

/* What readers see of (block, dim): the first row by import. */
bool series_seen(struct change *change, int32_t number, uint32_t dim, struct block *block,
                 struct err *err);

/* Merge statements about siblings (dims that differ in currency only). Per day and counter the
 * newest as-of wins, then the higher import id; where any row keeps the highest, the highest value
 * among those that do stands. Only the row that wins a (day, counter) gives it to its dim.
 * out[i] belongs to dims[i]. */
void series_merge(const struct report_row *rows, size_t count, const uint32_t *dims,
                  size_t dim_count, struct block *out);

#endif
