/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/mapping_make.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "import/alias.h"

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

struct mapping *mapping_new(struct arena *arena, enum record record, const struct csv_sniff *csv,
                            size_t columns)
{
    struct mapping *mapping = ARENA_NEW(arena, struct mapping);
    if (!mapping) {
        return NULL;
    }
    mapping->record = record;
    mapping->width = csv && !csv->dialect.headless ? csv->columns : 0;
    mapping->decimal = csv ? csv->dialect.decimal : '.';
    mapping->no_totals = !csv;
    mapping->columns = ARENA_ARRAY(arena, struct map_column, columns + 1);
    memset(mapping->place, 0xff, sizeof mapping->place);
    return mapping->columns ? mapping : NULL;
}

bool mapping_load_zone(struct map_column *column, struct err *err)
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

bool mapping_twice(const struct csv_sniff *csv, size_t first, size_t second, struct err *err)
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
                return mapping_twice(csv, j, i, err);
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
        if (!mapping_load_zone(column, err)) {
            return false;
        }
    }
    return true;
}

struct mapping *mapping_by_alias(struct arena *arena, enum record record,
                                 const struct csv_sniff *csv, struct err *err)
{
    struct mapping *mapping = mapping_new(arena, record, csv, csv->columns);
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
