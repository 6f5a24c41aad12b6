/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/campaign_roll.h"

#include <string.h>

#include "base/i18n.h"
#include "store/codec.h"
#include "store/series.h"

static const char *const dims_of[] = {
    "SELECT id, source, currency, template FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, variant FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, segment FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, language FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, country FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, cta FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, channel FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, sender FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, category FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, utm_source FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, utm_medium FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, utm_campaign FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, utm_content FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, conversion_type FROM dim WHERE campaign = ?1",
    "SELECT id, source, currency, 0 FROM dim WHERE campaign = ?1"};

_Static_assert(ARRAY_COUNT(dims_of) == ATTR_COUNT + 1, "one statement an attribute, one for none");

bool roll_dims(struct db *db, int64_t campaign, enum attr attr, struct vec *dims, struct err *err)
{
    vec_clear(dims);
    sqlite3_stmt *find = db_statement(db, dims_of[attr == ATTR_NONE ? ATTR_COUNT : attr], err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, campaign);
    enum db_step step;
    while ((step = db_step(db, find, err)) == DB_ROW) {
        struct roll_dim *dim = vec_push(dims);
        if (!dim) {
            db_reset(find);
            return err_memory(err);
        }
        dim->id = (uint32_t)db_column_int(find, 0);
        int64_t source = db_column_int(find, 1);
        dim->source = source >= 0 && source < SOURCE_COUNT ? (enum source)source : SOURCE_EVENTS;
        dim->currency = db_column_currency(find, 2);
        dim->label = db_column_int(find, 3);
    }
    return step == DB_DONE;
}

bool roll_blocks_between(struct db *db, uint32_t dim, int32_t from, int32_t to,
                         bool (*each)(void *context, int32_t number, const struct block *block,
                                      struct err *err),
                         void *context, struct err *err)
{
    sqlite3_stmt *find =
        db_statement(db,
                     "SELECT block, data FROM series WHERE dim = ?1 AND block BETWEEN ?2 AND ?3"
                     " ORDER BY block, import",
                     err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, dim);
    db_bind_int(find, 2, from);
    db_bind_int(find, 3, to);
    bool first = true;
    int32_t last = 0;
    enum db_step step;
    while ((step = db_step(db, find, err)) == DB_ROW) {
        int32_t number = (int32_t)db_column_int(find, 0);
        if (!first && number == last) {
            continue; /* what single imports said, under the merged row */
        }
        first = false;
        last = number;
        struct block block;
        if (!series_decode(db, find, 1, &block, err) || !each(context, number, &block, err)) {
            db_reset(find);
            return false;
        }
    }
    return step == DB_DONE;
}

bool roll_blocks(struct db *db, uint32_t dim,
                 bool (*each)(void *context, int32_t number, const struct block *block,
                              struct err *err),
                 void *context, struct err *err)
{
    return roll_blocks_between(db, dim, BLOCK_UNDATED, INT32_MAX, each, context, err);
}

bool roll_total(struct db *db, uint32_t dim, struct total *total, struct err *err)
{
    memset(total, 0, sizeof *total);
    sqlite3_stmt *find = db_statement(db, "SELECT data FROM total WHERE dim = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, dim);
    enum db_step step = db_step(db, find, err);
    bool ok = step == DB_DONE;
    if (step == DB_ROW) {
        ok = codec_read_total(sqlite3_column_blob(find, 0), (size_t)sqlite3_column_bytes(find, 0),
                              total) ||
             err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"),
                     db_path(db));
    }
    db_reset(find);
    return ok;
}

bool roll_facts(struct db *db, int64_t campaign, struct arena *arena, struct campaign_facts *facts,
                struct err *err)
{
    memset(facts, 0, sizeof *facts);
    facts->kind = KIND_UNKNOWN;
    facts->goal = GOAL_UNKNOWN;
    facts->start = facts->end = DAY_NONE;
    sqlite3_stmt *find = db_statement(
        db,
        /* What one file says of several campaigns that are one: as put_fact (facts.c) would have.
         */
        "SELECT min(f.channel), min(f.industry),"
        " coalesce(max(CASE WHEN f.campaign = ?1 THEN f.kind END), min(f.kind)),"
        " coalesce(max(CASE WHEN f.campaign = ?1 THEN f.goal END), min(f.goal)),"
        " min(f.start), max(f.finish) FROM campaign_fact f JOIN import_run r ON r.id = f.import"
        " WHERE f.campaign IN (SELECT ?1 UNION ALL SELECT campaign FROM merged WHERE target = ?1)"
        " GROUP BY r.id ORDER BY r.as_of DESC, r.id DESC",
        err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, campaign);
    enum db_step step;
    bool ok = true;
    while (ok && (step = db_step(db, find, err)) == DB_ROW) {
        const char *channel = db_column_text(find, 0), *industry = db_column_text(find, 1);
        if (!facts->channel && channel) {
            ok = (facts->channel = arena_strdup(arena, channel)) != NULL;
        }
        if (!facts->industry && industry) {
            ok = ok && (facts->industry = arena_strdup(arena, industry)) != NULL;
        }
        if (facts->kind == KIND_UNKNOWN) {
            facts->kind = (enum campaign_kind)db_column_int_or(find, 2, KIND_UNKNOWN);
        }
        if (facts->goal == GOAL_UNKNOWN) {
            facts->goal = (enum campaign_goal)db_column_int_or(find, 3, GOAL_UNKNOWN);
        }
        if (facts->start == DAY_NONE) {
            facts->start = (int32_t)db_column_int_or(find, 4, DAY_NONE);
        }
        if (facts->end == DAY_NONE) {
            facts->end = (int32_t)db_column_int_or(find, 5, DAY_NONE);
        }
    }
    if (!ok) {
        db_reset(find);
        return err_memory(err);
    }
    return step == DB_DONE;
}
