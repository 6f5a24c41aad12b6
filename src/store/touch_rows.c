/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "model/batch.h"
#include "store/touch.h"

#define PEOPLE_BITS ((size_t)1 << 23)

/* Rows of this import wait in temporary tables and are written in the order of their keys at the
 * end: a table in random order would be rewritten page by page. touch_todo: facts that may belong
 * elsewhere (whole: all messages to the person have to be looked at). touch_probe: messages that
 * changed. */
static const char temporary[] =
    "CREATE TABLE IF NOT EXISTS temp.order_new (id, import, at, message, recipient, campaign_code,"
    " coupon_code, utm_code, coupon, utm_source, utm_medium, utm_campaign, utm_content, type,"
    " amount, refund, currency, state, cod, returned, new_customer);"
    "CREATE TABLE IF NOT EXISTS temp.click_new (id, import, at, message, recipient, campaign_code,"
    " utm_code);"
    "CREATE TABLE IF NOT EXISTS temp.feedback_new (id, import, at, message, recipient,"
    " campaign_code, rating, scale, kind, comment);"
    "CREATE TABLE IF NOT EXISTS temp.touch_todo (kind INTEGER NOT NULL, id INTEGER NOT NULL,"
    " whole INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS temp.touch_probe (message, recipient, moment, was_there);"
    "DELETE FROM temp.order_new; DELETE FROM temp.click_new; DELETE FROM temp.feedback_new;"
    "DELETE FROM temp.touch_todo; DELETE FROM temp.touch_probe;";

struct touches *touches_open(struct change *change, struct err *err)
{
    if (change->touches) {
        return change->touches;
    }
    if (!db_exec(change->db, temporary, err)) {
        return NULL;
    }
    struct touches *touches = mem_new(1, sizeof *touches);
    if (touches) {
        touches->first = touches->last = TIME_NONE;
        touches->people = mem_new(PEOPLE_BITS / 8, 1);
        touches->texts = arena_new();
    }
    change->touches = touches;
    if (!touches || !touches->people || !touches->texts) {
        err_memory(err);
        return NULL;
    }
    return touches;
}

void touches_close(struct change *change)
{
    struct touches *touches = change->touches;
    if (touches) {
        mem_free(touches->people);
        arena_free(touches->texts);
        mem_free(touches);
        change->touches = NULL;
    }
}

int64_t touches_altered(const struct change *change)
{
    return change->touches ? change->touches->altered : 0;
}

static void mark(struct touches *touches, uint64_t hash)
{
    size_t bit = hash & (PEOPLE_BITS - 1);
    touches->people[bit >> 3] |= (uint8_t)(1u << (bit & 7));
}

bool touches_may_concern(const struct touches *touches, uint64_t hash)
{
    size_t bit = hash & (PEOPLE_BITS - 1);
    return hash && (touches->people[bit >> 3] & (1u << (bit & 7)));
}

bool touch_run(struct change *change, const char *sql, int64_t a, int64_t b, struct err *err)
{
    sqlite3_stmt *statement = db_statement(change->db, sql, err);
    if (!statement) {
        return false;
    }
    if (sqlite3_bind_parameter_count(statement) > 0) {
        db_bind_int(statement, 1, a);
    }
    if (sqlite3_bind_parameter_count(statement) > 1) {
        db_bind_int(statement, 2, b);
    }
    return db_run(change->db, statement, err);
}

static bool mark_all(struct change *change, enum touch_kind kind, const char *sql, struct err *err)
{
    sqlite3_stmt *all = db_statement(change->db, sql, err);
    if (!all) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, all, err)) == DB_ROW) {
        if (!touches_open(change, err)) {
            db_reset(all);
            return false;
        }
        change->touches->any[kind] = true;
        mark(change->touches, (uint64_t)db_column_int(all, 0));
    }
    return step == DB_DONE;
}

