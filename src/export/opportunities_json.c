/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/opportunities_json.h"

#include <math.h>

#include "export/json.h"
#include "export/scope_json.h"
#include "report/words.h"

static void add_more(struct json *json, cJSON *parent, const char *key, const struct gap_more *more)
{
    if (!more->known) {
        json_null(json, parent, key);
        return;
    }
    cJSON *object = json_object(json, parent, key);
    json_number(json, object, "value", more->value);
    json_number(json, object, "low", more->low);
    json_number(json, object, "high", more->high);
}

static void add_money(struct json *json, cJSON *parent, const struct gap *gap)
{
    if (!gap->money.known) {
        json_null(json, parent, "money");
        return;
    }
    cJSON *object = json_object(json, parent, "money");
    json_money(json, object, "value", words_micros(gap->money.value), gap->currency);
    json_money(json, object, "low", words_micros(gap->money.low), gap->currency);
    json_money(json, object, "high", words_micros(gap->money.high), gap->currency);
}

static void add_band(struct json *json, cJSON *object, const struct gap *gap)
{
    const struct grade_result *grade = &gap->judge.result.grade;
    json_text(json, object, "grade", grade_name(grade->grade));
    json_bool(json, object, "certain", grade->certain);
    json_number(json, object, "distance", grade->has_distance ? grade->distance : (double)NAN);
    json_text(json, object, "toward", grade->has_distance ? grade_name(grade->toward) : NULL);
    json_text(json, object, "judged_by", kpi_info(gap->judge.kpi)->name);
    json_text(json, object, "grade_reason", kpi_reason_name(grade->reason));
}

static void add_gap(struct json *json, cJSON *gaps, const struct gap *gap)
{
    cJSON *object = json_object(json, gaps, NULL);
    bool interval = gap->value.has_interval;
    json_text(json, object, "id", gap->id);
    json_text(json, object, "campaign", gap->name);
    json_text(json, object, "kpi", kpi_info(gap->kpi)->name);
    json_number(json, object, "value", gap->value.value);
    json_number(json, object, "low", interval ? gap->value.low : (double)NAN);
    json_number(json, object, "high", interval ? gap->value.high : (double)NAN);
    add_band(json, object, gap);
    json_text(json, object, "state", gap_state_name(gap->state));
    json_number(json, object, "target", gap->by != GAP_BY_NONE ? gap->target : (double)NAN);
    json_text(json, object, "target_by", gap_by_name(gap->by));
    json_text(json, object, "target_set", gap->set);
    json_text(json, object, "target_sample", gap->sample);
    json_bool(json, object, "capped", gap->capped);
    add_more(json, object, "people", &gap->people);
    add_more(json, object, "clicks", &gap->clicks);
    add_more(json, object, "conversions", &gap->conversions);
    add_money(json, object, gap);
    json_day(json, object, "still_counting_until", gap->counting_until);
    json_text(json, object, "look", gap->reason ? reason_look_name(gap->reason->look) : NULL);
    json_text(json, object, "reason", gap->reason ? gap->reason->text : NULL);
    json_text(json, object, "text", gap->text);
}

bool opportunities_json_write(struct sink *sink, const struct scope *scope,
                              const struct opportunities *opportunities, struct err *err)
{
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.opportunities/1");
    scope_json_add(&json, root, scope);
    json_integer(&json, root, "campaigns", opportunities->campaigns);
    json_integer(&json, root, "all", (int64_t)opportunities->all);
    cJSON *gaps = json_array(&json, root, "gaps");
    for (size_t i = 0; i < opportunities->count; i++) {
        add_gap(&json, gaps, &opportunities->gaps[i]);
    }
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
