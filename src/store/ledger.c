/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ledger.h"

#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "store/assign.h"
#include "store/edits.h"
#include "store/exclude.h"
#include "store/merge.h"
#include "store/query_private.h"
#include "store/targets.h"

#define RUN_COLUMNS                                                                                \
    "SELECT id, file, format, profile, options, size, digest, imported_at, updated_at, as_of,"     \
    " rows, rejected, ignored, changed, conflicts, first, last, folded, undone_at FROM import_run"

static bool read_run(sqlite3_stmt *row, struct arena *arena, struct import_run *run)
{
    run->id = db_column_int(row, 0);
    run->file = arena_strdup(arena, db_column_text(row, 1));
    run->format = arena_strdup(arena, db_column_text(row, 2));
    const char *profile = db_column_text(row, 3);
    run->profile = arena_strdup(arena, profile);
    bool kept_profile = !profile || run->profile;
    run->options = arena_strdup(arena, db_column_text(row, 4));
    run->size = (uint64_t)db_column_int(row, 5);
    memset(run->digest, 0, sizeof run->digest);
    if (sqlite3_column_bytes(row, 6) == (int)sizeof run->digest) {
        memcpy(run->digest, sqlite3_column_blob(row, 6), sizeof run->digest);
    }
    run->imported_at = db_column_int(row, 7);
    run->updated_at = db_column_int(row, 8);
    run->as_of = db_column_int(row, 9);
    run->rows = db_column_int(row, 10);
    run->rejected = db_column_int(row, 11);
    run->ignored = db_column_int(row, 12);
    run->changed = db_column_int(row, 13);
    run->conflicts = db_column_int(row, 14);
    run->first = db_column_int_or(row, 15, TIME_NONE);
    run->last = db_column_int_or(row, 16, TIME_NONE);
    run->folded = db_column_int(row, 17) != 0;
    run->undone_at = db_column_int_or(row, 18, TIME_NONE);
    return run->file && run->format && run->options && kept_profile;
}

/* All rows of a statement as an array in the arena. */
static bool read_runs(struct db *db, sqlite3_stmt *rows, struct arena *arena,
                      struct import_run **runs, size_t *count, struct err *err)
{
    struct vec found = VEC_INIT(struct import_run);
    enum db_step step;
    bool ok = true;
    while (ok && (step = db_step(db, rows, err)) == DB_ROW) {
        struct import_run *run = vec_push(&found);
        ok = run && read_run(rows, arena, run);
        if (!ok) {
            db_reset(rows);
            err_memory(err);
        }
    }
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct import_run *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *runs = all;
    *count = n;
    return true;
}

bool ledger_list(struct store *store, struct arena *arena, struct import_run **runs, size_t *count,
                 struct err *err)
{
    sqlite3_stmt *rows = db_statement(store->db, RUN_COLUMNS " ORDER BY id DESC", err);
    return rows && read_runs(store->db, rows, arena, runs, count, err);
}

bool ledger_get(struct store *store, struct arena *arena, int64_t id, struct import_run *run,
                struct err *err)
{
    struct import_run *found;
    size_t count;
    sqlite3_stmt *rows = db_statement(store->db, RUN_COLUMNS " WHERE id = ?1", err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, id);
    if (!read_runs(store->db, rows, arena, &found, &count, err)) {
        return false;
    }
    if (count == 0) {
        err_set(err, ERR_NOT_FOUND, _("there is no import %lld"), (long long)id);
        return err_todo(err, _("campane imports lists them"));
    }
    *run = found[0];
    return true;
}

bool ledger_candidates(struct store *store, struct arena *arena, const char *format,
                       const char *options, uint64_t size, struct import_run **runs, size_t *count,
                       struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        store->db,
        RUN_COLUMNS " WHERE format = ?1 AND options = ?2 AND (?3 = 0 OR size <= ?3) AND size > 0"
                    " AND undone_at IS NULL ORDER BY size DESC, id",
        err);
    if (!rows) {
        return false;
    }
    db_bind_text(rows, 1, format);
    db_bind_text(rows, 2, options);
    db_bind_int(rows, 3, size > INT64_MAX ? INT64_MAX : (int64_t)size);
    return read_runs(store->db, rows, arena, runs, count, err);
}

