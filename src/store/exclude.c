/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/exclude.h"

#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "store/codec.h"
#include "store/query_private.h"

/* --- what a change knows of it ---------------------------------------------------------------- */

bool exclude_load(struct change *change, struct err *err)
{
    map64_clear(&change->no_recipients);
    map64_clear(&change->no_campaigns);
    sqlite3_stmt *rows = db_statement(change->db, "SELECT kind, id FROM excluded", err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        struct map64 *map = db_column_int(rows, 0) == EXCLUDE_CAMPAIGN ? &change->no_campaigns
                                                                       : &change->no_recipients;
        if (!map64_put(map, (uint64_t)db_column_int(rows, 1), NULL)) {
            db_reset(rows);
            return err_memory(err);
        }
    }
    return step == DB_DONE;
}

bool exclude_has_campaign(const struct change *change, int64_t campaign)
{
    return change->no_campaigns.count > 0 &&
           map64_get(&change->no_campaigns, (uint64_t)campaign) != NULL;
}

bool exclude_has_recipient(const struct change *change, uint64_t recipient)
{
    return recipient && change->no_recipients.count > 0 &&
           map64_get(&change->no_recipients, recipient) != NULL;
}

void exclude_row(const struct change *change, uint64_t recipient, struct dim_row *row)
{
    if (exclude_has_recipient(change, recipient)) {
        dims_move(row, CAMPAIGN_EXCLUDED);
        memset(row->label, 0, sizeof row->label);
    }
}

bool exclude_dim(struct change *change, uint64_t recipient, uint32_t *dim, struct err *err)
{
    if (!exclude_has_recipient(change, recipient)) {
        return true;
    }
    const struct dim_row *kept = dims_row(change->dims, *dim, err);
    if (!kept) {
        return false;
    }
    struct dim_row row = *kept;
    exclude_row(change, recipient, &row);
    *dim = dims_id(change->dims, &row, err);
    return *dim != 0;
}

_Static_assert(CAMPAIGN_EXCLUDED == 2199023255552, "as the statements and the schema have it");

bool exclude_derive_all(struct change *change, struct err *err)
{
    return db_exec(change->db,
                   "DELETE FROM excluded;"
                   /* The latest about any of the campaigns that are one. */
                   "INSERT INTO excluded SELECT kind, counted, run FROM (SELECT e.kind,"
                   " coalesce(m.target, e.id) AS counted, max(e.import) AS run, e.away"
                   " FROM exclusion e LEFT JOIN merged m ON e.kind = 1 AND m.campaign = e.id"
                   " GROUP BY e.kind, counted) WHERE away = 0;"
                   "INSERT INTO excluded SELECT 1, 2199023255552, 0"
                   " WHERE EXISTS (SELECT 1 FROM excluded WHERE kind = 2);",
                   err) &&
           exclude_load(change, err);
}

bool exclude_remove(struct change *change, int64_t import, bool *was_one, struct err *err)
{
    return change_drop(change, "DELETE FROM exclusion WHERE import = ?1", import, was_one, err);
}

/* --- deciding --------------------------------------------------------------------------------- */

static bool stands(struct change *change, enum exclude_kind kind, int64_t id, bool *is,
                   struct err *err)
{
    sqlite3_stmt *find =
        db_statement(change->db, "SELECT 1 FROM excluded WHERE kind = ?1 AND id = ?2", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, kind);
    db_bind_int(find, 2, id);
    enum db_step step = db_step(change->db, find, err);
    *is = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

bool exclude_put(struct change *change, int64_t run, enum exclude_kind kind, int64_t id, bool away,
                 int64_t *changed, struct err *err)
{
    bool is;
    if (!stands(change, kind, id, &is, err)) {
        return false;
    }
    if (is != away) {
        return true;
    }
    sqlite3_stmt *put = db_statement(
        change->db,
        "INSERT OR IGNORE INTO exclusion (import, kind, id, away) VALUES (?1, ?2, ?3, ?4)", err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, run);
    db_bind_int(put, 2, kind);
    db_bind_int(put, 3, id);
    db_bind_int(put, 4, away);
    if (!db_run(change->db, put, err)) {
        return false;
    }
    *changed += sqlite3_changes(db_handle(change->db)); /* a list may name somebody twice */
    return true;
}

bool store_exclude(struct store *store, enum exclude_kind kind, const int64_t *ids, size_t count,
                   bool away, const char *words, struct exclude_result *result,
                   struct cancel *cancel, struct err *err)
{
    struct change change;
    struct exclude_result made = {0};
    *result = made;
    for (size_t i = 0; kind == EXCLUDE_CAMPAIGN && i < count; i++) {
        if (ids[i] == 0) {
            return err_set(err, ERR_REFUSED, _("%s is no campaign"), CAMPAIGN_UNATTRIBUTED);
        }
    }
    if (!change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    bool ok = exclude_facts(store, &made.before, err) &&
              ledger_add_decision(&change, EXCLUDE_FORMAT, words, &made.run, err);
    for (size_t i = 0; ok && i < count; i++) {
        ok = exclude_put(&change, made.run, kind, ids[i], away, &made.changed, err);
    }
    if (!ok || made.changed == 0) {
        change_abort(&change); /* nothing is others than before: no row of the ledger either */
        return ok;
    }
    if (!rebuild_within(&change, err) ||
        !ledger_note_changed(&change, made.run, made.changed, err) ||
        !exclude_facts(store, &made.after, err)) {
        change_abort(&change);
        return false;
    }
    *result = made;
    return change_commit(&change, err);
}

/* --- what stands ------------------------------------------------------------------------------ */

static bool read_sent(struct store *store, sqlite3_stmt *row, int column, int64_t *sent,
                      struct err *err)
{
    struct total total;
    *sent = -1;
    if (sqlite3_column_type(row, column) == SQLITE_NULL) {
        return true;
    }
    if (!codec_read_total(sqlite3_column_blob(row, column),
                          (size_t)sqlite3_column_bytes(row, column), &total)) {
        err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"),
                store->path);
        return err_todo(err, _("campane store rebuild makes them again"));
    }
    int64_t known;
    *sent = total_get(&total, COUNTER_SENT, &known) ? known : -1;
    return true;
}

static bool sum_messages(struct store *store, struct exclude_facts *facts, struct err *err)
{
    sqlite3_stmt *rows = db_statement(store->db, "SELECT data FROM excluded_total", err);
    enum db_step step = DB_DONE;
    bool ok = rows != NULL;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        int64_t sent;
        ok = read_sent(store, rows, 0, &sent, err);
        facts->messages = counter_sum(facts->messages, ok && sent > 0 ? sent : 0);
    }
    if (rows) {
        db_reset(rows);
    }
    return ok && step == DB_DONE;
}

