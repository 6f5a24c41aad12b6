/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are counters: of a day, of a campaign. */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/buckets.h"
#include "import/date_order.h"
#include "import/labels.h"
#include "import/table.h"

struct report_state {
    struct labels *labels;
    bool daily;
    struct buckets buckets;
    bool join; /* counters are groups apart */
};

/* --- opening ---------------------------------------------------------------------------------- */

static counter_mask known_counters(const struct mapping *mapping)
{
    counter_mask known = 0;
    for (int i = 0; i < COUNTER_STORED; i++) {
        if (mapping_has(mapping, (enum field)(FIELD_COUNTER + i))) {
            known |= COUNTER_BIT(i);
        }
    }
    return known;
}

static bool check_columns(const struct table *table, struct err *err)
{
    const struct mapping *mapping = table->mapping;
    bool daily = mapping->record == RECORD_DAILY;
    if (known_counters(mapping) == 0) {
        err_set(err, ERR_REFUSED, _("no column holds a counter (sent, delivered, read …)"));
    } else if (daily && !mapping_has(mapping, FIELD_DATE)) {
        err_set(err, ERR_REFUSED, _("daily counters need a column date"));
    } else {
        return true;
    }
    struct strbuf names = STRBUF_INIT;
    if (table->context->csv) {
        mapping_list(&names, table->context->csv->header, table->context->csv->columns);
        err_todo(err, _("the file's columns are: %s; a profile can map them"), strbuf_text(&names));
    }
    strbuf_free(&names);
    return false;
}

static void close_reports(void *state)
{
    struct report_state *reports = state;
    if (reports) {
        labels_free(reports->labels);
        mem_free(reports);
    }
}

static void *open_reports(struct table *table, struct err *err)
{
    if (!check_columns(table, err)) {
        return NULL;
    }
    struct report_state *reports = mem_new(1, sizeof *reports);
    if (!reports) {
        err_memory(err);
        return NULL;
    }
    reports->daily = table->mapping->record == RECORD_DAILY;
    reports->labels =
        labels_new(table->context, table->mapping, reports->daily ? SOURCE_DAILY : SOURCE_SUMMARY,
                   ATTR_RANK_STATED, known_counters(table->mapping), err);
    if (!reports->labels) {
        close_reports(reports);
        return NULL;
    }
    return reports;
}

static bool lacks_campaign(const struct table *table)
{
    return !mapping_has(table->mapping, FIELD_CAMPAIGN);
}

static bool is_false(const struct table *table)
{
    (void)table;
    return false;
}

static void next_batch(struct table *table)
{
    struct report_state *reports = table->state;
    labels_next_batch(reports->labels);
}

/* --- counters --------------------------------------------------------------------------------- */

static void read_tally(const struct row *row, struct tally *tally)
{
    memset(tally, 0, sizeof *tally);
    for (size_t i = 0; i < row->mapping->count; i++) {
        int counter = (int)row->mapping->columns[i].field - FIELD_COUNTER;
        if (counter >= 0 && counter < COUNTER_STORED && row->cells[i].set) {
            tally_set(tally, (enum counter)counter, row->cells[i].number);
        }
    }
    for (size_t i = 0; i < row->mapping->constant_count; i++) {
        int counter = (int)row->mapping->constants[i].field - FIELD_COUNTER;
        if (counter >= 0 && counter < COUNTER_STORED && row->constants[i].set &&
            !(tally->known & COUNTER_BIT(counter))) {
            tally_set(tally, (enum counter)counter, row->constants[i].number);
        }
    }
}

static int64_t submitted_of(const struct row *row)
{
    const struct cell *cell = row_cell(row, FIELD_SUBMITTED);
    return cell ? cell->number : -1;
}

static bool look_at_groups(struct table *table, const struct csv_record *record, void *user,
                           bool *stop, struct err *err)
{
    struct buckets *buckets = user;
    struct tally tally;
    (void)stop;
    /* Dates do not matter here; any order will do. */
    enum date_order order = table->row.order;
    table->row.order = order == DATE_ORDER_UNKNOWN ? DATE_DMY : order;
    enum row_step step = row_read(&table->row, record);
    table->row.order = order;
    if (step == ROW_READ) {
        read_tally(&table->row, &tally);
        buckets_look(buckets, &tally, submitted_of(&table->row));
    }
    return step != ROW_FAILED || err_memory(err);
}

