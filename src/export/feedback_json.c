/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/feedback_json.h"

#include <math.h>

#include "export/json.h"
#include "export/scope_json.h"

static const char *state_name(enum stats_trend_state state)
{
    static const char *const names[] = {[STATS_TREND_TOO_FEW] = "too_few",
                                        [STATS_TREND_STEADY] = "steady",
                                        [STATS_TREND_RISING] = "rising",
                                        [STATS_TREND_FALLING] = "falling"};
    return names[state];
}

static void add_score(struct json *json, cJSON *scores, const struct feedback_score *score)
{
    const struct kpi_value *value = &score->value;
    cJSON *object = json_object(json, scores, kpi_info(score->kpi)->name);
    json_number(json, object, "value", value->has_value ? value->value : (double)NAN);
    json_number(json, object, "low", value->has_interval ? value->low : (double)NAN);
    json_number(json, object, "high", value->has_interval ? value->high : (double)NAN);
    json_text(json, object, "interval",
              !value->has_interval    ? NULL
              : score->kpi == KPI_NPS ? "zou-donner"
                                      : "wilson");
    json_text(json, object, "reason", kpi_reason_name(value->reason));
    cJSON *direction = json_object(json, object, "direction");
    json_text(json, direction, "state", state_name(score->state));
    json_integer(json, direction, "weeks", (int64_t)score->weeks);
    json_number(json, direction, "slope_per_week",
                score->state == STATS_TREND_TOO_FEW ? (double)NAN : score->slope);
    json_text(json, direction, "text", score->text);
}

static void add_counts(struct json *json, cJSON *object, const struct feedback_counts *counts)
{
    json_integer(json, object, "all", counts->all);
    json_integer(json, object, "rated", counts->rated);
    json_integer(json, object, "satisfied", counts->satisfied);
    json_integer(json, object, "asked", counts->asked);
    json_integer(json, object, "promoters", counts->promoters);
    json_integer(json, object, "detractors", counts->detractors);
    json_integer(json, object, "unplaced", counts->unplaced);
    json_integer(json, object, "of_kind", counts->of_kind);
    json_integer(json, object, "complaints", counts->complaints);
}

static void add_entry(struct json *json, cJSON *entries, const struct feedback_entry *entry)
{
    cJSON *object = json_object(json, entries, NULL);
    json_moment(json, object, "given_at", entry->at);
    json_day(json, object, "day", entry->day);
    cJSON *campaign = json_object(json, object, "campaign");
    json_text(json, campaign, "id", entry->campaign_id);
    json_text(json, campaign, "name", entry->name);
    json_number(json, object, "rating", entry->rating);
    if (entry->scale) {
        json_integer(json, object, "scale", entry->scale);
    } else {
        json_null(json, object, "scale");
    }
    json_text(json, object, "level", feedback_level_name(entry->level));
    json_text(json, object, "kind", entry->kind);
    json_text(json, object, "comment", entry->text);
}

bool feedback_json_write(struct sink *sink, const struct scope *scope,
                         const struct feedback *feedback, struct err *err)
{
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.feedback/1");
    scope_json_days(&json, root, scope);
    cJSON *scores = json_object(&json, root, "scores");
    for (size_t i = 0; i < FEEDBACK_SCORES; i++) {
        add_score(&json, scores, &feedback->scores[i]);
    }
    add_counts(&json, json_object(&json, root, "counts"), &feedback->counts);
    cJSON *weeks = json_array(&json, root, "weeks");
    for (size_t i = 0; i < feedback->week_count; i++) {
        cJSON *week = json_object(&json, weeks, NULL);
        json_day(&json, week, "monday", feedback->weeks[i].monday);
        add_counts(&json, week, &feedback->weeks[i].counts);
    }
    cJSON *kinds = json_array(&json, root, "kinds");
    for (size_t i = 0; i < feedback->kind_count; i++) {
        cJSON *kind = json_object(&json, kinds, NULL);
        const char *name = feedback->kinds[i].kind;
        json_text(&json, kind, "kind", name[0] ? name : NULL);
        json_integer(&json, kind, "count", feedback->kinds[i].count);
    }
    json_integer(&json, root, "matching", feedback->matching);
    json_integer(&json, root, "without_campaign", feedback->strays);
    cJSON *entries = json_array(&json, root, "feedback");
    for (size_t i = 0; i < feedback->entry_count; i++) {
        add_entry(&json, entries, &feedback->entries[i]);
    }
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