bool touches_prepare(struct change *change, struct err *err)
{
    static const struct {
        enum touch_kind kind;
        const char *people, *messages, *any;
    } kinds[] = {
        {TOUCH_KIND_ORDER, "SELECT recipient FROM orders WHERE recipient IS NOT NULL",
         "SELECT message FROM orders WHERE message IS NOT NULL", "SELECT 0 FROM orders LIMIT 1"},
        {TOUCH_KIND_CLICK, "SELECT recipient FROM clicks WHERE recipient IS NOT NULL",
         "SELECT message FROM clicks WHERE message IS NOT NULL", "SELECT 0 FROM clicks LIMIT 1"},
        {TOUCH_KIND_FEEDBACK, "SELECT recipient FROM feedback WHERE recipient IS NOT NULL",
         "SELECT message FROM feedback WHERE message IS NOT NULL",
         "SELECT 0 FROM feedback LIMIT 1"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        if (!mark_all(change, kinds[i].kind, kinds[i].any, err) ||
            !mark_all(change, kinds[i].kind, kinds[i].people, err) ||
            !mark_all(change, kinds[i].kind, kinds[i].messages, err)) {
            return false;
        }
    }
    int64_t rates, named;
    static const char any_named[] =
        "SELECT EXISTS (SELECT 1 FROM orders WHERE message IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM clicks WHERE message IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM feedback WHERE message IS NOT NULL)";
    if (change->touches) {
        if (!db_integer(change->db, any_named, 0, &named, err)) {
            return false;
        }
        change->touches->names_messages = named != 0;
    }
    return db_integer(change->db, "SELECT EXISTS (SELECT 1 FROM rate_card)", 0, &rates, err) &&
           (!rates || touches_open(change, err));
}

/* --- taking in ---------------------------------------------------------------------------------
 */

static void bind_code(sqlite3_stmt *statement, int index, uint64_t value)
{
    db_bind_int_or(statement, index, (int64_t)value, 0);
}

static void bind_link(sqlite3_stmt *put, int64_t import, const struct link *link)
{
    db_bind_int(put, 1, (int64_t)link->key);
    db_bind_int(put, 2, import);
    db_bind_int_or(put, 3, link->at, TIME_NONE);
    bind_code(put, 4, link->message);
    bind_code(put, 5, link->recipient);
    bind_code(put, 6, link->campaign);
}

static void see(struct touches *touches, enum touch_kind kind, const struct link *link,
                counter_mask known)
{
    touches->any[kind] = touches->staged[kind] = true;
    touches->names_messages |= link->message != 0;
    mark(touches, link->recipient);
    mark(touches, link->message);
    known = link->partial ? 0 : known;
    for (; known && link->at != TIME_NONE; known &= known - 1) {
        int id = __builtin_ctz(known);
        bool fresh = !(touches->seen & COUNTER_BIT(id));
        touches->seen |= COUNTER_BIT(id);
        if (fresh || link->at < touches->seen_first[id]) {
            touches->seen_first[id] = link->at;
        }
        if (fresh || link->at > touches->seen_last[id]) {
            touches->seen_last[id] = link->at;
        }
    }
}

static bool stage_order(struct change *change, int64_t import, const struct order *order,
                        struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db,
        "INSERT INTO temp.order_new VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
        " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        err);
    if (!put) {
        return false;
    }
    bind_link(put, import, &order->link);
    bind_code(put, 7, order->link.coupon);
    bind_code(put, 8, order->link.utm);
    db_bind_text(put, 9, order->coupon);
    for (int i = 0; i < UTM_COUNT; i++) {
        db_bind_text(put, 10 + i, order->utm[i]);
    }
    db_bind_text(put, 14, order->type);
    db_bind_int_or(put, 15, order->amount, ORDER_MONEY_NONE);
    db_bind_int_or(put, 16, order->refund, ORDER_MONEY_NONE);
    db_bind_text(put, 17, order->currency.code[0] ? order->currency.code : NULL);
    db_bind_int(put, 18, order->state);
    db_bind_int(put, 19, order->cod);
    db_bind_int(put, 20, order->returned);
    db_bind_int(put, 21, order->new_customer);
    see(change->touches, TOUCH_KIND_ORDER, &order->link, order_known(order));
    return db_run(change->db, put, err);
}

static bool stage_click(struct change *change, int64_t import, const struct click *click,
                        struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db, "INSERT INTO temp.click_new VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
    if (!put) {
        return false;
    }
    bind_link(put, import, &click->link);
    bind_code(put, 7, click->link.utm);
    bool person = click->link.message || click->link.recipient;
    see(change->touches, TOUCH_KIND_CLICK, &click->link,
        person ? CLICK_COUNTERS : COUNTER_BIT(COUNTER_CLICKS));
    return db_run(change->db, put, err);
}

static bool stage_feedback(struct change *change, int64_t import, const struct feedback *feedback,
                           struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db,
        "INSERT INTO temp.feedback_new VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", err);
    if (!put) {
        return false;
    }
    bind_link(put, import, &feedback->link);
    if (isnan(feedback->rating)) {
        sqlite3_bind_null(put, 7);
    } else {
        sqlite3_bind_double(put, 7, feedback->rating);
    }
    db_bind_int_or(put, 8, feedback->scale, 0);
    db_bind_text(put, 9, feedback->kind);
    db_bind_text(put, 10, feedback->comment);
    see(change->touches, TOUCH_KIND_FEEDBACK, &feedback->link, 0);
    return db_run(change->db, put, err);
}

