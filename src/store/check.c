/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "store/codec.h"
#include "store/maintain.h"
#include "store/message_row.h"

/* --- the digest: a sum of row digests, so that the order of rows does not matter
 * ------------------ */

struct sum {
    uint64_t low, high;
};

static void sum_add(struct sum *sum, const struct digest *digest)
{
    unsigned char bytes[32];
    uint64_t words[2];
    digest_peek(digest, bytes);
    memcpy(words, bytes, sizeof words);
    sum->low += words[0];
    sum->high += words[1];
}

static void add_text(struct digest *digest, const char *text)
{
    digest_add(digest, text ? text : "\x01", text ? strlen(text) + 1 : 1);
}

static void add_int(struct digest *digest, int64_t value)
{
    digest_add(digest, &value, sizeof value);
}

/* A dim by what it says, not by its id. */
static bool add_dim(struct change *change, struct digest *digest, uint32_t id, struct err *err)
{
    const struct dim_row *kept = dims_row(change->dims, id, err);
    if (!kept) {
        return false;
    }
    struct dim_row row = *kept;
    add_int(digest, row.campaign);
    add_int(digest, row.said);
    add_int(digest, row.source);
    add_int(digest, row.known);
    add_text(digest, row.currency.code);
    for (int attr = 0; attr < ATTR_COUNT; attr++) {
        const char *text = dims_label(change->dims, row.label[attr], err);
        if (!text) {
            return false;
        }
        add_text(digest, text);
    }
    return true;
}

static void add_columns(struct digest *digest, sqlite3_stmt *row, int first)
{
    for (int column = first; column < sqlite3_column_count(row); column++) {
        int type = sqlite3_column_type(row, column);
        add_int(digest, type);
        if (type == SQLITE_INTEGER) {
            add_int(digest, db_column_int(row, column));
        } else if (type != SQLITE_NULL) {
            const void *bytes = sqlite3_column_blob(row, column);
            add_int(digest, sqlite3_column_bytes(row, column));
            digest_add(digest, bytes, (size_t)sqlite3_column_bytes(row, column));
        }
    }
}

/* Add the rows of a query; its first column is a dim when dims is true. Rows that repeat the first
 * `key` columns of the row before are passed over. */
static bool sum_rows(struct change *change, const char *sql, bool dims, int key, struct sum *sum,
                     struct err *err)
{
    sqlite3_stmt *rows = db_statement(change->db, sql, err);
    if (!rows) {
        return false;
    }
    int64_t last[2] = {INT64_MIN, INT64_MIN};
    bool ok = true;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(change->db, rows, err)) == DB_ROW) {
        bool same = key > 0;
        for (int i = 0; i < key; i++) {
            same = same && db_column_int(rows, i) == last[i];
            last[i] = db_column_int(rows, i);
        }
        if (same) {
            continue;
        }
        struct digest digest;
        digest_begin(&digest);
        add_text(&digest, sql);
        ok = !change_cancelled(change, err) &&
             (!dims || add_dim(change, &digest, (uint32_t)db_column_int(rows, 0), err));
        add_columns(&digest, rows, dims ? 1 : 0);
        sum_add(sum, &digest);
    }
    db_reset(rows);
    return ok && step == DB_DONE;
}

/* Messages by what all their rows say together. */
static bool sum_messages(struct change *change, struct sum *sum, struct err *err)
{
    struct message_rows rows;
    message_rows_init(&rows);
    sqlite3_stmt *keys = db_statement(change->db, "SELECT key FROM message", err);
    bool ok = keys != NULL;
    enum db_step step = DB_DONE;
    while (ok && (step = db_step(change->db, keys, err)) == DB_ROW) {
        struct effects effects;
        struct digest digest;
        uint64_t key = (uint64_t)db_column_int(keys, 0);
        ok = !change_cancelled(change, err) && message_rows_load(change, key, &rows, err) &&
             message_effects(change, &rows, &effects, err);
        if (!ok) {
            break;
        }
        struct message merged = rows.first.message;
        for (size_t i = 0; i < rows.more.count; i++) {
            message_merge(&merged, &VEC_AT(&rows.more, struct stated, i)->message);
        }
        digest_begin(&digest);
        add_int(&digest, (int64_t)key);
        add_int(&digest, (int64_t)merged.recipient);
        digest_add(&digest, merged.at, sizeof merged.at);
        add_int(&digest, merged.code);
        for (size_t i = 0; ok && i < effects.count; i++) {
            ok = add_dim(change, &digest, effects.item[i].dim, err);
            add_int(&digest, effects.item[i].day);
            digest_add(&digest, &effects.item[i].tally, sizeof effects.item[i].tally);
        }
        sum_add(sum, &digest);
    }
    if (keys) {
        db_reset(keys);
    }
    message_rows_free(&rows);
    return ok && step == DB_DONE;
}

