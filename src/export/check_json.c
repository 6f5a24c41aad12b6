/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/check_json.h"

#include "export/json.h"
#include "report/item.h"
#include "report/words.h"

static void add_number(struct json *json, cJSON *object, const char *key,
                       const struct check_line *line, bool known, double value)
{
    const struct check_rule *rule = line->rule;
    if (!known) {
        json_null(json, object, key);
    } else if (rule->kpi != KPI_NONE ? kpi_info(rule->kpi)->unit == KPI_UNIT_MONEY
                                     : item_counter_kind(rule->counter) == CELL_MONEY) {
        json_money(json, object, key, words_micros(value), line->value.currency);
    } else {
        json_number(json, object, key, value);
    }
}

/* null: of all together. */
static void add_campaign(struct json *json, cJSON *object, int64_t number, const char *name)
{
    char id[9];
    if (number < 0) {
        json_null(json, object, "campaign");
        return;
    }
    cJSON *campaign = json_object(json, object, "campaign");
    campaign_id_format(number, id);
    json_text(json, campaign, "id", id);
    json_text(json, campaign, "name", name);
}

static void add_line(struct json *json, cJSON *lines, const struct check_line *line,
                     const int64_t *since)
{
    const struct check_rule *rule = line->rule;
    cJSON *object = json_object(json, lines, NULL);
    json_text(json, object, "name", rule->name);
    json_text(json, object, "rule", rule->text);
    json_text(json, object, "state", check_state_name(line->state));
    add_campaign(json, object, line->number, line->campaign);
    add_number(json, object, "value", line, line->has_value, line->value.value);
    bool interval = line->has_value && line->value.has_interval;
    add_number(json, object, "low", line, interval, line->value.low);
    add_number(json, object, "high", line, interval, line->value.high);
    json_day(json, object, "from", line->days.from);
    json_day(json, object, "to", line->days.to);
    if (since && *since != TIME_NONE) {
        json_moment(json, object, "since", *since);
    } else {
        json_null(json, object, "since");
    }
    json_text(json, object, "text", line->text);
}

bool check_json_write(struct sink *sink, const struct check_json *document, struct err *err)
{
    const struct check *check = document->check;
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.check/1");
    json_text(&json, root, "store", document->store);
    json_moment(&json, root, "now", document->now);
    json_bool(&json, root, "ok", check->by_state[CHECK_FAILS] == 0);
    cJSON *counts = json_object(&json, root, "rules");
    for (int i = 0; i < CHECK_STATES; i++) {
        json_integer(&json, counts, check_state_name((enum check_state)i),
                     (int64_t)check->by_state[i]);
    }
    cJSON *lines = json_array(&json, root, "lines");
    for (size_t i = 0; i < check->count; i++) {
        add_line(&json, lines, &check->lines[i], document->since ? &document->since[i] : NULL);
    }
    cJSON *ended = json_array(&json, root, "ended");
    for (size_t i = 0; i < document->ended_count; i++) {
        const struct check_json_ended *row = &document->ended[i];
        cJSON *object = json_object(&json, ended, NULL);
        json_text(&json, object, "name", row->rule->name);
        json_text(&json, object, "rule", row->rule->text);
        add_campaign(&json, object, row->number, row->campaign);
        json_text(&json, object, "how", row->holds ? "holds" : "gone");
        json_moment(&json, object, "since", row->since);
    }
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
