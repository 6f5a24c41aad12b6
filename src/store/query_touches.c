/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_touches.h"

#include <string.h>

#include "store/query_private.h"
#include "store/touch.h"

/* Why a fact without a match has none: numbers of the CASE below. */
enum why { WHY_UNCOUNTED, WHY_PERSON, WHY_NAMED, WHY_NOBODY };

/* What was done by somebody who is excluded belongs to nothing on purpose. */
#define COUNTS " AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.kind = 2 AND x.id = o.recipient)"

static const char why_orders[] =
    "SELECT CASE WHEN state IN (1, 3) OR (amount IS NULL AND refund > 0) THEN 0"
    " WHEN person IS NOT NULL THEN 1 WHEN code IS NOT NULL THEN 2 ELSE 3 END, count(*)"
    " FROM (SELECT id, max(state) state, max(amount) amount, max(refund) refund,"
    " coalesce(min(recipient), min(message)) person, min(recipient) recipient,"
    " coalesce(min(coupon_code), min(utm_code), min(campaign_code)) code FROM orders GROUP BY id)"
    " o WHERE NOT EXISTS (SELECT 1 FROM touch_match m WHERE m.kind = 1 AND m.id = o.id)" COUNTS
    " GROUP BY 1";
static const char why_clicks[] =
    "SELECT CASE WHEN person IS NOT NULL THEN 1 WHEN code IS NOT NULL THEN 2 ELSE 3 END, count(*)"
    " FROM (SELECT id, coalesce(min(recipient), min(message)) person, min(recipient) recipient,"
    " coalesce(min(campaign_code), min(utm_code)) code FROM clicks GROUP BY id) o WHERE NOT EXISTS"
    " (SELECT 1 FROM touch_match m WHERE m.kind = 2 AND m.id = o.id)" COUNTS " GROUP BY 1";
static const char why_feedback[] =
    "SELECT CASE WHEN person IS NOT NULL THEN 1 WHEN code IS NOT NULL THEN 2 ELSE 3 END, count(*)"
    " FROM (SELECT id, coalesce(min(recipient), min(message)) person, min(recipient) recipient,"
    " min(campaign_code) code FROM feedback GROUP BY id) o WHERE NOT EXISTS"
    " (SELECT 1 FROM touch_match m WHERE m.kind = 3 AND m.id = o.id)" COUNTS " GROUP BY 1";

static const struct {
    enum touch_kind kind;
    const char *why;
} facts[TOUCH_FACT_COUNT] = {[TOUCH_FACT_ORDERS] = {TOUCH_KIND_ORDER, why_orders},
                             [TOUCH_FACT_CLICKS] = {TOUCH_KIND_CLICK, why_clicks},
                             [TOUCH_FACT_FEEDBACK] = {TOUCH_KIND_FEEDBACK, why_feedback}};

static bool count_joined(struct db *db, enum touch_kind kind, struct touch_summary *summary,
                         struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        db,
        "SELECT touched_by, count(*) FROM touch_match WHERE kind = ?1"
        " AND campaign NOT IN (SELECT id FROM excluded WHERE kind = 1) GROUP BY touched_by",
        err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, kind);
    enum db_step step;
    while ((step = db_step(db, rows, err)) == DB_ROW) {
        int64_t by = db_column_int(rows, 0);
        if (by > TOUCH_NONE && by <= TOUCH_MESSAGE) {
            summary->by[by] = db_column_int(rows, 1);
            summary->all += summary->by[by];
        }
    }
    return step == DB_DONE;
}

static bool count_rest(struct db *db, const char *sql, struct touch_summary *summary,
                       struct err *err)
{
    sqlite3_stmt *rows = db_statement(db, sql, err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(db, rows, err)) == DB_ROW) {
        int64_t count = db_column_int(rows, 1);
        switch ((enum why)db_column_int(rows, 0)) {
        case WHY_UNCOUNTED:
            summary->uncounted = count;
            break;
        case WHY_PERSON:
            summary->person = count;
            break;
        case WHY_NAMED:
            summary->named = count;
            break;
        case WHY_NOBODY:
            summary->nobody = count;
            break;
        }
        summary->by[TOUCH_NONE] += count;
        summary->all += count;
    }
    return step == DB_DONE;
}

static bool find_strays(struct db *db, struct arena *arena, struct touch_summary *summary,
                        struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        db,
        "SELECT coalesce(coupon, utm_campaign) name, count(DISTINCT id) n FROM orders o"
        " WHERE coalesce(coupon, utm_campaign) IS NOT NULL AND recipient IS NULL"
        " AND message IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM touch_match m WHERE m.kind = 1 AND m.id = o.id)"
        " GROUP BY 1 ORDER BY n DESC, name LIMIT ?1",
        err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, TOUCH_STRAYS_MAX);
    enum db_step step;
    while ((step = db_step(db, rows, err)) == DB_ROW) {
        struct touch_stray *stray = &summary->strays[summary->stray_count];
        stray->name = arena_strdup(arena, db_column_text(rows, 0));
        stray->facts = db_column_int(rows, 1);
        if (!stray->name) {
            db_reset(rows);
            return err_memory(err);
        }
        summary->stray_count++;
    }
    return step == DB_DONE;
}

bool query_touches(struct store *store, struct arena *arena, enum touch_fact fact,
                   struct touch_summary *summary, struct err *err)
{
    bool begun;
    memset(summary, 0, sizeof *summary);
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = count_joined(store->db, facts[fact].kind, summary, err) &&
              count_rest(store->db, facts[fact].why, summary, err) &&
              (fact != TOUCH_FACT_ORDERS || summary->named == 0 ||
               find_strays(store->db, arena, summary, err));
    query_end(store->db, begun);
    return ok;
}

bool query_touches_of(struct store *store, int64_t campaign, enum touch_fact fact,
                      int64_t by[TOUCH_MESSAGE + 1], struct err *err)
{
    memset(by, 0, (TOUCH_MESSAGE + 1) * sizeof *by);
    sqlite3_stmt *rows =
        db_statement(store->db,
                     "SELECT touched_by, count(*) FROM touch_match WHERE campaign = ?1"
                     " AND kind = ?2 GROUP BY touched_by",
                     err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, campaign);
    db_bind_int(rows, 2, facts[fact].kind);
    enum db_step step;
    while ((step = db_step(store->db, rows, err)) == DB_ROW) {
        int64_t way = db_column_int(rows, 0);
        if (way > TOUCH_NONE && way <= TOUCH_MESSAGE) {
            by[way] = db_column_int(rows, 1);
        }
    }
    return step == DB_DONE;
}
