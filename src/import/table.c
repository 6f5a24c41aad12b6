/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/table.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/date_order.h"

#define FUTURE_SECONDS (2 * 86400) /* clocks and zones differ; events of next week do not exist */
#define CANCEL_EVERY   1024

/* --- opening ---------------------------------------------------------------------------------- */

static bool note_ignored(struct table *table, struct err *err)
{
    const struct mapping *mapping = table->mapping;
    if (mapping->ignored_count == 0) {
        return true;
    }
    struct strbuf names = STRBUF_INIT;
    mapping_list(&names, mapping->ignored, mapping->ignored_count);
    bool done = !names.failed && import_note(table->context,
                                             NG_("ignored column: %s", "ignored columns: %s",
                                                 mapping->ignored_count),
                                             strbuf_text(&names));
    strbuf_free(&names);
    return done || err_memory(err);
}

static bool set_up(struct table *table, const struct csv_sniff *csv, struct err *err)
{
    struct import_context *context = table->context;
    const struct import_request *request = context->request;
    table->latest = request->now > 0 ? request->now + FUTURE_SECONDS : INT64_MAX;
    if (!row_init(&table->row, context->arena, table->mapping, request->zone, err)) {
        return false;
    }
    table->row.order = request->date_order;
    if (!table->records) {
        table->records = &table->own;
        if (!record_source_csv(&table->own, context->source, &csv->dialect, err)) {
            return false;
        }
    }
    record_source_mark(table->records, &table->start);
    table->state = table->ops->open(table, err);
    return table->state && note_ignored(table, err);
}

static const struct record_ops *ops_of(enum record record)
{
    switch (record) {
    case RECORD_DAILY:
    case RECORD_CAMPAIGN:
        return &record_report_ops;
    case RECORD_ORDER:
        return &record_order_ops;
    case RECORD_CLICK:
    case RECORD_FEEDBACK:
        return &record_touch_ops;
    case RECORD_RATE:
        return &record_rate_ops;
    case RECORD_MESSAGE:
    case RECORD_SENT:
    case RECORD_ANY:
        break;
    }
    return &record_message_ops;
}

/* records: shared ones; NULL: of its own, in the dialect of csv. */
static struct table *open_over(struct import_context *context, struct mapping *mapping,
                               const struct csv_sniff *csv, struct record_source *records,
                               uint16_t rule, struct err *err)
{
    struct table *table = mem_new(1, sizeof *table);
    if (!table) {
        mapping_free(mapping);
        err_memory(err);
        return NULL;
    }
    table->context = context;
    table->mapping = mapping;
    table->records = records;
    table->rule = rule;
    table->ops = ops_of(mapping->record);
    if (!set_up(table, csv, err)) {
        table_close(table);
        return NULL;
    }
    return table;
}

struct table *table_open(struct import_context *context, struct mapping *mapping,
                         const struct csv_sniff *csv, struct err *err)
{
    return open_over(context, mapping, csv, NULL, 0, err);
}

struct table *table_open_shared(struct import_context *context, struct mapping *mapping,
                                struct record_source *records, uint16_t rule, struct err *err)
{
    return open_over(context, mapping, NULL, records, rule, err);
}

struct table *table_open_alias(struct import_context *context, enum record record, struct err *err)
{
    if (!context->csv) {
        err_set(err, ERR_REFUSED, _("the file is no table of columns"));
        return NULL;
    }
    struct mapping *mapping = mapping_by_alias(context->arena, record, context->csv, err);
    return mapping ? table_open(context, mapping, context->csv, err) : NULL;
}

void table_close(void *state)
{
    struct table *table = state;
    if (table) {
        if (table->state) {
            table->ops->close(table->state);
        }
        record_source_close(&table->own);
        row_free(&table->row);
        mapping_free(table->mapping);
        mem_free(table);
    }
}

/* --- walking ---------------------------------------------------------------------------------- */

static bool is_cancelled(struct table *table, struct cancel *cancel, struct err *err)
{
    if (++table->checked % CANCEL_EVERY != 0 || !cancelled(cancel)) {
        return false;
    }
    err_set(err, ERR_CANCELLED, _("stopped"));
    return true;
}

static bool is_no_row(const struct table *table, const struct csv_record *record)
{
    return record->broken || row_is_empty(record) || row_is_total(table->mapping, record);
}

