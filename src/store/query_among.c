/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_among.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model/joiner.h"
#include "store/codec.h"
#include "store/query_private.h"
#include "store/series.h"

/* One of the campaigns, and its joiner while a block is summed. */
struct member {
    int32_t start;
    struct ruling ruling;
    struct joiner *joiner;
    int32_t joined_block;
};

struct member_dim {
    uint32_t member; /* index + 1; 0: of no campaign that is asked for */
    uint8_t source;
    struct currency currency;
};

struct among {
    struct store *store;
    struct arena *scratch;
    struct cancel *cancel;
    int32_t from, to;
    const struct ruling_wanted *wanted;
    const int64_t *numbers;
    size_t number_count;
    struct member *members; /* beside numbers */
    struct vec dims;        /* struct member_dim, by id */
    struct vec joined;      /* struct member *: those with days to join in this block */
    struct vec days;        /* struct day_total */
    struct total *block;    /* BLOCK_DAYS, of the block that is summed */
    int32_t number;         /* of that block */
    struct total undated;
};

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static struct member *member_of(const struct among *among, int64_t number)
{
    const int64_t *found =
        among->number_count
            ? bsearch(&number, among->numbers, among->number_count, sizeof number, by_number)
            : NULL;
    return found ? &among->members[found - among->numbers] : NULL;
}

static bool load_members(struct among *among, struct err *err)
{
    struct db *db = among->store->db;
    sqlite3_stmt *rows =
        db_statement(db, "SELECT campaign, start, ruling FROM campaign_total", err);
    bool ok = rows != NULL;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        struct member *member = member_of(among, db_column_int(rows, 0));
        if (!member) {
            continue;
        }
        member->start = (int32_t)db_column_int_or(rows, 1, DAY_NONE);
        member->joined_block = BLOCK_UNDATED;
        ok = codec_read_ruling(sqlite3_column_blob(rows, 2), (size_t)sqlite3_column_bytes(rows, 2),
                               &member->ruling) ||
             err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"),
                     db_path(db));
    }
    if (rows) {
        db_reset(rows);
    }
    return ok && step != DB_FAILED;
}

static bool load_dims(struct among *among, struct err *err)
{
    struct db *db = among->store->db;
    sqlite3_stmt *rows =
        db_statement(db, "SELECT id, campaign, source, currency FROM dim ORDER BY id", err);
    bool ok = rows != NULL;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        uint64_t id = (uint64_t)db_column_int(rows, 0);
        const struct member *member = member_of(among, db_column_int(rows, 1));
        while (ok && among->dims.count <= id) {
            ok = vec_push(&among->dims) || err_memory(err);
        }
        if (ok) {
            struct member_dim *dim = VEC_AT(&among->dims, struct member_dim, id);
            dim->member = member ? (uint32_t)(member - among->members) + 1 : 0;
            dim->source = (uint8_t)db_column_int(rows, 2);
            dim->currency = db_column_currency(rows, 3);
        }
    }
    if (rows) {
        db_reset(rows);
    }
    return ok && step != DB_FAILED;
}

/* --- a block --------------------------------------------------------------------------------- */

static bool join(struct among *among, struct member *member, enum source source,
                 const struct block *block, uint32_t days, struct err *err)
{
    if (!member->joiner && !(member->joiner = joiner_new(among->scratch))) {
        return err_memory(err);
    }
    if (member->joined_block != among->number) {
        struct member **place = vec_push(&among->joined);
        if (!place) {
            return err_memory(err);
        }
        joiner_reset(member->joiner);
        member->joined_block = among->number;
        *place = member;
    }
    return joiner_add(member->joiner, source, among->number, block, days) || err_memory(err);
}

/* Undated figures count on the first day of their campaign. */
static bool add_undated(struct among *among, const struct member *member,
                        const struct member_dim *dim, const struct block *block, struct err *err)
{
    if (!query_undated_in(member->start, among->from, among->to)) {
        return true;
    }
    struct total *to = &among->undated;
    if (member->start != DAY_NONE) {
        struct day_total *day = vec_push(&among->days);
        if (!day) {
            return err_memory(err);
        }
        day->day = member->start;
        to = &day->total;
    }
    ruling_add_block(&member->ruling, (enum source)dim->source, dim->currency, block, 1u, to);
    return true;
}

static bool add_row(struct among *among, sqlite3_stmt *row, struct err *err)
{
    uint64_t id = (uint64_t)db_column_int(row, 1);
    const struct member_dim *dim =
        id < among->dims.count ? VEC_AT(&among->dims, struct member_dim, id) : NULL;
    if (!dim || !dim->member || dim->source >= SOURCE_COUNT) {
        return true;
    }
    struct member *member = &among->members[dim->member - 1];
    enum source source = (enum source)dim->source;
    struct block block;
    if (!ruling_uses(&member->ruling, source)) {
        return true;
    }
    if (!series_decode(among->store->db, row, 2, &block, err)) {
        return false;
    }
    if (among->number == BLOCK_UNDATED) {
        return add_undated(among, member, dim, &block, err);
    }
    uint32_t days = block_days_in(among->number, among->from, among->to);
    ruling_add_days(&member->ruling, source, dim->currency, &block, days, among->wanted,
                    among->block);
    return !member->ruling.has_days || join(among, member, source, &block, days, err);
}