static bool add_rate(struct change *change, int64_t import, const struct rate *rate, bool *changed,
                     struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db,
        "INSERT INTO rate_card (currency, market, category, since, import, rate) VALUES"
        " (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (currency, market, category, since, import)"
        " DO UPDATE SET rate = max(rate, excluded.rate) WHERE excluded.rate > rate",
        err);
    if (!put) {
        return false;
    }
    db_bind_currency(put, 1, rate->currency);
    db_bind_text(put, 2, rate->market);
    db_bind_text(put, 3, rate->category);
    db_bind_int(put, 4, rate->since);
    db_bind_int(put, 5, import);
    db_bind_int(put, 6, rate->rate);
    if (!db_run(change->db, put, err)) {
        return false;
    }
    *changed = sqlite3_changes(db_handle(change->db)) > 0;
    change->touches->rates_changed |= *changed;
    return true;
}

bool touches_add(struct change *change, int64_t import, const struct batch *batch, int64_t *changed,
                 struct err *err)
{
    bool none =
        batch->orders.count + batch->clicks.count + batch->feedback.count + batch->rates.count == 0;
    if (none) {
        return true;
    }
    if (!touches_open(change, err)) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < batch->orders.count; i++) {
        struct order order = *VEC_AT(&batch->orders, struct order, i);
        order.link.recipient = forgotten_mask(change, order.link.recipient);
        ok = stage_order(change, import, &order, err);
    }
    for (size_t i = 0; ok && i < batch->clicks.count; i++) {
        struct click click = *VEC_AT(&batch->clicks, struct click, i);
        click.link.recipient = forgotten_mask(change, click.link.recipient);
        ok = stage_click(change, import, &click, err);
    }
    for (size_t i = 0; ok && i < batch->feedback.count; i++) {
        struct feedback feedback = *VEC_AT(&batch->feedback, struct feedback, i);
        bool forgotten =
            feedback.link.recipient && !forgotten_mask(change, feedback.link.recipient);
        if (forgotten) {
            feedback.link.recipient = 0;
            feedback.comment = ""; /* stands against what other imports say */
        }
        ok = stage_feedback(change, import, &feedback, err);
    }
    for (size_t i = 0; ok && i < batch->rates.count; i++) {
        bool altered = false;
        ok = add_rate(change, import, VEC_AT(&batch->rates, struct rate, i), &altered, err);
        *changed += altered;
    }
    return ok;
}

