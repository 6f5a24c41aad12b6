/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/plan_json.h"

static void add_number(struct json *json, cJSON *object, const char *key, double value)
{
    if (value != 0) {
        json_number(json, object, key, value);
    } else {
        json_null(json, object, key);
    }
}

void plan_json_fill(struct json *json, cJSON *object, const struct planned_version *version)
{
    static const char *const said[] = {NULL, "yes", "no"};
    const struct plan *plan = &version->plan;
    json_text(json, object, "goal", plan->goal == KPI_NONE ? NULL : kpi_info(plan->goal)->name);
    json_text(json, object, "by", plan->by == ATTR_NONE ? NULL : attr_info(plan->by)->name);
    cJSON *arms = json_array(json, object, "arms");
    for (size_t i = 0; i < plan->arm_count; i++) {
        cJSON *arm = json_object(json, arms, NULL);
        json_text(json, arm, "name", plan->arms[i].name);
        json_number(json, arm, "weight", planned_weight(plan, i));
    }
    add_number(json, object, "per_arm", (double)plan->per_arm);
    json_day(json, object, "until", plan->until);
    add_number(json, object, "baseline", plan->baseline);
    add_number(json, object, "lift", plan->lift);
    add_number(json, object, "power", plan->power);
    cJSON *guardrails = json_array(json, object, "guardrails");
    for (size_t i = 0; i < plan->guardrail_count; i++) {
        cJSON *one = json_object(json, guardrails, NULL);
        json_text(json, one, "id", kpi_info(plan->guardrails[i].kpi)->name);
        json_number(json, one, "margin", plan->guardrails[i].margin);
    }
    json_text(json, object, "randomized", said[plan->assigned]);
    add_number(json, object, "same", plan->same_within);
    json_moment(json, object, "made_at", version->made_at);
    json_moment(json, object, "brought_back_at", version->back_at);
}

bool plan_json_write(struct sink *sink, const struct planned_page *page, struct err *err)
{
    static const char *const uses[] = {[PLANNED_WAITS] = "waits",
                                       [PLANNED_BOUNDARY] = "followed",
                                       [PLANNED_EDITED] = "edited",
                                       [PLANNED_LATE] = "late",
                                       [PLANNED_NO_END] = "no_end"};
    const struct planned *planned = page->planned;
    struct json json = {false};
    cJSON *document = cJSON_CreateObject();
    json.failed |= !document;
    json_text(&json, document, "schema", "campane.plan/1");
    json_text(&json, document, "campaign", page->title);
    plan_json_fill(&json, json_object(&json, document, "plan"),
                   &planned->versions[planned->count - 1]);
    json_text(&json, document, "use", uses[page->use]);
    cJSON *next = json_object(&json, document, "next");
    add_number(&json, next, "days_to_go", page->days_to_go > 0 ? (double)page->days_to_go : 0);
    add_number(&json, next, "mde", page->has_mde ? page->mde : 0);
    cJSON *versions = json_array(&json, document, "versions");
    for (size_t i = 0; i < planned->count; i++) {
        plan_json_fill(&json, json_object(&json, versions, NULL), &planned->versions[i]);
    }
    json_write(&json, sink, document, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}

bool plan_json_list(struct sink *sink, const struct plan *plans, size_t count, struct err *err)
{
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.plans/1");
    cJSON *list = json_array(&json, root, "plans");
    for (size_t i = 0; i < count; i++) {
        enum kpi goal = plans[i].goal == KPI_NONE ? KPI_CTR : plans[i].goal;
        cJSON *one = json_object(&json, list, NULL);
        json_text(&json, one, "campaign", plans[i].campaign);
        json_text(&json, one, "goal", kpi_info(goal)->name);
    }
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
