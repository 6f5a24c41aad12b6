/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_people.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "store/codec.h"
#include "store/given.h"
#include "store/message_row.h"
#include "store/query_private.h"
#include "store/touch.h"

/* Of attributes that rows of one message state differently the one of the best rank stands (ties:
 * the larger number); counters are known where any row knows them; the earliest time stands, which
 * puts "nobody says when" behind every time. */
#define BEST(field)                                                                                \
    "max(CASE WHEN " field " <> 0 THEN (rank << 42) | " field " END) & 4398046511103"
#define KNOWN(bit) "max(known & " bit ")"

#define TIMES "sent, delivered, read, clicked, replied, opted_out, failed, converted"

static const char
    all_rows[] =
        "SELECT key, recipient, campaign, template, sender, source, known, " TIMES ", code,"
        " CASE WHEN more & 2 THEN (SELECT min(at) FROM person_event p WHERE p.message = key"
        " AND p.act = ?1) END, CASE WHEN more & 2 THEN (SELECT min(at) FROM person_event p"
        " WHERE p.message = key AND p.act = ?2) END,"
        " CASE WHEN ?3 THEN EXISTS (SELECT 1 FROM touch_match t WHERE t.message = key"
        " AND t.kind = ?5) END,"
        " CASE WHEN ?4 THEN (SELECT count(*) FROM touch_match t WHERE t.message = key"
        " AND t.kind = ?6 AND (t.counts >> ?7) & 1) END"
        " FROM (SELECT m.key AS key, m.recipient AS recipient, d.campaign AS campaign,"
        " d.template AS template, d.sender AS sender, d.source AS source, d.known AS known,"
        " m.sent AS sent, m.delivered AS delivered, m.read AS read, m.clicked AS clicked,"
        " m.replied AS replied, m.opted_out AS opted_out, m.failed AS failed,"
        " m.converted AS converted, m.code AS code, m.more AS more"
        " FROM message m JOIN dim d ON d.id = m.dim WHERE m.more & 1 = 0"
        " UNION ALL"
        " SELECT key, min(recipient), " BEST("campaign") ", " BEST("template") ", " BEST("sender") ", min(source), " KNOWN("1") " | " KNOWN("2") " | " KNOWN("4") " | " KNOWN(
            "8") " | " KNOWN("16") " | " KNOWN("32") " | " KNOWN("64") " | " KNOWN("256") " |"
                                                                                          " " KNOWN("512") " | " KNOWN("2048") " | " KNOWN(
                                                                                              "409"
                                                                                              "6") ","
                                                                                                   " min(sent), min(delivered), min(read), min(clicked), min(replied),"
                                                                                                   " min(opted_out), min(failed), min(converted), min(code), max(more)"
                                                                                                   " FROM (SELECT m.*, d.campaign, d.template, d.sender, d.source, d.known, d.rank"
                                                                                                   " FROM (SELECT key, more, " MESSAGE_COLUMNS
                                                                                                   " FROM message WHERE more & 1"
                                                                                                   " UNION ALL SELECT key, 1, " MESSAGE_COLUMNS
                                                                                                   " FROM message_more) m"
                                                                                                   " JOIN dim d ON d.id = m.dim) GROUP BY key)";

_Static_assert(COUNTER_SENT == 0 && COUNTER_FAILED == 1 && COUNTER_FAILED_CAP == 2 &&
                   COUNTER_FAILED_UNREACHABLE == 3 && COUNTER_DELIVERED == 4 && COUNTER_READ == 5 &&
                   COUNTER_CLICKERS == 6 && COUNTER_REPLIERS == 8 && COUNTER_OPTOUTS == 9 &&
                   COUNTER_INTERACTORS == 11 && COUNTER_CONVERSIONS == 12,
               "the bits of KNOWN above");

#define COUNTED                                                                                    \
    (COUNTER_BIT(COUNTER_SENT) | COUNTER_BIT(COUNTER_FAILED) | COUNTER_BIT(COUNTER_FAILED_CAP) |   \
     COUNTER_BIT(COUNTER_FAILED_UNREACHABLE) | COUNTER_BIT(COUNTER_DELIVERED) |                    \
     COUNTER_BIT(COUNTER_READ) | COUNTER_BIT(COUNTER_CLICKERS) | COUNTER_BIT(COUNTER_REPLIERS) |   \
     COUNTER_BIT(COUNTER_OPTOUTS) | COUNTER_BIT(COUNTER_INTERACTORS) |                             \
     COUNTER_BIT(COUNTER_CONVERSIONS))

enum { AT_KEY, AT_RECIPIENT, AT_CAMPAIGN, AT_TEMPLATE, AT_SENDER, AT_SOURCE, AT_KNOWN, AT_TIMES };
enum { AT_CODE = AT_TIMES + MESSAGE_STATUS_COUNT, AT_STOP, AT_REPLY, AT_CLICKS, AT_ORDERS };

