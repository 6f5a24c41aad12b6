/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The days of a few blocks, dim by dim: series is stored block by block, so that what one dim has
 * in all of them comes together only here. Nothing is kept, however many dims there are.
 */
#ifndef CAMPANE_STORE_SERIES_WALK_H
#define CAMPANE_STORE_SERIES_WALK_H

#include "store/db.h"

struct series_walk;

/* Two years: each block has a statement of its own, and more are better read one after the other.
 */
#define SERIES_WALK_BLOCKS 24

/* Numbers of blocks, both included. */
struct series_range {
    int32_t first, last;
};

/* Walk the blocks of those ranges that have anything; ranges rise and do not meet. Inside a
 * transaction of the caller's. NULL: failed, or *many: there are more than SERIES_WALK_BLOCKS. */
struct series_walk *series_walk_open(struct db *db, const struct series_range *ranges, size_t count,
                                     bool *many, struct err *err) CAMPANE_NODISCARD;

/* The next row of a dim, as readers see it (of each block the first row by import): its block in
 * column SERIES_WALK_DATA of *row, lent until the next call. DB_DONE: there is no more of this dim.
 * Dims must rise from call to call; those that are left out are passed over. */
#define SERIES_WALK_DATA 1
enum db_step series_walk_next(struct series_walk *walk, uint32_t dim, int32_t *number,
                              sqlite3_stmt **row, struct err *err);

void series_walk_close(struct series_walk *walk); /* NULL is fine */

#endif
