/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "import/alias.h"
#include "import/hits.h"
#include "import/profile_rules.h"
#include "import/values_script.h"
#include "text/utf8.h"

#define SHOWN_MAX 40 /* bytes of a wrong value that are shown */

enum row_step row_reject(struct row *row, uint64_t column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_clear(&row->reason);
    strbuf_vprintf(&row->reason, format, args);
    va_end(args);
    row->column = column;
    return row->reason.failed ? ROW_FAILED : ROW_REJECTED;
}

enum row_step row_reject_cell(struct row *row, const struct map_column *column, const char *text,
                              size_t length, uint64_t at, const char *what)
{
    if (column->reading.type == FIELD_TYPE_PHONE) {
        return row_reject(row, at, _("column \"%s\": %s"), column->name, what);
    }
    struct strbuf shown = STRBUF_INIT;
    utf8_sanitize(&shown, text, length, SHOWN_MAX);
    enum row_step step =
        row_reject(row, at, _("column \"%s\": \"%s\" %s"), column->name, strbuf_text(&shown), what);
    row->reason.failed = row->reason.failed || shown.failed;
    step = row->reason.failed ? ROW_FAILED : step;
    strbuf_free(&shown);
    return step;
}

/* --- values ----------------------------------------------------------------------------------- */

static bool same_text(const char *text, size_t length, const char *other)
{
    return strlen(other) == length && memcmp(text, other, length) == 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool same_but_case(const char *text, size_t length, const char *other)
{
    for (size_t i = 0; i < length; i++) {
        if (!other[i] || lower(text[i]) != lower(other[i])) {
            return false;
        }
    }
    return !other[length];
}

/* What a profile says a value stands for; exact spelling first. NULL: nothing. */
static const struct map_value *find_value(const struct map_reading *reading, const char *text,
                                          size_t length)
{
    for (size_t i = 0; i < reading->value_count; i++) {
        if (same_text(text, length, reading->values[i].from)) {
            return &reading->values[i];
        }
    }
    for (size_t i = 0; i < reading->value_count; i++) {
        if (same_but_case(text, length, reading->values[i].from)) {
            return &reading->values[i];
        }
    }
    for (size_t i = 0; i < reading->value_count; i++) {
        if (profile_text_is(reading->values[i].from, text, length)) {
            return &reading->values[i];
        }
    }
    return NULL;
}

static enum value_result read_text(const struct map_value *known, struct cell *cell)
{
    if (known) {
        cell->text = known->text;
        cell->length = strlen(known->text);
    }
    return cell->length > 0 && !value_is_empty(cell->text, cell->length) ? VALUE_OK : VALUE_EMPTY;
}

static enum value_result read_flag(const struct map_value *known, struct cell *cell)
{
    bool flag = known && known->number;
    enum value_result result = known ? VALUE_OK : value_flag(cell->text, cell->length, &flag);
    if (result != VALUE_OK) {
        return result;
    }
    cell->number = TIME_SOME;
    return flag ? VALUE_OK : VALUE_EMPTY;
}

static enum value_result read_status(const struct map_value *known, struct cell *cell)
{
    if (known) {
        cell->number = known->number;
        return VALUE_OK;
    }
    enum value_status status = VALUE_STATUS_NOTHING;
    enum value_result result = value_status(cell->text, cell->length, &status);
    cell->number = (int64_t)status;
    return result;
}

/* Whether the row's zone made a moment of the cell. */
static bool is_local(const struct row *row, const struct map_column *column,
                     const struct cell *cell)
{
    const char *format = column->reading.format;
    if (column->zone) {
        return false;
    }
    if (column->reading.unit) {
        return column->reading.unit == VALUE_UNIT_EXCEL;
    }
    return format ? !strstr(format, "%z") && !strstr(format, "%s")
                  : value_time_is_local(cell->text, cell->length, row->order);
}

static enum value_result read_moment(const struct row *row, const struct map_column *column,
                                     struct cell *cell)
{
    const struct zone *zone = column->zone ? column->zone : row->zone;
    const char *format = column->reading.format;
    enum value_unit unit = column->reading.unit;
    if (unit) {
        return value_time_unit(cell->text, cell->length, unit, zone, &cell->number,
                               &cell->date_only);
    }
    return format ? value_time_format(cell->text, cell->length, format, zone, &cell->number,
                                      &cell->date_only)
                  : value_time(cell->text, cell->length, row->order, zone, &cell->number,
                               &cell->date_only);
}

static enum value_result read_time(struct row *row, const struct map_column *column,
                                   struct cell *cell)
{
    const struct zone *zone = column->zone ? column->zone : row->zone;
    const char *format = column->reading.format;
    enum value_unit unit = column->reading.unit;
    enum value_result result;
    if (column->reading.type == FIELD_TYPE_DATE) {
        int32_t day = DAY_NONE;
        result = unit     ? value_day_unit(cell->text, cell->length, unit, zone, &day)
                 : format ? value_day_format(cell->text, cell->length, format, &day)
                          : value_day(cell->text, cell->length, row->order, zone, &day);
        cell->number = day;
        return result;
    }
    result = read_moment(row, column, cell);
    row->local_times = row->local_times || (result == VALUE_OK && is_local(row, column, cell));
    return result;
}

/* value * scale / MONEY_UNIT, rounded half away from zero; false when it does not fit. */
static bool scale_money(int64_t *value, int64_t scale)
{
    if (scale == MONEY_UNIT) {
        return true;
    }
    int64_t whole = *value / MONEY_UNIT;
    int64_t rest = *value % MONEY_UNIT;
    int64_t big, small;
    if (__builtin_mul_overflow(whole, scale, &big) || __builtin_mul_overflow(rest, scale, &small)) {
        return false;
    }
    int64_t half = small < 0 ? -MONEY_UNIT / 2 : MONEY_UNIT / 2;
    small = small / MONEY_UNIT + (small % MONEY_UNIT + half) / MONEY_UNIT;
    return money_add(big, small, value);
}

static enum value_result read_money(const struct row *row, const struct map_column *column,
                                    struct cell *cell)
{
    enum value_result result = value_money(cell->text, cell->length, row->mapping->decimal,
                                           &cell->number, &cell->currency);
    if (result == VALUE_OK && !scale_money(&cell->number, column->reading.scale)) {
        return VALUE_BAD;
    }
    if (column->reading.absolute && cell->number < 0 && cell->number != INT64_MIN) {
        cell->number = -cell->number;
    }
    cell->signed_itself = cell->currency.code[0] != '\0';
    if (!cell->signed_itself) {
        cell->currency = column->reading.currency;
    }
    return result;
}

static enum value_result read_value(struct row *row, const struct map_column *column,
                                    struct cell *cell)
{
    const struct map_value *known = find_value(&column->reading, cell->text, cell->length);
    enum value_result result;
    switch (column->reading.type) {
    case FIELD_TYPE_TEXT:
        return read_text(known, cell);
    case FIELD_TYPE_PHONE:
        return value_is_empty(cell->text, cell->length) ? VALUE_EMPTY : VALUE_OK;
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_DATE:
        return read_time(row, column, cell);
    case FIELD_TYPE_COUNT:
        return value_count(cell->text, cell->length, row->mapping->decimal, &cell->number);
    case FIELD_TYPE_FLAG:
        return read_flag(known, cell);
    case FIELD_TYPE_MONEY:
        return read_money(row, column, cell);
    case FIELD_TYPE_STATUS:
        return read_status(known, cell);
    case FIELD_TYPE_HAPPENED:
        result = read_flag(known, cell);
        return result == VALUE_BAD ? read_time(row, column, cell) : result;
    case FIELD_TYPE_HITS:
        return hits_read(cell->text, cell->length, column->zone ? column->zone : row->zone,
                         &cell->number);
    case FIELD_TYPE_PERCENT:
        break;
    }
    return VALUE_EMPTY;
}

static const char *what_is_wrong(enum field_type type)
{
    switch (type) {
    case FIELD_TYPE_PHONE:
        return _("is no phone number, address or user id");
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_DATE:
        return _("is no date that can be read");
    case FIELD_TYPE_COUNT:
        return _("is no count");
    case FIELD_TYPE_FLAG:
        return _("is neither yes nor no");
    case FIELD_TYPE_MONEY:
        return _("is no amount");
    case FIELD_TYPE_STATUS:
        return _("is a status nobody knows (a profile can say what it means)");
    case FIELD_TYPE_HAPPENED:
        return _("is neither yes, no nor a time");
    case FIELD_TYPE_HITS:
        return _("is neither a number nor a list");
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_PERCENT:
        break;
    }
    return _("cannot be read");
}

bool row_takes_order(const struct map_column *column)
{
    enum field_type type = column->reading.type;
    return !column->reading.format && !column->reading.unit &&
           (type == FIELD_TYPE_TIME || type == FIELD_TYPE_DATE || type == FIELD_TYPE_HAPPENED);
}

/* --- rows ------------------------------------------------------------------------------------- */

bool row_init(struct row *row, struct arena *arena, const struct mapping *mapping,
              const struct zone *zone, struct err *err)
{
    *row = (struct row){.mapping = mapping, .zone = zone};
    row->cells = ARENA_ARRAY(arena, struct cell, mapping->count + 1);
    row->constants = ARENA_ARRAY(arena, struct cell, mapping->constant_count + 1);
    if (!row->cells || !row->constants) {
        return err_memory(err);
    }
    for (size_t i = 0; i < mapping->constant_count; i++) {
        const struct map_constant *constant = &mapping->constants[i];
        const struct field_info *info = field_info(constant->field);
        struct map_column column = {.field = constant->field,
                                    .name = info->name,
                                    .reading = {.type = info->type, .scale = MONEY_UNIT}};
        struct cell *cell = &row->constants[i];
        cell->text = constant->text;
        cell->length = strlen(constant->text);
        enum value_result result = read_value(row, &column, cell);
        cell->set = result == VALUE_OK;
        if (result == VALUE_BAD) {
            return err_set(err, ERR_REFUSED, _("constants.%s: \"%s\" %s"), info->name,
                           constant->text, what_is_wrong(info->type));
        }
    }
    return true;
}

void row_free(struct row *row)
{
    strbuf_free(&row->reason);
}

static enum row_step too_wide(struct row *row, const struct csv_record *record, size_t width)
{
    for (size_t i = width; i < record->count; i++) {
        if (record->fields[i].length > 0) {
            return row_reject(row, record->fields[i].column,
                              _("%zu fields where the header has %zu columns"), record->count,
                              width);
        }
    }
    return ROW_READ;
}

enum row_step row_read(struct row *row, const struct csv_record *record)
{
    const struct mapping *mapping = row->mapping;
    if (mapping->width > 0 && record->count > mapping->width) {
        enum row_step step = too_wide(row, record, mapping->width);
        if (step != ROW_READ) {
            return step;
        }
    }
    /* A last line without an end that lacks cells was cut off; what stands in it may be cut, too.
     */
    if (!record->complete && record->count < mapping->width) {
        return row_reject(row, 0, _("the file ends within this row"));
    }
    for (size_t i = 0; i < mapping->count; i++) {
        const struct map_column *column = &mapping->columns[i];
        struct cell *cell = &row->cells[i];
        *cell = (struct cell){.text = ""};
        if (column->index >= record->count || record->fields[column->index].length == 0) {
            continue;
        }
        const struct csv_field *field = &record->fields[column->index];
        cell->text = field->text;
        cell->length = field->length;
        cell->column = field->column;
        /* Also a date that can be read one way only: the next may be readable the other way only.
         */
        if (row->order == DATE_ORDER_UNKNOWN && row_takes_order(column) &&
            value_time_orders(field->text, field->length) != 0) {
            row->column = field->column;
            return ROW_ORDERLESS;
        }
        enum value_result result = read_value(row, column, cell);
        if (result == VALUE_BAD) {
            return row_reject_cell(row, column, field->text, field->length, field->column,
                                   what_is_wrong(column->reading.type));
        }
        cell->set = result == VALUE_OK;
        row->buddhist = row->buddhist || (cell->set && row_takes_order(column) &&
                                          value_is_buddhist(field->text, field->length));
    }
    return ROW_READ;
}

const struct cell *row_constant(const struct row *row, enum field field)
{
    const struct mapping *mapping = row->mapping;
    for (size_t i = 0; i < mapping->constant_count; i++) {
        if (mapping->constants[i].field == field && row->constants[i].set) {
            return &row->constants[i];
        }
    }
    return NULL;
}

/* --- rows that are none ----------------------------------------------------------------------- */

static bool is_total_word(const struct mapping *mapping, const struct csv_field *field)
{
    static const char *const words[] = {"total", "totals", "grandtotal", "subtotal", "overall",
                                        "sum", "summary", "alltotal", "totalsum", "overalltotal",
                                        /* es pt fr de id ar zh th hy, as keys of alias.h */
                                        "suma", "totalgeneral", "totalgeral", "somme", "summe",
                                        "gesamt", "gesamtsumme", "totalkeseluruhan", "المجموع",
                                        "الاجمالي", "合计", "总计", "小计", "合計", "總計", "รวม",
                                        "รวมทั้งหมด", "ընդամենը"};
    if (mapping->total_row) {
        return same_but_case(field->text, field->length, mapping->total_row);
    }
    bool ascii = field->length == 0 || (unsigned char)field->text[0] < 0x80;
    if (field->length == 0 || field->length > (ascii ? 24 : 48) ||
        (ascii && !strchr("tgsoaTGSOA", field->text[0]))) {
        return false; /* as nearly always */
    }
    char key[ALIAS_KEY_SIZE];
    alias_key(field->text, field->length, key);
    size_t end = strlen(key);
    if (end > 0 && key[end - 1] == ':') {
        key[end - 1] = '\0';
    }
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        if (strcmp(key, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool row_is_total(const struct mapping *mapping, const struct csv_record *record)
{
    size_t first = 0;
    while (first < record->count && record->fields[first].length == 0) {
        first++;
    }
    if (first == record->count) {
        return false;
    }
    if (mapping->no_totals) {
        return false;
    }
    bool behind = mapping->width > 0 && record->count > mapping->width;
    uint16_t campaign = mapping->place[FIELD_CAMPAIGN];
    uint32_t place = campaign != MAP_NONE ? mapping->columns[campaign].index : 0;
    bool report = mapping->record == RECORD_DAILY || mapping->record == RECORD_CAMPAIGN;
    return is_total_word(mapping, &record->fields[first]) ||
           (behind && is_total_word(mapping, &record->fields[record->count - 1])) ||
           (report && campaign != MAP_NONE && place < record->count &&
            is_total_word(mapping, &record->fields[place]));
}

bool row_is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (record->fields[i].length > 0) {
            return false;
        }
    }
    return true;
}
