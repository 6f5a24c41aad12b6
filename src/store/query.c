/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model/joiner.h"
#include "store/codec.h"
#include "store/query_private.h"
#include "store/series.h"

bool query_begin(struct db *db, bool *begun, struct err *err)
{
    db_settle(db);
    *begun = sqlite3_get_autocommit(db_handle(db)) != 0;
    return !*begun || db_exec(db, "BEGIN", err);
}

void query_end(struct db *db, bool begun)
{
    if (begun) {
        db_end_reading(db);
    }
}

bool query_undated_in(int32_t start, int32_t from, int32_t to)
{
    if (start == DAY_NONE) {
        return from == DAY_NONE;
    }
    return (from == DAY_NONE || start >= from) && start <= to;
}

/* All but name and ruling. */
static bool read_figures(sqlite3_stmt *statement, struct campaign_row *row)
{
    row->number = db_column_int(statement, 0);
    row->channel = db_column_text(statement, 2);
    row->industry = db_column_text(statement, 3);
    row->kind = (enum campaign_kind)db_column_int_or(statement, 4, KIND_UNKNOWN);
    row->goal = (enum campaign_goal)db_column_int_or(statement, 5, GOAL_UNKNOWN);
    row->start = (int32_t)db_column_int_or(statement, 6, DAY_NONE);
    row->end = (int32_t)db_column_int_or(statement, 7, DAY_NONE);
    row->last_send = (int32_t)db_column_int_or(statement, 8, DAY_NONE);
    row->past = NULL;
    return row->kind < KIND_COUNT && row->kind >= KIND_UNKNOWN && row->goal < GOAL_COUNT &&
           row->goal >= GOAL_UNKNOWN &&
           codec_read_total(sqlite3_column_blob(statement, 10),
                            (size_t)sqlite3_column_bytes(statement, 10), &row->total);
}

static bool refuse_row(struct db *db, struct err *err)
{
    err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"), db_path(db));
    return err_todo(err, _("campane store rebuild makes them again"));
}

bool query_read_row(struct db *db, sqlite3_stmt *statement, struct campaign_row *row,
                    struct err *err)
{
    row->name = db_column_text(statement, 1);
    return (read_figures(statement, row) && row->name &&
            codec_read_ruling(sqlite3_column_blob(statement, 9),
                              (size_t)sqlite3_column_bytes(statement, 9), &row->ruling)) ||
           refuse_row(db, err);
}

bool query_read_bare(struct db *db, sqlite3_stmt *statement, struct campaign_row *row,
                     struct err *err)
{
    row->name = NULL;
    memset(&row->ruling, 0, sizeof row->ruling);
    return read_figures(statement, row) || refuse_row(db, err);
}

/* --- one campaign
 * ---------------------------------------------------------------------------------- */

/* What a campaign's blocks are added up into. */
struct adder {
    const struct campaign_row *row;
    const struct roll_dim *dim;
    struct joiner *joiner;
    int32_t from, to;
    struct total *total;    /* of the range */
    struct day_total *days; /* one a day from `first`; NULL */
    int32_t first;
    struct total *undated;
};

static bool add_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct adder *adder = context;
    const struct ruling *ruling = &adder->row->ruling;
    const struct roll_dim *dim = adder->dim;
    if (number == BLOCK_UNDATED) {
        if (!query_undated_in(adder->row->start, adder->from, adder->to)) {
            return true;
        }
        struct total *to = adder->total;
        if (adder->days) {
            to = adder->row->start == DAY_NONE
                     ? adder->undated
                     : &adder->days[adder->row->start - adder->first].total;
        }
        ruling_add_block(ruling, dim->source, dim->currency, block, 1u, to);
        return true;
    }
    uint32_t mask = block_days_in(number, adder->from, adder->to) & block_days(block);
    if (adder->days) {
        for (uint32_t days = mask; days; days &= days - 1) {
            int day = __builtin_ctz(days);
            ruling_add_block(ruling, dim->source, dim->currency, block, 1u << day,
                             &adder->days[block_first_day(number) + day - adder->first].total);
        }
    } else if (mask) {
        ruling_add_block(ruling, dim->source, dim->currency, block, mask, adder->total);
    }
    if (ruling->has_days && mask && !joiner_add(adder->joiner, dim->source, number, block, mask)) {
        return err_memory(err);
    }
    return true;
}

