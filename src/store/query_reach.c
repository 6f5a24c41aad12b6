/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_reach.h"

#include "base/i18n.h"
#include "base/map.h"
#include "model/message.h"
#include "store/given.h"
#include "store/message_row.h"
#include "store/query.h"
#include "store/query_people.h"
#include "store/query_private.h"

/* Campaigns whose messages are of another channel. */
#define ELSEWHERE                                                                                  \
    "SELECT campaign FROM campaign_total WHERE channel IS NOT NULL"                                \
    " AND channel NOT IN ('whatsapp', 'mixed')"
#define EXCLUDED "SELECT id FROM excluded WHERE kind = 1"

/* Rows that may be sent on the days: those with that time, and those that say none, whose moment is
 * that of their earliest status. TIME_SOME is greater than any time. */
#define MAYBE "(m.sent >= ?1 AND m.sent < ?2 OR m.sent IS NULL OR m.sent = ?3)"
#define ON_PHONE                                                                                   \
    " m.dim NOT IN (SELECT id FROM dim WHERE campaign IN (" ELSEWHERE " UNION ALL " EXCLUDED "))"

static const char single_rows[] = "SELECT m.key, " MESSAGE_COLUMNS " FROM message m"
                                  " WHERE m.more & 1 = 0 AND " MAYBE " AND" ON_PHONE;

static const char several_rows[] =
    "SELECT m.key, " MESSAGE_COLUMNS " FROM (SELECT key, " MESSAGE_COLUMNS
    " FROM message WHERE more & 1 UNION ALL SELECT key, " MESSAGE_COLUMNS
    " FROM message_more) m WHERE" ON_PHONE " ORDER BY m.key";

/* A day in question. */
struct busy_day {
    bool asked;           /* its people are being counted */
    int64_t sent;         /* by the day figures */
    int64_t named;        /* message rows that say who got it */
    struct map64 persons; /* who */
};

struct reaching {
    struct store *store;
    struct arena *arena;
    struct given given;
    struct cancel *cancel;
    int32_t from;
    int days;
    struct busy_day day[QUERY_REACH_DAYS];
    uint64_t checked;
};

static bool is_cancelled(struct reaching *reaching, struct err *err)
{
    return reaching->checked++ % 1024 == 0 && cancelled(reaching->cancel) &&
           !err_set(err, ERR_CANCELLED, _("stopped"));
}

/* --- day figures ------------------------------------------------------------------------------ */

static void add_days(struct reaching *reaching, const struct day_total *days, size_t count,
                     int sign)
{
    for (size_t i = 0; i < count; i++) {
        int64_t sent;
        if (total_get(&days[i].total, COUNTER_SENT, &sent)) {
            reaching->day[days[i].day - reaching->from].sent += sign * sent;
        }
    }
}

/* Take away what campaigns of other channels sent. */
static bool leave_out(struct reaching *reaching, struct err *err)
{
    struct store *store = reaching->store;
    int32_t to = reaching->from + reaching->days - 1;
    sqlite3_stmt *rows = db_statement(
        store->db,
        ELSEWHERE " AND (start IS NULL OR start <= ?2) AND (last_send IS NULL OR last_send >= ?1)",
        err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, reaching->from);
    db_bind_int(rows, 2, to);
    enum db_step step;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct day_total *days;
        size_t count;
        ok = !is_cancelled(reaching, err) &&
             query_campaign_days(store, reaching->arena, db_column_int(rows, 0), reaching->from, to,
                                 &days, &count, NULL, err);
        if (ok) {
            add_days(reaching, days, count, -1);
        }
    }
    db_reset(rows);
    return ok && step == DB_DONE;
}

static bool read_days(struct reaching *reaching, struct err *err)
{
    struct day_total *days;
    size_t count;
    if (!query_days(reaching->store, reaching->arena, reaching->from,
                    reaching->from + reaching->days - 1, &days, &count, NULL, err)) {
        return false;
    }
    add_days(reaching, days, count, 1);
    return leave_out(reaching, err);
}

/* --- who got the messages --------------------------------------------------------------------- */

static bool add_message(struct reaching *reaching, const struct message *message, struct err *err)
{
    int32_t day = zone_day(store_zone(reaching->store), message_moment(message));
    int64_t place = (int64_t)day - reaching->from;
    if (day == DAY_NONE || message->recipient == 0 || place < 0 || place >= reaching->days ||
        !reaching->day[place].asked || given_excludes(&reaching->given, message->recipient, 0)) {
        return true;
    }
    reaching->day[place].named++;
    return map64_put(&reaching->day[place].persons, message->recipient, NULL) || err_memory(err);
}

