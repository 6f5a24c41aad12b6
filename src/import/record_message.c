/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are messages: of a log, of a tool's report per recipient, of a sent list. */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/date_order.h"
#include "import/failure.h"
#include "import/happenings.h"
#include "import/identity.h"
#include "import/labels.h"
#include "import/table.h"

#define SAMPLE_ROWS 1000 /* rows looked at for codes in failures' words */

struct message_state {
    struct labels *labels;
    counter_mask known;
    struct identity *identity;
    struct happenings happenings;
    struct strbuf recipient; /* normal form of the row at hand */
    uint64_t undated;        /* messages without any time */
    uint64_t unsent;         /* rows of which nothing happened */
    uint64_t masked;         /* events of recipients that are no numbers */
};

/* Whether the words of failures begin with a code, as the first rows show it. */
struct sample {
    uint64_t rows, coded, wordy;
};

static bool look_at_failure(struct table *table, const struct csv_record *record, void *user,
                            bool *stop, struct err *err)
{
    struct sample *sample = user;
    (void)err;
    const struct map_column *column =
        &table->mapping->columns[table->mapping->place[FIELD_FAILED_TEXT]];
    if (column->index < record->count) {
        const struct csv_field *field = &record->fields[column->index];
        if (failure_is_one(field->text, field->length)) {
            *(failure_code(field->text, field->length) ? &sample->coded : &sample->wordy) += 1;
        }
    }
    *stop = ++sample->rows >= SAMPLE_ROWS;
    return true;
}

static bool words_have_codes(struct table *table, bool *coded, struct err *err)
{
    struct sample sample = {0};
    *coded = false;
    if (!mapping_has_column(table->mapping, FIELD_FAILED_TEXT)) {
        return true;
    }
    if (!table_walk(table, &table->start, look_at_failure, &sample, NULL, err)) {
        return false;
    }
    *coded = sample.coded > 0 && sample.wordy == 0;
    return record_source_go(table->records, &table->start, err);
}

/* --- opening ---------------------------------------------------------------------------------- */

