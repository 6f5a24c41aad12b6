/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind query.h share.
 */
#ifndef CAMPANE_STORE_QUERY_PRIVATE_H
#define CAMPANE_STORE_QUERY_PRIVATE_H

#include "base/map.h"
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

/* Texts of labels that were asked for already. */
struct label_texts {
    struct arena *arena;
    struct map64 by_label; /* const char * */
};

/* Of whom, and of which days, parts are asked. */
struct parts_asked {
    struct store *store;
    struct arena *arena;            /* what is answered lives there */
    const struct campaign_row *row; /* of those days; excluded or not */
    int32_t from, to;
};

/* What all dims with one value of an attribute came to on those days: of one source, under the
 * ruling that ruling_of_total makes of all their days. */
struct parts_sum {
    int64_t label;
    enum source source;
    bool sends; /* that ruling knows sends */
    const struct total *total;
};

/* The parts that query_parts makes of such sums (no facts among the campaign's sources). Values
 * are lent by `texts`. */
bool query_parts_summed(const struct parts_asked *asked, const struct parts_sum *sums,
                        size_t sum_count, struct label_texts *texts, struct part_total **parts,
                        size_t *count, struct err *err);

#endif
