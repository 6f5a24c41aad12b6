/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/pulse.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/joiner.h"
#include "store/codec.h"
#include "store/series.h"

/* A campaign's ruling, read once, and its joiner while a block is summed. */
struct ruled {
    int64_t campaign;
    int32_t start;
    struct ruling ruling;
    struct joiner *joiner;
    int32_t joined_block; /* which block the joiner holds */
};

struct pulse {
    struct change *change;
    struct arena *arena;
    struct map64 campaigns; /* number -> struct ruled * */
    struct vec joined;      /* struct ruled *: those with days to join in this block */
    struct map64 undated; /* day -> struct total *: undated figures by their campaign's first day */
    struct total days[BLOCK_DAYS];
};

static struct ruled *load_ruled(struct pulse *pulse, int64_t campaign, struct err *err)
{
    uint64_t *place = map64_get(&pulse->campaigns, (uint64_t)campaign);
    if (place) {
        return (struct ruled *)(uintptr_t)*place;
    }
    sqlite3_stmt *find = db_statement(
        pulse->change->db, "SELECT ruling, start FROM campaign_total WHERE campaign = ?1", err);
    if (!find) {
        return NULL;
    }
    db_bind_int(find, 1, campaign);
    enum db_step step = db_step(pulse->change->db, find, err);
    if (step == DB_FAILED) {
        return NULL;
    }
    struct ruled *ruled = ARENA_NEW(pulse->arena, struct ruled);
    place = ruled ? map64_put(&pulse->campaigns, (uint64_t)campaign, NULL) : NULL;
    bool good = step == DB_ROW && place &&
                codec_read_ruling(sqlite3_column_blob(find, 0),
                                  (size_t)sqlite3_column_bytes(find, 0), &ruled->ruling);
    if (good) {
        ruled->campaign = campaign;
        ruled->start = (int32_t)db_column_int_or(find, 1, DAY_NONE);
        ruled->joined_block = BLOCK_UNDATED;
        *place = (uint64_t)(uintptr_t)ruled;
    }
    db_reset(find);
    if (!place) {
        err_memory(err);
        return NULL;
    }
    if (!good) {
        err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"),
                db_path(pulse->change->db));
        return NULL;
    }
    return ruled;
}

static bool join_block(struct pulse *pulse, struct ruled *ruled, enum source source, int32_t number,
                       const struct block *block, struct err *err)
{
    if (!ruled->joiner && !(ruled->joiner = joiner_new(pulse->arena))) {
        return err_memory(err);
    }
    if (ruled->joined_block != number) {
        joiner_reset(ruled->joiner);
        ruled->joined_block = number;
        struct ruled **place = vec_push(&pulse->joined);
        if (!place) {
            return err_memory(err);
        }
        *place = ruled;
    }
    return joiner_add(ruled->joiner, source, number, block, UINT32_MAX) || err_memory(err);
}

/* Whether a dim's campaign is excluded, or it counts through another dim (-1). */
static bool is_left_out(const struct change *change, int64_t campaign)
{
    return campaign < 0 || exclude_has_campaign(change, campaign);
}

/* Sum all dims of one block into pulse->days. */
static bool sum_block(struct pulse *pulse, int32_t number, struct err *err)
{
    struct change *change = pulse->change;
    sqlite3_stmt *rows =
        db_statement(change->db,
                     "SELECT s.dim, d.campaign, d.source, d.currency, s.data FROM series s"
                     " JOIN dim d ON d.id = s.dim WHERE s.block = ?1 ORDER BY s.dim, s.import",
                     err);
    if (!rows) {
        return false;
    }
    memset(pulse->days, 0, sizeof pulse->days);
    vec_clear(&pulse->joined);
    db_bind_int(rows, 1, number);
    uint32_t last = 0;
    bool ok = true;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(change->db, rows, err)) == DB_ROW) {
        uint32_t dim = (uint32_t)db_column_int(rows, 0);
        if (dim == last || is_left_out(change, db_column_int(rows, 1))) {
            continue;
        }
        last = dim;
        enum source source = (enum source)db_column_int(rows, 2);
        struct block block;
        struct ruled *ruled = load_ruled(pulse, db_column_int(rows, 1), err);
        ok = ruled && series_decode(change->db, rows, 4, &block, err) &&
             !change_cancelled(change, err);
        if (!ok) {
            break;
        }
        for (uint32_t days = block_days(&block); days; days &= days - 1) {
            int day = __builtin_ctz(days);
            ruling_add_block(&ruled->ruling, source, db_column_currency(rows, 3), &block, 1u << day,
                             &pulse->days[day]);
        }
        ok = !ruled->ruling.has_days || join_block(pulse, ruled, source, number, &block, err);
    }
    db_reset(rows);
    for (size_t i = 0; ok && i < pulse->joined.count; i++) {
        struct ruled *ruled = *VEC_AT(&pulse->joined, struct ruled *, i);
        joiner_finish_days(ruled->joiner, &ruled->ruling, number, pulse->days);
    }
    return ok && step != DB_FAILED;
}

