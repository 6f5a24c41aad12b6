/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/writers.h"

#include "export/json.h"

static void add_spark(struct json *json, cJSON *parent, const char *key, const struct spark *spark)
{
    cJSON *values = json_array(json, parent, key);
    for (size_t i = 0; i < spark->count; i++) {
        json_number(json, values, NULL, (double)spark->values[i]);
    }
}

static void add_value(struct json *json, cJSON *parent, const char *key, const struct cell *cell)
{
    switch ((enum cell_kind)cell->kind) {
    case CELL_TEXT:
        json_text(json, parent, key, cell->text);
        return;
    case CELL_COUNT:
        json_integer(json, parent, key, cell->integer);
        return;
    case CELL_PERCENT:
    case CELL_POINTS:
    case CELL_TIMES:
    case CELL_NUMBER:
        json_number(json, parent, key, cell->number);
        return;
    case CELL_MONEY:
        json_money(json, parent, key, cell->integer, cell->currency);
        return;
    case CELL_DAY:
        json_day(json, parent, key, (int32_t)cell->integer);
        return;
    case CELL_MOMENT:
        json_moment(json, parent, key, cell->integer);
        return;
    case CELL_SPARK:
        if (cell->spark) {
            add_spark(json, parent, key, cell->spark);
            return;
        }
        break;
    case CELL_GAUGE:
    case CELL_EMPTY:
    case CELL_UNKNOWN:
        break;
    }
    json_null(json, parent, key);
}

static void add_cell(struct json *json, cJSON *row, const struct table_column *column,
                     const struct cell *cell)
{
    if (!column->graded) {
        add_value(json, row, column->id, cell);
        return;
    }
    cJSON *graded = json_object(json, row, column->id);
    add_value(json, graded, "value", cell);
    json_text(json, graded, "grade", grade_name((enum grade)cell->grade));
    json_bool(json, graded, "certain", (cell->flags & CELL_CERTAIN) != 0);
    json_text(json, graded, "reason", kpi_reason_name((enum kpi_reason)cell->reason));
}

static void write_head(struct json *json, struct sink *sink, const struct table *table)
{
    cJSON *head = cJSON_CreateObject();
    json->failed |= !head;
    json_text(json, head, "title", table->title);
    cJSON *columns = json_array(json, head, "columns");
    for (size_t i = 0; i < table->column_count; i++) {
        cJSON *column = json_object(json, columns, NULL);
        json_text(json, column, "id", table->columns[i].id);
        json_text(json, column, "title", table->columns[i].title);
    }
    cJSON *notes = json_array(json, head, "notes");
    for (size_t i = 0; i < table->note_count; i++) {
        json_text(json, notes, NULL, table->notes[i]);
    }
    json_write(json, sink, head, 1);
}

void table_json_row(struct json *json, cJSON *object, const struct table *table, size_t row)
{
    for (size_t k = 0; k < table->column_count; k++) {
        if (table->columns[k].kind != CELL_GAUGE) {
            add_cell(json, object, &table->columns[k], table_cell(table, row, k));
        }
    }
}

bool table_json_write(struct sink *sink, const struct table *table)
{
    struct json json = {false};
    write_head(&json, sink, table);
    sink_puts(sink, ",\"rows\":[");
    for (size_t i = 0; i < table->row_count && !json.failed; i++) {
        cJSON *row = cJSON_CreateObject();
        json.failed |= !row;
        table_json_row(&json, row, table, i);
        sink_puts(sink, i == 0 ? "\n" : ",\n");
        json_write(&json, sink, row, 0);
    }
    sink_puts(sink, table->row_count > 0 ? "\n]}\n" : "]}\n");
    return !json.failed;
}
