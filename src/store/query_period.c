/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_period.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/period_private.h"
#include "store/series.h"

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

/* The memory of one that was given before, else NULL. */
static void *take_spare(struct vec *spare)
{
    return spare->count ? *VEC_AT(spare, void *, --spare->count) : NULL;
}

static struct joiner *new_joiner(struct query_period *period)
{
    struct joiner *joiner = take_spare(&period->spare.joiners);
    if (joiner) {
        joiner_reset(joiner);
        return joiner;
    }
    return joiner_new(period->arena);
}

static struct total *new_total(struct query_period *period)
{
    struct total *total = take_spare(&period->spare.totals);
    return total ? total : ARENA_NEW(period->arena, struct total);
}

static struct slot_sums *new_slots(struct query_period *period)
{
    struct slot_sums *slots = take_spare(&period->spare.slots);
    return slots ? slots : slot_sums_new(period->arena, &period->pair->choice);
}

static bool join(struct query_period *period, const struct period_campaign *campaign,
                 const struct found *found, struct joiner **joiner, struct err *err)
{
    if (!campaign->ruling->has_days) {
        return true;
    }
    if (!*joiner && !(*joiner = new_joiner(period))) {
        return err_memory(err);
    }
    return joiner_add(*joiner, found->source, found->number, found->block, found->days) ||
           err_memory(err);
}

