/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/census.h"
#include "model/joiner.h"
#include "store/account.h"
#include "store/campaign_roll.h"
#include "store/codec.h"
#include "store/pulse.h"
#include "store/store_private.h"

/* What one campaign's recomputation works with; kept from campaign to campaign. */
struct settle {
    struct change *change;
    struct arena *arena;   /* census and joiner */
    struct arena *strings; /* one campaign's texts */
    struct census *census;
    struct joiner *joiner;
    struct vec dims; /* struct roll_dim */
    int64_t campaign;
    const struct roll_dim *dim; /* the one being read */
    struct ruling ruling;
    struct total total, dim_total;
    struct ruling dim_ruling;
    struct campaign_facts facts;
    int32_t first_day;
    bool counting; /* second pass: add to the total */
};

static bool count_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct settle *settle = context;
    const struct roll_dim *dim = settle->dim;
    if (!census_add(settle->census, dim->source, number, block)) {
        return err_memory(err);
    }
    ruling_add_block(&settle->dim_ruling, dim->source, dim->currency, block, UINT32_MAX,
                     &settle->dim_total);
    return true;
}

static bool add_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct settle *settle = context;
    const struct roll_dim *dim = settle->dim;
    ruling_add_block(&settle->ruling, dim->source, dim->currency, block, UINT32_MAX,
                     &settle->total);
    if (settle->ruling.has_days &&
        !joiner_add(settle->joiner, dim->source, number, block, UINT32_MAX)) {
        return err_memory(err);
    }
    return true;
}

static bool write_dim_total(struct settle *settle, struct err *err)
{
    struct change *change = settle->change;
    bool empty = settle->dim_total.tallies == 0;
    sqlite3_stmt *write =
        db_statement(change->db,
                     empty ? "DELETE FROM total WHERE dim = ?1"
                           : "INSERT INTO total (dim, data) VALUES (?1, ?2)"
                             " ON CONFLICT (dim) DO UPDATE SET data = excluded.data",
                     err);
    if (!write) {
        return false;
    }
    db_bind_int(write, 1, settle->dim->id);
    if (!empty) {
        strbuf_clear(&change->scratch);
        codec_write_total(&change->scratch, &settle->dim_total);
        if (change->scratch.failed) {
            return err_memory(err);
        }
        db_bind_blob(write, 2, change->scratch.data, change->scratch.length);
    }
    return db_run(change->db, write, err);
}

/* The channel of a campaign: stated, else that of its dims, "mixed" when they have several. */
static bool find_channel(struct settle *settle, const char **channel, struct err *err)
{
    *channel = settle->facts.channel;
    if (*channel) {
        return true;
    }
    sqlite3_stmt *find =
        db_statement(settle->change->db,
                     "SELECT min(l.text), max(l.text) FROM dim d JOIN label l ON l.id = d.channel"
                     " JOIN total t ON t.dim = d.id WHERE d.campaign = ?1",
                     err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, settle->campaign);
    if (db_step(settle->change->db, find, err) != DB_ROW) {
        return false;
    }
    const char *low = db_column_text(find, 0), *high = db_column_text(find, 1);
    if (low && high) {
        *channel = strcmp(low, high) == 0 ? arena_strdup(settle->strings, low) : "mixed";
    }
    bool ok = !low || *channel;
    db_reset(find);
    return ok || err_memory(err);
}

/* Days that the pulse took from the campaign before and will take now. */
static bool touch_span(struct change *change, int64_t campaign, const struct vec *dims,
                       struct err *err)
{
    sqlite3_stmt *old =
        db_statement(change->db, "SELECT start FROM campaign_total WHERE campaign = ?1", err);
    if (!old) {
        return false;
    }
    db_bind_int(old, 1, campaign);
    enum db_step step = db_step(change->db, old, err);
    int32_t start = step == DB_ROW ? (int32_t)db_column_int_or(old, 0, DAY_NONE) : DAY_NONE;
    db_reset(old);
    if (step == DB_FAILED ||
        !map64_put(&change->blocks_touched, (uint64_t)(int64_t)block_of_day(start), NULL)) {
        return step != DB_FAILED && err_memory(err);
    }
    for (size_t i = 0; i < dims->count; i++) {
        sqlite3_stmt *blocks =
            db_statement(change->db, "SELECT DISTINCT block FROM series WHERE dim = ?1", err);
        if (!blocks) {
            return false;
        }
        db_bind_int(blocks, 1, VEC_AT(dims, struct roll_dim, i)->id);
        while ((step = db_step(change->db, blocks, err)) == DB_ROW) {
            if (!map64_put(&change->blocks_touched, (uint64_t)db_column_int(blocks, 0), NULL)) {
                db_reset(blocks);
                return err_memory(err);
            }
        }
        if (step == DB_FAILED) {
            return false;
        }
    }
    return true;
}

