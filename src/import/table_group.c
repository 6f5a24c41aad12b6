/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/table_group.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/csv_records.h"
#include "import/happenings.h"
#include "import/json_records.h"

#define CANCEL_EVERY 1024

struct table_group {
    struct import_context *context;
    const struct profile *profile;
    struct record_source records;
    struct csv_mark start;
    struct table *tables[PROFILE_RULES_MAX]; /* NULL: a rule that leaves records out */
    size_t count;
    uint64_t skipped, unknown; /* records left out by a rule; for which there is none */
    uint64_t read;
    bool prepared;
};

/* --- opening ---------------------------------------------------------------------------------- */

void table_group_close(void *state)
{
    struct table_group *group = state;
    if (group) {
        for (size_t i = 0; i < group->count; i++) {
            table_close(group->tables[i]);
        }
        record_source_close(&group->records);
        mem_free(group);
    }
}

static bool open_records(struct table_group *group, const struct csv_sniff *csv, struct err *err)
{
    struct import_context *context = group->context;
    size_t inside_count;
    if (group->profile->json) {
        return byte_source_seek(context->source, 0, err) &&
               json_records_open(&group->records, context, group->profile, err);
    }
    const struct map_inside *inside =
        mapping_inside(context->arena, group->profile, csv, &inside_count, err);
    if (!inside) {
        return false;
    }
    bool plain = inside_count == 0 && group->profile->rule_count == 1 &&
                 group->profile->rules[0].match_count == 0;
    return plain ? record_source_csv(&group->records, context->source, &csv->dialect, err)
                 : csv_records_open(&group->records, context, group->profile, csv, inside,
                                    inside_count, err);
}

/* What any rule can tell of a message, the file can: messages of all rules hang on the same. */
static void share_known(struct table_group *group)
{
    counter_mask known = 0;
    for (size_t i = 0; i < group->count; i++) {
        const struct table *table = group->tables[i];
        known |= table && table->ops->known ? table->ops->known(table) : 0;
    }
    for (size_t i = 0; i < group->count; i++) {
        struct table *table = group->tables[i];
        if (table && table->ops->set_known) {
            table->ops->set_known(table, happenings_joined(known));
        }
    }
}

static bool open_tables(struct table_group *group, const struct csv_sniff *csv, struct err *err)
{
    const struct profile *profile = group->profile;
    group->count = profile->rule_count;
    for (size_t i = 0; i < group->count; i++) {
        if (profile->rules[i].skip) {
            continue;
        }
        struct mapping *mapping = mapping_by_profile(group->context->arena, profile, i, csv, err);
        group->tables[i] =
            mapping ? table_open_shared(group->context, mapping, &group->records, (uint16_t)i, err)
                    : NULL;
        if (!group->tables[i]) {
            return false;
        }
    }
    share_known(group);
    return true;
}

