/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans as JSON: campane.plan/1, and the member "plan" of campane.compare/1.
 */
#ifndef CAMPANE_EXPORT_PLAN_JSON_H
#define CAMPANE_EXPORT_PLAN_JSON_H

#include "export/json.h"
#include "report/planned.h"

/* {"schema","campaign","plan":{…},"use":"waits|followed|edited|late|no_end","next":{"days_to_go",
 *  "mde"},"versions":[{…}]} */
bool plan_json_write(struct sink *sink, const struct planned_page *page, struct err *err);

/* {"schema":"campane.plans/1","plans":[{"campaign","goal"}]} */
bool plan_json_list(struct sink *sink, const struct plan *plans, size_t count, struct err *err);

/* The members of one version: "goal","by","arms":[{"name","weight"}],"per_arm","until","baseline",
 * "lift","power","guardrails":[{"id","margin"}],"randomized","made_at". */
void plan_json_fill(struct json *json, cJSON *object, const struct planned_version *version);

#endif
