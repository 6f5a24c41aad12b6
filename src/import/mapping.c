/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/mapping.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "import/alias.h"
#include "import/profile_rules.h"

#define LISTED_MAX 16

void mapping_list(struct strbuf *out, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count && i < LISTED_MAX; i++) {
        strbuf_puts(out, i ? ", " : "");
        strbuf_puts(out, names[i][0] ? names[i] : "\"\"");
    }
    if (count > LISTED_MAX) {
        strbuf_puts(out, ", ");
        size_t more = count - LISTED_MAX;
        strbuf_printf(out, NG_("%zu more", "%zu more", more), more);
    }
}

bool mapping_has_column(const struct mapping *mapping, enum field field)
{
    return mapping->place[field] != MAP_NONE;
}

bool mapping_has(const struct mapping *mapping, enum field field)
{
    for (size_t i = 0; i < mapping->constant_count; i++) {
        if (mapping->constants[i].field == field) {
            return true;
        }
    }
    return mapping_has_column(mapping, field);
}

void mapping_free(struct mapping *mapping)
{
    for (size_t i = 0; mapping && i < mapping->count; i++) {
        zone_free(mapping->columns[i].zone);
        mapping->columns[i].zone = NULL;
    }
}

static struct mapping *new_mapping(struct arena *arena, enum record record,
                                   const struct csv_sniff *csv, size_t columns)
{
    struct mapping *mapping = ARENA_NEW(arena, struct mapping);
    if (!mapping) {
        return NULL;
    }
    mapping->record = record;
    mapping->width = csv->dialect.headless ? 0 : csv->columns;
    mapping->decimal = csv->dialect.decimal;
    mapping->columns = ARENA_ARRAY(arena, struct map_column, columns + 1);
    memset(mapping->place, 0xff, sizeof mapping->place);
    return mapping->columns ? mapping : NULL;
}

static bool load_zone(struct map_column *column, struct err *err)
{
    if (!column->reading.zone) {
        return true;
    }
    column->zone = zone_load(column->reading.zone, err);
    return column->zone != NULL;
}

/* --- by alias --------------------------------------------------------------------------------- */

/* What the columns of a header mean, and which of several is taken. */
struct choice {
    enum field field; /* FIELD_NONE: nothing */
    int rank;
    struct alias_extra extra;
};

static void drop_field(struct choice *choices, size_t count, enum field field)
{
    for (size_t i = 0; i < count; i++) {
        if (choices[i].field == field) {
            choices[i].field = FIELD_NONE;
        }
    }
}

static bool has_field(const struct choice *choices, size_t count, enum field field)
{
    for (size_t i = 0; i < count; i++) {
        if (choices[i].field == field) {
            return true;
        }
    }
    return false;
}

static bool twice(const struct csv_sniff *csv, size_t first, size_t second, struct err *err)
{
    err_set(err, ERR_REFUSED, _("the column \"%s\" is there twice (columns %zu and %zu)"),
            csv->header[second], first + 1, second + 1);
    return err_todo(err, _("remove or rename one of them, or choose one by its number in a"
                           " profile"));
}

/* Keep the best column of each meaning. Two of the same name and meaning cannot be told apart. */
static bool choose(const struct csv_sniff *csv, struct choice *choices, struct err *err)
{
    for (size_t i = 0; i < csv->columns; i++) {
        for (size_t j = 0; j < i && choices[i].field != FIELD_NONE; j++) {
            if (choices[j].field != choices[i].field) {
                continue;
            }
            char here[ALIAS_KEY_SIZE], there[ALIAS_KEY_SIZE];
            alias_key(csv->header[i], strlen(csv->header[i]), here);
            alias_key(csv->header[j], strlen(csv->header[j]), there);
            if (strcmp(here, there) == 0) {
                return twice(csv, j, i, err);
            }
            choices[choices[i].rank < choices[j].rank ? j : i].field = FIELD_NONE;
        }
    }
    return true;
}

/* Columns whose meaning depends on others. */
static void settle(struct choice *choices, size_t count, enum record record)
{
    if (record != RECORD_MESSAGE) {
        return;
    }
    if (!has_field(choices, count, FIELD_STATUS)) {
        drop_field(choices, count, FIELD_STATUS_AT);
    }
    /* Quick replies are told from links only where both are counted. */
    if (!has_field(choices, count, FIELD_CLICK_COUNT)) {
        drop_field(choices, count, FIELD_BUTTON_COUNT);
    }
    if (!has_field(choices, count, FIELD_SENT_AT)) {
        for (size_t i = 0; i < count; i++) {
            if (choices[i].field == FIELD_CREATED_AT) {
                choices[i].field = FIELD_SENT_AT;
            }
        }
    }
}

static bool add_columns(struct arena *arena, struct mapping *mapping, const struct csv_sniff *csv,
                        const struct choice *choices, struct err *err)
{
    const char **ignored = ARENA_ARRAY(arena, const char *, csv->columns);
    if (!ignored) {
        return err_memory(err);
    }
    mapping->ignored = ignored;
    for (size_t i = 0; i < csv->columns; i++) {
        const struct choice *choice = &choices[i];
        if (choice->field == FIELD_NONE) {
            if (csv->header[i][0]) {
                ignored[mapping->ignored_count++] = csv->header[i];
            }
            continue;
        }
        struct map_column *column = &mapping->columns[mapping->count];
        column->index = (uint32_t)i;
        column->field = choice->field;
        column->name = csv->header[i];
        column->reading.type = field_info(choice->field)->type;
        column->reading.currency = choice->extra.currency;
        column->reading.scale = MONEY_UNIT;
        column->reading.zone = choice->extra.utc ? "UTC" : NULL;
        mapping->place[choice->field] = (uint16_t)mapping->count++;
        if (!load_zone(column, err)) {
            return false;
        }
    }
    return true;
}

