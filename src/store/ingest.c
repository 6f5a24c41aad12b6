/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ingest.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/report_buffer.h"
#include "store/series.h"

/* Statements about messages are merged in key order, this many at a time (about 20 MiB). */
#define MESSAGES_MAX 200000

struct ingest {
    struct store *store;
    struct change change;
    struct ingest_options options;
    int64_t import;
    int64_t now;
    struct vec messages; /* struct message */
    struct vec dims;     /* uint32_t: dim of each attrs of the batch */
    struct report_buffer *reports;
    struct ingest_result result;
};

static bool add_run(struct ingest *ingest, struct err *err)
{
    const struct ingest_options *options = &ingest->options;
    if (options->continues) {
        ingest->import = options->continues;
        return true;
    }
    sqlite3_stmt *add = db_statement(
        ingest->change.db,
        "INSERT INTO import_run (file, format, profile, options, size, digest, imported_at,"
        " updated_at, as_of, rows, rejected, ignored, changed, conflicts, keep_highest)"
        " VALUES (?1, ?2, ?3, ?4, 0, x'', ?5, ?5, ?5, 0, 0, 0, 0, 0, ?6)",
        err);
    if (!add) {
        return false;
    }
    db_bind_text(add, 1, options->file);
    db_bind_text(add, 2, options->format);
    db_bind_text(add, 3, options->profile);
    db_bind_text(add, 4, options->options);
    db_bind_int(add, 5, ingest->now);
    db_bind_int(add, 6, options->keep_highest);
    if (!db_run(ingest->change.db, add, err)) {
        return false;
    }
    ingest->import = sqlite3_last_insert_rowid(db_handle(ingest->change.db));
    return true;
}

/* Whether the ledger, locked now, is still what the caller saw. */
static bool is_current(const struct ingest *ingest, struct err *err)
{
    const struct ledger_stamp *seen = ingest->options.stamp;
    struct ledger_stamp now;
    if (!seen) {
        return true;
    }
    if (!ledger_stamp(ingest->store, &now, err)) {
        return false;
    }
    if (now.last == seen->last && now.sum == seen->sum) {
        return true;
    }
    *ingest->options.outdated = true;
    return err_set(err, ERR_BUSY, _("another program is writing to the store; try again"));
}

static void ingest_free(struct ingest *ingest)
{
    vec_free(&ingest->messages);
    vec_free(&ingest->dims);
    report_buffer_free(ingest->reports);
    mem_free(ingest);
}

struct ingest *ingest_begin(struct store *store, const struct ingest_options *options,
                            struct err *err)
{
    struct ingest *ingest = mem_new(1, sizeof *ingest);
    if (!ingest) {
        err_memory(err);
        return NULL;
    }
    ingest->store = store;
    ingest->options = *options;
    ingest->now = store_now(store);
    ingest->messages = (struct vec)VEC_INIT(struct message);
    ingest->dims = (struct vec)VEC_INIT(uint32_t);
    ingest->result.first_day = ingest->result.last_day = DAY_NONE;
    if (!change_begin(&ingest->change, store, options->many, options->cancel, options->waiting,
                      options->waiting_context, err)) {
        ingest_free(ingest);
        return NULL;
    }
    if (!is_current(ingest, err) || !add_run(ingest, err) ||
        !(ingest->reports = report_buffer_new(ingest->import, err))) {
        ingest_abort(ingest);
        return NULL;
    }
    return ingest;
}

void ingest_abort(struct ingest *ingest)
{
    if (ingest) {
        change_abort(&ingest->change);
        ingest_free(ingest);
    }
}

static void see_day(struct ingest *ingest, int32_t day)
{
    struct ingest_result *result = &ingest->result;
    if (day == DAY_NONE) {
        return;
    }
    if (result->first_day == DAY_NONE || day < result->first_day) {
        result->first_day = day;
    }
    if (day > result->last_day) {
        result->last_day = day;
    }
}

static bool flush_messages(struct ingest *ingest, struct err *err)
{
    bool ok = messages_merge(&ingest->change, ingest->import, ingest->messages.data,
                             ingest->messages.count, err);
    vec_clear(&ingest->messages);
    return ok;
}

