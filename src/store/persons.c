/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "model/attribution.h"
#include "store/message_row.h"

/* Hours within which a reply that names no message answers the last one (statistics.md). */
#define REPLY_WINDOW (72 * 3600)

#define PEOPLE_BITS ((size_t)1 << 23)

static void people_mark(struct change *change, uint64_t recipient)
{
    size_t bit = recipient & (PEOPLE_BITS - 1);
    change->people[bit >> 3] |= (uint8_t)(1u << (bit & 7));
}

static bool people_has(const struct change *change, uint64_t recipient)
{
    size_t bit = recipient & (PEOPLE_BITS - 1);
    return change->people[bit >> 3] & (1u << (bit & 7));
}

/* The filter and the list of what to look at exist from the first event on. */
static bool people_open(struct change *change, struct err *err)
{
    if (change->people) {
        return true;
    }
    if (!db_exec(change->db,
                 "CREATE TABLE IF NOT EXISTS temp.person_todo (recipient INTEGER PRIMARY KEY);"
                 "DELETE FROM temp.person_todo;",
                 err)) {
        return false;
    }
    change->people = mem_new(PEOPLE_BITS / 8, 1);
    return change->people || err_memory(err);
}

bool persons_prepare(struct change *change, struct err *err)
{
    sqlite3_stmt *all =
        db_statement(change->db, "SELECT DISTINCT recipient FROM person_event", err);
    if (!all) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, all, err)) == DB_ROW) {
        if (!people_open(change, err)) {
            db_reset(all);
            return false;
        }
        people_mark(change, (uint64_t)db_column_int(all, 0));
    }
    return step == DB_DONE;
}

static bool todo(struct change *change, uint64_t recipient, struct err *err)
{
    sqlite3_stmt *add = db_statement(
        change->db, "INSERT OR IGNORE INTO temp.person_todo (recipient) VALUES (?1)", err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, (int64_t)recipient);
    change->people_changed = true;
    return db_run(change->db, add, err);
}

bool persons_note(struct change *change, uint64_t recipient, struct err *err)
{
    if (!recipient || !change->people || !people_has(change, recipient)) {
        return true;
    }
    return todo(change, recipient, err);
}

bool persons_note_all(struct change *change, struct err *err)
{
    if (!people_open(change, err)) {
        return false;
    }
    change->people_changed = true;
    return db_exec(change->db,
                   "INSERT OR IGNORE INTO temp.person_todo SELECT DISTINCT recipient"
                   " FROM person_event",
                   err);
}

bool persons_add(struct change *change, int64_t import, const struct person_event *events,
                 size_t count, int64_t *added, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!forgotten_mask(change, events[i].recipient)) {
            continue;
        }
        if (!people_open(change, err)) {
            return false;
        }
        /* The same event in another import keeps the message that was found for it. */
        sqlite3_stmt *add = db_statement(
            change->db,
            "INSERT OR IGNORE INTO person_event (id, import, recipient, at, act, message) VALUES"
            " (?1, ?2, ?3, ?4, ?5, (SELECT message FROM person_event WHERE id = ?1 LIMIT 1))",
            err);
        if (!add) {
            return false;
        }
        db_bind_int(add, 1, (int64_t)events[i].id);
        db_bind_int(add, 2, import);
        db_bind_int(add, 3, (int64_t)events[i].recipient);
        db_bind_int(add, 4, events[i].at);
        db_bind_int(add, 5, events[i].act);
        if (!db_run(change->db, add, err)) {
            return false;
        }
        if (sqlite3_changes(db_handle(change->db)) > 0) {
            ++*added;
            people_mark(change, events[i].recipient);
            if (!todo(change, events[i].recipient, err)) {
                return false;
            }
        }
    }
    return true;
}

/* --- naming and unnaming a message --------------------------------------------------------------
 */

struct naming {
    struct change *change;
    int64_t event;  /* id of the event; 0: all of `import` that name the message */
    int64_t import; /* whose events are deleted; 0: none are, the event is only unnamed */
    int64_t message;
};

