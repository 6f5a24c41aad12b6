/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/query_period.h"

struct campaign_cursor {
    struct store *store;
    struct cancel *cancel;
    bool begun;
    int32_t from, to;
    bool excluded;       /* those of excluded_total, with the figures from `from` to `to` */
    struct arena *arena; /* of its row at hand */
    bool started;        /* those that began from `from` to `to`, with the totals of everything */
    /* everything: two statements, the second for (unattributed) */
    sqlite3_stmt *statement;
    int phase;
    enum campaign_order order;
    struct query_period *period; /* NULL: everything */
    int64_t given;               /* the campaign that was given last */
};

static const char *order_sql(enum campaign_order order, int phase)
{
    static const char select[] =
        "SELECT " ROW_COLUMNS " FROM campaign_total t"
        " JOIN campaign c ON c.id = t.campaign" SHOWN_JOIN " WHERE t.campaign = 0";
    if (phase == 1 && order == CAMPAIGN_BARE) {
        return "SELECT " BARE_COLUMNS " FROM campaign_total t WHERE t.campaign = 0";
    }
    if (phase == 1) {
        return select;
    }
    switch (order) {
    case CAMPAIGN_BARE:
        return "SELECT " BARE_COLUMNS " FROM campaign_total t WHERE t.campaign <> 0";
    case CAMPAIGN_ORDER_START:
        return "SELECT " ROW_COLUMNS
               " FROM campaign_total t JOIN campaign c ON c.id = t.campaign" SHOWN_JOIN
               " WHERE t.campaign <> 0 ORDER BY t.start DESC, " SHOWN_NAME;
    case CAMPAIGN_ORDER_NAME:
        return "SELECT " ROW_COLUMNS
               " FROM campaign_total t JOIN campaign c ON c.id = t.campaign" SHOWN_JOIN
               " WHERE t.campaign <> 0 ORDER BY " SHOWN_NAME;
    case CAMPAIGN_ORDER_NONE:
        break;
    }
    return "SELECT " ROW_COLUMNS
           " FROM campaign_total t JOIN campaign c ON c.id = t.campaign" SHOWN_JOIN
           " WHERE t.campaign <> 0";
}

static const char *excluded_sql(enum campaign_order order)
{
    return order == CAMPAIGN_ORDER_START
               ? "SELECT " ROW_COLUMNS
                 " FROM excluded_total t JOIN campaign c ON c.id = t.campaign" SHOWN_JOIN
                 " ORDER BY t.start DESC, " SHOWN_NAME
               : "SELECT " ROW_COLUMNS
                 " FROM excluded_total t JOIN campaign c ON c.id = t.campaign" SHOWN_JOIN
                 " ORDER BY " SHOWN_NAME;
}

/* A cursor has statements of its own: several may be open at once. */
static bool next_phase(struct campaign_cursor *cursor, struct err *err)
{
    sqlite3 *handle = db_handle(cursor->store->db);
    sqlite3_finalize(cursor->statement);
    cursor->statement = NULL;
    const char *sql = cursor->started    ? "SELECT " BARE_COLUMNS " FROM campaign_total t"
                                           " WHERE t.start BETWEEN ?1 AND ?2 AND t.campaign <> 0"
                      : cursor->excluded ? excluded_sql(cursor->order)
                                         : order_sql(cursor->order, cursor->phase);
    int code = sqlite3_prepare_v2(handle, sql, -1, &cursor->statement, NULL);
    if (code != SQLITE_OK) {
        return db_fail(cursor->store->db, code, err);
    }
    if (cursor->started) {
        db_bind_int(cursor->statement, 1, cursor->from);
        db_bind_int(cursor->statement, 2, cursor->to);
    }
    return true;
}

static struct campaign_cursor *cursor_new(struct store *store, enum campaign_order order,
                                          struct cancel *cancel, struct err *err)
{
    struct campaign_cursor *cursor = mem_new(1, sizeof *cursor);
    if (!cursor) {
        err_memory(err);
        return NULL;
    }
    cursor->store = store;
    cursor->cancel = cancel;
    cursor->order = order;
    if (!query_begin(store->db, &cursor->begun, err)) {
        mem_free(cursor);
        return NULL;
    }
    return cursor;
}

static struct campaign_cursor *opened(struct campaign_cursor *cursor, bool ok)
{
    if (!ok) {
        campaign_cursor_close(cursor);
        return NULL;
    }
    return cursor;
}

struct campaign_cursor *campaign_cursor_open(struct store *store, int32_t from, int32_t to,
                                             enum campaign_order order, struct cancel *cancel,
                                             struct err *err)
{
    struct campaign_cursor *cursor = cursor_new(store, order, cancel, err);
    if (!cursor) {
        return NULL;
    }
    if (from == DAY_NONE && to == INT32_MAX) {
        return opened(cursor, next_phase(cursor, err));
    }
    cursor->period = query_period_sum(store, from, to, order, cancel, err);
    return opened(cursor, cursor->period != NULL);
}

