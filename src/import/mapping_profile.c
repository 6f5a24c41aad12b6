/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings by a profile: of a table's columns, and of the values that pointers lead to in JSON. */
#include <string.h>

#include "base/i18n.h"
#include "import/alias.h"
#include "import/mapping_make.h"
#include "import/profile_rules.h"

/* --- columns ---------------------------------------------------------------------------------- */

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

/* The place of the column of a name; *again gets that of a second one. SIZE_MAX: there is none. */
static size_t find_name(const struct csv_sniff *csv, const char *name, size_t *again)
{
    size_t found = SIZE_MAX;
    *again = SIZE_MAX;
    for (int exactly = 1; exactly >= 0 && found == SIZE_MAX; exactly--) {
        for (size_t i = 0; i < csv->columns; i++) {
            if (same_name(name, csv->header[i], exactly)) {
                *(found == SIZE_MAX ? &found : again) = i;
            }
        }
    }
    return found;
}

size_t mapping_find_header(const struct csv_sniff *csv, const char *name, bool *twice)
{
    size_t again;
    size_t found = find_name(csv, name, &again);
    *twice = again != SIZE_MAX;
    return *twice ? SIZE_MAX : found;
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
                profile->name, name, field->from[0].name);
        err_todo(err, _("the file's columns are: %s"), strbuf_text(&there));
    }
    strbuf_free(&there);
    return false;
}

/* Find the column of a field; *place SIZE_MAX: it is not there and need not be. */
static bool find_column(const struct profile *profile, const struct profile_field *field,
                        const struct csv_sniff *csv, size_t *place, struct err *err)
{
    *place = SIZE_MAX;
    if (field->column > 0 && field->column <= csv->columns) {
        *place = field->column - 1;
    }
    for (size_t i = 0; i < field->from_count && *place == SIZE_MAX; i++) {
        size_t again;
        *place = find_name(csv, field->from[i].name, &again);
        if (again != SIZE_MAX) {
            return mapping_twice(csv, *place, again, err);
        }
    }
    return *place != SIZE_MAX || field->optional || not_there(profile, field, csv, err);
}

/* --- JSON in cells ---------------------------------------------------------------------------- */

const struct map_inside *mapping_inside(struct arena *arena, const struct profile *profile,
                                        const struct csv_sniff *csv, size_t *count, struct err *err)
{
    size_t most = 0;
    for (size_t i = 0; i < profile->rule_count; i++) {
        most += profile->rules[i].field_count;
    }
    struct map_inside *list = ARENA_ARRAY(arena, struct map_inside, most + 1);
    *count = 0;
    if (!list) {
        err_memory(err);
        return NULL;
    }
    for (size_t i = 0; i < profile->rule_count; i++) {
        for (size_t j = 0; j < profile->rules[i].field_count; j++) {
            const struct profile_field *field = &profile->rules[i].fields[j];
            if (!field->inside) {
                continue;
            }
            size_t column;
            if (!find_column(profile, field, csv, &column, err)) {
                return NULL;
            }
            list[(*count)++] = (struct map_inside){field, column};
        }
    }
    return list;
}

/* The number of a field among all that are JSON in cells. */
static size_t inside_number(const struct profile *profile, const struct profile_field *field)
{
    size_t number = 0;
    for (size_t i = 0; i < profile->rule_count; i++) {
        for (size_t j = 0; j < profile->rules[i].field_count; j++) {
            if (&profile->rules[i].fields[j] == field) {
                return number;
            }
            number += profile->rules[i].fields[j].inside != NULL;
        }
    }
    return number;
}

static size_t inside_count(const struct profile *profile)
{
    return inside_number(profile, NULL);
}

/* --- the mapping ------------------------------------------------------------------------------ */

static const char *column_name(struct arena *arena, const struct profile_field *field,
                               const struct csv_sniff *csv, size_t place)
{
    if (!csv) {
        return field->from[0].name;
    }
    return csv->header[place][0] ? csv->header[place]
                                 : arena_printf(arena, _("column %zu"), place + 1);
}

static bool add_field(struct arena *arena, struct mapping *mapping, const struct profile *profile,
                      size_t number, const struct profile_field *field, const struct csv_sniff *csv,
                      bool *used, struct err *err)
{
    size_t place = number;
    if (csv && !find_column(profile, field, csv, &place, err)) {
        return false;
    }
    if (place == SIZE_MAX || field->reading.type == FIELD_TYPE_PERCENT) {
        return true; /* rates are computed, never imported: told as ignored */
    }
    struct map_column *column = &mapping->columns[mapping->count];
    if (csv) {
        used[place] = true;
    }
    column->index =
        (uint32_t)(csv && field->inside ? csv->columns + inside_number(profile, field) : place);
    column->field = field->field;
    column->reading = field->reading;
    column->name = column_name(arena, field, csv, place);
    mapping->place[field->field] = (uint16_t)mapping->count++;
    return column->name ? mapping_load_zone(column, err) : err_memory(err);
}

static void use(bool *used, size_t place)
{
    if (place != SIZE_MAX) {
        used[place] = true;
    }
}

/* Columns that no rule takes; `used` are those of this rule. */
static bool list_ignored(struct arena *arena, struct mapping *mapping,
                         const struct profile *profile, const struct csv_sniff *csv, bool *used,
                         struct err *err)
{
    const char **ignored = ARENA_ARRAY(arena, const char *, csv->columns);
    if (!ignored) {
        return err_memory(err);
    }
    for (size_t i = 0; i < profile->rule_count; i++) {
        const struct profile_rule *rule = &profile->rules[i];
        for (size_t j = 0; j < rule->match_count; j++) {
            size_t again;
            use(used, find_name(csv, rule->matches[j].place.name, &again));
        }
        for (size_t j = 0; j < rule->field_count; j++) {
            size_t place;
            if (rule->fields[j].reading.type != FIELD_TYPE_PERCENT &&
                find_column(profile, &rule->fields[j], csv, &place, NULL)) {
                use(used, place);
            }
        }
    }
    for (size_t i = 0; i < csv->columns; i++) {
        if (!used[i] && csv->header[i][0]) {
            ignored[mapping->ignored_count++] = csv->header[i];
        }
    }
    mapping->ignored = ignored;
    return true;
}

struct mapping *mapping_by_profile(struct arena *arena, const struct profile *profile, size_t rule,
                                   const struct csv_sniff *csv, struct err *err)
{
    const struct profile_rule *of = &profile->rules[rule];
    struct mapping *mapping = mapping_new(arena, of->record, csv, of->field_count);
    bool *used = ARENA_ARRAY(arena, bool, csv ? csv->columns : 1);
    if (!mapping || !used) {
        err_memory(err);
        return NULL;
    }
    mapping->constants = of->constants;
    mapping->constant_count = of->constant_count;
    mapping->buckets = of->buckets;
    mapping->event = of->event;
    mapping->total_row = profile->total_row;
    bool done = true;
    for (size_t i = 0; i < of->field_count && done; i++) {
        done = add_field(arena, mapping, profile, i, &of->fields[i], csv, used, err);
    }
    if (!done || (csv && !list_ignored(arena, mapping, profile, csv, used, err))) {
        mapping_free(mapping);
        return NULL;
    }
    if (mapping->width > 0) {
        mapping->width += inside_count(profile);
    }
    return mapping;
}