static bool note_groups(const struct table *table, struct err *err)
{
    const struct report_state *reports = table->state;
    const char *words = NULL;
    if (!reports->join) {
        words = reports->buckets.inverted > 0
                    ? _("some rows have more read than delivered; if the counters are groups apart "
                        "(delivered but not read), say so in a profile: \"buckets\": "
                        "\"exclusive\"")
                    : NULL;
    } else if (buckets_sent_apart(&reports->buckets)) {
        words = _("sent, delivered and read are groups apart in this file: delivered was made "
                  "delivered + read, sent was made sent + delivered + read");
    } else {
        words = _("delivered and read are groups apart in this file: delivered was made "
                  "delivered + read");
    }
    return !words || import_note(table->context, "%s", words) || err_memory(err);
}

/* Find out whether counters are groups, where nobody stated it. */
static bool prepare(struct table *table, struct cancel *cancel, struct err *err)
{
    struct report_state *reports = table->state;
    enum map_buckets stated = table->mapping->buckets;
    if (stated == BUCKETS_CUMULATIVE ||
        !mapping_has_column(table->mapping, FIELD_COUNTER + COUNTER_READ) ||
        !mapping_has_column(table->mapping, FIELD_COUNTER + COUNTER_DELIVERED)) {
        return true;
    }
    if (!table_walk(table, &table->start, look_at_groups, &reports->buckets, cancel, err)) {
        return false;
    }
    reports->join = stated == BUCKETS_EXCLUSIVE || buckets_exclusive(&reports->buckets);
    return note_groups(table, err);
}

/* --- campaigns -------------------------------------------------------------------------------- */

static const char *copied(struct batch *batch, const struct cell *cell, bool *failed)
{
    return labels_text(batch->arena, cell, failed);
}

/* "Post purchase", as the program's lists name it; a word it does not know is noted. */
static bool read_kind(struct table *table, struct campaign_facts *facts)
{
    const struct cell *kind = row_cell(&table->row, FIELD_KIND);
    const struct cell *goal = row_cell(&table->row, FIELD_GOAL);
    char word[64];
    bool noted = true;
    if (kind && kind->length < sizeof word) {
        memcpy(word, kind->text, kind->length);
        word[kind->length] = '\0';
        facts->kind = campaign_kind_parse(word);
    }
    if (goal && goal->length < sizeof word) {
        memcpy(word, goal->text, goal->length);
        word[goal->length] = '\0';
        facts->goal = campaign_goal_parse(word);
    }
    if (kind && facts->kind == KIND_UNKNOWN) {
        noted = import_note(table->context,
                            _("column \"%s\" holds kinds of campaigns that are not "
                              "known; they were left out"),
                            field_info(FIELD_KIND)->name);
    }
    if (goal && facts->goal == GOAL_UNKNOWN) {
        noted = noted && import_note(table->context,
                                     _("column \"%s\" holds goals that are not known; they were "
                                       "left out"),
                                     field_info(FIELD_GOAL)->name);
    }
    return noted;
}

/* What stands in a day's row is the day's: its channel may differ from the next. */
static bool states_facts(const struct table *table, const struct attrs *attrs)
{
    const struct report_state *reports = table->state;
    static const enum field fields[] = {FIELD_KIND,     FIELD_GOAL,
                                        FIELD_INDUSTRY, FIELD_START,
                                        FIELD_END,      (enum field)(FIELD_ATTR + ATTR_CHANNEL)};
    for (size_t i = 0; i < ARRAY_COUNT(fields); i++) {
        if (row_cell(&table->row, fields[i])) {
            return attrs->campaign && !reports->daily;
        }
    }
    return false;
}