struct campaign_cursor *campaign_cursor_pair(struct store *store, const struct campaign_pair *pair,
                                             struct cancel *cancel, struct err *err)
{
    struct campaign_cursor *cursor = cursor_new(store, CAMPAIGN_BARE, cancel, err);
    if (!cursor) {
        return NULL;
    }
    cursor->period = query_period_sum_pair(store, pair, cancel, err);
    return opened(cursor, cursor->period != NULL);
}

struct campaign_cursor *campaign_cursor_parted(struct store *store, int32_t from, int32_t to,
                                               const enum attr *attrs, size_t count,
                                               struct cancel *cancel, struct err *err)
{
    struct campaign_cursor *cursor = cursor_new(store, CAMPAIGN_ORDER_NONE, cancel, err);
    if (!cursor) {
        return NULL;
    }
    if (from == DAY_NONE && to == INT32_MAX) {
        return opened(cursor, next_phase(cursor, err));
    }
    cursor->period = query_period_sum_parted(store, from, to, attrs, count, cancel, err);
    return opened(cursor, cursor->period != NULL);
}

bool campaign_cursor_parts(struct campaign_cursor *cursor, struct arena *arena, enum attr attr,
                           struct part_total **parts, size_t *count, struct err *err)
{
    return cursor->period ? query_period_parts(cursor->period, arena, attr, parts, count, err)
                          : query_parts(cursor->store, arena, cursor->given, attr, DAY_NONE,
                                        INT32_MAX, parts, count, err);
}

struct campaign_cursor *campaign_cursor_excluded(struct store *store, int32_t from, int32_t to,
                                                 enum campaign_order order, struct cancel *cancel,
                                                 struct err *err)
{
    struct campaign_cursor *cursor = cursor_new(store, order, cancel, err);
    if (!cursor) {
        return NULL;
    }
    cursor->from = from;
    cursor->to = to;
    cursor->excluded = true;
    cursor->phase = 1; /* there is only one */
    cursor->arena = arena_new();
    return opened(cursor, cursor->arena ? next_phase(cursor, err) : err_memory(err));
}

struct campaign_cursor *campaign_cursor_started(struct store *store, int32_t first, int32_t last,
                                                struct cancel *cancel, struct err *err)
{
    struct campaign_cursor *cursor = cursor_new(store, CAMPAIGN_BARE, cancel, err);
    if (!cursor) {
        return NULL;
    }
    cursor->from = first;
    cursor->to = last;
    cursor->started = true;
    cursor->phase = 1; /* there is only one */
    return opened(cursor, next_phase(cursor, err));
}

/* There are few: one by one. *any: it has something in the days that are asked for. */
static bool read_excluded(struct campaign_cursor *cursor, struct campaign_row *row, bool *any,
                          struct err *err)
{
    if (!query_read_row(cursor->store->db, cursor->statement, row, err)) {
        return false;
    }
    row->excluded = *any = true;
    if (cursor->from == DAY_NONE && cursor->to == INT32_MAX) {
        return true;
    }
    arena_reset(cursor->arena);
    bool ok = query_campaign(cursor->store, cursor->arena, row->number, cursor->from, cursor->to,
                             row, err);
    *any = ok && row->total.tallies > 0;
    return ok;
}

bool campaign_cursor_next(struct campaign_cursor *cursor, struct campaign_row *row, struct err *err)
{
    row->excluded = false;
    if (cursor->period) {
        return query_period_next(cursor->period, row, err);
    }
    struct db *db = cursor->store->db;
    for (;;) {
        if (cancelled(cursor->cancel)) {
            return err_set(err, ERR_CANCELLED, _("stopped"));
        }
        enum db_step step = db_step(db, cursor->statement, err);
        bool any = true;
        if (step == DB_ROW && cursor->excluded) {
            if (!read_excluded(cursor, row, &any, err)) {
                return false;
            }
            if (any) {
                return true;
            }
            continue;
        }
        if (step == DB_ROW) {
            bool ok = cursor->order == CAMPAIGN_BARE
                          ? query_read_bare(db, cursor->statement, row, err)
                          : query_read_row(db, cursor->statement, row, err);
            cursor->given = row->number;
            return ok;
        }
        if (step == DB_FAILED || ++cursor->phase > 1 || !next_phase(cursor, err)) {
            return false;
        }
    }
}

void campaign_cursor_close(struct campaign_cursor *cursor)
{
    if (!cursor) {
        return;
    }
    sqlite3_finalize(cursor->statement);
    query_period_free(cursor->period);
    arena_free(cursor->arena);
    query_end(cursor->store->db, cursor->begun);
    mem_free(cursor);
}
