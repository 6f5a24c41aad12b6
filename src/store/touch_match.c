/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "store/touch.h"

/* What touch_match holds of a fact. */
struct matched {
    bool there;
    enum touch_by by;
    uint64_t message;
    int64_t campaign;
};

/* The work at hand. */
struct matching {
    struct change *change;
    struct touch_names *names;
    struct message_rows rows;
    struct vec candidates; /* struct touched_message */
    int64_t first, last;   /* moments that messages can be candidates with */
    bool any_whole;
};

/* Besides the lists of touch_rows.c: touch_candidate: messages to the persons in question;
 * touch_whole: facts for which all messages to their person are needed; touch_found: those, before
 * they are sorted; touch_chosen: rows for touch_match; touch_clicked: messages whose clickers may
 * have changed (taken: what was counted was taken away). */
static const char temporary[] =
    "CREATE TABLE IF NOT EXISTS temp.touch_candidate (recipient INTEGER NOT NULL,"
    " moment INTEGER NOT NULL, message INTEGER NOT NULL, campaign INTEGER NOT NULL,"
    " PRIMARY KEY (recipient, moment, message)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS temp.touch_found (recipient, moment, message, campaign);"
    "CREATE TABLE IF NOT EXISTS temp.touch_whole (recipient, kind, id);"
    "CREATE TABLE IF NOT EXISTS temp.touch_chosen (kind, id, touched_by, message, campaign, dim,"
    " day, known, counts, revenue);"
    "CREATE TABLE IF NOT EXISTS temp.touch_clicked (message INTEGER PRIMARY KEY,"
    " taken INTEGER NOT NULL);"
    "DELETE FROM temp.touch_candidate; DELETE FROM temp.touch_found;"
    "DELETE FROM temp.touch_whole; DELETE FROM temp.touch_chosen; DELETE FROM temp.touch_clicked;";

/* A message as a candidate; false in *dated when it cannot be one. */
static bool load_message(struct matching *matching, uint64_t key, struct effects *effects,
                         int64_t *campaign, bool *there, struct err *err)
{
    struct change *change = matching->change;
    *there = false;
    if (!message_rows_load(change, key, &matching->rows, err)) {
        return false;
    }
    if (!matching->rows.exists) {
        return true;
    }
    if (!message_effects(change, &matching->rows, effects, err)) {
        return false;
    }
    const struct dim_row *row = dims_row(change->dims, effects->item[0].dim, err);
    *campaign = row ? row->campaign : 0;
    *there = true;
    return row != NULL;
}

static bool put_candidate(struct change *change, const char *sql, const struct effects *effects,
                          uint64_t key, int64_t campaign, struct err *err)
{
    sqlite3_stmt *put = db_statement(change->db, sql, err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, (int64_t)effects->recipient);
    db_bind_int(put, 2, effects->moment);
    db_bind_int(put, 3, (int64_t)key);
    db_bind_int(put, 4, campaign);
    return db_run(change->db, put, err);
}

/* --- which facts may belong elsewhere ------------------------------------------------------------
 */

static bool note_inside(struct matching *matching, const struct effects *effects, struct err *err)
{
    static const char *const lists[TOUCH_KIND_END] = {
        [TOUCH_KIND_ORDER] =
            "INSERT OR IGNORE INTO temp.touch_todo SELECT 1, id, 0" TOUCH_INSIDE("orders"),
        [TOUCH_KIND_CLICK] =
            "INSERT OR IGNORE INTO temp.touch_todo SELECT 2, id, 0" TOUCH_INSIDE("clicks"),
        [TOUCH_KIND_FEEDBACK] =
            "INSERT OR IGNORE INTO temp.touch_todo SELECT 3, id, 0" TOUCH_INSIDE("feedback")};
    struct change *change = matching->change;
    for (int kind = TOUCH_KIND_ORDER; kind < TOUCH_KIND_END; kind++) {
        if (!change->touches->any[kind]) {
            continue;
        }
        sqlite3_stmt *list = db_statement(change->db, lists[kind], err);
        if (!list) {
            return false;
        }
        db_bind_int(list, 1, (int64_t)effects->recipient);
        db_bind_int(list, 2, effects->moment);
        db_bind_int(list, 3, effects->moment + change->window);
        if (!db_run(change->db, list, err)) {
            return false;
        }
    }
    return true;
}

