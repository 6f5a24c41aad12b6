/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/failures_json.h"

#include <math.h>

#include "export/json.h"
#include "export/scope_json.h"

static void add_count(struct json *json, cJSON *object, const char *key, bool known, int64_t count)
{
    if (known) {
        json_integer(json, object, key, count);
    } else {
        json_null(json, object, key);
    }
}

static void add_row(struct json *json, cJSON *rows, const struct failures *failures,
                    const struct failure_row *row)
{
    cJSON *object = json_object(json, rows, NULL);
    json_integer(json, object, "code", row->code);
    json_text(json, object, "meaning", row->meaning[0] ? row->meaning : NULL);
    json_text(json, object, "todo", row->todo[0] ? row->todo : NULL);
    json_integer(json, object, "messages", row->messages);
    if (row->has_share) {
        json_number(json, object, "share", row->share);
    } else {
        json_null(json, object, "share");
    }
    add_count(json, object, "before", failures->has_coded_before, row->before);
    json_integer(json, object, "campaigns", row->campaigns);
    cJSON *daily = json_array(json, object, "daily");
    for (size_t i = 0; i < row->spark->count; i++) {
        add_count(json, daily, NULL, !isnan(row->spark->values[i]),
                  isnan(row->spark->values[i]) ? 0 : (int64_t)row->spark->values[i]);
    }
}

bool failures_json_write(struct sink *sink, const struct scope *scope,
                         const struct failures *failures, struct err *err)
{
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.failures/1");
    scope_json_days(&json, root, scope);
    add_count(&json, root, "sent", failures->has_sent, failures->sent);
    add_count(&json, root, "failed", failures->has_failed, failures->failed);
    add_count(&json, root, "sent_with_codes", failures->has_coded, failures->coded);
    cJSON *more = json_object(&json, root, "without_codes");
    add_count(&json, more, "failed_cap", failures->has_more_cap, failures->more_cap);
    add_count(&json, more, "failed_unreachable", failures->has_more_unreachable,
              failures->more_unreachable);
    cJSON *rows = json_array(&json, root, "rows");
    for (size_t i = 0; i < failures->row_count; i++) {
        add_row(&json, rows, failures, &failures->rows[i]);
    }
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
