/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/imports_json.h"

#include "export/json.h"

static void write_import(struct json *json, struct sink *sink, const struct import_item *item)
{
    cJSON *object = cJSON_CreateObject();
    json->failed |= !object;
    json_integer(json, object, "id", item->run.id);
    json_text(json, object, "file", item->run.file);
    json_text(json, object, "format", item->run.format);
    json_moment(json, object, "imported_at", item->run.imported_at);
    json_integer(json, object, "rows", item->run.rows);
    json_integer(json, object, "rejected", item->run.rejected);
    json_integer(json, object, "changed", item->run.changed);
    json_day(json, object, "from", item->from);
    json_day(json, object, "to", item->to);
    json_bool(json, object, "can_undo", item->can_undo);
    json_write(json, sink, object, 0);
}

static const char head[] = "{\"schema\":\"campane.imports/1\",\"imports\":[";

bool imports_json_write(struct sink *sink, const struct imports *imports, struct err *err)
{
    struct json json = {false};
    size_t written = 0;
    sink_puts(sink, head);
    for (size_t i = 0; i < imports->count && !json.failed; i++) {
        if (imports->items[i].run.undone_at == TIME_NONE) {
            sink_puts(sink, written++ ? ",\n" : "\n");
            write_import(&json, sink, &imports->items[i]);
        }
    }
    sink_puts(sink, written ? "\n]}\n" : "]}\n");
    return !json.failed || err_memory(err);
}

bool imports_json_show(struct sink *sink, const struct import_item *item, struct err *err)
{
    struct json json = {false};
    sink_puts(sink, head);
    sink_puts(sink, "\n");
    write_import(&json, sink, item);
    sink_puts(sink, "\n]}\n");
    return !json.failed || err_memory(err);
}