static bool bind_run(struct change *change, const char *sql, int64_t a, int64_t b, struct err *err)
{
    sqlite3_stmt *statement = db_statement(change->db, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_int(statement, 1, a);
    if (sqlite3_bind_parameter_count(statement) > 1) {
        db_bind_int(statement, 2, b);
    }
    return db_run(change->db, statement, err);
}

static bool name_message(void *context, struct err *err)
{
    const struct naming *naming = context;
    return bind_run(naming->change, "UPDATE person_event SET message = ?2 WHERE id = ?1",
                    naming->event, naming->message, err) &&
           bind_run(naming->change, "UPDATE message SET more = more | 2 WHERE key = ?1",
                    naming->message, 0, err);
}

static bool unname_message(void *context, struct err *err)
{
    const struct naming *naming = context;
    bool ok = naming->import
                  ? bind_run(naming->change,
                             "DELETE FROM person_event WHERE import = ?1 AND message = ?2",
                             naming->import, naming->message, err)
                  : bind_run(naming->change, "UPDATE person_event SET message = NULL WHERE id = ?1",
                             naming->event, 0, err);
    return ok && bind_run(naming->change,
                          "UPDATE message SET more = more & ~2 WHERE key = ?1 AND NOT EXISTS"
                          " (SELECT 1 FROM person_event WHERE message = ?1)",
                          naming->message, 0, err);
}

/* Apply with its effect on the counts, or without (rebuild counts everything later). */
static bool apply(struct change *change, bool count, uint64_t message,
                  bool (*alter)(void *, struct err *), struct naming *naming, struct err *err)
{
    naming->change = change;
    naming->message = (int64_t)message;
    return count ? messages_alter(change, message, alter, naming, err) : alter(naming, err);
}

bool persons_remove(struct change *change, int64_t import, struct err *err)
{
    sqlite3_stmt *any =
        db_statement(change->db, "SELECT 1 FROM person_event WHERE import = ?1 LIMIT 1", err);
    if (!any) {
        return false;
    }
    db_bind_int(any, 1, import);
    enum db_step step = db_step(change->db, any, err);
    db_reset(any);
    if (step != DB_ROW) {
        return step == DB_DONE;
    }
    change->people_changed = true;
    if (!people_open(change, err) ||
        !bind_run(change,
                  "INSERT OR IGNORE INTO temp.person_todo SELECT DISTINCT recipient"
                  " FROM person_event WHERE import = ?1",
                  import, 0, err)) {
        return false;
    }
    for (;;) {
        sqlite3_stmt *named = db_statement(
            change->db,
            "SELECT message FROM person_event WHERE import = ?1 AND message IS NOT NULL LIMIT 1",
            err);
        if (!named) {
            return false;
        }
        db_bind_int(named, 1, import);
        step = db_step(change->db, named, err);
        int64_t message = step == DB_ROW ? db_column_int(named, 0) : 0;
        db_reset(named);
        if (step != DB_ROW) {
            break;
        }
        struct naming naming = {.import = import};
        if (change_cancelled(change, err) ||
            !apply(change, true, (uint64_t)message, unname_message, &naming, err)) {
            return false;
        }
    }
    return step == DB_DONE &&
           bind_run(change, "DELETE FROM person_event WHERE import = ?1", import, 0, err);
}

/* --- finding the message -------------------------------------------------------------------------
 */

static int64_t window_of(const struct change *change, enum person_act act)
{
    return act == PERSON_REPLY ? REPLY_WINDOW : change->window;
}

/* Only messages whose source can know such a thing are candidates: a stop must not be booked on a
 * message of a report that has no column for it. */
static counter_mask counter_of(enum person_act act)
{
    return act == PERSON_STOP ? COUNTER_BIT(COUNTER_OPTOUTS) : COUNTER_BIT(COUNTER_REPLIERS);
}

struct candidate {
    uint64_t recipient;
    struct touch touch;
    counter_mask known;
};

/* What people answer, they answer to what counts. */
static bool is_excluded(struct change *change, const struct effects *effects, bool *excluded,
                        struct err *err)
{
    if (change->no_campaigns.count == 0 || effects->count == 0) {
        return true;
    }
    const struct dim_row *row = dims_row(change->dims, effects->item[0].dim, err);
    *excluded = row && exclude_has_campaign(change, row->campaign);
    return row != NULL;
}

/* All messages of the recipients in question, as they stand merged. */
static bool collect_candidates(struct change *change, struct err *err)
{
    if (!db_exec(change->db,
                 "CREATE TABLE IF NOT EXISTS temp.person_message (recipient INTEGER NOT NULL,"
                 " moment INTEGER NOT NULL, key INTEGER NOT NULL, known INTEGER NOT NULL,"
                 " PRIMARY KEY (recipient, moment, key)) WITHOUT ROWID;"
                 "DELETE FROM temp.person_message;"
                 "CREATE TABLE IF NOT EXISTS temp.person_key (key INTEGER PRIMARY KEY);"
                 "DELETE FROM temp.person_key;"
                 "INSERT OR IGNORE INTO temp.person_key SELECT key FROM message"
                 " WHERE recipient IN (SELECT recipient FROM temp.person_todo);"
                 "INSERT OR IGNORE INTO temp.person_key SELECT key FROM message_more"
                 " WHERE recipient IN (SELECT recipient FROM temp.person_todo);",
                 err)) {
        return false;
    }
    sqlite3_stmt *keys = db_statement(change->db, "SELECT key FROM temp.person_key", err);
    sqlite3_stmt *put =
        keys ? db_statement(change->db,
                            "INSERT OR IGNORE INTO temp.person_message"
                            " (recipient, moment, key, known) VALUES (?1, ?2, ?3, ?4)",
                            err)
             : NULL;
    if (!put) {
        return false;
    }
    struct message_rows rows;
    message_rows_init(&rows);
    enum db_step step;
    bool ok = true;
    while (ok && (step = db_step(change->db, keys, err)) == DB_ROW) {
        struct effects effects;
        uint64_t key = (uint64_t)db_column_int(keys, 0);
        ok = !change_cancelled(change, err) && message_rows_load(change, key, &rows, err) &&
             message_effects(change, &rows, &effects, err);
        bool excluded = false;
        ok = ok && is_excluded(change, &effects, &excluded, err);
        if (ok && effects.moment != TIME_SOME && !excluded) {
            db_bind_int(put, 1, (int64_t)effects.recipient);
            db_bind_int(put, 2, effects.moment);
            db_bind_int(put, 3, (int64_t)key);
            db_bind_int(put, 4, effects.known);
            ok = db_run(change->db, put, err);
        }
    }
    db_reset(keys);
    message_rows_free(&rows);
    return ok && step == DB_DONE;
}

static bool load_candidates(struct change *change, uint64_t recipient, struct vec *candidates,
                            struct err *err)
{
    vec_clear(candidates);
    sqlite3_stmt *find = db_statement(
        change->db, "SELECT moment, key, known FROM temp.person_message WHERE recipient = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, (int64_t)recipient);
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        struct candidate *candidate = vec_push(candidates);
        if (!candidate) {
            db_reset(find);
            return err_memory(err);
        }
        candidate->touch.at = db_column_int(find, 0);
        candidate->touch.message = (uint64_t)db_column_int(find, 1);
        candidate->known = (counter_mask)db_column_int(find, 2);
    }
    return step == DB_DONE;
}

struct named_event {
    int64_t id, at;
    enum person_act act;
    uint64_t message;
};

static bool load_events(struct change *change, uint64_t recipient, struct vec *events,
                        struct err *err)
{
    vec_clear(events);
    sqlite3_stmt *find = db_statement(change->db,
                                      "SELECT id, at, act, max(message) FROM person_event"
                                      " WHERE recipient = ?1 GROUP BY id",
                                      err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, (int64_t)recipient);
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        struct named_event *event = vec_push(events);
        if (!event) {
            db_reset(find);
            return err_memory(err);
        }
        event->id = db_column_int(find, 0);
        event->at = db_column_int(find, 1);
        event->act = (enum person_act)db_column_int(find, 2);
        event->message = (uint64_t)db_column_int(find, 3);
    }
    return step == DB_DONE;
}