bool ledger_twin(struct store *store, const struct import_run *run, int64_t *twin, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        store->db,
        "SELECT id FROM import_run WHERE format = ?1 AND size = ?2 AND digest = ?3 AND id <> ?4"
        " AND undone_at IS NULL ORDER BY id LIMIT 1",
        err);
    if (!rows) {
        return false;
    }
    db_bind_text(rows, 1, run->format);
    db_bind_int(rows, 2, (int64_t)run->size);
    db_bind_blob(rows, 3, run->digest, sizeof run->digest);
    db_bind_int(rows, 4, run->id);
    enum db_step step = db_step(store->db, rows, err);
    *twin = step == DB_ROW ? db_column_int(rows, 0) : 0;
    db_reset(rows);
    return step == DB_ROW || step == DB_DONE;
}

bool ledger_stamp(struct store *store, struct ledger_stamp *stamp, struct err *err)
{
    return db_integer(store->db, "SELECT max(id) FROM import_run", 0, &stamp->last, err) &&
           db_integer(store->db, "SELECT sum(size + (undone_at IS NOT NULL)) FROM import_run", 0,
                      &stamp->sum, err);
}

bool ledger_changes(struct store *store, struct arena *arena, int64_t id,
                    struct import_change **changes, size_t *count, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        store->db,
        "SELECT campaign, day, counter, before, after FROM import_change WHERE import = ?1"
        " ORDER BY number",
        err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, id);
    struct vec found = VEC_INIT(struct import_change);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct import_change *change = vec_push(&found);
        ok = change && (change->campaign = arena_strdup(arena, db_column_text(rows, 0)));
        int64_t counter = db_column_int(rows, 2);
        if (!ok || counter < 0 || counter >= COUNTER_STORED) {
            db_reset(rows);
            ok = ok ? err_set(err, ERR_STORE_DAMAGED, _("%s: a change names no counter"),
                              store->path)
                    : err_memory(err);
            break;
        }
        change->day = (int32_t)db_column_int_or(rows, 1, DAY_NONE);
        change->counter = (enum counter)counter;
        change->before = db_column_int(rows, 3);
        change->after = db_column_int(rows, 4);
    }
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct import_change *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *changes = all;
    *count = n;
    return true;
}

bool ledger_campaigns(struct store *store, struct arena *arena, int64_t id, size_t limit,
                      const char ***names, size_t *count, int64_t *all, struct err *err)
{
    /* Reported campaigns by the index; those of messages need a pass over the table, which is only
     * made for imports that brought messages. */
    sqlite3_stmt *rows = db_statement(
        store->db,
        "WITH dims (id) AS (SELECT dim FROM series WHERE import = ?1 AND import > 0 UNION"
        " SELECT dim FROM message WHERE import = ?1 UNION"
        " SELECT dim FROM message_more WHERE import = ?1),"
        " named (id) AS (SELECT said FROM dim WHERE id IN (SELECT id FROM dims) UNION"
        " SELECT campaign FROM campaign_fact WHERE import = ?1 UNION"
        " SELECT campaign FROM correction WHERE import = ?1 UNION"
        " SELECT target FROM merging WHERE import = ?1),"
        " found (id) AS (SELECT coalesce(m.target, n.id) FROM named n"
        " LEFT JOIN merged m ON m.campaign = n.id)"
        " SELECT " SHOWN_NAME " AS shown, count(*) OVER () FROM campaign c" SHOWN_JOIN
        " WHERE c.id IN (SELECT id FROM found) AND c.id <> 0 ORDER BY shown",
        err);
    const char **found = ARENA_ARRAY(arena, const char *, limit + 1);
    if (!rows || !found) {
        return rows ? err_memory(err) : false;
    }
    db_bind_int(rows, 1, id);
    size_t n = 0;
    int64_t total = 0;
    enum db_step step = DB_DONE;
    while (n < limit && (step = db_step(store->db, rows, err)) == DB_ROW) {
        found[n] = arena_strdup(arena, db_column_text(rows, 0));
        total = db_column_int(rows, 1);
        if (!found[n++]) {
            db_reset(rows);
            return err_memory(err);
        }
    }
    db_reset(rows);
    if (step == DB_FAILED) {
        return false;
    }
    *names = found;
    *count = n;
    *all = total;
    return true;
}

static bool mark_undone(struct change *change, int64_t id, int64_t now, struct err *err)
{
    sqlite3_stmt *mark =
        db_statement(change->db, "UPDATE import_run SET undone_at = ?2 WHERE id = ?1", err);
    if (!mark) {
        return false;
    }
    db_bind_int(mark, 1, id);
    db_bind_int(mark, 2, now);
    return db_run(change->db, mark, err);
}