/* The days of a block that is done. */
static bool put_block(struct among *among, struct err *err)
{
    if (among->number == BLOCK_UNDATED) {
        return true;
    }
    for (size_t i = 0; i < among->joined.count; i++) {
        struct member *member = *VEC_AT(&among->joined, struct member *, i);
        joiner_finish_days(member->joiner, &member->ruling, among->number, among->block);
    }
    vec_clear(&among->joined);
    for (int i = 0; i < BLOCK_DAYS; i++) {
        if (among->block[i].tallies) {
            struct day_total *day = vec_push(&among->days);
            if (!day) {
                return err_memory(err);
            }
            day->day = block_first_day(among->number) + i;
            day->total = among->block[i];
        }
    }
    memset(among->block, 0, BLOCK_DAYS * sizeof *among->block);
    return true;
}

static bool scan(struct among *among, int32_t first, int32_t last, struct err *err)
{
    struct db *db = among->store->db;
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
    int64_t last_dim = -1;
    bool ok = true;
    enum db_step step = DB_DONE;
    among->number = first;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        int32_t number = (int32_t)db_column_int(rows, 0);
        int64_t dim = db_column_int(rows, 1);
        if (number == among->number && dim == last_dim) {
            continue; /* the first row is what readers see */
        }
        if (number != among->number) {
            ok = put_block(among, err);
            among->number = number;
        }
        last_dim = dim;
        ok = ok && (!cancelled(among->cancel) || err_set(err, ERR_CANCELLED, _("stopped"))) &&
             add_row(among, rows, err);
    }
    db_reset(rows);
    return ok && step != DB_FAILED && put_block(among, err);
}

/* --- all of it ------------------------------------------------------------------------------- */

static int by_day(const void *a, const void *b)
{
    const struct day_total *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

/* Days in order, each once. */
static void settle(struct vec *days)
{
    struct day_total *all = days->data;
    size_t kept = 0;
    if (days->count > 1) {
        qsort(all, days->count, sizeof *all, by_day);
    }
    for (size_t i = 0; i < days->count; i++) {
        if (kept && all[kept - 1].day == all[i].day) {
            total_add(&all[kept - 1].total, &all[i].total);
        } else {
            all[kept++] = all[i];
        }
    }
    days->count = kept;
}

static bool sum(struct among *among, struct err *err)
{
    int32_t first = among->from == DAY_NONE ? BLOCK_UNDATED + 1 : block_of_day(among->from);
    int32_t last = among->to == INT32_MAX ? INT32_MAX : block_of_day(among->to);
    among->members = ARENA_ARRAY(among->scratch, struct member, among->number_count + 1);
    among->block = ARENA_ARRAY(among->scratch, struct total, BLOCK_DAYS);
    if (!among->members || !among->block) {
        return err_memory(err);
    }
    if (!load_members(among, err) || !load_dims(among, err) || !scan(among, first, last, err) ||
        !scan(among, BLOCK_UNDATED, BLOCK_UNDATED, err)) {
        return false;
    }
    settle(&among->days);
    return true;
}

bool query_days_among(struct store *store, struct arena *arena, const int64_t *numbers,
                      size_t number_count, int32_t from, int32_t to,
                      const struct ruling_wanted *wanted, struct cancel *cancel,
                      struct day_total **days, size_t *count, struct total *undated,
                      struct err *err)
{
    bool begun = false;
    struct among *among = mem_new(1, sizeof *among);
    if (!among) {
        return err_memory(err);
    }
    *among = (struct among){.store = store,
                            .scratch = arena_new(),
                            .cancel = cancel,
                            .from = from,
                            .to = to,
                            .wanted = wanted,
                            .numbers = numbers,
                            .number_count = number_count,
                            .dims = VEC_INIT(struct member_dim),
                            .joined = VEC_INIT(struct member *),
                            .days = VEC_INIT(struct day_total)};
    bool ok = (among->scratch || err_memory(err)) && query_begin(store->db, &begun, err) &&
              sum(among, err);
    query_end(store->db, begun);
    size_t all = among->days.count;
    struct day_total *kept = ok ? vec_keep(&among->days, arena) : NULL;
    ok = ok && (kept || err_memory(err));
    if (ok) {
        *days = kept;
        *count = all;
        if (undated) {
            *undated = among->undated;
        }
    }
    for (size_t i = 0; among->members && i < number_count; i++) {
        joiner_free(among->members[i].joiner);
    }
    vec_free(&among->dims);
    vec_free(&among->joined);
    vec_free(&among->days);
    arena_free(among->scratch);
    mem_free(among);
    return ok;
}