/* Walk all blocks of the campaign whose source its ruling draws from. */
static bool add_campaign(struct store *store, struct adder *adder, struct err *err)
{
    struct vec dims = VEC_INIT(struct roll_dim);
    bool ok = roll_dims(store->db, adder->row->number, ATTR_NONE, &dims, err);
    for (size_t i = 0; ok && i < dims.count; i++) {
        adder->dim = VEC_AT(&dims, struct roll_dim, i);
        ok = !ruling_uses(&adder->row->ruling, adder->dim->source) ||
             roll_blocks(store->db, adder->dim->id, add_block, adder, err);
    }
    vec_free(&dims);
    return ok;
}

bool query_name(struct store *store, struct arena *arena, int64_t number, const char **name,
                struct err *err)
{
    sqlite3_stmt *get = db_statement(
        store->db, "SELECT " SHOWN_NAME " FROM campaign c" SHOWN_JOIN " WHERE c.id = ?1", err);
    if (!get) {
        return false;
    }
    db_bind_int(get, 1, number);
    enum db_step step = db_step(store->db, get, err);
    const char *kept = step == DB_ROW ? arena_strdup(arena, db_column_text(get, 0)) : NULL;
    db_reset(get);
    if (!kept) {
        return step == DB_ROW    ? err_memory(err)
               : step == DB_DONE ? err_set(err, ERR_NOT_FOUND, _("there is no such campaign"))
                                 : false;
    }
    *name = kept;
    return true;
}

#define ONE_OF(table)                                                                              \
    "SELECT " ROW_COLUMNS " FROM " table " t JOIN campaign c ON c.id = t.campaign" SHOWN_JOIN      \
    " WHERE t.campaign = ?1"

static bool copy_text(struct arena *arena, const char **text)
{
    if (!*text) {
        return true;
    }
    *text = arena_strdup(arena, *text);
    return *text != NULL;
}

static sqlite3_stmt *find_campaign(struct store *store, int64_t number, bool *excluded,
                                   struct err *err)
{
    static const char *const places[] = {ONE_OF("campaign_total"), ONE_OF("excluded_total")};
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        sqlite3_stmt *get = db_statement(store->db, places[i], err);
        if (!get) {
            return NULL;
        }
        db_bind_int(get, 1, number);
        enum db_step step = db_step(store->db, get, err);
        if (step != DB_DONE) {
            *excluded = i == 1;
            return step == DB_ROW ? get : NULL;
        }
    }
    err_set(err, ERR_NOT_FOUND, _("there is no such campaign"));
    return NULL;
}

static bool load_campaign(struct store *store, struct arena *arena, int64_t number,
                          struct campaign_row *row, struct err *err)
{
    bool excluded;
    sqlite3_stmt *get = find_campaign(store, number, &excluded, err);
    if (!get) {
        return false;
    }
    bool ok = query_read_row(store->db, get, row, err);
    row->excluded = excluded;
    if (ok && (!copy_text(arena, &row->name) || !copy_text(arena, &row->channel) ||
               !copy_text(arena, &row->industry))) {
        ok = err_memory(err);
    }
    db_reset(get);
    return ok;
}

static bool all_days(int32_t from, int32_t to)
{
    return from == DAY_NONE && to == INT32_MAX;
}

/* The total of a period, by the campaign's ruling. */
static bool period_total(struct store *store, struct arena *arena, struct campaign_row *row,
                         int32_t from, int32_t to, struct err *err)
{
    struct adder adder = {.row = row, .from = from, .to = to, .total = &row->total};
    adder.joiner = row->ruling.has_days ? joiner_new(arena) : NULL;
    if (row->ruling.has_days && !adder.joiner) {
        return err_memory(err);
    }
    memset(&row->total, 0, sizeof row->total);
    bool ok = add_campaign(store, &adder, err);
    if (ok && adder.joiner) {
        joiner_finish(adder.joiner, &row->ruling, &row->total);
    }
    joiner_free(adder.joiner);
    return ok;
}

