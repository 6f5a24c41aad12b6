/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind query.h share.
 */
#ifndef CAMPANE_STORE_QUERY_PRIVATE_H
#define CAMPANE_STORE_QUERY_PRIVATE_H

#include "store/campaign_roll.h"
#include "store/query.h"
#include "store/store_private.h"

/* How a campaign is called where people read it: by its alias, its corrected name, its name. To be
 * joined to `campaign c`. */
#define SHOWN_NAME "coalesce(e.alias, e.name, c.name)"
#define SHOWN_JOIN " LEFT JOIN campaign_edit e ON e.campaign = c.id"

#define ROW_COLUMNS                                                                                \
    "t.campaign, " SHOWN_NAME                                                                      \
    ", t.channel, t.industry, t.kind, t.goal, t.start, t.finish, t.last_send,"                     \
    " t.ruling, t.data"

/* The same for a bare row: two columns that nobody reads are left out. */
#define BARE_COLUMNS                                                                               \
    "t.campaign, NULL, t.channel, t.industry, t.kind, t.goal, t.start, t.finish, t.last_send,"     \
    " NULL, t.data"

/* A row of ROW_COLUMNS; strings are lent by the statement. ERR_STORE_DAMAGED. */
bool query_read_row(struct db *db, sqlite3_stmt *statement, struct campaign_row *row,
                    struct err *err);

/* A row of BARE_COLUMNS, without name and ruling. */
bool query_read_bare(struct db *db, sqlite3_stmt *statement, struct campaign_row *row,
                     struct err *err);

/* A short read transaction around several statements; nested calls join the outer one. */
bool query_begin(struct db *db, bool *begun, struct err *err);
void query_end(struct db *db, bool begun);

/* Whether what is undated counts in a range: on the campaign's first day. */
bool query_undated_in(int32_t start, int32_t from, int32_t to);

/* The text of a label in the arena; NULL for 0, which is none. ERR_STORE_DAMAGED: there is no such
 * label. */
bool query_label_text(struct store *store, struct arena *arena, int64_t label, const char **text,
                      struct err *err);

#endif