bool ledger_add_decision(struct change *change, const char *format, const char *words, int64_t *id,
                         struct err *err)
{
    sqlite3_stmt *add = db_statement(
        change->db,
        "INSERT INTO import_run (file, format, options, size, digest, imported_at, updated_at,"
        " as_of, rows, rejected, ignored, changed, conflicts) VALUES"
        " (?1, ?3, '', 0, x'', ?2, ?2, ?2, 0, 0, 0, 0, 0)",
        err);
    if (!add) {
        return false;
    }
    db_bind_text(add, 1, words);
    db_bind_int(add, 2, store_now(change->store));
    db_bind_text(add, 3, format);
    if (!db_run(change->db, add, err)) {
        return false;
    }
    *id = sqlite3_last_insert_rowid(db_handle(change->db));
    return true;
}

bool ledger_note_changed(struct change *change, int64_t id, int64_t changed, struct err *err)
{
    sqlite3_stmt *note =
        db_statement(change->db, "UPDATE import_run SET changed = ?2 WHERE id = ?1", err);
    if (!note) {
        return false;
    }
    db_bind_int(note, 1, id);
    db_bind_int(note, 2, changed);
    return db_run(change->db, note, err);
}

/* Take a correction's or a target's effect away; one that left somebody out, too, is taken back
 * whole. */
static bool remove_words(struct change *change, int64_t id, struct err *err)
{
    bool was_exclusion;
    return edits_remove(change, id, err) && targets_remove(change, id, err) &&
           exclude_remove(change, id, &was_exclusion, err) &&
           (was_exclusion ? rebuild_within(change, err) : change_settle(change, err));
}

/* Take a file's or a rule's effect away. */
static bool remove_import(struct change *change, int64_t id, struct err *err)
{
    bool was_rule, was_exclusion, was_merge;
    return persons_remove(change, id, err) && messages_remove(change, id, err) &&
           facts_remove(change, id, err) && reports_remove(change, id, err) &&
           touches_remove(change, id, err) && notices_remove(change, id, err) &&
           assign_remove(change, id, &was_rule, err) &&
           exclude_remove(change, id, &was_exclusion, err) &&
           merge_remove(change, id, &was_merge, err) &&
           (was_rule || was_exclusion || was_merge
                ? rebuild_within(change, err)
                : change_settle(change, err) && totals_sweep(change, err));
}

bool ledger_is_decision(const struct import_run *run)
{
    return strcmp(run->format, EDIT_FORMAT) == 0 || strcmp(run->format, TARGET_FORMAT) == 0 ||
           strcmp(run->format, ASSIGN_FORMAT) == 0 || strcmp(run->format, EXCLUDE_FORMAT) == 0 ||
           strcmp(run->format, MERGE_FORMAT) == 0;
}

bool ledger_undo(struct store *store, int64_t id, struct cancel *cancel, struct err *err)
{
    struct arena *arena = arena_new();
    struct import_run run;
    bool found = arena && ledger_get(store, arena, id, &run, err);
    bool undone = found && run.undone_at != TIME_NONE, folded = found && run.folded;
    bool words =
        found && (strcmp(run.format, EDIT_FORMAT) == 0 || strcmp(run.format, TARGET_FORMAT) == 0);
    bool decision = found && ledger_is_decision(&run);
    arena_free(arena);
    if (!found) {
        return arena ? false : err_memory(err);
    }
    /* Who could not import it again takes no import away. */
    if (!decision && !store_need_key(store, err)) {
        return false;
    }
    if (undone) {
        return err_set(err, ERR_REFUSED, _("import %lld was undone before"), (long long)id);
    }
    if (folded) {
        return err_set(err, ERR_REFUSED,
                       _("import %lld is over %d days old and can no longer be undone"),
                       (long long)id, LEDGER_FOLD_DAYS);
    }
    struct change change;
    if (!change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    if (!mark_undone(&change, id, store_now(store), err) ||
        !(words ? remove_words(&change, id, err) : remove_import(&change, id, err))) {
        change_abort(&change);
        return false;
    }
    return change_commit(&change, err);
}

bool ledger_fold(struct change *change, int64_t before, struct err *err)
{
    sqlite3_stmt *fold =
        db_statement(change->db,
                     "UPDATE import_run SET folded = 1 WHERE folded = 0 AND undone_at IS NULL"
                     " AND format NOT IN ('" ASSIGN_FORMAT "', '" EDIT_FORMAT "', '" TARGET_FORMAT
                     "', '" EXCLUDE_FORMAT "', '" MERGE_FORMAT "')"
                     " AND updated_at < ?1",
                     err);
    if (!fold) {
        return false;
    }
    db_bind_int(fold, 1, before);
    if (!db_run(change->db, fold, err)) {
        return false;
    }
    /* Only newly folded imports bring new rows to fold. */
    return sqlite3_changes(db_handle(change->db)) == 0 || messages_fold(change, err);
}
