/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/mem.h"
#include "store/touch_private.h"

bool touch_message(struct matching *matching, uint64_t key, struct touched_message *message,
                   uint64_t *recipient, struct candidate *place, bool *there, struct err *err)
{
    struct change *change = matching->change;
    struct effects effects;
    *there = false;
    if (!message_rows_load(change, key, &matching->rows, err)) {
        return false;
    }
    if (!matching->rows.exists) {
        return true;
    }
    if (!message_effects(change, &matching->rows, &effects, err)) {
        return false;
    }
    const struct dim_row *row = dims_row(change->dims, effects.item[0].dim, err);
    if (!row) {
        return false;
    }
    *message = (struct touched_message){{key, effects.moment}, row->campaign};
    *recipient = effects.recipient;
    *place = (struct candidate){effects.item[0].dim, effects.item[0].day};
    *there = true;
    return true;
}

bool touch_add_candidate(struct matching *matching, const struct touched_message *message,
                         const struct candidate *place, struct err *err)
{
    struct touched_message *at = vec_push(&matching->messages);
    struct candidate *beside = at ? vec_push(&matching->places) : NULL;
    if (!beside) {
        return err_memory(err);
    }
    *at = *message;
    *beside = *place;
    return true;
}

static bool put(struct change *change, const char *sql, uint64_t recipient,
                const struct touched_message *message, const struct candidate *place,
                struct err *err)
{
    sqlite3_stmt *add = db_statement(change->db, sql, err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, (int64_t)recipient);
    db_bind_int(add, 2, message->touch.at);
    db_bind_int(add, 3, (int64_t)message->touch.message);
    db_bind_int(add, 4, message->campaign);
    db_bind_int(add, 5, place->dim);
    db_bind_int(add, 6, place->day);
    return db_run(change->db, add, err);
}

bool touch_load_candidates(struct matching *matching, uint64_t recipient, struct err *err)
{
    struct db *db = matching->change->db;
    vec_clear(&matching->messages);
    vec_clear(&matching->places);
    sqlite3_stmt *find = db_statement(db,
                                      "SELECT moment, message, campaign, dim, day"
                                      " FROM temp.touch_candidate WHERE recipient = ?1",
                                      err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, (int64_t)recipient);
    enum db_step step;
    while ((step = db_step(db, find, err)) == DB_ROW) {
        struct touched_message message = {
            {(uint64_t)db_column_int(find, 1), db_column_int(find, 0)}, db_column_int(find, 2)};
        struct candidate place = {(uint32_t)db_column_int(find, 3),
                                  (int32_t)db_column_int(find, 4)};
        if (!touch_add_candidate(matching, &message, &place, err)) {
            db_reset(find);
            return false;
        }
    }
    return step == DB_DONE;
}

/* --- messages that changed -----------------------------------------------------------------------
 */

/* All is done in sets in the order of an index: one by one, the pages of a large table would be
 * read over and over. touch_sorted: the messages that changed, by person; touch_hit: those that
 * some fact may belong to. A fact of which several imports speak may stand elsewhere than any of
 * them says. */
#define INSIDE(number)                                                                             \
    " f.recipient = p.recipient AND (f.at BETWEEN p.moment AND p.moment + ?1 OR EXISTS"            \
    " (SELECT 1 FROM touch_several s WHERE s.kind = " number " AND s.id = f.id))"
#define FACTS(number, table)                                                                       \
    "INSERT OR IGNORE INTO temp.touch_todo SELECT " number ", f.id, 0 FROM temp.touch_sorted p"    \
    " CROSS JOIN " table " f ON" INSIDE(number) " ORDER BY f.id"
#define MESSAGES(number, table)                                                                    \
    "INSERT OR IGNORE INTO temp.touch_hit SELECT p.message FROM temp.touch_sorted p WHERE EXISTS"  \
    " (SELECT 1 FROM " table " f WHERE" INSIDE(number) ") ORDER BY p.message"
#define NAMED(number, table)                                                                       \
    "INSERT OR IGNORE INTO temp.touch_todo SELECT " number ", f.id, 0 FROM temp.touch_sorted p"    \
    " CROSS JOIN " table " f ON f.message = p.message"

static const struct {
    enum touch_kind kind;
    const char *facts, *messages, *named;
} by_kind[] = {
    {TOUCH_KIND_ORDER, FACTS("1", "orders"), MESSAGES("1", "orders"), NAMED("1", "orders")},
    {TOUCH_KIND_CLICK, FACTS("2", "clicks"), MESSAGES("2", "clicks"), NAMED("2", "clicks")},
    {TOUCH_KIND_FEEDBACK, FACTS("3", "feedback"), MESSAGES("3", "feedback"),
     NAMED("3", "feedback")}};

static bool list_hits(struct matching *matching, struct err *err)
{
    struct change *change = matching->change;
    if (!touch_run(change,
                   "INSERT INTO temp.touch_sorted SELECT message, recipient, moment"
                   " FROM temp.touch_probe ORDER BY recipient",
                   0, 0, err)) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_COUNT(by_kind); i++) {
        if (change->touches->any[by_kind[i].kind] &&
            (!touch_run(change, by_kind[i].facts, change->window, 0, err) ||
             !touch_run(change, by_kind[i].messages, change->window, 0, err) ||
             (change->touches->names_messages &&
              !touch_run(change, by_kind[i].named, 0, 0, err)))) {
            return false;
        }
    }
    return touch_run(change,
                     "INSERT OR IGNORE INTO temp.touch_hit SELECT message FROM temp.touch_probe"
                     " WHERE was_there",
                     0, 0, err) &&
           touch_run(change,
                     "INSERT INTO temp.touch_todo SELECT m.kind, m.id, 1"
                     " FROM (SELECT DISTINCT message FROM temp.touch_probe WHERE was_there) p"
                     " CROSS JOIN touch_match m ON m.message = p.message WHERE true"
                     " ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
                     0, 0, err);
}

