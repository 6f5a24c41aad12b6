/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/brief_json.h"

#include "export/writers.h"

static void add_rows(struct json *json, cJSON *object, const char *key, const struct table *table)
{
    cJSON *rows = json_array(json, object, key);
    for (size_t i = 0; i < table->row_count && !json->failed; i++) {
        table_json_row(json, json_object(json, rows, NULL), table, i);
    }
}

void brief_json_add(struct json *json, cJSON *object, const struct brief *brief)
{
    cJSON *made = json_object(json, object, "brief");
    json_text(json, made, "as_of", brief->as_of);
    cJSON *verdict = json_array(json, made, "verdict");
    for (size_t i = 0; i < BRIEF_SENTENCES && brief->verdict[i]; i++) {
        json_text(json, verdict, NULL, brief->verdict[i]);
    }
    for (int i = 0; i < BRIEF_PARTS; i++) {
        add_rows(json, made, brief_part_name((enum brief_part)i), brief->sections[i].table);
    }
    cJSON *unknown = json_array(json, made, "unknown");
    for (size_t i = 0; i < brief->unknown_count; i++) {
        json_text(json, unknown, NULL, brief->unknown[i]);
    }
}
