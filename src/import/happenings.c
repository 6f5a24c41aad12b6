/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/happenings.h"

#include "import/failure.h"

_Static_assert(FIELD_CONVERTED_AT - FIELD_SENT_AT == MESSAGE_CONVERTED &&
                   FIELD_CONVERTED - FIELD_SENT == MESSAGE_CONVERTED,
               "fields stand in the order of enum message_status");

/* --- what a file can know --------------------------------------------------------------------- */

static bool is_happening(const struct mapping *mapping, int status)
{
    return mapping_has(mapping, (enum field)(FIELD_SENT_AT + status)) ||
           mapping_has(mapping, (enum field)(FIELD_SENT + status));
}

counter_mask happenings_joined(counter_mask known)
{
    const counter_mask both = COUNTER_BIT(COUNTER_CLICKERS) | COUNTER_BIT(COUNTER_REPLIERS);
    return (known & both) == both ? known | COUNTER_BIT(COUNTER_INTERACTORS) : known;
}

/* What a profile's words for statuses tell of beyond what every status does. */
static counter_mask status_words(const struct mapping *mapping)
{
    counter_mask known = 0;
    if (!mapping_has_column(mapping, FIELD_STATUS)) {
        return known;
    }
    const struct map_reading *reading = &mapping->columns[mapping->place[FIELD_STATUS]].reading;
    for (size_t i = 0; i < reading->value_count; i++) {
        switch ((enum value_status)reading->values[i].number) {
        case VALUE_STATUS_CLICKED:
            known |= COUNTER_BIT(COUNTER_CLICKERS);
            break;
        case VALUE_STATUS_REPLIED:
            known |= COUNTER_BIT(COUNTER_REPLIERS);
            break;
        case VALUE_STATUS_OPTED_OUT:
            known |= COUNTER_BIT(COUNTER_OPTOUTS);
            break;
        case VALUE_STATUS_NOTHING:
        case VALUE_STATUS_SENT:
        case VALUE_STATUS_DELIVERED:
        case VALUE_STATUS_READ:
        case VALUE_STATUS_FAILED:
            break;
        }
    }
    return known;
}

counter_mask happenings_known(const struct mapping *mapping)
{
    static const enum counter counters[MESSAGE_STATUS_COUNT] = {
        [MESSAGE_SENT] = COUNTER_SENT,        [MESSAGE_DELIVERED] = COUNTER_DELIVERED,
        [MESSAGE_READ] = COUNTER_READ,        [MESSAGE_CLICKED] = COUNTER_CLICKERS,
        [MESSAGE_REPLIED] = COUNTER_REPLIERS, [MESSAGE_OPTED_OUT] = COUNTER_OPTOUTS,
        [MESSAGE_FAILED] = COUNTER_FAILED,    [MESSAGE_CONVERTED] = COUNTER_CONVERSIONS};
    static const struct {
        enum field field;
        counter_mask known;
    } others[] = {
        {FIELD_STATUS, COUNTER_BIT(COUNTER_SENT) | COUNTER_BIT(COUNTER_FAILED) |
                           COUNTER_BIT(COUNTER_DELIVERED) | COUNTER_BIT(COUNTER_READ)},
        {FIELD_CLICK_COUNT, COUNTER_BIT(COUNTER_CLICKERS)},
        {FIELD_REPLY_COUNT, COUNTER_BIT(COUNTER_REPLIERS)},
        {FIELD_BUTTON_COUNT, COUNTER_BIT(COUNTER_REPLIERS)},
        {FIELD_FAILED_CODE, COUNTER_BIT(COUNTER_FAILED) | COUNTER_BIT(COUNTER_FAILED_CAP) |
                                COUNTER_BIT(COUNTER_FAILED_UNREACHABLE)},
        {FIELD_FAILED_TEXT, COUNTER_BIT(COUNTER_FAILED)},
        {FIELD_REVENUE, COUNTER_BIT(COUNTER_REVENUE)},
        {FIELD_COST, COUNTER_BIT(COUNTER_COST_MESSAGE)},
    };
    counter_mask known = 0;
    if (mapping->record == RECORD_SENT) {
        return COUNTER_BIT(COUNTER_SENT);
    }
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        known |= is_happening(mapping, i) ? COUNTER_BIT(counters[i]) : 0;
    }
    for (size_t i = 0; i < ARRAY_COUNT(others); i++) {
        known |= mapping_has(mapping, others[i].field) ? others[i].known : 0;
    }
    /* What people wrote is in the file too. */
    known |= mapping_has(mapping, FIELD_DIRECTION) ? COUNTER_BIT(COUNTER_REPLIERS) : 0;
    return happenings_joined(known | status_words(mapping));
}

bool happenings_any(const struct mapping *mapping)
{
    bool any = mapping_has(mapping, FIELD_STATUS) || mapping_has(mapping, FIELD_CLICK_COUNT) ||
               mapping_has(mapping, FIELD_REPLY_COUNT);
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        any = any || is_happening(mapping, i);
    }
    return any;
}

/* --- what a row says -------------------------------------------------------------------------- */

