/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who was in which arm, and what single messages brought (query_arms.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/codec.h"
#include "store/given.h"
#include "store/query_arms.h"
#include "store/query_private.h"
#include "store/touch.h"

/* --- pairs of attributes -----------------------------------------------------------------------
 */

/* Sends of a dim from its stored total. */
static bool dim_sends(struct store *store, sqlite3_stmt *row, int column, int64_t *sent,
                      struct err *err)
{
    struct total total;
    if (!codec_read_total(sqlite3_column_blob(row, column),
                          (size_t)sqlite3_column_bytes(row, column), &total)) {
        return err_set(err, ERR_STORE_DAMAGED, _("%s: the figures of a dim cannot be read"),
                       store->path);
    }
    if (!total_get(&total, COUNTER_SENT, sent)) {
        *sent = 0;
    }
    return true;
}

static struct arm_cross *pair_of(struct vec *pairs, struct arena *arena, const char *arm,
                                 const char *other)
{
    for (size_t i = 0; i < pairs->count; i++) {
        struct arm_cross *pair = VEC_AT(pairs, struct arm_cross, i);
        if (strcmp(pair->arm, arm) == 0 && strcmp(pair->other, other) == 0) {
            return pair;
        }
    }
    struct arm_cross *pair = vec_push(pairs);
    if (pair) {
        pair->arm = arena_strdup(arena, arm);
        pair->other = arena_strdup(arena, other);
    }
    return pair && pair->arm && pair->other ? pair : NULL;
}

bool query_arm_cross(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                     enum attr other, struct arm_cross **pairs, size_t *count, struct err *err)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "SELECT d.source, a.text, b.text, t.data FROM dim d JOIN total t ON t.dim = d.id"
             " JOIN label a ON a.id = d.%s JOIN label b ON b.id = d.%s"
             " WHERE d.campaign = ?1 AND d.%s <> 0 AND d.%s <> 0 ORDER BY d.source, a.text, b.text",
             attr_info(attr)->name, attr_info(other)->name, attr_info(attr)->name,
             attr_info(other)->name);
    sqlite3_stmt *rows = db_statement(store->db, sql, err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, number);
    struct vec found = VEC_INIT(struct arm_cross);
    enum db_step step = DB_DONE;
    bool ok = true;
    int64_t source = -1;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        int64_t sent = 0;
        ok = dim_sends(store, rows, 3, &sent, err);
        if (!ok || sent <= 0 || (source >= 0 && source != db_column_int(rows, 0))) {
            continue; /* sources never add up: the first that counts sends is enough */
        }
        source = db_column_int(rows, 0);
        struct arm_cross *pair =
            pair_of(&found, arena, db_column_text(rows, 1), db_column_text(rows, 2));
        ok = pair || err_memory(err);
        if (pair) {
            pair->sent += sent;
        }
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct arm_cross *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *pairs = all;
    *count = n;
    return true;
}

/* --- money of single messages ------------------------------------------------------------------
 */

struct gathering {
    struct arm_revenue arm;
    int64_t label;
    struct vec amounts; /* int64_t */
};

static struct gathering *gathering_of(struct vec *all, int64_t label)
{
    for (size_t i = 0; i < all->count; i++) {
        struct gathering *one = VEC_AT(all, struct gathering, i);
        if (one->label == label) {
            return one;
        }
    }
    struct gathering *one = vec_push(all);
    if (one) {
        one->label = label;
        one->amounts = (struct vec)VEC_INIT(int64_t);
    }
    return one;
}

static bool gather(struct gathering *one, sqlite3_stmt *row, struct err *err)
{
    int64_t amount = db_column_int(row, 1);
    const char *code = db_column_text(row, 2);
    one->arm.recipients++;
    if (amount == 0) {
        return true;
    }
    struct currency currency = {""};
    if (code && strlen(code) < sizeof currency.code) {
        memcpy(currency.code, code, strlen(code) + 1);
    }
    if (!one->arm.currency.code[0]) {
        one->arm.currency = currency;
    } else if (!currency_equal(one->arm.currency, currency)) {
        one->arm.mixed = true;
    }
    int64_t *place = vec_push(&one->amounts);
    if (!place) {
        return err_memory(err);
    }
    *place = amount;
    return true;
}