/* Undated figures count on the first day of their campaign. */
static bool sum_undated(struct pulse *pulse, struct err *err)
{
    struct change *change = pulse->change;
    sqlite3_stmt *rows = db_statement(
        change->db,
        "SELECT s.dim, d.campaign, d.source, d.currency, s.data FROM series s"
        " JOIN dim d ON d.id = s.dim WHERE s.block = -2147483648 ORDER BY s.dim, s.import",
        err);
    if (!rows) {
        return false;
    }
    uint32_t last = 0;
    bool ok = true;
    enum db_step step = DB_DONE;
    vec_clear(&pulse->joined);
    while (ok && (step = db_step(change->db, rows, err)) == DB_ROW) {
        uint32_t dim = (uint32_t)db_column_int(rows, 0);
        if (dim == last || is_left_out(change, db_column_int(rows, 1))) {
            continue;
        }
        last = dim;
        struct ruled *ruled = load_ruled(pulse, db_column_int(rows, 1), err);
        struct block block;
        ok = ruled && series_decode(change->db, rows, 4, &block, err) &&
             !change_cancelled(change, err);
        if (!ok ||
            !map64_get(&change->blocks_touched, (uint64_t)(int64_t)block_of_day(ruled->start))) {
            continue;
        }
        uint64_t *place = map64_put(&pulse->undated, (uint64_t)(int64_t)ruled->start, NULL);
        if (place && !*place) {
            *place = (uint64_t)(uintptr_t)ARENA_NEW(pulse->arena, struct total);
        }
        if (!place || !*place) {
            ok = err_memory(err);
            break;
        }
        ruling_add_block(&ruled->ruling, (enum source)db_column_int(rows, 2),
                         db_column_currency(rows, 3), &block, 1u,
                         (struct total *)(uintptr_t)*place);
    }
    db_reset(rows);
    return ok && step != DB_FAILED;
}

static bool write_day(struct pulse *pulse, int32_t day, struct total *total, struct err *err)
{
    struct change *change = pulse->change;
    uint64_t *undated = map64_get(&pulse->undated, (uint64_t)(int64_t)day);
    if (undated) {
        total_add(total, (const struct total *)(uintptr_t)*undated);
    }
    bool empty = total->tallies == 0;
    sqlite3_stmt *write =
        db_statement(change->db,
                     empty ? "DELETE FROM pulse WHERE day = ?1"
                           : "INSERT INTO pulse (day, data) VALUES (?1, ?2)"
                             " ON CONFLICT (day) DO UPDATE SET data = excluded.data",
                     err);
    if (!write) {
        return false;
    }
    db_bind_int(write, 1, day);
    if (!empty) {
        strbuf_clear(&change->scratch);
        codec_write_total(&change->scratch, total);
        if (change->scratch.failed) {
            return err_memory(err);
        }
        db_bind_blob(write, 2, change->scratch.data, change->scratch.length);
    }
    return db_run(change->db, write, err);
}

static bool settle_block(struct pulse *pulse, int32_t number, struct err *err)
{
    if (number == BLOCK_UNDATED) {
        struct total total;
        memset(&total, 0, sizeof total);
        return write_day(pulse, DAY_NONE, &total, err);
    }
    if (!sum_block(pulse, number, err)) {
        return false;
    }
    for (int day = 0; day < BLOCK_DAYS; day++) {
        if (!write_day(pulse, block_first_day(number) + day, &pulse->days[day], err)) {
            return false;
        }
    }
    return true;
}

bool pulse_settle(struct change *change, struct err *err)
{
    struct pulse *pulse = mem_new(1, sizeof *pulse);
    if (!pulse) {
        return err_memory(err);
    }
    pulse->change = change;
    pulse->joined = (struct vec)VEC_INIT(struct ruled *);
    pulse->arena = arena_new();
    bool ok = pulse->arena ? sum_undated(pulse, err) : err_memory(err);
    size_t cursor = 0;
    uint64_t number, unused;
    while (ok && map64_next(&change->blocks_touched, &cursor, &number, &unused)) {
        ok = settle_block(pulse, (int32_t)(int64_t)number, err);
    }
    size_t walk = 0;
    uint64_t key, value;
    while (map64_next(&pulse->campaigns, &walk, &key, &value)) {
        joiner_free(((struct ruled *)(uintptr_t)value)->joiner);
    }
    map64_free(&pulse->campaigns);
    map64_free(&pulse->undated);
    vec_free(&pulse->joined);
    arena_free(pulse->arena);
    mem_free(pulse);
    return ok;
}