enum digest_part {
    PART_MESSAGES,
    PART_SERIES,
    PART_TOTALS,
    PART_CAMPAIGNS,
    PART_PULSE,
    PART_PEOPLE,
    PART_TOUCHES,
    PART_ORDERS,
    PART_FEEDBACK,
    PART_NOTICES,
    PART_EDITS,
    PART_EXCLUDED,
    PART_MERGED,
    PART_COUNT
};

static bool sum_part(struct change *change, enum digest_part part, struct sum *sum, struct err *err)
{
    memset(sum, 0, sizeof *sum);
    switch (part) {
    case PART_MESSAGES:
        return sum_messages(change, sum, err);
    case PART_SERIES:
        /* As readers see them: not what is merged into another dim. */
        return sum_rows(change,
                        "SELECT s.dim, s.block, s.data FROM series s JOIN dim d ON d.id = s.dim"
                        " WHERE d.campaign >= 0 ORDER BY s.dim, s.block, s.import",
                        true, 2, sum, err);
    case PART_TOTALS:
        return sum_rows(change, "SELECT dim, data FROM total", true, 0, sum, err);
    case PART_CAMPAIGNS:
        return sum_rows(change,
                        "SELECT c.name, t.channel, t.industry, t.kind, t.goal, t.start, t.finish,"
                        " t.last_send, t.ruling, t.data FROM campaign_total t"
                        " JOIN campaign c ON c.id = t.campaign",
                        false, 0, sum, err);
    case PART_EXCLUDED:
        return sum_rows(change,
                        "SELECT x.kind, x.id, t.channel, t.industry, t.kind, t.goal, t.start,"
                        " t.finish, t.last_send, t.ruling, t.data FROM excluded x"
                        " LEFT JOIN excluded_total t ON x.kind = 1 AND t.campaign = x.id",
                        false, 0, sum, err);
    case PART_PULSE:
        return sum_rows(change, "SELECT day, data FROM pulse", false, 0, sum, err);
    case PART_PEOPLE:
        return sum_rows(change, "SELECT DISTINCT id, at, act, message FROM person_event", false, 0,
                        sum, err);
    case PART_TOUCHES:
        return sum_rows(change,
                        "SELECT kind, id, touched_by, message, campaign, day, known, counts,"
                        " revenue FROM touch_match",
                        false, 0, sum, err);
    case PART_ORDERS:
        return sum_rows(change,
                        "SELECT id, min(at), min(message), min(recipient), max(amount),"
                        " max(refund), max(state), max(cod), max(returned), max(new_customer)"
                        " FROM orders GROUP BY id",
                        false, 0, sum, err);
    case PART_FEEDBACK:
        return sum_rows(change,
                        "SELECT id, min(at), max(rating), max(scale), min(kind), min(comment)"
                        " FROM feedback GROUP BY id",
                        false, 0, sum, err);
    case PART_NOTICES:
        return sum_rows(change,
                        "SELECT kind, subject, at, value, min(name), min(before)"
                        " FROM notice GROUP BY kind, subject, at, value",
                        false, 0, sum, err);
    case PART_EDITS:
        return sum_rows(change,
                        "SELECT campaign, name, alias, kind, goal, part_of, note, archived, tags"
                        " FROM campaign_edit",
                        false, 0, sum, err);
    case PART_MERGED:
        return sum_rows(change, "SELECT campaign, target, name FROM merged", false, 0, sum, err);
    case PART_COUNT:
        break;
    }
    return true;
}

/* A change that only reads: no lock is taken. */
static bool open_reading(struct change *change, struct store *store, struct err *err)
{
    memset(change, 0, sizeof *change);
    change->store = store;
    change->db = store->db;
    change->dims = dims_new(store->db, true, err);
    return change->dims && db_exec(store->db, "BEGIN", err) && dims_load_merged(change->dims, err);
}