static bool note_probe(struct matching *matching, uint64_t key, struct err *err)
{
    static const char *const named[TOUCH_KIND_END] = {
        [TOUCH_KIND_ORDER] = "INSERT OR IGNORE INTO temp.touch_todo SELECT 1, id, 0 FROM orders"
                             " WHERE message = ?1",
        [TOUCH_KIND_CLICK] = "INSERT OR IGNORE INTO temp.touch_todo SELECT 2, id, 0 FROM clicks"
                             " WHERE message = ?1",
        [TOUCH_KIND_FEEDBACK] =
            "INSERT OR IGNORE INTO temp.touch_todo SELECT 3, id, 0 FROM feedback"
            " WHERE message = ?1"};
    struct change *change = matching->change;
    struct effects effects;
    int64_t campaign;
    bool there;
    if (change_cancelled(change, err) ||
        !load_message(matching, key, &effects, &campaign, &there, err)) {
        return false;
    }
    if (there && effects.recipient && effects.moment != TIME_SOME &&
        (!put_candidate(change,
                        "INSERT OR IGNORE INTO temp.touch_candidate VALUES (?1, ?2, ?3, ?4)",
                        &effects, key, campaign, err) ||
         !note_inside(matching, &effects, err))) {
        return false;
    }
    for (int kind = TOUCH_KIND_ORDER; kind < TOUCH_KIND_END; kind++) {
        if (change->touches->any[kind] && touches_may_concern(change->touches, key) &&
            !touch_run(change, named[kind], (int64_t)key, 0, err)) {
            return false;
        }
    }
    return touch_run(change,
                     "INSERT INTO temp.touch_todo SELECT kind, id, 1 FROM touch_match"
                     " WHERE message = ?1 ON CONFLICT (kind, id) DO UPDATE SET whole = 1",
                     (int64_t)key, 0, err);
}

static bool note_probes(struct matching *matching, struct err *err)
{
    struct db *db = matching->change->db;
    sqlite3_stmt *probes = db_statement(db, "SELECT message FROM temp.touch_probe", err);
    if (!probes) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(db, probes, err)) == DB_ROW) {
        if (!note_probe(matching, (uint64_t)db_column_int(probes, 0), err)) {
            db_reset(probes);
            return false;
        }
    }
    return step == DB_DONE;
}

/* --- what a choice counts ------------------------------------------------------------------------
 */

/* Where it counts: the dim of its message or its campaign, with what the order itself knows. */
static bool describe(struct change *change, enum touch_kind kind, const struct order *fact,
                     const struct attribution *choice, const struct effects *effects,
                     counter_mask known, struct dim_row *row, struct err *err)
{
    memset(row, 0, sizeof *row);
    if (choice->message) {
        const struct dim_row *of_message = dims_row(change->dims, effects->item[0].dim, err);
        if (!of_message) {
            return false;
        }
        *row = *of_message;
    }
    row->campaign = choice->campaign;
    row->source = SOURCE_FACTS;
    row->rank = TOUCH_DIM_COUNTS;
    row->known = known;
    row->currency = (struct currency){""};
    if (kind != TOUCH_KIND_ORDER) {
        return true;
    }
    if (known & COUNTER_BIT(COUNTER_REVENUE)) {
        struct currency nobody_said = {"XXX"};
        row->currency = fact->currency.code[0] ? fact->currency : nobody_said;
    }
    /* Contents are as many as there are links; only a campaign's own are worth a dim. */
    static const enum attr attrs[UTM_COUNT] = {ATTR_UTM_SOURCE, ATTR_UTM_MEDIUM, ATTR_UTM_CAMPAIGN,
                                               ATTR_UTM_CONTENT};
    for (int i = 0; i < UTM_COUNT; i++) {
        if (fact->utm[i] && !row->label[attrs[i]] &&
            (i != UTM_CONTENT || choice->by == TOUCH_UTM)) {
            row->label[attrs[i]] = dims_text(change->dims, fact->utm[i], err);
            if (!row->label[attrs[i]]) {
                return false;
            }
        }
    }
    row->label[ATTR_CONVERSION_TYPE] =
        dims_text(change->dims, fact->type ? fact->type : "order", err);
    return row->label[ATTR_CONVERSION_TYPE] != 0;
}

