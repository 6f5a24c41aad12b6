/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/profile_field.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "import/values.h"

#define TYPES ((int)FIELD_TYPE_STATUS + 1) /* what "as" may say */

/* --- as --------------------------------------------------------------------------------------- */

static bool is_happening(enum field field)
{
    return (field >= FIELD_SENT_AT && field <= FIELD_CONVERTED) || field == FIELD_CLICK_COUNT ||
           field == FIELD_REPLY_COUNT || field == FIELD_BUTTON_COUNT;
}

/* Whether values of a type make sense for a field. */
static bool suits(enum field field, enum field_type type)
{
    enum field_type own = field_info(field)->type;
    if (type == own || (type == FIELD_TYPE_PERCENT && field >= FIELD_COUNTER)) {
        return true;
    }
    if (is_happening(field)) {
        return type == FIELD_TYPE_TIME || type == FIELD_TYPE_DATE || type == FIELD_TYPE_FLAG ||
               type == FIELD_TYPE_COUNT;
    }
    if (own == FIELD_TYPE_DATE || own == FIELD_TYPE_TIME) {
        return type == FIELD_TYPE_DATE || type == FIELD_TYPE_TIME;
    }
    if (own == FIELD_TYPE_TEXT) {
        return type == FIELD_TYPE_COUNT || type == FIELD_TYPE_PHONE;
    }
    return type == FIELD_TYPE_TEXT ? own == FIELD_TYPE_PHONE || own == FIELD_TYPE_STATUS
                                   : type == FIELD_TYPE_COUNT && own == FIELD_TYPE_MONEY;
}

/* The type a field's values are read as when a profile says `type`. */
static enum field_type settle(enum field field, enum field_type type)
{
    enum field_type own = field_info(field)->type;
    if (is_happening(field)) {
        if (type == FIELD_TYPE_COUNT) {
            return FIELD_TYPE_HITS;
        }
        return type == FIELD_TYPE_DATE ? FIELD_TYPE_TIME : type;
    }
    return type == FIELD_TYPE_PERCENT ? type : own; /* a number in a text is kept as written */
}

static bool read_as(const struct profile_reader *reader, const cJSON *object, enum field field,
                    struct map_reading *reading)
{
    const cJSON *value = document_member(object, "as");
    reading->type = field_info(field)->type;
    if (!value) {
        return true;
    }
    const char *text = document_string(value);
    for (int i = 0; i < TYPES; i++) {
        enum field_type type = (enum field_type)i;
        if (!text || strcmp(text, field_type_name(type)) != 0) {
            continue;
        }
        if (!suits(field, type)) {
            return document_refuse(reader->document, value, reader->err,
                                   _("%s.as: values of this field cannot be read as %s"),
                                   reader->where, text);
        }
        reading->type = settle(field, type);
        return true;
    }
    return profile_refuse(reader, value, "as",
                          _("is none of: text, phone, time, date, count, flag, money, percent, "
                            "status"));
}

/* --- from ------------------------------------------------------------------------------------- */

static bool read_from(const struct profile_reader *reader, const cJSON *object,
                      struct profile_field *field)
{
    const cJSON *value = document_member(object, "from");
    double number;
    if (!value) {
        return document_refuse(reader->document, object, reader->err,
                               _("%s: the key \"from\" is missing"), reader->where);
    }
    if (!reader->json && document_number(value, &number)) {
        if (!(number >= 1 && number <= CSV_COLUMNS_MAX) || number != (double)(uint32_t)number) {
            return profile_refuse(reader, value, "from", _("is no column's number"));
        }
        field->column = (uint32_t)number;
        return true;
    }
    bool list = cJSON_IsArray(value);
    size_t count = list ? (size_t)cJSON_GetArraySize(value) : 1;
    struct profile_place *places = ARENA_ARRAY(reader->arena, struct profile_place, count + 1);
    if (!places) {
        return err_memory(reader->err);
    }
    if (count == 0) {
        return profile_refuse(reader, value, "from", _("is an empty list"));
    }
    const cJSON *item = list ? value->child : value;
    for (size_t i = 0; i < count; i++, item = item->next) {
        const char *text = document_string(item);
        if (!text) {
            return profile_refuse(reader, item, "from",
                                  reader->json ? _("is no pointer")
                                               : _("is neither a header nor a column's number"));
        }
        if (!profile_read_place(reader, item, "from", text, &places[i])) {
            return false;
        }
    }
    field->from = places;
    field->from_count = count;
    return true;
}