/* Whether the stored ruling and first day are what was just found: else days of the campaign that
 * this change did not touch count differently in the pulse, too. */
static bool ruling_stands(struct settle *settle, bool *stands, struct err *err)
{
    struct change *change = settle->change;
    sqlite3_stmt *old = db_statement(
        change->db, "SELECT ruling, start FROM campaign_total WHERE campaign = ?1", err);
    if (!old) {
        return false;
    }
    strbuf_clear(&change->scratch);
    codec_write_ruling(&change->scratch, &settle->ruling);
    if (change->scratch.failed) {
        return err_memory(err);
    }
    db_bind_int(old, 1, settle->campaign);
    enum db_step step = db_step(change->db, old, err);
    *stands =
        step == DB_ROW && (size_t)sqlite3_column_bytes(old, 0) == change->scratch.length &&
        memcmp(sqlite3_column_blob(old, 0), change->scratch.data, change->scratch.length) == 0 &&
        db_column_int_or(old, 1, DAY_NONE) == settle->first_day;
    db_reset(old);
    return step != DB_FAILED;
}

#define PUT_CAMPAIGN(table)                                                                        \
    "REPLACE INTO " table " (campaign, channel, industry, kind, goal, start, finish, last_send,"   \
    " ruling, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"

static bool write_campaign(struct settle *settle, struct err *err)
{
    struct change *change = settle->change;
    const char *channel;
    struct strbuf ruling = STRBUF_INIT;
    if (!find_channel(settle, &channel, err)) {
        return false;
    }
    bool excluded = exclude_has_campaign(change, settle->campaign);
    sqlite3_stmt *write = db_statement(
        change->db, excluded ? PUT_CAMPAIGN("excluded_total") : PUT_CAMPAIGN("campaign_total"),
        err);
    if (!write) {
        return false;
    }
    int32_t last =
        settle->facts.end != DAY_NONE ? settle->facts.end : census_last_day(settle->census);
    codec_write_ruling(&ruling, &settle->ruling);
    strbuf_clear(&change->scratch);
    codec_write_total(&change->scratch, &settle->total);
    db_bind_int(write, 1, settle->campaign);
    db_bind_text(write, 2, channel);
    db_bind_text(write, 3, settle->facts.industry);
    db_bind_int_or(write, 4, settle->facts.kind, KIND_UNKNOWN);
    db_bind_int_or(write, 5, settle->facts.goal, GOAL_UNKNOWN);
    db_bind_int_or(write, 6, settle->first_day, DAY_NONE);
    db_bind_int_or(write, 7, last, DAY_NONE);
    db_bind_int_or(write, 8, census_last_send(settle->census), DAY_NONE);
    db_bind_blob(write, 9, ruling.data, ruling.length);
    db_bind_blob(write, 10, change->scratch.data, change->scratch.length);
    bool ok =
        ruling.failed || change->scratch.failed ? err_memory(err) : db_run(change->db, write, err);
    strbuf_free(&ruling);
    return ok;
}

static bool drop_campaign(struct settle *settle, struct err *err)
{
    bool excluded = exclude_has_campaign(settle->change, settle->campaign);
    sqlite3_stmt *drop = db_statement(settle->change->db,
                                      excluded ? "DELETE FROM excluded_total WHERE campaign = ?1"
                                               : "DELETE FROM campaign_total WHERE campaign = ?1",
                                      err);
    if (!drop) {
        return false;
    }
    db_bind_int(drop, 1, settle->campaign);
    return db_run(settle->change->db, drop, err);
}

static bool has_facts(const struct campaign_facts *facts)
{
    return facts->channel || facts->industry || facts->kind != KIND_UNKNOWN ||
           facts->goal != GOAL_UNKNOWN || facts->start != DAY_NONE || facts->end != DAY_NONE;
}