static bool put_chosen(struct change *change, enum touch_kind kind, int64_t id,
                       const struct attribution *choice, uint32_t dim, int32_t day,
                       const struct tally *tally, struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db,
        "INSERT INTO temp.touch_chosen VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", err);
    if (!put) {
        return false;
    }
    counter_mask counts = 0;
    for (int i = 0; i < COUNTER_STORED; i++) {
        counts |= i != COUNTER_REVENUE && tally->value[i] ? COUNTER_BIT(i) : 0;
    }
    db_bind_int(put, 1, kind);
    db_bind_int(put, 2, id);
    db_bind_int(put, 3, choice->by);
    db_bind_int_or(put, 4, (int64_t)choice->message, 0);
    db_bind_int(put, 5, choice->campaign);
    db_bind_int_or(put, 6, dim, 0);
    db_bind_int(put, 7, day);
    db_bind_int(put, 8, tally->known);
    db_bind_int(put, 9, counts);
    db_bind_int(put, 10, tally->value[COUNTER_REVENUE]);
    return db_run(change->db, put, err);
}

/* Keep a choice, and what it counts where. */
static bool choose(struct matching *matching, enum touch_kind kind, const struct order *fact,
                   const struct attribution *choice, struct err *err)
{
    struct change *change = matching->change;
    struct effects effects;
    struct tally tally;
    int32_t day = choice->day;
    uint32_t dim = 0;
    memset(&effects, 0, sizeof effects);
    memset(&tally, 0, sizeof tally);
    if (choice->by == TOUCH_NONE) {
        return true;
    }
    if (choice->message) {
        int64_t campaign;
        bool there;
        if (!load_message(matching, choice->message, &effects, &campaign, &there, err)) {
            return false;
        }
        day = effects.item[0].day;
    }
    counter_mask known = 0;
    if (kind == TOUCH_KIND_ORDER) {
        order_tally(fact, &tally);
        known = tally.known;
    } else if (kind == TOUCH_KIND_CLICK) {
        known = choice->message ? CLICK_COUNTERS : COUNTER_BIT(COUNTER_CLICKS);
        tally.known = known;
        tally.value[COUNTER_CLICKS] = 1;
    }
    if (known) {
        struct dim_row row;
        if (!describe(change, kind, fact, choice, &effects, known, &row, err) ||
            !(dim = dims_id(change->dims, &row, err))) {
            return false;
        }
    } else if (kind == TOUCH_KIND_ORDER) {
        return true; /* cancelled: belongs to nothing */
    }
    return put_chosen(change, kind, (int64_t)fact->link.key, choice, dim, day, &tally, err);
}

/* --- choosing ------------------------------------------------------------------------------------
 */

static bool load_matched(struct change *change, enum touch_kind kind, int64_t id,
                         struct matched *matched, struct err *err)
{
    sqlite3_stmt *find = db_statement(
        change->db,
        "SELECT touched_by, message, campaign FROM touch_match WHERE kind = ?1 AND id = ?2", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, kind);
    db_bind_int(find, 2, id);
    enum db_step step = db_step(change->db, find, err);
    memset(matched, 0, sizeof *matched);
    matched->there = step == DB_ROW;
    if (matched->there) {
        matched->by = (enum touch_by)db_column_int(find, 0);
        matched->message = (uint64_t)db_column_int(find, 1);
        matched->campaign = db_column_int(find, 2);
    }
    db_reset(find);
    return step != DB_FAILED;
}