/* The merge of order_merge, for statements of one import. */
static const char write_orders[] =
    "INSERT INTO orders SELECT * FROM temp.order_new WHERE true ORDER BY id"
    " ON CONFLICT (id, import) DO UPDATE SET "
    "at = coalesce(min(at, excluded.at), at, excluded.at), message = coalesce(min(message, "
    "excluded.message), message, excluded.message), recipient = coalesce(min(recipient, "
    "excluded.recipient), recipient, excluded.recipient), campaign_code = "
    "coalesce(min(campaign_code, excluded.campaign_code), campaign_code, "
    "excluded.campaign_code), coupon_code = coalesce(min(coupon_code, excluded.coupon_code), "
    "coupon_code, excluded.coupon_code), utm_code = coalesce(min(utm_code, "
    "excluded.utm_code), utm_code, excluded.utm_code), coupon = coalesce(min(coupon, "
    "excluded.coupon), coupon, excluded.coupon), utm_source = coalesce(min(utm_source, "
    "excluded.utm_source), utm_source, excluded.utm_source), utm_medium = "
    "coalesce(min(utm_medium, excluded.utm_medium), utm_medium, excluded.utm_medium), "
    "utm_campaign = coalesce(min(utm_campaign, excluded.utm_campaign), utm_campaign, "
    "excluded.utm_campaign), utm_content = coalesce(min(utm_content, excluded.utm_content), "
    "utm_content, excluded.utm_content), type = coalesce(min(type, excluded.type), type, "
    "excluded.type), refund = coalesce(max(refund, excluded.refund), refund, "
    "excluded.refund), state = max(state, excluded.state), cod = max(cod, excluded.cod), "
    "returned = max(returned, excluded.returned), new_customer = max(new_customer, "
    "excluded.new_customer), currency = CASE WHEN excluded.amount IS NOT NULL AND (amount IS "
    "NULL OR excluded.amount > amount OR (excluded.amount = amount AND "
    "coalesce(excluded.currency, '') < coalesce(currency, ''))) THEN excluded.currency ELSE "
    "currency END, amount = CASE WHEN excluded.amount IS NOT NULL AND (amount IS NULL OR "
    "excluded.amount > amount OR (excluded.amount = amount AND coalesce(excluded.currency, "
    "'') < coalesce(currency, ''))) THEN excluded.amount ELSE amount END";
static const char write_clicks[] =
    "INSERT INTO clicks SELECT * FROM temp.click_new WHERE true ORDER BY id"
    " ON CONFLICT (id, import) DO UPDATE SET "
    "at = coalesce(min(at, excluded.at), at, excluded.at), message = coalesce(min(message, "
    "excluded.message), message, excluded.message), recipient = coalesce(min(recipient, "
    "excluded.recipient), recipient, excluded.recipient), campaign_code = "
    "coalesce(min(campaign_code, excluded.campaign_code), campaign_code, "
    "excluded.campaign_code), utm_code = coalesce(min(utm_code, excluded.utm_code), utm_code, "
    "excluded.utm_code)";
static const char write_feedback[] =
    "INSERT INTO feedback SELECT * FROM temp.feedback_new WHERE true ORDER BY id"
    " ON CONFLICT (id, import) DO UPDATE SET "
    "at = coalesce(min(at, excluded.at), at, excluded.at), message = coalesce(min(message, "
    "excluded.message), message, excluded.message), recipient = coalesce(min(recipient, "
    "excluded.recipient), recipient, excluded.recipient), campaign_code = "
    "coalesce(min(campaign_code, excluded.campaign_code), campaign_code, "
    "excluded.campaign_code), rating = coalesce(max(rating, excluded.rating), rating, "
    "excluded.rating), scale = coalesce(max(scale, excluded.scale), scale, excluded.scale), "
    "kind = coalesce(min(kind, excluded.kind), kind, excluded.kind), comment = "
    "coalesce(min(comment, excluded.comment), comment, excluded.comment)";

