/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table that a profile's rules tell apart, and values out of JSON in their cells. */
#include "import/csv_records.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/json_value.h"

struct csv_records {
    const struct profile *profile;
    struct record_source rows;
    const struct map_inside *inside;
    size_t inside_count;
    size_t columns; /* of the table */
    bool headless;
    size_t **match_columns; /* per rule and match: its column, SIZE_MAX */
    struct vec fields;      /* struct csv_field */
    struct arena *texts;
    struct json_tree tree;
};

static bool fits(const struct csv_records *records, size_t number, const struct csv_record *record)
{
    const struct profile_rule *rule = &records->profile->rules[number];
    for (size_t i = 0; i < rule->match_count; i++) {
        size_t column = records->match_columns[number][i];
        const struct csv_field *field = column < record->count ? &record->fields[column] : NULL;
        if (!profile_match_text(&rule->matches[i], field ? field->text : "",
                                field ? field->length : 0)) {
            return false;
        }
    }
    return true;
}

static uint16_t choose_rule(const struct csv_records *records, const struct csv_record *record)
{
    for (size_t i = 0; i < records->profile->rule_count; i++) {
        if (fits(records, i, record)) {
            return records->profile->rules[i].skip ? CSV_SKIP_RULE : (uint16_t)i;
        }
    }
    return CSV_NO_RULE;
}

/* Put the values out of JSON behind the row's own fields. */
static bool add_inside(struct csv_records *records, struct csv_record *record)
{
    const size_t width = records->columns;
    vec_clear(&records->fields);
    arena_reset(records->texts);
    if (!vec_reserve(&records->fields, width + records->inside_count)) {
        return false;
    }
    struct csv_field *fields = records->fields.data;
    for (size_t i = 0; i < width; i++) {
        fields[i] = i < record->count ? record->fields[i] : (struct csv_field){.text = ""};
    }
    for (size_t i = width; i < record->count; i++) {
        if (record->fields[i].length > 0 && !records->headless) {
            record->broken = _("more fields than the header has columns");
            record->broken_column = record->fields[i].column;
        }
    }
    for (size_t i = 0; i < records->inside_count; i++) {
        const struct map_inside *inside = &records->inside[i];
        struct csv_field *field = &fields[width + i];
        *field = (struct csv_field){.text = ""};
        if (inside->column >= width) {
            continue;
        }
        const struct csv_field *cell = &fields[inside->column];
        field->column = cell->column;
        if (!json_value_inside(&records->tree, cell->text, cell->length, inside->field,
                               records->texts, &field->text, &field->length)) {
            return false;
        }
    }
    record->fields = fields;
    record->count = width + records->inside_count;
    return true;
}

static enum lines_step next(void *state, struct csv_record *record, struct err *err)
{
    struct csv_records *records = state;
    enum lines_step step = record_source_next(&records->rows, record, err);
    if (step != LINES_LINE || record->broken) {
        return step;
    }
    record->rule = choose_rule(records, record);
    if (records->inside_count > 0 && !add_inside(records, record)) {
        err_memory(err);
        return LINES_FAILED;
    }
    return LINES_LINE;
}

static void mark_here(const void *state, struct csv_mark *mark)
{
    const struct csv_records *records = state;
    record_source_mark(&records->rows, mark);
}

static bool go(void *state, const struct csv_mark *mark, struct err *err)
{
    struct csv_records *records = state;
    return record_source_go(&records->rows, mark, err);
}

static void close_records(void *state)
{
    struct csv_records *records = state;
    record_source_close(&records->rows);
    vec_free(&records->fields);
    arena_free(records->texts);
    json_tree_free(&records->tree);
    mem_free(records);
}

/* Find the columns that rules ask about. One that is not there is empty in every row. */
static bool find_columns(struct csv_records *records, struct arena *arena,
                         const struct csv_sniff *csv, struct err *err)
{
    const struct profile *profile = records->profile;
    records->match_columns = ARENA_ARRAY(arena, size_t *, profile->rule_count);
    if (!records->match_columns) {
        return err_memory(err);
    }
    for (size_t i = 0; i < profile->rule_count; i++) {
        const struct profile_rule *rule = &profile->rules[i];
        records->match_columns[i] = ARENA_ARRAY(arena, size_t, rule->match_count + 1);
        if (!records->match_columns[i]) {
            return err_memory(err);
        }
        for (size_t j = 0; j < rule->match_count; j++) {
            bool twice;
            records->match_columns[i][j] =
                mapping_find_header(csv, rule->matches[j].place.name, &twice);
        }
    }
    return true;
}

bool csv_records_open(struct record_source *source, struct import_context *context,
                      const struct profile *profile, const struct csv_sniff *csv,
                      const struct map_inside *inside, size_t inside_count, struct err *err)
{
    static const struct record_source_ops ops = {
        .next = next, .mark = mark_here, .go = go, .close = close_records};
    struct csv_records *records = mem_new(1, sizeof *records);
    if (!records) {
        return err_memory(err);
    }
    records->profile = profile;
    records->inside = inside;
    records->inside_count = inside_count;
    records->columns = csv->columns;
    records->headless = csv->dialect.headless;
    records->fields = (struct vec)VEC_INIT(struct csv_field);
    records->tree = (struct json_tree)JSON_TREE_INIT;
    records->texts = arena_new();
    bool done = records->texts ? find_columns(records, context->arena, csv, err) : err_memory(err);
    if (!done || !record_source_csv(&records->rows, context->source, &csv->dialect, err)) {
        close_records(records);
        return false;
    }
    *source = (struct record_source){&ops, records};
    return true;
}