/* The message a fact names, if it is there and can be what was answered: without a time on either
 * side nothing speaks against it. */
static bool by_message(struct matching *matching, const struct order *fact,
                       struct attribution *choice, struct err *err)
{
    struct effects effects;
    int64_t campaign;
    bool there = false;
    *choice = (struct attribution){TOUCH_NONE, 0, 0, DAY_NONE};
    if (!fact->link.message) {
        return true;
    }
    if (!load_message(matching, fact->link.message, &effects, &campaign, &there, err)) {
        return false;
    }
    bool timeless = there && (effects.moment == TIME_SOME || fact->link.at == TIME_NONE);
    if (timeless ||
        (there && attribution_inside(effects.moment, fact->link.at, matching->change->window))) {
        *choice = (struct attribution){TOUCH_MESSAGE, fact->link.message, campaign, DAY_NONE};
    }
    return true;
}

/* Whether what is known of the fact's match and of the messages that changed is enough: its best
 * message so far is still there, and it is looked for among the same messages as before. */
static bool is_enough(const struct matched *old, const struct named_campaign *named)
{
    if (!old->there) {
        return named->by == TOUCH_NONE;
    }
    if (old->by == TOUCH_MESSAGE) {
        return false;
    }
    enum touch_by before = old->by == TOUCH_RECIPIENT ? TOUCH_NONE : old->by;
    return before == named->by && (named->by == TOUCH_NONE || old->campaign == named->campaign);
}