static const struct {
    enum touch_kind kind;
    const char *fresh, *several, *write, *todo, *clear, *table, *count;
} stages[] = {
    {TOUCH_KIND_ORDER,
     "SELECT count(*) FROM temp.touch_todo t WHERE kind = 1 AND whole AND NOT EXISTS"
     " (SELECT 1 FROM orders o WHERE o.id = t.id)",
     "INSERT OR IGNORE INTO touch_several SELECT kind, id FROM temp.touch_todo t WHERE kind = 1"
     " AND whole AND EXISTS (SELECT 1 FROM orders o WHERE o.id = t.id AND o.import <> ?1)",
     write_orders,
     "INSERT INTO temp.touch_todo SELECT 1, id, 1 FROM temp.order_new ORDER BY id"
     " ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
     "DELETE FROM temp.order_new", "orders", "SELECT count(*) FROM orders"},
    {TOUCH_KIND_CLICK,
     "SELECT count(*) FROM temp.touch_todo t WHERE kind = 2 AND whole AND NOT EXISTS"
     " (SELECT 1 FROM clicks o WHERE o.id = t.id)",
     "INSERT OR IGNORE INTO touch_several SELECT kind, id FROM temp.touch_todo t WHERE kind = 2"
     " AND whole AND EXISTS (SELECT 1 FROM clicks o WHERE o.id = t.id AND o.import <> ?1)",
     write_clicks,
     "INSERT INTO temp.touch_todo SELECT 2, id, 1 FROM temp.click_new ORDER BY id"
     " ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
     "DELETE FROM temp.click_new", "clicks", "SELECT count(*) FROM clicks"},
    {TOUCH_KIND_FEEDBACK,
     "SELECT count(*) FROM temp.touch_todo t WHERE kind = 3 AND whole AND NOT EXISTS"
     " (SELECT 1 FROM feedback o WHERE o.id = t.id)",
     "INSERT OR IGNORE INTO touch_several SELECT kind, id FROM temp.touch_todo t WHERE kind = 3"
     " AND whole AND EXISTS (SELECT 1 FROM feedback o WHERE o.id = t.id AND o.import <> ?1)",
     write_feedback,
     "INSERT INTO temp.touch_todo SELECT 3, id, 1 FROM temp.feedback_new ORDER BY id"
     " ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
     "DELETE FROM temp.feedback_new", "feedback", "SELECT count(*) FROM feedback"},
};

static void widen(struct touches *touches, int64_t first, int64_t last)
{
    touches->ranges_changed = true;
    if (touches->first == TIME_NONE || first < touches->first) {
        touches->first = first;
    }
    if (touches->last == TIME_NONE || last > touches->last) {
        touches->last = last;
    }
}

static bool write_ranges(struct change *change, int64_t import, struct err *err)
{
    struct touches *touches = change->touches;
    for (int id = 0; id < COUNTER_STORED; id++) {
        if (!(touches->seen & COUNTER_BIT(id))) {
            continue;
        }
        sqlite3_stmt *put = db_statement(
            change->db,
            "INSERT INTO touch_range (import, counter, first, last) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (import, counter) DO UPDATE SET first = min(first, excluded.first),"
            " last = max(last, excluded.last)",
            err);
        if (!put) {
            return false;
        }
        db_bind_int(put, 1, import);
        db_bind_int(put, 2, id);
        db_bind_int(put, 3, touches->seen_first[id]);
        db_bind_int(put, 4, touches->seen_last[id]);
        if (!db_run(change->db, put, err)) {
            return false;
        }
        widen(touches, touches->seen_first[id], touches->seen_last[id]);
    }
    touches->seen = 0;
    return true;
}

/* Rows in the order of their keys come in random order for every index. Where the table as good as
 * begins with them, its indexes are made afterwards, from sorted rows. */
#define MANY_ROWS 50000

bool touch_drop_indexes(struct change *change, const char *table, struct strbuf *again,
                        struct err *err)
{
    struct strbuf drops = STRBUF_INIT;
    sqlite3_stmt *find = db_statement(change->db,
                                      "SELECT name, sql FROM sqlite_schema WHERE type = 'index'"
                                      " AND tbl_name = ?1 AND sql IS NOT NULL",
                                      err);
    if (!find) {
        return false;
    }
    db_bind_text(find, 1, table);
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        strbuf_printf(&drops, "DROP INDEX %s;", db_column_text(find, 0));
        strbuf_printf(again, "%s;", db_column_text(find, 1));
    }
    bool ok = step == DB_DONE && (!(drops.failed || again->failed) || err_memory(err)) &&
              db_exec(change->db, strbuf_text(&drops), err);
    strbuf_free(&drops);
    return ok;
}

static bool write_rows(struct change *change, size_t stage, int64_t fresh, struct err *err)
{
    struct strbuf again = STRBUF_INIT;
    int64_t rows = 0;
    bool many = fresh > MANY_ROWS;
    bool ok = !many || db_integer(change->db, stages[stage].count, 0, &rows, err);
    many = many && fresh > rows / 2;
    ok = ok && (!many || touch_drop_indexes(change, stages[stage].table, &again, err)) &&
         touch_run(change, stages[stage].write, 0, 0, err) &&
         (!many || db_exec(change->db, strbuf_text(&again), err));
    strbuf_free(&again);
    return ok;
}