static int64_t start_of(const struct reaching *reaching, int32_t day)
{
    struct civil civil = {0};
    civil_from_day(day, &civil.year, &civil.month, &civil.day);
    return zone_moment(store_zone(reaching->store), &civil);
}

static sqlite3_stmt *begin(struct reaching *reaching, const char *sql, struct err *err)
{
    sqlite3_stmt *rows = db_statement(reaching->store->db, sql, err);
    if (rows && sqlite3_bind_parameter_count(rows) > 0) {
        db_bind_int(rows, 1, start_of(reaching, reaching->from));
        db_bind_int(rows, 2, start_of(reaching, reaching->from + reaching->days));
        db_bind_int(rows, 3, TIME_SOME);
    }
    return rows;
}

/* Rows of one key follow each other; of a key with one row that is all. */
static bool read_rows(struct reaching *reaching, const char *sql, struct err *err)
{
    sqlite3_stmt *rows = begin(reaching, sql, err);
    enum db_step step = DB_DONE;
    struct message whole, message;
    bool any = false, ok = rows != NULL;
    while (ok && (step = db_step(reaching->store->db, rows, err)) == DB_ROW) {
        uint64_t key = (uint64_t)db_column_int(rows, 0);
        if (any && key != whole.key) {
            ok = add_message(reaching, &whole, err);
            any = false;
        }
        message_init(&message, key);
        message_row_read(rows, 1, &message);
        if (any) {
            message_merge(&whole, &message);
        } else {
            whole = message;
            any = true;
        }
        ok = ok && !is_cancelled(reaching, err);
    }
    if (rows) {
        db_reset(rows);
    }
    return ok && step == DB_DONE && (!any || add_message(reaching, &whole, err));
}

static bool count_people(struct reaching *reaching, struct err *err)
{
    return read_rows(reaching, single_rows, err) && read_rows(reaching, several_rows, err);
}

/* --- the busiest day -------------------------------------------------------------------------- */

/* What counts of a day: people, where enough messages say who they are. */
static void weigh(const struct reaching *reaching, int place, struct reach *best)
{
    const struct busy_day *day = &reaching->day[place];
    bool recipients =
        day->asked && day->named > 0 && (double)day->named >= 0.95 * (double)day->sent;
    int64_t count = recipients ? (int64_t)day->persons.count : day->sent;
    int32_t date = reaching->from + place;
    if (count > best->count) {
        *best =
            (struct reach){.known = true, .recipients = recipients, .count = count, .day = date};
    }
}

static int most_sent(const struct reaching *reaching)
{
    int most = 0;
    for (int i = 1; i < reaching->days; i++) {
        most = reaching->day[i].sent > reaching->day[most].sent ? i : most;
    }
    return most;
}

/* People are never more than messages, so only a day with more messages than the best has people
 * can surpass it. */
static bool find_best(struct reaching *reaching, bool rows, struct reach *best, struct err *err)
{
    int most = most_sent(reaching);
    bool more = false;
    reaching->day[most].asked = rows;
    if (rows && !count_people(reaching, err)) {
        return false;
    }
    weigh(reaching, most, best);
    for (int i = 0; i < reaching->days && rows; i++) {
        struct busy_day *day = &reaching->day[i];
        day->asked = i != most && day->sent > best->count;
        more |= day->asked;
    }
    if (more && !count_people(reaching, err)) {
        return false;
    }
    for (int i = 0; i < reaching->days; i++) {
        if (reaching->day[i].asked) {
            weigh(reaching, i, best);
        }
    }
    return true;
}

bool query_reach(struct store *store, int32_t from, int32_t to, struct cancel *cancel,
                 struct reach *reach, struct err *err)
{
    struct reach best = {.known = false, .day = DAY_NONE};
    struct reaching reaching = {.store = store,
                                .arena = arena_new(),
                                .cancel = cancel,
                                .from = from,
                                .days = (int)(to - from) + 1};
    bool rows, begun;
    bool ok = (reaching.arena || err_memory(err)) && query_begin(store->db, &begun, err);
    if (ok) {
        ok = given_read(store, reaching.arena, &reaching.given, err) &&
             people_any(store, &rows, err) && read_days(&reaching, err) &&
             find_best(&reaching, rows, &best, err);
        query_end(store->db, begun);
    }
    for (int i = 0; i < reaching.days; i++) {
        map64_free(&reaching.day[i].persons);
    }
    arena_free(reaching.arena);
    if (ok) {
        *reach = best;
    }
    return ok;
}