static bool load_candidates(struct matching *matching, uint64_t recipient, struct err *err)
{
    struct db *db = matching->change->db;
    vec_clear(&matching->candidates);
    sqlite3_stmt *find = db_statement(
        db, "SELECT moment, message, campaign FROM temp.touch_candidate WHERE recipient = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, (int64_t)recipient);
    enum db_step step;
    while ((step = db_step(db, find, err)) == DB_ROW) {
        struct touched_message *candidate = vec_push(&matching->candidates);
        if (!candidate) {
            db_reset(find);
            return err_memory(err);
        }
        candidate->touch.at = db_column_int(find, 0);
        candidate->touch.message = (uint64_t)db_column_int(find, 1);
        candidate->campaign = db_column_int(find, 2);
    }
    return step == DB_DONE;
}

static bool add_old_message(struct matching *matching, uint64_t message, struct err *err)
{
    struct effects effects;
    int64_t campaign;
    bool there;
    if (!message || !load_message(matching, message, &effects, &campaign, &there, err)) {
        return !message;
    }
    struct touched_message *candidate = there ? vec_push(&matching->candidates) : NULL;
    if (there && !candidate) {
        return err_memory(err);
    }
    if (candidate) {
        *candidate = (struct touched_message){{message, effects.moment}, campaign};
    }
    return true;
}

static bool put_whole(struct matching *matching, enum touch_kind kind, const struct link *link,
                      struct err *err)
{
    struct change *change = matching->change;
    sqlite3_stmt *put =
        db_statement(change->db, "INSERT INTO temp.touch_whole VALUES (?1, ?2, ?3)", err);
    if (!put) {
        return false;
    }
    if (link->at != TIME_NONE) {
        if (!matching->any_whole || link->at - change->window < matching->first) {
            matching->first = link->at - change->window;
        }
        if (!matching->any_whole || link->at > matching->last) {
            matching->last = link->at;
        }
        matching->any_whole = true;
    }
    db_bind_int(put, 1, (int64_t)link->recipient);
    db_bind_int(put, 2, kind);
    db_bind_int(put, 3, (int64_t)link->key);
    return db_run(change->db, put, err);
}

static bool find_named(struct matching *matching, const struct link *link,
                       struct named_campaign *named, struct err *err)
{
    *named = (struct named_campaign){TOUCH_NONE, 0, DAY_NONE};
    if (!link->campaign && !link->coupon && !link->utm) {
        return true;
    }
    if (!matching->names && !(matching->names = touch_names_new(matching->change, err))) {
        return false;
    }
    int32_t day =
        link->at == TIME_NONE ? DAY_NONE : zone_day(matching->change->store->zone, link->at);
    return touch_names_find(matching->names, link, day, named, err);
}

/* Choose for a fact with what is at hand; else leave it for when all messages to its person are. */
static bool first_look(struct matching *matching, enum touch_kind kind, int64_t id, bool whole,
                       struct err *err)
{
    struct change *change = matching->change;
    struct order fact;
    struct attribution choice;
    struct named_campaign named;
    struct matched old;
    bool there;
    if (!touch_load(change, kind, id, &fact, &there, err)) {
        return false;
    }
    if (!there) {
        return true;
    }
    if (!by_message(matching, &fact, &choice, err)) {
        return false;
    }
    if (choice.by != TOUCH_NONE) {
        return choose(matching, kind, &fact, &choice, err);
    }
    if (!find_named(matching, &fact.link, &named, err) ||
        !load_matched(change, kind, id, &old, err)) {
        return false;
    }
    vec_clear(&matching->candidates);
    if (fact.link.recipient && fact.link.at != TIME_NONE) {
        if (whole || !is_enough(&old, &named)) {
            return put_whole(matching, kind, &fact.link, err);
        }
        if (!load_candidates(matching, fact.link.recipient, err) ||
            !add_old_message(matching, old.message, err)) {
            return false;
        }
    }
    choice = attribution_choose(&named, matching->candidates.data, matching->candidates.count,
                                fact.link.at, change->window);
    return choose(matching, kind, &fact, &choice, err);
}

static bool first_looks(struct matching *matching, struct err *err)
{
    struct change *change = matching->change;
    sqlite3_stmt *list =
        db_statement(change->db, "SELECT kind, id, whole FROM temp.touch_todo", err);
    if (!list) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, list, err)) == DB_ROW) {
        if (change_cancelled(change, err) ||
            !first_look(matching, (enum touch_kind)db_column_int(list, 0), db_column_int(list, 1),
                        db_column_int(list, 2) != 0, err)) {
            db_reset(list);
            return false;
        }
    }
    return step == DB_DONE;
}

/* --- one pass over the messages
 * -------------------------------------------------------------------- */

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

/* The message of the pass's row: as it stands there, unless other rows speak of it too. */
static bool pass_message(struct matching *matching, sqlite3_stmt *row, struct effects *effects,
                         int64_t *campaign, bool *there, struct err *err)
{
    struct message message;
    uint64_t key = (uint64_t)db_column_int(row, 0);
    if (db_column_int(row, 1) & MESSAGE_HAS_MORE) {
        return load_message(matching, key, effects, campaign, there, err);
    }
    message_init(&message, key);
    message_row_read(row, 2, &message);
    effects->recipient = message.recipient;
    effects->moment = message_moment(&message);
    const struct dim_row *dim = dims_row(matching->change->dims, message.dim, err);
    *campaign = dim ? dim->campaign : 0;
    *there = true;
    return dim != NULL;
}