void *table_group_open(struct import_context *context, const struct profile *profile,
                       const struct csv_sniff *csv, struct err *err)
{
    struct table_group *group = mem_new(1, sizeof *group);
    if (!group) {
        err_memory(err);
        return NULL;
    }
    group->context = context;
    group->profile = profile;
    if (!open_records(group, csv, err)) {
        table_group_close(group);
        return NULL;
    }
    record_source_mark(&group->records, &group->start);
    if (!open_tables(group, csv, err) || !record_source_go(&group->records, &group->start, err)) {
        table_group_close(group);
        return NULL;
    }
    return group;
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool prepare(struct table_group *group, struct cancel *cancel, struct err *err)
{
    if (group->prepared) {
        return true;
    }
    group->prepared = true;
    for (size_t i = 0; i < group->count; i++) {
        if (group->tables[i] && !table_prepare(group->tables[i], cancel, err)) {
            return false;
        }
    }
    return true;
}

/* A record of no rule: it counts nothing, and is counted as such. */
static void leave_out(struct table_group *group, const struct csv_record *record)
{
    struct import_tally *tally = group->context->tally;
    *(record->rule == CSV_SKIP_RULE ? &group->skipped : &group->unknown) += 1;
    tally->rows++;
    tally->ignored++;
    tally->size = record->end;
}

static bool take(struct table_group *group, const struct csv_record *record,
                 const struct csv_mark *mark, struct batch *batch, struct cancel *cancel,
                 struct err *err)
{
    bool again = false;
    if (record->broken || record->rule < group->count) {
        size_t rule = record->rule < group->count ? record->rule : 0;
        while (!group->tables[rule]) {
            rule++; /* one that takes rows can reject them too */
        }
        return table_take(group->tables[rule], record, mark, batch, &again, cancel, err);
    }
    if (row_is_empty(record) && !group->profile->json) {
        group->context->tally->size = record->end;
    } else {
        leave_out(group, record);
    }
    return true;
}

static bool write_notes(struct table_group *group)
{
    struct import_context *context = group->context;
    bool done = json_records_note(&group->records);
    if (done && group->skipped > 0) {
        done = import_note(context,
                           NG_("%" PRIu64 " record is understood, but counts nothing",
                               "%" PRIu64 " records are understood, but count nothing",
                               group->skipped),
                           group->skipped);
    }
    if (done && group->unknown > 0) {
        done = import_note(context,
                           NG_("%" PRIu64 " record was left out: the profile %s has no rule for it",
                               "%" PRIu64
                               " records were left out: the profile %s has no rule for them",
                               group->unknown),
                           group->unknown, group->profile->name);
    }
    return done;
}

static enum import_step finish(struct table_group *group, struct err *err)
{
    for (size_t i = 0; i < group->count; i++) {
        if (group->tables[i] && table_finish(group->tables[i], err) != IMPORT_END) {
            return IMPORT_FAILED;
        }
    }
    if (!write_notes(group)) {
        err_memory(err);
        return IMPORT_FAILED;
    }
    return IMPORT_END;
}

static bool is_cancelled(struct table_group *group, struct cancel *cancel, struct err *err)
{
    if (++group->read % CANCEL_EVERY != 0 || !cancelled(cancel)) {
        return false;
    }
    err_set(err, ERR_CANCELLED, _("stopped"));
    return true;
}

enum import_step table_group_read(void *state, struct batch *batch, struct cancel *cancel,
                                  struct err *err)
{
    struct table_group *group = state;
    struct csv_mark mark;
    if (!prepare(group, cancel, err)) {
        return IMPORT_FAILED;
    }
    for (size_t i = 0; i < group->count; i++) {
        if (group->tables[i]) {
            group->tables[i]->ops->next_batch(group->tables[i]);
        }
    }
    record_source_mark(&group->records, &mark);
    /* A document is taken in whole, so that what is taken in ends behind one. */
    for (size_t rows = 0;
         mark.item > 0 || (batch_size(batch) < BATCH_FULL && rows < 4 * BATCH_FULL); rows++) {
        struct csv_record record;
        enum lines_step step = record_source_next(&group->records, &record, err);
        bool unfinished = step == LINES_LINE && !record.complete;
        if (step == LINES_END || (unfinished && group->context->request->growing)) {
            return finish(group, err);
        }
        if (step == LINES_FAILED || is_cancelled(group, cancel, err) ||
            !take(group, &record, &mark, batch, cancel, err)) {
            return IMPORT_FAILED;
        }
        record_source_mark(&group->records, &mark);
    }
    return IMPORT_MORE;
}

/* --- going on --------------------------------------------------------------------------------- */

static bool must_replay(const struct table_group *group)
{
    for (size_t i = 0; i < group->count; i++) {
        const struct table *table = group->tables[i];
        if (table && table->ops->must_replay(table)) {
            return true;
        }
    }
    return false;
}

/* Take note of the records before `offset`, which were imported before. */
static bool replay(struct table_group *group, uint64_t offset, struct err *err)
{
    struct import_tally before = *group->context->tally;
    if (!prepare(group, NULL, err) || !record_source_go(&group->records, &group->start, err)) {
        return false;
    }
    for (;;) {
        struct csv_mark mark;
        struct csv_record record;
        record_source_mark(&group->records, &mark);
        enum lines_step step =
            mark.offset < offset ? record_source_next(&group->records, &record, err) : LINES_END;
        if (step == LINES_FAILED) {
            return false;
        }
        if (step == LINES_END) {
            break;
        }
        if (!record.broken && record.rule < group->count &&
            !take(group, &record, &mark, NULL, NULL, err)) {
            return false;
        }
    }
    *group->context->tally = before;
    for (size_t i = 0; i < group->count; i++) {
        if (group->tables[i]) {
            group->tables[i]->totals = 0;
        }
    }
    return true;
}

bool table_group_resume(void *state, uint64_t offset, uint64_t row, struct err *err)
{
    struct table_group *group = state;
    struct import_context *context = group->context;
    struct csv_mark mark = {offset, row, context->resume_line, 0};
    if (offset < group->start.offset) {
        return record_source_go(&group->records, &group->start, err);
    }
    if (!group->profile->json && !table_ended_row(context, offset, err)) {
        return false;
    }
    if (must_replay(group) && !replay(group, offset, err)) {
        return false;
    }
    return record_source_go(&group->records, &mark, err);
}

bool table_group_lacks_campaign(const void *state)
{
    const struct table_group *group = state;
    for (size_t i = 0; i < group->count; i++) {
        const struct table *table = group->tables[i];
        if (table && !table->ops->lacks_campaign(table)) {
            return false;
        }
    }
    return true;
}

bool table_group_per_row_identity(const void *state)
{
    const struct table_group *group = state;
    for (size_t i = 0; i < group->count; i++) {
        const struct table *table = group->tables[i];
        if (table && table->ops->per_row_identity(table)) {
            return true;
        }
    }
    return false;
}