static bool first_pass(struct settle *settle, struct err *err)
{
    struct change *change = settle->change;
    for (size_t i = 0; i < settle->dims.count; i++) {
        settle->dim = VEC_AT(&settle->dims, struct roll_dim, i);
        memset(&settle->dim_total, 0, sizeof settle->dim_total);
        ruling_single(&settle->dim_ruling, settle->dim->source);
        if (!roll_blocks(change->db, settle->dim->id, count_block, settle, err) ||
            (map64_get(&change->dims_touched, settle->dim->id) && !write_dim_total(settle, err))) {
            return false;
        }
    }
    return true;
}

static bool second_pass(struct settle *settle, struct err *err)
{
    memset(&settle->total, 0, sizeof settle->total);
    for (size_t i = 0; i < settle->dims.count; i++) {
        settle->dim = VEC_AT(&settle->dims, struct roll_dim, i);
        if (ruling_uses(&settle->ruling, settle->dim->source) &&
            !roll_blocks(settle->change->db, settle->dim->id, add_block, settle, err)) {
            return false;
        }
    }
    if (settle->ruling.has_days) {
        joiner_finish(settle->joiner, &settle->ruling, &settle->total);
    }
    return true;
}

/* The stated start, unless something was sent before it. */
static int32_t first_day(int32_t stated, int32_t seen)
{
    if (stated == DAY_NONE || (seen != DAY_NONE && seen < stated)) {
        return seen;
    }
    return stated;
}

static bool settle_campaign(struct settle *settle, int64_t campaign, struct err *err)
{
    struct change *change = settle->change;
    census_reset(settle->census);
    joiner_reset(settle->joiner);
    arena_reset(settle->strings);
    settle->campaign = campaign;
    if (!roll_dims(change->db, campaign, ATTR_NONE, &settle->dims, err) ||
        !roll_facts(change->db, campaign, settle->strings, &settle->facts, err) ||
        !first_pass(settle, err)) {
        return false;
    }
    bool empty =
        census_first_day(settle->census) == DAY_NONE && !census_has_undated(settle->census);
    if (empty && !has_facts(&settle->facts)) {
        return touch_span(change, campaign, &settle->dims, err) && drop_campaign(settle, err);
    }
    if (!edits_overlay(change->db, campaign, &settle->facts, err)) {
        return false;
    }
    settle->first_day = first_day(settle->facts.start, census_first_day(settle->census));
    int32_t end =
        settle->facts.end != DAY_NONE ? settle->facts.end : census_last_day(settle->census);
    if (campaign == ACCOUNT_CAMPAIGN && !account_leave_out(change, settle->census, err)) {
        return false;
    }
    census_rule(settle->census, settle->first_day, end, &settle->ruling);
    bool stands = false;
    if (map64_get(&change->blocks_touched, (uint64_t)(int64_t)BLOCK_UNDATED) &&
        !map64_put(&change->blocks_touched, (uint64_t)(int64_t)block_of_day(settle->first_day),
                   NULL)) {
        return err_memory(err); /* undated figures count on the first day */
    }
    return ruling_stands(settle, &stands, err) &&
           (stands || touch_span(change, campaign, &settle->dims, err)) &&
           second_pass(settle, err) && write_campaign(settle, err) &&
           (stands || touch_span(change, campaign, &settle->dims, err));
}

bool totals_touch_campaigns(struct change *change, struct err *err)
{
    size_t cursor = 0;
    uint64_t dim, unused;
    while (map64_next(&change->dims_touched, &cursor, &dim, &unused)) {
        const struct dim_row *row = dims_row(change->dims, (uint32_t)dim, err);
        if (!row || !change_touch_campaign(change, row->campaign, err)) {
            return false;
        }
    }
    return true;
}

static bool settle_open(struct settle *settle, struct change *change)
{
    settle->change = change;
    settle->arena = arena_new();
    settle->strings = arena_new();
    settle->dims = (struct vec)VEC_INIT(struct roll_dim);
    settle->census = settle->arena ? census_new(settle->arena) : NULL;
    settle->joiner = settle->arena ? joiner_new(settle->arena) : NULL;
    return settle->strings && settle->census && settle->joiner;
}