/* The store's dims of the batch's attrs. */
static bool map_attrs(struct ingest *ingest, const struct batch *batch, struct err *err)
{
    vec_clear(&ingest->dims);
    for (size_t i = 0; i < batch->attrs.count; i++) {
        struct dim_row row;
        uint32_t *dim = vec_push(&ingest->dims);
        if (!dim) {
            return err_memory(err);
        }
        if (!dims_describe(ingest->change.dims, VEC_AT(&batch->attrs, struct attrs, i), &row,
                           err)) {
            return false;
        }
        *dim = dims_id(ingest->change.dims, &row, err);
        if (!*dim || !change_touch_campaign(&ingest->change, row.campaign, err)) {
            return false;
        }
    }
    return true;
}

static bool add_messages(struct ingest *ingest, const struct batch *batch, struct err *err)
{
    for (size_t i = 0; i < batch->messages.count; i++) {
        if (ingest->messages.count >= MESSAGES_MAX && !flush_messages(ingest, err)) {
            return false;
        }
        struct message *message = vec_push(&ingest->messages);
        if (!message) {
            return err_memory(err);
        }
        *message = *VEC_AT(&batch->messages, struct message, i);
        message->dim = *VEC_AT(&ingest->dims, uint32_t, message->dim);
        message->recipient = forgotten_mask(&ingest->change, message->recipient);
        see_day(ingest, zone_day(ingest->store->zone, message_moment(message)));
    }
    return true;
}