static bool add_whole(struct query_period *period, struct period_campaign *campaign,
                      const struct found *found, struct err *err)
{
    if (!campaign->total && !(campaign->total = new_total(period))) {
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
    if (!*sums && !(*sums = new_slots(period))) {
        return err_memory(err);
    }
    memset(&period->summed, 0, sizeof period->summed);
    ruling_add_wanted(campaign->ruling, found->source, found->currency, found->block, found->days,
                      &choice->wanted, &period->summed);
    slot_sums_add(*sums, choice, &period->summed);
    return join(period, campaign, found, joiner, err);
}

/* What is found of a dim's block goes to its campaign, and (parted) to the parts that are asked
 * for, which then give it to the campaign. */
static bool add_block(struct query_period *period, const struct period_dim *dim, int32_t number,
                      bool parted, sqlite3_stmt *row, int column, struct err *err)
{
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
    bool used = ruling_uses(campaign->ruling, found.source);
    if (!(days | past) || !(used || parted)) {
        return true;
    }
    if (!series_decode(period->store->db, row, column, &block, err)) {
        return false;
    }
    uint32_t known = block_days(&block);
    bool ok = true;
    found.days = days;
    if (parted && (known & days)) {
        period_parts_add(period->parts, dim->currency, &block, days);
        used = used && !period->single;
    }
    if (used && (known & days) && (!pair || pair->whole)) {
        ok = add_whole(period, campaign, &found, err);
    } else if (used && (known & days)) {
        ok = add_slots(period, campaign, &found, &campaign->slots, &campaign->joiner, err);
    }
    found.days = past;
    return ok && (!(known & past) || add_slots(period, campaign, &found, &campaign->past,
                                               &campaign->past_joiner, err));
}

static const struct period_dim *dim_of(const struct query_period *period, uint64_t id)
{
    const struct period_dim *dim =
        id < period->dims.count ? VEC_AT(&period->dims, struct period_dim, id) : NULL;
    return dim && dim->campaign && dim->source < SOURCE_COUNT ? dim : NULL;
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
        const struct period_dim *of = dim_of(period, (uint64_t)dim);
        ok = (!cancelled(period->cancel) || err_set(err, ERR_CANCELLED, _("stopped"))) &&
             (!of || add_block(period, of, (int32_t)block, false, rows, 2, err));
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

/* The blocks of the period, or of both, each once: what lies between periods that are far apart is
 * not read. Returns how many ranges. */
static size_t ranges_of(const struct query_period *period, struct series_range ranges[2])
{
    const struct campaign_pair *pair = period->pair;
    ranges[0] = (struct series_range){first_block(period->from), last_block(period->to)};
    if (!pair) {
        return 1;
    }
    struct series_range now = ranges[0];
    struct series_range past = {first_block(pair->past_from), last_block(pair->past_to)};
    if (past.last < now.first || now.last < past.first) {
        ranges[0] = past.first < now.first ? past : now;
        ranges[1] = past.first < now.first ? now : past;
        return 2;
    }
    ranges[0].first = past.first < now.first ? past.first : now.first;
    ranges[0].last = past.last > now.last ? past.last : now.last;
    return 1;
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
    struct series_range ranges[2];
    size_t count = ranges_of(period, ranges);
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        ok = scan_blocks(period, ranges[i].first, ranges[i].last, err);
    }
    if (!ok || !scan_blocks(period, BLOCK_UNDATED, BLOCK_UNDATED, err)) {
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

/* In no order the sums come one by one; of very many blocks all at once. */
static bool open_sums(struct query_period *period, struct err *err)
{
    struct series_range ranges[3] = {{BLOCK_UNDATED, BLOCK_UNDATED}};
    bool many = false;
    if (!period_load(period, err)) {
        return false;
    }
    if (period->order == CAMPAIGN_ORDER_NONE || period->order == CAMPAIGN_BARE) {
        size_t count = 1 + ranges_of(period, &ranges[1]);
        period->walk = series_walk_open(period->store->db, ranges, count, &many, err);
        if (period->walk || !many) {
            return period->walk != NULL;
        }
    }
    return sum_all(period, err);
}

/* --- one by one ------------------------------------------------------------------------------ */

/* Put the memory of something by; where there is no room for that it stays with the arena. */
static void put_by(struct vec *spare, void *memory, size_t zeroed)
{
    void **place = memory ? vec_push(spare) : NULL;
    if (place) {
        memset(memory, 0, zeroed);
        *place = memory;
    }
}

static void put_joiner_by(struct query_period *period, struct joiner **joiner)
{
    void **place = *joiner ? vec_push(&period->spare.joiners) : NULL;
    if (place) {
        *place = *joiner;
        *joiner = NULL; /* else it is freed with its campaign */
    }
}

static void give_back(struct query_period *period)
{
    struct period_campaign *campaign = period->given;
    if (!campaign) {
        return;
    }
    size_t slots = period->pair ? slot_sums_size(&period->pair->choice) : 0;
    put_by(&period->spare.totals, campaign->total, sizeof *campaign->total);
    put_by(&period->spare.slots, campaign->slots, slots);
    put_by(&period->spare.slots, campaign->past, slots);
    campaign->total = NULL;
    campaign->slots = campaign->past = NULL;
    put_joiner_by(period, &campaign->joiner);
    put_joiner_by(period, &campaign->past_joiner);
    if (period->parts) {
        period_parts_give_back(period->parts, &campaign->parts);
    }
    period->given = NULL;
}

/* Whether the parts that are asked for are summed here: with facts among the sources they are not
 * told by sums, and what names no campaign has none. */
static bool is_parted(const struct query_period *period, const struct period_campaign *campaign)
{
    return period->parts && campaign->stated && campaign->number != 0 &&
           !campaign->ruling->coverage[SOURCE_FACTS];
}

static bool begin_parts(struct query_period *period, struct period_campaign *campaign, uint32_t id,
                        enum source source, struct err *err)
{
    if (period->asked != campaign->ruling || period->asked_source != source) {
        period->single = ruling_is_single(campaign->ruling, source);
        period->asked = campaign->ruling;
        period->asked_source = source;
    }
    return period_parts_begin(period->parts, id, source, campaign->stated, &campaign->parts, err);
}

/* What the dim came to is its campaign's, too, where that would have made the same of it. */
static bool end_parts(struct query_period *period, struct period_campaign *campaign,
                      struct err *err)
{
    const struct total *total = period_parts_end(period->parts);
    if (!period->single || total->tallies == 0) {
        return true;
    }
    if (!campaign->total && !(campaign->total = new_total(period))) {
        return err_memory(err);
    }
    total_add(campaign->total, total);
    return true;
}

static bool add_dim(struct query_period *period, uint32_t id, const struct period_dim *dim,
                    struct err *err)
{
    struct period_campaign *campaign =
        VEC_AT(&period->campaigns, struct period_campaign, dim->campaign - 1);
    bool parted = is_parted(period, campaign);
    sqlite3_stmt *row;
    int32_t number;
    if (cancelled(period->cancel)) {
        return err_set(err, ERR_CANCELLED, _("stopped"));
    }
    if (parted && !begin_parts(period, campaign, id, (enum source)dim->source, err)) {
        return false;
    }
    for (;;) {
        enum db_step step = series_walk_next(period->walk, id, &number, &row, err);
        if (step == DB_DONE) {
            return !parted || end_parts(period, campaign, err);
        }
        if (step == DB_FAILED ||
            !add_block(period, dim, number, parted, row, SERIES_WALK_DATA, err)) {
            return false;
        }
    }
}

/* The next campaign all of whose dims are through; NULL: none, or it failed. */
static struct period_campaign *next_summed(struct query_period *period, struct err *err)
{
    give_back(period);
    while (period->dim < period->dims.count) {
        uint32_t id = period->dim++;
        const struct period_dim *dim = VEC_AT(&period->dims, struct period_dim, id);
        if (!dim->campaign) {
            continue;
        }
        if (dim->source < SOURCE_COUNT && !add_dim(period, id, dim, err)) {
            period->dim = (uint32_t)period->dims.count;
            return NULL;
        }
        struct period_campaign *campaign =
            VEC_AT(&period->campaigns, struct period_campaign, dim->campaign - 1);
        if (--campaign->dims == 0) {
            join_all(period, campaign);
            period->given = campaign;
            return campaign;
        }
    }
    return NULL;
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

static struct period_campaign *next_campaign(struct query_period *period, struct err *err)
{
    if (period->walk) {
        return next_summed(period, err);
    }
    return period->at < period->campaigns.count
               ? VEC_AT(&period->campaigns, struct period_campaign, period->at++)
               : NULL;
}

static void put_row(const struct period_campaign *campaign, struct campaign_row *row)
{
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
}

bool query_period_next(struct query_period *period, struct campaign_row *row, struct err *err)
{
    struct period_campaign *campaign;
    while ((campaign = next_campaign(period, err))) {
        period->given = campaign;
        if (put_figures(period, campaign, row)) {
            put_row(campaign, row);
            return true;
        }
    }
    return false;
}

bool query_period_parts(struct query_period *period, struct arena *arena, enum attr attr,
                        struct part_total **parts, size_t *count, struct err *err)
{
    const struct period_campaign *campaign = period->given;
    size_t which = 0;
    while (which < period->attr_count && period->attrs[which] != attr) {
        which++;
    }
    bool told = which < period->attr_count && period->walk && is_parted(period, campaign);
    if (which < period->attr_count && !(campaign->stated & (1u << which))) {
        *parts = ARENA_NEW(arena, struct part_total);
        *count = 0;
        return *parts || err_memory(err);
    }
    if (told) {
        struct campaign_row *row = ARENA_NEW(arena, struct campaign_row);
        if (!row) {
            return err_memory(err);
        }
        put_figures(period, campaign, row);
        put_row(campaign, row);
        const struct parts_asked asked = {period->store, arena, row, period->from, period->to};
        if (!period_parts_make(period->parts, campaign->parts, which, &asked, &told, parts, count,
                               err)) {
            return false;
        }
    }
    return told || query_parts(period->store, arena, campaign->number, attr, period->from,
                               period->to, parts, count, err);
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
    period->spare = (struct spare){VEC_INIT(void *), VEC_INIT(void *), VEC_INIT(void *)};
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
    if (!open_sums(period, err)) {
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
    if (!open_sums(period, err)) {
        query_period_free(period);
        return NULL;
    }
    return period;
}

struct query_period *query_period_sum_parted(struct store *store, int32_t from, int32_t to,
                                             const enum attr *attrs, size_t count,
                                             struct cancel *cancel, struct err *err)
{
    struct query_period *period = period_new(store, from, to, CAMPAIGN_ORDER_NONE, cancel);
    if (!period) {
        err_memory(err);
        return NULL;
    }
    for (size_t i = 0; i < count && i < PARTED_MAX; i++) {
        period->attrs[period->attr_count++] = attrs[i];
    }
    period->parts = period_parts_new(store, period->arena, period->attrs, period->attr_count, err);
    if (!period->parts || !open_sums(period, err)) {
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
    for (size_t i = 0; i < period->spare.joiners.count; i++) {
        joiner_free(*VEC_AT(&period->spare.joiners, struct joiner *, i));
    }
    vec_free(&period->spare.totals);
    vec_free(&period->spare.slots);
    vec_free(&period->spare.joiners);
    series_walk_close(period->walk);
    period_parts_free(period->parts);
    vec_free(&period->campaigns);
    vec_free(&period->dims);
    map64_free(&period->by_number);
    arena_free(period->arena);
    mem_free(period);
}