static bool pass(struct matching *matching, const uint8_t *wanted, struct err *err)
{
    static const char put[] = "INSERT INTO temp.touch_found VALUES (?1, ?2, ?3, ?4)";
    struct change *change = matching->change;
    sqlite3 *handle = db_handle(change->db);
    sqlite3_stmt *all = NULL;
    bool ok = sqlite3_prepare_v2(handle, "SELECT key, more, " MESSAGE_COLUMNS " FROM message", -1,
                                 &all, NULL) == SQLITE_OK ||
              db_fail(change->db, sqlite3_errcode(handle), err);
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(change->db, all, err)) == DB_ROW) {
        struct effects effects;
        int64_t campaign;
        bool there = false;
        bool more = db_column_int(all, 1) & MESSAGE_HAS_MORE;
        if (!more && !is_wanted(wanted, (uint64_t)db_column_int(all, 3))) {
            continue;
        }
        ok = !change_cancelled(change, err) &&
             pass_message(matching, all, &effects, &campaign, &there, err);
        if (ok && there && is_wanted(wanted, effects.recipient) && effects.moment != TIME_SOME &&
            effects.moment >= matching->first && effects.moment <= matching->last) {
            ok = put_candidate(change, put, &effects, (uint64_t)db_column_int(all, 0), campaign,
                               err);
        }
    }
    sqlite3_finalize(all);
    return ok && step == DB_DONE &&
           touch_run(change,
                     "INSERT OR IGNORE INTO temp.touch_candidate SELECT * FROM temp.touch_found"
                     " ORDER BY recipient, moment, message",
                     0, 0, err);
}

static bool second_look(struct matching *matching, enum touch_kind kind, int64_t id,
                        struct err *err)
{
    struct order fact;
    struct named_campaign named;
    bool there;
    if (!touch_load(matching->change, kind, id, &fact, &there, err) ||
        !find_named(matching, &fact.link, &named, err) ||
        !load_candidates(matching, fact.link.recipient, err)) {
        return false;
    }
    struct attribution choice =
        attribution_choose(&named, matching->candidates.data, matching->candidates.count,
                           fact.link.at, matching->change->window);
    return choose(matching, kind, &fact, &choice, err);
}

static bool second_looks(struct matching *matching, struct err *err)
{
    struct change *change = matching->change;
    if (!matching->any_whole) {
        return true;
    }
    uint8_t *wanted = mem_new(WANTED_BITS / 8, 1);
    bool ok = wanted ? want(change, wanted, err) && pass(matching, wanted, err) : err_memory(err);
    mem_free(wanted);
    sqlite3_stmt *list =
        ok ? db_statement(change->db, "SELECT kind, id FROM temp.touch_whole ORDER BY recipient",
                          err)
           : NULL;
    if (!list) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, list, err)) == DB_ROW) {
        if (change_cancelled(change, err) ||
            !second_look(matching, (enum touch_kind)db_column_int(list, 0), db_column_int(list, 1),
                         err)) {
            db_reset(list);
            return false;
        }
    }
    return step == DB_DONE;
}

/* --- writing -------------------------------------------------------------------------------------
 */

/* Add (sign 1) or take away what rows of (dim, day, known, counts, revenue) count. */
static bool book(struct change *change, const char *sql, int sign, struct err *err)
{
    sqlite3_stmt *rows = db_statement(change->db, sql, err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        struct tally tally;
        memset(&tally, 0, sizeof tally);
        tally.known = (counter_mask)db_column_int(rows, 2);
        for (counter_mask counts = (counter_mask)db_column_int(rows, 3); counts;
             counts &= counts - 1) {
            tally.value[__builtin_ctz(counts)] = 1;
        }
        tally.value[COUNTER_REVENUE] = db_column_int(rows, 4);
        if (!deltas_add(change, (uint32_t)db_column_int(rows, 0), (int32_t)db_column_int(rows, 1),
                        &tally, sign, err)) {
            db_reset(rows);
            return false;
        }
    }
    return step == DB_DONE;
}

/* One clicker per message in touch_clicked that has clicks now. */
static bool book_clickers(struct change *change, const char *sql, int sign, struct err *err)
{
    sqlite3_stmt *rows = db_statement(change->db, sql, err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        struct tally tally;
        memset(&tally, 0, sizeof tally);
        tally.known = CLICK_COUNTERS;
        tally.value[COUNTER_CLICKERS] = 1;
        if (!deltas_add(change, (uint32_t)db_column_int(rows, 0), (int32_t)db_column_int(rows, 1),
                        &tally, sign, err)) {
            db_reset(rows);
            return false;
        }
    }
    return step == DB_DONE;
}