static bool read_optional(const struct profile_reader *reader, const cJSON *object,
                          struct profile_field *field)
{
    const cJSON *value = document_member(object, "optional");
    field->optional = value && cJSON_IsTrue(value);
    return !value || cJSON_IsBool(value) ||
           profile_refuse(reader, value, "optional", _("is neither true nor false"));
}

/* "json": a pointer into the JSON that the value is. */
static bool read_inside(const struct profile_reader *reader, const cJSON *object,
                        struct profile_field *field)
{
    const cJSON *value = document_member(object, "json");
    struct profile_reader inside = *reader;
    struct profile_place place;
    if (!value) {
        return true;
    }
    if (!document_string(value)) {
        return profile_refuse(reader, value, "json", _("is no pointer"));
    }
    inside.json = true;
    struct json_pointer *pointer = ARENA_NEW(reader->arena, struct json_pointer);
    if (!pointer) {
        return err_memory(reader->err);
    }
    if (!profile_read_place(&inside, value, "json", document_string(value), &place)) {
        return false;
    }
    *pointer = place.pointer;
    field->inside = pointer;
    return true;
}

/* --- the rest --------------------------------------------------------------------------------- */

static bool only_for(const struct profile_reader *reader, const cJSON *value, const char *key,
                     bool fits, const char *types)
{
    return !value || fits ||
           document_refuse(reader->document, value, reader->err,
                           _("%s.%s is only for values read as %s"), reader->where, key, types);
}

static bool read_unit(const struct profile_reader *reader, const cJSON *value, bool format,
                      struct map_reading *reading)
{
    static const struct profile_word words[] = {{"seconds", VALUE_UNIT_SECONDS},
                                                {"milliseconds", VALUE_UNIT_MILLISECONDS},
                                                {"microseconds", VALUE_UNIT_MICROSECONDS},
                                                {"excel", VALUE_UNIT_EXCEL}};
    if (!value) {
        return true;
    }
    if (format) {
        return profile_refuse(reader, value, "unit", _("and \"format\" exclude each other"));
    }
    const char *where = arena_printf(reader->arena, "%s.unit", reader->where);
    if (!where) {
        return err_memory(reader->err);
    }
    int unit =
        profile_read_word(reader->document, value, where, words, ARRAY_COUNT(words), reader->err);
    reading->unit = (enum value_unit)unit;
    return unit >= 0;
}

static bool read_time(const struct profile_reader *reader, const cJSON *object,
                      struct map_reading *reading)
{
    const cJSON *format = document_member(object, "format");
    const cJSON *zone = document_member(object, "zone");
    const cJSON *unit = document_member(object, "unit");
    bool moment = reading->type == FIELD_TYPE_TIME || reading->type == FIELD_TYPE_HAPPENED;
    if (!only_for(reader, format, "format", moment || reading->type == FIELD_TYPE_DATE,
                  "time, date") ||
        !only_for(reader, unit, "unit", moment || reading->type == FIELD_TYPE_DATE, "time, date") ||
        !only_for(reader, zone, "zone",
                  moment || reading->type == FIELD_TYPE_DATE || reading->type == FIELD_TYPE_HITS,
                  "time, date") ||
        !read_unit(reader, unit, format != NULL, reading)) {
        return false;
    }
    if (format) {
        const char *pattern = document_string(format);
        if (!pattern || !value_time_pattern(pattern)) {
            return profile_refuse(
                reader, format, "format",
                _("is no pattern of a whole date (%Y %y %m %b %B %d %H %I %M %S %f "
                  "%p %z %a %A; %I and %p go together)"));
        }
        reading->format = arena_strdup(reader->arena, pattern);
        if (!reading->format) {
            return err_memory(reader->err);
        }
    }
    if (zone) {
        const char *name = document_string(zone);
        struct zone *loaded = name ? zone_load(name, reader->err) : NULL;
        zone_free(loaded);
        if (!loaded && name && reader->err && reader->err->code == ERR_MEMORY) {
            return false;
        }
        if (!loaded) {
            return profile_refuse(reader, zone, "zone",
                                  _("is no time zone (like Asia/Kolkata, UTC, +05:30)"));
        }
        reading->zone = arena_strdup(reader->arena, name);
        if (!reading->zone) {
            return err_memory(reader->err);
        }
    }
    return true;
}

