/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/touch_private.h"

/* What touch_match holds of a fact. */
struct matched {
    bool there;
    enum touch_by by;
    uint64_t message;
    int64_t campaign;
};

/* A fact as choosing needs it: by what it may be joined, and what it counts then. */
struct prepared {
    enum touch_kind kind;
    int64_t id;
    struct link link;
    struct named_campaign named;
    struct tally tally;
    struct currency currency;
    uint32_t utm[UTM_COUNT], type; /* labels */
};

/* Besides the lists of touch_rows.c: touch_hit: changed messages that some fact may belong to;
 * touch_candidate: messages to the persons in question; touch_found: the same before they are
 * sorted; touch_whole: facts for which all messages to their person are needed; touch_chosen: rows
 * for touch_match; touch_clicked: messages whose clickers may have changed (taken: what was counted
 * was taken away). */
static const char temporary[] =
    "CREATE TABLE IF NOT EXISTS temp.touch_sorted (message, recipient, moment);"
    "CREATE TABLE IF NOT EXISTS temp.touch_hit (message INTEGER PRIMARY KEY);"
    "CREATE TABLE IF NOT EXISTS temp.touch_candidate (recipient INTEGER NOT NULL,"
    " moment INTEGER NOT NULL, message INTEGER NOT NULL, campaign INTEGER NOT NULL,"
    " dim INTEGER NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (recipient, moment, message))"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS temp.touch_found (recipient, moment, message, campaign, dim, day);"
    "CREATE TABLE IF NOT EXISTS temp.touch_whole (recipient, kind, id, at, named_by,"
    " named_campaign, named_day, known, counts, revenue, currency, source, medium, utm_campaign,"
    " content, type);"
    "CREATE TABLE IF NOT EXISTS temp.touch_chosen (kind, id, touched_by, message, campaign, dim,"
    " day, known, counts, revenue);"
    "CREATE TABLE IF NOT EXISTS temp.touch_clicked (message INTEGER PRIMARY KEY,"
    " taken INTEGER NOT NULL);";

static const char clear[] =
    "DELETE FROM temp.touch_sorted; DELETE FROM temp.touch_hit; DELETE FROM temp.touch_candidate; "
    "DELETE FROM temp.touch_found;"
    "DELETE FROM temp.touch_whole; DELETE FROM temp.touch_chosen; DELETE FROM temp.touch_clicked;";

/* --- what a fact counts --------------------------------------------------------------------------
 */

static counter_mask ones_of(const struct tally *tally)
{
    counter_mask ones = 0;
    for (int i = 0; i < COUNTER_STORED; i++) {
        ones |= i != COUNTER_REVENUE && tally->value[i] ? COUNTER_BIT(i) : 0;
    }
    return ones;
}

static void set_ones(struct tally *tally, counter_mask ones)
{
    for (; ones; ones &= ones - 1) {
        tally->value[__builtin_ctz(ones)] = 1;
    }
}

static bool prepare(struct change *change, const struct order *fact, struct prepared *prepared,
                    struct err *err)
{
    prepared->link = fact->link;
    memset(&prepared->tally, 0, sizeof prepared->tally);
    if (prepared->kind == TOUCH_KIND_CLICK) {
        prepared->tally.known = CLICK_COUNTERS;
        prepared->tally.value[COUNTER_CLICKS] = 1;
    }
    if (prepared->kind != TOUCH_KIND_ORDER) {
        return true;
    }
    order_tally(fact, &prepared->tally);
    if (prepared->tally.known & COUNTER_BIT(COUNTER_REVENUE)) {
        struct currency nobody_said = {"XXX"};
        prepared->currency = fact->currency.code[0] ? fact->currency : nobody_said;
    }
    for (int i = 0; i < UTM_COUNT && prepared->tally.known; i++) {
        if (fact->utm[i] && !(prepared->utm[i] = dims_text(change->dims, fact->utm[i], err))) {
            return false;
        }
    }
    prepared->type = dims_text(change->dims, fact->type ? fact->type : "order", err);
    return prepared->type != 0;
}