struct people_cursor {
    struct store *store;
    struct arena *arena;
    struct given given;
    struct map64 clicked, ordered; /* campaigns with such facts: all their messages know of them */
    struct map64 sources;          /* per campaign what its messages are taken from, + 1 */
    sqlite3_stmt *rows;
    struct cancel *cancel;
    uint64_t checked;
    bool begun;
    char sql[sizeof all_rows + 256];
};

bool people_any(struct store *store, bool *any, struct err *err)
{
    int64_t found;
    if (!db_integer(store->db, "SELECT EXISTS (SELECT 1 FROM message)", 0, &found, err)) {
        return false;
    }
    *any = found != 0;
    return true;
}

static bool read_joined(struct people_cursor *cursor, enum touch_kind kind, struct map64 *campaigns,
                        struct err *err)
{
    struct db *db = cursor->store->db;
    sqlite3_stmt *rows = db_statement(db,
                                      "SELECT DISTINCT campaign FROM touch_match WHERE kind = ?1"
                                      " AND message IS NOT NULL",
                                      err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, kind);
    enum db_step step;
    while ((step = db_step(db, rows, err)) == DB_ROW) {
        if (!map64_put(campaigns, (uint64_t)db_column_int(rows, 0), NULL)) {
            db_reset(rows);
            return err_memory(err);
        }
    }
    return step == DB_DONE;
}

/* Two files may list the same messages, one with their ids and one without: sources never add up,
 * so of every campaign those of one source are taken, the one that counts most sends. */
static bool read_sources(struct people_cursor *cursor, struct err *err)
{
    struct db *db = cursor->store->db;
    struct map64 sends = MAP64_INIT; /* by campaign and source */
    sqlite3_stmt *rows =
        db_statement(db,
                     "SELECT d.campaign, d.source, t.data FROM dim d JOIN total t ON t.dim = d.id"
                     " WHERE d.source IN (0, 1)",
                     err);
    bool ok = rows != NULL;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        struct total total;
        int64_t sent, campaign = db_column_int(rows, 0), source = db_column_int(rows, 1);
        ok = codec_read_total(sqlite3_column_blob(rows, 2), (size_t)sqlite3_column_bytes(rows, 2),
                              &total) ||
             err_set(err, ERR_STORE_DAMAGED, _("%s: the figures of a dim cannot be read"),
                     db_path(db));
        uint64_t *count =
            ok ? map64_put(&sends, (uint64_t)campaign << 8 | (uint64_t)source, NULL) : NULL;
        uint64_t *best = ok ? map64_put(&cursor->sources, (uint64_t)campaign, NULL) : NULL;
        ok = ok && ((count && best) || err_memory(err));
        if (ok) {
            *count += total_get(&total, COUNTER_SENT, &sent) ? (uint64_t)sent : 0;
            uint64_t leader = *best;
            const uint64_t *led =
                leader ? map64_get(&sends, (uint64_t)campaign << 8 | (leader - 1)) : NULL;
            *best = !led || *count > *led ? (uint64_t)source + 1 : *best;
        }
    }
    if (rows) {
        db_reset(rows);
    }
    map64_free(&sends);
    return ok && step == DB_DONE;
}

static const char *const orders[] = {
    [PEOPLE_ANY] = "",
    [PEOPLE_BY_RECIPIENT] = " ORDER BY recipient",
    [PEOPLE_BY_READING] = " WHERE read IS NOT NULL AND delivered IS NOT NULL"
                          " AND read < 9223372036854775807 AND delivered < 9223372036854775807"
                          " ORDER BY max(read - delivered, 0)",
};

static bool begin(struct people_cursor *cursor, enum people_order order, struct err *err)
{
    struct db *db = cursor->store->db;
    if (!query_begin(db, &cursor->begun, err) ||
        !given_read(cursor->store, cursor->arena, &cursor->given, err) ||
        !read_joined(cursor, TOUCH_KIND_CLICK, &cursor->clicked, err) ||
        !read_joined(cursor, TOUCH_KIND_ORDER, &cursor->ordered, err) ||
        !read_sources(cursor, err)) {
        return false;
    }
    /* Not one of the kept statements: two cursors may be open, each with its own. */
    snprintf(cursor->sql, sizeof cursor->sql, "%s%s", all_rows, orders[order]);
    int code = sqlite3_prepare_v2(db_handle(db), cursor->sql, -1, &cursor->rows, NULL);
    if (code != SQLITE_OK) {
        return db_fail(db, code, err);
    }
    db_bind_int(cursor->rows, 1, PERSON_STOP);
    db_bind_int(cursor->rows, 2, PERSON_REPLY);
    db_bind_int(cursor->rows, 3, cursor->clicked.count > 0);
    db_bind_int(cursor->rows, 4, cursor->ordered.count > 0);
    db_bind_int(cursor->rows, 5, TOUCH_KIND_CLICK);
    db_bind_int(cursor->rows, 6, TOUCH_KIND_ORDER);
    db_bind_int(cursor->rows, 7, COUNTER_CONVERSIONS);
    db_watch(db, cursor->cancel); /* an order takes its time before the first row */
    return true;
}