static bool read_money(const struct profile_reader *reader, const cJSON *object,
                       struct map_reading *reading)
{
    const cJSON *currency = document_member(object, "currency");
    const cJSON *scale = document_member(object, "scale");
    const cJSON *absolute = document_member(object, "absolute");
    bool money = reading->type == FIELD_TYPE_MONEY;
    double number;
    reading->scale = MONEY_UNIT;
    if (!only_for(reader, currency, "currency", money, "money") ||
        !only_for(reader, scale, "scale", money, "money") ||
        !only_for(reader, absolute, "absolute", money, "money")) {
        return false;
    }
    if (absolute && !cJSON_IsBool(absolute)) {
        return profile_refuse(reader, absolute, "absolute", _("is neither true nor false"));
    }
    reading->absolute = absolute && cJSON_IsTrue(absolute);
    if (currency) {
        const char *text = document_string(currency);
        if (!text || !currency_parse(text, strlen(text), &reading->currency)) {
            return profile_refuse(reader, currency, "currency",
                                  _("is no currency's code of three letters"));
        }
    }
    if (scale && (!document_number(scale, &number) || !money_from_double(number, &reading->scale) ||
                  reading->scale == 0 || !(number >= -1e6 && number <= 1e6))) {
        return profile_refuse(reader, scale, "scale",
                              _("is no factor between 0.000001 and 1000000"));
    }
    return true;
}

/* What a value of the map stands for; false with err set when it stands for nothing. */
static bool read_meaning(const struct profile_reader *reader, const cJSON *member,
                         const struct map_reading *reading, struct map_value *value)
{
    const char *text = document_string(member);
    bool flag = cJSON_IsTrue(member);
    enum value_status status = VALUE_STATUS_NOTHING;
    value->from = arena_strdup(reader->arena, member->string);
    value->text = arena_strdup(reader->arena, text ? text : "");
    if (!value->from || !value->text) {
        return err_memory(reader->err);
    }
    if (reading->type == FIELD_TYPE_STATUS) {
        if (!text || value_status(text, strlen(text), &status) != VALUE_OK) {
            return document_refuse(reader->document, member, reader->err,
                                   _("%s.values: \"%s\" is no status (sent, delivered, read, "
                                     "clicked, replied, opted out, failed, pending)"),
                                   reader->where, document_shown(reader->arena, value->text));
        }
        value->number = (int64_t)status;
        return true;
    }
    if (reading->type == FIELD_TYPE_FLAG || reading->type == FIELD_TYPE_HAPPENED) {
        if (!cJSON_IsBool(member) && (!text || value_flag(text, strlen(text), &flag) != VALUE_OK)) {
            return document_refuse(reader->document, member, reader->err,
                                   _("%s.values: neither true nor false"), reader->where);
        }
        value->number = flag;
        return true;
    }
    return text || document_refuse(reader->document, member, reader->err, _("%s.values: no text"),
                                   reader->where);
}