/* Where it counts: the dim of its message or its campaign, with what the fact itself knows. */
static uint32_t dim_of(struct change *change, const struct prepared *prepared,
                       const struct attribution *choice, uint32_t of_message, counter_mask known,
                       struct err *err)
{
    static const enum attr attrs[UTM_COUNT] = {ATTR_UTM_SOURCE, ATTR_UTM_MEDIUM, ATTR_UTM_CAMPAIGN,
                                               ATTR_UTM_CONTENT};
    struct dim_row row;
    memset(&row, 0, sizeof row);
    if (of_message) {
        const struct dim_row *kept = dims_row(change->dims, of_message, err);
        if (!kept) {
            return 0;
        }
        row = *kept;
    }
    dims_move(&row, choice->campaign);
    row.source = SOURCE_FACTS;
    row.rank = TOUCH_DIM_COUNTS;
    row.known = known;
    row.currency = prepared->currency;
    /* Contents are as many as there are links; only a campaign's own are worth a dim. */
    for (int i = 0; i < UTM_COUNT; i++) {
        if (!row.label[attrs[i]] && (i != UTM_CONTENT || choice->by == TOUCH_UTM)) {
            row.label[attrs[i]] = prepared->utm[i];
        }
    }
    if (prepared->kind == TOUCH_KIND_ORDER) {
        row.label[ATTR_CONVERSION_TYPE] = prepared->type;
    }
    return dims_id(change->dims, &row, err);
}

static bool put_chosen(struct change *change, const struct prepared *prepared,
                       const struct attribution *choice, uint32_t dim, int32_t day,
                       counter_mask known, struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db,
        "INSERT INTO temp.touch_chosen VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, prepared->kind);
    db_bind_int(put, 2, prepared->id);
    db_bind_int(put, 3, choice->by);
    db_bind_int_or(put, 4, (int64_t)choice->message, 0);
    db_bind_int(put, 5, choice->campaign);
    db_bind_int_or(put, 6, dim, 0);
    db_bind_int(put, 7, day);
    db_bind_int(put, 8, known);
    db_bind_int(put, 9, ones_of(&prepared->tally));
    db_bind_int(put, 10, prepared->tally.value[COUNTER_REVENUE]);
    return db_run(change->db, put, err);
}

/* Keep a choice. place: of its message; NULL when only the campaign is known. */
static bool keep(struct change *change, const struct prepared *prepared,
                 const struct attribution *choice, const struct candidate *place, struct err *err)
{
    counter_mask known = prepared->tally.known;
    uint32_t dim = 0;
    if (choice->by == TOUCH_NONE || (prepared->kind == TOUCH_KIND_ORDER && !known)) {
        return true; /* belongs to nothing; so does a cancelled order */
    }
    if (prepared->kind == TOUCH_KIND_CLICK && !place) {
        known = COUNTER_BIT(COUNTER_CLICKS); /* whose it is nobody knows */
    }
    if (known && !(dim = dim_of(change, prepared, choice, place ? place->dim : 0, known, err))) {
        return false;
    }
    return put_chosen(change, prepared, choice, dim, place ? place->day : choice->day, known, err);
}

/* Choose among the candidates at hand. */
static bool choose(struct matching *matching, const struct prepared *prepared, struct err *err)
{
    struct attribution choice =
        attribution_choose(&prepared->named, matching->messages.data, matching->messages.count,
                           prepared->link.at, matching->change->window);
    const struct candidate *place = NULL;
    for (size_t i = 0; choice.message && i < matching->messages.count; i++) {
        if (VEC_AT(&matching->messages, struct touched_message, i)->touch.message ==
            choice.message) {
            place = VEC_AT(&matching->places, struct candidate, i);
            break;
        }
    }
    return keep(matching->change, prepared, &choice, place, err);
}

/* --- a first look --------------------------------------------------------------------------------
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

/* Keep the message a fact names, if it is there and can be what was answered: without a time on
 * either side nothing speaks against it. *kept false: go on looking. */
