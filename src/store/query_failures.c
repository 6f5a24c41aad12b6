/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "model/message.h"
#include "store/given.h"
#include "store/message_row.h"
#include "store/query_private.h"
#include "store/series.h"

/* Rows of messages of which one import alone speaks, and all rows of the others in the order of
 * their keys. A reply that names the message shows that it arrived. */
#define OF_CAMPAIGN " AND (?1 < 0 OR d.campaign IN (?1, 0))"
#define ANSWERED    "EXISTS (SELECT 1 FROM person_event p WHERE p.message = m.key AND p.act = ?2)"

static const char single_rows[] =
    "SELECT m.key, d.campaign, d.template, d.sender, " MESSAGE_COLUMNS
    " FROM message m JOIN dim d ON d.id = m.dim"
    " WHERE m.failed IS NOT NULL AND m.delivered IS NULL AND m.read IS NULL AND m.replied IS NULL"
    " AND m.more & 1 = 0 AND (m.more & 2 = 0 OR NOT " ANSWERED ")" OF_CAMPAIGN;

static const char several_rows[] =
    "SELECT m.key, d.campaign, d.template, d.sender, " MESSAGE_COLUMNS
    " FROM (SELECT key, more, " MESSAGE_COLUMNS
    " FROM message WHERE more & 1 UNION ALL SELECT key, 1, " MESSAGE_COLUMNS
    " FROM message_more) m JOIN dim d ON d.id = m.dim WHERE NOT " ANSWERED " ORDER BY m.key";

struct failing {
    struct store *store;
    int64_t number;
    int32_t from, to;
    struct given given;
    struct intern *keys;
    struct vec counts; /* struct failure_count, in the order of the keys */
    struct cancel *cancel;
    uint64_t checked;
};

/* What a message hangs on. */
struct place {
    int64_t campaign, template, sender; /* 0: not known */
};

static struct place read_place(sqlite3_stmt *row)
{
    return (struct place){db_column_int(row, 1), db_column_int(row, 2), db_column_int(row, 3)};
}

static bool add(struct failing *failing, const struct place *place, const struct message *message,
                struct err *err)
{
    int32_t day = zone_day(store_zone(failing->store), message_moment(message));
    int64_t campaign = place->campaign
                           ? place->campaign
                           : given_campaign(&failing->given, place->template, place->sender, day);
    if (message->at[MESSAGE_FAILED] == TIME_NONE || message->at[MESSAGE_DELIVERED] != TIME_NONE ||
        message->at[MESSAGE_READ] != TIME_NONE || message->at[MESSAGE_REPLIED] != TIME_NONE ||
        (failing->number >= 0 && campaign != failing->number) ||
        given_excludes(&failing->given, message->recipient, failing->number >= 0 ? 0 : campaign)) {
        return true;
    }
    bool inside =
        day == DAY_NONE ? failing->from == DAY_NONE : day >= failing->from && day <= failing->to;
    if (!inside) {
        return true;
    }
    const int64_t key[] = {campaign, message->code, day};
    uint32_t at = intern_add(failing->keys, key, sizeof key);
    if (at == INTERN_NONE) {
        return err_memory(err);
    }
    if (at == failing->counts.count) {
        struct failure_count *fresh = vec_push(&failing->counts);
        if (!fresh) {
            return err_memory(err);
        }
        *fresh = (struct failure_count){campaign, message->code, day, 0};
    }
    VEC_AT(&failing->counts, struct failure_count, at)->messages++;
    return true;
}

static bool is_cancelled(struct failing *failing, struct err *err)
{
    return failing->checked++ % 1024 == 0 && cancelled(failing->cancel) &&
           !err_set(err, ERR_CANCELLED, _("stopped"));
}

static sqlite3_stmt *begin(struct failing *failing, const char *sql, struct err *err)
{
    sqlite3_stmt *rows = db_statement(failing->store->db, sql, err);
    if (rows) {
        db_bind_int(rows, 1, failing->number);
        db_bind_int(rows, 2, PERSON_REPLY);
    }
    return rows;
}

static bool read_single(struct failing *failing, struct err *err)
{
    sqlite3_stmt *rows = begin(failing, single_rows, err);
    enum db_step step = DB_DONE;
    bool ok = rows != NULL;
    while (ok && (step = db_step(failing->store->db, rows, err)) == DB_ROW) {
        struct message message;
        message_init(&message, (uint64_t)db_column_int(rows, 0));
        message_row_read(rows, 4, &message);
        struct place place = read_place(rows);
        ok = !is_cancelled(failing, err) && add(failing, &place, &message, err);
    }
    db_reset(rows);
    return ok && step == DB_DONE;
}

/* All rows of a key together; campaign, template and sender are the first that one of them names.
 */