static int by_amount(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool finish(struct store *store, struct arena *arena, struct vec *all,
                   struct arm_revenue **arms, size_t *count, struct err *err)
{
    struct arm_revenue *made = ARENA_ARRAY(arena, struct arm_revenue, all->count + 1);
    if (!made) {
        return err_memory(err);
    }
    for (size_t i = 0; i < all->count; i++) {
        struct gathering *one = VEC_AT(all, struct gathering, i);
        size_t amounts = one->amounts.count;
        int64_t *kept = vec_keep(&one->amounts, arena);
        if (!kept) {
            return err_memory(err);
        }
        qsort(kept, amounts, sizeof *kept, by_amount);
        made[i] = one->arm;
        made[i].amounts = kept;
        made[i].count = amounts;
        if (!query_label_text(store, arena, one->label, &made[i].value, err)) {
            return false;
        }
    }
    *arms = made;
    *count = all->count;
    return true;
}

bool query_arm_revenue(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                       int32_t from, int32_t to, struct arm_revenue **arms, size_t *count,
                       struct err *err)
{
    char sql[1024];
    const char *column = attr == ATTR_NONE ? "0" : attr_info(attr)->name;
    struct given given;
    if (!given_read(store, arena, &given, err)) {
        return false;
    }
    /* Messages without a known revenue say nothing; a dim knows which counters its rows can, and
     * orders that were joined to a campaign's messages make it known of all of them. */
    snprintf(sql, sizeof sql,
             "SELECT d.%s, coalesce(m.revenue, 0) + coalesce(t.revenue, 0),"
             " CASE WHEN t.revenue <> 0 THEN t.currency ELSE d.currency END, m.sent,"
             " d.campaign, d.template, d.sender, m.recipient FROM dim d"
             " JOIN message m ON m.dim = d.id LEFT JOIN (SELECT f.message AS message,"
             " sum(f.revenue) AS revenue, max(o.currency) AS currency FROM touch_match f"
             " LEFT JOIN dim o ON o.id = f.dim WHERE f.kind = %d AND f.campaign = ?1"
             " AND f.message IS NOT NULL GROUP BY f.message) t ON t.message = m.key"
             " WHERE d.campaign IN (?1, %s) AND ((d.known >> %d) & 1 = 1 OR EXISTS (SELECT 1"
             " FROM touch_match WHERE kind = %d AND campaign = ?1))"
             " AND m.sent IS NOT NULL%s%s%s",
             attr == ATTR_NONE ? "campaign * 0" : column, TOUCH_KIND_ORDER,
             given_names(&given, number) ? "0" : "?1", COUNTER_REVENUE, TOUCH_KIND_ORDER,
             attr == ATTR_NONE ? "" : " AND d.", attr == ATTR_NONE ? "" : column,
             attr == ATTR_NONE ? "" : " <> 0");
    sqlite3_stmt *rows = db_statement(store->db, sql, err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, number);
    struct vec all = VEC_INIT(struct gathering);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        int32_t day = zone_day(store_zone(store), db_column_int(rows, 3));
        bool ours =
            db_column_int(rows, 4) == number ||
            given_campaign(&given, db_column_int(rows, 5), db_column_int(rows, 6), day) == number;
        if (!ours || given_excludes(&given, (uint64_t)db_column_int(rows, 7), 0) ||
            (day != DAY_NONE && (day < from || day > to))) {
            continue;
        }
        struct gathering *one = gathering_of(&all, db_column_int(rows, 0));
        ok = one ? gather(one, rows, err) : err_memory(err);
    }
    db_reset(rows);
    ok = ok && step == DB_DONE && finish(store, arena, &all, arms, count, err);
    for (size_t i = 0; i < all.count; i++) {
        vec_free(&VEC_AT(&all, struct gathering, i)->amounts);
    }
    vec_free(&all);
    return ok;
}
