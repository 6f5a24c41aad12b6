/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/message_row.h"

#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"

void message_rows_init(struct message_rows *rows)
{
    memset(rows, 0, sizeof *rows);
    rows->more = (struct vec)VEC_INIT(struct stated);
}

void message_rows_free(struct message_rows *rows)
{
    vec_free(&rows->more);
}

void message_row_read(sqlite3_stmt *statement, int column, struct message *message)
{
    message->dim = (uint32_t)db_column_int(statement, column);
    message->recipient = (uint64_t)db_column_int(statement, column + 1);
    for (int status = 0; status < MESSAGE_STATUS_COUNT; status++) {
        message->at[status] = db_column_int_or(statement, column + 2 + status, TIME_NONE);
    }
    column += 2 + MESSAGE_STATUS_COUNT;
    message->code = (int32_t)db_column_int(statement, column);
    message->cost = db_column_int_or(statement, column + 1, MESSAGE_MONEY_NONE);
    message->revenue = db_column_int_or(statement, column + 2, MESSAGE_MONEY_NONE);
    message->cost_currency = db_column_currency(statement, column + 3);
}

static void bind_message(sqlite3_stmt *statement, int index, const struct message *message)
{
    db_bind_int(statement, index, message->dim);
    db_bind_int_or(statement, index + 1, (int64_t)message->recipient, 0);
    for (int status = 0; status < MESSAGE_STATUS_COUNT; status++) {
        db_bind_int_or(statement, index + 2 + status, message->at[status], TIME_NONE);
    }
    index += 2 + MESSAGE_STATUS_COUNT;
    db_bind_int_or(statement, index, message->code, 0);
    db_bind_int_or(statement, index + 1, message->cost, MESSAGE_MONEY_NONE);
    db_bind_int_or(statement, index + 2, message->revenue, MESSAGE_MONEY_NONE);
    db_bind_text(statement, index + 3,
                 message->cost_currency.code[0] ? message->cost_currency.code : NULL);
}

static const char select_message[] =
    "SELECT import, more, " MESSAGE_COLUMNS " FROM message WHERE key = ?1";
static const char select_more[] =
    "SELECT import, " MESSAGE_COLUMNS " FROM message_more WHERE key = ?1 ORDER BY import";
static const char select_acts[] =
    "SELECT act, min(at) FROM person_event WHERE message = ?1 GROUP BY act";

static bool load_more(struct change *change, struct message_rows *rows, struct err *err)
{
    sqlite3_stmt *more = db_statement(change->db, select_more, err);
    if (!more) {
        return false;
    }
    db_bind_int(more, 1, (int64_t)rows->key);
    enum db_step step;
    while ((step = db_step(change->db, more, err)) == DB_ROW) {
        struct stated *row = vec_push(&rows->more);
        if (!row) {
            db_reset(more);
            return err_memory(err);
        }
        row->import = db_column_int(more, 0);
        row->message.key = rows->key;
        message_row_read(more, 1, &row->message);
    }
    return step == DB_DONE;
}

static bool load_acts(struct change *change, struct message_rows *rows, struct err *err)
{
    sqlite3_stmt *acts = db_statement(change->db, select_acts, err);
    if (!acts) {
        return false;
    }
    db_bind_int(acts, 1, (int64_t)rows->key);
    enum db_step step;
    while ((step = db_step(change->db, acts, err)) == DB_ROW) {
        int64_t act = db_column_int(acts, 0);
        if (act >= 0 && act <= PERSON_REPLY) {
            rows->acts[act] = db_column_int(acts, 1);
        }
    }
    return step == DB_DONE;
}

static void clear_rows(struct message_rows *rows, uint64_t key)
{
    vec_clear(&rows->more);
    rows->key = key;
    rows->exists = false;
    rows->flags = 0;
    for (int act = 0; act <= PERSON_REPLY; act++) {
        rows->acts[act] = TIME_NONE;
    }
}

bool message_rows_load(struct change *change, uint64_t key, struct message_rows *rows,
                       struct err *err)
{
    clear_rows(rows, key);
    sqlite3_stmt *find = db_statement(change->db, select_message, err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, (int64_t)key);
    enum db_step step = db_step(change->db, find, err);
    if (step != DB_ROW) {
        return step == DB_DONE;
    }
    rows->exists = true;
    rows->first.import = db_column_int(find, 0);
    rows->flags = (int)db_column_int(find, 1);
    rows->first.message.key = key;
    message_row_read(find, 2, &rows->first.message);
    db_reset(find);
    return (!(rows->flags & MESSAGE_HAS_MORE) || load_more(change, rows, err)) &&
           (!(rows->flags & MESSAGE_HAS_PERSON) || load_acts(change, rows, err));
}

static const char insert_message[] =
    "INSERT INTO message (key, import, more, " MESSAGE_COLUMNS ") VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
static const char insert_new[] =
    "INSERT INTO message (key, import, more, " MESSAGE_COLUMNS ") VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
    " ON CONFLICT (key) DO NOTHING";
static const char update_message[] =
    "REPLACE INTO message (key, import, more, " MESSAGE_COLUMNS ") VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