struct mapping *mapping_by_alias(struct arena *arena, enum record record,
                                 const struct csv_sniff *csv, struct err *err)
{
    struct mapping *mapping = new_mapping(arena, record, csv, csv->columns);
    struct choice *choices = ARENA_ARRAY(arena, struct choice, csv->columns);
    if (!mapping || !choices) {
        err_memory(err);
        return NULL;
    }
    for (size_t i = 0; i < csv->columns; i++) {
        choices[i].field =
            alias_column(record, csv->header[i], &choices[i].rank, &choices[i].extra);
    }
    if (!choose(csv, choices, err)) {
        return NULL;
    }
    settle(choices, csv->columns, record);
    if (!add_columns(arena, mapping, csv, choices, err)) {
        mapping_free(mapping);
        return NULL;
    }
    return mapping;
}

/* --- by profile ------------------------------------------------------------------------------- */

static bool same_name(const char *a, const char *b, bool exactly)
{
    if (exactly) {
        return strcmp(a, b) == 0;
    }
    char left[ALIAS_KEY_SIZE], right[ALIAS_KEY_SIZE];
    alias_key(a, strlen(a), left);
    alias_key(b, strlen(b), right);
    return left[0] && strcmp(left, right) == 0;
}

static bool not_there(const struct profile *profile, const struct profile_field *field,
                      const struct csv_sniff *csv, struct err *err)
{
    struct strbuf there = STRBUF_INIT;
    mapping_list(&there, csv->header, csv->columns);
    const char *name = field_info(field->field)->name;
    if (field->column > 0) {
        err_set(err, ERR_REFUSED, _("profile %s: fields.%s: there is no column %u (there are %zu)"),
                profile->name, name, field->column, csv->columns);
    } else {
        err_set(err, ERR_REFUSED, _("profile %s: fields.%s: there is no column \"%s\""),
                profile->name, name, field->from[0]);
        err_todo(err, _("the file's columns are: %s"), strbuf_text(&there));
    }
    strbuf_free(&there);
    return false;
}

/* The place of the column of a name; *again gets that of a second one. SIZE_MAX: there is none. */
static size_t find_name(const struct csv_sniff *csv, const char *name, bool exactly, size_t *again)
{
    size_t found = SIZE_MAX;
    *again = SIZE_MAX;
    for (size_t i = 0; i < csv->columns; i++) {
        if (same_name(name, csv->header[i], exactly)) {
            *(found == SIZE_MAX ? &found : again) = i;
        }
    }
    return found;
}

/* The place of a profile's column in the file; SIZE_MAX with err set when it is not there. */
static size_t find_column(const struct profile *profile, const struct profile_field *field,
                          const struct csv_sniff *csv, struct err *err)
{
    if (field->column > 0 && field->column <= csv->columns) {
        return field->column - 1;
    }
    for (size_t i = 0; i < field->from_count; i++) {
        size_t again;
        size_t found = find_name(csv, field->from[i], true, &again);
        if (found == SIZE_MAX) {
            found = find_name(csv, field->from[i], false, &again);
        }
        if (again != SIZE_MAX) {
            twice(csv, found, again, err);
            return SIZE_MAX;
        }
        if (found != SIZE_MAX) {
            return found;
        }
    }
    not_there(profile, field, csv, err);
    return SIZE_MAX;
}

static bool add_mapped(struct arena *arena, struct mapping *mapping, const struct profile *profile,
                       const struct csv_sniff *csv, bool *used, struct err *err)
{
    for (size_t i = 0; i < profile->field_count; i++) {
        const struct profile_field *field = &profile->fields[i];
        size_t place = find_column(profile, field, csv, err);
        if (place == SIZE_MAX) {
            return false;
        }
        if (field->reading.type == FIELD_TYPE_PERCENT) {
            continue; /* rates are computed, never imported: told as ignored */
        }
        used[place] = true;
        struct map_column *column = &mapping->columns[mapping->count];
        column->index = (uint32_t)place;
        column->field = field->field;
        column->reading = field->reading;
        column->name = csv->header[place][0] ? csv->header[place]
                                             : arena_printf(arena, _("column %zu"), place + 1);
        mapping->place[field->field] = (uint16_t)mapping->count++;
        if (!column->name) {
            return err_memory(err);
        }
        if (!load_zone(column, err)) {
            return false;
        }
    }
    return true;
}

struct mapping *mapping_by_profile(struct arena *arena, const struct profile *profile,
                                   const struct csv_sniff *csv, struct err *err)
{
    struct mapping *mapping = new_mapping(arena, profile->record, csv, profile->field_count);
    bool *used = ARENA_ARRAY(arena, bool, csv->columns);
    const char **ignored = ARENA_ARRAY(arena, const char *, csv->columns);
    if (!mapping || !used || !ignored) {
        err_memory(err);
        return NULL;
    }
    mapping->constants = profile->constants;
    mapping->constant_count = profile->constant_count;
    mapping->buckets = profile->buckets;
    mapping->total_row = profile->total_row;
    if (!add_mapped(arena, mapping, profile, csv, used, err)) {
        mapping_free(mapping);
        return NULL;
    }
    for (size_t i = 0; i < csv->columns; i++) {
        if (!used[i] && csv->header[i][0]) {
            ignored[mapping->ignored_count++] = csv->header[i];
        }
    }
    mapping->ignored = ignored;
    return mapping;
}
