/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "store/codec.h"
#include "store/period_private.h"

/* Most campaigns have the ruling of the one before: they share it, so that it is read once and the
 * processor keeps it at hand. *bytes: those of *ruling, taken over. */
static bool share_ruling(struct query_period *period, sqlite3_stmt *rows, struct strbuf *bytes,
                         struct ruling **ruling, struct err *err)
{
    const void *data = sqlite3_column_blob(rows, 9);
    size_t length = (size_t)sqlite3_column_bytes(rows, 9);
    if (*ruling && data && length == bytes->length && memcmp(data, bytes->data, length) == 0) {
        return true;
    }
    strbuf_clear(bytes);
    strbuf_add(bytes, data ? data : "", length);
    *ruling = ARENA_NEW(period->arena, struct ruling);
    if (!*ruling || bytes->failed) {
        return err_memory(err);
    }
    return codec_read_ruling(data, length, *ruling) ||
           err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"),
                   db_path(period->store->db));
}

static bool load_campaigns(struct query_period *period, struct err *err)
{
    struct db *db = period->store->db;
    sqlite3_stmt *rows = db_statement(db,
                                      "SELECT t.campaign, " SHOWN_NAME
                                      ", t.channel, t.industry, t.kind, t.goal, t.start, t.finish,"
                                      " t.last_send, t.ruling FROM campaign_total t JOIN campaign "
                                      "c ON c.id = t.campaign" SHOWN_JOIN,
                                      err);
    if (!rows) {
        return false;
    }
    bool ok = true;
    struct strbuf bytes = STRBUF_INIT;
    struct ruling *ruling = NULL;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        struct period_campaign *campaign = vec_push(&period->campaigns);
        uint64_t *place = map64_put(&period->by_number, (uint64_t)db_column_int(rows, 0), NULL);
        if (!campaign || !place) {
            ok = err_memory(err);
            break;
        }
        *place = period->campaigns.count - 1;
        campaign->number = db_column_int(rows, 0);
        campaign->name = arena_strdup(period->arena, db_column_text(rows, 1));
        const char *channel = db_column_text(rows, 2), *industry = db_column_text(rows, 3);
        campaign->channel = arena_strdup(period->arena, channel);
        campaign->industry = arena_strdup(period->arena, industry);
        campaign->kind = (int8_t)db_column_int_or(rows, 4, KIND_UNKNOWN);
        campaign->goal = (int8_t)db_column_int_or(rows, 5, GOAL_UNKNOWN);
        campaign->start = (int32_t)db_column_int_or(rows, 6, DAY_NONE);
        campaign->end = (int32_t)db_column_int_or(rows, 7, DAY_NONE);
        campaign->last_send = (int32_t)db_column_int_or(rows, 8, DAY_NONE);
        ok = campaign->name && (!channel || campaign->channel) && (!industry || campaign->industry)
                 ? share_ruling(period, rows, &bytes, &ruling, err)
                 : err_memory(err);
        campaign->ruling = ruling;
    }
    strbuf_free(&bytes);
    db_reset(rows);
    return ok && step != DB_FAILED;
}

/* A dim that its campaign waits for. */
static bool expect_dim(struct query_period *period, uint32_t dim, uint64_t at, sqlite3_stmt *row,
                       struct err *err)
{
    struct period_campaign *campaign = VEC_AT(&period->campaigns, struct period_campaign, at);
    uint32_t stated = 0;
    campaign->dims++;
    if (period->parts && !period_parts_label(period->parts, dim, row, 4, &stated)) {
        return err_memory(err);
    }
    campaign->stated |= stated;
    return true;
}

static sqlite3_stmt *dim_rows(struct query_period *period, struct err *err)
{
    struct strbuf sql = STRBUF_INIT;
    strbuf_printf(&sql, "SELECT id, campaign, source, currency%s FROM dim ORDER BY id",
                  period->parts ? period_parts_columns(period->parts) : "");
    sqlite3_stmt *rows = NULL;
    if (sql.failed) {
        err_memory(err);
    } else {
        rows = db_prepare(period->store->db, strbuf_text(&sql), err);
    }
    strbuf_free(&sql);
    return rows;
}

static bool load_dims(struct query_period *period, struct err *err)
{
    struct db *db = period->store->db;
    sqlite3_stmt *rows = dim_rows(period, err);
    if (!rows) {
        return false;
    }
    bool ok = true;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        uint64_t id = (uint64_t)db_column_int(rows, 0);
        const uint64_t *campaign = map64_get(&period->by_number, (uint64_t)db_column_int(rows, 1));
        while (ok && period->dims.count <= id) {
            ok = vec_push(&period->dims) || err_memory(err);
        }
        if (ok) {
            struct period_dim *dim = VEC_AT(&period->dims, struct period_dim, id);
            dim->campaign = campaign ? (uint32_t)*campaign + 1 : 0;
            dim->source = (uint8_t)db_column_int(rows, 2);
            dim->currency = db_column_currency(rows, 3);
            ok = !campaign || expect_dim(period, (uint32_t)id, *campaign, rows, err);
        }
    }
    sqlite3_finalize(rows);
    return ok && step != DB_FAILED;
}

bool period_load(struct query_period *period, struct err *err)
{
    return load_campaigns(period, err) && load_dims(period, err);
}