bool exclude_facts(struct store *store, struct exclude_facts *facts, struct err *err)
{
    struct exclude_facts found = {0};
    bool begun;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = db_integer(store->db,
                         "SELECT count(*) FROM excluded WHERE kind = 1 AND id <> 2199023255552", 0,
                         &found.campaigns, err) &&
              db_integer(store->db, "SELECT count(*) FROM excluded WHERE kind = 2", 0,
                         &found.recipients, err) &&
              sum_messages(store, &found, err);
    if (ok && found.recipients > 0) {
        ok = db_integer(store->db,
                        "SELECT count(*) FROM campaign_total t WHERE t.campaign <> 0 AND EXISTS"
                        " (SELECT 1 FROM dim d WHERE d.campaign = t.campaign"
                        " AND d.source NOT IN (0, 1, 5)) AND NOT EXISTS (SELECT 1 FROM dim d"
                        " WHERE d.campaign = t.campaign AND d.source IN (0, 1))",
                        0, &found.sums_only, err);
    }
    query_end(store->db, begun);
    *facts = found;
    return ok;
}

bool exclude_is(struct store *store, int64_t campaign, bool *is, struct err *err)
{
    sqlite3_stmt *find =
        db_statement(store->db, "SELECT 1 FROM excluded WHERE kind = 1 AND id = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, campaign);
    enum db_step step = db_step(store->db, find, err);
    *is = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

static bool read_row(struct store *store, struct arena *arena, sqlite3_stmt *rows,
                     struct exclude_row *row, struct err *err)
{
    row->run = db_column_int(rows, 0);
    row->since = db_column_int(rows, 1);
    row->number = db_column_int(rows, 2);
    row->recipients = db_column_int(rows, 4);
    const char *name = db_column_text(rows, 3);
    char id[9];
    row->name = NULL;
    if (row->recipients == 0) {
        campaign_id_format(row->number, id);
        row->name = arena_strdup(arena, name ? name : id);
    }
    return (row->recipients > 0 || row->name || err_memory(err)) &&
           read_sent(store, rows, 5, &row->messages, err);
}

bool exclude_list(struct store *store, struct arena *arena, struct exclude_row **rows,
                  size_t *count, struct err *err)
{
    sqlite3_stmt *all = db_statement(
        store->db,
        "SELECT * FROM (SELECT x.import AS run, r.imported_at, x.id, " SHOWN_NAME
        " AS shown, 0 AS people, t.data FROM excluded x"
        " JOIN import_run r ON r.id = x.import LEFT JOIN campaign c ON c.id = x.id" SHOWN_JOIN
        " LEFT JOIN excluded_total t ON t.campaign = x.id WHERE x.kind = 1"
        " UNION ALL SELECT x.import, r.imported_at, 0, NULL, count(*), NULL FROM excluded x"
        " JOIN import_run r ON r.id = x.import WHERE x.kind = 2 GROUP BY x.import"
        ") ORDER BY people > 0, shown, run",
        err);
    struct vec found = VEC_INIT(struct exclude_row);
    enum db_step step = DB_DONE;
    bool ok = all != NULL;
    while (ok && (step = db_step(store->db, all, err)) == DB_ROW) {
        struct exclude_row *row = vec_push(&found);
        ok = row ? read_row(store, arena, all, row, err) : err_memory(err);
    }
    if (all) {
        db_reset(all);
    }
    ok = ok && step == DB_DONE;
    *count = found.count;
    *rows = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    return ok && (*rows || err_memory(err));
}