bool query_campaign(struct store *store, struct arena *arena, int64_t number, int32_t from,
                    int32_t to, struct campaign_row *row, struct err *err)
{
    bool begun;
    struct campaign_row found;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = load_campaign(store, arena, number, &found, err) &&
              (all_days(from, to) || period_total(store, arena, &found, from, to, err));
    query_end(store->db, begun);
    if (ok) {
        *row = found;
    }
    return ok;
}

/* Keep the days on which anything is known. */
static size_t keep_days(struct day_total *days, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (days[i].total.tallies) {
            days[kept++] = days[i];
        }
    }
    return kept;
}

static bool campaign_span(struct store *store, int64_t number, int32_t *first, int32_t *last,
                          struct err *err)
{
    sqlite3_stmt *span =
        db_statement(store->db,
                     "SELECT min(s.block), max(s.block) FROM dim d JOIN series s ON s.dim = d.id"
                     " WHERE d.campaign = ?1 AND s.block > -2147483648",
                     err);
    if (!span) {
        return false;
    }
    db_bind_int(span, 1, number);
    if (db_step(store->db, span, err) != DB_ROW) {
        return false;
    }
    bool any = sqlite3_column_type(span, 0) != SQLITE_NULL;
    *first = any ? block_first_day((int32_t)db_column_int(span, 0)) : DAY_NONE;
    *last = any ? block_first_day((int32_t)db_column_int(span, 1)) + BLOCK_DAYS - 1 : DAY_NONE;
    db_reset(span);
    return true;
}

static bool campaign_days(struct store *store, struct arena *arena, const struct campaign_row *row,
                          int32_t from, int32_t to, struct day_total **days, size_t *count,
                          struct total *undated, struct err *err)
{
    int32_t first, last;
    if (!campaign_span(store, row->number, &first, &last, err)) {
        return false;
    }
    if (row->start != DAY_NONE) {
        first = first == DAY_NONE || row->start < first ? row->start : first;
        last = last == DAY_NONE || row->start > last ? row->start : last;
    }
    first = from != DAY_NONE && first != DAY_NONE && from > first ? from : first;
    last = to < last ? to : last;
    size_t room = first == DAY_NONE || last < first ? 0 : (size_t)(last - first) + 1;
    struct day_total *all = ARENA_ARRAY(arena, struct day_total, room + 1);
    struct total nowhere;
    memset(&nowhere, 0, sizeof nowhere);
    struct adder adder = {
        .row = row, .from = from, .to = to, .days = all, .first = first, .undated = &nowhere};
    adder.joiner = row->ruling.has_days ? joiner_new(arena) : NULL;
    if (!all || (row->ruling.has_days && !adder.joiner)) {
        return err_memory(err);
    }
    for (size_t i = 0; i < room; i++) {
        all[i].day = first + (int32_t)i;
    }
    bool ok = add_campaign(store, &adder, err);
    for (size_t i = 0; ok && adder.joiner && i < room; i++) {
        joiner_finish_day(adder.joiner, &row->ruling, all[i].day, &all[i].total);
    }
    joiner_free(adder.joiner);
    if (ok) {
        *days = all;
        *count = keep_days(all, room);
        if (undated) {
            *undated = nowhere;
        }
    }
    return ok;
}

bool query_campaign_days(struct store *store, struct arena *arena, int64_t number, int32_t from,
                         int32_t to, struct day_total **days, size_t *count, struct total *undated,
                         struct err *err)
{
    bool begun;
    struct campaign_row row;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = load_campaign(store, arena, number, &row, err) &&
              campaign_days(store, arena, &row, from, to, days, count, undated, err);
    query_end(store->db, begun);
    return ok;
}

/* --- sparkline
 * -------------------------------------------------------------------------------------- */