static bool by_message(struct matching *matching, const struct prepared *prepared, bool *kept,
                       struct err *err)
{
    const struct link *link = &prepared->link;
    struct touched_message message;
    struct candidate place;
    uint64_t recipient;
    bool there = false;
    *kept = false;
    if (!link->message) {
        return true;
    }
    if (!touch_message(matching, link->message, &message, &recipient, &place, &there, err)) {
        return false;
    }
    bool timeless = there && (message.touch.at == TIME_SOME || link->at == TIME_NONE);
    if (!timeless &&
        !(there && attribution_inside(message.touch.at, link->at, matching->change->window))) {
        return true;
    }
    struct attribution choice = {TOUCH_MESSAGE, link->message, message.campaign, DAY_NONE};
    *kept = true;
    return keep(matching->change, prepared, &choice, &place, err);
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

static bool add_old_message(struct matching *matching, uint64_t key, struct err *err)
{
    struct touched_message message;
    struct candidate place;
    uint64_t recipient;
    bool there;
    if (!key) {
        return true;
    }
    return touch_message(matching, key, &message, &recipient, &place, &there, err) &&
           (!there || exclude_has_campaign(matching->change, message.campaign) ||
            touch_add_candidate(matching, &message, &place, err));
}

/* Leave a fact for when all messages to its person are at hand. */
static bool put_whole(struct matching *matching, const struct prepared *prepared, struct err *err)
{
    struct change *change = matching->change;
    const struct link *link = &prepared->link;
    sqlite3_stmt *put = db_statement(change->db,
                                     "INSERT INTO temp.touch_whole VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
                                     " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
                                     err);
    if (!put) {
        return false;
    }
    if (!matching->any_whole || link->at - change->window < matching->first) {
        matching->first = link->at - change->window;
    }
    if (!matching->any_whole || link->at > matching->last) {
        matching->last = link->at;
    }
    matching->any_whole = true;
    db_bind_int(put, 1, (int64_t)link->recipient);
    db_bind_int(put, 2, prepared->kind);
    db_bind_int(put, 3, prepared->id);
    db_bind_int(put, 4, link->at);
    db_bind_int(put, 5, prepared->named.by);
    db_bind_int(put, 6, prepared->named.campaign);
    db_bind_int(put, 7, prepared->named.day);
    db_bind_int(put, 8, prepared->tally.known);
    db_bind_int(put, 9, ones_of(&prepared->tally));
    db_bind_int(put, 10, prepared->tally.value[COUNTER_REVENUE]);
    db_bind_currency(put, 11, prepared->currency);
    for (int i = 0; i < UTM_COUNT; i++) {
        db_bind_int(put, 12 + i, prepared->utm[i]);
    }
    db_bind_int(put, 16, prepared->type);
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

/* Choose for a fact with what is at hand; else leave it for a second look. */
static bool first_look(struct matching *matching, enum touch_kind kind, int64_t id, bool whole,
                       struct err *err)
{
    struct change *change = matching->change;
    struct prepared prepared = {.kind = kind, .id = id};
    struct order fact;
    struct matched old;
    bool there, kept;
    if (!touch_load(change, kind, id, &fact, &there, err)) {
        return false;
    }
    if (!there || exclude_has_recipient(change, fact.link.recipient)) {
        return true; /* what an excluded person did belongs to nothing */
    }
    if (!prepare(change, &fact, &prepared, err) || !by_message(matching, &prepared, &kept, err)) {
        return false;
    }
    if (kept) {
        return true;
    }
    if (!find_named(matching, &fact.link, &prepared.named, err)) {
        return false;
    }
    vec_clear(&matching->messages);
    vec_clear(&matching->places);
    if (fact.link.recipient && fact.link.at != TIME_NONE) {
        if (!whole && !load_matched(change, kind, id, &old, err)) {
            return false;
        }
        if (whole || !is_enough(&old, &prepared.named)) {
            return put_whole(matching, &prepared, err);
        }
        if (!touch_load_candidates(matching, fact.link.recipient, err) ||
            !add_old_message(matching, old.message, err)) {
            return false;
        }
    }
    return choose(matching, &prepared, err);
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

/* --- a second look, at all messages to the person
 * --------------------------------------------------- */

static void read_whole(sqlite3_stmt *row, struct prepared *prepared)
{
    memset(prepared, 0, sizeof *prepared);
    prepared->link.recipient = (uint64_t)db_column_int(row, 0);
    prepared->kind = (enum touch_kind)db_column_int(row, 1);
    prepared->id = db_column_int(row, 2);
    prepared->link.at = db_column_int(row, 3);
    prepared->named =
        (struct named_campaign){(enum touch_by)db_column_int(row, 4), db_column_int(row, 5),
                                (int32_t)db_column_int(row, 6)};
    prepared->tally.known = (counter_mask)db_column_int(row, 7);
    set_ones(&prepared->tally, (counter_mask)db_column_int(row, 8));
    prepared->tally.value[COUNTER_REVENUE] = db_column_int(row, 9);
    prepared->currency = db_column_currency(row, 10);
    for (int i = 0; i < UTM_COUNT; i++) {
        prepared->utm[i] = (uint32_t)db_column_int(row, 11 + i);
    }
    prepared->type = (uint32_t)db_column_int(row, 15);
}

static bool second_looks(struct matching *matching, struct err *err)
{
    struct change *change = matching->change;
    if (!matching->any_whole) {
        return true;
    }
    sqlite3_stmt *list =
        touch_pass(matching, err)
            ? db_statement(change->db, "SELECT * FROM temp.touch_whole ORDER BY recipient", err)
            : NULL;
    if (!list) {
        return false;
    }
    uint64_t last = 0;
    enum db_step step;
    while ((step = db_step(change->db, list, err)) == DB_ROW) {
        struct prepared prepared;
        read_whole(list, &prepared);
        bool same = prepared.link.recipient == last;
        last = prepared.link.recipient;
        if (change_cancelled(change, err) ||
            (!same && !touch_load_candidates(matching, last, err)) ||
            !choose(matching, &prepared, err)) {
            db_reset(list);
            return false;
        }
    }
    return step == DB_DONE;
}

/* --- all of it -----------------------------------------------------------------------------------
 */

/* Facts that a name joins, or could join, to a campaign that changed. */
static bool note_names(struct matching *matching, struct err *err)
{
    static const char any_code[] =
        "SELECT EXISTS (SELECT 1 FROM orders WHERE coupon_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM orders WHERE campaign_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM orders WHERE utm_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM clicks WHERE campaign_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM clicks WHERE utm_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM feedback WHERE campaign_code IS NOT NULL) OR"
        " EXISTS (SELECT 1 FROM touch_match WHERE touched_by BETWEEN 2 AND 4)";
    int64_t coded;
    if (!totals_touch_campaigns(matching->change, err) ||
        !db_integer(matching->change->db, any_code, 0, &coded, err)) {
        return false;
    }
    if (!coded) {
        return true;
    }
    matching->names = touch_names_new(matching->change, err);
    return matching->names && touch_names_note(matching->names, err);
}

bool touch_match(struct change *change, struct err *err)
{
    struct matching matching = {.change = change,
                                .messages = VEC_INIT(struct touched_message),
                                .places = VEC_INIT(struct candidate)};
    message_rows_init(&matching.rows);
    bool ok =
        db_exec(change->db, temporary, err) && db_exec(change->db, clear, err) &&
        touch_probes(&matching, err) && note_names(&matching, err) && first_looks(&matching, err) &&
        second_looks(&matching, err) && touch_book(change, err) &&
        db_exec(change->db, clear, err) &&
        db_exec(change->db, "DELETE FROM temp.touch_todo; DELETE FROM temp.touch_probe;", err);
    touch_names_free(matching.names);
    message_rows_free(&matching.rows);
    vec_free(&matching.messages);
    vec_free(&matching.places);
    return ok;
}

bool touches_settle(struct change *change, struct err *err)
{
    return (!change->touches ||
            (touch_match(change, err) && deltas_flush(change, err) && touch_cover(change, err))) &&
           touch_costs(change, err);
}
