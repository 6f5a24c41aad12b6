/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/message_row.h"

/* A statement in key order. */
struct place {
    uint64_t key;
    size_t at;
};

#define DIGIT_BITS 8
#define DIGITS     (1u << DIGIT_BITS)

/* Sort by one digit of the key; false when all have the same. */
static bool sort_digit(const struct place *from, struct place *to, size_t count, unsigned shift)
{
    size_t next[DIGITS] = {0};
    for (size_t i = 0; i < count; i++) {
        next[from[i].key >> shift & (DIGITS - 1)]++;
    }
    if (next[from[0].key >> shift & (DIGITS - 1)] == count) {
        return false;
    }
    for (size_t digit = 0, sum = 0; digit < DIGITS; digit++) {
        size_t here = next[digit];
        next[digit] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++) {
        to[next[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
    }
    return true;
}

/* The places of the messages in key order, those of one key as they came: digit by digit from the
 * last, since statements are large and their keys spread evenly. places: room for twice as many;
 * the result is one of its halves. */
static const struct place *sort_keys(const struct message *messages, size_t count,
                                     struct place *places)
{
    struct place *from = places, *to = places + count;
    for (size_t i = 0; i < count; i++) {
        from[i] = (struct place){messages[i].key, i};
    }
    for (unsigned shift = 0; shift < 64; shift += DIGIT_BITS) {
        if (sort_digit(from, to, count, shift)) {
            struct place *swap = from;
            from = to;
            to = swap;
        }
    }
    return from;
}

/* Statements are far apart in memory: ask for those that are merged a little later. */
static void fetch_soon(const struct message *messages, const struct place *place, size_t i,
                       size_t count)
{
    enum { AHEAD = 8, LINE = 64 };
    if (i + AHEAD < count) {
        const char *next = (const char *)&messages[place[i + AHEAD].at];
        __builtin_prefetch(next);
        __builtin_prefetch(next + LINE);
    }
}

/* Take in another statement of the same import about the same message. */
static bool merge_statement(struct change *change, struct message *into, const struct message *from,
                            struct err *err)
{
    struct money money, other;
    if (!message_money(change, into, &money, err) || !message_money(change, from, &other, err)) {
        return false;
    }
    money_merge(&money, &other);
    if (into->dim != from->dim) {
        struct dim_row row;
        uint32_t both[2] = {into->dim, from->dim};
        if (!dims_combine(change->dims, both, 2, &row, err)) {
            return false;
        }
        row.currency = money_currency(&money);
        into->dim = dims_id(change->dims, &row, err);
        if (!into->dim) {
            return false;
        }
    }
    message_merge(into, from);
    money_apply(&money, into);
    return true;
}

static bool same_message(const struct message *a, const struct message *b)
{
    return a->dim == b->dim && a->recipient == b->recipient && a->code == b->code &&
           a->cost == b->cost && a->revenue == b->revenue &&
           currency_equal(a->cost_currency, b->cost_currency) &&
           memcmp(a->at, b->at, sizeof a->at) == 0;
}

/* Put the statement of `import` among the rows. */
static bool state(struct change *change, struct message_rows *rows, int64_t import,
                  const struct message *message, struct err *err)
{
    if (!rows->exists) {
        rows->exists = true;
        rows->first = (struct stated){import, *message};
        return message_row_insert(change, &rows->first, 0, err);
    }
    if (rows->first.import == import) {
        struct message before = rows->first.message;
        return merge_statement(change, &rows->first.message, message, err) &&
               (same_message(&before, &rows->first.message) ||
                message_row_update(change, &rows->first, rows->flags, err));
    }
    for (size_t i = 0; i < rows->more.count; i++) {
        struct stated *row = VEC_AT(&rows->more, struct stated, i);
        if (row->import == import) {
            struct message before = row->message;
            return merge_statement(change, &row->message, message, err) &&
                   (same_message(&before, &row->message) || message_more_put(change, row, err));
        }
    }
    struct stated *row = vec_push(&rows->more);
    if (!row) {
        return err_memory(err);
    }
    *row = (struct stated){import, *message};
    if (!(rows->flags & MESSAGE_HAS_MORE)) {
        rows->flags |= MESSAGE_HAS_MORE;
        if (!message_row_flags(change, rows->key, rows->flags, err)) {
            return false;
        }
    }
    return message_more_put(change, row, err);
}

/* Whether a message is new is asked by putting it in where most are, else by looking it up. */
#define NEW_MAX  16
#define NEW_HALF 8

static bool state_and_compare(struct change *change, struct message_rows *rows, int64_t import,
                              const struct message *message, struct effects *before, bool *fresh,
                              struct err *err)
{
    *fresh = false;
    if (change->mostly_new >= NEW_HALF &&
        !message_row_insert_new(change, rows, &(struct stated){import, *message}, fresh, err)) {
        return false;
    }
    if (*fresh) {
        memset(before, 0, sizeof *before);
    } else {
        if (!message_rows_load(change, message->key, rows, err)) {
            return false;
        }
        *fresh = !rows->exists;
        if (!message_effects(change, rows, before, err) ||
            !state(change, rows, import, message, err)) {
            return false;
        }
    }
    if (*fresh) {
        change->mostly_new += change->mostly_new < NEW_MAX;
    } else {
        change->mostly_new -= change->mostly_new > 0;
    }
    return true;
}

static bool merge_one(struct change *change, struct message_rows *rows, int64_t import,
                      const struct message *message, struct err *err)
{
    struct effects before, after;
    bool changed, fresh;
    if (!state_and_compare(change, rows, import, message, &before, &fresh, err) ||
        !message_effects(change, rows, &after, err) ||
        !effects_apply(change, &before, &after, &changed, err)) {
        return false;
    }
    change->messages_new += fresh;
    change->messages_changed += !fresh && changed;
    if (!touches_note_message(change, message->key, &before, &after, err)) {
        return false;
    }
    if (before.recipient != after.recipient && !persons_note(change, before.recipient, err)) {
        return false;
    }
    /* Whether people can have answered it depends on its campaign only where some are excluded. */
    bool moved = before.moment != after.moment || before.known != after.known ||
                 before.recipient != after.recipient ||
                 (change->no_campaigns.count > 0 && before.item[0].dim != after.item[0].dim);
    return !(fresh || moved) || persons_note(change, after.recipient, err);
}

bool messages_merge(struct change *change, int64_t import, struct message *messages, size_t count,
                    struct err *err)
{
    if (count == 0) {
        return true;
    }
    struct place *places = mem_new(2 * count, sizeof *places);
    if (!places) {
        return err_memory(err);
    }
    const struct place *place = sort_keys(messages, count, places);
    struct message_rows rows;
    message_rows_init(&rows);
    bool ok = true;
    for (size_t i = 0, next; ok && i < count; i = next) {
        struct message *message = &messages[place[i].at];
        fetch_soon(messages, place, i, count);
        for (next = i + 1; ok && next < count && place[next].key == place[i].key; next++) {
            ok = merge_statement(change, message, &messages[place[next].at], err);
        }
        ok = ok && !change_cancelled(change, err) && merge_one(change, &rows, import, message, err);
    }
    message_rows_free(&rows);
    mem_free(places);
    return ok;
}

/* Take one import's row away; the lowest import that is left takes the place in `message`. */
static bool unstate(struct change *change, struct message_rows *rows, int64_t import,
                    struct err *err)
{
    bool first = rows->first.import == import;
    if (!first && !message_more_drop(change, rows->key, import, err)) {
        return false;
    }
    struct stated *more = rows->more.data;
    size_t kept = 0;
    for (size_t i = 0; i < rows->more.count; i++) {
        if (more[i].import != import) {
            more[kept++] = more[i];
        }
    }
    rows->more.count = kept;
    if (first && kept > 0) {
        rows->first = more[0];
        if (!message_more_drop(change, rows->key, rows->first.import, err)) {
            return false;
        }
        rows->more.count = --kept;
        memmove(more, more + 1, kept * sizeof *more);
    } else if (first) {
        rows->exists = false;
        sqlite3_stmt *drop = db_statement(change->db, "DELETE FROM message WHERE key = ?1", err);
        if (!drop) {
            return false;
        }
        db_bind_int(drop, 1, (int64_t)rows->key);
        if (!db_run(change->db, drop, err)) {
            return false;
        }
        sqlite3_stmt *free_events = db_statement(
            change->db, "UPDATE person_event SET message = NULL WHERE message = ?1", err);
        if (!free_events) {
            return false;
        }
        db_bind_int(free_events, 1, (int64_t)rows->key);
        return db_run(change->db, free_events, err);
    }
    rows->flags = (rows->flags & ~MESSAGE_HAS_MORE) | (kept > 0 ? MESSAGE_HAS_MORE : 0);
    return message_row_update(change, &rows->first, rows->flags, err);
}

/* Walk the keys in temp.key_todo in order. */
static bool each_key(struct change *change,
                     bool (*work)(struct change *, struct message_rows *, uint64_t key,
                                  int64_t import, struct err *),
                     int64_t import, struct err *err)
{
    struct message_rows rows;
    message_rows_init(&rows);
    bool ok = true;
    int64_t at = -1;
    while (ok) {
        sqlite3_stmt *next = db_statement(
            change->db, "SELECT key FROM temp.key_todo WHERE key > ?1 ORDER BY key LIMIT 1", err);
        if (!next) {
            ok = false;
            break;
        }
        db_bind_int(next, 1, at);
        enum db_step step = db_step(change->db, next, err);
        if (step != DB_ROW) {
            ok = step == DB_DONE;
            break;
        }
        at = db_column_int(next, 0);
        db_reset(next);
        ok = !change_cancelled(change, err) && work(change, &rows, (uint64_t)at, import, err);
    }
    message_rows_free(&rows);
    return ok;
}

static bool remove_one(struct change *change, struct message_rows *rows, uint64_t key,
                       int64_t import, struct err *err)
{
    struct effects before, after;
    bool changed;
    if (!message_rows_load(change, key, rows, err) ||
        !message_effects(change, rows, &before, err) || !unstate(change, rows, import, err) ||
        !message_effects(change, rows, &after, err) ||
        !effects_apply(change, &before, &after, &changed, err)) {
        return false;
    }
    return touches_note_message(change, key, &before, &after, err) &&
           persons_note(change, before.recipient, err) &&
           persons_note(change, after.recipient, err);
}

static bool collect_keys(struct change *change, const char *sql, int64_t import, struct err *err)
{
    if (!db_exec(change->db,
                 "CREATE TABLE IF NOT EXISTS temp.key_todo (key INTEGER PRIMARY KEY);"
                 "DELETE FROM temp.key_todo;",
                 err)) {
        return false;
    }
    sqlite3_stmt *collect = db_statement(change->db, sql, err);
    if (!collect) {
        return false;
    }
    if (sqlite3_bind_parameter_count(collect) > 0) {
        db_bind_int(collect, 1, import);
    }
    return db_run(change->db, collect, err);
}

bool messages_remove(struct change *change, int64_t import, struct err *err)
{
    static const char keys[] =
        "INSERT OR IGNORE INTO temp.key_todo SELECT key FROM message WHERE import = ?1"
        " UNION ALL SELECT key FROM message_more WHERE import = ?1";
    return collect_keys(change, keys, import, err) && each_key(change, remove_one, import, err);
}

bool messages_alter(struct change *change, uint64_t key, bool (*alter)(void *context, struct err *),
                    void *context, struct err *err)
{
    struct message_rows rows;
    struct effects before, after;
    bool changed;
    message_rows_init(&rows);
    bool ok = message_rows_load(change, key, &rows, err) &&
              message_effects(change, &rows, &before, err) && alter(context, err) &&
              message_rows_load(change, key, &rows, err) &&
              message_effects(change, &rows, &after, err) &&
              effects_apply(change, &before, &after, &changed, err) &&
              touches_note_message(change, key, &before, &after, err);
    if (ok && rows.exists) {
        change->messages_changed += changed;
    }
    message_rows_free(&rows);
    return ok;
}

static bool is_folded(struct change *change, int64_t import, bool *folded, struct err *err)
{
    sqlite3_stmt *find =
        db_statement(change->db, "SELECT 1 FROM import_run WHERE id = ?1 AND folded = 1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, import);
    enum db_step step = db_step(change->db, find, err);
    *folded = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

/* Statements of folded imports about one message become one, under the lowest of those imports. */
static bool fold_rows(struct change *change, struct message_rows *rows, struct err *err)
{
    struct stated *target = NULL;
    for (size_t i = 0; i <= rows->more.count; i++) {
        struct stated *row = i == 0 ? &rows->first : VEC_AT(&rows->more, struct stated, i - 1);
        bool folded;
        if (!is_folded(change, row->import, &folded, err)) {
            return false;
        }
        if (!folded) {
            continue;
        }
        if (!target) {
            target = row;
            continue;
        }
        if (!merge_statement(change, &target->message, &row->message, err) ||
            !message_more_drop(change, rows->key, row->import, err)) {
            return false;
        }
        row->import = -1;
    }
    if (!target) {
        return true;
    }
    struct stated *more = rows->more.data;
    size_t kept = 0;
    bool in_more = target != &rows->first;
    if (in_more && !message_more_put(change, target, err)) {
        return false;
    }
    for (size_t i = 0; i < rows->more.count; i++) {
        if (more[i].import >= 0) {
            more[kept++] = more[i];
        }
    }
    rows->more.count = kept;
    rows->flags = (rows->flags & ~MESSAGE_HAS_MORE) | (kept ? MESSAGE_HAS_MORE : 0);
    return message_row_update(change, &rows->first, rows->flags, err);
}

static bool fold_one(struct change *change, struct message_rows *rows, uint64_t key, int64_t import,
                     struct err *err)
{
    (void)import;
    struct effects before, after;
    bool changed;
    return message_rows_load(change, key, rows, err) &&
           message_effects(change, rows, &before, err) && fold_rows(change, rows, err) &&
           message_effects(change, rows, &after, err) &&
           effects_apply(change, &before, &after, &changed, err) &&
           touches_note_message(change, key, &before, &after, err);
}

bool messages_fold(struct change *change, struct err *err)
{
    static const char keys[] =
        "INSERT OR IGNORE INTO temp.key_todo SELECT key FROM message_more WHERE import IN"
        " (SELECT id FROM import_run WHERE folded = 1)";
    return collect_keys(change, keys, 0, err) && each_key(change, fold_one, 0, err);
}

bool messages_count_all(struct change *change, struct err *err)
{
    struct message_rows rows;
    message_rows_init(&rows);
    /* The scan and the look-ups of single messages use statements of their own; nothing is written
     * to `message` meanwhile. */
    sqlite3_stmt *all = NULL;
    bool ok = sqlite3_prepare_v2(db_handle(change->db), "SELECT key FROM message ORDER BY key", -1,
                                 &all, NULL) == SQLITE_OK ||
              db_fail(change->db, sqlite3_errcode(db_handle(change->db)), err);
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(change->db, all, err)) == DB_ROW) {
        struct effects none, now;
        bool changed;
        memset(&none, 0, sizeof none);
        uint64_t key = (uint64_t)db_column_int(all, 0);
        ok = !change_cancelled(change, err) && message_rows_load(change, key, &rows, err) &&
             message_effects(change, &rows, &now, err) &&
             effects_apply(change, &none, &now, &changed, err);
    }
    sqlite3_finalize(all);
    message_rows_free(&rows);
    return ok && step == DB_DONE;
}
