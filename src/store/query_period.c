/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_period.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/joiner.h"
#include "store/codec.h"
#include "store/series.h"

/* A campaign of a period: its stored row without the total, and the period's total once anything
 * was found. */
struct period_campaign {
    int64_t number;
    const char *name, *channel, *industry;
    int8_t kind, goal;
    int32_t start, end, last_send;
    const struct ruling *ruling; /* may be that of others, too */
    struct total *total;
    struct slot_sums *slots; /* instead of the total, where that is not asked */
    struct slot_sums *past;
    struct joiner *joiner, *past_joiner;
};

struct period_dim {
    uint32_t campaign; /* index + 1; 0: no such dim */
    uint8_t source;
    struct currency currency;
};

struct query_period {
    struct store *store;
    struct arena *arena;
    struct cancel *cancel;
    enum campaign_order order;
    int32_t from, to;
    const struct campaign_pair *pair; /* NULL: there is one period */
    struct total summed;              /* what a block adds to slots; the row's past */
    struct vec campaigns;             /* struct period_campaign */
    struct vec dims;                  /* struct period_dim, by id */
    struct map64 by_number;
    size_t at;
};

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

static bool load_dims(struct query_period *period, struct err *err)
{
    struct db *db = period->store->db;
    sqlite3_stmt *rows =
        db_statement(db, "SELECT id, campaign, source, currency FROM dim ORDER BY id", err);
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
        }
    }
    db_reset(rows);
    return ok && step != DB_FAILED;
}

/* Days of a block that lie in a period, of what is undated all or nothing. */
static uint32_t days_in(const struct period_campaign *campaign, int32_t number, int32_t from,
                        int32_t to)
{
    return number == BLOCK_UNDATED ? query_undated_in(campaign->start, from, to)
                                   : block_days_in(number, from, to);
}

/* What is in those days of a block, kept for the days that have to be joined. */
struct found {
    enum source source;
    struct currency currency;
    int32_t number;
    const struct block *block;
    uint32_t days;
};

static bool join(struct query_period *period, const struct period_campaign *campaign,
                 const struct found *found, struct joiner **joiner, struct err *err)
{
    if (!campaign->ruling->has_days) {
        return true;
    }
    if (!*joiner && !(*joiner = joiner_new(period->arena))) {
        return err_memory(err);
    }
    return joiner_add(*joiner, found->source, found->number, found->block, found->days) ||
           err_memory(err);
}

static bool add_whole(struct query_period *period, struct period_campaign *campaign,
                      const struct found *found, struct err *err)
{
    if (!campaign->total && !(campaign->total = ARENA_NEW(period->arena, struct total))) {
        return err_memory(err);
    }
    ruling_add_block(campaign->ruling, found->source, found->currency, found->block, found->days,
                     campaign->total);
    return join(period, campaign, found, &campaign->joiner, err);
}

static bool add_slots(struct query_period *period, const struct period_campaign *campaign,
                      const struct found *found, struct slot_sums **sums, struct joiner **joiner,
                      struct err *err)
{
    const struct slot_choice *choice = &period->pair->choice;
    if (!*sums && !(*sums = slot_sums_new(period->arena, choice))) {
        return err_memory(err);
    }
    memset(&period->summed, 0, sizeof period->summed);
    ruling_add_wanted(campaign->ruling, found->source, found->currency, found->block, found->days,
                      &choice->wanted, &period->summed);
    slot_sums_add(*sums, choice, &period->summed);
    return join(period, campaign, found, joiner, err);
}