struct people_cursor *people_open(struct store *store, enum people_order order,
                                  struct cancel *cancel, struct err *err)
{
    struct people_cursor *cursor = mem_new(1, sizeof *cursor);
    if (!cursor) {
        err_memory(err);
        return NULL;
    }
    cursor->store = store;
    cursor->cancel = cancel;
    cursor->clicked = cursor->ordered = cursor->sources = (struct map64)MAP64_INIT;
    cursor->arena = arena_new();
    if (!cursor->arena ? !err_memory(err) : !begin(cursor, order, err)) {
        people_close(cursor);
        return NULL;
    }
    return cursor;
}

/* What facts from elsewhere add to what the message's own rows say. */
static void add_facts(const struct people_cursor *cursor, sqlite3_stmt *row,
                      struct people_message *message)
{
    struct tally *tally = &message->tally;
    if (cursor->clicked.count > 0 && map64_get(&cursor->clicked, (uint64_t)message->campaign)) {
        bool clicked = tally->value[COUNTER_CLICKERS] > 0 || db_column_int(row, AT_CLICKS) > 0;
        tally_set(tally, COUNTER_CLICKERS, clicked);
        if (tally->known & COUNTER_BIT(COUNTER_REPLIERS)) {
            tally_set(tally, COUNTER_INTERACTORS, clicked || tally->value[COUNTER_REPLIERS] > 0);
        }
    }
    if (cursor->ordered.count > 0 && map64_get(&cursor->ordered, (uint64_t)message->campaign)) {
        tally_set(tally, COUNTER_CONVERSIONS,
                  tally->value[COUNTER_CONVERSIONS] + db_column_int(row, AT_ORDERS));
    }
}

static void read_message(const struct people_cursor *cursor, sqlite3_stmt *row,
                         struct people_message *message)
{
    struct message whole;
    message_init(&whole, (uint64_t)db_column_int(row, AT_KEY));
    for (int status = 0; status < MESSAGE_STATUS_COUNT; status++) {
        whole.at[status] = db_column_int_or(row, AT_TIMES + status, TIME_NONE);
    }
    whole.code = (int32_t)db_column_int(row, AT_CODE);
    counter_mask known = (counter_mask)db_column_int(row, AT_KNOWN) & COUNTED;
    *message = (struct people_message){.recipient = (uint64_t)db_column_int(row, AT_RECIPIENT),
                                       .campaign = db_column_int(row, AT_CAMPAIGN),
                                       .template = db_column_int(row, AT_TEMPLATE),
                                       .source = (enum source)db_column_int(row, AT_SOURCE),
                                       .moment = message_moment(&whole)};
    message->day = zone_day(store_zone(cursor->store), message->moment);
    if (message->campaign == 0) {
        message->campaign = given_campaign(&cursor->given, message->template,
                                           db_column_int(row, AT_SENDER), message->day);
    }
    /* What a person did comes after the message and is no statement about when it was sent. */
    struct message acts;
    message_init(&acts, whole.key);
    if (known & COUNTER_BIT(COUNTER_OPTOUTS)) {
        acts.at[MESSAGE_OPTED_OUT] = db_column_int_or(row, AT_STOP, TIME_NONE);
    }
    if (known & COUNTER_BIT(COUNTER_REPLIERS)) {
        acts.at[MESSAGE_REPLIED] = db_column_int_or(row, AT_REPLY, TIME_NONE);
    }
    message_merge(&whole, &acts);
    message_tally(&whole, known, &message->tally);
    add_facts(cursor, row, message);
    int64_t read = whole.at[MESSAGE_READ], delivered = whole.at[MESSAGE_DELIVERED];
    message->has_reading =
        read != TIME_NONE && read != TIME_SOME && delivered != TIME_NONE && delivered != TIME_SOME;
    message->reading = message->has_reading && read > delivered ? read - delivered : 0;
}

static bool is_taken(const struct people_cursor *cursor, const struct people_message *message)
{
    const uint64_t *taken = map64_get(&cursor->sources, (uint64_t)message->campaign);
    if (given_excludes(&cursor->given, message->recipient, message->campaign)) {
        return false;
    }
    return !taken || *taken == (uint64_t)message->source + 1;
}

bool people_next(struct people_cursor *cursor, struct people_message *message, struct err *err)
{
    do {
        if (cursor->checked++ % 1024 == 0 && cancelled(cursor->cancel)) {
            return err_set(err, ERR_CANCELLED, _("stopped"));
        }
        if (db_step(cursor->store->db, cursor->rows, err) != DB_ROW) {
            return false;
        }
        read_message(cursor, cursor->rows, message);
    } while (!is_taken(cursor, message));
    return true;
}

void people_close(struct people_cursor *cursor)
{
    if (!cursor) {
        return;
    }
    db_watch(cursor->store->db, NULL);
    sqlite3_finalize(cursor->rows);
    query_end(cursor->store->db, cursor->begun);
    map64_free(&cursor->clicked);
    map64_free(&cursor->ordered);
    map64_free(&cursor->sources);
    arena_free(cursor->arena);
    mem_free(cursor);
}

bool people_label(struct store *store, struct arena *arena, int64_t label, const char **text,
                  struct err *err)
{
    return query_label_text(store, arena, label, text, err);
}