bool store_digest(struct store *store, char text[33], struct err *err)
{
    struct change change;
    struct sum all = {0, 0}, part;
    bool ok = open_reading(&change, store, err);
    for (int i = 0; ok && i < PART_COUNT; i++) {
        ok = sum_part(&change, (enum digest_part)i, &part, err);
        all.low = all.low * 31 + part.low;
        all.high = all.high * 31 + part.high;
    }
    change_abort(&change);
    if (ok) {
        snprintf(text, 33, "%016llx%016llx", (unsigned long long)all.high,
                 (unsigned long long)all.low);
    }
    return ok;
}

/* --- the check
 * ------------------------------------------------------------------------------------ */

struct findings {
    struct arena *arena;
    struct vec problems; /* struct store_problem */
};

#define PROBLEMS_MAX 100

static bool found(struct findings *findings, const char *text, struct err *err)
{
    if (findings->problems.count >= PROBLEMS_MAX) {
        return true;
    }
    struct store_problem *problem = vec_push(&findings->problems);
    if (!problem || !(problem->text = arena_strdup(findings->arena, text))) {
        return err_memory(err);
    }
    return true;
}

static bool integrity(struct store *store, struct findings *findings, struct cancel *cancel,
                      struct err *err)
{
    sqlite3_stmt *check = db_statement(store->db, "PRAGMA integrity_check(100)", err);
    if (!check) {
        return false;
    }
    bool ok = true;
    enum db_step step = DB_DONE;
    db_watch(store->db, cancel);
    while (ok && (step = db_step(store->db, check, err)) == DB_ROW) {
        const char *text = db_column_text(check, 0);
        ok = !text || strcmp(text, "ok") == 0 || found(findings, text, err);
    }
    db_watch(store->db, NULL);
    db_reset(check);
    return ok && step == DB_DONE;
}

static const char *part_words(enum digest_part part)
{
    static const char *const words[PART_COUNT] = {
        N_("messages name other messages' opt-outs or replies than a rebuild would"),
        N_("the daily figures are not what the imports said"),
        N_("totals of dims are not the sum of their days"),
        N_("totals of campaigns are not the sum of their days"),
        N_("the figures of all campaigns are not the sum of the campaigns"),
        N_("opt-outs and replies are attributed to other messages than a rebuild would"),
        N_("orders, clicks or feedback belong to other campaigns than a rebuild would find"),
        N_("orders are not what the imports said"),
        N_("feedback is not what the imports said"),
        N_("notices of Meta are not what the imports said"),
        N_("names, kinds or tags are not what people corrected"),
        N_("what is excluded is not what people decided"),
        N_("campaigns are merged otherwise than people decided")};
    return words[part];
}

/* Compare what is derived with a rebuild that is thrown away. */
static bool compare_rebuild(struct store *store, struct findings *findings, struct cancel *cancel,
                            struct err *err)
{
    struct change change;
    struct sum before[PART_COUNT], after;
    if (!change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    bool ok = true;
    for (int part = 0; ok && part < PART_COUNT; part++) {
        ok = sum_part(&change, (enum digest_part)part, &before[part], err);
    }
    ok = ok && rebuild_within(&change, err);
    for (int part = 0; ok && part < PART_COUNT; part++) {
        ok = sum_part(&change, (enum digest_part)part, &after, err);
        if (ok && (before[part].low != after.low || before[part].high != after.high)) {
            ok = found(findings, _(part_words((enum digest_part)part)), err);
        }
    }
    change_abort(&change);
    return ok;
}

bool store_check(struct store *store, struct arena *arena, struct store_problem **problems,
                 size_t *count, struct cancel *cancel, struct err *err)
{
    struct findings findings = {arena, VEC_INIT(struct store_problem)};
    struct err why = ERR_INIT;
    bool ok = integrity(store, &findings, cancel, err);
    if (ok && findings.problems.count == 0 && !store->read_only &&
        !compare_rebuild(store, &findings, cancel, &why)) {
        /* Values that do not decode are a finding, not a failure to check. */
        ok = why.code == ERR_STORE_DAMAGED && found(&findings, why.text, err);
        if (!ok && err) {
            *err = why;
        }
    }
    size_t n = findings.problems.count;
    struct store_problem *all = ok ? vec_keep(&findings.problems, arena) : NULL;
    vec_free(&findings.problems);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *problems = all;
    *count = n;
    return true;
}