static bool add_row(struct query_period *period, sqlite3_stmt *row, uint32_t dim_id, int32_t number,
                    struct err *err)
{
    if (dim_id >= period->dims.count) {
        return true;
    }
    const struct period_dim *dim = VEC_AT(&period->dims, struct period_dim, dim_id);
    if (!dim->campaign || dim->source >= SOURCE_COUNT) {
        return true;
    }
    struct period_campaign *campaign =
        VEC_AT(&period->campaigns, struct period_campaign, dim->campaign - 1);
    const struct campaign_pair *pair = period->pair;
    uint32_t days = days_in(campaign, number, period->from, period->to);
    uint32_t past = pair ? days_in(campaign, number, pair->past_from, pair->past_to) : 0;
    struct block block;
    struct found found = {.source = (enum source)dim->source,
                          .currency = dim->currency,
                          .number = number,
                          .block = &block};
    if (!(days | past) || !ruling_uses(campaign->ruling, found.source)) {
        return true;
    }
    if (!series_decode(period->store->db, row, 2, &block, err)) {
        return false;
    }
    uint32_t known = block_days(&block);
    bool ok = true;
    found.days = days;
    if ((known & days) && (!pair || pair->whole)) {
        ok = add_whole(period, campaign, &found, err);
    } else if (known & days) {
        ok = add_slots(period, campaign, &found, &campaign->slots, &campaign->joiner, err);
    }
    found.days = past;
    return ok && (!(known & past) || add_slots(period, campaign, &found, &campaign->past,
                                               &campaign->past_joiner, err));
}

static bool scan_blocks(struct query_period *period, int32_t first, int32_t last, struct err *err)
{
    struct db *db = period->store->db;
    sqlite3_stmt *rows =
        db_statement(db,
                     "SELECT block, dim, data FROM series WHERE block BETWEEN ?1 AND ?2"
                     " ORDER BY block, dim, import",
                     err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, first);
    db_bind_int(rows, 2, last);
    int64_t last_block = INT64_MIN, last_dim = 0;
    bool ok = true;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        int64_t block = db_column_int(rows, 0), dim = db_column_int(rows, 1);
        if (block == last_block && dim == last_dim) {
            continue;
        }
        last_block = block;
        last_dim = dim;
        ok = (!cancelled(period->cancel) || err_set(err, ERR_CANCELLED, _("stopped"))) &&
             add_row(period, rows, (uint32_t)dim, (int32_t)block, err);
    }
    db_reset(rows);
    return ok && step != DB_FAILED;
}

static int by_start(const void *a, const void *b)
{
    const struct period_campaign *x = a, *y = b;
    if ((x->number == 0) != (y->number == 0)) {
        return x->number == 0 ? 1 : -1;
    }
    if (x->start != y->start) { /* DAY_NONE is the smallest: last */
        return x->start > y->start ? -1 : 1;
    }
    return strcmp(x->name, y->name);
}

static int by_name(const void *a, const void *b)
{
    const struct period_campaign *x = a, *y = b;
    if ((x->number == 0) != (y->number == 0)) {
        return x->number == 0 ? 1 : -1;
    }
    return strcmp(x->name, y->name);
}

static int32_t first_block(int32_t from)
{
    return from == DAY_NONE ? BLOCK_UNDATED + 1 : block_of_day(from);
}

static int32_t last_block(int32_t to)
{
    return to == INT32_MAX ? INT32_MAX : block_of_day(to);
}

/* The blocks of both periods, each once: what lies between periods that are far apart is not
 * read. */
static bool scan_pair(struct query_period *period, struct err *err)
{
    const struct campaign_pair *pair = period->pair;
    int32_t first = first_block(pair->past_from), last = last_block(pair->past_to);
    int32_t from = first_block(pair->from), to = last_block(pair->to);
    bool apart = last < from || to < first;
    if (apart) {
        return scan_blocks(period, first, last, err) && scan_blocks(period, from, to, err);
    }
    return scan_blocks(period, first < from ? first : from, last > to ? last : to, err);
}

/* What only a joiner tells. */
static void join_all(struct query_period *period, struct period_campaign *campaign)
{
    struct {
        struct joiner *joiner;
        struct slot_sums *sums;
    } parts[] = {{campaign->joiner, campaign->slots}, {campaign->past_joiner, campaign->past}};
    if (campaign->joiner && campaign->total) {
        joiner_finish(campaign->joiner, campaign->ruling, campaign->total);
    }
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        if (parts[i].joiner && parts[i].sums) {
            memset(&period->summed, 0, sizeof period->summed);
            joiner_finish(parts[i].joiner, campaign->ruling, &period->summed);
            slot_sums_add(parts[i].sums, &period->pair->choice, &period->summed);
        }
    }
}