static void settle_close(struct settle *settle)
{
    census_free(settle->census);
    joiner_free(settle->joiner);
    vec_free(&settle->dims);
    arena_free(settle->arena);
    arena_free(settle->strings);
}

bool totals_settle(struct change *change, struct err *err)
{
    struct settle *settle = mem_new(1, sizeof *settle);
    if (!settle) {
        return err_memory(err);
    }
    bool ok = settle_open(settle, change) || err_memory(err);
    bool account = false;
    ok = ok && totals_touch_campaigns(change, err) && account_held(change, &account, err);
    size_t cursor = 0;
    uint64_t campaign, unused;
    bool any = false;
    while (ok && map64_next(&change->campaigns_touched, &cursor, &campaign, &unused)) {
        any = true;
        ok = campaign == ACCOUNT_CAMPAIGN ||
             (!change_cancelled(change, err) && settle_campaign(settle, (int64_t)campaign, err));
    }
    bool last = (account && any) || map64_get(&change->campaigns_touched, ACCOUNT_CAMPAIGN);
    ok = ok && (!last || settle_campaign(settle, ACCOUNT_CAMPAIGN, err));
    settle_close(settle);
    mem_free(settle);
    return ok && pulse_settle(change, err);
}

static bool touch_column(struct change *change, const char *sql, struct map64 *map, struct err *err)
{
    sqlite3_stmt *all = db_statement(change->db, sql, err);
    if (!all) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, all, err)) == DB_ROW) {
        if (!map64_put(map, (uint64_t)db_column_int(all, 0), NULL)) {
            db_reset(all);
            return err_memory(err);
        }
    }
    return step == DB_DONE;
}

bool totals_touch_all(struct change *change, struct err *err)
{
    return touch_column(change, "SELECT id FROM dim", &change->dims_touched, err) &&
           touch_column(change,
                        "SELECT id FROM campaign WHERE id NOT IN (SELECT campaign FROM merged)",
                        &change->campaigns_touched, err) &&
           touch_column(change, "SELECT DISTINCT block FROM series", &change->blocks_touched, err);
}

bool totals_sweep(struct change *change, struct err *err)
{
    return db_exec(
        change->db,
        "CREATE TABLE IF NOT EXISTS temp.used (id INTEGER PRIMARY KEY);"
        "DELETE FROM temp.used;"
        "INSERT OR IGNORE INTO temp.used SELECT DISTINCT dim FROM message;"
        "INSERT OR IGNORE INTO temp.used SELECT DISTINCT dim FROM message_more;"
        "INSERT OR IGNORE INTO temp.used SELECT DISTINCT dim FROM series;"
        "DELETE FROM total WHERE dim NOT IN (SELECT id FROM temp.used);"
        "DELETE FROM dim WHERE id NOT IN (SELECT id FROM temp.used);"
        "DELETE FROM temp.used;"
        "INSERT OR IGNORE INTO temp.used SELECT template FROM dim UNION SELECT variant FROM dim"
        " UNION SELECT segment FROM dim UNION SELECT language FROM dim UNION SELECT country"
        " FROM dim UNION SELECT cta FROM dim UNION SELECT channel FROM dim UNION SELECT sender"
        " FROM dim UNION SELECT category FROM dim UNION SELECT utm_source FROM dim UNION"
        " SELECT utm_medium FROM dim UNION SELECT utm_campaign FROM dim UNION SELECT utm_content"
        " FROM dim UNION SELECT conversion_type FROM dim;"
        "DELETE FROM label WHERE id NOT IN (SELECT id FROM temp.used);"
        "DELETE FROM campaign WHERE id NOT IN (SELECT campaign FROM dim UNION SELECT said FROM dim"
        " UNION SELECT campaign FROM campaign_fact UNION SELECT campaign FROM plan UNION"
        " SELECT target FROM merged WHERE campaign IN (SELECT campaign FROM campaign_fact"
        " UNION SELECT said FROM dim UNION SELECT campaign FROM plan));"
        "DELETE FROM campaign_total WHERE campaign NOT IN (SELECT id FROM campaign);"
        "DELETE FROM excluded_total WHERE campaign NOT IN (SELECT id FROM campaign UNION"
        " SELECT campaign FROM dim);",
        err);
}