void happenings_init(struct happenings *happenings, struct row *row)
{
    const struct mapping *mapping = row->mapping;
    bool status = mapping_has(mapping, FIELD_STATUS);
    happenings->list = mapping->record == RECORD_SENT;
    happenings->tells = status || mapping_has_column(mapping, FIELD_SENT_AT) ||
                        mapping_has_column(mapping, FIELD_SENT);
    happenings->failure_words = !status && !is_happening(mapping, MESSAGE_FAILED);
    happenings->sent_at = TIME_NONE;
    for (size_t i = 0; i < mapping->constant_count; i++) {
        if (mapping->constants[i].field == FIELD_SENT_AT && row->constants[i].set) {
            happenings->sent_at = row->constants[i].number;
            row->constants[i].set = false;
        }
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a == TIME_NONE || (b != TIME_NONE && b < a) ? b : a;
}

static void happen(int64_t at[MESSAGE_STATUS_COUNT], enum message_status status, int64_t moment)
{
    at[status] = earlier(at[status], moment);
}

/* A column that holds the latest state: what comes before it happened too; `event`: it tells of
 * that state only. */
static void apply_status(int64_t at[MESSAGE_STATUS_COUNT], enum value_status status,
                         int64_t status_at, bool event)
{
    static const struct {
        enum message_status state;
        unsigned implied; /* bits 1 << enum message_status */
    } states[] = {
        [VALUE_STATUS_SENT] = {MESSAGE_SENT, 0},
        [VALUE_STATUS_DELIVERED] = {MESSAGE_DELIVERED, 1u << MESSAGE_SENT},
        [VALUE_STATUS_READ] = {MESSAGE_READ, 1u << MESSAGE_SENT | 1u << MESSAGE_DELIVERED},
        [VALUE_STATUS_CLICKED] = {MESSAGE_CLICKED, 1u << MESSAGE_SENT | 1u << MESSAGE_DELIVERED |
                                                       1u << MESSAGE_READ},
        [VALUE_STATUS_REPLIED] = {MESSAGE_REPLIED, 1u << MESSAGE_SENT | 1u << MESSAGE_DELIVERED |
                                                       1u << MESSAGE_READ},
        [VALUE_STATUS_OPTED_OUT] = {MESSAGE_OPTED_OUT, 1u << MESSAGE_SENT},
        [VALUE_STATUS_FAILED] = {MESSAGE_FAILED, 0},
    };
    if (status == VALUE_STATUS_NOTHING) {
        return;
    }
    enum message_status state = states[status].state;
    if (at[state] == TIME_NONE || at[state] == TIME_SOME) {
        at[state] = status_at;
    }
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        if (!event && states[status].implied & (1u << i)) {
            happen(at, (enum message_status)i, TIME_SOME);
        }
    }
}

static void apply_columns(const struct row *row, int64_t at[MESSAGE_STATUS_COUNT])
{
    static const struct {
        enum field field;
        enum message_status status;
    } counts[] = {{FIELD_CLICK_COUNT, MESSAGE_CLICKED},
                  {FIELD_REPLY_COUNT, MESSAGE_REPLIED},
                  {FIELD_BUTTON_COUNT, MESSAGE_REPLIED}};
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        const struct cell *when = row_cell(row, (enum field)(FIELD_SENT_AT + i));
        const struct cell *whether = row_cell(row, (enum field)(FIELD_SENT + i));
        at[i] = when ? when->number : TIME_NONE;
        if (whether) {
            happen(at, (enum message_status)i, whether->number);
        }
    }
    for (size_t i = 0; i < ARRAY_COUNT(counts); i++) {
        const struct cell *cell = row_cell(row, counts[i].field);
        if (cell) {
            happen(at, counts[i].status, cell->number);
        }
    }
}

/* The failure's code, and whether words alone tell of a failure. */
static int32_t apply_failure(const struct happenings *happenings, const struct row *row,
                             int64_t at[MESSAGE_STATUS_COUNT])
{
    static const enum field fields[] = {FIELD_FAILED_CODE, FIELD_FAILED_TEXT};
    int32_t code = 0;
    for (size_t i = 0; i < ARRAY_COUNT(fields); i++) {
        const struct cell *cell = row_cell(row, fields[i]);
        if (!cell || !failure_is_one(cell->text, cell->length)) {
            continue;
        }
        if (happenings->failure_words) {
            happen(at, MESSAGE_FAILED, TIME_SOME);
        }
        code = code ? code : failure_code(cell->text, cell->length);
    }
    return at[MESSAGE_FAILED] == TIME_NONE ? 0 : code;
}

bool happenings_read(const struct happenings *happenings, const struct row *row,
                     int64_t at[MESSAGE_STATUS_COUNT], int32_t *code)
{
    apply_columns(row, at);
    const struct cell *status = row_cell(row, FIELD_STATUS);
    if (status) {
        const struct cell *when = row_cell(row, FIELD_STATUS_AT);
        apply_status(at, (enum value_status)status->number, when ? when->number : TIME_SOME,
                     row->mapping->event);
    }
    *code = apply_failure(happenings, row, at);
    /* What stands in a list of sent messages was sent; so was what a dated file without any word of
     * sending holds. */
    if (happenings->list || (happenings->sent_at != TIME_NONE && !happenings->tells)) {
        happen(at, MESSAGE_SENT, TIME_SOME);
    }
    bool any = false;
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        any = any || at[i] != TIME_NONE;
    }
    if (any && happenings->sent_at != TIME_NONE &&
        (at[MESSAGE_SENT] == TIME_NONE || at[MESSAGE_SENT] == TIME_SOME)) {
        at[MESSAGE_SENT] = happenings->sent_at;
    }
    return any;
}