static bool sum_all(struct query_period *period, struct err *err)
{
    if (!load_campaigns(period, err) || !load_dims(period, err) ||
        !(period->pair
              ? scan_pair(period, err)
              : scan_blocks(period, first_block(period->from), last_block(period->to), err)) ||
        !scan_blocks(period, BLOCK_UNDATED, BLOCK_UNDATED, err)) {
        return false;
    }
    for (size_t i = 0; i < period->campaigns.count; i++) {
        join_all(period, VEC_AT(&period->campaigns, struct period_campaign, i));
    }
    bool ordered = period->order == CAMPAIGN_ORDER_START || period->order == CAMPAIGN_ORDER_NAME;
    if (ordered && period->campaigns.count > 0) {
        qsort(period->campaigns.data, period->campaigns.count, period->campaigns.width,
              period->order == CAMPAIGN_ORDER_START ? by_start : by_name);
    }
    return true;
}

/* The figures of a row; false: there are none. */
static bool put_figures(struct query_period *period, const struct period_campaign *campaign,
                        struct campaign_row *row)
{
    row->past = NULL;
    if (campaign->total) {
        row->total = *campaign->total;
    } else if (campaign->slots) {
        slot_sums_total(campaign->slots, &period->pair->choice, &row->total);
    } else if (campaign->past) {
        memset(&row->total, 0, sizeof row->total);
    } else {
        return false;
    }
    if (campaign->past) {
        slot_sums_total(campaign->past, &period->pair->choice, &period->summed);
        row->past = &period->summed;
    }
    return true;
}

bool query_period_next(struct query_period *period, struct campaign_row *row)
{
    while (period->at < period->campaigns.count) {
        const struct period_campaign *campaign =
            VEC_AT(&period->campaigns, struct period_campaign, period->at++);
        if (put_figures(period, campaign, row)) {
            row->number = campaign->number;
            row->name = campaign->name;
            row->channel = campaign->channel;
            row->industry = campaign->industry;
            row->kind = (enum campaign_kind)campaign->kind;
            row->goal = (enum campaign_goal)campaign->goal;
            row->start = campaign->start;
            row->end = campaign->end;
            row->last_send = campaign->last_send;
            row->ruling = *campaign->ruling;
            return true;
        }
    }
    return false;
}

/* --- the period ------------------------------------------------------------------------------ */

static struct query_period *period_new(struct store *store, int32_t from, int32_t to,
                                       enum campaign_order order, struct cancel *cancel)
{
    struct query_period *period = mem_new(1, sizeof *period);
    if (!period || !(period->arena = arena_new())) {
        mem_free(period);
        return NULL;
    }
    period->store = store;
    period->cancel = cancel;
    period->order = order;
    period->from = from;
    period->to = to;
    period->campaigns = (struct vec)VEC_INIT(struct period_campaign);
    period->dims = (struct vec)VEC_INIT(struct period_dim);
    return period;
}

struct query_period *query_period_sum(struct store *store, int32_t from, int32_t to,
                                      enum campaign_order order, struct cancel *cancel,
                                      struct err *err)
{
    struct query_period *period = period_new(store, from, to, order, cancel);
    if (!period) {
        err_memory(err);
        return NULL;
    }
    if (!sum_all(period, err)) {
        query_period_free(period);
        return NULL;
    }
    return period;
}

struct query_period *query_period_sum_pair(struct store *store, const struct campaign_pair *pair,
                                           struct cancel *cancel, struct err *err)
{
    struct query_period *period = period_new(store, pair->from, pair->to, CAMPAIGN_BARE, cancel);
    struct campaign_pair *kept = period ? ARENA_NEW(period->arena, struct campaign_pair) : NULL;
    if (!kept) {
        query_period_free(period);
        err_memory(err);
        return NULL;
    }
    *kept = *pair;
    period->pair = kept;
    if (!sum_all(period, err)) {
        query_period_free(period);
        return NULL;
    }
    return period;
}

void query_period_free(struct query_period *period)
{
    if (!period) {
        return;
    }
    for (size_t i = 0; i < period->campaigns.count; i++) {
        struct period_campaign *campaign = VEC_AT(&period->campaigns, struct period_campaign, i);
        joiner_free(campaign->joiner);
        joiner_free(campaign->past_joiner);
    }
    vec_free(&period->campaigns);
    vec_free(&period->dims);
    map64_free(&period->by_number);
    arena_free(period->arena);
    mem_free(period);
}