static const char update_flags[] = "UPDATE message SET more = ?2 WHERE key = ?1";
static const char put_more[] =
    "REPLACE INTO message_more (key, import, " MESSAGE_COLUMNS ") VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
static const char drop_more[] = "DELETE FROM message_more WHERE key = ?1 AND import = ?2";

static bool write_message(struct change *change, const char *sql, const struct stated *row,
                          int flags, struct err *err)
{
    sqlite3_stmt *statement = db_statement(change->db, sql, err);
    if (!statement) {
        return false;
    }
    db_bind_int(statement, 1, (int64_t)row->message.key);
    db_bind_int(statement, 2, row->import);
    db_bind_int(statement, 3, flags);
    bind_message(statement, 4, &row->message);
    return db_run(change->db, statement, err);
}

bool message_row_insert(struct change *change, const struct stated *row, int flags, struct err *err)
{
    return write_message(change, insert_message, row, flags, err);
}

bool message_row_insert_new(struct change *change, struct message_rows *rows,
                            const struct stated *row, bool *inserted, struct err *err)
{
    if (!write_message(change, insert_new, row, 0, err)) {
        return false;
    }
    *inserted = sqlite3_changes(db_handle(change->db)) > 0;
    if (*inserted) {
        clear_rows(rows, row->message.key);
        rows->exists = true;
        rows->first = *row;
    }
    return true;
}

bool message_row_update(struct change *change, const struct stated *row, int flags, struct err *err)
{
    return write_message(change, update_message, row, flags, err);
}

bool message_row_flags(struct change *change, uint64_t key, int flags, struct err *err)
{
    sqlite3_stmt *statement = db_statement(change->db, update_flags, err);
    if (!statement) {
        return false;
    }
    db_bind_int(statement, 1, (int64_t)key);
    db_bind_int(statement, 2, flags);
    return db_run(change->db, statement, err);
}

bool message_more_put(struct change *change, const struct stated *row, struct err *err)
{
    sqlite3_stmt *statement = db_statement(change->db, put_more, err);
    if (!statement) {
        return false;
    }
    db_bind_int(statement, 1, (int64_t)row->message.key);
    db_bind_int(statement, 2, row->import);
    bind_message(statement, 3, &row->message);
    return db_run(change->db, statement, err);
}

bool message_more_drop(struct change *change, uint64_t key, int64_t import, struct err *err)
{
    sqlite3_stmt *statement = db_statement(change->db, drop_more, err);
    if (!statement) {
        return false;
    }
    db_bind_int(statement, 1, (int64_t)key);
    db_bind_int(statement, 2, import);
    return db_run(change->db, statement, err);
}

bool message_money(struct change *change, const struct message *message, struct money *money,
                   struct err *err)
{
    const struct dim_row *row = dims_row(change->dims, message->dim, err);
    if (!row) {
        return false;
    }
    money->stated = row->currency;
    money->revenue = (struct amount){message->revenue, row->currency};
    money->cost = (struct amount){
        message->cost, message->cost_currency.code[0] ? message->cost_currency : row->currency};
    return true;
}

static void higher_amount(struct amount *best, const struct amount *other)
{
    if (other->micros == MESSAGE_MONEY_NONE) {
        return;
    }
    if (best->micros == MESSAGE_MONEY_NONE || other->micros > best->micros ||
        (other->micros == best->micros && strcmp(other->currency.code, best->currency.code) < 0)) {
        *best = *other;
    }
}

void money_merge(struct money *a, const struct money *b)
{
    higher_amount(&a->cost, &b->cost);
    higher_amount(&a->revenue, &b->revenue);
    if (!a->stated.code[0] || (b->stated.code[0] && strcmp(b->stated.code, a->stated.code) < 0)) {
        a->stated = b->stated;
    }
}

struct currency money_currency(const struct money *money)
{
    if (money->revenue.micros != MESSAGE_MONEY_NONE) {
        return money->revenue.currency;
    }
    return money->cost.micros != MESSAGE_MONEY_NONE ? money->cost.currency : money->stated;
}

void money_apply(const struct money *money, struct message *message)
{
    message->cost = money->cost.micros;
    message->revenue = money->revenue.micros;
    bool apart = money->cost.micros != MESSAGE_MONEY_NONE &&
                 !currency_equal(money->cost.currency, money_currency(money));
    message->cost_currency = apart ? money->cost.currency : (struct currency){""};
}

static bool add_effect(struct change *change, struct effects *effects, const struct dim_row *row,
                       const struct message *message, struct err *err)
{
    struct effect *effect = &effects->item[effects->count++];
    effect->dim = dims_id(change->dims, row, err);
    if (!effect->dim) {
        return false;
    }
    effect->day = zone_day(change->store->zone, effects->moment);
    message_tally(message, row->known, &effect->tally);
    return true;
}