static uint64_t find_message(const struct change *change, const struct named_event *event,
                             const struct vec *candidates)
{
    struct touch best = {0, 0};
    if (event->act == PERSON_RESUME) {
        return 0;
    }
    for (size_t i = 0; i < candidates->count; i++) {
        const struct candidate *candidate = VEC_AT(candidates, struct candidate, i);
        if ((candidate->known & counter_of(event->act)) &&
            attribution_inside(candidate->touch.at, event->at, window_of(change, event->act)) &&
            attribution_better(&candidate->touch, &best)) {
            best = candidate->touch;
        }
    }
    return best.message;
}

static bool attribute_recipient(struct change *change, uint64_t recipient, bool count,
                                struct vec *candidates, struct vec *events, struct err *err)
{
    if (!load_candidates(change, recipient, candidates, err) ||
        !load_events(change, recipient, events, err)) {
        return false;
    }
    for (size_t i = 0; i < events->count; i++) {
        const struct named_event *event = VEC_AT(events, struct named_event, i);
        uint64_t message = find_message(change, event, candidates);
        struct naming naming = {.event = event->id};
        if (message == event->message) {
            continue;
        }
        if (event->message && !apply(change, count, event->message, unname_message, &naming, err)) {
            return false;
        }
        if (message && !apply(change, count, message, name_message, &naming, err)) {
            return false;
        }
    }
    return true;
}

bool persons_attribute(struct change *change, bool count, struct err *err)
{
    if (!change->people_changed) {
        return true;
    }
    if (!collect_candidates(change, err)) {
        return false;
    }
    struct vec candidates = VEC_INIT(struct candidate);
    struct vec events = VEC_INIT(struct named_event);
    sqlite3_stmt *todo_list =
        db_statement(change->db, "SELECT recipient FROM temp.person_todo", err);
    enum db_step step = DB_DONE;
    bool ok = todo_list != NULL;
    while (ok && (step = db_step(change->db, todo_list, err)) == DB_ROW) {
        ok = !change_cancelled(change, err) &&
             attribute_recipient(change, (uint64_t)db_column_int(todo_list, 0), count, &candidates,
                                 &events, err);
    }
    if (todo_list) {
        db_reset(todo_list);
    }
    vec_free(&candidates);
    vec_free(&events);
    change->people_changed = false;
    return ok && step == DB_DONE && db_exec(change->db, "DELETE FROM temp.person_todo", err);
}