static bool read_values(const struct profile_reader *reader, const cJSON *object,
                        struct map_reading *reading)
{
    const cJSON *values = document_member(object, "values");
    enum field_type type = reading->type;
    if (!values) {
        return true;
    }
    if (!only_for(reader, values, "values",
                  type == FIELD_TYPE_STATUS || type == FIELD_TYPE_FLAG ||
                      type == FIELD_TYPE_HAPPENED || type == FIELD_TYPE_TEXT,
                  "status, flag, text")) {
        return false;
    }
    if (!cJSON_IsObject(values)) {
        return profile_refuse(reader, values, "values", _("is not an object"));
    }
    struct map_value *list =
        ARENA_ARRAY(reader->arena, struct map_value, (size_t)cJSON_GetArraySize(values) + 1);
    if (!list) {
        return err_memory(reader->err);
    }
    for (const cJSON *member = values->child; member; member = member->next) {
        if (!read_meaning(reader, member, reading, &list[reading->value_count++])) {
            return false;
        }
    }
    reading->values = list;
    return true;
}

static bool read_field(const struct profile_reader *outer, enum record record, const cJSON *member,
                       struct profile_field *field)
{
    struct profile_reader reader = *outer;
    const char *shown = document_shown(reader.arena, member->string);
    reader.where = shown ? arena_printf(reader.arena, "%s%sfields.%s", outer->where,
                                        outer->where[0] ? "." : "", shown)
                         : NULL;
    if (!reader.where) {
        return err_memory(reader.err);
    }
    field->field = field_by_name(record, member->string);
    if (field->field == FIELD_NONE) {
        return document_refuse(reader.document, member, reader.err,
                               _("fields: there is no field \"%s\" in such a record"), shown);
    }
    return document_keys(reader.document, member,
                         "from json optional as format unit zone currency scale absolute values",
                         reader.where, reader.err) &&
           read_from(&reader, member, field) && read_inside(&reader, member, field) &&
           read_optional(&reader, member, field) &&
           read_as(&reader, member, field->field, &field->reading) &&
           read_time(&reader, member, &field->reading) &&
           read_money(&reader, member, &field->reading) &&
           read_values(&reader, member, &field->reading);
}

/* Those of the object that the rule does not have yet; `common`: those of no such record are left
 * out, since they are for other rules. */
static bool add_fields(const struct profile_reader *reader, const cJSON *object, bool common,
                       struct profile_field *fields, struct profile_rule *rule)
{
    size_t had = rule->field_count;
    for (const cJSON *member = object ? object->child : NULL; member; member = member->next) {
        struct profile_field *field = &fields[rule->field_count];
        if (common && field_by_name(rule->record, member->string) == FIELD_NONE) {
            continue;
        }
        *field = (struct profile_field){.field = FIELD_NONE};
        if (!read_field(reader, rule->record, member, field)) {
            return false;
        }
        bool taken = false;
        for (size_t i = 0; i < rule->field_count && !taken; i++) {
            taken = fields[i].field == field->field;
            if (taken && i >= had) {
                return document_refuse(reader->document, member, reader->err,
                                       _("fields: \"%s\" stands there twice"),
                                       field_info(field->field)->name);
            }
        }
        rule->field_count += !taken;
    }
    return true;
}

bool profile_read_fields(const struct profile_reader *reader, const cJSON *own, const cJSON *common,
                         struct profile_rule *rule)
{
    size_t count = 1;
    if (!own && !common) {
        return document_refuse(reader->document, reader->document->root, reader->err,
                               _("the key \"fields\" is missing"));
    }
    const cJSON *objects[] = {own, common};
    for (size_t i = 0; i < ARRAY_COUNT(objects); i++) {
        if (objects[i] && !cJSON_IsObject(objects[i])) {
            return document_refuse(reader->document, objects[i], reader->err,
                                   _("%s is not an object"), "fields");
        }
        count += objects[i] ? (size_t)cJSON_GetArraySize(objects[i]) : 0;
    }
    struct profile_field *fields = ARENA_ARRAY(reader->arena, struct profile_field, count);
    if (!fields) {
        return err_memory(reader->err);
    }
    rule->fields = fields;
    return add_fields(reader, own, false, fields, rule) &&
           add_fields(reader, common, true, fields, rule);
}