bool ingest_add(struct ingest *ingest, const struct batch *batch, struct err *err)
{
    struct change *change = &ingest->change;
    if (change_cancelled(change, err) || !map_attrs(ingest, batch, err) ||
        !add_messages(ingest, batch, err)) {
        return false;
    }
    for (size_t i = 0; i < batch->reports.count; i++) {
        const struct report_tally *report = VEC_AT(&batch->reports, struct report_tally, i);
        see_day(ingest, report->day);
        if (!report_buffer_add(change, ingest->reports,
                               *VEC_AT(&ingest->dims, uint32_t, report->attrs), report->day,
                               &report->tally, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < batch->campaigns.count; i++) {
        const struct campaign_facts *facts = VEC_AT(&batch->campaigns, struct campaign_facts, i);
        bool changed;
        see_day(ingest, facts->start);
        if (!facts_add(change, ingest->import, facts, &changed, err)) {
            return false;
        }
        ingest->result.facts_changed += changed;
    }
    ingest->result.notices += (int64_t)batch->notices.count;
    return touches_add(change, ingest->import, batch, &ingest->result.facts_changed, err) &&
           persons_add(change, ingest->import, batch->persons.data, batch->persons.count,
                       &ingest->result.facts_changed, err) &&
           notices_add(change, ingest->import, &batch->notices, &ingest->result.notices_new, err);
}

/* Of a file without an as-of of its own: now. Where a clock was ahead when an earlier import was
 * made, what comes today is the newer statement all the same. */
static bool find_as_of(const struct ingest *ingest, int64_t *as_of, struct err *err)
{
    sqlite3_stmt *find = db_statement(ingest->change.db,
                                      "SELECT max(updated_at) FROM import_run"
                                      " WHERE undone_at IS NULL AND id <> ?1 AND updated_at > ?2",
                                      err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, ingest->import);
    db_bind_int(find, 2, ingest->now);
    enum db_step step = db_step(ingest->change.db, find, err);
    int64_t ahead = step == DB_ROW ? db_column_int_or(find, 0, TIME_NONE) : TIME_NONE;
    *as_of = ahead == TIME_NONE ? ingest->now : ahead + 1;
    db_reset(find);
    return step != DB_FAILED;
}

/* As-of must be known before reports are merged: it decides which statement wins. */
static bool write_run(struct ingest *ingest, const struct ingest_file *file, struct err *err)
{
    int64_t as_of = file->as_of;
    if (as_of == TIME_NONE && !find_as_of(ingest, &as_of, err)) {
        return false;
    }
    sqlite3_stmt *write = db_statement(
        ingest->change.db,
        "UPDATE import_run SET file = ?2, size = ?3, digest = ?4, updated_at = ?5, as_of = ?6,"
        " rows = rows + ?7, rejected = rejected + ?8, ignored = ignored + ?9,"
        " first = coalesce(min(first, ?10), first, ?10), last = coalesce(max(last, ?11), last, ?11)"
        " WHERE id = ?1",
        err);
    if (!write) {
        return false;
    }
    db_bind_int(write, 1, ingest->import);
    db_bind_text(write, 2, ingest->options.file);
    db_bind_int(write, 3, (int64_t)file->size);
    db_bind_blob(write, 4, file->digest, sizeof file->digest);
    db_bind_int(write, 5, ingest->now);
    db_bind_int(write, 6, as_of);
    db_bind_int(write, 7, (int64_t)file->rows);
    db_bind_int(write, 8, (int64_t)file->rejected);
    db_bind_int(write, 9, (int64_t)file->ignored);
    db_bind_int_or(write, 10, file->first, TIME_NONE);
    db_bind_int_or(write, 11, file->last, TIME_NONE);
    return db_run(ingest->change.db, write, err);
}

static bool write_effect(struct ingest *ingest, struct err *err)
{
    const struct ingest_result *result = &ingest->result;
    sqlite3_stmt *write = db_statement(
        ingest->change.db,
        "UPDATE import_run SET changed = changed + ?2, conflicts = conflicts + ?3 WHERE id = ?1",
        err);
    if (!write) {
        return false;
    }
    db_bind_int(write, 1, ingest->import);
    db_bind_int(write, 2,
                result->messages_new + result->messages_changed + result->days_new +
                    result->days_changed + result->facts_changed + result->notices_new);
    db_bind_int(write, 3, result->conflicts);
    return db_run(ingest->change.db, write, err);
}

static void count_campaigns(struct ingest *ingest)
{
    struct ingest_result *result = &ingest->result;
    size_t cursor = 0;
    uint64_t campaign, unused;
    while (map64_next(&ingest->change.campaigns_touched, &cursor, &campaign, &unused)) {
        result->campaigns += campaign != 0;
    }
    result->campaigns_new = dims_new_campaigns(ingest->change.dims);
}

/* Merge everything and make what is derived again. */
static bool settle(struct ingest *ingest, const struct ingest_file *file, struct err *err)
{
    struct report_effect effect = {0};
    struct ingest_result *result = &ingest->result;
    bool noted =
        write_run(ingest, file, err) &&
        (!file->followed || followed_write(&ingest->change, ingest->import, file->followed, err));
    if (!noted || !flush_messages(ingest, err) ||
        !report_buffer_finish(&ingest->change, ingest->reports, &effect, &result->repeated, err) ||
        !touches_write(&ingest->change, ingest->import, &result->facts_changed, err)) {
        return false;
    }
    result->days_new = effect.days_new;
    result->days_changed = effect.days_changed;
    result->undated_new = effect.undated_new;
    result->undated_changed = effect.undated_changed;
    result->conflicts = effect.conflicts;
    count_campaigns(ingest);
    int64_t fold_before = ingest->now - (int64_t)LEDGER_FOLD_DAYS * 86400;
    if (!ledger_fold(&ingest->change, fold_before, err) || !change_settle(&ingest->change, err) ||
        !store_unattributed(ingest->store, &result->unattributed, err)) {
        return false;
    }
    result->facts_changed += touches_altered(&ingest->change);
    result->messages_new = ingest->change.messages_new;
    result->messages_changed = ingest->change.messages_changed;
    return write_effect(ingest, err);
}

static void checkpoint(struct store *store)
{
    struct err ignored = ERR_INIT;
    db_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
}

bool ingest_finish(struct ingest *ingest, const struct ingest_file *file,
                   struct ingest_result *result, struct err *err)
{
    if (!settle(ingest, file, err)) {
        ingest_abort(ingest);
        return false;
    }
    ingest->result.import = ingest->options.dry_run ? 0 : ingest->import;
    *result = ingest->result;
    if (ingest->options.dry_run) {
        ingest_abort(ingest);
        return true;
    }
    bool ok = change_commit(&ingest->change, err);
    if (ok) {
        checkpoint(ingest->store);
    }
    ingest_free(ingest);
    return ok;
}