/* Comments that were forgotten are not taken in again from a file that names only the message. */
static bool hide_comments(struct change *change, struct err *err)
{
    return change->forgotten.count == 0 ||
           touch_run(change,
                     "UPDATE temp.feedback_new SET comment = '' WHERE id IN"
                     " (SELECT id FROM feedback WHERE comment = '')",
                     0, 0, err);
}

bool touches_write(struct change *change, int64_t import, int64_t *added, struct err *err)
{
    struct touches *touches = change->touches;
    for (size_t i = 0; touches && i < ARRAY_COUNT(stages); i++) {
        int64_t fresh;
        if (!touches->staged[stages[i].kind]) {
            continue;
        }
        touches->staged[stages[i].kind] = false;
        if ((stages[i].kind == TOUCH_KIND_FEEDBACK && !hide_comments(change, err)) ||
            !touch_run(change, stages[i].todo, 0, 0, err) ||
            !db_integer(change->db, stages[i].fresh, 0, &fresh, err) ||
            !touch_run(change, stages[i].several, import, 0, err) ||
            !write_rows(change, i, fresh, err) || !touch_run(change, stages[i].clear, 0, 0, err)) {
            return false;
        }
        *added += fresh;
    }
    return !touches || write_ranges(change, import, err);
}

/* --- taking back -------------------------------------------------------------------------------
 */

static bool remove_ranges(struct change *change, int64_t import, struct err *err)
{
    sqlite3_stmt *find = db_statement(
        change->db, "SELECT min(first), max(last) FROM touch_range WHERE import = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, import);
    if (db_step(change->db, find, err) != DB_ROW) {
        return false;
    }
    int64_t first = db_column_int_or(find, 0, TIME_NONE);
    int64_t last = db_column_int_or(find, 1, TIME_NONE);
    db_reset(find);
    if (first == TIME_NONE) {
        return true;
    }
    if (!touches_open(change, err)) {
        return false;
    }
    widen(change->touches, first, last);
    return touch_run(change, "DELETE FROM touch_range WHERE import = ?1", import, 0, err);
}

bool touches_remove(struct change *change, int64_t import, struct err *err)
{
    static const char *const lists[] = {
        "INSERT INTO temp.touch_todo SELECT 1, id, 1 FROM orders WHERE import = ?1"
        " ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
        "INSERT INTO temp.touch_todo SELECT 2, id, 1 FROM clicks WHERE import = ?1"
        " ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
        "INSERT INTO temp.touch_todo SELECT 3, id, 1 FROM feedback WHERE import = ?1"
        " ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
        "DELETE FROM orders WHERE import = ?1",
        "DELETE FROM clicks WHERE import = ?1",
        "DELETE FROM feedback WHERE import = ?1",
    };
    if (!change->touches) {
        return true;
    }
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++) {
        if (!touch_run(change, lists[i], import, 0, err)) {
            return false;
        }
    }
    if (!touch_run(change, "DELETE FROM rate_card WHERE import = ?1", import, 0, err)) {
        return false;
    }
    change->touches->rates_changed |= sqlite3_changes(db_handle(change->db)) > 0;
    return remove_ranges(change, import, err);
}

bool touches_note_all(struct change *change, struct err *err)
{
    struct touches *touches = change->touches;
    if (!touches) {
        return true;
    }
    touches->ranges_changed = touches->rates_changed = true;
    touches->first = CIVIL_SECONDS_MIN;
    touches->last = CIVIL_SECONDS_MAX;
    return db_exec(change->db,
                   "DELETE FROM touch_match; DELETE FROM temp.touch_todo;"
                   "INSERT INTO temp.touch_todo SELECT DISTINCT 1, id, 1 FROM orders UNION ALL"
                   " SELECT DISTINCT 2, id, 1 FROM clicks UNION ALL"
                   " SELECT DISTINCT 3, id, 1 FROM feedback;",
                   err);
}