bool query_campaign_spark(struct store *store, int64_t number, const struct ruling *ruling,
                          enum counter counter, int32_t from, uint16_t count, float *values,
                          struct err *err)
{
    for (uint16_t i = 0; i < count; i++) {
        values[i] = NAN;
    }
    sqlite3_stmt *rows =
        db_statement(store->db,
                     "SELECT s.block, s.dim, s.data FROM dim d JOIN series s ON s.dim = d.id"
                     " AND s.block BETWEEN ?2 AND ?3 WHERE d.campaign = ?1 AND d.source = ?4"
                     " ORDER BY s.block, s.dim, s.import",
                     err);
    if (!rows || counter >= COUNTER_STORED || ruling->counter[counter] >= SOURCE_COUNT) {
        return rows != NULL;
    }
    db_bind_int(rows, 1, number);
    db_bind_int(rows, 2, block_of_day(from));
    db_bind_int(rows, 3, block_of_day(from + count - 1));
    db_bind_int(rows, 4, ruling->counter[counter]);
    int64_t last_block = INT64_MIN, last_dim = 0;
    bool ok = true;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        int64_t number_of_block = db_column_int(rows, 0), dim = db_column_int(rows, 1);
        if (number_of_block == last_block && dim == last_dim) {
            continue;
        }
        last_block = number_of_block;
        last_dim = dim;
        struct block block;
        ok = series_decode(store->db, rows, 2, &block, err);
        int32_t first = block_first_day((int32_t)number_of_block);
        uint32_t days = ok ? block.present[counter] &
                                 block_days_in((int32_t)number_of_block, from, from + count - 1)
                           : 0;
        for (; days; days &= days - 1) {
            int day = __builtin_ctz(days);
            float *value = &values[first + day - from];
            *value = (isnan(*value) ? 0.0F : *value) + (float)block.value[counter][day];
        }
    }
    db_reset(rows);
    return ok && step != DB_FAILED;
}

/* --- all campaigns by day
 * ----------------------------------------------------------------------------- */

static bool decode_pulse(struct store *store, sqlite3_stmt *row, struct total *total,
                         struct err *err)
{
    if (codec_read_total(sqlite3_column_blob(row, 1), (size_t)sqlite3_column_bytes(row, 1),
                         total)) {
        return true;
    }
    err_set(err, ERR_STORE_DAMAGED, _("%s: the figures of a day cannot be read"), store->path);
    return err_todo(err, _("campane store rebuild makes them again"));
}

static sqlite3_stmt *pulse_rows(struct store *store, int32_t from, int32_t to, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        store->db, "SELECT day, data FROM pulse WHERE day BETWEEN ?1 AND ?2 ORDER BY day", err);
    if (rows) {
        db_bind_int(rows, 1, from);
        db_bind_int(rows, 2, to);
    }
    return rows;
}

bool query_days(struct store *store, struct arena *arena, int32_t from, int32_t to,
                struct day_total **days, size_t *count, struct total *undated, struct err *err)
{
    sqlite3_stmt *rows = pulse_rows(store, from, to, err);
    if (!rows) {
        return false;
    }
    struct vec found = VEC_INIT(struct day_total);
    struct total nowhere;
    memset(&nowhere, 0, sizeof nowhere);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        int32_t day = (int32_t)db_column_int(rows, 0);
        struct day_total *place = day == DAY_NONE ? NULL : vec_push(&found);
        ok = day == DAY_NONE || place || err_memory(err);
        if (place) {
            place->day = day;
        }
        ok = ok && decode_pulse(store, rows, place ? &place->total : &nowhere, err);
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct day_total *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *days = all;
    *count = n;
    if (undated) {
        *undated = nowhere;
    }
    return true;
}

bool query_last_day(struct store *store, int32_t *day, struct err *err)
{
    sqlite3_stmt *last = db_statement(store->db, "SELECT max(day) FROM pulse", err);
    if (!last || db_step(store->db, last, err) != DB_ROW) {
        return false;
    }
    *day = (int32_t)db_column_int_or(last, 0, DAY_NONE);
    db_reset(last);
    return true;
}

bool query_sum(struct store *store, int32_t from, int32_t to, struct total *total, struct err *err)
{
    sqlite3_stmt *rows = pulse_rows(store, from, to, err);
    if (!rows) {
        return false;
    }
    struct total sum, one;
    memset(&sum, 0, sizeof sum);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        ok = decode_pulse(store, rows, &one, err);
        if (ok) {
            total_add(&sum, &one);
        }
    }
    db_reset(rows);
    if (ok && step == DB_DONE) {
        *total = sum;
        return true;
    }
    return false;
}