bool touch_probes(struct matching *matching, struct err *err)
{
    struct change *change = matching->change;
    sqlite3_stmt *hits = list_hits(matching, err)
                             ? db_statement(change->db, "SELECT message FROM temp.touch_hit", err)
                             : NULL;
    if (!hits) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, hits, err)) == DB_ROW) {
        struct touched_message message;
        struct candidate place;
        uint64_t recipient;
        bool there;
        bool ok = !change_cancelled(change, err) &&
                  touch_message(matching, (uint64_t)db_column_int(hits, 0), &message, &recipient,
                                &place, &there, err);
        if (ok && there && recipient && message.touch.at != TIME_SOME &&
            !exclude_has_campaign(change, message.campaign)) {
            ok = put(change,
                     "INSERT OR IGNORE INTO temp.touch_candidate VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                     recipient, &message, &place, err);
        }
        if (!ok) {
            db_reset(hits);
            return false;
        }
    }
    return step == DB_DONE;
}

/* --- one pass over the messages ------------------------------------------------------------------
 */

/* Bits of the recipients in touch_whole. */
#define WANTED_BITS ((size_t)1 << 24)

static bool want(struct change *change, uint8_t *wanted, struct err *err)
{
    sqlite3_stmt *list = db_statement(change->db, "SELECT recipient FROM temp.touch_whole", err);
    if (!list) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, list, err)) == DB_ROW) {
        size_t bit = (uint64_t)db_column_int(list, 0) & (WANTED_BITS - 1);
        wanted[bit >> 3] |= (uint8_t)(1u << (bit & 7));
    }
    return step == DB_DONE;
}

static bool is_wanted(const uint8_t *wanted, uint64_t recipient)
{
    size_t bit = recipient & (WANTED_BITS - 1);
    return recipient && (wanted[bit >> 3] & (1u << (bit & 7)));
}

/* The message of the pass's row: as it stands there, where nothing else is said of it. */
static bool pass_message(struct matching *matching, sqlite3_stmt *row,
                         struct touched_message *found, uint64_t *recipient,
                         struct candidate *place, bool *there, struct err *err)
{
    struct change *change = matching->change;
    struct message message;
    uint64_t key = (uint64_t)db_column_int(row, 0);
    message_init(&message, key);
    message_row_read(row, 2, &message);
    if (db_column_int(row, 1) != 0 || message.cost_currency.code[0]) {
        return touch_message(matching, key, found, recipient, place, there, err);
    }
    int64_t moment = message_moment(&message);
    int32_t day = zone_day(change->store->zone, moment);
    const struct dim_row *dim = assign_dim(change, &message.dim, day, err)
                                    ? dims_row(change->dims, message.dim, err)
                                    : NULL;
    if (!dim) {
        return false;
    }
    *found = (struct touched_message){{key, moment}, dim->campaign};
    *recipient = message.recipient;
    *place = (struct candidate){message.dim, day};
    *there = true;
    return true;
}

static bool pass(struct matching *matching, const uint8_t *wanted, struct err *err)
{
    struct change *change = matching->change;
    sqlite3 *handle = db_handle(change->db);
    sqlite3_stmt *all = NULL;
    bool ok = sqlite3_prepare_v2(handle, "SELECT key, more, " MESSAGE_COLUMNS " FROM message", -1,
                                 &all, NULL) == SQLITE_OK ||
              db_fail(change->db, sqlite3_errcode(handle), err);
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(change->db, all, err)) == DB_ROW) {
        struct touched_message message;
        struct candidate place;
        uint64_t recipient = 0;
        bool there = false;
        /* Another row may name the recipient where this one does not, or a smaller one. */
        if (!(db_column_int(all, 1) & MESSAGE_HAS_MORE) &&
            !is_wanted(wanted, (uint64_t)db_column_int(all, 3))) {
            continue;
        }
        ok = !change_cancelled(change, err) &&
             pass_message(matching, all, &message, &recipient, &place, &there, err);
        if (ok && there && is_wanted(wanted, recipient) && message.touch.at != TIME_SOME &&
            !exclude_has_campaign(change, message.campaign) &&
            message.touch.at >= matching->first && message.touch.at <= matching->last) {
            ok = put(change, "INSERT INTO temp.touch_found VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                     recipient, &message, &place, err);
        }
    }
    sqlite3_finalize(all);
    return ok && step == DB_DONE &&
           touch_run(change,
                     "INSERT OR IGNORE INTO temp.touch_candidate SELECT * FROM temp.touch_found"
                     " ORDER BY recipient, moment, message",
                     0, 0, err);
}

bool touch_pass(struct matching *matching, struct err *err)
{
    uint8_t *wanted = mem_new(WANTED_BITS / 8, 1);
    bool ok = wanted ? want(matching->change, wanted, err) && pass(matching, wanted, err)
                     : err_memory(err);
    mem_free(wanted);
    return ok;
}