bool table_walk(struct table *table, const struct csv_mark *from, table_visit *visit, void *user,
                struct cancel *cancel, struct err *err)
{
    bool stop = false;
    if (!record_source_go(table->records, from, err)) {
        return false;
    }
    while (!stop) {
        struct csv_record record;
        enum lines_step step = record_source_next(table->records, &record, err);
        if (step != LINES_LINE) {
            return step == LINES_END;
        }
        if (is_cancelled(table, cancel, err)) {
            return false;
        }
        if (record.rule == table->rule && !is_no_row(table, &record) &&
            !visit(table, &record, user, &stop, err)) {
            return false;
        }
    }
    return true;
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool reject(struct table *table, const struct csv_record *record, uint64_t column,
                   const char *reason, struct err *err)
{
    return reject_add(table->context->rejects, record->line, column, record->raw,
                      record->raw_length, err, "%s", reason);
}

static void count_row(struct table *table, const struct csv_record *record)
{
    table->context->tally->rows++;
    table->context->tally->size = record->end;
}

bool table_take(struct table *table, const struct csv_record *record, const struct csv_mark *mark,
                struct batch *batch, bool *again, struct cancel *cancel, struct err *err)
{
    struct row *row = &table->row;
    if (record->broken) {
        count_row(table, record);
        return reject(table, record, record->broken_column, record->broken, err);
    }
    if (row_is_empty(record) || row_is_total(table->mapping, record)) {
        table->totals += !row_is_empty(record);
        table->context->tally->size = record->end;
        return true;
    }
    enum row_step step = row_read(row, record);
    table->context->tally->local_times |= row->local_times;
    if (step == ROW_ORDERLESS) {
        *again = true;
        return date_order_decide(table, cancel, err) && record_source_go(table->records, mark, err);
    }
    enum record_step taken = RECORD_REJECTED;
    if (step == ROW_READ) {
        taken = table->ops->add(table, record, batch, err);
    } else if (step == ROW_FAILED) {
        return err_memory(err);
    }
    switch (taken) {
    case RECORD_SURVEY:
        *again = true;
        return table->ops->survey(table, mark, cancel, err) &&
               record_source_go(table->records, mark, err);
    case RECORD_FAILED:
        return false;
    case RECORD_REJECTED:
        if (row->reason.failed) {
            return err_memory(err);
        }
        count_row(table, record);
        return !batch || reject(table, record, row->column, strbuf_text(&row->reason), err);
    case RECORD_IGNORED:
        table->context->tally->ignored += batch != NULL;
        break;
    case RECORD_DONE:
        break;
    }
    count_row(table, record);
    return true;
}

enum import_step table_finish(struct table *table, struct err *err)
{
    if (!table_note_currencies(table)) {
        err_memory(err);
        return IMPORT_FAILED;
    }
    if (table->row.buddhist &&
        !import_note(table->context,
                     _("years over 2400 are of the Buddhist era: 543 were taken off"))) {
        err_memory(err);
        return IMPORT_FAILED;
    }
    if (table->totals > 0) {
        uint64_t totals = table->totals;
        table->totals = 0;
        if (!import_note(table->context,
                         NG_("left out %" PRIu64 " row of totals",
                             "left out %" PRIu64 " rows of totals", totals),
                         totals)) {
            err_memory(err);
            return IMPORT_FAILED;
        }
    }
    return table->ops->finish(table, err) ? IMPORT_END : IMPORT_FAILED;
}

bool table_prepare(struct table *table, struct cancel *cancel, struct err *err)
{
    if (table->prepared || !table->ops->prepare) {
        return true;
    }
    struct csv_mark here;
    record_source_mark(table->records, &here);
    table->prepared = true;
    return table->ops->prepare(table, cancel, err) && record_source_go(table->records, &here, err);
}

enum import_step table_read(void *state, struct batch *batch, struct cancel *cancel,
                            struct err *err)
{
    struct table *table = state;
    if (!table_prepare(table, cancel, err)) {
        return IMPORT_FAILED;
    }
    table->ops->next_batch(table);
    while (batch_size(batch) < BATCH_FULL) {
        struct csv_mark mark;
        struct csv_record record;
        record_source_mark(table->records, &mark);
        enum lines_step step = record_source_next(table->records, &record, err);
        bool unfinished = step == LINES_LINE && !record.complete;
        if (step == LINES_END || (unfinished && table->context->request->growing)) {
            return table_finish(table, err);
        }
        bool again = false;
        if (step == LINES_FAILED || is_cancelled(table, cancel, err) ||
            !table_take(table, &record, &mark, batch, &again, cancel, err)) {
            return IMPORT_FAILED;
        }
    }
    return IMPORT_MORE;
}

bool table_ended_row(struct import_context *context, uint64_t offset, struct err *err)
{
    char bytes[2] = "\n\n";
    struct byte_source *source = context->source;
    if (!byte_source_seek(source, offset - 1, err)) {
        return false;
    }
    for (size_t have = 0; have < sizeof bytes;) {
        int64_t got = byte_source_read(source, bytes + have, sizeof bytes - have, err);
        if (got < 0) {
            return false;
        }
        if (got == 0) {
            break;
        }
        have += (size_t)got;
    }
    if (strchr("\r\n", bytes[0]) || strchr("\r\n", bytes[1])) {
        return true;
    }
    err_set(err, ERR_REFUSED, _("the last row of the earlier import of this file was cut"));
    return err_todo(err, _("undo that import and import the file again"));
}

/* Take note of the rows before `offset`, which were imported before. */
static bool replay(struct table *table, uint64_t offset, struct err *err)
{
    if (!table_prepare(table, NULL, err) || !record_source_go(table->records, &table->start, err)) {
        return false;
    }
    for (;;) {
        struct csv_mark mark;
        struct csv_record record;
        record_source_mark(table->records, &mark);
        enum lines_step step = record_source_next(table->records, &record, err);
        if (step == LINES_FAILED) {
            return false;
        }
        if (step == LINES_END || record.begin >= offset) {
            return true;
        }
        bool again = false;
        if (!record.broken && !table_take(table, &record, &mark, NULL, &again, NULL, err)) {
            return false;
        }
    }
}

bool table_resume(void *state, uint64_t offset, uint64_t row, struct err *err)
{
    struct table *table = state;
    struct import_context *context = table->context;
    struct csv_mark mark = {offset, row, context->resume_line, 0};
    if (offset < table->start.offset) {
        /* Not even the header was taken in. */
        return record_source_go(table->records, &table->start, err);
    }
    if (!table_ended_row(context, offset, err)) {
        return false;
    }
    if (table->ops->must_replay(table)) {
        struct import_tally before = *context->tally;
        if (!replay(table, offset, err)) {
            return false;
        }
        *context->tally = before;
        table->totals = 0;
    }
    return record_source_go(table->records, &mark, err);
}

bool table_lacks_campaign(const void *state)
{
    const struct table *table = state;
    return table->ops->lacks_campaign(table);
}

bool table_per_row_identity(const void *state)
{
    const struct table *table = state;
    return table->ops->per_row_identity(table);
}