static bool add_facts(struct table *table, const struct attrs *attrs, struct batch *batch)
{
    const struct row *row = &table->row;
    const struct cell *channel = row_cell(row, (enum field)(FIELD_ATTR + ATTR_CHANNEL));
    const struct cell *industry = row_cell(row, FIELD_INDUSTRY);
    const struct cell *start = row_cell(row, FIELD_START);
    const struct cell *end = row_cell(row, FIELD_END);
    if (!states_facts(table, attrs)) {
        return true;
    }
    bool failed = false;
    struct campaign_facts *facts = batch_campaign(batch, attrs->campaign);
    if (!facts) {
        return false;
    }
    facts->industry = copied(batch, industry, &failed);
    if (channel) {
        facts->channel = arena_strdup(batch->arena, attrs->value[ATTR_CHANNEL]);
        failed = failed || !facts->channel;
    }
    facts->start = start ? (int32_t)start->number : DAY_NONE;
    facts->end = end ? (int32_t)end->number : DAY_NONE;
    return read_kind(table, facts) && !failed;
}

/* --- a row ------------------------------------------------------------------------------------ */

static void see_day(struct table *table, int32_t day)
{
    struct civil civil = {0};
    if (day != DAY_NONE) {
        civil_from_day(day, &civil.year, &civil.month, &civil.day);
        import_seen(table->context, zone_moment(table->context->request->zone, &civil));
    }
}

/* The day the counters belong to: false when the row is rejected. */
static bool read_day(struct table *table, int32_t *day)
{
    const struct report_state *reports = table->state;
    struct row *row = &table->row;
    const struct cell *cell = row_cell(row, FIELD_DATE);
    *day = DAY_NONE;
    if (!reports->daily) {
        return true;
    }
    if (!cell) {
        row_reject(row, 0, _("no date"));
        return false;
    }
    *day = (int32_t)cell->number;
    if (table->latest != INT64_MAX && *day > table->latest / 86400) {
        row_reject(row, cell->column, _("the date lies in the future"));
        return false;
    }
    return true;
}

static bool add_counters(struct report_state *reports, struct batch *batch, int32_t day,
                         const struct tally *tally)
{
    uint32_t place = labels_place(reports->labels, batch);
    struct report_tally *report = place == UINT32_MAX ? NULL : batch_report(batch, place, day);
    if (!report) {
        return false;
    }
    report->tally = *tally;
    if (reports->join) {
        buckets_join(&reports->buckets, &report->tally);
    }
    return true;
}

static enum record_step add_tally(struct table *table, struct batch *batch, int32_t day,
                                  const struct attrs *attrs, const struct tally *tally,
                                  struct err *err)
{
    const struct cell *start = row_cell(&table->row, FIELD_START);
    const struct cell *end = row_cell(&table->row, FIELD_END);
    if (tally->known != 0 && !add_counters(table->state, batch, day, tally)) {
        err_memory(err);
        return RECORD_FAILED;
    }
    see_day(table, day);
    see_day(table, start ? (int32_t)start->number : DAY_NONE);
    see_day(table, end ? (int32_t)end->number : DAY_NONE);
    if (!add_facts(table, attrs, batch)) {
        err_memory(err);
        return RECORD_FAILED;
    }
    return RECORD_DONE;
}

static enum record_step add(struct table *table, const struct csv_record *record,
                            struct batch *batch, struct err *err)
{
    struct report_state *reports = table->state;
    struct row *row = &table->row;
    struct currency currency;
    struct tally tally;
    int32_t day;
    (void)record;
    if (!read_day(table, &day) || !table_currency(table, &currency)) {
        return RECORD_REJECTED;
    }
    read_tally(row, &tally);
    const struct attrs *attrs = labels_attrs(reports->labels, row, NULL, currency);
    if (!attrs) {
        err_memory(err);
        return RECORD_FAILED;
    }
    if (!attrs->campaign && mapping_has_column(table->mapping, FIELD_CAMPAIGN)) {
        row_reject(row, 0, _("no campaign is named"));
        return RECORD_REJECTED;
    }
    /* A list of campaigns says of which kind they are, also of those that other files count. */
    if (tally.known == 0 && !states_facts(table, attrs)) {
        return RECORD_IGNORED;
    }
    return batch ? add_tally(table, batch, day, attrs, &tally, err) : RECORD_DONE;
}

static bool finish(struct table *table, struct err *err)
{
    (void)table;
    (void)err;
    return true;
}

const struct record_ops record_report_ops = {
    .open = open_reports,
    .prepare = prepare,
    .add = add,
    .next_batch = next_batch,
    .finish = finish,
    .lacks_campaign = lacks_campaign,
    .per_row_identity = is_false,
    .must_replay = is_false,
    .close = close_reports,
};