static bool read_several(struct failing *failing, struct err *err)
{
    /* Only the first statement asks for the campaign: here any row may name it. */
    sqlite3_stmt *rows = begin(failing, several_rows, err);
    enum db_step step = DB_DONE;
    struct message whole, message;
    struct place place = {0, 0, 0};
    bool any = false, ok = rows != NULL;
    while (ok && (step = db_step(failing->store->db, rows, err)) == DB_ROW) {
        uint64_t key = (uint64_t)db_column_int(rows, 0);
        if (any && key != whole.key) {
            ok = add(failing, &place, &whole, err);
            any = false;
        }
        message_init(&message, key);
        message_row_read(rows, 4, &message);
        if (!any) {
            whole = message;
            place = (struct place){0, 0, 0};
            any = true;
        } else {
            message_merge(&whole, &message);
        }
        struct place said = read_place(rows);
        place.campaign = place.campaign ? place.campaign : said.campaign;
        place.template = place.template ? place.template : said.template;
        place.sender = place.sender ? place.sender : said.sender;
        ok = ok && !is_cancelled(failing, err);
    }
    db_reset(rows);
    return ok && step == DB_DONE && (!any || add(failing, &place, &whole, err));
}

bool query_failures(struct store *store, struct arena *arena, int64_t number, int32_t from,
                    int32_t to, struct failure_count **failures, size_t *count,
                    struct cancel *cancel, struct err *err)
{
    struct failing failing = {.store = store,
                              .number = number,
                              .from = from,
                              .to = to,
                              .keys = intern_new(),
                              .counts = VEC_INIT(struct failure_count),
                              .cancel = cancel};
    bool begun;
    if (!failing.keys) {
        return err_memory(err);
    }
    bool ok = query_begin(store->db, &begun, err);
    if (ok) {
        ok = given_read(store, arena, &failing.given, err) && read_single(&failing, err) &&
             read_several(&failing, err);
        query_end(store->db, begun);
    }
    size_t found = failing.counts.count;
    struct failure_count *kept = ok ? vec_keep(&failing.counts, arena) : NULL;
    vec_free(&failing.counts);
    intern_free(failing.keys);
    if (!kept) {
        return ok ? err_memory(err) : false;
    }
    *failures = kept;
    *count = found;
    return true;
}

/* --- what they are a share of ------------------------------------------------------------------
 */

/* Of a dim's block readers see the first row by import. */
static const char coded_rows[] =
    "SELECT d.campaign, d.source, s.dim, s.block, s.data FROM dim d JOIN series s ON s.dim = d.id"
    " WHERE (?1 < 0 OR d.campaign = ?1) AND d.known & ?2 = ?2"
    " ORDER BY s.dim, s.block, s.import";

static bool add_coded_block(struct vec *sends, int64_t campaign, int32_t number, uint32_t days,
                            const struct block *block, struct err *err)
{
    int32_t first = block_first_day(number);
    for (days &= block->present[COUNTER_SENT] & block->present[COUNTER_FAILED_CAP]; days;
         days &= days - 1) {
        int at = __builtin_ctz(days);
        struct coded_sends *fresh = vec_push(sends);
        if (!fresh) {
            return err_memory(err);
        }
        *fresh = (struct coded_sends){.campaign = campaign,
                                      .day = number == BLOCK_UNDATED ? DAY_NONE : first + at,
                                      .sent = block->value[COUNTER_SENT][at]};
    }
    return true;
}

static bool read_coded(struct failing *failing, struct vec *sends, struct err *err)
{
    sqlite3_stmt *rows = db_statement(failing->store->db, coded_rows, err);
    enum db_step step = DB_DONE;
    int64_t last_dim = 0, last_block = 0;
    bool any = false, ok = rows != NULL;
    if (rows) {
        db_bind_int(rows, 1, failing->number);
        db_bind_int(rows, 2, COUNTER_BIT(COUNTER_FAILED_CAP));
    }
    while (ok && (step = db_step(failing->store->db, rows, err)) == DB_ROW) {
        int64_t dim = db_column_int(rows, 2), number = db_column_int(rows, 3);
        uint32_t days = block_days_in((int32_t)number, failing->from, failing->to);
        bool covered = any && dim == last_dim && number == last_block;
        any = true;
        last_dim = dim;
        last_block = number;
        if (failing->number < 0 && given_excludes(&failing->given, 0, db_column_int(rows, 0))) {
            continue;
        }
        if (covered || days == 0 || !source_is_message((enum source)db_column_int(rows, 1))) {
            continue;
        }
        struct block block;
        ok = !is_cancelled(failing, err) &&
             series_decode(failing->store->db, rows, 4, &block, err) &&
             add_coded_block(sends, db_column_int(rows, 0), (int32_t)number, days, &block, err);
    }
    if (rows) {
        db_reset(rows);
    }
    return ok && step == DB_DONE;
}

bool query_coded_sends(struct store *store, struct arena *arena, int64_t number, int32_t from,
                       int32_t to, struct coded_sends **sends, size_t *count, struct cancel *cancel,
                       struct err *err)
{
    struct failing failing = {
        .store = store, .number = number, .from = from, .to = to, .cancel = cancel};
    struct vec found = VEC_INIT(struct coded_sends);
    bool ok = given_read(store, arena, &failing.given, err) && read_coded(&failing, &found, err);
    size_t n = found.count;
    struct coded_sends *kept = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!kept) {
        return ok ? err_memory(err) : false;
    }
    *sends = kept;
    *count = n;
    return true;
}