/* All rows as one message. */
static bool merge_rows(struct change *change, const struct message_rows *rows,
                       struct message *message, struct money *money, struct err *err)
{
    *message = rows->first.message;
    if (!message_money(change, message, money, err)) {
        return false;
    }
    for (size_t i = 0; i < rows->more.count; i++) {
        const struct message *one = &VEC_AT(&rows->more, struct stated, i)->message;
        struct money other;
        if (!message_money(change, one, &other, err)) {
            return false;
        }
        message_merge(message, one);
        money_merge(money, &other);
    }
    return true;
}

static void merge_acts(const struct message_rows *rows, counter_mask known, struct message *message)
{
    struct message acts;
    message_init(&acts, message->key);
    if (known & COUNTER_BIT(COUNTER_OPTOUTS)) {
        acts.at[MESSAGE_OPTED_OUT] = rows->acts[PERSON_STOP];
    }
    if (known & COUNTER_BIT(COUNTER_REPLIERS)) {
        acts.at[MESSAGE_REPLIED] = rows->acts[PERSON_REPLY];
    }
    message_merge(message, &acts);
}

/* The common case: one row, one currency, nothing else to look up. */
static bool plain_effects(struct change *change, const struct message_rows *rows,
                          struct effects *effects, struct err *err)
{
    const struct message *message = &rows->first.message;
    const struct dim_row *row = dims_row(change->dims, message->dim, err);
    if (!row) {
        return false;
    }
    effects->recipient = message->recipient;
    effects->moment = message_moment(message);
    effects->known = row->known;
    effects->count = 1;
    effects->item[0].dim = dims_counted(change->dims, message->dim, err);
    effects->item[0].day = zone_day(change->store->zone, effects->moment);
    message_tally(message, row->known, &effects->item[0].tally);
    return effects->item[0].dim &&
           assign_dim(change, &effects->item[0].dim, effects->item[0].day, err) &&
           exclude_dim(change, effects->recipient, &effects->item[0].dim, err);
}

/* The dim that all rows describe together, in the currency of their money. More than 64 imports of
 * one message: what the 64 oldest say of its attributes stands. */
static bool combine_rows(struct change *change, const struct message_rows *rows,
                         const struct money *money, struct dim_row *row, struct err *err)
{
    uint32_t dims[64];
    size_t count = 0;
    dims[count++] = rows->first.message.dim;
    for (size_t i = 0; i < rows->more.count && count < ARRAY_COUNT(dims); i++) {
        dims[count++] = VEC_AT(&rows->more, struct stated, i)->message.dim;
    }
    if (!dims_combine(change->dims, dims, count, row, err)) {
        return false;
    }
    dims_move(row, row->campaign);
    row->currency = money_currency(money);
    return true;
}

bool message_effects(struct change *change, const struct message_rows *rows,
                     struct effects *effects, struct err *err)
{
    memset(effects, 0, sizeof *effects);
    if (!rows->exists) {
        return true;
    }
    if (!(rows->flags & (MESSAGE_HAS_MORE | MESSAGE_HAS_PERSON)) &&
        !rows->first.message.cost_currency.code[0]) {
        return plain_effects(change, rows, effects, err);
    }
    struct message message;
    struct money money;
    struct dim_row row;
    if (!merge_rows(change, rows, &message, &money, err) ||
        !combine_rows(change, rows, &money, &row, err)) {
        return false;
    }
    /* A person's act comes after the message by definition and is no statement about when it was
     * sent: the day must not depend on it. */
    effects->moment = message_moment(&message);
    effects->recipient = message.recipient;
    effects->known = row.known;
    if (!assign_row(change, &row, zone_day(change->store->zone, effects->moment), err)) {
        return false;
    }
    exclude_row(change, effects->recipient, &row);
    merge_acts(rows, row.known, &message);
    money_apply(&money, &message);
    if (!message.cost_currency.code[0]) {
        return add_effect(change, effects, &row, &message, err);
    }
    /* Money in a second currency hangs on a dim of its own. */
    struct dim_row side = row;
    struct message rest = message;
    row.known &= ~COUNTER_BIT(COUNTER_COST_MESSAGE);
    rest.cost = MESSAGE_MONEY_NONE;
    side.known = COUNTER_BIT(COUNTER_COST_MESSAGE);
    side.currency = message.cost_currency;
    return add_effect(change, effects, &row, &rest, err) &&
           add_effect(change, effects, &side, &message, err);
}

static bool same_effects(const struct effects *a, const struct effects *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (a->item[i].dim != b->item[i].dim || a->item[i].day != b->item[i].day ||
            memcmp(&a->item[i].tally, &b->item[i].tally, sizeof a->item[i].tally) != 0) {
            return false;
        }
    }
    return true;
}

bool effects_apply(struct change *change, const struct effects *before, const struct effects *after,
                   bool *changed, struct err *err)
{
    *changed = !same_effects(before, after);
    if (!*changed) {
        return true;
    }
    for (size_t i = 0; i < before->count; i++) {
        const struct effect *effect = &before->item[i];
        if (!deltas_add(change, effect->dim, effect->day, &effect->tally, -1, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < after->count; i++) {
        const struct effect *effect = &after->item[i];
        if (!deltas_add(change, effect->dim, effect->day, &effect->tally, 1, err)) {
            return false;
        }
    }
    return true;
}
