/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/scope_json.h"

void scope_json_days(struct json *json, cJSON *object, const struct scope *scope)
{
    cJSON *period = json_object(json, object, "period");
    json_day(json, period, "from", scope->period.from);
    json_day(json, period, "to", scope->period.to);
    json_text(json, object, "timezone", scope->zone);
}

void scope_json_add(struct json *json, cJSON *object, const struct scope *scope)
{
    scope_json_days(json, object, scope);
    json_text(json, object, "rate_base", rate_base_name(scope->options.base));
    json_text(json, object, "benchmark", scope->benchmark);
}