static bool check_columns(const struct table *table, struct err *err)
{
    const struct mapping *mapping = table->mapping;
    if (mapping->record == RECORD_SENT && !mapping_has_column(mapping, FIELD_MESSAGE_ID)) {
        err_set(err, ERR_REFUSED, _("a sent list needs a column message_id"));
    } else if (mapping->record == RECORD_MESSAGE && !happenings_any(mapping)) {
        err_set(err, ERR_REFUSED,
                _("no column says what became of the messages (a status, or a time like sent_at)"));
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

static void close_messages(void *state)
{
    struct message_state *messages = state;
    if (messages) {
        labels_free(messages->labels);
        identity_free(messages->identity);
        strbuf_free(&messages->recipient);
        mem_free(messages);
    }
}

static bool fill_state(struct table *table, struct message_state *messages, struct err *err)
{
    const struct mapping *mapping = table->mapping;
    bool coded;
    happenings_init(&messages->happenings, &table->row);
    messages->identity = identity_new(table->context, mapping, err);
    if (!messages->identity || !words_have_codes(table, &coded, err)) {
        return false;
    }
    bool list = mapping->record == RECORD_SENT;
    counter_mask known = happenings_known(mapping);
    if (coded && !list) {
        known |= COUNTER_BIT(COUNTER_FAILED_CAP) | COUNTER_BIT(COUNTER_FAILED_UNREACHABLE);
    }
    messages->known = known;
    messages->labels = labels_new(table->context, mapping,
                                  identity_by_id(messages->identity) ? SOURCE_EVENTS : SOURCE_ROWS,
                                  list ? ATTR_RANK_LIST : ATTR_RANK_STATED, known, err);
    return messages->labels != NULL;
}

static bool note_buttons(const struct table *table, struct err *err)
{
    const struct mapping *mapping = table->mapping;
    bool only_buttons = mapping_has_column(mapping, FIELD_BUTTON_COUNT) &&
                        !mapping_has_column(mapping, FIELD_REPLY_COUNT) &&
                        !mapping_has_column(mapping, FIELD_REPLIED_AT);
    return !only_buttons ||
           import_note(
               table->context,
               _("replies are those by quick-reply buttons; the file tells of no others")) ||
           err_memory(err);
}

static void *open_messages(struct table *table, struct err *err)
{
    if (!check_columns(table, err)) {
        return NULL;
    }
    struct message_state *messages = mem_new(1, sizeof *messages);
    if (!messages) {
        err_memory(err);
        return NULL;
    }
    if (!fill_state(table, messages, err) || !note_buttons(table, err)) {
        close_messages(messages);
        return NULL;
    }
    return messages;
}

static bool lacks_campaign(const struct table *table)
{
    /* A log of events is of many campaigns: what it does not say stays unattributed. */
    return !table->mapping->event && !mapping_has(table->mapping, FIELD_CAMPAIGN);
}

static counter_mask known_counters(const struct table *table)
{
    const struct message_state *messages = table->state;
    return messages->known;
}

static void set_known(struct table *table, counter_mask known)
{
    struct message_state *messages = table->state;
    labels_set_known(messages->labels, known);
}

/* Whether no row is a message: all are of what people did. */
static bool only_incoming(const struct table *table)
{
    const struct cell *direction = row_constant(&table->row, FIELD_DIRECTION);
    bool incoming = false;
    return direction && !mapping_has_column(table->mapping, FIELD_DIRECTION) &&
           failure_direction(direction->text, direction->length, &incoming) && incoming;
}

static bool per_row_identity(const struct table *table)
{
    const struct message_state *messages = table->state;
    return !only_incoming(table) && !identity_by_id(messages->identity) &&
           !identity_by_recipient(messages->identity);
}

static bool must_replay(const struct table *table)
{
    const struct message_state *messages = table->state;
    return identity_by_recipient(messages->identity);
}

static void next_batch(struct table *table)
{
    struct message_state *messages = table->state;
    labels_next_batch(messages->labels);
}

/* --- a row ------------------------------------------------------------------------------------ */

/* Whether all times are of the past; a rejected row otherwise. */
static bool check_times(struct table *table)
{
    const struct mapping *mapping = table->mapping;
    for (size_t i = 0; i < mapping->count; i++) {
        const struct cell *cell = &table->row.cells[i];
        enum field_type type = mapping->columns[i].reading.type;
        if ((type == FIELD_TYPE_TIME || type == FIELD_TYPE_HAPPENED || type == FIELD_TYPE_HITS) &&
            cell->set && cell->number != TIME_SOME && cell->number > table->latest) {
            row_reject_cell(&table->row, &mapping->columns[i], cell->text, cell->length,
                            cell->column, _("lies in the future"));
            return false;
        }
    }
    return true;
}

static const char *what_is_wrong(const struct cell *cell)
{
    bool exponent = false, masked = false, digits = true;
    for (size_t i = 0; i < cell->length; i++) {
        char c = cell->text[i];
        exponent = exponent || ((c == 'E' || c == 'e') && i + 1 < cell->length && i > 0 &&
                                cell->text[i + 1] == '+');
        masked = masked || c == '*';
        digits = digits && ((c >= '0' && c <= '9') || c == ' ' || c == '-');
    }
    if (exponent) {
        return _("was rounded by a spreadsheet; export phone numbers as text");
    }
    if (masked) {
        return _("is masked");
    }
    return digits ? _("is no phone number with its country code (--country adds one)")
                  : _("is no phone number, e-mail address or user id");
}

/* The recipient's normal form; false: the row is rejected. */
static bool read_recipient(struct table *table, struct message_state *messages)
{
    struct row *row = &table->row;
    const struct cell *cell = row_cell(row, FIELD_RECIPIENT);
    const struct cell *id = row_cell(row, FIELD_MESSAGE_ID);
    bool by_recipient = identity_by_recipient(messages->identity);
    bool by_id = identity_by_id(messages->identity);
    strbuf_clear(&messages->recipient);
    bool bad = cell && value_recipient(cell->text, cell->length, table->context->request->country,
                                       &messages->recipient) == VALUE_BAD;
    if (bad && id && table->mapping->event) {
        /* An event is one whoever it happened to; senders of logs mask numbers. */
        strbuf_clear(&messages->recipient);
        messages->masked++;
    } else if (bad) {
        row_reject_cell(row, &table->mapping->columns[table->mapping->place[FIELD_RECIPIENT]],
                        cell->text, cell->length, cell->column, what_is_wrong(cell));
        return false;
    }
    const char *lacks = NULL;
    if (!id && by_id && (!by_recipient || table->mapping->record == RECORD_SENT)) {
        lacks = _("no message id");
    } else if (!id && by_id && !cell) {
        lacks = _("neither a message id nor a recipient");
    } else if (!id && by_recipient && !cell) {
        lacks = _("no recipient");
    }
    if (lacks) {
        row_reject(row, 0, "%s", lacks);
    }
    return !lacks;
}

static const char *country_of(const struct strbuf *recipient)
{
    if (recipient->length == 0 || recipient->data[0] < '0' || recipient->data[0] > '9') {
        return NULL;
    }
    return value_phone_country(recipient->data, recipient->length);
}

static const struct cell *first_time(const struct row *row)
{
    static const enum field fields[] = {FIELD_SENT_AT, FIELD_CREATED_AT, FIELD_STATUS_AT,
                                        FIELD_DELIVERED_AT, FIELD_READ_AT};
    for (size_t i = 0; i < ARRAY_COUNT(fields); i++) {
        const struct cell *cell = row_cell(row, fields[i]);
        if (cell && cell->number != TIME_SOME) {
            return cell;
        }
    }
    return NULL;
}

/* What makes it one event: the id of what was written; else person, act and time. */
static uint64_t event_id(struct table *table, enum person_act act, int64_t at)
{
    struct message_state *messages = table->state;
    const struct cell *id = row_cell(&table->row, FIELD_MESSAGE_ID);
    if (id) {
        return keyhash_id(table->context->request->hash, KEYHASH_EVENT, id->text, id->length);
    }
    const char *name = act == PERSON_STOP ? "stop" : act == PERSON_RESUME ? "resume" : "reply";
    return identity_event(messages->identity, name, &messages->recipient, at);
}

/* A row of what the person did that names no message of ours: wrote or, by its status, opted
 * out. The person is who sent it; where nobody says who did, the recipient. */
static enum record_step add_incoming(struct table *table, struct batch *batch, struct err *err)
{
    struct message_state *messages = table->state;
    const struct import_request *request = table->context->request;
    const struct cell *from = row_cell(&table->row, (enum field)(FIELD_ATTR + ATTR_SENDER));
    const struct cell *status = row_cell(&table->row, FIELD_STATUS);
    const struct cell *when = first_time(&table->row);
    struct strbuf *recipient = &messages->recipient;
    strbuf_clear(recipient);
    from = from ? from : row_cell(&table->row, FIELD_RECIPIENT);
    if (!batch || !from || !when ||
        value_recipient(from->text, from->length, request->country, recipient) != VALUE_OK) {
        return RECORD_IGNORED;
    }
    bool stop = status && status->number == VALUE_STATUS_OPTED_OUT;
    enum person_act act = stop ? PERSON_STOP : PERSON_REPLY;
    uint64_t id = event_id(table, act, when->number);
    struct person_event *event = id && !recipient->failed ? batch_person(batch) : NULL;
    if (!event) {
        err_memory(err);
        return RECORD_FAILED;
    }
    event->id = id;
    event->recipient =
        keyhash_id(request->hash, KEYHASH_RECIPIENT, recipient->data, recipient->length);
    event->at = when->number;
    event->act = act;
    import_seen(table->context, event->at);
    return RECORD_DONE;
}

static enum record_step add_message(struct table *table, struct batch *batch, uint64_t key,
                                    const int64_t at[MESSAGE_STATUS_COUNT], int32_t code,
                                    struct err *err)
{
    struct message_state *messages = table->state;
    const struct cell *cost = row_cell(&table->row, FIELD_COST);
    const struct cell *revenue = row_cell(&table->row, FIELD_REVENUE);
    uint32_t place = labels_place(messages->labels, batch);
    struct message *message = place == UINT32_MAX ? NULL : batch_message(batch, key, place);
    if (!message) {
        err_memory(err);
        return RECORD_FAILED;
    }
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        message->at[i] = at[i];
        import_seen(table->context, at[i]);
    }
    message->code = code;
    message->cost = cost ? cost->number : MESSAGE_MONEY_NONE;
    message->revenue = revenue ? revenue->number : MESSAGE_MONEY_NONE;
    message->recipient = keyhash_id(table->context->request->hash, KEYHASH_RECIPIENT,
                                    strbuf_text(&messages->recipient), messages->recipient.length);
    messages->undated += message_moment(message) == TIME_SOME;
    return RECORD_DONE;
}

/* What the cells say together. RECORD_IGNORED: nothing happened. */
static enum record_step read_message(struct table *table, const struct csv_record *record,
                                     struct identity_row *which, int64_t at[MESSAGE_STATUS_COUNT],
                                     int32_t *code, struct err *err)
{
    struct message_state *messages = table->state;
    struct row *row = &table->row;
    struct currency currency;
    const struct cell *cost = row_cell(row, FIELD_COST);
    if (cost && cost->number < 0) {
        row_reject(row, cost->column, _("a negative cost (in a profile, \"scale\": -1 turns it)"));
        return RECORD_REJECTED;
    }
    if (!read_recipient(table, messages) || !table_currency(table, &currency)) {
        return RECORD_REJECTED;
    }
    if (!happenings_read(&messages->happenings, row, at, code)) {
        return RECORD_IGNORED;
    }
    *which = (struct identity_row){
        .recipient = &messages->recipient,
        .id = row_cell(row, FIELD_MESSAGE_ID),
        .sent = at[MESSAGE_SENT],
        .begin = record->begin,
        .attrs =
            messages->recipient.failed
                ? NULL
                : labels_attrs(messages->labels, row, country_of(&messages->recipient), currency)};
    if (!which->attrs) {
        err_memory(err);
        return RECORD_FAILED;
    }
    return RECORD_DONE;
}

static enum record_step add(struct table *table, const struct csv_record *record,
                            struct batch *batch, struct err *err)
{
    struct message_state *messages = table->state;
    const struct cell *direction = row_cell(&table->row, FIELD_DIRECTION);
    bool incoming = false;
    if (direction && !failure_direction(direction->text, direction->length, &incoming)) {
        row_reject(&table->row, direction->column,
                   _("the direction is neither incoming nor outgoing"));
        return RECORD_REJECTED;
    }
    if (!check_times(table)) {
        return RECORD_REJECTED;
    }
    if (incoming) {
        return add_incoming(table, batch, err);
    }
    struct identity_row which;
    int64_t at[MESSAGE_STATUS_COUNT];
    int32_t code;
    uint64_t key = 0;
    enum record_step step = read_message(table, record, &which, at, &code, err);
    if (step != RECORD_DONE) {
        messages->unsent += step == RECORD_IGNORED && batch;
        return step;
    }
    switch (identity_key(messages->identity, &which, &key)) {
    case IDENTITY_SURVEY:
        return RECORD_SURVEY;
    case IDENTITY_FAILED:
        err_memory(err);
        return RECORD_FAILED;
    case IDENTITY_KEY:
        break;
    }
    return batch ? add_message(table, batch, key, at, code, err) : RECORD_DONE;
}

/* --- survey ----------------------------------------------------------------------------------- */

/* A look at all rows to come; it stops at a date that needs an order first. */
struct survey {
    bool orderless;
};

static bool look_at_identity(struct table *table, const struct csv_record *record, void *user,
                             bool *stop, struct err *err)
{
    struct message_state *messages = table->state;
    struct survey *survey = user;
    struct identity_row which;
    int64_t at[MESSAGE_STATUS_COUNT];
    int32_t code;
    switch (row_read(&table->row, record)) {
    case ROW_ORDERLESS:
        survey->orderless = *stop = true;
        return true;
    case ROW_REJECTED:
        return true;
    case ROW_FAILED:
        return err_memory(err);
    case ROW_READ:
        break;
    }
    enum record_step step = read_message(table, record, &which, at, &code, err);
    if (step != RECORD_DONE) {
        return step != RECORD_FAILED;
    }
    return identity_survey_look(messages->identity, &which, err);
}

static bool survey_rows(struct table *table, const struct csv_mark *mark, struct cancel *cancel,
                        struct err *err)
{
    struct message_state *messages = table->state;
    for (;;) {
        struct survey survey = {0};
        if (!identity_survey_begin(messages->identity, err) ||
            !table_walk(table, mark, look_at_identity, &survey, cancel, err)) {
            return false;
        }
        if (!survey.orderless) {
            return identity_survey_end(messages->identity, err);
        }
        if (!date_order_decide(table, cancel, err)) {
            return false;
        }
    }
}

/* --- the end ---------------------------------------------------------------------------------- */

static bool finish(struct table *table, struct err *err)
{
    struct message_state *messages = table->state;
    uint64_t undated = messages->undated;
    uint64_t unsent = messages->unsent;
    bool noted = true;
    uint64_t masked = messages->masked;
    messages->undated = messages->unsent = messages->masked = 0;
    if (undated > 0) {
        noted = import_note(
            table->context,
            NG_("%" PRIu64 " message has no time: it counts for its campaign, but on no day",
                "%" PRIu64 " messages have no time: they count for their campaigns, but on no day",
                undated),
            undated);
    }
    if (unsent > 0) {
        noted =
            noted && import_note(table->context,
                                 NG_("%" PRIu64 " row tells of nothing that happened yet",
                                     "%" PRIu64 " rows tell of nothing that happened yet", unsent),
                                 unsent);
    }
    if (masked > 0) {
        noted =
            noted && import_note(table->context,
                                 _("recipients that are no numbers (masked?): %" PRIu64), masked);
    }
    return noted || err_memory(err);
}

const struct record_ops record_message_ops = {
    .open = open_messages,
    .add = add,
    .survey = survey_rows,
    .next_batch = next_batch,
    .finish = finish,
    .lacks_campaign = lacks_campaign,
    .per_row_identity = per_row_identity,
    .must_replay = must_replay,
    .close = close_messages,
    .known = known_counters,
    .set_known = set_known,
};