#define CLICKERS_OF                                                                                \
    "SELECT m.dim, m.day FROM temp.touch_clicked c JOIN touch_match m ON m.message = c.message"    \
    " AND m.kind = 2"

static bool take_away(struct change *change, struct err *err)
{
    return touch_run(change,
                     "INSERT OR IGNORE INTO temp.touch_clicked SELECT m.message, 1"
                     " FROM temp.touch_todo t JOIN touch_match m ON m.kind = t.kind AND m.id = t.id"
                     " WHERE t.kind = 2 AND m.message IS NOT NULL",
                     0, 0, err) &&
           book_clickers(change, CLICKERS_OF " GROUP BY c.message", -1, err) &&
           book(change,
                "SELECT m.dim, m.day, m.known, m.counts, m.revenue FROM temp.touch_todo t"
                " JOIN touch_match m ON m.kind = t.kind AND m.id = t.id WHERE m.dim IS NOT NULL",
                -1, err) &&
           touch_run(change,
                     "DELETE FROM touch_match WHERE (kind, id) IN"
                     " (SELECT kind, id FROM temp.touch_todo)",
                     0, 0, err);
}

static bool put_in(struct change *change, struct err *err)
{
    /* A message that has clicks which stay where they are has its clicker already. */
    return touch_run(change,
                     "INSERT OR IGNORE INTO temp.touch_clicked SELECT message, 0"
                     " FROM temp.touch_chosen n WHERE kind = 2 AND message IS NOT NULL AND NOT"
                     " EXISTS (SELECT 1 FROM touch_match m WHERE m.message = n.message"
                     " AND m.kind = 2)",
                     0, 0, err) &&
           touch_run(change,
                     "INSERT INTO touch_match SELECT * FROM temp.touch_chosen ORDER BY kind, id", 0,
                     0, err) &&
           book_clickers(change, CLICKERS_OF " GROUP BY c.message", 1, err) &&
           book(change,
                "SELECT dim, day, known, counts, revenue FROM temp.touch_chosen"
                " WHERE dim IS NOT NULL",
                1, err);
}

static bool match(struct matching *matching, struct err *err)
{
    struct change *change = matching->change;
    if (!db_exec(change->db, temporary, err) || !note_probes(matching, err) ||
        !totals_touch_campaigns(change, err)) {
        return false;
    }
    int64_t coded;
    static const char any_code[] =
        "SELECT EXISTS (SELECT 1 FROM orders WHERE coupon_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM orders WHERE campaign_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM orders WHERE utm_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM clicks WHERE campaign_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM clicks WHERE utm_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM feedback WHERE campaign_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM touch_match WHERE touched_by BETWEEN 2 AND 4)";
    if (!db_integer(change->db, any_code, 0, &coded, err)) {
        return false;
    }
    if (coded && ((!matching->names && !(matching->names = touch_names_new(change, err))) ||
                  !touch_names_note(matching->names, err))) {
        return false;
    }
    return first_looks(matching, err) && second_looks(matching, err) && take_away(change, err) &&
           put_in(change, err) &&
           db_exec(change->db,
                   "DELETE FROM temp.touch_todo; DELETE FROM temp.touch_probe;"
                   "DELETE FROM temp.touch_candidate; DELETE FROM temp.touch_found;"
                   "DELETE FROM temp.touch_chosen; DELETE FROM temp.touch_whole;",
                   err);
}

bool touch_match(struct change *change, struct err *err)
{
    struct matching matching = {.change = change, .candidates = VEC_INIT(struct touched_message)};
    message_rows_init(&matching.rows);
    bool ok = match(&matching, err);
    touch_names_free(matching.names);
    message_rows_free(&matching.rows);
    vec_free(&matching.candidates);
    change->touches->todo = false;
    return ok;
}

bool touches_settle(struct change *change, struct err *err)
{
    return !change->touches ||
           (touch_match(change, err) && deltas_flush(change, err) && touch_cover(change, err));
}