/* --- a message changed -------------------------------------------------------------------------
 */

bool touches_note_message(struct change *change, uint64_t key, const struct effects *before,
                          const struct effects *after, struct err *err)
{
    struct touches *touches = change->touches;
    bool same = before->count && after->count && before->moment == after->moment &&
                before->recipient == after->recipient &&
                before->item[0].dim == after->item[0].dim &&
                before->item[0].day == after->item[0].day;
    if (!touches || same ||
        (!touches_may_concern(touches, key) && !touches_may_concern(touches, before->recipient) &&
         !touches_may_concern(touches, after->recipient))) {
        return true;
    }
    sqlite3_stmt *put =
        db_statement(change->db, "INSERT INTO temp.touch_probe VALUES (?1, ?2, ?3, ?4)", err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, (int64_t)key);
    db_bind_int_or(put, 2, (int64_t)after->recipient, 0);
    db_bind_int_or(put, 3, after->count ? after->moment : TIME_SOME, TIME_SOME);
    db_bind_int(put, 4, before->count != 0);
    return db_run(change->db, put, err);
}

/* --- reading back ------------------------------------------------------------------------------
 */

static void read_link(sqlite3_stmt *row, struct link *link)
{
    link->at = db_column_int_or(row, 1, TIME_NONE);
    link->message = (uint64_t)db_column_int(row, 2);
    link->recipient = (uint64_t)db_column_int(row, 3);
    link->campaign = (uint64_t)db_column_int(row, 4);
    link->coupon = (uint64_t)db_column_int(row, 5);
    link->utm = (uint64_t)db_column_int(row, 6);
}

static bool keep_text(struct touches *touches, sqlite3_stmt *row, int column, const char **text)
{
    const char *lent = db_column_text(row, column);
    *text = arena_strdup(touches->texts, lent);
    return !lent || *text;
}

static bool read_order(struct touches *touches, sqlite3_stmt *row, struct order *order)
{
    bool ok =
        keep_text(touches, row, 7, &order->coupon) && keep_text(touches, row, 12, &order->type);
    for (int i = 0; ok && i < UTM_COUNT; i++) {
        ok = keep_text(touches, row, 8 + i, &order->utm[i]);
    }
    order->amount = db_column_int_or(row, 13, ORDER_MONEY_NONE);
    order->refund = db_column_int_or(row, 14, ORDER_MONEY_NONE);
    order->currency = db_column_currency(row, 15);
    order->state = (enum order_state)db_column_int(row, 16);
    order->cod = (enum order_flag)db_column_int(row, 17);
    order->returned = (enum order_flag)db_column_int(row, 18);
    order->new_customer = (enum order_flag)db_column_int(row, 19);
    return ok;
}

bool touch_load(struct change *change, enum touch_kind kind, int64_t id, struct order *fact,
                bool *there, struct err *err)
{
    static const char *const selects[TOUCH_KIND_END] = {
        [TOUCH_KIND_ORDER] =
            "SELECT id, at, message, recipient, campaign_code, coupon_code, utm_code, coupon, "
            "utm_source, utm_medium, utm_campaign, utm_content,"
            " type, amount, refund, currency, state, cod, returned, new_customer FROM orders"
            " WHERE id = ?1",
        [TOUCH_KIND_CLICK] = "SELECT id, at, message, recipient, campaign_code, NULL, utm_code "
                             "FROM clicks WHERE id = ?1",
        [TOUCH_KIND_FEEDBACK] = "SELECT id, at, message, recipient, campaign_code, NULL, NULL FROM "
                                "feedback WHERE id = ?1"};
    *there = false;
    order_init(fact, (uint64_t)id);
    arena_reset(change->touches->texts);
    sqlite3_stmt *find = db_statement(change->db, selects[kind], err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, id);
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        struct order one;
        order_init(&one, (uint64_t)id);
        read_link(find, &one.link);
        if (kind == TOUCH_KIND_ORDER && !read_order(change->touches, find, &one)) {
            db_reset(find);
            return err_memory(err);
        }
        if (*there) {
            order_merge(fact, &one);
        } else {
            *fact = one;
        }
        *there = true;
    }
    return step == DB_DONE;
}
